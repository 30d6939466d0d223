"""What a person states of a document wins; what cannot be stated is refused with its reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import mubiao
from mubiao.documents import document_from_text
from mubiao.documents.frame import read_frame
from mubiao.documents.manifest import named_files, read_manifest, stated_of
from mubiao.documents.stated import Stated
from mubiao.model import StatementError

REPORT = (
    "2020年永春县政府工作报告\n各位代表：\n现在，我代表永春县人民政府向大会报告工作，请予审议。\n"
    "二、今年工作安排\n力争地区生产总值增长6%。\n"
)
PLAIN = "各位代表：\n现在，我代表县人民政府向大会报告工作，请予审议。\n今年地区生产总值增长6%。\n"


def test_what_is_stated_wins_and_reaches_the_facts() -> None:
    stated = Stated.of({"region": "晋江", "year": 2019, "date": "2019年1月9日", "title": "某报告", "kind": "news"})
    document = document_from_text(REPORT, "永春县2020.txt", stated=stated)
    assert (document.region, document.region_code, document.year) == ("晋江市", "350582", 2019)
    assert (document.date, document.title, document.kind) == (date(2019, 1, 9), "某报告", "news")
    assert document.certainty == 1 and not document.doubts
    assert dict(document.stated) == {
        "region": "晋江市", "year": "2019", "date": "2019-01-09", "title": "某报告", "kind": "news"
    }  # fmt: skip
    assert {(fact.region, fact.year) for fact in mubiao.extract(document)} == {("晋江市", 2019)}


def test_the_rest_is_read_in_the_light_of_what_is_stated() -> None:
    document = document_from_text(PLAIN, stated=Stated.of({"region": "永春县", "year": 2020}))
    assert (document.title, document.publisher) == ("永春县政府工作报告（2020年）", "永春县人民政府")
    dated = document_from_text(PLAIN, stated=Stated.of({"date": "2020-01-09"}))
    assert dated.year == 2020


def test_what_was_read_stays_behind_what_is_stated() -> None:
    frame = read_frame(REPORT, stated=Stated.of({"region": "晋江市", "year": 2019}))
    assert [str(weighed.cues[0][0].cue) for weighed in (frame.home.ranked[0], frame.dated.ranked[0])] == [
        "home:stated",
        "year:stated",
    ]
    assert ("永春县", "350525") in [weighed.value for weighed in frame.home.ranked[1:]]


def test_a_year_and_a_date_that_disagree_are_a_doubt_even_if_both_are_stated() -> None:
    both = Stated.of({"region": "永春县", "year": 2016, "date": "2020-01-09"})
    assert [doubt for doubt, _ in document_from_text(REPORT, stated=both).doubts] == ["year-date"]
    assert not document_from_text(REPORT, stated=Stated.of({"region": "永春县", "year": 2016})).doubts


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("region", "晋江士", "no such place: 晋江士; did you mean"),
        ("region", "鼓楼区", "鼓楼区 can be 江苏省南京市鼓楼区 320106, "),
        ("region", " ", "an empty value for region"),
        ("year", "21", "not a year of a report: 21 (1949 to 2100)"),
        ("year", "1848", "not a year"),
        ("date", "2024-13-40", "not a date"),
        ("date", "sometime 2024-01-10", "not a date"),
        ("kind", "work_reprot", "no such kind: work_reprot; did you mean work_report?"),
        ("title", "a\x1b[31mb", "control characters"),
        ("url", "example", "not an address"),
        ("url", "javascript:alert(1)", "not an address: javascript:alert(1); write https://…"),
        ("url", "javascript://example.org/%0aalert(1)", "not an address"),
        ("url", "file:///etc/passwd", "not an address"),
        ("url", "https://", "not an address"),
        ("url", "https://example.org/a b", "not an address"),
        ("yaer", "2021", "no such field: yaer; did you mean year?"),
    ],
)
def test_what_cannot_be_stated(field: str, value: str, words: str) -> None:
    with pytest.raises(StatementError) as refused:
        Stated.of({field: value})
    assert words in str(refused.value) and "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("written", "name", "code"),
    [("350582", "晋江市", "350582"), ("福建晋江", "晋江市", "350582"), ("Quanzhou City", "泉州市", "350500"),
     ("南京市鼓楼区", "鼓楼区", "320106")],
)  # fmt: skip
def test_places_by_any_of_their_names(written: str, name: str, code: str) -> None:
    stated = Stated.of({"region": written})
    assert (stated.region, stated.region_code) == (name, code)
    assert Stated.of(stated.texts()) == stated, "what is kept means the same again"


def test_reading_takes_statements(tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_text(PLAIN, encoding="utf-8")
    document = mubiao.read(file, {"region": "泉州市", "year": 2021})
    assert (document.region, document.year, document.name) == ("泉州市", 2021, "x.txt")
    with pytest.raises(StatementError):
        mubiao.read(file, {"region": "nowhere at all"})


@pytest.mark.parametrize(
    ("path", "region", "year"),
    [
        ("泉州市/2024.md", "泉州市", 2024),
        ("福建省/晋江市_2020.txt", "晋江市", 2020),
        ("2023/石狮市.txt", "石狮市", 2023),
        ("北京市/朝阳区/2022年.txt", "朝阳区", 2022),
        ("collected 2026-01-05/石狮市2021.txt", "石狮市", 2021),
        ("collected 2026-01-05/x.txt", None, None),
    ],
)
def test_the_folder_is_a_cue(tmp_path: Path, path: str, region: str | None, year: int | None) -> None:
    file = tmp_path / path
    file.parent.mkdir(parents=True)
    file.write_text("各位代表：新增学位10000个。\n", encoding="utf-8")
    document = mubiao.read(file)
    assert (document.region, document.year) == (region, year)
    assert document.name == file.name


# Pages and front matter


PAGE = """<html><head><title>x</title><meta name="ArticleTitle" content="2021年永春县政府工作报告">
<meta name="PubDate" content="2021-01-20 10:00"><meta name="ContentSource" content="某某办公室">
<meta name="Url" content="https://example.org/202101/t20210120_1.html"></head>
<body><p>各位代表：新增学位10000个。</p></body></html>"""


@pytest.mark.parametrize(
    ("text", "name", "url"),
    [
        (PAGE, "x.html", "https://example.org/202101/t20210120_1.html"),
        (PAGE.replace('<meta name="Url" content="', '<link rel="canonical" href="'), "x.html",
         "https://example.org/202101/t20210120_1.html"),
        (PAGE.replace("https://example.org", ""), "x.html", None),
        (PAGE.replace("https:", "javascript:"), "x.html", None),
        ("---\ntitle: 报告\nurl: https://example.org/1\n---\n各位代表：新增学位10000个。\n", "x.md",
         "https://example.org/1"),
    ],
)  # fmt: skip
def test_the_address_of_a_page(tmp_path: Path, text: str, name: str, url: str | None) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert mubiao.read(tmp_path / name).url == url
    assert mubiao.read(tmp_path / name, {"url": "https://example.org/2"}).url == "https://example.org/2"


# Manifests


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    file = folder / "list.csv"
    file.write_bytes(text.encode(encoding))
    return file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_manifest_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(PLAIN, encoding="utf-8")
    manifest = written(tmp_path, 'file,region,年份,title\na.txt,泉州市,2021,\n\nb.txt,,2022,"某，报告"\n', encoding)
    rows = read_manifest(manifest)
    files = named_files(manifest, rows)
    assert files == [tmp_path / "a.txt", tmp_path / "b.txt"]
    found = stated_of(manifest, rows, files, Stated.of({"kind": "work_report"}))
    assert [found[file].texts() for file in files] == [
        {"region": "泉州市", "year": "2021", "kind": "work_report"},
        {"year": "2022", "title": "某，报告", "kind": "work_report"},
    ]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", ["the file is empty"]),
        ("file,year\n", ["it names no file"]),
        ("path,yaer\na.txt,1\n", ["it has no column file", "no such column: path",
          "no such column: yaer; did you mean year?"]),
        ("file,year,年份\n", ["the column year is there twice"]),
        ("file,year,region\na.txt,21,\nb.txt,2021,火星市\n,2021,\na.txt,2021,泉州市,x\n",
         ["line 2: not a year", "line 3: no such place: 火星市", "line 4: no file is named",
          "line 5: 4 cells, but 3 columns"]),
    ],
)  # fmt: skip
def test_all_that_is_wrong_with_a_manifest_is_told(tmp_path: Path, text: str, problems: list[str]) -> None:
    manifest = written(tmp_path, text)
    with pytest.raises(StatementError) as refused:
        read_manifest(manifest)
    assert len(refused.value.problems) == len(problems)
    for line, words in zip(refused.value.problems, problems, strict=True):
        assert line.startswith(f"{manifest}: {words}")


def test_rows_that_name_no_file_or_disagree(tmp_path: Path) -> None:
    for name in ("one/a.txt", "two/a.txt", "b.txt", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(PLAIN, encoding="utf-8")
    manifest = written(
        tmp_path, "file,year\nnone.txt,2021\nc.txt,2021\na.txt,2021\nb.txt,2021\nb.txt,2022\none/a.txt,2020\n"
    )
    files = [tmp_path / name for name in ("one/a.txt", "two/a.txt", "b.txt")]
    rows = read_manifest(manifest)
    with pytest.raises(StatementError) as refused:
        stated_of(manifest, rows, files, Stated.of({"year": 2021}))
    assert [problem.removeprefix(f"{manifest}: ") for problem in refused.value.problems] == [
        "line 2: none.txt is no such file",
        "line 3: c.txt is not among the files that are read",
        f"line 4: a.txt can be {files[0]} or {files[1]}",
        "line 6: b.txt: year is 2022 here and 2021 in line 5",
        "line 6: b.txt: year is 2022 here, but --year says 2021",
        "line 7: one/a.txt: year is 2020 here, but --year says 2021",
    ]
    with pytest.raises(StatementError, match=r"line 2: there is no such file: none\.txt"):
        named_files(manifest, rows)
