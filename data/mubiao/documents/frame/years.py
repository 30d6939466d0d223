"""What speaks for the year of a document: headings, day of delivery, title, and the years that the text itself names.

The year of a report is that of the work that it arranges; of a communiqué the one that it tells of; of news and of any
other text the one whose work it tells, else the one that it was written in. A page stamp, a mirror's date or a day of
issue is one cue among others, and never outvotes what the text says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from mubiao.documents.frame.page_years import anniversary, page_years, told_last
from mubiao.documents.frame.vote import Candidate
from mubiao.documents.structure import dates
from mubiao.documents.structure.headings import five_year_plan
from mubiao.patterns import last_of, lazy, marks

_Y = r"((?:19|20)\d{2})"
_CARRIED_OUT = lazy("执行|完成情况|实施情况|决算|总结|回顾")
_YEAR = lazy(r"((?:1(?<!\d1)9|2(?<!\d2)0)\d{2})\s*年")
_NAMED_YEAR = lazy(r"[12今](?:(?<!\d.)(?:(?<=1)9|(?<=2)0)\d{2}[^\S\n]*年|(?<=今)年是)")
_SENTENCE, _SENTENCE_END = marks("。；\n"), lazy(r"[。；\n]")
_HEADING_YEAR = lazy(rf"(?<!\d){_Y}(?!\d|\s*年\s*\d{{1,2}}\s*月)(?:\s*年)?")
_NUMBERED = lazy(
    r"^[\s　*#>\-—]*(?:第?[一二三四五六七八九十]{1,3}(?:部分|章)?[、.．,:：\s　]"
    r"|[(（][一二三四五六七八九十]{1,3}[)）])",
    holds="一二三四五六七八九十(（",
)
_LOOKS_BACK = lazy(
    r"回顾|总结|完成情况|执行情况|估计|成就|成绩|进展|[过刚]去|以来|工作情况|发展情况|实施情况|圆满收官|胜利完成"
    r"|(?<!努力)(?<!奋力)(?<!全力)(?<!确保)(?<!力争)(?<!争取)实现[^，。；]{0,10}良好开局"
)
_LOOKS_AHEAD = lazy(
    r"工作安排|安排|部署|打算|思路|展望|要求|建议|意见|任务|目标|重点|做好|预期|计划(?!执行)|努力|开[好局]|奋力|举措|措施|主要工作|的工作$|方向"
)
_WORK = lazy(r"年(?:度)?的?(?:政府)?(?:主要)?工作[\s*]*$")
_THIS = lazy(rf"(?<!\d){_Y}年[，,]?\s*是[^。；\n]{{0,60}}?(?:之年|一年|年头|年份|开局|起步|收官|关键|第一年)")
_THIS_YEAR = lazy(
    rf"今年[^。；\n]{{0,4}}[(（]?{_Y}年(?!度[^，,)）。是])|{_Y}年[)）]?[^。；\n]{{0,6}}今年|今年是[^。；\n]{{0,30}}?[“\"]?(?P<plan>十[一二三四五六]?)五[”\"]?规?划?[^。；\n]{{0,6}}?(?P<turn>开局|第一|起步|首|收官|最后|承上启下|中期)",
    holds=("今年",),
)
_LAST_YEAR = lazy(
    rf"(?:去年|上年|过去的?一年|刚刚过去的|过去的)[^。；\n]{{0,4}}[(（]?{_Y}年|{_Y}年[)）]?[^。；\n]{{0,4}}(?:去年|过去的一年)"
)
_NOT_YET = lazy(
    r"(?:[到至]|预计.{0,6}|力争|目标|规划|计划|争取|确保|比|较|与|和|自|从|由|以|于|年[、—\-~至]|[比较]历史上?最[好高多]的?)\s*$"
)
_NOT_YET_AFTER = lazy(r"\s*(?:年底前|可|将|建成|底前|前|以前|实现|达到|以来|起|末|不变价|价格)")
_RESULTS = lazy(rf"(?:^|[。；\n])[^。；\n]{{0,6}}?(?<!\d){_Y}年[，,][^。；\n]{{0,60}}?(?:增长|完成|达|实现)")
_TELLS_OF = lazy(  # 2014年，株洲高新区实现…: the first sentence that has a result dates the page
    rf"(?:^|[。\n讯]|[获据]悉[，,])[^。；\n\d]{{0,6}}?(?<![\d到至])(?<!过去的){_Y}年(?!度)(?:全年)?[，,]?(?![^。；\n]{{0,40}}?(?:将|计划|力争|拟|确保|预期))"
    r"[^。；\n]{0,80}?(?:实现|完成|达到?|增长|收入|总值|产值)[^。；\n]{0,20}?\d"
)
_AIMED = lazy(  # news of a congress: 报告提出，2012年全县生产总值增长17%以上
    rf"(?:报告|会议|大会)(?:提出|确定|明确)[，,：:]?(?:了)?{_Y}年[^。；\n]{{0,40}}?(?:增长|增速|目标|达到|以上|左右)"
)
_FOUNDED = lazy(  # 2021年6月国务院批复同意…: how old a zone is, not when the page was written
    rf"(?<!\d){_Y}年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?[，,]?[^，,。；;\n\d]{{0,10}}?(?:批复|批准|成立|组建|设立|挂牌|升级为|升格|撤[县市地])"
)
_ASIDE = lazy(  # 是2017年的10倍, 面向2030年, 《…规划(2018—2022年)》, 感动中国2023年度人物: years of something else
    rf"(?:是|为|相当于|达到?){_Y}年的[\d一二三四五六七八九十两几]|在{_Y}年的?基础上|面向{_Y}年|{_Y}年?[-—~～至]{_Y}年?[)）]"
    rf"|{_Y}年度[^，。；、\n]{{0,24}}?(?:人物|考[核评]|评[估比选]|报告)|{_Y}年(?:底|年底)?[以之]?前"
    rf"|[从自由]{_Y}年(?:\d{{1,2}}月)?[^，。；\n\d]{{0,6}}?(?:开始|起|以来)"
)
_OF_EVENT = lazy(
    rf"{_Y}年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?[，,]?[^。；;\n\d]{{0,24}}?(?:{dates.FOUNDED.pattern}|被(?:评|列|确定|授予|命名|认定))"
)
_ASKED = lazy(r"^[^\S\n]*(?:采访组|主持人|访谈组|问)[:：]", re.M)  # who is asked looks back on many years
_UPCOMING = lazy(rf"(?:开启|迎接|迈向|跨入)崭?新?的?{_Y}年(?!\d|\s*\d{{1,2}}月)")  # written in the year before
_EVENT = lazy(  # 2023成都…签约仪式: a name with its year
    r"(?<![\d.\-/])((?:19|20)\d{2})(?![\d.\-/年])(?=[^，,。；;\n\d]{2,30}?(?:仪式|大会|论坛|峰会|博览会|交易会|洽谈会|推介会|活动|节))"
)
_DAY = lazy(r"(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")
_GOALS_OF = lazy(
    r"([12](?<![\d到至].)(?:(?<=1)9|(?<=2)0)\d{2})年"
    r"(?:[，,]?是[^。\n]{4,60}之年。[^。；\n\d]{0,30}|[^。，,；\n\d]{0,20}?)(?:主要)?预期目标(?:是|为|[:：])"
)
_WILL = lazy(rf"(?<![\d到至])(?<!\d)(?<!预计){_Y}年[，,]?[^。；，,\n到至]{{0,6}}?(?:将|计划|力争|拟|要)")
_LEAD = 400
_OPENING = 2_500
_LONGEST_HEADING = 70
_FIVE_YEARS_BACK = lazy(
    r"^[^。\n]{0,8}(?:过去(?:的)?|前|上一?个?)五年[^。\n]{0,14}$|^[^。\n]{0,8}五年来?[^。\n]{0,8}回顾[^。\n]{0,4}$",
    re.M,
    holds=("五年",),
)
_PLAN = lazy(r"[“\"]?(十[一二三四五]?)五[”\"]?(?:时期|期间|规划)")
_EXPECTED = lazy(
    rf"(?:^|[。\n])[^。\n]{{0,6}}?{_Y}年[，,]预计(?:全年)?(?:实现|完成|全[省市县区州旗])", holds=("预计",)
)  # the year that closes
_FIRST_TOLD = ("tells-of", "part-of-year")
"""What a page tells first is not its year where it tells of a later one."""
_AS_OF = lazy(rf"截[至止]{_Y}年(?:\d{{1,2}}月|年?底|年?末)")


def candidates(
    kind: str, title: str, whole: str, days: tuple[date | None, date | None, date | None], address: str
) -> list[Candidate]:
    """Candidates for the year. All normalised; `days`: that which the text says, that of issue, a web page's stamp."""
    delivered, published, stamped = days
    found: list[tuple[str, int, str]] = []
    last = told_last(whole, published or stamped) if kind == "other" else None
    if last is not None and delivered is not None and delivered.year < last[0]:
        delivered = None  # the day of an event that a profile tells of
    if kind == "communique":
        found += _communique(title, whole, delivered)
    else:
        found += _headings(whole, title)
        found += _delivery(delivered, kind)
        found += _titled(title, kind)
        first, later = _dated(whole)
        found += _told(whole, first, later, kind)
        if kind != "other" or not _ASKED.search(whole):
            found += _written(f"{first}\n{later}", kind)
        found += _plan_behind(whole)
        found += anniversary(whole)
        ahead = max((year for cue, year, _ in found if cue == "will"), default=0)
        if last is not None and ahead <= last[0] + 1:  # 2019年实现产值…, in a page that tells what 2022 will bring
            found = [one for one in found if one[0] not in _FIRST_TOLD or one[1] >= last[0]]
            found.append(("told-last", *last))
        if kind != "work_report":
            found += page_years(title, whole, delivered or published or stamped)
        expected = _EXPECTED.search(whole, 0, _OPENING) if kind == "work_report" else None
        if expected is not None:
            found.append(("expected", int(expected[1]) + 1, expected[0].strip()))
    linked = dates.link_year(address)
    if linked:
        found.append(("link", linked - (kind == "communique"), address[-40:]))
    for cue, day in (("published", published), ("stamped", stamped)):
        if day is not None and day not in (delivered, published if cue == "stamped" else None):
            year = dates.target_year(day) if kind == "work_report" else day.year - (kind == "communique")
            found.append((cue, year, str(day)))
    page = {"work_report": "", "communique": "communique-", "news": "news-"}.get(kind, "page-")
    return [Candidate("year", year, f"year:{page}{cue}", said) for cue, year, said in found if 1949 <= year <= 2100]


