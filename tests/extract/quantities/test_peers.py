"""The cases of Recognizers-Text, duckling, cn2an and jionlp that concern numbers and periods, as one runner.

The cases are not part of this repository: the runner skips where they are absent. What a peer expects is translated
into what a quantity holds (below, one function a family). A case that we read otherwise on purpose is a row of
`specs/peer_exceptions.jsonl` with the reason; a row whose case passes after all is an error too.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from datespans import find_periods

from mubiao.extract.quantities.assemble import Quantity, find_quantities
from mubiao.extract.quantities.numerals import parse
from mubiao.extract.text.normalise import normalise
from mubiao.model import Qualifier

CASES = Path(__file__).parents[4] / "shared" / "peers" / "quantities.jsonl"
EXCEPTIONS = Path(__file__).parents[1] / "specs" / "peer_exceptions.jsonl"
CURRENCY = {"CNY": "元", "USD": "美元", "EUR": "欧元", "HKD": "港元", "JPY": "日元"}
DIMENSION = {"Mu": "亩", "Ton": "吨", "Kilometer": ("公里", "千米"), "Kilogram": "千克", "Meter": "米", "Gram": "克"}
SHARES = ("percent", "permille", "point")


def same(a: float | None, b: float | None) -> bool:
    return a is b if a is None or b is None else math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-18)


def everything(text: str) -> list[Quantity]:
    return find_quantities(normalise(text), mode="all")


def whole(text: str) -> float | None:
    """The value of a text that is one number, or one amount of money."""
    value = parse(normalise(text))
    if value is not None:
        return value
    found = everything(text)
    return found[0].value if len(found) == 1 and found[0].end - found[0].start == len(text) else None


def numeral(case: dict[str, Any]) -> bool:
    expected = case["expected"]
    if isinstance(expected, str):
        expected = expected.removeprefix("NumeralValue").strip(" ()")
    value = whole(case["text"])
    return value is not None and same(value, float(expected))


def number_in_text(case: dict[str, Any]) -> bool:
    """Numbers without their units; a fraction as such."""
    text = normalise(case["text"])
    got = []
    for q in everything(case["text"]):
        start, end = q.start, q.number_end
        if q.high is None:
            end = start + len(text[start:end].rstrip("多余来 "))
        got.append((start, end, q.value / 100 if "fraction" in q.rule else q.value))
    want = [(e["start"], e["end"], float(e["resolution"]["value"])) for e in case["expected"]]
    return len(got) == len(want) and all(g[:2] == w[:2] and same(g[2], w[2]) for g, w in zip(got, want, strict=True))


def percent(case: dict[str, Any]) -> bool:
    got = [
        (q.start, q.end, q.value / 10 if q.kind == "permille" else q.value)
        for q in everything(case["text"])
        if q.kind in SHARES and q.high is None and "fraction" not in q.rule
    ]
    want = [(e["start"], e["end"], float(e["resolution"]["value"].rstrip("%"))) for e in case["expected"]]
    return len(got) == len(want) and all(g[:2] == w[:2] and same(g[2], w[2]) for g, w in zip(got, want, strict=True))


def bound(case: dict[str, Any]) -> bool:
    """Each expected interval is what the quantities in its span say together; open or closed is not told apart."""
    found = everything(case["text"])
    for e in case["expected"]:
        low, high = (float(x) if x else None for x in e["resolution"]["value"].strip("[]()").split(","))
        inside = [q for q in found if e["start"] <= q.start and q.number_end <= e["end"]]
        lows = [q.value for q in inside if q.qualifier is Qualifier.OVER or q.high is not None]
        highs = [q.high or q.value for q in inside if q.qualifier is Qualifier.UNDER or q.high is not None]
        if not same(low, lows[0] if lows else None) or not same(high, highs[0] if highs else None):
            return False
    return True


def ordinal(case: dict[str, Any]) -> bool:
    got = [(q.start, q.end, q.value) for q in everything(case["text"]) if q.kind == "rank"]
    return got == [(e["start"], e["end"], float(e["resolution"]["value"])) for e in case["expected"]]


def amount(case: dict[str, Any], kind: str, unit_of: Callable[[dict[str, Any]], Any]) -> bool:
    """Amounts by value and unit; a currency named before the number may lie outside of our span."""
    got = [q for q in everything(case["text"]) if q.kind == kind]
    want = case["expected"]
    if len(got) != len(want):
        return False
    for q, e in zip(got, want, strict=True):
        value = e["resolution"]["value"]
        units = unit_of(e["resolution"])
        if value is None or not same(q.value, float(value)) or q.end != e["end"] or q.start < e["start"]:
            return False
        if q.unit not in (units if isinstance(units, tuple) else (units,)):
            return False
    return True


def money_value(case: dict[str, Any]) -> bool:
    """jionlp's `num` is [low, high] for a vague amount; ours is the number printed and that it is exceeded."""
    want = case["expected"]
    found = everything(case["text"])
    if len(found) != 1:
        return False
    q = found[0]
    num = want["num"]
    bounded = q.high is not None or q.qualifier is not Qualifier.EXACT or "indefinite" in q.rule
    if bounded != (want["definition"] != "accurate") or (q.unit or "元") != want["case"]:
        return False
    if isinstance(num, str):
        return same(q.value, float(num))
    return same(q.value, float(num[0])) and (q.high is None or same(q.high, float(num[1])))


