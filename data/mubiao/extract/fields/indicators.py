"""What a measure, an event or a unit says of the indicator that a subject names."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from mubiao.lexicon import indicators, rows
from mubiao.lexicon.name_matcher import SHARES, is_rate
from mubiao.model import Measure
from mubiao.patterns import lazy

if TYPE_CHECKING:
    from mubiao.extract.fields.measures import Reading

_MONEY = lazy(r"元$|欧元|日元|英镑")


def _fits(indicator: str, reading: Reading) -> bool:
    """Whether the unit of a level can be the indicator's: no number of firms is a value added, no sum a count."""
    if (
        reading.measure not in (Measure.LEVEL, Measure.CHANGE)
        or not reading.unit
        or reading.unit in ("%", "百分点", "‰", "倍")
    ):
        return True
    money = indicators()[indicator].unit in ("元", "美元")
    return money == bool(_MONEY.search(reading.unit))


def of_measure(indicator: str | None, reading: Reading) -> str | None:
    """The indicator that a number of this measure belongs to: a share of R&D spending is R&D intensity.

    A share of an amount is another statistic than the amount; how far a plan has been fulfilled is not.
    """
    if indicator is not None and not _fits(indicator, reading):
        return None
    if indicator is None or is_rate(indicator) or reading.rule in ("completion", "share-reached"):
        return indicator
    if reading.measure is Measure.SHARE or (reading.measure is Measure.CHANGE and indicator in SHARES):
        return SHARES.get(indicator)
    return indicator


@cache
def _events() -> list[tuple[re.Pattern[str], re.Pattern[str], str]]:
    """Rows of tables/events.csv: a noun, what is done to it, and the indicator that counts it."""
    return [(re.compile(r["noun"]), re.compile(r["event"]), r["indicator"]) for r in rows("events")]


def event_indicator(noun: str, event: str) -> str | None:
    """The indicator of a counted thing by what is done to it: 185个｜项目｜正式签约 → signed_projects."""
    for noun_pattern, event_pattern, indicator in _events():
        if noun_pattern.fullmatch(noun) and event_pattern.search(event):
            return indicator
    return None
