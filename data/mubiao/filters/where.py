"""What is typed into a filter: a condition in SQL, or words to search for.

A condition is read by `polars.sql_expr` and then checked node by node against a list of harmless ones: columns of a
fact, literals, comparisons, logic, arithmetic and pure functions of one row. Anything else (aggregates, windows,
subqueries, files, functions that can fill the memory) is refused, whatever Polars would make of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from mubiao.columns import schema, table
from mubiao.filters.names import indicators_like
from mubiao.model import FilterError

if TYPE_CHECKING:
    import polars as pl

COLUMNS: tuple[str, ...] = table("facts").columns
"""The columns that a condition may speak of."""

LONGEST = 4000
"""The longest condition in characters; Polars walks conditions recursively, and a stack has an end."""

DEEPEST = 200
"""How many levels of brackets, ANDs and ORs a condition may have."""

EXPENSIVE = 200
"""The longest regular expression in characters."""


class WhereError(FilterError):
    """A condition that cannot be understood; `position` is where in its text, if that is known."""

    def __init__(self, message: str, position: int | None = None) -> None:
        super().__init__(message)
        self.position = position


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
_FULL_WIDTH = str.maketrans("＝＜＞（），’‘”“；", "=<>(),''\"\";")


def parse_query(text: str) -> Query:
    """Decide what was typed. SQL is what compares something (=, <, LIKE, IN, IS …) outside quotes; all else is words.

    Words are separated by spaces; "a phrase in quotes" is one word, and may hold an operator.
    WhereError: it compares something, but cannot be read as a condition on facts.
    """
    text = text.strip()
    if not text:
        return Query()
    if _OPERATOR.search(_QUOTED.sub("''", _half_width(text))) or _is_flag(text):
        expression(text)
        return Query(where=text)
    return Query(words=words(text))


def words(text: str) -> tuple[str, ...]:
    """The words and quoted phrases of a search, without empty ones and repetitions."""
    found = (m[1] if m[1] is not None else m[2] if m[2] is not None else m[0] for m in _WORD.finditer(text))
    return tuple(dict.fromkeys(w.strip() for w in found if w.strip()))


_WORD = re.compile(r'"([^"]*)"|“([^”]*)”|[^\s\u3000]+')


SEARCHED: tuple[str, ...] = ("subject", "printed", "entity", "region")
"""The columns that words are looked for in, beside the names of the indicator."""


def search(wanted: Sequence[str]) -> pl.Expr:
    """Facts that have each word in one of SEARCHED or in their indicator's names, in either language.

    Script (晉江), width (ＧＤＰ) and case do not matter (filters.folding). A number is looked for whole in `printed`. A
    place is found by its name in Latin letters too.
    """
    import polars as pl

    result: pl.Expr | None = None
    for word in wanted:
        hit = _contains(SEARCHED[0], word)
        for column in SEARCHED[1:]:
            hit = hit | _contains(column, word)
        for column, ids in (("indicator", indicators_like(word)), ("region_code", _places_called(word))):
            if ids:
                hit = hit | pl.col(column).is_in(ids)
        # Once for all columns: inside of it an engine would try every part on every row.
        hit = hit.fill_null(False)
        result = hit if result is None else result & hit
    return pl.lit(True) if result is None else result


def _places_called(word: str) -> list[str]:
    """The codes of the places that a word in Latin letters names: quanzhou, Hohhot."""
    if len(word) < 4 or not word[0].isalpha() or not (word.isascii() or word[0] < "\u0250"):
        return []
    from mubiao.regions.latin import romanised

    return [place.code for place in romanised(word)]


def _contains(column: str, word: str) -> pl.Expr:
    """The word in a column. A pattern costs several times a plain text, and is only tried where a part of it is."""
    import polars as pl

    from mubiao.filters.folding import is_plain, number_pattern, part, pattern

    if is_plain(word):
        return pl.col(column).str.contains(word, literal=True)
    found = pl.col(column).str.contains(number_pattern(word) if column == "printed" else pattern(word))
    first, *others = (pl.col(column).str.contains(text, literal=True) for text in part(word))
    for other in others:
        first = first | other
    return first & found


def expression(where: str) -> pl.Expr:
    """A condition in SQL as a Polars expression on the columns of a fact; WhereError if it is none, or not harmless.

    >>> expression("region = '晋江市' AND year >= 2024").meta.root_names()
    ['region', 'year']
    """
    import polars as pl

    if len(where) > LONGEST:
        raise WhereError(f"the condition is too long ({len(where)} characters, at most {LONGEST})", LONGEST)
    if "\0" in where:
        raise WhereError("the condition holds a NUL character", where.index("\0"))
    text = _half_width(where)
    try:
        parsed = pl.sql_expr(text)
    except Exception as error:
        raise _unread(error, where) from error
    try:
        _check(json.loads(parsed.meta.serialize(format="json")), where)
        dtype = parsed_type(parsed)
    except RecursionError as error:
        raise WhereError("the condition is nested too deeply") from error
    except FilterError:
        raise
    except Exception as error:
        raise WhereError(_plain(str(error))) from error
    if dtype != pl.Boolean:
        raise WhereError("the condition is neither true nor false: compare something, as in year >= 2024")
    return parsed


def parsed_type(parsed: pl.Expr) -> pl.DataType:
    """The type that an expression has on facts; Polars' own error when it fits no fact."""
    import polars as pl

    kinds = schema("facts")
    example: dict[Any, Any] = {pl.String: "文", pl.Boolean: True, pl.Date: date(2024, 1, 1)}
    row = {name: [example.get(type(kind), 1)] for name, kind in kinds.items()}
    frame = pl.DataFrame(row, schema=kinds).lazy().select(parsed.alias("condition"))
    # Collecting a row finds what only shows at run time: a malformed regular expression, an impossible cast.
    return frame.collect()["condition"].dtype


