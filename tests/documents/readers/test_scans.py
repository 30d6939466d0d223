"""Pages that are pictures: recognised lines laid out, their signs mended, and every fact marked as recognised.

The engine is played by lines with corners; one test asks the real one, of the extra, to read `scan.pdf`: our own
sentences and a table as a picture.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from tests.documents.readers.test_pdf import made

from mubiao import extract
from mubiao.documents.layout.pages.paragraphs import paragraphs
from mubiao.documents.layout.pages.recognised import mended, unlikely
from mubiao.documents.layout.sources import Sources, sources_of_pages
from mubiao.documents.left_out import told
from mubiao.documents.readers import pdf, scans
from mubiao.documents.readers.scans import laid_out
from mubiao.documents.reading import document_from_text, read_bytes
from mubiao.ingest import prepare_each
from mubiao.model import DocumentError

SCAN = Path(__file__).with_name("scan.pdf")
needs_pdf = pytest.mark.skipif(importlib.util.find_spec("pypdfium2") is None, reason="the extra mubiao[pdf] is absent")
needs_ocr = pytest.mark.skipif(not scans.can_recognise(), reason="the extra mubiao[ocr] is absent")


def box(x: float, y: float, text: str, score: float = 0.99, slope: float = 0.0) -> tuple[list[list[float]], str, float]:
    """A line as the engine gives it: 12 points high, a full place 12 points wide; slope: points down for one across."""
    right = x + sum(12 if ord(char) > 0x2E7F else 6 for char in text)
    y, end = y + slope * x, y + slope * right
    return [[x, y], [right, end], [right, end + 12], [x, y + 12]], text, score


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("自然增长率为-2.25%0，", "自然增长率为-2.25‰，"),
        ("人口出生率6.4%、死亡率7.1%，增长6.3%", "人口出生率6.4‰、死亡率7.1‰，增长6.3%"),
        ("占60%，增长0.5%", "占60%，增长0.5%"),
        ("改造73.0万m，新建3万m2，长30m", "改造73.0万m²，新建3万m²，长30m"),
        ("造林405hm2、45km2", "造林405hm²、45km²"),
        ("2O23年增长6。3%，达到1l6.5%，I型5个", "2023年增长6.3%，达到116.5%，I型5个"),
        ("就业2.291人，零售额7，583万元", "就业2,291人，零售额7,583万元"),
        ("产值2.291亿元，5，6万元", "产值2.291亿元，5，6万元"),
    ],
)
def test_what_the_words_tell_for_sure_is_mended(read: str, meant: str) -> None:
    assert mended(read) == meant


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("增长6.3%，新增3,520个", []),
        ("增长06.3%", ["06.3"]),
        ("收入1.2.3亿元", ["1.2.3"]),
        ("收入1,23亿元", ["1,23"]),
        ("产值2.291亿元", ["2.291"]),
        ("产值增长63%，收入增长12%", ["63"]),
        ("20123年", ["20123"]),
        ("改造20.4万，新建5处", ["20.4"]),
        ("床位860张，学位412个", ["860"]),
    ],
)
def test_figures_that_cannot_be_so_are_doubtful(text: str, figures: list[str]) -> None:
    assert [text[start:end] for start, end in unlikely(text, {"860"})] == figures


def test_recognised_lines_are_laid_out_as_print_is() -> None:
    turned = [box(50, 100, "全年地区生产总值增长", slope=0.02), box(50, 120, "新增学位3520个。", slope=0.02)]
    assert [line.text for line in laid_out(turned).lines] == ["全年地区生产总值增长", "新增学位3520个。"]
    columns = [
        box(x, 100 + 20 * n, f"第{n}行在{side}边的一栏印着字")
        for n in range(6)
        for x, side in ((50, "左"), (330, "右"))
    ]
    sides = "".join(line.text[4] for line in laid_out(columns).lines)
    assert sides == "左" * 6 + "右" * 6
    table = [box(x, y, words) for y, row in ((100, ("指标", "2023年")), (120, ("产值", "8.5"))) for x, words in
             zip((50, 200), row, strict=True)]  # fmt: skip
    assert paragraphs([laid_out(table).lines]) == ["指标\t2023年", "产值\t8.5"]
    assert laid_out([box(50, 100, "床位860张", 0.7), box(50, 120, "学位412个")]).unsure == {"860"}


def test_facts_of_recognised_lines_say_so_and_are_less_sure() -> None:
    text = "2024年天长市政府工作报告\n2023年地区生产总值增长6.3%。\n2023年新增学位412个，床位860张。\n"
    doubtful = text.index("860")
    sources = sources_of_pages([0, 0, 2], [(doubtful, doubtful + 3)], [4])
    document = document_from_text(text, sources=sources)
    facts = {fact.printed: fact for fact in extract(document)}
    assert [facts[one].rule.rpartition(";")[2] for one in ("412个", "860张")] == [
        "reading:ocr",
        "reading:ocr-doubtful",
    ]
    assert "reading" not in facts["6.3%"].rule
    plain = {fact.printed: fact.confidence for fact in extract(document_from_text(text))}
    assert facts["6.3%"].confidence == plain["6.3%"]
    assert facts["860张"].confidence < facts["412个"].confidence < plain["412个"]
    assert [doubt for doubt, _ in document.doubts if doubt in ("recognised", "unread")] == ["recognised", "unread"]


def test_a_paragraph_that_goes_on_in_a_scan_is_recognised() -> None:
    assert Sources("甲\n乙丙\n", sources_of_pages([0, 3], [])).rule(2, 4) == "reading:ocr"
    assert Sources("甲\n乙丙\n", sources_of_pages([0, 3], [])).rule(0, 1) == ""


@needs_pdf
def test_without_the_extra_a_line_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "can_recognise", lambda: False)
    with pytest.raises(DocumentError, match=r"pages of the PDF are pictures: .* pip install 'mubiao\[ocr\]'"):
        pdf.pdf_text(SCAN.read_bytes())


def mixed() -> bytes:
    """The scan between two pages of text."""
    import io

    import pypdfium2

    joined = pypdfium2.PdfDocument.new()
    text = made(["GDP had a growth of 6.5 per cent in the year, and there was a second line of text here."])
    for page in (text, SCAN.read_bytes(), text):
        joined.import_pages(pypdfium2.PdfDocument(page))
    data = io.BytesIO()
    joined.save(data)
    return data.getvalue()


@needs_pdf
def test_pages_of_text_are_read_and_the_scan_between_them_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "can_recognise", lambda: False)
    told()
    content = pdf.pdf_text(mixed())
    assert content.text.count("6.5 per cent") == 2
    assert told() == ("pages that are pictures: 2",)
    document = document_from_text(content.text, sources=content.sources)
    assert ("unread", "pages 2 are pictures and were not read") in document.doubts


@needs_ocr
def test_a_scan_between_pages_of_text_is_read_in_its_place() -> None:
    document = read_bytes(mixed(), "x.pdf")
    lines = document.text.splitlines()
    assert "6.5 per cent" in lines[0] and "6.5 per cent" in lines[-1] and "天长市" in lines[1]
    where = Sources(document.text, document.sources)
    assert [bool(where.rule(at, at + 1)) for at in (0, document.text.index("天长"), len(document.text) - 2)] == [
        *(False, True, False),
    ]


@needs_ocr
def test_a_scan_is_read() -> None:
    (found,) = prepare_each(SCAN)
    document, facts = found.document, found.facts
    assert document is not None and found.left_out == ()
    assert (document.title, document.region, document.year) == ("2024年天长市政府工作报告", "天长市", 2024)
    assert [doubt for doubt, _ in document.doubts] == ["recognised"]
    assert list(facts) == extract(document)
    assert all("reading:ocr" in fact.rule for fact in facts)
    assert [(fact.printed, fact.claim) for fact in facts] == [
        *(("6.3%", "actual"), ("3520个", "actual"), ("51.5万m²", "actual"), ("6.42‰", "actual")),
        *(("6%", "target"), ("6处", "target")),
        *(("73.4", "actual"), ("75", "target"), ("128.6", "actual"), ("140", "target")),
    ]
    assert all(document.text[fact.start : fact.end] == fact.printed for fact in facts)
