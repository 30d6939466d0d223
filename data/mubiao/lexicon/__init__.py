"""The tables of `tables/` as Python values: sectors, subsectors and indicators, read once and only when asked for.

Tables are data: a row can be added without touching code, and by users in a folder of their own, which `rows` adds to
the built-in ones. Their columns are described in tables/README.md. The folder is that of the `Lexicon` that holds (see
`active`): that of `$MUBIAO_LEXICON`, else `lexicon` in mubiao's folder for user settings; an empty `MUBIAO_LEXICON=`
means none. A file that does not keep to the format of its table is an error that names the file and the line (see
`reading`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from mubiao.lexicon.active import Lexicon, current, forget, per_lexicon, use
from mubiao.lexicon.tables import TABLES, Row, built_in, named_by_zh

__all__ = [
    "TABLES",
    "Indicator",
    "Lexicon",
    "Rule",
    "Sector",
    "Subsector",
    "current",
    "forget",
    "headline",
    "indicator_names",
    "indicators",
    "own_rows",
    "per_lexicon",
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
    return current().tables.get(name, [])


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


@per_lexicon()
def subsectors() -> dict[str, Subsector]:
    """Subsector id → Subsector, in the order of the table."""
    return {
        r["subsector"]: Subsector(r["subsector"], r["sector"], r["zh"], r["en"], tuple(r["synonyms"].split("|")))
        for r in rows("subsectors")
    }


@per_lexicon()
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


@per_lexicon()
def headline() -> tuple[str, ...]:
    """The indicators of growth-target panels, what a researcher collects for one, in the order of such panels."""
    listed = [r for r in rows("indicators") if r["headline"] != "0"]
    return tuple(r["indicator"] for r in sorted(listed, key=lambda r: int(r["headline"])))


@per_lexicon()
def indicator_names() -> dict[str, str]:
    """Every printed name of an indicator → its id, old names and the `zh` of the indicator itself included."""
    return {r["name"]: r["indicator"] for r in [*named_by_zh(), *rows("indicator_names")]}


@cache
def rules() -> dict[str, Rule]:
    """Rule id → Rule, in the order of the table: that of the stages."""
    counted = {r["rule"]: float(r["reliability"]) for r in rows("reliability")}
    return {r["rule"]: Rule(r["rule"], r["zh"], r["en"], counted.get(r["rule"])) for r in rows("rules")}
