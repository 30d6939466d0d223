"""The document before its numbers: what speaks for home and year, how it is weighed, and what stays in doubt."""

from __future__ import annotations

import pytest

from mubiao.documents import document_from_text
from mubiao.documents.frame import read_frame
from mubiao.documents.frame.scale import scale_of
from mubiao.documents.frame.vote import Candidate, Cue, cues, weigh

WEIGHTS = {"home:title": Cue(4.0, 9, 10), "home:lead": Cue(1.0, 5, 10), "home:rare": Cue(-2.0, 1, 10)}


def candidate(cue: str, name: str) -> Candidate:
    return Candidate("home", (name, None), f"home:{cue}", "")


def test_the_value_whose_cues_weigh_most_wins_by_its_margin() -> None:
    verdict = weigh([candidate("title", "甲县"), candidate("lead", "乙县"), candidate("lead", "甲县")], WEIGHTS)
    assert verdict.value == ("甲县", None)
    assert verdict.margin == pytest.approx(4.0)  # 5 against 1
    assert [weighed.value for weighed in verdict.ranked] == [("甲县", None), ("乙县", None)]


def test_a_cue_counts_once_for_a_value() -> None:
    assert weigh([candidate("lead", "甲县")] * 9, WEIGHTS).margin == pytest.approx(1.0)


def test_what_is_more_often_wrong_than_right_is_not_believed_alone() -> None:
    verdict = weigh([candidate("rare", "甲县")], WEIGHTS)
    assert verdict.value is None
    assert verdict.ranked[0].value == ("甲县", None)


def test_a_tie_is_nobodys() -> None:
    assert weigh([candidate("lead", "甲县"), candidate("lead", "乙县")], WEIGHTS).value is None


def test_nothing_proposed_is_nothing_found() -> None:
    assert weigh([]).value is None


def test_the_table_of_cues_holds_counts_that_fit_its_weights() -> None:
    for cue, known in cues().items():
        assert known.right <= known.seen
        if known.seen > 20 and known.right * 2 > known.seen + 2:
            assert known.weight > 0, cue


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("现在，我代表县人民政府向大会报告工作。全市第一，全市率先，全市领先，全市前列。", "县"),
        ("全州经济稳中有进，全州财政增长6%，全市上下努力。", "州"),
        ("我代表国务院，向大会报告政府工作。全省全省全省。", "国"),
        ("没有线索的一段话。", None),
        ("全省上下，全市上下。", None),
    ],
)
def test_the_level_that_a_text_speaks_for(text: str, kind: str | None) -> None:
    assert scale_of(text).kind == kind


SPEECH = "各位代表：\n现在，我代表{}人民政府向大会报告工作，请予审议。\n"


@pytest.mark.parametrize(
    ("text", "name", "ids"),
    [
        ("2021年永春县政府工作报告\n" + SPEECH.format("永春县"), "永春县2021.txt", []),
        ("2021年永春县政府工作报告\n" + SPEECH.format("永春县"), "德化县2021.txt", ["home-name"]),
        (
            "2021年永春县政府工作报告\n——2021年1月5日在县人民代表大会上\n" + SPEECH.format("永春县"),
            "2019.md",
            ["year-name"],
        ),
        ("一段没有任何线索的话。", "", ["home-unknown", "year-unknown"]),
    ],
    ids=["agrees", "another place", "another year", "silent"],
)
def test_what_does_not_fit_is_a_doubt(text: str, name: str, ids: list[str]) -> None:
    assert [doubt for doubt, _ in document_from_text(text, name).doubts] == ids


def test_a_doubt_is_told_in_words() -> None:
    text = "2021年永春县政府工作报告\n——2021年1月5日在县人民代表大会上\n" + SPEECH.format("永春县")
    assert dict(document_from_text(text, "2019.md").doubts)["year-name"] == "year 2021, but its name says 2019"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (
            "政府工作报告\n——2016年1月19日在永春县人民代表大会上\n" + SPEECH.format("永春县") + "一、2015年工作回顾\n",
            2016,
        ),
        ("永春县政府工作报告（2015年12月27日 某某）\n" + SPEECH.format("县") + "二、2016年工作安排\n", 2016),
        ("政府工作报告\n" + SPEECH.format("永春县") + "一、“十二五”发展回顾\n三、2016年的主要工作\n", 2016),
        ("政府工作报告\n" + SPEECH.format("永春县") + "一、2004年政府工作的简要回顾\n", 2005),
        ("二O一二年政府工作报告\n年份：2014\n永春县人民政府\n去年增长6%。\n", 2012),
    ],
    ids=["delivered", "december", "turn of plans", "looks back", "letters for zeros"],
)
def test_the_year_of_a_report_is_that_of_its_work(text: str, year: int) -> None:
    assert document_from_text(text).year == year


