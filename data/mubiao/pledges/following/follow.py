"""What became of pledges in a later report of the same place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from mubiao.documents.structure.outline import Locator
from mubiao.model import STATUSES, Role, Section
from mubiao.patterns import lazy
from mubiao.pledges.following.mentions import Later, Mention, mentions, shortened
from mubiao.pledges.following.names import Name, named
from mubiao.pledges.following.others import others
from mubiao.pledges.following.reported import Reported, reported
from mubiao.pledges.following.tables import FAMILY, required, short_places
from mubiao.pledges.following.together import together

_ONCE = ("高新区", "高新技术产业开发区", "经开区", "经济技术开发区", "综保区", "综合保税区")
_STRIVEN = lazy(r"(?:申报|创建|争创|申建|推进|推动|加快|申报建设|申报创建)[“\"]?$")
_NUMBER = lazy(r"第[一二三四五六七八九十百\d]{1,4}[届次]")
_MAIN_PART = lazy(r"主体(?:工程)?(?:全面|基本)?(?:完工|竣工|建成|完成)")
FULFILLED, UNDER_WAY, AGAIN, SILENT = STATUSES
_NAMED_ALONE = {"work": 4, "title": 4, "event": 6, "policy": 6, "programme": 6}
_LONGEST_EVIDENCE = 200
_UNDER_CONSTRUCTION = 3
_LONGEST_LIST, _NEAR = 9, 120
_SHARE_BESIDE_CANDIDATE = 0.42


class Pledged(Protocol):
    """What following asks of a pledge; the fields of GUIDE.md."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def object(self) -> str: ...
    @property
    def act(self) -> str: ...
    @property
    def kind(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of a pledge. Spans are half-open, in code points of the later document's text."""

    start: int  # of the pledge, in the earlier document
    end: int
    status: str  # fulfilled, under_way, again, silent
    evidence: tuple[tuple[int, int], ...]  # the object with the word that tells; the first is the one that decided
    stage: int | None  # 0 … 7 as in following_stages.csv
    rule: str  # how the object was known again, and what told its stage
    share: float  # how much of the name the evidence has
    ahead: tuple[tuple[int, int], ...] = ()  # where the later document promises the object again


def follow(
    pledges: Sequence[Pledged], text: str, sections: list[Section], year: int | None, general: Iterable[str] = ()
) -> list[Followed]:
    """Each pledge with its fate in a later document: its text, its sections and its year.

    `general`: names of the place and of those above it. Memory and time grow with the text and the pledges.
    """
    later, locate, general = Later(text, tuple(general)), Locator(sections), tuple(general)
    names = [_parts(pledge.object, general) for pledge in pledges]
    found: list[Followed] = []

    def looks_back(mention: Mention) -> bool:
        return _time(locate(later.stored(mention.start, mention.end)[0]), year) == "past"

    for i, pledge in enumerate(pledges):
        mentioned = _mentions(later, names[i])
        if not any(map(looks_back, mentioned)):
            otherwise = [
                replace(mention, part=mention.part or other.whole, whole=other.whole)
                for other in others(pledge.object)
                for mention in _mentions(later, _parts(other.printed, general))
                if not (other.unless and later.beside(mention, other.unless))
                and other.needs in later.text[mention.start : mention.end]
                and (looks_back(mention) or not other.past)
                and (mention.rule == "exact" or not other.exact)
            ]
            mentioned += [m for m in otherwise if not mentioned or m.rule == "exact"]
        if mentioned and len(names[i]) == 1 and not any(map(looks_back, mentioned)):
            mentioned += [m for m in shortened(later, names[i][0]) if m.rule != "quote" and looks_back(m)]
        if not mentioned and len(names[i]) == 2 and _of_home(pledge.object, general):
            mentioned = [m for m in mentions(later, names[i][1]) if _governed(later, m)]
        if not mentioned and len(names[i]) == 1 and FAMILY.get(pledge.kind, "work") == "work":
            mentioned = list(together(later, *_listed(pledges, names, i)))
        found.append(_followed(pledge, later, locate, year, mentioned))
    return found


def _of_home(printed: str, general: tuple[str, ...]) -> bool:
    """Whether the candidate for a title is one that its place has once: 青榄高新区 of 青榄."""
    candidate = printed.partition(" ")[0]
    return (candidate[-1] not in "市县区州旗" and candidate.startswith(general)) or candidate.endswith(_ONCE)


def _governed(later: Later, title: Mention) -> bool:
    """Whether a title is striven for and its candidate is left out: 申报建设…集结中心."""
    return _STRIVEN.search(later.text, max(0, title.start - 6), title.start) is not None


def _parts(printed: str, general: tuple[str, ...]) -> list[Name]:
    """A name, or a candidate and its title, which stand apart."""
    parts = [part for part in printed.split(" ") if part]
    # 青县 is 青县 and 鹭丘县 is 鹭丘 where it is the candidate for a title.
    short = [part[:-1] if part[:-1] in short_places() else part for part in parts[:-1]]
    return [named(part, general) for part in (*short, *parts[-1:])]


def _listed(pledges: Sequence[Pledged], names: Sequence[Sequence[Name]], i: int) -> tuple[list[Name], int]:
    """The names of the pledges of one list, near by and with the same act, and where among them the one at `i` is."""
    around = range(max(0, i - _LONGEST_LIST), min(len(pledges), i + _LONGEST_LIST + 1))
    listed = [
        j
        for j in around
        if len(names[j]) == 1 and pledges[j].act == pledges[i].act and abs(pledges[j].start - pledges[i].start) <= _NEAR
    ]
    return [names[j][0] for j in listed], listed.index(i)


def _followed(pledge: Pledged, later: Later, locate: Locator, year: int | None, found: Sequence[Mention]) -> Followed:
    family = FAMILY.get(pledge.kind, "work")
    past: list[tuple[int, Mention, Reported]] = []
    ahead: list[tuple[Mention, Reported]] = []
    for mention in found:
        start, _ = later.stored(mention.start, mention.end)
        time = _time(locate(start), year)
        if time is None:
            continue
        told = reported(later.text, mention, family, pledge.object)
        if (
            time == "ahead"
            and family == "event"
            and mention.rule == "pairs"
            and _next_of_series(pledge, later, mention)
        ):
            continue
        if time == "ahead":
            ahead.append((mention, told))
        elif told.stage is None and pledge.act == "win" and family == "work":
            continue  # a college that is to be raised and is only named
        elif told.stage != 0:
            past.append((_NAMED_ALONE[family] if told.stage is None else told.stage, mention, told))
    again = tuple(later.stored(mention.start, mention.end) for mention, _ in ahead)
    if past:
        stage, mention, told = max(past, key=lambda one: (one[0] - one[1].part, one[1].share, -one[1].start))
        reached = stage >= required()[pledge.act, family] or (pledge.act == "complete" and _main_part(later, told))
        begun = pledge.act in ("plan", "start") and mention.whole  # what is begun is its first phase
        begun = begun or (pledge.act == "plan" and stage >= _UNDER_CONSTRUCTION)  # and so is decided
        done = reached and (begun or not (mention.part and family == "work"))
        return _made(pledge, later, FULFILLED if done else UNDER_WAY, (mention, told), stage, again)
    if ahead:
        best = max(ahead, key=lambda one: (one[0].share, -one[0].start))
        return _made(pledge, later, AGAIN, best, None, again)
    return Followed(pledge.start, pledge.end, SILENT, (), None, "none", 0.0)


def _next_of_series(pledge: Pledged, later: Later, mention: Mention) -> bool:
    """Whether a meeting of which the number was promised is promised again without a number: it is the next one."""
    number = _NUMBER.search(pledge.object)
    return number is not None and number[0] not in later.text[max(0, mention.start - 6) : mention.end + 6]


def _main_part(later: Later, told: Reported) -> bool:
    """Whether the main part is reported as built, which a promise to complete takes for done."""
    return told.rule == "main-part" and _MAIN_PART.search(later.text, told.start, told.end) is not None


def _mentions(later: Later, parts: Sequence[Name]) -> list[Mention]:
    """Of a name in several parts (a candidate and its title) those of the last with the others near them."""
    if not parts:
        return []
    if len(parts) == 1:
        return mentions(later, parts[0])
    found = mentions(later, parts[-1], _SHARE_BESIDE_CANDIDATE)
    for other in parts[:-1]:
        near = mentions(later, other)
        found = [m for m in found if any(_beside(later, m, n) for n in near)]
    return found


def _beside(later: Later, title: Mention, candidate: Mention) -> bool:
    """Whether a candidate stands before its title or right behind it, in the same sentence."""
    if candidate.rule == "exact" and candidate.start <= title.start and title.end <= candidate.end:
        return False  # 青榄经济开发区 is no 国家级开发区
    if candidate.start - title.end >= 5 or title.start - candidate.end >= 30:
        return False
    between = later.text[min(title.end, candidate.end) : max(title.start, candidate.start)]
    if candidate.start >= title.end and "，" in between:
        return False  # …国家园林城市，青榄河… is of another
    return not any(mark in between for mark in "。；;\n")


def _time(section: Section, year: int | None) -> str | None:
    """Whether a section tells what was or what is to come; None for neither."""
    if section.role is Role.REVIEW:
        return "past"
    if section.role in (Role.TASKS, Role.TARGETS, Role.GOVERNANCE):
        period = section.period or ""
        past = year is not None and period[-4:].isdigit() and int(period[-4:]) < year
        return "past" if past else "ahead"
    return None


def _made(
    pledge: Pledged,
    later: Later,
    status: str,
    told: tuple[Mention, Reported],
    stage: int | None,
    ahead: tuple[tuple[int, int], ...],
) -> Followed:
    mention, words = told
    start, end = later.stored(words.start, words.end)
    if status == AGAIN or end - start > _LONGEST_EVIDENCE:
        start, end = later.stored(mention.start, mention.end)
    span = _with_marks(later, start, min(end, start + _LONGEST_EVIDENCE - 2))
    rule = f"name:{mention.rule}{'-part' if mention.part else ''};stage:{words.rule}"
    return Followed(pledge.start, pledge.end, status, (span,), stage, rule, mention.share, ahead)


def _with_marks(later: Later, start: int, end: int) -> tuple[int, int]:
    """The span with the quotation marks that open right before it and close right behind it."""
    text = later.source
    if start and text[start - 1] in "“《「『" and any(mark in text[start : end + 1] for mark in "”》」』"):
        start -= 1
    if text[end : end + 1] in tuple("”》」』") and any(mark in text[start:end] for mark in "“《「『"):
        end += 1
    return start, end
