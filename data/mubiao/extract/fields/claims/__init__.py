"""Has it happened, is it estimated, a target or planned: ordered rules.

The section decides first; the words of the sentence overrule it. A word holds from where it stands to the end of its
sentence, and a shared 预计 never covers the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mubiao.extract.context.contexts import Mention
from mubiao.extract.decisions import Decision, PassedOver, Rule, Words
from mubiao.extract.fields.claims import aims, estimates
from mubiao.extract.fields.claims.cases import AHEAD_ROLES, TARGET_WORD, Case, Claimed
from mubiao.extract.fields.claims.goals import (
    budgeted,
    came_true,
    goals_set,
    handed_down,
    planned_beside,
    planned_rate,
    quoted_target,
    target_set_before,
)
from mubiao.extract.rule_words import RuleWords, WordsAmong
from mubiao.model import Claim, Role, Section
from mubiao.patterns import lazy

_ESTIMATE = lazy(r"预计|预估|估算|预测|有望")
_DONE = lazy(
    r"已经?(?=建|有|完|投|入|签|开|在|达|形|实|成|落|累|超|突|获|被|整|推|拨|惠|覆|引|培|发|竣|办|与|集|吸|举|连|启|通|派|安|从|向|成|全|基|拥|聚|经)|目前|截至|截止|迄今|至今|现有(?<!实现有)(?!基础)|累计已|(?:去年|(?<!以)上年|过去)(?<![比较同]..)(?!度?[^，,。；;、\d]{2,20}的(?:\d|$))"
)
_SO_FAR = lazy(r"累计(?:已?完成|实现|到位|开工)|[占为](?:年度?|年初|全年)(?:计划|预算|任务)(?:总?投资|数|目标)*的?$")
_FULFILLED = lazy(r"完成|超额|达到|实现了|超过")
_GOAL = lazy(r"目标(?:定为|订为|设定为|设定在|定在|为|是|在)?[^，,。；;完成]{0,3}$|增长目标[^，,。；;]{0,4}$|预期增长$")
_AFTER_COMPLETION = lazy(
    r"(?:建成|投产|达产|投用|竣工|运营|建成达产|全部建成|建成投产|达效)(?:之)?后|年产值可达|可达产"
)
_SINCE = lazy("以来")
CUES: dict[Claim, re.Pattern[str]] = {Claim.TARGET: TARGET_WORD, Claim.ESTIMATE: _ESTIMATE, Claim.ACTUAL: _DONE}
"""Claim → words that speak for it, whether they decide or not."""


def decide(
    text: str,
    mention: Mention,
    section: Section,
    *,
    frame_year: int | None,
    past: int | None,
    since: bool = False,
    begins: bool = False,
    words: WordsAmong | None = None,
) -> Decision[Claimed]:
    """The claim of a mention whose subject is known, by the first rule that knows it.

    words: those of WORDS in the text, by which rules are left out that cannot know it.
    """
    case = Case(text, mention, section, frame_year, past, since, begins)
    rules = _AHEAD if case.ahead else _BACK
    if words is not None:
        rules = words.rules(rules, min(case.start, mention.gap_start), mention.quantity.outer_end + _BEHIND)
    for rule in rules:
        found: Claimed | None = rule.find(case)
        if found is not None:
            source = section.path or None if found.rule.startswith("section-") else None
            return Decision("claims", found.rule, found, found.evidence, (), source)
    raise AssertionError("the last rule knows every number")


def passed_over(text: str, mention: Mention, section: Section, decided: Claim) -> Iterator[PassedOver]:
    """The default of the section that words overruled, and words for other claims that do not decide."""
    start, end = mention.statement_start, mention.quantity.outer_start
    ahead = section.role in AHEAD_ROLES
    usual = Claim.TARGET if ahead else Claim.ACTUAL
    if decided is not usual:
        yield PassedOver(usual, "words-overrule")
    for claim, cue in CUES.items():
        word = None if claim is decided else cue.search(text, start, end)
        if word is not None:
            yield PassedOver(claim, "weaker-word", Words("cue", word.start(), word.end()))


def _after_completion(case: Case) -> Claimed | None:
    """建成投产后年产值可达50亿元."""
    start, end = max(case.mention.sentence_start, case.q.outer_start - 60), case.q.outer_start
    if case.text.find("后", start, end) < 0 and case.text.find("可达", start, end) < 0:
        return None  # every such wording holds one of them
    told = _AFTER_COMPLETION.search(case.text, start, end)
    return case.say(Claim.PLAN, "after-completion", case.at(told, 0)) if told else None


def _come_about(case: Case) -> Claimed | None:
    """In a plan, what has come about since a year, from A to B."""
    told = case.since and not case.target_word
    return Claimed(Claim.ACTUAL, None, "since-then-in-plan", False, _since(case)) if told else None


def _since(case: Case) -> tuple[Words, ...]:
    return case.at(_SINCE.search(case.before), case.start)


def _done_in_plan(case: Case) -> Claimed | None:
    """In a plan, what is there already: 目前已建成12座."""
    done, at = _DONE.search(case.clause), case.clause_at
    if not done:
        done, at = aims.has_today(case), case.start
    if not done or TARGET_WORD.search(case.clause) or _yet_to_end(case) or _BY_END.search(case.clause):
        return None
    if _FROM_NOW.search(case.clause) or _OF_BUILT.match(case.clause, done.start()) or _PUSHED.match(case.clause):
        return None  # 由目前的65元提高到70元; 已建标准厂房利用率达到80%
    if done[0] in ("去年", "上年") and "基础上" in case.clause:
        return None  # 要在去年接待270万人次的基础上增长25%
    return Claimed(Claim.ACTUAL, None, "done-in-plan", False, case.at(done, at))


_FROM_NOW = lazy(
    r"[由从将把](?:目前|现在|现有|去年|上年)的?[^，,。；;]{0,6}?[\d百千一二三四五六七八九十][^，,。；;]{1,16}?(?:到|至|为|达)$"
)
_OF_BUILT = lazy(
    r"已建(?![成立设有起好])[^，,。；;\d]{0,10}(?:住宅|小区|厂房|[率比]|设施)[^，,。；;\d]{0,3}(?:\d+万?户)?$"
)
_PUSHED = lazy(  # 加快已开工的8个项目建设
    r"[^，,。；;\d]{0,4}(?:加快|推进|推动|抓好|抓紧|做好|促进|完成|确保|力促)[^，,。；;\d]{0,8}已[^，,。；;\d]{1,6}的$"
)
_BY_END = lazy(
    r"的\d[^，,。；;]{0,16}?(?:年内|年底前|上半年|今年)[^，,。；;\d]{0,8}$"
)  # 目前在建的22个项目年内竣工15个
_BEGUN = lazy(r"(?:去年|上年|已|前期)[^，,。；;\d]{1,12}的$")
_TO_END = lazy(
    r"[^，,。；;\n\d]{2,24}?(?:年内|年底(?:之?前)?|上半年|今年|[上下]半年|\d{1,2}月底?前|要|力争|确保)[^，,。；;\n\d]{0,6}?(?:全部|全面|建成|完工|竣工|投|交付|完成)"
)


def _yet_to_end(case: Case) -> bool:
    """Whether what was begun before is to be finished: 去年已开工的16个改造项目年内全部完工."""
    return _BEGUN.search(case.clause) is not None and _TO_END.match(case.text, case.q.outer_end) is not None


def _since_then(case: Case) -> Claimed | None:
    """In a plan, 党的十八大以来 tells of what has been."""
    told = "以来" in case.before and not case.target_word
    if told and (late := estimates.estimated(case)):
        return late  # 今年以来，预计全县财政收入12.8亿元
    return Claimed(Claim.ACTUAL, None, "since-then-in-plan", False, _since(case)) if told else None


def _past_year(case: Case) -> Claimed | None:
    """In a plan, a year that is over."""
    over = case.frame_year is not None and case.past is not None and case.frame_year <= case.past
    if over and _yet_to_end(case):
        return None
    if over and case.frame_year == case.past and (late := estimates.estimated(case)):
        return late  # 预计今年达到2.6万元, read in its December
    return Claimed(Claim.ACTUAL, None, "past-year-in-plan") if over else None


def _base_in_plan(case: Case) -> Claimed | None:
    """In a plan, what it sets out from: 由2020年的70%提高到75%, 比1980年的8500亿元增长21%."""
    if case.past is None:
        return None
    if not (case.begins or case.mention.of):
        told = _LAST_YEAR_S.search(case.clause) if _GROWN.match(case.after) else None
        return Claimed(Claim.ACTUAL, None, "past-year-in-plan", False, case.at(told, case.clause_at)) if told else None
    named = [time for time in case.mention.times if (time.period or "")[-4:].isdigit()]
    if case.begins and not case.mention.times and not case.after.startswith(("到", "至")):
        # 补助标准由300元提高到350元, but 补助从300元到800元不等
        return Claimed(Claim.ACTUAL, None, "past-year-in-plan")
    if not named or int((named[0].period or "")[-4:]) > case.past:
        return None
    words = (Words("time", named[0].start, named[0].end),)
    return Claimed(Claim.ACTUAL, None, "past-year-in-plan", False, words)


_LAST_YEAR_S = lazy(r"(?:比|较)(?:上年|去年)(?:预计)?(?:执行|完成|决算|实际|预算执行)(?:完成)?数?的?$")
_GROWN = lazy(r"[，,]?(?:增长|增加|下降|减少)")


def _ahead(case: Case) -> Claimed:
    """What a plan states is a target."""
    return case.say(Claim.TARGET, "section-ahead")


def _so_far(case: Case) -> Claimed | None:
    """计划新开工项目20个，1—6月累计完成投资4亿元，占年计划投资的52%: what has come about beside a plan."""
    if case.target_word and (done := estimates.since_targeted(case)):
        return Claimed(Claim.ACTUAL, None, "done-beside-plan", False, done)
    words = _SO_FAR.search(case.clause)
    if not words or TARGET_WORD.search(case.clause) or estimates.SPOKEN.search(case.before):
        return None
    return Claimed(Claim.ACTUAL, None, "done-beside-plan", False, case.at(words, case.clause_at))


_TODAY = lazy(r"(?:而|但)?(?:截至)?(?:目前|现有|现已|今年已经?|去年已经?|已)(?!计划)")


def _future(case: Case) -> bool:
    if case.frame_year is None or case.past is None or case.frame_year <= case.past:
        return False
    if not (case.begins or case.mention.of):
        return True
    own = [time.period for time in case.mention.times if not time.base and (time.period or "").isdigit()]
    return not own or int(own[0] or 0) > case.past  # 1954年预算中，比重从1950年的25%增加到45%: the first has been


def _told_target(case: Case) -> tuple[Words, ...]:
    """A word that states a target, or 目标 right before the number that nothing says has been met."""
    if case.target_word:
        return case.at(case.target_word, case.start)
    goal = _GOAL.search(case.clause) if not _FULFILLED.search(case.clause) else None
    return case.at(goal, case.clause_at)


def _promised(case: Case) -> Claimed | None:
    """In news, what is a target or lies ahead."""
    if case.section.role not in (Role.NEWS, Role.OTHER):
        return None
    if _TODAY.match(case.clause) and not TARGET_WORD.search(case.clause):
        return None  # 今年计划将存栏扩大到6.5万头，目前存栏5.8万头
    words = _told_target(case)
    return case.say(Claim.TARGET, "promised", words) if words or _future(case) else None


def _future_year(case: Case) -> Claimed | None:
    """In a review, a year that is still to come."""
    now = _TODAY.match(case.clause) is not None  # 到2020年底要达到100%，目前为86%
    return case.say(Claim.TARGET, "future-year") if not now and _future(case) else None


_HAS_TO = lazy(r"要(?:实现|完成|达到|保持)[^，,。；;\d]{0,16}$")  # 要实现增长16%，压力巨大
_HARD = lazy(r"[^，,。；;\n]{0,8}[，,]?[^，,。；;\n]{0,4}(?:压力|难度|困难|挑战|任重)")
_WILLED = lazy("力争|确保(?!了)")
_NEAR_WILL = 23  # characters before a number


def _promised_in_review(case: Case) -> Claimed | None:
    """In a review, 力争 or 确保 right before the number, or what is hard to reach."""
    if case.section.role is not Role.REVIEW:
        return None
    if (hard := _HAS_TO.search(case.clause)) and _HARD.match(case.text, case.q.outer_end):
        return case.say(Claim.TARGET, "promised-in-review", case.at(hard, case.clause_at))
    if not case.target_word:
        return None
    told = _WILLED.search(case.before, max(0, len(case.before) - _NEAR_WILL))
    return case.say(Claim.TARGET, "promised-in-review", case.at(told, case.start)) if told else None


def _back(case: Case) -> Claimed:
    """What a review states has happened."""
    return Claimed(Claim.ACTUAL, None, "section-back")


# What one of stands where these rules decide; their patterns hold no other way to tell.
_AIMS = ("目标", "任务", "计划", "要求")
_SET = ("预定", "预期", "确定", "制定")
_DONE_WORDS = ("已", "目前", "截至", "截止", "迄今", "至今", "现有", "去年", "上年", "过去")

FIRST: tuple[Rule[Case], ...] = (
    Rule("quoted-target", quoted_target, "出口增长7%，超额完成6%的年度目标。", words=_AIMS),
    Rule("target-set-before", target_set_before, "年初预定增长6%，实际增长7%。", "quoted-target", words=_SET),
    Rule(
        "goals-set",
        goals_set,
        "县人代会确定的2023年主要目标是：出口总额增长7%。",
        "quoted-target",
        words=("指标", "目标", "任务"),
    ),
    Rule(
        "budgeted",
        budgeted,
        "年初预算为3.2亿元，实际完成3.6亿元。",
        words=("预算", "由年初", "调整为", "调减为", "调增为"),
    ),
    Rule("planned-rate", planned_rate, "出口增长5.1%（年计划为6%）。", "quoted-target", words=("计划",)),
    Rule("came-true", came_true, "出口计划增长15%，实际增长8%。", "done-beside-plan", words=("实际",)),
    Rule(
        "handed-down",
        handed_down,
        "省下达新增就业任务6200人，实际新增7100人。",
        "quoted-target",
        words=("目标", "任务", "计划", "指标"),
    ),
    Rule(
        "planned-beside",
        planned_beside,
        "出口计划完成18亿元，实际完成21亿元。",
        "quoted-target",
        words=("计划", "任务"),
    ),
    Rule("aimed-at", aims.aimed_at, "提出五年内出口突破20亿美元、税收突破9亿元的奋斗目标。", words=aims.AIMS),
    Rule(
        "works",
        aims.works,
        "年产30万吨的铝材项目建成投产。",
        "planned-size",
        words=("年产", "投资", "项目", "生产线", "工程", "基地", "机组"),
    ),
    Rule(
        "invested-works",
        aims.invested_works,
        "引进投资超6亿元的冷链物流园项目。",
        "planned-size",
        words=("投资",),
    ),
    Rule("after-completion", _after_completion, "项目投产后，预计年产值60亿元。", words=aims.BUILT),
    Rule("planned-subject", aims.planned_subject, "纺织园计划投资18亿元。", "planned-size"),
    Rule("planned-gap", aims.planned_gap, "水库总库容达到3亿立方米。", "planned-size", words=aims.PLANS),
    Rule(
        "planned-before",
        aims.planned_before,
        "项目计划总投资12亿元，用地面积260亩。",
        "planned-size",
        words=aims.SIZES,
    ),
)
"""Asked first."""
AHEAD: tuple[Rule[Case], ...] = (
    Rule("come-about", _come_about, "党的十八大以来，高速公路里程增加到320公里。", "since-then-in-plan"),
    Rule("done-in-plan", _done_in_plan, "截至目前，该市已建成公共充电桩3200个。", words=_DONE_WORDS),
    Rule("since-then-in-plan", _since_then, "2017年以来，累计改造棚户区1.1万套。", words=("以来",)),
    Rule("past-year-in-plan", _past_year, "五年累计新增就业4.6万人。"),
    Rule("base-in-plan", _base_in_plan, "出口由2018年的12亿元增加到20亿元。", "past-year-in-plan"),
    Rule("section-ahead", _ahead, "税收超2亿。"),
)
"""In a part that tells what will be done."""
BACK: tuple[Rule[Case], ...] = (
    Rule(
        "so-far",
        _so_far,
        "计划新开工项目20个，1—6月累计完成投资4亿元。",
        "done-beside-plan",
        words=("累计", "计划", "预算", "任务", "目前", "截至", "现已"),
    ),
    Rule("promised", _promised, "该市将新建口袋公园16个。"),
    Rule(
        "demanded",
        aims.demanded,
        "会议要求，年底前改造老旧小区12个。",
        "promised",
        words=("要求", "强调", "号召"),
    ),
    Rule(
        "year-ending",
        estimates.year_ending,
        "2024年社会消费品零售总额预计增长8.5%。",
        "estimated",
        words=("预计", "预估", "估算", "预测", "有望"),
    ),
    Rule("future-year", _future_year, "三年内新建改扩建学校30所。"),
    Rule("noted", estimates.noted, "地区生产总值增长4.5%（预计数）。", "estimated", words=("预计",)),
    Rule(
        "estimated",
        estimates.estimated,
        "预计全年实现地区生产总值520亿元，增长7.2%。",
        words=("预计", "预估", "估算", "预测", "有望"),
    ),
    Rule("may-reach", estimates.may_reach, "森林覆盖率可提高1个百分点。", "estimated", words=("可",)),
    Rule(
        "estimated-below",
        estimates.estimated_below,
        "出口增长8%（预计数，下同）。新增就业2万人。",
        "estimated",
        words=("下同",),
    ),
    Rule(
        "estimated-above",
        estimates.estimated_above,
        "出口增长8%。以上数据均为预计数。",
        "estimated",
        words=estimates.NOTES,
    ),
    Rule(
        "rest-of-year",
        estimates.rest_of_year,
        "下半年，全县计划开工项目12个。",
        words=estimates.REST,
    ),
    Rule("promised-in-review", _promised_in_review, "力争全年培育“小巨人”企业5家。", words=("力争", "确保", "要")),
    Rule("section-back", _back, "税收超2亿。"),
)
"""In any other. The last rule of either always knows something."""
_AHEAD, _BACK = FIRST + AHEAD, FIRST + BACK
WORDS = RuleWords(FIRST + AHEAD + BACK, far=("下同", *estimates.NOTES))
_BEHIND = 64  # characters behind a number in which a rule looks for its words
