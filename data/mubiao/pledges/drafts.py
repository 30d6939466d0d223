"""What a clause promises: its verbs, the objects that they govern, and what each object is taken for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from mubiao.extract.annotation import AnnotatedDocument
from mubiao.model import Act
from mubiao.patterns import lazy
from mubiao.pledges.objects import cases, items, judging, lending
from mubiao.pledges.objects.lending import Item
from mubiao.pledges.objects.programmes import BATTLES
from mubiao.pledges.objects.trimming import AREA, HEADINGS, bare, heads_paragraph
from mubiao.pledges.sentences import acts
from mubiao.pledges.sentences.clauses import Clause
from mubiao.pledges.sentences.governing import (
    LEADING,
    MADE,
    Said,
    Verbs,
    each_his_own,
    in_quotes,
    is_won,
    said,
    settled,
    subject,
)
from mubiao.pledges.sentences.predicates import Token, groups, trivial
from mubiao.pledges.words import Words

_NO_VERBS: Verbs = ((), ())
_BESIDE = lazy(
    r"等[向与同在对从把将](?:(?!等(?!对接$)[向与同在对从把将])[^，])*(?:转变|转型|合作|延伸|集聚|聚集|发展|对接|落户|落地)$"
    r"|等[^，、]{0,8}业向[^，]{0,24}(?:延伸|转变|转型|迈进|集聚)$"
    r"|等[^，、]{0,10}进(?:社区|校园|农村|乡村|企业|机关|园区|商圈|景区)$"
    r"|等[^，、]{0,10}(?:集聚|聚集|融合|汇聚|荟萃|并存|叠加|共生)的|等[^，、]{0,10}化转型$"
    r"|等[^，、等]{0,8}[产行]业发展$"
    r"|等(?:企业|公司|院校|高校|机构)[^，、]{0,2}在[^，、]{2,16}$"
    r"|等(?:企业|国企|单位|公司)[^，、]{0,4}改革"
)
_WITH = lazy(
    r"[与同][^，]*(?:合作|对接|联系|衔接|交流|协作|互动|联动|(?:融合|协同|联动|共同|一体化?)发展)$|由[^，]*(?:组成|构成)|在[^，]*等[^，、]{0,4}(?:领域|方面|环节)"
    r"|与[^，、]{2,12}、[^，]*等[^，、]{0,6}$"
)
"""Whose words the objects of a verb are not: 推动青榄集团等向服务商转变, 深化与白鹭大学等合作."""
_BY_WAY_OF = lazy("[一-鿿]{2}采[取用]")
"""鼓励社会资本采取统建、代建等模式: how it is done."""
_WORKS_END = frozenset("园路场馆院校桥站厂库区心")
_OF_PLACES = lazy("[一二两三四五六七八九十](?:个?[区县市旗镇]|县区|县市)(?:的)?\\d{1,4}[个条座处家所]")
"""推进甲、乙、丙三区7个综合公园建设 names places, and no works."""
_TAKES_PART = lazy("(?:企业|单位|代表队|运动员|选手|队伍|群众|村民|农牧民|资本|力量|职工)参(?:加|与|展)")
"""Whose meetings are others': 组织企业参加青榄博览会."""
_FINISHED = frozenset(("complete", "open", "start"))
"""Acts that tell of one thing, also where its name is that of a sort: 建成青榄大桥、白鹭楼、会展中心."""
_SUPPORTED = ("支持", "保障", "扶持")
_WORKS_LISTED = lazy("等[^，、]{0,12}项目$")
"""Works of a list that are supported are built."""
_CUT_OFF = {"上市": "complete", "批复": "plan", "推进": "build"}
"""Acts of what stands behind an object and is told by itself."""
_GOING_ON = frozenset(("build", "none", "refuse"))
_TRIED = ("试点", "示范区", "试验区", "先行区", "城市", "示范县", "示范市", "示范基地")
"""What is striven for as a title, also with 建设 behind it."""


def _battle(text: str, item: Item) -> bool:
    return BATTLES.search(text, item.start, item.end) is not None


_GENERAL = frozenset(("中心", "基地", "枢纽", "平台", "市场", "园区"))
"""Nouns that tell too little of a list's first items."""
_PAPER = lazy(
    r"(?:关于|支持|促进|推动|推进|加快|鼓励|加强|进一步|深化|扶持|规范|优化|培育|强化|完善|实施|引导)[^，、的]{2,30}的"
    r"[^，、的]{0,6}(?:意见|措施|政策|办法|方案|规定|细则|条)$"
)
"""A paper by what it is for: 加快青榄产业发展的实施意见."""
_RAISED = ("申硕", "申博", "升本", "创大", "升格", "创建", "晋升")
"""What is done to a school that is won as a title: 支持青榄学院升本."""
_PLANNED = lazy(r"(?:规划|计划|项目库|盘子|笼子)[^，,。；;]{0,4}$")


