"""A number whose measure is asked for, and what the rules of `measures` look at."""

from __future__ import annotations

import re
from typing import NamedTuple

from mubiao.extract.context.contexts import Mention
from mubiao.extract.decisions import Words, once
from mubiao.model import Measure
from mubiao.patterns import last_of, lazy, marks

_DOWN = frozenset({"down", "to_down", "down_change"})
_HOUSEHOLDS = "(?:农|住|牧|脱贫|搬迁|贫困|用|客|困难|低保|个体工商|移民)户"
_PEOPLE = (
    "(?:人口|人数|群众|农民|居民|职工|学生|工人|村民|市民|游客|旅客|志愿者|干警|医护|"
    "师生|妇女|劳动力|移民|教师|党员|干部|人员|儿童|老人|就业|劳力|百姓|民众|患者|劳动者|纳税人|人民|"
    "农牧民|[牧渔网选]民|民工|残疾人|老年人|毕业生|新生|考生|员工|军人|人才|青年|青少年|司机|适龄)"
)
_COUNTED = lazy(rf"[\u4e00-\u9fff]{{0,12}}?(?:(?P<households>{_HOUSEHOLDS})|{_PEOPLE})")  # of the noun behind
_COUNTED_BEFORE = lazy(rf"(?:(?P<households>{_HOUSEHOLDS})|{_PEOPLE})$")
_DEALT_OF_PLAN = lazy(  # 分别完成年度计划的113%和120%: of each of the list
    r"分别(?:超额)?(?:完成|达到?|实现|为|占)[^，,。；;\d]{0,10}?(?:计划|目标|任务|预算)[^，,。；;\d]{0,4}的[\d.%、和及与]*$"
)
_AMOUNT_AIMED = lazy(r"(?:计划|目标|任务|预算)数?(?:为|的)?[\d.]+[百千万亿]*[\u4e00-\u9fff]{1,3}的$")
_DEALT = 48  # characters before a member of a list in which the words before the list are looked for
_CLAUSE = marks("，,；;。")
_MORE_REACH = 16
_MORE = lazy(
    r"(?:同比|比上年(?:同期)?|比去年(?:同期)?|较上年(?:同期)?|较去年(?:同期)?"
    r"|[比较](?:[“\"]?(?:十[一二三四五]?|[五六七八九])五[”\"]?(?:时期|期间)?|(?:19|20)\d\d年))"
    r"(多|少)(?:争取|完成|征收|到位|引进|投入?|发放|[收增产建支])$"
)


class Amount(NamedTuple):
    """How a number is to be read: in `unit`, as a `measure`, by a rule of tables/rules.csv."""

    measure: Measure
    value: float
    high: float | None
    unit: str | None
    rule: str
    evidence: tuple[Words, ...] = ()  # beside the cues that stand at the number


class Case:
    """A quantity whose measure is asked for, and what the rules look at."""

    def __init__(self, text: str, mention: Mention, indicator: str | None) -> None:
        self.text, self.mention, self.indicator = text, mention, indicator
        self.q, self.marks = mention.quantity, mention.marks

    @once
    def down(self) -> bool:
        """Whether the words say that it falls."""
        return bool(self.marks & _DOWN) and not self.marks & {"up", "up_change"}

    @once
    def more(self) -> str:
        """同比多争取1.3亿元: 多 or 少; empty where nothing is held against the year before."""
        start, end = max(self.mention.gap_start, self.q.outer_start - _MORE_REACH), self.q.outer_start
        if self.text.find("多", start, end) < 0 and self.text.find("少", start, end) < 0:
            return ""
        told = _MORE.search(self.text, start, end)
        return told[1] if told else ""

    @once
    def words(self) -> str:
        """What stands between the quantity before and this one."""
        return self.text[self.mention.gap_start : self.q.outer_start]

    @once
    def begin(self) -> int:
        """Where the clause of the number begins in its words."""
        return last_of(_CLAUSE, self.words) + 1

    @once
    def clause(self) -> str:
        """The words of its clause before the number; of a member of a list, its subject."""
        mention = self.mention
        if mention.group >= 0:
            return mention.subject
        start, end = mention.gap_start, self.q.outer_start
        marked = _CLAUSE.match(self.text, start, end)
        return self.text[marked.end() if marked else start : end]

    @once
    def of_amount_aimed(self) -> re.Match[str] | None:
        """The amount that a share is of: 为年初预算9亿元的93%."""
        if not self.mention.of or self.clause != "的":
            return None
        return _AMOUNT_AIMED.search(self.text, max(self.mention.sentence_start, self.q.start - 24), self.q.outer_start)

    @once
    def dealt_of_plan(self) -> re.Match[str] | None:
        """What says that each of a list is a share of a plan."""
        if self.mention.group < 0:
            return None
        start = max(self.mention.sentence_start, self.q.outer_start - _DEALT)
        return _DEALT_OF_PLAN.search(self.text, start, self.q.outer_start)

    def read(self, measure: Measure, rule: str, unit: str | None = None, evidence: tuple[Words, ...] = ()) -> Amount:
        """The number as it is printed."""
        return Amount(measure, self.q.value, self.q.high, unit or self.q.unit or self.unsaid, rule, evidence)

    @once
    def unsaid(self) -> str | None:
        """The unit that goes without saying: 人口由48万增加到70万 counts people, 4.9万农户 households."""
        if self.q.kind != "bare" or self.text[self.q.number_end - 1] not in "百千万亿":
            return None
        mention = self.mention
        behind = self.text[mention.right_start : mention.right_end]
        counted = _COUNTED.match(behind) if behind else _COUNTED_BEFORE.search(mention.subject)
        return None if counted is None else "户" if counted["households"] else "人"

    def signed(self, measure: Measure, rule: str, negative: bool, unit: str | None = None) -> Amount:
        """The number, turned round where the words say that it is a fall."""
        q, unit = self.q, unit or self.q.unit or self.unsaid
        if not negative or q.value < 0:
            return Amount(measure, q.value, q.high, unit, rule)
        return Amount(measure, -q.value, None if q.high is None else -q.high, unit, rule + "-down")

    def at(self, match: re.Match[str] | None, offset: int) -> tuple[Words, ...]:
        """Where a match stands, whose text begins at `offset`; nothing of a subject that is not in the text."""
        return (Words("cue", offset + match.start(), offset + match.end()),) if match else ()

    @once
    def clause_at(self) -> int:
        """Where the clause of the number begins in the text."""
        return self.mention.gap_start + self.begin

    @once
    def before_list(self) -> tuple[int, int]:
        """Where the words before the list stand that the number is a member of."""
        return max(self.mention.sentence_start, self.mention.anchor - 32), self.mention.anchor
