"""A fact in words: what it says, where it stands, and which rules made it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mubiao.ingest import Prepared
from mubiao.model import FACT_COLUMNS
from mubiao_tui.cli.table import grouped
from mubiao_tui.cli.terminal import clean

_BOUNDS = {"about": "about ", "over": "over ", "under": "under ", "exact": ""}


def amount(fact: Mapping[str, Any]) -> str:
    """`about 6 %`, `8 – 8.5 %`, `rank 3`."""
    number = grouped(fact["value"]) if fact["high"] is None else f"{grouped(fact['value'])} – {grouped(fact['high'])}"
    if fact["measure"] == "rank":
        return f"rank {_BOUNDS[fact['qualifier']]}{number}"
    return f"{_BOUNDS[fact['qualifier']]}{number} {fact['unit'] or ''}".rstrip()


def headline(fact: Mapping[str, Any]) -> str:
    """One line that says it all."""
    place = fact["region"] or "(no place)"
    owner = f" {fact['entity']}" if fact["entity"] else ""
    period = fact["period"] or "no period"
    return f"{place}{owner}  {fact['subject']}  {fact['measure']} {amount(fact)}  {fact['claim']}, {period}"


def details(fact: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What else is known of it, as (name, text)."""
    words = [fact[name] for name in ("force", "qualifier_text", "comparison", "rank_scope") if fact[name]]
    yield "printed", fact["printed"] + (f"  with {' '.join(words)}" if words else "")
    filed = [fact["sector"], fact["subsector"], fact["indicator"]]
    yield "filed under", " › ".join(name for name in filed if name)
    stated = "stated" if fact["period_stated"] else "inherited"
    if fact["period"]:
        yield "period", f"{fact['period_start']} to {fact['period_end']}, {stated}"
    if fact["section"]:
        yield "section", fact["section"]
    yield "characters", f"{fact['start']:,}–{fact['end']:,} of {fact['document_id']}"
    for position, rule in enumerate(fact["rule"].split(";")):
        stage, _, name = rule.partition(":")
        yield "rules" if position == 0 else "", f"{stage}: {name}"
    yield "confidence", f"{fact['confidence']:.2f}, rules of version {fact['origin']}"


def paragraph(fact: Mapping[str, Any], more: Iterator[tuple[str, str]] | None = None) -> str:
    """The fact as a paragraph; `more` comes before its details."""
    lines = [headline(fact), *(f"  {name:<12} {text}" for name, text in [*(more or ()), *details(fact)])]
    return "".join(f"{clean(line)}\n" for line in lines)


def explained(found: Prepared) -> str:
    """All facts of a document as paragraphs, each after the words that it was found in."""
    assert found.document is not None
    text, parts = found.document.text, []
    for fact in found.facts:
        fields = {name: getattr(fact, name) for name in FACT_COLUMNS}
        before, after = text[max(0, fact.start - 24) : fact.start], text[fact.end : fact.end + 16]
        around = f"…{before}[{fact.printed}]{after}…"
        parts.append(paragraph(fields, iter([("text", " ".join(around.split()))])))
    return "\n".join(parts) + ("\n" if parts else "")
