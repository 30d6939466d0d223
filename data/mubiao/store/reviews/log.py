"""Judgments of people on facts: made, undone, listed, carried in and out, and counted.

A judgment is a row (or, where one correction changes several fields, a few rows of the same moment). Nothing is ever
overwritten: what is undone stays, marked.
"""

from __future__ import annotations

import csv
import getpass
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import IO, Any, NoReturn

import polars as pl

from mubiao.columns import schema
from mubiao.files import bytes_of, replacing
from mubiao.model import InputError, StoreError
from mubiao.store import rows
from mubiao.store.adding import reanchor
from mubiao.store.arrow import framed
from mubiao.store.file.locking import Cursor, first, identifier
from mubiao.store.reads.reviewed import MARK
from mubiao.store.reviews.corrections import corrected, corrected_pledge, is_pledge, noted, ordered, reviewed_by
from mubiao.store.reviews.imports import consistent, judgments
from mubiao.store.statements import changes

SCHEMA: dict[str, pl.DataType] = schema("reviews")
"""The columns of the table reviews, and of its CSV file."""

MAX_BYTES = 256 * 1024 * 1024
"""The largest file of judgments that is taken in."""

_IDENTITY = ("document_id", "start", "end", "action", "field", "value", "reviewer", "at")
"""What makes two rows the same judgment, wherever their fact is by now."""

