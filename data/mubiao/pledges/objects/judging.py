"""Whether words name an object that can be followed, and of which kind it is: ordered rules.

An object has a name of its own, or a description that fits one thing only. A name in quotes or 《》, a place, an
ordinal or a phase tell it apart; else all depends on the noun it ends with and on whether the words before it say
anything.
"""

from __future__ import annotations

from collections.abc import Callable

from mubiao.extract.decisions import Rule
from mubiao.patterns import lazy
from mubiao.pledges.objects.cases import (
    ONE,
    Case,
    Verdict,
    counted_to_the_end,
    makes_so_much,
    marked,
    several,
    weighs,
    without_note,
)
from mubiao.pledges.objects.lending import Item
from mubiao.pledges.objects.programmes import (
    DRAWN_UP_ONLY,
    brought_in,
    covered,
    event,
    joint,
    nth_event,
    policy,
    programme,
)
from mubiao.pledges.objects.quoted import DRAWN_UP, quoted
from mubiao.pledges.objects.titles import ZONE, as_title, awarded, heritage
from mubiao.pledges.objects.works import SMART, listed_work, numbered, public, work
from mubiao.pledges.words import Words

_STAGED = lazy(r"[^《》]{0,16}(?:剧|片|电影|歌|舞|秀|曲|戏|丛书|动漫|交响乐|展演|话剧)[《〈“][^》〉”]+[》〉”]$")
_BOOK = lazy(r"[《〈][^《》〈〉]{2,80}[》〉]")
_GENERAL_BOOK = lazy(
    "^[^《》“”、，]{3,24}《(?:[^《》]{0,4}(?:意见|方案|办法|细则|措施|条例|规划|计划|清单|导则|标准))》$"
)
_ADVERBIAL = lazy(
    r"(?:不(?!锈)|针对|以|为(?!民)|从|在|把|将(?!军|乐)|由|按|让|使|用|据)(?![色岸外内])|对[重各全口]|与(?!.*(?:合作|共建)).*|面向"
)


def judge(case: Case) -> Verdict:
    """What the words name, by the first rule that knows them."""
    for find in _asked(case):
        found: Verdict | None = find(case)
        if found is not None:
            return found
    raise AssertionError("the last rule knows all words")


def _asked(case: Case) -> tuple[Callable[[Case], Verdict | None], ...]:
    """The rules that can know such words: most are works, of which half of them say nothing."""
    if case.marked or case.item.joint:
        return _FINDS
    if case.item.numbered:
        return _NUMBERED
    head = case.head
    if head is None or head.kind not in _BUILT or "win" in case.acts:
        return _UNMARKED
    return _UNMARKED if case.covered or case.heritage or case.public else _OF_WORKS


def at_sight(words: str, item: Item, acts: frozenset[str], known: Words) -> Verdict | None:
    """What the rule `plain` says of words that no list or quotation mark adds to, before more is asked of them."""
    if item.shared or item.listed or item.joint or "win" in acts or marked(words):
        return None
    head = known.head_of(without_note(words))
    if head is not None and head.sort != "aim":
        return None
    if nth_event(words, acts):
        return None
    return _NO_HEAD if head is None else _AIM


_NO_HEAD, _AIM = Verdict("refused:no-head"), Verdict("refused:aim")


_NOT_OBJECTS = frozenset(
    (
        *(
            "问题",
            "方面",
            "领域",
            "环节",
            "产业",
            "行业",
            "企业",
            "模式",
            "资源",
            "体系",
            "制度",
            "机制",
            "业态",
            "服务",
        ),
        *("服务业", "经济", "市场", "人才", "产品", "要素", "新业态", "新模式", "政策", "措施", "重点领域", "关键环节"),
        *("短板", "弱项", "堵点", "机遇"),
    )
)
"""Behind 等 these say that the items are none."""


def _sorted_as_aim(case: Case) -> Verdict | None:
    """A、B等问题, 等方面, 等产业: whatever the items are called. Money, unless it is set up."""
    if case.head is not None and case.head.head.endswith("资金") and "set_up" not in case.acts:
        return Verdict("refused:aim")
    if case.shared.endswith("改革") and case.own and case.head is not None and case.head.kind in _BUILT:
        return Verdict("refused:aim")  # 供销系统等改革
    marks = case.made and not case.own and case.shared.endswith(_OWN_SORTS) and not (case.place or case.marked)
    if (case.shared not in _NOT_OBJECTS and not marks) or (case.public and case.shared == "企业"):
        return None
    return Verdict("refused:aim")


