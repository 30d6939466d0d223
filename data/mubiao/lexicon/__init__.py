"""The tables of `tables/` as Python values: sectors, subsectors and indicators, read once and only when asked for.

Tables are data: a row can be added without touching code, and by users in a folder of their own, which `rows` adds to
the built-in ones. Their columns are described in tables/README.md. The folder is `$MUBIAO_LEXICON`, else `lexicon` in
mubiao's folder for user settings; `MUBIAO_LEXICON=` (empty) means none. A file that does not keep to the format of its
table is an error that names the file and the line (see `reading`).
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from mubiao.folders import expanded, user_folder
from mubiao.lexicon.tables import TABLES, Row, built_in, named_by_zh
from mubiao.model import FileError, LexiconError

__all__ = [
    "TABLES",
    "Indicator",
    "Rule",
    "Sector",
    "Subsector",
    "Words",
    "forget",
    "headline",
    "indicator_names",
    "indicators",
    "own",
    "own_rows",
    "rows",
    "rules",
    "sectors",
    "subsectors",
    "use",
]


VARIABLE = "MUBIAO_LEXICON"


@dataclass(frozen=True, slots=True)
class Words:
    """What a user adds: table → rows with all columns of the table, and a short hash of them (empty: nothing)."""

    tables: dict[str, list[Row]] = field(default_factory=dict)
    digest: str = ""


def folder() -> Path | None:
    """Where the user's own rows are looked for; None where that is nowhere."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return _expanded(named) if named else None
    own = user_folder("config")
    return own / "lexicon" if own is not None else None


def _expanded(place: str | Path) -> Path:
    try:
        return expanded(place)
    except FileError as error:
        raise LexiconError(str(error)) from error


@cache
def own() -> Words:
    """The user's own rows, read and checked once. LexiconError: a file or a row that cannot be used."""
    place = folder()
    if place is None or (not place.exists() and not os.environ.get(VARIABLE)):
        return Words()  # the folder of the user's settings need not be there; one that was named must
    return _read(place)


def _read(place: Path) -> Words:
    from mubiao.lexicon.reading import read  # most people have no words of their own and need not load the checks

    tables, digest = read(place)
    return Words(tables, digest)


def use(place: str | Path | None) -> Words:
    """Take the user's own rows from this folder (None: from nowhere) from now on, in the processes started later too.

    The Words are its rows, table by table, and their hash, which stands behind a `+` in the `origin` of facts made with
    them. Everything that this process has made of the tables is made anew. Raises LexiconError, whose `problems` are
    all that is wrong, and leaves things as they were.

    Example: `lexicon.use("mine").digest` is eight hexadecimal digits, or nothing where the folder adds nothing.
    """
    words = Words() if place is None else _read(_expanded(place))
    os.environ[VARIABLE] = "" if place is None else str(_expanded(place).absolute())
    forget()
    return words


def forget() -> None:
    """Empty every cache of mubiao: any of them may hold what was made of the tables, and all can be filled again."""
    for name, module in list(sys.modules.items()):
        if name == "mubiao" or name.startswith("mubiao."):
            for value in list(vars(module).values()):
                clear = getattr(value, "cache_clear", None)
                if callable(clear):
                    clear()


def rows(name: str) -> list[Row]:
    """The rows of `tables/<name>.csv`, and behind them those that the user adds. LexiconError: one cannot be used."""
    return built_in(name) + own_rows(name)


def own_rows(name: str) -> list[Row]:
    """The rows that the user adds to a table, with all its columns in their order."""
    return own().tables.get(name, [])


@dataclass(frozen=True, slots=True)
class Sector:
    """One of the seventeen sectors that every fact is filed under."""

    sector: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Subsector:
    """A branch below a sector, recognised by its synonyms in a subject."""

    subsector: str
    sector: str
    zh: str
    en: str
    synonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A statistic with a name of its own, whatever the year's reports call it."""

    indicator: str
    zh: str
    en: str
    sector: str
    unit: str
    lower_is_better: bool
    headline: bool  # in growth-target panels; see `headline` for their order
    annual: bool  # a statistic of a year or of its end, so that over several years its level is that of the last one
    stock: bool = False  # told both as what there is and as what has been added in a year
    percent: str = ""  # growth or share: what a per cent of it is where no word says so; empty: the words decide
    share_indicator: str = ""  # the indicator that a share of it is: of R&D spending R&D intensity
    whole: str = ""  # the indicator that its bare name means where the text tells it apart as a part of that
    short_zh: str = ""  # at most 8 characters, for narrow screens; the name where it has no other
    short_en: str = ""  # at most 16


@dataclass(frozen=True, slots=True)
class Rule:
    """What a rule of the extractor is called, and how far it can be trusted."""

    rule: str  # stage:name
    zh: str
    en: str
    reliability: float | None  # None: it says nothing about whether a fact is right


@cache
def sectors() -> dict[str, Sector]:
    """Sector id → Sector, in the order of the table."""
    return {r["sector"]: Sector(**r) for r in rows("sectors")}


@cache
def subsectors() -> dict[str, Subsector]:
    """Subsector id → Subsector, in the order of the table."""
    return {
        r["subsector"]: Subsector(r["subsector"], r["sector"], r["zh"], r["en"], tuple(r["synonyms"].split("|")))
        for r in rows("subsectors")
    }


@cache
def indicators() -> dict[str, Indicator]:
    """Indicator id → Indicator, in the order of the table."""
    return {
        r["indicator"]: Indicator(
            r["indicator"],
            r["zh"],
            r["en"],
            r["sector"],
            r["unit"],
            r["polarity"] == "lower",
            r["headline"] != "0",
            r["annual"] == "1",
            r["stock"] == "1",
            r["percent"],
            r["share_indicator"],
            r["whole"],
            r["short_zh"] or r["zh"],
            r["short_en"] or r["en"],
        )
        for r in rows("indicators")
    }


@cache
def headline() -> tuple[str, ...]:
    """The indicators of growth-target panels, what a researcher collects for one, in the order of such panels."""
    listed = [r for r in rows("indicators") if r["headline"] != "0"]
    return tuple(r["indicator"] for r in sorted(listed, key=lambda r: int(r["headline"])))


@cache
def indicator_names() -> dict[str, str]:
    """Every printed name of an indicator → its id, old names and the `zh` of the indicator itself included."""
    return {r["name"]: r["indicator"] for r in [*named_by_zh(), *rows("indicator_names")]}


@cache
def rules() -> dict[str, Rule]:
    """Rule id → Rule, in the order of the table: that of the stages."""
    counted = {r["rule"]: float(r["reliability"]) for r in rows("reliability")}
    return {r["rule"]: Rule(r["rule"], r["zh"], r["en"], counted.get(r["rule"])) for r in rows("rules")}
