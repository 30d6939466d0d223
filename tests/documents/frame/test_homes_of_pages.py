"""Whose a short page is: an entry, a profile, news or a note that never says whose office speaks."""

from __future__ import annotations

import pytest

from mubiao.documents.frame import read_frame
from mubiao.documents.frame.asides import beside, in_parts, measured_by, one_of_several, toured
from mubiao.documents.frame.defined import defined
from mubiao.documents.frame.scale import scale_of
from mubiao.regions.gazetteer import nationwide

PAGES = {
    "a zone that its title names": (
        "梅岭管理区简介\n梅岭管理区前身是国营梅岭农场，2003年改制为永春县梅岭管理区，为永春县派出机构。"
        "北与德化县相邻，南与南安市接壤。我区耕地6万亩。全区有4个管理处，人口6400人。\n",
        ("梅岭管理区", None),
    ),
    "a zone that the first sentence defines": (
        "园区简介\n永春县石鼓工业园区成立于2003年4月，规划面积8平方公里。园区有企业86家，税收2亿元。\n",
        ("永春县石鼓工业园区", None),
    ),
    "a zone called shorter in the title": (
        "永春开发区\n永春经济开发区组建于2005年，东至梅河镇长青路，规划面积12平方公里，居住人口1万人。\n",
        ("永春经济开发区", None),
    ),
    "a port": ("莆田港区简介\n莆田港区成立于2001年，户籍人口6万人。港区吞吐量1亿吨。\n", ("莆田港区", None)),
    "a zone that comes first and is 全区 then": (
        "今年上半年，郑州航空港区经济稳中有进。全区完成产值38亿元，区管委会说，下半年全区将开工38个项目。\n",
        ("郑州航空港经济综合实验区", "zone:410100-hangkonggang"),
    ),
    "a county that tells of its zone": (
        "我县园区提质\n今年，永丰县工业园区收入16亿元。全县签约31个项目，全县开工24个，我县有企业168家。\n",
        ("永丰县", "360825"),
    ),
    "a county that an entry defines": (
        "双柏县位于云南省中部，地处楚雄、玉溪、普洱三州市交界处，东与易门、禄丰毗邻，面积4045平方公里。\n",
        ("双柏县", "532322"),
    ),
    "a short name that an entry defines": (
        "霞浦位于福建省宁德市，与台湾省隔海相望，面积1489平方公里。全县有52万人。\n",
        ("霞浦县", "350921"),
    ),
    "a street that an entry defines": (
        "青泥洼桥街道地处市内最繁华处，占地1.39平方公里，有1万户。双合社区为辽宁省文明社区。\n",
        ("青泥洼桥街道", "210202020"),
    ),
    "a city behind a part of the year": (
        "上半年绍兴跨境电商出口增长两成\n记者昨日获悉，全市出口126亿元，全市新增企业212家，全市海外仓46个。\n",
        ("绍兴市", "330600"),
    ),
    "a prefecture beside its city of the same stem": (
        "恩施州一季度旅游收入增长三成\n恩施州接待866万人次。全州新增景区3家，其中恩施市2家。\n",
        ("恩施土家族苗族自治州", "422800"),
    ),
    "a shared name, told by the level": (
        "我省夏粮丰收\n记者获悉，今年全省夏粮710亿斤，全省小麦8200万亩，我省单产增加。河南小麦占四分之一。\n",
        ("河南省", "410000"),
    ),
    "a shared name of two districts": (
        "二、农业\n海州地势低洼，解放前亩产50公斤。1990年，全区产值3235万元，粮食5万吨。\n",
        ("海州区", None),
    ),
    "where trains go": (
        "三、车站\n车站始建于1926年，有直达北京、大连、沈阳、长春的列车21对，日均发送旅客3200人。\n",
        (None, None),
    ),
    "where a delegation goes": (
        "市党政代表团赴苏州昆山考察\n我市党政代表团赴苏州、昆山考察。昆山市去年产值500亿元，全市有企业2700家。\n",
        (None, None),
    ),
    "a brand": (
        "青岛啤酒项目落户我县\n日前，青岛啤酒项目落户我县，投资6亿元。今年，全县签约26个项目，全县到资31亿元。\n",
        (None, None),
    ),
    "news of a county with a city in the title": (
        "厦门客商看好我县\n日前，我县签约项目投资6亿元。今年，全县签约26个项目，全县到资31亿元。\n",
        (None, None),
    ),
    "a city by whose sums a county measures itself": (
        "我市外贸回升\n1—9月，我市进出口21亿元，占青岛市目标的77.1%，增幅高于青岛市、全省0.5个百分点。\n"
        "总量列青岛12区市第8，到账外资占青岛市目标的81%，全市出口15亿元。\n",
        (None, None),
    ),
    "cities that it has overtaken": (
        "上半年，我市总值1862亿元，总量超过嘉兴、绍兴，增速高于温州1.6个百分点，全市投资968亿元，我市民资占62%。\n",
        (None, None),
    ),
    "two of the same city": (
        "荣成市、文登区入选试点。荣成市、乳山市获奖。全市改造公路531公里，全市厕所改造1234个。\n",
        ("威海市", "371000"),
    ),
    "a town that its slogans call": (
        "镇2010年工作总结\n我镇立足冶溪实际，努力构建生态、文明、魅力冶溪。全镇新建茶园16个，增收500元。\n",
        ("冶溪镇", "340828111"),
    ),
    "a dissolved district whose name another had before": (
        "第一章 新浦区\n新浦区东与云台区相连，西与东海县近邻，面积46.8平方公里。1990年全区产值1亿元。\n",
        ("新浦区", "320705"),
    ),
    "a county that has things": ("水利\n柳河县境内有大小河流218条，水库18座，灌溉21万亩。\n", ("柳河县", "220524")),
    "where a factory came from": (
        "一、工业\n民国时期，从淮阴迁来织布厂，工人150人。1949年，全区有织布机50台，全区有工人280人。\n",
        (None, None),
    ),
    "a heading that has lost its line": (
        "三、邮电赣榆地处要冲，古代有驿站3处。1958年，全县共设邮电所25处，县局收入103万元。\n",
        ("赣榆区", "320707"),
    ),
    "canals that are dug": (
        "本报讯 甘肃通渭县大搞水利，全县修水渠一百八十条，打井二千六百眼，全县出工六万人。\n",
        ("通渭县", "621121"),
    ),
    "old villages are no city": ("全市改造6个旧村、9个旧厂，全市拆除3个旧市场，收入6亿元。\n", (None, None)),
    "a shopping street": ("鼓楼商圈火了\n鼓楼商圈销售3亿元，全区游客86万人次，全区餐饮1亿元。\n", (None, None)),
    "counties that are counted": (
        "一、棉花\n民国时期，临海、黄岩、温岭、玉环4县植棉3万亩，临海、三门、黄岩3县增至5万亩。1949年，全区植棉6万亩。\n",
        (None, None),
    ),
    "several towns, each defined": (
        "石鼓镇位于县城西部，人口3万人。\n五里街镇位于县城北部，人口4万人。\n蓬壶镇位于县西北部，人口5万人。\n",
        (None, None),
    ),
    "what nobody could derive from a name": (
        "全州企业增加。三年来，纺织、建材等企业落户克州，如今的克州有企业1200家，全州工业产值90亿元。\n",
        ("克孜勒苏柯尔克孜自治州", "653000"),
    ),
    "who is invited": ("今年计划引进北京市名师20人次，市中心医院新增床位200张。\n", (None, None)),
    "an office of no town": ("健全乡镇政府服务职能，新增乡镇站所12个，培训180人次。\n", (None, None)),
}


