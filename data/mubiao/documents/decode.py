"""From the bytes of a text file to its text, to the code point: carriage returns and a byte order mark stay."""

from __future__ import annotations

import codecs

from mubiao.model import DocumentError
from mubiao.patterns import lazy

# A BOM of UTF-32 begins with one of UTF-16, so the longer ones come first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 20_000  # bytes that decide which encoding it is; the whole file is decoded strictly afterwards
# Nearly any bytes can be read as GB18030 or Big5; Chinese shows by its most frequent characters, in either script.
_FREQUENT = lazy(
    "[的一是在不了有和人这這中大为為上个個国國我以要时時来來用们們生到作地于於出就分对對成会會可主发發年动動同工能下过過民面市区區县縣省"
    "经經济濟展全建设設业業政府报報告，。、：；“”（）]"
)
_FREQUENT_SHARE = 0.15
_EVERYDAY_SHARE = 0.98
_CONTROL = lazy("[\x00-\x08\x0b\x0e-\x1f\x7f]")


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16, UTF-32, GB18030 (GBK, GB2312) or Big5.

    Raises DocumentError when the bytes are empty, are no text, or are text in none of these.
    """
    if not data.strip():
        raise DocumentError("the file is empty")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(_strict(data, encoding, encoding.upper()))
    try:
        return _checked(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        utf8_error = error
    for encoding in _candidates(data):
        try:
            return _checked(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    if b"\0" in data[:_SAMPLE]:
        raise DocumentError("this is not text: it holds NUL bytes")
    byte = utf8_error.start
    raise DocumentError(f"the text is neither UTF-8 nor GB18030: byte {byte} (0x{data[byte]:02x}) cannot be read")


def _strict(data: bytes, encoding: str, label: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(f"the file begins as {label} but byte {error.start} cannot be read") from None


def _checked(text: str) -> str:
    """The text, unless its control characters show that it is none."""
    if "\0" in text:
        raise DocumentError("this is not text: it holds NUL characters")
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) * 20 > len(sample):
        raise DocumentError("this is not text: it is full of control characters")
    if not text.strip("\ufeff \t\r\n\f\v　"):
        raise DocumentError("the file is empty")
    return text


def _candidates(data: bytes) -> list[str]:
    """The encodings other than UTF-8 in which the beginning of the file reads as Chinese, the likeliest first."""
    sample = data[:_SAMPLE]
    likely = []
    for encoding in ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            text = decoder.decode(sample)  # a character cut off at the end of the sample is no error
        except UnicodeDecodeError:
            continue
        foreign = len(text) - sum(map(str.isascii, text))
        share = len(_FREQUENT.findall(text)) / foreign if foreign else 0.0
        if share >= _FREQUENT_SHARE or (encoding == "gb18030" and _is_everyday(text)):
            likely.append((share, encoding))
    return [encoding for _, encoding in sorted(likely, reverse=True)]


def _is_everyday(text: str) -> bool:
    """Whether the Chinese of a text is of the first level of GB 2312: a short table has few of the frequent characters.

    Bytes of another encoding that are read as GB18030 give rare characters.
    """
    foreign = [char for char in text if not char.isascii()]
    everyday = 0
    for char in foreign:
        try:
            everyday += char.encode("gb2312")[0] in _EVERYDAY
        except UnicodeEncodeError:
            continue
    return bool(foreign) and everyday >= _EVERYDAY_SHARE * len(foreign)


_EVERYDAY = frozenset((*range(0xA1, 0xA4), *range(0xB0, 0xD8)))  # signs, and the first level
