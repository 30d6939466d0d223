"""Word files of before 2007: what LibreOffice writes behind the last paragraph."""

from __future__ import annotations

import struct

import pytest

from mubiao.documents.word.binary import _without_cut_end, without_last_properties

PAGE, RUNS = 512, 2


def stream(last: bytes) -> tuple[bytes, bytes]:
    """A text of two paragraphs with the page of their properties behind it, and the table that names the page."""
    text = "产值8亿元。\r".encode("utf-16-le")
    word = (text + last).ljust(PAGE, b"\0")
    edges = struct.pack("<III", 0, len(text), len(text) + len(last))
    page = (edges + (b"\x10" + bytes(12)) * RUNS).ljust(PAGE - 1, b"\0") + bytes([RUNS])
    return struct.pack("<III", 0, len(text) + len(last), 1), word + page


def test_a_last_mark_alone_loses_its_properties() -> None:
    places, word = stream(b"\r\0")
    settled = without_last_properties(places, word)
    first = PAGE + 4 * (RUNS + 1)
    assert settled is not None and len(settled) == len(word)
    assert [settled[first], settled[first + 13]] == [0x10, 0]
    assert settled[:PAGE] == word[:PAGE]


@pytest.mark.parametrize("last", ["8\r".encode("utf-16-le"), b"\x07\0", b"8\r"])
def test_a_paragraph_with_any_character_keeps_them(last: bytes) -> None:
    assert without_last_properties(*stream(last)) is None


@pytest.mark.parametrize("places", [b"", struct.pack("<III", 0, 9, 10_000)])
def test_a_place_that_is_none(places: bytes) -> None:
    assert without_last_properties(places, stream(b"\r\0")[1]) is None


def test_a_file_that_is_damaged_elsewhere_stays_so() -> None:
    errors = pytest.importorskip("doc2docx.errors")

    def read(*_: object, **__: object) -> None:
        raise errors.InvalidWordDocument("damaged")

    places, word = stream(b"\r\0")
    with pytest.raises(errors.InvalidWordDocument):
        _without_cut_end(read)(places, word, None, fc_plcf_bte_papx=0, lcb_plcf_bte_papx=len(places))
