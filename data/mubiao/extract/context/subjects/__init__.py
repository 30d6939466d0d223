"""What each quantity measures: lists with 分别 first, then ordered rules, of which the first that knows it decides.

Each rule is a function of a `Case` and has an example, a passage of our own that it decides; tests run them. The
names are those of tables/rules.csv, or the rule says by which of them it tells.
"""

from __future__ import annotations

from mubiao.extract.context.contexts import Mention
from mubiao.extract.context.noun_phrases import clean, is_head, modifier_only
from mubiao.extract.context.subjects.cases import REACH, Case, Found, owner_of, span, told_as
from mubiao.extract.context.subjects.coordination import spread
from mubiao.extract.context.subjects.earlier import earlier, earlier_clause, earlier_item, earlier_sentence, none
from mubiao.extract.context.subjects.groups import (
    award,
    bracketed,
    built,
    division,
    done_there,
    of_place,
    residents,
    state,
    state_verb,
    year_again,
)
from mubiao.extract.decisions import Decision, Rule, able
from mubiao.lexicon.active import per_lexicon
from mubiao.lexicon.name_matcher import find_names, indicator_of
from mubiao.lexicon.wordlists import verbs
from mubiao.patterns import lazy

_QUOTED_TARGET = lazy(
    r"(?:超过|低于|高于|达到|完成|实现|超额完成|好于|快于|略低于|略高于)?了?(?:年初|原定|预定|预期|既定|年度)(?:预定|预期|确定|制定|计划|提出|下达|人代会){0,4}的?(?:增长|下降|控制在?|目标){0,4}(?:为|是)?$|[(（](?:年度?|年初|全年)计划(?:目标|数|指标)?(?:为|是|增长|下降){0,2}$",
    holds=("原定", "年初", "年度", "既定", "计划", "预定", "预期"),
)

_FROM_EARLY = lazy("[幅速率]由年初的?$", holds="由年初")  # 工业增加值降幅由年初的12%收窄至7%
_MET = lazy(r"(?:^|[，,])(?:超额?完成|完成|达到|超过|实现)了?$")
_GOAL_AFTER = lazy(r"(?:以[上下内]|左右)?的(?:年度|年初|全年|预定|预期|既定)[^，,。；;]{0,4}(?:目标|任务|计划)")

_GROWTH_AIMED_AT = lazy(r"(?:以上|左右)?的?(?:年度|全年|预期|经济|GDP|年均){0,3}(?:增长|增速)(?:的)?(?:预期|年度)?目标")
_OF_WHOLE = lazy(r"([^，,]{2,16}?)(?:已|均)?(?:达到|相当于)([^，,\d]{3,16})")
_STEP = lazy(
    r"台阶|大关|新高|新水平|翻番|新突破|万亿|千亿|百亿|第[一二三]个$",
    holds=("万亿", "千亿", "台阶", "大关", "新水平", "新突破", "新高", "百亿", "第", "翻番"),
)

_TAIL_ONLY = lazy(
    r"(?:其)?(?:年均(?:复合)?(?:增长率|增长速度|增速)|升幅|增速|增幅|涨幅|降幅|减幅|跌幅|增长率|增长速度"
    r"|总量|总额|总规模|规模|总数|总值|增量)"
)
_FALLING = lazy(r"[降减跌]幅")
_RISING = lazy(r"[升增涨]幅|增速|增长")
_SHARE_ONLY = lazy(r"(?:其)?(?:占比|比重|占|贡献率)(?:达|为)?")
_PLANNED = lazy(
    r"(?:年初|年度|全年|调整|当年|[上市省]级?|年)?(?:下达的?|既定的?)?(?:预算|计划|目标|任务|预期目标|目标任务|计划任务)(?:数|进度)?",
    holds=("任务", "目标", "计划", "预算"),
)
_TAIL_ENDS = frozenset("率速幅量额模数值比重占达为算划标务度")
"""What these three end with."""

