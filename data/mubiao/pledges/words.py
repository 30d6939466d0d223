"""The tables of pledges as Python values: verbs with their acts, nouns that end an object, words that tell nothing."""

from __future__ import annotations

from typing import NamedTuple

from mubiao.lexicon import rows
from mubiao.lexicon.active import per_lexicon
from mubiao.lexicon.wordlists import Prefixes, Suffixes
from mubiao.patterns import lazy


class Verb(NamedTuple):
    """A verb of tables/pledge_acts.csv."""

    verb: str
    act: str  # an id of Act, or none, or refuse
    where: str  # any, first, after or both
    unless: str  # characters that, right after it, make it part of another word


class Head(NamedTuple):
    """A noun of tables/pledge_heads.csv."""

    head: str
    kind: str  # an id of PledgeKind; empty where nobody can check it
    sort: str  # one, many, name or aim
    object: str  # what it is called in full, where the head is another name of it


@per_lexicon()
def verbs() -> dict[str, Verb]:
    """Every verb by its word."""
    return {row["verb"]: Verb(**row) for row in rows("pledge_acts")}


class Opening:
    """Recognises a verb where a predicate can begin."""

    def __init__(self, known: dict[str, Verb]) -> None:
        self._known = {word: verb for word, verb in known.items() if verb.where != "after"}
        lengths: dict[str, set[int]] = {}
        for word in self._known:
            lengths.setdefault(word[0], set()).add(len(word))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def at(self, flat: str, at: int, end: int) -> Verb | None:
        """The longest verb that flat[at:end] begins with, where no noun begins with it: 打造 of 打造成渝…."""
        if at >= end:
            return None
        for length in self._lengths.get(flat[at], ()):
            after = at + length
            verb = self._known.get(flat[at:after]) if after <= end else None
            if verb is not None and not (verb.unless and after < end and flat[after] in verb.unless):
                return verb
        return None


@per_lexicon()
def opening() -> Opening:
    """Recognises a verb where a predicate can begin."""
    return Opening(verbs())


_ENDING = ("win", "issue", "hold", "open", "complete", "start")
"""Acts whose verbs can be nouns behind their object: 申建工作, 编制工作."""


_NAMING = ("评选",)
"""Of these, such as are part of the name: 第五届工匠评选."""


_CARRIED = ("实施", "落地实施")
"""Verbs of programmes that tell nothing behind their object: 推进青榄供水工程实施."""


_PUSHED = ("加快推进", "统筹推进", "提速推进")
"""Verbs of building that stand behind their object, too: 支持青榄机场加快推进."""


@per_lexicon()
def closing() -> Suffixes:
    """Recognises a word that stands behind its object, at the end of a stretch."""
    return Suffixes(
        {
            word: "refuse" if word in _CARRIED else verb.act
            for word, verb in verbs().items()
            if verb.where in ("after", "both")
            or word in _CARRIED
            or word in _PUSHED
            or (verb.act in _ENDING and word not in _NAMING)
            or (verb.act == "build" and word[-2:] == "建设")
        }
    )


class Told(NamedTuple):
    """A rule of tables/pledge_rules.csv."""

    rule: str  # stage:name
    zh: str
    en: str
    reliability: float | None  # how often pledges are right where it had a part; None where it says nothing about that


@per_lexicon()
def rules() -> dict[str, Told]:
    """Every rule by its id, in the order of the table."""
    return {
        row["rule"]: Told(row["rule"], row["zh"], row["en"], float(row["reliability"]) if row["reliability"] else None)
        for row in rows("pledge_rules")
    }


@per_lexicon()
def heads() -> dict[str, Head]:
    """Every head by its word."""
    return {row["head"]: Head(**row) for row in rows("pledge_heads")}


@per_lexicon()
def ending() -> Suffixes:
    """Recognises the head that a name ends with, the longest first."""
    return Suffixes(dict.fromkeys(heads(), ""))


@per_lexicon()
def vague() -> frozenset[str]:
    """Words that tell nothing apart."""
    return frozenset(row["word"] for row in rows("pledge_vague"))


@per_lexicon()
def vague_opening() -> Prefixes:
    """Recognises such a word at the start of a text."""
    return Prefixes(row["word"] for row in rows("pledge_vague") if row["sort"] == "part")


_LONGEST = 24
"""Characters of a text's end that are looked at; a test holds the heads to it."""


_WORKING = frozenset(
    (
        *("改造", "改造提升", "提升改造", "整治提升", "综合整治", "拓宽改造", "改扩建", "扩建", "迁建", "新建", "改建"),
        *("重建", "修复", "修缮", "加固", "整治", "提质改造", "升级改造", "综合治理", "扩容", "扩容改造", "扩容改建"),
        *("扩容升级", "快速化改造", "扩能改造", "改线", "迁改", "扩围", "扩区", "搬迁", "迁移", "整体搬迁"),
        *(
            "复建",
            "重修",
            "复原",
            "提质培优",
            "扩容提质培优",
            "技改",
            "技术改造",
            "技改扩能",
            "增产扩能",
            "灾后恢复重建",
            "灾后重建",
            "恢复重建",
            "生态环境治理",
            "循环化改造",
            "一体化改造",
        ),
        *(
            "改造升级",
            "提档升级",
            "提质升级",
            "扩容提质",
            "提质扩容",
            "扩容提升",
            "扩能提质",
            "扩区提质",
            "扩能提效",
            "扩区增容",
            "增容扩区",
        ),
        *(
            "扩区升级",
            "防洪治理",
            "系统治理",
            "流域治理",
            "河道治理",
            "生态治理",
            "水环境治理",
            "水生态治理",
            "灾害治理",
            "城市更新改造",
            "更新改造",
        ),
        *(
            "景观提升",
            "风貌整治",
            "风貌提升",
            "景观改造",
            "环境提升",
            "综合利用",
            "综合开发",
            "保护利用",
            "活化利用",
            "资源化利用",
            "清淤",
        ),
        *(
            "疏浚",
            "清淤疏浚",
            "截污",
            "绿化",
            "绿化美化",
            "绿化亮化",
            "绿化提升",
            "美化",
            "亮化",
            "拓宽",
            "保护修缮",
            "保护修复",
            "复垦",
        ),
        *("综合开发利用", "提升整治", "整治改造", "改造整治", "环境综合整治", "生态修复", "治理修复"),
        *("搬迁改造", "扩能", "扩能提升", "扩能升级", "修复治理", "生态修复治理", "除险加固", "加固提升", "达标加固"),
    )
)


