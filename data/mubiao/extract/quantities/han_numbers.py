"""Whether a Chinese number with its unit counts or measures, or is part of a word: 百家, 十五个; 三个代表."""

from __future__ import annotations

from mubiao.extract.quantities.cues import cue, words
from mubiao.extract.quantities.quantity import FACT_KINDS, HAN_DIGITS, Quantity
from mubiao.patterns import lazy

_PAIRED = lazy(r"[百千万][\u4e00-\u9fff]$")  # 千家|万户
_LATIN = lazy(r"[A-Za-z]$")  # a brand
_CLAUSE_ENDS = ("，", "。", "；", "、", ",", ";", "\n", "")
_NO_THING = lazy(  # 有一个逐步积累的过程
    r"[^，,。；;、\n]{0,10}?(?:过程|时期|阶段|问题|方面|原因|条件|前提|关键|机会|目标|基础|环境|局面|水平|突破|飞跃|变化|高潮)"
)
_GOOD_WORKS = lazy(r"(?:[\u4e00-\u9fff]{0,6}?)实事(?!配套|资金|清单|支出|投入)", holds=("实事",))
_PEOPLE, _CAMPAIGN = frozenset(["名", "人"]), lazy(r"[^，,。；;、\n\d]{2,12}活动")  # 万名学子家乡行活动
_FORMAL = "壹贰叁肆伍陆柒捌玖拾佰仟"
_LENGTHS = frozenset(["公里", "吨", "亩", "公顷", "平方米", "平方公里", "千瓦", "立方米"])
_NOT_LONG = frozenset(["方", "里", "度"])
_LOAD = 10_000  # 土石方八亿六千万方, 发电二百亿度; but 四方 and 八方 are sides
_GUESSES = frozenset(["一二", "三五"])
_PAIR = 2
_MEETINGS = ("全会", "会议", "党代会", "中全会")


def chinese_style(found: list[Quantity]) -> bool:
    """Whether the text writes its figures in Chinese characters, so that a small count is a figure like the others."""
    strong = arabic = 0
    for q in found:
        if q.kind in FACT_KINDS and q.kind not in ("rank", "bare"):
            if q.rule.startswith("arabic"):
                arabic += 1
            elif q.rule == "parts" or (q.rule.startswith("han") and q.value > 10 and q.number_end - q.start > 1):
                strong += 1
    return strong >= 3 and strong > arabic


def han_fact(text: str, q: Quantity, chinese: bool) -> bool:
    """Whether `q`, a Chinese number, can be a fact in a text whose style is `chinese` or not."""
    if q.rule == "han;money":
        return True
    run = text[q.start : q.number_end].lstrip("负")
    if q.kind == "bare" or not run.strip("零"):
        return False
    if "点" in run or "·" in run:
        return True
    if len(run) == 1 and run in _FORMAL:
        return False
    before = text[max(0, q.start - 6) : q.start]
    if (
        (cue("syllable").search(before) and not before.endswith("合同"))
        or before.endswith("成千上")
        or _LATIN.search(before)
    ):
        return False
    if all(c in "百千万亿" for c in run):
        return _round(text, q, run, before)
    if q.kind in ("point", "multiple"):
        return True
    if q.kind == "money":
        return len(run) > 1 and run not in _GUESSES
    if q.kind == "measure":
        long = q.unit not in _NOT_LONG or (q.unit in ("方", "度") and q.value >= _LOAD)
        return long if len(run) > 1 else run != "一" and q.unit in _LENGTHS
    return _count(text, q, run, before, chinese)


def _in_places(run: str, chinese: bool) -> bool:
    """一四五个 and 二三零个 stand in places; 三四个 is a guess, and 三九个 a number where others are Chinese too."""
    if len(run) > _PAIR or run[-1] == "零":
        return True
    return chinese and not run.startswith("两") and HAN_DIGITS.index(run[1]) != HAN_DIGITS.index(run[0]) + 1


def _round(text: str, q: Quantity, run: str, before: str) -> bool:
    """百个示范村 counts; 千亿元产业集群 and 百家酒店建设计划 are names."""
    after = text[q.end : q.end + 8]
    if q.unit in words("area"):
        return False
    if q.unit in words("round") and run in ("百", "千", "万") and not _PAIRED.search(before):
        if cue("programme").match(text, q.end) or (q.unit in _PEOPLE and _CAMPAIGN.match(text, q.end)):
            return False
        return not after.startswith(("级", "工程", "千", "万", "灯火", "百"))
    reached = cue("reach").search(before)
    return bool(reached) and not after.startswith(("级", "产业", "集群", "企业", "县", "镇", "村"))


def _count(text: str, q: Quantity, run: str, before: str, chinese: bool) -> bool:
    """新建水库两座 and 十五个 count; 八项规定 and 九届十四次全会 do not."""
    after = text[q.end : q.end + 8]
    standing = bool(cue("set").match(after))
    if q.unit in words("area") or q.unit == "分":
        return chinese and len(run) > 1
    if len(run) > 1:
        composed = "十" in run or len(run) > sum(c in HAN_DIGITS for c in run) or _in_places(run, chinese)
        return composed and (chinese or not standing) and not after.startswith(_MEETINGS)
    if q.unit == "件" and run not in ("一", "几") and _GOOD_WORKS.match(text, q.end):
        return text[q.start - 1 : q.start] not in '“"'  # 兴办十件民生实事
    if run == "一":
        counts = chinese and bool(cue("new").search(before)) and q.unit in words("thing")
        return counts and not (q.unit == "个" and _NO_THING.match(text, q.end))
    if standing:
        return False
    if chinese or cue("new").search(before):
        return True
    if after[:1] not in _CLAUSE_ENDS or q.unit not in words("thing"):
        return False
    return bool(cue("new_thing").search(text, max(0, q.start - 18), q.start))
