"""Charts byte for byte: what stands where, told apart without colours. A changed drawing is a changed file here."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mubiao_tui.charts.draw import Words, chart, draw, legend
from mubiao_tui.charts.plot import OWN, PARENT, SIBLINGS, Bit, Curve, Plot, Step, signs
from mubiao_tui.charts.scale import labels, runs, width

GOLDEN = Path(__file__).with_name("golden")
WORDS = Words("outcome", "target", "several", "several years")


def own(outcomes: dict[int, float], targets: dict[int, float] | None = None) -> Curve:
    return Curve(OWN, "", outcomes, targets or {})


GROWTH = own(
    {2015: 8.0, 2016: 7.6, 2018: 7.4, 2019: 6.9, 2020: 3.1, 2021: 8.0},
    {2015: 8.5, 2016: 7.6, 2017: 8.0, 2018: 7.5, 2019: 7.0, 2020: 6.5, 2022: 6.5},
)
ABOVE = Curve(PARENT, "Above", {2015: 9.0, 2018: 8.3, 2020: 3.3}, {2016: 8.5, 2020: 7.0})
MIDDLE = Curve(SIBLINGS, "median of 9 places", {2016: 8.1, 2020: 3.6}, {2016: 8.1, 2021: 7.5})
STEPS = (Step(2016, 2020, 9.0), Step(2021, 2025, 6.5))

LONG = tuple(
    Curve(
        kind, label, {y: 9 + (y * by) % 5 for y in range(2001, 2025)}, {y: 10 + (y * by) % 4 for y in range(2001, 2025)}
    )
    for kind, label, by in ((OWN, "", 7), (PARENT, "Above", 3), (SIBLINGS, "median of 9 places", 11))
)
"""Three cells a year at 80: none of 144 figures of three series shares a cell with that of another series."""

CASES: dict[str, tuple[Plot, bool, int, int]] = {
    "gaps": (Plot("County growth", (GROWTH,), "%", year=2019), False, 60, 14),
    "beside": (Plot("County growth", (GROWTH, ABOVE, MIDDLE), "%", STEPS, 2019), False, 76, 18),
    "beside_ascii": (Plot("County growth", (GROWTH, ABOVE, MIDDLE), "%", STEPS, 2019), True, 76, 18),
    "crowded": (Plot("County growth", (GROWTH, ABOVE, MIDDLE), "%", STEPS), False, 36, 16),
    "packed": (Plot("County growth", (GROWTH, ABOVE, MIDDLE), "%", STEPS), False, 26, 16),
    "years": (Plot("Long known", LONG, "%"), False, 80, 16),
    "below_nought": (Plot("Change", (own({2020: -3.0, 2021: 2.0, 2022: -1.0}, {2021: 0.0}),)), False, 40, 12),
    "noughts": (Plot("Cases", (own({2020: 0.0, 2021: 0.0}),)), False, 40, 9),
    "one_point": (Plot("Newly known", (own({2024: 5.0}),), "%", year=2024), False, 40, 8),
    "one_height": (Plot("Flat", (own({2020: 5.0, 2021: 5.0}, {2020: 5.0, 2021: 5.0}),)), True, 40, 9),
    "amounts": (
        Plot("Amount level", (own({2020: 4.2e11, 2021: 5.1e11, 2023: 6.3e11}, {2023: 7e11}),), "元"),
        False,
        60,
        12,
    ),
    "long_name": (Plot("名" * 40, (own({2020: 1.0, 2021: 2.0}),), "%"), False, 40, 10),
    "left_out": (Plot("County", (own({2020: 1.0, 2021: 2.0}),), left_out=("Above: none",)), False, 48, 10),
}


def text(lines: list[list[Bit]]) -> str:
    return "".join(f"{''.join(bit.text for bit in line).rstrip()}\n" for line in lines)


def both(plot: Plot, plain: bool, cells: int, height: int) -> list[list[Bit]]:
    told, drawn = chart(plot, signs(plain=plain), WORDS, cells, height, "en")
    return [*told, *drawn]


@pytest.mark.parametrize("name", CASES)
def test_a_chart_is_drawn_as_it_was(name: str) -> None:
    assert text(both(*CASES[name])) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


def test_every_golden_chart_has_its_case() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_legend_and_chart_take_the_room_they_have_and_no_more(name: str) -> None:
    plot, plain, cells, height = CASES[name]
    lines = both(plot, plain, cells, height)
    assert len(lines) == height
    assert max(width("".join(bit.text for bit in line)) for line in lines) <= cells
    if plain:
        assert text(lines).replace("名", "").isascii()


@pytest.mark.parametrize(("cells", "height"), [(10, 12), (80, 3), (0, 0)])
def test_without_room_there_is_no_chart(cells: int, height: int) -> None:
    assert draw(Plot("x", (GROWTH,)), signs(plain=False), cells, height) == []


def test_nothing_known_is_no_chart() -> None:
    assert draw(Plot("x", (own({}),)), signs(plain=False), 80, 12) == []


@pytest.mark.parametrize("value", [0.001, 1.0, 1e13, -4.0, 0.0])
def test_one_point_of_any_size(value: float) -> None:
    drawn = text(draw(Plot("x", (own({2024: value}),), year=2024), signs(plain=False), 40, 8))
    assert drawn.count("●") == 1 and "2024" in drawn


@pytest.mark.parametrize("cells", [30, 44, 80, 160])
def test_every_point_is_seen(cells: int) -> None:
    """A sign for each, or one that says that there are several: none is hidden by another."""
    drawn = text(draw(Plot("x", (GROWTH, ABOVE, MIDDLE)), signs(plain=False), cells, 30))
    single = sum(drawn.count(sign) for sign in "●○◆◇■□")
    shared = sum(drawn.count(sign) for sign in "◉◈▣◎")
    points = sum(len(curve.values) for curve in (GROWTH, ABOVE, MIDDLE))
    assert single + 2 * shared <= points <= single + 6 * shared
    if cells >= 80:
        assert "◎" not in drawn, "beside each other, none shares a cell with another series"


def test_three_series_of_a_generation_are_told_apart_at_80_cells() -> None:
    drawn = text(draw(Plot("x", LONG), signs(plain=False), 80, 30))
    assert "◎" not in drawn
    assert sum(drawn.count(sign) for sign in "●○◆◇■□") + 2 * sum(drawn.count(sign) for sign in "◉◈▣") == 144


def test_a_step_does_not_hide_a_point() -> None:
    flat = own({2020: 5.0, 2021: 5.0, 2022: 5.0, 2023: 9.0})
    drawn = text(draw(Plot("x", (flat,), steps=(Step(2020, 2022, 5.0),)), signs(plain=False), 60, 12))
    assert drawn.count("●") == 4 and "━" in drawn


@pytest.mark.parametrize("name", CASES)
def test_no_sign_is_untold(name: str) -> None:
    plot, plain, cells, height = CASES[name]
    told, drawn = chart(plot, signs(plain=plain), WORDS, cells, height)
    known = {sign for trio in signs(plain=plain).trios.values() for sign in trio} | {signs(plain=plain).several}
    body = "".join(bit.text for line in drawn[:-2] for bit in line[2:])
    assert known & set(body) <= set(text(told))


def test_signs_are_told_only_of_what_is_drawn() -> None:
    said = text(legend(Plot("x", (GROWTH,)), signs(plain=False), WORDS, 200))
    assert "● outcome" in said and "○ target" in said
    assert not set("◉◆■━◎┊") & set(said)
    assert "○" not in text(legend(Plot("x", (own({2020: 1.0}),)), signs(plain=False), WORDS, 200))
    assert "┊" not in text(legend(Plot("x", (GROWTH,), year=1999), signs(plain=False), WORDS, 200))


@pytest.mark.parametrize(
    ("years", "pieces"),
    [([], []), ([2020], []), ([2020, 2021], [[2020, 2021]]), ([2018, 2020, 2021, 2023], [[2020, 2021]])],
)
def test_no_line_goes_over_a_missing_year(years: list[int], pieces: list[list[int]]) -> None:
    assert runs(years) == pieces


def test_a_gap_is_seen() -> None:
    def lined(outcomes: dict[int, float]) -> bool:
        drawn = text(draw(Plot("x", (own(outcomes),)), signs(plain=False), 80, 12))
        return any("\u2801" <= character <= "\u28ff" for character in drawn)

    assert not lined({2010: 1.0, 2020: 9.0})
    assert lined({year: float(year - 2009) for year in range(2010, 2021)})


@pytest.mark.parametrize(
    "heights", [[1e8 + n * 1000.0 for n in range(5)], [0.1 * n for n in range(8)], [-2.0, 0.0, 2.0]]
)
def test_no_two_figures_of_the_axis_are_the_same(heights: list[float]) -> None:
    assert len(set(labels(heights, "zh"))) == len(heights)


FIGURES = st.dictionaries(
    st.integers(1949, 2035),
    st.one_of(st.just(0.0), st.floats(1e-4, 1e15), st.floats(-1e15, -1e-4), st.floats(4.9, 5.1)),
    max_size=20,
)
CURVES = st.tuples(
    *(st.builds(Curve, st.just(kind), st.just(kind), FIGURES, FIGURES) for kind in (OWN, PARENT, SIBLINGS))
)
STEPS_OF_ANY_KIND = st.lists(
    st.builds(lambda first, long, value: Step(first, first + long, value), st.integers(1949, 2025), st.integers(1, 10),
              st.floats(-1e3, 1e3)),
    max_size=3,
)  # fmt: skip


SIZES = st.tuples(st.integers(0, 200), st.integers(0, 40))


@settings(max_examples=150, deadline=None)
@given(
    curves=CURVES, steps=STEPS_OF_ANY_KIND, cells=st.integers(0, 200), height=st.integers(0, 40), plain=st.booleans()
)
def test_whatever_is_known_fits(
    curves: tuple[Curve, ...], steps: list[Step], cells: int, height: int, plain: bool
) -> None:
    plot = Plot("County", curves, "%", tuple(steps), year=2020)
    told, drawn = chart(plot, signs(plain=plain), WORDS, cells, height)
    lines = ["".join(bit.text for bit in line) for line in drawn]
    assert len(lines) in (0, height - len(told))
    assert all(width(line) <= cells for line in lines)
    if lines and curves[0].values:
        trios = signs(plain=plain)
        assert {*trios.trios[OWN], trios.several} & {*"".join(lines)}
