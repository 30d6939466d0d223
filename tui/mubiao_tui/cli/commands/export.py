"""`mubiao export`: the whole database as files for other tools."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mubiao.files import refuse, replacing, write_parquet
from mubiao_tui.cli.command import argument, command, option
from mubiao_tui.cli.database import database
from mubiao_tui.cli.diagnostics import Exit, plural, speaker
from mubiao_tui.cli.options.filtering import facts, filter_options
from mubiao_tui.cli.settings import settings, shared
from mubiao_tui.output.formats import Style, csv
from mubiao_tui.output.results import LazyRows

if TYPE_CHECKING:
    import polars as pl

    from mubiao.filters import Filters

KINDS = ("parquet", "csv", "sdmx")


@command("mubiao export out", "mubiao export out --as csv --region 晋江市 --force")
@argument("folder", type=click.Path(path_type=Path, file_okay=False))
@option("--as", "kinds", multiple=True, type=click.Choice(KINDS), help="Only these; all three unless said.")
@option("--force", is_flag=True, help="Replace files that are there already.")
@option("--spreadsheet-safe", is_flag=True, help="An apostrophe before texts that begin with = + - or @, in CSV.")
@filter_options
@shared
def export(folder: Path, kinds: tuple[str, ...], force: bool, spreadsheet_safe: bool, filters: Filters) -> Exit:
    """Write facts, targets, promises, pledges, documents and regions to FOLDER, as Parquet and CSV.

    Facts and targets are written as SDMX-CSV 2.0 too, with their structure and code lists in SDMX-ML 3.0. Promises are
    the targets in words, pledges those of acts with what became of them. The filters choose facts; all else is written
    whole. Each file takes its place when it is complete. Files of an earlier export are only replaced with --force.
    """
    from mubiao.store import default_path

    chosen = kinds or KINDS
    tables = dict(_tables(filters))
    files = {f"{name}.{kind}": (kind, frame) for name, frame in tables.items() for kind in chosen if kind != "sdmx"}
    if "sdmx" in chosen:
        from mubiao.sdmx import observations, target_observations

        files["facts.sdmx.csv"] = ("csv", observations(tables["facts"]))
        files["targets.sdmx.csv"] = ("csv", target_observations(tables["targets"]))
        files["structure.sdmx.xml"] = ("xml", tables["facts"])
    folder.mkdir(parents=True, exist_ok=True)
    spare = (settings().db or default_path(),)
    for name in files:  # all of them before the first is written
        refuse(folder / name, force=force, spare=spare)
    for name, (kind, frame) in files.items():
        with replacing(folder / name, force=force, spare=spare) as fresh:
            if kind == "xml":
                fresh.write_text(_structure(tables), encoding="utf-8")
            else:
                _write(fresh, kind, frame, Style(spreadsheet_safe=spreadsheet_safe))
        speaker.detail(f"{folder / name}")
    if "sdmx" in chosen:
        from mubiao.sdmx import left_out

        if count := left_out(tables["facts"]):
            speaker.note(
                f"not in facts.sdmx.csv: {plural(count, 'fact')} without a place, period or indicator, or of a company"
            )
    speaker.note(f"{plural(len(files), 'file')} in {folder}")
    return Exit.OK


def _structure(tables: dict[str, pl.LazyFrame]) -> str:
    """What the codes in the SDMX files mean."""
    import polars as pl

    from mubiao.sdmx.structure import structure

    facts, targets = tables["facts"], tables["targets"].collect()
    told = facts.select("region_code", "region", "unit").unique().collect()
    named = pl.concat([told.select("region_code", "region"), targets.select("region_code", "region")]).drop_nulls()
    areas = dict(named.unique("region_code", keep="last", maintain_order=True).iter_rows())
    units = {*told["unit"].drop_nulls(), *targets["unit"].drop_nulls()}
    return structure(areas, units, targets["scope"].drop_nulls().unique())


def _tables(filters: Filters) -> Iterator[tuple[str, pl.LazyFrame]]:
    store = database()
    yield "facts", facts(store, filters)
    yield "targets", store.targets()
    yield "promises", store.promises()
    yield "pledges", store.pledges()
    yield "documents", store.documents().lazy()
    yield "regions", store.regions().lazy()


def _write(path: Path, kind: str, frame: pl.LazyFrame, style: Style) -> None:
    if kind == "parquet":
        write_parquet(frame, path)
    else:
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(csv(LazyRows(frame), style))
