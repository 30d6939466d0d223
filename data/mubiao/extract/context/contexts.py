"""What stands around a quantity: the words before it, peeled from the right, and the noun after it.

「全市地区生产总值比上年增长｜6.5%」 is peeled into the cue 增长, the base 比上年 and the noun phrase 全市地区生产总值.
The peeling is shared by the stages that follow: subjects take the noun phrases, measures and claims the cues.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from operator import attrgetter
from typing import NamedTuple

from mubiao.extract.context.times.spans import Time, Times
from mubiao.extract.decisions import Decision
from mubiao.extract.quantities.cues import kept_or_striven
from mubiao.extract.quantities.quantity import Quantity
from mubiao.lexicon.wordlists import Suffixes, cues, verb_ending, verb_opening
from mubiao.patterns import SENTENCE_ENDS, last_of, lazy, marks

SENTENCE_END = lazy(rf"[{SENTENCE_ENDS}](?:(?<!\r)[。！？!?；;\n]++)?")
_HARD = marks("，,；;：:。（(）)\n\r!！?？|｜—")
_LABEL = marks("，,；;。：:\n")
_OPENING = marks("(（")
_RIGHT = lazy(r"的?([^，,；;。：:（(）)、\n\r!！?？\s|｜—《]{0,32})")
_AND_MORE = lazy(
    r"、[^，,；;。：:（(）)、\n\d]{1,14}(?:[村镇区县乡园院所站路桥厂]|项目|工程|企业|平台|中心|基地|机构|学校|学科|措施|空间|活动|人员|设施|政策)"
    r"(?=[，,；;。\n])"
)
_CONNECTOR = lazy(r"[\s、,，]*(?:和|及|与|以及|、)?\s*")
_NOT_NOUN = lazy(
    r"[的之]?(?:[一二两三四五六七八九十几]+个?[大新]?(?:台阶|大关|关口)|[\u4e00-\u9fff]{1,3}[到至为][约近超]?\d|居(?!民)|位[居列于]|排名|排在|列|以上|以下|以内|左右|上下|之间|增长|下降|提高|增加|减少|同比|比上?|较|分别|和|与|及|或|其中|并|且|而|但|也|均|都|用于|用来|已|将|正|到|至|为(?!民)|是|在(?!建|校|职|册|岗)|由|从|等|大关|关口|台阶|以来|目标|力?争\d|(?:之|以)?后(?=[，,；;、。])|的?速度|的?(?:高)?(?:基础|基数)(?:上|之上))"
)
_RIGHT_STOP = lazy(
    r"(?:全部|全面|正式|如期|顺利|成功|陆续|相继|集中(?=签约|开工|竣工|投产)|提供|完成|实现|获得?|被|在|由|将|正在|已经?|均|建成|开工|签约|竣工|投产|投用|投入|落地|动工|通车|启用|揭牌|达到?|增长|下降|提升到|年内|年底(?:之?前)?|荣获|跻身|入围|占|通过|用于|参加|参与|入选|列入|进入|挂牌|上市|得到|享受|实施|接入|接受|入驻|注册|取得|进展|办理|直接|积极|带动|覆盖|惠及|每|分别|合计|发放(?![量额])|总投资|计划投资|共(?![建享同体筹治富])|圆满|稳步|有序)"
)
_PARTICLES = " \t　*“”\"'了约·"


_REACH = 2000
"""No stage looks further than this for what belongs to a number, so that a line without an end stays linear."""


@dataclass(slots=True)
class Mention:
    """A quantity and its surroundings. Positions are offsets in the text.

    `contexts` tells what stands around the number. `subjects` writes its subject on it, and what the members of a list
    share; from then on nobody writes on it, and every later stage reads one record.
    """

    quantity: Quantity
    number: int  # its place among the mentions of the text
    sentence: int  # number of its sentence
    sentence_start: int
    sentence_end: int
    statement_start: int  # start of its sentence up to the full stop: semicolons do not end a statement
    gap_start: int  # end of the quantity before it in the sentence, else the sentence's start
    anchor: int  # where the words before its list end; its own start outside lists
    marks: frozenset[str] = frozenset()  # roles of tables/cues.csv
    cue_words: tuple[str, ...] = ()  # the nearest first
    cue_starts: tuple[int, ...] = ()  # where each of them stands
    times: tuple[Time, ...] = ()  # peeled: they stand at this number
    of: bool = False  # 「…的91%」
    left_start: int = 0  # the noun phrase before it
    left_end: int = 0
    elided: bool = False  # no noun phrase of its own before it
    right_start: int = 0  # the noun after it
    right_end: int = 0
    right_verb: str = ""  # what is said of that noun
    linked: bool = False  # nothing but a connector stands between it and the quantity before it
    ratio: bool = False  # a later member of 22.4:39.1:38.5
    # What the subjects stage finds.
    subject: str = ""
    source: int = -1  # number of the mention that its subject was taken from
    group: int = -1  # first mention of the 分别 list that it belongs to
    place: str = ""  # the place that a 分别 list gives it, as printed
    decided: tuple[Decision[str], ...] = ()  # in the order in which it was decided

    def take(self, subject: str, source: int, marks: frozenset[str], like: Mention, decided: Decision[str]) -> None:
        """Its subject; cues and times are those of `like`. A copy of so many fields would take a hundredth of all."""
        self.subject, self.source, self.marks = subject, source, marks
        self.cue_words, self.cue_starts, self.times = like.cue_words, like.cue_starts, like.times
        self.decided = (*self.decided, decided)

    def twin(self) -> Mention:
        """A copy to write on; `replace` looks at one field after the other and takes four times as long."""
        return Mention(*_EVERY(self))


_EVERY = attrgetter(*(field.name for field in fields(Mention)))


class _Peeled(NamedTuple):
    """What the words before a number are made of: fields of Mention."""

    marks: frozenset[str]
    cue_words: tuple[str, ...]
    cue_starts: tuple[int, ...]
    times: tuple[Time, ...]
    of: bool
    left_start: int
    left_end: int
    elided: bool


def sentences(text: str) -> list[tuple[int, int]]:
    """Half-open spans of the sentences; a semicolon ends one, since it parts the items of these reports' lists."""
    spans, start = [], 0
    for stop in SENTENCE_END.finditer(text):
        first, end = stop.span()
        if first > start:
            spans.append((start, end))
        start = end
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def mentions(text: str, quantities: list[Quantity], times: Times) -> list[Mention]:
    """A mention of every quantity, in order. `text` is normalised."""
    made: list[Mention] = []
    spans, table = sentences(text), cues()
    number = statement = told = 0  # told: the sentence of the quantity before
    for index, quantity in enumerate(quantities):
        while number + 1 < len(spans) and spans[number][1] <= quantity.start:
            number += 1
        start, end = spans[number] if spans else (0, len(text))
        first = number
        while first > told and _goes_on(text, spans[first - 1][1], spans[first][0]):
            first -= 1
        if first > told:
            statement = spans[first][0]
        told = number
        beside = bool(made) and made[-1].sentence == number
        gap = max(start, made[-1].quantity.outer_end) if beside else start
        back, ahead = quantity.start - _REACH, quantity.end + _REACH
        sentence_start, gap_start = max(start, back), min(gap, quantity.outer_start)
        following = quantities[index + 1].outer_start if index + 1 < len(quantities) else len(text)
        made.append(
            Mention(
                quantity,
                index,
                number,
                sentence_start,
                max(min(end, ahead), quantity.outer_end),
                max(statement, back),
                gap_start,
                quantity.outer_start,
                *_peel(table, text, quantity.outer_start, gap_start, sentence_start, times),
                *_look_right(text, quantity.outer_end, min(following, end)),
                beside and bool(_CONNECTOR.fullmatch(text, gap, quantity.outer_start)),
                beside and text[gap : quantity.outer_start] in _RATIO_SIGNS,
            )
        )
    return made


