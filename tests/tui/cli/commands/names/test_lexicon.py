"""Words of one's own on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.tui.cli.conftest import Runner

REPORT = "2024年晋江市政府工作报告\n\n二、2024年工作安排\n\n蓝顶厂房改造5万平方米。\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "indicators.csv").write_text("indicator,zh,sector,unit\nblue_roofs,蓝屋顶改造,urban,平方米\n", "utf-8")
    (folder / "indicator_names.csv").write_text("name,indicator\n蓝顶厂房改造,blue_roofs\n", "utf-8")
    return folder


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(20):  # enough for several processes
        (folder / f"{number:02}.txt").write_text(f"{REPORT}完成项目{number + 2}个。\n", encoding="utf-8")
    return folder


def test_the_option_and_the_variable_name_the_folder(mubiao: Runner, own: Path) -> None:
    def indicators(*arguments: str | Path, **env: str) -> list[str | None]:
        text = mubiao("extract", "-", *arguments, input=REPORT.encode(), **env).text
        return [json.loads(line)["indicator"] for line in text.splitlines()]

    assert indicators() == [None]
    assert indicators("--lexicon", own) == ["blue_roofs"]
    assert indicators(MUBIAO_LEXICON=str(own)) == ["blue_roofs"]


def test_other_processes_know_the_words_too(mubiao: Runner, own: Path, reports: Path) -> None:
    one = mubiao("extract", "--lexicon", own, reports, "--jobs", "1")
    assert mubiao("extract", "--lexicon", own, reports, "--jobs", "2").out == one.out
    assert one.text.count('"blue_roofs"') == 20


def test_documents_are_read_anew_when_the_words_have_changed(mubiao: Runner, own: Path, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")

    def added(*arguments: str | Path) -> str:
        return mubiao("add", tmp_path / "report.txt", *arguments).err

    assert "1 added" in added()
    assert "1 unchanged" in added()
    assert "1 updated" in added("--lexicon", own)
    assert "1 unchanged" in added("--lexicon", own)
    held = mubiao("query", "--year", "2024", "indicator = 'blue_roofs'", "--json", MUBIAO_LEXICON=str(own))
    assert [fact["value"] for fact in json.loads(held.text)] == [50000]
    assert "1 updated" in added()


@pytest.mark.parametrize("command", ["extract", "add"])
def test_a_mistake_ends_the_command_before_any_document(mubiao: Runner, own: Path, reports: Path, command: str) -> None:
    (own / "indicator_names.csv").write_text("name,indicator\n蓝顶厂房改造,blue_rofs\n", encoding="utf-8")
    ended = mubiao(command, "--lexicon", own, reports)
    assert (ended.code, ended.out) == (2, b"")
    assert ended.err == f"mubiao: {own}/indicator_names.csv:2: no such indicator: blue_rofs; did you mean blue_roofs?\n"


def test_a_folder_that_is_not_there_is_said(mubiao: Runner, tmp_path: Path) -> None:
    ended = mubiao("extract", "--lexicon", tmp_path / "nowhere", "-", input=REPORT.encode())
    assert (ended.code, ended.err) == (2, f"mubiao: {tmp_path}/nowhere: no such folder of words of your own\n")


def test_every_problem_of_a_folder_is_one_line(mubiao: Runner, own: Path) -> None:
    sound = mubiao("lexicon", "check", own)
    assert (sound.code, sound.out, sound.err) == (0, b"", f"mubiao: {own}: 0 problems\n")
    (own / "indicators.csv").write_text("indicator,zh,sector,unit\nblue_roofs,蓝屋顶改造,enviroment,公里公\n", "utf-8")
    (own / "indicator_names.csv").write_text("name,indicator\n地区生产总值,exports\n蓝瓦,gpd\n", "utf-8")
    (own / "units.csv").write_bytes(b"unit,kind\n\xff\xff,count\n")
    ended = mubiao("lexicon", "check", own)
    assert (ended.code, ended.out) == (2, b"")
    assert sorted(ended.err.splitlines()) == [
        f"mubiao: {own}/indicator_names.csv:2: 地区生产总值 is built in already, with the indicator gdp",
        f"mubiao: {own}/indicator_names.csv:3: no such indicator: gpd; did you mean gdp?",
        f"mubiao: {own}/indicators.csv:2: no such sector: enviroment; did you mean environment?",
        f"mubiao: {own}/indicators.csv:2: no such unit: 公里公; did you mean 公里?",
        f"mubiao: {own}/units.csv:2: neither UTF-8 nor GB18030",
        f"mubiao: {own}: 5 problems",
    ]


def test_built_in_tables_are_sound(mubiao: Runner) -> None:
    ended = mubiao("lexicon", "check")
    assert (ended.code, ended.err) == (0, "mubiao: built-in tables: 0 problems\n")


def test_a_folder_to_check_that_is_not_there_is_said(mubiao: Runner, tmp_path: Path) -> None:
    ended = mubiao("lexicon", "check", tmp_path / "nowhere")
    assert ended.code == 2 and f"{tmp_path}/nowhere: no such folder of words of your own" in ended.err


def test_the_home_of_nobody_is_no_folder_to_check(mubiao: Runner) -> None:
    ended = mubiao("lexicon", "check", "~nobody-of-that-name/mine")
    assert ended.code == 2 and "nobody-of-that-name" in ended.err and "error of ours" not in ended.err
