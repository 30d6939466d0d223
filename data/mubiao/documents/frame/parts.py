"""What speaks for each part of a report being of what has been or of what is to come: cues, weighed as for its place.

The outline decides which part is which, by headings and by sentences that turn (`structure/outline.py`). Here its parts
are held against what their own words say: headings, verbs, times, and where they stand. What a cue is worth was counted
on parts whose heading names the year (`benchmarks/frame/parts.py`, tables/frame_cues.csv). A part whose words speak for
the other side by LEAST is a doubt.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mubiao.documents.characters import years_in_digits
from mubiao.documents.frame.vote import Candidate, Verdict, weigh
from mubiao.documents.structure.headings import AHEAD, BACK, REACHED
from mubiao.model import REPORTS, Role, Section
from mubiao.patterns import lazy

BACKWARD, FORWARD = "back", "ahead"
LEAST = 4.0
"""By how much (log-odds) a part's own words must speak against its role to make it a doubt."""
SIDES: Mapping[Role, str] = {
    Role.REVIEW: BACKWARD,
    Role.TASKS: FORWARD,
    Role.TARGETS: FORWARD,
    Role.GOVERNANCE: FORWARD,
}
"""Role → the side that it is on; others are on none."""

Turned = tuple[Role, str | None]
"""A role and its period."""

_TIMED = lazy(r"[12]\d{3}\s*年|[今去明上全]年|[今未][后来]|下一?步|过去|[一二两三四五]年来|回顾")
_NUMBERED = lazy(r"(?!一、)[一二三四五六七八九十]+、")
_OVER = lazy(
    r"[\s*　]*(?:各位代表[，,！!：:]\s*)?在?(?:(?:刚刚|刚|即将)?过去的?(?:一年|(?P<year>(?:19|20)\d\d)年))",
    holds=("过去",),
)
_DEEDS = lazy(r"成[效就绩]|显著|明显|进展|取得|实践|[三四五六]年")
_LONG = 400  # characters: a shorter part is a list, whose verbs say little
_SHORT = 80  # characters; of fewer the words say little
_MOST = 6_000  # characters of a part that are looked at
_FEWEST = 4  # verbs
_PASSAGE = 9  # the level of what turns without a heading
_YEAR = lazy(r"(?<!\d)((?:19|20)\d{2})年?")
_DONE = lazy(
    r"(?<!力争|确保|全面|努力)(?:完成(?!任务|目标|省|年度)|实现了?(?!目标)|达到|增长|下降|新增|建成|荣获|获得|获批|取得|突破|跃升|提高到|圆满|累计|开工|竣工|投产|通车|启动)"
)
_WILL = lazy(
    r"(?:要(?!求|素|点|害|件|闻|有)|将(?!军|来)|力争|确保|争取|力促|计划|拟|推进|加快|加强|加大|推动|深化|抓好|做好|坚持|支持|鼓励|健全|完善|大力|着力|全力|继续|进一步)"
)
_GONE = lazy(r"去年|上年|过去[的一二三四五]|[一三四五]年来|回顾|同比|比上年|较上年")
_TO_COME = lazy(r"今年(?!以来)|明年|今后|未来|下一步|到20\d{2}年|年内|年底前|新的一年")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the outline, and what speaks for the side that it is on. `turned`: it begins without a heading."""

    section: Section
    verdict: Verdict  # of BACKWARD or FORWARD
    turned: bool
    doubt: str | None = None  # in words


def parts(text: str, sections: Sequence[Section], kind: str, year: int | None) -> tuple[Part, ...]:
    """The large parts of a report and its turns, in text order; of other kinds none. `year`: the report's."""
    if kind not in REPORTS:
        return ()
    found = []
    for section, end in large(sections):
        if section.role not in SIDES or not text[section.start : end].strip():
            continue
        verdict = weigh(candidates(text, section, end, year))
        found.append(Part(section, verdict, section.level == _PASSAGE, _doubt(section, verdict)))
    return tuple(found)


def large(sections: Sequence[Section]) -> Iterator[tuple[Section, int]]:
    """The parts of the first level, what stands before them, and the turns, each with the end of its own words."""
    chosen = [section for section in sections if section.level <= 1 or section.level == _PASSAGE]
    ends = [section.start for section in chosen[1:]] + [sections[0].end if sections else 0]
    yield from zip(chosen, ends, strict=True)


def candidates(text: str, section: Section, end: int, year: int | None) -> list[Candidate]:
    """Each cue with the side that it speaks for."""
    return [Candidate("part", side, f"part:{cue}", said) for cue, side, said in _cues(text, section, end, year)]


def _cues(text: str, section: Section, end: int, year: int | None) -> Iterator[tuple[str, str, str]]:
    words = section.heading
    years = [int(match[1]) for match in _YEAR.finditer(words)]
    if years and year is not None:
        yield "heading-year", BACKWARD if max(years) < year else FORWARD, words[:40]
    reached = REACHED.search(words)
    back, ahead = BACK.search(words) or reached, None if reached else AHEAD.search(words)
    if back is not None and (ahead is None or "回顾" in words):
        yield "heading-back", BACKWARD, back[0]
    elif ahead is not None and back is None:
        yield "heading-ahead", FORWARD, ahead[0]
    body = text[section.start + len(words) : min(end, section.start + _MOST)]
    if len(body) < _SHORT:
        return
    yield from _told_by_verbs(body)
    gone, coming = (sum(1 for _ in pattern.finditer(body)) for pattern in (_GONE, _TO_COME))
    if gone != coming:
        side = BACKWARD if gone > coming else FORWARD
        yield f"times-{side}", side, f"{gone} of what has been, {coming} of what is to come"
    middle = (section.start + end) / 2 / max(1, len(text))
    if middle < _EARLY or middle > _LATE:
        side = BACKWARD if middle < _EARLY else FORWARD
        yield f"stands-{side}", side, f"at {middle:.0%} of the text"


