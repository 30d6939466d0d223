"""Which period a fact speaks of.

Times are found once over the whole text; each is a frame (it holds for what follows), bound (it stands directly at its
own number) or a base (比2012年增长: what the number is compared with). 今年 and its kin are read against the clock of
the document.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mubiao.extract.context.times import plans
from mubiao.extract.context.times.clock import Clock
from mubiao.extract.context.times.names import part_of_year
from mubiao.extract.context.times.plans import number
from mubiao.extract.context.times.words import TIME, level_kept, named_horizon
from mubiao.patterns import lazy


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression. Offsets in the text; `period` as in Fact.period, None where it cannot be resolved."""

    start: int
    end: int
    period: str | None
    base: bool  # what a number is compared with
    multi: bool  # several years
    until: bool  # 到2025年, 截至: a point by which
    since: bool  # 2022年以来
    words: str


# Where a time can begin: the first characters of the pattern, what can follow each kind of them, and what every time
# holds not far behind. Asking for these first saves nearly all of the work; a test holds the two together.
_OPENS = r"\d今本翌次头元民去上前明来当年同的下第党十全过目近最这未接每到一二三四五六七八九两“\"＂《"
_SPAN = "年月份\\-—–~～至到"
_BEGINS = lazy(
    rf"[比相较与和是为等超高低快慢好优至截自从在半{_OPENS}](?=[{_OPENS}{_SPAN}季五大世较比当过于止后半末底初内度期的近个\s])(?:"
    rf"(?<=\d)(?=\d{{0,3}}\s{{0,2}}[{_SPAN}])"
    rf"|(?<=[一二三四五六七八九十两])(?=[一二三四五六七八九十]{{0,2}}\s{{0,2}}[季五大{_SPAN}])"
    rf"|(?<=[比较与和同到至自从在是为])(?=\s{{0,2}}[{_OPENS}])"
    rf"|(?<=元)(?=\s{{0,2}}[{_SPAN}])"
    r"|(?<=建)(?=国[前之初])|(?<=解)(?=放[前之初])|(?<=民)(?=国)|(?<=[次翌])(?=年)|(?<=头)(?=[\d一二三四五六七八九十两\s])|(?<=本)(?=世纪末)"
    r"|(?<=[相等超高低快慢好优截])(?=[较比当过于至止])"
    r"|(?<=[今本去上前明来当年同的下第党全过目近最这未接每])(?=[年后明半末前底初内度期的去来近下个\d一二三四五六七八九十两\s])"
    r"|(?<=半)(?=年度)"
    r"|(?<=[“\"＂《])(?=[十五六七八九]))"
    r"(?:(?<=[年前来])|(?=[^年月季五期前来纪]{0,20}[年月季五期前来纪]))"
)
_ALL_HOLD = lazy("[年月季五期前来纪]")
_FEW = 1_000  # characters: trying all of them takes less than compiling _BEGINS
_LEADS, _LOOKS = 21, 23
"""A time begins at most so many characters before one of these, and no look-ahead of _BEGINS goes further."""
_BASE_PRE = frozenset((
    "与", "和", "比", "较", "相比", "相当于", "是", "为", "同", "超过", "高于", "低于", "快于", "慢于", "好于", "优于",
))  # fmt: skip
_COMPARE_AFTER = lazy(
    r"[的末底初]?\s*+(?:净|又|同期|水平|同口径|可比|实际|总量)*+\s*+(?:增|提|降|减|下|上|翻|多|少|高|低|缩|压|回落|扩|快|慢|末|底|有|\d|第|前移|进)"
)

