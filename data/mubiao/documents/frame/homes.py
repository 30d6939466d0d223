"""What speaks for a place as the home of a document: titles, offices, speakers, and the places that it keeps naming.

Each cue is split by what the text calls itself: 大理市 in the title of a report that says 全州 throughout is another
thing than in one that says 全市. How much each is worth is counted, not written here (tables/frame_cues.csv).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mubiao.documents.frame.asides import counts, in_parts, measured_by, toured
from mubiao.documents.frame.scale import Scale, scale_of
from mubiao.documents.frame.vote import Candidate
from mubiao.lexicon.active import per_lexicon
from mubiao.patterns import lazy
from mubiao.regions.gazetteer import Mention, nationwide
from mubiao.regions.lookup import ancestors, children, is_inside, region, short_name
from mubiao.regions.names import variants
from mubiao.regions.resolve import by_name, by_name_above_towns
from mubiao.regions.table import COUNTRY, Region

Key = tuple[str | None, str | None]
OFFICIAL = ("work_report", "communique")
"""Kinds in which an office speaks."""
_LONGEST = 15  # characters of the longest full name
_IN_NO_NAME = frozenset("0123456789、，。；：,.;:")
_BEFORE_NAME = "在省市县区州盟旗国表和年日于届让向从由"
_WORD = lazy(r"\w{2,20}")
_READ = 6_000  # characters of the body whose places are counted
_LEAD = 300

_SPEAKER = lazy(r"代表(?P<name>[^\s，。、：]{2,20}?)(?:人民政府|政府|管委会|管理委员会|党工委|办事处)", holds=("代表",))
_COMMITTEE = lazy(r"中共(?P<name>\w{2,12}?)(?:省委|市委|县委|区委|州委|委员会|委)")
# What stands right behind the name of a place: it is looked for first, since few words are offices.
_CONGRESS = lazy(r"第[一二三四五六七八九十百\d]{1,3}[届次]\s*(?:人民代表大会|人大|党代会|代表大会)", holds="第")
_OFFICE = lazy(
    r"(?:人民政府|政府|管委会|管理委员会|办事处)\s*(?:代|副)?(?:省长|市长|县长|区长|州长|盟长|旗长|镇长|乡长|主任|主席|专员)",
    holds=("办事处", "政府", "管委会", "管理委员会"),
)
_ISSUER = lazy(
    r"(?:统计局|财政局|发展和?改革(?:委员会|委|局)|人民政府办公[室厅]|人民政府|管理委员会|管委会)\s*$",
    re.M,
    holds=("人民政府", "管委会", "管理委员会", "统计局", "财政局", "改革"),
)
_HEADED = lazy(r"(?P<name>[\u4e00-\u9fff]{2,12})[:：|]")  # 晋江：…
_BUREAU = lazy(
    r"(?P<name>\w{2,12}?)(?:统计局|人民政府|政府|发改委|工信局|商务局|财政局)[^。\n]{0,14}?(?:发布|公布|通报|获悉|举行|召开|介绍)"
)
# Whose site a page stands on, which counts where the page says 我区 and 全县 of a place of that level.
_SITE = lazy(
    r"(?P<name>[\u4e00-\u9fff]{2,12}?)(?:人民政府(?:门户)?(?:网站?)?|政府(?:门户)?(?:网站?)|融媒体?(?:中心)?|新闻网|政务网)(?![\u4e00-\u9fff])"
)
_SIGNS = (
    ("speaker", _SPEAKER), ("office", _OFFICE), ("congress", _CONGRESS), ("committee", _COMMITTEE), ("issuer", _ISSUER),
)  # fmt: skip
_TITLE = lazy(
    r"^(?:关于)?(?:\d{4}年)?(?P<name>\w{2,20}?)(?:\d{4}年)?(?:人民政府|政府|管委会)?(?:\d{4}年)?(?:工作报告|工作总结|国民经济|统计公报)",
    holds=("国民经济", "工作总结", "工作报告", "统计公报"),
)
_NATION = lazy(
    r"国务院(?:总理|副总理)|代表国务院|第[一二三四五六七八九十]{1,3}届全国人民代表大会|(?<!省)(?<!市)全国人民代表大会(?!代表)"
    r"|中华人民共和国(?:国家)?统计局(?!.{0,8}调查)|^[ \t　*#]*(?:中华人民共和国)?国家统计局[ \t　*\r]*$"
    r"|中华人民共和国(?:\d{4}年)?(?:发展)?国民经济",
    re.M,
    holds=("中华人民共和国", "全国人民代表大会", "国务院", "国家统计局"),
)
_MANY = 6
# A page that speaks of 全国 and of ministries throughout, and of no place, is about the country.
# Prizes and ranks say 全国 of any place.
_COUNTRYWIDE = lazy(
    r"(?<![造入获居列评属])全国(?!人大|政协|文明|卫生|先进|劳模|优秀|知名|示范|领先|一流|百强|重点|试点|平均|推广|典型|率先|[首前第最唯十各])"
    r"|我国|(?<![入获评])中国(?!共产党|[^，。；\n]{0,6}(?:典范|名牌|之[乡都城]|百强|最))|国务院|(?:商务|财政|农业|教育|科技|交通|工信|公安|民政|水利)(?:农村)?部(?!门|队|长级)",
    holds=("中国", "全国", "国务院", "国家级", "我国", "部"),
)
_OFTEN = 4


@dataclass(frozen=True, slots=True)
class Named:
    """The places that a text names: how often each, and by how many names of places inside it."""

    direct: Counter[tuple[str, ...]]  # by its code, or by those of all places of one name
    inside: dict[str, set[str]]  # code → codes of the places in it that are named
    total: int
    measures: frozenset[str]  # places that it measures itself by more often than it names them


def candidates(title: str, seen: str, tail: str, whole: str, *, kind: str) -> list[Candidate]:
    """Candidates for the home of a document; all texts normalised, `seen` its first stretch, `whole` all of it."""
    official = kind in OFFICIAL
    body = whole if len(whole) <= _READ else whole[:_READ] + "\n" + tail
    scale = scale_of(whole)
    found: list[tuple[str, tuple[str, ...], str]] = []  # cue, codes, evidence
    if title and (official or kind == "news" or title in seen[:_LEAD]):
        named = _TITLE.search(title)
        if named is not None:
            found += [("title-name", codes, title) for codes in _last(named["name"])]
        found += [("title", codes, title) for codes in _mentioned(title)]
    for cue, pattern in _SIGNS:
        for name in _signed(pattern, seen):
            found += [(cue, codes, name) for codes in _last(name)]
    nation = _NATION.search(title) or _NATION.search(seen, 0, 1_200)
    if nation is not None:
        found.append(("nation", (COUNTRY,), nation[0].strip(" *#\n")))
    if kind == "news":
        first = _HEADED.match(title)
        found += [("title-first", codes, title) for codes in (_last(first["name"]) if first else ())]
        found += [("bureau", codes, m[0]) for m in _BUREAU.finditer(seen, 0, _LEAD) for codes in _last(m["name"])]
    if not official and scale.kind is not None:
        found += [("source", codes, m[0]) for m in _SITE.finditer(seen, 0, _LEAD) for codes in _last(m["name"])]
    if not official:
        line = seen.lstrip().split("\n", 1)[0].strip(" \t\r　#*【】[]")
        from mubiao.documents.frame.defined import defined  # reports do without

        if (told := defined(seen, whole)) is not None:
            found.append(("defined", *told))
        alone = [place for place in by_name(line) if place.name == line] if _may_be_name(line) else []
        if alone:
            found.append(("first-line", tuple(place.code for place in alone), line))  # an entry of a yearbook
    named_places = _named(body, official=official)
    found += _counted(named_places, scale, official)
    if (
        not official
        and scale.kind in (None, "国")
        and not named_places.direct
        and len(_COUNTRYWIDE.findall(body)) >= _OFTEN
    ):
        found.append(("countrywide", (COUNTRY,), ""))
    lead = set(_mentioned(seen[:_LEAD], parts_too=official))
    found += [("lead", codes, "") for codes in lead]
    if not official and (visited := toured(body)):
        found = [told for told in found if not any(is_inside(code, away) for code in told[1] for away in visited)]
    if named_places.measures:
        found = [told for told in found if named_places.measures.isdisjoint(told[1])]
    resolved = _resolved(found, whole, scale, official=official)
    return list(_agreeing(resolved, scale, "" if official else "news-" if kind == "news" else "page-"))


def _may_be_name(line: str) -> bool:
    """Whether a line can be the full name of a place: looked at first, it saves most texts the tables of all names."""
    return 1 < len(line) <= _LONGEST and _IN_NO_NAME.isdisjoint(line)


def _agreeing(found: Iterable[tuple[str, Key, str]], scale: Scale, where: str) -> Iterator[Candidate]:
    """Every cue with what the text's own level says of the place: yes, no, or nothing."""
    for cue, key, evidence in found:
        place = region(key[1]) if key[1] is not None else None
        if place is not None and place.level == "zone" and scale.strong:
            place = _around(place, scale)
            key = place.name, place.code
        fits = _fits(place, key, scale)
        if cue == "source" and not fits:
            continue
        told = "" if fits is None else ("+" if fits else "-") * (2 if scale.strong else 1)
        yield Candidate("home", key, f"home:{where}{cue}{told}", evidence)
        if place is not None and fits is False and scale.strong and cue in ("title", "title-name", "office", "speaker"):
            for other in _same_stem(place):
                if scale.fits(other):
                    yield Candidate("home", (other.name, other.code), f"home:{where}stem-of-{cue}", evidence)


