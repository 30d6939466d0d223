"""Rules for subjects that stand in groups: what is divided, whose share it is, what is built or won, in which state."""

from __future__ import annotations

from mubiao.extract.context.contexts import Mention
from mubiao.extract.context.noun_phrases import modifier_only
from mubiao.extract.context.subjects.cases import STATE, Case, Found, span, told_as
from mubiao.lexicon.active import per_lexicon
from mubiao.lexicon.name_matcher import indicator_of
from mubiao.lexicon.wordlists import verbs
from mubiao.patterns import last_of, lazy, marks

_DIVIDED = lazy(
    r"[分从按](?:三次)?(?:产业|行业|领域|门类|类型|经济类型|地域|区域|城乡|注册类型|登记注册类型|规模)(?:类型)?(?:看|来看|分|投向看|划分)"
)
_DIVISION = lazy(r"第[一二三]产业|三次产业|[\u4e00-\u9fff]{0,8}(?:业|领域|民间|国有|城镇|农村|企业)")
_DIVISION_ENDS = frozenset("业域间有镇村")
_DIVIDES = lazy(
    r"(?:固定资产投资|民间投资|工业投资|投资|用电量|零售额|零售总额|税收|税收收入|贷款余额|贷款|利用外资|进出口|出口|进口)(?:额|总额)?$"
)


def division(case: Case) -> Found | None:
    """固定资产投资增长9%。分产业看，第一产业下降12%: of what is divided, not the value added."""
    noun, _ = case.phrase
    if case.right or noun[-1:] not in _DIVISION_ENDS or not _DIVISION.fullmatch(noun):
        return None
    if not _DIVIDED.search(case.text, case.mention.statement_start, case.mention.left_start):
        return None
    told = next((one for one in (*reversed(case.before), *reversed(case.previous)) if one.subject), None)
    tail = _DIVIDES.search(told.subject) if told else None
    if told is None or tail is None:
        return None
    found = case.taken(told, noun + tail[0])
    return found._replace(evidence=found.evidence + span(case.mention.left_start, case.mention.left_end))


_COLON = marks(":：")
_A_PLACE = lazy(
    r"(?![全我本各])[\u4e00-\u9fff]{1,8}(?<![地社园小山牧矿校灾库景])(?:[县市区旗镇乡]|街道|自治[县州旗])|市?(?:高新区|开发区|经开区|新区)"
)
_PLACE_ENDS = frozenset("县市区旗镇乡道州")


def of_place(case: Case) -> Found | None:
    """投产企业90家：甲县31家、乙县28家: the place says whose, the head is left out."""
    noun, _ = case.phrase
    if (
        case.right
        or noun[-1:] not in _PLACE_ENDS
        or not _A_PLACE.fullmatch(noun)
        or indicator_of(noun)
        or modifier_only(noun)
    ):
        return None
    colon = last_of(_COLON, case.text, case.mention.sentence_start, case.mention.left_start)
    told = next((one for one in reversed(case.before) if one.quantity.outer_end == colon and one.subject), None)
    told = told or _whole_before(case)
    if told is None or told.quantity.unit != case.mention.quantity.unit or told.quantity.kind == "rank":
        return None
    return case.taken(told)


def bracketed(case: Case) -> Found | None:
    """工业增加值增长5%，增速居前的有甲区（｜8.6%）: the bracket gives what was told before, of the place before it."""
    text, end = case.text, case.mention.quantity.outer_start
    if text[end - 1] != "(" or text[end - 2] not in _PLACE_ENDS or not case.mention.elided:
        return None
    said = (one for one in (*reversed(case.before), *reversed(case.previous)) if one.subject)
    told = next((one for one in said if (one.quantity.kind == "percent") == (case.kind == "percent")), None)
    return case.taken(told) if told is not None and told.quantity.kind != "rank" else None


def _whole_before(case: Case) -> Mention | None:
    """造林42万亩，其中甲县11万亩; 全州投资增长16%；甲县增长21%: what was told of the whole or of its first part."""
    said = (one for one in (*reversed(case.before), *reversed(case.previous)) if one.subject)
    told = next((one for one in said if one.quantity.kind == case.kind), None)
    if told is None or told.statement_start != case.mention.statement_start:
        return None
    parted = (
        case.text.startswith(_PARTED, told.quantity.outer_end)
        or case.phrase[1] == "完成"
        or told_as(told, "elided-head")
    )
    grows = case.kind == "percent" and not _MOVES.isdisjoint(case.mention.marks & told.marks)
    return told if parted or grows else None


_PARTED = ("，其中", ",其中", "。其中", "；其中", "(其中", "，", ",", "；", ";")
_MOVES = frozenset(("up", "down"))
_WHERE_LIVING = lazy("(城镇|城市|农村|农牧区|乡村)(?:常住)?(?:居民)?")
_OF_RESIDENTS = lazy(
    "(?:年末|全[省市县区州体]|城乡|城镇|城市|农村|常住)*居民((?:家庭)?(?:人均)?(?:可支配|纯)?收入|人均(?:生活)?消费支出"
    "|人均(?:住房|居住)?(?:建筑|使用|居住)?面积)"
)


def residents(case: Case) -> Found | None:
    """居民人均可支配收入3万元，其中城镇｜4万元、农村｜2万元: whose income the head before it is of."""
    living = _WHERE_LIVING.fullmatch(case.phrase[0])
    if living is None or case.right:
        return None
    for told in reversed(case.before):
        head = _OF_RESIDENTS.fullmatch(told.subject)
        if head is not None:
            return case.taken(told, f"{living[1]}居民{head[1]}")
    return None