@dataclass(slots=True)
class Draft:
    """An object that was taken, before its fields are decided. Positions in the reflowed text."""

    item: Item
    clause: Clause
    verdict: cases.Verdict
    before: Token | None
    behind: tuple[str, ...]
    acted: acts.Acted
    govern: tuple[int, int]  # the words that its verbs govern, the count of a list among them
    until: int = 0  # where the last clause ends that goes on with it
    candidate: tuple[int, int] | None = None  # who is to win a title; of a candidate the title


class Refused(NamedTuple):
    """Words that were looked at and not taken: a span of the reflowed text, and the rule that refused them."""

    start: int
    end: int
    rule: str


def go_on(flat: str, clause: Clause, found: list[Token], latest: list[Draft]) -> list[Draft]:
    """争取年底前竣工: what a clause without an object adds to those of the clause before it.

    Gives the drafts that a further clause can go on with: none where this one speaks of something else.
    """
    if any(not token.acts and not trivial(flat[token.start : token.end]) for token in found):
        return []
    more = tuple(act for token in found for act in token.acts if act in acts.ORDER)
    for draft in latest if more else ():
        draft.until = clause.end
        draft.behind = (*draft.behind, *more)
        again = _acted(draft.before, draft.item, draft.behind, draft.verdict.kind)
        draft.acted = again or draft.acted
    return latest


def _acted(before: Token | None, item: Item, behind: tuple[str, ...], kind: str) -> acts.Acted | None:
    if kind == "project" and "win" in behind and "build" in item.acts:
        behind = ()  # 青榄产业园建设和白鹭示范区创建
    return acts.decide(before.acts if before else (), before.words if before else (), item.acts, behind, kind)


def of_clause(
    read: AnnotatedDocument,
    flat: str,
    clause: Clause,
    found: list[Token],
    refused: list[Refused] | None,
    known: Words,
) -> list[Draft]:
    """The objects of a clause on which an act is promised."""
    made: list[Draft] = []
    candidates: list[Item] = []
    anyone = False
    for before, words, behind, follows in groups(found):
        if follows is not None and subject(before, follows):
            last, anyone = candidates, cases.anyone(read.text[words.start : words.end])
            each, wins = before is not None and each_his_own(before, follows), "win" in follows.acts
            candidates = items.items(read.text, flat, words.start, words.end, known) if wins or each else []
            if (
                before is not None and len(candidates) > 1 and (each or is_won(before) or before.words[-1] in MADE)
            ):  # 甲争创子、乙争创丑
                titles, candidates = [one._replace(shared="") for one in candidates[:-1]], candidates[-1:]
                made += _won(_Taking(read, clause, words, before, None, refused, known).of(titles), last)
            candidates = candidates if wins else []
            continue
        if before is None and behind is None:
            continue
        if before is not None and flat.startswith("了", before.end):
            continue  # 编制了…: it is done
        if before is not None and before.acts[-1] == "refuse" and in_quotes(flat, before, words):
            before = before._replace(acts=(*before.acts[:-1], "other"))
        if before is not None and behind is None and settled(flat, before, words):
            if refused is not None:
                refused.append(Refused(words.start, words.end, "refused:verb"))
            continue
        if before is not None and behind is None:
            end, done = acts.cut_off(read, flat, words.start, words.end)
            behind = Token(end, words.end, (_CUT_OFF[done],), (done,)) if done else None
            if done == "推进" and before.acts[-1] == "complete":
                before = before._replace(acts=(*before.acts[:-1], "build"))  # 完成青榄大桥年度建设任务
            words = words._replace(end=end) if end < words.end else words
        cut = items.items(read.text, flat, words.start, words.end, known)
        if before is not None and before.words[-1] == "进入" and not behind:
            first = Token(words.start, words.start, ("plan",), ("列入",))
            planned = _PLANNED.search(read.text, words.start, words.end) is not None
            made += _Taking(read, clause, words, first, None, refused, known).of(candidates if planned else [])
            made += _entered(_Taking(read, clause, words, before, None, refused, known), candidates)
            candidates = []
            continue
        taken = _Taking(read, clause, words, before, behind, refused, known).of(cut)
        taken = _of_somebody(read, taken, refused) if anyone else taken
        wins = before is not None and "win" in before.acts
        entered = before is not None and before.words[-1] in _ENTERED
        if wins and candidates and (entered or not taken) and _PLANNED.search(read.text, words.start, words.end):
            first = Token(words.start, words.start, ("plan",), ("列入",))  # 争取青榄铁路列入国家规划
            taken = _Taking(read, clause, words, first, None, refused, known).of(candidates)
        elif wins and candidates and not taken:
            made += _entered(_Taking(read, clause, words, before, None, refused, known), candidates)
        made += _won(taken, candidates if wins else [])
        candidates, anyone = [], False
    return made