def test_the_page_s_address_does_not_outvote_the_text() -> None:
    text = (
        "---\nsource: https://example.org/201903/t20190306_1.htm\ntitle: 政府工作报告\n---\n"
        "——2016年1月19日在永春县人民代表大会上\n" + SPEECH.format("永春县") + "一、2015年工作回顾\n"
    )
    assert document_from_text(text).year == 2016


def test_cues_keep_the_words_that_said_so() -> None:
    frame = read_frame("2021年永春县政府工作报告\n" + SPEECH.format("永春县"))
    told = {candidate.cue: candidate.evidence for candidate, _ in frame.home.ranked[0].cues}
    assert told["home:title++"] == "2021年永春县政府工作报告"
    assert 0 < frame.certainty <= 1


def test_a_place_that_is_visited_or_a_firm_is_no_home() -> None:
    for text in (
        "全市经济稳步回升。1-5月，全市工业增加值增长6%。引进香港华润等企业。",
        "全市畜牧业稳步发展，培育了金锣、兴和等一批特色品牌。全市肉类总产量增长3%。",
        "在吉林考察时的重要讲话精神指引下，全市经济运行平稳。",
    ):
        assert document_from_text(text).region is None


@pytest.mark.parametrize(
    ("title", "kind", "year"),
    [
        ("关于宜都市2022年国民经济和社会发展计划执行情况与2023年计划草案的报告", "plan_report", 2023),
        ("关于宜都市2022年预算执行情况和2023年预算草案的报告", "budget_report", 2023),
        ("宜都市2022年财政决算（草案）的报告", "budget_report", 2022),
        ("宜都市第十四个五年规划和二〇三五年远景目标纲要", "plan", 2021),
        ("宜都市国民经济和社会发展第六个五年计划摘要", "plan", 1981),
        ("宜都市国民经济和社会发展“九五”计划和二〇一〇年远景目标纲要", "plan", 1996),
        ("一九七六—一九八五年宜都市国民经济十年规划", "plan", 1976),
        ("2023年宜都市政府工作报告", "work_report", 2023),
    ],
)
def test_reports_on_plan_and_budget_are_kinds_of_their_own(title: str, kind: str, year: int) -> None:
    read = read_frame(title + "\n一、基本情况\n全市各项工作平稳。\n")
    assert (read.kind, read.year) == (kind, year)


