"""What kind of number a per cent is: growth, a share, or a share of what was planned. Ordered rules, see `measures`."""

from __future__ import annotations

import re

from mubiao.extract.decisions import Rule, Words
from mubiao.extract.fields.measures.cases import Amount, Case
from mubiao.lexicon import indicators
from mubiao.lexicon.name_matcher import is_rate
from mubiao.model import Measure
from mubiao.patterns import lazy

_COMPLETION = lazy(
    r"(?:完成|达到?|实现|为|超额完成|达成)[^，,。；;]{0,12}?(?:计划|目标|任务|进度|预期|(?:年初|年度|调整)?预算数?)[^，,。；;]{0,6}$",
    holds=("任务", "目标", "计划", "进度", "预期", "预算"),
)
_BEYOND_PLAN = lazy(  # 超过国家计划12%, 比预算增加15.3%; 超过计划增长4%的要求 quotes a growth, “六五”计划期间 is a time
    r"(?:超过?|超出|高[于出])[^，,。；;\d]{0,12}?(?:计划|预算|任务|指标)(?!时期|期间|期?末)(?:(?!增长|递增)[^，,。；;]){0,20}$"
    r"|[比较](?![去上]年)[^，,。；;\d]{0,8}?(?:计划|预算)(?!时期|期间|期?末)[^，,。；;]{0,20}$"
)
_SHARE_MOVES = lazy(r"(?:比重|占比|比例|份额|比率)[，,]?(?:也|已|都|均|则)?[从由自][^，,。；;]{0,48}$", holds="从由自")
_OF_THE_WHOLE = lazy(
    r"(?:[为是到]|仅有|[、，,])(?:全国|全省|全市|世界|全球)(?:平均)?(?:水平)?的$"
)  # 仅为全国的56%、全省的69%
_OF_A_LEVEL = lazy(  # 恢复至2019年的94%, 为全省平均水平的67%
    r"(?:(?:恢复|回升|相当)(?:到|至|于)?(?:了)?(?:(?:19|20)\d\d年|上年|去年|疫情前)?(?:同期)?(?:的?水平)?|平均水平)的$",
    holds=("恢复", "回升", "相当", "平均水平"),
)
_SHARE_OF = lazy(r"(?:占|相当于|约占|占到)[^，,。；;]{0,24}$", holds=("占", "相当于"))
_PRICES = lazy(r"(?:物价|价格)(?:总)?(?:水平|涨幅)?$")
_SHARED_OUT = lazy(r"分别(?:约?占|相当于|占到)[^，,。；;]{0,16}$")
_RATE = lazy(r"(?:率|比例|比重|占比|覆盖面|合格率|强度|率达|度|系数|比率|份额|贡献率|达标|占)(?:[^，,。；;]{0,4})$")
_GROWTH_WORD = lazy(r"(?:增速|增幅|涨幅|降幅|增长率|增长速度|增长|递增|下降|升幅|跌幅|减幅)(?:[^，,。；;]{0,8})$")
_GROWTH_REACH = 12  # what it can match at most
_IS_RATE = lazy(r"(?:贡献|贡献率|占比|比重|份额|恩格尔系数)$")
_AIM = lazy(r"计划(?!时期|期间)|目标|任务|预算(?![收支内外]|总[收支])")
_PLAIN_AIM = lazy(r"的?(?:预期|年度|全年|调控|奋斗|主要|增长){0,3}目标[定设]?(?:为|是|在)$")
_PRICE_INDEX = lazy(r"(?:价格|物价)(?:总)?(?:指数|水平)$")
_RATE_OF_CHANGE = lazy(
    r"(?:[降跌减增涨升]幅|增速|(?<!自然)增长率|增长速度|(?:下降|上涨|增长)幅度)(?:[^，,。；;\d]{0,12}|由[^，,。；;]{2,16})$",
    holds=("增速", "增长率", "增长速度", "幅"),
)
_MOVED_NOUN = lazy(
    r"(?:^|[，,、；;]|平均|再次?|统一|全面|适当)(?:(?P<down>降低|下调|调低|压减)|提高|上调|调高)[^，,。；;、到至为达\d]{0,14}"
    r"(?:比例|标准|起付线|费率|税率|门槛|限额|待遇|补助|水平)$",
    holds=("上调", "下调", "压减", "提高", "调低", "调高", "降低"),
)
_MOVED_ENDS = frozenset("例准线率槛额遇助平")
_FALL = lazy(r"降幅|下降|跌幅|减幅", holds=("下降", "减幅", "跌幅", "降幅"))
_GROWTH_BEHIND = lazy(r"的?(?:年均)?(?:增长|增速|速度|增幅|涨幅)")