def working(head: str) -> bool:
    """Whether a head tells what is done to a work, which must then be named before it."""
    return head in _WORKING or (head[-2:] in _DOINGS and len(head) > 4 and _done(head) == head)


_DOINGS = frozenset(
    (
        *(
            "改造",
            "提升",
            "整治",
            "治理",
            "扩容",
            "增容",
            "扩建",
            "改建",
            "新建",
            "迁建",
            "重建",
            "复建",
            "修复",
            "修缮",
        ),
        *(
            "加固",
            "除险",
            "清淤",
            "疏浚",
            "拓宽",
            "绿化",
            "亮化",
            "美化",
            "净化",
            "保护",
            "升级",
            "提质",
            "提档",
            "提标",
        ),
        *("扩能", "增效", "更新", "改线", "增蓄", "截污", "硬化", "维修", "翻新", "配套", "达标", "延伸"),
    )
)
"""What is done to a work: two of these and more, one behind the other, tell it, too: 清淤扩容增蓄."""
_TO_WORKS = frozenset(
    (
        *(
            "改造",
            "扩容",
            "增容",
            "扩建",
            "改建",
            "迁建",
            "重建",
            "复建",
            "修缮",
            "加固",
            "清淤",
            "疏浚",
            "拓宽",
            "增蓄",
        ),
        *("截污", "硬化", "改线", "除险", "维修", "翻新", "达标"),
    )
)


def _done(words: str) -> str:
    """What words end with of two doings and more, one of which is done to works alone; empty where they do not."""
    at, works = len(words), False
    while words[at - 2 : at] in _DOINGS and at >= 2:
        works = works or words[at - 2 : at] in _TO_WORKS
        at -= 2
    return words[at:] if works and len(words) - at > 2 else ""


_BETWEEN = lazy("[至到—－–-]")
_ROAD = lazy(r"(?:[国省县乡]道|[GSXYC])\d{2,4}$")


def _road(words: str) -> Head | None:
    """A road by its number, behind which no noun stands: 国道104, S338."""
    found = _ROAD.search(words) if words[-1].isdigit() else None
    return Head(found[0], "project", "many", "") if found else None


_TELLS_NOTHING = frozenset(" 　、和与及的新大小高中入出进成省市县区镇乡村级型性化类式等老全各一")
_KEPT = 20_000
"""Answers that are remembered."""


class Words:
    """All of these of one lexicon, asked for once a document: each look-up by itself would ask which lexicon holds."""

    __slots__ = (
        *("_ending", "_ends", "_heads_of", "_nothing", "_openings"),
        *("closes", "closing", "heads", "opening", "vague", "verbs"),
    )

    def __init__(self) -> None:
        self.verbs, self.opening, self.closing = verbs(), opening(), closing()
        self.heads, self.vague = heads(), vague()
        self._ends = frozenset(word[-1] for word in (*self.heads, *_DOINGS)) | frozenset("0123456789")
        self.closes = frozenset(word[-1] for word in self.closing.words)
        self._ending, self._openings = ending(), vague_opening()
        self._heads_of: dict[str, Head | None] = {}
        self._nothing: dict[str, bool] = {}

    def head_of(self, words: str) -> Head | None:
        """The head that words end with: 博物馆 of 晋江博物馆; None where there is none."""
        if words[-1:] not in self._ends:
            return None  # no head ends so: half of all words are told by this
        try:
            return self._heads_of[words]
        except KeyError:
            if len(self._heads_of) > _KEPT:
                self._heads_of.clear()
            word = self._ending.match(words[: -_LONGEST - 1 : -1], 0)
            if word == "路段" and _BETWEEN.search(words):
                word = "段"  # 青榄路—白鹭路段
            found = self.heads[word] if word else _road(words)
            if words[-2:] in _DOINGS and words[-4:-2] in _DOINGS and len(done := _done(words)) > len(word or ""):
                found = Head(done, "project", "many", "")
            self._heads_of[words] = found
            return found

    def tell_nothing(self, words: str) -> bool:
        """Whether words are all of tables/pledge_vague.csv; blanks and marks count for nothing."""
        try:
            return self._nothing[words]
        except KeyError:
            if len(self._nothing) > _KEPT:
                self._nothing.clear()
            found = self._nothing[words] = self._all_vague(words)
            return found

    def _all_vague(self, words: str) -> bool:
        at = 0
        while at < len(words):
            found = self._openings.match(words, at)
            if found is not None:
                at += len(found)
            elif words[at] in _TELLS_NOTHING:
                at += 1
            else:
                return False
        return True


@per_lexicon()
def words() -> Words:
    """Those of the lexicon that holds."""
    return Words()
