"""Ids on the command line, and those that stand in what another command has printed, in whatever format that is.

So `mubiao query … | mubiao show -` works as well as a list of ids: nobody has to say which column holds them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from mubiao.model import DocumentError
from mubiao_tui.cli.diagnostics import Exit, Failure
from mubiao_tui.terminal import is_terminal

if TYPE_CHECKING:
    from mubiao.store import Store

_FACT = re.compile(r"(?<![0-9A-Za-z_-])[0-9a-f]{16}-\d+-\d+(?:-[a-z][a-z0-9_]*)?(?![0-9A-Za-z_-])")
"""The id of a fact, or that of a target in words: its indicator stands at the end."""

_DOCUMENT = re.compile(r"(?<![0-9A-Za-z_-])[0-9a-f]{16}(?![0-9A-Za-z_-])")

_WORD = re.compile(r"[\w-]+")
_HEADS = ("fact_id", "document_id", "promise_id")
_PARQUET, _ARROW, _WORKBOOK = b"PAR1", b"\xff\xff\xff\xff", b"PK\x03\x04"


def facts_given(given: Sequence[str]) -> list[str]:
    """The ids of facts on the command line, or beginnings of ids; those that stand on stdin in place of a `-`."""
    return _given(given, "fact", _FACT)


def ids_known(store: Store, ids: Sequence[str]) -> list[str]:
    """The full ids of these ids or beginnings of ids."""
    from mubiao_tui.cli.display.facts import known

    with store.reading():
        given = list(facts_given(ids))
        return [_pledge(store, one) if "-p-" in one else next(known(store, [one]))["fact_id"] for one in given]


def _pledge(store: Store, wanted: str) -> str:
    """The full id of a pledge."""
    import polars as pl

    near = store.pledges().filter(pl.col("pledge_id").str.starts_with(wanted)).select("pledge_id").collect()
    found = [one for (one,) in near.iter_rows()]
    if wanted in found:
        return wanted
    if len(found) != 1:
        raise Failure(f"{'several pledges begin with' if found else 'no such pledge:'} {wanted}", Exit.USAGE)
    return str(found[0])


def documents_given(given: Sequence[str]) -> list[str]:
    """The same of documents. Rows of facts are no list of documents, though each names one."""
    return _given(given, "document", _DOCUMENT, unfit=_FACT)


def facts_offered() -> list[str]:
    """The ids of facts that stand on stdin, each once; no beginnings."""
    ids = _FACT.findall(_all_piped())
    found = list(dict.fromkeys(name for name in ids if name.count("-") == 2))  # a target in words has no fields
    if not found:
        raise Failure("there are no fact ids on stdin to choose from", Exit.USAGE)
    return found


def _given(
    given: Sequence[str], what: str, pattern: re.Pattern[str], unfit: re.Pattern[str] | None = None
) -> list[str]:
    ids: list[str] = []
    for name in given:
        ids += _piped(what, pattern, unfit) if name == "-" else [name]
    if not ids:
        raise Failure(f"no {what} ids on stdin", Exit.USAGE)
    return list(dict.fromkeys(ids))


def _piped(what: str, pattern: re.Pattern[str], unfit: re.Pattern[str] | None) -> list[str]:
    if is_terminal(sys.stdin):
        raise Failure(f"nothing is piped in: - reads {what} ids from stdin", Exit.USAGE)
    text = _all_piped()
    if unfit is not None and unfit.search(text):
        raise Failure(f"there are facts on stdin, not {what} ids", Exit.USAGE)
    if (bare := _bare(text)) is not None:
        return bare
    found: list[str] = pattern.findall(text)
    if not found:
        raise Failure(f"no {what} ids on stdin", Exit.USAGE)
    return found


def _bare(text: str) -> list[str] | None:
    """The words of a list of ids or beginnings of ids, by lines or blanks; None where it is rows.

    In a list every word counts, so that one that is no id is named and not passed over.
    """
    words = text.split()
    lines = [line.split() for line in text.splitlines() if line.strip()]
    one_a_line = all(len(line) == 1 for line in lines)
    if not all(_WORD.fullmatch(word) for word in words):
        return None
    if not one_a_line and not all("-" in word for word in words):
        return None
    return words[1:] if words and words[0] in _HEADS else words


def _all_piped() -> str:
    from mubiao_tui.cli.options.piped import MOST, piped  # ids are seldom piped in

    return _text(piped(MOST))


def _text(piped: bytes) -> str:
    """What was piped in as text; of Parquet and Arrow the columns of text, a cell a line between bars."""
    if piped.startswith(_WORKBOOK):
        return _sheets(piped)
    if piped.startswith((_PARQUET, _ARROW)):
        return "".join(f"|{cell}|\n" for cell in _cells(piped))
    return piped.decode("utf-8-sig", "replace")


def _sheets(piped: bytes) -> str:
    """A workbook as it is read where it is a document."""
    from mubiao.documents.sheets.xlsx import xlsx_text

    try:
        return xlsx_text(piped).text
    except DocumentError as problem:
        raise Failure(f"stdin cannot be read: {problem}", Exit.USAGE) from problem


def _cells(piped: bytes) -> Iterator[str]:
    import polars as pl

    try:
        read = pl.read_parquet if piped.startswith(_PARQUET) else pl.read_ipc_stream
        frame = read(BytesIO(piped))
    except (pl.exceptions.PolarsError, OSError) as problem:
        raise Failure(f"stdin cannot be read: {problem}", Exit.USAGE) from problem
    for column in frame.select(pl.col(pl.String)).iter_columns():
        yield from (cell for cell in column.to_list() if cell)
