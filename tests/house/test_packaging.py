"""What is installed is what pyproject.toml pins."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import distribution, version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _plain(requirement: str) -> str:
    """Without its extras and its marker."""
    return re.sub(r"\[[^\]]*\]", "", requirement.partition(";")[0])


def pins(requirements: list[str]) -> dict[str, str]:
    return {normal(name): pinned for name, _, pinned in (_plain(line).partition("==") for line in requirements)}


def needed(names: set[str]) -> set[str]:
    """These distributions and all that they need here, extras aside."""
    found: set[str] = set()
    open_names = list(names)
    while open_names:
        name = open_names.pop()
        if name in found:
            continue
        found.add(name)
        for requirement in distribution(name).requires or []:
            needed_name, _, marker = requirement.partition(";")
            if not marker.strip():
                open_names.append(normal(re.split(r"[^A-Za-z0-9._-]", needed_name.strip())[0]))
    return found


def test_every_direct_dependency_is_pinned() -> None:
    direct = [
        *PROJECT["project"]["dependencies"],
        *PROJECT["dependency-groups"]["dev"],
        *PROJECT["build-system"]["requires"],
    ]
    assert [line for line in direct if "==" not in line] == []


def test_the_tree_is_pinned_and_installed_as_pinned() -> None:
    direct = pins([*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]])
    tree = pins(PROJECT["tool"]["uv"]["constraint-dependencies"])
    assert direct.items() <= tree.items(), "run: python3 .ci/pin.py"
    for name in needed(set(direct)):
        assert tree.get(name) == version(name), f"{name}: run python3 .ci/pin.py, then uv sync"


def test_the_project_names_no_host_of_packages() -> None:
    assert not (ROOT / "pyproject.toml").read_text(encoding="utf-8").count("://")