def _doubling(case: Case) -> Amount | None:
    """翻一番 is growth of 100 %."""
    q = case.q
    if not case.text.startswith("翻", q.start):
        return None
    words = (Words("cue", q.start, q.end),)
    return Amount(Measure.GROWTH, q.value if q.unit == "%" else q.value * 100, None, "%", "doubling", words)


def moved_noun(case: Case) -> Amount | None:
    """降低住院起付线300元, 提高报销比例3%: a verb before the noun that is moved by so much."""
    if case.mention.group >= 0 or case.clause[-1:] not in _MOVED_ENDS or case.marks & {"to_up", "to_down", "level"}:
        return None
    told = _MOVED_NOUN.search(case.clause)
    if told is None:
        return None
    found = case.signed(Measure.CHANGE, "change-verb", told["down"] is not None)
    return found._replace(evidence=case.at(told, case.clause_at))


def _cut_noun(case: Case) -> Amount | None:
    """精减会议4.8%, 压缩办理时限51%: a verb before the noun that has been cut by so much of it."""
    if case.mention.group >= 0 or case.marks & {"to_up", "to_down", "level", "share"} or case.mention.of:
        return None
    told = _CUT_NOUN.search(case.clause)
    if told is None or _RATE.search(case.clause):
        return None
    found = case.signed(Measure.GROWTH, "growth", True)
    return found._replace(evidence=case.at(told, case.clause_at))


_CUT_NOUN = lazy(
    r"(?:^|同比|比?去年|比?上年|累计|再|平均|[、和])(?:大幅)?(?:精[减简]|压[减缩]|削减|缩减|减少|缩短)(?![到至为])[\u4e00-\u9fff]{2,10}$"
)


def _completion(case: Case) -> Amount | None:
    """完成预算的102% is a share of what was planned."""
    aimed = case.mention.of and not ("up" in case.marks and _PLAIN_AIM.search(case.clause))
    planned = _COMPLETION.search(case.clause) or (_AIM.search(case.clause) if aimed else None)
    planned = planned or case.dealt_of_plan or case.of_amount_aimed
    if planned is None:
        return None
    evidence = case.at(planned, case.clause_at) if case.mention.group < 0 else ()
    return case.read(Measure.SHARE, "completion", None, evidence)


def _beyond_plan(case: Case) -> Amount | None:
    """超过国家计划12% is how far a plan was surpassed."""
    start = max(case.mention.sentence_start, case.q.outer_start - _PLAN_REACH)
    if not _PLANS.search(case.text, start, case.q.outer_start):
        return None
    told = _BEYOND_PLAN.search(case.text, start, case.q.outer_start)
    found = case.read(Measure.SHARE, "completion", None, case.at(told, 0)) if told else None
    return found._replace(value=-found.value) if found and case.down else found


_PLAN_REACH = 36
_PLANS = lazy("计划|预算|任务|指标")


def _share_moves(case: Case) -> Amount | None:
    """比重，由1978年的37.2%下降到1982年的25.5%: both are shares, whatever they are shares of."""
    start = max(case.mention.sentence_start, case.q.outer_start - _SHARE_REACH)
    told = _SHARE_MOVES.search(case.text, start, case.q.outer_start)
    if not case.marks & {"to_up", "to_down"} and not _MOVES_ON.match(case.text, case.q.outer_end):
        return None  # 从最高位回落4%
    return case.read(Measure.SHARE, "share", None, case.at(told, 0)) if told else None


