"""Equations of TeX in a line of text, as far as reports use them: numbers, signs, units."""

from __future__ import annotations

import re

from mubiao.documents.layout.characters import raised

_SIGNS = {
    "sim": "~", "ge": "≥", "geq": "≥", "geqslant": "≥", "le": "≤", "leq": "≤", "leqslant": "≤", "times": "×",
    "pm": "±", "approx": "≈", "cdot": "·", "permil": "‰", "textperthousand": "‰", "div": "÷", "rightarrow": "→",
    "to": "→", "gt": ">", "lt": "<", "ne": "≠", "neq": "≠", "circ": "°", "mu": "μ", "quad": " ", "qquad": " ",
    "textasciitilde": "~", "yen": "¥", "textyen": "¥", "infty": "∞", "ldots": "…", "cdots": "…",
}  # fmt: skip
_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_RAISED = re.compile(r"\^\s*(?:\{([^{}]*)\}|([^\s{}\\]))")
_COMMAND = re.compile(r"\\([A-Za-z]+)\s*")
_ESCAPED = re.compile(r"\\([%#&_$~{} ,;:!])")


def plain_equation(source: str, before: str = "") -> str:
    """What an equation shows, behind the text `before`.

    >>> plain_equation(r"6.5\\%"), plain_equation(r"15\\sim18"), plain_equation(r"22\\,\\mathrm{hm}^{2}")
    ('6.5%', '15~18', '22hm²')
    """
    text = _FRACTION.sub(r"\1/\2", source)
    text = _COMMAND.sub(lambda match: _SIGNS.get(match[1], ""), text)
    text = _ESCAPED.sub(lambda match: "" if match[1] in " ,;:!" else match[1], text)
    plain, at = "", 0
    for match in _RAISED.finditer(text):
        plain += _bare(text[at : match.start()])
        plain += raised(_bare(match[1] or match[2] or ""), before + plain)
        at = match.end()
    return (plain + _bare(text[at:])).strip(" ")


def _bare(text: str) -> str:
    return re.sub(r"[{}_]", "", text)
