"""All pairs kept beside the database: the same rows as from nothing, whatever has happened to it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import document, fact, promise

from mubiao import folders
from mubiao.lexicon import Lexicon
from mubiao.model import Document, Fact, MubiaoError, QualitativeTarget, StoreError
from mubiao.store import Store, open_store
from mubiao.store.file import locking
from mubiao.store.reads import kept

CITY = {"region": "泉州市", "region_code": "350500"}
COUNTY = {"region": "晋江市", "region_code": "350582"}
HERE = pl.col("region_code") == "350582"
_times = count(1_000_000_000)


def settled(store: Store) -> None:
    """As if the last change were long ago; each change has a time of its own, as clocks give it."""
    at = next(_times)
    os.utime(store.path, (at, at))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where pairs are kept, few as they are here."""
    monkeypatch.setenv(folders.CACHE, str(tmp_path / "cache"))
    monkeypatch.setattr(kept, "FEWEST", 1)
    return tmp_path / "cache"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How many facts were paired, each time that any were."""
    import mubiao.targets as module

    heights: list[int] = []
    prepare = module.prepare  # type: ignore[attr-defined]

    def noted(facts: pl.DataFrame, *others: Any) -> Any:
        heights.append(facts.height)
        return prepare(facts, *others)

    monkeypatch.setattr(module, "prepare", noted)
    yield heights


def reports() -> list[tuple[Document, list[Fact], list[QualitativeTarget]]]:
    """Of a city and a county two reports each, with targets, outcomes and words."""
    found = []
    for place, below in ((CITY, 0), (COUNTY, 1)):
        for year in (2023, 2024):
            text = f"{place['region']}{year}年：增长6%，增长5%，与经济增长同步。"
            doc = document(text, year=year, **place)
            at = text.index("6%")
            own: dict[str, Any] = {**place, "section": "目标"}
            found.append(
                (
                    doc,
                    [
                        fact(doc, at, at + 2, value=6.0 + below, claim="target", period=str(year), **own),
                        fact(doc, at + 5, at + 7, value=5.0, period=str(year - 1), **own),
                    ],
                    [promise(doc, "与经济增长同步", "income_per_capita", period=str(year), year=year, **place)],
                )
            )
    return found


REPORTS = reports()

EXAMPLES = int(os.environ.get("MUBIAO_KEPT", "6"))


@pytest.fixture(scope="module")
def made_full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of all reports, made once; tests copy it."""
    made = open_store(tmp_path_factory.mktemp("full") / "reports.duckdb", bundled=False)
    for doc, facts, words in REPORTS:
        made.add(doc, facts, promises=words)
    return made.path


@pytest.fixture
def full(made_full: Path, tmp_path: Path) -> Store:
    """That database, which was written to long ago."""
    store = open_store(shutil.copy(made_full, tmp_path / "reports.duckdb"))
    settled(store)
    return store


def afresh(store: Store, *conditions: pl.Expr) -> pl.DataFrame:
    """The pairs, made of nothing but what is in the database now."""
    named = os.environ.pop(folders.CACHE)
    os.environ[folders.CACHE] = ""
    try:
        return open_store(store.path).targets().filter(*conditions).collect()
    finally:
        os.environ[folders.CACHE] = named


Step = Callable[[Store], object]


def steps(doc: Document, facts: list[Fact], words: list[QualitativeTarget]) -> dict[str, Step]:
    """What may happen to a database on account of one report, by name."""
    target, outcome = (one.fact_id for one in facts)
    return {
        "add": lambda s: s.add(doc, facts, promises=words),
        "remove": lambda s: s.remove(doc.document_id),
        "there and back": lambda s: s.put_back(s.take_out(doc.document_id)),
        "reject": lambda s: s.reviews.reject(target),
        "accept": lambda s: s.reviews.accept(outcome),
        "value": lambda s: s.reviews.correct(outcome, "value", "7.5"),
        "period": lambda s: s.reviews.correct(target, "period", "2023/2025"),
        "place": lambda s: s.reviews.correct(outcome, "region", "晋江市"),
        "undo": lambda s: s.reviews.undo(outcome),
        "year": lambda s: s.statements.state(doc.document_id, {"year": "2022"}),
    }


STEPS = {f"{name} {n}": step for n, report in enumerate(REPORTS) for name, step in steps(*report).items()}


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.sampled_from(sorted(STEPS)), min_size=3, max_size=6))
def test_whatever_happened_the_rows_are_those_from_nothing(
    names: list[str], made_full: Path, folder: Path, made: list[int]
) -> None:
    store = open_store(shutil.copy(made_full, folder.parent / f"walk-{next(_times)}.duckdb"))
    settled(store)
    store.targets().collect()
    for name in names:
        with suppress(MubiaoError):  # a document or a fact that is not there by then
            STEPS[name](store)
        settled(store)
        expected = afresh(store)
        assert store.targets().collect().equals(expected), names
        made.clear()
        assert store.targets().collect().equals(expected), names
        assert store.targets().filter(HERE).collect().equals(expected.filter(HERE)), names
        assert not made or not expected.height, "what is kept is not used"


