"""Whether words name an object that can be followed, and of which kind it is: ordered rules.

An object has a name of its own, or a description that fits one thing only. A name in quotes or 《》, a place, an
ordinal or a phase tell it apart; else all depends on the noun it ends with and on whether the words before it say
anything.
"""

from __future__ import annotations

from typing import NamedTuple

from mubiao.extract.decisions import Rule
from mubiao.patterns import lazy
from mubiao.pledges.words import Head, head_of, heads, vague, vague_opening

_COUNTED = lazy(
    r"(?:(?:新|再|各|每[县市镇村]|累计|约|超|近|不少于|首批)*(?:\d+(?:\.\d+)?[余多]?(?:万|亿|千|百)?(?:-\d+)?|[两三四五六七八九十百几数]+)(?:余|多)?"
    r"(?:个|条|座|家|处|所|场|宗|批|类|期(?![的])|段|对|台|套|种|部|只|支|户|名|人|亩|公里|栋|间|块|艘|辆|次|件|项|万|平方|张|吨|千米|里|公顷|兆瓦|万千瓦|千瓦)(?!(?:改革|行动))"
    r"|一批|一系列|系列化?|更多|许多|诸多|各类|各种|各项|各级|各地|若干|多个|多条|多家|多场|多处|多项|部分|有关|相关|其他|其它|所有|全部|一些|几个|一大批|新一批|首批)"
)
_COUNT_BEHIND = lazy(r"\d+(?:\.\d+)?[余多]?(?:万|亿)?[\u4e00-\u9fffA-Za-z%]{1,5}(?:以上|左右|以内)?$")
_ONE = lazy(r"新?(?:一|1)(?:个|座|条|所|家|处|场|部)(?:以上)?")
_ORDINAL = lazy(
    r"第[一二三四五六七八九十\d]+|首届|首个|首座|首条|首家|首部|首次|[一二三四五六七八九十]期|\d+号|[A-Za-z]{1,4}\d+|\d[A-Za-z]+|[一二三四五六七八九十\d]+号|20\d\d|\d+周年|“十[一-九]?五”"
)
_LEVEL = lazy(r"[省市县区州盟旗镇](?![级场域际县区内外辖直管属政民民])(?=[\u4e00-\u9fff]{3})")
_AWARDED = lazy(
    r"全国|国家|中国|世界|国际|全球|联合国|全省|全区(?=[先优文])|[省市]级|自治区级|部级|[省部]|[345]A|A{3,5}级?|三甲|二甲|三级|二级|一级|甲等|双一流|千年|百强|十强|“两山”|东亚|亚洲"
)
_QUOTE = lazy(r"[“‘「『\"＂][^“”‘’「」『』\"＂]{1,60}[”’」』\"＂]")
_BOOK = lazy(r"[《〈][^《》〈〉]{2,80}[》〉]")
_LATIN = lazy(r"[A-Za-z]{2,}")
_SERVICE = lazy(
    r"(?:模式|服务|经验|机制|体系|理念|品牌|精神|格局|战略|要求|目标|作用|效应|优势|IP|文章|标准|原则|政策|制度|方式|方法|理念|办法|通办|工作法|管理|改革成果|建设成果|成果|影响力|知名度)$"
)


class Verdict(NamedTuple):
    """What words were taken for; without a kind, why they were not."""

    rule: str
    kind: str = ""  # an id of PledgeKind
    core: bool = False
    start: int = 0  # what was cut from the front of the words, in characters
    head: Head | None = None
    named: bool = False


class Case:
    """Words that may be an object.

    words: as printed; shared: the noun that a list's end gives it; listed: one of a list that is summed up; acts: what
    is to be done; place: whether a place is named in them.
    """

    def __init__(self, words: str, *, shared: str, listed: bool, acts: frozenset[str], place: bool) -> None:
        self.words, self.shared, self.listed, self.acts, self.place = words, shared, listed, acts, place
        self.head = head_of(words)
        if self.head is None and shared:
            self.head = heads().get(shared)
        self.own = head_of(words) is not None
        stem = len(words) - len(self.head.head) if self.own and self.head else len(words)
        self.stem = words[:stem]

    @property
    def named(self) -> bool:
        """Whether something tells it apart from others of its sort."""
        return self.place or bool(_ORDINAL.search(self.words)) or not tells_nothing(self.stem)

    @property
    def awarded(self) -> bool:
        """Whether somebody above gives it."""
        return _AWARDED.search(self.words) is not None


def tells_nothing(words: str) -> bool:
    """Whether words are made of nothing but words of tables/pledge_vague.csv. Blanks and marks count for nothing."""
    at = 0
    while at < len(words):
        found = vague_opening().match(words, at)
        if found is not None:
            at += len(found)
        elif words[at] in " 　、和与及的新大小高中省市县区镇乡村级型性化类式等老全各一":
            at += 1
        else:
            return False
    return True


def judge(case: Case) -> Verdict:
    """What the words name, by the first rule that knows them."""
    for rule in RULES:
        found: Verdict | None = rule.find(case)
        if found is not None:
            return found
    raise AssertionError("the last rule knows all words")


def _short(case: Case) -> Verdict | None:
    bare = case.words.strip('“”"《》 　')
    return Verdict("refused:short") if len(bare) < 2 or bare.isdigit() else None


def _counted(case: Case) -> Verdict | None:
    if _ONE.match(case.words):
        return None
    if _COUNTED.match(case.words) and not case.words.endswith(("计划", "行动", "工程", "”")):
        return Verdict("refused:counted")
    return Verdict("refused:counted") if _COUNT_BEHIND.search(case.words) else None


