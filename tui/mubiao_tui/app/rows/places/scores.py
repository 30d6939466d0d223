"""How a place did with its targets: the lines above its scoreboard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mubiao import lexicon
from mubiao.queries.records import Place, Series
from mubiao_tui import actions
from mubiao_tui.app.drawing.figures import change, spark
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.drawing.paint import Piece
from mubiao_tui.app.drawing.text import one_line, width
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.rows.places.standing import SIGNED

DECIDED = ("met", "missed", "about")

TREND = 6
"""Years of the sparkline beside a gap."""


@dataclass(frozen=True, slots=True)
class Score:
    """The targets of a year, the last of which an outcome is known, and how many were met of all that were judged."""

    year: int
    counts: dict[str, int]  # verdict → targets of that year; what has no target is left out
    met: int  # of all years
    judged: int  # met or missed, of all years
    since: int
    missed: tuple[tuple[Series, float], ...]  # of that year, with outcome − target: headline ones, the worst, first

    @property
    def targets(self) -> int:
        """How many targets that year has."""
        return sum(self.counts.values())


def score(series: Sequence[Series]) -> Score | None:
    """What a place's series come to; None where it has no targets.

    Where no outcome is known, the year is the one that most was promised for: `queries.places.standing` counts alike.
    """
    judged = [(year, verdict) for item in series for year, verdict in item.verdicts.items() if verdict in DECIDED]
    asked = Counter(year for item in series for year in {*item.targets, *item.words})
    if not asked:
        return None
    last = max((year for year, _ in judged), default=0) or max(asked, key=lambda year: (asked[year], year))
    of_year = [item for item in series if last in item.targets or last in item.words]
    all_years = Counter(verdict for _, verdict in judged)
    gaps = [
        (item, item.outcomes[last].value - item.targets[last].value)
        for item in of_year
        if item.verdicts.get(last) == "missed" and last in item.outcomes and last in item.targets
    ]
    known = frozenset(lexicon.headline())
    gaps.sort(key=lambda gap: (gap[0].indicator not in known, -_apart(gap[0], gap[1], last)))
    return Score(
        last,
        dict(Counter(item.verdicts.get(last, "no outcome") for item in of_year)),
        all_years["met"],
        all_years["met"] + all_years["missed"],
        min((year for year, _ in judged), default=last),
        tuple(gaps),
    )


def _apart(item: Series, gap: float, year: int) -> float:
    """How large a gap is for its target."""
    return abs(gap) / max(abs(item.targets[year].value), 1.0)


def title_line(place: Place, parent: str, doubts: int | None, names: Names, cells: int) -> list[Piece]:
    """A place's name and what it is, as much of it as there is room for: nothing is told by half.

    parent: the name of the place above. doubts: how many there are; None while that is not known.
    """
    text = names.strings.text
    press = actions.key_name(actions.BY_ID["doubts"].keys[0])
    said = {
        "level": names.word("level", place.level),
        "code": place.code,
        "parent": text("regions.inside", place=one_line(parent)) if parent else "",
        "documents": text("regions.documents", count=f"{place.documents:,}"),
        "facts": text("regions.facts", count=f"{place.facts:,}"),
        "doubts": text("regions.doubts", count=f"{doubts:,}", press=press) if doubts else "",
    }
    said = {key: words for key, words in said.items() if words}
    room = cells - width(one_line(place.name)) - 3
    for key in ("code", "facts", "parent", "level", "documents", "doubts"):
        if width(" · ".join(said.values())) <= room:
            break
        said.pop(key, None)
    line = [Piece(f" {one_line(place.name)}", "title")]
    for n, (key, words) in enumerate(said.items()):
        line += [Piece(" · " if n else "  ", "dim"), Piece(words, "estimate" if key == "doubts" else "dim")]
    return line


def score_line(found: Score, names: Names, look: Look) -> list[Piece]:
    """The score: counts by verdict, and the share met over the years."""
    text = names.strings.text
    line = [Piece(f" {found.year} ", "title"), Piece(text("regions.targets", count=f"{found.targets:,}"), "")]
    for verdict, sign in SIGNED:
        if verdict in ("met", "missed") or found.counts.get(verdict):
            role = "none" if verdict not in DECIDED else verdict
            line.append(Piece(f" {look.sign(sign)}{found.counts.get(verdict, 0):,}", role))
    if opened := found.counts.get("open"):
        line.append(Piece(f" {names.word('verdict', 'open')} {opened:,}", "open"))
    if found.judged:
        share = f"{100 * found.met / found.judged:.0f}%"
        line.append(Piece("  " + text("regions.met_since", year=found.since, share=share), "dim"))
    return line


def gap_line(found: Score, names: Names, look: Look, cells: int) -> list[Piece]:
    """The worst gaps of the year in a line of so many cells, each with its last outcomes as a sparkline if it fits."""
    line: list[Piece] = []
    room = cells
    for item, gap in found.missed:
        said = f" {look.sign('missed')} {names.scoped(item.indicator, item.scope)} {_gap(item, gap, names, look)} "
        trend = spark([_outcome(item, year) for year in range(found.year - TREND + 1, found.year + 1)], look).lstrip()
        for more in (trend, ""):
            if width(said) + width(more) <= room:
                line += [Piece(said, "missed"), Piece(more, "dim")]
                room -= width(said) + width(more)
                break
    return line


def _gap(item: Series, gap: float, names: Names, look: Look) -> str:
    return change(gap, item.measure, item.unit, names.strings.language, look)


def _outcome(item: Series, year: int) -> float | None:
    return item.outcomes[year].value if year in item.outcomes else None


def lines(found: Score | None, names: Names, look: Look, cells: int) -> list[list[Piece]]:
    """The score and the worst gaps, as far as there are any."""
    if found is None:
        return []
    gaps = gap_line(found, names, look, cells)
    return [score_line(found, names, look), *([gaps] if gaps else [])]
