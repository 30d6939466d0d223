"""Which indicator a name is, old names included: the names of indicator_names.csv, looked for in a subject or a text.

A subset of an indicator is not the indicator: what stands around its name in the subject must be words that
tables/modifiers.csv allows. 全市地区生产总值 is GDP; 集成电路签约项目 is not all of 签约项目.
"""

from __future__ import annotations

from typing import NamedTuple

import ahocorasick_rs

from mubiao.lexicon import indicator_names, indicators, rows
from mubiao.lexicon.active import per_lexicon
from mubiao.lexicon.wordlists import modifiers
from mubiao.patterns import lazy

_QUOTES = lazy(r"[\s“”\"'‘’《》〈〉·*　]+")
_SIZED = lazy(r"^\d+万元(?:及)?以上的?(?=固定资产投资)")  # the statistic's own threshold
_ABBREVIATED = lazy(r"\[\d{1,2}\]|(?<=总值)(?:\[\d{1,2}\])?GDP$")  # 生产总值[2]GDP
_AMOUNT = lazy(r"(?:利润|利税|收入|支出|投资|产值|增加值|总额)$")
_AND = lazy(r"和|与|及|、|以及")
_ZONE = lazy(
    r"全?市?(?:经开区|高新区|园区|开发区|新区|新城|片区|港区|示范区|合作区|保税区|综保区|工业园区?|产业园区?|经济(?:技术)?开发区|产业集聚区|工业集中区|集聚区)"
    r"(?:范围)?内?"
)
_NAMED_IN_BRACKETS = lazy(r"(?:比重|比例|占比|水平|强度|总额|总量|数)[（(]([^（）()]{3,20})[）)]$")
_BRACKETS = lazy(r"[（(][^（）()]*[）)]")


@per_lexicon()
def _overlapping() -> ahocorasick_rs.AhoCorasick:
    """Finds names inside other names too: 重点项目完成投资 begins with 重点项目."""
    return ahocorasick_rs.AhoCorasick(_matcher()[1])


@per_lexicon()
def _matcher() -> tuple[ahocorasick_rs.AhoCorasick, list[str]]:
    names = list(_bare_names())
    return ahocorasick_rs.AhoCorasick(names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest), names


@per_lexicon()
def _bare_names() -> dict[str, str]:
    return {_QUOTES.sub("", name.lstrip("*")): indicator for name, indicator in indicator_names().items()}


@per_lexicon()
def _ends() -> frozenset[str]:
    """The two characters with which a text can end that holds a name and nothing but what may stand around it."""
    names, behind = _bare_names(), [row["word"] for row in rows("modifiers") if row["where"] == "after"]
    known = {word[-2:] for word in (*names, *behind) if len(word) > 1}
    alone = [word for word in behind if len(word) == 1]
    return frozenset(known | {before[-1] + word for word in alone for before in (*names, *behind)})


class _Known(NamedTuple):
    """What is asked of every text; one look-up gives it all."""

    bare: dict[str, str]
    cut: dict[str, str]
    ends: frozenset[str] | None  # None: a name of one character, before which anything may stand


@per_lexicon()
def _known() -> _Known:
    short = any(len(name) == 1 for name in _bare_names())
    return _Known(_bare_names(), _cut_names(), None if short else _ends())


@per_lexicon()
def _open_names() -> frozenset[str]:
    """Names that any owner may precede: 花炮*产业集群总产值."""
    return frozenset(_QUOTES.sub("", name.lstrip("*")) for name in indicator_names() if name.startswith("*"))


@per_lexicon(65536)
def indicator_of(subject: str) -> tuple[str, str] | None:
    """(indicator id, the name that matched), or None when the subject is none of them or only a part of one."""
    if subject.isalpha() and "区" not in subject and not subject.endswith("GDP"):
        return _match(subject)  # letters alone: no quotes, figures and brackets, and no zone
    bare = _ABBREVIATED.sub("", _SIZED.sub("", _QUOTES.sub("", subject)))
    without = _BRACKETS.sub("", bare)
    for text in (bare, without) if without != bare else (bare,):
        found = _match(text)
        if found:
            return found
    zone = _ZONE.match(without)
    if zone and (found := _match(without[zone.end() :])):
        return found  # 经开区规上工业增加值: the place of such a fact tells that it is of a part
    named = _NAMED_IN_BRACKETS.search(bare) if without != bare else None
    return _match(named[1]) if named else None  # 城镇常住人口占总人口比重(常住人口城镇化率)


