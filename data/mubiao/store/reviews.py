"""Judgments of people on facts: made, undone, listed, carried in and out, and counted.

A judgment is a row (or, where one correction changes several fields, a few rows of the same moment). Nothing is ever
overwritten: what is undone stays, marked.
"""

from __future__ import annotations

import csv
import getpass
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from typing import IO, Any

import polars as pl

from mubiao.columns import schema
from mubiao.files import bytes_of, replacing
from mubiao.model import StoreError
from mubiao.store import carry, rows
from mubiao.store.corrections import BROUGHT, FIELDS, LONGEST, corrected
from mubiao.store.gate import Cursor, first, identifier
from mubiao.store.reviewed import MARK

SCHEMA: dict[str, pl.DataType] = schema("reviews")
"""The columns of the table reviews, and of its CSV file."""

MAX_BYTES = 256 * 1024 * 1024
"""The largest file of judgments that is taken in."""

ACTIONS = ("accept", "reject", "correct", "note")

_IDENTITY = ("document_id", "start", "end", "action", "field", "value", "reviewer", "at")
"""What makes two rows the same judgment, wherever their fact is by now."""

_BY = ("rule", "sector", "subsector", "indicator", "measure", "claim", "qualifier", "document_id", "region")

_BROUGHT_VALUES: dict[str, Callable[[str | None], str | None]] = {
    "period_start": lambda value: value and str(date.fromisoformat(value)),
    "period_end": lambda value: value and str(date.fromisoformat(value)),
    "year": lambda value: value and str(int(value)),
    "region_code": lambda value: value,
    # Checked when it was corrected; a name alone can mean several places, and the code beside it says which.
    "region": lambda value: value,
}

Opened = Callable[[], AbstractContextManager[Cursor]]


