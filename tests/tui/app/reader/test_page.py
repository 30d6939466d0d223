"""A document in lines: nothing lost, facts where they stand, hostile text harmless."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tui.app.world import HOSTILE, REPORTS, report

from mubiao_tui.app.drawing.text import width
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.reader.page import Page, find, page, paragraphs, stated


def made(number: int = 6) -> tuple[str, list[dict[str, Any]], list[int]]:
    """A report's text, facts as the store gives them, and where its headings are."""
    doc, facts, sections = report(*REPORTS[number])
    rows = [{"start": f.start, "end": f.end, "claim": str(f.claim), "review": None} for f in facts]
    return doc.text, rows, [s.start for s in sections]


def shown(lines: Page) -> str:
    return "\n".join("".join(span.text for span in line.spans) for line in lines.lines)


@pytest.mark.parametrize("cells", [20, 41, 80, 300])
def test_every_fact_is_lit_where_it_stands(cells: int) -> None:
    text, facts, headings = made()
    lines = page(text, facts, headings, Look(), cells)
    for number, fact in enumerate(facts):
        spans = [s for line in lines.lines for s in line.spans if s.fact == number]
        said = "".join(s.text for s in spans)
        assert said.endswith(text[fact["start"] : fact["end"]])
        line = lines.lines[lines.fact_lines[number]]
        assert any(span.fact == number for span in line.spans)
    assert all(width("".join(s.text for s in line.spans)) <= cells for line in lines.lines)


@pytest.mark.parametrize("look", [Look(), Look(theme="light"), Look(wide=True)])
def test_where_there_are_colours_the_text_is_as_printed(look: Look) -> None:
    text, facts, headings = made()
    assert shown(page(text, facts, headings, look, 200)) == look.shown(text.strip())


@pytest.mark.parametrize(("look", "target", "wrong"), [(Look(colour=False), "→", "✗"), (Look(ascii=True), "->", "x")])
def test_without_colours_a_target_has_a_sign(look: Look, target: str, wrong: str) -> None:
    text, facts, headings = made()
    said = shown(page(text, facts, headings, look, 200))
    assert f"{target}6%" in said
    assert "e:6.5%" in said
    assert "p:50亿元" in said
    rejected = [{**f, "review": "rejected"} for f in facts]
    assert f"{wrong}6%" in shown(page(text, rejected, headings, look, 200))


@pytest.mark.parametrize("cells", [12, 41, 200])
def test_without_its_text_a_document_shows_what_is_known_of_it(cells: int) -> None:
    _, found, sections = report(*REPORTS[6])
    facts = [
        {
            "start": f.start,
            "end": f.end,
            "claim": str(f.claim),
            "review": None,
            "subject": f.subject,
            "printed": f.printed,
        }
        for f in found
    ]
    outline = [{"start": s.start, "end": s.end, "heading": s.heading} for s in sections]
    lines = stated(["not here"], facts, outline, Look(), cells)
    assert list(lines.starts) == sorted(lines.starts)
    assert all(width("".join(s.text for s in line.spans)) <= cells for line in lines.lines)
    for number, fact in enumerate(facts):
        line = lines.lines[lines.fact_lines[number]]
        assert (line.start, line.end) == (fact["start"], fact["end"])
        assert [span.fact for span in line.spans] == [-1, number]
        assert lines.line_of(fact["start"]) >= lines.fact_lines[number]
        if cells == 200:
            assert fact["subject"] in line.spans[0].text and line.spans[1].text.endswith(fact["printed"])
    headings = [line for line in lines.lines if line.spans[0].role == "heading"]
    assert len(headings) == sum(bool(s["heading"]) for s in outline)


def test_headings_stand_out() -> None:
    text, facts, headings = made()
    lines = page(text, facts, headings, Look(), 80).lines
    assert [line.spans[0].role for line in lines if line.spans and "二、2024" in line.spans[0].text] == ["heading"]


@given(st.text("一二，。\n\r 9%abc\u2028\x0b", max_size=80))
def test_paragraphs_cover_the_text_in_order(text: str) -> None:
    at = 0
    for start, end in paragraphs(text):
        assert at <= start <= end <= len(text)
        at = end


@given(st.text(max_size=120), st.integers(8, 60))
def test_any_text_is_shown_harmlessly(text: str, cells: int) -> None:
    lines = page(text, [], [], Look(), cells)
    said = shown(lines).replace("\n", "")
    assert not [c for c in said if ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0]


def test_the_line_of_a_place_is_found() -> None:
    text, facts, headings = made()
    lines = page(text, facts, headings, Look(), 30)
    for number, fact in enumerate(facts):
        found = lines.line_of(fact["start"])
        assert abs(found - lines.fact_lines[number]) <= 1


def test_overlapping_and_hostile_facts_are_survived() -> None:
    text = HOSTILE + "增长9%左右。"
    start = text.index("9%")
    facts = [
        {"start": start, "end": start + 2, "claim": "target", "review": None},
        {"start": start, "end": start + 1, "claim": "actual", "review": None},
        {"start": start + 1, "end": start + 4, "claim": "plan", "review": None},
    ]
    said = shown(page(text, facts, [], Look(), 40))
    assert "9" in said and "␛" in said
    assert said.count("9") == 1


def test_words_are_found_whatever_their_case() -> None:
    assert find("GDP和gdp", "gdp") == [0, 4]
    assert find("学位学位", "学位") == [0, 2]
    assert find("abc", "") == []
    assert find("晉江的ＧＤＰ增长６％", "晋江") == [0] and find("晉江的ＧＤＰ增长６％", "gdp") == [3]
    assert find("晋江增长6%", "６％") == [4]
    assert find("İstanbul x", "X") == [9] or find("İstanbul x", "x") == [9]


def test_the_work_for_a_line_grows_with_its_facts_and_not_with_their_square() -> None:
    """Calls are counted, not seconds: four times as many facts in one line are about four times as many calls."""

    def calls(number: int) -> int:
        facts = [{"start": 5 * n + 2, "end": 5 * n + 4, "claim": "actual", "review": None} for n in range(number)]
        count = 0

        def called(_: object, event: str, __: object) -> None:
            nonlocal count
            count += event == "c_call"

        sys.setprofile(called)
        try:
            made = page("新增5个，" * number, facts, [], Look(), 60)
        finally:
            sys.setprofile(None)
        assert {span.fact for line in made.lines for span in line.spans} == {-1, *range(number)}
        return count

    assert calls(2000) < 6 * calls(500)