CONDITIONS = {
    "place": HERE,
    "nothing": pl.col("region_code") == "110000",
    "code or none": pl.col("region_code").is_null() | pl.col("region_code").str.starts_with("3505"),
    "verdict": pl.col("verdict").is_in(["missed", "open"]),
    "number": (pl.col("gap") < 0) & (pl.col("year") >= 2023),
    "missing": pl.col("target").is_null(),
    "words": pl.col("target_words").str.contains("同步").fill_null(False),
    "sum": pl.col("target") + pl.col("outcome") > 11,
}


@pytest.mark.parametrize("name", CONDITIONS)
def test_conditions_columns_and_limits_leave_the_same_rows(
    name: str, full: Store, folder: Path, made: list[int]
) -> None:
    full.targets().collect()
    made.clear()
    columns = ["indicator", "year", "target_fact"]
    asked = [
        full.targets().filter(CONDITIONS[name]),
        full.targets().filter(CONDITIONS[name]).select(columns),
        full.targets().filter(CONDITIONS[name]).head(2),
    ]
    whole, some, first = (one.collect() for one in asked)
    assert not made
    expected = afresh(full, CONDITIONS[name])
    assert whole.equals(expected) and some.equals(expected.select(columns)) and first.equals(expected.head(2))


def test_what_was_changed_just_now_is_not_kept(store: Store, folder: Path) -> None:
    for doc, facts, words in REPORTS:
        store.add(doc, facts, promises=words)
    assert store.targets().collect().height
    assert not folder.exists()


def test_a_database_that_may_only_be_read_is_read_from_what_is_kept(full: Store, folder: Path, made: list[int]) -> None:
    expected = full.targets().collect()
    before = full.path.read_bytes()
    made.clear()
    assert open_store(full.path, read_only=True).targets().collect().equals(expected)
    assert not made and full.path.read_bytes() == before


def test_where_there_is_no_folder_pairs_are_made(full: Store, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write_text("a file")
    for named in (str(folder), str(folder / "in it"), ""):
        monkeypatch.setenv(folders.CACHE, named)
        assert full.targets().collect().height == full.targets().collect().height > 0


@pytest.mark.parametrize("damage", [b"", b"PAR1", b"PAR1" + bytes(400) + b"PAR1", b"no such thing"])
def test_a_damaged_file_is_not_believed(damage: bytes, full: Store, folder: Path) -> None:
    expected = full.targets().collect()
    (file,) = folder.iterdir()
    file.write_bytes(damage)
    assert full.targets().collect().equals(expected)
    assert full.targets().filter(HERE).collect().equals(expected.filter(HERE))
    assert file.stat().st_size > 1000, "it has been made again"


def test_a_missing_database_is_told_as_ever(full: Store, folder: Path) -> None:
    frame = full.targets()
    frame.collect()
    full.path.unlink()
    with pytest.raises(StoreError, match="there is no database"):
        frame.collect()


def test_who_asks_for_few_again_and_again_is_given_them_from_all(full: Store, folder: Path, made: list[int]) -> None:
    frames = [full.targets().filter(HERE).collect() for _ in range(kept.PATIENCE)]
    assert not folder.exists() and set(made) == {8}  # what is above the county is read with it
    made.clear()
    frames += [full.targets().filter(HERE).collect() for _ in range(3)]
    assert len(made) == 1 and all(frame.equals(frames[0]) for frame in frames)


def test_a_process_with_little_memory_makes_all_only_when_it_is_asked(
    full: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking._process, "memory", "128MB")
    for _ in range(kept.PATIENCE + 2):
        full.targets().filter(HERE).collect()
    assert not folder.exists()
    full.targets().collect()
    assert len(list(folder.iterdir())) == 1


def test_other_words_and_another_tolerance_have_pairs_of_their_own(
    full: Store, folder: Path, tmp_path: Path, made: list[int]
) -> None:
    full.targets().collect()
    own = tmp_path / "words"
    own.mkdir()
    (own / "indicators.csv").write_text("indicator,zh,sector,unit\nlampposts,路灯,urban,盏\n", "utf-8")
    made.clear()
    full.targets(tolerance=None).collect()
    with Lexicon(own):
        full.targets().collect()
    assert len(made) == 2


def test_only_the_latest_state_of_the_latest_databases_stays(made_full: Path, folder: Path) -> None:
    for number in range(kept.FILES + 2):
        last = open_store(shutil.copy(made_full, folder.parent / f"{number}.duckdb"))
        settled(last)
        last.targets().collect()
        for file in folder.glob(f"{kept._prefix(last.path)}*"):
            os.utime(file, (number, number))
    assert len(list(folder.iterdir())) == kept.FILES
    last.remove(REPORTS[0][0].document_id)
    settled(last)
    last.targets().collect()
    assert len(list(folder.glob(f"{kept._prefix(last.path)}*"))) == 1


def test_nobody_else_may_read_what_is_kept(full: Store, folder: Path) -> None:
    full.targets().collect()
    (file,) = folder.iterdir()
    assert (folder.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o700, 0o600)


def test_few_pairs_are_not_worth_a_file(full: Store, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "FEWEST", 1000)
    full.targets().collect()
    assert not folder.exists()


def test_another_build_of_the_program_makes_its_own(
    full: Store, folder: Path, made: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    full.targets().collect()
    made.clear()
    monkeypatch.setattr(kept, "_program", lambda: "another")
    full.targets().collect()
    assert len(made) == 1
