"""Every quantity of a document, facts or not, with the rule that read it: to see why a number is missing."""

from __future__ import annotations

from mubiao.model import Document
from mubiao_tui.output.results import Batch, declared

_SPAN = ("start", "end")
_READ = ("value", "high", "unit", "kind", "qualifier", "qualifier_text", "rule")
COLUMNS = declared("quantities")


def batch(document: Document) -> Batch:
    """The quantities of a document as a batch of COLUMNS."""
    from mubiao.extract.quantities.assemble import find_quantities
    from mubiao.extract.text.normalise import normalise

    found = find_quantities(normalise(document.text), mode="all")
    printed = [document.text[q.start : q.end] for q in found]
    spans, others = ([[getattr(q, name) for q in found] for name in names] for names in (_SPAN, _READ))
    return [[document.document_id] * len(found), *spans, printed, *others]