_NEW_ITEM = lazy(r"\s*(?:[一二三四五六七八九十]+[是、.]|[(（]|[—–-]|\d+[.、]|[#*•●■])")


def _goes_on(text: str, end: int, start: int) -> bool:
    """Whether a semicolon parts two sentences that are one statement; at the end of a line, unless an item begins."""
    if (last := text[end - 1]) not in "\r\n":
        return last in ";；"
    stop = text[max(0, end - 4) : end].rstrip("\r\n")
    return stop[-1:] in (";", "；") and _NEW_ITEM.match(text, start) is None


_RATIO_SIGNS = (":", "：", "∶", "比")


def _peel(table: Suffixes, text: str, end: int, gap_start: int, sentence_start: int, times: Times) -> _Peeled:
    start = max(gap_start, end - 120)  # no noun phrase is longer, and hostile lines are
    here = times.between(start, end)
    cur, marks, words, starts, found, of = _cues(table, text, start, end, here)
    boundary = _boundary(text, start, cur)
    if boundary < 0 and start > sentence_start:
        # What follows the number before, up to 、, belongs to that one: 185个项目正式签约、167个….
        boundary = text.rfind("、", start, cur)
    left = boundary + 1 if boundary >= 0 else start
    first, last = _trim(text, left, cur, here)
    if first >= last and boundary >= 0 and text[boundary] in ":：":
        # A label and its value: 地区生产总值：6556亿元.
        label = max(last_of(_LABEL, text, sentence_start, boundary) + 1, gap_start)
        if 2 <= boundary - label <= 20:
            first, last = _trim(text, label, boundary, here)
    return _Peeled(frozenset(marks), tuple(words), tuple(starts), tuple(found), of, first, last, first >= last)


