"""The kinds of files that documents come in: one row each, used by whatever asks what a file is or who reads it.

A new kind is a row of FORMATS and a module with its reader; the folder walk, the list of the explorer, the table of
the README and the fuzzer follow. A reader is imported when its first file comes. It is a function of what is in the
file, `bytes`, or `str` where the row says `textual`, and gives

- a `str` or a `Content`: the one document that the file is;
- an iterator of `Content`: the documents of a collection, one after the other;
- DocumentError, whose text is one line without the file's name: why it cannot be read.

A library written in another language than Python may end the process, or take all memory: its row says `contained`.
"""

from __future__ import annotations

import importlib
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mubiao.documents.container_metadata import Content
from mubiao.files import kind, within
from mubiao.model import DocumentError

_ARCHIVE = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NEAR = 1024
"""Within so many bytes a mark may stand in a file that is called by its suffix, and characters of an opening."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file. What is in a file decides before its suffix does."""

    id: str
    en: str
    zh: str
    suffixes: tuple[str, ...]  # in small letters, with the point; the first is the usual one
    reader: str = ""  # "module:function"; empty: decoded text is the document
    magic: tuple[bytes, ...] = ()  # what the bytes begin with
    member: str = ""  # of a zip archive: the entry that tells it from others, or their folder; of an old file: a stream
    within: bytes = b""  # near the beginning, in small letters
    opening: tuple[str, ...] = ()  # what decoded text begins with, in small letters
    textual: bool = False  # the reader takes decoded text, in any encoding that we know
    extra: str = ""  # the extra of mubiao that its library comes with
    contained: bool = False  # the library may end the process or take all memory: it runs in one of its own
    refusal: str = ""  # it is known but not read: why, and what to do

    def label(self, language: str = "en") -> str:
        """What people call it, in `zh` or `en`."""
        return self.zh if language == "zh" else self.en

    def contents(self, data: bytes | str) -> Iterator[Content]:
        """The documents of a file; bytes, or decoded text where it is `textual`. Raises DocumentError."""
        if self.contained:
            from mubiao.documents.contained import read_contained

            yield from read_contained(self.reader, data)
        elif self.reader:
            yield from listed(resolved(self.reader)(data))
        else:
            assert isinstance(data, str)
            yield Content(data)


