"""What is found once in the closed text of a document, for all its clauses; and what a look at two characters tells."""

from __future__ import annotations

from bisect import bisect_left

import ahocorasick_rs

from mubiao.lexicon.active import per_lexicon
from mubiao.lexicon.wordlists import finder
from mubiao.patterns import lazy
from mubiao.pledges.words import verbs, words

SEPARATOR = lazy("、|以及|并且|和|与|及|暨|并|且|或")  # each begins with a character, by which `re` passes over others
"""What parts words that verbs govern."""
PARTS = frozenset("、以并和与及暨且或")
"""What it begins with."""
_SKIPS = frozenset(
    ' \t\n\r　“"*123456789一三上下不且严主也二今从以优会依倾充全再分切创加务努区十千协县又及可合同启四国圆均坚'
    "清项专携在汛两到举妥梯先提毫驰共动迭始基大奋如将尽已市常年并广应强快成我扎持按探接整早明春普更有本正深滚牵率用真着督科积稳突竭精系纵继联聚能自致要规认踏迅还进连适逐都配重长陆集顺首高鼎因实"
)
"""What _SKIP can begin with: asked for first, since most positions hold nothing to skip."""
_ON = (
    *(
        "“十有",
        "加力大紧",
        "实事质",
        "在全",
        "成功片",
        "先期",
        "提前",
        "到2",
        "两年",
        "国庆",
        "深入度层",
        "以及",
        "市级",
        "一季体",
        "坚持实定",
        "高标质起水品位规站频效层强",
    ),
    *(f"{digit}月" for digit in "3456789"),
    *("创新造", "科学", "重点", "大力规胆", "长效", "启动", "优先", "广泛"),
)
_SKIPS_ON = {word[0]: frozenset(word[1:]) for word in _ON}
"""How the adverbs go on that begin with these, behind which mostly something else stands: 加快, 实施, 国家."""


@per_lexicon()
def _anywhere() -> tuple[ahocorasick_rs.AhoCorasick, list[str]]:
    words = [word for word, verb in verbs().items() if verb.where == "any"]
    return finder(words), words


class Spots:
    """Where a text holds verbs that are verbs anywhere, found once for all its clauses."""

    def __init__(self, flat: str, begin: int = 0) -> None:
        self.known = words()
        matcher, _ = _anywhere()
        found = matcher.find_matches_as_indexes(flat[begin:])
        self._found = [(begin + first, begin + last) for _, first, last in found]
        self._starts = [first for first, _ in self._found]
        self._flat = flat
        self._cuts = [cut.span() for cut in SEPARATOR.finditer(flat, begin)]
        self._cut_starts = [first for first, _ in self._cuts]

    def between(self, start: int, end: int) -> list[tuple[int, int]]:
        """Their spans in [start, end)."""
        return self._found[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def cuts(self, start: int, end: int) -> list[tuple[int, int]]:
        """What `SEPARATOR.finditer` gives in [start, end) of the text."""
        first = bisect_left(self._cut_starts, start)
        found = self._cuts[first : bisect_left(self._cut_starts, end, first)]
        if (first and self._cuts[first - 1][1] > start) or (found and found[-1][1] > end):
            return [cut.span() for cut in SEPARATOR.finditer(self._flat, start, end)]  # 以|及
        return found


def may_skip(flat: str, at: int) -> bool:
    """Whether adverbs may stand here, by the first two characters."""
    first = flat[at]
    if first not in _SKIPS:
        return False
    behind = _SKIPS_ON.get(first)
    return behind is None or flat[at + 1 : at + 2] in behind
