"""How a document was read before its numbers: the candidates for its place and its year, its parts, and what spoke
for each.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from mubiao.documents.frame.parts import SIDES, decisive
from mubiao_tui.results import Rows, declared

if TYPE_CHECKING:
    from mubiao.documents.frame import Frame, Part, Verdict
    from mubiao.documents.frame.vote import Weighed

HEADING = 40
"""Characters of a heading that the text shows."""
MOST = 6
"""Candidates that the text shows; data has all."""


def told(document_id: str, frame: Frame) -> Iterator[str]:
    """The frame as text, a line a cue."""
    yield f"{document_id}  {frame.title}\n"
    known = (frame.kind, frame.publisher, frame.date, frame.url)
    yield f"  {'  '.join(str(value) for value in known if value is not None)}\n"
    for name, verdict in _aspects(frame):
        won = _value(verdict.value) if verdict.value is not None else "unknown"
        yield f"\n{name}  {won}  margin {verdict.margin:.1f}, right in {verdict.certainty:.1%} of such cases\n"
        for weighed in verdict.ranked[:MOST]:
            yield f"  {weighed.weight:5.1f}  {_value(weighed.value)}\n"
            for candidate, weight in weighed.cues:
                yield f"         {weight:5.1f}  {candidate.cue:<24} {candidate.evidence}".rstrip() + "\n"
        if more := len(verdict.ranked) - MOST:
            yield f"         and {more} more\n" if more > 0 else ""
    if frame.parts:
        yield "\nparts\n"
        for part in frame.parts:
            yield from _part(part)
    if frame.doubts:
        yield "\ndoubts\n"
        yield from (f"  {doubt:<14} {words}\n" for doubt, words in frame.doubts)


def _part(part: Part) -> Iterator[str]:
    """A part: where it begins, its heading, its role and period with what made them, and the cues of its words."""
    section = part.section
    role = f"{section.role.value} {section.period or 'no period'}"
    yield f"  {section.start:>7}  {role}, by its {decisive(section)}  {section.heading[:HEADING]}".rstrip() + "\n"
    for weighed in part.verdict.ranked:
        for candidate, weight in weighed.cues:
            yield (
                f"         {weight:5.1f}  {candidate.value:<6} {candidate.cue:<24} {candidate.evidence}".rstrip() + "\n"
            )
    if part.doubt is not None:
        yield f"           ?    {part.doubt}\n"


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
