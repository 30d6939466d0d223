"""A quantity whose subject is asked for: the words around it, and the noun phrase before it, completed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from mubiao.extract.context.contexts import Mention
from mubiao.extract.context.noun_phrases import clean, is_head, modifier_only, without_verbs
from mubiao.extract.decisions import PassedOver, Words, once
from mubiao.lexicon.name_matcher import find_names, indicator_of
from mubiao.patterns import last_of, lazy, marks

REACH = 60
"""How many quantities of a sentence are looked back at: a row of thousands is a table, not a sentence."""
_NOUNS = 8
"""How many words a subject is told to be read from, where each of a long row adds one to those of the one before."""
STATE = lazy(
    r"(?:在建|基本建成|全面建成|全部建成|新建|续建|改建|扩建|建成|开工|竣工|新开工|新增|签约|投产|投用|已建成|建成投用|拟建|规划)$"
)
_STAYS = lazy(r"(?:稳定|保持|维持)在(?:全[国省市区县球]|世界)的?")
_GENERIC_HEAD = lazy(
    r"(?:产量|总产量|总产|面积|余额|参保人数|增加值|总产值|产值|净?利润|销售收入|主营业务收入|利税|人均纯收入|人均可支配收入|出口|进口|外资)$"
)

_RECKONED = lazy(
    r"(?:按|依|以|剔除|扣除)[^，,。]{2,20}(?:折算|计算|口径|价格|汇率|换算|因素|影响)后?|(?:剔除|扣除)[^，,。]{2,20}后|[分从][^，,。]{1,6}看|(?:按|依|以)?[^，,。]{0,12}汇率(?:\([^()]{0,24}\))?(?:约?(?:折合|折算|计算|折))(?:为|成|约)?(?:人民币|美元)?|约?合(?:人民币)?|(?:报?经|根据)[^，,。；;\d]{2,20}?(?:批准|同意|审议(?:通过)?|审定|核定|核准|审核|通过|审查)(?:[的后])?|按[^，,。]{2,24}折合|由.转.|同比|(?:同比|多|少)[多少]?(?:争取|完成|征收|到位|引进|投入|发放|支出|收入)?|其中|折合(?:人民币|美元)?|折|(?:年)?(?:平均)?汇率(?:折算|计算)"
)
_AT_RATE = lazy(r"\s*(?:按|依|以)[^，,。；;\d]{0,12}汇率", holds=("汇率",))
_AGAINST = lazy(
    r"(?:分别)?(?:高于|低于|快于|慢于|高出|好于|比|较|超)(?:全国|全省|全市|全区|上年|去年|年初|同期|.{2,6}?)(?:平均)?(?:水平|增速)?$"
)
_INVESTED = lazy(
    r"(?:总|年度?|年度计划|年计划|计划|计划总|完成|概算总|概算|预计总|当年计划|今年计划|当年|累计完成)?(?:投资|总投资)(?:额|总额|金额)?|投资完成额"
)


_OWNER = lazy(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[全我本][国省市区县州])|(?<=其中)|(?<=全年)|(?<=我们))(?:规模以上工业|规上工业|全部工业|工业|服务业|农林牧渔业|农业|第[一二三]产业|战略性新兴产业|高技术制造业|高新技术产业|数字经济)"
)
_RELATIVE = lazy(r"^(?:全[省市区县]|我[省市区县])")


class Found(NamedTuple):
    """A subject, the words it was read from, and what the mention takes over beside it."""

    subject: str
    evidence: tuple[Words, ...] = ()
    source: int = -1  # number of the mention that it was taken from
    marks: frozenset[str] | None = None  # in place of the mention's own
    like: Mention | None = None  # whose cues and times hold


class Case:
    """One quantity whose subject is asked for, and what the rules look at: each is looked up once, when it is asked."""

    def __init__(self, text: str, mention: Mention, beside: list[Mention], previous: list[Mention]) -> None:
        self.text, self.mention, self.beside, self.previous = text, mention, beside, previous
        self.kind = mention.quantity.kind
        self.left = text[mention.left_start : mention.left_end]
        self.right = text[mention.right_start : mention.right_end]
        self.before = _without_aside(text, mention, beside)  # its sentence's quantities before it, with their subjects
        if not beside and text.startswith("其中", mention.sentence_start):
            self.before = previous[-1:] if self.kind != "count" else previous  # 「…。其中新开工44项」 goes on
        elif not beside and self.kind == "money" and _AT_RATE.match(text, mention.sentence_start):
            self.before = previous[-1:]  # 「…元。按年平均汇率折合…美元」 too

    @once
    def gap(self) -> str:
        """What stands between the quantity before and this one."""
        start, end = self.mention.gap_start, self.mention.quantity.outer_start
        return self.text[max(start, end - 30) : end]

    @once
    def phrase(self) -> tuple[str, str]:
        """The noun phrase before the number, completed, and the verb that it ended with."""
        return _phrase(self)

    @once
    def indicator(self) -> tuple[str, str] | None:
        """The indicator that the noun phrase names."""
        return indicator_of(self.phrase[0]) if self.phrase[0] else None

    @once
    def state(self) -> bool:
        """Whether the noun phrase only says in what state a thing is: 其中新开工."""
        return bool(STATE.fullmatch(self.phrase[0]))

    @once
    def bare(self) -> str:
        """An indicator that verbs follow."""
        return without_verbs(self.phrase[0]) if self.phrase[0] and not self.indicator else ""

    def taken(self, source: Mention, subject: str = "", marks: frozenset[str] | None = None) -> Found:
        """The subject of another quantity, or one made of it, and where that stands."""
        q = source.quantity
        evidence = [Words("source", q.start, q.end)]
        for told in source.decided:
            if told.stage == "subjects":
                evidence += [words for words in told.evidence if words.role == "noun"][:_NOUNS]
                break
        return Found(subject or source.subject, tuple(evidence), source.number, marks)

    def named(self, subject: str, marks: frozenset[str] | None = None) -> Found:
        """A subject that stands before the number; of one that was put together, the whole phrase is its evidence."""
        start, end = self.mention.left_start, self.mention.left_end
        return Found(subject, stands(self.text, subject, start, end) or span(start, end), -1, marks)


_ASIDE_ENDS = 9  # characters in which a bracket may close
_CLOSES = lazy(r"[^(),，。；;\d]{0,8}\)")


def _without_aside(text: str, mention: Mention, beside: list[Mention]) -> list[Mention]:
    """8.24万辆(其中货车1.16万辆)，增长14.8%: what stands in brackets is passed over by what follows them."""
    start = mention.gap_start
    if not beside or text.find(")", start, min(start + _ASIDE_ENDS, mention.quantity.outer_start)) < 0:
        return beside
    if not _CLOSES.match(text, start, mention.quantity.outer_start):
        return beside
    opening = text.rfind("(", mention.sentence_start, mention.gap_start)
    return [one for one in beside if one.quantity.start < opening] or beside


def told_as(mention: Mention, rule: str) -> bool:
    """Whether the subject of another quantity was found by this rule."""
    return any(decision.stage == "subjects" and decision.rule == rule for decision in mention.decided)


def span(start: int, end: int) -> tuple[Words, ...]:
    """The noun at text[start:end] as evidence; none where that is empty."""
    return (Words("noun", start, end),) if start < end else ()


def stands(text: str, words: str, start: int, end: int) -> tuple[Words, ...]:
    """The last place in text[start:end] where these words stand in one piece, as evidence."""
    at = text.rfind(words, start, end) if words else -1
    return span(at, at + len(words)) if at >= 0 else ()


_TIME_ONLY = lazy(r"(?:去年|今年|上年|当年|全年|[12]\d{3}年)(?:全年|年末|底|末)?")
_CLAUSE = marks("，,；;：:。")


def opened_with(case: Case, clause: int, region: str) -> Found | None:
    """生产总值连跨五个台阶，首次突破大关，去年｜实现: the indicator that a clause has begun with last.

    region: the words of the sentence before the number; clause: where the last clause begins in them.
    """
    if case.kind not in ("money", "percent") or not _TIME_ONLY.fullmatch(region, clause):
        return None
    text, start = case.text, case.mention.gap_start
    for first, last, _ in reversed(find_names(text[start : case.mention.left_start])):
        begin = max(start, last_of(_CLAUSE, text, start, start + first) + 1)
        before = text[begin : start + first].strip(" 　*—")
        if not before or modifier_only(before):
            return Found(text[start + first : start + last], span(start + first, start + last))
    return None


# ── the noun phrase before a number, completed by what stands around it ──


def _phrase(case: Case) -> tuple[str, str]:
    noun, verb = clean(_BY_NOW.sub("", case.left) if case.left[:1] in "目现已截" else case.left)
    if case.before and _says_no_noun(noun):
        noun = verb = ""
    if verb in ("投资", "投入") and not noun:
        noun = ("完成" if case.left.endswith("完成" + verb) else "") + verb
        verb = ""
        if not owner_of(noun, case.before):
            noun = case.left.strip(" 　*、“”")
    if (case.before or case.previous) and _reckoned(noun):
        noun = verb = ""  # 「按年平均汇率折算」 says how, not what
    told = case.before[-1].subject if case.before else ""
    if noun in ("人均", "户均", "亩均") and told and not told.endswith(("率", "比重", "比例", "占比")):
        noun += _RELATIVE.sub("", told)
    if case.kind in ("money", "bare") and _RESIDENTS.fullmatch(noun) and _PER_HEAD.search(told or _said_before(case)):
        noun += "人均可支配收入"  # 居民人均可支配收入27180元，其中城镇居民｜33460元
    if case.kind == "point":
        noun = _AGAINST.sub("", noun) or ("" if case.before else noun)
    return _whole(case, noun), verb


_OF_THE_TERM_BEFORE = lazy(
    r"(?:是|为|相当于|达到?)(?:前|上)(?:[一二三四五十]{1,2}|[一个]?(?:届|任)期?)(?:年|届)?(?:政府)?(?:总和)?的?",
    holds="上前",
)
_RESIDENTS = lazy(r"(?:城镇|农村|城市)(?:常住)?居民")
_PER_HEAD = lazy(r"居民(?:人均可支配收入|收入)$")
_IN_WORK = lazy(r"在[^，,。；;、\d]{2,8}(?:中|上)|按[^，,。；;\d]{2,6}口径(?:计算)?")
_BY_NOW = lazy(r"^(?:(?:截至)?目前|现)?已经?(?=(?:新?开工|竣工|投产|建成|签约|投用)$)")


def _said_before(case: Case) -> str:
    """The subject of the item before, parted by a semicolon."""
    last = case.previous[-1] if case.previous else None
    return last.subject if last is not None and last.statement_start == case.mention.statement_start else ""


_OF_RECKONING = frozenset("按依以剔扣分从约合由同其折年平多少报经根")
_OF_HEADS = frozenset("量产积额数值润入税口资")
_OF_STAYS = frozenset("稳保维")
"""What these patterns begin or end with: a look at a character costs less than a pattern."""


def _reckoned(noun: str) -> bool:
    return (noun[:1] in _OF_RECKONING or "汇率" in noun) and _RECKONED.fullmatch(noun) is not None


def _says_no_noun(noun: str) -> bool:
    """新增就业超690万人、稳定在全国1/10以上; 「比计划少86亿元」 compares, 「按增长7%安排」 plans: they name nothing."""
    return (
        (noun[:1] in _OF_STAYS and _STAYS.fullmatch(noun) is not None)
        or noun in _NO_NOUNS
        or (noun[:1] in "在按" and _IN_WORK.fullmatch(noun) is not None)  # 增长12%，在实际工作中力争达到｜13%
        or _OF_THE_TERM_BEFORE.fullmatch(noun) is not None  # 累计完成420亿元，是前五年的｜3.6倍
        or noun.endswith(("元以上", "元及以上", "元以下"))  # 亿元以上项目30个，其中10亿元以上｜5个
        or (noun.startswith(("比", "较", "与")) and not indicator_of(noun))
    )


_NO_NOUNS = frozenset(
    (
        "按",
        "按照",
        "实际",
        "实际完成",
        "实际到位",
        "实际执行",
        "实际支出",
        "实际收入",
        "年中",
        "而",
        "中期",
        "同期",
        "总量",
        "目前",
    )
)


def owner_of(noun: str, before: list[Mention]) -> Mention | None:
    """总投资 belongs to the projects that were counted before it: 签约项目207个、总投资1152亿元."""
    if not noun or not before or not _INVESTED.fullmatch(noun):
        return None
    for one in reversed(before):
        if one.subject and not one.subject.endswith(("投资", "投资额")) and one.quantity.kind == "count":
            return one
    return None


def _whole(case: Case, noun: str) -> str:
    """规模以上工业实现净利润…，实现增加值…: a bare head takes the owner that was named before it."""
    if noun[-1:] not in _OF_HEADS or not _GENERIC_HEAD.fullmatch(noun) or indicator_of(noun):
        return noun
    text, mention, previous = case.text, case.mention, case.previous
    told = case.before or (previous if previous and previous[-1].statement_start == mention.statement_start else [])
    if not told:
        # 工业发展质量提高，全年实现增加值…: the clause before names whose.
        said = _OWNER.findall(text, max(mention.statement_start, mention.left_start - 40), mention.left_start)
        return said[-1] + noun if said and indicator_of(said[-1] + noun) else noun
    for owner in (told[-1].subject, *(text[one.left_start : one.left_end] for one in reversed(told))):
        whole = next((owner[:i] + noun for i in range(len(owner), 1, -1) if indicator_of(owner[:i] + noun)), "")
        if whole:
            return whole
    return noun


# ── what is told of a subject ──


def passed_over(text: str, mentions: tuple[Mention, ...], mention: Mention) -> Iterator[PassedOver]:
    """The nouns that are not the subject, and the subjects of others that it could have been."""
    decided = next((d for d in mention.decided if d.stage == "subjects"), None)
    if decided is None or mention.number < 0:
        return
    if mention.group >= 0:
        near = mentions[max(0, mention.number - 30) : mention.number + 30]
        for one in near:
            if one.sentence == mention.sentence and one.anchor == mention.anchor and one.number != mention.number:
                q = one.quantity
                yield PassedOver(one.subject, "other-member", Words("number", q.start, q.end))
        return
    nouns = [(words.start, words.end) for words in decided.evidence if words.role == "noun"]
    left, right = (mention.left_start, mention.left_end), (mention.right_start, mention.right_end)
    if right[0] < right[1] and right not in nouns:
        yield PassedOver(text[slice(*right)], "before-wins", Words("noun", *right))
    if left[0] < left[1] and not any(left[0] <= start < left[1] for start, _ in nouns):
        yield PassedOver(text[slice(*left)].strip(), _unfit(text[slice(*left)]), Words("noun", *left))
    if mention.source >= 0:
        yield from _farther(mentions, mention)


def _farther(mentions: tuple[Mention, ...], mention: Mention) -> Iterator[PassedOver]:
    """The other subjects of the sentence that could have been inherited."""
    said = {mention.subject}
    for other in reversed(mentions[max(0, mention.number - REACH) : mention.number]):
        if other.sentence != mention.sentence:
            break
        if other.number != mention.source and other.subject and other.subject not in said:
            said.add(other.subject)
            yield PassedOver(other.subject, "farther", Words("source", other.quantity.start, other.quantity.end))


def _unfit(left: str) -> str:
    """Why the words before a number are not its subject."""
    noun, verb = clean(left)
    if not noun:
        return "verb-only" if verb else "no-noun"
    if modifier_only(noun):
        return "modifier"
    if verb:
        return "takes-object"
    return "no-noun" if is_head(noun) else "no-head"


_LONGEST = 40  # no noun phrase is longer; what is, is a clause that was not understood
_BLANKS = "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"
_BLANKS += "".join(map(chr, range(0x2000, 0x200B)))
_EDGES = _BLANKS + "*、，,：:；;。.的了“”\"'"
_ENDS = lazy(  # verbs, adverbs and conjunctions that are left behind a noun phrase and belong to the number
    r"(?<=[\u4e00-\u9fff)”]{3})(?:[实呈]现|保持|累计|持续|完成|力争|争取|取得|获得|达到|突破|位居|分别|先后|均为"
    r"|(?:提高|提升|下降|增加|扩大|上升|降低|减少|调整|整合|优化|下调|上调)[到至])$"
    r"|(?<=[\u4e00-\u9fff)”]{2})(?:(?<![总共饱祥温缓平])和|以及|(?<![惠普涉旁波])及|(?<![参给])与|(?<![需主重纪概必摘只])要"
    r"|(?<![所没拥公国民享占具保持含特固还])有|(?<![存所现实潜内在])在|(?<![自理缘])[从由]|[将已仍再]|(?<![人户亩月年平地均])均)$"
)
_LEFT_BEHIND = frozenset("现持计续成争取得到破居别后为至和及与要有在从由将已仍再均")
"""What these end with: no other subject is looked at."""


@lru_cache(maxsize=16384)
def tidy(subject: str) -> str:
    """A subject as a fact tells it: without signs at its edges, and no longer than a noun phrase is."""
    tidied = subject.strip(_EDGES).replace("*", "")[-_LONGEST:]
    if tidied[-1:] in _LEFT_BEHIND:
        tidied = _ENDS.sub("", tidied)
    opened, closed = tidied.find("“"), tidied.find("”")
    if closed >= 0 and not 0 <= opened < closed:
        return "“" + tidied  # “新三样”产品出口 keeps the sign that its edge had
    return tidied + "”" if opened >= 0 and tidied.rfind("”") < tidied.rfind("“") else tidied
