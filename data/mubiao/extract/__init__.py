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
from mubiao.garbage import undisturbed

if TYPE_CHECKING:
    from mubiao.model import Document, Fact, QualitativeTarget, Section


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that a document states, in text order."""

    facts: list[Fact]
    sections: list[Section]
    targets: list[QualitativeTarget]  # targets stated in words alone


def extract(source: Document | str) -> list[Fact]:
    """The facts of a document, or of a text (never of a path), in text order.

    A Fact is one quantity with where it stands: `document.text[fact.start:fact.end]` is what was printed. `value` is in
    `unit` as printed, with 万 and 亿 multiplied out; growth and shares are in per cent, changes of them in 百分点.
    `region_code` is the code of GB/T 2260, `indicator` an id of `lexicon.indicators()` or None. Memory and time grow
    with the length of the text. Raises LexiconError where words of one's own cannot be used; any text is taken.

    >>> [(f.subject, f.value, f.unit, f.claim.value) for f in extract("2024年晋江市政府工作报告：出口总额30亿元。")]
    [('出口总额', 3000000000.0, '元', 'actual')]
    """
    from mubiao.extract.pipeline import facts_of

    return facts_of(_document(source))


@undisturbed
def extraction(document: Document) -> Extraction:
    """The facts of a document, the sections that they were read in, and its targets in words."""
    from mubiao.extract.annotation import annotate
    from mubiao.extract.pipeline import facts_in
    from mubiao.extract.qualitative import targets_in  # facts alone need none of its patterns

    read = annotate(document)
    return Extraction(facts_in(read), read.sections, targets_in(read))


def qualitative_targets(source: Document | str) -> list[QualitativeTarget]:
    """The targets in words of a document, or of a text (never of a path), in text order.

    A QualitativeTarget is of one indicator, without a number of its own: `printed` are the words, `measure` what
    is aimed at, `year` that of the period's end. Raises as `extract`.

    >>> text = "2024年晋江市政府工作报告\\n\\n二、2024年工作安排\\n\\n居民收入增长与经济增长同步。\\n"
    >>> {(one.indicator, one.measure.value, one.year) for one in qualitative_targets(text)} >= {
    ...     ("income_per_capita", "growth", 2024)}
    True
    """
    return extraction(_document(source)).targets


def sections(document: Document) -> list[Section]:
    """The sections of a document, as extraction reads them and the store keeps them."""
    from mubiao.extract.annotation import sections_of

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
