"""Stage 5c: what kind of number it is (level, growth, change, share, rank), and its sign and unit.

The unit decides most of it, the words before the number the rest. Multiples become growth, as the guide has it:
是2006年的2.2倍 and 增长1.2倍 are both growth of 120 %.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mubiao.extract.context.contexts import Mention
from mubiao.extract.text.punctuation import last_of, marks
from mubiao.lexicon import indicators
from mubiao.lexicon.name_matcher import is_rate
from mubiao.model import Measure
from mubiao.patterns import lazy

_DOWN = frozenset({"down", "to_down", "down_change"})
_COMPLETION = lazy(
    r"(?:完成|达到?|实现|为|超额完成|达成)[^，,。；;]{0,12}?(?:计划|目标|任务|进度|预期|(?:年初|年度|调整)?预算数?)[^，,。；;]{0,6}$"
)
_SHARE_OF = lazy(r"(?:占|相当于|约占|占到)[^，,。；;]{0,24}$")
_RATE = lazy(r"(?:率|比例|比重|占比|覆盖面|合格率|强度|率达|度|系数|比率|份额|贡献率|达标|占)(?:[^，,。；;]{0,4})$")
_GROWTH_WORD = lazy(r"(?:增速|增幅|涨幅|降幅|增长率|增长速度|增长|递增|下降|升幅|跌幅)(?:[^，,。；;]{0,8})$")
_IS_RATE = lazy(r"(?:贡献率|占比|比重|份额|恩格尔系数)$")
_CLAUSE = marks("，,；;。")


@dataclass(frozen=True, slots=True)
class Reading:
    """How a number is to be read."""

    measure: Measure
    value: float
    high: float | None
    unit: str | None
    rule: str


def read(text: str, mention: Mention, indicator: str | None) -> Reading:
    """The reading of a mention's quantity."""
    q, marks = mention.quantity, mention.marks
    unit = q.unit
    down = bool(marks & _DOWN) and not marks & {"up", "up_change"}
    words = text[mention.gap_start : q.outer_start]
    if text.startswith("翻", q.start):
        return Reading(Measure.GROWTH, q.value if q.unit == "%" else q.value * 100, None, "%", "doubling")
    if q.kind == "rank":
        return Reading(Measure.RANK, q.value, q.high, "名", "rank")
    if mention.subject.endswith("增量") and q.kind in ("money", "measure", "count"):
        return Reading(Measure.CHANGE, q.value, q.high, unit, "increment")
    if unit in ("位", "名") and re.search(r"(?:前移|上升|提升|前进|跃升|晋升|进步|晋位|进位)了?$", words):
        return Reading(Measure.CHANGE, q.value, q.high, unit, "places")
    if q.kind == "point":
        lower = down or bool(re.search(r"(?:低|慢|少)[于]?[^，,。；;]{0,4}$", words))
        return _signed(Measure.CHANGE, mention, q.unit or "百分点", lower and "to_down" not in marks, "points")
    if q.kind == "multiple":
        return _multiple(mention, words, down)
    if q.kind in ("percent", "permille"):
        return _percent(text, mention, indicator, words, down)
    if marks & {"to_up", "to_down"}:
        return Reading(Measure.LEVEL, q.value, q.high, unit, "level-reached")
    if "up_change" in marks or "down_change" in marks:
        return _signed(Measure.CHANGE, mention, unit, "down_change" in marks, "change-verb")
    if marks & {"up", "down"}:
        compared = bool(mention.times) or "base" in marks or "average" in marks
        if compared or mention.right_end <= mention.right_start:
            return _signed(Measure.CHANGE, mention, unit, down, "change-compared")
    return Reading(Measure.LEVEL, q.value, q.high, unit, "level")


