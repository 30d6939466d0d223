"""Files: what they are is told by their content, and each failure is one line that names the file."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from mubiao.documents import document_from_text, read, read_many
from mubiao.model import Document, DocumentError

REPORT = "2020年永春县政府工作报告\r\n各位代表：\r\n现在，我代表永春县人民政府向大会报告工作，请予审议。\r\n"


def test_a_text_file_is_kept_to_the_code_point(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_bytes(b"\xef\xbb\xbf" + REPORT.encode())
    document = read(path)
    assert document.text == "\ufeff" + REPORT
    assert document.name == "报告.txt"
    assert document.document_id == hashlib.sha256(document.text.encode()).hexdigest()[:16]


def test_the_same_text_is_the_same_document(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(REPORT.encode())
    (tmp_path / "b.md").write_bytes(REPORT.encode("gb18030"))
    first, second = read(tmp_path / "a.txt"), read(str(tmp_path / "b.md"))
    assert first.document_id == second.document_id == document_from_text(REPORT).document_id


@pytest.mark.parametrize("end", ["---", "----", "...", "--- "])
def test_markdown_keeps_its_front_matter(tmp_path: Path, end: str) -> None:
    path = tmp_path / "report.md"
    text = f"---\ntitle: 2020年德化县政府工作报告\n{end}\n\n各位代表：\n我代表县人民政府报告工作，请予审议。\n"
    path.write_text(text, encoding="utf-8", newline="")
    document = read(path)
    assert document.text == text
    assert (document.title, document.region, document.year) == ("2020年德化县政府工作报告", "德化县", 2020)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("noise.txt", b"\0\1\2\3" * 50, "not text"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "damaged"),
        ("old.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "old Office file"),
        ("rich.rtf", b"{\\rtf1 }", "no text"),
        ("fake.pdf", b"no pdf at all", "called .pdf"),
        ("fake.docx", b"no archive", "called .docx"),
        ("broken.docx", b"PK\x03\x04broken", "damaged"),
        ("page.html", b"<html><body></body></html>", "no text"),
    ],
)
def test_each_failure_is_one_line_with_the_name(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(DocumentError, match=reason) as caught:
        read(path)
    assert str(caught.value).startswith(f"{name}: ")
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no such file"):
        read(tmp_path / "nowhere.txt")
    with pytest.raises(DocumentError, match="folder"):
        read(tmp_path)
    with pytest.raises(DocumentError, match="cannot be read"):
        read("a\0b.txt")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "locked.txt"
    path.write_text("x")
    path.chmod(0)
    with pytest.raises(DocumentError, match="permission"):
        read(path)


def test_a_file_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mubiao.documents.reading.MAX_BYTES", 10)
    path = tmp_path / "large.txt"
    path.write_text("x" * 11)
    with pytest.raises(DocumentError, match="larger than"):
        read(path)


def test_one_failure_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(b"")
    paths = [tmp_path / name for name in ("bad.txt", "missing.txt", "good.txt")]
    results = list(read_many(paths))
    assert [path for path, _ in results] == paths
    assert [type(result) for _, result in results] == [DocumentError, DocumentError, Document]


@pytest.mark.parametrize(
    "text",
    [
        "增长百分之六" * 330_000,
        "【" * 2_000_000,
        "2" * 2_000_000,
        " " * 2_000_000 + "x",
        "\n" * 2_000_000 + "x",
        "2024年1月" * 290_000,
    ],
    ids=["line", "brackets", "digits", "spaces", "lines", "dates"],
)
def test_two_million_characters_stay_linear(text: str) -> None:
    # Anything quadratic would take an hour here.
    assert document_from_text(text).text is text


def test_a_lone_surrogate_has_an_identity_too() -> None:
    assert len(document_from_text("一\ud800二").document_id) == 16
