"""The frame of a document in a few lines: what spoke for place and year, doubts, how the text is got."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mubiao.documents.frame import read_frame
from mubiao.documents.frame.vote import cues
from mubiao.doubts import WHYS
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.drawing.paint import wide
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.reader.frame import lines
from mubiao_tui.reasons import cue_word
from mubiao_tui.strings import Strings, table

TEXT = (
    "2024年晋江市政府工作报告\n\n一、2023年工作回顾\n\n全市新增学位300个。\n\n二、2024年工作安排\n\n新增学位500个。\n"
)


def document(**changes: Any) -> dict[str, Any]:
    known = {
        "title": "2024年晋江市政府工作报告",
        "kind": "work_report",
        "publisher": "晋江市人民政府",
        "date": date(2024, 1, 8),
        "year": 2024,
        "region": "晋江市",
        "name": "2024.txt",
        "url": "https://example.org/2024",
        "doubts": None,
        "has_text": True,
    }
    return {**known, **changes}


def said(document: dict[str, Any], frame: Any = None, cells: int = 100, height: int = 7, language: str = "en") -> str:
    told = lines(document, frame, Names(Strings(language)), Look(), cells, height)
    return "\n".join("".join(piece.text for piece in line) for line in told)


def test_what_spoke_for_place_and_year() -> None:
    shown = said(document(), read_frame(TEXT, "2024.txt"))
    place, _, year = shown.partition("\n year")
    assert "晋江市" in place and "title +" in place
    assert "2024" in year and "heading" in year
    assert "https://example.org/2024" in shown and "work report" in shown


def test_what_is_not_known_and_what_is_not_sure_is_said() -> None:
    shown = said(document(year=None, region=None, doubts="home-unknown: place unknown; year-unknown: year unknown"))
    assert shown.count("unknown") >= 4 and "? place?" in shown and "? year?" in shown


@pytest.mark.parametrize(("language", "words"), [("en", "brings the text"), ("zh", "可补上原文")])
def test_without_its_text_one_line_says_what_to_do(language: str, words: str) -> None:
    shown = said(document(has_text=False), language=language)
    assert [line for line in shown.splitlines() if "mubiao add 2024.txt" in line and words in line]


@pytest.mark.parametrize("height", [0, 1, 3, 5, 9])
@pytest.mark.parametrize("cells", [12, 44, 160])
def test_it_never_has_more_lines_than_there_is_room_for(height: int, cells: int) -> None:
    found = document(title="长" * 200, url="https://example.org/" + "x" * 300, doubts="year-unsure: " + "a" * 300)
    told = lines(found, read_frame(TEXT * 3, "2024.txt"), Names(Strings("en")), Look(), cells, height)
    assert len(told) <= height
    doubt = next((n for n, line in enumerate(told) if line[0].role == "missed"), 0)
    assert all(wide(line) <= cells for line in told[:doubt] if height > 5)  # broken to the width


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_doubt_and_every_cue_has_words(language: str) -> None:
    strings = Strings(language)
    assert not [why for why in WHYS if f"doubt.{why}" not in table(language)]
    known = [cue for cue in cues() if not cue.startswith("part:")]
    named = {text for key, text in table(language).items() if key.startswith("cue.")}
    assert known and not [cue for cue in known if cue_word(cue, strings) not in named]
