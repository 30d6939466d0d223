"""Rows between Polars and DuckDB without pyarrow: nothing but the Arrow PyCapsule interface."""

from __future__ import annotations

from typing import Protocol

import polars as pl


class Streamed(Protocol):
    """What hands its rows over by the Arrow PyCapsule interface."""

    def __arrow_c_stream__(self, requested_schema: object | None = None, /) -> object: ...


class Arrow:
    """A frame or a relation of DuckDB, of which nothing is seen but the Arrow PyCapsule interface.

    DuckDB reads a frame so without pyarrow. Polars keeps the type of everything that a frame was ever made of until
    the process ends; were that a relation's own, the binding of DuckDB would write to stderr then what has leaked.
    """

    def __init__(self, source: Streamed) -> None:
        self._source = source

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._source.__arrow_c_stream__(requested_schema)


def framed(relation: Streamed) -> pl.DataFrame:
    """The rows of a relation of DuckDB."""
    return pl.DataFrame(Arrow(relation))