_BUILT = lazy(
    r"(?:幼儿园|小学|初中|高中|普通高中|社区|城市|县城|城区|县|镇|城镇)(?<![全我本各]县)(?<![全我本各]镇)$",
    holds=("初中", "县", "城区", "城市", "小学", "幼儿园", "社区", "镇", "高中"),
)
_BUILDS = frozenset("所座家个")


def built(case: Case) -> Found | None:
    """新建幼儿园｜3所: a word that says of what where it stands alone is here what is counted."""
    noun, _ = case.phrase
    said = _BUILT.search(noun) if noun and case.mention.quantity.unit in _BUILDS else None
    if said is None or case.right or not modifier_only(noun):
        return None
    led = noun != said[0] or case.left.strip(" 　*“”") != noun
    return case.named(noun) if led or case.mention.quantity.unit in ("所", "座") else None


_AWARD = lazy(
    r"的?[^，,。；;、\d]{0,6}?(?:荣获|荣膺|获得?|喜获|摘得|斩获|夺得|捧得)了?(?:第.{1,3}届|首届|20\d\d年度?)*的?"
    r"([^，,。；;、\d]{2,20}?(?:奖项?|称号|荣誉))(?=[，,。；;、)]|$)"
)


def award(case: Case) -> Found | None:
    """3家企业荣获省政府质量奖: what they won."""
    q = case.mention.quantity
    won = _AWARD.match(case.text, q.outer_end, q.outer_end + 60) if case.kind == "count" and case.right else None
    return Found(won[1], span(*won.span(1))) if won else None


STATED = lazy(r"开竣工|开工|竣工|签约|投产|投用|建成|在建")


@per_lexicon()
def _verbs_of_length() -> tuple[str, ...]:
    return tuple(sorted(verbs()[0], key=len, reverse=True))


def _elided_head(state: str, subject: str) -> str:
    """新开工 of 重点项目: the state stands in the place of the verb or the state that the subject had."""
    for verb in _verbs_of_length():
        if subject.startswith(verb) and len(subject) > len(verb) + 1:
            subject = subject[len(verb) :]
            break
    stated = [*STATED.finditer(subject)]
    if stated and len(subject) - stated[-1].end() >= 2:
        subject = subject[stated[-1].end() :]  # 集中开竣工项目: another state replaces its own
    return state + subject


def state(case: Case) -> Found | None:
    """项目69个，其中新开工｜41个: a state of what was told before."""
    noun, _ = case.phrase
    if not noun or not case.state or case.right or not case.before or not case.before[-1].subject:
        return None
    return _elided(case, noun)


_DONE_THERE = lazy(
    r"[\u4e00-\u9fff]{1,7}?(?:街道|[镇乡县市区旗])((?:新|改|续|扩)?[建修栽植造产]|建成|完成|实现|引进|新增|种植|生产|开工|竣工|签约|投产)"
)


def done_there(case: Case) -> Found | None:
    """甲镇新修机耕路31公里，乙镇新修｜27公里: what the place before it has done."""
    there, told = _DONE_THERE.fullmatch(case.phrase[0]), case.before[-1]
    if there is None or not told.subject or told.quantity.unit != case.mention.quantity.unit:
        return None
    alike = there[1] in case.text[told.left_start : told.left_end]
    return case.taken(told) if alike else None


def state_verb(case: Case) -> Found | None:
    """The same, where the state is the verb that the phrase ended with."""
    verb = case.phrase[1]
    if not verb or case.right or not case.before or not case.before[-1].subject or not STATE.fullmatch(verb):
        return None
    return _elided(case, verb)


def _elided(case: Case, state: str) -> Found:
    """What a state says the number of is the thing that was counted: 项目69个，总投资490亿元，其中新开工｜41项."""
    counts = [one for one in case.before if one.quantity.kind == "count" and one.subject]
    told = counts[-1] if counts and case.kind == "count" else case.before[-1]
    found = case.taken(told, _elided_head(state, told.subject))
    return found._replace(evidence=found.evidence + span(case.mention.left_start, case.mention.left_end))


_YEAR_AGAIN = lazy(
    r"[ 　]*(?:其中[，,]?)?(?:(?:(?:19|20)\d\d|今|去|上|本|当)年)?(?:当年|年度|全年|一年|年"
    r"|[上下]半年|[1-9一二三四][—-]?\d{0,2}(?:月份?|季度))?[，,]?"
    r"(?:共|就|又|已|再)?(?:累计)?(?:完成|实现|达到?|增加到|新增)?[约近超逾]?$"
)
_SHORT_TIME = 4  # characters of a time and a verb


def year_again(case: Case) -> Found | None:
    """累计完成固定资产投资312亿元，年均增长8.7%。2021年当年完成｜74.6亿元: the amount that was told before."""
    mention = case.mention
    if case.kind not in ("money", "measure") or mention.gap_start != mention.sentence_start or case.right:
        return None
    begin, end = mention.sentence_start, mention.quantity.outer_start
    if end - begin < _SHORT_TIME or not _YEAR_AGAIN.fullmatch(case.text, begin, end):
        return None
    alike = (one for one in reversed(case.previous) if one.quantity.unit == mention.quantity.unit and one.subject)
    told = next(alike, None)
    return case.taken(told) if told is not None else None
