"""Facts as columns: the kinds of their fields, and rows made of Fact objects without loading polars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from mubiao_tui.cli.diagnostics import Exit, Failure
from mubiao_tui.output.results import Batch, ResultColumn, declared

# Help of a command that shows facts needs neither the model nor the columns.
if TYPE_CHECKING:
    from mubiao.model import Fact
    from mubiao.store import Store

SHOWN = ("region", "subject", "printed", "value", "unit", "qualifier", "claim", "period", "fact_id")
"""What a table of facts shows when nobody says which columns."""


@cache
def columns() -> tuple[ResultColumn, ...]:
    """The stable columns of a fact."""
    from mubiao.model import FACT_COLUMNS

    return declared("facts", *FACT_COLUMNS)


def batch(facts: Sequence[Fact]) -> Batch:
    """Facts as a batch of `columns()`."""
    fields = attrgetter(*(column.name for column in columns()))
    return list(zip(*map(fields, facts), strict=True)) if facts else [[] for _ in columns()]


def known(store: Store, ids: Sequence[str], *, words: bool = False) -> Iterator[dict[str, Any]]:
    """The facts of these ids or beginnings of ids; a usage error for one that is none, or several.

    words: targets in words are taken too, shaped like facts without a value.
    """
    import polars as pl

    for wanted in ids:
        found = store.fact(wanted)
        if found is None:
            near = store.facts().filter(pl.col("fact_id").str.starts_with(wanted)).head(2).collect().to_dicts()
            if not near:
                exact = store.promise(wanted)
                said = store.promises().filter(pl.col("promise_id").str.starts_with(wanted)).head(2)
                near = [_shaped(promise) for promise in ([exact] if exact else said.collect().to_dicts())]
            if near and not words and near[0]["value"] is None:
                raise Failure(f"{wanted} is a target in words: it has no fields to judge", Exit.USAGE)
            if len(near) != 1:
                what = "several facts begin with" if near else "no such fact:"
                raise Failure(f"{what} {wanted}", Exit.USAGE)
            found = near[0]
        yield found


def _shaped(promise: dict[str, Any]) -> dict[str, Any]:
    """A target in words as a fact that has no value."""
    from mubiao import lexicon
    from mubiao.extract.context.times.names import bounds
    from mubiao.model import FACT_COLUMNS

    days = bounds(promise["period"]) or (None, None)
    return {
        **dict.fromkeys((*FACT_COLUMNS, "review")),
        **{name: promise[name] for name in FACT_COLUMNS if name in promise},
        "fact_id": promise["promise_id"],
        "sector": lexicon.indicators()[promise["indicator"]].sector,
        "claim": "target",
        "period_start": days[0],
        "period_end": days[1],
        "period_stated": "periods:stated" in promise["rule"],
    }
