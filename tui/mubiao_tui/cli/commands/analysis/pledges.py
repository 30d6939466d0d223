"""`mubiao pledges`: acts that reports promise on things with a name, and what became of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mubiao.model import STATUSES, Act, PledgeKind
from mubiao_tui.cli.command import Listing, argument, command, option
from mubiao_tui.cli.database import database
from mubiao_tui.cli.diagnostics import Exit, Failure, speaker
from mubiao_tui.cli.options.filtering import BELOW, several
from mubiao_tui.cli.options.output import Output, output_options
from mubiao_tui.cli.settings import shared
from mubiao_tui.output.results import Kind, LazyRows, ResultColumn, Rows

if TYPE_CHECKING:
    import polars as pl

    from mubiao.store import Store

SHOWN = ("report_region", "report_year", "object", "act", "kind", "status", "later_year", "pledge_id")
CHAIN = ("region", "object", "kind", "promised", "started", "completed", "fate", "years", "times", "marks")
SHARES = (
    *("by", "group", "n", "followed", "fulfilled_share", "under_way_share", "again_share"),
    "silent_share",
)
BY = ("place", "year", "act", "kind", "sector", "level", "core")


@click.group(
    cls=Listing,
    invoke_without_command=True,
    subcommand_metavar="[COMMAND [ARGS]…]",
    examples=(
        "mubiao pledges --region 泉州市 --year 2024 --status silent",
        "mubiao pledges --act start,complete --kind project --since 2020 --csv",
        "mubiao pledges --search 大桥 --chains",
        "mubiao pledges --stats kind,act",
    ),
)
@several(["--region", "-r"], "PLACE", "places", "Whose report promises it: a name or a code.")
@BELOW
@several(["--year", "-y"], "YEARS", "", "Of the report: 2024, 2020..2024, 2020.. or ..2024.")
@option(
    "--since", type=click.IntRange(1000, 9999), metavar="YEAR", section="Filters", help="Reports from this year on."
)
@several(["--act"], "ACT", "", f"{', '.join(Act)}.")
@several(["--kind"], "KIND", "", f"{', '.join(PledgeKind)}.")
@several(["--status"], "STATUS", "", f"{', '.join(STATUSES)} or open: no later report.")
@several(["--sector"], "NAME", "sectors", "An id, or a name in either language.")
@option("--core", is_flag=True, section="Filters", help="Only those that an analyst would certainly follow.")
@option("--search", section="Filters", multiple=True, metavar="TEXT", help="Words, each of them in the object.")
@several(["--reviewed"], "MARK", "marks", "accepted, rejected, corrected, none or any.")
@option("--sentences", is_flag=True, help="With the sentence of each, and the words that say what became of it.")
@option("--chains", is_flag=True, help="Instead, an object a row: first promised, started, fulfilled or dropped.")
@several(["--stats"], "BY", "", f"Instead, shares by {', '.join(BY)}.")
@output_options
@shared
@click.pass_context
def pledges(context: click.Context, /, output: Output, **options: Any) -> Exit:
    """List pledges of acts with what became of them in the next report of the place.

    status is fulfilled, under_way, again (promised again) or silent, and empty without a later report; years_later
    above 1 says that reports between are missing. `mubiao review accept`, `reject` and `correct … status` judge them.
    """
    if context.invoked_subcommand is not None:
        return Exit.OK
    if options["chains"] and options["stats"]:
        raise Failure("--chains and --stats cannot be combined", Exit.USAGE)
    for name, known in (
        ("act", tuple(Act)),
        ("kind", tuple(PledgeKind)),
        ("status", (*STATUSES, "open")),
        ("stats", BY),
    ):
        _known(name, options[name], known)
    _filters(options)
    store = database()
    wanted = _condition(store, options)
    rows = store.pledges()
    if options["chains"]:
        from mubiao.pledges.chains import chains

        places = rows.filter(_places(store, options))
        found = chains(places)
        chosen = places.filter(wanted).select("pledge_id").collect()["pledge_id"].to_list()
        return output.write(LazyRows(_chosen(found, places, chosen).lazy()), shown=CHAIN, table="pledge_chains")
    rows = rows.filter(wanted)
    if options["stats"]:
        from mubiao.pledges.shares import shares

        found = shares(rows, list(dict.fromkeys(options["stats"])))
        return output.write(LazyRows(found.lazy()), shown=SHARES, table="pledge_shares")
    if options["sentences"] or {"sentence", "evidence"} & set(output.columns):
        shown = ("report_region", "report_year", "object", "status", "sentence", "evidence")
        return output.write(LazyRows(_told(store, rows).lazy()), shown=shown, table="followed")
    return output.write(LazyRows(rows), shown=SHOWN, table="followed")


@command(
    "mubiao pledges follow reports/晋江2023.txt reports/晋江2024.txt > followed.ndjson",
    "mubiao pledges follow reports/晋江2023.txt reports/晋江2024.txt --columns object,act,status --csv",
    name="follow",
)
@argument("earlier", type=click.Path(exists=True, dir_okay=False, path_type=Path), reads=True)
@argument("later", type=click.Path(exists=True, dir_okay=False, path_type=Path), reads=True)
@output_options
@shared
def follow(earlier: Path, later: Path, output: Output) -> Exit:
    """Follow the pledges of one report into a later one of its place; NDJSON unless told otherwise.

    start and end are of the pledge in EARLIER, evidence is [[start, end]] in LATER. Nothing is stored.
    """
    from mubiao import read
    from mubiao.extract import sections
    from mubiao.pledges import pledges as pledges_of
    from mubiao.pledges.following import follow as followed
    from mubiao.pledges.following import general_names

    first, second = read(earlier), read(later)
    if first.region_code != second.region_code:
        speaker.note(
            f"{earlier.name} is of {first.region or 'no place'}, {later.name} of {second.region or 'no place'}"
        )
    if first.year and second.year and second.year != first.year + 1:
        speaker.note(f"{later.name} is of {second.year}, {earlier.name} of {first.year}: not the next year")
    promised = pledges_of(first)
    fates = followed(promised, second.text, sections(second), second.year, general_names(second.region_code))
    columns = (
        *(ResultColumn("start", Kind.INTEGER), ResultColumn("end", Kind.INTEGER), ResultColumn("object", Kind.TEXT)),
        *(ResultColumn("act", Kind.TEXT), ResultColumn("kind", Kind.TEXT), ResultColumn("status", Kind.TEXT)),
        *(ResultColumn("evidence", Kind.NESTED), ResultColumn("stage", Kind.INTEGER), ResultColumn("rule", Kind.TEXT)),
    )
    rows = [
        [p.start, p.end, p.object, p.act.value, p.kind.value, f.status, [list(e) for e in f.evidence], f.stage, f.rule]
        for p, f in zip(promised, fates, strict=True)
    ]
    return output.write(Rows(columns, rows), default="ndjson")


pledges.add_command(follow)


def _known(option_name: str, given: Any, known: tuple[str, ...]) -> None:
    from mubiao.filters.names import suggestion

    for word in given:
        if word not in known:
            hint = suggestion(word, known) or f"; these are: {', '.join(known)}"
            raise Failure(f"no such {option_name}: {word}{hint}", Exit.USAGE)


def _filters(options: dict[str, Any]) -> Any:
    from mubiao.filters import Filters

    chosen: dict[str, Any] = {"regions": options["region"], "years": options["year"], "sectors": options["sector"]}
    return Filters(**chosen, reviewed=options["reviewed"], below=options["below"])


def _places(store: Store, options: dict[str, Any]) -> pl.Expr:
    """The condition on the place of the report."""
    from mubiao.filters import Filters

    places = Filters(regions=options["region"], below=options["below"])
    known = store.place_names() if options["region"] else None
    return places.expression(known, place="report_code")


def _condition(store: Store, options: dict[str, Any]) -> pl.Expr:
    import polars as pl

    filters = _filters(options)
    known = store.place_names() if filters.regions else None
    wanted: pl.Expr = filters.expression(known, place="report_code", year="report_year")
    if options["since"] is not None:
        wanted = wanted & (pl.col("report_year") >= options["since"])
    for name in ("act", "kind"):
        if options[name]:
            wanted = wanted & pl.col(name).is_in(list(options[name]))
    if options["status"]:
        among = pl.col("status").is_in([one for one in options["status"] if one != "open"])
        wanted = wanted & (among | pl.col("status").is_null() if "open" in options["status"] else among)
    if options["core"]:
        wanted = wanted & pl.col("core")
    for text in options["search"]:
        for word in text.split():
            wanted = wanted & pl.col("object").str.contains(word, literal=True)
    return wanted


def _chosen(found: pl.DataFrame, places: pl.LazyFrame, chosen: list[str]) -> pl.DataFrame:
    """The chains that one of these pledges is in."""
    import polars as pl

    from mubiao.pledges.chains import NEEDED, linked

    wanted = set(chosen)
    rows = places.select(NEEDED).collect().to_dicts()
    heads = [links[0]["pledge_id"] for links in linked(rows) if any(link["pledge_id"] in wanted for link in links)]
    return found.filter(pl.col("chain_id").is_in(heads))


def _told(store: Store, rows: pl.LazyFrame) -> pl.DataFrame:
    """The rows with `sentence` and `evidence`: null where a text is not there."""
    import polars as pl

    found = rows.collect()
    texts: dict[str, str | None] = {}

    def cut(document: str | None, start: int | None, end: int | None) -> str | None:
        if document is None or start is None:
            return None
        if document not in texts:
            texts[document] = store.text(document)
        text = texts[document]
        return None if text is None else text[start:end].strip()

    sentences = found.select("document_id", "sentence_start", "sentence_end").iter_rows()
    evidence = found.select("later_id", "evidence_start", "evidence_end").iter_rows()
    return found.with_columns(
        pl.Series("sentence", [cut(*row) for row in sentences], dtype=pl.String),
        pl.Series("evidence", [cut(*row) for row in evidence], dtype=pl.String),
    )