def _fits(place: Region | None, key: Key, scale: Scale) -> bool | None:
    """Whether a place is of the level that a text speaks for; of a name that several places have, whether these are."""
    if place is not None:
        return scale.fits(place)
    shared = {scale.fits(one) for one in by_name_above_towns(key[0])} if key[0] is not None else set()
    return shared.pop() if len(shared) == 1 else None


def _around(zone: Region, scale: Scale) -> Region:
    """The county whose name a zone bears, where the text speaks for a county: 永丰县工业园区 in one that says 我县."""
    above = region(zone.parent) if zone.parent is not None else None
    fits = above is not None and scale.fits(above) and zone.name.startswith(short_name(above))
    return above if above is not None and fits else zone


def _same_stem(place: Region) -> list[Region]:
    """The places above and below with the same stem: 大理白族自治州 of 大理市, 承德县 of 承德市."""
    stem = short_name(place)
    return [p for p in (*ancestors(place.code), *children(place.code)) if p.level != "town" and short_name(p) == stem]


def _counted(named: Named, scale: Scale, official: bool) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """The places that a text names, by how often, and those that hold several of them."""
    for codes, n in named.direct.items():
        share = n / named.total
        bucket = "once" if n == 1 else "twice" if n == 2 else "often" if n < _MANY else "always"
        yield f"named-{bucket}-{'most' if share >= 0.5 else 'some' if share >= 0.2 else 'few'}", codes, ""
    places = {code: region(code) for code in named.inside}
    for code, inner in named.inside.items():
        place = places[code]
        if place is None or scale.fits(place) is False:
            continue
        n = len(inner)
        if n == 1 and not official:
            continue  # one place inside it that a page names may be a visitor's, a partner's, a firm's
        rivals = max((len(o) for c, o in named.inside.items() if c != code and _rival(places[c], scale)), default=0)
        bucket = "one" if n == 1 else "two" if n == 2 else "few" if n < _MANY else "many"
        yield f"holds-{bucket}-{'clear' if n >= 3 * rivals else 'first' if n > rivals else 'behind'}", (code,), ""