_BY = ("rule", "sector", "subsector", "indicator", "measure", "claim", "qualifier", "document_id", "region")

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
        self._judge(_several(fact_id), "note", {None: noted(text)}, reviewer)

    def correct(
        self, fact_id: str | Sequence[str], field: str, value: str | None, *, reviewer: str | None = None
    ) -> tuple[str, ...]:
        """Another value for a field (corrections.FIELDS), as text; empty or None empties the field.

        Several facts are corrected together or not at all. A period brings its dates along, a region its code, and a
        value takes the old upper end away: the facts that had one come back. InputError if the value is none of that
        field, or an upper end that is below the value.
        """
        return self.correct_fields(fact_id, {field: value}, reviewer=reviewer)

    def correct_fields(
        self, fact_id: str | Sequence[str], values: Mapping[str, str | None], *, reviewer: str | None = None
    ) -> tuple[str, ...]:
        """The same for several fields, as one judgment: all of them or none, and one `undo` takes all of them back.

        Of pledges (their `pledge_id` stands for the fact_id) these are corrections.PLEDGE_FIELDS: `status` first.
        """
        pledged = {is_pledge(one) for one in _several(fact_id)}
        if pledged == {True, False}:
            raise InputError("facts and pledges are corrected apart")
        if pledged == {True}:
            new: dict[str, str | None] = {}
            for field, value in values.items():
                new |= corrected_pledge(field, value)
            return self._judge(_several(fact_id), "correct", new, reviewer)
        known = None
        if "region" in values:
            with self._reading() as cursor:
                known = {code for (code,) in cursor.execute("SELECT region_code FROM regions").fetchall()}
        changes: dict[str, str | None] = {}
        for field, value in values.items():
            changes |= corrected(field, value, known)
        return self._judge(_several(fact_id), "correct", changes, reviewer)

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
                "WHERE NOT undone AND fact_id NOT IN (SELECT fact_id FROM facts) "
                "AND fact_id NOT IN (SELECT pledge_id FROM pledges) ORDER BY review_id",
            )

    def agreement(self, by: str = "rule") -> pl.DataFrame:
        """How often people agree with the extractor.

        by: rule (each rule of a fact counts for itself), sector, subsector, indicator, measure, claim, qualifier,
        document_id or region, as extracted. Columns: `by`, reviewed, accepted, corrected, rejected, and precision
        (accepted / reviewed); the most reviewed first.
        """
        if by not in _BY:
            raise InputError(f"agreement is counted by {', '.join(_BY)}, not by {by}")
        key = "unnest(string_split(f.rule, ';'))" if by == "rule" else f"f.{by}"
        with self._reading() as cursor:
            return framed(
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
        """Write every judgment, and every statement about a document, as CSV (UTF-8, a header, `\\n`); how many.

        An empty cell is null.

        A file takes its place when it is whole. FileError: one is there already and `force` does not say to replace
        it, or it is a database, which is never replaced.
        """
        if isinstance(target, Path):
            with (
                replacing(target, force=force, spare=(self._path,)) as fresh,
                fresh.open("w", encoding="utf-8", newline="") as file,
            ):
                return self.export(file)
        with self._reading() as cursor:
            frame = pl.concat([self.all(), pl.DataFrame(changes.carried(cursor), schema=SCHEMA)])
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(SCHEMA)
        for row in frame.iter_rows():
            writer.writerow("" if v is None else v.isoformat() if isinstance(v, datetime) else v for v in row)
        return frame.height

    def load(self, source: Path | IO[str], *, refused: Callable[[int, str], None] | None = None) -> int:
        """Take in what `export` wrote, of this or another database; how many were new.

        Judgments that are there already are skipped, but one that was undone there is undone here; those of facts
        that have moved find them by their quote; those of documents that are not here wait for them as orphans.

        refused: is told the number of each line that is not understood, or that `correct` or `note` would not take,
        and why; the others are taken. Without it InputError names the first such line, and nothing is taken in.
        InputError: not a file of reviews.
        """
        if isinstance(source, Path):
            text = StringIO(bytes_of(source, MAX_BYTES).decode("utf-8-sig"), newline="")
            return self.load(text, refused=refused)
        refuse = _stop if refused is None else refused
        with self._reading() as cursor:
            known = {code for (code,) in cursor.execute("SELECT region_code FROM regions").fetchall()}
        read = judgments(source, SCHEMA, known, refuse)
        said = [one for group in read for _, one in group if one["action"] == changes.ACTION]
        read = [group for group in read if group[0][1]["action"] != changes.ACTION]
        with self._writing() as cursor:
            names = ", ".join(map(identifier, _IDENTITY))
            held = {row[1:]: row[0] for row in cursor.execute(f"SELECT review_id, {names} FROM reviews").fetchall()}
            brought: dict[tuple[Any, ...], dict[str, Any]] = {}
            fresh: list[list[tuple[int, dict[str, Any]]]] = []
            for group in read:  # a row that stands there twice is one judgment, undone where one of the two is
                fresh.append([])
                for line, one in group:
                    key = tuple(one[name] for name in _IDENTITY)
                    if key in brought:
                        brought[key]["undone"] |= one["undone"]
                        continue
                    brought[key] = one
                    if key not in held:
                        fresh[-1].append((line, one))
            for key, one in brought.items():
                if key in held and one["undone"]:
                    cursor.execute("UPDATE reviews SET undone = true WHERE NOT undone AND review_id = ?", [held[key]])
            facts = {one["fact_id"] for group in fresh for _, one in group if one["field"] in ("value", "high")}
            consistent(fresh, {fact: ends for fact in facts if (ends := _ends(cursor, fact)) is not None}, refuse)
            new = [one for group in fresh for _, one in group]
            _insert(cursor, new)
            reanchor.reattach(cursor, sorted({r["document_id"] for r in new}))
            told = changes.take_in(cursor, said)
        return len(new) + told

    def _judge(
        self, fact_ids: Sequence[str], action: str, changes: Mapping[Any, str | None], reviewer: str | None
    ) -> tuple[str, ...]:
        """The facts whose upper end went with their value."""
        who = reviewed_by(reviewer or _login())
        cleared: list[str] = []
        found: list[dict[str, Any]] = []
        with self._writing() as cursor:
            now = datetime.now(UTC).replace(tzinfo=None)
            for fact_id in dict.fromkeys(fact_ids):
                quote = _quote(cursor, fact_id)
                upper = _upper_end(cursor, fact_id, changes)
                cleared += [fact_id] if upper else []
                found += [
                    {**quote, "action": action, "field": field, "value": value, "reviewer": who, "at": now}
                    for field, value in {**changes, **upper}.items()
                ]
            _insert(cursor, [{**record, "undone": False} for record in found])
        return tuple(cleared)


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a number without a name, as in a container
        return "unknown"


def _upper_end(cursor: Cursor, fact_id: str, changes: Mapping[Any, str | None]) -> dict[str, None]:
    """A corrected value takes the old upper end away: 8 instead of 7–7.5 is not 8–7.5.

    InputError where an upper end that is given lies below the value.
    """
    if not changes.keys() & {"value", "high"}:
        return {}
    value, high = _ends(cursor, fact_id) or (None, None)
    given = {name: None if text is None else float(text) for name, text in changes.items() if name in ("value", "high")}
    if "high" in given:
        ordered(given.get("value", value), given["high"])
        return {}
    return {} if high is None else {"high": None}


def _ends(cursor: Cursor, fact_id: str) -> tuple[float | None, float | None] | None:
    """Value and upper end of a fact as reviewed; None where it is not there."""
    row = first(cursor, "SELECT value, high FROM facts WHERE fact_id = ?", [fact_id])
    if row is None:
        return None
    now = dict(zip(("value", "high"), row, strict=True))
    made = cursor.execute(
        "SELECT field, TRY_CAST(value AS DOUBLE) FROM reviews WHERE fact_id = ? AND action = 'correct' "
        "AND field IN ('value', 'high') AND NOT undone ORDER BY review_id",
        [fact_id],
    ).fetchall()
    now |= dict(made)
    return now["value"], now["high"]


def _stop(line: int, reason: str) -> NoReturn:
    raise InputError(f"line {line} of the reviews: {reason}")


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
    if is_pledge(fact_id):
        query = 'SELECT pledge_id, document_id, start, "end", printed, object FROM pledges WHERE pledge_id = ?'
    else:
        query = 'SELECT fact_id, document_id, start, "end", printed, subject FROM facts WHERE fact_id = ?'
    row = first(cursor, query, [fact_id])
    if row is None:
        raise StoreError(f"there is no {'pledge' if is_pledge(fact_id) else 'fact'} {fact_id}")
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
    return framed(cursor.sql(query.replace("SELECT *", f"SELECT {names}", 1), params=list(values)))