_ON_THAT = lazy(r"(?:底|末)?的?基[础数]上|(?:底|末)?为(?:基[数期础]|基准)")
_ON_GROWTH = lazy(  # 在上年增长6.2%的高基数上: of the number that is built on
    r"[^，,。；;\d]{0,16}\d[\d.．·]{0,6} ?[%％](?:左右|以上|以下)?的(?:较?高)?(?:基础|基数)(?:上|之上)"
)
_COMPARED_WITH = lazy(r"比|相比|同比|[^，,。；;\n\d]{1,6}(?:比较|相比)")
_HELD_AGAINST = lazy(r"(?![年末底]{0,2}[，,])[^，,。；;\n\d]{0,12}相比", holds=("相比",))
_HOLDS = lazy(r"[与和同跟][^，,。；;\n\d]{1,8}$")
_BEST_SO_FAR = lazy(  # 比历史上最好的1984年增长, 比解放前最高年产量的1936年增长, 比改革前的2013年增长
    r"[比较](?!重)[^，,。；;、\d的]{1,8}[前时初末]的$|[比较](?:历史上?|(?:解放|建国|抗战|战)以?前|过去|以往)的?最[好高多大]的?(?:年份|年产量|产量|水平)?的?$"
)
_TIMES_OF = lazy(r"(?:末|底)?的?(?:将?近|接近|约|超过?)?\s*[\d.点一二两三四五六七八九十]{1,6}倍")


def find_times(text: str, clock: Clock) -> list[Time]:
    """Every time expression of `text` (normalised), in order."""
    times: list[Time] = []
    for m in _matches(text):
        if m["rel2"] == "全年" and times and times[-1].base and times[-1].end == m.start("rel2"):
            continue  # 比2016年全年增速高: of that year
        resolved = _resolve(m, clock)
        if resolved is None:
            continue
        period, multi, since = resolved
        pre = m["pre"] or ""
        if pre in ("与", "和") and re.match(
            r"(?:同期|水平|基本|计划|年度|预期|目标|全年)*(?:基本|大体|大致)?(?:持平|相当|相比|同步|一致)",
            text[m.end() : m.end() + 16],
        ):
            base = True
        else:
            base = pre in ("比", "较", "相较于", "相较", "相比", "相当于", "等于") or (
                pre in _BASE_PRE and bool(_COMPARE_AFTER.match(text, m.end())) and pre != ""
            )
        base |= not pre and m["rel2"] in ("去年同期", "上年同期", "同期")
        base |= pre in ("到", "至") and text[max(0, m.start() - 2) : m.start()] in ("恢复", "回到", "相当")
        if pre in ("与", "和", "同") and _COMPARED_WITH.match(text, m.end()):
            base = True  # 与2000年比，…; 同1949年产量比较
        if _ON_THAT.match(text, m.end()) or (m["y2"] and _held_against(text, m.start(), m.end())):
            base = True  # 在2000年基础上翻一番; 与核实后的2014年数据相比
        base |= bool(m["y2"]) and _BEST_SO_FAR.search(text, max(0, m.start() - 16), m.start()) is not None
        base |= level_kept(text, m.start(), m.end())
        if pre in ("高于", "低于", "快于", "慢于", "好于", "优于"):
            base = True
        base |= pre == "在" and _ON_GROWTH.match(text, m.end()) is not None
        last = m["rel2"] in ("去年", "上年") and text[m.start() - 1 : m.start()] in ("是", "为", "达")
        if (last or pre in ("到", "是", "为")) and _TIMES_OF.match(text, m.end()):
            base = True  # 达到2015年的3倍, 是2015年的近两倍, 是去年的3倍
        until = pre[:2] in ("到", "至", "截至", "截止") or m["rel2"] in ("到年底",)
        words = m[0].lstrip()
        times.append(Time(m.end() - len(words), m.end(), period, base, multi, until, since, words.rstrip()))
    return times


def _held_against(text: str, start: int, end: int) -> bool:
    """Whether a comparison opens some words before and closes behind: 与核实后的｜2014年｜数据相比."""
    return _HELD_AGAINST.match(text, end) is not None and _HOLDS.search(text, max(0, start - 10), start) is not None


