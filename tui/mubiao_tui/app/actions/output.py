"""Actions that carry something out: copy, quote, the shell command, export, and the choice of a pipe."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mubiao.files import replacing, write_parquet
from mubiao.folders import expanded
from mubiao.model import FileError
from mubiao.queries import documents, facts
from mubiao.queries.records import Evidence
from mubiao_tui.app.actions.group import Group
from mubiao_tui.app.drawing.paint import Piece
from mubiao_tui.app.drawing.text import one_line
from mubiao_tui.app.grid.model import GridColumn, ListModel, MadeModel, Row, WindowModel
from mubiao_tui.app.grid.widget import Grid
from mubiao_tui.app.opening import default_database
from mubiao_tui.app.reader.widget import Reader
from mubiao_tui.app.rows import raw
from mubiao_tui.app.system.clipboard import Copied, copy
from mubiao_tui.shell import command

if TYPE_CHECKING:
    import polars as pl


FORMATS: tuple[str, ...] = ("csv", "tsv", "json", "ndjson", "markdown", "parquet", "arrow")
"""What a view can be written as; the ending of the file says which."""


class Output(Group):
    """Copying and writing."""

    # Copying

    def put(self, text: str, what: str) -> None:
        """Copy in a thread, and say how it was done."""

        def done(copied: Copied) -> None:
            self.app.say(self.text(f"copy.{copied.way}", what=what, detail=copied.detail))

        self.app.loads.start("copy", lambda: copy(text, self._write), done)

    def _write(self, sequence: str) -> None:
        driver = self.app._driver
        if driver is not None:
            driver.write(sequence)

    def copy(self) -> None:
        """The row, or the marked rows, as tab-separated values under their names; when reading, the sentence."""
        part = self.app.focused
        if isinstance(part, Reader):
            self.quote()
        elif isinstance(part, Grid) and part.current is not None:
            current = [part.current]
            self._copy(
                self._marked(part) or (lambda: current), [(i, part.model.columns[i]) for i in part.shown], "copy.rows"
            )

    def copy_column(self) -> None:
        """The column under the cursor: its values in every row, or in the marked ones, under its name."""
        part, pane = self.app.focused, self.app.pane
        if not isinstance(part, Grid) or part.current_column is None or pane is None:
            return
        column, model, rows = part.current_column, part.model, self._marked(part)
        if rows is None and isinstance(model, WindowModel):
            # Millions of rows are not made to copy one value of each.
            frame, names = pane.export(), [column.id, *(["high"] if column.id == "value" else [])]

            def work() -> list[list[str]]:
                found = frame().select(names).collect()
                if column.id == "confidence":  # of four bytes, not of eight
                    found = found.select(found[column.id].cast(float).round(4))
                return [names, *([raw.written(value) for value in row] for row in found.iter_rows())]

            self._put_lines(work, "copy.column", column=column.label)
            return
        if rows is None:
            held = model.rows if isinstance(model, ListModel) else []
            rows = model.made if isinstance(model, MadeModel) else lambda: held
        self._copy(rows, [(part.shown[part.column], column)], "copy.column", column=column.label)

    def copy_table(self, model: ListModel, said: str) -> None:
        """A table that stands over the panes, all of it."""

        def done(lines: list[list[str]]) -> None:
            self.put(raw.joined(lines), said)

        self.app.loads.start("copied", lambda: raw.table(list(enumerate(model.columns)), model.rows, ()), done)

    def _copy(
        self, rows: Callable[[], Iterable[Row]], columns: Sequence[tuple[int, GridColumn]], said: str, **words: object
    ) -> None:
        signs = tuple(self.app.look.sign(name) for name in ("none", "dot"))
        self._put_lines(lambda: raw.table(columns, rows(), signs), said, **words)

    def _put_lines(self, work: Callable[[], list[list[str]]], said: str, **words: object) -> None:
        def done(lines: list[list[str]]) -> None:
            self.put(raw.joined(lines), self.text(said, count=len(lines) - 1, **words))

        self.app.loads.start("copied", work, done)

    def _marked(self, grid: Grid) -> Callable[[], Iterable[Row]] | None:
        """What makes the marked rows of a grid; None where none is marked."""
        if isinstance(grid.model, ListModel):
            held = [row for row in grid.model.rows if row.key in grid.marks]
            return (lambda: held) if held else None
        if isinstance(grid.model, MadeModel) and grid.marks and self.app.pane is not None:
            return self.app.pane.marked_rows(grid)
        if grid.table != "facts" or not grid.marks:
            return None
        from mubiao_tui.app.rows.facts import row

        source, names, look, marks = self.app.source, self.app.names, self.app.look, tuple(grid.marks)
        return lambda: [row(fact, names, look) for fact in facts.by_id(source.store, marks)]

    def address(self) -> None:
        """Where the document that is meant came from."""
        app = self.app
        document = app.pane.document if app.pane is not None else None
        if document is None and app.fact is not None:
            document = app.fact.split("-")[0]
        if document is None:
            return

        def done(found: dict[str, Any] | None) -> None:
            if found is None or not found["url"]:
                app.say(self.text("copy.no_address"))
            else:
                self.put(str(found["url"]), self.text("copy.address"))

        store = app.source.store
        app.loads.start("copied", lambda: store.document(document), done)

    def quote(self) -> None:
        """The sentence of the fact with its source."""
        fact = self.app.fact
        if fact is None:
            self.app.say(self.text("copy.no_fact"))
            return
        source = self.app.source

        def done(found: Evidence | None) -> None:
            if found is not None:
                self.put(citation(found), self.text("copy.quote"))

        self.app.loads.start("quote", lambda: documents.evidence(source.store, fact), done)

    # The shell command

    def command(self) -> None:
        """Show the command that prints the same rows, and copy it."""
        from mubiao_tui.app.input.dialogs import Read

        app = self.app
        known = app.situation()
        focused = app.focused
        row = focused.current.key if isinstance(focused, Grid) and focused.current is not None else None
        fact = app.fact if known.pane == "reader" else None
        from dataclasses import replace

        place = app.pane.place if app.pane is not None else None
        view = replace(app.view, fact=fact, place=place.code if place is not None else app.view.place)
        unsaid = app.pane.unsaid if app.pane is not None else ()
        for name in unsaid:
            view = replace(view, selection=view.selection.without(name))
        seen = [c.id for c in focused.columns] if isinstance(focused, Grid) and known.pane in ("grid", "list") else []
        said = command(view, part=known.pane, row=row, database=self._database(), columns=seen)
        lines = [[Piece(said.line, "bold")]]
        if left_out := (*said.left_out, *unsaid):
            names = ", ".join(self.text(f"chip.{name}_name") for name in left_out)
            lines += [[Piece("")], [Piece(self.text("command.left_out", names=names), "estimate")]]

        def done(answer: str | None) -> None:
            if answer == "copy":
                self.put(said.line, self.text("copy.command"))

        keys = {"y": "copy", "$": "copy", "￥": "copy", "f5": "copy"}
        app.push_screen(Read(app.look, self.text("command.title"), self.text("command.hint"), lines, keys=keys), done)

    def _database(self) -> str | None:
        usual = default_database()
        return None if self.app.database.resolve() == usual.resolve() else str(self.app.database)

    # Export

    def export(self) -> None:
        """Write the view to a file; its ending says the format."""
        from mubiao_tui.app.input.dialogs import Ask

        app = self.app

        def check(name: str) -> str:
            try:
                path = expanded(name)
            except FileError as error:
                return str(error)
            if path.suffix.lstrip(".").lower() not in (*FORMATS, "md"):
                return self.text("export.ending", endings=" ".join(f".{f}" for f in FORMATS))
            if path.exists():
                return self.text("export.exists", name=path.name)
            return "" if path.parent.is_dir() else self.text("export.no_folder", name=str(path.parent))

        def done(name: str | None) -> None:
            if name:
                self.write(expanded(name))

        first = f"mubiao-{app.view.tab.value}.csv"
        number = 2
        while Path(first).exists():
            first = f"mubiao-{app.view.tab.value}-{number}.csv"
            number += 1
        hint = self.text("dialog.ask")
        said = self.text("export.said", formats=" ".join(FORMATS), folder=str(Path.cwd()))
        app.push_screen(Ask(app.look, self.text("export.title"), hint, first, said=said, check=check), done)

    def write(self, path: Path) -> None:
        """Write what the focused part shows, as data: raw values, every row, in the order shown."""
        app, pane = self.app, self.app.pane
        if pane is None:
            return
        frame = pane.export()

        def work() -> int:
            return write(frame(), path)

        def done(rows: int) -> None:
            app.say(self.text("export.done", rows=f"{rows:,}", name=str(path)))

        app.say(self.text("export.going", name=path.name))
        app.loads.start("export", work, done)

    # A pipe

    def choose(self) -> None:
        """Take the marked facts, or the one under the cursor, and leave."""
        part = self.app.focused
        if isinstance(part, Grid) and part.current is not None:
            self.app.picked = list(self.app.view.fact_marks) or [part.current.key]
            self.app.leave()


def citation(found: Evidence) -> str:
    """A sentence and where it stands, as one would cite it."""
    document = found.document
    place = [document.get("publisher"), document.get("title"), document.get("date"), found.fact["section"]]
    source = ", ".join(str(part) for part in place if part)
    where = f"{found.fact['document_id']} {found.fact['start']}–{found.fact['end']}"
    words = found.passage.sentence.strip() if found.passage is not None else found.fact["printed"]
    return f"{one_line(words)}\n— {one_line(source)} ({where})"


def write(frame: pl.LazyFrame, path: Path) -> int:
    """Write a frame as its ending says, whole or not at all; how many rows."""
    from mubiao_tui.output import formats
    from mubiao_tui.output.results import LazyRows

    kind = {"md": "markdown"}.get(path.suffix.lstrip(".").lower(), path.suffix.lstrip(".").lower())
    data = frame.collect()
    try:
        with replacing(path) as fresh:
            if kind == "parquet":
                write_parquet(data.lazy(), fresh)
            elif kind == "arrow":
                data.write_ipc(fresh)
            else:
                writer: Any = getattr(formats, kind)
                with fresh.open("w", encoding="utf-8", newline="") as file:
                    file.writelines(writer(LazyRows(data.lazy()), formats.Style()))
    except OSError as error:
        raise FileError(f"{path.name}: {error.strerror or error}") from error
    return data.height