_RANK_SCOPE = lazy(r"(?:[全我本]?[国省市区县]|全球|世界|[东中西]部|[\u4e00-\u9fff]{0,6}(?:市|省|区|县))?(?:前列)?$")
_OF_ALL = lazy(r"([\u4e00-\u9fff]{2,12}?)[由从]?全[国省市区州县]")  # 经济总量由全省｜第7位｜跃居第5位
_STANDS = lazy(
    r"(?:连续.{1,6})?(?:排名|排在|达到|位居|稳居|跃居|居|位列|名列|列|跻身|跃升[至到]|上升[至到]|前移[至到]|[升跃前][至到]|进至)(?:于|在|至)?"
    r"(?:全[国省市区县球]|国内|世界|亚洲|[东中西]部|东北|[\u4e00-\u9fff]{0,6}(?:市|省|区|县))?(?:前列)?$"
)

_MOVED_TO = lazy(
    r"(?:均|力争|争取|确保|分别|连续.{1,6}|总量|增速|增幅)?(?:排名|位居|稳居|居|位列|列|名列|跻身|排在|位于|考评|进入|跃居|跃升至|跃升|升至|跃至|上升至|上升到|前移至|前移到|达到){0,8}$"
)


@per_lexicon()
def _kept_verbs() -> tuple[str, ...]:
    return tuple(sorted(verbs()[1], key=len, reverse=True))


def _ratio(case: Case) -> Found | None:
    """A later member of 22.4:39.1:38.5 is read as the first is."""
    if not case.mention.ratio or not case.beside:
        return None
    first = case.beside[-1]
    return case.taken(first, marks=first.marks)._replace(like=first)


def _rank_noun(case: Case) -> str:
    stands = _STANDS.search(case.left)
    if (whole := _OF_ALL.fullmatch(case.left.strip())) and indicator_of(whole[1]):
        return whole[1]
    noun, _ = clean(case.left[: stands.start()] if stands and stands.start() else _RANK_SCOPE.sub("", case.left))
    return _MOVED_TO.sub("", noun)


_AMONG_THE_BEST = lazy(
    r"((?:全国|中国|全省|[东中西]部)?(?:县域经济|综合实力|投资潜力)?[百千]强(?:县|区|镇|乡|乡镇|县市|园区)?)$",
    holds="强",
)


def _rank_left(case: Case) -> Found | None:
    """What stands before 位居全省 is what is ranked."""
    noun = _rank_noun(case)
    return case.named(noun) if noun and not modifier_only(noun) and len(noun) >= 2 else None


def _rank_inherited(case: Case) -> Found | None:
    """A rank without a noun is that of the quantity before; among those of a list it is the place's own."""
    if not case.beside or not case.beside[-1].subject:
        return None
    if (among := _AMONG_THE_BEST.search(case.gap)) is not None:
        start = case.mention.quantity.outer_start - len(case.gap)
        told = span(start + among.start(1), start + among.end(1))
        return Found(among[1], told, case.beside[-1].number)
    return case.taken(case.beside[-1])


def _rank_earlier(case: Case) -> Found:
    """A rank of what the clause before names."""
    noun = _rank_noun(case)
    return case.named(noun) if noun else earlier(case, [])


def _quoted_target(case: Case) -> Found | None:
    """超过年初预定目标6%: the target of what was told before."""
    if not case.before:
        return None
    met = _MET.search(case.gap) and _GOAL_AFTER.match(case.text, case.mention.quantity.outer_end)
    if not met and (not _QUOTED_TARGET.search(case.gap) or _FROM_EARLY.search(case.gap)):
        return None
    told = case.before[-1]
    return case.taken(told, marks=case.mention.marks | (told.marks & {"up", "down"}))


