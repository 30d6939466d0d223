"""What may stand in a table that a user adds rows to: its columns, and what is wrong with a cell.

A check takes a cell that is not empty and says what is wrong with it in a few words, or nothing. The tables that ship
with mubiao keep to the same formats; a test holds them to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from mubiao.lexicon.tables import TABLES, Row, built_in, named_by_zh, values
from mubiao.model import Act, PledgeKind

SUGGESTIONS = 20
"""How many mistakes of a lexicon are told with what may have been meant: looking for it costs more than all else."""


class Own:
    """The rows that the user adds to each table, and what stands in their columns."""

    def __init__(self, tables: Mapping[str, Iterable[Row]]) -> None:
        self._tables = tables
        self._values: dict[tuple[str, ...], frozenset[str]] = {}
        self._suggested = 0

    def values(self, table: str, *columns: str) -> frozenset[str]:
        """Every text in these columns of the built-in rows and the user's; gathered once, for thousands of rows ask."""
        known = self._values.get((table, *columns))
        if known is None:
            mine = frozenset(row[column] for row in self._tables.get(table, ()) for column in columns)
            known = self._values[table, *columns] = values(table, *columns) | mine
        return known

    def nearest(self, name: str, known: Collection[str]) -> str:
        """`; did you mean …?` for the first mistakes, or nothing."""
        self._suggested += 1
        return nearest(name, known) if self._suggested <= SUGGESTIONS else ""


Check = Callable[[str, Own], str]


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: what it may hold, and what holds in its place when it is left out or empty."""

    name: str
    check: Check
    required: bool = False
    default: str = ""
    like: str = ""  # the column whose cell is the default
    matched: bool = False  # words that are looked for in normalised texts


@dataclass(frozen=True, slots=True)
class Format:
    """The columns of a table in their order, and those that a row is known by; two rows with one key must be equal."""

    columns: tuple[TableColumn, ...]
    key: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)


def nearest(name: str, known: Collection[str]) -> str:
    """`; did you mean …?`, or nothing."""
    near = get_close_matches(name, sorted(known), n=1, cutoff=0.6)
    return f"; did you mean {near[0]}?" if near else ""


def _anything(value: str, own: Own) -> str:
    return ""


def _plain_cell(value: str, own: Own) -> str:
    # The tables of places are cut at their commas, for speed.
    return "a comma or a quotation mark cannot stand here" if re.search('[,"\n]', value) else ""


def _shaped(pattern: str, what: str) -> Check:
    compiled = re.compile(pattern)
    return lambda value, own: "" if compiled.fullmatch(value) else f"{what}: {value}"


def _at_most(characters: int) -> Check:
    def check(value: str, own: Own) -> str:
        return "" if len(value) <= characters else f"a short name has at most {characters} characters: {value}"

    return check


def _one_of(column: str, *allowed: str) -> Check:
    return lambda value, own: "" if value in allowed else f"{column} must be {' or '.join(allowed)}, not {value}"


def _role(table: str, column: str) -> Check:
    """A role that the built-in rows have: the head of the table says what each means."""

    def check(value: str, own: Own) -> str:
        known = values(table, column)
        return "" if value in known else f"{column} must be {' or '.join(sorted(known))}, not {value}"

    return check


def _listed(table: str, column: str, what: str) -> Check:
    """What names a row of another table, the user's own among them."""

    def check(value: str, own: Own) -> str:
        known = own.values(table, column)
        return "" if value in known else f"no such {what}: {value}{own.nearest(value, known)}"

    return check


def _unit(value: str, own: Own) -> str:
    known = own.values("units", "unit", "canonical")
    parts = value.split("/")
    if len(parts) <= 2 and all(part in known for part in parts):
        return ""
    return f"no such unit: {value}{own.nearest(value, known)}"


def _pattern(value: str, own: Own) -> str:
    try:
        re.compile(value)
    except re.error as problem:
        return f"not a regular expression ({problem}): {value}"
    return ""


@cache
def _codes(table: str) -> frozenset[str]:
    """The first column of a table of places."""
    return frozenset(line.partition(",")[0] for line in (TABLES / f"{table}.csv").read_text("utf-8").splitlines())


