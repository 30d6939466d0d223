"""Document → facts. `pipeline` runs the stages; each room holds what they need, from the text upwards.

    text         the text as it is matched: normalised, without line breaks and blanks inside words
    quantities   numbers with units and bounds, and which of them can be facts
    context      the words around a quantity: noun phrases, lists, times, subjects
    fields       what a stage says of a quantity: indicator, measure, claim, period, place, sector
    qualitative  targets without a number of their own

`mubiao.extract` is a package and is called like a function: `mubiao.extract(document)`.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING

from mubiao.extract.version import RULES_VERSION as RULES_VERSION
from mubiao.extract.version import rules_version as rules_version

if TYPE_CHECKING:
    from mubiao.model import Document, Fact, QualitativeTarget, Section


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that a document states, in text order."""

    facts: list[Fact]
    sections: list[Section]
    targets: list[QualitativeTarget]  # targets stated in words alone


def extract(source: Document | str) -> list[Fact]:
    """The facts of a document, or of a text (never of a path), in text order."""
    from mubiao.extract.pipeline import facts_of

    return facts_of(_document(source))


def extraction(document: Document) -> Extraction:
    """The facts of a document, the sections that they were read in, and its targets in words."""
    from mubiao.extract.pipeline import annotate, facts_in
    from mubiao.extract.qualitative import targets_in  # facts alone need none of its patterns

    read = annotate(document)
    return Extraction(facts_in(read), read.sections, targets_in(read))


def qualitative_targets(source: Document | str) -> list[QualitativeTarget]:
    """The targets in words of a document, or of a text (never of a path), in text order."""
    return extraction(_document(source)).targets


def sections(document: Document) -> list[Section]:
    """The sections of a document, as extraction reads them and the store keeps them."""
    from mubiao.extract.pipeline import sections_of

    return sections_of(document)


def _document(source: Document | str) -> Document:
    if not isinstance(source, str):
        return source
    from mubiao.documents import document_from_text

    return document_from_text(source)


class _Callable(ModuleType):
    """A package that can be called: importing it would otherwise hide a function of the same name."""

    def __call__(self, source: Document | str) -> list[Fact]:
        return extract(source)


sys.modules[__name__].__class__ = _Callable