_EARLY, _LATE = 0.35, 0.5


def _told_by_verbs(body: str) -> Iterator[tuple[str, str, str]]:
    done, will = (sum(1 for _ in pattern.finditer(body)) for pattern in (_DONE, _WILL))
    if done + will < _FEWEST:
        return
    side = BACKWARD if done > will else FORWARD
    clear = max(done, will) >= 2 * min(done, will)
    yield f"verbs-{side}-{'clear' if clear else 'mixed'}", side, f"{done} of deeds, {will} of will"


def settled(text: str, sections: Sequence[Section], kind: str, year: int | None, past: int | None) -> list[Section]:
    """The outline, with the large parts put on the other side whose words all speak for it and whose heading names no
    time: 「二、奋力谱写…新篇章」 without a word of when goes on with what stands before it, until it is read.

    `past`: the year that the report looks back on. What stands below such a part goes with it, unless it says itself
    when it is; a large part that follows without a time goes on with it.
    """
    if kind not in REPORTS or year is None:
        return list(sections)
    back = str(past if past is not None else year - 1)
    made: list[Section] = []
    own: Turned | None = None  # the role and period that the outline gave the part that is on the other side now
    new: Turned = Role.REVIEW, back
    ahead = False  # a part has said of itself that it is of what is to come
    in_row: object = None  # a numbered part that names no time looks back, and the next one of its row goes on
    for index, section in enumerate(sections):
        if section.level == 1:
            end = _end_of(sections, index)
            timed = _TIMED.search(years_in_digits(section.heading)) is not None
            turn = None if timed or in_row else _other_side(text, section, end, year)
            if turn is None and not timed and section.role is Role.TASKS and _opens_back(text, section, year):
                turn = Role.REVIEW
            if turn is Role.REVIEW and not ahead:
                own, new = (section.role, section.period), (Role.REVIEW, _told(made) or back)
            elif turn is Role.TASKS:
                own, new = (section.role, section.period), (Role.TASKS, str(year))
            elif own != (section.role, section.period) or not _goes_on(text, section, end, year):
                own = None
            in_row = own is None and section.role is Role.REVIEW and not timed and _NUMBERED.match(section.heading)
        if own == (section.role, section.period):
            section = replace(section, role=new[0], period=new[1])
        made.append(section)
        ahead = ahead or section.role is Role.TASKS
    return made


def _opens_back(text: str, section: Section, year: int) -> bool:
    """Whether the first words below a heading are of the year that is over: 刚刚过去的一年，…."""
    opening = _OVER.match(text, section.start + len(section.heading))
    return opening is not None and (opening["year"] is None or int(opening["year"]) < year)


def _goes_on(text: str, section: Section, end: int, year: int) -> bool:
    """Whether a large part that names no time goes on with the one before it, though it was put on the other side."""
    if _TIMED.search(years_in_digits(section.heading)):
        return False
    return weigh(_words(text, section, end, year)).value != SIDES.get(section.role)


def _words(text: str, section: Section, end: int, year: int) -> list[Candidate]:
    """The cues of a part but where it stands."""
    return [one for one in candidates(text, section, end, year) if not one.cue.startswith("part:stands")]


def _end_of(sections: Sequence[Section], index: int) -> int:
    """Where a part's own words end: where the next large one begins, or a turn."""
    after = (one.start for one in sections[index + 1 :] if one.level <= 1 or one.level == _PASSAGE)
    return next(after, sections[index].end)


def _told(made: Sequence[Section]) -> str | None:
    """The years of the part that looks back before this one."""
    return next((one.period for one in reversed(made) if one.role is Role.REVIEW and one.level <= 1), None)


def _other_side(text: str, section: Section, end: int, year: int) -> Role | None:
    """The role on the other side, where a part is long enough and its own words leave no doubt of it.

    Neither its heading nor its beginning may speak for its own side: what begins with deeds and goes on to plans has
    lost a heading in between.
    """
    if section.role not in (Role.REVIEW, Role.TASKS) or end - section.start < _LONG:
        return None
    if _doubt(section, weigh(candidates(text, section, end, year))) is None:
        return None
    if section.role is Role.REVIEW and _DEEDS.search(section.heading):
        return None
    first = section.start + len(section.heading) + max(_SHORT, (end - section.start - len(section.heading)) // 4)
    if weigh(_words(text, section, first, year)).value == SIDES[section.role]:
        return None
    return Role.TASKS if section.role is Role.REVIEW else Role.REVIEW


def _doubt(section: Section, verdict: Verdict) -> str | None:
    """What of its words speaks against the role of a part, if enough does."""
    own = SIDES[section.role]
    cues = [pair for weighed in verdict.ranked for pair in weighed.cues]
    told = [(c.value, weight) for c, weight in cues if weight > 0 and not c.cue.startswith("part:stands")]
    if sum(-weight if side == own else weight for side, weight in told) < LEAST:
        return None
    read = "past" if own == BACKWARD else "to come"
    return f"read as {read}, but its words tell of what {'is to come' if own == BACKWARD else 'has been'}"


def decisive(section: Section) -> str:
    """How the outline came to a part's role, in a word."""
    if section.level == 0:
        return "opening"
    return "turn" if section.level == _PASSAGE or not section.heading else "heading"


__all__ = ["BACKWARD", "FORWARD", "LEAST", "SIDES", "Part", "candidates", "decisive", "large", "parts", "settled"]