def _place(value: str, own: Own) -> str:
    return (
        ""
        if re.fullmatch("[0-9]{6}", value) and value in _codes("regions")
        else f"no province, prefecture or county has the code {value}"
    )


def _aliases(value: str, own: Own) -> str:
    if not all(alias.strip("~ ") for alias in value.split("|")):
        return "an alias between two | is empty"
    return _plain_cell(value, own)


def _towns(value: str, own: Own) -> str:
    for code in value.split("|"):
        if not re.fullmatch("[0-9]{9}", code) or code not in _codes("regions_towns"):
            return f"no town has the code {code}"
    return ""


def _synonyms(value: str, own: Own) -> str:
    return "" if all(word.strip() for word in value.split("|")) else "a synonym between two | is empty"


_id = _shaped("[a-z][a-z0-9_]*", "an id is lower-case letters, digits and _, and begins with a letter")
_flag = _shaped("[01]", "must be 1 or 0, not")
_mark = _shaped("1", "must be 1 or empty, not")
_name = _shaped(r"\*?[^*\s]\S*[^*\s]", "a name has two characters or more, no blanks, and * only before it")
_sector = _listed("sectors", "sector", "sector")
_indicator = _listed("indicators", "indicator", "indicator")


def _words(word: str, role: str, check: Check, *more: TableColumn, key: tuple[str, ...]) -> Format:
    """A table of words and what they are."""
    what = TableColumn(role, check, required=True)
    return Format((TableColumn(word, _anything, required=True, matched=True), what, *more), key)


_KINDS = (
    *("age", "count", "date", "duration", "measure", "money", "multiple", "ordinal", "percent", "permille", "point"),
    *("set", "spec"),
)

_ACTS = (*(act.value for act in Act), "none", "refuse")
_PLEDGE_KINDS = tuple(kind.value for kind in PledgeKind)


