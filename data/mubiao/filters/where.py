"""What is typed into a filter: a condition in SQL (see `checked`), or words to search for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mubiao.filters.checked import COLUMNS, WhereError, half_width, read, typed
from mubiao.filters.names import indicators_like, measure_called

if TYPE_CHECKING:
    import polars as pl

__all__ = ["COLUMNS", "Query", "WhereError", "expression", "parse_query", "search", "words"]


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed: `where` is a checked condition in SQL, or `words` are to be searched for; never both."""

    where: str = ""
    words: tuple[str, ...] = ()


_OPERATOR = re.compile(
    r"<>|!=|<=|>=|[=<>]|~\*?\s*'|\^@"
    r"|(?<![A-Za-z_])(?:(?:I?LIKE|RLIKE|REGEXP)\s*'|IN\s*\(|IS\s+(?:NOT\s+)?(?:NULL|TRUE|FALSE|DISTINCT)|BETWEEN\s.{1,200}?\sAND\s)",
    re.IGNORECASE | re.DOTALL,
)
_QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"")


def parse_query(text: str) -> Query:
    """Decide what was typed. SQL is what compares something (=, <, LIKE, IN, IS …) outside quotes; all else is words.

    Words are separated by spaces; "a phrase in quotes" is one word, and may hold an operator.
    WhereError: it compares something, but cannot be read as a condition on facts.
    """
    text = text.strip()
    if not text:
        return Query()
    if is_condition(text):
        expression(text)
        return Query(where=text)
    return Query(words=words(text))


def is_condition(text: str) -> bool:
    """Whether the text compares something, or is a yes-or-no column by itself, rather than being words."""
    return bool(_OPERATOR.search(_QUOTED.sub("''", half_width(text)))) or _is_flag(text)


def words(text: str) -> tuple[str, ...]:
    """The words and quoted phrases of a search, without empty ones and repetitions."""
    found = (m[1] if m[1] is not None else m[2] if m[2] is not None else m[0] for m in _WORD.finditer(text))
    return tuple(dict.fromkeys(w.strip() for w in found if w.strip()))


_WORD = re.compile(r'"([^"]*)"|“([^”]*)”|[^\s\u3000]+')


SEARCHED: tuple[str, ...] = ("subject", "printed", "entity", "region")
"""The columns that words are looked for in, beside the names of the indicator."""


def search(wanted: Sequence[str]) -> pl.Expr:
    """Facts that have each word in one of SEARCHED, in their indicator's names in either language, or as their measure.

    Script (晉江), width (ＧＤＰ) and case do not matter (filters.folding). A number is looked for whole in `printed`. A
    place is found by its name in Latin letters too.
    """
    import polars as pl

    result: pl.Expr | None = None
    for word in wanted:
        hit = contains(SEARCHED[0], word)
        for one in (*(contains(column, word) for column in SEARCHED[1:]), *meant(word).values()):
            hit = hit | one
        # Once for all columns: inside of it an engine would try every part on every row.
        hit = hit.fill_null(False)
        result = hit if result is None else result & hit
    return pl.lit(True) if result is None else result


NAMED: tuple[str, ...] = ("indicator", "region_code", "measure")
"""The columns that a word can name a value of."""


def meant(word: str) -> dict[str, pl.Expr]:
    """What a word asks of those of NAMED of which it names something."""
    import polars as pl

    listed = {"indicator": indicators_like(word), "region_code": places_called(word)}
    asks = {column: pl.col(column).is_in(ids) for column, ids in listed.items() if ids}
    if measure := measure_called(word):
        asks["measure"] = pl.col("measure") == measure
    return asks


def places_called(word: str) -> list[str]:
    """The codes of the places that a word in Latin letters names: quanzhou, Hohhot."""
    if len(word) < 4 or not word[0].isalpha() or not (word.isascii() or word[0] < "\u0250"):
        return []
    from mubiao.regions.latin import romanised

    return [place.code for place in romanised(word)]


def contains(column: str, word: str) -> pl.Expr:
    """The word in a column, in any script.

    A pattern costs several times a plain text, and is only tried where a part of it is.
    """
    import polars as pl

    from mubiao.filters.folding import is_plain, part

    if is_plain(word):
        return exactly(column, word)
    first, *others = (pl.col(column).str.contains(text, literal=True) for text in part(word))
    for other in others:
        first = first | other
    # A character in each way that it is written in is all that the pattern of that character finds.
    return first if len(word) == 1 and looked(column, word) == looked("", word) else first & exactly(column, word)


def exactly(column: str, word: str) -> pl.Expr:
    """The same by the pattern alone, which is quicker where each text is asked once."""
    import polars as pl

    from mubiao.filters.folding import is_plain

    if is_plain(word):
        return pl.col(column).str.contains(word, literal=True)
    return pl.col(column).str.contains(looked(column, word))


def looked(column: str, word: str) -> str:
    """The pattern by which a word is looked for in a column: a number is whole where it is printed."""
    from mubiao.filters.folding import number_pattern, pattern

    return number_pattern(word) if column == "printed" else pattern(word)


def expression(where: str) -> pl.Expr:
    """A condition in SQL as a Polars expression on the columns of a fact; WhereError if it is none, or not harmless.

    >>> expression("region = '晋江市' AND year >= 2024").meta.root_names()
    ['region', 'year']
    """
    parsed = read(where, COLUMNS, "facts")
    typed(parsed, "facts")
    return parsed


def _is_flag(text: str) -> bool:
    """A yes-or-no column is a condition by itself."""
    return re.fullmatch(r"(?i)(?:not\s+)?(?:period_stated|outcome_known|has_text)", text) is not None
