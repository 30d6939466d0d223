"""The place that a document is about: its home. Everything that a name means later depends on it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from mubiao.patterns import lazy
from mubiao.regions.gazetteer import Gazetteer, Mention, nationwide
from mubiao.regions.history import former_names
from mubiao.regions.lookup import ancestors, children, is_inside, parents, region, short_name
from mubiao.regions.resolve import by_name, by_name_above_towns, resolve
from mubiao.regions.table import COUNTRY, towns_of

_SPEAKER = lazy(r"代表(?P<name>[^\s，。、：]{2,20}?)(?:人民政府|政府|管委会|管理委员会|党工委|办事处)")
_COMMITTEE = lazy(r"中共(?P<name>\w{2,12}?)(?:省委|市委|县委|区委|州委|委员会|委)")
# What stands right behind the name of a place: it is looked for first, since few words are offices.
_CONGRESS = lazy(r"第[一二三四五六七八九十百\d]{1,3}[届次]\s*(?:人民代表大会|人大|党代会|代表大会)")
_OFFICE = lazy(
    r"(?:人民政府|政府|管委会|管理委员会|办事处)\s*(?:代|副)?(?:省长|市长|县长|区长|州长|盟长|旗长|镇长|乡长|主任|主席|专员)"
)
_ISSUER = lazy(r"(?:统计局|人民政府办公[室厅]|人民政府|管理委员会|管委会)\s*$", re.M)
_SIGNS = ((_SPEAKER, 12.0), (_OFFICE, 6.0), (_CONGRESS, 6.0), (_COMMITTEE, 4.0), (_ISSUER, 4.0))
_WORD = lazy(r"\w{2,20}")
_TITLE = lazy(
    r"^(?:关于)?(?:\d{4}年)?(?P<name>\w{2,20}?)(?:\d{4}年)?(?:人民政府|政府|管委会)?(?:\d{4}年)?(?:工作报告|工作总结|国民经济|统计公报)"
)
_LONGEST = 15  # characters of the longest full name
_BEFORE_NAME = "在省市县区州盟旗国表和年日于届让向从由"
_ZONE_OFFICE = lazy(
    r"(?P<name>\w{2,24}?(?:开发区|高新区|新区|投资区|实验区|试验区|示范区|度假区|合作区|保税区|产业园|工业园|园区))"
    r"(?:党工委|管委会|管理委员会|工作报告)"
)
Scores = defaultdict[str, float]  # code → weight of its mentions
Shared = defaultdict[tuple[str, ...], float]  # codes that share a name → weight
_MOST = 6.0  # what mentions in the body can weigh in a report
_LEAD = 300  # characters of the body that say most about what follows


@dataclass(frozen=True, slots=True)
class Home:
    """The home place: a name without a code where a name is shared or is that of a zone that no table knows."""

    name: str | None
    code: str | None


def find_home(title: str, head: str, tail: str, whole: str, *, official: bool) -> Home:
    """The home of a document with this title, first and last stretch of text, all normalised.

    `whole` is only counted in, to tell places of one name apart. `official` says that an office speaks in the text
    (a work report, a communiqué), so that the words for that office decide.
    """
    zone_home = _zone_of(title, head)
    if zone_home is not None:
        return zone_home
    if official:
        zone = _ZONE_OFFICE.search(title) or _ZONE_OFFICE.search(head[:_LEAD])
        if zone is not None and not _places(nationwide(), zone["name"], "zone"):
            name = re.sub(r"^(?:\d{4})?(?:年)?(?:关于)?", "", zone["name"])
            if not any(m.end == len(name) for m in nationwide().find(name)):
                return Home(name, None)
    scores: Scores = defaultdict(float)
    shared: Shared = defaultdict(float)
    for text, weight in ((head[:_LEAD], 1.5), (head[_LEAD:], 0.7), (tail, 0.7)):
        _count(text, weight, scores, shared)
    for code in _by_chance((head, tail), scores):
        del scores[code]
    if official:
        # A report may name a neighbour or a partner more often than itself; its title and its offices do not.
        for code in scores:
            scores[code] = min(scores[code], _MOST)
    _count(title, 8.0 if official else 6.0, scores, shared)
    if official:
        for pattern, weight in _SIGNS:
            for name in _signed(pattern, head):
                _count_last(name, weight, scores, shared)
        named = _TITLE.search(title)
        if named is not None:
            _count_last(named["name"], 8.0, scores, shared)
    for candidates, weight in shared.items():
        known = _told_apart(candidates, scores, whole)
        if known is not None:
            scores[known] += weight
    _count_towns(title, head, scores)
    if scores:
        best = max(scores, key=lambda code: (scores[code], code))
        if not shared or scores[best] >= max(shared.values()):
            return _home(best if official else _wider(_narrower(best, title + head), title, head))
    if shared:
        candidates = max(shared, key=lambda codes: shared[codes])
        known = _told_apart(candidates, scores, whole)
        if known is not None:
            return _home(known)
        names = {place.name for place in map(region, candidates) if place is not None}
        return Home(names.pop() if len(names) == 1 else None, None)
    return _town_alone(title, head)


_TOWN_FIRST = lazy(r"^(?:\d{4}年)?(?P<name>[\u4e00-\u9fff]{1,5}?(?:镇|乡|街道))(?![\u4e00-\u9fff]?[市县区镇乡村])")
_TOWN_SPEAKS = lazy(r"(?:全|该|本|我)(?:镇|乡|街道)|(?:镇|乡|街道)(?:党委|政府|人大|人民代表大会|办事处|党工委)")


def _town_alone(title: str, head: str) -> Home:
    """The town that a title begins with, where the text names no place above it and speaks for a town."""
    town = _TOWN_FIRST.match(title)
    if town is None or head.count(town["name"]) < _TWICE or not _TOWN_SPEAKS.search(head):
        return Home(None, None)
    found = [place for place in by_name(town["name"]) if place.level == "town"]
    return Home(found[0].name, found[0].code) if len(found) == 1 else Home(town["name"], None)


_TOWN_TITLE = lazy(
    r"(?:^|年|[市县区])(?P<name>[\u4e00-\u9fff]{2,7}?(?:镇|乡|街道))(?![市县区])(?:人民)?(?:政府|办事处|党委)?.{0,10}?工作"
)


def printed_home(home: Home, title: str, head: str, whole: str) -> Home:
    """The home of an official report, as the report itself says it.

    A town's report seldom names its county; the nation's is given by the State Council; and a county that has become a
    city since is called what it was called then.
    """
    if "国务院" in head[:600] and "全国人民代表大会" in head[:600]:
        return _home(COUNTRY)
    town = _TOWN_TITLE.search(title)
    if town is not None and (home.code is None or len(home.code) != 9):
        found = [place for place in by_name(town["name"]) if place.level == "town"]
        near = [p for p in found if any(above.name in whole or short_name(above) in whole for above in parents(p.code))]
        chosen = found if len(found) == 1 else near
        return Home(chosen[0].name, chosen[0].code) if len(chosen) == 1 else Home(town["name"], None)
    if home.code is not None and home.name is not None and home.name not in whole:
        then = next((old.name for old in former_names(home.code) if old.name in whole), None)
        if then is not None:
            return Home(then, home.code)
    return home


_ZONE = r"(?:开发区|高新区|经开区|投资区|实验区|试验区|示范区|度假区|合作区|保税区)"
_ZONE_TITLE = lazy(rf"(?:\d{{4}}年?)?(?P<name>[\u4e00-\u9fff]{{2,24}}?{_ZONE})(?:[（(](?![^）)]*管委)|\d{{4}}年|工作)")
_ZONE_CADRE = lazy(rf"(?P<name>[\u4e00-\u9fff]{{2,12}}?{_ZONE})(?:党工委|管委会)")
_OFTEN = 3


def _zone_of(title: str, head: str) -> Home | None:
    """The zone that a title begins with, or whose office speaks in the lead of an article that keeps naming it."""
    titled = _ZONE_TITLE.match(title)
    if titled is not None:
        found = resolve(titled["name"])
        if len(found) == 1 and found[0].level == "zone":
            return Home(found[0].name, found[0].code)
    office = _ZONE_CADRE.search(head[:_LEAD])
    for cut in range(len(office["name"]) - 3) if office is not None else ():
        name = office["name"][cut:] if office is not None else ""
        found = resolve(name)
        if len(found) == 1 and found[0].level == "zone" and head.count(name) >= _OFTEN:
            return Home(found[0].name, found[0].code)
    return None


def _signed(sign: re.Pattern[str], text: str) -> Iterator[str]:
    """The words with a place's name that a sign holds or, where it holds none, the 2 to 20 right before it."""
    if sign.groups:
        yield from (match["name"] for match in sign.finditer(text))
        return
    at = free = 0
    while (match := sign.search(text, at)) is not None:
        word = _WORD.match(text[max(free, match.start() - 20) : match.start()][::-1])
        if word is not None:
            yield word[0][::-1]
        at = match.end() if word is not None else match.start() + 1
        free = match.end() if word is not None else free


