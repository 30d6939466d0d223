"""`mubiao regions`: the places that documents and facts name, or any place of the country by name or code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mubiao_tui.cli.command import argument, command, option
from mubiao_tui.cli.database import database
from mubiao_tui.cli.diagnostics import Exit, Failure
from mubiao_tui.cli.options.filtering import several
from mubiao_tui.cli.options.output import Output, output_options
from mubiao_tui.cli.settings import shared
from mubiao_tui.output.results import LazyRows

if TYPE_CHECKING:
    import polars as pl

LEVELS = ("country", "province", "prefecture", "county", "town", "zone")
SHOWN = ("region_code", "region", "level", "documents", "facts", "documents_below", "facts_below")


@command(
    "mubiao regions",
    "mubiao regions 晋江 --columns region_code,region,parent_code --json",
    "mubiao regions 泉州市 --below",
    "mubiao regions --level province --with-documents",
)
@argument("place", nargs=-1)
@several(["--region", "-r"], "PLACE", "places", "Likewise: a name or a code.")
@option("--below", "-b", is_flag=True, section="Filters", help="With all places inside those named.")
@several(["--level"], "LEVEL", "", f"{', '.join(LEVELS[:-1])} or {LEVELS[-1]}.")
@option("--with-documents", is_flag=True, section="Filters", help="Only those with documents of their own.")
@output_options
@shared
def regions(place: tuple[str, ...], below: bool, output: Output, **options: Any) -> Exit:
    """List the places of the database, in tree order.

    With PLACE, a name or a code: that place (all that the name can mean), whether or not the database speaks of it.
    The counts are of the place itself; those that end in _below include all places inside it.
    """
    import polars as pl

    from mubiao.filters.names import suggestion

    for level in options["level"]:
        if level not in LEVELS:
            hint = suggestion(level, LEVELS) or f"; the levels are {', '.join(LEVELS)}"
            raise Failure(f"no such level: {level}{hint}", Exit.USAGE)
    found = database().regions()
    if names := (*place, *options["region"]):
        found = _named(found, names, below)
    if options["level"]:
        found = found.filter(pl.col("level").is_in(options["level"]))
    if options["with_documents"]:
        found = found.filter(pl.col("documents") > 0)
    return output.write(LazyRows(found.lazy()), shown=SHOWN, table="regions")


def _named(known: pl.DataFrame, names: tuple[str, ...], below: bool) -> pl.DataFrame:
    """The rows of these places; zero counts for those that the database does not speak of."""
    import polars as pl

    from mubiao import regions
    from mubiao.filters.names import places

    wanted: dict[str, regions.Region] = {}

    def take(place: regions.Region) -> None:
        wanted[place.code] = place
        if below:
            for child in regions.children(place.code):
                take(child)

    for name in names:
        for code in places(name, several=True):
            if (place := regions.region(code)) is not None:
                take(place)
    rows: list[dict[str, Any]] = [
        {"region_code": p.code, "region": p.name, "level": str(p.level), "parent_code": p.parent}
        for p in wanted.values()
    ]
    own = pl.DataFrame(rows, schema={name: pl.String() for name in ("region_code", "region", "level", "parent_code")})
    counts = known.drop("region", "level", "parent_code")
    return own.join(counts, on="region_code", how="left", maintain_order="left").with_columns(
        pl.col(pl.Int32, pl.Int64, pl.UInt32).fill_null(0)
    )
