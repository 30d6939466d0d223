"""Other names of an object, for one that a later document does not have: other words, other forms of a line, items.

Each is looked for as a name of its own; one that names more than the object says so.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from mubiao.patterns import lazy
from mubiao.pledges.following.tables import synonyms

_MOST = 8
_SHORTEST_EVENT = 3
_EDITION = lazy(r"(?:第[零〇一二三四五六七八九十百\d]{1,5}[届次]|20\d\d年?(?:度|第[一二三四五六七八九十\d]{1,3}届)?)")
"""What tells one meeting of a series from the others, and what a review can leave out: 第十二届纸鸢大会."""
_TERM = lazy(r"[（(]20\d\d年?\s?[-—–－~～至]{1,2}\s?20\d\d年?[)）]")
"""For which years a paper is, which a later report leaves out."""
_REMARK = lazy(r"[（(](?:[^（）()]{1,30}、[^（）()]{1,30})[)）]$")
"""What a name is explained by, which only the promise says: “三线”（…、…）."""
_FIRST_PHASE = lazy(r"[（(]?(?:一期|首期)[)）]?(?:工程|项目)?$")
_SECTION = lazy(r"([一-鿿])[一-鿿]{1,3}[至到]([一-鿿])[一-鿿]{1,3}段")
_SHORT_LINE = lazy(r"^([一-鿿])([一-鿿])(高速|铁路|高铁|城际|快速路|公路)")
_JOINT = lazy(r"[“\"「『][^”\"」』]{2,10}[”\"」』]$")
_LIST = lazy("[、和与及]")
_SHORTEST_ITEM, _SHORTEST_WHOLE = 6, 3


class Other(NamedTuple):
    """Another name; whole: it names more than the object, and what is said of it is not wholly said of that."""

    printed: str
    whole: bool = False
    unless: str = ""  # a pattern of what, right before it or behind it, makes it another object
    needs: str = ""  # what the mention has to hold
    exact: bool = False  # it tells little, and has to stand there as it is
    past: bool = False  # of what is to come it is another one: the next meeting of the series


def others(printed: str) -> list[Other]:
    """What else the object can be called, the likeliest first."""
    found: list[Other] = []
    if (years := _TERM.search(printed)) is not None:
        printed = printed[: years.start()] + printed[years.end() :]
        found.append(Other(printed))
    if (remark := _REMARK.search(printed)) is not None:
        printed = printed[: remark.start()] + printed[remark.end() :]
        found.append(Other(printed))
    for short, long in synonyms():
        if long in printed:
            found.append(Other(printed.replace(long, short)))
        elif short in printed:
            found.append(Other(printed.replace(short, long)))
    found += _of_titles(printed)
    found += _lines(printed)
    found += _plainer(printed)
    if (phase := _FIRST_PHASE.search(printed)) and phase.start() >= _SHORTEST_WHOLE:
        found.append(Other(printed[: phase.start()], unless=r"\|[二三四五六七八九十]期"))
    if (edition := _EDITION.match(printed)) and len(printed) - edition.end() >= _SHORTEST_EVENT:
        found.append(Other(printed[edition.end() :], unless=r"(?:[届次年]|\d)度?\|", past=True))
    joint = _JOINT.search(printed)
    if joint and _LIST.search(printed, 0, joint.start()):
        found += [
            Other(item, whole=True) for item in _LIST.split(printed[: joint.start()]) if len(item) >= _SHORTEST_ITEM
        ]
    return found[:_MOST]


_RAIL = lazy(r"^([一-鿿]{2,4}?)(高速铁路|城际铁路|铁路|高铁|城际|客运专线|客专)$")
_RAILS = ("铁路", "高铁", "城际", "客专", "客运专线")
_FIGURES = lazy(r"[“\"「『][\dXN一二三四五六七八九十+＋*×]{1,14}[”\"」』]")
_SHORTEST_OF_FIGURES = 6
_SIGHT = lazy(r"(?:国家)?([345])A级?(?:乡村)?(?:旅游)?(?:景区|景点)$")
_FIRM = lazy(r"(?<=[一-鿿]{2})(?:集团|公司|股份|有限公司)+(?=[一-鿿]{4})")
_GROUP = lazy(
    r"(?<=[一-鿿]{4})(?:建设|发展|投资|控股|开发|实业|产业|运营|资产|经营|管理|有限|责任){1,4}(?=(?:集团|公司))"
)
_LARGE = lazy(r"(?<=[一-鿿]{4})(?:超级|大型|新型)(?=[一-鿿]{2})")
_YEARS = lazy(r"(?<=[一-鿿]{4})[三五两]年(?=[一-鿿]{0,6}(?:行动|计划|工程)$)")
_OUTPUT = lazy(
    r"(?:年产)?\d[\d.]{0,8}(?:[-—～~]\d[\d.]{0,8})?[万千百亿]{0,2}(?:吨|千瓦|兆瓦|吉瓦|片|台|套|辆|支|升|米|平方米|件|头|只|羽"
    r"|瓦时|GWh?|MWh?|KWh?|kW)(?:/年)?(?![级/])(?=[一-鿿]{3})"
)
"""How much a work is to make, which a later report leaves out or has corrected."""
_ONE_WORD = 2
_CROWNS = lazy(r"[“\"]?[二两三四五六七八九]连冠[”\"]?$")
_MAGNITUDE = lazy(r"\d(?:\.\d)?级(?=地震|强震)")
_SMALL_REMARK = lazy(r"[（(][一-鿿][）)]|(?<=[一-鿿]{2})[（(][一-鿿]{2,4}[）)](?=[一-鿿]{4})")
_NICKNAME = lazy(
    r"(?<=[一-鿿]{6})(?:(?<=[园区城港馆院库])|(?<=中心|基地|平台|小镇|大道|走廊))[“\"「『][一-鿿\d+＋×N]{2,8}[”\"」』](?:标志性)?(?:工程|项目)?$"
)
"""A work by its plan: 青榄物流园“一港三中心”."""
_YEAR_OF = lazy(r"年(?=[”\"」』]?(?:活动|行动|专项行动)?$)")
_SERIES = lazy(r"(?<=[节会赛周展])(?:系列)?(?:节事|节庆|赛事|主题|宣传|庆祝|纪念)?活动$")
_FAST_ROAD = lazy(r"(?<=[一-鿿]{2})快速路")
_LEVELS = lazy(r"^(?:市县乡?(?:[两三]级)?|县级以上|县市|各级|全[市州县])(?=[一-鿿]{5})")
_LIFTED = lazy(r"(?<=[一-鿿]{4})(?:提升|攻坚|专项|提质|深化)行动$")
_MAIN = lazy(r"(?<=[一-鿿]{4})主体(?:工程)?$")
_MADE_FAST = lazy(r"(?<=[一-鿿]{2}[街道路])快速化(?:改造|提升)?(?:工程|项目)?$")
_MOVED, _MOVES = (
    lazy(r"(?<=医院|学校|中学|小学|学院)(?:新院区|新校区|新院|新区|迁建|新址)$"),
    ("新院区", "新院", "迁建", "新校区"),
)
_AND_MORE = lazy(r"(?<=[一-鿿）)]{6})(?:及|和)(?:其)?(?:配套|附属|周边|连接线)[^，。；]{0,14}$")
"""What is built with a work: 青榄校区及配套小学."""
_PARK = lazy(r"(?<=[一-鿿]{4})产业园(?=区?$)")
_STRETCH = lazy(r"^([一-鿿]{2,5}(?:大道|路|高速|公路|铁路))[一-鿿]{2,10}[至到][^至到]{2,12}段")


_SHORTEST_MOTTO = 6


def _of_titles(printed: str) -> list[Other]:
    """A title by another word, where its candidate tells which: 申遗, 升级, 示范区 for 示范县."""
    candidate, _, title = printed.partition(" ")
    if not title:
        if advanced := _ADVANCED.match(printed):
            return [
                Other(f"{grade}{advanced[1]}先进{what}") for grade in ("全国", "国家") for what in ("单位", "市", "县")
            ]
        graded = _GRADED.search(printed)
        return [Other(printed[: graded.start()] + printed[graded.end() :], unless=r"[省市]级?\|")] if graded else []
    found: list[Other] = []
    if title.endswith(_HERITAGE):
        found.append(Other(f"{candidate}申遗"))
    if (zone := _ZONE.search(title)) and candidate.endswith(zone[0]):
        found.append(Other(f"{candidate}升级", needs="升级"))
    if title.startswith("全国"):
        found.append(Other(f"{candidate} 国家{title[2:]}"))
    if sight := _SIGHT.search(title):
        found += [Other(f"{candidate} {sight[1]}A级{judged}") for judged in ("景观质量", "质量景观")]
    if title.startswith("省级"):
        found.append(Other(f"{candidate} 省{title[2:]}"))
    if sort := _TRIAL.search(title):
        found += [
            Other(f"{candidate} {title[: sort.start(1)]}{other}") for other in ("区", "市", "县") if other != sort[1]
        ]
    return found


_ADVANCED = lazy("^(?:全国|国家)([一-鿿]{3,10})先进(?:单位|市|县|区)$")
_HERITAGE = ("世界文化遗产", "世界遗产", "世界自然遗产")
_ZONE = lazy("(?:高新区|经开区|经济开发区|开发区|综保区|自创区)$")
_TRIAL = lazy("示范(市县|县市|区|市|县)$")
_GRADED = lazy("(?<=[一-鿿]{2})国家(?=[一-鿿]{6})")
_DATED = lazy('^20\\d\\d年?度?(?:[“"「『][^”"」』]{2,12}[”"」』])?(?:主题)?(?=[一-鿿]{5})')
_INNER = lazy("(?<=[一-鿿]{4})(?:工程|项目)(?=[一-鿿]{2,6}(?:段|标段)$)")
_ARTICLES = lazy(r"\d{1,3}条(?=[”\"」』])")
_AT_PLACE = lazy("^([一-鿿]{2,6}(?:高速|高速公路|铁路|高铁|公路|运河))[一-鿿]{2,4}段$")


def _plainer(printed: str) -> list[Other]:
    """Without words that a later report leaves out: 集团 of a firm, 超级, 三年; the whole road for a stretch of it."""
    found = [
        Other(pattern.sub("", printed))
        for pattern in (_FIRM, _GROUP, _LARGE, _OUTPUT, _CROWNS, _MAGNITUDE, _SMALL_REMARK, _SERIES, _MAIN)
        if pattern.search(printed) is not None
    ]
    found += _cleaned(printed)
    if (nickname := _NICKNAME.search(printed)) is not None:
        found.append(Other(printed[: nickname.start()], past=True))
    if (years := _YEARS.search(printed)) is not None:
        short = Other(printed[: years.start()] + printed[years.end() :])
        found.append(short if len(printed) - years.end() > _ONE_WORD else short._replace(exact=True))
    if (year := _YEAR_OF.search(printed)) and year.start() >= _SHORTEST_MOTTO:
        found.append(Other(printed[: year.start()]))
    if (fast := _FAST_ROAD.search(printed)) is not None:
        found.append(Other(f"{printed[: fast.start()]}路快速化{printed[fast.end() :]}"))
    if (made_fast := _MADE_FAST.search(printed)) is not None:
        found.append(Other(f"{printed[: made_fast.start()]}快速路"))
    if (levels := _LEVELS.match(printed)) is not None:
        found += [Other(printed[levels.end() :], exact=True)]
        found += [Other(printed[levels.end() :].replace("国土空间总体规划", "国土空间规划"), exact=True)]
    if (lifted := _LIFTED.search(printed)) is not None:
        found.append(Other(f"{printed[: lifted.start()]}行动", exact=True, needs="行动"))
    if (moved := _MOVED.search(printed)) is not None:
        found += [Other(f"{printed[: moved.start()]}{other}") for other in _MOVES if other != moved[0]]
    if (together := _AND_MORE.search(printed)) is not None:
        found.append(Other(printed[: together.start()]))
    if (park := _PARK.search(printed)) is not None:
        found.append(Other(f"{printed[: park.start()]}园", needs=f"{printed[park.start() - 2 : park.start()]}园"))
    if (sight := _SIGHT.search(printed)) and sight.start():
        found += [Other(f"{printed[: sight.start()]}{sight[1]}A{sort}") for sort in ("景区", "旅游景区")]
    if inner := _INNER.search(printed):
        found.append(Other(printed[: inner.start()] + printed[inner.end() :]))
    if (dated := _DATED.match(printed)) and dated.end() > 4:
        found.append(Other(printed[dated.end() :], past=True))
    if articles := _ARTICLES.search(printed):
        found.append(Other(printed[: articles.start()] + printed[articles.end() :]))
    if at_place := _AT_PLACE.match(printed):
        found.append(Other(at_place[1], whole=True, unless=r"\|[一-鿿]{2,6}(?:[至到]|段)"))
    figures = _FIGURES.search(printed)
    if figures is not None and figures.start() >= _SHORTEST_OF_FIGURES and figures.end() < len(printed):
        found.append(Other(printed[: figures.start()] + printed[figures.end() :]))  # without “1+2+5”
    if stretch := _STRETCH.match(printed):
        found.append(Other(stretch[1], whole=True, unless=r"\|[一-鿿]{2,6}[至到]"))
    return found


_BY_WHEN = lazy(
    r"^(?:年底|年内|年中|上半年|春节|元旦|国庆|五一|七一|\d{1,2}月(?:底|份|初)?|[“\"][^”\"]{1,4}[”\"]|[一-鿿]{2,6}节)(?:之?前|期间)"
)
_WORK_ON_A_BOOK = lazy(r"(?<=》)(?:终审|出版|编纂|编撰|编修|修订|印刷|发行|续修|和|与|、){1,6}(?:工作)?$")
_AWARD = lazy(r"(?<=[”\"」』])(?:荣誉)?(?:称号|品牌|牌子)$")
_MEETINGS = lazy(r"(?<=[会节赛])(?:等)?(?:节会|盛会|赛事|节庆|展会|会展)$")
_QUOTED_ACTIVITY = lazy(r"(?<=[”\"」』])(?:系列)?活动$")


def _cleaned(printed: str) -> list[Other]:
    """Without words of the promise that stand around the name: by when, the work on a book, what is given."""
    return [
        Other(pattern.sub("", printed, 1), exact=pattern is _QUOTED_ACTIVITY)
        for pattern in (_BY_WHEN, _WORK_ON_A_BOOK, _AWARD, _MEETINGS, _QUOTED_ACTIVITY)
        if pattern.search(printed) is not None
    ]


def _lines(printed: str) -> list[Other]:
    """青白高速 for 白青高速; 青榄至白鹭段 as 青白段; two cities by their first characters."""
    found: list[Other] = []
    if rail := _RAIL.match(printed):
        found += [Other(f"{rail[1]}{other}") for other in _RAILS if other != rail[2]]
    if line := _SHORT_LINE.match(printed):
        found.append(Other(f"{line[2]}{line[1]}{printed[2:]}"))
    if section := _SECTION.search(printed):
        found.append(Other(f"{printed[: section.start()]}{section[1]}{section[2]}段{printed[section.end() :]}"))
    if printed[:2] in _cities() and printed[2:4] in _cities():
        found.append(Other(f"{printed[0]}{printed[2]}{printed[4:]}"))
    return found


@cache
def _cities() -> frozenset[str]:
    """The short names of prefectures that have two characters, and of the cities that are provinces."""
    from mubiao.regions.lookup import short_name
    from mubiao.regions.table import places

    named = (short_name(place) for code, place in places().items() if code.endswith("00"))
    return frozenset(name for name in named if len(name) == 2)
