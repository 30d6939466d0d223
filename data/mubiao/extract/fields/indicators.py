"""Which indicator a fact is of: by the name in its subject, by what is done to it, by what its number can be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from mubiao.extract.context.contexts import Mention, ends_with_verb
from mubiao.extract.decisions import Decision, PassedOver, Words
from mubiao.lexicon import indicators, rows
from mubiao.lexicon.active import per_lexicon
from mubiao.lexicon.name_matcher import indicator_of, is_rate, names_in, share_of, shares
from mubiao.model import Measure
from mubiao.patterns import lazy

if TYPE_CHECKING:
    from mubiao.extract.fields.measures.cases import Amount

_PART_OF_THEM = lazy(r"享受|参与|参加|接受")
_ALL_TAXES = lazy(
    r"(?:辖区|全口径|全部|国地两?税|各项)(?:内)?(?:的)?(?:税收|总?税收收入)(?:总额|总量|收入)?", holds=("税收",)
)
_A_HEAD = 1_000_000
"""Yuan that no product of a place is below, and none of a head above."""
_OF_PLACES = lazy(r"^地方(?:全社会|固定资产|工业(?!园|化)|国有|实际利用|外贸|进出口|基本建设)", holds=("地方",))
_LOCAL = lazy("地方|[本省市区县镇]级", holds=("地方", "级"))
_INVESTMENT = ("总投资", "投资额", "投资金额", "协议投资")


class Named(NamedTuple):
    """The indicator that the words speak of, before it is known what its number measures."""

    indicator: str | None
    name: str  # that the subject holds; empty where it holds none


def named(text: str, mention: Mention, subject: Decision[str], *, nation: bool = False) -> Decision[Named]:
    """The indicator that a subject names, or that counts what is done to it. nation: it is the whole country's."""
    said = subject.value
    found = indicator_of(said)
    if found and mention.right_end > mention.right_start and _PART_OF_THEM.match(mention.right_verb):
        found = None  # 184家高新企业享受扣除: not all there are
    if found and (said in _BARE or said.startswith("新增")) and _of_a_part(text, mention, said):
        found = None
    if found and "地方" in said and _OF_PLACES.search(said):
        found = None  # 地方全社会固定资产投资: without that of the centre's own works
    if found and said.endswith(f"{found[1]}率"):
        found = None  # 工业增加值率
    name = found[1] if found else ""
    if mention.quantity.kind in ("count", "measure") and _nouns_of_events().fullmatch(said):
        event = text[mention.right_start : mention.right_end] + mention.right_verb
        event = ends_with_verb(text, mention.left_start, mention.left_end) + event
        counted = event_indicator(said, event)
        if counted:
            evidence = (*stands(text, subject, name), *_done_to(text, mention))
            return Decision("indicators", "event", Named(counted, name), evidence)
    indicator = found[0] if found else share_of(said) if "占" in said else None
    whole = indicators()[indicator].whole if indicator and nation else None
    if whole and not _LOCAL.search(said):
        indicator = whole  # 全国一般公共预算收入 is that of the centre and of all places
    part = _part_of(indicator) if indicator and not nation else None
    if part and _is_part(text, mention, said):
        indicator = part
    evidence = stands(text, subject, name)
    return Decision("indicators", "name" if found else "none", Named(indicator, name), evidence)


_BARE = frozenset(("出口", "出口额", "进出口", "投资", "税收"))
_OF_A_TRADE = lazy(  # 软件业实现产值291亿元，出口｜5.9亿美元
    r"(?![全我本])[\u4e00-\u9fff]{2,8}业(?<!工业)(?<!农业)(?<!渔业)(?:全年|共)?(?:实现|完成|创)?(?:总?产值|销售|营业收入|主营业务收入)",
    holds="业",
)
_BRINGS = ("带动", "拉动", "撬动")


def _of_a_part(text: str, mention: Mention, said: str) -> bool:
    """Whether an amount is that of a trade that its sentence began with, or what something has brought about."""
    if said in _BARE:
        return _OF_A_TRADE.match(text, mention.sentence_start, mention.left_start) is not None
    at = text.rfind(said, mention.left_start - 2, mention.quantity.outer_start)
    return text.endswith(_BRINGS, 0, max(at, 0))


def decide(
    text: str, mentions: tuple[Mention, ...], mention: Mention, subject: str, told: Decision[Named], amount: Amount
) -> Decision[str | None]:
    """The indicator of a fact, now that its measure is known."""
    indicator, how, evidence = told.value.indicator, told.rule, told.evidence
    fitting = of_measure(indicator, amount)
    if fitting != indicator:
        indicator, how = fitting, "share" if fitting else "unfit"
    elif indicator and how == "none":
        how = "share"
    if indicator and amount.rule.startswith("points") and _apart(text, mention):
        return Decision("indicators", "unfit", None, ())
    if indicator == "gdp" and amount.unit == "元" and amount.measure is Measure.LEVEL and amount.value < _A_HEAD:
        indicator = "gdp_per_capita"  # 生产总值超过全国平均水平，达到63689元
    if indicator is None and subject.endswith(_INVESTMENT):
        of = _invested_in(mentions, mention, text)
        if of is not None:
            q = of.quantity
            return Decision("indicators", "invested", "signed_investment", (Words("source", q.start, q.end),))
    return Decision("indicators", how, indicator, evidence if indicator else ())


