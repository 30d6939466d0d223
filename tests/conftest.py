"""What holds for all tests."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from tests.forked import Forked

# What a busy machine takes for an example says nothing of it.
settings.register_profile("untimed", settings.default, deadline=None)
settings.load_profile("untimed")

# Whoever runs the tests may have words of their own, which would change what is extracted.
os.environ["MUBIAO_LEXICON"] = ""
# Nor is anything left in the folder of caches of whoever runs them.
os.environ["MUBIAO_CACHE"] = ""
# Without files of bytecode each process that a test starts would compile all modules, and each worker the tests.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

FEW = ("350000", "350500", "350581", "350582", "350583")
"""福建省, 泉州市 and places in it: whose documents are what new databases of the tests begin with."""

_MADE = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """Let new databases begin with a few of the bundled documents, so that no test depends on how many there are.

    Made once: the processes of pytest-xdist inherit it.
    """
    if hasattr(config, "workerinput") or "MUBIAO_BUNDLE" in os.environ:
        return
    folder = Path(tempfile.mkdtemp(prefix="mubiao-few-"))
    config.stash[_MADE] = folder
    few(folder)
    os.environ["MUBIAO_BUNDLE"] = str(folder)


def pytest_xdist_auto_num_workers() -> int:
    """Half as many again as there are processors: tests of the explorer and of signals wait as long as they work."""
    return (os.cpu_count() or 1) * 3 // 2


def pytest_collection_finish() -> None:
    """What is there by now stays: looking through it for what could be let go is a sixth of what the tests take."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind."""
    folder = config.stash.get(_MADE, None)
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)
        os.environ.pop("MUBIAO_BUNDLE", None)


@pytest.fixture(scope="session")
def forked() -> Iterator[Forked | None]:
    """What forks commands, where that can be done."""
    if not hasattr(os, "fork"):
        yield None
        return
    started = Forked()
    yield started
    started.close()


def few(folder: Path) -> None:
    """The part of the bundle that is about FEW, and about what lies in their towns and zones."""
    import polars as pl

    from mubiao import bundle
    from mubiao.store import bundled

    code = pl.col("region_code")
    near = code.is_in(FEW) | pl.any_horizontal(
        *(code.str.starts_with(c) | code.str.starts_with(f"zone:{c}") for c in FEW[1:])
    )
    documents = pl.scan_parquet(bundle.OUT / "documents.parquet").filter(near).collect()
    tables = bundled.frames(bundle.OUT, of=documents["document_id"].to_list())
    tables["facts"] = bundle.underived(tables["facts"])
    del tables["pledges"], tables["pledge_links"]  # the country comes without them
    bundle.write(tables | {"documents": documents}, folder)
