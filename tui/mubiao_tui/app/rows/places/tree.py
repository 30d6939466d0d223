"""The tree of places: its rows, and a place of a name in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mubiao.filters.folding import folded
from mubiao.filters.where import is_condition
from mubiao.filters.where import words as search_words
from mubiao.queries.records import Place
from mubiao.regions.latin import romanised, spelled
from mubiao.regions.names import short
from mubiao_tui.app.drawing.figures import rounded
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.grid.model import GridCell, Row


def tree_rows(
    places: Sequence[Place], closed: Iterable[str], look: Look, *, below: bool, step: int = 2, language: str = ""
) -> list[Row]:
    """The places as indented rows, `step` cells a level; what lies in a closed place is left out.

    language: counts are rounded as it writes them, so that names have the room; without one they are told whole.
    """
    known = {place.code for place in places}
    inner = {place.parent for place in places}
    shut = set(closed)
    depth: dict[str, int] = {}
    hidden: set[str] = set()
    rows: list[Row] = []
    for place in places:
        level = depth[place.parent] + 1 if place.parent in known and place.parent is not None else 0
        depth[place.code] = level
        if place.parent in hidden or (place.parent in shut and place.parent in known):
            hidden.add(place.code)
            continue
        sign = look.sign("zone" if place.level == "zone" else "leaf")
        if place.code in inner:
            sign = look.sign("closed" if place.code in shut else "open")
        count = place.facts_below if below else place.facts
        said = rounded(count, language) if language else f"{count:,}"
        cells = (
            GridCell(
                f"{' ' * (step * level)}{sign} {place.name}",
                "zone" if place.level == "zone" else "" if count else "dim",
                raw={"region": place.name, "region_code": place.code},
            ),
            GridCell(said, "" if count else "dim", count, {"facts": count}),
        )
        rows.append(Row(place.code, cells, place))
    return rows


def find_place(places: Sequence[Place], words: str, start: int, step: int) -> str | None:
    """The code of the next place from `start` that is called so, going round: by its name, its pinyin or its code."""
    wanted = folded(words).strip()
    meant = {place.code for place in romanised(words)}
    spelling = wanted.replace(" ", "") if wanted.isascii() and len(wanted) > 2 else ""
    for offset in range(len(places) if wanted else 0):
        place = places[(start + offset * step) % len(places)]
        if place.code in meant or wanted in folded(place.name) or wanted == place.code:
            return place.code
        if spelling and spelled(place.code).startswith(spelling):
            return place.code
    return None


def named_place(places: Sequence[Place], text: str) -> str | None:
    """The code of the first place that a word of a filter is the name of, in full or as it is said: 晋江, jinjiang."""
    for word in () if is_condition(text) else search_words(text):
        wanted, meant = folded(word), {place.code for place in romanised(word)}
        for place in places:
            called = (folded(place.name), folded(short(place.name, place.level)))
            if place.code in meant or (len(wanted) > 1 and wanted in called):
                return place.code
    return None
