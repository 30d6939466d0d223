"""Places named in a text: full names anywhere, short ones near the home, ordinary words never."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mubiao.regions import gazetteer_for

JINJIANG, QUANZHOU, FUJIAN, NANSHAN, ZONE, TOWN = (
    "350582", "350500", "350000", "440305", "zone:350500-taishang", "350582103",
)  # fmt: skip


def found(text: str, home: str | None) -> list[tuple[str, str | None]]:
    return [(text[m.start : m.end], m.name) for m in gazetteer_for(home).find(text)]


@pytest.mark.parametrize(
    ("home", "text", "expected"),
    [
        (None, "福建省和泉州市晋江市", [("福建省", "福建省"), ("泉州市", "泉州市"), ("晋江市", "晋江市")]),
        (None, "福建、泉州、晋江", []),
        (
            JINJIANG,
            "福建、泉州、晋江、石狮",
            [("福建", "福建省"), ("泉州", "泉州市"), ("晋江", "晋江市"), ("石狮", "石狮市")],
        ),
        (JINJIANG, "绵阳、成都的经验", []),
        (JINJIANG, "与成都市合作", [("成都市", "成都市")]),
        (QUANZHOU, "安溪、永春增长6%", [("安溪", "安溪县"), ("永春", "永春县")]),
        (FUJIAN, "厦门、漳州、平潭", [("厦门", "厦门市"), ("漳州", "漳州市"), ("平潭", "平潭综合实验区")]),
        (FUJIAN, "晋江、石狮", []),
        (
            "510000",
            "凉山州、阿坝和甘孜",
            [("凉山州", "凉山彝族自治州"), ("阿坝", "阿坝藏族羌族自治州"), ("甘孜", "甘孜藏族自治州")],
        ),
        (JINJIANG, "原晋江县的企业", [("晋江县", "晋江市")]),
    ],
)
def test_full_and_short_names(home: str | None, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, home) == expected


@pytest.mark.parametrize(
    ("home", "text"),
    [
        (JINJIANG, "做强实体经济，传承“晋江经验”"),
        (QUANZHOU, "维护东南安全，优化营商环境"),
        (QUANZHOU, "让群众得实惠安心办事"),
        (QUANZHOU, "铝合金门窗企业"),
        (FUJIAN, "与宁德时代签约"),
        (FUJIAN, "南平原野，泉州师范学院扩建"),
        (QUANZHOU, "资源、合作、振兴、新建一批公园"),
        (QUANZHOU, "创建国家级示范县和县域样板"),
        (QUANZHOU, "推进新城区、老城区和城区建设"),
        (QUANZHOU, "新增城市公园，提升兴城市形象，迈向山区"),
        (QUANZHOU, "完善经济开发区和高新区布局"),
        (None, "合作市场、东方市场和资源县域经济"),
        ("510000", "开展川西藏区工作"),
        ("500000", "隆重庆祝"),
        (JINJIANG, "晋江路、晋江大桥和晋江流域"),
    ],
)
def test_other_words(home: str | None, text: str) -> None:
    assert found(text, home) == []


@pytest.mark.parametrize(
    ("home", "text", "expected"),
    [
        ("120000", "河西、和平、南开", [("河西", "河西区"), ("和平", "和平区"), ("南开", "南开区")]),
        ("120000", "维护和平", []),
        ("441500", "汕尾市城区工业", [("汕尾市", "汕尾市"), ("城区", "城区")]),
        ("150100", "新城区、回民区和赛罕区", [("新城区", "新城区"), ("回民区", "回民区"), ("赛罕区", "赛罕区")]),
        ("440300", "在宝安、南山和龙岗", [("宝安", "宝安区"), ("南山", "南山区"), ("龙岗", "龙岗区")]),
        (NANSHAN, "如今的南山日新月异", [("南山", "南山区")]),
        ("511500", "珙县和高县", [("珙县", "珙县"), ("高县", "高县")]),
    ],
)
def test_words_that_are_places_in_company(home: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, home) == expected


@pytest.mark.parametrize(
    ("home", "text", "expected"),
    [
        (JINJIANG, "安海镇和青阳街道", [("安海镇", "安海镇"), ("青阳街道", "青阳街道")]),
        (JINJIANG, "锦尚镇的企业", []),
        (JINJIANG, "石狮市率先。锦尚镇的企业", [("石狮市", "石狮市"), ("锦尚镇", "锦尚镇")]),
        (JINJIANG, "晋江安海", [("晋江", "晋江市"), ("安海", "安海镇")]),
        (JINJIANG, "在安海建设", []),
        (TOWN, "在安海建设", [("安海", "安海镇")]),
        (QUANZHOU, "南安市水头镇", [("南安市", "南安市"), ("水头镇", "水头镇")]),
        (None, "寿宁县下党乡", [("寿宁县", "寿宁县"), ("下党乡", "下党乡")]),
        (None, "万源市大竹河片区", [("万源市", "万源市")]),
        (ZONE, "张坂镇和洛阳镇", [("张坂镇", "张坂镇"), ("洛阳镇", "洛阳镇")]),
        (NANSHAN, "南山区招商大会", [("南山区", "南山区")]),
    ],
)
def test_towns(home: str | None, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, home) == expected


@pytest.mark.parametrize(
    ("home", "text", "expected"),
    [
        (QUANZHOU, "台商投资区、台商区", [("台商投资区", "泉州台商投资区"), ("台商区", "泉州台商投资区")]),
        ("350600", "台商投资区", [("台商投资区", "漳州台商投资区")]),
        (FUJIAN, "台商投资区", []),
        (FUJIAN, "泉州台商投资区", [("泉州台商投资区", "泉州台商投资区")]),
        ("510000", "天府新区", [("天府新区", "四川天府新区")]),
        ("410000", "河北雄安新区", [("河北雄安新区", "河北雄安新区")]),
        ("320500", "苏州工业园区和工业园区", [("苏州工业园区", "苏州工业园区")]),
    ],
)
def test_zones(home: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, home) == expected


def test_a_shared_name_keeps_its_candidates() -> None:
    (mention,) = gazetteer_for("510000").find("与鼓楼区结对")
    assert (mention.code, mention.name) == (None, None)
    assert set(mention.candidates) == {"320106", "320302", "350102", "410204"}
    (near,) = gazetteer_for(FUJIAN).find("与鼓楼区结对")
    assert (near.code, near.candidates) == ("350102", ())
    parent, child = gazetteer_for(JINJIANG).find("南京市鼓楼区")
    assert (parent.code, child.code) == ("320100", "320106")


@pytest.mark.parametrize(
    ("home", "word", "name"),
    [
        (JINJIANG, "全市", "晋江市"), (JINJIANG, "全省", "福建省"), (JINJIANG, "我国", "全国"),
        (JINJIANG, "全县", None),
        (ZONE, "全区", "泉州台商投资区"), (ZONE, "全市", "泉州市"), (NANSHAN, "全区", "南山区"),
        (NANSHAN, "全市", "深圳市"),
        (TOWN, "全镇", "安海镇"), (TOWN, "我市", "晋江市"), ("110105", "全市", "北京市"),
        ("450000", "全区", "广西壮族自治区"),
        ("513400", "全州", "凉山彝族自治州"), ("150621", "全旗", "达拉特旗"), (None, "全市", None),
        (None, "全国", "全国"),
        (JINJIANG, "全部", None),
    ],
)  # fmt: skip
def test_relative_words(home: str | None, word: str, name: str | None) -> None:
    place = gazetteer_for(home).relative(word)
    assert (place.name if place is not None else None) == name


@given(st.text(alphabet="福建泉州晋江安海石狮南山区市县镇和、平新城台商投资\ud800\r\n 1", max_size=120))
def test_mentions_are_in_order_and_inside_the_text(text: str) -> None:
    for home in (None, JINJIANG, ZONE):
        end = 0
        for mention in gazetteer_for(home).find(text):
            assert end <= mention.start < mention.end <= len(text)
            assert (mention.code is None) == (mention.name is None) == bool(mention.candidates)
            end = mention.end


def test_a_long_line_stays_linear() -> None:
    assert len(gazetteer_for(JINJIANG).find("晋江" * 100_000)) == 100_000
    assert len(gazetteer_for(JINJIANG).find("和平、" * 100_000)) == 0
