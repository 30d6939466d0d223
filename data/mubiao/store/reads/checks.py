"""Reading everything again: whether each fact and target in words still stands where it says, and the file is whole."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Any

import polars as pl

from mubiao.columns import schema
from mubiao.store.file.integrity import read_all
from mubiao.store.file.locking import Cursor

SCHEMA: dict[str, pl.DataType] = schema("check")
"""problem: span, outside, text, characters, no document, twice, fact_id, section, place.

"twice" with a fact_id is a fact or a target in words, without one a document or a section of it.

fact_id is that of a fact, the promise_id of a target in words, or the pledge_id of a pledge.
"""

BATCH = 500
"""Documents whose texts are held at a time. DuckDB unpacks 2,048 of them to read one, so not too few."""


def check(cursor: Cursor) -> pl.DataFrame:
    """One row per thing that does not hold; reads every block of every column, so damage comes to light too."""
    problems = _of_tables(cursor)
    # As they lie in the file: in any other order each batch would read nearly all texts.
    places = cursor.execute("SELECT rowid, document_id FROM documents ORDER BY rowid").fetchall()
    for at in range(0, len(places), BATCH):
        problems += _of_documents(cursor, places[at : at + BATCH])
    read_all(cursor)
    return pl.DataFrame(problems, schema=SCHEMA, orient="row")


def _of_documents(cursor: Cursor, places: Sequence[tuple[int, str]]) -> list[tuple[Any, ...]]:
    problems: list[tuple[Any, ...]] = []
    ids = [document_id for _, document_id in places]
    among = f"document_id IN ({', '.join('?' * len(ids))})"
    texts: dict[str, str] = {}
    for key, characters, text in cursor.execute(
        "SELECT document_id, characters, text FROM documents WHERE rowid BETWEEN ? AND ? AND text IS NOT NULL",
        [places[0][0], places[-1][0]],
    ).fetchall():
        texts[key] = text
        digest = hashlib.sha256(text.encode()).hexdigest()[:16]
        if digest != key:
            problems.append(("text", key, None, key, digest))
        if len(text) != characters:
            problems.append(("characters", key, None, str(characters), str(len(text))))
    for key, fact_id, start, end, printed, whole in cursor.execute(
        'SELECT document_id, fact_id, start, "end", printed, concat_ws(\'-\', document_id, start, "end") FROM facts '
        f"WHERE {among} UNION ALL "
        'SELECT document_id, promise_id, start, "end", printed, '
        "concat_ws('-', document_id, start, \"end\", indicator) FROM promises "
        f"WHERE {among} UNION ALL "
        'SELECT document_id, pledge_id, start, "end", printed, '
        "concat_ws('-', document_id, 'p', start, \"end\") FROM pledges "
        f"WHERE {among}",
        [*ids, *ids, *ids],
    ).fetchall():
        if fact_id != whole and not _FURTHER.fullmatch(fact_id.removeprefix(whole)):
            problems.append(("fact_id", key, fact_id, whole, fact_id))
        if key not in texts:
            continue
        if not 0 <= start < end <= len(texts[key]):
            problems.append(("outside", key, fact_id, printed, None))
        elif texts[key][start:end] != printed:
            problems.append(("span", key, fact_id, printed, texts[key][start:end]))
    return problems


_FURTHER = re.compile(r"-[2-9]|-[1-9]\d+")  # behind the id of the first fact with a span, those of its others
_STATED = (
    "(SELECT document_id, fact_id, region_code FROM facts "
    "UNION ALL SELECT document_id, promise_id, region_code FROM promises "
    "UNION ALL SELECT document_id, pledge_id, region_code FROM pledges)"
)


def _of_tables(cursor: Cursor) -> list[tuple[Any, ...]]:
    queries = {
        "no document": f"SELECT document_id, fact_id, NULL, NULL FROM {_STATED} "
        "ANTI JOIN documents USING (document_id) ORDER BY fact_id",
        "twice": f"SELECT min(document_id), fact_id, '1', count(*)::VARCHAR FROM {_STATED} "
        "GROUP BY fact_id HAVING count(*) > 1 UNION ALL "
        "SELECT document_id, NULL, '1', count(*)::VARCHAR FROM documents "
        "GROUP BY document_id HAVING count(*) > 1 UNION ALL "
        "SELECT document_id, NULL, '1', count(*)::VARCHAR FROM sections "
        "GROUP BY document_id, ordinal HAVING count(*) > 1 ORDER BY ALL",
        "section": "SELECT s.document_id, NULL, d.characters::VARCHAR, s.start || '-' || s.\"end\" FROM sections s "
        "LEFT JOIN documents d USING (document_id) "
        'WHERE d.document_id IS NULL OR s.start < 0 OR s."end" < s.start OR s."end" > d.characters '
        "ORDER BY s.document_id, s.ordinal",
        "place": f"SELECT min(document_id), min(fact_id), region_code, NULL FROM {_STATED} "
        "WHERE region_code IS NOT NULL AND region_code NOT IN (SELECT region_code FROM regions) "
        "GROUP BY region_code ORDER BY region_code",
    }
    return [(problem, *row) for problem, query in queries.items() for row in cursor.execute(query).fetchall()]
