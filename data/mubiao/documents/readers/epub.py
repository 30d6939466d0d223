"""Books in EPUB: their chapters in the order of reading, as web pages are read."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

from mubiao.documents.decode import decode
from mubiao.documents.layout.archive import Archive
from mubiao.documents.layout.xml import parse
from mubiao.model import DocumentError


def epub_text(data: bytes) -> str:
    """The text of all chapters; tables of contents are none. DocumentError: it is damaged, or holds no text."""
    from mubiao.documents.readers.html import html_text

    archive = Archive(data, "EPUB book")
    root = next((one.get("full-path", "") for one in archive.xml("META-INF/container.xml").iter("rootfile")), "")
    book = parse(archive.bytes(root), "EPUB book", doctype=True)
    items = {one.get("id", ""): one for one in book.iter("item")}
    found: list[str] = []
    for reference in book.iter("itemref"):
        item = items.get(reference.get("idref", ""))
        if item is None or "nav" in item.get("properties", "").split() or reference.get("linear") == "no":
            continue
        name = posixpath.normpath(posixpath.join(posixpath.dirname(root), unquote(item.get("href", ""))))
        if "html" not in item.get("media-type", "html") or name not in archive.names:
            continue
        try:
            found.append(html_text(decode(archive.bytes(name))).text)
        except DocumentError:
            continue  # a cover
    if not found:
        raise DocumentError("the EPUB book holds no text")
    return "".join(found)