FORMATS: tuple[Format, ...] = (
    Format("text", "text", "纯文本", (".txt",), textual=True),
    Format(
        *("markdown", "Markdown", "Markdown", (".md", ".markdown"), "mubiao.documents.readers.markdown:markdown_text"),
        textual=True,
    ),
    Format(
        *("html", "web page", "网页", (".html", ".htm", ".shtml", ".xhtml"), "mubiao.documents.readers.html:html_text"),
        textual=True,
        opening=("<!doctype html", "<html", "<head", "<body", "<meta"),
    ),
    Format(
        *("docx", "Word file", "Word 文档", (".docx", ".docm"), "mubiao.documents.word.reader:docx_text", (_ARCHIVE,)),
        member="word/",
    ),
    Format(
        *("doc", "old Word or WPS file", "旧版 Word、WPS 文档", (".doc", ".wps")),
        *("mubiao.documents.word.binary:doc_text", (_OLE,)),
        member="WordDocument",
        contained=True,
    ),
    Format(
        *(
            "xlsx",
            "Excel workbook",
            "Excel 工作簿",
            (".xlsx", ".xlsm"),
            "mubiao.documents.readers.workbooks:xlsx_documents",
        ),
        *((_ARCHIVE,),),
        member="xl/",
    ),
    Format(
        *("xls", "old Excel or WPS workbook", "旧版 Excel、WPS 工作簿", (".xls", ".et")),
        *("mubiao.documents.readers.workbooks:xls_documents", (_OLE, b"\x09\x08\x10\x00\x00\x06\x05")),
        member="Workbook",
        contained=True,
    ),
    Format(
        *("odt", "OpenDocument text", "OpenDocument 文本", (".odt", ".ods")),
        *("mubiao.documents.readers.opendocument:opendocument_text", (_ARCHIVE,)),
        member="content.xml",
    ),
    Format(
        *("epub", "EPUB book", "EPUB 电子书", (".epub",), "mubiao.documents.readers.epub:epub_text", (_ARCHIVE,)),
        member="META-INF/container.xml",
    ),
    Format(
        *("ofd", "OFD", "OFD 版式文档", (".ofd",), "mubiao.documents.readers.ofd:ofd_text", (_ARCHIVE,)),
        member="OFD.xml",
    ),
    Format(
        *("rtf", "RTF", "RTF", (".rtf",), "mubiao.documents.readers.rtf:rtf_text", (b"{\\rtf",)),
    ),
    Format(
        *("mht", "saved web page", "单文件网页", (".mht", ".mhtml"), "mubiao.documents.readers.mht:mht_text"),
        *((b"From:", b"MIME-Version:", b"Content-Type:", b"Subject:", b"Date:", b"Snapshot-Content-Location:"),),
        within=b"multipart/related",
    ),
    Format(
        *("csv", "CSV", "CSV", (".csv", ".tsv"), "mubiao.documents.readers.collections:csv_documents"),
        textual=True,
    ),
    Format(
        *(
            "json",
            "JSON",
            "JSON",
            (".jsonl", ".json", ".ndjson"),
            "mubiao.documents.readers.collections:json_documents",
        ),
        textual=True,
    ),
    Format(
        *(
            "parquet",
            "Parquet",
            "Parquet",
            (".parquet",),
            "mubiao.documents.readers.collections:parquet_documents",
            (b"PAR1",),
        ),
        contained=True,
    ),
    Format(
        *("pdf", "PDF", "PDF", (".pdf",), "mubiao.documents.readers.pdf:pdf_text", (b"%PDF-",)),
        extra="pdf",
        contained=True,
    ),
    Format(
        *("locked", "Office file with a password", "有密码的 Office 文件", (), "", (_OLE,)),
        member="EncryptedPackage",
        refusal="this is {named} with a password: save it without one",
    ),
    Format(
        *("ppt", "old PowerPoint file", "旧版 PowerPoint 演示文稿", (), "", (_OLE,)),
        member="PowerPoint Document",
        refusal="this is an old PowerPoint file: save its text as .docx or .pdf",
    ),
    Format(
        *("pptx", "PowerPoint file", "PowerPoint 演示文稿", (), "", (_ARCHIVE,)),
        member="ppt/",
        refusal="this is a PowerPoint file: save its text as .docx or .pdf",
    ),
    Format(
        *("ole", "old Office file", "旧版 Office 文档", (), "", (_OLE,)),
        refusal="this is an old Office file of a kind that is not read: save it as .docx",
    ),
    Format(
        *("zip", "zip archive", "zip 压缩包", (), "", (_ARCHIVE,)),
        refusal="this is a zip archive and no kind of document that is known: take the files out of it",
    ),
)
"""All of them; those without suffixes are not taken from folders."""

TEXT = FORMATS[0]
SUFFIXES: tuple[str, ...] = tuple(suffix for one in FORMATS for suffix in one.suffixes)
"""What is taken from a folder. A file that is named itself is read whatever it is called."""


def binary_format(data: bytes, suffix: str) -> Format | None:
    """What the bytes are, for what is not plain text under the surface; None where they have to be decoded.

    DocumentError: it is of a kind that is known and not read, or is called by a suffix and is none.
    """
    found = [one for one in FORMATS if one.magic and data.startswith(one.magic) and one.within in data[:_NEAR].lower()]
    if not found:
        named = next((one for one in FORMATS if suffix in one.suffixes and not one.textual), None)
        if named and any(mark in data[:_NEAR] for mark in named.magic):
            return named  # something stands before its mark, as it does in some PDFs
        if named and data.strip():
            raise DocumentError(f"the file is called {suffix} but is none")
        return None
    one = found[0] if len(found) == 1 else _by_member(found, data, suffix)
    if one.refusal:
        raise DocumentError(one.refusal.format(named=_named(suffix)))
    return one


