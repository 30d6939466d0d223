"""Names that a later report makes of several at once: “两渠”改造 of 东干渠改造 and 西干渠改造."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mubiao.patterns import HAN_BY_VALUE, lazy
from mubiao.pledges.following.mentions import Later, Mention
from mubiao.pledges.following.names import Name

_SEVERAL = lazy(r"[“\"「『]([两二三四五六七八九])([一-鿿]{1,2})[”\"」』]([一-鿿]{2})(?:工程|项目|建设)?")
_HOW_MANY = {han: i for i, han in enumerate(HAN_BY_VALUE[1:], 1)} | {"两": 2}


def together(later: Later, names: Sequence[Name], at: int) -> Iterator[Mention]:
    """Mentions of the name at `at` with those right beside it, by a number, what they share, and a word of one."""
    for match in _SEVERAL.finditer(later.text):
        first = last = at
        if match[2] not in names[at].bare:
            continue
        while first > 0 and match[2] in names[first - 1].bare:
            first -= 1
        while last + 1 < len(names) and match[2] in names[last + 1].bare:
            last += 1
        shared = names[first : last + 1]
        if len(shared) == _HOW_MANY[match[1]] and any(match[3] in one.bare for one in shared):
            yield Mention(match.start(), match.end(), 0.6, "together", False)