def _home(code: str) -> Home:
    place = region(code)
    return Home(place.name, place.code) if place is not None else Home(None, None)


def _places(gazetteer: Gazetteer, text: str, kind: str) -> list[Mention]:
    return [mention for mention in gazetteer.find(text) if mention.kind == kind]


def _count(text: str, weight: float, scores: Scores, shared: Shared) -> None:
    """Adds the places that `text` names; of 福建省泉州市晋江市 only the last one."""
    mentions = nationwide().find(text)
    for at, mention in enumerate(mentions):
        behind = mentions[at + 1] if at + 1 < len(mentions) else None
        if behind is not None and behind.start == mention.end and _holds(mention, behind):
            continue
        share = weight * (1.0 if mention.kind == "short" else 1.5)
        if _OTHER_PLACE.search(text, max(0, mention.start - 6), mention.start):
            continue
        if _OWN_PLACE.match(text, mention.end):
            share += 2 * weight
        if mention.code is not None:
            scores[mention.code] += share
        else:
            shared[mention.candidates] += share


_WORD_BEGINS = lazy(r"(?:^|[^\u4e00-\u9fff]|[在从为对与向是于到让把和及、市省州区县])$")
_TWICE = 2


def _by_chance(texts: tuple[str, ...], scores: Scores) -> list[str]:
    """The places of `scores` that may be none: named once, in short, within a word. 面对复杂多变的形势 is not 杂多."""
    seen: Counter[str] = Counter()
    for text in texts:
        for mention in nationwide().find(text):
            if mention.code is not None and mention.code in scores:
                whole = mention.kind != "short" or _WORD_BEGINS.search(text, max(0, mention.start - 1), mention.start)
                seen[mention.code] += _TWICE if whole else 1
    return [code for code in scores if seen[code] < _TWICE]


