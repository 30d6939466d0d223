"""How a place did with its targets: a line above its scoreboard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mubiao.queries.records import Series
from mubiao_tui.app.drawing.figures import difference
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.drawing.paint import Piece
from mubiao_tui.app.drawing.text import width
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.rows.standing import SIGNED

DECIDED = ("met", "missed", "about")


@dataclass(frozen=True, slots=True)
class Score:
    """The targets of the last year of which an outcome is known, and how many were met of all that were judged."""

    year: int
    counts: dict[str, int]  # verdict → targets of that year; what has no target is left out
    met: int  # of all years
    judged: int  # met or missed, of all years
    since: int
    missed: tuple[tuple[Series, float], ...]  # of that year, with outcome − target, the worst for its size first

    @property
    def targets(self) -> int:
        """How many targets that year has."""
        return sum(self.counts.values())


def score(series: Sequence[Series]) -> Score | None:
    """What a place's series come to; None where no target has an outcome yet."""
    judged = [(year, verdict) for item in series for year, verdict in item.verdicts.items() if verdict in DECIDED]
    if not judged:
        return None
    last = max(year for year, _ in judged)
    asked = [item for item in series if last in item.targets or last in item.words]
    all_years = Counter(verdict for _, verdict in judged)
    gaps = [
        (item, item.outcomes[last].value - item.targets[last].value)
        for item in asked
        if item.verdicts.get(last) == "missed" and last in item.outcomes and last in item.targets
    ]
    gaps.sort(key=lambda gap: -abs(gap[1]) / max(abs(gap[0].targets[last].value), 1.0))
    return Score(
        last,
        dict(Counter(item.verdicts.get(last, "no outcome") for item in asked)),
        all_years["met"],
        all_years["met"] + all_years["missed"],
        min(year for year, _ in judged),
        tuple(gaps),
    )


def score_line(found: Score, names: Names, look: Look, cells: int) -> list[Piece]:
    """The score in a line of so many cells: counts, the share over the years, then the worst gaps that have room."""
    text = names.strings.text
    line = [Piece(f" {found.year} ", "title"), Piece(text("regions.targets", count=f"{found.targets:,}"), "")]
    for verdict, sign in SIGNED:
        if verdict in ("met", "missed") or found.counts.get(verdict):
            role = "none" if verdict not in DECIDED else verdict
            line.append(Piece(f" {look.sign(sign)}{found.counts.get(verdict, 0):,}", role))
    if found.judged:
        share = f"{100 * found.met / found.judged:.0f}%"
        line.append(Piece("  " + text("regions.met_since", year=found.since, share=share), "dim"))
    room = cells - sum(width(piece.text) for piece in line)
    for item, gap in found.missed:
        said = f"  {look.sign('missed')} {names.scoped(item.indicator, item.scope)} {difference(gap, look)}"
        if (room := room - width(said)) < 0:
            break
        line.append(Piece(said, "missed"))
    return line
