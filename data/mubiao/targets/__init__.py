"""Targets held against outcomes, year over year.

>>> mubiao.targets(store.facts(), store.documents()).filter(pl.col("region") == "晋江市").collect()

A row is one place, indicator, measure, unit and period with a target, or a year with an outcome; `region_code` (else
`region`), `indicator`, `measure`, `unit`, `scope`, `basis` and `period` are its key. Growth is held against
growth, a yearly average against an average, a level against a level, 元 never against 美元, a year against itself.

Columns (stable): `region`, `region_code` (today's, for renamed places), `indicator`, `measure`, `year` (in which the
period ends), `period_kind` (year, part or programme); `previous` and `previous_claim`, the outcome of the year before;
`target`, `target_high` (of a range), `target_qualifier` (exact, about, over, under), `target_words` (as printed:
力争…左右; or the whole of a target without a number); `outcome`, `outcome_claim` (actual, estimate); `gap`
(outcome − target); `verdict`; `previous_fact`, `target_fact`, `outcome_fact`. Values are raw: per cent for growth and
shares, else in `unit` with 万 and 亿 folded in.
Missing is null, never zero.

After them: `period` (2024, 2023H1, 2024/2026), `basis` (`average` for a yearly average over several years), `unit`,
`outcome_qualifier`; `promise`, the id of a target in words (Store.promises); `estimate` and `estimate_fact`, kept when
a later figure is there; `progress`, what a running period has come to (the latest outcome of a shorter period within
it), `progress_period`, `progress_fact`; `change` (target − the year before's outcome);
`previous_target` and `revision` (target − the year before's); `parent_code`, `parent`, `parent_target`,
`parent_target_qualifier`, `amplification` (target − parent's), `parent_outcome`, `outcome_lead` (outcome − parent's);
`previous_target_fact`, `parent_target_fact`, `parent_outcome_fact`; `scope`, what is told apart under one indicator:
`新增` for what has been added to a stock (新增高新技术企业, never held against their number), `登记` or `调查` of
unemployment, or within what a rank is; `target_stretch` and `target_stretch_fact`, the higher target that the document
of the chosen one hopes for (增长7%，力争7.5%). An average that a review tells of several years has a row of its own,
promised or not.

Verdicts: `met`, `missed`, `about` (the wording does not decide), `open` (no outcome yet), `no outcome` (none found,
though a later report of the place is at hand: a work report, explainer or communiqué filed under a year after that in
which the period ends), `not stated` (an outcome of a year whose report states no target), `no report` (of a year whose
report is not at hand). See verdicts.py.

Which of several facts is chosen, in this order (candidates.py):
for a target: the place's own document before another place's; the place itself before a part of it (see lexicon.parts);
growth in per cent before growth in multiples (翻一番), and none of a year where it is fourfold and more;
the report of that year, then next year's which quotes it, then the nearest earlier target; work report, plan report,
budget report, explainer, plan, communiqué, news; a section of targets; words of a target (预期, 左右); an
ordinary comparison with the year before;
confidence 0.5 and more; the later date; what stands first in the document.
For an outcome: the place's own document; the place itself; a figure before an estimate; next year's documents, then
the same year's, then later reviews, which round and rebase; an exact number before a bound; communiqué, work report,
plan report, budget report, explainer, news; and as before. Never the order of adding. All others stay: `conflicts`
lists what disagrees with the chosen one.

Left out are facts without indicator, place or period, of a company, project or school, plans (总投资 is no target of
a year), and those that a review has rejected; corrected values are used.
A target of a year before its report's is a quoted one and gives way to the report's own. An outcome without a target
is a row all the same. The same report under two names is one document, or agrees with itself. A place that was renamed
or promoted is followed under its code of today (晋江县 → 晋江市).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import ModuleType
from typing import Protocol

import polars as pl
from polars.io.plugins import register_io_source

from mubiao.columns import table
from mubiao.lexicon.active import entered
from mubiao.model import TOLERANCE, FilterError
from mubiao.predicates import parts
from mubiao.targets.candidates import prepare
from mubiao.targets.conflicts import SCHEMA as CONFLICT_SCHEMA
from mubiao.targets.conflicts import conflicting
from mubiao.targets.coverage import SCHEMA as COVERAGE_SCHEMA
from mubiao.targets.coverage import covered
from mubiao.targets.narrowing import Named, conditions, narrows
from mubiao.targets.narrowing import of as asked_of
from mubiao.targets.numbering import unit_key
from mubiao.targets.pairing import SCHEMA, pairs
from mubiao.targets.reading import Batches, gathered, select
from mubiao.targets.verdicts import VERDICTS

__all__ = [
    "COLUMNS",
    "CONFLICT_SCHEMA",
    "COVERAGE_SCHEMA",
    "EXTRAS",
    "SCHEMA",
    "TOLERANCE",
    "VERDICTS",
    "conflicts",
    "coverage",
    "targets",
    "wide",
]

COLUMNS: tuple[str, ...] = table("targets").columns
"""The stable columns of a row."""

EXTRAS: tuple[str, ...] = table("targets").more
"""What follows them."""

Facts = pl.LazyFrame | pl.DataFrame

Documents = pl.DataFrame | pl.LazyFrame | Callable[[], pl.DataFrame] | None
"""The list of documents (or of targets in words), or how to get it when it is needed."""

Reading = Callable[[], AbstractContextManager[object]]


class Keeping(Protocol):
    """Where all pairs are kept once they have been made, as long as nothing changes."""

    def rows(self, columns: Collection[str], asked: Sequence[pl.Expr], most: int | None) -> pl.DataFrame | None:
        """These columns of the pairs that meet all conditions, at most so many; None where the pairs are not kept."""

    def due(self, few: bool) -> Path | None:
        """Where all pairs are to be kept as they are now, or None if they need not be made. few: some are asked for."""

    def keep(self, file: Path, pairs: pl.DataFrame) -> None:
        """Keep all pairs, where `due` said."""


def targets(
    facts: Facts,
    documents: Documents = None,
    *,
    words: Documents = None,
    tolerance: float | None = TOLERANCE,
    reading: Reading = nullcontext,
    places: Named | None = None,
    batches: Batches | None = None,
    kept: Keeping | None = None,
) -> pl.LazyFrame:
    """Targets held against outcomes: SCHEMA, sorted by place, indicator, measure, unit and year.

    facts: columns of model.FACT_COLUMNS, `review` if there is one. Filter the result rather than the facts: a verdict
    needs last year's facts, and an amplification the parent's; no more than those are read. documents:
    model.DOCUMENT_COLUMNS, or a function that gets them; without them the year and place of a report are guessed from
    its facts. words: targets without a number, as Store.promises lists them, or a function that does. tolerance:
    percentage points for 左右; None leaves near misses `about`. reading: what all of these are read within, such as
    Store.reading, which shows them one state of the database. places: gets the pairs of `region_code` and `region` of
    the facts, where that is quicker than to ask these: only facts of the places that a filter asks for are read. It is
    told whether all names of a code matter, or any one of them will do. batches: gets the facts some at a time, where
    that takes less memory than to collect them. kept: has the pairs of all facts that were made before, with the same
    tolerance.
    Nothing is read until the frame is collected.
    """
    # Polars asks a source in a thread of its own, which does not know what holds here.
    words_held = entered() or nullcontext()

    def source(
        with_columns: list[str] | None, predicate: pl.Expr | None, n_rows: int | None, batch_size: int | None
    ) -> Iterator[pl.DataFrame]:
        asked = parts(predicate)
        shown = list(SCHEMA) if with_columns is None else with_columns
        with words_held:
            rows = None if kept is None else kept.rows(shown, asked, n_rows)
            if rows is None:
                rows = made(asked, {*shown}.union(*(part.meta.root_names() for part in asked))).filter(*asked)
                rows = rows if n_rows is None else rows.head(n_rows)
        yield rows.select(shown)

    def made(asked: list[pl.Expr], wanted: Collection[str]) -> pl.DataFrame:
        """The pairs that can meet the conditions, or all of them where these are to be kept."""
        with reading():
            every = None if kept is None else kept.due(narrows(asked))
            listed, worded, read = _listed(documents), _lazy(words), select(facts.lazy())
            # Without a list, what a document is follows from all its facts.
            only = [] if listed is None or every else conditions(asked, places or asked_of(read, worded))
            in_words = None if worded is None else worded.filter(*only).collect()
            found = [read.filter(*only).collect()] if batches is None else gathered(batches, only)
        frame = pl.concat(found, rechunk=batches is not None)
        del found
        candidates = prepare(frame, listed, in_words)
        del frame
        rows = pairs(candidates, tolerance, SCHEMA if every else wanted)
        if kept is not None and every is not None:
            kept.keep(every, rows)
        return rows

    # One source rather than a long lazy plan: the facts are read once, though they are joined with themselves.
    return register_io_source(source, schema=dict(SCHEMA), explain_name="targets")


def _listed(documents: Documents) -> pl.DataFrame | None:
    found = _lazy(documents)
    return None if found is None else found.collect()


def _lazy(frame: Documents) -> pl.LazyFrame | None:
    found = frame() if callable(frame) else frame
    return None if found is None else found.lazy()


def conflicts(facts: Facts, documents: Documents = None, *, alike: bool = True) -> pl.DataFrame:
    """The facts that disagree with the chosen one of their target or outcome: one row a fact, CONFLICT_SCHEMA.

    The furthest apart come first. facts, documents: as for `targets`. alike: only facts that measure the same thing:
    the same subject, claim and comparison, in one unit, scope and period; without it, whatever is told under one
    indicator, estimates beside later figures among it. `kind` is vintage (an estimate and a later figure), documents
    (two of them) or document (one with itself); values are in `unit`, the chosen ones beside them. No rows: all agree
    up to rounding.

    Example: `conflicts(store.facts().filter(pl.col("region") == "泉州市"), store.documents())`
    """
    return conflicting(select(facts.lazy(), "subject", "comparison").collect(), _listed(documents), alike=alike)


def coverage(
    rows: Facts,
    documents: pl.DataFrame,
    *,
    indicators: Sequence[str] | None = None,
    places: Sequence[str] | None = None,
    years: tuple[int, int] | None = None,
) -> pl.DataFrame:
    """What is known of place × year × indicator, every combination a row: COVERAGE_SCHEMA.

    rows: those of `targets`. documents: model.DOCUMENT_COLUMNS. indicators: without them `lexicon.headline()`. places:
    region codes (GB/T 2260); without them those with a report. years: first and last, both included. `status` is no
    report, not stated, in words or number, which are three kinds of nothing and one of something.

    Example: `coverage(store.targets(), store.documents(), indicators=["gdp"], years=(2020, 2024))`
    """
    return covered(rows.lazy().collect(), documents, indicators, places, years)


def wide(rows: Facts, value: str = "target") -> pl.DataFrame:
    """Places × years: region, region_code, indicator, measure, unit, then a column per year with `value`.

    value: target, outcome, gap, verdict or another column of `targets`. Rows of a year only. A line is one series: its
    amounts are of one currency, its ranks within one scope. `basis` and `scope` stand after the unit where a line has
    one. Raises FilterError for what is no column of `targets`, or is one of the first columns here.

    Example: `wide(store.targets().filter(pl.col("indicator") == "gdp"), "outcome")`
    """
    if value not in SCHEMA:
        raise FilterError(f"no such column of targets: {value}")
    frame = rows.lazy().filter(pl.col("period").str.len_chars() == 4).collect()
    years = [str(year) for year in sorted(frame["year"].unique())]
    told = [name for name in ("basis", "scope") if frame[name].count()]
    index = ["region", "region_code", "indicator", "measure", "unit", *told]
    if value in index:
        raise FilterError(f"every line of the wide table has its {value}; choose another column")
    # Counters differ between reports of one series (家, 户); the series keeps the first.
    pairs = frame.select("unit", "indicator").unique()
    keys = [unit_key(unit, indicator) for unit, indicator in pairs.iter_rows()]
    series = [pl.col(name) for name in index if name != "unit"]
    keyed = frame.join(pairs.with_columns(_key=pl.Series(keys, dtype=pl.String)), on=pairs.columns, nulls_equal=True)
    keyed = keyed.with_columns(unit=pl.col("unit").first().over(*series, "_key"))
    pivoted = keyed.pivot("year", index=index, values=value, aggregate_function="first", maintain_order=True)
    return pivoted.select(*index, *years)


class _Callable(ModuleType):
    """A package that can be called: importing it would otherwise hide the function of the same name."""

    __call__ = staticmethod(targets)


sys.modules[__name__].__class__ = _Callable
