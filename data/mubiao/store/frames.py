"""Facts, sections and documents as Polars frames, with the columns and types that columns.toml declares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import polars as pl

from mubiao import columns
from mubiao.model import Document, Fact, Pledge, QualitativeTarget, Section

FACT_SCHEMA: dict[str, pl.DataType] = columns.schema("facts", stored=True)
"""Column → type of a frame of facts, in the stable order of model.FACT_COLUMNS."""

REVIEWED_SCHEMA: dict[str, pl.DataType] = columns.schema("facts")
"""FACT_SCHEMA and the mark of a person: accepted, rejected, corrected, or null."""

SECTION_SCHEMA: dict[str, pl.DataType] = columns.schema("sections")

PROMISE_SCHEMA: dict[str, pl.DataType] = columns.schema("promises")
"""Column → type of a frame of targets in words: the fields of model.QualitativeTarget."""

PLEDGE_SCHEMA: dict[str, pl.DataType] = columns.schema("pledges")
"""Column → type of a frame of pledges: the fields of model.Pledge."""

LINK_SCHEMA: dict[str, pl.DataType] = columns.schema("pledge_links")
"""Column → type of a frame of what became of pledges."""

FOLLOWED_SCHEMA: dict[str, pl.DataType] = {
    name: kind for name, kind in columns.schema("followed").items() if name in columns.table("followed").columns
}
"""PLEDGE_SCHEMA, then what became of a pledge, as reviewed."""

DOCUMENT_SCHEMA: dict[str, pl.DataType] = columns.schema("documents", stored=True)
"""The columns of the table documents, in its order."""


def facts_frame(facts: Iterable[Fact]) -> pl.DataFrame:
    """A frame of FACT_SCHEMA; empty for no facts."""
    rows = list(facts)
    # Enumerations are strings already; str() keeps Polars from seeing Python enum members.
    values: dict[str, list[Any]] = {
        name: [getattr(fact, name) for fact in rows]
        if kind != pl.String()
        else [None if (v := getattr(fact, name)) is None else str(v) for fact in rows]
        for name, kind in FACT_SCHEMA.items()
    }
    return pl.DataFrame(values, schema=FACT_SCHEMA)


def promises_frame(promises: Iterable[QualitativeTarget]) -> pl.DataFrame:
    """A frame of PROMISE_SCHEMA; empty for none."""
    rows = list(promises)
    values: dict[str, list[Any]] = {name: [getattr(promise, name) for promise in rows] for name in PROMISE_SCHEMA}
    values["measure"] = [str(measure) for measure in values["measure"]]
    return pl.DataFrame(values, schema=PROMISE_SCHEMA)


def pledges_frame(pledges: Iterable[Pledge]) -> pl.DataFrame:
    """A frame of PLEDGE_SCHEMA; empty for none."""
    rows = list(pledges)
    values: dict[str, list[Any]] = {name: [getattr(pledge, name) for pledge in rows] for name in PLEDGE_SCHEMA}
    values |= {name: [str(value) for value in values[name]] for name in ("act", "kind")}
    values |= {name: [[str(one) for one in several] for several in values[name]] for name in ("stages", "numbers")}
    return pl.DataFrame(values, schema=PLEDGE_SCHEMA)


def sections_frame(document_id: str, sections: Sequence[Section]) -> pl.DataFrame:
    """A frame of SECTION_SCHEMA, numbered in the order given."""
    names = [name for name in SECTION_SCHEMA if name not in ("document_id", "ordinal")]
    values: dict[str, list[Any]] = {name: [getattr(section, name) for section in sections] for name in names}
    values["role"] = [str(role) for role in values["role"]]
    values["document_id"] = [document_id] * len(sections)
    values["ordinal"] = list(range(len(sections)))
    return pl.DataFrame(values, schema=SECTION_SCHEMA)


def document_row(document: Document) -> dict[str, Any]:
    """What the table documents holds of a document itself (not origin, rules and added_at)."""
    fields = {
        name: getattr(document, name)
        for name in DOCUMENT_SCHEMA
        if name not in ("characters", "text", "origin", "rules", "added_at", "doubts")
    }
    # A file name need not be Unicode; Python then gives it characters that no text may have.
    fields["name"] = document.name.encode("utf-8", "replace").decode()
    return fields | {"characters": len(document.text), "text": document.text, "doubts": doubts_text(document)}


def doubts_text(document: Document) -> str | None:
    """The doubts of a document as its row holds them: ids with their words, joined by semicolons; None for none."""
    return "; ".join(f"{doubt}: {words}" for doubt, words in document.doubts) or None


def shaped(frame: pl.DataFrame, schema: dict[str, pl.DataType]) -> pl.DataFrame:
    """The frame with exactly the schema's columns and types; missing ones are null, others are dropped."""
    return frame.select(
        (pl.col(name) if name in frame.columns else pl.lit(None, dtype=kind).alias(name)).cast(kind)
        for name, kind in schema.items()
    )