def _half_width(where: str) -> str:
    """Operators and quotes as a Chinese keyboard types them, outside of quoted text."""
    parts: list[str] = []
    at = 0
    for m in re.finditer(r"'(?:[^']|'')*'|\"[^\"]*\"|‘([^’]*)’", where):
        parts.append(where[at : m.start()].translate(_FULL_WIDTH))
        parts.append("'" + m[1].replace("'", "''") + "'" if m[1] is not None else m[0])
        at = m.end()
    return "".join(parts) + where[at:].translate(_FULL_WIDTH)


def _is_flag(text: str) -> bool:
    """A yes-or-no column is a condition by itself."""
    return re.fullmatch(r"(?i)(?:not\s+)?period_stated", text) is not None


# Checking

_NODES = {"BinaryExpr", "Column", "Literal", "Dyn", "Scalar", "Series", "Function", "Cast", "Ternary"}
_FUNCTIONS: dict[str, set[str] | None] = {
    "Boolean": {"IsNull", "IsNotNull", "Not", "IsIn", "IsFinite", "IsNan", "IsNotNan", "IsInfinite", "IsBetween"},
    "StringExpr": {
        "Contains", "StartsWith", "EndsWith", "LenChars", "LenBytes", "Lowercase", "Uppercase", "Slice", "Head", "Tail",
        "StripChars", "StripCharsStart", "StripCharsEnd", "Reverse", "Find", "ConcatHorizontal",
    },
    "TemporalExpr": {"Year", "Month", "Day", "Quarter", "Week", "WeekDay", "OrdinalDay"},
    "Sql": {"Binary", "IsIn", "Round", "ToFloat"},
    "Pow": {"Generic", "Sqrt", "Cbrt"},
}  # fmt: skip
_PLAIN_FUNCTIONS = {"Coalesce", "FillNull", "Abs", "Sign", "Floor", "Ceil", "Round", "Exp", "Log", "Log1p", "Negate"}
_SAFE_CASTS = {"String", "Boolean", "Date"}
"""Those that work for every value of a type or for none, which one row shows."""

_CASTS = _SAFE_CASTS | {"Float32", "Float64", *(f"{u}Int{b}" for u in ("", "U") for b in (8, 16, 32, 64))}


