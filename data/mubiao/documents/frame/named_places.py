"""The place that a name alone tells: of a file and its folders, or of a town in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mubiao.documents.frame.homes import Key
from mubiao.regions.gazetteer import nationwide
from mubiao.regions.lookup import parents, short_name
from mubiao.regions.resolve import by_name, resolve

_LEAD = 300  # characters of a text that name where it is from


def place_of_name(name: str) -> Key | None:
    """The place in a file's name or a folder's, 南山区_2016.txt, 泉州市/2024.md, when it can be only one.

    The file is asked first; a folder whose name several places have is told by the one above (北京市/朝阳区/2024.md).
    """
    *folders, file = name.split("/")
    for word in _words(file):
        found = resolve(word)
        if len(found) == 1:
            return found[0].name, found[0].code
    above = ""
    key = None
    for folder in folders:
        for word in _words(folder):
            found = resolve(word)
            if len(found) > 1 and above:
                found = resolve(above + word)
            if len(found) == 1:
                key, above = (found[0].name, found[0].code), word
                break
    return key


def _words(name: str) -> Iterator[str]:
    """What could be a place in the name of a file or a folder."""
    if name.isascii():
        return
    for word in re.findall(r"[㐀-鿿]{2,20}", name):
        yield re.sub(r"(?:政府)?工作报告|统计公报|年", "", word) or word


def town_called(name: str, whole: str) -> Key:
    """The town of this name: of several, the one whose county or city the text names, without a code where none is.

    One alone is that of the table unless the text names another county: 汉中市汉台区望江乡 is in none of today's.
    """
    found = [place for place in by_name(name) if place.level == "town"]
    near = [p for p in found if any(above.name in whole or short_name(above) in whole for above in parents(p.code))]
    elsewhere = (
        any(m.kind == "full" for m in nationwide().find(whole[:_LEAD])) if len(found) == 1 and not near else False
    )
    chosen = found if len(found) == 1 and not elsewhere else near
    return (chosen[0].name, chosen[0].code) if len(chosen) == 1 else (name, None)
