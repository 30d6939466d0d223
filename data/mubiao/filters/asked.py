"""What is typed above a table other than that of facts: conditions on its columns, or words, in either language.

A row of targets is made of facts, and a document holds some. A condition on them may therefore ask about the columns of
a fact too (`subject LIKE '%新增%'`): it keeps the rows that one of their facts, or their target in words, meets. Each
part between the ANDs asks either the row or a fact; what a row tells itself (region, year, unit …) is asked of the row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mubiao.filters.checked import ASKED, COLUMNS, WhereError, columns, read, typed
from mubiao.filters.names import indicators_like, measure_called, verdict_called
from mubiao.filters.where import contains, is_condition, places_called, words

if TYPE_CHECKING:
    import polars as pl

BEHIND: dict[str, tuple[str, ...]] = {"targets": COLUMNS, "documents": COLUMNS}
"""Tables whose rows have facts → the columns of these."""

SEARCHED: dict[str, tuple[str, ...]] = {
    "targets": ("region", "target_words", "scope", "period"),
    "conflicts": ("region", "subject", "chosen_subject", "scope", "period"),
    "coverage": ("region",),
    "documents": ("title", "region", "publisher", "name", "url"),
}
"""Table → the columns that words are looked for in, beside the names of what else its rows tell."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed: what rows have to meet, and what a fact behind a row has to; None for nothing."""

    rows: tuple[pl.Expr, ...] = ()
    facts: pl.Expr | None = None


def asked(text: str, table: str) -> Asked:
    """What a text asks of a table: a condition where it compares something, else words. WhereError as in `expression`.

    >>> asked("verdict = 'missed' AND claim = 'target'", "targets").facts.meta.root_names()
    ['claim']
    """
    text = text.strip()
    if not text:
        return Asked()
    if table == "facts":
        from mubiao.filters.where import expression, search

        return Asked(facts=expression(text) if is_condition(text) else search(words(text)))
    if not is_condition(text):
        return Asked(search_rows(words(text), table))
    own, behind = columns(table), BEHIND.get(table, ())
    rows, facts = [], []
    for part in _parts(read(text, {*own, *behind}, table)):
        names = set(part.meta.root_names())
        if names <= set(own):
            typed(part, table)
            rows.append(part)
        elif names <= set(behind):
            typed(part, "facts")
            facts.append(part)
        else:
            raise _mixed(text, sorted(names), own)
    return Asked(tuple(rows), _all(facts))


def search_rows(wanted: Sequence[str], table: str) -> tuple[pl.Expr, ...]:
    """Rows that have each word in one of SEARCHED, in the name of their indicator, as their measure or their verdict.

    Documents have it as their year, and in what their kind or a doubt of them is called, too.
    What a verdict is called (未完成, missed) means those with it, and nothing that has the word within other words;
    it asks nothing of rows that are not judged.
    """
    import polars as pl

    found = []
    for word in wanted:
        verdict = verdict_called(word)
        if verdict is None:
            found.append(_anywhere(word, table))
        elif "verdict" in columns(table):
            found.append(pl.col("verdict") == verdict)
    return tuple(found)


def _anywhere(word: str, table: str) -> pl.Expr:
    import polars as pl

    first, *others = SEARCHED[table]
    hit = contains(first, word)
    for column in others:
        hit = hit | contains(column, word)
    for column, ids in (("indicator", indicators_like(word)), ("region_code", places_called(word))):
        if ids and column in columns(table):
            hit = hit | pl.col(column).is_in(ids)
    if "measure" in columns(table) and (measure := measure_called(word)):
        hit = hit | (pl.col("measure") == measure)
    if table == "documents":
        hit = hit | _of_document(word)
    return hit.fill_null(False)


def _of_document(word: str) -> pl.Expr:
    """A word as the kind, a doubt or the year of a document."""
    import polars as pl

    from mubiao.filters.called import doubts_like, kinds_like

    hit = pl.col("kind").is_in(kinds_like(word))
    for why in doubts_like(word):
        hit = hit | pl.col("doubts").str.contains(f"{why}: ", literal=True).fill_null(False)
    if re.fullmatch(r"[12]\d{3}年?", word, re.ASCII):
        hit = hit | (pl.col("year") == int(word[:4])).fill_null(False)
    return hit


_TEXT = re.compile(r"'(?:[^']|'')*'?|‘[^’]*’?")
_NAME = re.compile(r"[A-Za-z_]+")


def rests(text: str, table: str) -> bool:
    """Whether a text is a condition on columns that another table has, and this one has not: here it asks nothing.

    Cheap: nothing is read or checked.

    >>> rests("verdict = 'missed'", "facts"), rests("year = 2024", "facts"), rests("claim = 'target'", "targets")
    (True, False, False)
    """
    if not text or not is_condition(text):
        return False
    known = {*columns(table), *BEHIND.get(table, ())}
    return any(name in columns(other) for other in ASKED for name in named(text) - known)


def named(text: str) -> set[str]:
    """The names that stand in a condition outside of quotes: columns, functions, words of SQL."""
    return set(_NAME.findall(_TEXT.sub("", text)))


def _parts(whole: pl.Expr) -> list[pl.Expr]:
    from mubiao.predicates import parts

    return parts(whole)


def _all(conditions: Sequence[pl.Expr]) -> pl.Expr | None:
    from mubiao.predicates import joined

    return joined(conditions)


def _mixed(text: str, names: Sequence[str], own: Sequence[str]) -> WhereError:
    fact = next(name for name in names if name not in own)
    row = next(name for name in names if name in own)
    said = f"{fact} is told by facts and {row} by rows: join what asks of them with AND"
    return WhereError(said, max(text.find(fact), 0))
