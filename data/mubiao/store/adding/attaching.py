"""Texts for documents that were bundled without theirs: known by their hash, so that nothing is extracted again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import polars as pl

from mubiao.store import bundled, rows
from mubiao.store.adding.writing import newer
from mubiao.store.file.locking import Cursor

SUFFIXES = (".md", ".markdown", ".txt")
"""Files whose text is quickly had; what others hold is compared when they are read."""


class Text(NamedTuple):
    """A text that a bundled document lacks."""

    document_id: str
    name: str
    text: str


_PROMISING = " AND (kind IS DISTINCT FROM 'work_report' OR document_id IN (SELECT DISTINCT document_id FROM pledges))"


def lacking(cursor: Cursor, rules: str, *, pledges: bool = False) -> frozenset[str]:
    """Ids of documents without a text whose facts these rules would not read otherwise, and of which nobody said more.

    What people state of a document holds when its text comes: it is read with that. pledges: where the bundle has none,
    a work report is to be read for them.
    """
    promising = _PROMISING if pledges and not bundled.has("pledges") else ""
    found = cursor.execute(
        "SELECT document_id, rules FROM documents WHERE origin = 'bundled' AND text IS NULL "
        f"AND document_id NOT IN (SELECT document_id FROM statements WHERE NOT undone){promising}"
    ).fetchall()
    return frozenset(key for key, read_by in found if not newer(rules, read_by))


def text_of(path: Path, wanted: frozenset[str]) -> Text | None:
    """The text of a file, if it is one of those that are wanted."""
    from mubiao.documents.formats import contents
    from mubiao.documents.reading import document_id, file_bytes
    from mubiao.model import MubiaoError

    if path.suffix.lower() not in SUFFIXES:
        return None
    try:
        found = list(contents(file_bytes(path), path.suffix.lower()))
    except (MubiaoError, OSError):
        return None  # it fails when it is read, where that is told
    if len(found) != 1:
        return None
    key = document_id(found[0].text)
    return Text(key, path.name, found[0].text) if key in wanted else None


def attach(cursor: Cursor, texts: Sequence[Text]) -> None:
    """Write the texts to their documents, in the caller's transaction."""
    frame = pl.DataFrame(texts, schema={"document_id": pl.String, "name": pl.String, "text": pl.String}, orient="row")
    frame = frame.unique("document_id", keep="first", maintain_order=True)
    frame = frame.with_columns(characters=pl.col("text").str.len_chars().cast(pl.Int32))
    with rows.registered(cursor, "texts", frame):
        cursor.execute(
            "UPDATE documents SET text = texts.text, name = texts.name, characters = texts.characters, added_at = ? "
            "FROM texts WHERE documents.document_id = texts.document_id AND documents.text IS NULL",
            [datetime.now(UTC).replace(tzinfo=None)],
        )


def apart(
    paths: Iterable[Path], wanted: frozenset[str], done: Callable[[Path], None] = lambda path: None
) -> tuple[list[Text], list[Path]]:
    """The texts that are wanted, each once, and the files that have to be read; `done` is told of the former."""
    texts: dict[str, Text] = {}
    others: list[Path] = []
    for path in paths:
        text = text_of(path, wanted) if wanted else None
        if text is None or text.document_id in texts:
            others.append(path)
        else:
            texts[text.document_id] = text
            done(path)
    return list(texts.values()), others