_OTHER_PLACE = lazy(r"(?:融入|对接|接轨|承接|联动)(?:服务)?$")  # 主动融入大理“两城一区”
_OWN_PLACE = lazy(r"(?:新?贡献(?=[。！!])|新?篇章|新篇|打造成|建设成为|力量)")  # 作出漾濞贡献, 把漾濞打造成…


def _holds(outer: Mention, inner: Mention) -> bool:
    return outer.code is not None and inner.code is not None and is_inside(inner.code, outer.code)


def _count_last(name: str, weight: float, scores: Scores, shared: Shared) -> None:
    """Adds the place that the words before an office end with. Before an office even 城区 and 应县 are names."""
    codes = _named_at_end(name)
    if not codes:
        mentions = nationwide().find(name)
        codes = (mentions[-1].code,) if mentions and mentions[-1].code else mentions[-1].candidates if mentions else ()
    if len(codes) == 1:
        scores[codes[0]] += weight
    elif codes:
        shared[codes] += weight


def _named_at_end(name: str) -> tuple[str, ...]:
    """The codes of the longest full name that `name` ends with, of those in a place that stands before it if any."""
    for cut in range(max(len(name) - _LONGEST, 0), len(name) - 1):
        codes = tuple(place.code for place in by_name_above_towns(name[cut:]))
        if codes and (cut == 0 or not name[cut - 1].isalnum() or name[cut - 1] in _BEFORE_NAME):
            above = list(by_name_above_towns(name[:cut])[:1]) or [
                p for p in map(region, _last_code(name[:cut])) if p is not None
            ]
            inside = tuple(code for code in codes if any(is_inside(code, place.code) for place in above))
            return inside or codes
    return ()


def _last_code(text: str) -> tuple[str, ...]:
    mentions = nationwide().find(text)
    return (mentions[-1].code,) if mentions and mentions[-1].code is not None else ()


def _told_apart(candidates: tuple[str, ...], scores: Scores, whole: str) -> str | None:
    """Which of the places of one name is meant: the one whose prefecture or province the text names, if just one is."""
    named = sorted(((scores[code], code) for code in candidates if code in scores), reverse=True)
    if named and (len(named) == 1 or named[0][0] > named[1][0]):
        return named[0][1]  # elsewhere the text names one of them so that it can be no other
    counts: Counter[str] = Counter()
    for code in candidates:
        own = short_name(known) if (known := region(code)) is not None else ""
        for place in (p for p in ancestors(code)[:-1] if short_name(p) != own):
            counts[code] += whole.count(short_name(place)) * (2 if place.level == "prefecture" else 1)
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] == 0:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1] else None


def _narrower(code: str, text: str) -> str:
    """The county in place of the prefecture of the same stem, where the text says 承德县 more often than 承德市."""
    place = region(code)
    if place is None or place.level != "prefecture":
        return code
    own = text.count(place.name)
    for inner in children(code):
        if inner.level == "county" and short_name(inner) == short_name(place) and text.count(inner.name) > own:
            return inner.code
    return code


_SIBLINGS = 3


def _wider(code: str, title: str, text: str) -> str:
    """The place above, where the title names it too and the text goes through the places in it: a digest."""
    place = region(code)
    above = region(place.parent) if place is not None and place.parent is not None else None
    if above is None or above.code == COUNTRY or not any(m.code == above.code for m in nationwide().find(title)):
        return code
    named = {m.code for m in nationwide().find(text) if m.code is not None and m.code != above.code}
    inside = [child for child in named if is_inside(child, above.code)]
    return above.code if len(inside) >= _SIBLINGS else code


def _count_towns(title: str, head: str, scores: Scores) -> None:
    """Adds the towns of the counties named most, where the title names one: a town's own report or article."""
    counties = [
        code for code in sorted(scores, key=lambda code: -scores[code])[:6] if code.isdigit() and len(code) in (6, 9)
    ]
    seen: set[str] = set()
    for code in dict.fromkeys(code[:6] for code in counties):
        for town in towns_of(code):
            if town.code not in seen and town.name in title:
                seen.add(town.code)
                scores[town.code] += 12 + head.count(town.name)
