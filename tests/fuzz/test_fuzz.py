"""The fuzz target holds for its corpus and for a thousand mutations of it; `tests/fuzz/run.py` goes on from there."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

FUZZ = Path(__file__).parent


def loaded(name: str) -> ModuleType:
    """A script of the fuzzer as a module."""
    spec = importlib.util.spec_from_file_location(f"fuzz_{name}", FUZZ / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


check = loaded("target").check
run = loaded("run")


@pytest.mark.parametrize("path", sorted((FUZZ / "corpus").iterdir()), ids=lambda path: path.name)
def test_the_corpus(path: Path) -> None:
    check(path.read_bytes())


@pytest.mark.parametrize("seed", range(4))
def test_mutations(seed: int) -> None:
    for data in run.mutated(seed, int(os.environ.get("MUBIAO_FUZZ", "250"))):
        check(data)


def test_a_broken_promise_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    target = loaded("target")

    def unforeseen(document: object) -> None:
        raise ValueError("unforeseen")

    monkeypatch.setattr(target, "extract", unforeseen)
    with pytest.raises(ValueError, match="unforeseen"):
        target.check(b"\x02" + "全市生产总值增长6%。".encode())
