"""Pairing held against the same rules written down slowly: one fact, one cell and one row after the other."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from collected import JINJIANG, PLACES, Reports, collections, wordings
from hypothesis import given, settings
from hypothesis import strategies as st
from made import document, fact

from mubiao.model import Claim, Fact, Measure, QualitativeTarget
from mubiao.store import facts_frame
from mubiao.store.frames import promises_frame
from mubiao.targets import targets

Cell = tuple[str, str, str, str, str, str, str]
"""Place, indicator, measure, unit, scope, basis and period."""

KINDS = {
    "target": {
        kind: rank
        for rank, kind in enumerate(
            ["work_report", "plan_report", "budget_report", "explainer", "plan", "communique", "news"]
        )
    },
    "outcome": {
        kind: rank
        for rank, kind in enumerate(["communique", "work_report", "plan_report", "budget_report", "explainer", "news"])
    },
}
TODAY = {"359004": "350582"}
ABOVE = {"350582": "350500", "350500": "350000", "350000": "CN", "zone:350500-taishang": "350500"}


@st.composite
def more(draw: st.DrawFn) -> Reports:
    """Collections with ranks, averages, parts of years, plans, companies, and places renamed, unlisted or unknown."""
    made = draw(collections())
    for identity in list(made.listed):
        for _ in range(draw(st.integers(0, 4))):
            year = made.listed[identity]["year"]
            about = draw(
                st.sampled_from(
                    [
                        *PLACES,
                        {"region": "晋江县", "region_code": "359004"},
                        {"region": "某新区", "region_code": None},
                        {"region": None, "region_code": None},
                    ]
                )
            )
            made.say(
                identity,
                draw(st.sampled_from([-3.0, 5.0, 6.5])),
                draw(
                    st.sampled_from([str(year), f"{year}H1", f"{year}-01/{year}-08", f"{year - 1}/{year + 1}", "1999"])
                ),
                claim=draw(st.sampled_from(["target", "actual", "estimate", "plan"])),
                measure=draw(st.sampled_from(["growth", "rank", "share", "level"])),
                indicator=draw(st.sampled_from(["gdp", "gdp", "listed_companies"])),
                subject=draw(st.sampled_from(["地区生产总值", "新增上市公司", "累计新增上市公司"])),
                unit=draw(st.sampled_from(["％", "%", "个", "家", "户", "所", "名", None])),
                comparison=draw(st.sampled_from([None, "同比", "年均", "比年初"])),
                rank_scope=draw(st.sampled_from([None, "全国"])),
                section=draw(st.sampled_from(["目标", "回顾"])),
                force=draw(st.sampled_from([None, "力争", "预期"])),
                printed=draw(st.sampled_from(["6%", "6%", "1.2倍"])),
                entity=draw(st.sampled_from([None, None, "某公司"])),
                high=draw(st.sampled_from([None, 7.0])),
                start=draw(st.integers(0, 40)),
                **about,
            )
    made.facts = list({f.fact_id: f for f in made.facts}.values())
    return made


def place_of(one: Fact | QualitativeTarget) -> str | None:
    code = TODAY.get(one.region_code or "", one.region_code)
    return code or (f"name:{one.region}" if one.region else None)


def cell_of(one: Fact) -> Cell | None:
    """What a fact is about; None for one that no row is made of."""
    place = place_of(one)
    if place is None or one.indicator is None or one.period is None or one.claim == "plan" or one.entity:
        return None
    unit = {"％": "%", "家": "count", "个": "count", "名": "人"}.get(one.unit or "", one.unit or "")
    if one.indicator == "listed_companies" and (unit == "户" or (unit == "" and one.measure == "level")):
        unit = "count"
    new = one.subject.startswith("新增") and one.indicator == "listed_companies" and one.measure == "level"
    scope = "新增" if new else ""
    if one.measure == "rank":
        unit, scope = "rank", one.rank_scope or ""
    average = one.measure == "growth" and "年均" in (one.comparison or "")
    return place, one.indicator, str(one.measure), unit, scope, "average" if average else "", one.period


def cell_of_words(one: QualitativeTarget) -> Cell:
    """The unit is that of a number of them."""
    unit = {"growth": "%", "rank": "rank"}.get(str(one.measure), {"gdp": "元", "cpi": "%"}[one.indicator])
    return place_of(one) or "", one.indicator, str(one.measure), unit, "", "", one.period or ""


def rank(one: Fact | QualitativeTarget, listed: dict[str, dict[str, Any]]) -> tuple[Any, ...]:
    """Of several facts of a cell and side the one with the least of these is chosen."""
    report = listed[one.document_id]
    side = "outcome" if isinstance(one, Fact) and one.claim != "target" else "target"
    assert one.year is not None
    late = report["year"] - one.year
    if side == "target":
        distance = late if late in (0, 1) else 1 - late if late < 0 else 200 + late
    elif report["kind"] == "communique" and late in (0, 1):
        distance = 0
    else:
        distance = {1: 0, 0: 1}.get(late, late if late > 1 else 200 - late)
    compared = getattr(one, "comparison", None) or ""
    return (
        place_of(one) != report["region_code"],
        isinstance(one, Fact) and one.measure == "growth" and len(one.period or "") == 4 and "倍" in one.printed,
        getattr(one, "claim", "") == "estimate",
        distance,
        side == "outcome" and getattr(one, "qualifier", "exact") != "exact",
        KINDS[side].get(report["kind"], 6),
        side == "target" and "目标" not in one.section,
        isinstance(one, Fact) and side == "target" and one.qualifier == "exact" and one.force != "预期",
        compared != "" and "同比" not in compared,
        getattr(one, "confidence", 1.0) < 0.5,
        -(report["date"] or date.min).toordinal(),
        one.start,
        one.fact_id if isinstance(one, Fact) else one.promise_id,
    )


def progress(cell: Cell, outcomes: dict[Cell, Fact], whole: Fact) -> str | None:
    """The outcome of the latest period within the one of a target, of the longest of those that end together."""
    inside = [
        one
        for (*thing, _, period), one in outcomes.items()
        if thing == list(cell[:5]) and period != cell[6] and one.period_start and one.period_end
        if whole.period_start and whole.period_start <= one.period_start
        if whole.period_end and one.period_end <= whole.period_end
        if len(cell[6]) > 4 or (len(period) > 4 and one.year == whole.year)
        if cell[5] or cell_of(one)[5] == ""
        if cell[5] or cell[2] != "growth" or one.period_start == whole.period_start or cell[6][4:5] != "/"
    ]
    inside.sort(key=lambda f: (-(f.period_end or date.min).toordinal(), f.period_start, f.fact_id))
    return inside[0].fact_id if inside else None


def slowly(made: Reports, words: list[QualitativeTarget]) -> dict[Cell, dict[str, Any]]:
    """Cell → the facts behind its row."""
    sides: dict[str, dict[Cell, list[Any]]] = {"target": {}, "outcome": {}, "estimate": {}, "words": {}}
    for one in made.facts:
        cell = cell_of(one)
        if cell is not None:
            sides["target" if one.claim == "target" else "outcome"].setdefault(cell, []).append(one)
            if one.claim == "estimate":
                sides["estimate"].setdefault(cell, []).append(one)
    for said in words:
        sides["words"].setdefault(cell_of_words(said), []).append(said)
    best = {
        side: {cell: min(several, key=lambda one: rank(one, made.listed)) for cell, several in found.items()}
        for side, found in sides.items()
    }
    kept = {c for c in best["target"] | best["words"] | best["outcome"] if len(c[6]) == 4 and c[5] != "average"}
    kept |= {c for c in best["outcome"] if c[5] == "average" and re.fullmatch(r"\d{4}/\d{4}", c[6])}
    kept |= best["target"].keys() | best["words"].keys()
    reports = {
        (report["region_code"], report["year"]) for report in made.listed.values() if report["kind"] == "work_report"
    }
    told = {
        (report["region_code"], report["year"])
        for report in made.listed.values()
        if report["kind"] in ("work_report", "explainer", "communique")
    }

    def identity(side: str, cell: Cell | None) -> str | None:
        one = best[side].get(cell) if cell in kept else None
        return None if one is None else one.promise_id if side == "words" else one.fact_id

    rows = {}
    for cell in kept:
        annual = len(cell[6]) == 4
        before: Cell | None = (*cell[:6], str(int(cell[6]) - 1)) if annual else None
        above: Cell | None = (ABOVE[cell[0]], *cell[1:]) if cell[0] in ABOVE else None
        target, outcome = identity("target", cell), identity("outcome", cell)
        running = target is not None and outcome is None
        year = next(best[side][cell].year for side in ("target", "words", "outcome") if cell in best[side])
        stated = target is not None or cell in best["words"]
        if stated and outcome is None:
            later = any(place == cell[0] and of > year for place, of in told)
            verdict = "no outcome" if later else "open"
        elif target is None:
            verdict = "about" if stated else "not stated" if (cell[0], year) in reports else "no report"
        else:
            verdict = "judged"
        rows[cell] = {
            "target_fact": target,
            "outcome_fact": outcome,
            "promise": None if target else identity("words", cell),
            "estimate_fact": identity("estimate", cell),
            "previous_fact": identity("outcome", before),
            "previous_target_fact": identity("target", before),
            "parent_target_fact": identity("target", above),
            "parent_outcome_fact": identity("outcome", above),
            "progress_fact": progress(cell, best["outcome"], best["target"][cell]) if running else None,
            "verdict": verdict,
        }
    return rows


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_every_row_is_made_of_the_facts_that_the_rules_name(data: st.DataObject) -> None:
    made = data.draw(more())
    words = data.draw(wordings(made))
    if data.draw(st.booleans()):  # twice the same report under two names: nothing but their ids tells them apart
        twin = made.report(JINJIANG, 2024, "work_report", date(2024, 1, 5))
        other = made.report(JINJIANG, 2024, "explainer", date(2024, 1, 5))
        made.listed[other]["kind"] = "work_report"
        for identity in (twin, other):
            made.say(identity, 6.0, start=5)
            made.say(identity, 6.1, "2023", claim="estimate", start=9)
    expected = slowly(made, words)
    by_id = {one.fact_id: one for one in made.facts}
    cells = {one.fact_id: cell_of(one) for one in made.facts}
    cells |= {one.promise_id: cell_of_words(one) for one in words}
    found = targets(facts_frame(made.facts), made.documents, words=promises_frame(words)).collect()
    rows = {}
    for row in found.to_dicts():
        cell = cells[row["target_fact"] or row["promise"] or row["outcome_fact"]]
        assert cell is not None and cell not in rows
        values = {name: row[name] for name in expected[cell]}
        if row["target"] is not None and row["outcome"] is not None:
            assert values["verdict"] in ("met", "missed", "about")
            values["verdict"] = "judged"
        rows[cell] = values
        for name in ("target", "outcome", "estimate", "previous", "parent_target", "parent_outcome", "progress"):
            behind = row[f"{name}_fact"]
            assert row[name] == (None if behind is None else by_id[behind].value), name
    assert rows == expected
    order = [(*cell[:6], year, cell[6]) for cell, year in zip(rows, found["year"], strict=True)]
    assert order == sorted(order)


def test_a_rank_is_one_whatever_counter_stands_behind_it() -> None:
    doc = document("居第3位，居第3户。")
    common: dict[str, Any] = {"measure": Measure.RANK, "value": 3.0, "period": "2022"}
    facts = [
        fact(doc, 1, 4, unit=None, claim=Claim.TARGET, **common),
        fact(doc, 6, 9, unit="户", claim=Claim.ACTUAL, **common),
    ]
    assert targets(facts_frame(facts).lazy()).collect().select("target", "outcome").rows() == [(3.0, 3.0)]