def _rival(place: Region | None, scale: Scale) -> bool:
    return place is not None and scale.fits(place) is not False


def _named(text: str, *, official: bool) -> Named:
    direct: Counter[str] = Counter()
    shared: Counter[tuple[str, ...]] = Counter()
    inside: dict[str, set[str]] = defaultdict(set)
    parts: set[str] = set()
    asides, measures = Counter[str](), Counter[str]()
    total = 0
    mentions = nationwide().find(text)
    for at, mention in enumerate(mentions):
        behind = mentions[at + 1] if at + 1 < len(mentions) else None
        if behind is not None and behind.start == mention.end and _holds(mention, behind):
            continue
        code = mention.code or ""
        if not counts(text, mention):
            asides[code] += 1
            measures[code] += measured_by(text, mention)
            continue
        total += 1
        if not official and in_parts(text, mentions, at):
            parts.update((code,) if code else ())
            asides[code] += 1
        elif mention.code is None:
            shared[mention.candidates] += 1
        else:
            direct[mention.code] += 1
    alone = Counter(direct)
    unknown = Counter[tuple[str, ...]]()
    for codes, n in shared.items():
        told = _told_apart(codes, alone, text)
        if told is not None:
            direct[told] += n
        elif not official and len({place.name for place in map(region, codes) if place is not None}) == 1:
            unknown[codes] += n
    for code in direct:
        # 支持河东区发展: a name that is a word too counts wherever it stands in full, once it is known for a place.
        name = place.name if (place := region(code)) is not None else ""
        printed = text.count(name) - (0 if official else asides[code]) if len(name) > 2 else 0
        direct[code] = max(direct[code], printed)
    for code in (*direct, *(parts - direct.keys())):
        for above in ancestors(code):
            if above.code != COUNTRY:
                inside[above.code].add(code)
    for code in [] if official else list(direct):
        meant = _narrower(code, text)
        if meant != code:
            direct[meant] += direct.pop(code)
    by_codes = Counter({(code,): n for code, n in direct.items()}) + unknown
    against = frozenset(code for code, n in measures.items() if code and n > 1 and n > direct[code])
    return Named(by_codes, dict(inside), max(total, 1), frozenset() if official else against)


