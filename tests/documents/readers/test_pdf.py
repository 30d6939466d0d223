"""PDF: lines joined to paragraphs, and files that cannot be read. The files are made here, byte by byte."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence

import pytest

from mubiao.documents import read_bytes
from mubiao.documents.layout.pages.columns import _strips
from mubiao.documents.layout.pages.paragraphs import paragraphs
from mubiao.documents.layout.pages.positions import Glyph, Rule
from mubiao.documents.layout.pages.tables import lines_with_tables
from mubiao.documents.readers import pdf
from mubiao.documents.readers.pdf import _without_struck, pdf_text
from mubiao.model import DocumentError

needs_extra = pytest.mark.skipif(
    importlib.util.find_spec("pypdfium2") is None, reason="the extra mubiao[pdf] is absent"
)


def made(lines: list[str], trailer: str = "", matrix: str = "1 0 0 1 50 700") -> bytes:
    """A PDF of one page with these lines in the built-in Helvetica, the first where the matrix puts it."""
    shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
    stream = f"BT /F1 12 Tf {matrix} Tm {shown}ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
    ]
    text, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(text))
        text += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    start = len(text)
    text += f"xref\n0 5\n0000000000 65535 f \n{table}trailer\n<< /Size 5 /Root 1 0 R {trailer}>>\n"
    text += f"startxref\n{start}\n%%EOF\n"
    return text.encode("latin-1")


@needs_extra
def test_a_page_of_no_width_of_print_has_no_columns() -> None:
    glyphs = [Glyph("字", 10.0 * at, 10.0 * at + 10, 0, 10) for at in range(40)] + [Glyph("字", 2e7, 2e7 + 10, 0, 10)]
    assert not list(_strips(glyphs, 10, 0, 2e7)) and list(_strips(glyphs, 10, 0, 2e3))


def test_text_of_a_page() -> None:
    assert "growth of 6.5 per cent" in pdf_text(made(["GDP had a growth of 6.5 per cent"])).text
    assert read_bytes(made(["GDP grew by 6.5 per cent"]), "x.txt").kind == "other"


@needs_extra
@pytest.mark.parametrize(
    "matrix", ["0 1 -1 0 100 100", "-1 0 0 -1 500 100", "0 -1 1 0 100 700", "0.999 0.03 -0.03 0.999 50 500"]
)
def test_a_page_is_read_the_way_up_that_its_letters_stand(matrix: str) -> None:
    assert pdf_text(made(["GDP grew by 6.5%.", "Exports fell by 2.1"], matrix=matrix)).text.split("\n")[:2] == [
        "GDP grew by 6.5%.", "Exports fell by 2.1"
    ]  # fmt: skip


@needs_extra
def test_what_stands_aslant_is_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "can_recognise", lambda: False)
    with pytest.raises(DocumentError, match="are pictures"):
        pdf_text(made(["DRAFT 2024"], matrix="0.7 0.7 -0.7 0.7 100 100"))


@needs_extra
def test_pages_without_anything() -> None:
    with pytest.raises(DocumentError, match="holds no text"):
        pdf_text(made([]))


@needs_extra
def test_an_encrypted_file() -> None:
    lock = f"<< /Filter /Standard /V 1 /R 2 /P -4 /O ({'a' * 32}) /U ({'b' * 32}) >>"
    with pytest.raises(DocumentError, match="with a password"):
        pdf_text(made(["secret"], f"/Encrypt {lock} /ID [(1) (1)] "))


@needs_extra
@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4\nnothing here", b"%PDF-" + bytes(1000)])
def test_a_damaged_file(data: bytes) -> None:
    with pytest.raises(DocumentError, match="damaged"):
        pdf_text(data)


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("importlib.import_module", missing)
    with pytest.raises(DocumentError, match=r"mubiao\[pdf\]"):
        pdf_text(b"%PDF-1.7")


def placed(*lines: tuple[float, str], size: float = 12, height: float = 20) -> list[Glyph]:
    """Glyphs of lines one below the other, each from a place on the left; Chinese characters are wide, blanks gaps."""
    found = []
    for number, (left, line) in enumerate(lines):
        x, top = left, 40 + number * height
        for char in line:
            width = size if ord(char) > 0x2E7F else size / 2
            if char == " ":
                x += 2 * size
                continue
            found.append(Glyph(char, x, x + width, top, top + size))
            x += width
    return found


def text_of(*pages: list[Glyph], rules: Sequence[Rule] = ()) -> list[str]:
    return paragraphs([lines_with_tables(page, rules) for page in pages])


def test_lines_broken_by_the_page_are_joined() -> None:
    lines = [
        (40, "一、二〇二三年工作回顾"),
        (40, "全县生产总值突破五百亿元，比上年增长百分之"),
        (40, "六点五，城镇新增就业一万二千人，均超过年初"),
        (40, "目标。"),
        (40, "二、今年工作"),
    ]
    assert text_of(placed(*lines)) == [
        "一、二〇二三年工作回顾",
        "全县生产总值突破五百亿元，比上年增长百分之六点五，城镇新增就业一万二千人，均超过年初目标。",
        "二、今年工作",
    ]


def test_a_number_that_did_not_fit_is_joined() -> None:
    lines = [(40, "推进项目建设推进项目建设推进项目"), (40, "壮大产业壮大产业零售总额达到"), (40, "135.62亿元，增长。")]
    assert (
        text_of(placed(*lines))[-1] == "推进项目建设推进项目建设推进项目壮大产业壮大产业零售总额达到135.62亿元，增长。"
    )


def test_a_heading_never_runs_into_the_line_before() -> None:
    lines = ["推进项目建设推进项目建设推进项目建设推进", "（一）壮大产业", "（二）优化环境"]
    assert text_of(placed(*((40, line) for line in lines))) == lines


def test_a_number_alone_in_a_sentence_is_no_page_number() -> None:
    page = placed((40, "新增学位"), (40, "360"), (40, "个。"))
    foot = [Glyph("7", 300, 306, 800, 812)]
    assert text_of([*page, *foot]) == ["新增学位360个。"]


def test_numbers_that_count_the_pages_are_left_out_wherever_they_stand() -> None:
    words = ("甲事已毕，新增学", "位，乙事已毕，床")
    pages = [placed((40, line), (40, str(n))) for n, line in enumerate(words, 1)]
    assert text_of(*pages) == ["甲事已毕，新增学位，乙事已毕，床"]


@pytest.mark.parametrize("step", [1, 5])
def test_numbers_of_lines_are_no_words(step: int) -> None:
    lines = [
        "全年坚持稳中求进工作总基调，新增",
        "学位90个，全年坚持稳中求进工作总",
        "基调，全年坚持稳中求进工作总基调",
        "推动各项工作再上新的台阶。",
    ]
    numbered = placed(*((90, line) for line in lines * 5))
    numbers = [
        Glyph(digit, 60 - 6 * (len(str(n)) - at), 66 - 6 * (len(str(n)) - at), 20 + 20 * n, 32 + 20 * n)
        for n in range(step, 21, step)
        for at, digit in enumerate(str(n))
    ]
    assert text_of([*numbered, *numbers]) == text_of(numbered)


def test_a_column_of_numbers_in_a_table_stays() -> None:
    rows = [(40, f"{n} 新增学位 个 {n}7") for n in range(1, 7)]
    assert text_of(placed(*rows))[0] == "1\t新增学位\t个\t17"


def test_what_every_page_repeats_is_left_out() -> None:
    pages = [placed((40, "某县统计公报"), (40, f"{n}事已毕。"), (200, f"-{at}-")) for at, n in enumerate("甲乙丙丁", 3)]
    assert text_of(*pages) == ["甲事已毕。", "乙事已毕。", "丙事已毕。", "丁事已毕。"]


def test_raised_digits() -> None:
    page = placed((40, "学位260个，厂房9万m，"))
    page += [Glyph("1", 81.9, 85, 38, 45), Glyph("2", 153.9, 157, 38, 45)]
    assert text_of(page) == ["学位260个，厂房9万m²，"]


@pytest.mark.parametrize(
    ("top", "seen"), [(5.0, "改造310公里"), (11.0, "改造3102公里")], ids=["raised", "smaller only"]
)
def test_a_digit_a_little_smaller_is_raised_where_it_stands_higher(top: float, seen: str) -> None:
    line = placed((40, "改造310公里"), size=12)
    mark = Glyph("2", 82, 88, line[0].top - 10 + top, line[0].top - 10 + top + 10.5)
    page = [*line[:5], mark, *(Glyph(g.text, g.x0 + 6, g.x1 + 6, g.top, g.bottom) for g in line[5:])]
    assert text_of(page) == [seen]


def test_distributed_letters_are_words() -> None:
    page = [Glyph(c, 40 + 20 * n, 52 + 20 * n, 40, 52) for n, c in enumerate("某县增长十成")]
    assert text_of(page) == ["某县增长十成"]


def test_radicals_are_characters() -> None:
    assert text_of(placed((40, "\u2ed3沙市\u2ea0\u2f63"))) == ["长沙市民生"]


def test_a_table_without_lines() -> None:
    page = placed((40, "指标 数值 增速"), (40, "总值 196.7 4.8"), (40, "投资 — -12.6"), (40, "全年完成目标。"))
    assert text_of(page) == ["指标\t数值\t增速", "总值\t196.7\t4.8", "投资\t—\t-12.6", "全年完成目标。"]


def test_columns_of_a_table_may_be_nearer_than_cells() -> None:
    rows = [("指标", "单位", "2022年"), ("出口总额", "亿元", "18.2"), ("用电量", "亿度", "-9.1")]
    page = [
        Glyph(char, x + 6 * at, x + 6 * at + 6, 40 + 20 * n, 52 + 20 * n)
        for n, row in enumerate(rows)
        for x, cell in zip((40, 70, 88), row, strict=True)
        for at, char in enumerate(cell)
    ]
    assert text_of(page) == ["\t".join(row) for row in rows]
    assert "\t" not in text_of([glyph for glyph in page if glyph.top > 50])[0]  # no head says that it is one


def test_names_of_several_lines_are_of_their_row() -> None:
    """Above and below the line of the figures, beginning on it, or with figures in the middle of three lines."""
    page = [*moved(placed((40, "指标"), (40, "总值")), 0), *moved(placed((140, "数值"), (140, "196.7")), 0)]
    for at, words in ((40, "社会消费品"), (54, "零售总额"), (74, "固定资产"), (87, "投资"), (107, "进出口")):
        page += moved(placed((40, words)), at)
    page += [*moved(placed((40, "货物"), (40, "总额"), height=13), 120)]
    for at, figure in ((47, "88.1"), (74, "9.5"), (120, "7.6")):
        page += moved(placed((140, figure)), at)
    names = ["社会消费品零售总额\t88.1", "固定资产投资\t9.5", "进出口货物总额\t7.6"]
    assert text_of(page) == ["指标\t数值", "总值\t196.7", *names]


def test_the_name_of_a_group_is_a_row_of_its_own() -> None:
    page = [*placed((40, "指标"), (40, "一、经济"), (40, "总值"), (40, "投资")), *placed((140, "数值"))]
    page += moved(placed((140, "196.7"), (140, "88")), 40)
    assert [line.strip() for line in text_of(page)] == ["指标\t数值", "一、经济", "总值\t196.7", "投资\t88"]


def test_words_of_a_head_go_on_below_them() -> None:
    page = [*moved(placed((40, "指标")), 6), *placed((140, "绝对数")), *placed((240, "比上年"))]
    page += [*moved(placed((134, "（亿元）")), 14), *moved(placed((234, "增长（%）")), 14)]
    page += [*moved(placed((40, "总值"), (40, "投资")), 36), *moved(placed((140, "8.5"), (140, "3.5")), 36)]
    page += moved(placed((250, "6"), (250, "4")), 36)
    assert text_of(page) == ["指标\t绝对数（亿元）\t比上年增长（%）", "总值\t8.5\t6", "投资\t3.5\t4"]


def test_heads_that_run_together_head_no_table() -> None:
    """A sheet printed with columns as narrow as their words: a row is a line, and nobody takes 287 for per cents."""
    page = [*placed((40, "指标"), (40, "总值")), *placed((140, "2023年完成2024年计划"))]
    page += [*moved(placed((176, "268.4")), 20), *moved(placed((240, "287")), 20)]
    assert text_of(page) == ["指标 2023年完成2024年计划", "总值 268.4 287"]


def test_a_note_below_a_table_is_no_name() -> None:
    page = [*placed((40, "指标"), (40, "总值"), (40, "投资")), *placed((140, "数值"), (140, "196.7"), (140, "88"))]
    assert text_of([*page, *moved(placed((40, "注：快报数。")), 53)])[-2:] == ["投资\t88", "注：快报数。"]


def test_heads_may_stand_left_of_their_figures() -> None:
    page = [*placed((40, "指标"), (40, "总值"), (40, "投资")), *placed((100, "数值")), *placed((200, "增速"))]
    page += [*moved(placed((130, "196.7"), (130, "88.1")), 20), *moved(placed((230, "4.8"), (230, "3.9")), 20)]
    assert text_of(page) == ["指标\t数值\t增速", "总值\t196.7\t4.8", "投资\t88.1\t3.9"]


def test_cells_may_be_nearer_than_a_wide_mark_that_closes_looks() -> None:
    """（亿元） ends in a mark whose right half is empty, into which typesetters let the next cell stand."""
    line = [Glyph(c, 40 + 12 * n, 52 + 12 * n, 40, 52) for n, c in enumerate("总量（亿元）")]
    line += [Glyph(c, 116 + 12 * n, 128 + 12 * n, 40, 52) for n, c in enumerate("增速（%）")]
    below = [
        Glyph(c, x + 6 * n, x + 6 + 6 * n, 60, 72) for x, s in ((60, "8.5"), (130, "4.1")) for n, c in enumerate(s)
    ]
    assert text_of([*line, *below]) == ["总量（亿元）\t增速（%）", "8.5\t4.1"]


def test_a_mark_raised_at_the_beginning_of_a_line_is_no_digit() -> None:
    note = [Glyph("1", 40, 43, 38, 44), *[Glyph(c, 43 + 6 * n, 49 + 6 * n, 40, 52) for n, c in enumerate("2022")]]
    assert text_of(
        [*note, *[Glyph(c, 67 + 12 * n, 79 + 12 * n, 40, 52) for n, c in enumerate("年增长百分之三。")]]
    ) == ["2022年增长百分之三。"]


def test_a_table_with_lines_keeps_cells_of_several_lines() -> None:
    page = placed((40, "指标"), (40, "社会消费品"), (40, "零售总额"), (40, "投资"))
    page += placed((140, "数值"), (140, ""), (140, "8"), (140, "9"))
    levels = [Rule(36, y, 200, y) for y in (36, 56, 96, 116)]
    uprights = [Rule(x, 36, x, 116) for x in (36, 130, 200)]
    assert text_of(page, rules=levels + uprights) == ["指标\t数值", "社会消费品零售总额\t8", "投资\t9"]


def test_two_columns_of_print_are_read_one_after_the_other() -> None:
    left, right = "左边一栏左边一栏左边一栏左", "右边一栏右边一栏右边一栏右"
    page = [*placed(*[(40, left)] * 6), *placed(*[(260, right)] * 6)]
    assert text_of(page) == [left * 6 + right * 6]


def test_what_stands_across_two_columns_parts_them() -> None:
    left, right = "左边一栏左边一栏左边一栏左", "右边一栏右边一栏右边一栏右"
    columns = [*placed(*[(40, left)] * 6), *placed(*[(260, right)] * 6)]
    title = [Glyph(char, 160 + 12 * n, 172 + 12 * n, 10, 22) for n, char in enumerate("某县政府工作报告全文")]
    below = [Glyph(g.text, g.x0, g.x1, g.top + 200, g.bottom + 200) for g in title]
    assert text_of([*title, *columns, *below]) == ["某县政府工作报告全文", left * 6 + right * 6, "某县政府工作报告全文"]


LEFT, RIGHT = "左边一栏左边一栏左边一栏左", "右边一栏右边一栏右边一栏右"


def moved(glyphs: list[Glyph], y: float) -> list[Glyph]:
    return [Glyph(g.text, g.x0, g.x1, g.top + y, g.bottom + y) for g in glyphs]


def test_lines_of_two_columns_stand_at_heights_of_their_own() -> None:
    page = [*placed(*[(40, LEFT)] * 7, height=18), *moved(placed(*[(260, RIGHT)] * 6, height=21), 9)]
    assert text_of(page) == [LEFT * 7 + RIGHT * 6]


def test_a_drawn_line_parts_columns_however_short() -> None:
    left, right = [(40, "一年来各项事业稳步前进。"), (40, "新增学位三百个。")], [(260, "今年目标是稳中求进促发展。")]
    page = [*placed(*left), *moved(placed(*right), 7), *moved(placed((40, "全文完。")), 60)]
    assert text_of(page, rules=[Rule(220, 36, 220, 85)]) == [*(words for _, words in (*left, *right)), "全文完。"]
    table = [*placed((40, "总值"), (40, "投资")), *placed((260, "8.5"), (260, "3.5"))]
    assert text_of(table, rules=[Rule(220, 36, 220, 85)]) == ["总值\t8.5", "投资\t3.5"]


def test_the_second_column_may_be_short() -> None:
    page = [*placed(*[(40, LEFT)] * 9), *moved(placed((260, RIGHT), (260, "新增停车位七百个。")), 7)]
    assert text_of(page) == [LEFT * 9 + RIGHT + "新增停车位七百个。"]


def test_a_table_below_two_columns_is_of_neither() -> None:
    columns = [*placed(*[(40, LEFT)] * 6), *moved(placed(*[(260, RIGHT)] * 6), 7)]
    table = [*placed((40, "指标"), (40, "总值"), (40, "投资")), *placed((150, "单位"), (150, "亿元"), (150, "亿元"))]
    table += placed((270, "数值"), (270, "196.7"), (270, "88"))
    assert text_of([*columns, *moved(table, 170)]) == [
        LEFT * 6 + RIGHT * 6,
        "指标\t单位\t数值",
        "总值\t亿元\t196.7",
        "投资\t亿元\t88",
    ]


def test_a_ruled_table_in_a_column_leaves_the_other_whole() -> None:
    table, rules = ruled([["指标", "数值"], ["产值", "8"]])
    columns = [*moved(placed(*[(40, LEFT)] * 6), 90), *placed(*[(260, RIGHT)] * 11)]
    assert text_of([*table, *columns], rules=rules) == ["指标\t数值", "产值\t8", LEFT * 6 + RIGHT * 11]


def test_a_table_of_sentences_is_no_print_in_columns() -> None:
    """Its cells do not fill their columns."""
    rows = [("改造老旧小区", "年底前完工"), ("新建口袋公园", "十月前完工"), ("新增停车位", "年底前完工")] * 3
    page = [*placed(*[(40, a) for a, _ in rows]), *placed(*[(330, b) for _, b in rows])]
    assert text_of(page) == [f"{a} {b}" for a, b in rows]


def test_nothing_gives_nothing() -> None:
    assert text_of([]) == []


def test_the_head_of_two_pages_is_left_out() -> None:
    pages = [placed((40, "某县工作报告"), (40, f"{n}事已毕。")) for n in "甲乙"]
    assert text_of(*pages) == ["甲事已毕。", "乙事已毕。"]


def numbered(page: list[Glyph], number: str) -> list[Glyph]:
    """A page with its number at the foot."""
    return [*page, *(Glyph(char, 300 + 6 * n, 306 + 6 * n, 800, 812) for n, char in enumerate(number))]


def ruled(rows: Sequence[Sequence[str]], top: float = 36) -> tuple[list[Glyph], list[Rule]]:
    """The glyphs and the rules of a table of two columns."""
    page = [
        Glyph(char, x + 12 * n, x + 12 * n + 12, top + 4 + 20 * at, top + 16 + 20 * at)
        for at, row in enumerate(rows)
        for x, words in zip((40, 140), row, strict=True)
        for n, char in enumerate(words)
    ]
    end = top + 20 * len(rows)
    levels = [Rule(36, y, 200, y) for y in (top + 20 * n for n in range(len(rows) + 1))]
    return page, levels + [Rule(x, top, x, end) for x in (36, 130, 200)]


@pytest.mark.parametrize("head", [[["指标", "2023"]], []], ids=["head repeated", "no head"])
@pytest.mark.parametrize("between", [[], [(40, "续表")]], ids=["", "named"])
def test_a_table_goes_on_on_the_next_page(head: list[list[str]], between: list[tuple[float, str]]) -> None:
    first, rules = ruled([["指标", "2023"], ["总值", "8"], ["投资", "9"]])
    second, more = ruled([*head, ["零售", "7"], ["就业", "6"]], top=96)
    second = [*placed(*between, size=12), *second]
    lines = [
        lines_with_tables(page, drawn) for page, drawn in ((numbered(first, "1"), rules), (numbered(second, "2"), more))
    ]
    assert paragraphs(lines) == ["指标\t2023", "总值\t8", "投资\t9", "零售\t7", "就业\t6"]


def test_rows_with_the_same_figures_on_the_next_page_stay() -> None:
    pages = [lines_with_tables(p, r) for p, r in [ruled([["指标", "2023"], ["甲", "8"], ["乙", "8"]])] * 2]
    assert paragraphs(pages) == ["指标\t2023", "甲\t8", "乙\t8", "甲\t8", "乙\t8"]


def test_another_table_on_the_next_page_is_another() -> None:
    first, rules = ruled([["指标", "2023"], ["总值", "8"]])
    second, more = ruled([["镇", "户数"], ["甲", "7"]])
    second = [Glyph(g.text, g.x0 + 200, g.x1 + 200, g.top, g.bottom) for g in second]
    more = [Rule(r.x0 + 200, r.y0, r.x1 + 200, r.y1) for r in more]
    pages = [lines_with_tables(page, drawn) for page, drawn in ((first, rules), (second, more))]
    assert paragraphs(pages) == ["指标\t2023", "总值\t8", "镇\t户数", "甲\t7"]
    assert all(line.table and len(line.table.rows) == 2 for page in pages for line in page)


def test_a_title_with_the_words_of_the_running_head_stays() -> None:
    pages = [placed((40, "某县工作报告"), (40, f"{n}处的各项工作都已经做完了。")) for n in "甲乙丙"]
    title = [Glyph(char, 40 + 20 * n, 60 + 20 * n, 60, 80) for n, char in enumerate("某县工作报告")]
    body = [
        Glyph(g.text, g.x0, g.x1, g.top + 40, g.bottom + 40)
        for g in placed((40, ""), (40, "甲处的各项工作都已经做完了。"))
    ]
    pages[0] = [*placed((40, "某县工作报告")), *title, *body]
    assert text_of(*pages) == [
        "某县工作报告",
        "甲处的各项工作都已经做完了。",
        "乙处的各项工作都已经做完了。",
        "丙处的各项工作都已经做完了。",
    ]


def test_a_numbered_heading_that_two_pages_share_stays() -> None:
    pages = [placed((40, "一、主要指标"), (40, f"{n}处的各项工作都已经做完了。")) for n in "甲乙"]
    assert text_of(*pages) == [
        "一、主要指标",
        "甲处的各项工作都已经做完了。",
        "一、主要指标",
        "乙处的各项工作都已经做完了。",
    ]


def test_a_mark_that_hangs_over_the_edge_is_no_full_line() -> None:
    lines = [(40, "推进项目建设推进项目建设推进项目，"), (40, "壮大产业壮大产业零售总额达到计"), (40, "划要求。")]
    assert text_of(placed(*lines)) == ["推进项目建设推进项目建设推进项目，壮大产业壮大产业零售总额达到计划要求。"]


def test_glyphs_that_a_line_strikes_are_gone() -> None:
    page = placed((40, "增长7%8%。"))
    struck, under = Rule(64, 46.5, 76, 46.5), Rule(40, 51.5, 100, 51.5)
    assert "".join(glyph.text for glyph in _without_struck(page, [struck, under])) == "增长8%。"


def test_heads_of_narrow_columns_go_on_below_themselves() -> None:
    page = [*placed((40, "指标")), *placed((120, "计量单")), *placed((200, "2022年完")), *placed((290, "2023年完"))]
    page += [*moved(placed((120, "位")), 14), *moved(placed((200, "成")), 14), *moved(placed((290, "成")), 14)]
    for y, (name, one, other) in ((40, ("总值", "196.7", "210")), (64, ("投资", "88", "93"))):
        page += [*moved(placed((40, name)), y), *moved(placed((120, "亿元")), y)]
        page += [*moved(placed((200, one)), y), *moved(placed((290, other)), y)]
    assert text_of(page) == [
        "指标\t计量单位\t2022年完成\t2023年完成",
        "总值\t亿元\t196.7\t210",
        "投资\t亿元\t88\t93",
    ]


def test_a_head_set_apart_is_one_cell() -> None:
    page = [
        *placed((40, "指"), (40, "总值"), (40, "投资")),
        *placed((64, "标")),
        *placed((140, "单"), (140, "亿元"), (140, "亿元")),
    ]
    page += [*placed((164, "位")), *placed((240, "数值"), (240, "8"), (240, "9"))]
    assert text_of(page)[0] == "指标\t单位\t数值"


def test_a_number_that_its_cell_has_broken_is_one() -> None:
    page = [*placed((40, "指标"), (40, "收入"), (40, ""), (40, "学位"))]
    page += placed((140, "数值"), (140, ""), (140, ""), (140, "8"))
    levels = [Rule(36, y, 200, y) for y in (36, 56, 96, 116)]
    for x in (170, 230):
        broken = [*moved(placed((140, "4352")), 20), *moved(placed((140, "0")), 34)]
        uprights = [Rule(at, 36, at, 116) for at in (36, 136, x)]
        wide = [Rule(rule.x0, rule.y0, x, rule.y1) for rule in levels]
        assert text_of([*page, *broken], rules=wide + uprights)[1] == ("收入\t43520" if x == 170 else "收入\t4352 0")


def test_stripes_behind_rows_are_no_table() -> None:
    page = [*placed((40, "指标"), (40, "总值"), (40, "投资")), *placed((140, "数值"), (140, "8"), (140, "9"))]
    stripes = [Rule(36, y, 200, y) for y in (36, 56, 76, 96)] + [Rule(x, 36, x, 96) for x in (36, 200)]
    assert text_of(page, rules=stripes) == ["指标\t数值", "总值\t8", "投资\t9"]


def test_the_second_column_may_be_of_several_parts() -> None:
    right = [(260, "新增学位九十个。"), (260, "二、今年安排"), (260, RIGHT), (260, RIGHT), (260, "新增床位七个。")]
    page = [*placed(*[(40, LEFT)] * 6), *placed(*right)]
    assert text_of(page) == [LEFT * 6 + "新增学位九十个。", "二、今年安排", RIGHT * 2 + "新增床位七个。"]


def test_three_columns_of_print_are_read_one_after_the_other() -> None:
    thirds = ["左边一栏左边一栏左", "中间一栏中间一栏中", "右边一栏右边一栏右"]
    columns = [glyph for at, words in enumerate(thirds) for glyph in placed(*[(40 + 150 * at, words)] * 6)]
    title = [Glyph(char, 160 + 12 * n, 172 + 12 * n, 10, 22) for n, char in enumerate("某县政府工作报告的全文和附表")]
    assert text_of([*title, *columns]) == ["某县政府工作报告的全文和附表", "".join(words * 6 for words in thirds)]
    names = [glyph for at in range(3) for glyph in placed(*[(40 + 150 * at, f"第{n}号") for n in range(6)])]
    assert "\t" not in text_of(columns)[0] and len(text_of(names)) == 6


def test_a_sentence_that_its_cell_breaks_goes_on() -> None:
    """Cells of several statements keep their lines; one that is full is none of its own."""
    page = [
        *placed((40, "类别"), (40, "交通")),
        *placed((140, "内容"), (140, "公路8公里，泊位"), (140, "90个，公园3座。")),
    ]

    def ruled_at(right: float) -> list[Rule]:
        levels = [Rule(36, y, right, y) for y in (36, 58, 102)]
        return [*levels, *(Rule(x, 36, x, 102) for x in (36, 136, right))]

    assert "公路8公里，泊位90个，公园3座。" in text_of(page, rules=ruled_at(244))[1]
    assert "公路8公里，泊位" in text_of(page, rules=ruled_at(344))
