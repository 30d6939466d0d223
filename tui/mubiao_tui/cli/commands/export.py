"""`mubiao export`: the whole database as files for other tools."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mubiao_tui.cli.command import argument, command, option
from mubiao_tui.cli.database import database
from mubiao_tui.cli.diagnostics import Exit, Failure, plural, speaker
from mubiao_tui.cli.filtering import facts, filter_options
from mubiao_tui.cli.formats import Style, csv
from mubiao_tui.cli.results import Frame
from mubiao_tui.cli.settings import shared

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
    """Write facts, targets, promises, documents and regions to FOLDER, as Parquet and CSV; facts as SDMX-CSV 2.0 too.

    Promises are the targets in words. The filters choose facts; all else is written whole. Each file takes its place
    when it is complete. Files of an earlier export are only replaced with --force.
    """
    chosen = kinds or KINDS
    tables = dict(_tables(filters))
    files = {f"{name}.{kind}": (kind, frame) for name, frame in tables.items() for kind in chosen if kind != "sdmx"}
    if "sdmx" in chosen:
        from mubiao.sdmx import observations

        files["facts.sdmx.csv"] = ("csv", observations(tables["facts"]))
    folder.mkdir(parents=True, exist_ok=True)
    there = [name for name in files if (folder / name).exists()]
    if there and not force:
        raise Failure(f"{folder / there[0]} is there already; --force replaces it", Exit.USAGE)
    for name, (kind, frame) in files.items():
        _write(folder / name, kind, frame, Style(spreadsheet_safe=spreadsheet_safe))
        speaker.detail(f"{folder / name}")
    speaker.note(f"{plural(len(files), 'file')} in {folder}")
    return Exit.OK


def _tables(filters: Filters) -> Iterator[tuple[str, pl.LazyFrame]]:
    store = database()
    yield "facts", facts(store, filters)
    yield "targets", store.targets()
    yield "promises", store.promises()
    yield "documents", store.documents().lazy()
    yield "regions", store.regions().lazy()


def _write(path: Path, kind: str, frame: pl.LazyFrame, style: Style) -> None:
    """Beside its place first, so that a full disk or Ctrl-C leaves no half file."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        if kind == "parquet":
            frame.sink_parquet(fresh)
        else:
            with fresh.open("w", encoding="utf-8", newline="") as file:
                file.writelines(csv(Frame(frame), style))
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
