"""The public names: the page that lists them, their docstrings, and the examples in these."""

from __future__ import annotations

import doctest
import importlib
import inspect
import re
from pathlib import Path
from typing import Any

import pytest

import mubiao.model

PAGE = (Path(__file__).parents[2] / "docs" / "library.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `(mubiao[\w.]+)` \| [^|]+ \|([^|]*)\|$", PAGE, re.M)


def found(name: str) -> Any:
    """What a dotted name means: a module as far as there is one, attributes behind it."""
    module, _, rest = name.rpartition(".")
    try:
        return getattr(importlib.import_module(module), rest)
    except ModuleNotFoundError:
        return getattr(found(module), rest)


@pytest.mark.parametrize(("name", "raises"), ROWS)
def test_a_listed_name_is_there_and_says_what_it_does(name: str, raises: str) -> None:
    assert len(inspect.getdoc(found(name)) or "") > 20
    assert all(hasattr(mubiao.model, error) for error in re.findall(r"`(\w+)`", raises))


def test_every_name_that_the_package_offers_is_listed() -> None:
    from mubiao import model

    listed = {name.removeprefix("mubiao.") for name, _ in ROWS}
    plain = {name for name in mubiao.__all__ if not inspect.isclass(getattr(model, name, None))}
    assert plain - listed <= {"promises"}, "promises is the first name of qualitative_targets"


@pytest.mark.parametrize("module", ["mubiao.extract", "mubiao.filters"])
def test_examples_of_docstrings_hold(module: str) -> None:
    done = doctest.testmod(importlib.import_module(module))
    assert done.attempted > 0 and done.failed == 0
