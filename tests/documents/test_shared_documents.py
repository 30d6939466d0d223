"""The real reports, where they are at hand: the home and the year of each must be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from mubiao.documents import document_from_text, read, read_many
from mubiao.model import Document

SHARED = Path(__file__).parents[3] / "shared" / "documents"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the source documents are not part of the repository")

CODES = {"南山区": "440305", "四川省": "510000", "福建省": "350000", "泉州市": "350500"}
PAGES = {
    "000": ("晋江市", "350582", 2024, "news"),
    "001": ("安海镇", "350582103", 2023, "news"),
    "002": ("南安市", "350583", 2022, "news"),
    "003": ("泉州台商投资区", "zone:350500-taishang", 2024, "work_report"),
    "004": ("晋江市", "350582", 2024, "explainer"),
}


def reports() -> list[Path]:
    return sorted((SHARED / "reports").glob("*_*.*"))


def test_every_report_is_of_the_place_and_year_of_its_file() -> None:
    wrong = []
    for path, document in read_many(reports()):
        assert isinstance(document, Document)
        place, year = path.stem.split("_")
        if (document.region_code, document.year, document.kind) != (CODES[place], int(year), "work_report"):
            wrong.append((path.name, document.region, document.year, document.kind))
    assert not wrong


def test_the_content_tells_it_without_the_name() -> None:
    wrong = []
    for path in reports():
        document = document_from_text(read(path).text)
        place, year = path.stem.split("_")
        if (document.region_code, document.year) != (CODES[place], int(year)):
            wrong.append((path.name, document.region, document.year))
    assert not wrong


@pytest.mark.parametrize("page", sorted(PAGES))
def test_pages(page: str) -> None:
    document = read(next(SHARED.glob(f"{page}_*.txt")))
    assert (document.region, document.region_code, document.year, document.kind) == PAGES[page]


def test_the_text_is_the_file_to_the_code_point() -> None:
    for path in [*reports(), *SHARED.glob("*.txt")]:
        assert read(path).text == path.read_bytes().decode("utf-8")