def _entered(taking: _Taking, candidates: list[Item]) -> list[Draft]:
    """Those who are to be entered on a list that somebody above keeps, which is a title: 争取青榄镇进入国家创建名单."""
    words = taking.governed
    if not candidates or not (_ENTERS.search(words) and _FROM_ABOVE.search(words)):
        return []
    named = [one for one in taking.of(candidates) if one.verdict.kind != "programme"]
    return [replace(one, verdict=one.verdict._replace(kind="title", core=True)) for one in named]


_ENTERED = ("纳入", "列入")
_ENTERS = lazy(
    "(?:(?:创建|培育|试点|示范|候选|后备|预备|申报|储备)[^、，]{0,4}(?:项目|名单|名录|行列|序列|库|清单|计划|范围)"
    "|名录|名单|序列|预备队|国家队)$"
)
_FROM_ABOVE = lazy("国家|全国|省|世界|中国|自治区|部")


def _of_somebody(read: AnnotatedDocument, made: list[Draft], refused: list[Refused] | None) -> list[Draft]:
    """Of what nobody in particular is to do, that which has a name in quotes or of a place."""
    kept = []
    for draft in made:
        start, end = draft.item.start, draft.item.end
        if "“" in read.text[start:end] or "《" in read.text[start:end] or read.places.named(start, end):
            kept.append(draft)
        elif refused is not None:
            refused.append(Refused(start, end, "refused:sort"))
    return kept


def _won(made: list[Draft], candidates: list[Item]) -> list[Draft]:
    """Titles with those who are to win them: a title of several is a pledge of each."""
    if not candidates or not made or made[0].verdict.kind != "title":
        return made
    if len(candidates) > 1 and len(made) == 1:
        title = made[0]
        return [replace(title, item=one, candidate=(title.item.start, title.item.end)) for one in candidates]
    for draft in made:
        draft.candidate = (candidates[0].start, candidates[0].end)
    return made