def _growth_target(case: Case) -> Found | None:
    """6%左右的增长目标 aims at the growth of the economy, where no indicator is named."""
    end = case.mention.quantity.outer_end
    aimed = _GROWTH_AIMED_AT.match(case.text, end) if case.kind == "percent" else None
    if not aimed or indicator_of(case.left):
        return None
    return Found("经济增长", span(end, aimed.end()), marks=case.mention.marks | {"up"})


def _part(case: Case) -> Found | None:
    """…支出120亿元，增长24%，占一般公共预算支出的74.5%: a part of the whole, of the subject before."""
    if not case.left.startswith("占") or not case.before:
        return None
    told = case.before[-1]
    if not told.subject or told.subject.endswith(case.left):
        return None
    if _PLANNED.fullmatch(case.left, 1):
        return case.taken(told)  # 财政收入8.2亿元，占年计划的52%: how far the plan has come
    found = case.taken(told, told.subject + case.left)
    return found._replace(evidence=found.evidence + span(case.mention.left_start, case.mention.left_end))


def _of_whole(case: Case) -> Found | None:
    """高标准农田达到耕地总面积的64% is a share of the land, told of the fields."""
    whole = _OF_WHOLE.fullmatch(case.left) if case.mention.of and case.kind == "percent" else None
    return case.named(whole[1], case.mention.marks | {"share"}) if whole else None


def _tail(case: Case) -> Found | None:
    """A bare tail is that of the subject before: …，增幅6%；总量突破4万亿元；完成预算的100.2%."""
    noun, _ = case.phrase
    if noun[-1:] not in _TAIL_ENDS:
        return None
    share = bool(_SHARE_ONLY.fullmatch(noun))
    if not (_TAIL_ONLY.fullmatch(noun) or _PLANNED.fullmatch(noun) or share):
        return None
    found = case.taken(case.before[-1]) if case.before else earlier(case, case.previous)
    told = found.subject
    subject = told or noun
    if told and (share or noun.endswith("增量")):
        subject += noun
    marks = case.mention.marks
    if marks.isdisjoint(_TOLD_MOVES) and (_FALLING.search(noun) or _RISING.search(noun)):
        marks |= {"down" if _FALLING.search(noun) else "up"}
    return found._replace(subject=subject, marks=marks)


_TOLD_MOVES = frozenset({"down", "down_change", "to_down", "to_up"})  # 涨幅回落8个百分点


def _owner(case: Case) -> Found | None:
    """总投资 belongs to the projects that were counted before it: 签约项目207个、总投资1152亿元."""
    owner = owner_of(case.phrase[0], case.before)
    if owner is None:
        return None
    found = case.taken(owner, owner.subject + case.phrase[0])
    return found._replace(evidence=found.evidence + span(case.mention.left_start, case.mention.left_end))


def _left_before_verb(case: Case) -> Found | None:
    """An indicator that verbs follow: 固定资产投资拟安排."""
    return case.named(case.bare) if case.bare else None


def _noun_at_end(case: Case) -> Found | None:
    """Nothing follows: 全年粮食播种面积｜5213亩, 企业减负｜70亿元. The verb at the end is a noun here."""
    noun, verb = case.phrase
    return case.named(noun) if noun and verb and not case.indicator and not case.right and not case.state else None


_COUNTS = ("count", "measure", "money", "bare", "percent")


def _right(case: Case) -> Found | None:
    """The noun behind the number, where none before it is what is counted: 完成25个老旧小区改造."""
    noun, verb = case.phrase
    if not case.right or case.kind not in _COUNTS:
        return None
    if noun and not (verb and not case.indicator) and not modifier_only(noun) and is_head(noun):
        return None
    keep = next(filter(noun.endswith, _kept_verbs()), "")
    return Found(keep + case.right, span(case.mention.right_start, case.mention.right_end))