_SHARE_REACH = 56
_MOVES_ON = lazy(r"[^，,。；;]{0,24}[到至为]", holds="为到至")


def price_index(case: Case) -> Amount | None:
    """An index of prices counts the level before as 100: 居民消费价格指数控制在103% is a growth of 3."""
    q = case.q
    if not 85 <= q.value <= 140 or not _PRICE_INDEX.search(case.mention.subject):
        return None
    high = None if q.high is None else round(q.high - 100, 6)
    return Amount(Measure.GROWTH, round(q.value - 100, 6), high, "%", "growth-of-prices")


def _rate_reached(case: Case) -> Amount | None:
    """降幅收窄到4.5%: a rate of growth or of decrease that was reached is no share."""
    if not case.marks & {"to_up", "to_down"}:
        return None
    if (moved := _rate_from(case)) is not None:
        return case.signed(Measure.GROWTH, "growth-word", moved)
    if is_rate(case.indicator) and not _grows(case):
        return None
    if not is_rate(case.indicator) and (case.q.value < 0 or case.clause.endswith("负增长")):
        return case.signed(Measure.GROWTH, "growth-word", case.q.value > 0)  # 由负增长81.6%收窄到负增长11.8%
    told = _RATE_OF_CHANGE.search(case.clause) if case.mention.group < 0 else None
    name = _RATE_OF_CHANGE.search(case.mention.subject)
    if not told and not name:
        return None
    falls = bool(_FALL.search((told or name)[0]))  # type: ignore[index]
    found = case.signed(Measure.GROWTH, "growth-word", falls)
    return found._replace(evidence=case.at(told, case.clause_at))


_RATE_FROM = lazy(
    r"(?:(?P<falls>[降跌减]幅)|[增涨升]幅度?|增速|(?<!自然)增长率|增长速度)[，,]?已?[由从][^，,。；;]{2,24}$",
    holds=("幅", "增速", "增长率", "增长速度"),
)


def _rate_from(case: Case) -> bool | None:
    """人口年均增速由5%回落到｜2%: whether the rate that moves is one of decrease; None where none is named."""
    start, end = max(case.mention.sentence_start, case.q.outer_start - 32), case.q.outer_start
    told = _RATE_FROM.search(case.text, start, end) if case.mention.group < 0 else None
    return None if told is None else told["falls"] is not None


def _share_reached(case: Case) -> Amount | None:
    """提高到62%: the share that was reached."""
    return case.read(Measure.SHARE, "share-reached") if case.marks & {"to_up", "to_down"} else None


def _named_rate(case: Case) -> Amount | None:
    """贡献率, 占比: the subject is itself a share."""
    return case.read(Measure.SHARE, "share-of-rate") if _IS_RATE.search(case.mention.subject) else None


def _share(case: Case) -> Amount | None:
    """占…的12%; 分别占全市的30%和12%."""
    if case.mention.group >= 0 and (dealt := _SHARED_OUT.search(case.text, *case.before_list)):
        return case.read(Measure.SHARE, "share", None, case.at(dealt, 0))
    if (of := _of_a_level(case)) is not None:
        return case.read(Measure.SHARE, "share", None, case.at(of, 0))
    if case.text[case.q.outer_start - 1] == "的" and case.mention.group < 0:
        whole = _OF_THE_WHOLE.search(case.text, max(0, case.q.outer_start - 10), case.q.outer_start)
        if whole:
            return case.read(Measure.SHARE, "share", None, case.at(whole, 0))
    told = None if "share" in case.marks else _SHARE_OF.search(case.clause)
    if "share" not in case.marks and told is None:
        return None
    evidence = case.at(told, case.clause_at) if case.mention.group < 0 else ()
    return case.read(Measure.SHARE, "share", None, evidence)


def _of_a_level(case: Case) -> re.Match[str] | None:
    """What says that a per cent, or a list of them, is of a level: 分别恢复至2019年的94%、77%."""
    end = case.q.outer_start if case.mention.group < 0 else case.mention.anchor
    while end > case.mention.sentence_start and case.text[end - 1] in _OF_LIST and case.mention.group >= 0:
        end -= 1
    return (
        _OF_A_LEVEL.search(case.text, max(case.mention.sentence_start, end - 24), end)
        if case.text[end - 1] == "的"
        else None
    )