_OWN_SORTS = ("地标", "基地", "高地")
"""What is made of lines of business: 打造氢能、自动驾驶等新地标, 打造电力、建材等六大基地."""


def _plain(case: Case) -> Verdict | None:
    """Words without a name in quotes that end with nothing that can be followed: most are told by this alone."""
    if case.marked or case.listed or case.item.joint or case.lent or case.public or "win" in case.acts:
        return None
    if nth_event(case.words, case.acts):
        return None
    if case.head is None:
        return Verdict("refused:no-head")
    return Verdict("refused:aim") if case.head.sort == "aim" and not brought_in(case) else None


def _short(case: Case) -> Verdict | None:
    """A single character, a number."""
    if len(case.words) > 4:
        return None
    bare = case.words.strip('“”"《》 　')
    if bare.isdigit() and len(bare) > 1 and case.item.borrowed:
        return None  # 327、264省道
    return Verdict("refused:short") if len(bare) < 2 or bare.isdigit() else None


def _counted(case: Case) -> Verdict | None:
    if case.words[:1] in ("新", "一", "1") and ONE.match(case.words):
        return None
    if case.head is not None and case.head.kind == "policy" and case.acts & {"issue", "set_up"}:
        return None  # 十项示范工程清单 is one
    if several(case.words) and not (case.listed and makes_so_much(case.words)):
        return Verdict("refused:counted")
    above = "级以上" in case.words or "级及以上" in case.words  # 4A级以上景区
    return Verdict("refused:counted") if above or counted_to_the_end(case.words) else None


def _document(case: Case) -> Verdict | None:
    if not case.marked:
        return None
    book = _BOOK.match(case.words)
    if "refuse" in case.item.acts and not case.acts & DRAWN_UP_ONLY:
        return Verdict("refused:standing")  # 抓好《青榄规划》实施
    if book is None and (case.acts & DRAWN_UP_ONLY) and _GENERAL_BOOK.search(case.words):
        return Verdict("document", "policy", True, 0, case.head, True)  # 出台风貌管控《指导意见》
    if book is None:
        work = _STAGED.match(case.words)
        return Verdict("work-of-art", "project", True, 0, None, True) if work else None
    head = case.head if book.end() < len(case.words) else None
    if head is not None and head.sort != "aim" and head.kind != "policy":
        return Verdict("document", head.kind, weighs(head), 0, head, True)
    planned = "other" in case.acts and book[0][:-1].endswith(("方案", "计划", "行动"))
    if case.acts & {"build", "open"} and not book[0][:-1].endswith(_PAPERS) and not case.acts & DRAWN_UP_ONLY:
        return Verdict("work-of-art", "project", True, 0, head, True)
    if planned or case.acts & DRAWN_UP or (case.pushed and book[0] == case.words and book[0][:-1].endswith("规划")):
        return Verdict("document", "programme" if planned else "policy", not planned, 0, head, True)
    return Verdict("refused:standing")


_PAPERS = (
    *("规划", "条例", "办法", "方案", "意见", "纲要", "计划", "措施", "细则", "规定"),
    *("法", "决定", "通知", "标准", "清单", "政策"),
)
"""What a document's name ends with; other names in 《》 are of works of art."""


def _aim(case: Case) -> Verdict | None:
    drawn_up = case.shared and case.head is not None and case.head.kind == "policy"
    single = case.beside and case.head is not None and case.head.kind == "project" and case.head.sort == "one"
    if (
        (case.words in case.known.vague and not (drawn_up or single or case.lent))
        or case.only_place
        or (_ADVERBIAL.match(case.words) and not _facing(case))
    ):
        return Verdict("refused:vague")
    if case.head is None or case.head.sort != "aim" or brought_in(case) or nth_event(case.words, case.acts):
        return None
    if case.listed and case.stem and SMART.match(case.words):
        return None
    if case.listed and case.stem and not case.known.tell_nothing(case.stem):
        return None
    return Verdict("refused:aim")


def _facing(case: Case) -> bool:
    """Whether a body is called by whom it is for: 面向东盟科技创新中心青榄分中心."""
    return case.place and not case.made and case.words.startswith("面向") and case.words.endswith(_BRANCHES)


_BRANCHES = ("分中心", "分院", "分园", "分馆", "分部")


