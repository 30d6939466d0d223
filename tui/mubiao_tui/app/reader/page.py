"""A document's text broken into lines, its facts marked by claim. Nothing of an interface.

Facts are marked by a style, underlined and coloured by their claim, so that a sentence reads as it is printed. Where a
terminal has no colours, a sign stands before each: a target is told from an outcome there too. A sign takes room on the
screen but none in the text: every line knows which code points of the document it shows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from mubiao.filters.folding import folded
from mubiao_tui.app.drawing.text import fit, one_line, visible, width, wrap
from mubiao_tui.app.drawing.theme import Look


class Span(NamedTuple):
    """A stretch of one line: what is shown, what it means, and the number of the fact it belongs to."""

    text: str
    role: str = ""
    fact: int = -1


class TextLine(NamedTuple):
    """A line of the screen and the code points of the document that it shows, half-open."""

    spans: tuple[Span, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """All lines of a document at one width."""

    lines: tuple[TextLine, ...]
    starts: tuple[int, ...]  # of the lines, for looking a place up
    fact_lines: tuple[int, ...]  # the line on which each fact begins

    def line_of(self, offset: int) -> int:
        """The line that shows a code point of the document."""
        at = bisect_left(self.starts, offset)
        return at if at < len(self.starts) and self.starts[at] == offset else max(at - 1, 0)


def sign(fact: dict[str, Any], look: Look) -> str:
    """What stands before a fact where its style is not seen: nothing for what has happened."""
    if fact["review"] == "rejected":
        return look.sign("rejected")
    return {"target": look.sign("target"), "estimate": "e:", "plan": "p:"}.get(fact["claim"], "")


def role(fact: dict[str, Any]) -> str:
    """The style of a fact in the text."""
    return "fact_rejected" if fact["review"] == "rejected" else f"fact_{fact['claim']}"


def page(text: str, facts: Sequence[dict[str, Any]], headings: Sequence[int], look: Look, cells: int) -> Page:
    """The text in lines of at most `cells`. `facts` in text order; `headings`: where lines are headings."""
    lines: list[TextLine] = []
    fact_lines = [0] * len(facts)
    heads = set(headings)
    first = 0
    blank = False
    for start, end in paragraphs(text):
        if start == end:
            if not blank and lines:
                lines.append(TextLine((), start, end))
            blank = True
            continue
        blank = False
        last = first
        while last < len(facts) and facts[last]["start"] < end:
            last += 1
        for line in _paragraph(text, start, end, range(first, last), facts, look, cells, heading=start in heads):
            for span in line.spans:
                if span.fact >= 0 and not fact_lines[span.fact]:
                    fact_lines[span.fact] = len(lines)
            lines.append(line)
        first = last
    return Page(tuple(lines), tuple(line.start for line in lines), tuple(fact_lines))


def stated(
    said: Sequence[str], facts: Sequence[dict[str, Any]], sections: Sequence[dict[str, Any]], look: Look, cells: int
) -> Page:
    """What is known of a document whose text is not there: below the lines of `said`, its headings and its facts.

    They stand at their places in the text, a line each, as far as `cells` go; sections outer before inner.
    """
    lines = [TextLine((Span(visible(line), "dim"),), 0, 0) for line in (*said, "")]
    fact_lines: list[int] = []
    cut = look.sign("cut")
    heads = [(s["start"], 0, n) for n, s in enumerate(sections) if s["heading"]]
    for start, kind, n in sorted([*heads, *((f["start"], 1, n) for n, f in enumerate(facts))]):
        if kind == 0:
            heading = look.shown(one_line(sections[n]["heading"]))
            lines.append(
                TextLine(
                    (Span(fit(heading, min(cells, width(heading)), more=cut), "heading"),), start, sections[n]["end"]
                )
            )
            continue
        fact = facts[n]
        fact_lines.append(len(lines))
        printed = look.shown(sign(fact, look) + one_line(fact["printed"]))
        room = max(cells - width(printed) - 4, 0)
        subject = look.shown(one_line(fact["subject"]))
        subject = fit(subject, min(room, width(subject)), more=cut)
        spans = (Span(f"  {subject}  "), Span(fit(printed, min(cells - 4, width(printed)), more=cut), role(fact), n))
        lines.append(TextLine(spans, start, fact["end"]))
    return Page(tuple(lines), tuple(line.start for line in lines), tuple(fact_lines))


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Where the lines of a text begin and end, without their line ends; blank ones are empty."""
    at = 0
    for line in text.splitlines(keepends=True):
        bare = line.rstrip("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
        if not bare.strip(" \t\u3000"):
            yield at, at
        else:
            yield at, at + len(bare)
        at += len(line)


def _paragraph(
    text: str,
    start: int,
    end: int,
    numbers: range,
    facts: Sequence[dict[str, Any]],
    look: Look,
    cells: int,
    *,
    heading: bool,
) -> Iterator[TextLine]:
    base = "heading" if heading else ""
    parts: list[tuple[Span, int, int]] = []  # with the code points of the document
    at = start
    for n in numbers:
        fact = facts[n]
        begin, stop = max(fact["start"], at), min(fact["end"], end)
        if begin > at:
            parts.append((Span(visible(text[at:begin]), base), at, begin))
        if stop <= begin:
            continue  # inside the fact before it
        if look.signs_in_text and (mark := sign(fact, look)):
            parts.append((Span(mark, role(fact), n), begin, begin))
        parts.append((Span(visible(text[begin:stop]), role(fact), n), begin, stop))
        at = stop
    if at < end:
        parts.append((Span(visible(text[at:end]), base), at, end))
    shown = look.shown("".join(span.text for span, _, _ in parts)).replace("\u2409", " ")
    here = where = 0  # the first part that reaches into the line, and where it begins
    for first, last in wrap(shown, cells):
        while here < len(parts) and where + len(parts[here][0].text) <= first:
            where += len(parts[here][0].text)
            here += 1
        spans: list[Span] = []
        covered: list[int] = []
        at = where
        for n in range(here, len(parts)):
            span, begin, stop = parts[n]
            if at >= last:
                break
            a, b = max(first, at), min(last, at + len(span.text))
            if a < b:
                spans.append(Span(shown[a:b], span.role, span.fact))
                # A sign has no code points of its own.
                covered += [begin + a - at, begin + b - at] if stop > begin else [begin]
            at += len(span.text)
        yield TextLine(tuple(spans), covered[0] if covered else start, covered[-1] if covered else end)


def find(text: str, words: str) -> list[int]:
    """Where the words stand in a text, whatever their script, width and case."""
    if not words:
        return []
    searched, wanted = folded(text), folded(words)
    found: list[int] = []
    at = searched.find(wanted)
    while at >= 0:
        found.append(at)
        at = searched.find(wanted, at + len(wanted))
    return found
