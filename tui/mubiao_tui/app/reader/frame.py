"""What a document is and how it was read, in a few lines: place and year with what spoke for them, and its doubts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mubiao_tui.app.drawing.bars import Bar, ruled, told_in
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.drawing.paint import Line, Piece
from mubiao_tui.app.drawing.text import fit, one_line, width
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.reasons import cue_word, doubts, said

if TYPE_CHECKING:
    from mubiao.documents.frame import Frame, Verdict
    from mubiao.documents.frame.vote import Weighed

QUOTED = 24
"""Cells of the words that a cue was found in."""
CUES = 4
"""Cues of a value that are told; its window (`v`) has all."""


def lines(
    document: dict[str, Any], frame: Frame | None, names: Names, look: Look, cells: int, height: int
) -> list[Line]:
    """The document's place, year, doubts, kind, address, and how its text is got if it is not there: `height` lines.

    What speaks for place and year takes the lines that are left, beside the first of each.
    """
    text, shown = names.strings.text, one_line
    heads = [text("column.region"), text("column.year")]
    wide = max(width(head) for head in heads)
    values = [document["region"], document["year"]]
    verdicts = [frame.home, frame.dated] if frame is not None else [None, None]
    first: list[Line] = []
    told: list[Line] = []
    for head, value, verdict in zip(heads, values, verdicts, strict=True):
        known = [Piece(f"{fit(head, wide)}  ", "dim"), _value(value, names)]
        first.append([*known, *(_weighed(verdict, names, look) if verdict is not None else [])])
    for why, reason in doubts(document["doubts"]):
        words = shown(said(reason, names.strings))
        told.append([Piece(f" ? {names.word('doubt', why)}", "missed"), Piece(f" · {words}", "dim")])
    if not document["has_text"]:
        told.append([Piece(f" {adding(document)}", "key"), Piece(f"  {text('documents.no_text')}", "dim")])
    known_of_it = [names.word("kind", document["kind"]), document["date"], document["publisher"], document["name"]]
    told.append([Piece(" " + " · ".join(shown(str(part)) for part in known_of_it if part), "dim")])
    if document["url"]:
        told.append([Piece(" " + fit(shown(document["url"]), max(cells - 2, 8), more=look.sign("cut")).rstrip())])
    spare = max(height - len(first) - len(told), 0)
    broken: list[Line] = []
    for n, line in enumerate(first):
        found = told_in(line, cells - 1, 1 + (spare - spare // 2 if n == 0 else spare), " ")
        spare -= len(found) - 1
        broken += found
    return [*broken, *told][:height]


def adding(document: dict[str, Any]) -> str:
    """The command that brings the text of a document."""
    return f"mubiao add {one_line(document['name'] or 'FILE')}"


def _value(value: object, names: Names) -> Piece:
    if value is None or value == "":
        return Piece(names.strings.text("documents.unknown"), "missed")
    return Piece(one_line(str(value)), "bold")


def _weighed(verdict: Verdict, names: Names, look: Look) -> list[Piece]:
    """How sure a value is, what spoke for it, and the value that came next."""
    ranked = verdict.ranked
    sure = f"{verdict.certainty:.2f}" if verdict.value is not None else ""
    pieces = [Piece(f" {sure}  ", "dim")]
    first = next((one for one in ranked if one.value == verdict.value), ranked[0] if ranked else None)
    if first is None:
        return pieces
    pieces.append(Piece(" · ".join(_cue(cue, weight, names, look) for cue, weight in first.cues[:CUES])))
    second = next((one for one in ranked if one is not first), None)
    if second is not None:
        pieces.append(Piece(f" {look.sign('vertical')} {_called(second)} {second.weight:+.1f}", "dim"))
    return pieces


def _cue(cue: Any, weight: float, names: Names, look: Look) -> str:
    evidence = one_line(cue.evidence)
    quote = fit(evidence, min(QUOTED, width(evidence)), more=look.sign("cut")).rstrip() if evidence else ""
    return f"{cue_word(cue.cue, names.strings)} {weight:+.1f}{f' {quote}' if quote else ''}"


def _called(weighed: Weighed) -> str:
    value = weighed.value
    return one_line(str(value[0] if isinstance(value, tuple) else value))


class FramePanel(Bar):
    """The frame of the document under the cursor. It follows the cursor."""

    DEFAULT_CSS = "FramePanel { height: 8; }"

    def __init__(self, look: Look, names: Names, *, id: str) -> None:
        super().__init__(look, id=id)
        self.names = names
        self.document: dict[str, Any] | None = None
        self.frame: Frame | None = None

    def tell(self, document: dict[str, Any] | None, frame: Frame | None) -> None:
        """Show a document, or nothing; without a frame what the list knows of it."""
        self.document, self.frame = document, frame
        self.paint()

    def paint(self) -> None:
        """Say it in the present size."""
        cells = self.size.width
        title = self.names.strings.text("documents.frame")
        if self.document is not None:
            title += f" · {one_line(self.document['title'])}"
        title = fit(title, min(width(title), max(cells - 6, 8)), more=self.look.sign("cut"))
        head = ruled([Piece(f" {title} ", "bold")], cells, self.look)
        height = max(self.size.height - 1, 0)
        told = [] if self.document is None else lines(self.document, self.frame, self.names, self.look, cells, height)
        self.say(head, *told)

    def on_resize(self) -> None:
        """Another width has room for other words."""
        self.paint()
