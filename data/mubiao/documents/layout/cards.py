"""Figures that a page sets out as cards: a name, below it an amount, below that its growth, each on its own line."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NAME = re.compile(r"[\u4e00-\u9fff]{2,14}(?:[（(][\u4e00-\u9fff]{1,8}[）)])?[:：]?")
_AMOUNT = re.compile(r"[+\-−]?\d[\d,]{0,14}(?:\.\d{1,4})? ?(?:[万亿]{0,2}[\u4e00-\u9fff]{1,4}|[%％‰])")
_GROWTH = re.compile(
    r"(?:同比|比上年|较上年|比去年)(?:同期)?(?:增长|下降|增加|减少)? ?[↑↓▲▼+\-−–]? ?\d{1,4}(?:\.\d{1,3})? ?[%％]"
)
_FEWEST = 2  # cards beside each other: one may be anything


def with_cards(lines: Sequence[str]) -> list[str]:
    """The lines, those of each of several cards that begin with their name as one."""
    found: list[str] = []
    at = 0
    while at < len(lines):
        cards, end = _cards(lines, at)
        behind = at > 0 and _AMOUNT.fullmatch(lines[at - 1]) is not None  # the amounts stand above their names
        if len(cards) >= _FEWEST and not behind:
            found += cards
            at = end
        else:
            found.append(lines[at])
            at += 1
    return found


def _cards(lines: Sequence[str], at: int) -> tuple[list[str], int]:
    """The cards from a line on, each as one line, and the line behind them."""
    cards: list[str] = []
    while at + 1 < len(lines) and _NAME.fullmatch(lines[at]) and _AMOUNT.fullmatch(lines[at + 1]):
        card = f"{lines[at].rstrip(':：')}：{lines[at + 1]}"
        at += 2
        if at < len(lines) and _GROWTH.fullmatch(lines[at]):
            card += f"，{lines[at]}"
            at += 1
        cards.append(card)
    return cards, at