def _matches(text: str) -> Iterator[re.Match[str]]:
    """What the whole pattern of a time would find."""
    end, time = 0, TIME.to(text)
    for first, last in _near(text):
        for start in range(first, last + 1) if len(text) <= _FEW else _starts(text, first, last):
            if start >= end and (found := time.match(text, start)):
                end = found.end()
                yield found


def _starts(text: str, first: int, last: int) -> Iterator[int]:
    """Where a time can begin, in a stretch."""
    for begin in _BEGINS.finditer(text, first, last + _LOOKS):
        if begin.start() > last:
            return
        yield begin.start()


def _near(text: str) -> Iterator[tuple[int, int]]:
    """Stretches in which a time can begin, first and last character: few texts hold much of what all times hold."""
    first = last = -1
    for holds in _ALL_HOLD.finditer(text):
        at = holds.start()
        if first >= 0 and at - _LEADS > last + _LEADS:
            yield first, last
            first = -1
        if first < 0:
            first = max(at - _LEADS, last + 1)
        last = at
    if first >= 0:
        yield first, last


def relative_year(words: str, clock: Clock) -> int | None:
    """The year that 今年, 去年, 上年, 前年, 明年 or 来年 opens with; None for other words."""
    if clock.this_year is None:
        return None
    if words.startswith(("去年", "上年")):
        return clock.this_year - 1
    if words.startswith("前年"):
        return clock.this_year - 2
    if words.startswith(("明年", "来年")):
        return clock.this_year + 1
    if words.startswith(("今年", "本年")):
        return clock.this_year
    return None


_Resolved = tuple[str | None, bool, bool]
"""(period, spans several years, counts from then on)."""
_OPEN: _Resolved = (None, False, False)


def _years(m: re.Match[str], clock: Clock) -> _Resolved | None:
    """2016-2020年."""
    return (f"{m['ya']}/{m['yb']}", True, False) if m["ya"] < m["yb"] else None


def _part(m: re.Match[str], clock: Clock) -> _Resolved:
    """2023年上半年, 去年1—8月, 前三季度. A bare one is left to the section: the part without its year."""
    year = int(m["y"]) if m["y"] else relative_year(m["rel"], clock) if m["rel"] else None
    return part_of_year(m.groupdict(), year), False, False


def _congress(m: re.Match[str], clock: Clock) -> _Resolved:
    """党的十八大以来."""
    first = {"六": 2003, "七": 2008, "八": 2013, "九": 2018}[m["congress"]]
    return (f"{first}/{clock.past}", True, True) if clock.past and clock.past > first else _OPEN


def _month(m: re.Match[str], clock: Clock) -> _Resolved | None:
    """2023年8月份, 8月份, 8月上旬，…, 截至8月底; what is summed up till then runs from January."""
    month = number(m["mm"])
    if m["pre"] in ("到", "自", "从"):
        return (m["ym"], False, False) if m["ym"] and m["pre"] == "到" else None
    at_day = m["ym"] or (m["pre"] or "")[:2] in ("截至", "截止")  # 2019年6月末，贷款余额183亿元
    if not 1 <= month <= 12 or (m[0][-1] in "底末" and not at_day):
        return _OPEN
    if month == 12 and m[0][-1] in "底末":
        return "Y", False, False  # what stands at the end of December is the year's
    summed = month > 1 and m[0][-1] in "底末" and _SUMMED.match(m.string, m.end())
    return f"{m['ym'] or ''}-01/-{month:02d}" if summed else f"{m['ym'] or ''}-{month:02d}", False, False


