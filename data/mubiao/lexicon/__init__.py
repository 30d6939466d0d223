"""The tables of `tables/` as Python values: sectors, subsectors and indicators, read once and only when asked for.

Tables are data: a row can be added without touching code, and by users in a folder of their own (`user`), which
`rows` adds to the built-in ones. Their columns are described in tables/README.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from mubiao.lexicon.tables import TABLES, Row, built_in
from mubiao.lexicon.user import Words, own, use

__all__ = [
    "TABLES",
    "Indicator",
    "Rule",
    "Sector",
    "Subsector",
    "Words",
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
    headline: bool
    annual: bool  # a statistic of a year or of its end, so that over several years its level is that of the last one


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
            r["headline"] == "1",
            r["annual"] == "1",
        )
        for r in rows("indicators")
    }


@cache
def indicator_names() -> dict[str, str]:
    """Every printed name of an indicator → its id, old names included."""
    return {r["name"]: r["indicator"] for r in rows("indicator_names")}


@cache
def rules() -> dict[str, Rule]:
    """Rule id → Rule, in the order of the table: that of the stages."""
    return {
        r["rule"]: Rule(r["rule"], r["zh"], r["en"], float(r["reliability"]) if r["reliability"] else None)
        for r in rows("rules")
    }
