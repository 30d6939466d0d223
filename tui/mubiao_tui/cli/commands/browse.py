"""`mubiao browse`, and `mubiao` alone: the explorer; without a terminal, the overview as text."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mubiao_tui.cli.command import command
from mubiao_tui.cli.database import database
from mubiao_tui.cli.diagnostics import Exit, Failure
from mubiao_tui.cli.output import write_text
from mubiao_tui.cli.settings import settings, shared
from mubiao_tui.cli.terminal import is_terminal

if TYPE_CHECKING:
    from mubiao.store import Store


@command("mubiao browse", "mubiao browse reports/ | head -n 20")
@click.argument("file", nargs=-1)
@shared
def browse(file: tuple[str, ...]) -> Exit:
    """Explore the database, or FILEs alone, in a throw-away database that is gone afterwards.

    Without a terminal (in a pipe, in a job) prints an overview as text: documents, facts by place and by sector, the
    latest headline targets.
    """
    if not file:
        return _explored(database(), title="")
    with tempfile.TemporaryDirectory(prefix="mubiao-") as folder:
        from mubiao.store import open_store

        store = open_store(Path(folder) / "files.duckdb", bundled=False)
        failed = _filled(store, file)
        if store.documents().is_empty():
            raise Failure("", Exit.DOCUMENTS)  # each reason has been said
        code = _explored(store, title=" ".join(store.documents()["name"].sort()))
        return Exit.DOCUMENTS if failed and code is Exit.OK else code


def _filled(store: Store, names: tuple[str, ...]) -> int:
    """Read the files into the database; how many failed."""
    from mubiao_tui.cli.documents import Source

    source = Source(names, None)
    for _ in store.add_many(source.items()):
        pass
    return source.failed


def _explored(store: Store, title: str) -> Exit:
    if interactive():
        from importlib import import_module

        return Exit(import_module("mubiao_tui.app").run(store.path, title=title, language=settings().lang))
    from mubiao_tui.cli.overview import overview

    write_text(overview(store, settings().language, title))
    return Exit.OK


def interactive() -> bool:
    """Whether there is a person to explore: keys come from a terminal and the screen is one."""
    return is_terminal(sys.stdin) and is_terminal(sys.stdout) and os.environ.get("TERM") not in (None, "", "dumb")
