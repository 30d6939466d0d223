"""Word files of before 2007 and of WPS (.doc, .wps): rewritten as .docx by msdoc2docx, then read as such."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

from mubiao.documents.layout.archive import one_line
from mubiao.documents.word.reader import docx_text
from mubiao.files import scratch
from mubiao.model import DocumentError

_PAGE = 512  # bytes of a page of properties
_PROPERTIES = 13  # bytes of a run in it; the first one tells where its properties stand, in words
_MARKS = (b"\r", b"\r\0")  # a paragraph without a character, in the two encodings


def doc_text(data: bytes) -> str:
    """The text, as `docx_text` gives it. DocumentError: it has a password, is damaged, or holds no text."""
    from doc2docx import converter
    from doc2docx.errors import Doc2DocxError
    from doc2docx.msdoc import formatting

    converter.read_formatting = _without_cut_end(formatting.read_formatting)
    # The library knows files only; these hold nothing but what the document does, and go at once.
    with scratch() as folder:
        old, new = folder / "a.doc", folder / "a.docx"
        old.write_bytes(data)
        try:
            converter.convert(old, new)
        except Doc2DocxError as error:
            if "password" in str(error).lower() or "encrypt" in str(error).lower():
                raise DocumentError("this is a Word file with a password: save it without one") from None
            raise DocumentError(f"the Word file is damaged: {one_line(error)}") from None
        return docx_text(new.read_bytes())


def _without_cut_end(read: Callable[..., Any]) -> Callable[..., Any]:
    """The library's reader of formats, which gets no properties of a last mark that are cut.

    Behind headers, notes and remarks one mark stands that belongs to none of them. LibreOffice gives it the properties
    of the last row of a table, cut where the page of properties is full; the library holds the file for damaged then.
    """

    from doc2docx.errors import InvalidWordDocument

    def reading(table: bytes, word: bytes, pieces: Any, **places: Any) -> Any:
        try:
            return read(table, word, pieces, **places)
        except InvalidWordDocument:
            begin, size = places["fc_plcf_bte_papx"], places["lcb_plcf_bte_papx"]
            settled = without_last_properties(table[begin : begin + size], word)
            if settled is None:
                raise
            return read(table, settled, pieces, **places)

    return reading


def without_last_properties(places: bytes, word: bytes) -> bytes | None:
    """The stream of the text in which the last paragraph has no properties; None where it holds any character.

    `places` tells, for runs of paragraphs, on which page their properties stand.
    """
    count = (len(places) - 4) // 8
    page = struct.unpack_from("<I", places, len(places) - 4)[0] * _PAGE if count > 0 else len(word)
    if page + _PAGE > len(word):
        return None
    runs = word[page + _PAGE - 1]
    if not 0 < 4 * (runs + 1) + _PROPERTIES * runs < _PAGE:
        return None
    begin, end = struct.unpack_from("<II", word, page + 4 * (runs - 1))
    if not runs or word[begin:end] not in _MARKS:
        return None
    at = page + 4 * (runs + 1) + _PROPERTIES * (runs - 1)
    return word[:at] + b"\0" + word[at + 1 :]
