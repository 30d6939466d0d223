"""Reading the database from a shell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.tui.cli.conftest import Runner

from mubiao.model import DOCUMENT_COLUMNS, FACT_COLUMNS

pytestmark = pytest.mark.usefixtures("database")


def rows(text: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(text)
    return found


def test_the_columns_that_are_promised(mubiao: Runner) -> None:
    assert mubiao("query").lines[0].split(",") == [*FACT_COLUMNS, "review"]
    assert mubiao("documents").lines[0].split(",") == list(DOCUMENT_COLUMNS)
    assert mubiao("regions").lines[0].split(",") == [
        "region_code", "region", "level", "parent_code", "documents", "facts", "documents_below", "facts_below",
    ]  # fmt: skip


def test_targets_of_a_place_and_year(mubiao: Runner) -> None:
    found = rows(mubiao("query", "--region", "晋江市", "--claim", "target", "--year", "2024", "--json").text)
    gdp = [f for f in found if f["indicator"] == "gdp"]
    assert [(f["value"], f["unit"], f["qualifier"]) for f in gdp] == [(6, "%", "about")]
    assert {f["region"] for f in found} == {"晋江市"} and {f["year"] for f in found} == {2024}


@pytest.mark.parametrize("place", ["晋江市", "晋江", "350582", "福建省泉州市晋江市"])
@pytest.mark.parametrize("indicator", ["gdp", "GDP", "地区生产总值", "Gross regional product", "国内生产总值"])
def test_names_in_every_form(mubiao: Runner, place: str, indicator: str) -> None:
    plain = mubiao("query", "-r", "350582", "-i", "gdp").out
    assert mubiao("query", "-r", place, "-i", indicator).out == plain


def test_several_values_widen_and_several_options_narrow(mubiao: Runner) -> None:
    def ids(*options: str) -> set[str]:
        return set(mubiao("query", *options, "-c", "fact_id", "--no-header").lines)

    both = ids("-y", "2023", "-y", "2024")
    assert both == ids("-y", "2023,2024") == ids("-y", "2023..2024") == ids("year >= 2023 AND year <= 2024")
    assert (
        ids("-y", "2024", "-i", "gdp")
        == ids("year = 2024", "--indicator", "gdp")
        == ids("-y", "2024") & ids("-i", "gdp")
    )
    assert ids("-r", "泉州市", "-b") > ids("-r", "泉州市") and ids("-r", "泉州市", "-b") == ids()
    assert ids("高新技术") == ids("--search", "高新技术") == ids("subject LIKE '%高新技术%'") != set()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--region", "晋家市"], "no such place: 晋家市; did you mean 晋江市"),
        (["--indicator", "gpd"], "no such indicator: gpd; did you mean gdp"),
        (["--sector", "educaton"], "no such sector: educaton; did you mean education"),
        (["--claim", "promise"], "no such claim: promise"),
        (["--columns", "valu"], "no such column: valu; did you mean value"),
        (["--sort", "-yaer"], "no such column: yaer; did you mean year"),
        (["--year", "soon"], "not a year: soon"),
        (["yaer = 2024"], "no such column: yaer; did you mean year"),
        (["value = "], "not a condition"),
        (["--limit", "-2"], "--limit"),
        (["--regoin", "晋江"], "--regoin"),
        (["--format", "xls"], "xls"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_is_not_known_is_a_usage_error_in_one_line(mubiao: Runner, arguments: list[str], message: str) -> None:
    ended = mubiao("query", *arguments)
    assert (ended.code, ended.out) == (2, b"")
    assert ended.err.startswith("mubiao: ") and ended.err.count("\n") == 1 and message in ended.err


def test_exit_status_asks_for_rows(mubiao: Runner) -> None:
    assert mubiao("query", "-y", "1999").code == 0
    assert mubiao("query", "-y", "1999", "--exit-status").code == 1
    assert mubiao("query", "-y", "2024", "-e").code == 0


def test_sorted_by_value_with_missing_last(mubiao: Runner) -> None:
    found = rows(mubiao("query", "--sort", "-high,value", "--json").text)
    assert [f["high"] for f in found] == sorted((f["high"] for f in found), key=lambda high: high is None)
    values = [f["value"] for f in found if f["high"] is None]
    assert values == sorted(values)  # type: ignore[type-var]


def test_show_gives_the_sentence_and_its_neighbours(mubiao: Runner) -> None:
    (fact_id,) = mubiao("query", "-r", "晋江", "-i", "gdp", "-y", "2024", "-c", "fact_id", "--no-header").lines
    text = mubiao("show", fact_id).text
    assert text.startswith("晋江市  地区生产总值  growth about 6 %  target, 2024\n")
    assert "  sentence     今年的主要预期目标是：地区生产总值增长[6%]左右，" in text
    (row,) = rows(mubiao("show", fact_id[:-3], "--context", "2", "--json").text)
    assert row["fact_id"] == fact_id and "[" not in str(row["sentence"])
    assert len(row["before"]) == 2 and len(row["after"]) == 2  # type: ignore[arg-type]
    assert mubiao("show", "-", "--ndjson", "--context", "2", input=fact_id.encode()).text.strip() == (
        mubiao("show", fact_id, "--ndjson", "--context", "2").text.strip()
    )


def test_show_of_an_unknown_fact(mubiao: Runner) -> None:
    ended = mubiao("show", "0-0-0")
    assert (ended.code, ended.out, ended.err) == (2, b"", "mubiao: no such fact: 0-0-0\n")


def test_places_of_the_database_and_of_the_country(mubiao: Runner) -> None:
    tree = {r["region"]: r for r in rows(mubiao("regions", "--json").text)}
    assert tree["晋江市"]["documents"] == 2 and tree["泉州市"]["documents_below"] == 3
    (shaxian,) = rows(mubiao("regions", "沙县区", "--json").text)
    assert (shaxian["parent_code"], shaxian["facts"]) == ("350400", 0)
    inside = rows(mubiao("regions", "晋江市", "--below", "--json").text)
    assert inside[0]["region"] == "晋江市" and "安海镇" in {r["region"] for r in inside}


def test_options_before_and_after_the_command(mubiao: Runner, tmp_path: Path) -> None:
    other = tmp_path / "none" / "other.duckdb"
    assert mubiao("--db", "folder/x.duckdb", "query", "--db", tmp_path / "test.duckdb").lines[1:] != []
    assert mubiao("--db", tmp_path / "test.duckdb", "query").out == mubiao("query").out
    assert not other.exists()
