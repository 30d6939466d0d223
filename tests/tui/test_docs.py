"""The list of keys in the documentation is the registry's."""

from __future__ import annotations

from pathlib import Path

from mubiao_tui.actions import markdown
from mubiao_tui.strings import Strings

DOCUMENT = Path(__file__).parents[2] / "docs" / "explorer.md"


def test_the_documented_keys_are_those_of_the_registry() -> None:
    strings = Strings("en")
    table = markdown(lambda a: strings.text(f"action.{a.id}.help"), lambda g: strings.text(f"group.{g}"))
    written = DOCUMENT.read_text(encoding="utf-8").split("<!-- keys -->\n")[1].split("<!-- end -->")[0]
    assert written.strip() == table.strip()
