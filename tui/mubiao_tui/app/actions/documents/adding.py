"""Choosing files to add: those of a folder, one or several, or what a typed path names."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mubiao_tui.app.actions.documents.add_files import Added, add_files
from mubiao_tui.app.actions.group import Group
from mubiao_tui.tabs import Tab

if TYPE_CHECKING:
    from mubiao_tui.app.application import Application
    from mubiao_tui.app.input.dialogs import Item

ALL = "*"
"""The key of all files of a folder."""

SHOW_EVERY = 3.0
"""Seconds between two looks at what has been added so far."""


class Adding(Group):
    """Adding documents from inside the explorer."""

    def __init__(self, app: Application) -> None:
        super().__init__(app)
        self.stop: threading.Event | None = None
        self.folder = Path.cwd()
        self.shown = 0.0

    @property
    def busy(self) -> bool:
        """Whether files are being added."""
        return self.stop is not None

    @property
    def stoppable(self) -> bool:
        """Whether files are being added and nobody has said to stop yet."""
        return self.stop is not None and not self.stop.is_set()

    def open(self) -> None:
        """Choose files, a folder, or all files of one."""
        if self.busy:
            self.app.say(self.text("add.busy"))
        else:
            self.browse(self.folder)

    def cancel(self) -> None:
        """Stop after the file that is being read."""
        if self.stop is not None:
            self.stop.set()
            self.app.say(self.text("add.stopping"))

    def browse(self, folder: Path) -> None:
        """The list of a folder: a folder in it opens, files are added, and so is what a typed path names."""
        from mubiao_tui.app.input.paths import SEPARATOR, Files

        try:
            items = self.items(folder)
        except OSError as error:
            self.app.say(f"{folder}: {error.strerror or error}", error=True)
            return
        self.folder = folder

        def done(chosen: str | None) -> None:
            if chosen is None:
                return
            keys = chosen.split(SEPARATOR)
            paths = [folder / key for key in keys]
            if keys == [ALL]:
                self.add([folder])
            elif len(keys) == 1 and keys[0] in {item.key for item in items} and paths[0].is_dir():
                self.browse(paths[0].resolve())
            else:
                self.add(paths)

        self.app.push_screen(
            Files(
                self.app.look,
                self.text("add.title", folder=str(folder)),
                self.text("add.hint"),
                items,
                none=self.text("dialog.none"),
                folder=folder,
                missing=self.text("add.missing", name="{name}"),
                single=("..", ALL),
            ),
            done,
        )

    def items(self, folder: Path) -> list[Item]:
        """What can be chosen in a folder: the folder above, all files, folders, files; hidden ones are left out."""
        from mubiao.documents.formats import is_document
        from mubiao_tui.app.input.dialogs import Item

        names = sorted((p for p in folder.iterdir() if not p.name.startswith(".")), key=lambda p: p.name.casefold())
        folders = [Item(p.name, f"{p.name}/") for p in names if p.is_dir()]
        files = [p for p in names if is_document(p) and p.is_file()]
        listed = [Item(p.name, p.name, f"{p.stat().st_size / 1024:,.0f} kB") for p in files]
        first = [Item("..", "../")] if folder.parent != folder else []
        if files:
            first.append(Item(ALL, self.text("add.all", count=len(files))))
        return [*first, *folders, *listed]

    def add(self, paths: list[Path]) -> None:
        """Add files in a thread; what is done stands in the footer."""
        app, source = self.app, self.app.source
        stop = self.stop = threading.Event()

        def tell(so_far: Added) -> None:
            said = self.text("add.progress", done=so_far.done, of=so_far.of, facts=f"{so_far.facts:,}")
            # The first document is shown at once; then every few seconds what has come meanwhile.
            now = time.monotonic()
            shown = so_far.last is not None and now - self.shown > SHOW_EVERY
            if shown:
                self.shown = now
            app.loop_call(lambda: self.came(stop, said, shown))

        def done(found: Added) -> None:
            self.stop = None
            self.finished(found)

        def failed(text: str) -> None:
            self.stop = None
            app.say(text, error=True)

        self.shown = 0.0
        app.say(self.text("add.reading"))
        app.loads.start("add", lambda: add_files(source.store, paths, stop=stop, tell=tell), done, failed=failed)

    def came(self, stop: threading.Event, said: str, show: bool) -> None:
        """One more file is in."""
        if self.stop is stop:
            self.app.say(said)
            if show:
                self.app.reload(said)

    def finished(self, found: Added) -> None:
        """Say what came of it and show it."""
        outcomes = ", ".join(f"{count} {self.text(f'outcome.{name}')}" for name, count in found.outcomes.items())
        said = self.text("add.stopped" if found.stopped else "add.done", outcomes=outcomes or "0")
        if found.failed:
            name, reason = found.failed[0]
            reason = reason.removeprefix(f"{name}: ")
            said += " · " + self.text("add.failed", count=len(found.failed), name=name, reason=reason)
        view = self.app.view
        if found.last is not None and found.done == 1 and view.tab is Tab.DOCUMENTS:
            self.app.view = replace(view, document=found.last, fact=None)
        self.app.reload(said)
