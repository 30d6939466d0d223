"""Lists of works whose verb stands before them: 重点抓好十大产业项目：（1）青榄产业园。（2）白鹭大桥。

Each item is a sentence or a clause without a verb; the verb is that of the clause that tells what is listed.
"""

from __future__ import annotations

from mubiao.patterns import lazy
from mubiao.pledges.predicates import Token
from mubiao.pledges.words import Words

_ITEM = lazy(r"[\s　*]*(?:[(（]▫{1,3}[)）]|\d{1,2}[、.．)）](?!\d)|[①-⒛㈠-㈩])")
"""What numbers an item."""
_TOLD = ("项目", "工程", "项目建设", "工程建设")
_WELFARE = lazy("民生|实事|惠民|为民")
"""Lists of these hold numbers of unnamed things, rather than works."""
_MANY = lazy(r"[两三四五六七八九十百\d]{1,4}(?:大|个|项|件|类)|以下|如下|下列|▪")


class Listing:
    """The list that the reader of a text is in, if any."""

    __slots__ = ("_flat", "_numbered", "_welfare", "item", "verb")

    def __init__(self, flat: str) -> None:
        self._flat = flat
        self.verb: Token | None = None  # what is to be done with the items
        self.item = False  # whether the clause that was read last is one, with a number
        self._numbered = self._welfare = False

    def goes_on(self, start: int) -> bool:
        """Whether the sentence that begins here is a further item; else the list is over."""
        self.item = False
        if self.verb is None:
            return False
        self._numbered = _ITEM.match(self._flat, start) is not None
        if not self._numbered:
            self.verb = None
        return self._numbered

    def read(self, found: list[Token], start: int, end: int) -> list[Token]:
        """The verbs and words of a clause, with the verb of the list where it is an item without one."""
        flat, self.item = self._flat, False
        if self.verb is not None and found and not found[0].acts:
            words = found[0]
            numbered = self._numbered or _ITEM.match(flat, start) is not None
            self.item = numbered and not self._welfare
            if len(found) == 1:
                return [self.verb._replace(start=words.start, end=words.start), words]
        if flat[end : end + 1] in _COLONS and flat.endswith(_TOLD, found[0].start if found else end, end):
            self._open(found, end)
        return found

    def _open(self, found: list[Token], end: int) -> None:
        verbs = next((token for token in reversed(found) if token.acts), None)
        if verbs is None and found and _MANY.match(self._flat, found[0].start):
            verbs = Token(found[0].start, found[0].start, ("build",), ("推进",))  # 十大产业项目：…
        if verbs is None or verbs.acts[-1] not in _DONE or not _MANY.search(self._flat, verbs.end, end):
            return
        self.verb, self._numbered = verbs, False
        self._welfare = _WELFARE.search(self._flat, verbs.end, end) is not None


_COLONS = ("：", ":")
_DONE = frozenset(("build", "other", "start", "complete", "plan", "none"))
"""Acts that a list of works can stand behind."""


_SUMS_UP = lazy("等[^、，]{0,12}$|(?:建设|开发|改造|工作)$")
"""What ends a list: behind it nothing is listed on."""
_ENDS_LIST = lazy("(?:建设|开发|开发建设|建设工作|项目|工程|改造)$")


def goes_on_listing(flat: str, clause: list[Token], words: Token, known: Words) -> bool:
    """Whether words that stand alone behind a comma are further items of the list before it, grouped by their places.

    抓好青榄区樱花小镇、纸鸢小镇，白鹭县甲古镇、乙小镇建设: the list before is not summed up, and names stand here.
    """
    before, grouped = clause[-1], clause[-2].start == clause[-2].end
    if before.acts or words.acts or not (grouped or "、" in flat[before.start : before.end]):
        return False
    if _SUMS_UP.search(flat, max(before.start, before.end - 14), before.end):
        return False
    parts = flat[words.start : words.end].split("、")
    for part in {flat[before.start : before.end].split("、")[-1], parts[0], parts[-1]}:
        part = _ENDS_LIST.sub("", part)
        head = known.head_of(part)
        if head is None or head.kind not in ("project", "institution"):
            return False
        if known.tell_nothing(part[: len(part) - len(head.head)]):
            return False
    return True
