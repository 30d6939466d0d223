"""`mubiao documents WHERE`: conditions and words on documents, beside the commands of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tui.cli.conftest import Runner

TEXT = (
    "{year}年{place}政府工作报告\n各位代表：\n现在，我代表{place}人民政府向大会报告工作，请予审议。\n"
    "去年，新增学位20个。\n今年，新增学位30个。\n"
)


@pytest.fixture
def filled(mubiao: Runner, database: Path, tmp_path: Path) -> None:
    for place, year in (("永春县", 2021), ("永春县", 2022), ("德化县", 2022)):
        (tmp_path / f"{place}{year}.txt").write_text(TEXT.format(place=place, year=year), encoding="utf-8")
    (tmp_path / "2019.txt").write_text(TEXT.format(place="大田县", year=2020), encoding="utf-8")
    assert mubiao("add", "2019.txt", "永春县2021.txt", "永春县2022.txt", "德化县2022.txt").code == 0


ASKED = (
    (("region = '永春县' AND year >= 2022",), ["永春县2022.txt"]),
    (("永春", "2021"), ["永春县2021.txt"]),
    (("--search", "德化 工作报告"), ["德化县2022.txt"]),
    (("Dehua",), ["德化县2022.txt"]),
    (("doubts LIKE '%year-name%'",), ["2019.txt"]),
    (("--search", "文件名年份不符"), ["2019.txt"]),
    (("name LIKE '永春县%'", "--sort=-year", "--limit", "1"), ["永春县2022.txt"]),
    (("--year", "2022", "region = '永春县'"), ["永春县2022.txt"]),
    (("name = '2019.txt' AND sector = 'education'",), ["2019.txt"]),  # of its facts
    (("name = '2019.txt' AND claim = 'plan'",), []),
)


@pytest.mark.parametrize(("arguments", "names"), ASKED, ids=[" ".join(one) for one, _ in ASKED])
def test_documents_are_asked(mubiao: Runner, filled: None, arguments: tuple[str, ...], names: list[str]) -> None:
    ended = mubiao("documents", *arguments, "-c", "name", "--no-header")
    assert (ended.code, ended.lines) == (0, names), ended.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("verdict = 'met'",), "no such column of documents: verdict is one of targets"),
        (("yaer = 2024",), "did you mean year"),
        (("corect", "0123", "year=2020"), "no such command: corect; did you mean correct?"),
        (("",), "an empty value for WHERE"),
        (("year = 2024 AND",), "not a condition"),
        (("--search", '""'), "no words in --search"),
    ],
)
def test_what_cannot_be_read_is_said(mubiao: Runner, database: Path, arguments: tuple[str, ...], words: str) -> None:
    ended = mubiao("documents", *arguments)
    assert ended.code == 2 and words in ended.err


def test_its_commands_are_commands_still(mubiao: Runner, filled: None) -> None:
    assert mubiao("documents", "statements").lines[0].startswith("statement_id")
    first = mubiao("documents", "永春县", "-n", "1", "-c", "document_id", "--no-header", "-q").lines[0]
    assert mubiao("documents", "correct", first, "title=另一份").code == 0
    assert mubiao("documents", "title = '另一份'", "-c", "document_id", "--no-header").lines == [first]
    assert mubiao("documents", "undo", first).code == 0


@pytest.mark.parametrize(
    ("words", "word", "found"),
    [
        ("mubiao documents --kind comm", "2", "communique"),
        ("mubiao doubts --why year-u", "2", "year-unsure"),
        ("mubiao documents corr", "2", "correct"),
    ],
)
def test_kinds_doubts_and_commands_are_completed(mubiao: Runner, words: str, word: str, found: str) -> None:
    count = str(len(words.split()) - 1)
    ended = mubiao(_MUBIAO_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=count)
    assert found in ended.text
