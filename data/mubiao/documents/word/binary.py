"""Word files of before 2007 and of WPS (.doc, .wps): rewritten as .docx by msdoc2docx, then read as such."""

from __future__ import annotations

from mubiao.documents.layout.archive import one_line
from mubiao.documents.word.reader import docx_text
from mubiao.files import scratch
from mubiao.model import DocumentError


def doc_text(data: bytes) -> str:
    """The text, as `docx_text` gives it. DocumentError: it has a password, is damaged, or holds no text."""
    from doc2docx import convert
    from doc2docx.errors import Doc2DocxError

    # The library knows files only; these hold nothing but what the document does, and go at once.
    with scratch() as folder:
        old, new = folder / "a.doc", folder / "a.docx"
        old.write_bytes(data)
        try:
            convert(old, new)
        except Doc2DocxError as error:
            if "password" in str(error).lower() or "encrypt" in str(error).lower():
                raise DocumentError("this is a Word file with a password: save it without one") from None
            raise DocumentError(f"the Word file is damaged: {one_line(error)}") from None
        return docx_text(new.read_bytes())
