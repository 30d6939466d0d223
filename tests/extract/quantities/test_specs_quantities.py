"""The quantities of `specs/quantities.jsonl`, one runner; and what must hold for any text at all."""

from __future__ import annotations

import importlib
import json
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import calls

from mubiao.extract.quantities import assemble, cues, eligible, han_numbers, mask, ranks, recognise
from mubiao.extract.quantities.assemble import Mode, find_quantities
from mubiao.extract.quantities.numerals import parse, scaled
from mubiao.extract.text.normalise import normalise
from mubiao.patterns import LazyPattern

SPECS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "specs" / "quantities.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("case", SPECS, ids=lambda c: c["case"])
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    got = [
        (text[q.start : q.end], pytest.approx(q.value, rel=1e-9), q.unit, q.qualifier.value, q.high)
        for q in find_quantities(normalise(text), mode=case.get("mode", "facts"))
    ]
    want = [
        (q["printed"], q["value"], q["unit"], q.get("qualifier", "exact"), q.get("high")) for q in case["quantities"]
    ]
    assert got == want


def test_the_cases_are_many_and_named_once() -> None:
    names = [c["case"] for c in SPECS]
    assert len(names) >= 150
    assert len(set(names)) == len(names)


WORDS = "百分之 分之 亿元 万人次 个 家 个百分点 以上 左右 以内 余 多 年 月 级 增长 达到 共 翻一番 企业 项目"
SIGNS = "0123456789零一二两三四五六七八九十百千万亿半成番倍%‰.,，。、—-~至到:/()“”《》 \n第前首位榜强约超近不足"
PIECES = st.sampled_from([*SIGNS, *WORDS.split()])
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=60))


@settings(deadline=None)  # the first example loads the tables
@given(TEXTS, st.sampled_from(["facts", "all"]))
def test_any_text_gives_spans_in_order_and_in_range(text: str, mode: Mode) -> None:
    norm = normalise(text)
    assert len(norm) == len(text)
    end = 0
    for q in find_quantities(norm, mode=mode):
        assert end <= q.start < q.end <= len(text)
        assert q.start < q.number_end <= q.end
        assert q.outer_start <= q.start and q.end <= q.outer_end <= len(text)
        assert q.high is None or q.high > q.value
        assert (q.qualifier.value == "exact") == (q.qualifier_text is None)
        end = q.end


@settings(deadline=None)  # the first example loads the tables
@given(TEXTS)
def test_facts_are_among_all_numbers(text: str) -> None:
    norm = normalise(text)
    everything = [(q.start, q.end) for q in find_quantities(norm, mode="all")]
    for q in find_quantities(norm):
        assert any(s < q.end and q.start < e for s, e in everything)


@settings(deadline=None)  # the first example loads the tables
@given(st.text(max_size=80))
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


def chinese(number: int) -> str:
    """A number as it is written out, the plain way."""
    for scale, name in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= scale:
            high, low = divmod(number, scale)
            zero = "零" if low and low < scale // 10 else ""
            return chinese(high) + name + (zero + chinese(low) if low else "")
    return "零一二三四五六七八九"[number]


@settings(deadline=None)  # the first example loads the tables
@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_numbers_written_out_are_read_back(number: int) -> None:
    assert parse(chinese(number)) == number


@settings(deadline=None)  # the first example loads the tables
@given(st.decimals(min_value=0, max_value=10**6, places=2), st.sampled_from([1, 10**4, 10**8, 10**12]))
def test_magnitudes_are_folded_in_exactly(number: Any, scale: int) -> None:
    assert scaled(str(number), scale) == float(number * scale)


# ── cost: nothing may look twice at a long row of digits, and the calls made grow as the text does ──

HOSTILE = {
    "digits": "9",
    "digits and points": "9.",
    "digits and commas": "9,999,",
    "groups of three": "1 234 ",
    "Chinese digits": "三",
    "magnitudes": "1万",
    "places": "千万亿",
    "brackets": "(",
    "closed brackets": "(1)",
    "quotes": "“1",
    "ordinals": "第",
    "ranges": "1-",
    "ratios": "1:",
    "hundredths": "百分之",
    "dashes": "—",
    "line ends": "增1\n",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_calls_grow_no_faster_than_the_text(piece: str) -> None:
    def cost(text: str) -> int:
        return calls(lambda: find_quantities(normalise(text)))

    small, large = piece * 500, piece * 4000
    cost(small)  # fills the caches
    assert cost(large) <= 8.8 * cost(small) + 200


def patterns(module: ModuleType) -> list[re.Pattern[str]]:
    return [value for value in vars(module).values() if isinstance(value, re.Pattern | LazyPattern)]


def nested_repeats(items: Any, inside: bool = False) -> bool:
    """Whether an unbounded repeat that may backtrack holds another unbounded repeat."""
    parser = re._parser  # type: ignore[attr-defined]
    for op, argument in items:
        name = str(op)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            _, most, body = argument
            unbounded = most == parser.MAXREPEAT and name != "POSSESSIVE_REPEAT"
            if (inside and unbounded) or nested_repeats(body, inside or unbounded):
                return True
        elif name == "BRANCH":
            if any(nested_repeats(branch, inside) for branch in argument[1]):
                return True
        elif name == "SUBPATTERN":
            if nested_repeats(argument[3], inside):
                return True
        elif name in ("ASSERT", "ASSERT_NOT"):
            if nested_repeats(argument[1], inside):
                return True
        elif name == "GROUPREF_EXISTS" and any(nested_repeats(b, inside) for b in argument[1:] if b):
            return True
    return False


def test_no_pattern_repeats_a_repeat() -> None:
    text = importlib.import_module("mubiao.extract.text.normalise")
    modules = (assemble, eligible, han_numbers, mask, text, ranks, recognise)
    found = [p for module in modules for p in patterns(module)]
    found += [pattern for _, pattern in mask._rules()]
    found += [cues.cue(role) for role in cues.ROLES]
    assert len(found) > 30
    for pattern in found:
        assert not nested_repeats(re._parser.parse(pattern.pattern, pattern.flags & ~re.U)), pattern.pattern  # type: ignore[attr-defined]


def test_a_repeated_repeat_would_be_seen() -> None:
    assert nested_repeats(re._parser.parse(r"(?:[0-9]+,?)+元"))  # type: ignore[attr-defined]


def test_long_input_is_read_to_its_end() -> None:
    text = "7" * 10_000 + "，增长6.5%。" + "“" * 100_000 + "新增企业12家。"
    assert [q.value for q in find_quantities(text)] == [6.5, 12]