def _cues(
    table: Suffixes, text: str, start: int, end: int, here: list[Time]
) -> tuple[int, set[str], list[str], list[int], list[Time], bool]:
    """What is peeled from the words before a number: where the rest of them ends, roles and words, times, 的."""
    backwards = text[start:end][::-1]
    marks: set[str] = set()
    words: list[str] = []
    starts: list[int] = []
    found: list[Time] = []
    of = reached = False
    position, length = int(kept_or_striven(text, end)), len(backwards)
    while position < length:
        if backwards.startswith(("约签", "年少青"), position):
            break  # 签约 and not 约, 青少年 and not 少
        if backwards[position] in _PER_ENDS and (per := _FROM_PER.search(text, start, end - position)):
            words.append(per[0][0])  # 补助标准由人均｜300元提高到350元
            starts.append(per.start())
            marks.add("modifier")
            position = end - per.start()
            continue
        if backwards[position] in _PARTICLES or (found and backwards[position] == "继"):
            position += 1  # 继2021年突破400亿元后
            continue
        if backwards[position] == "的" and not of:
            of = True
            position += 1
            continue
        at = end - position
        time = next((t for t in here if t.end == at and t.start >= start), None) if here else None
        if time is not None:
            found.append(time)
            position = end - time.start
            reached = time.words.startswith(("到", "至"))  # 跃升到2021年的1536亿元: that year's level
            continue
        word = table.match(backwards, position)
        if word is None:
            break
        role = table.words[word]
        if word == "均" and backwards[position + 1 : position + 2] in _PER:
            break  # 人均｜1万元
        if role == "verb" or word in _NOUN_CUES:
            break
        if reached and role in ("up", "down", "up_change", "down_change"):
            role = "to_up" if role.startswith("up") else "to_down"
        reached = False
        marks.update(_MARKS.get(role, (role,)))
        position += len(word)
        words.append(word)
        starts.append(end - position)
    return end - position, marks, words, starts, found, of


_MARKS = {"average_up": ("average", "up"), "spread_up": ("spread", "up"), "spread_level": ("spread", "level")}
_PER = frozenset("人户亩")
_FROM_PER = lazy(r"[从由](?:原来的?)?(?:[每年月]{0,2}[人户亩]均|每[人户亩生](?:每?[年月天次])?)$")
_PER_ENDS = frozenset("均人户亩生年月天次")
_NOUN_CUES = frozenset(
    [
        "总额",
        "总量",
        "总数",
        "数量",
        "面积",
        "规模",
        "金额",
        "占比",
        "比重",
        "比例",
        "达标率",
        "增长率",
        "增长速度",
        "增速",
        "增幅",
        "涨幅",
        "降幅",
        "减幅",
    ]
)
"""Cues that end a noun phrase: they stay in it, and the stages read them there."""