def _check(tree: Any, where: str, depth: int = 0) -> None:
    if depth > DEEPEST:
        raise WhereError("the condition is nested too deeply")
    if not isinstance(tree, dict) or len(tree) != 1:
        raise _refused(tree if isinstance(tree, str) else "this")
    kind, body = next(iter(tree.items()))
    if kind not in _NODES:
        raise _refused(kind)
    if kind == "Column" and body not in COLUMNS:
        raise _unknown_column(body, where)
    if kind == "BinaryExpr":
        _check(body["left"], where, depth + 1)
        _check(body["right"], where, depth + 1)
    elif kind == "Function":
        _check_function(body["function"])
        for part in body["input"]:
            _check(part, where, depth + 1)
        _check_pattern(body)
    elif kind == "Cast":
        target = body["dtype"].get("Literal") if isinstance(body["dtype"], dict) else None
        if not isinstance(target, str) or target not in _CASTS:
            raise _refused("this type")
        if target not in _SAFE_CASTS and body["options"] == "Strict":
            raise WhereError("CAST fails at a value that does not fit: write TRY_CAST(… AS …)")
        _check(body["expr"], where, depth + 1)
    elif kind == "Literal" and body in ({"Dyn": {"Float": None}}, {"Scalar": {"Float64": None}}):
        raise WhereError("a number in the condition is too large")
    elif kind == "Ternary":
        for part in ("predicate", "truthy", "falsy"):
            _check(body[part], where, depth + 1)


def _check_function(function: Any) -> None:
    if isinstance(function, str):
        name, detail = function, ""
    else:
        name, detail = next(iter(function.items()))
    if name in _PLAIN_FUNCTIONS:
        return
    allowed = _FUNCTIONS.get(name)
    inner = detail if isinstance(detail, str) else next(iter(detail), "") if isinstance(detail, dict) else ""
    if allowed is None or inner not in allowed:
        raise _refused(inner or name)


def _check_pattern(body: Any) -> None:
    function = body["function"]
    detail = function.get("StringExpr") if isinstance(function, dict) else None
    if isinstance(detail, dict) and ({"Contains", "Find"} & set(detail)) and not next(iter(detail.values()))["literal"]:
        pattern = body["input"][1].get("Literal", {}).get("Scalar", {}).get("String")
        if not isinstance(pattern, str):
            raise _refused("a pattern that is not written out")
        if len(pattern) > EXPENSIVE:
            raise WhereError(f"the pattern is too long ({len(pattern)} characters, at most {EXPENSIVE})")


def _refused(what: str) -> WhereError:
    return WhereError(f"a condition cannot use {what}: only columns, values, comparisons and plain functions of a row")


def _unknown_column(name: str, where: str) -> WhereError:
    position = where.find(name)
    from difflib import get_close_matches

    near = get_close_matches(name.lower(), COLUMNS, n=2, cutoff=0.5)
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    if not near and f'"{name}"' in where:
        hint = f"; text stands in single quotes: '{name}'"
    elif not near and not name.isascii():
        hint = f"; text stands in quotes: '{name}'"
    return WhereError(f"no such column: {name}{hint}", position if position >= 0 else None)


def _unread(error: Exception, where: str) -> WhereError:
    message = _plain(str(error))
    place = re.search(r"(?<!\s)\s*+at Line: (\d+), Column: (\d+)", message)
    position = None
    if place is not None:
        lines = where.split("\n")
        line = min(int(place[1]), len(lines))
        position = min(sum(len(part) + 1 for part in lines[: line - 1]) + int(place[2]) - 1, len(where))
        message = message.replace(place[0], "")
    elif token := re.search(r"unexpected token '(.+?)'", message):
        found = where.find(token[1])
        position = found if found >= 0 else None
    if message.startswith("unable to parse '"):  # with all of it once more behind that
        deep = max(where.count("("), where.count("-")) > DEEPEST // 4
        message = "it is nested too deeply" if deep else "it cannot be read"
    if re.search(r"(?<![\w\"])end(?![\w\"])", where, re.IGNORECASE):
        message += '; the column end is written "end"'
    return WhereError(f"not a condition: {message}", position)


def _plain(message: str) -> str:
    first = next((line.strip() for line in message.splitlines() if line.strip()), "not understood")
    first = re.sub(r"^(sql parser error|SQL error|unable to parse .* as Expr): ?", "", first)
    if "regex" in first:
        return "the pattern is no regular expression"
    if "to a string value" in first:
        return "a date is compared with a date: write DATE '2024-12-31'"
    return (first if len(first) <= 200 else first[:200] + "…") or "not understood"
