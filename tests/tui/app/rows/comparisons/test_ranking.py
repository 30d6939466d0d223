"""Rows of the ranking: bars on one scale, the line of the place above, what is not known."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from mubiao.queries.comparisons.series import Among, Ranking
from mubiao.targets import SCHEMA
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.grid.drawing import bar
from mubiao_tui.app.grid.model import Span
from mubiao_tui.app.rows.comparisons.ranking import Scale, model, ordered, told_above
from mubiao_tui.strings import Strings

LOOK, NAMES = Look(), Names(Strings("en"))


def pair(place: int | None, region: str, target: float | None, outcome: float | None, **more: Any) -> dict[str, Any]:
    gap = None if target is None or outcome is None else outcome - target
    known = {
        "region": region, "region_code": f"code-{region}", "indicator": "gdp", "measure": "growth", "year": 2023,
        "period": "2023", "unit": "%", "target": target, "outcome": outcome, "outcome_claim": outcome and "actual",
        "gap": gap, "verdict": "met" if gap is not None and gap >= 0 else "missed",
    }  # fmt: skip
    return {**dict.fromkeys(SCHEMA), **known, **more, "place": place}


def frame(*rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema={**SCHEMA, "place": pl.UInt32()})


def ranked(*rows: dict[str, Any], above: dict[str, Any] | None = None, name: str = "upper") -> Ranking:
    return Ranking(frame(*rows), Among("county", "350500"), above, name, (2023,), 2023)


ROWS = (
    pair(1, "a" * 40, 6.0, 8.0),
    pair(2, "乙县", 5.0, 4.0, target_high=5.5, target_qualifier="about"),
    pair(None, "丙县", None, None, target_words="高于全市", verdict="open"),
)


@pytest.mark.parametrize(
    ("span", "cells", "drawn"),
    [
        (Span(0, 1), 4, "████"),
        (Span(0, 0.5, 0.75), 4, "██ │"),
        (Span(0, 1, 0.5), 4, "██│█"),
        (Span(0, 1, 1.0), 4, "███│"),
        (Span(0.5, 0), 4, "██  "),
        (Span(0.5, 0.625), 4, "  ▌ "),
        (Span(0.5, 0.375), 4, " ▐  "),
        (Span(0, 0.001), 4, "▌   "),
        (Span(1, 0.999), 4, "   ▐"),
        (Span(0, 0, 0.5), 4, "  │ "),
        (Span(-1, 2, 9), 4, "███│"),
        (Span(0, 1, 0.5), 1, "│"),
        (Span(0, 1, 0.5), 0, ""),
    ],
)
def test_a_bar_begins_anywhere_and_a_line_goes_through_it(span: Span, cells: int, drawn: str) -> None:
    assert bar(span, cells, LOOK) == drawn
    assert bar(span, cells, replace(LOOK, ascii=True)).isascii()


def test_a_bar_without_a_line_is_as_it_was() -> None:
    assert bar(0.5, 4, LOOK) == LOOK.bar(0.5, 4)


@pytest.mark.parametrize(
    ("values", "value", "line", "span"),
    [
        ([4, 8, 6], 8, 6, Span(0, 1, 0.75)),
        ([4, 8, None], 4, None, Span(0, 0.5, None)),
        ([-2, 2], -2, 2, Span(0.5, 0, 1)),
        ([-4, -2], -2, -4, Span(1, 0.5, 0)),
        ([5], None, 5, Span(0, 0, 1)),
        ([], None, None, Span(0, 0, None)),
        ([0, 0], 0, 0, Span(0, 0, 0)),
    ],
)
def test_one_scale_holds_all_values_and_the_line(
    values: list[float | None], value: float | None, line: float | None, span: Span
) -> None:
    assert Scale(values).span(value, line) == span


def test_a_row_says_what_is_known() -> None:
    above = frame(pair(None, "upper", 6.0, 5.0)).row(0, named=True)
    made = model(ranked(*ROWS, above=above), "outcome", NAMES, LOOK)
    rows = [made.row(at) for at in range(len(made))]
    texts = [[cell.text for cell in row.cells[:6]] for row in rows if row is not None]
    assert texts[0] == ["1", "a" * 40, "6%", "8%", "+2", "✓ met"]
    assert texts[1] == ["2", "乙县", "≈5–5.5%", "4%", "−1", "✗ missed"]
    assert texts[2] == ["", "丙县", "高于全市", "–", "", "open"]
    assert [row.cells[6].share for row in rows if row is not None] == [
        Span(0, 1, 0.625),
        Span(0, 0.5, 0.625),
        Span(0, 0, 0.625),
    ]


@pytest.mark.parametrize(
    ("found", "by", "said"),
    [
        (ranked(*ROWS, above=pair(None, "upper", 6.0, 5.0)), "outcome", "│ upper 5%"),
        (ranked(*ROWS, above=pair(None, "upper", 6.0, 5.0)), "target", "│ upper 6%"),
        (ranked(*ROWS, above=pair(None, "upper", 6.0, 5.0)), "gap", "│ upper −1"),
        (ranked(*ROWS, above=pair(None, "upper", 6.0, None)), "outcome", "upper: not known"),
        (ranked(*ROWS), "outcome", "upper: not known"),
        (ranked(*ROWS, name=""), "outcome", ""),
    ],
)
def test_what_the_line_is_stands_above_it(found: Ranking, by: str, said: str) -> None:
    assert told_above(found, by, NAMES, LOOK) == said
    assert model(found, by, NAMES, LOOK).columns[-1].label == said


def test_nothing_and_one_place() -> None:
    assert len(model(ranked(), "outcome", NAMES, LOOK)) == 0
    one = model(ranked(pair(1, "甲县", 5.0, 0.0)), "outcome", NAMES, LOOK).row(0)
    assert one is not None
    assert one.cells[6].share == Span(0, 0, None)


def test_sorting_keeps_what_is_not_known_last() -> None:
    rows = frame(*ROWS)
    for key in ("target", "-target"):
        assert ordered(rows, [key])["region"].to_list()[-1] == "丙县"
    assert ordered(rows, ["-bar"])["place"].to_list() == [2, 1, None]
    assert ordered(rows, ["nothing"]).equals(rows)
