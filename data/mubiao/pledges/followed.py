"""What stands behind an object and is no part of its name: where it settles, and that it goes public."""

from __future__ import annotations

from mubiao.extract.annotation import AnnotatedDocument
from mubiao.patterns import lazy
from mubiao.pledges.predicates import Token

_PUBLIC = lazy(
    r"(?:早日|尽快|年内|成功|首发|首次|挂牌|在[^，、]{1,8}[所板股]|主板|[AH]股|科创板|创业板|北交所|港交所|IPO){0,3}"
    r"上市(?:工作|步伐|进程)?$"
)
"""What is promised of a firm by its name: 力争青榄科技首发上市."""
_LONGEST_PUBLIC = 24
LINE = lazy("[^、，至到—－–-]{2,8}[至到—－–-]{1,2}[^、，至到—－–-]{2,8}$")
"""A line by where it begins and ends, of a list of railways or roads: 青榄至白鹭等铁路项目."""
_HOME = lazy("落[户地][在于到]?(?:[我本][省市州县区]$|(?=[^，、]{2,8}$))")
"""Where something settles: 争取青榄基地落户白鹭市."""
_LONGEST_HOME = 12


def cut_off(read: AnnotatedDocument, flat: str, words: Token) -> tuple[Token, Token | None]:
    """Words that a verb before them governs without what stands behind the object, and that as a verb."""
    first = max(words.start + 2, words.end - _LONGEST_PUBLIC)
    if flat.find("上市", first, words.end) >= 0 and (public := _PUBLIC.search(flat, first, words.end)):
        said = Token(public.start(), words.end, ("complete",), ("上市",))
        return words._replace(end=public.start()), said
    if flat.find("落", max(words.start, words.end - _LONGEST_HOME), words.end) >= 0:
        return _without_home(read, words), None
    return words, None


def _without_home(read: AnnotatedDocument, words: Token) -> Token:
    home = _HOME.search(read.text, max(words.start + 3, words.end - _LONGEST_HOME), words.end)
    if home is None:
        return words
    start = home.start() + 2
    if home.end() == words.end or any(spot.end == words.end for spot in read.places.named(start, words.end)):
        return words._replace(end=start)
    return words
