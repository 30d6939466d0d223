"""Document → facts, in stages, each a module.

Outline, quantities, subjects, indicators, sectors, places, periods, claims; `pipeline` runs them in order.

`mubiao.extract` is a package and is called like a function, as DESIGN has it: `mubiao.extract(document)`.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mubiao.model import Document, Fact, Section

RULES_VERSION = "1"
"""Changes when the same text would give other facts; a database re-extracts the documents of older rules."""


def rules_version() -> str:
    """RULES_VERSION, with `+` and a short hash where the user has words of their own: the `origin` of facts."""
    from mubiao.lexicon import own

    words = own().digest
    return f"{RULES_VERSION}+{words}" if words else RULES_VERSION


def extract(source: Document | str) -> list[Fact]:
    """The facts of a document, or of a text (never of a path), in text order."""
    from mubiao.extract.pipeline import facts_of

    if isinstance(source, str):
        from mubiao.documents import document_from_text

        source = document_from_text(source)
    return facts_of(source)


def sections(document: Document) -> list[Section]:
    """The sections of a document, as extraction reads them and the store keeps them."""
    from mubiao.extract.pipeline import sections_of

    return sections_of(document)


class _Callable(ModuleType):
    """A package that can be called: importing it would otherwise hide a function of the same name."""

    def __call__(self, source: Document | str) -> list[Fact]:
        return extract(source)


sys.modules[__name__].__class__ = _Callable