class Reviews:
    """The judgments in a database; `Store.reviews` gives one."""

    def __init__(self, path: Path, reading: Opened, writing: Opened) -> None:
        self._path = path
        self._reading = reading
        self._writing = writing

    def accept(self, *fact_ids: str, reviewer: str | None = None) -> None:
        """The facts are right as they stand. StoreError if one of them is not there; none is marked then."""
        self._judge(fact_ids, "accept", {None: None}, reviewer)

    def reject(self, *fact_ids: str, reviewer: str | None = None) -> None:
        """These are no facts. They stay, marked, and count for nothing."""
        self._judge(fact_ids, "reject", {None: None}, reviewer)

    def note(self, fact_id: str | Sequence[str], text: str, *, reviewer: str | None = None) -> None:
        """A remark on a fact, or the same on each of several, which changes nothing about them."""
        if not text.strip() or len(text) > 4 * LONGEST:
            raise StoreError(f"a note has 1 to {4 * LONGEST} characters")
        self._judge(_several(fact_id), "note", {None: text.strip()}, reviewer)

    def correct(
        self, fact_id: str | Sequence[str], field: str, value: str | None, *, reviewer: str | None = None
    ) -> None:
        """Another value for a field (corrections.FIELDS), as text; empty or None empties the field.

        Several facts are corrected together or not at all.
        A period brings its dates along, a region its code. StoreError if the value is none of that field.
        """
        self.correct_fields(fact_id, {field: value}, reviewer=reviewer)

    def correct_fields(
        self, fact_id: str | Sequence[str], values: Mapping[str, str | None], *, reviewer: str | None = None
    ) -> None:
        """The same for several fields, as one judgment: all of them or none, and one `undo` takes all of them back."""
        known = None
        if "region" in values:
            with self._reading() as cursor:
                known = {code for (code,) in cursor.execute("SELECT region_code FROM regions").fetchall()}
        changes: dict[str, str | None] = {}
        for field, value in values.items():
            changes |= corrected(field, value, known)
        self._judge(_several(fact_id), "correct", changes, reviewer)

    def undo(self, fact_id: str, *others: str) -> str | None:
        """Take back the last judgment on a fact that still holds; which it was, or None if there is none.

        others: further facts, together with it or not at all.
        """
        with self._writing() as cursor:
            undone = [_undo(cursor, fact) for fact in (fact_id, *others)]
        return undone[0]

    def all(self) -> pl.DataFrame:
        """Every judgment in the order in which they were made, undone ones included: SCHEMA."""
        with self._reading() as cursor:
            return _frame(cursor, "SELECT * FROM reviews ORDER BY review_id")

    def of(self, fact_id: str) -> pl.DataFrame:
        """The judgments on one fact, newest last."""
        with self._reading() as cursor:
            return _frame(cursor, "SELECT * FROM reviews WHERE fact_id = ? ORDER BY review_id", [fact_id])

    def orphans(self) -> pl.DataFrame:
        """Judgments that hold, of facts that are not there: their document was removed, or newer rules find none."""
        with self._reading() as cursor:
            return _frame(
                cursor,
                "SELECT * FROM reviews "
                "WHERE NOT undone AND fact_id NOT IN (SELECT fact_id FROM facts) ORDER BY review_id",
            )

    def agreement(self, by: str = "rule") -> pl.DataFrame:
        """How often people agree with the extractor.

        by: rule (each rule of a fact counts for itself), sector, subsector, indicator, measure, claim, qualifier,
        document_id or region, as extracted. Columns: `by`, reviewed, accepted, corrected, rejected, and precision
        (accepted / reviewed); the most reviewed first.
        """
        if by not in _BY:
            raise StoreError(f"agreement is counted by {', '.join(_BY)}, not by {by}")
        key = "unnest(string_split(f.rule, ';'))" if by == "rule" else f"f.{by}"
        with self._reading() as cursor:
            return pl.DataFrame(
                cursor.sql(
                    f"SELECT key AS {by}, count(*) AS reviewed, "
                    "count(*) FILTER (mark = 'accepted') AS accepted, "
                    "count(*) FILTER (mark = 'corrected') AS corrected, "
                    "count(*) FILTER (mark = 'rejected') AS rejected, "
                    "count(*) FILTER (mark = 'accepted') / count(*) AS precision FROM ("
                    f"  SELECT {key} AS key, mark FROM facts f JOIN ("
                    f"    SELECT fact_id, {MARK} AS mark FROM reviews WHERE NOT undone GROUP BY fact_id"
                    "  ) USING (fact_id) WHERE mark IS NOT NULL"
                    ") GROUP BY key ORDER BY reviewed DESC, key"
                )
            )

    def export(self, target: Path | IO[str], *, force: bool = False) -> int:
        """Write every judgment as CSV (UTF-8, a header, `\\n`); how many. An empty cell is null.

        A file takes its place when it is whole. FileError: one is there already and `force` does not say to replace
        it, or it is a database, which is never replaced.
        """
        if isinstance(target, Path):
            with (
                replacing(target, force=force, spare=(self._path,)) as fresh,
                fresh.open("w", encoding="utf-8", newline="") as file,
            ):
                return self.export(file)
        frame = self.all()
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(SCHEMA)
        for row in frame.iter_rows():
            writer.writerow("" if v is None else v.isoformat() if isinstance(v, datetime) else v for v in row)
        return frame.height

    def load(self, source: Path | IO[str]) -> int:
        """Take in what `export` wrote, of this or another database; how many were new.

        Judgments that are there already are skipped, but one that was undone there is undone here; those of facts
        that have moved find them by their quote; those of documents that are not here wait for them as orphans.
        StoreError names the first line that is not understood, and nothing is taken in then.
        """
        if isinstance(source, Path):
            return self.load(StringIO(bytes_of(source, MAX_BYTES).decode("utf-8-sig"), newline=""))
        try:
            read = [_parsed(line, row) for line, row in enumerate(_records(source), start=2)]
        except csv.Error as error:  # a cell that is longer than any of ours
            raise StoreError(f"not a file of reviews: {error}") from error
        with self._writing() as cursor:
            names = ", ".join(map(identifier, _IDENTITY))
            held = {row[1:]: row[0] for row in cursor.execute(f"SELECT review_id, {names} FROM reviews").fetchall()}
            brought: dict[tuple[Any, ...], dict[str, Any]] = {}
            for one in read:  # a row that stands there twice is one judgment, undone where one of the two is
                key = tuple(one[name] for name in _IDENTITY)
                one["undone"] |= key in brought and brought[key]["undone"]
                brought[key] = one
            undone = [held[key] for key, one in brought.items() if key in held and one["undone"]]
            for review_id in undone:
                cursor.execute("UPDATE reviews SET undone = true WHERE NOT undone AND review_id = ?", [review_id])
            new = [one for key, one in brought.items() if key not in held]
            _insert(cursor, new)
            carry.reattach(cursor, sorted({r["document_id"] for r in new}))
        return len(new)

    def _judge(
        self, fact_ids: Sequence[str], action: str, changes: Mapping[Any, str | None], reviewer: str | None
    ) -> None:
        who = (reviewer or _login()).strip() or "unknown"
        with self._writing() as cursor:
            now = datetime.now(UTC).replace(tzinfo=None)
            found = [
                {**quote, "action": action, "field": field, "value": value, "reviewer": who, "at": now, "undone": False}
                for fact_id in dict.fromkeys(fact_ids)
                for quote in [_quote(cursor, fact_id)]
                for field, value in {**changes, **_upper_end(cursor, fact_id, changes)}.items()
            ]
            _insert(cursor, found)


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a number without a name, as in a container
        return "unknown"


