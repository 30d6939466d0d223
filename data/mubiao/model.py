"""What every part of mubiao speaks about: a document, its sections, and the facts it states.

Names follow SDMX where it has one: region is REF_AREA, period TIME_PERIOD, value OBS_VALUE, unit UNIT_MEASURE,
indicator INDICATOR. `claim` is a dimension of our own, since SDMX has no status for a target.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from mubiao.columns import table


class Measure(StrEnum):
    """What kind of number it is."""

    LEVEL = "level"  # an amount or a count
    GROWTH = "growth"  # change in % on the year before, or on the period that the text names; a fall is negative
    CHANGE = "change"  # an absolute change, in the unit itself or in percentage points
    SHARE = "share"  # a ratio, rate or coverage that is itself a level
    RANK = "rank"  # a standing; lower is better


class Claim(StrEnum):
    """Whether it has happened or is a target."""

    ACTUAL = "actual"  # has happened, or holds, by the document's date
    ESTIMATE = "estimate"  # 预计: a result of a period not yet closed
    TARGET = "target"  # to be reached in or by a period
    PLAN = "plan"  # the designed size of a project or programme, a target of no period


class Qualifier(StrEnum):
    """How the printed wording bounds the number."""

    EXACT = "exact"
    ABOUT = "about"  # 左右, 约, 近, 上下
    OVER = "over"  # 以上, 超, 突破, 不低于, 余, 多
    UNDER = "under"  # 以内, 以下, 不超过, 低于


class Role(StrEnum):
    """What a section of a report is for; it sets the default claim and period of the facts in it."""

    REVIEW = "review"  # the year (or term) that has passed
    TARGETS = "targets"  # the headline targets of the coming period
    TASKS = "tasks"  # what will be done in the coming period
    GOVERNANCE = "governance"  # the government's own conduct
    NEWS = "news"  # a newspaper article
    OTHER = "other"


KINDS = ("work_report", "plan_report", "budget_report", "communique", "explainer", "plan", "news", "other")
"""What a document can be."""

REPORTS = ("work_report", "plan_report", "budget_report")
"""Kinds that look back on one year and arrange the next."""


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a document under one heading. Offsets are half-open, in code points of the document's text."""

    start: int
    end: int
    level: int  # 0 is the whole document or an article of a newspaper page, 1 the largest headings
    heading: str  # the heading as printed; empty for what stands before the first one
    path: str  # headings from the outermost to this one, joined with " › "
    role: Role
    period: str | None = None  # the period that facts here inherit, as in Fact.period
    region: str | None = None  # the place that facts here inherit, when it is not the document's


@dataclass(frozen=True, slots=True)
class Document:
    """A report as it is stored: its text, to the code point, and what is known about it.

    `document_id` is the first 16 hexadecimal digits of the SHA-256 of the text in UTF-8, so the same text is the same
    document whatever its file was called or how it was encoded.
    """

    document_id: str
    name: str  # where it came from: a file name, never a full path
    text: str
    title: str
    kind: str  # one of KINDS
    publisher: str | None = None
    date: date | None = None  # when it was delivered or published
    year: int | None = None  # the year of the report: the one whose targets it sets
    region: str | None = None  # the home place, full official name
    region_code: str | None = None
    certainty: float = 1.0  # 0 … 1: how likely its place and its year are to be right
    url: str | None = None  # of the page that it was taken from
    stated: tuple[tuple[str, str], ...] = ()  # what a person has stated of it: ("year", "2021")
    doubts: tuple[tuple[str, str], ...] = ()  # ids and words of what does not fit: ("year-name", "year 2022, but …")
    sources: str | None = None  # the cells of a sheet, or pages of a scan, that its lines were taken from, as JSON


@dataclass(frozen=True, slots=True)
class Fact:
    """One quantity that a document states. `document.text[start:end] == printed`, always."""

    fact_id: str  # "<document_id>-<start>-<end>", with "-2", "-3" … for further subjects of one number
    document_id: str
    start: int  # code points, half-open
    end: int
    printed: str  # number and unit, without the words that qualify it
    subject: str  # what is measured, as printed, without verbs
    indicator: str | None
    sector: str
    subsector: str | None
    measure: Measure
    value: float  # in `unit`, with 万, 亿 … folded in; per cent is the printed number
    high: float | None  # the upper end of a range
    unit: str | None
    qualifier: Qualifier
    qualifier_text: str | None  # as printed: 左右
    force: str | None  # as printed: 力争, 确保, 预期, 计划
    claim: Claim
    period: str | None  # 2023, 2023H1, 2023-01/2023-08, 2012/2021; None if the text leaves it open
    period_start: date | None
    period_end: date | None
    period_stated: bool  # False: inherited from the section or the document
    year: int | None  # of period_end: the year in which it held or falls due
    comparison: str | None  # as printed: 同比, 比年初, 年均, 比2012年
    rank_scope: str | None  # 全国, 全省, 全市 … of a rank
    region: str | None
    region_code: str | None
    entity: str | None  # the company, project, school or park whose own quantity it is
    section: str  # heading path; of a sheet also the cell: 主要指标!B7
    rule: str  # the rules that made it, "stage:rule" joined with ";"
    confidence: float  # 0 … 1
    origin: str  # the version of the rules that made it
    candidates: tuple[str, ...] = field(default=())  # region codes that an ambiguous name could mean


