"""Books in EPUB: their chapters in the order of reading, as web pages are read."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from mubiao.documents.container_metadata import ContainerMetadata, Content
from mubiao.documents.decode import decode
from mubiao.documents.layout.archive import Archive
from mubiao.documents.layout.xml import parse
from mubiao.model import DocumentError

if TYPE_CHECKING:
    from mubiao.documents.layout.xml import Element


def epub_text(data: bytes) -> Content:
    """The text of all chapters, tables of contents are none, with the title and the publisher of the book.

    DocumentError: it is damaged, or holds no text.
    """
    from mubiao.documents.readers.html import html_text

    archive = Archive(data, "EPUB book")
    root = next((one.get("full-path", "") for one in archive.xml("META-INF/container.xml").iter("rootfile")), "")
    book = parse(archive.bytes(root), "EPUB book", doctype=True)
    items = {one.get("id", ""): one for one in book.iter("item")}
    styles = "\n".join(_styles(archive, root, list(items.values())))
    found: list[str] = []
    for reference in book.iter("itemref"):
        item = items.get(reference.get("idref", ""))
        if item is None or "nav" in item.get("properties", "").split() or reference.get("linear") == "no":
            continue
        name = _name(root, item)
        if "html" not in item.get("media-type", "html") or name not in archive.names:
            continue
        try:
            found.append(html_text(decode(archive.bytes(name)), styles).text)
        except DocumentError:
            continue  # a cover
    if not found:
        raise DocumentError("the EPUB book holds no text")
    title, publisher, creator = (_said(book, name) for name in ("title", "publisher", "creator"))
    title = title if title and any("\u4e00" <= one <= "\u9fff" for one in title) else None  # Unknown Title
    return Content("".join(found), ContainerMetadata(title=title, publisher=publisher or creator))


def _said(book: Element, name: str) -> str | None:
    """What the book says of itself."""
    return next((one.text.strip() for one in book.iter(name) if one.text and one.text.strip()), None)


def _name(root: str, item: Element) -> str:
    """The name of a part of the book in the archive."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(root), unquote(item.get("href", ""))))


def _styles(archive: Archive, root: str, items: list[Element]) -> Iterator[str]:
    for item in items:
        if item.get("media-type") == "text/css" and (name := _name(root, item)) in archive.names:
            yield archive.bytes(name).decode("utf-8", "replace")
