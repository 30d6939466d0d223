"""Stretches of a plan without their title: which lines tell of what is to come, and where that begins."""

from __future__ import annotations

import pytest

from mubiao.documents import document_from_text
from mubiao.documents.structure.stretches import WORDS, Word, weight_of
from mubiao.extract import sections
from mubiao.model import Role
from mubiao.patterns import lazy

AHEAD = "加快发展渔业。抓好渔港二期建设，新建冷库3座，力争水产品加工量达到2万吨。"
BACK = "渔业加快发展。渔港二期顺利建成，新增冷库3座，水产品加工量增长12%，获评省级示范渔港。"
PROFILE = "全镇总面积86平方公里，辖14个行政村，总人口2.1万人，耕地面积1.6万亩。"


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.example)
def test_each_kind_of_words_is_found_in_its_example(word: Word) -> None:
    assert lazy(word.words).search(word.example) is not None
    assert word.weight != 0


@pytest.mark.parametrize(("line", "ahead"), [(AHEAD, True), (BACK, False), (PROFILE, False)])
def test_a_line_is_weighed_by_its_words(line: str, ahead: bool) -> None:
    assert (weight_of(line) > 1) == ahead
    assert ahead or weight_of(line) < 0


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (f"{AHEAD}\n", [Role.NEWS, Role.TASKS]),
        (f"{BACK}\n{AHEAD}\n{AHEAD}\n", [Role.NEWS, Role.TASKS]),
        (f"{BACK}\n{PROFILE}\n", [Role.NEWS]),
        (f"石桥镇简介\n{PROFILE}\n推进集镇改造，新建公园2处。\n", [Role.NEWS, Role.NEWS]),
    ],
    ids=["a plan", "a plan behind a review", "a review", "a profile with a title"],
)
def test_a_page_without_headings_turns_to_what_is_to_come(text: str, roles: list[Role]) -> None:
    document = document_from_text(text)
    assert document.kind == "other"
    drawn = sections(document)
    assert [section.role for section in drawn] == roles
    if Role.TASKS in roles:
        assert drawn[-1].start == text.index(AHEAD)