def _headings(whole: str, title: str) -> Iterator[tuple[str, int, str]]:
    """Years in headings, by whether a heading looks back or ahead, and whether it is the first that names one."""
    number = 0
    ahead: set[int] = set()
    back: set[int] = set()
    for line in whole.split("\n"):
        if not 2 <= len(line) <= _LONGEST_HEADING:
            continue
        words = line.strip(" \t*#　")
        numbered = _NUMBERED.match(line) is not None
        if words[-1:] in "。；;，," or len(words) > (48 if numbered else 40):
            continue
        if "报告" in words or words == title or (re.search("月.{0,3}日", words) and not numbered):
            continue
        years = [int(m[1]) for m in _HEADING_YEAR.finditer(words)]
        if not years:
            continue
        number += 1
        year = max(years) if max(years) - min(years) <= 1 else min(years)
        looks_back, looks_ahead = _LOOKS_BACK.search(words), _LOOKS_AHEAD.search(words)
        if looks_back is not None and looks_back[0].endswith("开局"):
            looks_ahead = _LOOKS_AHEAD.search(words, 0, looks_back.start())  # that start has been made
        form = "numbered" if numbered else "line"
        if looks_back and (not looks_ahead or looks_back.start() > looks_ahead.start() or "回顾" in words):
            if len(set(years)) == 2 and looks_ahead and year == min(years) + 1:
                year = min(years)  # 2008年工作回顾与2009年工作安排
            if year not in back:
                back.add(year)
                yield f"heading-back-{form}-{'first' if len(back) == 1 else 'later'}", year + 1, words
        elif looks_ahead and not _WORK.search(words):
            if year not in ahead:
                ahead.add(year)
                yield f"heading-ahead-{form}-{'first' if len(ahead) == 1 else 'later'}", year, words
        elif _WORK.search(words) or looks_ahead:
            yield (
                f"heading-work-{form}-{'first' if number == 1 else 'later'}",
                year + (number == 1 and not looks_ahead),
                words,
            )


