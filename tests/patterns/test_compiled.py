"""Patterns kept from one process to the next: what is read from the file is what `re` compiles, whatever is in it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from array import array
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.patterns.test_linear import patterns

from mubiao.folders import CACHE
from mubiao.patterns import compiled, lazy
from mubiao.patterns.compiled import Codes, Engine, Kept

YEAR = "(?P<year>20[12]\\d)年(?P<month>[正一二三四五六七八九十冬腊])月"
SOURCES = (
    ("[一二三四五六七八九十]+[万亿]", 0),
    (YEAR, 0),
    ("今年|去年|明年", 0),
    ("ä(?P<rest>.*)", int(re.IGNORECASE | re.DOTALL)),
    ("( [甲乙丙] ) \\1", int(re.VERBOSE)),
    ("(?<![的地得])(?:增长|下降)(?=\\d)", int(re.MULTILINE)),
    ("[^\\W\\d_]++(?>a|b)\\Z", 0),
    ("\ud800[\udc00x-z]", 0),
)
REPORT = "2024年永安市人民政府工作报告\n\n今年的主要预期目标是：地区生产总值增长6%左右。新增学位10000个。\n"
SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def opened(folder: Path) -> Kept:
    """What is kept there, as a new process finds it."""
    return Kept(Engine(), folder)


def kept_in(folder: Path) -> Path:
    """A file with the patterns above."""
    kept = opened(folder)
    for source, flags in SOURCES:
        kept.compile(source, flags)
    kept.keep()
    return kept.file


def compiles(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many of the patterns are compiled anew. All are what `re` makes of them: equal ones have equal codes."""
    asked = []
    with monkeypatch.context() as patched:
        codes = Engine.codes
        patched.setattr(Engine, "codes", lambda *given: asked.append(given) or codes(*given))
        for source, flags in SOURCES:
            found, wanted = kept.compile(source, flags), re.compile(source, flags)
            assert found == wanted
            assert (found.pattern, found.flags, found.groups) == (wanted.pattern, wanted.flags, wanted.groups)
            assert dict(found.groupindex) == dict(wanted.groupindex)
    return len(asked)


def test_all_patterns_of_the_house_come_back_as_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = {one: re.compile(*one) for one in set(patterns().values()) if isinstance(one[0], str)}
    kept = opened(tmp_path)
    for one, pattern in wanted.items():
        assert kept.compile(*one) == pattern
    kept.keep()
    monkeypatch.setattr(Engine, "codes", lambda *_: pytest.fail("compiled"))
    again = opened(tmp_path)
    for one, pattern in wanted.items():
        assert again.compile(*one) == pattern


def test_what_is_read_matches_and_names_its_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept_in(tmp_path)
    monkeypatch.setattr(Engine, "codes", lambda *_: pytest.fail("compiled"))
    found = opened(tmp_path).compile(YEAR, 0).search("到2024年三月")
    assert found is not None
    assert (found.groupdict(), found.lastgroup, found.span()) == ({"year": "2024", "month": "三"}, "month", (1, 8))


def test_a_pattern_that_has_been_changed_is_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept_in(tmp_path)
    kept = opened(tmp_path)
    for source, flags in SOURCES:
        for changed in ((source + "x", flags), (source, flags ^ re.DOTALL)):
            assert kept.compile(*changed) == re.compile(*changed)
    # Even one that would be looked for in the same place.
    monkeypatch.setattr(compiled, "key", lambda *_: compiled.crc32(YEAR.encode()))
    assert kept.compile("二[〇零]", 0) == re.compile("二[〇零]")


def test_an_error_is_that_of_re(tmp_path: Path) -> None:
    for wrong in ("(", "[", "(?P<a>x)(?P<a>y)", "*"):
        with pytest.raises(re.error) as wanted:
            re.compile(wrong)
        with pytest.raises(re.error) as found:
            opened(tmp_path).compile(wrong, 0)
        assert str(found.value) == str(wanted.value)


@SLOW
@given(data=st.data())
def test_a_mangled_file_changes_no_pattern(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: st.DataObject
) -> None:
    file = kept_in(tmp_path)
    sound = file.read_bytes()
    at = data.draw(st.integers(0, len(sound)))
    end = data.draw(st.integers(at, min(len(sound), at + 40)) | st.just(len(sound)))
    file.write_bytes(sound[:at] + data.draw(st.binary(max_size=60)) + sound[end:])
    kept = opened(tmp_path)
    compiles(kept, monkeypatch)
    kept.keep()
    file.unlink()


@SLOW
@given(entries=st.lists(st.binary(max_size=200), max_size=8))
def test_a_foreign_file_changes_no_pattern(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, entries: list[bytes]
) -> None:
    kept = opened(tmp_path)
    keys = (compiled.key(*one) for one in SOURCES)
    kept.file.write_bytes(b"".join(kept.written(dict(zip(keys, entries, strict=False)))))
    assert compiles(opened(tmp_path), monkeypatch) == len(SOURCES)


@SLOW
@given(code=st.lists(st.integers(0, 60) | st.integers(0, 2**32 - 1), max_size=40), groups=st.integers(0, 2**32 - 1))
def test_forged_codes_are_at_most_a_wrong_pattern(tmp_path: Path, code: list[int], groups: int) -> None:
    kept = opened(tmp_path)
    forged = compiled.packed(YEAR, 0, Codes(0, groups, {"year": 1, "month": 700}, code))
    kept.file.write_bytes(b"".join(kept.written({compiled.key(YEAR, 0): forged})))
    assert opened(tmp_path).compile(YEAR, 0).pattern == YEAR


