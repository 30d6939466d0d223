"""Where the lines of a text were taken from: the cells of a sheet, or a page that is a picture and was recognised.

What is known of them is one line of JSON beside the text (`Document.sources`), so that facts which are read anew from
a stored text are traced as those of its file were: a list of runs of lines,
`{"line": 3, "lines": 10, "sheet": "指标", "row": 5, "columns": "A-D"}` for rows that follow each other in a sheet, and
`{"line": 0, "lines": 12, "page": 2, "doubtful": [[31, 35]]}` for what was recognised; `{"unread": [4]}` are pages that
are pictures and could not be read. Lines count from 0, rows and pages from 1 as people see them; `doubtful` are
half-open spans of the text, in code points.
"""

from __future__ import annotations

import itertools
import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

OCR, DOUBTFUL = "reading:ocr", "reading:ocr-doubtful"
"""The rules of facts whose words were recognised: all figures agree with what may stand there, or do not."""

_PLAIN = re.compile(r"[^\W\d][\w.]*")


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a line of a sheet: its row, from 1, and the columns, from 0, that its parts between tabs have."""

    sheet: str
    row: int
    columns: tuple[int, ...]


def column_name(number: int) -> str:
    """What a sheet calls a column, from 0.

    >>> [column_name(one) for one in (0, 25, 26, 701, 702)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    name = ""
    number += 1
    while number:
        number, letter = divmod(number - 1, 26)
        name = chr(65 + letter) + name
    return name


def _number(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _ranges(columns: Sequence[int]) -> str:
    found: list[list[int]] = []
    for one in columns:
        if found and one == found[-1][1] + 1:
            found[-1][1] = one
        else:
            found.append([one, one])
    return ",".join(column_name(a) if a == b else f"{column_name(a)}-{column_name(b)}" for a, b in found)


def _columns(ranges: str) -> list[int]:
    found: list[int] = []
    for part in ranges.split(","):
        first, _, last = part.partition("-")
        found += range(_number(first), _number(last or first) + 1)
    return found


def sources_of_sheets(places: Iterable[Place | None]) -> str | None:
    """What `Document.sources` says of lines with these places, one for each; None where none has any."""
    runs: list[tuple[int, int, Place]] = []
    for line, place in enumerate(places):
        if place is None:
            continue
        if runs:
            first, count, start = runs[-1]
            follows = line == first + count and place.row == start.row + count
            if follows and (place.sheet, place.columns) == (start.sheet, start.columns):
                runs[-1] = first, count + 1, start
                continue
        runs.append((line, 1, place))
    told = [
        {"line": line, "lines": count, "sheet": one.sheet, "row": one.row, "columns": _ranges(one.columns)}
        for line, count, one in runs
    ]
    return json.dumps(told, ensure_ascii=False) if told else None


def sources_of_pages(
    scans: Sequence[int], doubtful: Sequence[tuple[int, int]], unread: Sequence[int] = ()
) -> str | None:
    """What `Document.sources` says of lines whose pages were recognised; None where nothing is to be said.

    scans: the page of each line, 0 for one that was not recognised; doubtful: (start, end) in the text; unread: pages
    that are pictures and were not read.
    """
    told: list[dict[str, object]] = []
    line = 0
    for page, group in itertools.groupby(scans):
        count = len(list(group))
        if page:
            told.append({"line": line, "lines": count, "page": page})
        line += count
    if told and doubtful:
        told[0]["doubtful"] = [list(one) for one in doubtful]
    if unread:
        told.append({"unread": list(unread)})
    return json.dumps(told, ensure_ascii=False) if told else None


def doubts_of_pages(sources: str | None) -> tuple[tuple[str, str], ...]:
    """The doubts of a document some of whose pages were recognised or not read, as in Document.doubts."""
    runs = json.loads(sources) if sources else []
    read = list(dict.fromkeys(str(run["page"]) for run in runs if "page" in run))
    unread = [str(page) for run in runs for page in run.get("unread", ())]
    doubtful = sum(len(run.get("doubtful", ())) for run in runs)
    found = []
    if read:
        words = f"{doubtful} figures of recognised pages are doubtful" if doubtful else "recognised"
        found.append(("recognised", f"pages {', '.join(read)}: {words}"))
    if unread:
        found.append(("unread", f"pages {', '.join(unread)} are pictures and were not read"))
    return tuple(found)


class Sources:
    """Tells of an offset of a text which cell it stands in, and whether it was recognised."""

    def __init__(self, text: str, told: str | None) -> None:
        self._text = text
        self._runs = [run for run in json.loads(told) if "line" in run] if told else []
        self._firsts = [run["line"] for run in self._runs]
        self._starts = [0, *(at.end() for at in re.finditer("\n", text))] if told else []
        self._doubtful = [tuple(span) for run in self._runs for span in run.get("doubtful", ())]

    def cell(self, start: int) -> str | None:
        """The cell as a formula names it, 指标!B7; None where the offset stands in none."""
        line, run = self._run(start)
        if run is None or "sheet" not in run:
            return None
        columns = _columns(run["columns"])
        at = self._text.count("\t", self._starts[line], start)
        sheet = run["sheet"]
        named = sheet if _PLAIN.fullmatch(sheet) else "'" + sheet.replace("'", "''") + "'"
        place = f"{column_name(columns[min(at, len(columns) - 1)])}{run['row'] + line - run['line']}"
        return f"{named}!{place}" if sheet else place

    def rule(self, start: int, end: int) -> str:
        """OCR or DOUBTFUL where the span was recognised, else empty."""
        _, run = self._run(start)
        if run is None or "page" not in run:
            return ""
        return DOUBTFUL if any(a < end and start < b for a, b in self._doubtful) else OCR

    def _run(self, start: int) -> tuple[int, dict[str, Any] | None]:
        if not self._runs:
            return 0, None
        line = bisect_right(self._starts, start) - 1
        run = self._runs[max(0, bisect_right(self._firsts, line) - 1)]
        return line, run if run["line"] <= line < run["line"] + run["lines"] else None
