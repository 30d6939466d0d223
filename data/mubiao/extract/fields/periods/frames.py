"""The times that hold at a number: of its sentence, of its paragraph, of the sentence that is compared with."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from mubiao.extract.context.contexts import Mention
from mubiao.extract.context.times.spans import Time, Times
from mubiao.extract.fields.periods import frame_years
from mubiao.extract.fields.periods.frame_years import (
    achieved,
    ahead,
    among_years,
    announced,
    aside,
    begun,
    declares,
    founded,
    goal_of,
    honoured,
    in_bracket,
    of_event,
    of_share,
    of_year,
    stands,
    whole_year,
    within_section,
)
from mubiao.extract.fields.periods.turns import turns
from mubiao.model import Role, Section
from mubiao.patterns import last_of, lazy, marks

_ANNUAL = lazy(r"初步(?:统计|核算|测算|预计)|快报数?|预计全年|据初步|比上年(?:同期)?(?:增|提|下)|同比")
FROM = frozenset(["从", "由", "自"])
PASSED = frozenset(["突破", "超", "超过", "超出", "逾"])
"""Bounds that say that an amount was passed: it stands at the end of the years."""


_LISTED = lazy(  # 列入2020年省重点项目: the year of the list; 不包括上年结余
    r"(?:申办|承办|筹办|备战|列入|纳入|入选|入围|被列为|评为|荣获|获评|不包括|不含|加上|扣除|剔除)$|(?:纳入|列入|编入)[^，,。；;、\n\d]{1,10}$"
)
_LISTS = 12  # characters that it looks back
_ASKED = lazy(r"[^。！!；;\n？?]{0,40}[？?]")  # 2026年有哪些安排？ names no time of what follows
_AGENDA = lazy(r"的?[^。；;，,\n\d]{0,8}?(?:安排|打算|建议|思路|草案|回顾|工作)[；;。]")  # 二、2020年工作安排；
_OWN = lazy(  # 五年年均增长12.1%；…, “九五”以来最快的一年；…, 十年来首次超过全国增速，…
    r"(?:[年月]?均|平均)|(?:滚动|行动|攻坚)[^，,。；;\n]{0,4}(?:计划|方案|行动)|[^，,。；;\n]{0,6}(?:最|首[次个度超破]|第一次|新[高低]|峰值|[高低]点|[高低]位|罕见|未有|少有|没有过)"
)
_BEST_SINCE = lazy(r"(?:以来)?[^，,。；;\n]{0,6}(?:最|首[次个度超破]|第一次|新[高低])")  # 是“九五”以来最快的
_AIMS = lazy(
    r"[^，,。；;、\n]{0,14}(?:目标|任务|成果)(?:任务)?(?=[，,。；;])|[^，,。；;、\n]{0,14}(?:衔接|对接|接轨|一致)"
    r"|[^，,。；;、\n]{0,12}(?:工程|规划|纲要|方案|项目库?)(?=[，,。；;]|编制|实施|(?:前期|开工|落地|建设)[^，,。；;\n\d]{0,4}[，,])|(?:编制|出台|获批)"
    r"|(?:的|省级|市级|国家)?重[点大](?:建设)?项目|[^，,。；;、\n\d]{2,14}规划(?:并|通过|印发)"
)  # 全面完成“十一五”节能减排目标；…


_NAME = 60
_QUOTED = 8
_WATCHWORD = lazy(r"[两三四五十]年[^，,。；;“”\n\d]{1,6}”")


def _named(text: str, start: int) -> bool:
    """Whether a time stands in a name or a watchword: 根据《…规划和2035年远景目标纲要》, “三年攻关、五年收官”."""
    if _WATCHWORD.match(text, start) and text.rfind("“", max(0, start - _QUOTED), start) >= 0:
        return True
    opening = text.rfind("《", max(0, start - _NAME), start)
    return opening >= 0 and text.find("》", opening, start) < 0


def _frames(text: str, time: Time, section: Section) -> bool:
    """Whether a time holds for what follows; 两年平均 is its own number's, 年度 names the year only in a plan."""
    if time.words.endswith("平均") or _named(text, time.start) or founded(text, time):
        return False
    if time.multi and (_OWN.match(text, time.end) or _AIMS.match(text, time.end)):
        return False
    return time.words != "年度" or section.role in (Role.TASKS, Role.TARGETS)


