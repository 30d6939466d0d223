"""Which headings of a document are shown: a list of short lines is none."""

from __future__ import annotations

from typing import Any

import pytest

from mubiao_tui.app.reader.outline import shown

TEXT = "这里是一段说明，讲的是这一年做了什么。"


def sections(lines: list[str]) -> list[dict[str, Any]]:
    """Sections as the store has them, of lines; a line that is TEXT belongs to the heading before it."""
    at, found = 0, []
    for line in lines:
        if line != TEXT:
            found.append({"start": at, "heading": line, "level": 2 if line.startswith("（") else 1})
        at += len(line) + 1
    return [{**one, "end": at} for one in found]


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (["一、回顾", TEXT, "二、安排", TEXT], ["一、回顾", "二、安排"]),
        # Four lines of a list, and the heading of the text behind them.
        (["获评示范县", "获批试点", "列入百强", "取得成绩", "全年目标", TEXT], ["全年目标"]),
        # Two headings that follow each other are a part and its first section.
        (["2025年主要任务", "2025年重点工作", TEXT], ["2025年主要任务", "2025年重点工作"]),
        (["一、目标", "二、任务", "三、保障", "四、其他", TEXT], ["一、目标", "二、任务", "三、保障", "四、其他"]),
        # What has sections inside is no line of a list.
        (["回顾", "（一）经济", TEXT, "（二）民生", TEXT], ["回顾", "（一）经济", "（二）民生"]),
        ([], []),
        (["只有标题"], ["只有标题"]),
    ],
)
def test_lists_are_no_headings(lines: list[str], kept: list[str]) -> None:
    assert [one["heading"] for one in shown(sections(lines))] == kept


def test_a_section_without_a_heading_stays() -> None:
    found = [{"start": 0, "end": 9, "heading": "", "level": 0}, *sections(["甲", "乙", "丙", "丁", TEXT])]
    assert [one["heading"] for one in shown(found)] == ["", "丁"]
