"""Collections of invented reports of real places, and how hypothesis makes them."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
from hypothesis import strategies as st
from made import fact

from mubiao.model import Fact, Measure, QualitativeTarget
from mubiao.store import facts_frame
from mubiao.targets import SCHEMA, targets

JINJIANG = {"region": "晋江市", "region_code": "350582"}
QUANZHOU = {"region": "泉州市", "region_code": "350500"}
FUJIAN = {"region": "福建省", "region_code": "350000"}
ZONE = {"region": "泉州台商投资区", "region_code": "zone:350500-taishang"}


class Reports:
    """A collection of reports: facts are added to the report of a place and year."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self.listed: dict[str, dict[str, Any]] = {}

    def report(self, place: dict[str, str], year: int, kind: str = "work_report", on: date | None = None) -> str:
        identity = hashlib.sha256(f"{place['region_code']} {year} {kind} {on}".encode()).hexdigest()[:16]
        self.listed[identity] = {"document_id": identity, "kind": kind, "year": year, "date": on, **place}
        return identity

    def say(self, identity: str, value: float, period: str = "2024", *, claim: str = "target", **fields: Any) -> str:
        start = fields.pop("start", 10 * len(self.facts))
        place = {name: self.listed[identity][name] for name in ("region", "region_code")}
        made = fact(identity, start, start + 4, value=value, period=period, claim=claim, **{**place, **fields})
        self.facts.append(made)
        return made.fact_id

    @property
    def documents(self) -> pl.DataFrame:
        return pl.DataFrame(list(self.listed.values()), schema_overrides={"date": pl.Date, "year": pl.Int16})

    def rows(self, **options: Any) -> pl.DataFrame:
        frame = targets(facts_frame(self.facts), self.documents, **options).collect()
        assert frame.schema == pl.Schema(SCHEMA)
        return frame

    def row(self, **key: Any) -> dict[str, Any]:
        options = {name: key.pop(name) for name in ("tolerance", "words") if name in key}
        found = self.rows(**options)
        for name, value in key.items():
            found = found.filter(pl.col(name) == value)
        assert found.height == 1, found
        return found.row(0, named=True)


def promised(
    identity: str, printed: str, indicator: str = "gdp", kind: str = "growth", at: int = 7
) -> QualitativeTarget:
    """A target of 晋江市 for 2024 in words."""
    end = at + len(printed)
    name = f"{identity}-{at}-{end}-{indicator}"
    place = (JINJIANG["region"], JINJIANG["region_code"])
    return QualitativeTarget(
        name, identity, at, end, printed, "", indicator, Measure(kind), "2024", 2024, *place, "目标", "", "1"
    )


PLACES = [JINJIANG, QUANZHOU, FUJIAN, ZONE]
WORDINGS = ["与经济增长同步", "高于全国平均水平", "稳步增长"]


@st.composite
def wordings(draw: st.DrawFn, made: Reports) -> list[QualitativeTarget]:
    """Targets in words of the reports that are there, for the years and things that their facts are of."""
    found = []
    for identity, report in made.listed.items():
        for _ in range(draw(st.integers(0, 2))):
            year = report["year"] - draw(st.integers(0, 1))
            words, indicator = draw(st.sampled_from(WORDINGS)), draw(st.sampled_from(["gdp", "cpi"]))
            kind, at = draw(st.sampled_from(["growth", "level", "rank"])), draw(st.integers(0, 3))
            about = draw(st.sampled_from(PLACES))
            one = promised(identity, words, indicator, kind, at)
            one = replace(one, region=about["region"], region_code=about["region_code"])
            found.append(replace(one, period=str(year), year=year))
    return list({one.promise_id: one for one in found}.values())


@st.composite
def collections(draw: st.DrawFn) -> Reports:
    made = Reports()
    for _ in range(draw(st.integers(1, 12))):
        place, year = draw(st.sampled_from(PLACES)), draw(st.integers(2021, 2025))
        own = made.report(place, year, draw(st.sampled_from(["work_report", "communique", "news"])))
        for _ in range(draw(st.integers(1, 4))):
            about = draw(st.sampled_from([place, *PLACES]))
            made.say(
                own,
                draw(st.sampled_from([5.0, 5.5, 6.0, 100.0])),
                draw(st.sampled_from([str(year), str(year - 1), f"{year}H1", f"{year}/{year + 2}"])),
                claim=draw(st.sampled_from(["target", "actual", "estimate"])),
                measure=draw(st.sampled_from(["growth", "level"])),
                unit=draw(st.sampled_from(["元", "美元", "%", "家"])),
                qualifier=draw(st.sampled_from(["exact", "about", "over", "under"])),
                indicator=draw(st.sampled_from(["gdp", "cpi"])),
                start=draw(st.integers(0, 3)),
                confidence=draw(st.sampled_from([0.3, 0.9])),
                **about,
            )
    made.facts = list({f.fact_id: f for f in made.facts}.values())
    return made
