"""Judgments that a file brings: read line by line, and held to what a person who judges here is held to.

What `correct`, `note` and `--as` refuse is refused here by the same functions. A correction of several fields is one
judgment: it is taken whole or not at all.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from mubiao.documents.stated import Stated
from mubiao.filters.names import places
from mubiao.model import FilterError, InputError, StatementError
from mubiao.store.reviews.corrections import (
    BROUGHT,
    FIELDS,
    PLEDGE_FIELDS,
    corrected,
    corrected_pledge,
    is_pledge,
    noted,
    ordered,
    reviewed_by,
)

ACTIONS = ("accept", "reject", "correct", "note")

Refuse = Callable[[int, str], None]
"""Is told the number of a line of the file (the header is line 1) and what is wrong with it."""

Row = tuple[int, dict[str, Any]]
"""A line's number, and its cells as the table of reviews holds them."""

MOST = 200
"""Characters of what is wrong with a line: a cell can have a thousand times as many."""

_HEAD = {name: head for head, names in BROUGHT.items() for name in names}


def judgments(
    source: Iterable[str], columns: Collection[str], known: Collection[str], refuse: Refuse
) -> list[list[Row]]:
    """The rows of a CSV file in the order in which they stand, those of one judgment together.

    columns: those that a file must have; known: the region codes of the database. InputError: it has not got them.
    """
    groups: dict[tuple[str, ...], list[Row]] = {}
    broken: dict[tuple[str, ...], int] = {}
    for line, cells in _cells(source, columns, refuse):
        key = tuple(cells[name] for name in ("fact_id", "action", "reviewer", "at"))
        if cells["action"] != "correct":
            key = (*key, str(line))  # only a correction has several lines
        try:
            groups.setdefault(key, []).append((line, _parsed(cells)))
        except (ValueError, KeyError, OverflowError, InputError, StatementError) as error:
            refuse(line, str(error)[:MOST] or "not understood")
            broken.setdefault(key, line)
    for key, rows in groups.items():
        if key not in broken:
            try:
                _whole({row["field"]: row["value"] for _, row in rows if row["action"] == "correct"}, known)
            except InputError as error:
                refuse(rows[0][0], str(error)[:MOST])
                broken[key] = rows[0][0]
                rows = rows[1:]
        if key in broken:
            for line, _ in rows:
                refuse(line, f"of one judgment with line {broken[key]}")
    return [rows for key, rows in groups.items() if rows and key not in broken]


def consistent(groups: list[list[Row]], ends: Mapping[str, tuple[float | None, float | None]], refuse: Refuse) -> None:
    """Take out the judgments after which the upper end of a fact would lie below its value.

    groups: of `judgments`, without those that are in the database. ends: fact_id → value and high as they are now.
    """
    now = dict(ends)
    for rows in groups:
        held = {
            row["field"]: row["value"] for _, row in rows if row["field"] in ("value", "high") and not row["undone"]
        }
        if not held:
            continue
        fact = rows[0][1]["fact_id"]
        value, high = now.get(fact, (None, None))
        value, high = _float(held.get("value", value)), _float(held.get("high", high))
        try:
            ordered(value, high)
        except InputError as error:
            for line, _ in rows:
                refuse(line, str(error))
            rows.clear()
        else:
            now[fact] = value, high


def _float(value: str | float | None) -> float | None:
    return None if value is None else float(value)


def _cells(source: Iterable[str], columns: Collection[str], refuse: Refuse) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.reader(source)
    try:
        head = [name.removeprefix("\ufeff") for name in next(reader, [])]
    except csv.Error as error:
        raise InputError(f"not a file of reviews: {error}") from error
    for name in columns:
        if name not in head:
            raise InputError(f"not a file of reviews: it has no column {name}")
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:  # a cell that is longer than any of ours; the reader goes on after its line
            refuse(reader.line_num, str(error))
            continue
        line = reader.line_num - sum(cell.count("\n") for cell in row)
        if row and (len(row) < len(head) or any(row[len(head) :])):
            refuse(line, "cells are missing" if len(row) < len(head) else "there are more cells than columns")
        elif row:
            yield line, dict(zip(head, row, strict=False))


def _parsed(cells: dict[str, str]) -> dict[str, Any]:
    field, value = cells["field"] or None, cells["value"] or None
    match cells["action"]:
        case "correct":
            pledged = is_pledge(cells["fact_id"])
            if field is None or field not in (PLEDGE_FIELDS if pledged else {*FIELDS, *_HEAD}):
                raise ValueError(f"no such field: {field}")
            value = corrected_pledge(field, value)[field] if pledged else _value(field, value)
        case "state":
            value = Stated.of({field or "": value}).texts()[field or ""]
        case ("accept" | "reject" | "note") as action if field is not None:
            raise ValueError(f"{action} has no field")
        case "note":
            value = noted(value or "")
        case ("accept" | "reject") as action if value is not None:
            raise ValueError(f"{action} has no value")
        case action if action not in ACTIONS:
            raise ValueError(f"no such action: {action[:40]}")
    if not all(cells[name] for name in ("fact_id", "document_id", "reviewer", "printed")):
        raise ValueError("cells are missing")
    return {
        **{name: cells[name] for name in ("fact_id", "action", "document_id", "printed", "subject")},
        "reviewer": reviewed_by(cells["reviewer"]),
        "field": field,
        "value": value,
        "at": _moment(cells["at"]),
        "undone": _truth(cells["undone"]),
        "start": _offset(cells["start"]),
        "end": _offset(cells["end"]),
    }


def _value(field: str, value: str | None) -> str | None:
    """As the table holds it. What a period or a region brings along is held against it by `_whole`."""
    if value is None or field in ("region", "region_code"):
        return value if value is not None else corrected(field, None)[field] if field in FIELDS else None
    if field == "year":
        if not value.isascii() or not value.isdigit():
            raise ValueError(f"not a year: {value}")
        return str(int(value))
    if field in _HEAD:
        return str(date.fromisoformat(value))
    return corrected(field, value)[field]


def _whole(fields: Mapping[str, str | None], known: Collection[str]) -> None:
    """What belongs together is together and agrees: a period and its dates, a region and its code."""
    for name in fields:
        if name in _HEAD and _HEAD[name] not in fields:
            raise InputError(f"{name} is corrected with {_HEAD[name]}")
    for head in BROUGHT:
        if head not in fields:
            continue
        missing = [name for name in BROUGHT[head] if name not in fields]
        if missing:
            raise InputError(f"{head} is corrected with {missing[0]}")
        value = fields[head]
        if head == "region" and value is not None:
            code = fields["region_code"]
            if code not in _codes(value, known):
                raise InputError(f"no such place: {value} {code or ''}".rstrip())
            continue
        wanted = corrected(head, value)
        for name, brought in wanted.items():
            if fields[name] != brought:
                raise InputError(f"{name} of {value or 'no ' + head} is {brought or 'empty'}, not {fields[name]}")


def _codes(name: str, known: Collection[str]) -> tuple[str, ...]:
    try:
        return places(name, known, several=True)
    except FilterError as error:
        raise InputError(str(error)) from error


def _moment(text: str) -> datetime:
    """As the table holds it: UTC, without a zone."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None)


def _truth(text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise ValueError(f"undone is true or false, not {text[:40]}")
    return text.lower() == "true"


def _offset(text: str) -> int:
    if not 0 <= (number := int(text)) < 2**31:
        raise ValueError(f"not an offset: {text[:40]}")
    return number
