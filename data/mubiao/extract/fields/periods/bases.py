"""Periods that count from a year that the words name: the base of a growth, a founding."""

from __future__ import annotations

from mubiao.extract.context.contexts import Mention
from mubiao.extract.context.times.spans import Time
from mubiao.extract.fields.periods.cases import MOVED_TO, YEAR_BEFORE, Case, Timing, is_annual, on_year_before
from mubiao.model import Claim, Measure, Role
from mubiao.patterns import lazy

_TOLD_BASE = lazy(r"[比较与和同](?P<year>(?:19|20)\d{2})年[末底]?(?:相比[，,]?[^，,。；;]{0,16}|的[^，,。；;]{1,16})$")
_AT_PRICES = lazy(r"按(20\d\d|19\d\d)年(?:的)?(?:可比|不变)?价格?", holds="按")
_ENDS_YEAR = ("末", "底", "末的", "底的")  # of a base: what grows on a day counts from that day's year
_WHEN_BEGUN = lazy(r"[从由](?:成立|设立|组建|挂牌|建[区县市国]|解放|改革开放)[^，,。\d]{0,4}(?:时|初|前|初期)的?$")
_SAME_PART = ("去年同期", "上年同期")
_YEAR_DIGITS = lazy(r"(?:19|20)\d\d")
_GOES_ON = lazy(r"[^，,。；;\d]{0,8}[到至为]")
_ON_THAT = lazy(r"(?:左右|以上|以下)?的(?:较?高)?(?:基础|基数)(?:上|之上)")


def since_base(case: Case) -> Timing | None:
    """是2006年的2.2倍 and 比2010年提高5个百分点 run from that year; 比2005年增长 counts the years after it."""
    base, last = case.base, case.last
    if base is None or not base.period or not base.period[:4].isdigit() or not case.grows:
        return None
    if not last.isdigit() or len(base.period) != 4 or int(last) - int(base.period) <= 1:
        return None
    if base.words.endswith(YEAR_BEFORE):
        return None  # 2007年比上年增长: of that year, whatever the year of the text is
    points = case.mention.quantity.unit == "百分点"
    stands = case.measure is Measure.CHANGE and not is_annual(case.indicator)
    of = (case.mention.of or base.words[0] in "是为") and case.text[
        base.start - 1
    ] != "的"  # not 比历史上最好的｜1984年增长
    held = of or points or stands or base.words.endswith(_ENDS_YEAR)
    return case.say(f"{int(base.period) + (0 if held else 1)}/{last}", "since-base", True)


def since_plan(case: Case) -> Timing | None:
    """比“十五”时期增长1.3倍 compares five years with five: told in 2010, it is of 2006/2010."""
    first, _, end = (case.base.period or "").partition("/") if case.base is not None else ("", "", "")
    if not case.grows or not (first.isdigit() and end.isdigit() and case.last.isdigit()):
        return None
    years = int(case.last) - int(end)
    return case.say(f"{int(end) + 1}/{case.last}", "since-base", True) if 2 < years <= _TERM else None


_TERM = 5


def since_declared(case: Case) -> Timing | None:
    """比2012年（下同）增长11%; 出口增长28%: the base holds for all growths below it."""
    if not case.grows or "average" in case.mention.marks or on_year_before(case.mention):
        return None
    base = case.frames.declared(case.mention)
    if base is None or not (base.period or "").isdigit() or not case.last.isdigit():
        return None
    if base.start < case.section.start or (case.base is not None and case.base.start != base.start):
        return None
    # 比2012年增长62%（下同）is read as 比2012年增长62% is
    first = int(base.period or 0) + (case.text[base.end : base.end + 1] not in "(（")
    span = f"{first}/{case.last}"
    return case.say(span, "since-base", True, base) if int(case.last) - int(base.period or 0) > 1 else None


def built_on(case: Case) -> Timing | None:
    """在上年增长6.2%的高基数上: that growth is of the year that it stands at."""
    base = case.base
    if base is None or not _ON_THAT.match(case.text, case.mention.quantity.outer_end):
        return None
    review = case.section.period if case.section.role is Role.REVIEW else None
    if base.words.endswith("上年") and review and review.isdigit():
        return case.say(str(int(review) - 1), "stated", True)
    return case.say(base.period, "stated", True) if base.period else None


def since_told_base(case: Case) -> Timing | None:
    """与1996年相比，增长67%; 比1997年的830亿元增长45%: the base stands before the clause, or at a level of its own."""
    if case.measure is not Measure.GROWTH or case.base is not None or not case.last.isdigit():
        return None
    if case.mention.quantity.rule == "doubling":
        prices = _AT_PRICES.search(case.text, case.mention.statement_start, case.mention.quantity.outer_start)
        if prices and int(case.last) - int(prices[1]) > 1:
            return case.say(f"{int(prices[1]) + 1}/{case.last}", "since-base", True)  # 按2000年价格计算，…翻两番
    start = max(case.mention.sentence_start, case.mention.quantity.outer_start - 48)
    told = _TOLD_BASE.search(case.text, start, case.mention.quantity.outer_start)
    if told is None or int(case.last) - int(told["year"]) <= 1:
        return None
    return case.say(f"{int(told['year']) + 1}/{case.last}", "since-base", True)


