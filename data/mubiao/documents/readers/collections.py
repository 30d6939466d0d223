"""Collections: many reports in one file, a row each, with columns for place, year and title.

A file whose columns hold no texts is a table: its rows are read like those of a sheet.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mubiao.documents.container_metadata import ContainerMetadata, Content
from mubiao.documents.layout.archive import one_line
from mubiao.documents.layout.sources import Place, sources_of_sheets
from mubiao.documents.layout.tables.rows import PrintedCell, Table, placed_lines
from mubiao.documents.sheets.formats import plain
from mubiao.model import DocumentError

TEXT_COLUMN = "MUBIAO_TEXT_COLUMN"
"""The variable of the environment that names the column with the texts, for this process and those it starts."""

_NAMES = {
    "text": "正文 全文 内容 文本 报告正文 报告全文 报告内容 文本内容 正文内容 content text fulltext body article "
    "maintext rawtext reporttext document",
    "region": "省份 省市 城市 地区 地方 行政区 行政区划 区域 所在地 省 市 县 区县 地级市 县级市 市州 州市 盟市 region "
    "place city province county area location",
    "year": "年份 年度 年 报告年份 year",
    "title": "标题 题目 名称 报告标题 报告名称 title headline name",
    "date": "发布日期 日期 发布时间 时间 成文日期 发文日期 date pubdate published publishdate publishtime time",
    "url": "网址 链接 来源网址 原文链接 url link href",
    "publisher": "发布机构 发布单位 发文机关 来源 publisher source agency",
}
_FIELDS = {name: field for field, names in _NAMES.items() for name in names.split()}
_OF_REPORTS = frozenset(("正文", "全文", "报告正文", "报告全文", "正文内容", "fulltext", "maintext", "reporttext"))
_LAST = {
    "title": "title",
    "headline": "title",
    "city": "region",
    "county": "region",
    "province": "region",
    "url": "url",
}
_OWN = frozenset(("doc", "document", "article", "report", "news", "page", "info", "art", "post"))  # no siteTitle
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")  # of a name: docTitle, article_title
_LONG = 200  # characters that a text has in the middle of a collection whose columns have other names
_SHORT = 40  # and one of several lines, which no cell of a table has
_WIDE = 1_000  # columns of a table
_FIRST = 20  # rows by which it is told
_MOST_FIELD = 64 * 1024 * 1024
_YEAR = re.compile(r"(?:19|20)\d{2}")
_WITHIN = ("data", "rows", "records", "items", "documents", "reports", "results", "result", "list")
_DEEPEST = 4  # objects around the records
_SEPARATOR = re.compile(r"sep=([,;|\t])\r?\n", re.I)  # what Excel writes first to say what parts the cells
_HALF = re.compile("[\ud800-\udfff]")  # of a pair of UTF-16: JSON can name one alone, no text has it
_PAGE = re.compile(r"<(?:p|div|br|span|table|section|article|h[1-6])\b[^<>]{0,400}>", re.I)


def csv_documents(source: str) -> Iterator[Content]:
    """The documents of a file of values between commas, tabs or semicolons, or the one table that it is."""
    numbered = _csv_rows(source.removeprefix("\ufeff"))
    if not numbered:
        raise DocumentError("the file holds no rows")
    rows = [row for _, row in numbered]
    head = [name.strip() for name in rows[0]]
    records = [dict(zip(head, row, strict=False)) for row in rows[1:]]
    if any(head) and (column := _text_column(head, records)):
        return _documents(records, column)
    width = min(max(map(len, rows)), _WIDE)
    lines = placed_lines(Table([[PrintedCell(_parts(words)) for words in _padded(row, width)] for row in rows]))
    if not lines:
        raise DocumentError("the file holds no rows")
    every = tuple(range(width))
    places = [Place("", numbered[at][0], every if column is None else (column,)) for _, at, column in lines]
    return iter([Content("".join(f"{one.line}\n" for one in lines), sources=sources_of_sheets(places))])


def row_documents(head: list[str], rows: Iterator[list[str]]) -> Iterator[Content] | None:
    """The documents of rows below a head that names a column of texts, as those are; None where there is none.

    It is told by the first rows, so that a large table of figures is looked at no further.
    """
    first = [dict(zip(head, row, strict=False)) for row in itertools.islice(rows, _FIRST)]
    named = os.environ.get(TEXT_COLUMN)
    if named and named not in head:
        return None
    column = _text_column(head, first)
    texts = [_words(one.get(column)) for one in first] if column else []
    if not column or not (named or _holds_texts(texts) or _is_of_reports(column, head, texts)):
        return None
    return _documents(itertools.chain(first, (dict(zip(head, row, strict=False)) for row in rows)), column)


def _is_of_reports(column: str, head: list[str], texts: list[str]) -> bool:
    """Whether short texts are reports all the same: their column is called so, and another tells title or place."""
    sentences = sum("。" in text for text in texts)
    told = {_field(name) for name in head if name != column}
    return _bare(column) in _OF_REPORTS and 2 * sentences > len(texts) and not told.isdisjoint(("title", "region"))


def _padded(row: list[str], width: int) -> list[str]:
    return [*row[:width], *[""] * (width - len(row))]


def _parts(words: str) -> list[str | Table]:
    return [part for part in words.split("\n") if part.strip()]


def _csv_rows(source: str) -> list[tuple[int, list[str]]]:
    """The rows that hold anything, with their numbers. Where quotes are broken they are characters like others."""
    told = _SEPARATOR.match(source)
    source = source[told.end() :] if told else source
    start = source[:20_000]
    line = start.split("\n", 1)[0]
    mark = told[1] if told else max(",\t;|", key=line.count) if any(one in line for one in ",\t;|") else ","
    before = csv.field_size_limit(_MOST_FIELD)
    try:
        try:
            found = _rows_of(source, delimiter=mark, strict=True)
        except csv.Error:  # quotes that are none: a cell would take in all that follows
            found = _rows_of(source, delimiter=mark, quoting=csv.QUOTE_NONE)
    except csv.Error as error:
        raise DocumentError(f"the rows cannot be told apart: {one_line(error)}") from None
    finally:
        csv.field_size_limit(before)
    return [(number + 1, row) for number, row in found] if told else found


def _rows_of(source: str, **how: Any) -> list[tuple[int, list[str]]]:
    rows = enumerate(csv.reader(io.StringIO(source, newline=""), **how), 1)
    return [(number, row) for number, row in rows if any(map(str.strip, row))]


def json_documents(source: str) -> Iterator[Content]:
    """The documents of an array of objects, or of an object a line."""
    source = source.removeprefix("\ufeff")
    try:
        given = json.loads(source)
    except (ValueError, RecursionError) as error:
        given = list(_json_lines(source, error))
    if isinstance(given, Mapping):
        within = _records_within(given)
        given = ([*given.values()] if _is_by_id(given) else [given]) if within is None else within
    records = [_flat(one) for one in given if isinstance(one, Mapping)] if isinstance(given, list) else []
    if not records:
        raise DocumentError("this is JSON without objects: there are no texts in it")
    head = list(dict.fromkeys(str(name) for one in records[:_FIRST] for name in one))
    column = _text_column(head, records)
    if not column:
        raise DocumentError(f"no column of texts among {_few(head)}: name it with --text-column")
    return _documents(records, column)


def _records_within(given: Mapping[str, Any], depth: int = 0) -> list[Any] | None:
    """The records of an answer of a site, {"data": {"list": [...]}}; None where nothing is called so."""
    inside = [given[name] for name in _WITHIN if name in given]
    found = next((one for one in inside if isinstance(one, list)), None)
    if found is not None or depth == _DEEPEST:
        return found
    deeper = (_records_within(one, depth + 1) for one in inside if isinstance(one, Mapping))
    return next((one for one in deeper if one is not None), None)


def _is_by_id(given: Mapping[str, Any]) -> bool:
    """Whether an object holds records by their names: {"a1": {…}, "a2": {…}}, all with the same fields."""
    fields = [set(one) for one in given.values() if isinstance(one, Mapping)]
    return len(fields) == len(given) > 1 and bool(set.intersection(*fields))


def _flat(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """A record with the fields of the objects in it, where it has none of that name itself."""
    inner = [one for one in record.values() if isinstance(one, Mapping)]
    return {name: value for one in reversed(inner) for name, value in one.items()} | dict(record) if inner else record


def _json_lines(source: str, whole: Exception) -> Iterator[Any]:
    lines = [line for line in source.split("\n") if line.strip()]
    for number, line in enumerate(lines, 1):
        try:
            yield json.loads(line)
        except (ValueError, RecursionError) as error:
            reason = whole if len(lines) == 1 or number == 1 else error
            raise DocumentError(f"this is no JSON: {one_line(reason)} (line {number})") from None


def parquet_documents(data: bytes) -> Iterator[Content]:
    """The documents of a Parquet file."""
    import polars as pl
    from polars.exceptions import PolarsError

    try:
        frame = pl.read_parquet(io.BytesIO(data))
    except (PolarsError, OSError, ValueError) as error:
        raise DocumentError(f"the Parquet file is damaged: {one_line(error)}") from None
    records = frame.head(_FIRST).to_dicts()
    column = _text_column(frame.columns, records)
    if not column:
        raise DocumentError(f"no column of texts among {_few(frame.columns)}: name it with --text-column")
    known = [name for name in frame.columns if name == column or _field(name)]
    return _documents(frame.select(known).iter_rows(named=True), column)


def _few(names: list[str]) -> str:
    return ", ".join(names[:8]) + (" …" if len(names) > 8 else "")


def _field(name: str) -> str:
    """What a column is, by its name or how that ends: 发文标题, docTitle."""
    bare = _bare(name)
    if bare.isascii():
        words = _WORD.findall(name)
        own = len(words) == 2 and words[0].lower() in _OWN
        return _FIELDS.get(bare) or (_LAST.get(words[1].lower(), "") if own else "")
    ending = (_FIELDS.get(bare[-length:], "") for length in (4, 3, 2) if len(bare) > length)
    return _FIELDS.get(bare) or next(filter(None, ending), "")


def _bare(name: str) -> str:
    return re.sub(r"[\s_\-]", "", name).lower()


def _text_column(head: list[str], records: list[Any]) -> str:
    """The column with the texts: the one that is named, the first so called, or one of long texts; empty for none."""
    if named := os.environ.get(TEXT_COLUMN):
        if named not in head:
            raise DocumentError(f"there is no column {named}, only {_few(head)}")
        return named
    called = [name for name in head if _FIELDS.get(_bare(name)) == "text"]  # 建设内容 is none
    texts = {name: [_words(one.get(name)) for one in records[:_FIRST]] for name in head if name}
    sizes = {name: _middle([*map(len, found)]) for name, found in texts.items()}
    if called:
        return max(called, key=lambda name: sizes.get(name, 0))
    longest = max(sizes, key=lambda name: sizes[name], default="")
    return longest if _holds_texts(texts.get(longest, [])) else ""


def _holds_texts(texts: list[str]) -> bool:
    """Whether texts are such, by their length in the middle, and no words in cells."""
    lines = _middle([text.strip().count("\n") for text in texts])
    return _middle([*map(len, texts)]) >= (_SHORT if lines > 1 else _LONG)


def _words(value: Any) -> str:
    """What a field holds as text: an array of paragraphs, or of objects with a text each, as lines."""
    if isinstance(value, list):
        lines = [_of_block(one) if isinstance(one, Mapping) else one for one in value]
        return "\n".join(lines) if all(isinstance(one, str) for one in lines) else ""
    return "" if value is None or isinstance(value, (list, Mapping)) else str(value)


def _of_block(block: Mapping[Any, Any]) -> Any:
    """The text of an object that is a part of a report: {"type": "p", "text": …}; one without any is empty."""
    return next((words for name, words in block.items() if _FIELDS.get(_bare(str(name))) == "text"), "")


def _middle(sizes: list[int]) -> int:
    return sorted(sizes)[len(sizes) // 2] if sizes else 0


def _documents(records: Iterable[Mapping[str, Any]], column: str) -> Iterator[Content]:
    """A document a row, by the number of its row; rows without a text are passed over."""
    count = 0
    for number, record in enumerate(records, 1):
        given = record.get(column)
        text = _read(_HALF.sub("\ufffd", _words(given))) if isinstance(given, (str, list)) else ""
        if not text.strip():
            continue
        count += 1
        told = {field: _HALF.sub("\ufffd", words) for field, words in _told(record, column)}
        yield Content(text, ContainerMetadata(**told), str(number))
    if not count:
        raise DocumentError(f"the column {column} holds no texts")


def _read(text: str) -> str:
    """The text of a field; of a page, as sites keep them, what is seen of it."""
    if _PAGE.search(text, 0, 2_000) is None:
        return text
    from mubiao.documents.readers.html import html_text

    try:
        return html_text(text).text
    except DocumentError:
        return ""


def _told(record: Mapping[str, Any], column: str) -> Iterator[tuple[str, str]]:
    """What the other columns say, the most particular place: 省份 and 城市 give the city."""
    places: list[str] = []
    for name, value in record.items():
        field = _field(str(name)) if name is not None and name != column else ""
        if not field or value is None or isinstance(value, (list, dict, bool)):
            continue
        words = plain(value) if isinstance(value, (int, float)) else str(value).strip()
        if field == "region" and words:
            places.append(words)
        elif field == "year" and (year := _YEAR.search(words)):
            yield "year", year[0]
        elif words and field not in ("text", "year"):
            yield field, words
    if places:
        yield "region", " ".join(places)