def _unawarded(case: Case) -> Verdict | None:
    """What only somebody above could give is none without its level; a zone with a name is a work."""
    if case.head is None or case.head.kind != "title":
        return None
    if case.named and (case.of_works or (case.words.endswith(ZONE) and (not case.made or _somewhere(case)))):
        return Verdict("named", "project", True, 0, case.head, True)
    if case.named and not case.own and not case.made and case.shared.endswith(("景区", "度假区")):
        return Verdict("named", "project", True, 0, case.head, True)  # 改造青岭河等4A级景区
    if case.head.head.endswith("试点") and "win" not in case.acts and case.named:
        return Verdict("programme", "programme", False, 0, case.head, True)
    if case.head.head.endswith("工程") and "other" in case.acts and case.named:
        return Verdict("programme", "programme", False, 0, case.head, True)
    if not case.made and case.built_up and case.head.head in _TRIED and len(case.stem) >= 4 and case.named:
        return Verdict("title", "title", False, 0, case.head, True)  # 推进纸鸢金融改革试验区建设
    if case.head.head in _BODIES and case.acts & {"complete", "open", "set_up"} and _OF_LEVEL.match(case.words):
        return Verdict("named", "institution", True, 0, case.head, True)  # 建成州级纸鸢重点实验室
    return Verdict("refused:self-given")


_TRIED = ("试验区", "改革试验区", "先行区", "示范区", "示范城市", "试点城市", "先行示范区")
_BODIES = ("重点实验室", "实验室")
_OF_LEVEL = lazy("[市州县区盟]级")


def _somewhere(case: Case) -> bool:
    """Whether a stretch of land is made at one place: 打造青北风筝示范带."""
    return case.words.endswith(_STRETCHES) and (case.place or _PART_OF.match(case.words) is not None)


_STRETCHES = ("示范带", "示范线", "示范片", "示范片区", "示范廊道", "示范街")
_PART_OF = lazy("[一-鿿][东南西北中](?![一-鿿]?[亚欧部方南北式])")
"""How a part of a place is called by its first character: 荆北."""


def _nothing(case: Case) -> Verdict:
    return Verdict("refused:no-head")


RULES: tuple[Rule[Case], ...] = (
    Rule("sorted-as-aim", _sorted_as_aim, "统筹解决青榄小学、白鹭医院等问题。"),
    Rule("plain", _plain, "推动青榄大桥和经济发展。"),
    Rule("short", _short, "建设“一”。"),
    Rule("counted", _counted, "建设青榄产业园的20座大桥。"),
    Rule("numbered", numbered, "重点抓好两大项目：（1）青榄籽油现代萃取。"),
    Rule("document", _document, "出台《风筝产业促进办法》。"),
    Rule("joint", joint, "实施管网改造、河道清淤和水库加固“三大工程”。"),
    Rule("quoted", quoted, "开展“风筝进校园”专项行动。"),
    Rule("heritage", heritage, "推进青榄古窑、白鹭矾矿申遗。"),
    Rule("public", public, "力争青榄科技首发上市。"),
    Rule("title", as_title, "争创国家卫生城市。"),
    Rule("awarded", awarded, "创建全国风筝运动推广县。"),
    Rule("aim", _aim, "推进数字经济等5个项目。"),
    Rule("programme", programme, "实施风筝产业提升三年行动。"),
    Rule("policy", policy, "编制风筝产业发展规划。"),
    Rule("event", event, "举办首届风筝节。"),
    Rule("unawarded", _unawarded, "打造风筝文化名城。"),
    Rule("covered", covered, "实现乡镇风筝工作站全覆盖。"),
    Rule("works", work, "开工建设青榄隧道。"),
    Rule("listed", listed_work, "推进青榄、白鹭等5个项目。"),
    Rule("nothing", _nothing, "创建纸鸢。"),
)
_FINDS = tuple(rule.find for rule in RULES)
_IN_MARKS = ("document", "joint", "quoted")
_NUMBERED = tuple(rule.find for rule in RULES if rule.name not in _IN_MARKS)
"""Those that can know words without quotation marks, in no list with a name of its own."""
_UNMARKED = tuple(rule.find for rule in RULES if rule.name not in (*_IN_MARKS, "numbered"))
_BUILT = ("project", "institution")
_OTHERS = ("heritage", "public", "title", "awarded", "policy", "event", "unawarded", "covered")
_OF_WORKS = tuple(rule.find for rule in RULES if rule.name not in (*_IN_MARKS, "numbered", *_OTHERS))
"""Those that can know a work or a body by its noun, where no title is won by it."""
