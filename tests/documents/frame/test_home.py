"""Every place of the country is found as the home of its own report, and of news about it."""

from __future__ import annotations

from collections import Counter

from mubiao.documents import document_from_text
from mubiao.documents.frame import homes
from mubiao.lexicon import rows
from mubiao.regions import COUNTRY, Region, region, short_name
from mubiao.regions.table import places, zones

NAMES = Counter(place.name for place in places().values())
# What a newspaper would call 阳泉市城区, since 城区 alone says nothing.
WORDS = frozenset((
    "城区", "矿区", "郊区", "东区", "西区", "新城区", "老城区", "古城区", "市中区", "城中区", "新市区", "新建区",
))  # fmt: skip


def governed() -> list[Region]:
    return [place for place in places().values() if place.code != COUNTRY and place.code[:2] not in ("81", "82")]


def report(place: Region) -> str:
    return (
        f"{place.name}人民政府工作报告\n——2020年1月8日在{place.name}第十届人民代表大会第五次会议上\n各位代表：\n"
        f"现在，我代表{place.name[-1]}人民政府向大会报告工作，请予审议。\n一、2019年工作回顾\n"
    )


def test_a_line_that_is_passed_over_can_be_no_name() -> None:
    names = {place.name for place in places().values()} | {zone.region.name for zone in zones().values()}
    towns = {town["name"] for town in rows("regions_towns")}
    wrong = {name for name in names | towns if len(name) <= homes._LONGEST and not homes._may_be_name(name)}
    assert wrong == set()


def test_a_report_belongs_to_the_place_whose_government_speaks() -> None:
    wrong = []
    for place in governed():
        document = document_from_text(report(place))
        expected = place.code if NAMES[place.name] == 1 else None
        if (document.region, document.region_code, document.year) != (place.name, expected, 2020):
            wrong.append((place, document.region, document.region_code))
    assert not wrong


def test_a_shared_name_is_told_by_the_prefecture_it_speaks_of() -> None:
    wrong = []
    for place in governed():
        if NAMES[place.name] > 1 and place.parent is not None:
            above = region(place.parent)
            assert above is not None
            text = report(place) + f"在{above.name}的领导下，我们主动融入{above.name}，全区经济稳中有进。\n"
            document = document_from_text(text)
            if document.region_code != place.code:
                wrong.append((place, document.region_code))
    assert not wrong


def test_news_belongs_to_the_county_that_it_is_about() -> None:
    wrong = []
    for place in governed():
        if place.level != "county" or place.parent is None or place.name in WORDS:
            continue
        above = region(place.parent)
        assert above is not None
        document = document_from_text(
            f"{short_name(place)}：奋力谱写高质量发展新篇章\n本报讯 记者 2023年，{place.name}地区生产总值增长6%。"
            f"{above.name}有关部门支持{place.name}发展。\n"
        )
        if (document.region_code, document.kind, document.year) != (place.code, "news", 2023):
            wrong.append((place, document.region, document.region_code))
    assert not wrong
