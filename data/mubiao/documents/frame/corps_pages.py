"""Pages of the Production and Construction Corps of Xinjiang: the whole Corps, its divisions and its regiments."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from mubiao.patterns import lazy
from mubiao.regions.resolve import resolve

Key = tuple[str | None, str | None]
_LEAD = 300
_OFTEN = 2
_CORPS = lazy(
    r"(?:新疆)?生产建设兵团(?:第[一二三四五六七八九十]+师)?|(?:全|我)兵团|兵团(?:党委|统计局|生产总值)", holds=("兵团",)
)
_CITY = lazy(r"[\u4e00-\u9fff]{2,6}?市")
_DIGITS = str.maketrans("一二三四五六七八九〇零○", "123456789000")
_REGIMENT = lazy(
    r"(?P<name>(?<![\d一二三四五六七八九〇])(?:[1-3]?\d{2}|[一二]?[一二三四五六七八九〇零○]{2})团)(?![员队结伙体购长])",
    holds="团",
)
_REGIMENT_SPEAKS = lazy(
    r"[全我本该]团(?![队体员结])|团场|团部|连队|农[一二三四五六七八九十]师|第[一二三四五六七八九十]{1,2}师",
    holds="团师队",
)


def corps_pages(title: str, seen: str, whole: str, *, official: bool) -> Iterator[tuple[str, Key, str]]:
    """Cue, home and evidence of each sign that the Corps or a part of it speaks. All texts normalised."""
    corps = _CORPS.search(title) or (_CORPS.search(seen, 0, _LEAD) if official else None)
    if corps is not None:
        yield "corps", _of_corps(corps), corps[0]
    if "团" not in seen or (official and _REGIMENT.search(title) is None):
        return
    if sum(1 for _ in _REGIMENT_SPEAKS.finditer(whole)) < _OFTEN:
        return
    names = Counter(match["name"] for match in _REGIMENT.finditer(whole))
    told = Counter[str]()
    for name, n in names.items():
        told[name.translate(_DIGITS)] += n
    first, *others = told.most_common(2) or [("", 0)]
    if first[1] >= _OFTEN and (not others or first[1] > 2 * others[0][1]):
        spelt = [name for name in names if name.translate(_DIGITS) == first[0]]
        name = min(spelt, key=str.isascii)  # 一四九团 rather than 149团, where both are printed
        yield "corps-regiment", (name, None), name


def _of_corps(corps: re.Match[str]) -> Key:
    """The city that a division of the Corps is one with, 第二师铁门关市; else no place of the table."""
    city = _CITY.match(corps.string, corps.end())
    found = [place for place in resolve(city[0]) if place.level != "town"] if city is not None else []
    return (found[0].name, found[0].code) if len(found) == 1 else (None, None)
