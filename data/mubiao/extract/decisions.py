"""What a stage decides of one quantity: the value, the rule that found it, and the words it went by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from mubiao.records import once as once

T = TypeVar("T")
C = TypeVar("C")


class Words(NamedTuple):
    """Words that a stage went by: `text[start:end]` of the reflowed text."""

    role: str  # noun, list, source, cue, name, time, base, place, owner, word, qualifier
    start: int
    end: int


class PassedOver(NamedTuple):
    """What a stage could have said instead, and why it did not: a row of tables/rules.csv without its stage."""

    said: str
    reason: str
    words: Words | None = None


@dataclass(slots=True)
class Decision(Generic[T]):
    """What one stage says of one quantity. Nobody writes on it afterwards.

    A dozen are made for a fact: a record with slots takes half the time of a named tuple or a frozen one.
    """

    stage: str
    rule: str  # its name, as in tables/rules.csv without the stage; several are joined with ";"
    value: T
    evidence: tuple[Words, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()  # filled where somebody asks for an explanation
    source: str | None = None  # what it was inherited from: a fact id, a heading path

    @property
    def rules(self) -> str:
        """`stage:name`, several joined with ";", as in Fact.rule."""
        stage, rule = self.stage, self.rule
        return f"{stage}:{rule}" if ";" not in rule else f"{stage}:{rule.replace(';', f';{stage}:')}"


class Rule(NamedTuple, Generic[C]):
    """One way to decide: the first of a tuple of rules whose `find` gives something has decided.

    `example` is a passage of our own that it decides; a test runs it.
    """

    name: str
    find: Callable[[C], Any]  # what it says of a case; None leaves it to the next rule
    example: str
    told: str = ""  # the name in tables/rules.csv by which it tells; its own where this is empty
    needs: str = ""  # what a case must have for it, parted by blanks; it is not asked of others (see `able`)
    words: tuple[str, ...] = ()  # one of these stands near where it decides; none: no word tells (see `rule_words`)


_ABLE: dict[tuple[int, tuple[str, ...]], tuple[tuple[Rule[Any], ...], tuple[Rule[Any], ...]]] = {}


def able(rules: tuple[Rule[C], ...], *has: str) -> tuple[Rule[C], ...]:
    """Those of a module's rules that have what they need. It is worked out once for each set of what there is."""
    known = _ABLE.get((id(rules), has))
    if known is not None and known[0] is rules:
        return known[1]
    found = tuple(rule for rule in rules if set(rule.needs.split()) <= set(has))
    _ABLE[id(rules), has] = rules, found
    return found
