"""Ids in a pipe: alone or in rows of whatever format the command before it printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tui.cli.conftest import Runner

from mubiao_tui.cli.options.output import FORMATS

pytestmark = pytest.mark.usefixtures("database")

CHOSEN = ("query", "-i", "gdp", "--claim", "target")


@pytest.fixture
def ids(mubiao: Runner) -> list[str]:
    found = mubiao(*CHOSEN, "-c", "fact_id", "--no-header").lines
    assert len(found) >= 2
    return found


def shown(mubiao: Runner, given: bytes) -> list[str]:
    ended = mubiao("show", "-", "-c", "fact_id", "--csv", "--no-header", input=given)
    assert (ended.code, ended.err) == (0, "")
    return ended.lines


@pytest.mark.parametrize("name", FORMATS)
def test_rows_of_every_format(mubiao: Runner, ids: list[str], name: str) -> None:
    columns = {"csv": (), "json": (), "tsv": ("--no-header",), "table": ("-c", "fact_id")}
    rows = mubiao(*CHOSEN, "--format", name, *columns.get(name, ("-c", "value,subject,fact_id")))
    assert rows.code == 0 and shown(mubiao, rows.out) == ids


def test_reviews_take_them_too(mubiao: Runner, ids: list[str]) -> None:
    rows = mubiao(*CHOSEN, "--json").out
    assert mubiao("review", "accept", "-", input=rows).err == f"mubiao: accepted {len(ids)} facts\n"
    assert mubiao("review", "reject", "-", input=mubiao("review", "list", "--tsv").out).code == 0
    assert mubiao("query", "--reviewed", "rejected", "-c", "fact_id", "--no-header").lines == ids
    assert mubiao("review", "undo", "-", input=rows).err.count("undid reject") == len(ids)
    one = mubiao(*CHOSEN, "-n", "1").out
    assert mubiao("review", "note", "-", "见附表", input=one).err == f"mubiao: noted on {ids[0]}\n"
    assert mubiao("review", "correct", "-", "value=7", input=one).err == f"mubiao: corrected value of {ids[0]}\n"
    for command in (("note", "-", "见附表"), ("correct", "-", "value=7")):
        ended = mubiao("review", *command, input=rows)
        assert (ended.code, ended.err) == (2, f"mubiao: one fact at a time, not {len(ids)}\n")


def test_rows_of_targets_lead_to_their_facts(mubiao: Runner, ids: list[str]) -> None:
    rows = mubiao("targets", "-i", "gdp", "-c", "region,year,target_fact").out
    assert set(shown(mubiao, rows)) <= set(ids) != set()


def test_documents_are_removed_by_their_rows(mubiao: Runner) -> None:
    before = mubiao("documents", "--no-header").lines
    ended = mubiao("remove", "-", input=mubiao("documents", "-n", "2", "--markdown").out)
    assert ended.code == 0 and ended.err.count("removed ") == 2
    assert len(mubiao("documents", "--no-header").lines) == len(before) - 2
    rows = mubiao("query").out
    ended = mubiao("remove", "-", input=rows)
    assert (ended.code, ended.err) == (2, "mubiao: there are facts on stdin, not document ids\n")
    assert mubiao("query").out == rows


def test_lists_as_before(mubiao: Runner, ids: list[str]) -> None:
    first, second = ids[:2]
    for given in (
        f"{first}\n{second}\n",
        f"{first} {second}",
        f"\ufeff{first}\r\n{second}",
        f"{first}\n{first} {second}",
    ):
        assert shown(mubiao, given.encode()) == [first, second]
    assert shown(mubiao, f"{first[:-2]}\n{second}\n".encode()) == [first, second]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("{0}\nnonsense\n", "no such fact: nonsense"),
        ("{0} 0-0-0", "no such fact: 0-0-0"),
        ("fact_id\nnonsense\n", "no such fact: nonsense"),
        ("", "no fact ids on stdin"),
        ("fact_id\n", "no fact ids on stdin"),
        ("region,value\n晋江市,6\n", "no fact ids on stdin"),
        ("region  value\n晋江市  6\n", "no fact ids on stdin"),
        ("PAR1 is how it begins", "stdin cannot be read"),
        ("PK\x03\x04 is how it begins", "stdin cannot be read"),
    ],
)
def test_a_list_with_what_is_no_id_is_refused_whole(
    mubiao: Runner, ids: list[str], given: str, said: str, tmp_path: Path
) -> None:
    for command in (("show", "-"), ("review", "accept", "-")):
        ended = mubiao(*command, input=given.format(*ids).encode())
        assert (ended.code, ended.out) == (2, b"")
        assert ended.err.startswith(f"mubiao: {said}") and ended.err.count("\n") == 1
    assert mubiao("review", "list", "--no-header").out == b""


def test_bytes_that_are_no_text(mubiao: Runner, ids: list[str]) -> None:
    assert shown(mubiao, b"\xff\xfe," + ids[0].encode() + b",\xc3\n") == ids[:1]
    assert mubiao("show", "-", input=b"\xff\xff").code == 2