_ITS_OWN = lazy(
    r"(?:年?[末底])?(?:已|将)?(?:达到?|为|是|增至|突破|超过|(?:增加|提高|上升|增长|下降|减少|降低)到)[约近]?[\d一二三四五六七八九百千]"
)
_STATEMENT = lazy(r"[。！？!?\n]+")
_MOVED = lazy(
    r"[^，,。；;\n]{1,20}?(?:提高|提升|上升|跃升|增加|增长|扩大|发展|下降|降低|减少|缩小|前移|调整|变|升|增|降)[到至为]"
)
_TURNED = lazy(r"[变整化进成](?:为|成|到)(?=\d|$)")  # 结构由2016年的…演变为2021年的…: what it came to
_BELOW_REACH = 3_000
_YEAR_BEFORE = ("上年", "去年", "同期", "前年")
_AHEAD = (Role.TASKS, Role.TARGETS, Role.GOVERNANCE)
_VALUED = lazy(r"(?:仅|只)?(?:为|是|有)\s?\d")
_NOW, _CLAUSES = lazy("(?:而|但)?(?:目前|现有|现已|当前)"), marks("，,；;。\n")
_NEAR = 8  # quantities


_LONGEST_LINE = 20_000
"""A paragraph longer than this is a text without lines, and what opens it holds for none of its far sentences."""