def _step_in_clause(case: Case) -> Found | None:
    """地区生产总值将再上一个万亿台阶、达到｜4.2万亿元: the indicator that the sentence has named last."""
    noun, _ = case.phrase
    if not noun or not _STEP.search(noun):
        return None
    start = case.mention.gap_start
    found = find_names(case.text[start : case.mention.quantity.outer_start])
    if not found:
        return None
    first, last = start + found[-1][0], start + found[-1][1]
    return Found(case.text[first:last], span(first, last))


def _step_before(case: Case) -> Found | None:
    """…，再上新台阶、达到｜4.2万亿元, of what was told before."""
    noun, _ = case.phrase
    stepped = noun and case.before and case.before[-1].subject and _STEP.search(noun)
    return case.taken(case.before[-1]) if stepped else None


def _left(case: Case) -> Found | None:
    """The noun phrase before the number."""
    noun, _ = case.phrase
    return case.named(noun) if noun and (not modifier_only(noun) or case.state) else None


def _inherited(case: Case) -> Found | None:
    """The subject of the quantity before, a rank passed over: 总量1100亿元、居全省第3位，增长｜6%."""
    if not case.before or not case.before[-1].subject:
        return None
    nearest = case.before[-1]
    passing = nearest.quantity.kind == "rank" and not told_as(nearest, "rank-left")
    if passing and len(case.before) > 1 and case.kind != "rank":
        nearest = next((one for one in reversed(case.before) if one.quantity.kind != "rank"), nearest)
    if case.kind != "point" and case.mention.marks & _MOVES and told_as(nearest, "part"):
        nearest = next((one for one in case.before if one.number == nearest.source), nearest)
    if case.kind == "percent" and case.mention.marks & _MOVES and _SHARE_OF.search(nearest.subject):
        return case.taken(nearest, _SHARE_OF.sub("", nearest.subject))  # 增加值占工业的34%，增长｜12%
    return case.taken(nearest)


_SHARE_OF = lazy(r"(?<=[\u4e00-\u9fff]{4})占(?:比|[\u4e00-\u9fff]{2,12})$", holds="占")
_MOVES = frozenset({"up", "down", "up_change", "down_change"})


def _modifier(case: Case) -> Found | None:
    """全市｜3.2万户: whose, where nothing says what."""
    return case.named(case.phrase[0]) if case.phrase[0] else None


