"""How things look: the signs and the styles of every role, for any terminal.

A role is what a piece of text means (`target`, `met`, `head`). Each theme gives it a style; the signs that go with it
(`→` target, `e` estimate) are text, so nothing is lost without colours. The theme `terminal` uses the terminal's own
sixteen colours on its own background, which suits any of them, light or dark, and costs the fewest bytes over a slow
line.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rich.style import Style

THEMES: tuple[str, ...] = ("terminal", "dark", "light")

_TERMINAL: dict[str, str] = {
    "": "",
    "dim": "dim",
    "bold": "bold",
    "head": "bold underline",
    "head_on": "bold reverse",
    "cursor": "reverse",
    "cursor_off": "bold underline",
    "cell": "reverse bold",
    "title": "bold",
    "tab": "",
    "tab_on": "bold reverse",
    "key": "bold cyan",
    "chip": "bold cyan",
    "crumb": "dim",
    "rule": "dim",
    "actual": "green",
    "estimate": "cyan",
    "target": "bold yellow",
    "plan": "magenta",
    "met": "green",
    "missed": "bold red",
    "about": "cyan",
    "open": "",
    "none": "dim",
    "zone": "cyan",
    "place": "bold",
    "match": "bold black on yellow",
    "lit": "bold reverse",
    "accepted": "green",
    "rejected": "red strike",
    "corrected": "yellow",
    "error": "bold red",
    "notice": "bold",
    "mark": "bold yellow",
    "bar": "cyan",
    "fact_actual": "underline green",
    "fact_estimate": "underline cyan",
    "fact_target": "underline bold yellow",
    "fact_plan": "underline magenta",
    "fact_rejected": "dim strike",
    "heading": "bold",
}

_DARK: dict[str, str] = {
    **_TERMINAL,
    "": "#d8dee9",
    "dim": "#7b8698",
    "head": "bold #a9b7cc underline",
    "head_on": "bold #11151c on #88a8d8",
    "cursor": "#ffffff on #2b4670",
    "cursor_off": "on #222b3a",
    "cell": "bold #ffffff on #3d64a0",
    "tab": "#9aa7b8",
    "tab_on": "bold #11151c on #88a8d8",
    "key": "bold #8fc1ff",
    "chip": "bold #8fc1ff",
    "crumb": "#7b8698",
    "rule": "#4a5568",
    "actual": "#8fd19e",
    "estimate": "#7fd3d8",
    "target": "bold #f0c674",
    "plan": "#c9a0dc",
    "met": "#8fd19e",
    "missed": "bold #f28b82",
    "about": "#7fd3d8",
    "none": "#5d6879",
    "zone": "#7fd3d8",
    "match": "bold #11151c on #f0c674",
    "accepted": "#8fd19e",
    "rejected": "#f28b82 strike",
    "corrected": "#f0c674",
    "error": "bold #f28b82",
    "mark": "bold #f0c674",
    "bar": "#6f9bd8",
    "fact_actual": "underline #8fd19e",
    "fact_estimate": "underline #7fd3d8",
    "fact_target": "underline bold #f0c674",
    "fact_plan": "underline #c9a0dc",
}

_LIGHT: dict[str, str] = {
    **_TERMINAL,
    "": "#20262e",
    "dim": "#6b7684",
    "head": "bold #3b4a5e underline",
    "head_on": "bold #ffffff on #2f5c9e",
    "cursor": "#10141a on #cfe0f7",
    "cursor_off": "on #eceff4",
    "cell": "bold #10141a on #a5c5f0",
    "tab": "#55606e",
    "tab_on": "bold #ffffff on #2f5c9e",
    "key": "bold #1f5fae",
    "chip": "bold #1f5fae",
    "crumb": "#6b7684",
    "rule": "#b5bfcc",
    "actual": "#1b7a3d",
    "estimate": "#0f7278",
    "target": "bold #8a5a00",
    "plan": "#7a3d99",
    "met": "#1b7a3d",
    "missed": "bold #b3261e",
    "about": "#0f7278",
    "none": "#98a2b0",
    "zone": "#0f7278",
    "match": "bold #20262e on #ffd75e",
    "accepted": "#1b7a3d",
    "rejected": "#b3261e strike",
    "corrected": "#8a5a00",
    "error": "bold #b3261e",
    "mark": "bold #8a5a00",
    "bar": "#4b7fc4",
    "fact_actual": "underline #1b7a3d",
    "fact_estimate": "underline #0f7278",
    "fact_target": "underline bold #8a5a00",
    "fact_plan": "underline #7a3d99",
}

_STYLES: dict[str, dict[str, str]] = {"terminal": _TERMINAL, "dark": _DARK, "light": _LIGHT}

ROLES: tuple[str, ...] = tuple(_TERMINAL)

_SIGNS: dict[str, tuple[str, str]] = {
    # name: (Unicode, ASCII). Where ambiguous characters are wide, the ASCII ones are used too.
    "open": ("▾", "v"),
    "closed": ("▸", ">"),
    "zone": ("◆", "*"),
    "leaf": (" ", " "),
    "vertical": ("│", "|"),
    "horizontal": ("─", "-"),
    "left_end": ("├", "+"),
    "right_end": ("┤", "+"),
    "target": ("→", "->"),
    "over": (">", ">"),
    "under": ("<", "<"),
    "about": ("≈", "~"),
    "none": ("–", "-"),
    "more": ("…", "~"),
    "up": ("▲", "^"),
    "down": ("▼", "v"),
    "bar": ("█", "#"),
    "half": ("▌", "="),
    "half_right": ("▐", "="),
    "accepted": ("✓", "+"),
    "rejected": ("✗", "x"),
    "corrected": ("✎", "e"),
    "note": ("¶", "n"),
    "mark": ("●", "*"),
    "crumb": ("›", ">"),
    "crumb_back": ("‹", "<"),
    "fulfilled": ("✓", "+"),
    "under_way": ("◐", "o"),
    "again": ("↻", "@"),
    "silent": ("·", "."),
    "met": ("✓", "+"),
    "missed": ("✗", "x"),
    "unknown": ("?", "?"),
    "part_met": ("█", "#"),
    "part_about": ("▓", "="),
    "part_missed": ("▒", "x"),
    "part_unknown": ("░", "."),
    "dot": ("·", "."),
    "figure": ("▪", "#"),
    "in_words": ("▫", "w"),
    "minus": ("−", "-"),
    "lit_left": ("▐", "["),
    "lit_right": ("▌", "]"),
    "range": ("–", "-"),
    "cut": ("…", "~"),
}

_HEAT = (" ░▒▓█", " .:*#")
_SPARK = ("▁▂▃▄▅▆▇█", "_.,-=*#@")

_AMBIGUOUS = str.maketrans(
    {
        "“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "–": "-", "…": "~", "·": ".", "•": "*", "×": "x",
        "→": ">", "←": "<", "↑": "^", "↓": "v", "±": "+", "≥": ">", "≤": "<", "≈": "~", "°": "o", "‰": "%",
        "①": "1", "②": "2", "③": "3", "④": "4", "⑤": "5", "⑥": "6", "⑦": "7", "⑧": "8", "⑨": "9", "⑩": "0",
        "●": "*", "○": "o", "◆": "*", "◇": "*", "■": "#", "□": "#", "▲": "^", "△": "^", "▼": "v", "▽": "v",
        "★": "*", "☆": "*", "㎡": "㎡", "℃": "C", "§": "S",
        "⟨": "<", "⟩": ">", "Δ": "d", "✓": "+", "✗": "x", "›": ">", "‹": "<", "−": "-", "¶": "P",
        "α": "a", "β": "b", "γ": "g", "μ": "u", "Ω": "O",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """What the terminal can show."""

    theme: str = "terminal"
    ascii: bool = False  # no box drawing, no arrows
    wide: bool = False  # characters of ambiguous width take two cells here, as in many Chinese terminals
    colour: bool = True

    @property
    def plain(self) -> bool:
        """Signs of ASCII only: asked for, or the others would not line up."""
        return self.ascii or self.wide

    @property
    def signs_in_text(self) -> bool:
        """Whether a quantity needs a sign in its sentence: no colour tells what it is, or ASCII is asked for."""
        return not self.colour or self.ascii

    def sign(self, name: str) -> str:
        """A sign by name."""
        return _SIGNS[name][self.plain]

    def heat(self, share: float) -> str:
        """One character for a share of 0 … 1; anything above nothing is seen."""
        scale = _HEAT[self.plain]
        if share <= 0:
            return scale[0]
        return scale[min(1 + int(share * 4), 4)]

    def spark(self, share: float) -> str:
        """One character of a sparkline for a share of 0 … 1."""
        scale = _SPARK[self.plain]
        return scale[min(int(max(share, 0.0) * 8), 7)]

    def bar(self, share: float, cells: int) -> str:
        """A bar of up to `cells` cells; what is not nothing has at least half a cell."""
        halves = round(max(0.0, min(share, 1.0)) * cells * 2)
        if share > 0:
            halves = max(halves, 1)
        return self.sign("bar") * (halves // 2) + self.sign("half") * (halves % 2)

    def shown(self, text: str) -> str:
        """Text as this terminal lines it up: where signs are ASCII, ambiguous characters by a twin, one for one."""
        return text.translate(_AMBIGUOUS) if self.plain else text

    def style(self, role: str) -> Style:
        """The style of a role."""
        return _style(self.theme, role)

    def next_theme(self) -> str:
        """The theme that comes after this one."""
        return THEMES[(THEMES.index(self.theme) + 1) % len(THEMES)]


@cache
def _style(theme: str, role: str) -> Style:
    return Style.parse(_STYLES[theme][role])


def look_for(environ: Mapping[str, str] | None = None, *, ascii: bool = False, wide: bool = False) -> Look:
    """The look that the environment asks for: MUBIAO_ASCII, MUBIAO_AMBIGUOUS=wide, MUBIAO_THEME, NO_COLOR, locale."""
    env = os.environ if environ is None else environ
    theme = env.get("MUBIAO_THEME", "terminal")
    locale = (env.get("LC_ALL") or env.get("LC_CTYPE") or env.get("LANG") or "utf-8").lower()
    return Look(
        theme=theme if theme in THEMES else "terminal",
        ascii=ascii or _yes(env.get("MUBIAO_ASCII")) or locale in ("c", "posix") or env.get("TERM") == "linux",
        wide=wide or env.get("MUBIAO_AMBIGUOUS", "").lower() == "wide",
        colour=not env.get("NO_COLOR"),
    )


def _yes(value: str | None) -> bool:
    return value is not None and value.lower() not in ("", "0", "no", "false", "off")
