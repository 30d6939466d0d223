"""What a number measures that its own clause does not say: told in the clause, the item or the sentence before."""

from __future__ import annotations

from mubiao.extract.context.contexts import Mention
from mubiao.extract.context.noun_phrases import clean
from mubiao.extract.context.subjects.cases import Case, Found, opened_with, stands
from mubiao.lexicon.name_matcher import find_names, indicator_of
from mubiao.patterns import last_of, lazy, marks

_CLAUSE = marks("，,；;：:。")
_WHEN = lazy(
    r"[，,](?:今年|当年|全年)?(?:[上下]半年|年内|年底前?|前?[一二三四]季度|前三季度|[1-9]\d?月(?:份|底|底前)?)(?:共|已|将|要)?$"
)


_SHARES = ("比重", "比例", "占比", "份额")


def earlier_clause(case: Case) -> Found | None:
    """The noun phrase of the clause before: 全市地区生产总值，预计｜增长6%."""
    return _clause_before(case)[1]


def earlier_item(case: Case) -> Found | None:
    """The subject of the item before, parted by a semicolon: 总量1100亿元；增长｜6%."""
    return _item_before(case, case.previous)


def earlier_sentence(case: Case) -> Found | None:
    """A growth that a sentence begins with is that of the sentence before."""
    return _sentence_before(case, case.previous)


def none(case: Case) -> Found:
    """What the words around leave open."""
    return _left_open(case)


_LED = lazy(r"(?:(?:19|20)\d\d年)?(?:(?:全|我)[省市县区州旗盟])?")  # 2016年全县｜规模工业总产值破百亿


_WORD = "经济"  # inside other words it is no name: 推动民营｜经济｜健康发展，…


def _clause_before(case: Case) -> tuple[str, Found | None]:
    """The noun phrase of the clause before, and the subject that it is if it can be one."""
    text, mention = case.text, case.mention
    start, end = mention.sentence_start, mention.left_start
    region = text[start:end].rstrip(" 　，,、：:")
    while when := _WHEN.search(region):  # 加快安置房建设，上半年｜开工…: when it is, no clause of its own
        region = region[: when.start()].rstrip(" 　，,、：:")
    if opened := opened_with(case, last_of(_CLAUSE, region) + 1, region):
        return opened.subject, opened
    noun, _ = clean(region[last_of(_CLAUSE, region) + 1 :].strip(" 　*"))
    if not noun:
        return noun, None
    told = noun
    if not (whole := indicator_of(noun)):
        named = [] if noun.endswith(_SHARES) else find_names(noun)
        led = _LED.match(noun) if named else None
        begins = led is not None and named[0][0] == led.end()
        if named and (begins or (named[0][0] <= 4 and noun[named[0][0] : named[0][1]] != _WORD)):
            whole, told = ("", ""), noun[named[0][0] : named[0][1]]
    if whole or (mention.gap_start == mention.sentence_start and len(noun) <= 20):
        return noun, Found(told, stands(text, told, start, end))
    return noun, None


def _item_before(case: Case, previous: list[Mention]) -> Found | None:
    same = bool(previous) and previous[-1].statement_start == case.mention.statement_start
    return case.taken(previous[-1]) if same and previous[-1].subject and not _clause_before(case)[0] else None


def _sentence_before(case: Case, previous: list[Mention]) -> Found | None:
    told = previous[-1] if previous and previous[-1].subject else None
    goes_on = told is not None and case.mention.sentence == told.sentence + 1 and "up" in case.mention.marks
    return case.taken(told) if told is not None and goes_on else None


def _left_open(case: Case) -> Found:
    return case.named(_clause_before(case)[0] or case.left.strip(" 　*“”、"))


def earlier(case: Case, previous: list[Mention]) -> Found:
    """What the words before the number's own clause say that it is of."""
    return (
        _clause_before(case)[1] or _item_before(case, previous) or _sentence_before(case, previous) or _left_open(case)
    )