def test_a_title_goes_on_over_lines() -> None:
    read = read_frame(
        "关于宜都市2022年国民经济和社会发展\n计划执行情况与2023年国民经济和\n社会发展计划草案的报告\n一、基本情况\n"
    )
    assert read.title.endswith("社会发展计划草案的报告")
    assert (read.kind, read.publisher) == ("plan_report", "宜都市发展和改革委员会")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "今年以来，在县委、县政府的坚强领导下，梅石街道深入推进各项工作。\n一、上半年总结\n街道财政增收5%。",
            "梅石街道",
        ),
        ("2020年度某街道工作总结和2021年度工作思路\n今年以来，街道增收5%。\n", None),
        (
            "政府工作报告\n——在梅石桥乡第三届人民代表大会第一次会议上\n各位代表：\n"
            "我代表梅石桥乡人民政府报告工作。全乡增收。",
            "梅石桥乡",
        ),
        ("政府工作报告\n各位代表：\n在县委、县政府和乡党委的领导下，我乡粮食增产5%。", None),
        ("各位代表：\n现将全县财政预算执行情况提请审议。建设平安永春。全县收入增长5%，全县支出增长3%。", "永春县"),
        (
            "主题分类: 政府工作\n公开方式 主动公开\n组配分类: 政府工作报告\n"
            "宁波国家高新区2011年工作总结和2012年工作安排报告\n同志们：\n我代表高新区党工委、管委会报告工作。宁波国家高新区增长5%。",
            "宁波高新技术产业开发区",
        ),
    ],
    ids=[
        "the town acts",
        "a town without its name",
        "town behind 在",
        "two offices",
        "slogan",
        "zone whose name begins with a city's",
    ],
)
def test_whose_text_it_is(text: str, name: str | None) -> None:
    assert read_frame(text).region == name


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("计划草案的报告\n时间：2022-03-27 10:17\n" + SPEECH.format("永春县") + "一、2007年计划执行情况\n", 2008),
        ("政府工作报告\n" + SPEECH.format("永春县") + "一、前五年工作回顾\n十二五时期，是变化深刻的五年。\n", 2016),
        ("截至2015年8月底，累计完成税收3000万元。", 2015),
        ("平潭综合实验区用电快报\n来源：区经发局  2018-01-23\n全年用电量增长9.3%，12月份增长4.1%。\n", 2017),
        ("全年完成产值66亿元。年末户籍人口31万人。\n\n永春县统计局\n2009年2月17日\n", 2008),
        ("供销社走出低谷\n今年是建国四十五周年。上半年，永春县供销社销售额增长8%。\n", 1994),
        ("2015年12月18日，永春县人代会开幕。报告分五年回顾和2016年主要任务两个部分，五年新增泊位800个。\n", 2016),
        ("永春2019：数字里的一年\n发布时间：2020-01-09\n芦柑产量21万吨\n", 2019),
        ("全县林业工作总结（2008年）\n一年来，造林2.1万亩。\n", 2009),
        ("各位代表：\n我代表区政府报告工作，请予审议。\n一、过去五年工作回顾\n2021年，预计实现生产总值6亿元。\n", 2022),
        ("永春县概况\n1984年划归地区管辖，2003年6月成立开发区。2016年，出口3亿元；2018年，全县出口5亿元。", 2018),
        ("该合作社于2005年3月18日在县城挂牌成立，现有社员320户。2011年实现销售收入900万元。", 2011),
        ("网上办件5.3万件，是2017年的10倍。推进面向2035年的规划编制，造林4万亩。", None),
        ("采访组：请介绍当年的情况。\n老县长：从1996年3月开始，我们用三年时间修了120公里路。1998年通车。", None),
        ("东平镇“十五五”时期发展思路\n全镇新修水渠12公里。", 2026),
        ("蚕桑志\n至1952年，全县有桑园2100亩。至1978年，产茧310吨；至1987年，产茧820吨。", 1987),
        ("蚕桑志\n至1952年，全县有桑园2100亩，产茧90吨。到1987年，计划产茧820吨。", 1952),
        ("永春建成果园3万亩\n2022-05-06 09:10\n今年把2021年度项目收尾，全县果园将达4万亩。", 2022),
        ("全县概况\n2016年出口3亿元。\n2021年将新建学校5所，新增学位3000个。", 2021),
    ],
    ids=[
        *("a page's stamp", "the plan behind", "as of a month", "the whole year, told in January"),
        *(
            "a communiqué without a headline",
            "an anniversary",
            "a congress in December",
            "a bare year",
            "a summary of the year in brackets",
        ),
        "the year that closes",
        "the last year with figures, not that of a founding",
        "no day of a founding",
        "years of something else",
        "an interview that looks back",
        "a plan in the title",
        *("the last year that a chronicle comes to", "what a chronicle plans", "works of another year"),
        "figures of long ago beside what is announced",
    ],
)
def test_what_tells_the_year_where_no_title_does(text: str, year: int | None) -> None:
    assert read_frame(text).year == year


@pytest.mark.parametrize(
    "stamp",
    [
        *("Fri, 18 Jun 2021 01:12:58 GMT", "2021-06-18T01:12:58.000+08:00", "2021/6/18 08:30", "2021.06.18"),
        *("18 June 2021", "June 18, 2021", "二〇二一年六月十八日", "2021\n06/18\n10:20", "发布日期：20210618"),
    ],
)
def test_a_stamp_of_any_form_dates_a_page(stamp: str) -> None:
    frame = read_frame(f"石狮市工业平稳\n{stamp}\n1-4月，石狮市工业增加值增长8.1%，投资52亿元。\n")
    assert (frame.year, str(frame.date)) == (2021, "2021-06-18")


def test_a_speech_without_a_title_says_what_it_submits() -> None:
    text = "各位代表：\n受县人民政府委托，现将2015年全县财政预算执行情况和2016年预算（草案）提请各位代表审议。\n"
    assert read_frame(text).kind == "budget_report"
    assert read_frame(text.replace("财政预算执行情况", "国民经济和社会发展计划执行情况")).kind == "plan_report"


def test_a_district_is_no_former_prefecture() -> None:
    text = (
        "各位代表：\n我代表区政府报告工作，请予审议。\n一、过去五年工作回顾\n"
        "《二道江区旅游规划》编制完成，通化溶洞开放。\n"
    )
    assert read_frame(text).region == "二道江区"


def test_a_page_of_ministries_and_no_place_is_of_the_country() -> None:
    text = "商务部介绍，全国外贸回升。据农业农村部统计，全国粮食增产5%，我国乡镇企业增长7%，国家级园区增长3%。"
    assert read_frame(text).region == "全国"
    assert read_frame(text.replace("全国外贸", "永春县外贸")).region != read_frame(text).region