def _delivery(delivered: date | None, kind: str) -> Iterator[tuple[str, int, str]]:
    if delivered is not None and kind != "work_report":
        yield "delivered", delivered.year, str(delivered)  # news of December tells of its own year
    elif delivered is not None:
        month = "late" if delivered.month >= 11 else "early" if delivered.month <= 4 else "middle"
        yield f"delivered-{month}", dates.target_year(delivered), str(delivered)


def _titled(title: str, kind: str) -> Iterator[tuple[str, int, str]]:
    running = dates.running_year(title)
    if running:
        yield "title-part-of-year", running, title
        return
    summed = dates.summary_year(title)
    if summed and kind == "work_report":
        yield "title-summary", summed + 1, title
        return
    day = dates.first_date(title)
    if day is not None:
        yield "title-day", dates.target_year(day), title
    rest = _DAY.sub("", title)
    years = [
        int(m[1]) for m in _YEAR.finditer(rest) if not _BY_THEN.search(rest, max(0, m.start() - 1), m.start())
    ] or [int(m) for m in re.findall(r"[（(]((?:19|20)\d{2})[)）]", rest)]
    if len(years) > 1 and years[1] == years[0] + 1 and _CARRIED_OUT.search(rest):
        yield "title-summary", years[1], title  # 2022年预算执行情况和2023年预算草案 arranges the second
    elif years:
        yield "title", years[0], title


