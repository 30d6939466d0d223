"""A quantity whose claim is asked for, and what the rules of `claims` look at."""

from __future__ import annotations

import re
from typing import NamedTuple

from mubiao.extract.context.contexts import Mention
from mubiao.extract.decisions import Words, once
from mubiao.model import Claim, Role, Section
from mubiao.patterns import last_of, lazy, marks

_FORCE_WORD = lazy(r"力争|争取|确保|预期|努力|计划|规划|预计|拟|有望|将")
TARGET_WORD = lazy(
    r"(?:今年|明年|下半年|年内)[^，,。；;\d]{0,4}要(?=[完新建改实达开培引争投加推扩增])|力争|争取(?=在|实现|到|新|年|全|于|建|完|今|明|开|早|尽)|(?<!为)(?<!为了)(?<![以在个])确保(?!了)|(?<!\d)年底前(?:再|还|将|要|拟)(?!次)|将(?=于|在|建|实|投|新|完|继|全|达|达到|有|开|形|打|再|启|对|以|推|力|累|超|进|培|引|扩|增)|目标(?:任务)?(?:是|为|：|:|初步|[“\"][^”\"，,。；;\n]{1,12}[”\"][，,]即)|明年|(?<![超于比达合及出初如与])预期(?!寿命|[性内外的之，,。；;、]|目标|收[益入]|值)|预期目标|主要目标|计划(?=全年|总产值|总收入|到|在|于|新|建|完|用|实|三|五|年|今|明|再(?!次)|改[造建扩]|造林|新?引进|开[工建发行]|培[育训]|供[应地]|出让|收储|搬迁|安置|征收|招[引商]|修[建复]|扩[建大]|举办|种植|播种|推[出进广]|将[^，,。；;\d]{1,12}?(?:扩大|提高|增加|发展|建成|压缩|控制|降低)|把)|拟(?=将|把)|将(?!过去)(?:(?<=我们将)|(?<=[市区县镇省也还必都即]将))|拟(?=投|建|新|于)|安排(?=[^，,。；;\d]{2,8}任务$)"
)
_CLAUSE = marks("，,；;。：:")
_COMMA = marks("，,；;。")
AHEAD_ROLES = frozenset([Role.TASKS, Role.TARGETS, Role.GOVERNANCE])
"""Parts that tell what will be done."""


class Claimed(NamedTuple):
    """The claim, the wording that made it, and whether a target belongs to the year under review."""

    claim: Claim
    force: str | None
    rule: str
    past_target: bool = False
    evidence: tuple[Words, ...] = ()


class Case:
    """A quantity whose claim is asked for, and what the rules look at.

    frame_year: the year that the fact's own time expression names, if it has one. past: the year under review.
    since: the paragraph tells what has come about since a year, from A to B. begins: the number is that A.
    """

    def __init__(
        self,
        text: str,
        mention: Mention,
        section: Section,
        frame_year: int | None,
        past: int | None,
        since: bool,
        begins: bool,
    ) -> None:
        self.text, self.mention, self.section, self.q = text, mention, section, mention.quantity
        self.past, self.since, self.begins = past, since, begins
        self.ahead = section.role in AHEAD_ROLES
        # An article that announces the works of its own year is no plan of another one.
        announces = self.ahead and frame_year is not None and section.period == str(frame_year)
        self.frame_year = None if announces else frame_year
        self.start = max(mention.statement_start, self.q.outer_start - 400)

    @once
    def before(self) -> str:
        """What stands before the number in its statement."""
        return self.text[self.start : self.q.outer_start]

    @once
    def clause_at(self) -> int:
        """Where the clause of the number begins in the text."""
        return self.start + last_of(_CLAUSE, self.before) + 1

    @once
    def clause(self) -> str:
        """What stands before the number in its clause."""
        return self.text[self.clause_at : self.q.outer_start]

    @once
    def after(self) -> str:
        """What stands right behind the number."""
        return self.text[self.q.outer_end : self.q.outer_end + 14]

    @once
    def forced(self) -> tuple[str, tuple[Words, ...]] | None:
        """The last word of will before the number (力争, 计划), and where it stands."""
        every = [*_FORCE_WORD.finditer(self.before)]
        return (every[-1][0], self.at(every[-1], self.start)) if every else None

    @once
    def gap(self) -> str:
        """What stands before the number in its clause, behind the quantity before it."""
        gap = self.text[self.mention.gap_start : self.q.outer_start]
        return gap[last_of(_COMMA, gap) + 1 :]

    @once
    def target_word(self) -> re.Match[str] | None:
        """A word that states a target, anywhere before the number in its statement."""
        return TARGET_WORD.search(self.before)

    def at(self, match: re.Match[str] | None, offset: int) -> tuple[Words, ...]:
        """Where a match stands, in a text that begins at `offset`."""
        return (Words("cue", offset + match.start(), offset + match.end()),) if match else ()

    def say(self, claim: Claim, rule: str, evidence: tuple[Words, ...] = (), past_target: bool = False) -> Claimed:
        """A claim with the word of will that goes with it; that word is the evidence where the rule has none."""
        force, words = self.forced or (None, ())
        return Claimed(claim, force, rule, past_target, evidence or words)
