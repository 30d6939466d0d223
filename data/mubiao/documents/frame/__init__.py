"""The document before its numbers: home, year, kind, title, date and publisher, each voted on by cues that are told.

Every cue proposes a value (`homes`, `special`, `years`); what a cue is worth was counted on documents whose place and
year are known (`vote`, tables/frame_cues.csv). The values are then held against one another and against the name of
the file; what does not fit is a doubt (`doubts`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from mubiao.documents.container_metadata import ContainerMetadata
from mubiao.documents.frame import homes, years
from mubiao.documents.frame.named_places import place_of_name
from mubiao.documents.frame.parts import Part
from mubiao.documents.frame.scale import scale_of
from mubiao.documents.frame.special import special_homes
from mubiao.documents.frame.vote import Candidate, Value, Verdict, Weighed, weigh
from mubiao.documents.stated import Stated, is_address
from mubiao.documents.structure import dates
from mubiao.documents.structure.publishers import made_up_title, publisher_of
from mubiao.documents.structure.titles import (
    Opening,
    family_of,
    opening,
    years_of_plan,
)
from mubiao.regions.history import former_names

__all__ = ["Candidate", "Frame", "Part", "Verdict", "read_frame"]

LEAST = {"home": 3.0, "year": 2.5}
"""Margins (log-odds) below which a value is flagged, see `benchmarks/frame/frame.py`."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The document before its numbers. `doubts` are ids with their words: (`year-name`, "year 2022, but …")."""

    title: str
    kind: str
    publisher: str | None
    date: date | None
    year: int | None
    region: str | None
    region_code: str | None
    home: Verdict
    dated: Verdict
    doubts: tuple[tuple[str, str], ...] = ()
    url: str | None = None
    parts: tuple[Part, ...] = ()  # only where they are asked for: they are drawn after the frame, not before

    @property
    def certainty(self) -> float:
        """How likely both home and year are to be right; what is not known counts for nothing."""
        return self.home.certainty * self.dated.certainty


def read_frame(
    text: str, name: str = "", container: ContainerMetadata | None = None, stated: Stated | None = None
) -> Frame:
    """What a document says of itself, with the cues that said so.

    `name` is the file's name, with its folder if that is known (泉州市/2024.md). It is one more voice for place and
    year, and the only one where the text is silent. What is `stated` wins, and the rest is read in its light.
    """
    said = stated or Stated()
    seen = as_stated(opening(text, container or ContainerMetadata(), said.title), said)
    named = place_of_name(name), year_of_name(name)
    home = weigh(home_candidates(seen, named[0]))
    if said.region is not None:
        home = won("home", (said.region, said.region_code), home)
    dated = weigh(year_candidates(seen, named[1]))
    planned = years_of_plan(seen.title) if seen.kind == "plan" else None
    if said.year is not None:
        dated = won("year", said.year, dated)
    elif planned is not None:
        dated = won("year", planned[0], dated, "plan")
    place = home.value if isinstance(home.value, tuple) else (None, None)
    year = dated.value if isinstance(dated.value, int) else None
    delivered = None if _of_the_past(seen, year) else seen.delivered
    day = delivered or seen.published or seen.stamped
    if said.region is None:
        place = as_printed(place, seen.whole, year)
    if day is None and year is not None:
        day = day_in(year, seen)
    region, code = place
    return Frame(
        title=seen.printed or made_up_title(seen.kind, region, year, name.rpartition("/")[2]),
        kind=seen.kind,
        publisher=publisher_of(seen, place),
        date=day,
        year=year,
        region=region,
        region_code=code,
        home=home,
        dated=dated,
        doubts=tuple(
            doubt
            for doubt in doubts(home, dated, region, year, (named[0][0] if named[0] else None, named[1]), day)
            if not _settled(doubt[0], said) and not (planned and doubt[0] == "year-date")
        ),
        url=seen.address if is_address(seen.address) else None,
    )


def _of_the_past(seen: Opening, year: int | None) -> bool:
    """Whether the day that a page names is one of an event, since it tells of a later year."""
    day = seen.delivered
    return seen.kind == "other" and day is not None and year is not None and dates.target_year(day) < year


def as_stated(seen: Opening, said: Stated) -> Opening:
    """The opening with what a person states in the place of what it says itself."""
    return replace(
        seen,
        kind=said.kind or seen.kind,
        family=family_of(said.kind or seen.kind, seen.title),
        publisher=said.publisher or seen.publisher,
        address=said.url or seen.address,
        delivered=said.date or seen.delivered,
    )


STATED = 99.0
"""The weight (log-odds) of what a person states: more than all cues together."""


def won(aspect: str, value: Value, read: Verdict, cue: str = "stated") -> Verdict:
    """The verdict for what a person states, or for the years in a plan's title. What was read stays behind it."""
    first = Weighed(value, STATED, ((Candidate(aspect, value, f"{aspect}:{cue}", ""), STATED),))
    return Verdict(value, STATED, 1.0, (first, *(weighed for weighed in read.ranked if weighed.value != value)))