_BY_THEN = lazy("[到至自从由]$")  # 到2025年，某产业增加值占比达到12%: no year of the text


def _dated(whole: str) -> tuple[str, str]:
    """The sentences that name a year, a line each, of the first half of a text and of the later one: a tenth of it."""
    halves: tuple[list[str], list[str]] = ([], [])
    end, middle = -1, len(whole) // 2
    for named in _NAMED_YEAR.finditer(whole):
        if named.start() < end:
            continue  # the sentence has been taken
        start = last_of(_SENTENCE, whole, end + 1, named.start()) + 1 or end + 1
        stop = _SENTENCE_END.search(whole, named.end())
        end = stop.start() if stop else len(whole)
        halves[start >= middle].append(whole[start:end])
    return "\n".join(halves[0]), "\n".join(halves[1])


def _told(whole: str, first: str, later: str, kind: str) -> Iterator[tuple[str, int, str]]:
    """What sentences say of the year outright: 今年（2024年）, 刚刚过去的2015年, 今年是“十五五”开局之年."""
    dated = f"{first}\n{later}"
    for cue, pattern, add in (("this-year", _THIS_YEAR, 0), ("last-year", _LAST_YEAR, 1)):
        counts: Counter[int] = Counter()
        said: dict[int, str] = {}
        for match in pattern.finditer(dated):
            groups = match.groupdict()
            if groups.get("plan"):
                year = _turning(groups["plan"] or "", groups["turn"] or "")
                if year is None:
                    continue
                yield "this-year-of-plan", year, match[0]
                continue
            named = next((g for g in match.groups() if g and g.isdigit()), None)
            if named:
                counts[int(named) + add] += 1
                said.setdefault(int(named) + add, match[0])
        if counts:
            year = counts.most_common(1)[0][0]
            yield cue, year, said[year]
    goals = _GOALS_OF.search(whole) if kind == "work_report" else None
    if goals is not None:
        yield "goals", int(goals[1]), goals[0][:30]
    will = Counter(int(m[1]) for m in _WILL.finditer(dated))
    if will:
        yield "will", min(will), ""
    is_year: Counter[int] = Counter(int(m[1]) for m in _THIS.finditer(later))
    if is_year:
        yield "is-a-year-later-half", is_year.most_common(1)[0][0], ""
    is_year = Counter(int(m[1]) for m in _THIS.finditer(first))
    if is_year:
        yield "is-a-year-first-half", is_year.most_common(1)[0][0] + 1, ""
    closing = dates.closing_year(whole, _OPENING)
    if closing is not None:
        yield "closing", closing + 1, ""
    planned = dates.planned_year(dated if kind == "work_report" else whole[:1500])
    if planned is not None:
        yield "planned", planned, ""
    if kind != "work_report":
        yield from _told_of_a_page(whole, dated)


def _told_of_a_page(whole: str, dated: str) -> Iterator[tuple[str, int, str]]:
    """What news and other pages say of their year; `dated` are the sentences that name one."""
    running = dates.running_year(whole)
    if running:
        yield "part-of-year", running, ""
    told = _TELLS_OF.search(whole, 0, _LEAD)
    if told is not None and int(told[1]) == _first_named(whole):
        yield "tells-of", int(told[1]), told[0].strip()
    for cue, found, less in (
        ("aimed", _AIMED.search(whole), 0),
        ("upcoming", _UPCOMING.search(whole), 1),
        ("event", _EVENT.search(whole, 0, _OPENING), 0),
        ("as-of", _AS_OF.search(whole, 0, 300), 0),
    ):
        if found is not None:
            yield cue, int(found[1]) - less, found[0].strip()
    for cue, year in dates.scene_years(whole):
        yield cue, year, ""
    written = dates.written_year(whole if "今年" in whole else dated)
    if written is not None:
        yield "written", written, ""


