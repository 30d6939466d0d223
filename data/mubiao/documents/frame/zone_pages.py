"""Pages of a functional zone: news, summaries and releases that name it once and then say 经开区, 园区, 全区, 区管委会.

No collection of provinces and cities can weigh such a home, and no table holds every zone. Here it is enough that the
page opens with its name and goes on about it. A bare 保税区 is the one that lies in the places that the page names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mubiao.documents.frame.asides import beside
from mubiao.documents.frame.defined import DEFINES, alone, opens_a_sentence
from mubiao.documents.frame.homes import Key
from mubiao.documents.frame.scale import scale_of
from mubiao.lexicon.active import per_lexicon
from mubiao.patterns import lazy
from mubiao.regions.gazetteer import nationwide
from mubiao.regions.lookup import parents, region, short_name
from mubiao.regions.resolve import resolve
from mubiao.regions.table import Region, zones

_LEAD = 420  # characters in which a page says whose it is
_KIND = lazy(
    r"(?:经济技术|经济|高新技术产业|高新技术|高技术产业|农业高新技术产业|旅游|综合)开发区|综合保税区|保税[港物]?流?园?区|出口加工区"
    r"|自由贸易(?:试验)?区|自贸(?:试验)?区|高新区|经开区|综保区|(?<!全)(?<!老)新区"
    r"|(?:工业|产业|科技|化工|物流|农业|高新|软件|创业|食品|循环)园区|产业集聚区|工业集中区|工业集聚区|经济区|示范区|试验区|实验区"
    r"|度假区|合作区|投资区|管理区|(?<!保税)港区|生态城|科学城|科技城|开发区|(?<!校)园区"
)
_RUN = lazy(r"[\u4e00-\u9fff]{1,14}$")
_NO_NAME = lazy(
    r"季度|半年|一流|同类|最佳|先进|著名|知名|[年月今去近每]|[的在和与及了有将等各类级是到从把被为]|一批|多个|全[省市县区国]|[我本该两三四五]|建设|发展|打造|推进|加快|创建|重点|入驻|落户|列入|获批"
)
_COUNTED = lazy(
    r"(?:[\d一二三四五六七八九十两几多]个?|各[类级]?|级|个|家|等|批|所有|其他|入选|获批|创建|申报|建设|全[省市国])$"
)
_SEVERAL = lazy(
    r"(?:\d{1,3}|[两二三四五六七八九十]{1,3})[个家](?:[^，。\n]{0,4}级)?[^，。\n]{0,4}(?:区|园)|各(?:开发区|园区|高新区|经开区)"
)
# What a page calls the zone that it is of, once it has named it.
_CALLED = (
    ("经济", ("经开区", "开发区", "经济开发区")),
    ("经开", ("经开区", "开发区")),
    ("高", ("高新区", "开发区")),
    ("综", ("综保区", "保税区")),
    ("保税", ("保税区", "保税港区")),
    ("自", ("自贸区", "自贸试验区", "片区")),
    ("新区", ("新区",)),
    ("园区", ("园区",)),
    ("集", ("集聚区", "集中区", "园区")),
)
_PAPER = lazy(
    r"(?<![\u4e00-\u9fff])(?P<name>[\u4e00-\u9fff]{2,4}?)(?:日报|晚报|早报|新闻网|广播电视台|电视台|政府网|发布)"
)
_OWN = lazy(
    r"[全我本该](?:区|园区|园)(?!域)|(?<![\u4e00-\u9fff省市县区])(?:区|园区)?(?:党工委|管委会)|区(?:党工委|管委会)"
)
_OF_PARK = lazy("[全我本该]园区?(?!林)|园区?(?:党工委|管委会)", holds="园")
_OPENS = lazy(r"(?:[一二三四五六七八九十]、|【)?(?:关于)?(?:(?:19|20)\d{2}年?)?(?:[\u4e00-\u9fff]{2,3}[省市])?$")
_CLAUSE = lazy(r"(?:^|[^\u4e00-\u9fff]|[年月来]|半年|季度)$")
_ZONE_BEHIND = lazy(r"[\u4e00-\u9fff]{0,6}?(?:开发区|高新区|经开区|保税区|园区|新区|示范区|试验区|集聚区|集中区)")
_OFTEN = 3
_FIRST = 80
_OF_ITS_OWN = range(2, 7)  # characters of a name that begins with no place: 查干湖旅游｜经济开发区
_BEFORE_PLACE = 3
_READ = 6_000
_LONGEST = 6  # characters between the place and the kind of a zone: 白城｜查干浩特旅游｜开发区


class Zone(NamedTuple):
    """A zone as a page names it: where it first does, the word for what it is, the place that its name begins with."""

    key: Key
    at: int
    kind: str
    printed: str
    place: str | None


def zone_pages(title: str, seen: str, whole: str, *, official: bool = False) -> Iterator[tuple[str, Key, str]]:
    """Cue, home and evidence of each sign that a page is of a zone. All texts normalised.

    Of an official report only the title is asked, and a zone of the tables has signs of its own there.
    """
    lead = f"{title}\n{seen[:_LEAD]}"
    if _KIND.search(lead) is None:
        return
    if _SEVERAL.search(title or seen[:_FIRST]):
        return
    scale = scale_of(whole)
    if scale.strong and scale.kind not in (None, "区"):
        return  # 全市: a city that tells of its zones
    named = _merged(_named(lead, len(title)))
    if not official and (told := _defined(named, lead, whole)) is not None:
        yield "zone-defined", told.key, told.printed
    if named or official:
        signs = _of_named(named, title, whole) if named else ()
        yield from (sign for sign in signs if not official or (sign[0] == "zone-titled" and sign[1][1] is None))
        return
    for word in {match[0] for match in _KIND.finditer(lead) if _is_bare(lead, match)}:
        if word == "园区" and _OF_PARK.search(whole) is None:
            continue  # a city tells of parks too
        if whole.count(word) >= _OFTEN and (found := _later(word, whole) or _nearby(word, whole)) is not None:
            yield "zone-nearby", found, word


def _defined(named: list[Zone], lead: str, whole: str) -> Zone | None:
    """The zone that the first sentence of a page defines: 某某经济开发区成立于….."""
    for zone in named:
        end = zone.at + len(zone.printed)
        if _is_defined(lead, _chain(lead, zone.at), end) and alone(zone.printed, whole):
            return zone
    return None


def _chain(lead: str, start: int) -> int:
    """Where the names begin that stand right before a zone, of the places that it lies in."""
    line = lead.rfind("\n", 0, start) + 1
    for mention in reversed(nationwide().find(lead[line:start])):
        if line + mention.end != start:
            break
        start = line + mention.start
    return start


def _merged(named: Iterable[Zone]) -> list[Zone]:
    """The zones with one key for those of one name: 柳河开发区 in a title is 柳河经济开发区 of the text."""
    found = list(named)
    keys: dict[str, Key] = {}
    for zone in found:
        bare, name = _RANKED.sub("", zone.key[0] or ""), zone.key[0] or ""
        known = keys.get(bare)
        if known is None or (zone.key[1] is not None, len(name)) > (known[1] is not None, len(known[0] or "")):
            keys[bare] = zone.key
    return [zone._replace(key=keys[_RANKED.sub("", zone.key[0] or "")]) for zone in found]


def _of_named(named: list[Zone], title: str, whole: str) -> Iterator[tuple[str, Key, str]]:
    """The zone that a page goes on about more than about any other, and more than about a place beside it."""
    counts = {zone.key: _called(zone, whole) for zone in reversed(named)}
    first = max(named, key=lambda zone: (counts[zone.key], -zone.at))
    if any(n >= counts[first.key] for key, n in counts.items() if key != first.key):
        return
    others = _beside(first, whole)
    own = 0 if any(name.endswith("区") for name in others) else sum(1 for _ in _OWN.finditer(whole))
    if max(others.values(), default=0) >= counts[first.key]:
        return
    titled = first.at < len(title) and _OPENS.match(title[: first.at]) is not None
    if titled and counts[first.key] + own >= _OFTEN - 1:
        yield "zone-titled", first.key, first.printed
    elif not own or others or scale_of(whole).kind not in (None, "区"):
        return
    elif _acts(first, whole) or (own >= _OFTEN and _comes_first(first, whole)):
        yield "zone-told", first.key, first.printed


def _comes_first(zone: Zone, whole: str) -> bool:
    """Whether a page has named a zone, at the head of a clause, before it says 全区, which 广西 may say too."""
    around = region(zone.place) if zone.place is not None else None
    if around is not None and around.name.endswith("自治区"):
        return False
    said, at = _OWN.search(whole), whole.find(zone.printed)
    return said is not None and at < said.start() and _CLAUSE.search(whole, max(0, at - 2), at) is not None


def _acts(zone: Zone, whole: str) -> bool:
    """Whether sentences go on about a zone as the one who acts: 今年以来，经开区…. A list of parks names each once."""
    words = sorted({zone.printed, zone.key[0] or zone.printed, *_words(zone)}, key=len, reverse=True)
    acts = re.compile(
        rf"(?:(?<![\u4e00-\u9fff、])|(?<=[年月日来度]))(?:{'|'.join(map(re.escape, words))})(?![、和及与])"
    )
    opens = 0 <= whole.find(zone.printed) <= _BEFORE_PLACE
    return sum(1 for _ in acts.finditer(whole)) >= _OFTEN - opens


def _named(lead: str, title: int) -> Iterator[Zone]:
    """The zones that a lead names with more than the word for what they are. title: how long that is."""
    for match in _KIND.finditer(lead):
        run = _RUN.search(lead, max(0, match.start() - 14), match.start())
        if run is None:
            continue
        found = _name(run[0], match[0])
        titled = match.end() <= title and _OPENS.fullmatch(lead, 0, run.start()) is not None
        if found is None and (titled or _is_defined(lead, run.start(), match.end())):
            found = _of_its_own(run[0], match[0])
        if found is not None:
            key, printed, place = found
            if key[1] is None:
                printed = _from_its_start(run[0] + match[0], printed, lead)
                key = printed, None
            yield Zone(key, match.end() - len(printed), match[0], printed, place)


def _is_defined(lead: str, start: int, end: int) -> bool:
    return DEFINES.match(lead, end) is not None and opens_a_sentence(lead, start)


def _of_its_own(run: str, kind: str) -> tuple[Key, str, str | None] | None:
    """A name that opens a title and begins with no place: 查干湖旅游｜经济开发区."""
    name = run + kind
    if len(run) not in _OF_ITS_OWN or _NO_NAME.search(run):
        return None
    known = any(mention.end == len(name) for mention in nationwide().find(name))
    return None if known else ((name, None), name, None)


def _from_its_start(name: str, printed: str, lead: str) -> str:
    """The name with what stands before the place in it: 中新｜天津生态城, but not 吉林｜白城经济开发区."""
    more = name.removesuffix(printed)
    if not more or len(more) > _BEFORE_PLACE or lead.count(name) < _OFTEN - 1:
        return printed
    return printed if _NO_NAME.search(more) or nationwide().find(more) else name


def _name(run: str, kind: str) -> tuple[Key, str, str | None] | None:
    """The zone whose name the characters before its kind begin: with a place, listed or not."""
    text = run + kind
    mentions = nationwide().find(text)
    last = mentions[-1] if mentions else None
    if last is not None and last.kind == "zone" and last.end == len(text):
        above = next((p.code for p in parents(last.code)), None) if last.code is not None else None
        return ((last.name, last.code), text[last.start :], above) if last.code is not None else None
    if last is not None and last.end == len(text):
        return None  # 浦东新区 is a district
    for cut in range(len(run)):
        if (zone := _known(text[cut:])) is not None:
            return (zone.name, zone.code), text[cut:], zone.parent
    place = next((m for m in reversed(mentions) if m.end <= len(run)), None)
    if place is None:
        return None
    between = run[place.end :]
    if len(between) > _LONGEST or _NO_NAME.search(between):
        return None
    outer = mentions[at - 1] if (at := mentions.index(place)) and place.kind == "town" else place
    if outer.end == place.start and outer.code is not None:
        place = outer  # 永春县｜石鼓工业园区
    printed = text[place.start :]
    found = _listed(region(place.code) if place.code else None, printed, between + kind)
    return ((found.name, found.code) if found is not None else (printed, None)), printed, place.code


def _listed(place: Region | None, printed: str, rest: str) -> Region | None:
    """The zone of the tables that a place and the rest of a name mean: 漳州市高新区 is 漳州高新技术产业开发区."""
    for name in (printed,) if place is None else (printed, short_name(place) + _RANK.sub("", rest)):
        for short, full in _FULL:
            if name.endswith(short) and (zone := _known(name.removesuffix(short) + full)) is not None:
                return zone
    inside = [
        z.region
        for z in zones().values()
        if place is not None and z.region.parent == place.code and rest in z.local_aliases
    ]
    return inside[0] if len(inside) == 1 else None


_RANKED = lazy("经济技术|经济|(?:高新)?技术产业|[市县](?=.{3})|国家级?|省级")
_RANK = lazy(r"^(?:国家|省)级?")
_FULL = (
    ("", ""),
    ("高新区", "高新技术产业开发区"),
    ("经开区", "经济技术开发区"),
    ("经开区", "经济开发区"),
)


@per_lexicon()
def _by_name() -> dict[str, tuple[Region, ...]]:
    table: dict[str, tuple[Region, ...]] = {}
    for zone in zones().values():
        for name in (zone.region.name, *zone.aliases):
            table[name] = (*table.get(name, ()), zone.region)
    return table


def _known(name: str) -> Region | None:
    """The one zone of the tables with this name."""
    found = _by_name().get(name, ())
    return found[0] if len(found) == 1 else None


def _words(zone: Zone) -> tuple[str, ...]:
    """The shorter words for a zone of this kind."""
    return next((words for start, words in _CALLED if start in zone.kind), (zone.kind,))


def _called(zone: Zone, whole: str) -> int:
    """How often a page speaks of a zone by its name or by a shorter one."""
    names = sorted({zone.printed, zone.key[0] or zone.printed, *_words(zone)}, key=len, reverse=True)
    called = re.compile("|".join(map(re.escape, names)))
    return sum(1 for m in called.finditer(whole) if not _COUNTED.search(whole, max(0, m.start() - 4), m.start()))


def _beside(zone: Zone, whole: str) -> Counter[str]:
    """The names of other places that a page names and that the zone does not lie in, by how often."""
    mentions = nationwide().find(whole[:_READ])
    around = zone.place or next((m.code for m in mentions if m.code and whole.startswith(zone.printed, m.end)), None)
    above = {around, *(place.code for place in parents(around or ""))}
    found: Counter[str] = Counter()
    for mention in mentions:
        place = region(mention.code) if mention.code not in above and mention.code is not None else None
        if place is None or place.level not in ("prefecture", "county"):
            continue
        if _ZONE_BEHIND.match(whole, mention.end) is None and not beside(whole, mention):
            found[place.name] += 1
    return found


def _is_bare(lead: str, match: re.Match[str]) -> bool:
    """Whether the word for a zone stands at the head of a clause without a name: 今年以来，保税区….."""
    return _CLAUSE.search(lead, max(0, match.start() - 2), match.start()) is not None


def _later(word: str, whole: str) -> Key | None:
    """The one zone of this word that the page names further on: 高新区实现…。高邮高新区通用机场…."""
    found = {zone.key for zone in _named(whole[:_READ], 0) if zone.kind == word}
    return found.pop() if len(found) == 1 else None


def _nearby(word: str, whole: str) -> Key | None:
    """The one zone that ends with a word, or is called so, in a place that the page names."""
    named = [mention.code for mention in nationwide().find(whole[:_READ]) if mention.code is not None]
    for paper in _PAPER.finditer(whole[:_READ]):
        named += [place.code for place in resolve(paper["name"]) if place.level in ("prefecture", "county")]
    found = list(_zones_of(named, word))
    return (found[0].name, found[0].code) if len(found) == 1 else None


def _zones_of(codes: Iterable[str], word: str) -> Iterator[Region]:
    known = frozenset(codes)
    for zone in zones().values():
        if zone.region.parent in known and (zone.region.name.endswith(word) or word in zone.local_aliases):
            yield zone.region
