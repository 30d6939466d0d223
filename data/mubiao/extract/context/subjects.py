"""Stage 4: what each quantity measures.

In order: lists with 分别, the noun before the quantity or after it, heads that are left out and inherited, pairs of
level and growth. Every decision leaves its name in `Mention.rules`.
"""

from __future__ import annotations

import re

from mubiao.extract.context.contexts import Mention
from mubiao.extract.context.coordination import spread
from mubiao.extract.context.noun_phrases import clean, is_head, modifier_only, without_verbs
from mubiao.extract.text.punctuation import last_of, marks
from mubiao.lexicon.name_matcher import find_names, indicator_of
from mubiao.lexicon.wordlists import verbs
from mubiao.patterns import lazy

_QUOTED_TARGET = lazy(
    r"(?:超过|低于|高于|达到|完成|实现|超额完成|好于|快于|略低于|略高于)?了?(?:年初|原定|预定|预期|既定|年度)(?:预定|预期|确定|制定|计划|提出|下达|人代会){0,4}的?(?:增长|下降|控制在?|目标){0,4}(?:为|是)?$"
)

_MET = lazy(r"(?:^|[，,])(?:超额?完成|完成|达到|超过|实现)了?$")
_GOAL_AFTER = lazy(r"(?:以[上下内]|左右)?的(?:年度|年初|全年|预定|预期|既定)[^，,。；;]{0,4}(?:目标|任务|计划)")

_GROWTH_AIMED_AT = lazy(r"(?:以上|左右)?的?(?:年度|全年|预期|经济|GDP|年均){0,3}(?:增长|增速)(?:的)?(?:预期|年度)?目标")
_STATED = lazy(r"开竣工|开工|竣工|签约|投产|投用|建成|在建")
_OF_WHOLE = lazy(r"([^，,]{2,16}?)(?:已|均)?(?:达到|相当于)([^，,\d]{3,16})")
_STAYS = lazy(r"(?:稳定|保持|维持)在(?:全[国省市区县球]|世界)的?")
_STEP = lazy(r"台阶|大关|新高|新水平|翻番|新突破|万亿|千亿|百亿|第[一二三]个$")

_STATE = lazy(r"(?:在建|新建|续建|改建|扩建|建成|开工|竣工|新开工|新增|签约|投产|投用|已建成|建成投用|拟建|规划)$")


_CLAUSE = marks("，,；;：:。")


REACH = 60
"""How many quantities of a sentence are looked back at: a row of thousands is a table, not a sentence."""


