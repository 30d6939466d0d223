"""Every text that the interface shows, in Chinese and in English, from `zh.toml` and `en.toml`.

Headings of columns (`column.…`) are those of columns.toml, the same as in the shell.

A text is asked for by its dotted key: `strings.text("action.filter.label")`. Both files hold the same keys with the
same placeholders; a test sees to it.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from mubiao.columns import headings

LANGUAGES: tuple[str, ...] = ("zh", "en")


@cache
def table(language: str) -> dict[str, str]:
    """Dotted key → text. Only the language that is asked for is read."""
    data = tomllib.loads((resources.files(__name__) / f"{language}.toml").read_text(encoding="utf-8"))
    return {**dict(_flat("", data)), **{f"column.{name}": text for name, text in headings(language).items()}}


def _flat(prefix: str, data: Mapping[str, Any]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in data.items():
        if isinstance(value, dict):
            found += _flat(f"{prefix}{key}.", value)
        else:
            found.append((prefix + key, str(value)))
    return found


_COUNTED = re.compile(r"(\{(\w+)\}[^{}()]*)\(s\)")
"""A count and what is counted, up to its plural."""


@dataclass(frozen=True, slots=True)
class Strings:
    """The texts of one language."""

    language: str

    def text(self, key: str, **values: object) -> str:
        """The text of a key with its placeholders filled in. An unknown key is a mistake of ours: KeyError.

        `{count} row(s)` is one row or several, as the value says.
        """
        text = table(self.language)[key]
        if not values:
            return text
        if "(s)" in text:
            text = _COUNTED.sub(lambda found: found[1] + ("" if str(values.get(found[2])) == "1" else "s"), text)
        return text.format(**values)

    def maybe(self, key: str, default: str) -> str:
        """The text of a key, or the default where the key comes from data."""
        return table(self.language).get(key, default)

    def name(self, zh: str, en: str) -> str:
        """Whichever of the two names is in this language."""
        return zh if self.language == "zh" else en

    @property
    def other(self) -> str:
        """The language that `L` switches to."""
        return LANGUAGES[1 - LANGUAGES.index(self.language)]


def language(asked: str | None = None, environ: Mapping[str, str] | None = None) -> str:
    """`zh` or `en`: what was asked for, else `MUBIAO_LANG`, else the locale, else English."""
    env = os.environ if environ is None else environ
    for choice in (asked, env.get("MUBIAO_LANG")):
        if choice and choice[:2].lower() in LANGUAGES:
            return choice[:2].lower()
    # As POSIX ranks them; the first that is set decides, so LC_ALL=C is English whatever LANG says.
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := env.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"
