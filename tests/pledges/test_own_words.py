"""Verbs, nouns, names and vague words of a user's own, from the lexicon folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pledges.made import pledged

from mubiao import lexicon
from mubiao.model import LexiconError


@pytest.fixture(autouse=True)
def nothing_lingers() -> Iterator[None]:
    yield
    lexicon.use(None)


def test_a_name_of_ones_own_is_an_object_under_its_full_name(tmp_path: Path) -> None:
    assert pledged("开工建设蓝顶，推进大红房建设。") == []
    rows = "head,kind,sort,object\n蓝顶,project,name,蓝顶艺术馆\n大红房,project,name,蓝顶艺术馆\n"
    (tmp_path / "pledge_heads.csv").write_text(rows, encoding="utf-8")
    lexicon.use(tmp_path)
    assert pledged("开工建设蓝顶，推进大红房建设。") == [
        ("蓝顶艺术馆", "start", "project"),
        ("蓝顶艺术馆", "build", "project"),
    ]


def test_verbs_and_vague_words_of_ones_own(tmp_path: Path) -> None:
    assert pledged("放飞首届风筝节。建设青榄产业园。") == [("青榄产业园", "build", "project")]
    (tmp_path / "pledge_acts.csv").write_text("verb,act\n放飞,hold\n", encoding="utf-8")
    (tmp_path / "pledge_vague.csv").write_text("word\n青榄产业园\n", encoding="utf-8")
    lexicon.use(tmp_path)
    assert pledged("放飞首届风筝节。建设青榄产业园。") == [("首届风筝节", "hold", "event")]


def test_an_act_that_there_is_not_is_told(tmp_path: Path) -> None:
    (tmp_path / "pledge_acts.csv").write_text("verb,act\n放飞,fly\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="act must be"):
        lexicon.use(tmp_path)
