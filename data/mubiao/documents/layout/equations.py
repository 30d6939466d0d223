"""Equations of TeX and MathML in a line of text, as far as reports use them: numbers, signs, units."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mubiao.documents.layout.characters import raised, visible

if TYPE_CHECKING:
    from mubiao.documents.layout.xml import Element

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


_SAID_ELSEWHERE = frozenset(("annotation", "annotation-xml", "mphantom"))


def plain_mathml(element: Element, before: str = "") -> str:
    """What an equation of MathML shows, behind the text `before`."""
    name = element.tag.rpartition(".")[2]
    if name in _SAID_ELSEWHERE:
        return ""
    parts = [*element]
    if name == "msup" and len(parts) == 2:
        base = plain_mathml(parts[0], before)
        return base + raised(plain_mathml(parts[1]), before + base)
    if name == "mfrac" and len(parts) == 2:
        return f"{plain_mathml(parts[0], before)}/{plain_mathml(parts[1])}"
    text = "" if parts else (element.text or "").strip()
    for part in parts:
        text += plain_mathml(part, before + text)
    return visible(text)
