"""What kind of number it is (level, growth, change, share, rank), and its sign and unit: ordered rules.

The unit decides most of it, the words before the number the rest. Multiples become growth, as the guide has it:
是2006年的2.2倍 and 增长1.2倍 are both growth of 120 %.
"""

from __future__ import annotations

import re

from mubiao.extract.context.contexts import Mention
from mubiao.extract.decisions import Decision, Rule, Words, able
from mubiao.extract.fields.measures.cases import Amount, Case
from mubiao.extract.fields.measures.percents import LESS_IS_BETTER, PERCENT, moved_noun, price_index
from mubiao.lexicon import indicators
from mubiao.model import Measure
from mubiao.patterns import lazy

_MOVES = frozenset({"up", "down", "to_up", "to_down", "up_change", "down_change"})
_ADDED = lazy(r"(?<=[\u4e00-\u9fff]{3})新增$", holds=("新增",))
_AMOUNTS_ONLY = frozenset(("count", "money", "measure"))
_NET = lazy(r"(?:[全我本][市省区县镇乡州旗国]|当年|全年|累计|年内)*净增")
_MOVED_UP = lazy(r"(?:前移|上升|提升|前进|跃升|晋升|进步|晋位|进位)了?$")
_LOWER = lazy(r"(?:低|慢|少)[于]?[^，,。；;]{0,4}$|(?:低于|慢于)[^，,。；;高快\d]{0,12}$")
_AS_MUCH = lazy(r"(?:是|为|相当于|达到?)[^，,。；;]{0,16}的?$")


def decide(text: str, mention: Mention, indicator: str | None) -> Decision[Amount]:
    """The measure of a mention whose subject is known, by the first rule that knows it."""
    case = Case(text, mention, indicator)
    kind, moves = case.q.kind, "" if _MOVES.isdisjoint(case.marks) else "moves"
    for rule in able(PERCENT if kind in ("percent", "permille") else AMOUNTS, kind, moves):
        found: Amount | None = rule.find(case)
        if found is not None:
            return Decision("measures", found.rule, found, found.evidence)
    raise AssertionError("the last rule knows every number")


def _rank(case: Case) -> Amount | None:
    """A standing: 居全省第3位."""
    return case.read(Measure.RANK, "rank", "名") if case.q.kind == "rank" else None


def _increment(case: Case) -> Amount | None:
    """What is called an increment is a change: 经济增量300亿元."""
    held = case.mention.subject.endswith("增量") and case.q.kind in ("money", "measure", "count")
    return case.read(Measure.CHANGE, "increment") if held else None


def _places(case: Case) -> Amount | None:
    """排名前移3位 is a change of the standing."""
    moved = _MOVED_UP.search(case.words) if case.q.unit in ("位", "名") else None
    return case.read(Measure.CHANGE, "places", None, case.at(moved, case.mention.gap_start)) if moved else None


def _points(case: Case) -> Amount | None:
    """Percentage points are a change, of a share or against another place."""
    if case.q.kind != "point":
        return None
    lower = case.down or bool(_LOWER.search(case.words))
    return case.signed(Measure.CHANGE, "points", lower and "to_down" not in case.marks, case.q.unit or "百分点")


def _times_more(case: Case) -> Amount | None:
    """增长1.2倍 is +120 %."""
    q = case.q
    if q.kind != "multiple" or case.mention.of or q.unit == "%":
        return None
    if not case.marks & {"up", "up_change"} and not _next(case, _MORE_BEFORE):
        return None
    high = round(q.high * 100, 6) if q.high is not None else None
    return Amount(Measure.GROWTH, round(q.value * 100, 6), high, "%", "times-more")


def _times_of_plan(case: Case) -> Amount | None:
    """完成年度任务的2.95倍: how far a plan was fulfilled, in per cent."""
    q = case.q
    if q.kind != "multiple" or q.unit == "%" or not case.mention.of:
        return None
    told = _OF_PLAN.search(case.words)
    high = round(q.high * 100, 6) if q.high is not None else None
    words = case.at(told, case.mention.gap_start)
    return Amount(Measure.SHARE, round(q.value * 100, 6), high, "%", "completion", words) if told else None


_OF_PLAN = lazy(r"(?:完成|达到?|为|是|相当于)[^，,。；;\d]{0,12}(?:任务|计划|目标)[数量]?的$")


def _times_as_much(case: Case) -> Amount | None:
    """是…的2.2倍, 达到…的3倍 count the old amount in."""
    q = case.q
    if q.kind != "multiple" or q.unit == "%":
        return None
    told = _AS_MUCH.search(case.words)
    if not case.mention.of and not told and not _next(case, _AS_MUCH_BEFORE):
        return None
    value, high = round((q.value - 1) * 100, 6), round((q.high - 1) * 100, 6) if q.high is not None else None
    evidence = case.at(told, case.mention.gap_start) or (Words("cue", q.number_end, q.end),)
    return Amount(Measure.GROWTH, value, high, "%", "times-as-much", evidence)


def _next(case: Case, listed: re.Pattern[str]) -> bool:
    """Whether a multiple is the next one of a list that `listed` begins: 分别是2010年2倍和1.6倍, 增长2倍和3倍."""
    gap, start = case.mention.gap_start, case.q.start
    if start - gap != 1 or case.text[gap] not in "、和与":
        return False
    return listed.search(case.text, max(case.mention.sentence_start, gap - _LIST_REACH), gap) is not None


