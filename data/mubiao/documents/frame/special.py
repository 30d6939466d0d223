"""Homes that no collection of provinces and cities can weigh: zones, towns, the Production Corps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mubiao.documents.frame.homes import Key
from mubiao.documents.frame.named_places import town_called
from mubiao.patterns import lazy
from mubiao.regions.gazetteer import nationwide
from mubiao.regions.resolve import resolve
from mubiao.regions.table import Region, towns_of

_LEAD = 300
_OPENING = 1_500
_OFTEN = 3
_ZONE = r"(?:开发区|高新区|经开区|投资区|实验区|试验区|示范区|度假区|合作区|保税区)"
_ZONE_KIND = lazy("(?:开发|高新|经开|保税|新|园|集聚|集中|示范|试验|实验|度假|合作|投资|管理|自贸)区", holds="区")
_ZONE_TITLE = lazy(
    rf"(?:\d{{4}}年?)?(?P<name>[\u4e00-\u9fff]{{2,24}}?{_ZONE})(?:[（(](?![^）)]*管委)|\d{{4}}年|工作|经济|上半年)",
    holds="区",
)
_ZONE_CADRE = lazy(rf"(?P<name>[\u4e00-\u9fff]{{2,12}}?{_ZONE})(?:党工委|管委会)", holds=("党工委", "管委会"))
_ZONE_SPEAKER = lazy(r"代表(?P<name>[^\s，。、：]{2,20}?)(?:党工委|管委会|管理委员会)", holds=("代表",))
_ZONE_OFFICE = lazy(
    r"(?P<name>\w{2,24}?(?:开发区|高新区|新区|投资区|实验区|试验区|示范区|度假区|合作区|保税区|产业园|工业园|园区))"
    r"(?:党工委|管委会|管理委员会|工作报告)"
)
_BEFORE_ZONE = lazy(r"^(?:\d{4})?(?:年)?(?:关于)?(?:.{0,4}代表)?")  # 2016年…, 我代表…
_TOWN = lazy(r"[镇乡]|街道|苏木")
_TOWN_TITLE = lazy(
    r"(?:^|年(?:度)?|[市县区])(?P<name>(?![某各本该度])[\u4e00-\u9fff]{2,7}?(?:镇|乡|街道))(?![市县区])(?:人民)?(?:政府|办事处|党委)?.{0,10}?工作",
    holds=("镇", "乡", "街道"),
)
_TOWN_FIRST = lazy(
    r"^(?:\d{4}年)?(?P<name>(?![我本全该各某])[\u4e00-\u9fff]{1,5}?(?:镇|乡|街道))(?![\u4e00-\u9fff]?[市县区镇乡村])",
    holds=("乡", "街道", "镇"),
)
_TOWN_OFFICE = lazy(
    r"(?:^|[^\u4e00-\u9fff]|[市县区年在为由])(?P<name>(?![我本全各该在向由受]|代表|乡镇)[\u4e00-\u9fff]{1,4}(?:镇|乡|街道))"
    r"(?:第.{1,4}届|党委|党工委|人民政府|政府|办事处|镇长|乡长)",
    holds=("届", "党委", "党工委", "政府", "办事处", "镇长", "乡长"),
)
_TWO_OFFICES = lazy(r"政府|党委|人大|乡镇|[和与及]")  # 县政府和乡党委, 健全乡镇政府职能
# 今年以来，梅石街道深入…: the town is who acts
_TOWN_ACTS = lazy(
    r"(?:领导下|支持下|努力下|以来|一年|年)[，,](?P<name>(?![我本全各该某])[\u4e00-\u9fff]{2,5}?(?:镇|乡|街道))"
    r"(?:在|深入|坚持|坚定|紧紧|紧扣|全面|认真|围绕|以|扎实|立足|聚焦|聚力|积极|切实|严格|突出|牢牢|持续|努力|党工委|党委|办事处)",
    holds=("下，", "下,", "来，", "来,", "年，", "年,"),
)
_TOWN_OWN = lazy(r"[全该本我](?:镇|乡|街道)")
_TOWN_SPEAKS = lazy(r"(?:全|该|本|我)(?:镇|乡|街道)|(?:镇|乡|街道)(?:党委|政府|人大|人民代表大会|办事处|党工委)")


def special_homes(title: str, seen: str, whole: str, *, official: bool) -> Iterator[tuple[str, Key, str]]:
    """Cue, home and evidence of each sign that a zone, a town or the Corps speaks. All texts normalised."""
    yield from _zones(title, seen, official=official)
    yield from _towns(title, seen, whole)
    if not official or _ZONE_KIND.search(title):
        from mubiao.documents.frame.zone_pages import zone_pages  # most reports do without

        yield from zone_pages(title, seen, whole, official=official)
    if not official or _TOWN_OWN.search(seen):
        from mubiao.documents.frame.town_pages import called_so, town_pages

        yield from called_so(title, seen, whole) if official else town_pages(title, seen, whole)
    if any(word in title or word in seen for word in ("兵团", "团场", "团部", "全团")):
        from mubiao.documents.frame.corps_pages import corps_pages

        yield from corps_pages(title, seen, whole, official=official)


def _zones(title: str, seen: str, *, official: bool) -> Iterator[tuple[str, Key, str]]:
    titled = _ZONE_TITLE.match(title)
    if titled is not None:
        found = [p for p in _resolved(titled["name"]) if p.level == "zone"]
        if len(found) == 1:
            yield "zone-title", (found[0].name, found[0].code), title
    speaker = _ZONE_SPEAKER.search(seen)
    found = [p for p in _resolved(speaker["name"]) if p.level == "zone"] if speaker is not None else []
    if speaker is not None and len(found) == 1:
        yield "zone-speaker", (found[0].name, found[0].code), speaker[0]
    cadre = _ZONE_CADRE.search(seen, 0, _LEAD)
    for cut in range(len(cadre["name"]) - 3) if cadre is not None else ():
        name = cadre["name"][cut:] if cadre is not None else ""
        found = resolve(name)
        if len(found) == 1 and found[0].level == "zone" and seen.count(name) >= _OFTEN:
            yield "zone-office", (found[0].name, found[0].code), name
            break
    office = (_ZONE_OFFICE.search(title) or _ZONE_OFFICE.search(seen, 0, _LEAD)) if official else None
    if office is not None and not any(m.kind == "zone" for m in nationwide().find(office["name"])):
        name = _BEFORE_ZONE.sub("", office["name"])
        if name in ("高新区", "新区", "开发区", "园区", "工业园", "产业园", "示范区", "试验区", "实验区"):
            return  # of whose city the text says nothing
        if not any(m.end == len(name) for m in nationwide().find(name)):
            yield "zone-unlisted", (name, None), office[0]


def _resolved(name: str) -> list[Region]:
    """A zone by the name in a title: 常州高新区 is the same as 常州高新技术产业开发区."""
    found = resolve(name)
    for short, full in (("高新区", "高新技术产业开发区"), ("经开区", "经济技术开发区")):
        if not found and name.endswith(short):
            found = resolve(name.removesuffix(short) + full)
    return found


def _towns(title: str, seen: str, whole: str) -> Iterator[tuple[str, Key, str]]:
    if _TOWN.search(title) is None and _TOWN.search(seen) is None:
        return  # no pattern below holds without one of these words, and each takes a millisecond to compile
    titled = _TOWN_TITLE.search(title)
    if titled is not None:
        yield "town-title", town_called(titled["name"], whole), title
    first = _TOWN_FIRST.match(title)
    if first is not None and seen.count(first["name"]) >= 2 and _TOWN_SPEAKS.search(seen):
        yield "town-first", town_called(first["name"], whole), title
    acts = _TOWN_ACTS.search(seen, 0, _OPENING)
    if acts is not None and not _TWO_OFFICES.search(acts["name"]):
        yield "town-acts", town_called(acts["name"], whole), acts[0]
    speaks = _TOWN_SPEAKS.search(seen) is not None
    found = (match["name"] for match in _TOWN_OFFICE.finditer(seen, 0, _OPENING) if speaks)
    offices = Counter(name for name in found if not _TWO_OFFICES.search(name))
    for name, n in offices.most_common(1):
        other = sum(offices.values()) - n
        if n > other and (n >= 2 or seen.count(name) >= _OFTEN):
            yield "town-office", town_called(name, whole), name
        elif n > other and len(offices) == 1 and _TOWN_OWN.search(seen):
            yield "town-named", town_called(name, whole), name
    if _TOWN.search(title) is None:
        return
    mentioned = [m.code for m in nationwide().find(title + "\n" + seen[:_OPENING]) if m.code is not None]
    counties = [code[:6] for code in dict.fromkeys(mentioned) if code.isdigit() and len(code) in (6, 9)][:6]
    for county in dict.fromkeys(counties):
        for town in towns_of(county):
            if town.name in title:
                yield "town-of-county", (town.name, town.code), title
