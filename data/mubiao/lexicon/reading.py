"""Reads the CSV files of a user's folder and holds them against the formats of the tables and the built-in rows."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path
from unicodedata import east_asian_width

from mubiao.files import bytes_of
from mubiao.lexicon.formats import FIXED, FORMATS, Own, key_of, keyed, nearest
from mubiao.lexicon.tables import Row, built_in, values
from mubiao.model import FileError, LexiconError

HEADLINE_CELLS = 12
"""Cells of a terminal that the short name of a headline indicator has at most: a board of 80 cells shows it whole."""

MAX_BYTES = 64 * 1024 * 1024
"""The largest table of one's own; the largest that is built in has a fiftieth of that."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row and where it stands."""

    where: str  # file:line
    row: Row


def read(place: Path) -> tuple[dict[str, list[Row]], str]:
    """Table → the rows that the files of a folder add to it, and a short hash of them.

    LexiconError: something is wrong; its text names the first line and says how many there are, its `problems` are all.
    """
    if not place.is_dir():
        raise LexiconError(f"{place}: no such folder of words of your own")
    problems: list[str] = []
    lines: dict[str, list[Line]] = {}
    for path in sorted(place.glob("*.csv")):
        if path.stem in FORMATS:
            lines[path.stem] = lines_of(path, problems)
        elif path.stem in FIXED:
            problems.append(f"{path}: nothing can be added to this table")
        else:
            problems.append(f"{path}: no such table: {path.stem}{nearest(path.stem, list(FORMATS))}")
    _name_indicators(lines)
    own = Own({name: [line.row for line in found] for name, found in lines.items()})
    tables = {}
    for name, found in lines.items():
        built = {key: (row, "built in") for key, row in keyed(name).items()}
        fresh = checked(name, found, own, problems, built)
        if fresh:
            tables[name] = fresh
    if "zones" in tables:
        check_zones(lines["zones"], problems)
    check_headlines(lines.get("indicators", []), problems)
    if problems:
        raise LexiconError(problems)
    return tables, _digest(tables)


def lines_of(path: Path, problems: list[str]) -> list[Line]:
    """The rows of a file; columns that it leaves out are filled with what holds in their place."""
    try:
        text = _text(path)
    except LexiconError as problem:
        problems.extend(problem.problems)
        return []
    columns = FORMATS[path.stem].columns
    header: list[str] = []
    found: list[Line] = []
    for number, line in enumerate(StringIO(text, newline=None), 1):
        where, line = f"{path}:{number}", line.rstrip("\n")
        if not line.strip() or line.startswith("#"):
            continue
        try:
            cells = [cell.strip() for cell in next(csv.reader([line], strict=True))]
        except csv.Error as problem:
            problems.append(f"{where}: not a row of a CSV file: {problem}")
            continue
        if not header:
            while cells and not cells[-1]:
                cells.pop()  # spreadsheets write the empty columns beside a table too
            header = cells
            strange = next((cell for cell in cells if cell not in FORMATS[path.stem].names), None)
            if strange is not None:
                near = nearest(strange, FORMATS[path.stem].names)
                problems.append(f"{where}: no such column: {strange or '(empty)'}{near}")
            missing = next((c.name for c in columns if c.required and c.name not in cells), None)
            if missing is not None:
                problems.append(f"{where}: the column {missing} is missing")
            if strange is not None or missing is not None:
                return []
            if len(set(cells)) < len(cells):
                problems.append(f"{where}: a column stands there twice")
                return []
            continue
        if len(cells) > len(header) and any(cells[len(header) :]):
            problems.append(f"{where}: {len(cells)} cells under {len(header)} columns")
            continue
        if any(cells):
            found.append(Line(where, _filled(path.stem, dict(zip(header, cells, strict=False)))))
    return found


def _text(path: Path) -> str:
    """Spreadsheets write UTF-8 with or without a mark, or GB18030."""
    try:
        content = bytes_of(path, MAX_BYTES)
    except FileError as problem:
        raise LexiconError(f"{path}: {problem}") from None
    except OSError as problem:
        raise LexiconError(f"{path}: {problem.strerror or problem}") from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            return content.decode("gb18030")
        except UnicodeDecodeError as problem:
            line = content.count(b"\n", 0, problem.start) + 1
            raise LexiconError(f"{path}:{line}: neither UTF-8 nor GB18030") from None