class Frames:
    """The time expressions that hold at a position of the text."""

    def __init__(self, text: str, times: Times, mentions: tuple[Mention, ...]) -> None:
        self._text = text
        self._times = times
        self._own: set[int] = set()
        self._left: set[int] = set()  # those of where something was, which hold for the next number alone
        self._annual: dict[int, bool] = {}
        self._openings: dict[int, Time | None] = {}  # of a statement: the time that opens its paragraph
        self.mentions = mentions
        self._turns = turns(text)
        below = "下同" in text
        self._declared = [time for time in times.all if below and time.base and declares(text, time)]
        for time in times.all:
            sets_out = time.words[0] in FROM or text[time.start - 1 : time.start] in FROM
            if sets_out and text[time.end : time.end + 1] == "的" and text[time.end + 1 : time.end + 2].isdigit():
                self._own.add(time.start)  # 由上年的89.5提高到96.6, though nobody counts the number
            elif sets_out and not time.multi and _MOVED.match(text, time.end):
                self._own.add(time.start)  # 由1997年全国第15位升到第14位；财政收入245亿元
                self._left.add(time.start)
            elif time.words.startswith(_YEAR_BEFORE[:2]) and _VALUED.match(text, time.end):
                self._own.add(time.start)  # 接待游客683万人次，上年为571万人次；旅游收入38亿元
        for mention in mentions:
            if not mention.times or mention.times[0].end < mention.quantity.outer_start - 2:
                continue
            if mention.of or not FROM.isdisjoint([*mention.cue_words, *(t.words[:1] for t in mention.times)]):
                self._own.add(mention.times[0].start)  # 「2012年的659亿元」: that year is the number's own

    def frame(self, mention: Mention, section: Section) -> Time | None:
        """The last time before the number in its sentence that holds for what follows."""
        told = self._times.between(mention.statement_start, mention.quantity.outer_start)
        for at in range(len(told) - 1, -1, -1):
            time = told[at]
            if (
                not time.base
                and not (time.until and self._today(mention))
                and time.period != ""
                and not _LISTED.search(self._text, max(0, time.start - _LISTS), time.start)
                and (time.start not in self._own or self._leaves(mention, time))
                and _frames(self._text, time, section)
                and not (time.start < mention.sentence_start and self._bound(mention, time, told[:at]))
                and not goal_of(self._text, time, mention.quantity.outer_start)
                and not in_bracket(self._text, time, mention.quantity.outer_start)
                and not aside(self._text, time, mention.quantity.outer_start)
                and not of_share(self._text, time, mention.quantity.outer_start)
                and not (section.role is Role.REVIEW and ahead(self._text, time, mention, section.period or ""))
                and not (
                    section.role in _AHEAD
                    and begun(self._text, time, mention.quantity.outer_start, section.period or "")
                )
                and not (of_event(self._text, time) and stands(self._text, time, mention))
                and not (
                    achieved(self._text, time, mention.quantity.outer_start)
                    and among_years(self.paragraph(mention), section)
                )
            ):
                held = within_section(self._text, time, section)
                if section.role is Role.NEWS:
                    held = self._of_its_year(mention, held, told[:at])
                return of_year(held, self._text, mention)
        part = self._text.startswith("其中", mention.statement_start)
        whole = self._whole(mention, section) if part else None
        return self._earlier(mention) if whole is None and section.role is Role.NEWS else whole

    def _leaves(self, mention: Mention, time: Time) -> bool:
        """Whether a number is the one that something has moved from: 由1997年全国｜第15位｜升到第14位."""
        return time.start in self._left and mention.gap_start <= time.start

    def _today(self, mention: Mention) -> bool:
        """Whether the clause of a number tells what is there now: 到2020年底要达到100%，目前为86%."""
        end = mention.quantity.outer_start
        return _NOW.match(self._text, last_of(_CLAUSES, self._text, max(0, end - 40), end) + 1, end) is not None

    def _of_its_year(self, mention: Mention, time: Time, before: list[Time]) -> Time:
        """全年 in news is of the year that its paragraph has named last: 2010年，…。全年投资8亿元."""
        if time.period != "Y" or not time.words.startswith("全年"):
            return time
        named = [t for t in before if not t.base and t.period and t.start not in self._own]
        told = named[-1] if named else self._earlier(mention)
        year = (told.period or "")[:4] if told is not None else ""
        return replace(time, period=year) if year.isdigit() else time

    def _bound(self, mention: Mention, time: Time, before: list[Time]) -> bool:
        """“八五”期间，新增…，1995年达到210万千瓦；新增…: a year that is its own number's, among years that go on."""
        if time.multi or not _ITS_OWN.match(self._text, time.end):
            return False
        opening = self.paragraph(mention)
        return any(
            other.multi and not other.base and other.period for other in (*before, *((opening,) if opening else ()))
        )

    def passed_over(self, mention: Mention, section: Section) -> list[tuple[Time, str]]:
        """The times of a mention's sentence that do not hold for it, each with the reason."""
        chosen = self.frame(mention, section)
        found = []
        for time in self._times.between(mention.statement_start, mention.sentence_end):
            if time in mention.times or (chosen is not None and time.start == chosen.start):
                continue
            if time.start >= mention.quantity.outer_start:
                reason = "behind"
            elif time.base:
                reason = "base"
            elif time.start in self._own:
                reason = "other-number"
            else:
                reason = "nearer-time" if time.period and _frames(self._text, time, section) else "open-time"
            found.append((time, reason))
        return found

    def _line(self, mention: Mention, reach: int) -> int:
        """Where the line of a mention's statement begins, at most `reach` characters back."""
        first = max(0, mention.statement_start - reach)
        return max(first, self._text.rfind("\n", first, mention.statement_start) + 1)

    def _earlier(self, mention: Mention) -> Time | None:
        """News names its year once and goes on: the last year that the paragraph has named before the sentence."""
        start = self._line(mention, 600)
        if self._text.startswith("其中", mention.statement_start):
            start = max(0, mention.statement_start - 600)  # a paragraph that goes on with the one before
        named = [
            time
            for time in self._times.between(start, mention.statement_start)
            if not time.base
            and time.period
            and not time.multi
            and not time.until
            and time.start not in self._own
            and not _ASKED.match(self._text, time.end)
            and not _AGENDA.match(self._text, time.end)
            and not founded(self._text, time)
            and not of_event(self._text, time)
            and not (honoured(self._text, time) and stands(self._text, time, mention))
            and not _LISTED.search(self._text, max(0, time.start - _LISTS), time.start)
        ]
        if named and named[-1].period == "Y":  # 1994年，…。全年上交税金…。产值超千万元的企业…: of the year named before
            told = [time for time in named if (time.period or "")[:4].isdigit()]
            return whole_year(told[-1]) if told else named[-1]
        return whole_year(named[-1]) if named else None

    def _whole(self, mention: Mention, section: Section) -> Time | None:
        """截至8月底，收入5亿元。其中，…: a part is of the time of the whole, in the sentence before it."""
        end = mention.statement_start
        start = max(0, end - 300)
        stops = [stop.end() for stop in _STATEMENT.finditer(self._text, start, end - 1)]
        for time in reversed(self._times.between(stops[-1] if stops else start, end)):
            if not time.base and time.period and time.start not in self._own and _frames(self._text, time, section):
                return within_section(self._text, time, section)
        return None

    def annual(self, mention: Mention) -> bool:
        """Whether the sentence gives the figures of one year: 初步统计, or a growth on the year before it."""
        start = mention.statement_start
        if start not in self._annual:
            words = self._text[start : mention.sentence_end]
            self._annual[start] = bool(_ANNUAL.search(words)) and "年均" not in words.split("，")[0]
        return self._annual[start]

    def base_year(self, mention: Mention) -> Time | None:
        """The year that the sentence compares with: 是2016年的1.56倍；人均生产总值由A提高到B."""
        bases = self._times.between(mention.statement_start, mention.sentence_end)
        named = (t for t in bases if t.base and t.period and t.period.isdigit())
        years = (t for t in named if not t.words.endswith(_YEAR_BEFORE))
        return next((t for t in years if not _TURNED.search(self._text, max(0, t.start - 4), t.start + 2)), None)

    def shared_base(self, mention: Mention) -> tuple[Time, bool] | None:
        """The year that the growths before in its statement are held against, and whether that goes for all of it."""
        return frame_years.shared_base(self._text, self._times, self.mentions, mention)

    def base_of_all(self, mention: Mention) -> Time | None:
        """The year that its statement's first growth is held against: 800亿元，比2010年增长63%；税收…，增长110%."""
        return frame_years.base_of_all(self._text, self._times, self.mentions, mention)

    def base_before(self, mention: Mention) -> Time | None:
        """The year that the growth at the head of a list is counted from, where none before the number has another."""
        found = self._times.between(mention.statement_start, mention.quantity.outer_start)
        bases = [time for time in found if time.base]
        if len(bases) != 1 or not (bases[0].period or "").isdigit() or bases[0].words.endswith(_YEAR_BEFORE):
            return None
        between = self._text[bases[0].end : mention.quantity.outer_start]
        return None if _ANNUAL.search(between) or "同比" in between else bases[0]

    def declared(self, mention: Mention) -> Time | None:
        """The base that 比2012年（下同） has declared for all growths below it, until another is declared."""
        if not self._declared:
            return None
        first = mention.quantity.outer_start - _BELOW_REACH
        before = [t for t in self._declared if first < t.start < mention.quantity.outer_start]
        return before[-1] if before else None

    def pair_before(self, mention: Mention) -> Mention | None:
        """The A of the last 「由A提高到B」 of the statement before a number."""
        for one in reversed(self.mentions[max(0, mention.number - _NEAR) : mention.number]):
            if one.statement_start != mention.statement_start:
                return None
            if begins(self._text, self.mentions, one.number):
                return one
        return None

    def last_span(self, mention: Mention) -> Time | None:
        """The last time of several years that the paragraph has named."""
        start = self._line(mention, 400)
        named = self._times.between(start, mention.quantity.outer_start)
        spans = (t for t in reversed(named) if t.multi and not t.base and not _BEST_SINCE.match(self._text, t.end))
        return next(spans, None) if named else None

    def paragraph(self, mention: Mention) -> Time | None:
        """The time that opens the paragraph: 「五年来，…」 holds until the paragraph ends."""
        statement = mention.statement_start
        if statement not in self._openings:
            self._openings[statement] = self._opening(mention)
        return self._openings[statement]

    def first_words(self, mention: Mention) -> Time | None:
        """The time that the paragraph of a mention has for its first words, a part of a year too: 今年上半年，…."""
        start = self._line(mention, _LONGEST_LINE)
        return next(iter(self._times.between(start, min(start + 4, mention.statement_start))), None)

    def turned(self, opening: Time, mention: Mention) -> bool:
        """Whether a later year has been named behind the one that opens a paragraph."""
        year = opening.period or ""
        named = self._times.between(opening.end, mention.statement_start) if year.isdigit() else []
        return any(not t.base and (t.period or "")[:4].isdigit() and (t.period or "")[:4] > year for t in named)

    def _opening(self, mention: Mention) -> Time | None:
        start = self._line(mention, _LONGEST_LINE)
        turn = bisect_right(self._turns, mention.statement_start) - 1
        if turn >= 0 and self._turns[turn] >= start:  # …。刚刚过去的2025年，…, in the paragraph of five years
            return next(iter(self._times.between(self._turns[turn], self._turns[turn] + 16)), None)
        if listed := announced(self._text, self._times, start):
            return listed
        if start >= mention.statement_start or (start and self._text[start - 1] != "\n"):
            return None
        for time in self._times.between(start, min(start + 40, mention.statement_start)):
            if not time.base and time.period and time.period[0].isdigit() and not set("H-") & set(time.period):
                opens = _opens(self._text, start, time.start) and not _VISITED.match(self._text, time.end)
                opens = opens and not (len(time.words) == _BARE and _CAMPAIGN.match(self._text, time.end))
                return time if opens else None
        return None