def _upper_end(cursor: Cursor, fact_id: str, changes: Mapping[Any, str | None]) -> dict[str, None]:
    """A corrected value takes the old upper end away: 8 instead of 7–7.5 is not 8–7.5."""
    if "value" not in changes or "high" in changes:
        return {}
    row = first(
        cursor,
        "SELECT count(*) FROM facts f WHERE fact_id = ? AND (high IS NOT NULL OR EXISTS ("
        "SELECT 1 FROM reviews r WHERE r.fact_id = f.fact_id AND r.field = 'high' AND NOT undone))",
        [fact_id],
    )
    return {"high": None} if row and row[0] else {}


def _several(fact_id: str | Sequence[str]) -> Sequence[str]:
    return [fact_id] if isinstance(fact_id, str) else fact_id


def _undo(cursor: Cursor, fact_id: str) -> str | None:
    last = first(
        cursor,
        'SELECT action, "at" FROM reviews WHERE fact_id = ? AND NOT undone ORDER BY review_id DESC LIMIT 1',
        [fact_id],
    )
    if last is None:
        return None
    cursor.execute(
        'UPDATE reviews SET undone = true WHERE fact_id = ? AND action = ? AND "at" = ? AND NOT undone',
        [fact_id, *last],
    )
    return str(last[0])


def _quote(cursor: Cursor, fact_id: str) -> dict[str, Any]:
    row = first(
        cursor, 'SELECT fact_id, document_id, start, "end", printed, subject FROM facts WHERE fact_id = ?', [fact_id]
    )
    if row is None:
        raise StoreError(f"there is no fact {fact_id}")
    return dict(zip(("fact_id", "document_id", "start", "end", "printed", "subject"), row, strict=True))


def _insert(cursor: Cursor, records: list[dict[str, Any]]) -> None:
    if not records:
        return
    last = first(cursor, "SELECT coalesce(max(review_id), 0) FROM reviews")
    number = int(last[0]) + 1 if last else 1
    numbered = [{**record, "review_id": number + i} for i, record in enumerate(records)]
    rows.insert(cursor, "reviews", pl.DataFrame(numbered, schema=SCHEMA))


def _frame(cursor: Cursor, query: str, values: Sequence[object] = ()) -> pl.DataFrame:
    names = ", ".join(identifier(name) for name in SCHEMA)
    return pl.DataFrame(cursor.sql(query.replace("SELECT *", f"SELECT {names}", 1), params=list(values)))


def _records(source: Iterable[str]) -> Iterable[dict[str, str]]:
    reader = csv.DictReader(source)
    missing = [name for name in SCHEMA if name not in (reader.fieldnames or ())]
    if missing:
        raise StoreError(f"not a file of reviews: it has no column {missing[0]}")
    return reader


def _parsed(line: int, row: dict[str, str]) -> dict[str, Any]:
    try:
        if row["action"] not in ACTIONS:
            raise ValueError(f"no such action: {row['action']}")
        field, value = row["field"] or None, row["value"] or None
        if row["action"] == "correct":
            brought = {name for names in BROUGHT.values() for name in names}
            if field is None or field not in {*FIELDS, *brought}:
                raise ValueError(f"no such field: {field}")
            value = _BROUGHT_VALUES[field](value) if field in _BROUGHT_VALUES else corrected(field, value)[field]
        elif field is not None:
            raise ValueError(f"{row['action']} has no field")
        if None in row.values() or not all(row[name] for name in ("fact_id", "document_id", "reviewer", "printed")):
            raise ValueError("cells are missing")
        return {
            **{name: row[name] for name in ("fact_id", "action", "reviewer", "document_id", "printed", "subject")},
            "field": field,
            "value": value,
            "at": _moment(row["at"]),
            "undone": {"true": True, "false": False}[row["undone"].lower()],
            "start": _offset(row["start"]),
            "end": _offset(row["end"]),
        }
    except (ValueError, KeyError, TypeError, OverflowError, StoreError) as error:
        raise StoreError(f"line {line} of the reviews: {str(error) or 'not understood'}") from error


def _moment(text: str) -> datetime:
    """As the table holds it: UTC, without a zone."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None)


def _offset(text: str) -> int:
    if not 0 <= (number := int(text)) < 2**31:
        raise ValueError(f"not an offset: {text[:40]}")
    return number