class _Taking:
    """Which items of a list are objects."""

    def __init__(
        self,
        read: AnnotatedDocument,
        clause: Clause,
        words: Token,
        before: Token | None,
        behind: Token | None,
        refused: list[Refused] | None,
        known: Words,
    ) -> None:
        self._known = known
        self._read, self._clause, self._words, self._refused = read, clause, words, refused
        self._before, self._behind = before, behind

    @property
    def governed(self) -> str:
        """The words that the verbs govern."""
        return self._read.text[self._words.start : self._words.end]

    def of(self, cut: list[Item]) -> list[Draft]:
        """The drafts of those that are."""
        if not cut:
            return []
        if self._clause.listed:
            cut = [one._replace(listed=True, numbered=True) for one in cut]
        text, first, end = self._read.text, self._words.start, self._words.end
        last = text[cut[-1].start : cut[-1].end]
        more = text.find("等", first, end) >= 0
        listed = more and _BESIDE.search(text, first, end)
        if (
            listed
            or (text.find("参", *cut[0][:2]) >= 0 and _TAKES_PART.search(text, *cut[0][:2]))
            or (text.find("采", *cut[0][:2]) >= 0 and _BY_WAY_OF.search(text, *cut[0][:2]))
            or (text[first] in "与同由在" and _WITH.match(text, first, end))
            or (text[end - 1] in "合接展聚中型伸移作" and cases.beside(text[first:end]))
        ):
            return self._refuse(cut, "refused:verb")
        if more and cases.attribute(text[max(first, end - 8) : end]):
            return self._refuse(cut, "refused:attribute")
        if len(cut) > 1 and last[-1] in _WORKS_END and _OF_PLACES.search(last):
            return self._refuse(cut, "refused:counted")
        if not cut[-1].listed and (cases.attribute(last) or cases.counted_behind(last)):
            return self._refuse(cut, "refused:attribute" if cases.attribute(last) else "refused:counted")
        made: list[Draft] = []
        self._said = said(_verbs(self._before), _verbs(self._behind), cut[0].acts)
        for number, item in enumerate(cut):
            if cases.several(text[item.start : item.end]) and not self._one_of_all(item):
                count = text[item.start : item.start + 2]
                if ((item.shared and not item.borrowed) or item.listed) and (count[0].isdigit() or count[1:] == "大"):
                    self._refuse([item], "refused:counted")
                    continue
                self._refuse(cut[number:], "refused:counted")
                break
            draft = self._one(
                item,
                beside=len(cut) > 2 and (bool(made) or (number == 0 and lending.all_built(text, cut, self._known))),
            )
            if draft is not None:
                made.append(draft)
            elif number == len(cut) - 1:
                made = [one for one in made if not one.item.borrowed]
        return made

    def _one_of_all(self, item: Item) -> bool:
        """Whether a number begins the name of one paper, or is how large one zone is: 建立十项示范工程清单."""
        if AREA.match(self._read.text, item.start, item.end):
            return True
        if item.listed and cases.makes_so_much(self._read.text[item.start : item.end]):
            return True
        return bool(self._said.acts & {"issue", "set_up"}) and self._read.text.endswith("清单", item.start, item.end)

    def _one(self, item: Item, *, beside: bool = False) -> Draft | None:
        said, text = self._said, self._read.text
        beside = beside or (text[item.start].isdigit() and AREA.match(text, item.start, item.end) is not None)
        if not ("issue" in said.acts and _PAPER.match(text, item.start, item.end)):
            item = bare(text, item, wins="win" in said.acts)
        if said.covered and text.endswith("服务", item.start, item.end):
            item = item._replace(end=item.end - 2)
        if item.end <= item.start:
            return None
        verb = self._before.words[-1] if self._before is not None else ""
        leads = LEADING.get(verb)
        if leads and not (leads.search(text, *item[:2]) or leads.search(item.shared) or _battle(text, item)):
            self._refuse([item], "refused:aim")
            return None
        words = text[item.start : item.end]
        said = self._striven(words, verb)
        if not said.public and (plain := judging.at_sight(words, item, said.acts, self._known)) is not None:
            self._refuse([item], plain.rule)
            return None
        spots = self._read.places.named(item.start, item.end)
        verdict = judging.judge(
            cases.Case(
                words,
                item,
                said.acts,
                self._known,
                place=bool(spots),
                only_place=not item.shared
                and any(spot.end == item.end for spot in spots)
                and not (item.listed and (len(spots) > 1 or acts.LINE.search(words))),
                made=said.made,
                pushed=said.pushed and "build" not in item.acts,
                covered=said.covered,
                public=said.public,
                heritage=said.heritage,
                beside=beside and (item.listed or bool(said.acts & _FINISHED)),
            )
        )
        if item.borrowed and item.shared == "系统" and not spots and not cases.marked(words):
            self._refuse([item], "refused:vague")  # 分类投放、收运、处理系统: it is one
            return None
        if item.borrowed and item.shared in _GENERAL and any(spot.start == item.start for spot in spots):
            self._refuse([item], "refused:vague")  # 青榄、白鹭金融中心: what 青榄 is to have is not said by 中心
            return None
        if not verdict.kind:
            self._refuse([item], verdict.rule)
            return None
        if not spots and words.endswith(HEADINGS) and said.acts <= _GOING_ON and heads_paragraph(text, self._clause):
            self._refuse([item], "refused:aim")
            return None
        closing = self._behind.acts if self._behind else ()
        if verdict.kind == "institution" and text.startswith(_RAISED, item.end):
            verdict = verdict._replace(kind="title")  # 支持青榄学院升本
        acted = _acted(self._before, item, closing, verdict.kind) or self._supported(item, verb)
        if acted is None or (verdict.kind == "policy" and acts.runs_out(text, item.end)):
            self._refuse([item], "refused:verb")
            return None
        return Draft(item, self._clause, verdict, self._before, closing, acted, (self._words.start, self._words.end))

    def _striven(self, words: str, verb: str) -> Said:
        """What is said of words that 争取 or 冲刺 stand before, of which only titles are won."""
        said = self._said
        if said.striven and not words.endswith(_TRIED):
            return said._replace(acts=said.acts - {"win"})  # 争取青榄国际医院建设
        if verb == "冲刺" and ((head := self._known.head_of(words)) is None or head.kind != "title"):
            return said._replace(acts=said.acts - {"win"} | {"other"})
        return said

    def _supported(self, item: Item, verb: str) -> acts.Acted | None:
        """Of works of a list 支持 says that they are built: 支持青榄化工、白鹭纸业等项目."""
        if item.listed and verb in _SUPPORTED and _WORKS_LISTED.search(self.governed):
            return acts.Acted(Act.BUILD, ())
        return None

    def _refuse(self, items: list[Item], rule: str) -> list[Draft]:
        if self._refused is not None:
            self._refused.extend(Refused(item.start, item.end, rule) for item in items)
        return []


def _verbs(token: Token | None) -> Verbs:
    return (token.acts, token.words) if token is not None else _NO_VERBS