_NUMBERING = lazy(
    r"[\s　*—\-]*(?:各位代表[，,！!：:。]\s*)?"
    r"(?:[^，,。\n]{4,20}[。：:]\**)?(?:回首|回顾|纵观|总览|展望|总的看|刚刚|刚)?(?:过去的|在|的)?"
    r"[\s　*—（(一二三四五六七八九十）)、.#-]*"
)


_BARE = 2  # 三年
_CAMPAIGN = lazy(r"[^，,。；;\n\d]{1,8}(?:攻坚|行动|会战|提升)")  # 三年产业项目攻坚完成投资9亿元
_VISITED = lazy(r"[，,][^。；;\n\d]{0,40}?(?:总书记|视察|考察|莅临|亲临|批示)")  # a day of the years that are told of


def _opens(text: str, start: int, position: int) -> bool:
    return _NUMBERING.fullmatch(text, start, position) is not None


_TO = lazy(
    r"(?:[:：]\d+(?:\.\d+)?)*(?:[，,](?=[增提上扩发下降减缩][长高加升大展降少]?[到至]))?[^，,。；;\d]{0,12}?(?:到|至|为|[增升降减]至|拓展到)"
)
_RANKED_FROM = lazy(r"[从由自][^，,。；;\d]{0,10}$")
_PARTS = 8  # of one ratio


def begins(text: str, mentions: tuple[Mention, ...], index: int) -> bool:
    """Whether a mention is the first of 「由A提高到B」; of a ratio, one of the first three."""
    one = mentions[index]
    if one.ratio:
        first = index
        while mentions[first].ratio and first and index - first < _PARTS:
            first -= 1
        one = mentions[first]
    if one.quantity.kind == "rank":  # 从世界第六位上升到第三位: words stand between 从 and the number
        told = _RANKED_FROM.search(text, one.gap_start, one.quantity.outer_start)
        return bool(told) and bool(_TO.match(text, one.quantity.outer_end))
    if FROM.isdisjoint(one.cue_words) and not (one.times and any(time.words[:1] in FROM for time in one.times)):
        return False
    last = index
    while last + 1 < len(mentions) and last - index < _PARTS and mentions[last + 1].linked:
        if mentions[last + 1].group != mentions[index].group or mentions[index].group < 0:
            break
        last += 1  # 分别从771家、481家增加到…
    return bool(_TO.match(text, mentions[last].quantity.outer_end))