def _named(suffix: str) -> str:
    """What a file that cannot be opened is called by its suffix."""
    called = next((one.en for one in FORMATS if suffix in one.suffixes and one.magic), "Office file")
    return f"{'an' if called[0] in 'AEIOao' else 'a'} {called}"


def contents(data: bytes, suffix: str) -> Iterator[Content]:
    """The documents that bytes hold, by what they are. Raises DocumentError."""
    from mubiao.documents.decode import decode

    if found := binary_format(data, suffix):
        return found.contents(data)
    text = decode(data)
    return text_format(text, suffix).contents(text)


def text_format(text: str, suffix: str) -> Format:
    """What decoded text is: by its suffix where that has a reader of its own, else by how it begins, else text."""
    named = next((one for one in FORMATS if suffix in one.suffixes and one.textual), TEXT)
    if named.reader:
        return named
    start = text[:_NEAR].lstrip("\ufeff \t\r\n").lower()
    return next((one for one in FORMATS if one.opening and start.startswith(one.opening)), named)


def _by_member(formats: list[Format], data: bytes, suffix: str) -> Format:
    """Which of several kinds of archives it is; where that cannot be seen, what its suffix says."""
    inside = [one for one in formats if one.member and one.member.encode("utf-16-le") in data]
    if data.startswith(_ARCHIVE):
        names = _entries(data)
        inside = [one for one in formats if one.member and any(map(one.member.__eq__, names))]
        inside += [one for one in formats if one.member[-1:] == "/" and any(n.startswith(one.member) for n in names)]
    called = [one for one in formats if suffix in one.suffixes]
    # A workbook within a document is no workbook: where several show, the suffix decides.
    return next(iter((*(one for one in inside if one in called), *inside, *called, formats[-1])))


def _entries(data: bytes) -> frozenset[str]:
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError, NotImplementedError):
        return frozenset()


def is_document(path: Path) -> bool:
    """Whether a file of a folder is taken for a document: by its name, and not a hidden one."""
    return not path.name.startswith(".") and path.suffix.lower() in SUFFIXES


def walked(folder: Path) -> Iterator[tuple[Path, str]]:
    """The documents below a folder in the order of their names, whoever asks; those with a reason are not read.

    Hidden files and folders (`.git`) are not meant. Links to folders are not followed, so that a loop of them ends,
    and links to files only within the folder.
    """
    refused: list[tuple[Path, str]] = []

    def unreadable(problem: OSError) -> None:
        refused.append((Path(problem.filename or folder), problem.strerror or str(problem)))

    for base, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from refused
        refused.clear()
        for name in folders:
            if (path := Path(base) / name).is_symlink():
                yield path, "a link to a folder, not followed"
        yield from ((path, _unfit(path, folder)) for name in sorted(names) if is_document(path := Path(base) / name))
    yield from refused


def _unfit(path: Path, folder: Path) -> str:
    """Why a file of a folder is not read; empty for one that is."""
    try:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            if not within(folder, path):
                return "a link out of this folder, not followed"
            mode = path.stat().st_mode
    except OSError as problem:
        return problem.strerror or str(problem)
    return f"this is {what}, not a file" if (what := kind(mode)) else ""


def listed(given: str | Content | Iterable[Content]) -> Iterator[Content]:
    """What a reader gave, as documents one after the other."""
    if isinstance(given, str):
        yield Content(given)
    elif isinstance(given, Content):
        yield given
    else:
        yield from given


def resolved(place: str) -> Any:
    """What "module:name" names, imported now."""
    module, _, name = place.partition(":")
    return getattr(importlib.import_module(module), name)