def _filled(name: str, given: Row) -> Row:
    row: Row = {}
    for column in FORMATS[name].columns:
        cell = given.get(column.name, "")
        if not cell:
            cell = row[column.like] if column.like else column.default
        row[column.name] = plain(cell) if column.matched else cell
    return row


_WIDE = {c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F)}
_SENTENCE = frozenset(map(ord, "，：；！？"))


@cache
def _plain_characters() -> dict[int, int | str]:
    simplified = {ord(row["traditional"]): row["simplified"] for row in built_in("traditional")}
    return {**simplified, **{c: ascii for c, ascii in _WIDE.items() if c not in _SENTENCE}}


def plain(words: str) -> str:
    """Words in the form in which they are looked for: simplified characters, letters and digits of ordinary width."""
    return words if words.isascii() else words.translate(_plain_characters())


def _name_indicators(lines: dict[str, list[Line]]) -> None:
    """An indicator goes by its Chinese name without a row in indicator_names that says so."""
    named = lines.get("indicator_names", [])
    known = {line.row["name"].lstrip("*") for line in named}
    for line in lines.get("indicators", []):
        name = plain(line.row["zh"])
        if name and name not in known and line.row["indicator"] not in values("indicators", "indicator"):
            named.append(Line(line.where, {"name": name, "indicator": line.row["indicator"]}))
            known.add(name)
    if named:
        lines["indicator_names"] = named


def checked(
    name: str, lines: list[Line], own: Own, problems: list[str], known: dict[tuple[str, ...], tuple[Row, str]]
) -> list[Row]:
    """The rows that are new; those that are known, or stand there twice, without any difference add nothing.

    known: key → a row that is there already, and where; those of the lines are added to it.
    """
    fresh = []
    for line in lines:
        wrong = [w for column in FORMATS[name].columns if (w := _complaint(name, column.name, line.row, own))]
        if wrong:
            problems += [f"{line.where}: {one}" for one in wrong]
            continue
        key = key_of(name, line.row)
        if key in known:
            there, where = known[key]
            compared = (column for column in FORMATS[name].names if column not in (*FORMATS[name].key, "reason"))
            other = next((column for column in compared if there[column] != line.row[column]), None)
            if other is not None:
                has = f"with the {other} {there[other]}" if there[other] else f"without {other}"
                problems.append(f"{line.where}: {' '.join(key)} is {where} already, {has}")
            continue
        known[key] = (line.row, f"in line {line.where.rpartition(':')[2]}")
        fresh.append(line.row)
    return fresh


def _complaint(name: str, column: str, row: Row, own: Own) -> str:
    form = next(c for c in FORMATS[name].columns if c.name == column)
    if not row[column]:
        return f"{column} is empty" if form.required else ""
    return form.check(row[column], own)


def check_zones(lines: list[Line], problems: list[str]) -> None:
    """A place has one zone of a name: the same zone under another slug would split its figures."""
    known = {(row["parent"][:4], row["name"]): f"zone:{row['parent']}-{row['slug']}" for row in built_in("zones")}
    for line in lines:
        key = (line.row["parent"][:4], line.row["name"])
        code = f"zone:{line.row['parent']}-{line.row['slug']}"
        if known.setdefault(key, code) != code:
            problems.append(f"{line.where}: {line.row['name']} is {known[key]} already")


def check_headlines(lines: list[Line], problems: list[str]) -> None:
    """What stands first on every screen has short names that fit there; a row may leave them out."""
    for line in lines:
        if line.row["headline"] == "0":
            continue
        for column in ("short_zh", "short_en"):
            name = line.row[column]
            if cells(name) > HEADLINE_CELLS:
                problems.append(f"{line.where}: {column} of a headline has at most {HEADLINE_CELLS} cells: {name}")


def cells(text: str) -> int:
    """How many cells of a terminal a text takes: a Chinese character takes two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _digest(tables: dict[str, list[Row]]) -> str:
    """Eight hexadecimal digits that stand for the rows, whatever the order of the files and of their columns."""
    if not tables:
        return ""
    rows = "\n".join("\t".join([name, *row.values()]) for name in sorted(tables) for row in tables[name])
    return hashlib.sha256(rows.encode()).hexdigest()[:8]
