"""Which act is promised, of the verbs before an object, those behind it, and the nouns that close it.

What stands behind an object and is no part of its name is told here too: where it settles, and that it goes public.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from mubiao.extract.annotation import AnnotatedDocument
from mubiao.model import Act
from mubiao.patterns import lazy
from mubiao.pledges.words import Words

ORDER = ("plan", "sign", "start", "build", "complete", "open")
"""The acts of works, from the first step to the last."""
_HELPING = frozenset(
    (
        *(
            "推动",
            "推进",
            "加快",
            "加速",
            "抓好",
            "促进",
            "提速",
            "统筹",
            "抓紧",
            "做好",
            "抓实",
            "加快推进",
            "统筹推进",
        ),
        *("保障",),
    )
)
"""Verbs of building that only push on what stands behind them."""
_STRENGTHENING = frozenset(("加强", "强化", "完善", "优化", "深化", "加大", "突出", "支撑", "紧盯"))
_FOUNDING = ("组建", "成立", "组建成立")
_SPREADING = frozenset(("推行", "推广", "全面推行"))
"""Of works and bodies these are ways of working."""
_TENTATIVE = frozenset(("探索", "研究", "谋划", "论证", "筹划", "筹谋", "预研"))


class Acted(NamedTuple):
    """The act, and the other stages that the words promise."""

    act: Act
    stages: tuple[Act, ...]


@lru_cache(maxsize=16384)
def decide(
    before: tuple[str, ...], words: tuple[str, ...], nouns: tuple[str, ...], behind: tuple[str, ...], kind: str
) -> Acted | None:
    """The act on an object of this kind; None where its verbs commit to nothing.

    before, words: acts and verbs that govern it; nouns: acts of the nouns behind it; behind: acts that close it.
    """
    refused = refuses(before, words)
    if kind in ("project", "institution") and words and set(words) <= _SPREADING and not behind:
        return None
    if words[-1:] == ("冲刺",) and kind != "title":
        before = (*before[:-1], "other" if kind == "programme" else "none")  # 冲刺“两年行动”
    if "争取" in words:
        before = _striven(before, words, (nouns, behind), kind)
    before, nouns = _telling(before), _telling(nouns)
    behind = (*_telling(behind), *(act for act in nouns if act not in ("build", "plan", "refuse")))
    if refused and not behind and not (set(nouns) & {"build", "plan"} and strengthens(words)):
        return None
    before = tuple(act for act in before if act != "refuse")
    closing = tuple(act for act in behind if act in ORDER and act != "build")
    if closing and words[-1:] == ("实现",):
        before = before[:-1]  # 实现青榄大桥开工
    if closing or "plan" in nouns:
        behind = tuple(act for act in behind if act != "build")
        before = tuple(act for act in before if act != "build" and not ("plan" in nouns and act in ORDER))
    if "plan" in nouns and not closing:
        return _made("plan", kind, {"plan"})
    said = {*before, *behind} or set(nouns)
    if not said:
        return None
    if kind == "event" and "plan" in said and "other" in said:
        said.remove("plan")  # 策划开展风筝大会
    for act in ("issue", "win", "hold"):
        if act in said:
            return _made(act, kind, said)
    if said <= {"plan", "build", "set_up", "other"} and "plan" in said and words and words[0] in _TENTATIVE:
        return _made("plan", kind, said)
    if kind == "institution" and "set_up" in nouns:
        said -= {"complete"}  # 完成青榄公司组建工作
    steps = [act for act in ORDER if act in said]
    if "set_up" in said and not set(steps) & {"complete", "open"}:
        return _made("set_up", kind, said)
    return _made(steps[-1] if steps else "other", kind, said)


def runs_out(text: str, end: int) -> bool:
    """Whether behind a plan is told that its time is over: 确保“十三五”规划圆满收官."""
    return text.find("收官", end, end + 6) >= 0


def refuses(acts: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Whether one of the verbs commits to nothing, and none before it says what is done: 推动落实, not 建好用好."""
    if "refuse" not in acts:
        return False
    before = acts[: acts.index("refuse")]
    last = len(acts) - 1 - acts[::-1].index("refuse")
    if last < len(acts) - 1 and _commits(words[last], acts[-1], words[-1]):
        return False  # 完善和划定, 围绕创建
    return not any(
        (act in ORDER or word in _FOUNDING) and word not in _HELPING for act, word in zip(before, words, strict=False)
    )


def _commits(preparing: str, act: str, verb: str) -> bool:
    """Whether the last of several verbs commits to its object, which the one before it only comes up to."""
    if preparing == "坚持":
        return act != "none"
    if preparing in _TURNED_TO:
        return act in ("win", "issue", "set_up") or verb == "实施"
    return preparing in _PREPARING and (act in _DONE_FOR or verb in _CARRIED_OUT)