@pytest.mark.parametrize(("text", "home"), PAGES.values(), ids=PAGES)
def test_whose_a_page_is(text: str, home: tuple[str | None, str | None]) -> None:
    frame = read_frame(text)
    assert (frame.region, frame.region_code) == home


def test_a_page_of_parks_is_of_the_park_where_it_says_so() -> None:
    text = "园区建设加快。园区投资6亿元，园区新增企业12家。{}蜀山区、合肥市支持发展。"
    assert not (read_frame(text.format("")).region_code or "").startswith("zone:")
    told = read_frame(text.format("园区管委会介绍，我园区增收5%。"))
    assert told.region_code is not None and told.region_code.startswith("zone:3401")


def test_a_road_is_no_office() -> None:
    assert scale_of("园区东至梅河镇长青路，西至河东。").kind is None
    assert scale_of("梅河镇长某某主持会议。").kind == "镇"


def test_a_sentence_defines_one_place_at_its_head() -> None:
    assert defined("简介\n【嵩县】位于河南省西部。", "") == (("410325",), "嵩县")
    assert defined("洛阳市嵩县面积3009平方公里。", "") == (("410325",), "嵩县")
    assert defined("今年以来，嵩县位于前列。", "") is None
    assert defined("全县丰收。嵩县位于河南省西部。", "") is None
    assert defined("嵩县召开会议。", "") is None


@pytest.mark.parametrize(
    ("text", "name", "aside"),
    [
        ("有开往北京、沈阳方向的列车。", "沈阳", True),
        ("产品远销北京、沈阳等地。", "北京", True),
        ("地处豫西，位于洛阳、南阳两市结合部。", "洛阳", True),
        ("地处洛阳西部。", "洛阳", False),
    ],
)
def test_places_beside_the_one_told_of(text: str, name: str, aside: bool) -> None:
    mention = next(m for m in nationwide().find(text) if text[m.start : m.end] == name)
    assert beside(text, mention) is aside


def test_one_of_several_is_counted_behind_its_list() -> None:
    text = "永春县、德化县2县植棉3万亩。永春县植棉2万亩。"
    assert [one_of_several(text, mention) for mention in nationwide().find(text)] == [True, True, False]


@pytest.mark.parametrize(
    ("text", "measured"),
    [
        ("占德化县任务的81%。", True),
        ("占德化县东部。", False),
        ("列德化县各镇第3。", True),
        ("列德化县名单。", False),
        ("高于德化县。", True),
        ("快于永春县、德化县。", True),
        ("来到德化县。", False),
    ],
)
def test_what_a_place_is_measured_by(text: str, measured: bool) -> None:
    mention = next(m for m in nationwide().find(text) if m.name == "德化县")
    assert measured_by(text, mention) is measured


def test_two_places_of_one_city_in_a_list_are_parts() -> None:
    for text, parts in (("永春县、德化县增收。", True), ("永春县、福州市增收。", False), ("永春县增收。", False)):
        assert in_parts(text, nationwide().find(text), 0) is parts


def test_where_one_s_own_people_go() -> None:
    assert toured("我市代表团赴昆山市考察。") == {"320583"}
    assert toured("省长赴昆山市调研。") == frozenset()