def money_spans(case: dict[str, Any]) -> bool:
    got = [[q.start, q.end] for q in everything(case["text"]) if q.kind == "money"]
    return got == [e["offset"] for e in case["expected"]]


WRITTEN = date(2016, 11, 7)
"""The day of the cases that give none: they ask for spans only."""
TO_YEAR = re.compile(r"\(\d{4}-01-01,(?P<year>\d{4})-01-01,P\d+Y\)")
TO_DAY = re.compile(r"\(\d{4}-\d\d-\d\d,(?P<day>\d{4}-\d\d-\d\d),P\d+D\)")


def last_day(resolution: dict[str, Any]) -> date:
    """The last day inside of an expected period.

    The suite names the day after it. A range it ends where its last year or day begins; ours holds that year or day.
    """
    to_year, to_day = TO_YEAR.fullmatch(resolution["Timex"]), TO_DAY.fullmatch(resolution["Timex"])
    if to_year:
        return date(int(to_year["year"]), 12, 31)
    if to_day:
        return date.fromisoformat(to_day["day"])
    return date.fromisoformat(resolution["PastResolution"]["endDate"]) - timedelta(days=1)


def period(case: dict[str, Any]) -> bool:
    reference = date.fromisoformat(case["reference"][:10]) if case["reference"] else WRITTEN
    got = find_periods(normalise(case["text"]), reference)
    want = case["expected"]
    if [(p.start, p.end) for p in got] != [(e["start"], e["end"]) for e in want]:
        return False
    return all(
        (p.first_day, p.last_day)
        == (date.fromisoformat(e["resolution"]["PastResolution"]["startDate"]), last_day(e["resolution"]))
        for p, e in zip(got, want, strict=True)
        if e["resolution"]
    )


FAMILIES: list[tuple[str, Callable[[dict[str, Any]], bool]]] = [
    (r"cn2an|duckling", numeral),
    (r"Recognizers-Text Number/Chinese/NumberModel", number_in_text),
    (r"Recognizers-Text Number/Chinese/PercentModel", percent),
    (r"Recognizers-Text Number/Chinese/NumberRangeModel", bound),
    (r"Recognizers-Text Number/Chinese/OrdinalModel", ordinal),
    (r"Recognizers-Text DateTime/Chinese/DatePeriod", period),
    (r"Recognizers-Text .*CurrencyModel", lambda c: amount(c, "money", lambda r: CURRENCY[r["isoCurrency"]])),
    (r"Recognizers-Text .*DimensionModel", lambda c: amount(c, "measure", lambda r: DIMENSION[r["unit"]])),
    (r"jionlp test/test_money_parser", money_value),
    (r"jionlp test/test_money_extractor", money_spans),
]


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def cases() -> list[dict[str, Any]]:
    return lines(CASES) if CASES.exists() else []


def key(case: dict[str, Any]) -> str:
    return f"{case['suite']} {case['id']}"


@pytest.mark.skipif(not CASES.exists(), reason="the peers' cases are not here")
def test_peers_agree_but_for_named_exceptions() -> None:
    exceptions = {e["case"] for e in lines(EXCEPTIONS)}
    failed = set()
    for case in cases():
        check = next(f for pattern, f in FAMILIES if re.match(pattern, key(case)))
        if not check(case):
            failed.add(key(case))
    assert failed - exceptions == set()
    assert exceptions - failed == set(), "exceptions that are none any more"
    assert len(failed) <= 0.03 * len(lines(CASES))


def test_every_exception_has_a_reason() -> None:
    assert all(len(e["reason"]) > 20 for e in lines(EXCEPTIONS))
