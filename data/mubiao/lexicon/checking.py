"""What is wrong with tables, all of it: with the rows of a user's folder, or with those that ship with mubiao.

Both are held against the same formats (see `formats`), so that a sector that does not exist, a word that stands for two
things or a name that can never be found is told of a built-in row as of one's own.
"""

from __future__ import annotations

import csv
from pathlib import Path

from mubiao.folders import expanded
from mubiao.lexicon import tables
from mubiao.lexicon.formats import FORMATS, Own, key_of
from mubiao.lexicon.reading import Line, check_headlines, check_zones, checked, lines_of, plain, read
from mubiao.model import FileError, LexiconError


def own_problems(place: Path) -> list[str]:
    """What is wrong with the rows of a user's folder: `file:line: what`, a file after the other."""
    try:
        read(expanded(place))
    except FileError as problem:
        return [str(problem)]
    except LexiconError as problem:
        return problem.problems
    return []


def built_in_problems() -> list[str]:
    """What is wrong with the rows that ship with mubiao, `file:line: what`; nothing in a release."""
    problems: list[str] = []
    lines = {name: _whole_lines(name, problems) for name in FORMATS}
    if problems:
        return problems  # of tables that have no shape no row can be told
    own = Own({name: [line.row for line in found] for name, found in lines.items()})
    for name, found in lines.items():
        checked(name, found, own, problems, {})
        _check_words(name, found, problems)
    check_zones(lines["zones"], problems)
    check_headlines(lines["indicators"], problems)
    _check_names(lines, problems)
    return problems


def _whole_lines(name: str, problems: list[str]) -> list[Line]:
    """The rows of a built-in table, which is used as it stands: with all columns in their order."""
    path = tables.TABLES / f"{name}.csv"
    before = len(problems)
    found = lines_of(path, problems)
    if len(problems) > before:
        return found
    with path.open(encoding="utf-8") as file:
        header, *rows = (row for row in csv.reader(line for line in file if not line.startswith("#")) if row)
    if tuple(header) != FORMATS[name].names:
        problems.append(f"{path}: the columns are {','.join(FORMATS[name].names)}")
    for line, row in zip(found, rows, strict=True):
        if len(row) != len(header):
            problems.append(f"{line.where}: {len(row)} cells under {len(header)} columns")
    return found


def _check_words(name: str, lines: list[Line], problems: list[str]) -> None:
    """Texts are normalised before words are looked for, so words stand in that form."""
    matched = [column.name for column in FORMATS[name].columns if column.matched]
    if name == "indicators":
        matched = ["zh"]
    for line, row in zip(lines, tables.built_in(name), strict=True):
        found = ((row[column], plain(row[column])) for column in matched)
        problems += [f"{line.where}: {word} is looked for as {other}" for word, other in found if word != other]


def _check_names(lines: dict[str, list[Line]], problems: list[str]) -> None:
    """An indicator's own name is a name of no other one."""
    names = {key_of("indicator_names", line.row): line for line in lines["indicator_names"]}
    for line in lines["indicators"]:
        there = names.get((line.row["zh"],))
        if there is not None and there.row["indicator"] != line.row["indicator"]:
            problems.append(f"{there.where}: {line.row['zh']} is the name of {line.row['indicator']}")
