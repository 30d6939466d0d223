"""`panel`, `stats`, `rank`, and what `targets`, `documents` and `regions` leave out, from a shell."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from tests.tui.cli.conftest import Runner

from mubiao_tui.cli.commands.analysis.panel import PROVENANCE
from mubiao_tui.cli.options.output import FORMATS


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def few(mubiao: Runner) -> Runner:
    """The runner, on a database that begins with the bundled documents of a few places."""
    return mubiao


def test_a_panel_closes_with_what_is_missing(few: Runner) -> None:
    ended = few("panel", "gdp", "--level", "province", "--since", "2021", "--until", "2023")
    found = rows(ended.text)
    assert len(found) == 93 and {row["status"] for row in found} >= {"number", "no report"}
    assert len({(row["region_code"], row["year"]) for row in found}) == 93
    assert ended.err.splitlines()[-1].startswith("mubiao: 93 cells of 31 places, 2021–2023: targets ")


@pytest.mark.parametrize("chosen", [name for name in FORMATS if name not in ("parquet", "arrow", "xlsx")])
def test_every_format_has_the_rows(few: Runner, chosen: str) -> None:
    ended = few("panel", "gdp", "-r", "福建", "--since", "2022", "--until", "2022", "-f", chosen)
    assert ended.code == 0 and "福建省" in ended.text and "6.5" in ended.text


def test_a_workbook_opens_and_runs_nothing(few: Runner) -> None:
    ended = few("panel", "gdp", "-r", "福建", "--since", "2022", "--until", "2023", "--xlsx")
    with zipfile.ZipFile(io.BytesIO(ended.out)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        texts = book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheet and "福建省" in texts and "<v>6.5</v>" in sheet
    again = few("panel", "gdp", "-r", "福建", "--since", "2022", "--until", "2023", "--xlsx")
    assert again.out == ended.out


def test_a_mark_tells_spreadsheets_that_it_is_utf_8(few: Runner) -> None:
    plain = few("documents", "-n", "2")
    marked = few("documents", "-n", "2", "--bom")
    assert marked.out == b"\xef\xbb\xbf" + plain.out
    assert few("documents", "-n", "2", "--bom", "--json").out == few("documents", "-n", "2", "--json").out


def test_sources_and_a_codebook_on_demand(few: Runner, tmp_path: Path) -> None:
    asked = ("panel", "gdp", "-r", "泉州", "--level", "prefecture", "--with", ",".join(PROVENANCE))
    ended = few(*asked, "--codebook", tmp_path / "book.csv")
    (row, *_) = [row for row in rows(ended.text) if row["target_quote"]]
    assert row["target_document"] and row["target_title"] and row["code_then"]
    book = rows((tmp_path / "book.csv").read_text(encoding="utf-8"))
    assert [line["column"] for line in book] == list(row)
    assert few(*asked, "--codebook", tmp_path / "book.csv").code == 2, "a file that is there stays"
    assert few(*asked, "--codebook", tmp_path / "book.md", "--force").code == 0
    assert (tmp_path / "book.md").read_text(encoding="utf-8").startswith("| column |")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["panel", "gdp", "--level", "provine"], "did you mean province?"),
        (["panel", "gdp", "--since", "2023", "--until", "2020"], "turned round"),
        (["panel", "gdp", "--with", "quotes"], "did you mean quote?"),
        (["panel", "gdp", "--balanced", "all"], "no such balance: all"),
        (["panel", "nonsense"], "no such indicator"),
        (["panel", "gdp", "rank", "--scope", "x"], "no such scope: x"),
        (["panel", "pm25", "rank"], "no place has pm25"),
        (["stats", "gdp", "--by", "place"], "no such grouping: place"),
        (["stats", "gdp", "--level", "city"], "no such level: city"),
        (["stats", "pm25", "rank"], "no place has pm25"),
        (["targets", "--annual", "--programmes"], "leave nothing"),
        (["documents", "--kind", "report"], "no such kind"),
        (["regions", "--level", "city"], "no such level"),
    ],
)
def test_what_cannot_be_is_one_line_and_2(few: Runner, arguments: list[str], said: str) -> None:
    ended = few(*arguments)
    assert ended.code == 2 and said in ended.err.splitlines()[-1] and not ended.out


def test_several_candidates_are_named_and_refused_under_strict(few: Runner) -> None:
    text = (
        "2024年晋江市政府工作报告\n\n二、2024年工作安排\n\n城镇登记失业率控制在3%以内，城镇调查失业率控制在5%以内。\n"
    )
    assert few("add", "-", input=text.encode()).code == 0
    asked = (
        "panel",
        "unemployment_rate",
        "share",
        "--level",
        "county",
        "-r",
        "晋江市",
        "--since",
        "2024",
        "--until",
        "2024",
    )
    ended = few(*asked)
    assert ended.code == 0 and len(rows(ended.text)) == 1 and "several candidates (晋江市 2024 …)" in ended.err
    strict = few(*asked, "--strict")
    assert strict.code == 2 and not strict.out and "several candidates" in strict.err
    chosen = few(*asked, "--strict", "--scope", "调查")
    assert chosen.code == 0 and rows(chosen.text)[0]["target"] == "5"


def test_statistics_and_orders(few: Runner, tmp_path: Path) -> None:
    (row,) = rows(few("stats", "gdp", "--level", "province", "--since", "2024", "--until", "2024").text)
    assert (row["year"], row["n"], row["mean"], row["sd"]) == ("2024", "1", "5.5", "")
    weights = tmp_path / "weights.csv"
    weights.write_text("region_code,year,weight\n350000,2024,2\n", encoding="utf-8")
    (row,) = json.loads(
        few(
            "stats", "gdp", "--level", "province", "--since", "2024", "--until", "2024", "--weights", weights, "--json"
        ).text
    )
    assert row["weighted_mean"] == 5.5
    weights.write_text("place\nx\n", encoding="utf-8")
    assert few("stats", "gdp", "--weights", weights).code == 2
    ended = few("rank", "gdp", "--value", "target", "--year", "2024", "--against", "2023", "--table")
    assert "█" in ended.text and "福建省" in ended.text
    assert "Kendall's τ of 2024 and 2023" in ended.err


def test_rows_of_a_year_and_programmes_apart(few: Runner) -> None:
    def kinds(*arguments: str) -> set[tuple[str, str]]:
        found = rows(few("targets", "-r", "福建", "-i", "gdp", *arguments, "-c", "period_kind,basis").text)
        return {(row["period_kind"], row["basis"]) for row in found}

    assert kinds("--annual") == {("year", "")}
    assert ("year", "") not in kinds("--programmes") and any(kind == "programme" for kind, _ in kinds("--programmes"))
    first = few("targets", "-r", "福建", "-i", "gdp").lines[0].split(",")
    assert first[first.index("year") + 1] == "period_kind"


def test_targets_with_where_they_come_from(few: Runner) -> None:
    found = rows(
        few("targets", "-r", "泉州", "-i", "gdp", "-y", "2025", "--annual", "--with", "quote,document,url").text
    )
    (row, *_) = [row for row in found if row["measure"] == "growth"]
    assert "5.5%" in row["target_quote"] and "2025年" in row["target_title"] and row["target_document"]


def test_documents_and_places_are_filtered(few: Runner) -> None:
    assert {row["region"] for row in rows(few("documents", "-r", "泉州").text)} == {"泉州市"}
    below = {row["region"] for row in rows(few("documents", "-r", "泉州", "--below").text)}
    assert below > {"泉州市", "晋江市"}
    assert {row["year"] for row in rows(few("documents", "-y", "2024").text)} == {"2024"}
    assert {row["kind"] for row in rows(few("documents", "--kind", "explainer").text)} == {"explainer"}
    assert rows(few("documents", "--search", "晉江").text), "in any script"
    assert {row["level"] for row in rows(few("regions", "--level", "province").text)} == {"province"}
    held = rows(few("regions", "--with-documents").text)
    assert held and all(int(row["documents"]) > 0 for row in held)
