"""`mubiao compare`: places side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from mubiao_tui.cli.command import argument, command, completes, option
from mubiao_tui.cli.database import database
from mubiao_tui.cli.diagnostics import Exit, Failure, plural, speaker
from mubiao_tui.cli.options.filtering import several
from mubiao_tui.cli.options.output import Output, output_options
from mubiao_tui.cli.settings import shared
from mubiao_tui.output.results import LazyRows

if TYPE_CHECKING:
    import polars as pl

    from mubiao.queries.comparisons.beside import Line

VALUES = ("outcome", "target", "gap")


@command(
    "mubiao compare 泉州市 厦门市 --headline --table",
    "mubiao compare 泉州市 厦门市 福州市 --year 2024 --value target",
    "mubiao compare 晋江 石狮 --all --csv",
)
@argument("places", nargs=-1, required=True, shell_complete=completes("places"))
@option("--year", "-y", type=click.IntRange(1000, 9999), metavar="YEAR", help="That year in every row; else see above.")
@option("--value", type=click.Choice(VALUES), default="outcome", metavar="COLUMN", help=f"{', '.join(VALUES)}.")
@several(["--indicator", "-i"], "NAME", "indicators", "An id, or a name in either language.")
@several(["--sector"], "NAME", "sectors", "All indicators of that sector.")
@several(["--measure"], "KIND", "measures", "level, growth, change, share or rank.")
@option("--headline", is_flag=True, section="Filters", help="Only the indicators of growth-target panels.")
@option("--all", "lone", is_flag=True, help="Also what one place knows alone.")
@output_options
@shared
def compare(output: Output, places: Sequence[str], year: int | None, value: str, lone: bool, **options: Any) -> Exit:
    """Print two to five places side by side: a row an indicator, a column a place.

    A row is of one year: of the last five in which two of the places have a figure, the one in which most have. A
    figure of another year stands beside its own year (PLACE year) and has no part in difference and leader. Of two
    places the difference is the first less the second, of more the highest less the lowest; leader is the best, the
    lowest where less is better. compared says whether a row is of outcomes or, where more places have those, targets.
    """
    from mubiao.queries.comparisons.beside import lines, table

    _filters(options)  # what cannot be read is said before a database is made
    store = database()
    chosen = _places(places, store.place_names())
    with store.reading():
        pairs = store.targets().filter(_condition(options, [code for code, _ in chosen])).collect()
    found = lines(pairs, [code for code, _ in chosen], kind=value, year=year or 0)
    shown = found if lone else [line for line in found if len(line.stated) > 1]
    if len(shown) < len(found):
        count = plural(len(found) - len(shown), "indicator is known", "indicators are known")
        speaker.note(f"{count} for one of the places only: --all")
    frame = table(shown, chosen)
    columns = _shown(frame, shown, chosen)
    return output.write(LazyRows(frame.lazy(), small=True), shown=columns, table="beside")


def _shown(frame: pl.DataFrame, found: Sequence[Line], chosen: Sequence[tuple[str, str]]) -> list[str]:
    """The columns of a table: the years of a place only where they are others than those of the rows."""
    from mubiao.queries.comparisons.beside import called

    left = {"scope"} if not frame["scope"].count() else set()
    for (code, _), name in zip(chosen, called(chosen), strict=True):
        if all(line.stated[code].year == line.year for line in found if code in line.stated):
            left.add(f"{name} year")
    return [name for name in frame.columns if name not in left]


def _places(words: Sequence[str], known: dict[str, str]) -> list[tuple[str, str]]:
    """Code and name of each place; a Failure for one that is named twice, and for too few or too many."""
    from mubiao.filters import Filters
    from mubiao.queries.comparisons.beside import FEWEST, MOST
    from mubiao.regions import region

    found: list[tuple[str, str]] = []
    for word in words:
        for code in Filters(regions=(word,)).resolved(known).regions:
            place = region(code)
            name = known.get(code) or (place.name if place is not None else code)
            if any(code == other for other, _ in found):
                raise Failure(f"{name} is named twice", Exit.USAGE)
            found.append((code, name))
    if not FEWEST <= len(found) <= MOST:
        raise Failure(f"{FEWEST} to {MOST} places stand side by side, not {len(found)}", Exit.USAGE)
    return found


def _filters(options: dict[str, Any]) -> tuple[list[str], list[str]]:
    """The indicators and measures that are left; none for all."""
    from mubiao import lexicon
    from mubiao.filters import Filters

    names: dict[str, Any] = {key: options[key[:-1]] for key in ("indicators", "sectors", "measures")}
    exact = Filters(**names).resolved()
    if not (exact.indicators or exact.sectors or options["headline"]):
        return [], list(exact.measures)
    chosen = list(lexicon.headline()) if options["headline"] else list(exact.indicators or lexicon.indicators())
    kept = [one for one in chosen if not exact.sectors or lexicon.indicators()[one].sector in exact.sectors]
    return kept, list(exact.measures)


def _condition(options: dict[str, Any], codes: Sequence[str]) -> pl.Expr:
    import polars as pl

    indicators, measures = _filters(options)
    wanted = pl.col("region_code").is_in(list(codes))
    if indicators or options["headline"] or options["sector"]:
        wanted &= pl.col("indicator").is_in(indicators)
    return wanted & pl.col("measure").is_in(measures) if measures else wanted