_OF_LIST = frozenset("0123456789.%、和与")


def _growth_up(case: Case) -> Amount | None:
    """增长6%."""
    if "average" in case.marks and is_rate(case.indicator) and not case.marks & {"up", "up_change"}:
        return None  # 失业率年均控制在4%以内
    rises = case.marks & {"up", "up_change", "average"} and not case.marks & {"down", "down_change"}
    if rises and "改善" in case.mention.cue_words:
        return case.signed(Measure.GROWTH, "growth", LESS_IS_BETTER.search(case.mention.subject) is not None)
    return case.read(Measure.GROWTH, "growth") if rises else None


LESS_IS_BETTER = lazy(r"浓度|PM|指数|能耗|污染|氨氮|COD|二氧化|臭氧|降尘")
"""Of what a fall makes better: PM2.5浓度同比改善10%."""


def _growth_down(case: Case) -> Amount | None:
    """下降3%."""
    return case.signed(Measure.GROWTH, "growth", True) if case.marks & {"down", "down_change"} else None


def _prices(case: Case) -> Amount | None:
    """A bare per cent of an indicator whose numbers are growth: 居民消费价格｜102%."""
    grows = _grows(case)
    grows = grows or bool(_PRICES.search(case.mention.subject))
    return case.read(Measure.GROWTH, "growth-of-prices") if grows else None


def _grows(case: Case) -> bool:
    """Whether a per cent of the indicator is a growth, as that of prices is."""
    return case.indicator is not None and indicators()[case.indicator].percent == "growth"


def _in_brackets(case: Case) -> Amount | None:
    """平均每年增长4%（包括村办工业为6%）: the same growth, of more or less than that."""
    end = case.q.outer_start
    if case.text.find("(", max(case.mention.gap_start, end - _BRACKET), end) < 0:
        return None
    start = max(case.mention.sentence_start, end - _BRACKET - 24)
    told = _GROWN_WITHIN.search(case.text, start, end)
    return case.signed(Measure.GROWTH, "growth", told[1] in "下降低减少") if told else None


_BRACKET = 22
_GROWN_WITHIN = lazy(
    r"(增长|递增|上升|提高|下降|降低|减少)[^，,。；;()\u4e00-\u9fff]{0,6}(?:百分之[^，,。；;()]{1,8})?\("
    r"(?:不?(?:包括|包含|含|计)|剔除|扣除|按)[^，,。；;()\d]{0,14}?(?:为|是|增长)?$"
)


def _natural_growth(case: Case) -> Amount | None:
    """人口自然增长率: its name holds 增长, it is a rate."""
    rate = case.indicator is not None and indicators()[case.indicator].percent == "share"
    return case.read(Measure.SHARE, "share-of-rate") if rate else None


def _growth_word(case: Case) -> Amount | None:
    """增速｜6%, 降幅｜3%: the noun says that it is a growth."""
    in_clause = not case.mention.elided and _ends_with_growth(case.clause)
    dealt = case.mention.group >= 0 and _GROWTHS_DEALT.search(
        case.text, max(0, case.mention.anchor - _DEALT_REACH), case.mention.anchor
    )
    if dealt:  # 产值分别完成86亿元、42亿元，增速分别为9%、21%
        return case.signed(Measure.GROWTH, "growth-word", bool(_FALL.search(dealt[0])))
    if not in_clause and not _ends_with_growth(case.mention.subject):
        return None
    found = case.signed(Measure.GROWTH, "growth-word", bool(_FALL.search(case.clause or case.mention.subject)))
    plain = bool(in_clause) and case.mention.group < 0
    return found._replace(evidence=case.at(in_clause or None, case.clause_at)) if plain else found


_GROWTHS_DEALT = lazy(r"[，,；;](?:同比)?(?:增速|增幅|涨幅|增长率|降幅|减幅)(?:分别)?(?:为|达到?|是)?$")
_DEALT_REACH = 12


