"""Nobody looks for garbage while a document is read: reading leaves no cycles, and what was chosen holds afterwards."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from mubiao import extract
from mubiao.documents import document_from_text
from mubiao.extract import extraction
from mubiao.garbage import undisturbed

TEXT = (
    "2024年晋江市政府工作报告\n\n一、2023年工作回顾\n\n财政总收入、一般公共预算收入均增长5%，居全省第3位。\n\n"
    "二、2024年工作安排\n\n地区生产总值增长6%左右，居民收入增长与经济增长同步。\n"
)


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    enabled = gc.isenabled()
    yield
    (gc.enable if enabled else gc.disable)()


@pytest.mark.parametrize("chosen", [gc.enable, gc.disable])
def test_what_was_chosen_holds_again(chosen: object) -> None:
    assert callable(chosen)
    chosen()
    enabled = gc.isenabled()

    @undisturbed
    def read(text: str) -> str:
        assert not gc.isenabled()
        return text.removeprefix("x") if text else str(1 / 0)

    assert read("xy") == "y" and gc.isenabled() is enabled
    with pytest.raises(ZeroDivisionError):
        read("")
    assert gc.isenabled() is enabled


def test_one_within_another_ends_with_the_outer_one() -> None:
    gc.enable()

    @undisturbed
    def inner() -> bool:
        return gc.isenabled()

    @undisturbed
    def outer() -> list[bool]:
        return [inner(), gc.isenabled()]

    assert outer() == [False, False] and gc.isenabled()


def test_reading_leaves_no_cycles() -> None:
    """What is never looked for must not pile up."""
    assert len(extract(TEXT)) == 4
    extraction(document_from_text(TEXT))  # tables are read and patterns compiled once
    gc.collect()
    gc.disable()
    extraction(document_from_text(TEXT.replace("5%", "7%")))
    assert gc.collect() == 0
