"""Formats of Word that decide what is seen: hidden, struck, raised, and the numbering that a style brings along."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mubiao.documents.layout.xml import Element

_OFF = ("0", "false", "off", "none")
_DEEP = 20  # styles that are based on one another
_RAISED = 4  # half points above the line from which digits are raised


@dataclass(frozen=True, slots=True)
class Look:
    """How characters look; None where nothing is said."""

    hidden: bool | None = None
    struck: bool | None = None
    raised: bool | None = None
    symbols: bool | None = None  # of a font of symbols

    def over(self, other: Look) -> Look:
        """This, and what it does not say from `other`."""
        return Look(
            self.hidden if self.hidden is not None else other.hidden,
            self.struck if self.struck is not None else other.struck,
            self.raised if self.raised is not None else other.raised,
            self.symbols if self.symbols is not None else other.symbols,
        )


PLAIN = Look()


def value(element: Element | None, default: str = "") -> str:
    """The w.val of an element."""
    return default if element is None else element.get("w.val", default)


def switched(properties: Element, name: str) -> bool | None:
    """Whether a property is on or off; None where it is not told. What a tracked change ended is not."""
    found = properties.find(name)
    return None if found is None else value(found, "1").lower() not in _OFF


def look(properties: Element | None) -> Look:
    """What run properties (w.rPr) say."""
    if properties is None:
        return PLAIN
    hidden, struck = switched(properties, "w.vanish"), switched(properties, "w.strike")
    if struck is None or not struck:
        struck = switched(properties, "w.dstrike") or struck
    align, position = properties.find("w.vertAlign"), properties.find("w.position")
    raised = None if align is None else value(align) == "superscript"
    if raised is None and position is not None:
        raised = _number(value(position)) >= _RAISED
    fonts = properties.find("w.rFonts")
    symbols = None if fonts is None or fonts.get("w.ascii") is None else fonts.get("w.ascii") == "Symbol"
    return Look(hidden, struck, raised, symbols)


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        return 0


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._looks: dict[str, Look] = {}
        self._default = PLAIN
        self._default_style = ""
        if root is None:
            return
        self._default = look(root.find("w.docDefaults/w.rPrDefault/w.rPr"))
        for style in root.iterfind("w.style"):
            name = style.get("w.styleId", "")
            self._styles.setdefault(name, style)
            if style.get("w.type") == "paragraph" and style.get("w.default", "0").lower() not in _OFF:
                self._default_style = name

    def of_paragraph(self, properties: Element | None) -> Look:
        """How the characters of a paragraph look that say nothing else."""
        named = "" if properties is None else value(properties.find("w.pStyle"))
        return self._of(named or self._default_style).over(self._default)

    def of_run(self, properties: Element | None, paragraph: Look) -> Look:
        """How the characters of a run look."""
        if properties is None:
            return paragraph
        named = value(properties.find("w.rStyle"))
        return look(properties).over(self._of(named) if named else PLAIN).over(paragraph)

    def numbering(self, properties: Element | None) -> tuple[str, int] | None:
        """The list and the level that number a paragraph, by itself or by its style."""
        chain = [] if properties is None else [properties.find("w.numPr")]
        name = "" if properties is None else value(properties.find("w.pStyle"))
        for _ in range(_DEEP):
            style = self._styles.get(name)
            if style is None:
                break
            chain.append(style.find("w.pPr/w.numPr"))
            name = value(style.find("w.basedOn"))
        number = next((n for one in chain if one is not None and (n := value(one.find("w.numId")))), "")
        level = next((v for one in chain if one is not None and (v := value(one.find("w.ilvl")))), "0")
        return (number, _number(level)) if number and number != "0" else None

    def _of(self, name: str) -> Look:
        if name not in self._looks:
            found, at = PLAIN, name
            for _ in range(_DEEP):
                style = self._styles.get(at)
                if style is None:
                    break
                found = found.over(look(style.find("w.rPr")))
                at = value(style.find("w.basedOn"))
            self._looks[name] = replace(found)
        return self._looks[name]