def test_another_build_finds_nothing_and_leaves_what_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = kept_in(tmp_path)
    assert compiles(opened(tmp_path), monkeypatch) == 0
    with monkeypatch.context() as patched:
        patched.setattr(sys, "version", "3.11.99 (main)")
        assert compiles(opened(tmp_path), monkeypatch) == len(SOURCES)
        assert kept_in(tmp_path) != file
    # Nor does one whose file has been given that name.
    file.write_bytes(file.read_bytes().replace(sys.version.encode(), b"3.11.99"))
    assert compiles(opened(tmp_path), monkeypatch) == len(SOURCES)
    kept_in(tmp_path)
    assert compiles(opened(tmp_path), monkeypatch) == 0


def test_little_is_not_written_and_much_is_written_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = opened(tmp_path)
    for source, flags in SOURCES[: compiled.FEWEST - 1]:
        kept.compile(source, flags)
    kept.keep()
    assert not kept.file.exists()
    file = kept_in(tmp_path)
    assert file.stat().st_mode & 0o777 == 0o600
    monkeypatch.setattr(compiled, "beside", lambda *_: pytest.fail("written"))
    again = opened(tmp_path)
    assert compiles(again, monkeypatch) == 0
    again.keep()
    assert [one.name for one in tmp_path.iterdir()] == [file.name]


def test_two_processes_add_to_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "FEWEST", 1)
    one, other = opened(tmp_path), opened(tmp_path)
    for at, (source, flags) in enumerate(SOURCES):
        (one if at % 2 else other).compile(source, flags)
    one.keep()
    other.keep()
    assert compiles(opened(tmp_path), monkeypatch) == 0


def test_the_file_does_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = kept_in(tmp_path)
    monkeypatch.setattr(compiled, "MOST", 4 * file.stat().st_size)
    for at in range(30):
        kept = opened(tmp_path)
        assert compiles(kept, monkeypatch) == 0, "what is asked stays"
        for other in range(compiled.FEWEST):
            kept.compile(f"[一二三{at}{other}]", 0)
        kept.keep()
        assert file.stat().st_size <= compiled.MOST + 2_000
    kept = opened(tmp_path)
    for other in range(200):
        kept.compile(f"{other}(?:一[二三四五]六|[七八])", 0)
    kept.keep()
    assert file.stat().st_size <= compiled.MOST + 4_000


def test_files_of_builds_that_are_gone_go(tmp_path: Path) -> None:
    for at in range(2 * compiled.FILES):
        (tmp_path / f"patterns-cpython-3{at}-00000000").touch()
        os.utime(tmp_path / f"patterns-cpython-3{at}-00000000", (at, at))
    (tmp_path / "pairs-1-2.parquet").touch()
    file = kept_in(tmp_path)
    left = {one.name for one in tmp_path.iterdir()}
    assert len(left) == compiled.FILES + 1
    assert {file.name, "pairs-1-2.parquet"} < left


def test_a_folder_that_takes_or_gives_nothing_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = tmp_path / "taken"
    taken.write_text("no folder")
    file = opened(tmp_path).file
    os.mkfifo(file)
    for folder in (taken, taken / "below", tmp_path):
        kept = opened(folder)
        assert compiles(kept, monkeypatch) == len(SOURCES)
        kept.keep()
    assert taken.read_text() == "no folder"


def command(*arguments: str, cache: Path | None) -> str:
    """What `mubiao ARGUMENTS` prints."""
    code = "from mubiao_tui.cli.main import run; run()"
    environ = {**os.environ, CACHE: "" if cache is None else str(cache)}
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, env=environ)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_same_is_extracted_without_with_a_new_and_with_a_kept_file(tmp_path: Path) -> None:
    report, cache = tmp_path / "report.txt", tmp_path / "cache"
    report.write_text(REPORT, encoding="utf-8")
    command("--version", cache=cache)
    assert not cache.exists()
    wanted = command("extract", str(report), "--csv", cache=None)
    assert wanted.count("\n") > 2
    assert command("extract", str(report), "--csv", cache=cache) == wanted
    (file,) = cache.iterdir()
    before = file.stat()
    assert command("extract", str(report), "--csv", cache=cache) == wanted
    assert file.stat().st_mtime_ns == before.st_mtime_ns
    file.chmod(0)
    assert command("extract", str(report), "--csv", cache=cache) == wanted


def test_a_process_that_ends_by_itself_keeps_too(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    code = "import sys; from pathlib import Path; from mubiao.ingest import prepare; print(prepare(Path(sys.argv[1])))"
    environ = {**os.environ, CACHE: str(tmp_path / "cache")}
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "report.txt")], check=True, env=environ, stdout=-3)
    (file,) = (tmp_path / "cache").iterdir()
    assert file.name.startswith("patterns-")


def test_nothing_is_kept_where_nothing_may_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_kept", [])
    monkeypatch.setenv(CACHE, "")
    pattern = lazy("[甲乙丙丁]+(?P<end>戊)")
    assert pattern.search("甲丁戊")
    assert compiled._kept == [None]
    monkeypatch.setattr(compiled, "_kept", [])
    monkeypatch.setenv(CACHE, str(tmp_path))
    monkeypatch.setattr(sys, "version_info", (3, 99, 0))
    assert compiled.compile("[甲乙丙丁]") == re.compile("[甲乙丙丁]")
    assert compiled._kept == [None]


def test_the_sum_of_an_entry_is_that_of_its_bytes(tmp_path: Path) -> None:
    kept = opened(tmp_path)
    data = b"".join(kept.written({5: b"entry"}))
    assert array("I", data[-21:-5]).tolist() == [5, len(data) - 5, len(data), crc32(b"entry")]
