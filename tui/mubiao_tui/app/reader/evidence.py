"""The evidence of a fact in a few lines: its sentence with the quantity lit, where it stands, and how it was read."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from mubiao.queries.records import Evidence
from mubiao_tui import actions
from mubiao_tui.actions import key_name
from mubiao_tui.app.drawing.bars import ruled, told_in
from mubiao_tui.app.drawing.figures import figure
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.drawing.paint import Line, Piece
from mubiao_tui.app.drawing.text import fit, one_line
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.app.reader.below import Below, around_lit, lit

CLAIM_SIGN = {"target": "target"}


def paragraph(parts: list[Piece], cells: int, indent: str = "  ") -> Iterator[list[Piece]]:
    """Pieces of running text broken into lines."""
    yield from told_in(parts, cells - 1, sys.maxsize, indent)


def place_of(found: Evidence, names: Names) -> str:
    """Where a fact stands: the document, the section, the characters."""
    document = found.document
    title = document.get("title") or document.get("name") or found.fact["document_id"]
    section = found.fact["section"].split(" › ")[-1] if found.fact["section"] else ""
    where = names.strings.text("evidence.characters", start=f"{found.fact['start']:,}", end=f"{found.fact['end']:,}")
    return " · ".join(one_line(part) for part in (title, section, where) if part)


def sentence(found: Evidence, look: Look) -> list[Piece]:
    """The sentence with its quantity lit and its neighbours dim."""
    if found.passage is None:
        return []
    text = found.passage.sentence
    pieces = [Piece(one_line(part) + " ", "dim") for part in found.passage.before]
    pieces += lit(text, found.start, found.end, look)
    pieces += [Piece(" " + one_line(part), "dim") for part in found.passage.after]
    return pieces


def reading(found: Evidence, names: Names, look: Look) -> list[Piece]:
    """How the fact was read: every field that says something."""
    fact, text = found.fact, names.strings.text
    value = figure(
        fact["value"], fact["high"], fact["unit"], fact["qualifier"], names.strings.language, look,
        measure=fact["measure"],
    )  # fmt: skip
    pieces = [Piece(one_line(fact["subject"]), "bold"), Piece(" "), Piece(value, fact["claim"])]
    said = [
        names.word("claim", fact["claim"]),
        one_line(fact["period"] or text("evidence.no_period")),
        one_line(fact["region"] or ""),
        one_line(fact["entity"] or ""),
        names.word("measure", fact["measure"]),
        one_line("".join(filter(None, (fact["force"], fact["qualifier_text"])))),
        one_line(fact["comparison"] or ""),
        one_line(fact["rank_scope"] or ""),
        names.sector(fact["sector"]),
        names.subsector(fact["subsector"]),
    ]
    named = names.indicator(fact["indicator"])
    if named and named != fact["subject"]:
        said.append(f"= {named}")
    pieces += [Piece(f" · {part}") for part in said if part]
    if fact["review"]:
        pieces.append(Piece(f" · {look.sign(fact['review'])} {names.word('review', fact['review'])}", fact["review"]))
    return pieces


def lines(found: Evidence, names: Names, look: Look, cells: int, height: int) -> list[Line]:
    """The evidence in at most `height` lines: heading, reading, sentence, notes, rules, as far as there is room."""
    text = names.strings.text
    place = f"{place_of(found, names)} "
    shown: list[Line] = [ruled([Piece(f" {text('evidence.title')} ", "bold"), Piece(place, "dim")], cells, look)]
    body = list(paragraph(sentence(found, look), cells)) if found.passage else missing(found, names, cells)
    tail: list[Line] = [
        [Piece("  "), Piece(f"{look.sign('note')} {one_line(note)}", "mark")] for note in found.notes[-1:]
    ]
    confidence = text("evidence.confidence", value=f"{found.fact['confidence']:.2f}")
    made = [Piece(f"{confidence} · {names.rules(found.fact['rule'])}", "dim")]
    read, rules = list(paragraph(reading(found, names, look), cells)), list(paragraph(made, cells))
    kept = min(2 if height > 5 else 1, len(read)), min(2 if height > 7 else 1, len(rules))
    # Lines that the sentence leaves are for what was cut.
    spare = max(height - len(shown) - sum(kept) - len(tail) - len(body), 0)
    more = min(spare, len(read) - kept[0])
    shown += first_of(read, kept[0] + more, look)
    tail += first_of(rules, kept[1] + spare - more, look)
    room = height - len(shown) - len(tail)
    if len(body) > room:
        body = around_lit(body, max(room, 1))
    return [*shown, *body, *tail][:height]


def first_of(lines: list[list[Piece]], count: int, look: Look) -> list[list[Piece]]:
    """The first lines of a paragraph, with a sign where there are more."""
    if len(lines) <= count or not count:
        return lines[:count]
    *others, last = lines[:count]
    end = last[-1]
    return [*others, [*last[:-1], Piece(end.text.rstrip() + look.sign("cut"), end.role)]]


def missing(found: Evidence, names: Names, cells: int) -> list[list[Piece]]:
    """What is said where the text is not in the database: how to get it."""
    name, url = found.document.get("name") or "FILE", found.document.get("url")
    press = key_name(actions.BY_ID["address"].keys[0])
    where = fit(
        names.strings.text("evidence.address", press=press, url=one_line(url or "")), max(cells - 4, 8)
    ).rstrip()
    return [
        *paragraph([Piece(names.strings.text("evidence.no_text"), "dim")], cells),
        [Piece("  "), Piece(f"mubiao add {one_line(name)}", "key")],
        *([[Piece("  "), Piece(where, "dim")]] if url else []),
    ]


class EvidencePanel(Below[Evidence]):
    """The evidence below a table."""

    DEFAULT_CSS = "EvidencePanel { height: 9; }"
    title = "evidence.title"

    def told(self, found: Evidence, cells: int, height: int) -> list[Line]:
        """The evidence of a fact."""
        return lines(found, self.names, self.look, cells, height)
