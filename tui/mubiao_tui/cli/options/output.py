"""The output options that every command with rows takes, and the one place that writes rows to stdout."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial, wraps
from itertools import chain
from typing import Any

import click

from mubiao_tui.cli.command import completes
from mubiao_tui.cli.command import option as add_option
from mubiao_tui.cli.diagnostics import Exit, Failure, plural, speaker
from mubiao_tui.cli.settings import settings
from mubiao_tui.output.results import Result
from mubiao_tui.terminal import is_terminal, wants_colour

FORMATS: dict[str, str] = {
    "table": "aligned for people; the default on a terminal",
    "csv": "RFC 4180, UTF-8, line feeds; the default in a pipe",
    "tsv": r"tabs between cells; `\t`, `\n`, `\r` and `\\` inside one",
    "json": "one array, an object a line",
    "ndjson": "an object a line",
    "markdown": "a pipe table",
    "parquet": "columnar, compressed; not to a terminal",
    "arrow": "an Arrow IPC stream; not to a terminal",
    "xlsx": "a workbook of one sheet; not to a terminal",
}
"""Format → what it is, for `--help`, the README and the man page."""

BINARY = ("parquet", "arrow", "xlsx")


@dataclass(slots=True)
class Output:
    """What the output options say."""

    format: str | None = None
    columns: list[str] = field(default_factory=list)
    sort: list[tuple[str, bool]] = field(default_factory=list)
    limit: int | None = None
    header: bool = True
    null: str | None = None
    spreadsheet_safe: bool = False
    bom: bool = False
    exit_status: bool = False

    def chosen(self, default: str | None = None) -> str:
        """The format: the option, $MUBIAO_FORMAT, the command's own default, else by what stdout is."""
        named = self.format or os.environ.get("MUBIAO_FORMAT") or default
        if named is None:
            return "table" if is_terminal(sys.stdout) else "csv"
        if named not in FORMATS:
            raise Failure(f"MUBIAO_FORMAT={named}: the formats are {', '.join(FORMATS)}", Exit.USAGE)
        return named

    def write(
        self,
        result: Result,
        *,
        default: str | None = None,
        shown: Sequence[str] = (),
        usual: Sequence[str] = (),
        table: str = "",
    ) -> Exit:
        """Sort, cut, project and print `result`.

        When --columns does not say, a table has the columns `shown`, and every other format those of `usual`, or all.
        table: whose columns these are, in columns.toml; else they are called as in most tables.
        """
        chosen = self.chosen(default)
        if chosen in BINARY and is_terminal(sys.stdout):
            raise Failure(f"{chosen} is binary: send it to a file or a pipe", Exit.USAGE)
        known = [column.name for column in result.columns]
        names = pick(self.columns, known) or list((chosen == "table" and shown) or usual or known)
        if self.sort:
            pick([name for name, _ in self.sort], known)
            result = result.sort(self.sort)
        if self.limit is not None and self.limit >= 0:
            result = result.head(self.limit + 1)
        counted = _Counted(result.select(names), self.limit)
        if chosen in BINARY:
            _write_binary(counted, chosen)
        else:
            marked = ["\ufeff"] if self.bom and chosen in ("csv", "tsv") else []
            write_text(chain(marked, self._text(counted, chosen, table)))
        if counted.cut:
            speaker.note(f"cut by --limit after {plural(counted.rows, 'row')}")
        return Exit.NOTHING if self.exit_status and not counted.rows else Exit.OK

    def _text(self, result: Result, chosen: str, of: str) -> Iterator[str]:
        from mubiao_tui.output import formats

        terminal = is_terminal(sys.stdout)
        null = self.null if self.null is not None else ""
        style = formats.Style(self.header, null, self.spreadsheet_safe, terminal)
        if chosen == "table":
            from shutil import get_terminal_size

            from mubiao_tui.cli.display.table import table

            titles = [column.name for column in result.columns]
            if settings().language == "zh":  # in English the names themselves, by which --columns asks for them
                from mubiao.columns import heading

                titles = [heading(name, "zh", of) for name in titles]
            room = get_terminal_size().columns if terminal else None
            return table(result, style, room=room, colour=wants_colour(settings().color), headings=titles)
        writer: Callable[[Result, formats.Style], Iterator[str]] = getattr(formats, chosen)
        return writer(result, style)


