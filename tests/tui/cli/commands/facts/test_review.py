"""Judgments from a shell: made, seen in every view, undone, carried to another database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.tui.cli.conftest import Runner

pytestmark = pytest.mark.usefixtures("database")


def one(mubiao: Runner, *options: str) -> str:
    (fact_id,) = mubiao("query", *options, "-c", "fact_id", "--no-header").lines
    return fact_id


def target(mubiao: Runner) -> str:
    return one(mubiao, "-r", "晋江", "-i", "gdp", "--claim", "target", "-y", "2024")


def test_accept_reject_and_undo(mubiao: Runner) -> None:
    fact_id = target(mubiao)
    assert mubiao("review", "accept", fact_id).err == "mubiao: accepted 1 fact\n"
    assert mubiao("query", "--reviewed", "accepted", "-c", "fact_id", "--no-header").lines == [fact_id]
    assert mubiao("review", "reject", "-", input=fact_id.encode()).code == 0
    assert one(mubiao, "--reviewed", "rejected") == fact_id
    assert mubiao("targets", "-r", "晋江", "-i", "gdp", "-y", "2024", "--exit-status").code == 1
    assert mubiao("review", "undo", fact_id).err == f"mubiao: undid reject of {fact_id}\n"
    assert one(mubiao, "--reviewed", "accepted") == fact_id
    assert mubiao("review", "undo", fact_id, fact_id).code == 0
    assert mubiao("review", "undo", fact_id).err == f"mubiao: nothing to undo on {fact_id}\n"
    assert mubiao("query", "--reviewed", "any", "-e").code == 1


def test_a_correction_is_seen_in_every_view(mubiao: Runner) -> None:
    fact_id = target(mubiao)
    ended = mubiao("review", "correct", fact_id, "value=7", "qualifier=over", "--as", "lin")
    assert ended.code == 0 and ended.err == f"mubiao: corrected value, qualifier of {fact_id}\n"
    (row,) = json.loads(mubiao("query", "--reviewed", "corrected", "--json").text)
    assert (row["value"], row["qualifier"], row["review"]) == (7, "over", "corrected")
    (row,) = json.loads(mubiao("targets", "-r", "晋江", "-i", "gdp", "-y", "2024", "--json").text)
    assert (row["target"], row["target_qualifier"]) == (7, "over")
    assert "growth over 7 %" in mubiao("show", fact_id).text
    listed = json.loads(mubiao("review", "list", "--json").text)
    assert [(r["reviewer"], r["field"], r["value"]) for r in listed] == [
        ("lin", "value", "7.0"),
        ("lin", "qualifier", "over"),
    ]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("valu=7", "valu cannot be corrected"),
        ("value=seven", "not a number"),
        ("value", "FIELD=VALUE"),
        ("high=1", "high 1 is below the value 6"),
        ("region=乌有市", "乌有市"),
    ],
)
def test_a_correction_that_cannot_be_changes_nothing(mubiao: Runner, change: str, message: str) -> None:
    fact_id = target(mubiao)
    ended = mubiao("review", "correct", fact_id, "claim=plan", change)
    assert ended.code == 2 and message in ended.err and ended.err.count("\n") == 1
    assert mubiao("review", "list", "--no-header").out == b""


def test_unknown_facts_mark_none(mubiao: Runner) -> None:
    fact_id = target(mubiao)
    ended = mubiao("review", "accept", fact_id, "0-0-0")
    assert (ended.code, ended.err) == (2, "mubiao: no such fact: 0-0-0\n")
    assert mubiao("review", "list", "--no-header").out == b""
    assert mubiao("review", "accept", "-").err == "mubiao: no fact ids on stdin\n"


def test_reviewer_of_the_environment_and_notes(mubiao: Runner) -> None:
    fact_id = target(mubiao)
    assert mubiao("review", "note", fact_id, "见附表", MUBIAO_REVIEWER="陈").code == 0
    (row,) = json.loads(mubiao("review", "list", "--fact", fact_id, "--json").text)
    assert (row["reviewer"], row["action"], row["value"]) == ("陈", "note", "见附表")


def test_judgments_travel_as_csv(mubiao: Runner, made_database: Path, tmp_path: Path) -> None:
    fact_id = target(mubiao)
    mubiao("review", "reject", fact_id)
    mubiao("review", "note", fact_id, 'a "note",\nof two lines')
    exported = mubiao("review", "export")
    assert mubiao("review", "export", "out.csv").code == 0
    assert (tmp_path / "out.csv").read_bytes() == exported.out
    other = tmp_path / "other.duckdb"
    other.write_bytes(made_database.read_bytes())
    assert mubiao("review", "import", "-", "--db", other, input=exported.out).err == "mubiao: 2 new judgments\n"
    assert mubiao("review", "import", "out.csv", "--db", other).err == "mubiao: 0 new judgments\n"
    assert mubiao("review", "list", "--db", other, "--columns", "fact_id,action,value").out == (
        mubiao("review", "list", "--columns", "fact_id,action,value").out
    )


@pytest.mark.parametrize("content", [b"a,b\n1,2\n", b"\xff\xfe\x00", b""])
def test_a_file_that_holds_no_judgments(mubiao: Runner, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.csv").write_bytes(content)
    ended = mubiao("review", "import", "bad.csv")
    assert ended.code == 2 and "not a file of reviews" in ended.err and ended.err.count("\n") == 1
    assert mubiao("review", "import", "none.csv").code == 2


def test_agreement_counts_by_rule_and_sector(mubiao: Runner) -> None:
    ids = mubiao("query", "-i", "gdp", "-c", "fact_id", "--no-header").lines
    mubiao("review", "accept", *ids[1:])
    mubiao("review", "reject", ids[0])
    (row,) = json.loads(mubiao("review", "agreement", "--by", "sector", "--json").text)
    assert (row["sector"], row["reviewed"], row["rejected"]) == ("economy", len(ids), 1)
    assert row["precision"] == pytest.approx((len(ids) - 1) / len(ids))


def test_orphans_are_listed_and_come_back(mubiao: Runner, made_database: Path) -> None:
    fact_id = target(mubiao)
    mubiao("review", "accept", fact_id)
    mubiao("remove", "--quiet", fact_id.split("-")[0])
    assert mubiao("review", "list", "--orphans", "-c", "fact_id", "--no-header").lines == [fact_id]
    assert mubiao("add", made_database.parent / "晋江2024.txt").code == 0
    assert mubiao("review", "list", "--orphans", "--no-header").out == b""
    assert one(mubiao, "--reviewed", "accepted") == fact_id


def test_a_correction_of_several_fields_is_one_judgment(mubiao: Runner) -> None:
    fact_id = target(mubiao)
    assert mubiao("review", "correct", fact_id, "value=7", "qualifier=over", "claim=plan").code == 0
    assert len(json.loads(mubiao("review", "list", "--json").text)) == 3
    assert mubiao("review", "undo", fact_id).code == 0
    assert mubiao("query", "--reviewed", "any", "-e").code == 1
    twice = mubiao("review", "correct", fact_id, "value=7", "value=8")
    assert (twice.code, twice.err) == (2, "mubiao: value is given twice\n")


def test_it_is_said_that_the_upper_end_went_with_the_value(mubiao: Runner) -> None:
    fact_id = target(mubiao)
    assert mubiao("review", "correct", fact_id, "high=6.5").code == 0
    ended = mubiao("review", "correct", fact_id, "value=7")
    assert ended.err == f"mubiao: corrected value of {fact_id}; its high was cleared\n"


def test_a_bad_line_is_named_and_the_rest_goes_on(mubiao: Runner, tmp_path: Path) -> None:
    fact_id = target(mubiao)
    mubiao("review", "accept", fact_id)
    mubiao("review", "note", fact_id, "see the annex")
    head, first, second = mubiao("review", "export").lines
    text = "\n".join([head, first.replace("accept", "praise"), second.replace("annex", "other annex"), ""])
    for source, name in (("-", "-"), ("bad.csv", "bad.csv")):
        (tmp_path / "bad.csv").write_text(text, encoding="utf-8")
        ended = mubiao("review", "import", source, input=text.encode())
        new = "1 new judgment" if source == "-" else "0 new judgments"
        assert (ended.code, ended.err.splitlines()) == (
            4,
            [f"mubiao: {name}: line 2: no such action: praise", f"mubiao: {new}; 1 line refused"],
        )
    assert len(json.loads(mubiao("review", "list", "--json").text)) == 3