def resolve(text: str, mentions: list[Mention]) -> None:
    """Fills `subject`, `head`, `group` and `rules` of every mention. `text` is normalised."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    previous: list[Mention] = []
    for members in by_sentence.values():
        number = 0
        while number < len(members):
            settled = spread(text, members, number, previous)
            if not settled:
                _single(text, members[number], members[max(0, number - REACH) : number], previous[-REACH:])
            number += settled or 1
        previous = members


def _single(text: str, mention: Mention, before: list[Mention], previous: list[Mention]) -> None:
    left = text[mention.left_start : mention.left_end]
    right = text[mention.right_start : mention.right_end]
    quantity = mention.quantity
    if mention.ratio and before:
        mention.subject = mention.head = _of(before[-1], mention)
        mention.marks, mention.cue_words, mention.times = set(before[-1].marks), before[-1].cue_words, before[-1].times
        mention.rules.append("subjects:ratio")
        return
    if quantity.kind == "rank":
        _rank(text, mention, left, before)
        return
    if not before and text.startswith("其中", mention.sentence_start):
        before = previous[-1:] if quantity.kind != "count" else previous  # 「…。其中新开工44项」 goes on
    gap = text[max(mention.gap_start, quantity.outer_start - 30) : quantity.outer_start]
    if before and (_QUOTED_TARGET.search(gap) or (_MET.search(gap) and _GOAL_AFTER.match(text, quantity.outer_end))):
        mention.subject = mention.head = _of(before[-1], mention)
        mention.marks |= {mark for mark in before[-1].marks if mark in ("up", "down")}
        mention.rules.append("subjects:quoted-target")
        return
    if quantity.kind == "percent" and _GROWTH_AIMED_AT.match(text, quantity.outer_end) and not indicator_of(left):
        mention.subject = mention.head = "经济增长"
        mention.marks.add("up")
        mention.rules.append("subjects:right")
        return
    if left.startswith("占") and before and before[-1].subject and not before[-1].subject.endswith(left):
        # …支出120亿元，增长24%，占一般公共预算支出的74.5%: a part of the whole, of the subject before.
        mention.subject = mention.head = _of(before[-1], mention) + left
        mention.rules.append("subjects:part")
        return
    whole = _OF_WHOLE.fullmatch(left) if mention.of and quantity.kind == "percent" else None
    if whole:
        mention.subject = mention.head = whole[1]  # 高标准农田达到耕地总面积的64%
        mention.marks.add("share")
        mention.rules.append("subjects:left")
        return
    noun, verb = clean(left)
    if before and _STAYS.fullmatch(noun):
        noun = verb = ""  # 新增就业超690万人、稳定在全国1/10以上
    if noun.startswith(("比", "较", "与")) and before and not indicator_of(noun):
        noun = verb = ""  # 「比计划少86亿元」 compares; it names nothing
    if verb in ("投资", "投入") and not noun:
        noun = ("完成" if left.endswith("完成" + verb) else "") + verb
        verb = ""
        if not _owner(noun, before):
            noun = left.strip(" 　*、“”")
    if before and _RECKONED.fullmatch(noun):
        noun = verb = ""  # 「按年平均汇率折算」 says how, not what
    if noun in ("人均", "户均", "亩均") and before and before[-1].subject:
        noun += re.sub(r"^(?:全[省市区县]|我[省市区县])", "", before[-1].subject)
    if quantity.kind == "point":
        noun = _AGAINST.sub("", noun) or ("" if before else noun)
    told = before or (previous if previous and previous[-1].statement_start == mention.statement_start else [])
    noun = _whole(text, mention, noun, told)
    indicator = indicator_of(noun) if noun else None
    counts = quantity.kind in ("count", "measure", "money", "bare", "percent")
    if noun and (_TAIL_ONLY.fullmatch(noun) or _PLANNED.fullmatch(noun) or _SHARE_ONLY.fullmatch(noun)):
        # A bare tail is that of the subject before: …，增幅6%；总量突破4万亿元；完成预算的100.2%.
        told_of = _of(before[-1], mention) if before else _from_earlier_clause(text, mention, previous)[0]
        mention.subject = mention.head = told_of or noun
        if told_of and (_SHARE_ONLY.fullmatch(noun) or noun.endswith("增量")):
            mention.subject += noun
        if _FALLING.search(noun) or _RISING.search(noun):
            mention.marks.add("down" if _FALLING.search(noun) else "up")
        mention.rules.append("subjects:inherited")
        return
    owner = _owner(noun, before)
    if owner is not None:
        mention.subject = mention.head = _of(owner, mention) + noun
        mention.rules.append("subjects:owner")
        return
    bare = without_verbs(noun) if noun and not indicator else ""
    if bare:
        mention.subject, rule = bare, "left-before-verb"
    elif noun and verb and not indicator and not right and not _STATE.fullmatch(noun):
        # Nothing follows: 全年粮食播种面积｜5213亩, 企业减负｜70亿元. The verb at the end is a noun here.
        mention.subject, rule = noun, "left"
    elif right and counts and (not noun or (verb and not indicator) or modifier_only(noun) or not is_head(noun)):
        mention.subject, rule = _right_subject(mention, right, noun), "right"
    elif noun and _STEP.search(noun) and (named := _named_in_clause(text, mention)):
        mention.subject, rule = named, "step"
    elif noun and before and _STEP.search(noun) and before[-1].subject:
        mention.subject, rule = _of(before[-1], mention), "step"
    elif noun and (not modifier_only(noun) or _STATE.fullmatch(noun)):
        mention.subject, rule = noun, "left"
        if before and _STATE.fullmatch(noun) and not right and before[-1].subject:
            mention.subject = _elided_head(noun, _of(_counted(before, mention), mention))
            rule = "elided-head"
    elif before and before[-1].subject and verb and _STATE.fullmatch(verb) and not right:
        mention.subject, rule = _elided_head(verb, _of(_counted(before, mention), mention)), "elided-head"
    elif before and before[-1].subject:
        mention.subject, rule = _inherit(mention, before), "inherited"
    elif noun:
        mention.subject, rule = noun, "left"
    else:
        mention.subject, rule = _from_earlier_clause(text, mention, previous)
    mention.head = noun or right
    mention.rules.append("subjects:" + rule)


def _of(source: Mention, mention: Mention) -> str:
    """The subject of another quantity, which `mention` takes over."""
    mention.source = source.number
    return source.subject


def _counted(before: list[Mention], mention: Mention) -> Mention:
    """What a state says the number of is the thing that was counted: 项目69个，总投资490亿元，其中新开工｜41项."""
    counts = [s for s in before if s.quantity.kind == "count" and s.subject] if mention.quantity.kind == "count" else []
    return counts[-1] if counts else before[-1]


def _named_in_clause(text: str, mention: Mention) -> str:
    """The indicator that the sentence has named last: 地区生产总值将再上一个万亿台阶、达到｜4.2万亿元."""
    found = find_names(text[mention.gap_start : mention.quantity.outer_start])
    if not found:
        return ""
    start, end, _ = found[-1]
    return text[mention.gap_start + start : mention.gap_start + end]


_GENERIC_HEAD = lazy(
    r"(?:产量|总产量|总产|面积|余额|参保人数|增加值|总产值|产值|净?利润|销售收入|主营业务收入|利税|人均纯收入|人均可支配收入|出口|进口|外资)$"
)

_RECKONED = lazy(
    r"(?:按|依|以|剔除|扣除)[^，,。]{2,20}(?:折算|计算|口径|价格|汇率|换算|因素|影响)后?|[分从][^，,。]{1,6}看|由.转.|同比|其中|折合(?:人民币|美元)?|折|(?:年)?(?:平均)?汇率(?:折算|计算)"
)
_AGAINST = lazy(
    r"(?:分别)?(?:高于|低于|快于|慢于|高出|好于|比|较|超)(?:全国|全省|全市|全区|上年|去年|年初|同期|.{2,6}?)(?:平均)?(?:水平|增速)?$"
)
_TAIL_ONLY = lazy(
    r"(?:其)?(?:年均(?:复合)?(?:增长率|增长速度|增速)|升幅|增速|增幅|涨幅|降幅|减幅|跌幅|增长率|增长速度"
    r"|总量|总额|总规模|规模|总数|总值|增量)"
)
_FALLING = lazy(r"[降减跌]幅")
_RISING = lazy(r"[升增涨]幅|增速|增长")
_SHARE_ONLY = lazy(r"(?:其)?(?:占比|比重|占|贡献率)(?:达|为)?")
_PLANNED = lazy(r"(?:年初|年度|全年|调整|当年)?(?:预算|计划|目标|任务|预期目标|目标任务|计划任务)(?:数|进度)?")

_INVESTED = lazy(
    r"(?:总|年度?|年度计划|年计划|计划|计划总|完成|概算总|概算|预计总|当年计划|今年计划|当年|累计完成)?(?:投资|总投资)(?:额|总额|金额)?|投资完成额"
)


def _owner(noun: str, before: list[Mention]) -> Mention | None:
    """总投资 belongs to the projects that were counted before it: 签约项目207个、总投资1152亿元."""
    if not noun or not before or not _INVESTED.fullmatch(noun):
        return None
    for mention in reversed(before):
        if mention.subject and not mention.subject.endswith(("投资", "投资额")) and mention.quantity.kind == "count":
            return mention
    return None


_OWNER = lazy(
    r"规模以上工业|规上工业|全部工业|工业|服务业|农林牧渔业|农业|第[一二三]产业|战略性新兴产业|高技术制造业|高新技术产业|数字经济"
)


def _whole(text: str, mention: Mention, noun: str, before: list[Mention]) -> str:
    """规模以上工业实现净利润…，实现增加值…: a bare head takes the owner that was named before it."""
    if not _GENERIC_HEAD.fullmatch(noun) or indicator_of(noun):
        return noun
    if not before:
        # 工业发展质量提高，全年实现增加值…: the clause before names whose.
        said = _OWNER.findall(text, max(mention.statement_start, mention.left_start - 40), mention.left_start)
        return said[-1] + noun if said and indicator_of(said[-1] + noun) else noun
    for owner in (before[-1].subject, *(text[mention.left_start : mention.left_end] for mention in reversed(before))):
        whole = next((owner[:i] + noun for i in range(len(owner), 1, -1) if indicator_of(owner[:i] + noun)), "")
        if whole:
            return whole
    return noun


def _right_subject(mention: Mention, right: str, noun: str) -> str:
    keep = next((verb for verb in sorted(verbs()[1], key=len, reverse=True) if noun.endswith(verb)), "")
    return keep + right


def _elided_head(state: str, subject: str) -> str:
    for verb in sorted(verbs()[0], key=len, reverse=True):
        if subject.startswith(verb) and len(subject) > len(verb) + 1:
            subject = subject[len(verb) :]
            break
    stated = [*_STATED.finditer(subject)]
    if stated and len(subject) - stated[-1].end() >= 2:
        subject = subject[stated[-1].end() :]  # 集中开竣工项目: another state replaces its own
    return state + subject


def _inherit(mention: Mention, before: list[Mention]) -> str:
    """The subject of the quantity before; of a 分别 list the one at the same place."""
    nearest = before[-1]
    if nearest.quantity.kind == "rank" and len(before) > 1 and mention.quantity.kind != "rank":
        nearest = next((s for s in reversed(before) if s.quantity.kind != "rank"), nearest)
    return _of(nearest, mention)


def _from_earlier_clause(text: str, mention: Mention, previous: list[Mention]) -> tuple[str, str]:
    """The noun phrase of the clause before: 全市地区生产总值，预计｜增长6%."""
    clause_end = mention.left_start
    region = text[mention.sentence_start : clause_end].rstrip(" 　，,、：:")
    cut = last_of(_CLAUSE, region)
    phrase = region[cut + 1 :].strip(" 　*")
    noun, _ = clean(phrase)
    if noun and not indicator_of(noun):
        named = find_names(noun)
        if named and named[0][0] <= 4:
            return noun[named[0][0] : named[0][1]], "earlier-clause"
    if noun and (indicator_of(noun) or (mention.gap_start == mention.sentence_start and len(noun) <= 20)):
        return noun, "earlier-clause"
    same_statement = bool(previous) and previous[-1].statement_start == mention.statement_start
    if same_statement and not noun and previous[-1].subject:
        return _of(previous[-1], mention), "earlier-item"
    if previous and previous[-1].subject and mention.sentence == previous[-1].sentence + 1 and "up" in mention.marks:
        return _of(previous[-1], mention), "earlier-sentence"
    return noun or text[mention.left_start : mention.left_end].strip(" 　*“”、"), "none"


_RANK_SCOPE = lazy(r"(?:[全我本]?[国省市区县]|全球|世界|[东中西]部|[\u4e00-\u9fff]{0,6}(?:市|省|区|县))?(?:前列)?$")
_STANDS = lazy(
    r"(?:连续.{1,6})?(?:排名|排在|位居|稳居|跃居|居|位列|名列|列|跻身)(?:于|在|至)?"
    r"(?:全[国省市区县球]|国内|世界|亚洲|[东中西]部|东北|[\u4e00-\u9fff]{0,6}(?:市|省|区|县))?(?:前列)?$"
)


def _rank(text: str, mention: Mention, left: str, before: list[Mention]) -> None:
    stands = _STANDS.search(left)
    noun, _ = clean(left[: stands.start()] if stands and stands.start() else _RANK_SCOPE.sub("", left))
    noun = re.sub(
        r"(?:均|力争|争取|确保|分别|连续.{1,6}|总量|增速|增幅)?(?:排名|位居|稳居|居|位列|列|名列|跻身|排在|位于|考评|进入|跃居|跃升至|跃升|升至|跃至|上升至|上升到|前移至|前移到|达到){0,8}$",
        "",
        noun,
    )
    if noun and not modifier_only(noun) and len(noun) >= 2:
        mention.subject, rule = noun, "rank-left"
    elif before and before[-1].subject:
        mention.subject, rule = _of(before[-1], mention), "rank-inherited"
    else:
        mention.subject, rule = noun or _from_earlier_clause(text, mention, [])[0], "rank-earlier"
    mention.head = noun
    mention.rules.append("subjects:" + rule)