RANK: tuple[Rule[Case], ...] = (
    Rule("ratio-of-rank", _ratio, "城乡分别排名全省第3位:第8位。", "ratio"),
    Rule("rank-left", _rank_left, "县域经济进入全国前十。"),
    Rule("rank-inherited", _rank_inherited, "居全市15家开发区首位。"),
    Rule("rank-earlier", _rank_earlier, "连续五年入围，今年列全国百强县第76位。"),
)
"""Of standings."""
RULES: tuple[Rule[Case], ...] = (
    Rule("ratio", _ratio, "三次产业结构为9.6:47.6:42.8。", needs="before"),
    Rule("quoted-target", _quoted_target, "出口增长8%，完成年初预定的6%。", needs="before"),
    Rule("growth-target", _growth_target, "确定5.5%左右的增长目标。", "right", "percent"),
    Rule("part", _part, "跨境电商出口增长2.3倍，占外贸比重达18%。", needs="before"),
    Rule("of-whole", _of_whole, "高标准农田达到耕地总面积的64%。", "left", "percent"),
    Rule("tail", _tail, "超额完成年度目标的12%。", "inherited", "noun"),
    Rule("owner", _owner, "签约项目86个、总投资412亿元。", needs="before noun"),
    Rule(
        "left-before-verb",
        _left_before_verb,
        "地区生产总值、城乡居民人均可支配收入分别完成215亿元、38100元、15200元。",
        needs="noun",
    ),
    Rule("division", division, "固定资产投资增长9%。分产业看，第一产业下降12%。", "elided-head", "noun"),
    Rule("built", built, "新增学位900个，新建幼儿园3所。", "left", "noun"),
    Rule("of-place", of_place, "全市投产企业59家：宜都市31家、枝江市28家。", "elided-head", "before noun"),
    Rule("bracketed", bracketed, "出口增长5%。居前的有鲤城区（8.6%）。", "elided-head", "elided"),
    Rule("residents", residents, "居民人均可支配收入31200元，其中城镇41800元。", "elided-head", "before noun"),
    Rule("award", award, "3家企业荣获省政府质量奖。", "right", "count behind"),
    Rule("done-there", done_there, "枝城镇新修水渠12公里，红花套镇新修9公里。", "elided-head", "before noun"),
    Rule("noun-at-end", _noun_at_end, "乡村振兴项目开工38个。", "left", "noun verb"),
    Rule("right", _right, "改造25个老旧小区。", needs="behind"),
    Rule("step-in-clause", _step_in_clause, "地区生产总值将再上一个万亿台阶、达到4.2万亿元。", "step", "noun"),
    Rule("step-before", _step_before, "引进项目72个，其中百亿元项目1个。", "step", "before noun"),
    Rule("state", state, "建成产业空间超160万平方米、在建420万平方米。", "elided-head", "before noun"),
    Rule("left", _left, "税收超2亿。", needs="noun"),
    Rule("state-verb", state_verb, "改造棚户区2100套，新开工1350套，建成980套。", "elided-head", "before"),
    Rule("inherited", _inherited, "煤矿由18处减少6处。", needs="before"),
    Rule("year-again", year_again, "累计出口312亿元。2021年当年完成74.6亿元。", "earlier-sentence"),
    Rule("modifier", _modifier, "全县18所。", "left", "noun"),
    Rule("earlier-clause", earlier_clause, "全市地区生产总值，预计增长6%。"),
    Rule("earlier-item", earlier_item, "签约项目128个；开工96个，开工率75%。"),
    Rule("earlier-sentence", earlier_sentence, "出口总额320亿元。增长6.5%。"),
    Rule("none", none, "惠及22万余人。"),
)
"""The last one always knows something. A need is a kind of number, another one before it, a noun or a noun and a verb
before it, none of its own, or a noun behind it."""


def resolve(text: str, mentions: list[Mention]) -> list[Mention]:
    """The same mentions with their subjects, the rules that found them, and what lists share. `text` is normalised."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    resolved: list[Mention] = []
    previous: list[Mention] = []
    for members in by_sentence.values():
        number = 0
        while number < len(members):
            group, settled = spread(text, members, number, previous)
            members[number : number + len(group)] = group
            if not settled:
                beside = members[max(0, number - REACH) : number]
                _single(text, members[number], beside, previous[-REACH:])
            number += settled or 1
        resolved += members
        goes_on = previous and members[0].statement_start == previous[-1].statement_start
        previous = [*previous[-REACH:], *members] if goes_on else members  # 城镇居民收入…；农村居民收入…；分别增长…
    return resolved


def _single(text: str, mention: Mention, beside: list[Mention], previous: list[Mention]) -> None:
    """Write on a mention the subject that the first rule found which knows one."""
    case = Case(text, mention, beside, previous)
    for rule in RANK if case.kind == "rank" else _able(case):
        found: Found | None = rule.find(case)
        if found is not None:
            decision = Decision("subjects", rule.told or rule.name, found.subject, found.evidence)
            marks = mention.marks if found.marks is None else found.marks
            mention.take(found.subject, found.source, marks, found.like or mention, decision)
            return
    raise AssertionError("the last rule knows every mention")


def _able(case: Case) -> tuple[Rule[Case], ...]:
    """The rules that can know a quantity of this kind, with or without a noun before it, or another quantity."""
    noun, verb = case.phrase
    before, behind = "before" if case.before else "", "behind" if case.right else ""
    elided = "elided" if case.mention.elided else ""
    return able(RULES, case.kind, before, "noun" if noun else "", "verb" if verb else "", behind, elided)
