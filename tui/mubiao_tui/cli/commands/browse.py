"""`mubiao browse`, and `mubiao` alone: the explorer; without a terminal, the overview as text."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mubiao.files import scratch
from mubiao_tui.cli.command import argument, command, option
from mubiao_tui.cli.database import database, named
from mubiao_tui.cli.diagnostics import Exit, Failure, speaker
from mubiao_tui.cli.options.documents import STDIN, Source
from mubiao_tui.cli.options.output import write_text
from mubiao_tui.cli.settings import settings, shared
from mubiao_tui.terminal import is_terminal

if TYPE_CHECKING:
    from mubiao.store import Store


@command("mubiao browse", "mubiao browse reports/ | head -n 20", "mubiao browse --sample | head -n 20")
@argument("file", nargs=-1, reads=True)
@option("--sample", is_flag=True, help="Explore two made-up reports with their text, to try evidence and review.")
@shared
def browse(file: tuple[str, ...], sample: bool) -> Exit:
    """Explore the database, or FILEs alone, in a throw-away database that is gone afterwards.

    With --sample explore two reports of a county that does not exist (示例县), in our own words: there the text is at
    hand too, so that evidence, reader and review can be tried. Nothing of it is kept, and your database is not touched.

    Without a terminal (in a pipe, in a job) prints an overview as text: documents, facts by place and by sector, the
    latest headline targets.
    """
    if sample:
        return _sample(file)
    if interactive() and STDIN not in file:
        return _explorer(file)
    if not file:
        return _overview(database(), title="")
    with scratch() as folder:
        from mubiao.store import open_store

        store = open_store(folder / "files.duckdb", bundled=False)
        source = Source(file, None)
        for _ in store.add_many(source.items()):
            pass
        names = store.documents()["name"].sort()
        if len(names):
            _overview(store, title=" ".join(names[:3]) + (" …" if len(names) > 3 else ""))
        return Exit.DOCUMENTS if source.failed else Exit.OK


def _sample(file: tuple[str, ...]) -> Exit:
    """The made-up county, in a database that is gone afterwards."""
    if file:
        raise Failure("--sample takes no files", Exit.USAGE)
    from mubiao.sample import PLACE, reports
    from mubiao.store import open_store

    with scratch() as folder:
        store = open_store(folder / "sample.duckdb", bundled=False)
        for _ in store.add_many((p.document, p.facts, p.sections, p.promises) for p in reports() if p.document):
            pass
        if not interactive():
            return _overview(store, title=PLACE)
        from mubiao_tui.app.start import run

        return Exit(run(store.path, lang=settings().lang)[0])


def _explorer(names: tuple[str, ...]) -> Exit:
    """The Textual application. It reads the files itself, so that the first are there while others are read."""
    from mubiao_tui.app.start import run

    there = [Path(name) for name in names if Path(name).exists()]
    for name in names:
        if not Path(name).exists():
            speaker.error(f"{name}: there is no such file")
    if names and not there:
        return Exit.DOCUMENTS
    code, _ = run(named(), files=there, lang=settings().lang, empty=settings().empty)
    return Exit(code) if code or len(there) == len(names) else Exit.DOCUMENTS


def _overview(store: Store, title: str) -> Exit:
    from mubiao_tui.cli.display.overview import overview

    write_text(overview(store, settings().language, title))
    return Exit.OK


def interactive() -> bool:
    """Whether there is a person to explore: keys come from a terminal and the screen is one."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return all(map(is_terminal, streams)) and os.environ.get("TERM") not in (None, "", "dumb")
