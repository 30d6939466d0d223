"""Targets that are stated in words alone: 居民收入与经济增长同步, 进出口增速高于全国平均水平.

They are no facts, since they hold no quantity; but a place that promised this did promise something, and a panel keeps
it apart from a place that said nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from mubiao.extract.clauses import sentences
from mubiao.extract.indicators import indicator_of, is_rate, mentions
from mubiao.extract.marks import last_of, marks
from mubiao.extract.periods import bounds, with_year
from mubiao.extract.phrases import clean
from mubiao.model import Measure, Promise, Role, Section

_WHOM = (
    r"(?:全国|全省|全市|全区|全县|经济|地区?生产总值|GDP|国内生产总值|去年|上年|[12]\d{3}年|同期|国家|东部地区|周边)"
)
_WORDS = re.compile(
    r"(?:增长|增速|增幅|涨幅|提高|上升|降幅|降低|下降|保持)?(?:基本|大体|努力|力争|继续|持续|均|都|也|要|略|明显)*"
    r"(?:"
    rf"(?:与|和|同|跟){_WHOM}[^，,。；;、\d]{{0,10}}?(?:同步|持平|一致|相当|相适应|匹配)(?:增长|提高)?"
    rf"|(?:高于|快于|优于|低于|超过|不低于|不高于){_WHOM}[^，,。；;\d]{{0,10}}"
    r"|(?:保持|实现)?(?:平稳|稳定|稳步|持续|较快|适度|合理|正|恢复性)(?:较快)?增长|稳中有[升进降]|稳中提[质升]|促稳提质|保稳提质"
    r"|(?:保持|维持|处于|运行)?在?合理(?:区间|水平|增长)|(?:保持)?基本(?:稳定|持平)|只降不升|只增不减"
    r"|(?:控制|保持)?在?(?:国家|省|市|上级)(?:政府)?下达(?:的)?[^，,。；;\d]{0,12}?(?:内|目标|任务|指标|要求)"
    r"|完成(?:国家|省|市|上级)[^，,。；;\d]{0,6}下达[^，,。；;\d]{0,12}?(?:目标|任务|指标)?"
    r")"
)
_STOP = marks("，,；;。：:\n—")
_AND = re.compile(r"、|和|与|及|以及")
_AIMS = re.compile(r"目标|指标|要求|力争|确保|预期|努力实现|实现|安排|任务")


def worded(
    text: str, document_id: str, sections: list[tuple[int, Section]], rules: str, home: tuple[str | None, str | None]
) -> list[Promise]:
    """The worded targets of a text (normalised and squeezed), in order; offsets are the text's own.

    sections: where each section begins in `text`. home: name and code of the document's place, to which every worded
    target belongs; those of other places are left out, since nothing but the home's own is promised.
    """
    made: list[Promise] = []
    for number, (start, section) in enumerate(sections):
        if section.role not in (Role.TASKS, Role.TARGETS):
            continue
        end = sections[number + 1][0] if number + 1 < len(sections) else len(text)
        part = text[start:end]
        named = [at for at, _, _ in mentions(part)]
        for first, last in sentences(part) if named else ():
            passage = part[first:last]
            if len(passage) > 2000 or bisect_left(named, last) == bisect_left(named, first):
                continue  # no indicator is named
            for match in _WORDS.finditer(passage):
                made += _read(passage, match, start + first, document_id, section, rules, home)
    return made


def _read(
    passage: str,
    match: re.Match[str],
    offset: int,
    document_id: str,
    section: Section,
    rules: str,
    home: tuple[str | None, str | None],
) -> list[Promise]:
    clause = last_of(_STOP, passage, 0, match.start()) + 1
    head = passage[clause : match.start()]
    if not 2 <= len(head) <= 40 or re.search(r"\d", head):
        return []
    subject, _ = clean(head)
    subject = re.sub(r"(?:全[省市区县]|我[省市区县])", "", subject)
    names = _named(subject)
    period = with_year(section.period, None)
    days = bounds(period)
    found = []
    for name, indicator in names:
        measure = Measure.SHARE if is_rate(indicator) and indicator != "cpi" else Measure.GROWTH
        start, end = offset + match.start(), offset + match.end()
        found.append(
            Promise(
                promise_id=f"{document_id}-{start}-{end}-{indicator}",
                document_id=document_id,
                start=start,
                end=end,
                printed=match[0],
                subject=name,
                indicator=indicator,
                measure=measure,
                period=period,
                year=days[1].year if days else None,
                region=home[0],
                region_code=home[1],
                section=section.path,
                rule="promises:words",
                origin=rules,
            )
        )
    return found


def _named(subject: str) -> list[tuple[str, str]]:
    """The indicators that a subject names: (as printed, id). 城乡居民收入 shared by two is one."""
    whole = indicator_of(subject)
    parts = [part for part in _AND.split(subject) if part]
    if len(parts) > 1:
        named = [(part, found[0]) for part in parts if (found := indicator_of(part))]
        if len(named) == len(parts):
            return named
    return [(subject, whole[0])] if whole else []