def _narrower(code: str, text: str) -> str:
    """The county in place of the prefecture of the same stem, where the text says 承德县 more often than 承德市."""
    place = region(code)
    if place is None or place.level != "prefecture":
        return code
    own = sum(text.count(name) for name in {place.name, *variants(place.name, place.level)})
    for inner in children(code):
        if inner.level == "county" and short_name(inner) == short_name(place) and text.count(inner.name) > own:
            return inner.code
    return code


def _holds(outer: Mention, inner: Mention) -> bool:
    return outer.code is not None and inner.code is not None and is_inside(inner.code, outer.code)


def _mentioned(text: str, *, parts_too: bool = True) -> Iterator[tuple[str, ...]]:
    """The codes of each place that a short text names; of 福建省泉州市晋江市 only the last one."""
    mentions = nationwide().find(text)
    for at, mention in enumerate(mentions):
        behind = mentions[at + 1] if at + 1 < len(mentions) else None
        if behind is not None and behind.start == mention.end and _holds(mention, behind):
            continue
        if counts(text, mention) and (parts_too or not in_parts(text, mentions, at)):
            yield (mention.code,) if mention.code is not None else mention.candidates


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


@per_lexicon(2048)
def _last(name: str) -> tuple[tuple[str, ...], ...]:
    """The codes of the place that words end with, if any. Before an office even 城区 and 应县 are names."""
    for cut in range(max(len(name) - _LONGEST, 0), len(name) - 1):
        codes = tuple(place.code for place in by_name_above_towns(name[cut:]))
        if codes and (cut == 0 or not name[cut - 1].isalnum() or name[cut - 1] in _BEFORE_NAME):
            above = list(by_name_above_towns(name[:cut])[:1]) or list(_last_mention(name[:cut]))
            inside = tuple(code for code in codes if any(is_inside(code, place.code) for place in above))
            return (inside or codes,)
    mentions = nationwide().find(name)
    if not mentions or mentions[-1].end != len(name):
        return ()
    last = mentions[-1]
    return ((last.code,) if last.code is not None else last.candidates,)


def _last_mention(text: str) -> tuple[Region, ...]:
    mentions = nationwide().find(text)
    place = region(mentions[-1].code) if mentions and mentions[-1].code is not None else None
    return (place,) if place is not None else ()


def _resolved(
    found: list[tuple[str, tuple[str, ...], str]], whole: str, scale: Scale, *, official: bool
) -> Iterator[tuple[str, Key, str]]:
    """Each cue with the one place that its codes mean; of places with one name, the one that the text points to."""
    alone = Counter(codes[0] for _, codes, _ in found if len(codes) == 1)
    known: dict[tuple[str, ...], Key] = {}
    for cue, codes, evidence in found:
        if codes not in known:
            known[codes] = _key(codes if official else _of_level(codes, scale), alone, whole, official=official)
        yield cue, known[codes], evidence


def _of_level(codes: tuple[str, ...], scale: Scale) -> tuple[str, ...]:
    """Of places with one name those of the level that a text speaks for: 河南 in one that says 我省 is the province."""
    if len(codes) < 2 or scale.kind is None:
        return codes
    fitting = tuple(code for code in codes if (place := region(code)) is not None and scale.fits(place))
    return fitting or codes


def _key(codes: tuple[str, ...], alone: Counter[str], whole: str, *, official: bool) -> Key:
    code = codes[0] if len(codes) == 1 else _told_apart(codes, alone, whole)
    if code is not None and not official:
        code = _narrower(code, whole)
    place = region(code) if code is not None else None
    if place is not None:
        return place.name, place.code
    names = {p.name for p in map(region, codes) if p is not None}
    return (names.pop(), None) if len(names) == 1 else (None, None)


def _told_apart(codes: tuple[str, ...], alone: Counter[str], whole: str) -> str | None:
    """Which of the places of one name is meant: the one named so elsewhere, or whose surroundings the text names."""
    ranked = sorted(((alone[code], code) for code in codes if alone[code]), reverse=True)
    if ranked and (len(ranked) == 1 or ranked[0][0] > ranked[1][0]):
        return ranked[0][1]
    counts: Counter[str] = Counter()
    for code in codes:
        own = short_name(known) if (known := region(code)) is not None else ""
        for place in (p for p in ancestors(code)[:-1] if short_name(p) != own):
            counts[code] += whole.count(short_name(place)) * (2 if place.level == "prefecture" else 1)
    first, *rest = counts.most_common(2) or [("", 0)]
    if first[1] == 0 or (rest and first[1] < 2 * rest[0][1]):
        return None
    return first[0]
