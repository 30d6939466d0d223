"""`mubiao compare`: places side by side."""

from __future__ import annotations

import csv
import io

import pytest
from tests.tui.cli.conftest import Runner


def test_a_row_an_indicator_and_a_column_a_place(mubiao: Runner) -> None:
    rows = list(csv.DictReader(io.StringIO(mubiao("compare", "晋江", "泉州市", "--csv").text)))
    gdp = next(row for row in rows if (row["indicator"], row["measure"]) == ("gdp", "growth"))
    assert {"晋江市", "晋江市 year", "泉州市", "泉州市 year", "difference", "leader"} <= set(gdp)
    assert gdp["晋江市 year"] == gdp["泉州市 year"] == gdp["year"]
    assert float(gdp["difference"]) == pytest.approx(float(gdp["晋江市"]) - float(gdp["泉州市"]))


def test_what_one_place_knows_is_counted_or_printed(mubiao: Runner) -> None:
    few, every = mubiao("compare", "晋江", "泉州"), mubiao("compare", "晋江", "泉州", "--all")
    assert "for one of the places only: --all" in few.err and not every.err
    assert len(every.lines) > len(few.lines)


def test_a_table_has_the_years_of_a_place_where_they_are_others(mubiao: Runner) -> None:
    head = mubiao("compare", "晋江", "泉州", "--indicator", "gdp", "--year", "2024", "--table").lines[0]
    assert "year" in head and "晋江市 year" not in head


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["晋江", "350582"], "晋江市 is named twice"),
        (["晋江"], "2 to 5 places stand side by side, not 1"),
        (["110000", "120000", "130000", "140000", "150000", "210000"], "not 6"),
        (["晋江", "晋家市"], "no such place: 晋家市"),
        (["晋江", ""], ""),
        (["晋江", "泉州", "--value", "verdict"], "verdict"),
        (["晋江", "泉州", "--indicator", "gpd"], "no such indicator: gpd; did you mean gdp"),
    ],
)
def test_what_cannot_be_compared(mubiao: Runner, arguments: list[str], message: str) -> None:
    ended = mubiao("compare", *arguments)
    assert (ended.code, ended.out) == (2, b"") and message in ended.err


def test_places_that_nothing_is_known_of(mubiao: Runner) -> None:
    ended = mubiao("compare", "石河子市", "吐鲁番市", "--csv")
    assert ended.code == 0 and len(ended.lines) == 1
    assert mubiao("compare", "石河子市", "吐鲁番市", "--exit-status").code == 1
