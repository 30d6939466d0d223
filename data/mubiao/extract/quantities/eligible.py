"""Which quantities can be facts. The rules are those of the gold: what names, dates, numbers off or sizes is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mubiao.extract.quantities.cues import NOUN, cue, kept_or_striven, words
from mubiao.extract.quantities.han_numbers import chinese_style, han_fact
from mubiao.extract.quantities.mask import mask_spans, merged, not_facts
from mubiao.extract.quantities.quantity import FACT_KINDS, Quantity
from mubiao.lexicon.active import per_lexicon
from mubiao.patterns import lazy

_COUNTED = lazy(rf"{NOUN}{{0,8}}?[达有为共近超约至]{{0,2}}[0-9]")
_COUNT_BEFORE = lazy(r"(?:[0-9]|[百千万])[个家村镇户条项座][^，。；、,;\n]{0,8}$")
_SHARE_BEFORE = lazy(
    r"(?:[0-9]%|[一二三四五六七八九]成|分之[一二三四五六七八九])(?:以上)?的?[村社镇户企][^，。；、,;\n]{0,12}$"
)
_COUNTED_JUST = lazy(r"[0-9百千万][个家条座](?:年产值|产值|投资|规模)?[超过达]?$")
_EXCEEDING = lazy(r"(?:超过?|均超|突破|过|上|达到?)$")
_LATIN = lazy(r"[A-Za-z]")
_UNSIGNED = lazy(r"(?:增长|下降|递增|上涨|比增)$")  # 同比增长6.4。: the sign of per cent was left out in print
_UNSIGNED_END = lazy(r"[，。；;]")
_SURVEY = lazy(r"的?(?:全国|人口|人口变动|人口变动情况|劳动力|住户|城乡|居民|家庭){0,3}(?:情况)?抽样")  # 1%人口抽样调查
_AMONG_FIRST = lazy(r"(?<![目之以当日提此年先生午])前$")
_CLAUSE_OR_NUMBER = lazy(r"[，。；;、,\n0-9]")
_SIZES = lazy(
    r"(?:(?:[、和及或]|以及)[\d.]{0,6}[百千万亿]{1,2}[美]?元(?:及)?(?:以上|以下)?的?(?:企业|项目)){1,6}(?:数|数量)?(?:分别)?[^，,。；;\d]{0,6}\d"
    r"|(?:[、和及或]|以及)[\d.]{0,6}[百千万亿]{1,2}[美]?元(?:及)?(?:以上|以下)的?[^，,。；;\d]{0,8}(?:项目|企业)[^，,。；;\d]{0,4}\d"
)
_PLACES_OF_IT = lazy(
    r"(?:及?以上)?的(?:[县市区旗乡镇村]|街道|园区|开发区){1,3}(?:[(（][^()（）]{1,6}[)）])?[^，,。；;、\d]{0,4}\d{1,4}个?",
    holds="的",
)
_DEALT = lazy(r"(?:数量?)?分别(?:不少于|不低于|超过?|达到?|有|为|新增|增加)?\d")
_LARGER = lazy(  # 20户以上自然村全部通硬化路, 20万以上人口县实现全覆盖: which places, not how many
    r"以上的?(?:人口)?[^，,。；、\d]{0,3}(?:[县镇乡屯]|村庄?|小区|城市)[^，,。；\d]{0,2}(?:全部|全面|均|基本|实现|已|通|全|第|首位|前)"
    r"|以下的?[^，,。；、\d]{0,6}(?:煤矿|锅炉|水库|机组|矿井|矿山|企业)(?:全部|全面|均|基本|实现|已)"
    r"|以上的?(?:农村|城镇|村|[^，,。；、\d]{1,4}(?:工程|规模|村庄?))"
    r"[^，,。；、\d]{0,10}(?:率|比例|占比)[达为至到]{0,2}\d"  # 100人以上农村集中供水率达97%
)
_COUNTED_JUST_BEHIND = lazy(r"[共有达]{0,2}\d")
_COUNTED_AT_ONCE = lazy(r"(?:及|或)?以[上下]的?(?:有|达|共)?[0-9]{1,4}[个家项户只宗](?!百分点|月)")
_STEPS = lazy(r"[^，,。；;、\d]{0,8}?(?:台阶|大关|关口)")
_CLASS = lazy(r"的[^，,。；;、\d]{0,12}企业(?=[，,。；;、和及]|以及)")
_HELPED = lazy(
    r"(?:扶持|支持|奖励|鼓励|帮助|服务|关注)[^。；;\n]{0,36}$",
    holds=("扶持", "支持", "奖励", "鼓励", "帮助", "服务", "关注"),
)
_WATER_CLASSES = 6
_WATER = lazy(r"(?:水质|断面|水体|水域|水源|河流)[^。；;\n]{0,24}类|类(?:以上|及以[上下])?(?:水质|水体|标准)")
_OF_STEPS = frozenset(["个", "大", "道", "级"])  # 规上企业突破100家大关 counts firms
_BATCHES = frozenset(["批", "类", "组", "批次", "轮"])
_JOINING = frozenset(["", "共", "合计", "总计", "累计", "共计"])
_POLICY_ENDS = ("、", "，", "。", "；", "等", "和", ",", ";", "”")
_ABOVE_SCALE = ("规模以上", "规上", "以上非国有", "及以上非国有", "以上的非国有", "及以上的非国有")
_IN_LOTS = frozenset(["线", "工"])
_VOLUMES = frozenset(["卷", "版", "辑"])
_BOUNDED = ("以上", "及以上", "以下", "或以上")


def facts(text: str, found: list[Quantity]) -> list[Quantity]:
    """The quantities of `found` (in text order) that can be facts."""
    return [q for q, refusal in verdicts(text, found) if not refusal]


def verdicts(text: str, found: list[Quantity]) -> Iterator[tuple[Quantity, str]]:
    """Each quantity of `found` (in text order) with the reason why it can be no fact, an empty one if it can."""
    chinese, known = chinese_style(found), _of_names()
    beyond = len(text) + 1
    masks = merged(mask_spans(text))
    low, high = next(masks, (beyond, beyond))
    before: Quantity | None = None
    for index, q in enumerate(found):
        if q.kind == "bare" and before is not None and before.rule.endswith(";money"):
            _as_before(text, before, q)
        earlier, before = before, q
        while high <= q.start:
            low, high = next(masks, (beyond, beyond))
        if q.start >= low and q.rule not in ("shares", "ratio"):
            yield q, "masked"
        elif q.rule.endswith("indefinite"):
            yield q, "indefinite"
        elif q.kind not in FACT_KINDS and not _timed(text, q):
            yield q, "kind"
        elif q.kind == "rank":
            yield q, ""
        elif not _figure(text, q, chinese) and not _next_index(text, earlier, q):
            yield q, "no-figure"
        elif _named(known, text, q):
            yield q, "named"
        elif _part_of(known, text, q, found[index + 1] if index + 1 < len(found) else None):
            yield q, "part"
        else:
            sized = q.kind in ("money", "measure") and _size(text, q)
            larger = (
                q.unit not in ("%", "‰") and text.startswith(("以上", "以下"), q.end) and _LARGER.match(text, q.end)
            )
            yield q, "size" if sized or larger else ""


def _as_before(text: str, before: Quantity, q: Quantity) -> None:
    """生产总值连续跨越7万亿、8万亿; 突破百亿，达118亿: a bare amount is money like the one before it."""
    if text[before.end : q.start].strip() in _LISTED and text[q.number_end - 1] in "万亿":
        q.unit, q.kind, q.rule = before.unit, before.kind, q.rule + ";money"


def _next_index(text: str, before: Quantity | None, q: Quantity) -> bool:
    """居民消费价格指数和商品零售价格指数分别为99.8和97.6: the second of a list; 从28.5提升到38.6."""
    if before is None or before.kind != "bare" or q.kind != "bare":
        return False
    if _MOVED_TO.fullmatch(text, before.end, q.start):
        return _bare(text, before)
    if not 85 <= q.value <= 140:
        return False
    return text[before.end : q.start] in ("和", "、", "与") and _bare(text, before)


_MOVED_TO = lazy(
    r"(?:提高|提升|上升|增加|增长|下降|降低|缩小|扩大|调整|优化|改善|升|降|变)(?:到|至|为)了?(?:(?:19|20)\d\d年的)?"
)
_LISTED = frozenset(["、", "和", "，", ",", "，达", ",达", "、达", "，达到", ",达到", "、达到"])


def _figure(text: str, q: Quantity, chinese: bool) -> bool:
    if q.unit == "条" and _policy_name(text, q):
        return False
    if q.rule.startswith("han"):
        return han_fact(text, q, chinese)
    return not q.rule.startswith("arabic") or _arabic(text, q)


_DAYS = lazy(
    r"天数[^。\n]{0,60}(?:[由从到至为]|年的|[，,、][^，,。；;\d]{0,6}(?:增加|减少|增长|下降|多|少)了?)$"
)  # 周转天数，工业企业由1980年的114天缩短到105天


_YEARS_TAUGHT = lazy(r"教育年限[^，,。；;\n]{0,26}$")  # 平均受教育年限由9.8年提高到10.2年
_SCHOOLING = 30
_PROGRAMMES = 1000  # minutes: 动画片94659分钟, but 15分钟生活圈


def _timed(text: str, q: Quantity) -> bool:
    """Days, years and editions that are figures after all: 优良天数350天, 寿命78.5岁, 教育年限11年, 培训340期."""
    if q.unit == "年":
        if q.value > _SCHOOLING or not _YEARS_TAUGHT.search(text, max(0, q.start - 32), q.start):
            return False
        q.kind = "measure"
        return True
    if q.unit == "岁":
        role = "life"
    elif q.unit == "天":
        role = "days"
    elif q.unit in ("期", "轮") and q.rule.startswith("arabic"):
        role = "session"
    elif q.unit == "分钟" and q.value >= _PROGRAMMES:
        q.kind = "measure"
        return True
    elif q.unit == "P" and "算" in text[max(0, q.start - 16) : q.start]:
        q.kind = "measure"  # 智算规模达5000P, but 1080P
        return True
    else:
        return False
    told = cue(role).search(text, max(0, q.start - 16), q.start)
    if not told and not (role == "days" and _DAYS.search(text, max(0, q.start - 64), q.start)):
        return False
    q.kind = "count" if role == "session" else "measure"
    return True


def _arabic(text: str, q: Quantity) -> bool:
    start = q.start
    left = text[start - 1 : start] if start else ""
    if left and left.isascii() and left.isalnum() and q.kind not in ("money", "percent", "measure"):
        return False  # G228, PM2.5; but GDP1536亿元 is a figure
    if q.kind == "bare":
        return _bare(text, q)
    if q.kind == "count":
        if text[start] == "0" and text[start + 1 : start + 2].isdigit() and not _made_whole(text, q):
            return False  # 00011: a file's number
        if q.unit == "分":
            return not text.startswith(("以上", "以下"), q.end)
        if q.unit == "位":
            return not text.startswith("数", q.end)
    return True


def _made_whole(text: str, q: Quantity) -> bool:
    """Whether the zero before a number stands for the blank that it is printed with: 2. 1万人, 112 3座."""
    return "." in text[q.start : q.number_end] or text[q.start + 1] != "0"


_RATIO = 5
_RATIO_MOVED = lazy(r"(?:收入比|比值|之比)[^。；;\n]{0,24}[，,][^。；;，,\n]{0,6}(?:缩小|扩大|下降|降低|提高|上升)了?$")


def _bare(text: str, q: Quantity) -> bool:
    """A number without a unit is a figure with a magnitude (831万), or behind the name of an index or a rate."""
    start = q.start
    if text[start - 1 : start] in ("保", "争") and kept_or_striven(text, start):
        q.unit, q.kind, q.rule = "%", "percent", q.rule + ";unsigned"
        return True
    unsigned = "." in text[start : q.end] and q.value < 300 and _UNSIGNED_END.match(text, q.number_end)
    if unsigned and _UNSIGNED.search(text, max(0, start - 4), start):
        q.unit, q.kind, q.rule = "%", "percent", q.rule + ";unsigned"
        return True
    padded = text[start] == "0" and text[start + 1 : start + 2].isdigit() and not _made_whole(text, q)
    if _LATIN.match(text, q.end) or padded:
        return False
    before = text[max(0, start - 24) : start]
    if 85 <= q.value <= 140 and before.endswith(("价格指数", "价格总指数", "物价指数")):
        return True  # 居民消费价格指数102左右
    if 85 <= q.value <= 150 and before.endswith(("性别比", "性别比为")):
        q.kind = "percent"
        return True
    if "." in text[start : q.end] and q.value < _RATIO and _RATIO_MOVED.search(text, max(0, start - 40), start):
        return True
    if text[q.number_end - 1] not in "万亿千百":
        return q.value <= 10000 and bool(cue("value").search(before))
    if q.value < 1000:
        return False
    if cue("money").search(_CLAUSE_OR_NUMBER.split(before)[-1]):
        q.unit, q.kind, q.rule = "元", "money", q.rule + ";money"
    return True


def _policy_name(text: str, q: Quantity) -> bool:
    """稳增长10条、促消费12条: names of policies by their number of clauses."""
    if not text.startswith(_POLICY_ENDS, q.end):
        return False
    before = text[max(0, q.start - 50) : q.start]
    line = cue("line").search(before) and not before.endswith("新")  # 稳企业促升级新10条、稳外贸15条
    if line or cue("clause").search(before):
        return False
    return bool(cue("policy").search(before))


class _OfNames(NamedTuple):
    """The words around a number that make it a part of a name."""

    behind: re.Pattern[str]
    before: tuple[str, ...]
    lasts: frozenset[str]  # what those before it end with
    areas: frozenset[str]


@per_lexicon()
def _of_names() -> _OfNames:
    before, behind = not_facts("before"), re.compile("|".join(map(re.escape, not_facts("after"))))
    return _OfNames(behind, before, frozenset(word[-1] for word in before), words("area"))


def _named(known: _OfNames, text: str, q: Quantity) -> bool:
    """Whether the words around make the number part of a name: 第…, 每…, …级, …之城."""
    if q.kind in ("percent", "permille"):
        if _SURVEY.match(text, q.end):
            return True
        if q.kind == "percent" and text[q.start - 1 : q.start] == "+":
            return False  # 同比+5.8%: the sign of a growth
    elif known.behind.match(text, q.end):
        return True
    if q.unit == "位" and text.startswith("数", q.end):
        return True  # 两位数的增长
    if (
        q.unit in _VOLUMES
        and 1949 <= q.value <= 2100
        and q.value == int(q.value)
        and text[q.start : q.start + 4].isdigit()
    ):
        return True  # 2008卷 of a yearbook
    if q.unit in _IN_LOTS and text[q.number_end - 1] not in "万亿":
        return True  # 3线 and 8工 count nothing; 686万线 and 3.6亿工 do
    if q.unit == "类" and q.value <= _WATER_CLASSES and _WATER.search(text, max(0, q.start - 40), q.end + 8):
        return True  # 出境断面水质达到三类以上
    if q.unit in ("省", "县", "乡") and text.startswith("道", q.end):
        return True  # 501省道
    if q.unit == "部" and text.startswith(("委", "门", "局"), q.end):
        return True  # 国家发改委等9部委
    if q.unit in _OF_STEPS and _STEPS.match(text, q.end):
        return True  # 跨越7万亿、8万亿两个台阶
    first = q.kind == "count" and text.startswith("前", q.start - 1)
    if first and _AMONG_FIRST.search(text, max(0, q.start - 2), q.start):
        return True
    return text[q.start - 1 : q.start] in known.lasts and text.endswith(known.before, 0, q.start)


def _part_of(known: _OfNames, text: str, q: Quantity, following: Quantity | None) -> bool:
    """3批共96个, 6类14种: the total is the fact."""
    if following is None or not (q.unit in _BATCHES or q.unit in known.areas):
        return False
    return text[q.end : following.start] in _JOINING and following.kind in FACT_KINDS


def _size(text: str, q: Quantity) -> bool:
    """Whether an amount only says which things are counted: 10亿元以上项目12个, 27个村超50万元."""
    if _COUNTED_AT_ONCE.match(text, q.end):
        return True  # 其中10亿元以上5个、50亿元以上1个
    sized = cue("sized").match(text, q.end)
    if q.kind == "money" and text.startswith(_ABOVE_SCALE, q.end):
        return True  # 2000万元规模以上工业企业产值达99亿元; 国有及500万元以上非国有工业产值4亿元
    if q.kind == "money" and _SIZES.match(text, sized.end() if sized else q.end):
        return True  # 20亿元企业、10亿元企业分别2家、3家; 总投资1亿美元及10亿元以上项目7个
    if sized and _DEALT.match(text, sized.end()):
        return True
    left = text[max(0, q.start - 16) : q.start]
    exceeding = _EXCEEDING.search(left)
    if q.kind == "money" and (exceeding or text.startswith(_BOUNDED, q.end)) and _PLACES_OF_IT.match(text, q.end):
        return True  # 财政收入超5亿元的县(区)新增2个
    if sized:
        if text.startswith(_BOUNDED, q.end) or (q.high is not None and _COUNTED_JUST_BEHIND.match(text, sized.end())):
            return True  # 50亿元至100亿元项目3个
        if _COUNTED.match(text, sized.end()):
            return exceeding is not None
        if _COUNTED_JUST.search(left):
            return True
    if exceeding is None or exceeding[0] == "上":
        return False
    if _CLASS.match(text, q.end) and _HELPED.search(text, max(0, q.start - 40), q.start):
        return True  # 重点扶持出口超过1000万美元的外贸企业
    before = left[: exceeding.start()]
    if (share := _SHARE_BEFORE.search(before)) is not None:
        return not cue("total").search(before, share.start())  # 实现｜20%的村集体年收入超30万元
    return _COUNT_BEFORE.search(before) is not None and not cue("total").search(before)