def _ends_with_growth(words: str) -> re.Match[str] | None:
    """The noun that says that a number is a growth, at most eight characters before the end."""
    return _GROWTH_WORD.search(words, max(0, len(words) - _GROWTH_REACH))


def _rate(case: Case) -> Amount | None:
    """覆盖率, 强度, 比例, and indicators whose unit is a per cent."""
    rate = is_rate(case.indicator) or _RATE.search(case.mention.subject)
    return case.read(Measure.SHARE, "share-of-rate") if rate else None


def _growth_signed(case: Case) -> Amount | None:
    """-3.2% and +5% bear the sign of a growth."""
    start = case.q.start
    signed = (case.q.value < 0 or case.text[start - 1 : start] == "+") and not is_rate(case.indicator)
    return case.read(Measure.GROWTH, "growth-signed") if signed else None


def _growth_bare(case: Case) -> Amount | None:
    """A bare per cent of an amount: 地区生产总值6.5%左右 in a list of targets."""
    bare = case.indicator is not None and indicators()[case.indicator].annual
    behind = case.mention.right_end > case.mention.right_start
    half = case.q.rule == "half"  # 5000亿元固定资产投资一半以上由银行支持
    part = case.mention.of and case.mention.group < 0  # 公共预算支出的76.3%用于民生
    return case.read(Measure.GROWTH, "growth-bare") if bare and not (behind or half or part) else None


def _growth_after(case: Case) -> Amount | None:
    """6%的增长."""
    end = case.q.outer_end
    behind = _GROWTH_BEHIND.match(case.text, end, end + 8)
    return case.read(Measure.GROWTH, "growth-after", None, case.at(behind, 0)) if behind else None


def _share_default(case: Case) -> Amount:
    """A per cent of which nothing says that it is a growth."""
    return case.read(Measure.SHARE, "share-default")


PERCENT: tuple[Rule[Case], ...] = (
    Rule("doubling", _doubling, "旅游收入实现翻一番。"),
    Rule("completion", _completion, "超额完成年度目标的12%。"),
    Rule("beyond-plan", _beyond_plan, "自营出口额9.4亿元，超过“六五”计划指标12%。", "completion"),
    Rule("price-index", price_index, "居民消费价格指数控制在103%左右。", "growth-of-prices"),
    Rule("rate-reached", _rate_reached, "出口降幅收窄到4.5%。", "growth-word", "moves"),
    Rule("share-moves", _share_moves, "财政收入占国民收入的比重，由2018年的25%下降到22%。", "share"),
    Rule("share-reached", _share_reached, "力争城镇化率由63%提高到64%。", needs="moves"),
    Rule("named-rate", _named_rate, "民生支出占比超八成。", "share-of-rate"),
    Rule("in-brackets", _in_brackets, "产值增长4%（包括村办工业为6%）。", "growth"),
    Rule("share", _share, "高技术产业投资占工业投资的一半。"),
    Rule("growth-up", _growth_up, "出口总额增长8·5%。", "growth"),
    Rule("growth-down", _growth_down, "事故起数下降百分之十二。", "growth-down", "moves"),
    Rule("growth-of-prices", _prices, "居民消费价格涨幅不超过3%。"),
    Rule("natural-growth", _natural_growth, "人口自然增长率5.6‰。", "share-of-rate"),
    Rule("growth-word", _growth_word, "外贸出口增速-4.2%。"),
    Rule("moved-rate", moved_noun, "提高住院报销比例3%。", "change-verb"),
    Rule("cut-noun", _cut_noun, "精减会议4.8%。", "growth-down"),
    Rule("rate", _rate, "森林覆盖率62.1%。", "share-of-rate"),
    Rule("growth-signed", _growth_signed, "重工业产值-3.2%。"),
    Rule("growth-bare", _growth_bare, "主要预期目标：地区生产总值8%。"),
    Rule("growth-after", _growth_after, "旅游业保持12%的增长速度。"),
    Rule("share-default", _share_default, "八成农户加入合作社。"),
)
"""Of per cents."""