def _year_named(m: re.Match[str], clock: Clock) -> _Resolved | None:
    """2023年, 2022年以来, 截至2023年9月 (a stock at that day); 2023年9月 alone is a date."""
    year = int(m["y2"])
    if not 1840 <= year <= 2100 or _SET_ASIDE.search(m.string, max(0, m.start() - 24), m.start()):
        return None
    if _PRICES.match(m.string, m.end()) or named_horizon(m.string, m.start(), m.end()):
        return None  # 按2005年可比价格计算: the prices' year, not the figures'
    pre = (m["pre"] or "")[:2]  # 截止到 says no more than 截止
    if m["month"] and pre not in ("截至", "截止", "到", "至"):
        return None
    if m["month"] and pre in ("截至", "截止", "至") and 1 <= (month := number(m["month"][:-1])) <= 12:
        summed = month > 1 and pre != "至" and _SUMMED.match(m.string, m.end())
        return (f"{year}-01/{year}-{month:02d}" if summed else f"{year}-{month:02d}"), False, False
    if m["ytail"] in ("以来", "起") and clock.past and year <= clock.past:
        return (f"{year}/{clock.past}" if year < clock.past else str(year)), year < clock.past, True
    return str(year), False, False


def _year_told(m: re.Match[str], clock: Clock) -> _Resolved | None:
    """今年, 去年同期, 全年, 年底."""
    words = m["rel2"]
    if words == "上年" and m.string[m.start() - 1 : m.start()] == "以":
        return None  # 10家以上年收入超亿元的企业
    if words in ("一年来", "过去一年", "过去的一年"):
        return (str(clock.past) if clock.past else None), False, False
    if words in ("全年", "年度"):
        # 完成全年任务的62%: what was aimed at, not when
        return None if _AIM.match(m.string, m.end()) else ("Y", False, False)
    if words in ("年底", "年末", "目前", "当前"):
        return None
    if words.startswith(_WITHIN):
        return "", False, False
    if words in plans.YEARS:
        return plans.year_told(m, clock), False, False
    year = relative_year(words, clock)
    if year and words.startswith("上年") and clock.past and _VALUED.match(m.string, m.end()):
        year = clock.past - 1  # 造林3.8万亩，上年为2.9万亩: before the year under review
    return (str(year) if year else None), False, words.endswith("以来")


_WITHIN = ("全年", "年内", "当年", "同期", "年初", "年底", "年末", "到年底", "当前", "目前")


def _years_averaged(m: re.Match[str], clock: Clock) -> _Resolved:
    """两年平均."""
    n = number(m["avg2"])
    return (f"{clock.past - n + 1}/{clock.past}" if clock.past else None), True, False


def _years_counted(m: re.Match[str], clock: Clock) -> _Resolved | None:
    """五年来, 三年内; 五年累计 and 五年，… say the same without a tail."""
    return (
        _n_years(number(m["n"]), m["nt"], m, clock)
        if m["n"]
        else _n_years(number(m["bare"] or m["total"]), "来", m, clock)
    )


def _years_past(m: re.Match[str], clock: Clock) -> _Resolved | None:
    """过去五年, 近三年."""
    n = number(m["pn"])
    if clock.past is None or n < 2:
        return None
    closed = clock.over or clock.past != clock.this_year or clock.year != clock.this_year
    last = clock.past if closed else clock.past - 1
    return f"{last - n + 1}/{last}", True, False


def _years_to_come(m: re.Match[str], clock: Clock) -> _Resolved:
    """今后五年."""
    n, begin = number(m["fn"]), clock.ahead or clock.year
    if begin and _named_end(m.string, m.end(), begin + n):
        begin += 1
    return (f"{begin}/{begin + n - 1}" if begin and n > 1 else None), n > 1, False


def _named_end(text: str, end: int, year: int) -> bool:
    """Whether the sentence behind 今后五年 tells when they are over: 年均增长8%，2026年达到260亿元."""
    named = text.find(f"{year}年", end, end + _ENDS_BY)
    return named > 0 and text[named - 1] in "到至，,；;" and "。" not in text[end:named]