def _signed(measure: Measure, mention: Mention, unit: str | None, negative: bool, rule: str) -> Reading:
    q = mention.quantity
    if not negative or q.value < 0:
        return Reading(measure, q.value, q.high, unit, rule)
    if q.high is not None:
        return Reading(measure, -q.value, -q.high, unit, rule + "-down")
    return Reading(measure, -q.value, None, unit, rule + "-down")


def _multiple(mention: Mention, words: str, down: bool) -> Reading:
    """倍: 增长1.2倍 is +120 %; 是…的2.2倍, 达到…的3倍 count the old amount in."""
    q = mention.quantity
    factor = q.value
    high = q.high
    if q.unit == "%":  # 翻一番: already a growth
        return Reading(Measure.GROWTH, factor, high, "%", "doubling")
    if mention.marks & {"up", "up_change"} and not mention.of:
        return Reading(Measure.GROWTH, factor * 100, high * 100 if high is not None else None, "%", "times-more")
    if mention.of or re.search(r"(?:是|为|相当于|达到?)[^，,。；;]{0,16}的?$", words):
        return Reading(
            Measure.GROWTH,
            round((factor - 1) * 100, 6),
            round((high - 1) * 100, 6) if high is not None else None,
            "%",
            "times-as-much",
        )
    return Reading(Measure.LEVEL, factor, high, "倍", "multiple")


def _percent(text: str, mention: Mention, indicator: str | None, words: str, down: bool) -> Reading:
    q, marks = mention.quantity, mention.marks
    unit = q.unit
    clause = words[last_of(_CLAUSE, words) + 1 :] if mention.group < 0 else mention.subject
    if _COMPLETION.search(clause) or (mention.of and re.search(r"计划|目标|任务|预算", clause)):
        return Reading(Measure.SHARE, q.value, q.high, unit, "completion")
    if marks & {"to_up", "to_down"}:
        return Reading(Measure.SHARE, q.value, q.high, unit, "share-reached")
    if _IS_RATE.search(mention.subject):
        return Reading(Measure.SHARE, q.value, q.high, unit, "share-of-rate")
    if "share" in marks or _SHARE_OF.search(clause):
        return Reading(Measure.SHARE, q.value, q.high, unit, "share")
    if marks & {"up", "up_change", "average"} and not marks & {"down", "down_change"}:
        return _signed(Measure.GROWTH, mention, unit, False, "growth")
    if marks & {"down", "down_change"}:
        return _signed(Measure.GROWTH, mention, unit, True, "growth")
    subject = mention.subject
    if indicator == "cpi":
        return Reading(Measure.GROWTH, q.value, q.high, unit, "growth-of-prices")
    if indicator == "natural_growth_rate":
        return Reading(Measure.SHARE, q.value, q.high, unit, "share-of-rate")  # its name holds 增长, it is a rate
    if _GROWTH_WORD.search(subject) or (not mention.elided and _GROWTH_WORD.search(clause)):
        negative = bool(re.search(r"降幅|下降|跌幅|减幅", clause or subject))
        return _signed(Measure.GROWTH, mention, unit, negative, "growth-word")
    if is_rate(indicator) or _RATE.search(subject):
        return Reading(Measure.SHARE, q.value, q.high, unit, "share-of-rate")
    if (q.value < 0 or text[q.start - 1 : q.start] == "+") and not is_rate(indicator):
        return Reading(Measure.GROWTH, q.value, q.high, unit, "growth-signed")
    if indicator is not None and indicators()[indicator].annual and not mention.right_end > mention.right_start:
        # A bare per cent of an amount: 地区生产总值6.5%左右 in a list of targets.
        return Reading(Measure.GROWTH, q.value, q.high, unit, "growth-bare")
    after = text[q.outer_end : q.outer_end + 8]
    if re.match(r"的?(?:年均)?(?:增长|增速|速度|增幅|涨幅)", after):
        return Reading(Measure.GROWTH, q.value, q.high, unit, "growth-after")
    return Reading(Measure.SHARE, q.value, q.high, unit, "share-default")
