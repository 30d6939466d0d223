"""What is looked for is found in any script, width and case, by every engine alike, and numbers are whole ones."""

from __future__ import annotations

import re
import string

import duckdb
import polars as pl
import pytest

from mubiao.documents.characters import simplified
from mubiao.filters.folding import folded, number_pattern, pattern
from mubiao.filters.where import contains, search
from mubiao.store.frames import REVIEWED_SCHEMA
from mubiao.store.reads.pushdown import condition, split

TEXTS = (
    "晋江市", "晉江市", "ＧＤＰ增长６％", "GDP", "gdp增长16%", "6%", "6％", "6.5%", "16%", "1,006%", "it's",
    "Σ", "σ", "R&D", "ＲＤ", "[x]", "a-b", "a－b", "a^b", "a\\b", "a]b", "~&", "10000个", "ﬁ", "İstanbul", "",
    "二〇二四", "二零二四",
)  # fmt: skip
WORDS = (
    "晋江", "晉江", "gdp", "ＧＤＰ", "6%", "６％", "6", "10000", "IT＇S", "σ", "r&d", "[", "a-b", "－", "^", "\\", "]",
    "~", "&", "İ", "ﬁ", "〇二", "%", ".",
)  # fmt: skip


@pytest.mark.parametrize("word", ["学", "體", "万", "a", "％", "6", "晋江", "学位"])
def test_a_condition_finds_what_the_pattern_of_a_word_finds(word: str) -> None:
    texts = [
        "新增學位",
        "学位",
        "學",
        "体育",
        "總體",
        "萬元",
        "万元",
        "A级",
        "ａ级",
        "6%",
        "６％",
        "16%",
        "6.5",
        "晉江市",
        "",
        None,
    ]
    frame = pl.DataFrame({"subject": texts, "printed": texts})
    for column, looked in (("subject", pattern(word)), ("printed", number_pattern(word))):
        wanted = [text is not None and re.search(looked, text) is not None for text in texts]
        assert frame.select(contains(column, word).fill_null(False)).to_series().to_list() == wanted, column


def test_a_character_folds_to_one_character() -> None:
    for text in (*TEXTS, *simplified()):
        assert len(folded(text)) == len(text) and folded(folded(text)) == folded(text)


@pytest.mark.parametrize("word", [*WORDS, string.printable.strip(), "".join(simplified())[:50]])
def test_every_engine_finds_the_same_and_what_folding_finds(word: str) -> None:
    texts = [*TEXTS, word, word.upper(), folded(word)]
    wanted = [folded(word) in folded(text) for text in texts]
    assert [re.search(pattern(word), text) is not None for text in texts] == wanted
    assert pl.Series(texts).str.contains(pattern(word)).to_list() == wanted
    with duckdb.connect() as connection:
        rows = connection.execute(
            "SELECT regexp_matches(t, ?) FROM (SELECT unnest(?::VARCHAR[]) AS t)", [pattern(word), texts]
        ).fetchall()
    assert [found for (found,) in rows] == wanted


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("6%", "6%", True),
        ("6%", "６％", True),
        ("６％", "6%左右", True),
        ("6%", "16%", False),
        ("6%", "5.6%", False),
        ("6%", "1,006%", False),
        ("6", "6.5%", False),
        ("6", "6家", True),
        ("6.5", "6.5%", True),
        ("学位", "新增學位10000个", True),
        ("个", "10000個", True),
    ],
)
def test_a_number_is_found_whole(word: str, text: str, found: bool) -> None:
    assert (re.search(number_pattern(word), text) is not None) is found
    assert pl.Series([text]).str.contains(number_pattern(word)).to_list() == [found]
    with duckdb.connect() as connection:
        assert connection.execute("SELECT regexp_matches(?, ?)", [text, number_pattern(word)]).fetchone() == (found,)


@pytest.mark.parametrize("word", [word for word in WORDS if "'" not in folded(word)])
def test_a_search_runs_inside_duckdb(word: str) -> None:
    columns = {name: f'"{name}"' for name in REVIEWED_SCHEMA}
    assert all(condition(tree, columns, REVIEWED_SCHEMA) is not None for tree in split(search([word])))


def test_what_is_printed_is_searched() -> None:
    none = pl.Series([None, None], dtype=pl.String)
    texts = {"subject": ["产值", "产值"], "printed": ["6％", "16%"], "region": ["晉江市", "晉江市"]}
    frame = pl.DataFrame({**texts, "entity": none, "indicator": none})
    assert frame.filter(search(["6%"]))["printed"].to_list() == ["6％"]
    assert frame.filter(search(["晋江", "產值"])).height == 2
