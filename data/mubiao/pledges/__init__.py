"""Pledges of acts: 开工建设晋江隧道, 争创国家卫生城市 — what a document promises to do with a thing that has a name.

>>> import mubiao
>>> text = "2024年晋江市政府工作报告\\n\\n二、2024年工作安排\\n\\n开工建设晋江隧道。\\n"
>>> [(one.object, one.act.value, one.kind.value) for one in mubiao.pledges(text)]
[('晋江隧道', 'start', 'project')]

`mubiao.pledges` is a package and is called like a function. `following` finds them in the next report of the place.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

from mubiao.garbage import undisturbed
from mubiao.model import Pledge

if TYPE_CHECKING:
    from mubiao.model import Document


@undisturbed
def pledges(source: Document | str) -> list[Pledge]:
    """The pledges of a document, or of a text (never of a path), in text order.

    A Pledge is an act promised on an object: `document.text[pledge.start:pledge.end]` is the object as printed.
    Parts that look back promise nothing. Raises LexiconError where words of one's own cannot be used.
    """
    from mubiao.documents import document_from_text
    from mubiao.extract.annotation import annotate
    from mubiao.extract.pipeline import facts_in
    from mubiao.pledges.stage import pledges_in

    document = document_from_text(source) if isinstance(source, str) else source
    read = annotate(document)
    return pledges_in(read, facts_in(read))


class _Callable(ModuleType):
    """A package that can be called: importing it would otherwise hide a function of the same name."""

    def __call__(self, source: Document | str) -> list[Pledge]:
        return pledges(source)


sys.modules[__name__].__class__ = _Callable