def _document(case: Case) -> Verdict | None:
    book = _BOOK.match(case.words)
    if book is None:
        return None
    if book.end() < len(case.words) and case.head is not None and case.head.sort != "aim":
        return Verdict("document", case.head.kind, case.head.kind != "programme", 0, case.head, True)
    return Verdict("document", "policy", True, 0, case.head, True)


def _quoted(case: Case) -> Verdict | None:
    """A name in quotes: what it is, the noun behind it tells."""
    quote = _QUOTE.search(case.words)
    if quote is None:
        return None
    behind = case.words[quote.end() :]
    if behind and (case.head is None or case.head.sort == "aim" or not case.own):
        if case.shared and case.head is not None and case.head.sort != "aim":
            return Verdict("quoted", case.head.kind, case.head.kind not in ("programme",), 0, case.head, True)
        return Verdict("refused:aim" if _SERVICE.search(behind) else "refused:no-head")
    if behind:
        assert case.head is not None
        return _as_title(case) or Verdict("quoted", case.head.kind, case.head.kind != "programme", 0, case.head, True)
    if case.shared and case.head is not None and case.head.sort != "aim":
        return Verdict("quoted", case.head.kind, case.head.kind != "programme", 0, case.head, True)
    inside = head_of(quote[0][1:-1])
    if inside is not None and inside.sort != "aim":
        if "win" in case.acts:
            return Verdict("quoted-title", "title", True, 0, inside, True)
        return Verdict("quoted", inside.kind, inside.kind != "programme", 0, inside, True)
    if "win" in case.acts:
        return Verdict("quoted-title", "title", True, 0, None, True)
    if "hold" in case.acts:
        return Verdict("quoted", "event", True, 0, None, True)
    if "set_up" in case.acts:
        return Verdict("quoted", "institution", True, 0, None, True)
    if case.acts & {"build", "complete", "open", "start", "plan"} and not _SERVICE.search(quote[0][1:-1]):
        return Verdict("quoted-bare", "project", True, 0, None, True)
    return Verdict("refused:quoted")


def _as_title(case: Case) -> Verdict | None:
    head = case.head
    if head is None or (head.sort == "aim" and not case.awarded):
        return None
    if head.kind == "title" and (case.awarded or "win" in case.acts):
        return Verdict("title", "title", "win" in case.acts, 0, head, case.named)
    if "win" in case.acts and case.awarded and head.kind in ("project", "institution", "programme"):
        return Verdict("title", "title", True, 0, head, True)
    return None


def _title(case: Case) -> Verdict | None:
    """A grade or honour that somebody above awards."""
    return _as_title(case)


def _aim(case: Case) -> Verdict | None:
    if case.words in vague():
        return Verdict("refused:vague")
    if case.head is not None and case.head.sort == "aim" and not (case.listed and case.shared and not case.own):
        return Verdict("refused:aim")
    return None


def _programme(case: Case) -> Verdict | None:
    """A named action: its name says more than its field."""
    if case.head is None or case.head.kind != "programme":
        return None
    stem = case.stem
    if case.head.head in (
        "改革",
        "综合改革",
        "管理改革",
        "制度改革",
        "体制改革",
        "机制改革",
        "审批改革",
        "活动",
        "攻坚战",
        "大会战",
        "战役",
        "保卫战",
        "歼灭战",
        "会战",
    ):
        known = bool(_LATIN.search(stem)) or case.place
        return Verdict("programme", "programme", False, 0, case.head, True) if known else Verdict("refused:loose")
    if (len(stem) + len(case.head.head) - 2 >= 4 and not tells_nothing(stem)) or case.place:
        return Verdict("programme", "programme", False, 0, case.head, True)
    return Verdict("refused:vague")


def _policy(case: Case) -> Verdict | None:
    if case.head is None or case.head.kind != "policy":
        return None
    if case.acts & {"issue", "set_up", "start", "complete"} and len(case.stem) >= 2:
        return Verdict("policy", "policy", True, 0, case.head, case.named)
    return Verdict("refused:standing")


def _event(case: Case) -> Verdict | None:
    if case.head is None or case.head.kind != "event":
        return None
    if tells_nothing(case.stem) and not case.place and not _ORDINAL.search(case.words):
        return Verdict("refused:vague")
    return Verdict("event", "event", True, 0, case.head, case.named)


def _unawarded(case: Case) -> Verdict | None:
    if case.head is None or case.head.kind != "title":
        return None
    return Verdict("refused:self-given")


def _works(case: Case) -> Verdict | None:
    """A work or a body: one of its sort in a place, or with a name of its own."""
    head = case.head
    if head is None:
        return None
    if head.sort == "many" and not case.named:
        return Verdict("refused:sort")
    if head.sort == "one" and not case.stem and not case.listed:
        return Verdict("refused:vague")
    if head.sort == "one" and len(case.stem) < 2 and not case.place:
        return Verdict("refused:vague")
    return Verdict("named" if case.named else "described", head.kind, True, 0, head, case.named)


def _listed(case: Case) -> Verdict | None:
    """A、B等项目: whatever they are called."""
    if not case.listed or case.own or tells_nothing(case.words) or len(case.words) > 30:
        return None
    return Verdict("listed", "project", True, 0, None, True)


def _nothing(case: Case) -> Verdict:
    return Verdict("refused:no-head")


RULES: tuple[Rule[Case], ...] = (
    Rule("short", _short, ""),
    Rule("counted", _counted, ""),
    Rule("document", _document, ""),
    Rule("quoted", _quoted, ""),
    Rule("title", _title, ""),
    Rule("aim", _aim, ""),
    Rule("programme", _programme, ""),
    Rule("policy", _policy, ""),
    Rule("event", _event, ""),
    Rule("unawarded", _unawarded, ""),
    Rule("works", _works, ""),
    Rule("listed", _listed, ""),
    Rule("nothing", _nothing, ""),
)
