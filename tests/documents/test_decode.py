"""Text of every encoding comes back to the code point; what is no text is refused in one line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mubiao.documents import document_from_text, read_bytes
from mubiao.documents.decode import decode
from mubiao.model import DocumentError

REPORT = "各位代表：\r\n现在，我代表县人民政府向大会报告工作。\r\n全县生产总值增长8.5％，城镇新增就业1.2万人。\r\n" * 3
TRADITIONAL = "昨日，記者從市政府獲悉，今年我市經濟發展勢頭良好，全年生產總值預計增長百分之八。\n" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "gbk", "utf-16-le", "utf-16-be"])
def test_simplified(encoding: str) -> None:
    assert decode(REPORT.encode(encoding)) == REPORT


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
def test_traditional(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding)) == TRADITIONAL


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_stays_a_character(encoding: str) -> None:
    assert decode(REPORT.encode(encoding)) == "\ufeff" + REPORT


def test_offsets_equal_those_of_plain_utf8_decoding() -> None:
    data = "\ufeff一\r二\n三\r\n四\u2028五\x85六".encode()
    assert decode(data) == data.decode("utf-8")


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff"), min_size=1))
def test_utf8_round_trip(text: str) -> None:
    if text.strip("\ufeff \t\r\n\f\v　"):
        data = text.encode()
        assert decode(data) == text
    else:
        with pytest.raises(DocumentError):
            decode(text.encode())


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_a_document_error(data: bytes) -> None:
    try:
        text = decode(data)
    except DocumentError as error:
        assert "\n" not in str(error)
        assert str(error)
    else:
        assert "\0" not in text
        document_from_text(text)


@settings(deadline=None)  # the first PDF starts the process that reads them
@given(
    st.binary(max_size=300), st.sampled_from([b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", b"{\\rtf", b"\xd0\xcf\x11\xe0"])
)
def test_any_bytes_behind_a_magic_number(data: bytes, magic: bytes) -> None:
    try:
        read_bytes(magic + data, "x.txt")
    except DocumentError as error:
        assert "\n" not in str(error)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        ("\ufeff\n".encode(), "empty"),
        ("　\n".encode(), "empty"),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00", "not text"),
        (bytes(range(256)) * 4, "NUL"),
        (b"\x1b[31m\x07" * 20, "control"),
        (REPORT.encode()[:-4] + b"\xe4", "neither UTF-8 nor GB18030"),
        (b"caf\xe9 au lait", "neither UTF-8 nor GB18030"),
        (b"\xff\xfe\x00\xd8", "UTF-16"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=reason) as caught:
        decode(data)
    assert "\n" not in str(caught.value)


def test_a_few_control_characters_are_kept() -> None:
    text = "正文" * 100 + "\x1b[31m警告\x07"
    assert decode(text.encode()) == text


@pytest.mark.parametrize("text", ["指标,数值\n产值,8\n", "粮食产量（万吨）\t73.4\n", "绿地"])
def test_a_short_table_in_gbk_is_read(text: str) -> None:
    assert decode(text.encode("gbk")) == text
