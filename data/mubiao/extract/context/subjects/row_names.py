"""Rows of names: 城镇居民、农村居民人均可支配收入, split into the names that each of its members has."""

from __future__ import annotations

import re

from mubiao.extract.context.noun_phrases import HEADS
from mubiao.lexicon.name_matcher import indicator_of
from mubiao.patterns import lazy

JOIN = lazy(r"、|和(?![平谐])|(?<![参给])与|以及|(?<![普惠涉旁波])及|,|，")
_WORDS_JOIN = lazy(r"和(?![平谐])|(?<![参给])与|以及|(?<![普惠涉旁波])及")
COMMA = lazy(r"[、,，]")
_PARALLEL = frozenset(
    [
        "城市",
        "农村",
        "城镇",
        "乡村",
        "乡镇",
        "省级",
        "市级",
        "县级",
        "国家级",
        "区级",
        "男性",
        "女性",
        "公办",
        "民办",
        "中学",
        "小学",
        "初中",
        "高中",
    ]
)
_ORDINAL_INDUSTRY = {"一": "第一产业", "二": "第二产业", "三": "第三产业"}
_BOTH = lazy(r"城(?:镇)?[、,和]?乡(?:村)?(?:常住)?(居民|低保|特困|最低生活保障)(.*)$")
_BALANCES = lazy(r"([^、，,；;]{0,16})存贷款(余额|规模|总额|总量)?$")
_COUNTED = lazy(r"(?<=[\u4e00-\u9fff]{2})[\u4e00-\u9fff]{2}[量额](?<![产放总销][量额])$")
"""What is counted and not only that it is: 家禽饲养量, 铁路货运量."""
_SHARES = lazy("(?:占比|比重)$")
_PLACE = lazy(
    r"(?![城全我各])[\u4e00-\u9fff]{1,9}(?<![地社园小新老山牧矿校灾库])(?:[市县区镇乡州盟旗省]|街道)",
    holds=("乡", "区", "县", "州", "市", "旗", "盟", "省", "街道", "镇"),
)
_PLACE_OPENS = lazy(
    r"(?![城全我各])[\u4e00-\u9fff]{1,9}?(?<![地社园小新老山牧矿校灾库])(?:[市县区镇乡州盟旗省]|街道)(?=..)"
)


def both_residents(words: str) -> list[str] | None:
    """城乡居民人均可支配收入 of two values: the first is the towns', the second the country's."""
    match = _BOTH.search(words)
    return (
        [f"{whose}{match[1]}{match[2]}" for whose in ("城镇", "农村")] if match and not JOIN.search(match[2]) else None
    )


def split(words: str, size: int) -> list[str] | None:
    """The names of a row of so many, each with what the last one shares with all of them."""
    if size == 3:
        match = re.search(r"(?:第?一[、,]?二[、,]?(?:和|及)?三(?:次)?产业|三次产业)(.*)$", words)
        if match:
            return [industry + match[1] for industry in _ORDINAL_INDUSTRY.values()]
    if size == 2:
        match = re.search(r"(?:第?二[、,和]?三(?:次)?产业)(.*)$", words)
        if match:
            return [_ORDINAL_INDUSTRY["二"] + match[1], _ORDINAL_INDUSTRY["三"] + match[1]]
        if both := both_residents(words) or _both_balances(words):
            return both
    for pattern in (JOIN, COMMA, _WORDS_JOIN):
        parts = [part.strip() for part in pattern.split(words) if part.strip()]
        if len(parts) == size:
            return share_tail(parts)
    parts = [part.strip() for part in JOIN.split(words) if part.strip()]
    return share_tail(parts[-size:]) if len(parts) > size else None


def _both_balances(words: str) -> list[str] | None:
    """金融机构存贷款余额 of two values: the first is that of deposits, the second that of loans."""
    match = _BALANCES.search(words) if "存贷款" in words else None
    if match is None or JOIN.search(match[0]):
        return None
    return [f"{match[1]}{kind}{match[2] or ''}" for kind in ("存款", "贷款")]


def share_tail(parts: list[str]) -> list[str]:
    """城镇居民、农村居民人均可支配收入: what the last item ends with belongs to all of them."""
    parts = _insured(parts)
    last = parts[-1]
    share = _SHARES.search(last)
    if share and not any(_SHARES.search(part) for part in parts[:-1]):
        return [*(part + share[0] for part in parts[:-1]), last]  # 新经济、民营经济占比
    owner = _PLACE_OPENS.match(last)
    if owner and all(_PLACE.fullmatch(part) for part in parts[:-1]):
        return [*(part + last[owner.end() :] for part in parts[:-1]), last]  # 南宁市、崇左市进出口总额
    out = []
    for part in parts[:-1]:
        if indicator_of(part) and not re.search(r"(?:居民|产业)$", part):
            out.append(part)
            continue
        if part in _PARALLEL and last[: len(part)] in _PARALLEL:
            out.append(part + last[len(part) :])
            continue
        tails = (last[i:] for i in range(1, len(last)) if last[i] != part[-1:])
        joined = next((part + tail for tail in tails if indicator_of(part + tail)), None)
        if joined is None:
            tail = _COUNTED.search(last) or HEADS.search(last)
            joined = part + tail[0] if tail and not HEADS.search(part) else part
        out.append(joined)
    return [*out, last]


_RISKS = ("养老", "医疗", "失业", "工伤", "生育")


def _insured(parts: list[str]) -> list[str]:
    """养老、失业、工伤保险参保率: what people are insured against is no name by itself, 失业率 another."""
    at = next((n for n, part in enumerate(parts) if n and "保险" in part and parts[n - 1].endswith(_RISKS)), 0)
    tail = parts[at][parts[at].index("保险") :] if at else ""
    return [part + tail if n < at and part.endswith(_RISKS) else part for n, part in enumerate(parts)]
