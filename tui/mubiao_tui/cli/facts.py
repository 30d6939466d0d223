"""Facts as columns: the kinds of their fields, and rows made of Fact objects without loading polars."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from mubiao.model import FACT_COLUMNS, Fact
from mubiao_tui.cli.results import Batch, Column, Kind

_KINDS: dict[str, Kind] = {
    "start": Kind.INTEGER,
    "end": Kind.INTEGER,
    "value": Kind.NUMBER,
    "high": Kind.NUMBER,
    "period_start": Kind.DATE,
    "period_end": Kind.DATE,
    "period_stated": Kind.BOOLEAN,
    "year": Kind.INTEGER,
    "confidence": Kind.NUMBER,
}

COLUMNS: tuple[Column, ...] = tuple(Column(name, _KINDS.get(name, Kind.TEXT)) for name in FACT_COLUMNS)
"""The stable columns of a fact."""

SHOWN = ("region", "subject", "printed", "value", "unit", "qualifier", "claim", "period", "fact_id")
"""What a table of facts shows when nobody says which columns."""

_fields = attrgetter(*FACT_COLUMNS)


def batch(facts: Sequence[Fact]) -> Batch:
    """Facts as a batch of COLUMNS."""
    return list(zip(*map(_fields, facts), strict=True)) if facts else [[] for _ in COLUMNS]