def _settled(doubt: str, said: Stated) -> bool:
    """Whether a person has settled a doubt: one of the place by stating it; of the year likewise.

    A year and a date that do not fit each other stay a doubt where both are stated.
    """
    if doubt == "year-date":
        return said.year is not None and said.date is None
    return (said.region is not None and doubt.startswith("home-")) or (
        said.year is not None and doubt.startswith("year-")
    )


def home_candidates(seen: Opening, named: homes.Key | None = None) -> list[Candidate]:
    """All that speaks for a place."""
    found = homes.candidates(seen.title, seen.head, seen.tail, seen.whole, kind=seen.family)
    special = special_homes(seen.title, seen.head, seen.whole, official=seen.family in homes.OFFICIAL)
    found += [Candidate("home", key, f"home:{cue}", evidence) for cue, key, evidence in special]
    if named is not None:
        found.append(Candidate("home", named, "home:name", ""))
    return found


def year_candidates(seen: Opening, named: int | None = None) -> list[Candidate]:
    """All that speaks for a year."""
    days = seen.delivered, seen.published, seen.stamped
    found = years.candidates(seen.family, seen.title, seen.whole, days, seen.address)
    if named is not None:
        found.append(Candidate("year", named, "year:name", str(named)))
    return found


def as_printed(place: homes.Key, whole: str, year: int | None = None) -> homes.Key:
    """A county that has become a city since is called what it was called then, if only that name is printed."""
    name, code = place
    if code is not None and name is not None and name not in whole:
        then = next((old.name for old in former_names(code) if old.name in whole), None)
        if then is not None:
            return then, code
        return _by_its_level(name, code, whole, year), code
    return place


def _by_its_level(name: str, code: str, whole: str, year: int | None) -> str:
    """The former name of a place that a text never calls in full, where 全县 and 县长 fit that one: 青浦, a county."""
    eras = [era for era in former_names(code) if era.name[:-1] == name[:-1] and era.name != name]
    if not eras:
        return name
    scale = scale_of(whole)
    if not scale.strong or scale.kind is None or name.endswith(scale.kind):
        return name
    fitting = [e.name for e in eras if e.name.endswith(scale.kind) and (year is None or year <= e.last_year + 1)]
    return fitting[-1] if fitting else name


def day_in(year: int, seen: Opening) -> date | None:
    """A day printed without its year (12月28日上午): one of November or December lies before the year of a report."""
    day = dates.first_month_day(seen.head, year, seen.speech)
    early = day is not None and day.month >= 11 and f"{year}年{day.month}月{day.day}日" not in seen.head
    planned = seen.family in homes.OFFICIAL or not dates.told_done(seen.head, year)
    if early and planned and dates.running_year(seen.head) != year:
        return dates.first_month_day(seen.head, year - 1, seen.speech)
    return day


def year_of_name(name: str) -> int | None:
    """The year in a file's name, else the one that its folder is called by (2024/晋江市.md)."""
    folder, _, file = name.rpartition("/")
    match = re.search(r"(?<!\d)((?:19|20)\d{2})(?!\d)", file) or re.fullmatch(
        r"((?:19|20)\d{2})年?", folder.rpartition("/")[2]
    )
    return int(match[1]) if match else None


def doubts(
    home: Verdict,
    dated: Verdict,
    region: str | None,
    year: int | None,
    named: tuple[str | None, int | None],
    day: date | None,
) -> Iterator[tuple[str, str]]:
    """Id and words of each doubt. `named`: the place and the year in the file's name."""
    place_named, year_named = named
    if region is None and home.ranked and home.ranked[0].weight > 0:
        yield "home-unsure", f"place unknown: {_names(home)}"
    elif region is None:
        yield "home-unknown", "place unknown"
    elif home.margin < LEAST["home"]:
        yield "home-unsure", f"place {region}, but perhaps {_names(home, 1) or 'another'}"
    if place_named is not None and region is not None and place_named != region:
        yield "home-name", f"place {region}, but its name says {place_named}"
    if year is None:
        yield "year-unknown", "year unknown"
    elif dated.margin < LEAST["year"]:
        other = _names(dated, 1)
        yield "year-unsure", f"year {year}, but perhaps {other}" if other else f"year {year} is a guess"
    if year is not None and year_named is not None and year_named != year:
        yield "year-name", f"year {year}, but its name says {year_named}"
    if year is not None and day is not None and abs(dates.target_year(day) - year) > 1:
        yield "year-date", f"year {year}, but its date is {day}"


def _names(verdict: Verdict, first: int = 0) -> str:
    names = []
    for weighed in verdict.ranked[first : first + 2]:
        value = weighed.value[0] if isinstance(weighed.value, tuple) else weighed.value
        if weighed.weight > 0 and value is not None:
            names.append(str(value))
    return " or ".join(names)