_TURNED_TO = ("围绕", "聚焦")
_DONE_FOR = frozenset(("win", "issue", "set_up", "complete", "start", "open"))
_CARRIED_OUT = ("实施", "开展", "建设", "新建", "改造", "修缮", "深化")
_PREPARING = frozenset(
    (
        *("整合", "完善", "优化", "结合", "坚决", "培育", "发展", "维护", "扩大", "对标", "拓展", "健全", "加大"),
        *("抓牢", "巩固", "巩固提高", "提高"),
    )
)
"""Verbs that commit to nothing, behind which another one can."""


def _striven(
    before: tuple[str, ...], words: tuple[str, ...], after: tuple[tuple[str, ...], tuple[str, ...]], kind: str
) -> tuple[str, ...]:
    """争取 wins a title; before other verbs it adds nothing, and a work is only brought in by it.

    after: acts of the nouns behind the object, and those that close it.
    """
    nouns, behind = after
    rest = tuple(act for act, word in zip(before, words, strict=True) if word != "争取")
    if kind == "title" and set(rest) == {"other"} and not set(behind) - {"none"}:
        return ("win",)  # 争取实施国家试点
    if set(rest) - {"none"} or set(behind) - {"none"}:
        return rest
    if kind in ("project", "institution") and nouns == ("build",):
        return nouns  # 争取青榄医院建设
    return before if kind == "title" else ("sign",)


def strengthens(words: tuple[str, ...]) -> bool:
    """Whether a verb that commits to nothing does so with 建设 behind its object: 加强…建设, not 融入…建设."""
    return any(word in _STRENGTHENING for word in words)


def pushed(words: tuple[str, ...]) -> bool:
    """Whether verbs only push on what stands behind them: 推动, 加快."""
    return all(word in _HELPING or word == "实现" for word in words)


