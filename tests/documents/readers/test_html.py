"""Web pages: what a reader sees, and nothing that is hidden from him."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mubiao.documents import read_bytes
from mubiao.documents.readers.html import html_text
from mubiao.model import DocumentError

PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>2021年政府工作报告_某某县人民政府</title>
<meta name="PubDate" content="2021-01-20 10:00"><meta name="ContentSource" content="县政府办">
<style>p { color: red }</style><script>var a = "<p>99%</p>";</script></head>
<body><nav><a href="/">首页</a></nav>
<div style="display: none">隐藏的 88%</div><span hidden>也看不见</span>
<h1>2021年政府工作报告</h1>
<p>增长<b>6</b>.5%&nbsp;以上&mdash;&mdash;<p>第二段<br>换行
<table><tr><td>指标<td>数值</tr><tr><td>生产总值</td><td>100亿元</td></tr></table>
<select><option>2020</option></select><!-- 注释 77% -->
<footer>版权所有 66</footer></body></html>"""


def test_the_visible_text() -> None:
    text, metadata, *_ = html_text(PAGE)
    assert text.splitlines() == [
        "2021年政府工作报告",
        "增长6.5% 以上——",
        "第二段",
        "换行",
        "指标\t数值",
        "生产总值\t100亿元",
    ]
    assert (metadata.title, metadata.date, metadata.publisher) == ("2021年政府工作报告", "2021-01-20 10:00", "县政府办")


def test_a_page_is_known_by_its_content() -> None:
    document = read_bytes(PAGE.encode("gb18030"), "report.txt")
    assert document.title == "2021年政府工作报告"
    assert "<" not in document.text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p hidden>一<p>二", "二\n"),
        ("<ul><li style='visibility:hidden'>一<li>二</ul>", "二\n"),
        ("<div hidden><div>一</div>二</div>三", "三\n"),
        ("<DIV STYLE='DISPLAY:NONE'>一</DIV>二", "二\n"),
        ("<p title='a>b'>一</p>", "一\n"),
        ("一 < 二 &lt; 三 & 四 <", "一 < 二 < 三 & 四 <\n"),
        ("<p>一</p", "一\n"),
        ("<textarea><p>一</textarea>二", "二\n"),
        ("<script>if (a</b) {}</script>一", "一\n"),
        ("<p>一<!-- 没有结尾", "一\n"),
        ("<![CDATA[x]]>一", "一\n"),
        ("<img alt=图><p>一", "一\n"),
    ],
)
def test_odd_markup(source: str, text: str) -> None:
    assert html_text(source)[0] == text


@pytest.mark.parametrize("source", ["<html></html>", "<script>document.write('x')</script>", "<p hidden>一</p>"])
def test_a_page_without_text(source: str) -> None:
    with pytest.raises(DocumentError, match="no text"):
        html_text(source)


@given(st.text(alphabet="<>/!-[]?&#;='\" apdiv一\n", max_size=200))
def test_any_markup_is_text_or_a_document_error(source: str) -> None:
    try:
        text, *_ = html_text(source)
    except DocumentError:
        return
    assert text.endswith("\n")