class _Counted(Result):
    """A result that counts what passes and stops at the limit, one row before its own end if there is more."""

    def __init__(self, inner: Result, limit: int | None) -> None:
        self.inner, self.columns = inner, inner.columns
        self.limit = limit if limit is not None and limit >= 0 else None
        self.rows, self.cut = 0, False

    def batches(self) -> Iterator[Sequence[Sequence[Any]]]:
        for batch in self.inner.batches():
            rows = self._let_pass(len(batch[0]))
            if rows:
                yield batch if rows == len(batch[0]) else [values[:rows] for values in batch]

    def frames(self) -> Iterator[Any] | None:
        frames = self.inner.frames()
        return None if frames is None else self._cut(frames)

    def _cut(self, frames: Iterator[Any]) -> Iterator[Any]:
        for frame in frames:
            rows = self._let_pass(frame.height)
            if rows:
                yield frame.head(rows)

    def _let_pass(self, rows: int) -> int:
        """How many of so many rows the limit lets through."""
        if self.limit is not None and self.rows + rows > self.limit:
            self.cut, rows = True, self.limit - self.rows
        self.rows += rows
        return rows

    def frame(self) -> Any:
        frame = self.inner.frame()
        if self.limit is not None and frame.height > self.limit:
            self.cut, frame = True, frame.head(self.limit)
        self.rows = frame.height
        return frame

    def select(self, names: Sequence[str]) -> Result:
        raise NotImplementedError

    sort = head = select  # type: ignore[assignment]


def pick(wanted: Sequence[str], known: Sequence[str]) -> list[str]:
    """The wanted columns, each of them known: else a usage error with a suggestion."""
    if list(wanted) == ["all"]:
        return list(known)
    for name in wanted:
        if name not in known:
            from mubiao.filters.names import suggestion

            hint = suggestion(name, known) or f"; the columns are {', '.join(known)}"
            raise Failure(f"no such column: {name}{hint}", Exit.USAGE)
    return list(dict.fromkeys(wanted))


def write_text(parts: Iterable[str]) -> None:
    """To stdout as UTF-8."""
    try:
        for part in parts:
            sys.stdout.write(part)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as problem:
        raise Failure(f"cannot write the output: {problem.strerror}", Exit.OUTPUT) from problem


def _write_binary(result: Result, chosen: str) -> None:
    from io import BytesIO

    frame, buffer = result.frame(), BytesIO()
    if chosen == "parquet":
        frame.write_parquet(buffer)
    elif chosen == "xlsx":
        from mubiao_tui.output.workbook import write

        write(frame, buffer)
    else:
        frame.write_ipc_stream(buffer)
    sys.stdout.flush()
    try:
        sys.stdout.buffer.write(buffer.getbuffer())
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as problem:
        raise Failure(f"cannot write the output: {problem.strerror}", Exit.OUTPUT) from problem


def _keys(context: click.Context, parameter: click.Parameter, values: Sequence[str]) -> list[tuple[str, bool]]:
    return [(name.lstrip("-"), name.startswith("-")) for name in values]


def _limit(rows: int | None) -> int | None:
    """polars counts rows in 32 bits: more of them than that are all of them."""
    return None if rows is None or rows + 1 >= 2**32 else rows


def output_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the output options to a command, which gets them as `output`, an Output."""
    option = partial(add_option, section="Output")
    several: dict[str, Any] = {"listed": True, "shell_complete": completes("columns")}
    shorthands = " ".join(f"--{name}" for name in FORMATS if name != "csv")
    options = [
        option("--format", "-f", type=click.Choice(list(FORMATS)), metavar="NAME", help=f"{', '.join(FORMATS)}."),
        # One line of help speaks for all nine.
        option("--csv", "format", flag_value="csv", help=f"Short for --format csv; so are {shorthands}."),
        *(option(f"--{name}", "format", flag_value=name, hidden=True) for name in FORMATS if name != "csv"),
        option("--columns", "-c", **several, metavar="A,B,…", help="Only these, in this order."),
        option("--sort", "-s", **several, callback=_keys, metavar="A,-B,…", help="In this order; -B: descending."),
        option("--limit", "-n", type=click.IntRange(min=-1), metavar="N", help="At most N rows; -1: all."),
        option("--no-header", is_flag=True, help="No line of column names."),
        option("--null-string", blank=True, metavar="TEXT", help="What stands for a missing value in formats of text."),
        option("--spreadsheet-safe", is_flag=True, help="An apostrophe before texts that begin with = + - or @."),
        option("--bom", is_flag=True, help="CSV and TSV begin with the mark by which spreadsheets know UTF-8."),
        option("--exit-status", "-e", is_flag=True, help="End with 1 when there are no rows."),
    ]

    @wraps(function)
    def with_output(*arguments: Any, **values: Any) -> Any:
        output = Output(
            format=values.pop("format"),
            columns=list(values.pop("columns")),
            sort=values.pop("sort"),
            limit=_limit(values.pop("limit")),
            header=not values.pop("no_header"),
            null=values.pop("null_string"),
            spreadsheet_safe=values.pop("spreadsheet_safe"),
            bom=values.pop("bom"),
            exit_status=values.pop("exit_status"),
        )
        return function(*arguments, output=output, **values)

    decorated: Callable[..., Any] = with_output
    for add in reversed(options):
        decorated = add(decorated)
    return decorated
