"""What is found once in a text, or told by two characters, is what the patterns tell."""

from __future__ import annotations

import re
from random import Random

import pytest

from mubiao.pledges.sentences import predicates, spots

PIECES = (
    "以及",
    "以",
    "及",
    "并且",
    "并",
    "且",
    "和",
    "与",
    "、",
    "青榄",
    "大桥",
    "加快",
    "建设",
    "年底前",
    "实事求是",
    "“",
    "十四五",
    "”",
)


@pytest.mark.parametrize("seed", range(20))
def test_cuts_are_those_of_the_pattern(seed: int) -> None:
    random = Random(seed)
    for _ in range(30):
        text = "".join(random.choices(PIECES, k=random.randint(1, 30)))
        found = spots.Spots(text)
        for _ in range(20):
            start, end = sorted(random.choices(range(len(text) + 1), k=2))
            assert found.cuts(start, end) == [cut.span() for cut in spots.SEPARATOR.finditer(text, start, end)], text


def test_adverbs_go_on_as_the_pattern_has_it() -> None:
    source = predicates._SKIP.pattern
    behind = sorted({*re.sub(r"[\\\[\](){}|?*+^$.]", "", source), "的", "▪", "快", "9"})
    ways = re.findall("[^|()?]+", source)
    for first, goes_on in spots._SKIPS_ON.items():
        for second in behind:
            told = [way for way in ways if way.startswith(first + second)] or [first + second]
            assert second in goes_on or not any(predicates._SKIP.match(f"{way}建设") for way in told), first + second
            assert spots.may_skip(first + second, 0) == (second in goes_on)


@pytest.mark.parametrize("seed", range(20))
def test_nothing_is_skipped_where_nothing_may_be(seed: int) -> None:
    random = Random(seed)
    words = re.findall("[\u4e00-\u9fff]+", predicates._SKIP.pattern)
    for _ in range(300):
        text = "".join(random.choices((*words, *PIECES, *"一二三1290"), k=4))
        assert spots.may_skip(text, 0) or predicates._SKIP.match(text) is None, text
