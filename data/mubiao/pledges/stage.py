"""The pledges of a document: what it promises to do with things that have a name.

Only parts that tell what is to come are read, sentence by sentence and clause by clause; a clause that holds no noun
that can end an object, no quotation mark and no list is passed over before anything else is asked of it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

import ahocorasick_rs

from mubiao.extract.annotation import AnnotatedDocument
from mubiao.extract.fields.claims.cases import AHEAD_ROLES
from mubiao.lexicon.active import per_lexicon
from mubiao.model import Fact, Pledge, Section
from mubiao.patterns import lazy
from mubiao.pledges.drafts import Draft, Refused, go_on, of_clause
from mubiao.pledges.fields import Maker
from mubiao.pledges.objects.cases import several
from mubiao.pledges.objects.items import head_of_one
from mubiao.pledges.sentences.acts import TOLD_BEHIND, strengthens
from mubiao.pledges.sentences.clauses import Clause, clauses, closed, commas, sentences
from mubiao.pledges.sentences.predicates import Token, tokens
from mubiao.pledges.sentences.spots import Spots
from mubiao.pledges.words import Words, heads

_SHORT = 24
"""Characters of a clause that can do no more than go on with the objects of the clause before it."""


def pledges_in(read: AnnotatedDocument, facts: list[Fact]) -> list[Pledge]:
    """The pledges of a document that has been annotated, in text order; facts: those of the same document, likewise.

    Time and memory grow with the text.
    """
    return [pledge for pledge, _ in made_in(read, facts)]


def made_in(
    read: AnnotatedDocument, facts: list[Fact], refused: list[Refused] | None = None
) -> list[tuple[Pledge, Draft]]:
    """The pledges with what they were made of. refused: takes what was looked at and not taken, with the rule."""
    make = Maker(read, facts)
    found: dict[tuple[str, str, str | None], tuple[Pledge, Draft]] = {}
    # All drafts before the first pledge: either work has the nearest caches to itself.
    for section, draft in list(drafts_in(read, refused)):
        pledge = make.pledge(draft, section)
        said = (pledge.object, pledge.act.value, pledge.period)  # by 2026 and this year are two promises
        if said not in found:
            found[said] = pledge, draft
        elif refused is not None:
            refused.append(Refused(draft.item.start, draft.item.end, "refused:repeated"))
    return sorted(found.values(), key=lambda one: (one[0].start, one[0].end))


def drafts_in(read: AnnotatedDocument, refused: list[Refused] | None = None) -> Iterator[tuple[Section, Draft]]:
    """Every object on which an act is promised, with the part of the document that it stands in."""
    stretches = list(_stretches(read))
    if not stretches:
        return
    begin, finish = stretches[0][1], stretches[-1][2]
    flat = " " * begin + closed(read.text[begin:finish])  # what comes before is not read, and keeps its places
    sentence = _Sentence(read, flat, _marks(flat, begin), Spots(flat, begin), refused)
    spans = [(section, *span) for section, start, end in stretches for span in sentences(flat, start, min(end, finish))]
    parted = [sentence.parted(first, last) for _, first, last in spans]  # all at once, for the nearest caches
    for (section, first, last), told in zip(spans, parted, strict=True):
        for draft in sentence.drafts(first, last, told):
            yield section, draft


_Parted = list[tuple[int, int, list[Token] | None]]
"""Clauses: where each begins and ends, and its tokens where they have been read."""


class _Sentence:
    """Reads one sentence after the other of a closed text."""

    def __init__(
        self, read: AnnotatedDocument, flat: str, marks: list[int], spots: Spots, refused: list[Refused] | None
    ) -> None:
        self._read, self._flat, self._spots, self._refused = read, flat, spots, refused
        self._marks, self._parted = [*marks, len(flat) + 1], commas(flat)
        self._list = _Listing(flat)

    def parted(self, start: int, end: int) -> _Parted:
        """The clauses of a sentence with a mark, and the tokens of those that hold one."""
        flat, marks = self._flat, self._marks
        at = bisect_right(marks, start)
        if marks[at] > end:
            return []
        made: _Parted = []
        for first, last in clauses(self._parted, start, end):
            while marks[at] <= first:
                at += 1
            made.append((first, last, tokens(flat, first, last, self._spots) if marks[at] <= last else None))
        return made

    def drafts(self, start: int, end: int, parted: _Parted) -> list[Draft]:
        """The objects of a sentence, with what later clauses add to them; a sentence without a mark is not parted."""
        flat, listing = self._flat, self._list
        goes_on = listing.verb is not None and listing.goes_on(start, end)
        if not parted:
            if not goes_on:
                return []
            parted = [(first, last, None) for first, last in clauses(self._parted, start, end)]
        made: list[Draft] = []
        latest: list[Draft] = []
        before: list[Token] = []  # the clause before, where it ends with words of a verb
        for first, last, known in parted:
            telling = known is not None or listing.verb is not None
            if not telling and not (latest and last - first < _SHORT):
                latest, before = [], []
                continue
            found = tokens(flat, first, last, self._spots) if known is None else known
            if listing.verb is not None or flat[last : last + 1] in _COLONS:
                found = listing.read(found, first, last)
            if before and len(found) == 1 and flat.startswith("以及", first):
                found = [before[-2]._replace(start=first, end=first + 2), Token(first + 2, last, ())]
            elif before and len(found) == 1 and latest and _goes_on_listing(flat, before, found[0], self._spots.known):
                found = [before[-2]._replace(start=first, end=first), found[0]]
            before = found if len(found) > 1 and found[-2].acts and not found[-1].acts else []
            if len(found) < 2 and not latest:
                continue  # verbs without words, words without verbs: nothing is promised
            clause = Clause(first, last, start, end, listed=listing.item)
            if telling and self._refused is None and not listing.item and _name_nothing(flat, found, self._spots):
                telling = False
            fresh = of_clause(self._read, flat, clause, found, self._refused, self._spots.known) if telling else []
            latest = fresh or (go_on(flat, clause, found, latest) if latest else [])
            made += fresh
        return made


def _name_nothing(flat: str, found: list[Token], spots: Spots) -> bool:
    """Whether a clause is a verb and one stretch of words that end with nothing that can be followed.

    A look that spares such a clause the rest: no rule takes these words, unless a title is won by them.
    """
    if len(found) != 2 or not found[0].acts or found[1].acts or "win" in found[0].acts:
        return False
    verb = found[0].words[-1]
    if found[0].acts == ("refuse",) and not (strengthens(found[0].words) or verb.endswith("强化")):
        return True
    start, end = found[1].start, found[1].end
    words = flat[start:end]
    if (
        not words.isalnum()
        or "等" in words
        or "届" in words
        or "上市" in words
        or "落" in words
        or spots.cuts(start, end)
    ):
        return False
    head = head_of_one(flat, start, end, spots.known)
    if head is None or (head.sort == "aim" and "的" not in words):
        return not words.endswith(TOLD_BEHIND)
    return "元" not in words and "平方" not in words and not words.endswith("清单") and several(words)


def _stretches(read: AnnotatedDocument) -> Iterator[tuple[Section, int, int]]:
    """The parts of the text that tell what is to come, each with its innermost section."""
    starts = sorted({section.start for section in read.sections} | {len(read.document.text)})
    for first, last in pairwise(starts):
        section = read.locate(first)
        if section.role in AHEAD_ROLES:
            yield section, read.reflowed.position(first), read.reflowed.position(last)


_ENDS = frozenset(
    "、和与及等暨建项工前改提扩开竣通投落完封贯交启上运达恢创申争升获挂揭招复试全二一三并列增入专整综规修编审评举成立承办主标活"
    "选行可计攻延东西南北沿片首功施征拆设筹报核验收顺正如早尽按年任率省在于实动续加示满转下今明春取勘"
) | {""}
"""What can follow an object: a mark, and the first characters of verbs and of nouns that close it."""


@per_lexicon()
def _nouns() -> tuple[ahocorasick_rs.AhoCorasick, int]:
    """The nouns that can end an object, behind them those that cannot, read backwards; and how many can.

    From behind, the longest noun that ends somewhere is found: 区划调整 of 城市区划调整, which begins with no 城市区.
    """
    named = [head.head for head in heads().values() if head.sort != "aim"]
    aims = [head.head for head in heads().values() if head.sort == "aim"]
    backwards = [head[::-1] for head in (*named, *aims)]
    return ahocorasick_rs.AhoCorasick(backwards, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest), len(named)


def _marks(flat: str, begin: int) -> list[int]:
    """Where something ends that a pledge must hold: a noun that can end an object, a name in quotes, 等,
    a verb that wins titles, whose names are many."""
    matcher, named = _nouns()
    text = flat[begin:]
    length = len(text)
    found = [
        begin + length - first
        for number, first, last in matcher.find_matches_as_indexes(text[::-1])
        if number < named
        and (
            last - first > 2
            or text[length - first : length - first + 1] in _ENDS
            or not "一" <= text[length - first] <= "鿿"
        )
    ]
    for mark in ("”", "》", "等", "届", "争创", "创建", "创成", "申创", "申遗", "上市"):
        at = flat.find(mark, begin)
        while at >= 0:
            found.append(at + 1)
            at = flat.find(mark, at + 1)
    return sorted(found)


_ITEM = lazy(r"[\s　*]*(?:[(（]▫{1,3}[)）]|\d{1,2}[、.．)）](?!\d)|[①-⒛㈠-㈩])")
"""What numbers an item."""
_TOLD = ("项目", "工程", "项目建设", "工程建设")
_SUMS = ("项目", "工程")
"""What each item ends with of a list that is not numbered."""
_WELFARE = lazy("民生|实事|惠民|为民")
"""Lists of these hold numbers of unnamed things, rather than works."""
_MANY = lazy(r"[两三四五六七八九十百\d]{1,4}(?:大|个|项|件|类)|以下|如下|下列|▪")


class _Listing:
    """The list that the reader of a text is in, if any."""

    __slots__ = ("_flat", "_numbered", "_welfare", "item", "verb")

    def __init__(self, flat: str) -> None:
        self._flat = flat
        self.verb: Token | None = None  # what is to be done with the items
        self.item = False  # whether the clause that was read last is one, with a number
        self._numbered = self._welfare = False

    def goes_on(self, start: int, end: int) -> bool:
        """Whether the sentence that begins here is a further item; else the list is over."""
        flat = self._flat
        if _ITEM.match(flat, start) is not None:
            self._numbered = True
        elif self._numbered or "，" in flat[start:end] or not flat.endswith(_SUMS, start, end):
            self.verb, self.item, self._numbered = None, False, False
        return self.verb is not None

    def read(self, found: list[Token], start: int, end: int) -> list[Token]:
        """The verbs and words of a clause, with the verb of the list where it is an item without one."""
        flat, self.item = self._flat, False
        if self.verb is not None and found and not found[0].acts:
            words = found[0]
            self._numbered = self._numbered or _ITEM.match(flat, start) is not None
            alone = flat.endswith(_SUMS, words.start, end) and len(found) == 1
            self.item = (self._numbered or alone) and not self._welfare
            if len(found) == 1:
                return [self.verb._replace(start=words.start, end=words.start), words]
        if flat.endswith(_TOLD, found[0].start if found else end, end):
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
_AND_SO_ON = lazy("等[^、，等]{0,14}$")
_ENDS_LIST = lazy("(?:建设|开发|开发建设|建设工作|项目|工程|改造)$")


def _goes_on_listing(flat: str, clause: list[Token], words: Token, known: Words) -> bool:
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
        part = _ENDS_LIST.sub("", _AND_SO_ON.sub("", part))
        head = known.head_of(part)
        if head is None or head.kind not in ("project", "institution"):
            return False
        if known.tell_nothing(part[: len(part) - len(head.head)]):
            return False
    return True