@dataclass(frozen=True, slots=True)
class QualitativeTarget:
    """A target without a number of its own: 与经济增长同步, 比全国高1个百分点. It is no fact.

    `document.text[start:end]` are the words, blanks inside them included. Words that promise of several indicators
    are a QualitativeTarget of each. The table `promises` and its column `promise_id` keep the name that they had.
    """

    promise_id: str  # "<document_id>-<start>-<end>-<indicator>"
    document_id: str
    start: int  # code points, half-open
    end: int
    printed: str  # the words
    subject: str
    indicator: str
    measure: Measure
    period: str | None
    year: int | None  # of the period's end
    region: str | None
    region_code: str | None
    section: str
    rule: str
    origin: str


Promise = QualitativeTarget
"""What a QualitativeTarget was called first; scripts may go on to say so."""


class Act(StrEnum):
    """What a pledge commits to, from the first step to the last where there is an order."""

    PLAN = "plan"  # 谋划, 做前期: before anything is decided or built
    SIGN = "sign"  # 签约, 引进
    START = "start"  # 开工, 启动
    BUILD = "build"  # 推进, 加快建设: work goes on, no end is promised
    COMPLETE = "complete"  # 建成, 竣工
    OPEN = "open"  # 投用, 通车, 运营
    WIN = "win"  # 争创, 申报: of a title
    HOLD = "hold"  # 举办: of an event
    ISSUE = "issue"  # 出台, 编制: of a document
    SET_UP = "set_up"  # 成立, 设立: of a body, a fund, a list
    OTHER = "other"  # 实施, 开展: of a programme, and any other


class PledgeKind(StrEnum):
    """What sort of object a pledge names."""

    PROJECT = "project"  # a work, building, road, zone, plant, digital platform, product
    INSTITUTION = "institution"  # a body: laboratory, institute, fund, school as an organisation
    TITLE = "title"  # a grade, pilot or honour that somebody above awards
    EVENT = "event"  # meeting, festival, fair, contest
    POLICY = "policy"  # a document, plan, rule, list
    PROGRAMME = "programme"  # a named action, campaign, pilot or reform that is carried out


@dataclass(frozen=True, slots=True)
class Pledge:
    """A checkable act on a nameable object that a document promises. `document.text[start:end] == printed`, always."""

    pledge_id: str  # "<document_id>-p-<start>-<end>"
    document_id: str
    start: int  # of the object, code points, half-open
    end: int
    printed: str  # the object, without its verb; quotation marks around a name are inside
    object: str  # its name, completed from the sentence where the text leaves something out
    act: Act  # the furthest that is promised
    stages: tuple[Act, ...]  # the others that the same words promise, in the order of Act
    kind: PledgeKind
    core: bool  # whether an analyst would certainly follow it
    period: str | None  # as in Fact.period
    period_start: date | None
    period_end: date | None
    year: int | None  # of period_end
    region: str | None
    region_code: str | None
    sector: str
    numbers: tuple[str, ...]  # ids of the facts in its own words: of the 76 of A、B等76个项目
    sentence_start: int  # the sentence that it stands in, code points, half-open
    sentence_end: int
    section: str  # heading path
    rule: str  # the rules that made it, "stage:rule" joined with ";"
    confidence: float  # 0 … 1
    origin: str  # the version of the rules that made it


STATUSES = ("fulfilled", "under_way", "again", "silent")
"""What can have become of a pledge by a later report."""

FACT_COLUMNS: tuple[str, ...] = tuple(name for name in Fact.__dataclass_fields__ if name != "candidates")
"""The stable columns of a fact, in the order in which every table and format shows them."""

PLEDGE_COLUMNS: tuple[str, ...] = tuple(Pledge.__dataclass_fields__)
"""The stable columns of a pledge, in the order in which every table and format shows them."""

DOCUMENT_COLUMNS: tuple[str, ...] = table("documents").columns
"""The stable columns of a document in lists."""

TOLERANCE = 0.5
"""Percentage points by which an outcome may miss a 左右 target and still be met."""


class MubiaoError(Exception):
    """A failure that a user can understand: its text is one plain line."""


class InputError(MubiaoError):
    """What a person typed cannot be meant: a value, a name, a condition. Nothing is wrong with what there is."""


class DocumentError(MubiaoError):
    """A file that cannot be read as a document."""


class FileError(MubiaoError):
    """What is no file that can be read or written as asked: a device, one too large, one that would be lost."""


class StoreError(MubiaoError):
    """A database that cannot be opened, is held by someone else, or is of another version."""


class BusyError(StoreError):
    """A database that is in use right now; `holder` says by whom. Trying again later may help."""

    def __init__(self, name: str, holder: str) -> None:
        super().__init__(f"{name} is in use by {holder}; try again later")
        self.holder = holder


class StatementError(InputError):
    """What cannot be stated of a document; `problems` are all of them, one line each."""

    def __init__(self, problems: str | list[str]) -> None:
        self.problems = [problems] if isinstance(problems, str) else problems
        super().__init__("; ".join(self.problems))


class FilterError(InputError):
    """A condition, name or column that cannot be understood."""


class LexiconError(MubiaoError):
    """A user's own rows of the tables that cannot be used; `problems` are all of them, one line each."""

    def __init__(self, problems: str | list[str]) -> None:
        self.problems = [problems] if isinstance(problems, str) else problems
        more = len(self.problems) - 1
        super().__init__(self.problems[0] + (f" (and {more} more)" if more else ""))
