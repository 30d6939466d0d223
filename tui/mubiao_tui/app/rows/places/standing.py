"""How targets stand: how many were met, missed, or have no outcome, in a line."""

from __future__ import annotations

from collections.abc import Mapping

from mubiao_tui.app.drawing.names import Names
from mubiao_tui.app.drawing.paint import Piece
from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.view import ROUND

SIGNED = (("met", "met"), ("missed", "missed"), ("about", "about"), ("no outcome", "unknown"))
"""Verdicts that the status counts by a sign, and that sign."""


def stand(counts: Mapping[str, int], judged: str, look: Look, names: Names) -> list[Piece]:
    """How many targets have which verdict: those that are shown stand out. judged: the only verdict that is shown."""
    found = [Piece(" ")]
    for verdict, sign in SIGNED:
        if (count := counts.get(verdict, 0)) or verdict in ROUND:
            role = "none" if verdict not in ("met", "missed", "about") else verdict
            found.append(Piece(f" {look.sign(sign)}{count:,}", role if judged in ("", verdict) else "dim"))
    if count := counts.get("open", 0):
        found.append(Piece(f" {names.word('verdict', 'open')} {count:,}", "dim" if judged else "open"))
    return found