_APART = lazy(
    r"(?:[高低快慢好优大小]于|高出|领先|超过?|[比较](?!上年|去年|同期|年初|\d))[^，,。；;、\d]{0,6}?"
    r"(?:全[国省市区州县球]|世界|国家|自治区|平均|[东中西]部|城[镇市]居民|农村居民)(?:[^，,。；;增提下升降]|增[速幅]){0,24}$"
    r"|(?:[高低快慢好]于|高出|低出|超过?|超出|[比较])[^，,。；;、\d]{0,8}?(?:预期|目标|计划|任务|控制)(?!投资)[^，,。；;增提下升降]{0,10}$"
)
_APART_REACH = 36


def _apart(text: str, mention: Mention) -> bool:
    """Whether points are a gap to another place and no change: 失业率4.9%、低于全国0.4个百分点."""
    start, end = max(mention.sentence_start, mention.quantity.outer_start - _APART_REACH), mention.quantity.outer_start
    return _APART.search(text, start, end) is not None


def passed_over(subject: str, name: str, decided: Decision[str | None]) -> Iterator[PassedOver]:
    """The other indicators whose names stand in the subject."""
    for other, indicator in dict.fromkeys(names_in(subject)):
        if indicator == decided.value:
            continue
        if decided.rule == "event":
            reason = "event-wins"
        elif decided.rule == "unfit" and other == name:
            reason = "unfit"
        else:
            reason = "longer-name" if name and other != name and other in name else "subset"
        yield PassedOver(f"{indicator} ({other})", reason)


def _done_to(text: str, mention: Mention) -> tuple[Words, ...]:
    """What is done to the things that are counted: 185个项目｜正式签约."""
    at = text.find(mention.right_verb, mention.quantity.outer_end) if mention.right_verb else -1
    return (Words("cue", at, at + len(mention.right_verb)),) if at >= 0 else ()


def stands(text: str, subject: Decision[str], name: str) -> tuple[Words, ...]:
    """Where a name stands among the words that the subject was read from; all of these, where it was put together."""
    for role, start, end in subject.evidence:
        if role == "noun" and (at := text.rfind(name, start, end)) >= 0:
            return (Words("name", at, at + len(name)),)
    return tuple([Words("name", start, end) for role, start, end in subject.evidence if role == "noun"])


def _invested_in(mentions: tuple[Mention, ...], mention: Mention, text: str) -> Mention | None:
    """总投资 of projects that were signed: 10个项目签约落地，总投资｜36亿元."""
    for one in reversed(mentions[max(0, mention.number - 2) : mention.number]):
        if one.sentence == mention.sentence and one.quantity.kind == "count":
            event = text[one.left_start : one.left_end] + text[one.right_start : one.right_end] + one.right_verb
            return one if "签约" in event else None
    return None


@per_lexicon()
def _part_of(indicator: str) -> str | None:
    """The indicator that is a part of this one: local revenue of all."""
    return next((name for name, one in indicators().items() if one.whole == indicator), None)


def _is_part(text: str, mention: Mention, subject: str) -> bool:
    """财政收入 beside all the taxes of a place is what it keeps of them: 辖区税收70亿元、财政收入14亿元."""
    bare = subject.endswith("财政收入") and "总" not in subject and "口径" not in subject
    return bare and bool(_ALL_TAXES.search(text, mention.sentence_start, mention.anchor))


_MONEY = lazy(r"元$|欧元|日元|英镑", holds=("元", "英镑"))


_OF_ALL = 10_000_000  # 元: more than one head of any place has


def _fits(indicator: str, amount: Amount) -> bool:
    """Whether the unit of a level can be the indicator's: no number of firms is a value added, no sum a count."""
    if amount.measure not in (Measure.LEVEL, Measure.CHANGE) or not amount.unit or amount.unit in ("%", "百分点", "‰"):
        return True
    money = indicators()[indicator].unit in ("元", "美元")
    if amount.unit == "倍":
        return not money
    if money and abs(amount.value) >= _OF_ALL and "人均" in indicators()[indicator].zh:
        return False  # 城镇居民收入将增加40亿元: what all of them have
    return money == bool(_MONEY.search(amount.unit))


def of_measure(indicator: str | None, amount: Amount) -> str | None:
    """The indicator that a number of this measure belongs to: a share of R&D spending is R&D intensity.

    A share of an amount is another statistic than the amount; how far a plan has been fulfilled is not.
    """
    if indicator is not None and not _fits(indicator, amount):
        return None
    if indicator is None or is_rate(indicator) or amount.rule == "completion":
        return indicator
    if amount.rule == "share-reached":
        return shares(indicator) or indicator
    if amount.measure is Measure.SHARE or (amount.measure is Measure.CHANGE and shares(indicator)):
        return shares(indicator)
    return indicator


@per_lexicon()
def _events() -> list[tuple[re.Pattern[str], re.Pattern[str], str]]:
    """Rows of tables/events.csv: a noun, what is done to it, and the indicator that counts it."""
    return [(re.compile(r["noun"]), re.compile(r["event"]), r["indicator"]) for r in rows("events")]


@per_lexicon()
def _nouns_of_events() -> re.Pattern[str]:
    """All the nouns in one pattern: most subjects are none of them. Groups and flags of a user's stand in the way."""
    nouns = [noun for noun, _, _ in _events()]
    if any(noun.groups or noun.flags != re.UNICODE for noun in nouns):
        return re.compile("(?s:.*)")
    return re.compile("|".join(f"(?:{noun.pattern})" for noun in nouns))


def event_indicator(noun: str, event: str) -> str | None:
    """The indicator of a counted thing by what is done to it: 185个｜项目｜正式签约 → signed_projects."""
    for noun_pattern, event_pattern, indicator in _events():
        if noun_pattern.fullmatch(noun) and event_pattern.search(event):
            return indicator
    return None