FORMATS: dict[str, Format] = {
    "indicators": Format(
        (
            TableColumn("indicator", _id, required=True),
            TableColumn("zh", _anything, required=True),
            TableColumn("en", _anything, like="zh"),
            TableColumn("short_zh", _at_most(8)),
            TableColumn("short_en", _at_most(16)),
            TableColumn("sector", _sector, required=True),
            TableColumn("unit", _unit, required=True),
            TableColumn("polarity", _one_of("polarity", "higher", "lower"), default="higher"),
            TableColumn(
                "headline", _shaped("0|[1-9][0-9]{0,3}", "must be a place in the panel or 0, not"), default="0"
            ),
            TableColumn("annual", _flag, default="0"),
            TableColumn("stock", _flag, default="0"),
            TableColumn("percent", _one_of("percent", "growth", "share")),
            TableColumn("share_indicator", _indicator),
            TableColumn("whole", _indicator),
        ),
        ("indicator",),
    ),
    "indicator_names": Format(
        (TableColumn("name", _name, required=True, matched=True), TableColumn("indicator", _indicator, required=True)),
        ("name",),
    ),
    "events": Format(
        (
            TableColumn("noun", _pattern, required=True, matched=True),
            TableColumn("event", _pattern, matched=True),
            TableColumn("indicator", _indicator, required=True),
        ),
        ("noun", "event"),
    ),
    "modifiers": _words("word", "where", _one_of("where", "after", "before"), key=("word", "where")),
    "sector_words": Format(
        (
            TableColumn("word", _anything, required=True, matched=True),
            TableColumn("sector", _sector, required=True),
            TableColumn("weak", _mark),
        ),
        ("word",),
    ),
    "subsectors": Format(
        (
            TableColumn("subsector", _id, required=True),
            TableColumn("sector", _sector, required=True),
            TableColumn("zh", _anything, required=True),
            TableColumn("en", _anything, like="zh"),
            TableColumn("synonyms", _synonyms, required=True, matched=True),
        ),
        ("subsector",),
    ),
    "zones": Format(
        (
            TableColumn("parent", _place, required=True),
            TableColumn(
                "slug", _shaped("[a-z0-9][a-z0-9-]*", "a slug is lower-case letters, digits and -"), required=True
            ),
            TableColumn("name", _plain_cell, required=True, matched=True),
            TableColumn("aliases", _aliases, matched=True),
            TableColumn("towns", _towns),
        ),
        ("parent", "slug"),
    ),
    "place_words": Format(
        (
            TableColumn("name", _plain_cell, required=True, matched=True),
            TableColumn("rule", _one_of("rule", "behind", "beside"), required=True),
        ),
        ("name",),
    ),
    "place_traps": Format(
        (
            TableColumn("name", _plain_cell, required=True, matched=True),
            TableColumn("before", _plain_cell, matched=True),
            TableColumn("after", _plain_cell, matched=True),
        ),
        ("name",),
    ),
    "not_facts": Format(
        (
            TableColumn("place", _one_of("place", "after", "before", "ordinal"), required=True),
            TableColumn("word", _anything, required=True, matched=True),
            TableColumn("reason", _anything),
        ),
        ("place", "word"),
    ),
    "units": _words(
        "unit",
        "kind",
        _one_of("kind", *_KINDS),
        TableColumn("canonical", _anything),
        TableColumn("unless", _anything, matched=True),
        key=("unit",),
    ),
    "qualifiers": _words(
        "word",
        "place",
        _one_of("place", "after", "before"),
        TableColumn("sense", _one_of("sense", "about", "exact", "over", "under"), required=True),
        TableColumn("unless", _anything, matched=True),
        key=("word", "place"),
    ),
    "cues": _words("word", "role", _role("cues", "role"), key=("word",)),
    "verbs": Format(
        (TableColumn("verb", _anything, required=True, matched=True), TableColumn("keep", _one_of("keep", "keep"))),
        ("verb",),
    ),
    "quantity_cues": Format(
        (
            TableColumn("role", _role("quantity_cues", "role"), required=True),
            TableColumn("word", _anything, required=True, matched=True),
        ),
        ("role", "word"),
    ),
    "pledge_acts": Format(
        (
            TableColumn("verb", _anything, required=True, matched=True),
            TableColumn("act", _one_of("act", *_ACTS), required=True),
            TableColumn("where", _one_of("where", "any", "first", "after", "both"), default="first"),
            TableColumn("unless", _anything, matched=True),
        ),
        ("verb",),
    ),
    "pledge_heads": Format(
        (
            TableColumn("head", _anything, required=True, matched=True),
            TableColumn("kind", _one_of("kind", *_PLEDGE_KINDS)),
            TableColumn("sort", _one_of("sort", "one", "many", "name", "aim"), default="one"),
            TableColumn("object", _anything),
        ),
        ("head",),
    ),
    "pledge_vague": Format(
        (
            TableColumn("word", _anything, required=True, matched=True),
            TableColumn("sort", _one_of("sort", "part", "whole"), default="whole"),
        ),
        ("word",),
    ),
    "following_synonyms": Format(
        (
            TableColumn("short", _anything, required=True, matched=True),
            TableColumn("long", _anything, required=True, matched=True),
        ),
        ("short", "long"),
    ),
}
"""Table → its format, for every table that a user can add rows to."""

FIXED = (
    *("sectors", "regions", "regions_former", "regions_towns", "regions_pinyin", "place_readings", "place_romanised"),
    *("zones_listed", "traditional", "rules", "reliability", "pledge_rules", "frame_cues", "frame_margins"),
    *("following_common", "following_heads", "following_required", "following_stages"),
)
"""Tables that cannot be added to: lists that others agree on, or that are made from other sources."""


def key_of(name: str, row: Row) -> tuple[str, ...]:
    """What a row of a table is known by. A name means the same with and without the * before it."""
    return tuple(row[column].lstrip("*") for column in FORMATS[name].key)


def keyed(name: str) -> dict[tuple[str, ...], Row]:
    """The built-in rows of a table by their keys; with those that hold without standing there."""
    implied = named_by_zh() if name == "indicator_names" else []
    return {key_of(name, row): row for row in [*implied, *built_in(name)]}
