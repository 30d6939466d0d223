"""How a document was read before its numbers: the candidates for its place and its year, its parts, and what spoke
for each.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from mubiao.documents.frame.parts import SIDES, decisive
from mubiao_tui.output.results import Rows, declared
from mubiao_tui.reasons import cue_word, said
from mubiao_tui.strings import Strings

if TYPE_CHECKING:
    from mubiao.documents.frame import Frame, Part, Verdict
    from mubiao.documents.frame.vote import Candidate, Weighed

HEADING = 40
"""Characters of a heading that the text shows."""
MOST = 6
"""Candidates that the text shows; data has all."""


def told(document_id: str, frame: Frame, strings: Strings) -> Iterator[str]:
    """The frame as text, a line a cue. In English cues, kinds and roles go by their ids, by which data names them."""
    text = strings.text
    yield f"{document_id}  {frame.title}\n"
    known = (_named_in(strings, "kind", frame.kind), frame.publisher, frame.date, frame.url)
    yield f"  {'  '.join(str(value) for value in known if value is not None)}\n"
    for name, verdict in _aspects(frame):
        if verdict.value is None:  # nothing is claimed that could be right
            won = text("frame.unknown")
        else:
            sure = text("frame.sure", margin=f"{verdict.margin:.1f}", share=f"{verdict.certainty:.1%}")
            won = f"{_value(verdict.value)}  {sure}"
        yield f"\n{text(f'frame.{name}')}  {won}\n"
        for weighed in verdict.ranked[:MOST]:
            yield f"  {weighed.weight:5.1f}  {_value(weighed.value)}\n"
            yield from (_cue(candidate, weight, "", strings) for candidate, weight in weighed.cues)
        if more := len(verdict.ranked) - MOST:
            yield f"         {text('frame.more', count=more)}\n" if more > 0 else ""
    if frame.parts:
        yield f"\n{text('frame.parts')}\n"
        for part in frame.parts:
            yield from _part(part, strings)
    if frame.doubts:
        yield f"\n{text('frame.doubts')}\n"
        for doubt, words in frame.doubts:
            yield f"  {_padded(_named_in(strings, 'doubt', doubt), 14)} {said(words, strings)}\n"


def _padded(text: str, cells: int) -> str:
    return text + " " * (cells - sum(1 + (east_asian_width(c) in "WF") for c in text))


def _named_in(strings: Strings, group: str, one: str) -> str:
    """What something is called in Chinese; in English its id."""
    return strings.maybe(f"{group}.{one}", one) if strings.language == "zh" else one


def _cue(candidate: Candidate, weight: float, value: str, strings: Strings) -> str:
    name = cue_word(candidate.cue, strings) if strings.language == "zh" else candidate.cue
    return f"         {weight:5.1f}  {value}{_padded(name, 24)} {candidate.evidence}".rstrip() + "\n"


def _part(part: Part, strings: Strings) -> Iterator[str]:
    """A part: where it begins, its heading, its role and period with what made them, and the cues of its words."""
    section = part.section
    period = section.period or strings.text("frame.no_period")
    role = f"{_named_in(strings, 'role', section.role.value)} {period}"
    by = strings.text("frame.by", what=strings.text(f"frame.by_{decisive(section)}"))
    yield f"  {section.start:>7}  {role}{by}  {section.heading[:HEADING]}".rstrip() + "\n"
    for weighed in part.verdict.ranked:
        for candidate, weight in weighed.cues:
            side = _named_in(strings, "frame", str(candidate.value))
            yield _cue(candidate, weight, f"{_padded(side, 6)} ", strings)
    if part.doubt is not None:
        yield f"           ?    {said(part.doubt, strings)}\n"


def rows(document_id: str, frame: Frame) -> Rows:
    """The frame as data, a row a cue; the first rank has won if it is believed."""
    found: list[list[Any]] = []
    for aspect, verdict in _aspects(frame):
        for rank, weighed in enumerate(verdict.ranked, 1):
            for candidate, weight in weighed.cues:
                chosen = weighed.value == verdict.value
                head = [document_id, aspect, rank, *_named(weighed), chosen, round(weighed.weight, 3)]
                sure = [round(verdict.margin, 3), round(verdict.certainty, 4)] if chosen else [None, None]
                found.append([*head, *sure, candidate.cue, round(weight, 3), candidate.evidence or None])
    for number, part in enumerate(frame.parts, 1):
        section = part.section
        own = SIDES[section.role]
        role = f"{section.role.value} {section.period or ''}".strip()
        head = [document_id, "part", number, role, None]
        found.append([*head, True, None, None, None, f"part:{decisive(section)}", None, section.heading or None])
        for weighed in part.verdict.ranked:
            for candidate, weight in weighed.cues:
                cue = [candidate.cue, round(weight, 3), candidate.evidence or None]
                found.append([*head, weighed.value == own, round(weighed.weight, 3), None, None, *cue])
    return Rows(declared("frame"), found)


def _aspects(frame: Frame) -> tuple[tuple[str, Verdict], tuple[str, Verdict]]:
    return ("place", frame.home), ("year", frame.dated)


def _named(weighed: Weighed) -> tuple[str | None, str | None]:
    if isinstance(weighed.value, tuple):
        return weighed.value
    return str(weighed.value), None


def _value(value: Any) -> str:
    return " ".join(part for part in value if part) if isinstance(value, tuple) else str(value)
