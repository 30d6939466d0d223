"""Facts, sections and documents as Polars frames with the column types of schema.sql."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import polars as pl

from mubiao.model import FACT_COLUMNS, Document, Fact, QualitativeTarget, Section

FACT_SCHEMA: dict[str, pl.DataType] = {name: pl.String() for name in FACT_COLUMNS} | {
    "start": pl.Int32(),
    "end": pl.Int32(),
    "value": pl.Float64(),
    "high": pl.Float64(),
    "period_start": pl.Date(),
    "period_end": pl.Date(),
    "period_stated": pl.Boolean(),
    "year": pl.Int16(),
    "confidence": pl.Float32(),
}
"""Column → type of a frame of facts, in the stable order of model.FACT_COLUMNS."""

REVIEWED_SCHEMA: dict[str, pl.DataType] = {**FACT_SCHEMA, "review": pl.String()}
"""FACT_SCHEMA and the mark of a person: accepted, rejected, corrected, or null."""

SECTION_SCHEMA: dict[str, pl.DataType] = {
    "document_id": pl.String(),
    "ordinal": pl.Int32(),
    "start": pl.Int32(),
    "end": pl.Int32(),
    "level": pl.Int8(),
    "heading": pl.String(),
    "path": pl.String(),
    "role": pl.String(),
    "period": pl.String(),
    "region": pl.String(),
}

PROMISE_SCHEMA: dict[str, pl.DataType] = {name: pl.String() for name in QualitativeTarget.__dataclass_fields__} | {
    "start": pl.Int32(),
    "end": pl.Int32(),
    "year": pl.Int16(),
}
"""Column → type of a frame of targets in words: the fields of model.QualitativeTarget."""

DOCUMENT_SCHEMA: dict[str, pl.DataType] = {
    "document_id": pl.String(),
    "title": pl.String(),
    "kind": pl.String(),
    "publisher": pl.String(),
    "date": pl.Date(),
    "year": pl.Int16(),
    "region": pl.String(),
    "region_code": pl.String(),
    "name": pl.String(),
    "characters": pl.Int32(),
    "text": pl.String(),
    "origin": pl.String(),
    "rules": pl.String(),
    "added_at": pl.Datetime("us"),
}
"""The columns of the table documents, in its order."""


def facts_frame(facts: Iterable[Fact]) -> pl.DataFrame:
    """A frame of FACT_SCHEMA; empty for no facts."""
    rows = list(facts)
    # Enumerations are strings already; str() keeps Polars from seeing Python enum members.
    columns: dict[str, list[Any]] = {
        name: [getattr(fact, name) for fact in rows]
        if kind != pl.String()
        else [None if (v := getattr(fact, name)) is None else str(v) for fact in rows]
        for name, kind in FACT_SCHEMA.items()
    }
    return pl.DataFrame(columns, schema=FACT_SCHEMA)


def promises_frame(promises: Iterable[QualitativeTarget]) -> pl.DataFrame:
    """A frame of PROMISE_SCHEMA; empty for none."""
    rows = list(promises)
    columns: dict[str, list[Any]] = {name: [getattr(promise, name) for promise in rows] for name in PROMISE_SCHEMA}
    columns["measure"] = [str(measure) for measure in columns["measure"]]
    return pl.DataFrame(columns, schema=PROMISE_SCHEMA)


def sections_frame(document_id: str, sections: Sequence[Section]) -> pl.DataFrame:
    """A frame of SECTION_SCHEMA, numbered in the order given."""
    names = [name for name in SECTION_SCHEMA if name not in ("document_id", "ordinal")]
    columns: dict[str, list[Any]] = {name: [getattr(section, name) for section in sections] for name in names}
    columns["role"] = [str(role) for role in columns["role"]]
    columns["document_id"] = [document_id] * len(sections)
    columns["ordinal"] = list(range(len(sections)))
    return pl.DataFrame(columns, schema=SECTION_SCHEMA)


def document_row(document: Document) -> dict[str, Any]:
    """What the table documents holds of a document itself (not origin, rules and added_at)."""
    fields = {
        name: getattr(document, name)
        for name in DOCUMENT_SCHEMA
        if name not in ("characters", "text", "origin", "rules", "added_at")
    }
    # A file name need not be Unicode; Python then gives it characters that no text may have.
    fields["name"] = document.name.encode("utf-8", "replace").decode()
    return fields | {"characters": len(document.text), "text": document.text}


def shaped(frame: pl.DataFrame, schema: dict[str, pl.DataType]) -> pl.DataFrame:
    """The frame with exactly the schema's columns and types; missing ones are null, others are dropped."""
    return frame.select(
        (pl.col(name) if name in frame.columns else pl.lit(None, dtype=kind).alias(name)).cast(kind)
        for name, kind in schema.items()
    )


class Arrow:
    """A frame as DuckDB reads it without pyarrow: nothing but the Arrow PyCapsule interface."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._frame.__arrow_c_stream__(requested_schema)
