"""Large patterns are put together of named pieces: each takes what its passages say, and nothing else would."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import mubiao
from mubiao.patterns import Pieces


def large() -> Iterator[tuple[str, Pieces]]:
    """Name → pieces, of all modules that read texts."""
    for package in ("documents", "extract"):
        folder = importlib.import_module(f"{mubiao.__name__}.{package}")
        for one in pkgutil.walk_packages(folder.__path__, folder.__name__ + "."):
            for name, value in vars(importlib.import_module(one.name)).items():
                if isinstance(value, Pieces):
                    yield f"{one.name.removeprefix('mubiao.')}.{name}", value


LARGE = dict(large())
PASSAGES = [(name, piece, said) for name, one in LARGE.items() for piece, it in one.pieces.items() for said in it.takes]


def taken(pattern: str, text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(pattern, text)]


@pytest.mark.parametrize(("name", "piece", "said"), PASSAGES)
def test_a_piece_takes_what_it_says(name: str, piece: str, said: str) -> None:
    start, end = said.index("‹"), said.index("›") - 1
    text = said.replace("‹", "").replace("›", "")
    assert (start, end) in taken(LARGE[name].pattern(), text)
    assert (start, end) not in taken(LARGE[name].pattern(without=piece), text), "another piece takes it as well"


@pytest.mark.parametrize("name", LARGE)
def test_every_piece_stands_in_the_plan_and_has_a_passage(name: str) -> None:
    planned = re.findall("«([a-z_]+)»", LARGE[name].plan)
    assert planned == list(LARGE[name].pieces)
    assert [piece for piece, it in LARGE[name].pieces.items() if not it.takes] == []
