"""`mubiao extract --pledges`: pledges of files, and why they are."""

from __future__ import annotations

import json

from tests.tui.cli.conftest import Runner

from mubiao.model import PLEDGE_COLUMNS

TEXT = "2024年晋江市政府工作报告\n\n二、2024年工作安排\n\n开工建设青榄隧道，建设大桥20座。\n"


def test_pledges_are_printed_as_ndjson(mubiao: Runner) -> None:
    done = mubiao("extract", "--pledges", "-", input=TEXT.encode())
    (row,) = map(json.loads, done.text.splitlines())
    assert tuple(row) == PLEDGE_COLUMNS
    assert (row["object"], row["act"], row["kind"], row["core"]) == ("青榄隧道", "start", "project", True)
    assert TEXT[row["start"] : row["end"]] == row["printed"]


def test_a_table_has_its_own_columns(mubiao: Runner) -> None:
    header, row = mubiao(
        "extract", "--pledges", "--tsv", "-c", "object,act,stages", "-", input=TEXT.encode()
    ).text.splitlines()
    assert header == "object\tact\tstages" and row.startswith("青榄隧道\tstart")


def test_an_explanation_tells_what_was_taken_and_refused(mubiao: Runner) -> None:
    taken, refused = mubiao("extract", "--pledges", "--explain", "-", input=TEXT.encode()).text.splitlines()
    assert taken.startswith("+ ") and "a work or body with a name of its own" in taken
    assert refused.startswith("- ") and "[大桥20座]  a number of things without names" in refused
    (row,) = map(
        json.loads, mubiao("extract", "--pledges", "--explain", "--ndjson", "-", input=TEXT.encode()).text.splitlines()
    )
    assert row["explanation"][0]["rule"] == "acts:governed"


def test_a_report_without_a_plan_prints_nothing(mubiao: Runner) -> None:
    done = mubiao("extract", "--pledges", "-", input="2024年晋江市政府工作报告：地区生产总值增长6%。".encode())
    assert (done.text, done.code) == ("", 0)