_ENDS_BY = 80
_RESOLVERS: dict[str, Callable[[re.Match[str], Clock], _Resolved | None]] = {
    "era": lambda m, clock: (m["era"], False, False),
    "old": lambda m, clock: ("1949", False, False),
    "ya": _years,
    "sy": lambda m, clock: plans.across(m),
    **dict.fromkeys(("m1", "mn", "half", "q3", "q2", "q"), _part),
    "congress": _congress,
    "mm": _month,
    "y2": _year_named,
    "rel2": _year_told,
    "plan": plans.plan_named,
    "nth": plans.plan_counted,
    "avg2": _years_averaged,
    "ago": lambda m, clock: (plans.year_ago(m, clock), False, False),
    **dict.fromkeys(("bare", "total", "n"), _years_counted),
    "past": _years_past,
    "future": _years_to_come,
}
"""Group of `TIME` → what a time is in which it has matched; the first in this order."""


_IN_FORCE = lazy(
    r"(?:(?<=起)|起)(?:开始|正式|全面)?(?:实施|施行|执行|推行|实行|开展|启动|启用)的"
)  # what holds since, and no time


def _resolve(m: re.Match[str], clock: Clock) -> _Resolved | None:
    if _IN_FORCE.match(m.string, m.end()):
        return None
    for group, resolve in _RESOLVERS.items():
        if m[group]:
            return resolve(m, clock)
    return None


_PRICES = lazy(r"(?:年)?(?:的)?(?:(?:可比|不变|固定)(?:价|口径)|价格?(?:[，,、;；)）]|计算))", holds=("价", "口径"))
_SUMMED = lazy(
    r"[底末份]{0,2}[，,、]?[^，,。；;\d]{0,10}?累计(?:完成|实现|收入|支出|投|签|引|新|到位|发放|征)"
)  # since January
_SET_ASIDE = lazy(r"[(（][^()（）]{0,12}(?:扣除|剔除|不含|不包括)[^()（）]*+$")
_AIM = lazy(r"的?(?:目标|任务|计划(?!投资|总投资|[新营建实培引改造招修发])|预算|预期|指标)")


_DONE_WITHIN = lazy(r"[，,]?(?:就|便|全部|基本)?(?:已|(?:实现|完成|建成|翻|跨越|达到|解决)[^，,。；;\d]{0,4}了)")
_NAMED_YEARS = lazy(r"[到至—~-](?:19|20)\d\d年的$", holds=("年的",))


_VALUED = lazy(r"(?:同期)?(?:仅|只)?(?:为|是|有)\s?\d")


def _n_years(n: int, tail: str | None, m: re.Match[str], clock: Clock) -> tuple[str | None, bool, bool] | None:
    before = m.string[max(0, m.start() - 2) : m.start()]
    if n < 2 or before[-1:] in ("第", "续", "历", "时", "届"):
        return None
    if tail in ("内", "之内") and (
        before[-1:] == "前" or _NAMED_YEARS.search(m.string, max(0, m.start() - 14), m.start())
    ):
        if before[-1:] != "前" or clock.past is None:
            return None  # 从1979年到1982年的四年内: those
        return f"{clock.past - n + 1}/{clock.past}", True, False  # 前四年内
    if tail in ("内", "之内") and clock.past is not None and _DONE_WITHIN.match(m.string, m.end()):
        return f"{clock.past - n + 1}/{clock.past}", True, False  # 三年内实现了翻番
    if tail in ("内", "之内"):
        return (f"{clock.year}/{clock.year + n - 1}" if clock.year else None), True, False
    if clock.past is None:
        return None
    closed = clock.over or clock.past != clock.this_year or clock.year != clock.this_year
    last = clock.past if closed else clock.past - 1
    return f"{last - n + 1}/{last}", True, False


class Times:
    """The times of a text, for asking by position."""

    def __init__(self, text: str, clock: Clock) -> None:
        self.all = find_times(text, clock)
        self._starts = [time.start for time in self.all]

    def between(self, start: int, end: int) -> list[Time]:
        """The times that begin in [start, end)."""
        return self.all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