def _match(text: str) -> tuple[str, str] | None:
    bare, cut, ends = _known()
    exact = bare.get(text) or cut.get(text)
    if exact:
        return exact, text
    can_end = ends is None or text[-2:] in ends
    hits = _overlapping().find_matches_as_indexes(text, overlapping=True) if can_end else None
    if hits:
        names, free, (before, after) = _matcher()[1], _open_names(), modifiers()
        hits.sort(key=_last_and_longest)
        for number, start, end in hits:
            name = names[number]
            if end == len(text) and start <= 10 and name in free:
                return bare[name], name
            opening = before.match(text, 0, start)
            if opening is None or opening.end() != start or _half_of_sum(text, start, bare[name]):
                continue
            if name == "经济" and _PART_OF_ECONOMY.search(text, 0, start):
                continue
            closing = after.match(text, end)
            if closing and closing.end() == len(text):
                return bare[name], name
    if not ("、" in text or "和" in text or "与" in text or "及" in text):
        return None
    # One number for two subjects: 城镇居民人均可支配收入和农民人均纯收入. The first of them is its indicator.
    parts = _AND.split(text)
    first = _match(parts[0]) if len(parts) > 1 else None
    # not 经济和文化部门的投资总额
    alike = first and all(_match(p) or ("的" not in p and _AMOUNT.search(p)) for p in parts[1:])
    return first if alike else None


_PART_OF_ECONOMY = lazy("新|城|农村|公共|主要|外贸|社会")
_HALVES = lazy("城镇|城市|农村|乡村|[省市区县]属")


def _half_of_sum(text: str, start: int, indicator: str) -> bool:
    """Whether the words before a name leave half of its sum: 农村固定资产投资, 市属进出口; no 城市居民人均收入."""
    known = indicators()[indicator]
    sums = known.unit in ("元", "美元") and known.annual and "居民" not in text and "人均" not in text
    return sums and _HALVES.search(text, 0, start) is not None


@per_lexicon()
def _cut_names() -> dict[str, str]:
    """Names of headline indicators without their last character, as a misprint leaves them: 生产总增长13%."""
    names = (name for name in _bare_names() if len(name) > 3 and name[-1] in "值额入资" and name[-2] not in "加产")
    return {name[:-1]: _bare_names()[name] for name in names if name[:-1] not in _bare_names()}


def _last_and_longest(hit: tuple[int, int, int]) -> tuple[int, int]:
    return -hit[2], hit[1]


def names_in(subject: str) -> list[tuple[str, str]]:
    """Every (name, indicator id) that stands in a subject, in text order, names inside longer ones too."""
    bare, names = _QUOTES.sub("", subject), _matcher()[1]
    hits = sorted(_overlapping().find_matches_as_indexes(bare, overlapping=True), key=lambda hit: (hit[1], -hit[2]))
    return [(names[number], _bare_names()[names[number]]) for number, _, _ in hits]


def find_names(text: str) -> list[tuple[int, int, str]]:
    """Every indicator named in a text: (start, end, id), longest first where names overlap."""
    matcher, names = _matcher()
    return [(start, end, _bare_names()[names[number]]) for number, start, end in matcher.find_matches_as_indexes(text)]


def shares(indicator: str) -> str | None:
    """The indicator that a share of this one is."""
    return indicators()[indicator].share_indicator or None


def share_of(subject: str) -> str | None:
    """The indicator of a part in a whole: 民生支出占一般公共预算支出 is the share of livelihood spending."""
    found = indicator_of(subject.split("占", 1)[0])
    return shares(found[0]) if found else None


def is_rate(indicator: str | None) -> bool:
    """Whether the indicator is itself a percentage, so that a bare per cent of it is a share and no growth."""
    return indicator is not None and indicators()[indicator].unit in ("%", "‰")