def since_shared_base(case: Case) -> Timing | None:
    """1982年同1978年相比，粮食增长16%，棉花增长66%; 比1964年增长1.9倍，其中钢增长1.2倍: one base for all growths."""
    mention, last = case.mention, case.last
    if not case.grows or case.base is not None or (case.own is not None and not mention.elided) or not last.isdigit():
        return None
    if on_year_before(mention) or "average" in mention.marks or "年均" in case.clause:
        return None
    shared = case.frames.shared_base(mention)
    base, opens = shared or (case.frames.base_of_all(mention), False)
    if base is None or int(last) - int(base.period or 0) <= 1 or (case.measure is Measure.CHANGE and not opens):
        return None
    first = int(base.period or 0) + 1
    if shared is None and not _too_much(case, int(last) - first + 1):
        return None
    return case.say(f"{first}/{last}", "since-base", True, base)


_MUCH = 5  # per cent a year: what grew by more than that in each of several years, did not do so in the last alone
_SEVERAL = 4


def _too_much(case: Case, years: int) -> bool:
    """Whether a growth is rather one of so many years than of the last of them."""
    q = case.mention.quantity
    value = abs(q.value) * (100 if q.kind == "multiple" and q.unit != "%" else 1)
    return case.measure is Measure.GROWTH and years >= _SEVERAL and value >= _MUCH * years


def doubling_ahead(case: Case) -> Timing | None:
    """到2035年居民收入翻一番 is growth of all the years till then, from the base that its sentence names or now."""
    doubles = case.mention.quantity.rule == "doubling" and case.claim is Claim.TARGET and case.base is None
    if not doubles or not case.period or not case.period.isdigit() or not case.clock.past:
        return None
    base = case.frames.base_year(case.mention)
    first = int((base.period if base else None) or case.clock.past)
    if int(case.period) - first < _FAR:
        return None
    return case.say(f"{first + 1}/{case.period}", "since-base", base is not None, base)


_FAR = 3  # years; what doubles next year does so in a year


def since_base_of_list(case: Case) -> Timing | None:
    """三年来，…。总产值2600亿元，比2003年增长72%；财政收入406亿元，增长97%: the first one's base holds for the list."""
    if not case.mention.elided or case.base is not None or "average" in case.mention.marks or case.mention.group >= 0:
        return None
    if on_year_before(case.mention) or not case.last.isdigit() or case.claim is not Claim.ACTUAL:
        return None
    span = case.frames.paragraph(case.mention) or case.frames.last_span(case.mention)
    base = case.frames.base_before(case.mention) if span is not None and span.multi else None
    if base is None or int(case.last) - int(base.period or case.last) <= 1:
        return None
    return case.say(f"{int(base.period or 0) + 1}/{case.last}", "since-base", False, base)


def level_of_base(case: Case) -> Timing | None:
    """2012年的659亿元, that something is compared with."""
    base = case.base
    if base is not None and _same_part(base, case.mention) and case.measure is Measure.LEVEL and case.period:
        return case.say(_YEAR_DIGITS.sub(lambda year: str(int(year[0]) - 1), case.period), "stated", True)
    stands = case.measure is Measure.LEVEL or case.mention.quantity.rule == "shares"
    stands |= case.measure is Measure.SHARE and base is not None and base.words[0] in "比较"  # 比2013年的39.2%提高
    of = case.mention.of or case.mention.ratio  # 同上年的45.8:22.3:31.9相比: all three
    held = base is not None and of and stands and (base.period or "").isdigit()
    return case.say(base.period, "stated", True) if base is not None and held else None


def _same_part(base: Time, mention: Mention) -> bool:
    """去年同期为1.2亿元; 比上年同期14.5亿元增收2亿元: the number is that of the part of the year before."""
    if base.words[0] in "比较":
        return base.words[1:] in _SAME_PART and mention.quantity.outer_start - base.end <= 1
    return base.words in _SAME_PART


def same_part_before(case: Case) -> Timing | None:
    """2017年造林4.6万亩，上年同期造林4.1万亩: a level that a clause gives of the year before."""
    if case.measure is not Measure.LEVEL or case.base is not None or not case.period:
        return None
    if case.claim is not Claim.ACTUAL or not case.clause.startswith(_SAME_PART):
        return None
    earlier = _YEAR_DIGITS.sub(lambda year: str(int(year[0]) - 1), case.period)
    return case.say(earlier, "stated", True)


def held_against(case: Case) -> Timing | None:
    """支出安排26亿元，比上年执行数｜24亿元｜增长7%: what a plan is held against is of the year before."""
    if case.claim_rule != "past-year-in-plan" or not case.period or not case.period.isdigit():
        return None
    told = _LAST_YEARS_OWN.search(case.clause)
    return case.say(str(int(case.period) - 1), "stated", True) if told else None


_LAST_YEARS_OWN = lazy(r"[比较](?:上年|去年)[^，,。；;\d]{2,8}$")


def from_base(case: Case) -> Timing | None:
    """由A提高到B, where the sentence names the year of A."""
    base = case.frames.base_year(case.mention) if case.from_to and case.own is None else None
    return case.say(base.period, "from-base", True, base) if base is not None else None


def since_end(case: Case) -> Timing | None:
    """2012年以来增加到12家: today's."""
    return case.end() if case.several and case.since and case.mention.marks & MOVED_TO else None


def from_founding(case: Case) -> Timing | None:
    """从建区时的50亿元发展到今天的…: no year is told."""
    start, end = case.mention.left_start, case.mention.quantity.outer_start
    if case.own is not None or (case.text.find("从", start, end) < 0 and case.text.find("由", start, end) < 0):
        return None
    begun = _WHEN_BEGUN.search(case.text[start:end])
    goes_on = begun and _GOES_ON.match(case.text, case.mention.quantity.outer_end)
    return Timing(None, False, case.comparison, "from-to") if goes_on else None
