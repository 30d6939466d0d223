"""Reading a document of the database again, when what people state of it has changed.

Its text is there, but not the file that it came from: what the page's head or the folder told of it is known by that
neither the text nor a person says it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from mubiao.documents.container_metadata import ContainerMetadata
from mubiao.documents.frame import Frame, read_frame
from mubiao.documents.frame.parts import parts
from mubiao.documents.reading import document_from_text
from mubiao.documents.stated import Stated
from mubiao.extract.annotation import sections_of
from mubiao.ingest import Prepared, prepared
from mubiao.model import Document
from mubiao.regions import ancestors


def read_again(known: Mapping[str, Any], before: Stated, after: Stated) -> Prepared:
    """The document with its facts as they are when `after` is stated of it.

    known: the columns of `documents` as they are now, text included; before: what was stated when they were read.
    """
    container, folder = came_with_the_file(known, before)
    document = document_from_text(
        known["text"], known["name"], container, folder=folder, stated=after, sources=known["sources"]
    )
    return prepared(Path(known["name"]), document)


def frame_of(known: Mapping[str, Any], stated: Stated, *, outlined: bool = True) -> Frame:
    """The frame of a document of the database, as it is read with what is stated of it, and its parts if asked."""
    container, folder = came_with_the_file(known, stated)
    frame = read_frame(known["text"], f"{folder}/{known['name']}" if folder else known["name"], container, stated)
    if not outlined:
        return frame
    document = document_from_text(known["text"], known["name"], container, folder=folder, stated=stated)
    return replace(frame, parts=parts(document.text, sections_of(document), document.kind, document.year))


def came_with_the_file(known: Mapping[str, Any], stated: Stated) -> tuple[ContainerMetadata, str]:
    """What the container and the folder of a file told of it."""
    bare = read_frame(known["text"], known["name"], None, stated)

    def told(field: str) -> str | None:
        value = known.get(field)
        return None if value is None or value == getattr(bare, field) else str(value)

    container = ContainerMetadata(told("title"), told("date"), told("publisher"), told("url"))
    place = told("region")
    above = ancestors(known["region_code"]) if place and known["region_code"] else []
    folders = [above[0].name if above else None, place, told("year")]
    return container, "/".join(folder for folder in folders if folder)


def row_of(document: Document) -> dict[str, Any]:
    """A document that has just been read, as `read_again` takes it."""
    names = ("title", "kind", "publisher", "date", "year", "region", "region_code", "url", "name", "text", "sources")
    return {name: getattr(document, name) for name in names}