def _boundary(text: str, start: int, end: int) -> int:
    """Position of the delimiter that closes the clause before `end`; brackets inside a noun phrase are stepped over."""
    at = last_of(_HARD, text, start, end)
    while at >= 0 and text[at] in ")）":
        opening = last_of(_OPENING, text, max(start, at - 16), at)
        if opening < 0 and at == end - 1:  # 工业总产值（包括…，不包括…）｜由270亿元
            opening = last_of(_OPENING, text, max(start, at - 80), at)
            opening = opening if opening >= 0 and _COVERS.match(text, opening + 1) else -1
        if opening <= start:
            break
        outer = last_of(_HARD, text, start, opening)
        if outer == opening - 1:
            break
        at = outer
    return at


_COVERS = lazy("不?(?:包括|包含|含)")
_LEADING = lazy(
    r"(?:[^\w(（《]|\d{1,2}[.、](?!\d)|[了的及与]|和(?!田[市县地玉]|平[县区]|[静硕顺政]县|龙市|林格尔|布克赛尔))*"
)
"""Blanks, bullets, quotes, numbering and particles that stand before a noun phrase."""
_LEADS = frozenset("了的和及与")


def _trim(text: str, start: int, end: int, times: list[Time]) -> tuple[int, int]:
    """A noun phrase without blanks, list marks and the times inside it."""
    for time in times:
        if start <= time.start and time.end <= end and not time.base and not _aside(text, start, time, end):
            start = time.end
    if start < end:
        opens = text[start] in _LEADS or not text[start].isalpha()
        if opens and (leading := _LEADING.match(text, start, end)) is not None:
            start = leading.end()
        if text[start - 1 : start] in ("“", '"') and any(c in text[start:end] for c in '”"'):
            start -= 1
    while end > start and text[end - 1] in " \t　*、":
        end -= 1
    if text.startswith("其中", start):
        start += 2
    if text.startswith("含", start) and text[start - 1] == "(":
        start += 1  # 固定资产投资86亿元(含｜技改投资12亿元)
    return start, end


def _aside(text: str, start: int, time: Time, end: int) -> bool:
    """Whether a time stands in brackets that the phrase holds whole: 国民生产总值(按当年价格计算)."""
    opening = text.rfind("(", start, time.start)
    return opening > start and text.find(")", time.end, end) > 0 and text.find(")", opening, time.start) < 0


def _look_right(text: str, start: int, limit: int) -> tuple[int, int, str]:
    """The noun behind a number, half-open, and the verb behind that."""
    match = _RIGHT.match(text, start, min(limit, start + 40))
    if match is None or not match[1] or _NOT_NOUN.match(text, start):
        return 0, 0, ""
    begin, end = match.span(1)
    more = _AND_MORE.match(text, end, min(limit, end + 20)) if text[end : end + 1] == "、" else None
    if more and not verb_opening().match(text, end + 1, more.end()):
        end = more.end()  # 100座黄浦江、苏州河滨水驿站
    verb = verb_opening().match(text, begin, end)
    if verb and len(verb) >= 2 and verb not in ("重点", "在建") and not _nominal(text, begin + len(verb), end):
        return 0, 0, text[begin : begin + 8]
    stop = _RIGHT_STOP.search(text, begin + 1, end)
    if stop:
        return begin, stop.start(), text[stop.start() : min(end, stop.start() + 16)]
    return begin, end, ""


def _nominal(text: str, start: int, end: int) -> bool:
    """Whether a verb opens a compound noun (培训基地, 服务设施) rather than a predicate."""
    return 1 <= end - start <= 6 or text[start : start + 2] in ("项目", "基地", "中心", "工程", "企业")


def ends_with_verb(text: str, start: int, end: int) -> str:
    """The verb that text[start:end] ends with, or an empty string."""
    return verb_ending().match(text[start:end][::-1], 0) or ""
