"""A manifest: a CSV file that says of many files what a person knows of them.

Its column `file` names them, as seen from the folder of the manifest or from here; the others are those of
`stated.FIELDS`. An empty cell states nothing. All that is wrong with it is told at once, a line each.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mubiao.documents.decode import decode
from mubiao.documents.reading import file_bytes
from mubiao.documents.stated import FIELDS, Stated, suggestion
from mubiao.model import DocumentError, StatementError

FILE = "file"
_CALLED = {
    "文件": FILE, "文件名": FILE, "地区": "region", "地方": "region", "年份": "year", "年度": "year", "日期": "date",
    "标题": "title", "类型": "kind", "发布者": "publisher", "网址": "url",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a manifest that states something."""

    line: int  # of the CSV file, from 1
    file: str
    stated: Stated


def read_manifest(path: Path) -> list[Row]:
    """The rows of a manifest, in any encoding that documents come in. StatementError: its problems, a line each."""
    try:
        text = decode(file_bytes(path))
    except DocumentError as problem:
        raise StatementError(f"{path}: {problem}") from None
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    problems: list[str] = []
    rows: list[Row] = []
    try:
        names = [_column(cell) for cell in next(reader, [])]
        problems += _unknown(names)
        for cells in reader if not problems else ():
            if not any(cell.strip() for cell in cells):
                continue
            try:
                rows.append(_row(reader.line_num, names, cells))
            except StatementError as problem:
                problems.append(f"line {reader.line_num}: {problem}")
    except csv.Error as problem:
        problems.append(f"line {reader.line_num}: {problem}")
    if not problems and not rows:
        problems.append("it names no file")
    if problems:
        raise StatementError([f"{path}: {problem}" for problem in problems])
    return rows


def _column(cell: str) -> str:
    name = cell.strip().casefold()
    return _CALLED.get(name, name)


def _unknown(names: Sequence[str]) -> Iterator[str]:
    if FILE not in names:
        yield f"it has no column {FILE}"
    for number, name in enumerate(names, 1):
        if name and name not in (FILE, *FIELDS):
            known = f"; a manifest has {FILE} and {', '.join(FIELDS)}"
            yield f"no such column: {name}{suggestion(name, (FILE, *FIELDS)) or known}"
        elif name and name in names[: number - 1]:
            yield f"the column {name} is there twice"


def _row(line: int, names: Sequence[str], cells: Sequence[str]) -> Row:
    if any(cell.strip() for cell in cells[len(names) :]):
        raise StatementError(f"{len(cells)} cells, but {len(names)} columns")
    values = {name: cell.strip() for name, cell in zip(names, cells, strict=False) if cell.strip()}
    file = values.pop(FILE, "")
    if not file:
        raise StatementError("no file is named")
    if "" in values:
        raise StatementError(f"a cell without a column: {values['']}")
    return Row(line, file, Stated.of(values))


def named_files(path: Path, rows: Sequence[Row]) -> list[Path]:
    """The files of a manifest that stands alone, each once. StatementError: those that are not there."""
    found = [next((place for place in _places(path, row.file) if place.is_file()), None) for row in rows]
    missing = [
        f"{path}: line {row.line}: there is no such file: {row.file}"
        for row, file in zip(rows, found, strict=True)
        if file is None
    ]
    if missing:
        raise StatementError(missing)
    return list(dict.fromkeys(file for file in found if file is not None))


def stated_of(path: Path, rows: Sequence[Row], files: Sequence[Path], everywhere: Stated) -> dict[Path, Stated]:
    """File → what is stated of it. `everywhere`: what is stated of all of them.

    StatementError: rows that name none of the files, or several, and statements that disagree.
    """
    known: dict[str, Path] = {os.path.abspath(file): file for file in files}  # noqa: PTH100 - links stay links
    lines: dict[Path, list[Row]] = {}
    problems: list[str] = []
    for row in rows:
        try:
            file = _meant(path, row, known)
        except StatementError as problem:
            problems.append(f"{path}: line {row.line}: {problem}")
            continue
        for earlier in lines.setdefault(file, []):
            for field, here, there in row.stated.against(earlier.stated):
                where = f"{path}: line {row.line}: {row.file}"
                problems.append(f"{where}: {field} is {here} here and {there} in line {earlier.line}")
        for field, here, there in row.stated.against(everywhere):
            problems.append(f"{path}: line {row.line}: {row.file}: {field} is {here} here, but --{field} says {there}")
        lines[file].append(row)
    if problems:
        raise StatementError(problems)
    found: dict[Path, Stated] = dict.fromkeys(files, everywhere) if everywhere else {}
    for file, several in lines.items():
        for row in several:
            found[file] = found.get(file, everywhere).under(row.stated)
    return found


def _places(path: Path, file: str) -> Iterator[Path]:
    """Where a file of a manifest may be: beside the manifest, or here."""
    written = Path(file.replace("\\", "/")) if os.sep == "/" else Path(file)
    yield path.parent / written
    yield written


def _meant(path: Path, row: Row, known: Mapping[str, Path]) -> Path:
    places = list(_places(path, row.file))
    for place in places:
        if (absolute := os.path.abspath(place)) in known:  # noqa: PTH100 - links stay links
            return known[absolute]
    parts = places[1].parts
    found = [file for absolute, file in known.items() if Path(absolute).parts[-len(parts) :] == parts]
    if len(found) > 1:
        raise StatementError(f"{row.file} can be {found[0]} or {found[1]}")
    if not found:
        there = any(place.exists() for place in places)
        what = "is not among the files that are read" if there else "is no such file"
        raise StatementError(f"{row.file} {what}")
    return found[0]
