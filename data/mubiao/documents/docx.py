"""The text of a Word document (.docx), one paragraph a line, without trusting the archive or its XML."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any
from xml.parsers import expat

from mubiao.model import DocumentError

_BODY = "word/document.xml"
_MAX_XML = 64 * 1024 * 1024  # bytes of document.xml once unpacked; a report has about 1 MB
_MAX_DEPTH = 1_000
_CHUNK = 65_536
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_W_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main "
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_LEFT_OUT = ("moveFrom", "del", "instrText")


class _Body:
    """Collects the text while the XML streams by."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._depth = 0
        self._skip_from: int | None = None
        self._in_text = False
        self._cells = 0
        self._run_hidden = False

    def doctype(self, *_: Any) -> None:
        # A Word file never declares entities; one that does wants to blow up or to read files.
        raise DocumentError("the Word file declares a document type, which no real one does")

    def start(self, name: str, attrs: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise DocumentError("the Word file nests its elements deeper than any real one")
        tag = _local(name)
        if self._skip_from is None and (name == _FALLBACK or tag in _LEFT_OUT):
            self._skip_from = self._depth
        if self._skip_from is not None:
            return
        if tag == "r":
            self._run_hidden = False
        elif tag == "vanish":
            self._run_hidden = _value(attrs) not in ("0", "false", "off")
        elif tag == "t":
            self._in_text = not self._run_hidden
        elif tag == "tab":
            self.parts.append("\t")
        elif tag in ("br", "cr"):
            self.parts.append("\n")
        elif tag == "tc":
            self._cells += 1

    def end(self, name: str) -> None:
        if self._skip_from is not None:
            if self._skip_from == self._depth:
                self._skip_from = None
        else:
            tag = _local(name)
            if tag == "t":
                self._in_text = False
            elif tag == "p":
                self.parts.append(" " if self._cells else "\n")
            elif tag == "tc":
                self._cells -= 1
                self.parts.append("\t")
            elif tag == "tr":
                self.parts.append("\n")
        self._depth -= 1

    def characters(self, data: str) -> None:
        if self._in_text:
            self.parts.append(data)


def _local(name: str) -> str:
    for namespace in (_W, _W_STRICT):
        if name.startswith(namespace):
            return name[len(namespace) :]
    return ""


def _value(attrs: dict[str, str]) -> str:
    return attrs.get(_W + "val") or attrs.get(_W_STRICT + "val") or "1"


def docx_text(data: bytes) -> str:
    """The text of the body with its tables (cells parted by tabs); deleted, moved and hidden text is left out.

    Numbers that Word makes itself before headings are no text of the file and are missing here.
    Raises DocumentError when it is no Word file, is damaged or encrypted, or unpacks to more than 64 MB.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            info = archive.getinfo(_BODY)
            if info.flag_bits & 1:
                raise DocumentError("the Word file is encrypted")
            with archive.open(info) as body:
                text = _parse(body)
    except KeyError:
        raise DocumentError("this is a zip archive but no Word file: it has no word/document.xml") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError) as error:
        raise DocumentError(f"the Word file is damaged: {_one_line(error)}") from None
    except expat.ExpatError as error:
        raise DocumentError(f"the Word file is damaged: its XML breaks off ({_one_line(error)})") from None
    lines = [line.strip(" \t") for line in text.split("\n")]
    if not any(lines):
        raise DocumentError("the Word file holds no text")
    return "\n".join(lines).strip("\n") + "\n"


def _parse(body: Any) -> str:
    reader = _Body()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    size = 0
    # The archive's own account of the size is not believed: what counts is what comes out.
    while chunk := body.read(_CHUNK):
        size += len(chunk)
        if size > _MAX_XML:
            raise DocumentError("the Word file unpacks to more than 64 MB")
        parser.Parse(chunk, False)
    parser.Parse(b"", True)
    return "".join(reader.parts)


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
