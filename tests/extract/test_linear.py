"""The cost of a whole extraction grows as its text does, whatever the text is.

Cost is counted, not timed: the functions that run, and the characters that the patterns are given to look through.
Four times the text may cost six times as much, since no stage looks further than a fixed distance but a short text is
not that long; what grew with the square would cost sixteen times as much.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from made import calls

from mubiao.documents import document_from_text
from mubiao.extract import extraction
from mubiao.extract.explain import explanations
from mubiao.patterns import LazyPattern

# Facts cost most, so these texts are short; but each quarter is longer than any stage looks around.
WITH_FACTS = {
    "joined numbers": "12、",
    "joined counts": "12家、",
    "a line without an end": "全市生产总值完成1200亿元、增长6.5%，",
    "counts in brackets": "（12家）",
    "years and growths": "2012年增长6.5%，",
    "aims of years": "到2025年，新增企业12家，比2020年增长15%；",
    "one paragraph": "新增企业12家。",
    "shared subjects": "城、乡居民收入分别增长12%和13%，",
    "from to": "由12家增加到",
    "standings": "位居全省第一、",
    "ratios": "三次产业比12:38:50，",
    "headings": "一、2024年工作安排\n新增企业12家。\n",
    "numbers in characters": "增长百分之五点六，",
    "a table": "| 生产总值 | 12亿元 | 6% |\n",
    "wrapped lines": "全市新增企业12家，完成投资13亿元，增长6.5%，实现税收\n",
    "foot notes": "新增12家[1]",
}
WITHOUT_FACTS = {
    "digits": "7",
    "words": "坚持稳中求进工作总基调",
    "brackets": "（",
    "closed brackets": "（）",
    "titles": "《",
    "quotes": "“",
    "straight quotes": '"',
    "commas": "，",
    "stops": "。",
    "semicolons": "；",
    "subheadings": "（一）加快发展\n",
    "headings in a line": "一、",
    "headings with years": "、2024年工作安排",
    "line ends": "\n",
    "carriage returns": "\r\n",
    "blank lines": " \n",
    "spaces": " ",
    "wide spaces": "　",
    "tabs": "\t",
    "digits and spaces": "1 ",
    "digits and points": "1.",
    "digits and colons": "1:",
    "full-width digits": "１２３，",
    "Chinese digits": "一",
    "circles": "二○",
    "hundredths": "百分之",
    "places": "晋江市",
    "places in places": "泉州市、晋江市",
    "towns": "晋江市安海镇",
    "names that are words": "和平、",
    "years": "2023年",
    "bases": "比2023年",
    "months": "1-8月",
    "five-year plans": "“十四五”",
    "spans of years": "近三年",
    "verbs": "完成",
    "topics": "招商成效显著。",
    "aims": "2024年的主要目标是：",
    "targets in words": "居民收入与经济增长同步，",
    "indicators": "地区生产总值、",
    "front matter": "---\na: b\n",
    "comments": "<!--",
    "links": "http://",
    "stars": "*",
    "dashes": "—",
    "offices": "人民政府",
    "congresses": "市第一届",
    "traditional characters": "經濟發展",
}


class Meter:
    """A pattern that counts the characters it is given to look through."""

    looked = 0

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pattern, name)

    def _window(self, text: str, pos: int, end: int | None) -> int:
        return max(0, (len(text) if end is None else min(end, len(text))) - pos)

    def search(self, text: str, pos: int = 0, end: int | None = None) -> re.Match[str] | None:
        found = self._pattern.search(text, pos, sys.maxsize if end is None else end)
        Meter.looked += found.end() - pos if found else self._window(text, pos, end)
        return found

    def match(self, text: str, pos: int = 0, end: int | None = None) -> re.Match[str] | None:
        found = self._pattern.match(text, pos, sys.maxsize if end is None else end)
        # Without an end, what does not match is given up at once.
        Meter.looked += self._window(text, pos, end) if end is not None else found.end() - pos if found else 0
        return found

    def finditer(self, text: str, pos: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        Meter.looked += self._window(text, pos, end)
        return self._pattern.finditer(text, pos, sys.maxsize if end is None else end)

    def sub(self, by: Any, text: str, count: int = 0) -> str:
        Meter.looked += len(text)
        return self._pattern.sub(by, text, count)


@pytest.fixture(scope="module", autouse=True)
def metered() -> Iterator[None]:
    """Meters in the place of all patterns of the stages."""
    # Whatever is loaded only for some texts, and compiled only once, is so before anything is counted.
    for text in (
        "2023年，晋江市生产总值3363.5亿元，增长6.5%。\n一、2024年工作\n力争居民收入与经济增长同步。\n" * 40,
        "\n一、\n",
    ):
        _work(text)
    with pytest.MonkeyPatch.context() as patch:
        for name, module in list(sys.modules.items()):
            if name.startswith(("mubiao.extract", "mubiao.documents")):
                for key, value in list(vars(module).items()):
                    if isinstance(value, re.Pattern | LazyPattern):
                        patch.setattr(module, key, Meter(value))  # type: ignore[arg-type]
        yield


def _work(text: str) -> None:
    extraction(document_from_text(text))


def cost(text: str) -> int:
    before = Meter.looked
    return calls(lambda: _work(text)) + Meter.looked - before


@pytest.mark.parametrize(
    ("piece", "pieces"),
    [
        *(pytest.param(piece, 10_000 // len(piece), id=name) for name, piece in WITH_FACTS.items()),
        *(pytest.param(piece, 2_400, id=name) for name, piece in WITHOUT_FACTS.items()),
    ],
)
def test_four_times_the_text_costs_no_square(piece: str, pieces: int) -> None:
    opening = "各位代表：现在，我代表晋江市人民政府，向大会报告工作，请予审议。"
    small, large = cost(opening + piece * (pieces // 4)), cost(opening + piece * pieces)
    assert large <= 6 * small + 20_000


def test_an_explanation_costs_no_square() -> None:
    def explained(count: int) -> int:
        before = Meter.looked
        document = document_from_text("新增" + "12家、" * count)
        return calls(lambda: sum(1 for _ in explanations(document))) + Meter.looked - before

    assert explained(1_200) <= 6 * explained(300) + 20_000


def test_the_meter_sees_a_square() -> None:
    pattern = Meter(re.compile("x"))

    def square(count: int) -> int:
        before = Meter.looked
        for start in range(count):
            pattern.search("y" * count, start)
        return Meter.looked - before

    assert square(400) > 6 * square(100)


def test_long_texts_are_read_to_their_end() -> None:
    text = "7" * 10_000 + "\n" + "（" * 100_000 + "“" * 100_000 + " " * 200_000 + "\n" * 100_000 + "新增企业12家。"
    assert [fact.printed for fact in extraction(document_from_text(text)).facts] == ["12家"]
