"""The registry of formats: what a file is, who reads it, and which files of a folder are documents, for everybody."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mubiao.documents import formats, read, read_each
from mubiao.documents.container_metadata import ContainerMetadata, Content
from mubiao.documents.formats import FORMATS, SUFFIXES, binary_format, text_format
from mubiao.ingest import expand, prepare, prepare_all, prepare_each
from mubiao.model import DocumentError


def archive(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return data.getvalue()


def test_a_suffix_belongs_to_one_format_and_labels_are_in_both_languages() -> None:
    assert len(set(SUFFIXES)) == len(SUFFIXES)
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in SUFFIXES)
    assert all(one.label("zh") and one.label("en") for one in FORMATS)
    assert len({one.id for one in FORMATS}) == len(FORMATS)


@pytest.mark.parametrize("one", [one for one in FORMATS if one.reader], ids=lambda one: one.id)
def test_a_reader_is_there(one: formats.Format) -> None:
    assert callable(formats.resolved(one.reader))


@pytest.mark.parametrize(
    ("data", "suffix", "found"),
    [
        (b"%PDF-1.7", ".txt", "pdf"),
        (b"\r\n%PDF-1.7", ".pdf", "pdf"),
        (b"\r\n%PDF-1.7", ".txt", None),
        (archive("word/document.xml"), ".txt", "docx"),
        (archive("word/document2.xml"), "", "docx"),
        (archive("other"), ".docx", "docx"),
        (archive("xl/workbook.xml", "word/x"), ".xlsx", "xlsx"),
        (b"PK\x03\x04 broken", ".docx", "docx"),
        (b"text", ".md", None),
        (b"", ".pdf", None),
    ],
)
def test_what_bytes_are(data: bytes, suffix: str, found: str | None) -> None:
    one = binary_format(data, suffix)
    assert (one and one.id) == found


@pytest.mark.parametrize(
    ("text", "suffix", "found"),
    [
        ("2024年", ".txt", "text"),
        ("\ufeff\n<!DOCTYPE html>", ".txt", "html"),
        ("2024年", ".shtml", "html"),
        ("# 2024年", ".md", "markdown"),
        ("2024年", ".unknown", "text"),
    ],
)
def test_what_text_is(text: str, suffix: str, found: str) -> None:
    assert text_format(text, suffix).id == found


def test_archives_are_told_apart_by_what_is_in_them(monkeypatch: pytest.MonkeyPatch) -> None:
    docx = next(one for one in FORMATS if one.id == "docx")
    book = replace(docx, id="book", suffixes=(".book",), member="chapters.xml")
    monkeypatch.setattr(formats, "FORMATS", (*FORMATS, book))
    found = [binary_format(archive(*names), suffix) for names, suffix in (
        (("chapters.xml",), ".docx"), (("word/document.xml",), ".book"), (("other",), ".book"),
    )]  # fmt: skip
    assert [one.id for one in found if one] == ["book", "docx", "book"]


def rows(text: str) -> Iterator[Content]:
    """A reader of a collection: a line is a document; one that says so cannot be read."""
    for number, line in enumerate(text.splitlines(), 1):
        if line == "damaged":
            raise DocumentError(f"line {number} is damaged")
        yield Content(line, ContainerMetadata(title=f"第{number}份"), str(number))


@pytest.fixture
def collection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of three documents and a damaged one, in a format that is a row and a reader and no more."""
    added = formats.Format("rows", "rows", "行", (".rows",), f"{__name__}:rows", textual=True)
    monkeypatch.setattr(formats, "FORMATS", (*FORMATS, added))
    monkeypatch.setattr(formats, "SUFFIXES", (*SUFFIXES, ".rows"))
    monkeypatch.setattr(formats, "resolved", lambda place: rows)
    path = tmp_path / "all.rows"
    path.write_text("2023年新增学位100个。\n2024年新增学位200个。\n新增学位300个。\ndamaged\n", encoding="utf-8")
    return path


def test_a_reader_may_give_several_documents(collection: Path) -> None:
    found = list(prepare_each(collection))
    assert [one.document and one.document.name for one in found] == ["all.rows#1", "all.rows#2", "all.rows#3", None]
    assert [one.document.title for one in found if one.document] == ["第1份", "第2份", "第3份"]
    assert [[fact.value for fact in one.facts] for one in found] == [[100], [200], [300], []]
    assert found[-1].reason == "all.rows: line 4 is damaged"
    assert list(prepare_all([collection])) == found
    assert expand([collection.parent]) == ([collection], [])


def test_several_documents_are_not_one(collection: Path) -> None:
    with pytest.raises(DocumentError, match=r"all\.rows: the file holds several documents"):
        read(collection)
    assert "several" in prepare(collection).reason
    collection.write_text("新增学位300个。\n", encoding="utf-8")
    assert read(collection) == next(read_each(collection))


TAKEN = ["a.txt", "b.markdown", "c.SHTML", "d.xhtml", "folder/e.md"]
LEFT = [".hidden.txt", ".git/x.txt", "folder/.cache/y.md", "notes.xyz", "folder/z"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in TAKEN + LEFT:
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text("新增学位300个。", encoding="utf-8")
    return tmp_path


def test_one_walk_for_everybody(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [str(path.relative_to(folder)) for path in expand([folder])[0]] == TAKEN
    from mubiao import bundle

    seen: list[Path] = []
    monkeypatch.setattr(bundle, "prepare_all", lambda files, jobs: seen.extend(files) or [])
    monkeypatch.setattr(bundle, "write", lambda tables, out: None)
    monkeypatch.setattr(bundle.packing, "pack", lambda out: None)  # else what ships would be made anew, of nothing
    assert bundle.main([str(folder), "--out", str(folder / "folder" / "z")]) == 0
    assert [str(path.relative_to(folder)) for path in seen] == TAKEN


def test_asking_what_is_a_document_loads_no_reader() -> None:
    code = "import sys, mubiao.documents.formats; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert {"mubiao.documents.reading", "mubiao.regions", "zipfile", "xml"}.isdisjoint(loaded)