@pytest.mark.parametrize(
    "piece",
    ["<", "<a ", "<!--", "<![", "<?", "</", "&", "&#", "<div>", "<p>x", "<b>x</i>", "</scrip", "a='\"", '"', "<a b='"],
)
@pytest.mark.parametrize("last", ["", ">"])
def test_hostile_repetition_stays_linear(piece: str, last: str) -> None:
    # Most of a million characters: a scanner that goes back would not come to an end in the time a test run has.
    source = "<script>x</script>正文" + piece * (800_000 // len(piece)) + last
    assert html_text(source)[0].startswith("正文")


def test_cells_with_paragraphs_stay_in_their_row() -> None:
    """Pages made by a word processor put a paragraph into every cell; an empty cell still parts its neighbours."""
    text, *_ = html_text("<table><tr><td><p>指标</p></td><td></td><td><p>比上年<br>增长</p></td></tr></table>")
    assert text == "指标\t\t比上年增长\n"


def test_a_table_that_lays_out_the_page_keeps_its_paragraphs() -> None:
    body = "".join(f"<p>第{n}段：全年新增企业{n}家，各项工作稳步推进。</p>" for n in range(1, 7))
    text, *_ = html_text(f"<table><tr><td>栏目</td><td>{body}<table><tr><td>甲<td>乙</table></td></tr></table>")
    assert text.splitlines()[1:3] == [f"第{n}段：全年新增企业{n}家，各项工作稳步推进。" for n in (1, 2)]
    assert text.splitlines()[-1] == "甲\t乙"


SEEN = {
    "equations": (
        "增长<math><semantics><mrow><mn>6.4</mn><mo>%</mo></mrow><annotation>9.9</annotation></semantics></math>，22万"
        "<math><msup><mi>m</mi><mn>2</mn></msup></math>，<math><msup><mn>10</mn><mn>4</mn></msup></math>亩",
        "增长6.4%，22万m²，10⁴亩",
    ),
    "an equation of named signs": ("失业率<math><mo>&le;</mo><mn>4</mn></math>%", "失业率≤4%"),
    "equations that are not whole": ("增长<math><mn>6</math>左右<math><mn>7</mn>", "增长左右"),
    "struck and inserted": ("增长<del>6</del><ins>7</ins>%，<s>学位</s>床位", "增长7%，床位"),
    "struck by style": ('增长<span style="text-decoration: line-through">6%</span>7%', "增长7%"),
    "a note mark": ('学位260<sup><a href="#n">[2]</a></sup>个', "学位260个"),
    "an area": ("厂房9万m<sup>2</sup>，", "厂房9万m²，"),
    "a power": ("10<sup>4</sup>亩", "10⁴亩"),
    "raised by style": ('学位260<span style="vertical-align:super">1</span>个', "学位260个"),
    "a mark that its role tells": ('学位260<a epub:type="noteref" href="#n">1</a>个', "学位260个"),
    "a note": ('学位260个<span role="doc-footnote">另有90个</span>', "学位260个"),
    "lowered": ("PM<sub>2.5</sub>浓度", "PM2.5浓度"),
    "readings": ("<ruby>学<rp>(</rp><rt>xué<rp>)</rp>位<rt>wèi</ruby>70个", "学位70个"),
    "invisible": ("增长6&shy;.4%，学位1&#x2007;250个，3&#8203;400人", "增长6.4%，学位1250个，3400人"),
    "a quotation of less": ("失业率<5%", "失业率<5%"),
}


@pytest.mark.parametrize("case", SEEN)
def test_a_line_is_what_is_seen(case: str) -> None:
    source, seen = SEEN[case]
    assert html_text(f"<p>{source}</p>").text == seen + "\n"


TABLES = {
    "a unit of two rows": (
        "<tr><th>指标<th>单位<th>2023年<tr><td>产值<td rowspan=2>亿元<td>8<tr><td>投资<td>9",
        "指标\t单位\t2023年\n产值\t亿元\t8\n投资\t亿元\t9",
    ),
    "a head of two rows": (
        "<thead><tr><th rowspan=2>指标</th><th colspan=2>2023年</th></tr><tr><th>总量</th><th>增速</th></tr></thead>"
        "<tr><td>产值</td><td>8</td><td>9</td></tr>",
        "指标\t2023年总量\t2023年增速\n产值\t8\t9",
    ),
    "a figure of two rows is told once": (
        "<tr><td>指标<td>数值<tr><td>产值<td rowspan=2>8<tr><td>投资", "指标\t数值\n产值\t8\n投资\t"
    ),
    "a list in a cell": (
        "<tr><td>教育</td><td><ul><li>新增学位75个</li><li>新建学校2所</li></ul></td></tr>",
        "教育\n新增学位75个\n新建学校2所",
    ),
    "a table that lays out the page": (
        "<tr><td><table><tr><td>指标<td>数值<tr><td>产值<td>8</table></td><td>旁注</td></tr>",
        "指标\t数值\n产值\t8\n旁注",
    ),
    "no head": ("<tr><td>投资<td>2亿元<td>增长5%<tr><td>出口<td>3亿元<td>—", "投资\t2亿元\t增长5%\n出口\t3亿元\t—"),
    "a blank in a figure": (
        "<tr><td>指标<td>数值<tr><td>产值<td>685.&nbsp;4<tr><td>投资<td>1 1 060",
        "指标\t数值\n产值\t685.4\n投资\t1 1 060",
    ),
    "a caption": ("<caption>主要指标</caption><tr><td>指标<td>数值<tr><td>产值<td>8", "主要指标\n指标\t数值\n产值\t8"),
}  # fmt: skip


@pytest.mark.parametrize("case", TABLES)
def test_a_table_is_lines_of_cells(case: str) -> None:
    source, seen = TABLES[case]
    assert html_text(f"<table>{source}</table>").text == seen + "\n"


def test_tables_within_tables_have_an_end() -> None:
    assert html_text("<table><tr><td>" * 3_000 + "一").text == "一\n"


def test_a_table_of_spans_is_no_bomb() -> None:
    row = "<tr>" + "<td colspan=1000 rowspan=1000>一" * 40
    assert html_text(f"<table>{row * 40}</table>").text.count("一") == 1_600


def test_words_that_a_style_sheet_hides_are_not_seen() -> None:
    sheet = (
        ".x, #y {display: none} .z{color:red} @media print {.w{display:none} .v{display:none}} /* .u{display:none} */"
    )
    words = "".join(f'<span class="a {name}">{name}</span>' for name in "xzwvu") + "<i id=y>y</i>"
    page = f'<style>{sheet}</style><p>{words}</p><div class="x">块</div>'
    assert html_text(page).text == "zwvu\n块\n"


def test_what_a_list_defines_stands_before_it() -> None:
    page = "<dl><dt>产值</dt><dd>8亿元</dd><dt>学位：<dd>90个<dd>60张</dl><p>完"
    assert html_text(page).text == "产值：8亿元\n学位：90个\n60张\n完\n"


def test_the_name_of_the_site_is_no_title() -> None:
    page = "<title>{}</title><p>某某县2024年政府工作报告"
    told = [html_text(page.format(title)).metadata for title in ("某某县人民政府门户网站", "报告_某某县人民政府")]
    assert [(one.title, one.publisher) for one in told] == [(None, "某某县人民政府门户网站"), ("报告", None)]


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        (
            '<ul><li><a href="/a">来信32件</a> 2024-02-27<li><a href="/b">走进某县</a></ul><p>新增学位90个。',
            "新增学位90个。\n",
        ),
        ('<p>新增学位90个。</p><h3>相关阅读</h3><p><a href="/x">邻县出口增长23%</a>', "新增学位90个。\n相关阅读\n"),
        ('<div><a href="/a">首页</a> &gt; <a href="/b">来信32件</a></div><p>新增学位90个。', "新增学位90个。\n"),
        ('<p>新增学位90个。</p><p>上一篇：<a href="/x">出口增长23%</a>', "新增学位90个。\n"),
        # What is no way to another page, and a page of nothing else.
        ('<p><a href="/x">新增学位90个。</a>', "新增学位90个。\n"),
        (
            '<ul><li><a name="x">新增学位90个。</a><li>新建<a href="/y">学校</a>2所。</ul>',
            "新增学位90个。\n新建学校2所。\n",
        ),
        ('<ul><li><a href="/x">新增学位90个</a></ul>', "新增学位90个\n"),
        ('<p>学位90个<a role="doc-noteref" href="#n">1</a>。<ul><li>床位70张。</ul>', "学位90个。\n床位70张。\n"),
    ],
)
def test_links_to_other_pages_are_no_words_of_this_one(source: str, seen: str) -> None:
    assert html_text(source).text == seen


def test_lines_of_a_pre_stand_as_they_are() -> None:
    assert html_text("<pre>\n指标    2023年\n产值    8\n</pre><p>一\n 二").text == "指标    2023年\n产值    8\n一 二\n"


def test_cards_are_lines_where_their_names_stand_first() -> None:
    def seen(*lines: str) -> list[str]:
        return html_text("".join(f"<div>{line}</div>" for line in lines)).text.splitlines()

    cards = ("产值", "8<small>亿元</small>", "同比 <i>↓</i>3.1%", "学位（新增）", "90个")
    assert seen("某县", *cards) == ["某县", "产值：8亿元，同比 ↓3.1%", "学位（新增）：90个"]
    for lines in (
        ("产值", "8亿元"),
        ("8亿元", "产值", "90个", "学位", "7万人", "人口"),
        ("一、产值", "8亿元", "二、学位", "90个"),
    ):
        assert seen(*lines) == list(lines)
