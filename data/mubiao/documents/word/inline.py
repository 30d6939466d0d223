"""The characters of a paragraph of Word: runs, fields, equations, what is tracked, what hangs beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mubiao.documents.layout.characters import raised, visible
from mubiao.documents.word.styles import Look, Styles
from mubiao.documents.word.symbols import symbol, without_private

if TYPE_CHECKING:
    from mubiao.documents.layout.xml import Element

# Of these nothing is seen: what was deleted or moved away, instructions of fields, formats, readings, references.
_UNSEEN = frozenset((
    "w.del", "w.moveFrom", "w.delText", "w.instrText", "w.delInstrText", "w.rPr", "w.pPr", "w.rt", "w.rubyPr",
    "w.footnoteReference", "w.endnoteReference", "w.annotationRef", "w.footnoteRef", "w.softHyphen", "w.sdtPr",
    "w.sdtEndPr", "w.commentReference", "w.pgNum",
))  # fmt: skip
_BESIDE = ("w.drawing", "w.pict", "w.object")

Piece = tuple[str, bool]  # characters, and whether they are raised


class Inline:
    """Reads paragraphs by the styles of a document; what hangs in text boxes is put aside."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.boxes: list[Element] = []  # contents of text boxes met since the last time they were taken

    def text(self, paragraph: Element, *, breaks: str = "\n", tabs: str = "\t") -> str:
        """What is seen of a paragraph; line ends and tabs in it as `breaks` and `tabs`."""
        look = self.styles.of_paragraph(paragraph.find("w.pPr"))
        text = together(self._pieces(paragraph, look, look))
        return visible(text.replace("\n", breaks).replace("\t", tabs))

    def _pieces(self, parent: Element, look: Look, paragraph: Look) -> Iterator[Piece]:
        for one in parent:
            tag = one.tag
            if tag in _UNSEEN or (tag == "w.sdt" and asks(one)):
                continue
            if tag == "w.r":
                own = self.styles.of_run(one.find("w.rPr"), paragraph)
                yield from self._pieces(one, own, paragraph)
            elif tag == "mc.AlternateContent":
                yield from self._pieces(alternative(one), look, paragraph)
            elif tag in _BESIDE:
                if not look.hidden:
                    self.boxes += outermost(one, "w.txbxContent")
            elif tag in ("m.oMath", "m.oMathPara"):
                yield from equation(one)
            elif look.hidden or look.struck:
                # Of runs that are not seen, only what hangs at them could be; runs within say so themselves.
                if len(one) and tag not in ("w.t", "w.sym"):
                    yield from self._pieces(one, look, paragraph)
            elif (shown := _shown(one, look)) is not None:
                yield shown, bool(look.raised)
            else:
                yield from self._pieces(one, look, paragraph)


def asks(control: Element) -> bool:
    """Whether a content control shows what is to be filled in, and nothing that was."""
    return control.find("w.sdtPr/w.showingPlcHdr") is not None


def _shown(one: Element, look: Look) -> str | None:
    """The characters that an element of a run stands for; None where it holds other elements."""
    match one.tag:
        case "w.t":
            return without_private(one.text or "", bool(look.symbols))
        case "w.tab" | "w.ptab":
            return "\t"
        case "w.br" | "w.cr":
            return "\n"
        case "w.noBreakHyphen":
            return "-"
        case "w.sym":
            return _symbol(one)
    return None


def _symbol(one: Element) -> str:
    try:
        code = int(one.get("w.char", ""), 16)
    except ValueError:
        return ""
    font = one.get("w.font", "")
    if font == "Symbol":
        return symbol(code)
    if "Wingdings" in font or "Webdings" in font or 0xE000 <= code <= 0xF8FF:
        return ""
    return chr(code) if 0x20 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else ""


def together(pieces: Iterator[Piece]) -> str:
    """The pieces as text; raised ones next to each other are one."""
    text, up = "", ""
    for characters, is_raised in pieces:
        if is_raised:
            up += characters
            continue
        if up:
            text += raised(up, text)
            up = ""
        text += characters
    return text + (raised(up, text) if up else "")


def alternative(content: Element) -> Element:
    """The one of several forms of the same thing that is read: the first that holds words."""
    forms = [one for one in content if one.tag in ("mc.Choice", "mc.Fallback")]
    return next((one for one in forms if next(one.iter("w.t"), None) is not None), forms[0] if forms else content)


def outermost(parent: Element, tag: str) -> list[Element]:
    """The elements of a name below `parent` that lie in no other of them, alternative contents once."""
    found = []
    for one in parent:
        if one.tag == tag:
            found.append(one)
        else:
            found += outermost(alternative(one) if one.tag == "mc.AlternateContent" else one, tag)
    return found


def equation(parent: Element) -> Iterator[Piece]:
    """An equation as text: fractions with a stroke, powers raised."""
    for one in parent:
        tag = one.tag
        if tag == "m.t":
            yield one.text or "", False
        elif tag == "m.f":
            yield from _part(one, "m.num")
            yield "/", False
            yield from _part(one, "m.den")
        elif tag in ("m.sSup", "m.sSubSup"):
            yield from _part(one, "m.e")
            yield from _part(one, "m.sub")
            yield "".join(text for text, _ in _part(one, "m.sup")), True
        elif tag not in ("w.del", "w.moveFrom", "w.rPr", "m.rPr", "m.ctrlPr"):
            yield from equation(one)


def _part(parent: Element, tag: str) -> Iterator[Piece]:
    found = parent.find(tag)
    if found is not None:
        yield from equation(found)
