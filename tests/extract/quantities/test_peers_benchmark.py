"""The comparison with other tools: how it scores, and what it says of a tool that is not there."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).parents[3] / "benchmarks" / "peers"


@pytest.fixture(scope="module")
def peers() -> ModuleType:
    spec = importlib.util.spec_from_file_location("peers_benchmark", FOLDER / "peers.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_a_case_is_right_when_all_of_it_is_found_and_nothing_else(peers: ModuleType) -> None:
    expected = (peers.Expected(2, 7, 3e8, "CNY"), peers.Expected(9, 12, 5.0, None, 6.0))
    case = peers.Case("f", "money", "", expected)
    both = [[2, 7, 3e8, None, "元"], [9, 12, 5.0, 6.0, "%"]]
    assert peers.right(case, both)
    assert not peers.right(case, both[:1])
    assert not peers.right(case, [*both, [20, 22, 1.0, None, ""]])
    assert not peers.right(case, [[2, 7, 3e8, None, "美元"], both[1]])
    assert not peers.right(case, [[2, 7, 3e4, None, "元"], both[1]])
    assert not peers.right(case, [both[0], [9, 12, 5.0, 7.0, "%"]])
    assert not peers.right(case, [[8, 9, 3e8, None, "元"], both[1]])
    assert peers.right(peers.Case("f", "money", "", expected[:1], open=True), [*both, [20, 22, 1.0, None, ""]])


def test_ours_answers_in_a_process_of_its_own(peers: ModuleType) -> None:
    text = "投资3亿元，增长5%—6%，新建12个、占地40亩"
    kinds = ("number", "percent", "money", "dimension", "numeral")
    question = {"cases": [[kind, text] for kind in kinds], "lines": peers.made_up(3), "whole": ["增长5%"], "seconds": 0}
    told = peers.asked("mubiao", [], question)
    number, percent, money, dimension, numeral = told["answers"]
    assert [one[2] for one in number] == [3e8, 5, 12, 40]
    assert [(text[a:b], low, high) for a, b, low, high, _ in percent] == [("5%—6%", 5, 6)]
    assert [(text[a:b], value, unit) for a, b, value, _, unit in money] == [("3亿元", 3e8, "元")]
    assert [(text[a:b], unit) for a, b, _, _, unit in dimension] == [("40亩", "亩")] and numeral == []
    assert set(told["speed"]) == set(peers.SPEEDS) and min(told["speed"].values()) > 0


def test_a_tool_that_cannot_be_had_is_named_with_the_reason(
    peers: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "argv", ["peers.py", "--shared", str(tmp_path / "nowhere"), "--seconds", "0", "cn2an"])
    monkeypatch.setattr(peers, "made_up", lambda: ["地区生产总值增长6%，新增学位10000个。"])
    assert peers.main() == 0
    printed = capsys.readouterr().out
    assert "The cases are not here" in printed and "cn2an is not in this table: uv is not here" in printed
    assert "| mubiao | cn2an |" in printed


def test_every_version_is_pinned(peers: ModuleType) -> None:
    import tomllib

    table = tomllib.loads((FOLDER / "peers.toml").read_text(encoding="utf-8"))
    assert all("==" in package for peer in table.values() for package in peer["packages"])
