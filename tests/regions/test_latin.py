"""Places by their names in Latin letters, read as those who live there read them."""

from __future__ import annotations

import re
from collections import defaultdict
from importlib.util import find_spec

import pytest

from mubiao.filters.names import places
from mubiao.lexicon import TABLES
from mubiao.model import FilterError
from mubiao.regions import region
from mubiao.regions.latin import folded, romanised, spelled, spellings
from mubiao.regions.romanise import readings, syllables, table
from mubiao.regions.table import COUNTRY, data_lines
from mubiao.regions.table import places as listed


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("Fujian", "350000"),
        ("FUJIAN Province", "350000"),
        ("fujiansheng", "350000"),
        ("Quanzhou City", "350500"),
        ("Quanzhou Shi", "350500"),
        ("quanzhou county", "450324"),
        ("Quánzhōu xiàn", "450324"),
        ("quan-zhou", "350500 450324"),
        ("fujian quanzhou", "350500"),
        ("Shaanxi", "610000"),
        ("Shanxi", "140000"),
        ("Shaanxi sheng", "610000"),
        ("shanxi sheng", "140000"),
        ("Lvliang", "141100"),
        ("Lüliang", "141100"),
        ("Lǚliáng", "141100"),
        ("Lyuliang", "141100"),
        ("Luliang City", "141100"),
        ("Luliang", "141100 530322"),
        ("Xi'an City", "610100"),
        ("Xi’an District", "220403 231005"),
        ("Minhang District", "310112"),
        ("Liangshan zhou", "513400"),
        ("Liangshan Autonomous Prefecture", "513400"),
        ("Inner Mongolia", "150000"),
        ("Neimenggu", "150000"),
        ("Inner Mongolia Autonomous Region", "150000"),
        ("Xinjiang Uygur Autonomous Region", "650000"),
        ("Guangxi Zhuang Autonomous Region", "450000"),
        ("Tibet", "540000"),
        ("xizang", "540000"),
        ("Hohhot", "150100"),
        ("Huhehaote", "150100"),
        ("Ürümqi", "650100"),
        ("Urumqi", "650100"),
        ("Lhasa", "540100"),
        ("Xigazê", "540200"),
        ("Rikaze", "540200"),
        ("Kashgar Prefecture", "653100"),
        ("Kashgar City", "653101"),
        ("Hong Kong", "810000"),
        ("Macau", "820000"),
        ("Harbin", "230100"),
        ("Haerbin", "230100"),
        ("Qiqihar", "230200"),
        ("Chongqing Municipality", "500000"),
        ("gdp", ""),
        ("x", ""),
        ("", ""),
        ("泉州", ""),
    ],
)
def test_a_place_by_its_name_in_latin_letters(typed: str, codes: str) -> None:
    assert [place.code for place in romanised(typed)] == codes.split()


@pytest.mark.parametrize(
    ("name", "reading"),
    [line.split() for line in """
        长治市 changzhi
        漯河市 luohe
        朝阳市 chaoyang
        朝阳县 chaoyang
        重庆市 chongqing
        厦门市 xiamen
        乐清市 yueqing
        乐亭县 laoting
        乐陵市 laoling
        台州市 taizhou
        蔚县 yuxian
        六安市 luan
        六合区 luhe
        大城县 daicheng
        番禺区 panyu
        东阿县 donge
        浚县 xunxian
        单县 shanxian
        铅山县 yanshan
        歙县 shexian
        亳州市 bozhou
        牟平区 muping
        牟定县 mouding
        洪洞县 hongtong
        尉犁县 yuli
        尉氏县 weishi
        莘县 shenxian
        郫都区 pidu
        会东县 huidong
        蚌埠市 bengbu
        蚌山区 bengshan
        深圳市 shenzhen
        丽水市 lishui
        井陉县 jingxing
        泌阳县 biyang
        任丘市 renqiu
        成都市 chengdu
        长子县 zhangzi
        马尾区 mawei
        闵行区 minhang
        珲春市 hunchun
        筠连县 junlian
        荥经县 yingjing
        荥阳市 xingyang
        库尔勒市 kuerle
        喀什地区 kashi
        什邡市 shifang
        宝坻区 baodi
        涡阳县 guoyang
        繁峙县 fanshi
        召陵区 shaoling
        南召县 nanzhao
        称多县 chenduo
        大埔县 dabu
        黄埔区 huangpu
    """.strip().splitlines()],
)  # fmt: skip
def test_readings_that_dictionaries_have_otherwise(name: str, reading: str) -> None:
    # 蔚县 has no shorter name.
    found = {place.name for place in spellings().get(reading, ())} | {place.name for place in romanised(reading)}
    assert name in found


def test_every_place_has_a_reading_a_syllable_a_character() -> None:
    rows = dict(line.split(",") for line in data_lines("regions_pinyin"))
    assert set(rows) == set(listed()) - {COUNTRY}
    for code, pinyin in rows.items():
        place = region(code)
        assert place is not None and len(pinyin.split()) == len(place.name), code
        assert re.fullmatch("[a-z]+( [a-z]+)*", pinyin), code


def test_a_character_has_one_reading_unless_the_table_says_otherwise() -> None:
    known = readings()
    seen: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for line in data_lines("regions_pinyin"):
        code, pinyin = line.split(",")
        place = region(code)
        assert place is not None
        for character, syllable in zip(place.name, pinyin.split(), strict=True):
            seen[character][syllable].append(place.name)
    excused = {character for part in known for character in part}
    assert {c: dict(said) for c, said in seen.items() if len(said) > 1 and c not in excused} == {}


def test_the_hand_kept_readings_hold_in_the_table() -> None:
    rows = dict(line.split(",") for line in data_lines("regions_pinyin"))
    for code, pinyin in rows.items():
        place = region(code)
        assert place is not None
        assert syllables(place.name, readings(), lambda name, said=pinyin: said.split()) == pinyin.split(), place.name


@pytest.mark.skipif(find_spec("pypinyin") is None, reason="pypinyin is only there where the table is made")
def test_the_table_is_made_of_its_sources() -> None:
    from pypinyin import lazy_pinyin

    assert table(lazy_pinyin) == (TABLES / "regions_pinyin.csv").read_text(encoding="utf-8")


def test_the_other_names_are_of_places_that_are_there() -> None:
    for line in data_lines("place_romanised"):
        code, name, spelled = line.split(",")
        place = region(code)
        assert place is not None and place.name == name, line
        for one in spelled.split("|"):
            assert place in romanised(one.removeprefix("!")), line


def test_a_name_of_several_places_is_told_apart_and_a_database_decides() -> None:
    with pytest.raises(FilterError, match="福建省泉州市 350500, 广西壮族自治区桂林市全州县 450324"):
        places("Quanzhou")
    assert places("Quanzhou", several=True) == ("350500", "450324")
    assert places("Quanzhou", {"350500": "泉州市", "350000": "福建省"}) == ("350500",)
    with pytest.raises(FilterError, match="no such place: quanzou; did you mean quanzhou"):
        places("quanzou")


def test_a_place_is_spelled_for_lists() -> None:
    assert [spelled(code) for code in ("350500", "CN", "zone:350500-taishang", "513400")] == [
        *("quanzhou", "", "", "liangshan")
    ]


def test_folding() -> None:
    assert folded("Xi'an") == folded("XI AN") == folded("xi-an") == "xian"
    assert folded("Lǚliáng") == folded("Lüliang") == "lvliang"
