"""Several lexicons in one process: each gives its own facts, whatever is asked in between and wherever."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mubiao import lexicon, regions
from mubiao.extract import extract, rules_version
from mubiao.filters.names import resolve
from mubiao.ingest import prepare_all
from mubiao.lexicon import Lexicon
from mubiao.model import FilterError, LexiconError

REPORT = "2024年晋江市政府工作报告\n\n二、2024年工作安排\n\n蓝顶厂房改造5万平方米。晋南新城新建厂房3个。\n"
Found = list[tuple[str | None, str | None]]


def tables(folder: Path, indicator: str, zone: str) -> Path:
    """A folder of words in which the text's words are this indicator's, and its place this zone."""
    folder.mkdir()
    rows = f"indicator,zh,sector,unit\n{indicator},{indicator}数,urban,平方米\n"
    (folder / "indicators.csv").write_text(rows, "utf-8")
    (folder / "indicator_names.csv").write_text(f"name,indicator\n蓝顶厂房改造,{indicator}\n", "utf-8")
    (folder / "zones.csv").write_text(f"parent,slug,name,aliases\n350582,{zone},{zone}新城,~晋南新城\n", "utf-8")
    return folder


@pytest.fixture
def two(tmp_path: Path) -> tuple[Lexicon, Lexicon]:
    return Lexicon(tables(tmp_path / "a", "blue", "east")), Lexicon(tables(tmp_path / "b", "green", "west"))


@pytest.fixture(autouse=True)
def nothing_lingers() -> Iterator[None]:
    yield
    lexicon.use(None)


def found() -> Found:
    return [(fact.indicator, fact.region_code) for fact in extract(REPORT)]


BUILT_IN: Found = [(None, "350582"), (None, "350582")]
BLUE: Found = [("blue", "350582"), (None, "zone:350582-east")]
GREEN: Found = [("green", "350582"), (None, "zone:350582-west")]


def test_two_used_in_turn_give_each_its_own_facts(two: tuple[Lexicon, Lexicon]) -> None:
    blue, green = two
    for _ in range(3):
        with blue:
            assert found() == BLUE
            with green:
                assert found() == GREEN
            assert found() == BLUE
        assert found() == BUILT_IN
        with green:
            assert found() == GREEN


def test_what_is_kept_of_one_is_not_made_again(two: tuple[Lexicon, Lexicon]) -> None:
    blue, green = two
    with blue:
        made = lexicon.indicator_names()
    with green:
        assert lexicon.indicator_names() is not made
    with blue:
        assert lexicon.indicator_names() is made


def test_threads_use_their_own(two: tuple[Lexicon, Lexicon]) -> None:
    def read(words: Lexicon) -> Found:
        with words:
            return found()

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(read, two * 20))
    assert results == [BLUE, GREEN] * 20
    assert found() == BUILT_IN


def test_places_filters_and_versions_are_its_own(two: tuple[Lexicon, Lexicon]) -> None:
    blue, green = two
    for words, name, zone in ((blue, "blue", "east"), (green, "green", "west"), (blue, "blue", "east")):
        with words:
            assert resolve("indicator", f"{name}数") == name
            assert rules_version().endswith(words.digest)
            place = regions.region(f"zone:350582-{zone}")
            assert place is not None and place.name == f"{zone}新城"
    with pytest.raises(FilterError):
        resolve("indicator", "blue数")
    assert "+" not in rules_version()


def test_one_of_the_process_gives_way_to_one_entered(two: tuple[Lexicon, Lexicon]) -> None:
    blue, green = two
    with green:
        lexicon.use(blue.folder)
        assert found() == GREEN
    assert found() == BLUE
    with Lexicon(None):
        assert found() == BUILT_IN


def test_an_error_leaves_the_words_of_before(two: tuple[Lexicon, Lexicon], tmp_path: Path) -> None:
    (tmp_path / "a" / "units.csv").write_text("unit,kind\n沓,cuont\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="kind must be"):
        Lexicon(tmp_path / "a")
    with pytest.raises(ZeroDivisionError), two[0]:
        raise ZeroDivisionError
    assert found() == BUILT_IN


def test_processes_that_read_have_the_words_of_whom_they_read_for(two: tuple[Lexicon, Lexicon], tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.txt" for number in range(2)]
    for file in files:
        file.write_text(REPORT, encoding="utf-8")
    with two[1]:
        read = [[(fact.indicator, fact.region_code) for fact in one.facts] for one in prepare_all(files, 2)]
    assert read == [GREEN, GREEN]


LOOKED_FOR = """
import functools, importlib, inspect, pkgutil, sys

ours = []
lru_cache = functools.lru_cache

def of_process(function, most=None):
    # What a cache of the whole process holds must not have been made of the tables, whoever kept their part of it.
    @functools.wraps(function)
    def worked_out(*arguments, **named):
        ours.append(f"{function.__module__}.{function.__qualname__}")
        try:
            return function(*arguments, **named)
        finally:
            ours.pop()
    return lru_cache(most)(worked_out)

functools.cache = of_process
functools.lru_cache = lambda maxsize=128, typed=False: lambda function: of_process(function, maxsize)
import mubiao.lexicon.active as active
active.lru_cache = lru_cache
import mubiao.lexicon as lexicon
from mubiao.lexicon.formats import FORMATS

caught = set()
here, own_rows = active._here, lexicon.own_rows

class Here:
    set = here.set

    def get(self):
        caught.update(ours)
        return here.get()

active._here = Here()
lexicon.own_rows = lambda name: own_rows(name) if name in FORMATS else []  # to the others nobody adds
import mubiao.regions.table
mubiao.regions.table.own_rows = lexicon.own_rows
"""
WORK = """
import mubiao
mubiao.pledges(TEXT), mubiao.qualitative_targets(TEXT)
from mubiao import filters, regions
from mubiao.filters.names import indicators_like, resolve
for kind, name in (("indicator", "地区生产总值"), ("sector", "农业"), ("claim", "目标"), ("subsector", "fishery")):
    try:
        resolve(kind, name)
    except mubiao.model.FilterError:
        pass
indicators_like("生产")
regions.resolve("泉州市"), regions.region("350582"), regions.ancestors("350582")
for module in list(sys.modules.values()):
    if module.__name__.startswith("mubiao."):
        for name, value in list(vars(module).items()):
            if hasattr(value, "__wrapped__") and value.__module__ == module.__name__:
                if not inspect.signature(value).parameters:
                    value()
print(*sorted(caught), sep="\\n")
"""


def test_what_is_made_of_the_tables_is_kept_with_its_lexicon() -> None:
    text = REPORT + "地区生产总值增长6%左右，力争实现居民收入与经济增长同步。建成实验小学。\n"
    modules = "for one in pkgutil.walk_packages(__import__('mubiao').__path__, 'mubiao.'):\n"
    modules += "    if one.name.split('.')[1] in ('extract', 'filters', 'lexicon', 'pledges', 'queries', 'regions', "
    modules += "'targets') and one.name != 'mubiao.regions.romanise':\n        importlib.import_module(one.name)\n"
    code = f"TEXT = {text!r}\n{LOOKED_FOR}{modules}{WORK}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.stderr, done.stdout.split(), done.returncode) == ("", [], 0)