_LIST_REACH = 40
_TIMES = r"(?:\d[\d.]*倍[、和与])*\d[\d.]*倍$"
_AS_MUCH_BEFORE = lazy(r"(?:是|为|达到?|相当于)[^，,。；;\d]{0,8}(?:\d{4}年)?[^，,。；;\d]{0,8}" + _TIMES)
_MORE_BEFORE = lazy(r"(?:增长|提高|扩大|增加)[了约近超]?" + _TIMES)


def _multiple(case: Case) -> Amount | None:
    """倍 of nothing that grows: a level; 翻一番 that was read as a per cent before is a growth."""
    if case.q.kind != "multiple":
        return None
    if case.q.unit == "%":
        return case.read(Measure.GROWTH, "doubling", "%")
    return case.read(Measure.LEVEL, "multiple", "倍")


def _level_reached(case: Case) -> Amount | None:
    """增加到12家: the level that was reached."""
    return case.read(Measure.LEVEL, "level-reached") if case.marks & {"to_up", "to_down"} else None


def _change_verb(case: Case) -> Amount | None:
    """净增3万人 is a change, whatever it is compared with."""
    changed = case.marks & {"up_change", "down_change"}
    return case.signed(Measure.CHANGE, "change-verb", "down_change" in case.marks) if changed else None


def _newly_added(case: Case) -> Amount | None:
    """固定资产投资新增100亿元: of what is counted anew each year, the more of it; 新增贷款 is a sum of its own.

    净增市场主体2136户 is the more of them, whatever they are.
    """
    if case.q.kind not in _AMOUNTS_ONLY:
        return None
    if case.mention.group < 0 and (more := case.more):
        return case.signed(Measure.CHANGE, "change-verb", more == "少")
    net = "净增" in case.mention.subject and _NET.match(case.mention.subject)
    flow = case.indicator is not None and case.q.kind == "count"  # 净增城镇就业, 净增规上企业 are told like 新增
    if net and not flow and not case.marks & {"to_up", "to_down", "level"}:
        return case.read(Measure.CHANGE, "change-verb")
    annual = case.indicator is not None and indicators()[case.indicator].annual and case.q.kind == "money"
    told = _ADDED.search(case.clause) if annual else None
    return case.read(Measure.CHANGE, "change-verb", None, case.at(told, case.clause_at)) if told else None


_THOSE = lazy(
    r"(?:上涨|下[降跌]|上升|增长|增加|减少|回落)的(?:[^，。\d]{0,8}(?:个数|数量?))?[为有是](?=$)"
)  # 下降的为17个


def _change_compared(case: Case) -> Amount | None:
    """比上年增加12家; but 增加｜12家企业 has counted them."""
    if not case.marks & {"up", "down"} or (case.q.kind == "count" and _THOSE.search(case.clause)):
        return None
    if "改善" in case.mention.cue_words and (case.q.kind == "count" or "/" not in (case.q.unit or "/")):
        return None  # 改善住房条件3万户, 改善路面260公里 has counted them; 3微克/立方米 is how much better
    compared = bool(case.mention.times) or "base" in case.marks or "average" in case.marks
    if not compared and case.mention.right_end > case.mention.right_start:
        return None
    better = "改善" in case.mention.cue_words and LESS_IS_BETTER.search(case.mention.subject) is not None
    return case.signed(Measure.CHANGE, "change-compared", case.down or better)


def _level(case: Case) -> Amount:
    """An amount or a count."""
    return case.read(Measure.LEVEL, "level")


def _bare_index(case: Case) -> Amount | None:
    """居民消费价格指数102.3: the same, where the sign of per cent is left out."""
    return price_index(case) if case.q.kind == "bare" else None


AMOUNTS: tuple[Rule[Case], ...] = (
    Rule("rank", _rank, "县域经济进入全国前十。", needs="rank"),
    Rule("increment", _increment, "地区生产总值增量320亿元。"),
    Rule("places", _places, "营商环境评价居全省第9位，比上年前移6位。"),
    Rule("points", _points, "城镇化率比“十二五”末提高6.5个百分点。", needs="point"),
    Rule("times-more", _times_more, "民间投资增长两倍。", needs="multiple"),
    Rule("times-of-plan", _times_of_plan, "新增就业完成年度任务的1.6倍。", "completion", "multiple"),
    Rule("times-as-much", _times_as_much, "财政总收入是2006年的2.2倍。", needs="multiple"),
    Rule("multiple", _multiple, "设备效率3.5倍。", needs="multiple"),
    Rule(
        "bare-index",
        _bare_index,
        "居民消费价格指数为102.3。",
        "growth-of-prices",
        "bare",
    ),
    Rule("level-reached", _level_reached, "城乡居民收入比缩小到1.72。", needs="moves"),
    Rule("change-verb", _change_verb, "经营主体8.6万户，净增6200户。", needs="moves"),
    Rule("newly-added", _newly_added, "固定资产投资新增90亿元以上。", "change-verb"),
    Rule("change-compared", _change_compared, "煤矿由18处减少6处。", needs="moves"),
    Rule("moved-noun", moved_noun, "降低住院起付线300元。", "change-verb-down"),
    Rule("level", _level, "税收超2亿。"),
)
"""Of numbers that are no per cent, in the order in which they are asked. What one needs is a kind of number, or words
before it that say that it moves."""
