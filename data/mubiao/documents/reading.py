"""A file or a text → a Document, by what the content is rather than by what the file is called."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from mubiao.documents.container_metadata import ContainerMetadata, Content
from mubiao.documents.formats import contents
from mubiao.documents.frame import read_frame
from mubiao.documents.stated import Stated
from mubiao.files import bytes_of
from mubiao.garbage import undisturbed
from mubiao.model import Document, DocumentError, FileError, StatementError

MAX_BYTES = 256 * 1024 * 1024


def read(path: str | Path, stated: Stated | Mapping[str, object] | None = None) -> Document:
    """The document in a file of any kind that `formats.FORMATS` lists; PDF needs the extra `mubiao[pdf]`.

    stated: what is known of it better than it says itself: region, year, date, title, kind, publisher, url.
    Every offset of a fact counts code points of the Document's `text`. `region_code` is a code of GB/T 2260 or
    `zone:…`, `date` and `year` those of publication and of the report.
    Raises DocumentError, whose text is one line that begins with the file's name, for whatever cannot be read as one.
    Raises StatementError for what cannot be stated.

    Example: `mubiao.read("report.docx", {"region": "泉州市", "year": 2021}).region_code` is "350500".
    """
    path = Path(path)
    try:
        return _only(contents(file_bytes(path), path.suffix.lower()), path.name, folder_of(path), _as_stated(stated))
    except DocumentError as error:
        raise DocumentError(f"{path.name}: {error}") from None


def read_each(path: str | Path, stated: Stated | Mapping[str, object] | None = None) -> Iterator[Document]:
    """The documents in a file: one, or those of a collection, named `file#part`.

    Raises DocumentError as `read` does, after the documents that came before what cannot be read.
    """
    path = Path(path)
    try:
        for content in contents(file_bytes(path), path.suffix.lower()):
            yield _document(content, path.name, folder_of(path), _as_stated(stated))
    except DocumentError as error:
        raise DocumentError(f"{path.name}: {error}") from None


def read_many(paths: Iterable[str | Path]) -> Iterator[tuple[Path, Document | DocumentError]]:
    """Each file with its document (or documents), or the reason why there is none; a failure never stops the others."""
    for path in paths:
        try:
            for document in read_each(path):
                yield Path(path), document
        except DocumentError as error:
            yield Path(path), error


def read_bytes(data: bytes, name: str = "") -> Document:
    """The document in bytes that did not come from a file (stdin); `name` is only a name."""
    return _only(contents(data, Path(name).suffix.lower()), name)


def read_bytes_each(data: bytes, name: str = "", folder: str = "", stated: Stated | None = None) -> Iterator[Document]:
    """The documents in bytes that did not come from a file, as `read_each` gives those of one that did."""
    for content in contents(data, Path(name).suffix.lower()):
        yield _document(content, name, folder, stated)


def folder_of(path: Path) -> str:
    """The names of the two folders that a file lies in, which may tell its place: 福建省/泉州市."""
    return "/".join(Path(os.path.abspath(path)).parent.parts[1:][-2:])  # noqa: PTH100 - no link is to be followed


@undisturbed
def document_from_text(
    text: str,
    name: str = "",
    container: ContainerMetadata | None = None,
    *,
    folder: str = "",
    stated: Stated | None = None,
    sources: str | None = None,
) -> Document:
    """The document that a text is: its identity, and what its content tells about itself. The text is kept as it is.

    `name` and the folder are one more voice for place and year, and the only one where the content tells neither.
    `sources` is what the file told of where its lines stand, as in Document.sources.
    """
    known = read_frame(text, f"{folder}/{name}" if folder else name, container, stated)
    return Document(
        document_id=document_id(text),
        name=name,
        text=text,
        title=known.title,
        kind=known.kind,
        publisher=known.publisher,
        date=known.date,
        year=known.year,
        region=known.region,
        region_code=known.region_code,
        certainty=known.certainty,
        doubts=known.doubts + _doubts_of_pages(sources),
        url=known.url,
        stated=tuple(stated.texts().items()) if stated else (),
        sources=sources,
    )


def _doubts_of_pages(sources: str | None) -> tuple[tuple[str, str], ...]:
    if sources is None:
        return ()
    from mubiao.documents.layout.sources import doubts_of_pages

    return doubts_of_pages(sources)


def document_id(text: str) -> str:
    """The id of the document that a text is: it stays as long as the text does."""
    # A lone surrogate cannot come from a file, but a str may hold one.
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def file_bytes(path: Path) -> bytes:
    """What is in a file; DocumentError, without the file's name, where it cannot be had or is too large."""
    try:
        if path.is_dir():
            raise DocumentError("this is a folder, not a document")
        return bytes_of(path, MAX_BYTES)
    except FileError as error:
        raise DocumentError(str(error)) from None
    except FileNotFoundError:
        raise DocumentError("there is no such file") from None
    except PermissionError:
        raise DocumentError("the file may not be read (permission denied)") from None
    except (OSError, ValueError) as error:
        raise DocumentError(f"the file cannot be read: {getattr(error, 'strerror', None) or error}") from None


def _as_stated(stated: Stated | Mapping[str, object] | None) -> Stated | None:
    return stated if stated is None or isinstance(stated, Stated) else Stated.of(stated)


def _document(content: Content, name: str, folder: str = "", stated: Stated | None = None) -> Document:
    part = f"{name}#{content.part}" if content.part else name
    told = _told(content.metadata)
    stated = stated if told is None else told.under(stated) if stated else told
    return document_from_text(
        content.text, part, content.metadata, folder=folder, stated=stated, sources=content.sources
    )


def _told(metadata: ContainerMetadata) -> Stated | None:
    """What the columns of a collection state, each that can be so; a person's statement comes before it."""
    found = Stated()
    for field, value in (("region", metadata.region), ("year", metadata.year)):
        for words in dict.fromkeys((value, value.split(" ")[-1])) if value else ():
            try:
                found = found.under(Stated.of({field: words}))
                break
            except StatementError:
                continue
    return found or None


def _only(given: Iterator[Content], name: str, folder: str = "", stated: Stated | None = None) -> Document:
    found = list(islice(given, 2))
    if len(found) != 1:
        raise DocumentError(f"the file holds {'several documents: read_each gives them' if found else 'no document'}")
    return _document(found[0], name, folder, stated)
