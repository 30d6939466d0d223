"""What the verbs around words say together: whether they commit to anything, who is to act, what is made or won."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from mubiao.patterns import lazy
from mubiao.pledges.sentences import acts
from mubiao.pledges.sentences.predicates import Token

MADE = ("打造", "建设成", "升级为", "争当", "成为")
_GOES_ON = lazy(
    r"(?:建设|开发|前期|改造|工作|手续|选址|立项|审批|报批|可研|设计|核准|施工|试点|落地|落户|投产|开工|投用)"
)
_STRIVING = ("争取", "争", "创", "迎接", "通过")
"""Verbs before those who are to win: 争取青榄村、白鹭村创建旅游村."""
Verbs = tuple[tuple[str, ...], tuple[str, ...]]


class Said(NamedTuple):
    """What the verbs around words say together."""

    acts: frozenset[str]
    made: bool  # 打造, 建设成: who says so gives the name
    pushed: bool  # nothing but 推动 and its like governs the words
    covered: bool  # 全覆盖
    public: bool  # 上市, of firms whose names end with anything
    heritage: bool  # 申遗, of whatever is called in its name
    striven: bool  # 争取…建设, which wins nothing but what somebody above tries out


def each_his_own(before: Token, follows: Token) -> bool:
    """Whether verbs tell one after the other what each is to build: 支持甲建设子、乙打造丑."""
    return not before.fresh and before.words[-1] in _BUILDING and follows.words[-1] in _BUILDING


_BUILDING = ("建设", "打造", "建成", "新建", "规划建设", "创建", "争创")


def is_won(verbs: Token) -> bool:
    """Whether verbs win what stands behind them, as 争创 does; 争取 is said of those who are to win, too."""
    return any(act == "win" and word not in _STRIVING for act, word in zip(verbs.acts, verbs.words, strict=True))


def settled(flat: str, before: Token, words: Token) -> bool:
    """Whether a verb that commits to nothing governs words that no 建设 or 前期 closes."""
    if before.acts[-1] != "refuse" or not acts.refuses(before.acts, before.words):
        return False
    if not acts.strengthens(before.words):
        return True
    return _GOES_ON.search(flat, max(words.start, words.end - 8), words.end) is None


_NAMED_ACTION = lazy("[^，、]{0,10}“[^”]+”(?:工程|行动|计划|改革)$")


def in_quotes(flat: str, before: Token, words: Token) -> bool:
    """Whether a programme with a name in quotes is strengthened: that is to carry it out, 强化招商“链长”工程."""
    return before.words[-1] in _CARRIED_ON and _NAMED_ACTION.match(flat, words.start, words.end) is not None


_CARRIED_ON = ("强化", "加强", "优化", "持续强化")


@lru_cache(maxsize=4096)
def said(before: Verbs, behind: Verbs, nouns: tuple[str, ...]) -> Said:
    """Of the verbs before the words and those behind, acts and words; and the acts of the nouns that close them."""
    (governing, verbs), (closing, last) = before, behind
    told = frozenset((*governing, *closing, *nouns))
    if "争取" in verbs and "sign" in told:
        told -= {"win"}  # 争取青榄基地落户: it is brought in
    return Said(
        told,
        any(word.startswith(MADE) for word in verbs),
        bool(verbs) and acts.pushed(verbs),
        "全覆盖" in last,
        last == ("上市",),
        any(word.startswith("申遗") for word in last),
        verbs[-1:] == ("争取",) and "build" in nouns and not closing,
    )


def subject(before: Token | None, verbs: Token) -> bool:
    """Whether words before other verbs are who acts, or what is to become something: 支持｜市医院｜争创."""
    if verbs.fresh:
        return False
    return before is None or set(before.acts) <= {"none", "build", "refuse", "win"} or "win" in verbs.acts


_ROAD = lazy(
    r"(?:(?<!断头)(?<!丁字)(?<!瓶颈)(?<!脖子)路|大道|街|[一二三四五]期|线|桥|隧道|高速|延伸?|[东西南北]段|[一二三四五六内中外]环[”’]?|[至到—－–-][^、，]{2,10}段)$"
)
"""What can be opened that leads somewhere: 打通青榄路, not 打通堵点."""
_GIVEN = lazy("国家|全国|省(?![会内外域部])|自治区级|[345]A级?|世界(?:遗产|文化|自然)|全省首[个批]")
"""What somebody above gives: 成为国家生态县."""
_WATERS_END = (
    "(?:[河江湖渠沟溪库塘涌港池洼]|水系|流域|水道|河道|矿山|尾矿库|水源地|水体|片区)(?:[(（][^()（）]*[)）])?$"
)
_WATERS = lazy(_WATERS_END)
_RENEWED = lazy(rf"(?:路|街|巷|大道|街区|广场|小区|市场)$|{_WATERS_END}")
_UP_TO = lazy("^(?:国家|全国|省级?)[^，、]{4,16}标准$")
_LINE = lazy(r"(?:航线|直航|班列|航班|列车|专列|客轮|航路)$")
_BATTLE = lazy(
    "(?:行动|计划|工程|赛|运会|活动)[”’]?(?:收官战|攻坚战)?$|(?<!战)[”’](?:攻坚战?|专项行动)$|第[一二三四五]轮[^，、]{2,20}攻坚战?$|“[四五六七八九十](?:大|场)[^，、]{0,4}(?:攻坚战|战役)”$"
)
"""What can be fought through by its name; protecting the sky is a standing slogan."""
LEADING = {
    "打通": _ROAD,
    "拉通": _ROAD,
    "开辟": _LINE,
    "新开": _LINE,
    "治理": _WATERS,
    "整治": _RENEWED,
    "综合整治": _RENEWED,
    "达到": _UP_TO,
    "成为": _GIVEN,
    "打好": _BATTLE,
    "打赢": _BATTLE,
}
"""What some verbs commit to only where such words are governed by them."""
