"""Stage 6: which place a fact is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mubiao.extract.clauses import Slot
from mubiao.model import Document, Section

_SCOPE = re.compile(r"(全国|全省|全市|全区|全县|全球|世界|亚洲|国内|西部|中部|东部)[^，,。；;]{0,14}$")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fact belongs."""

    name: str | None
    code: str | None
    rule: str
    scope: str | None = None
    entity: str | None = None
    candidates: tuple[str, ...] = ()


class Places:
    """The places of one document."""

    def __init__(self, document: Document, text: str, sections: list[Section]) -> None:
        self._text = text
        self._home = Place(document.region, document.region_code, "home")

    def at(self, slot: Slot, subject: str) -> Place:
        """The place of a slot."""
        return self._home