def _first_named(whole: str) -> int | None:
    """The first year that a text names, days left out."""
    found = _YEAR.search(_DAY.sub("", whole[:_LEAD]))
    return int(found[1]) if found else None


def _plan_behind(whole: str) -> Iterator[tuple[str, int, str]]:
    """The year after a five-year plan that a first part looks back on: 一、前五年工作回顾 … “十二五”时期 → 2016."""
    heading = _FIVE_YEARS_BACK.search(whole, 0, _OPENING)
    plan = _PLAN.search(whole, heading.end(), heading.end() + 300) if heading is not None else None
    span = five_year_plan(plan[1]) if plan is not None else None
    if heading is not None and span is not None:
        yield "plan-behind", span[1] + 1, heading[0].strip()


def _turning(plan: str, turn: str) -> int | None:
    span = five_year_plan(plan)
    if span is None or turn in ("承上启下", "中期"):
        return span[0] + 2 if span and turn == "中期" else None
    return span[1] if turn in ("收官", "最后") else span[0]


def _not_to_come(dated: str) -> str:
    """The sentences that do not tell of what is to come: 加快改造，2017年基本完成…, which may name any later year."""
    from mubiao.documents.structure.stretches import weight_of  # reports do without

    return "\n".join(sentence for sentence in dated.split("\n") if weight_of(sentence) < _AHEAD)


_AHEAD = 1.0


def _written(dated: str, kind: str) -> Iterator[tuple[str, int, str]]:
    """The years that a text names as past, by how often: the last of them, and the most frequent one."""
    if kind in ("news", "other"):
        dated = _ASIDE.sub("", _FOUNDED.sub("", dated))
    if kind == "other":
        dated = _OF_EVENT.sub("", _not_to_come(dated))
    past: Counter[int] = Counter()
    for match in _YEAR.finditer(dated):
        if not _NOT_YET.search(dated, max(match.start() - 8, 0), match.start()) and not _NOT_YET_AFTER.match(
            dated, match.end()
        ):
            past[int(match[1])] += 1
    past.update(dates.came_to(dated))
    if not past:
        return
    often, n = past.most_common(1)[0]
    share = n / past.total()
    bucket = "once" if n == 1 else "twice" if n == 2 else "some" if n < 5 else "many"
    yield f"named-most-{bucket}-{'clear' if share > 0.5 else 'mixed'}", often, ""
    yield f"named-most-next-{bucket}-{'clear' if share > 0.5 else 'mixed'}", often + 1, ""
    last = max(past)
    if last != often:
        yield f"named-last-{'once' if past[last] == 1 else 'more'}", last, ""
    results = Counter(int(m[1]) for m in _RESULTS.finditer(dated))
    if results:
        most = max(results, key=lambda year: (results[year], year))
        yield "results", most + (kind == "work_report"), ""
        if kind != "work_report":
            yield "results-next", most + 1, ""
    month = dates.dated_year(_DAY.sub("", dated))
    if month is not None:
        yield "month-named", month, ""


def _communique(title: str, whole: str, issued: date | None) -> Iterator[tuple[str, int, str]]:
    running = dates.running_year(title)
    if running:
        yield "title-part-of-year", running, title
    named = _YEAR.search(title)
    if named:
        yield "title", int(named[1]), title
    line = re.search(rf"{_Y}\s*年[^\n]{{0,30}}(?:统计公报|公报)", whole[:_OPENING])
    if line:
        yield "line", int(line[1]), line[0]
    if issued is not None:
        yield "issued-early" if issued.month <= 8 else "issued-late", issued.year - (issued.month <= 8), str(issued)
    opening = Counter(
        int(m[1])
        for m in _YEAR.finditer(whole, 0, _OPENING)
        if not _NOT_YET.search(whole, max(m.start() - 8, 0), m.start())
        and not re.match(r"\s*\d{1,2}\s*月\s*\d{1,2}\s*日", whole[m.end() : m.end() + 8])
    )
    if opening:
        most = max(opening, key=lambda year: (opening[year], year))
        yield "opening", most, ""
    first = re.search(rf"(?:^|\n)[\s　]*{_Y}年[，,]", whole[:_OPENING])
    if first:
        yield "first-sentence", int(first[1]), ""
