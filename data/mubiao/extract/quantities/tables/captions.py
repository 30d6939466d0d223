"""What the lines above a table say: 表2 2023年…, 单位：亿元."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mubiao.extract.quantities.tables.blanks import Part
from mubiao.extract.quantities.tables.heads import HeadColumn, under, unit_of
from mubiao.patterns import lazy

SENTENCE = lazy(r"[。；！？;!?]|[，,][^，,]{6,}")
"""What a line holds that is no head, no cell and no line above a table."""
_UNITS = lazy(r"单位[:：]?\s*(?P<units>[^\s。)）]{1,20})")
_LINES = 4  # above a table that are looked at


@dataclass(frozen=True, slots=True)
class Above:
    """What a table is of, and the units of its amounts and of its rates."""

    told: str
    amounts: tuple[int, str, str] | None
    rates: tuple[int, str, str] | None

    def under(self, columns: list[HeadColumn]) -> list[HeadColumn]:
        """The columns below, with what their own heads leave open."""
        return under(columns, self.told, amounts=self.amounts is not None, rates=self.rates is not None)


def above_table(lines: Sequence[Part], at: int) -> Above:
    """What stands above the table whose head is line `at`."""
    caption = [
        line.words.strip(" \t　*-") for line in lines[max(0, at - _LINES) : at] if not SENTENCE.search(line.words)
    ]
    units = next((m["units"] for words in reversed(caption) if (m := _UNITS.search(words))), "")
    told = next((words for words in reversed(caption) if not _UNITS.search(words)), "")
    given = [unit for part in re.split("[、,，/]", units) if (unit := unit_of(part))]
    amounts = [unit for unit in given if unit[1] not in ("%", "‰")]
    default = amounts[0] if len(amounts) == 1 else None  # of several, nobody can say which
    return Above(told, default, next((unit for unit in given if unit[1] in ("%", "‰")), None))
