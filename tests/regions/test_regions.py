"""The list of places: codes, names, what lies in what, former names, and what a person may write for a place."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mubiao import regions
from mubiao.regions import (
    COUNTRY,
    LEVELS,
    ancestors,
    by_name,
    children,
    former_names,
    is_inside,
    region,
    resolve,
    short_name,
    successor,
)
from mubiao.regions.table import places, towns_named, towns_of, zones


def names(found: list[regions.Region]) -> list[str]:
    return [place.name for place in found]


def test_counts_of_the_list() -> None:
    levels = [place.level for place in places().values()]
    assert [levels.count(level) for level in LEVELS[:4]] == [1, 33, 333, 2845]
    assert len(zones()) > 900


def test_every_place_lies_in_the_country() -> None:
    for code in [*places(), *zones()]:
        assert code == COUNTRY or ancestors(code)[-1].code == COUNTRY, code
        place = region(code)
        assert place is not None
        assert place.level in LEVELS
        assert place.parent is None or place in children(place.parent)


def test_levels_and_parents() -> None:
    assert names(ancestors("350582")) == ["泉州市", "福建省", "全国"]
    assert names(ancestors("429004")) == ["湖北省", "全国"], "a city run by its province"
    assert names(ancestors("110105")) == ["北京市", "全国"]
    assert names(ancestors("350582103")) == ["晋江市", "泉州市", "福建省", "全国"]
    assert names(ancestors("zone:350500-taishang")) == ["泉州市", "福建省", "全国"]
    assert ancestors("999999") == []
    town = region("441900101")
    assert town is not None
    assert (town.level, town.parent) == ("town", "441900"), "a prefecture without counties"


def test_children() -> None:
    assert len([p for p in children("350500") if p.level == "county"]) == 12
    assert "泉州台商投资区" in names(children("350500"))
    assert {"青阳街道", "安海镇"} <= set(names(children("350582")))
    assert children("350582103") == []
    assert len(children(COUNTRY)) == 33


def test_is_inside() -> None:
    assert is_inside("350582103", "350000")
    assert is_inside("350582", "350582")
    assert is_inside("zone:350500-taishang", "350500")
    assert not is_inside("350500", "350582")
    assert not is_inside("zone:350500-taishang", "350521"), "a zone is no part of a county"
    assert is_inside("510000", COUNTRY)


def test_towns() -> None:
    assert len(towns_of("350582")) == 19
    assert towns_of("350500") == ()
    assert len(towns_named("城关镇")) > 50
    assert towns_named("没有这个镇") == towns_named("安海镇\n350") == ()
    assert region("350582999") is None


@pytest.mark.parametrize(
    ("code", "short"),
    [
        ("350582", "晋江"), ("350000", "福建"), ("150000", "内蒙古"), ("450000", "广西"), ("650000", "新疆"),
        ("640000", "宁夏"), ("540000", "西藏"), ("810000", "香港"), ("110000", "北京"), ("513400", "凉山"),
        ("513200", "阿坝"), ("513300", "甘孜"), ("532800", "西双版纳"), ("653000", "克孜勒苏"), ("542500", "阿里"),
        ("152200", "兴安盟"), ("152500", "锡林郭勒"), ("310115", "浦东"), ("440305", "南山"), ("622926", "东乡"),
        ("152223", "扎赉特"), ("150521", "科尔沁左翼中旗"), ("130533", "威县"), ("511521", "511521"),
        ("350582103", "安海"),
        ("350521200", "百崎"), ("zone:350500-taishang", "泉州台商投资区"), ("230624", "杜尔伯特"), ("620525", "张家川"),
        ("451031", "隆林"), ("533103", "芒市"), ("130184", "新乐"), ("429021", "神农架"), ("520203", "六枝"),
    ],
)  # fmt: skip
def test_short_names(code: str, short: str) -> None:
    place = region(code)
    assert (short_name(place) if place is not None else code) == short


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("晋江市", ["晋江市"]),
        ("晋江", ["晋江市"]),
        ("350582", ["晋江市"]),
        ("3505", ["泉州市"]),
        ("35", ["福建省"]),
        ("350582103", ["安海镇"]),
        ("350582103001", ["安海镇"]),
        ("CN", ["全国"]),
        ("中国", ["全国"]),
        ("闽", ["福建省"]),
        ("福建", ["福建省"]),
        ("福建省泉州市晋江市", ["晋江市"]),
        ("福建 / 泉州 / 晋江", ["晋江市"]),
        ("泉州晋江安海", ["安海镇"]),
        ("台商区", ["泉州台商投资区", "漳州台商投资区"]),
        ("泉州台商区", ["泉州台商投资区"]),
        ("泉州 台商区", ["泉州台商投资区"]),
        ("zone:350500-taishang", ["泉州台商投资区"]),
        ("凉山州", ["凉山彝族自治州"]),
        ("南山区", ["南山区", "南山区"]),
        ("深圳市南山区", ["南山区"]),
        ("广东南山", ["南山区"]),
        ("襄樊市", ["襄阳市"]),
        ("晋江县", ["晋江市"]),
        ("359004", ["晋江市"]),
        ("崇文区", ["崇文区"]),
        ("平潭综合实验区", ["平潭综合实验区"]),
        ("雄安新区", ["河北雄安新区"]),
        ("没有这个地方", []),
        ("", []),
        ("  ", []),
        ("99", []),
        ("福建省深圳市", []),
    ],
)
def test_resolve(text: str, expected: list[str]) -> None:
    assert names(resolve(text)) == expected


def test_the_home_decides_between_places_of_one_name() -> None:
    assert [place.code for place in resolve("南山区", home="440300")] == ["440305"]
    assert [place.code for place in resolve("鼓楼区", home="350000")] == ["350102"]
    assert [place.code for place in resolve("台商区", home="350582")] == ["zone:350500-taishang"]
    assert len(resolve("鼓楼区", home="510000")) == 4, "none is nearer"


def test_former_names_and_codes() -> None:
    assert names(by_name("晋江县")) == ["晋江市"]
    assert names(by_name("思茅地区")) == ["普洱市"]
    assert {era.name for era in former_names("350582")} == {"晋江县", "晋江市"}
    assert [era.code for era in former_names("350582")][-1] == "359004"
    for code, year, name in [
        ("350522", None, "晋江市"),
        ("352522", 1980, "晋江市"),
        ("350582", 2020, "晋江市"),
        ("420600", 2005, "襄阳市"),
    ]:
        place = successor(code, year)
        assert place is not None
        assert place.name == name
    assert successor("110103") is None, "崇文区 was dissolved"
    assert successor("000000") is None


def test_a_dissolved_place_is_still_a_place() -> None:
    place = region("110103")
    assert place is not None
    assert (place.name, place.level, place.parent) == ("崇文区", "county", "110000")
    assert place.code not in [p.code for p in children("110000")]
    assert by_name("崇文区") == [place]


def test_codes_given_out_anew_do_not_mislead() -> None:
    # 370682 and its like were numbered anew in 1982; a city of the same stem beside a county is another place.
    assert names(by_name("上饶县")) == ["广信区"]
    assert names(by_name("九江县")) == ["柴桑区"]
    assert names(by_name("普洱哈尼族彝族自治县")) == ["宁洱哈尼族彝族自治县"]


@given(st.text(max_size=12))
def test_resolve_takes_anything(text: str) -> None:
    assert isinstance(resolve(text), list)


@given(st.sampled_from(sorted(places())))
def test_a_full_name_under_its_parents_is_unambiguous(code: str) -> None:
    path = [*reversed(names(ancestors(code)[:-1])), places()[code].name]
    assert code in [place.code for place in resolve("".join(path))]


def test_importing_is_light() -> None:
    script = (
        "import sys, mubiao.regions as r; r.region('350582'); r.resolve('晋江');"
        "print([m for m in ('polars', 'duckdb', 'textual', 'rich', 'ahocorasick_rs') if m in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
