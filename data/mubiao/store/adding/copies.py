"""One document in several forms: with other line ends, and with or without a byte order mark.

The id of a document is that of its text as it was first read, so a copy that an editor or a mail program has changed in
this way has another id. It is the same document all the same, and would count double. A copy is known by the id that
its text has in the other forms; where it brings something new (the text of a bundled document, facts of newer rules),
that is put into the form that is there, and every offset with it. A text of mixed line ends is known as it is, and by
what it is with all of them alike.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import replace

import polars as pl

from mubiao.documents.reading import document_id
from mubiao.store.adding.writing import Addition, known_documents
from mubiao.store.file.locking import Cursor

_MARK = "\ufeff"
_PAIR = re.compile(r"(?<=\r)\n")
_FEED = re.compile(r"\n")


def forms(text: str) -> dict[str, str]:
    """Id → text, of the text as it is and then of its other forms."""
    found = {document_id(text): text}
    if "\n" in text or text.startswith(_MARK):
        plain = _plain(text)
        for lines in (plain, plain.replace("\n", "\r\n")):
            for form in (lines, _MARK + lines):
                found.setdefault(document_id(form), form)
    else:
        found.setdefault(document_id(_MARK + text), _MARK + text)
    return found


def all_as_known(cursor: Cursor, entries: Sequence[Addition]) -> list[Addition]:
    """The entries, each in the form in which its document is in the database or comes in earlier."""
    known = set(known_documents(cursor, [key for e in entries for key in forms(e.document.text)]))
    found: list[Addition] = []
    for e in entries:
        found.append(_as_known(e, known))
        known.add(found[-1].document.document_id)
    return found


def _as_known(entry: Addition, known: Collection[str]) -> Addition:
    """The entry in the form whose id is known; as it is where none of its forms is, or this one."""
    text = entry.document.text
    if entry.document.document_id in known:
        return entry
    key, form = next(((key, form) for key, form in forms(text).items() if key in known), ("", ""))
    return _recast(entry, key, form) if key else entry


def _plain(text: str) -> str:
    return text.removeprefix(_MARK).replace("\r\n", "\n")


def _recast(entry: Addition, key: str, form: str) -> Addition:
    text = entry.document.text
    pairs, mark = [m.start() for m in _PAIR.finditer(text)], text.startswith(_MARK)
    plain = _plain(text)
    feeds = [m.start() for m in _FEED.finditer(plain)] if "\r\n" in form else []
    added = form.startswith(_MARK)

    def moved(offset: int) -> int:
        inside = max(0, offset - mark - bisect_left(pairs, offset))
        return added + inside + bisect_left(feeds, inside)

    def placed(frame: pl.DataFrame) -> pl.DataFrame:
        spans = [(moved(start), moved(end)) for start, end in frame.select("start", "end").iter_rows()]
        columns = {"start": [start for start, _ in spans], "end": [end for _, end in spans]}
        for name in ("sentence_start", "sentence_end"):
            if name in frame.columns:
                columns[name] = [moved(offset) for offset in frame[name]]
        if "printed" in frame.columns:
            columns["printed"] = [form[start:end] for start, end in spans]  # type: ignore[misc]
        series = [pl.Series(name, values, dtype=frame.schema[name]) for name, values in columns.items()]
        frame = frame.with_columns(*series, document_id=pl.lit(key))
        for name in ("fact_id", "promise_id"):
            if name in frame.columns:
                behind = pl.col(name).str.extract(r"^[^-]+-\d+-\d+(.*)$")  # the indicator; the second of one number
                frame = frame.with_columns(
                    (pl.concat_str("document_id", "start", "end", separator="-") + behind).alias(name)
                )
        if "pledge_id" in frame.columns:
            identity = pl.concat_str("document_id", pl.lit("p"), "start", "end", separator="-")
            frame = frame.with_columns(
                identity.alias("pledge_id"),
                pl.col("numbers").list.eval(pl.element().str.replace(r"^[^-]+", key)),
            )
        return frame

    return replace(
        entry,
        document=replace(entry.document, document_id=key, text=form),
        facts=placed(entry.facts),
        sections=placed(entry.sections),
        promises=placed(entry.promises),
        pledges=placed(entry.pledges),
    )