def _telling(acts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(act for act in acts if act != "none")


def _made(act: str, kind: str, said: set[str]) -> Acted:
    act = _of_kind(act, kind)
    others = {_of_kind(one, kind) for one in said if one != "refuse"} - {act}
    return Acted(Act(act), tuple(one for one in Act if one.value in others))


def _of_kind(act: str, kind: str) -> str:
    """推进 of a work goes on with it, of a programme carries it out."""
    if kind == "programme" and act in ("build", "open", "set_up"):
        return "other"
    if kind in ("project", "institution", "title") and act in ("other", "hold"):
        return "build"
    if kind == "programme" and act == "win":
        return "complete"  # 试点通过验收
    if kind == "title" and act == "complete":
        return "win"
    if kind == "event" and act in ("other", "build", "start", "open", "complete", "set_up"):
        return "hold"
    if kind == "policy" and act in ("build", "plan", "open", "complete"):
        return "issue"
    return act


_PUBLIC = lazy(
    r"(?:早日|尽快|年内|成功|首发|首次|挂牌|在[^，、]{1,8}[所板股]|主板|[AH]股|科创板|创业板|北交所|港交所|IPO|整体|主业){0,3}"
    r"上市(?:工作|步伐|进程)?$"
)
"""What is promised of a firm by its name: 力争青榄科技首发上市."""
_LONGEST_PUBLIC = 24
LINE = lazy("[^、，至到—－–-]{2,8}[至到—－–-]{1,2}[^、，至到—－–-]{2,8}$")
"""A line by where it begins and ends, of a list of railways or roads: 青榄至白鹭等铁路项目."""
_GETS_ON = lazy("(?:尽快|早日|力争){0,2}取得[^，、]{0,6}(?:突破|进展)$|(?:完成)?年度(?:建设|投资|目标)?(?:任务|计划)$")
"""That a work gets on, or what is to be done of it this year: 推动青榄中心项目取得进展."""
_HOME = lazy("落[户地][在于到]?(?:[我本][省市州县区]$|(?=[^，、]{2,8}$))")
"""Where something settles: 争取青榄基地落户白鹭市."""
_LONGEST_HOME = 12


_APPROVED = lazy(
    r"(?:的?(?:可研|可行性研究|项目建议书|初步设计|环评|工可|预可研|立项|用地预审|核准)(?:报告|文件|工作)?){0,2}"
    r"(?:尽快|早日|尽早){0,1}(?:获得?|通过|取得|得到)(?:国家|省|自治区|发改委|有关部委){0,2}(?:正式)?"
    r"(?:批复|批准|审批|核准|评审|审查|立项)$"
)
"""That leave is given for a work: 青榄水库可研报告获得国家批复."""
LEAVE = ("批复", "批准", "审批", "核准", "评审", "审查", "立项")
TOLD_BEHIND = (*LEAVE, "突破", "进展", "任务", "计划")
"""What words can end with that tell what is done with the object before them."""


def cut_off(read: AnnotatedDocument, flat: str, start: int, end: int) -> tuple[int, str]:
    """Where words that a verb governs end without what stands behind the object; 上市 or 批复 where that is it."""
    first = max(start + 2, end - _LONGEST_PUBLIC)
    if flat.endswith(LEAVE, first, end) and (leave := _APPROVED.search(flat, first, end)):
        return leave.start(), "批复"
    if flat.find("上市", first, end) >= 0 and (public := _PUBLIC.search(flat, first, end)):
        return public.start(), "上市"
    if flat[end - 1] in "破展务" and (going := _GETS_ON.search(flat, first, end)):
        return going.start(), "推进"
    if flat.find("落", max(start, end - _LONGEST_HOME), end) >= 0:
        return _without_home(read, start, end), ""
    return end, ""


def _without_home(read: AnnotatedDocument, start: int, end: int) -> int:
    home = _HOME.search(read.text, max(start + 3, end - _LONGEST_HOME), end)
    if home is None:
        return end
    settles = home.start() + 2
    if home.end() == end or any(spot.end == end for spot in read.places.named(settles, end)):
        return settles
    return end


def without_tail(flat: str, start: int, end: int, known: Words) -> tuple[tuple[str, ...], int]:
    """(acts of the nouns that stand behind an object, where it ends without them): 建设, 前期工作."""
    acts: list[str] = []
    table = known.closing
    while end - start > 3:
        if flat[end - 1] in _TIME_ENDS and (time := _TIME.search(flat, max(start + 2, end - 12), end)):
            end = time.start()
            continue
        if not acts and flat[end - 1] in _HURRY_ENDS and (hurry := _HURRY.search(flat, max(start + 3, end - 8), end)):
            end = hurry.start()
            continue
        if flat[end - 1] in _USED_ENDS and (used := _AND_USED.search(flat, max(start + 3, end - 12), end)):
            end = used.start()
            if "前" in used[0]:
                acts.append("plan")
            continue
        last = flat[end - 1] in known.closes
        word = table.match(flat[max(start, end - 12) : end][::-1], 0) if last else None
        if (
            word is None
            or len(word) > end - start - 2
            or (word == "开放" and flat.startswith("改革", end - 4))
            or (word in _IN_WORDS and flat[end - 2] in _IN_WORDS[word])
        ):
            break
        if word == "规划研究" and ((left := known.head_of(flat[start : end - 4])) is None or left.sort == "aim"):
            acts.append("plan")  # 青榄地下空间利用规划|研究
            end -= 2
            continue
        if word in _WHOLE and ((left := known.head_of(flat[start : end - len(word)])) is None or left.sort == "aim"):
            break  # 青榄江港航电综合开发
        acts.append(table.words[word])
        end -= len(word)
    return (tuple([act for act in acts if act != "none"]), end) if acts else ((), end)


_TIME = lazy(
    r"[在于将]?(?:(?:20\d\d年)?(?:\d{1,2}月(?:\d{1,2}日)?(?:底|初|末|份|中旬|上旬|下旬)?|年底|年末|上半年|下半年)|[一二三四]季度|国庆节?|春节|元旦|暑期|暑假|寒假|年内|“?七一”?|[春秋]季(?:学期)?)"
    r"(?:之?前)?$"
)
_IN_WORDS = {"争": "斗竞战", "创": "信文科农双"}
"""Characters with which a verb of one makes a noun: 专项斗争, 青榄信创."""
_WHOLE = ("综合开发", "设计")
"""What is done to a work by name, where nothing before it names one."""
_TIME_ENDS = frozenset("月日底初末份旬年度前期假内季")
"""What a time behind an object can end with: 青榄枢纽6月底前建成."""


_AND_USED = lazy(
    "(?<=建设)(?:并|[和与及](?:运营|管理|运行|使用|管护|投用))$|(?:开工|动工|开建)前的?(?:各项)?(?:[准筹]备)?(?:工作)?$"
)
"""What stands behind 建设: 青榄基地建设和运营; and what is done before a work begins: 白鹭水库开工前准备工作."""
_USED_ENDS = frozenset("并营理行用护前项备作")


_HURRY = lazy(
    "(?:[省市国]内率先|率先|力争|争取|确保|尽快|尽早|全面|按期|如期|顺利|正式|(?<![纲重主需必纪摘概首紧])要|将)$|将[在于][^，、]{2,5}$"
)
_HURRY_ENDS = frozenset("先争取保快早面期利式要将")
"""What urges on the verb behind an object: 青榄客运站力争开工, 白鹭安置区要竣工."""
