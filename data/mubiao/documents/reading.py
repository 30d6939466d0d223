"""A file or a text → a Document, by what the content is rather than by what the file is called."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from mubiao.documents.decode import decode
from mubiao.documents.hints import Hints
from mubiao.documents.metadata import describe
from mubiao.model import Document, DocumentError

MAX_BYTES = 256 * 1024 * 1024
_HTML_START = ("<!doctype html", "<html", "<head", "<body", "<meta")
_HTML_SUFFIXES = (".html", ".htm", ".shtml", ".xhtml")


def read(path: str | Path) -> Document:
    """The document in a file: text, Markdown, HTML, DOCX, or PDF with the extra `mubiao[pdf]`.

    Raises DocumentError, whose text is one line that begins with the file's name, for whatever cannot be read as one.
    """
    path = Path(path)
    try:
        text, hints = _content(file_bytes(path), path.suffix.lower())
    except DocumentError as error:
        raise DocumentError(f"{path.name}: {error}") from None
    return document_from_text(text, path.name, hints)


def read_many(paths: Iterable[str | Path]) -> Iterator[tuple[Path, Document | DocumentError]]:
    """Each file with its document, or with the reason why there is none; one failure never stops the others."""
    for path in paths:
        try:
            yield Path(path), read(path)
        except DocumentError as error:
            yield Path(path), error


def read_bytes(data: bytes, name: str = "") -> Document:
    """The document in bytes that did not come from a file (stdin); `name` is only a name."""
    text, hints = _content(data, Path(name).suffix.lower())
    return document_from_text(text, name, hints)


def document_from_text(text: str, name: str = "", hints: Hints | None = None) -> Document:
    """The document that a text is: its identity, and what its content tells about itself. The text is kept as it is.

    `name` counts only where the content tells neither year nor place.
    """
    known = describe(text, name, hints or Hints())
    return Document(
        # A lone surrogate cannot come from a file, but a str may hold one.
        document_id=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        name=name,
        text=text,
        title=known.title,
        kind=known.kind,
        publisher=known.publisher,
        date=known.date,
        year=known.year,
        region=known.region,
        region_code=known.region_code,
    )


def file_bytes(path: Path) -> bytes:
    """What is in a file; DocumentError, without the file's name, where it cannot be had or is too large."""
    try:
        if path.is_dir():
            raise DocumentError("this is a folder, not a document")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise DocumentError(f"the file is larger than {MAX_BYTES // 1024 // 1024} MB")
        return path.read_bytes()
    except FileNotFoundError:
        raise DocumentError("there is no such file") from None
    except PermissionError:
        raise DocumentError("the file may not be read (permission denied)") from None
    except (OSError, ValueError) as error:
        raise DocumentError(f"the file cannot be read: {getattr(error, 'strerror', None) or error}") from None


def _content(data: bytes, suffix: str) -> tuple[str, Hints]:
    """The text in the bytes; magic bytes decide before the suffix does."""
    if data.startswith(b"%PDF-") or (suffix == ".pdf" and b"%PDF-" in data[:1024]):
        from mubiao.documents.pdf import pdf_text

        return pdf_text(data), Hints()
    if data.startswith(b"PK\x03\x04"):
        from mubiao.documents.docx import docx_text

        return docx_text(data), Hints()
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise DocumentError("this is an old or encrypted Office file: save it as .docx without a password")
    if data.startswith(b"{\\rtf"):
        raise DocumentError("this is an RTF file: save it as .docx or as text")
    if suffix in (".pdf", ".docx") and data.strip():
        raise DocumentError(f"the file is called {suffix} but is none")
    text = decode(data)
    if suffix in _HTML_SUFFIXES or text[:1000].lstrip("\ufeff \t\r\n").lower().startswith(_HTML_START):
        from mubiao.documents.html import html_text

        return html_text(text)
    return text, Hints()
