"""How each stage came to what it says of one quantity: its rule, the words it went by, and what it passed over.

Nothing is decided here. The readings are those of the pipeline (`pipeline.Judged`); the words around them are looked
up again with the stages' own tables and patterns. Names of rules and reasons are described in tables/rules.csv.
"""

from __future__ import annotations

from dataclasses import dataclass

from mubiao.extract.context.contexts import Mention
from mubiao.extract.context.noun_phrases import clean, is_head, modifier_only
from mubiao.extract.context.subjects import REACH
from mubiao.extract.context.times import Time
from mubiao.extract.fields import claims
from mubiao.extract.fields.sectors import words_in
from mubiao.extract.pipeline import Judged, Reading
from mubiao.lexicon.name_matcher import names_in
from mubiao.lexicon.wordlists import cues
from mubiao.model import Claim, Fact, Role

MOST = 4
"""Alternatives of a step that are told: the nearest ones."""

_NEUTRAL = frozenset({"level", "modifier"})  # roles of cues.csv that say nothing of the measure


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that a stage went by: `document.text[start:end] == text`."""

    role: str  # number, unit, qualifier, noun, list, source, cue, name, time, base, heading, place, owner, word
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """What a stage could have said instead, and the reason (a row of tables/rules.csv) why it did not."""

    said: str
    reason: str
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What one stage said of a quantity."""

    stage: str
    rule: str  # `stage:name`, several joined with ";", as in Fact.rule
    said: str | None
    evidence: tuple[Evidence, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    source: str | None = None  # what it was inherited from: a fact id, a heading path


def steps(reading: Reading, made: Judged, fact: Fact) -> tuple[Step, ...]:
    """The steps of a fact, in the order of the stages."""
    look = _Look(reading, made, fact)
    found = (
        look.outline(),
        look.quantity(),
        look.subject(),
        look.indicator(),
        look.measure(),
        look.claim(),
        look.period(),
        look.region(),
        look.sector(),
    )
    return tuple(found)


class _Look:
    """Looks up the evidence of one fact."""

    def __init__(self, reading: Reading, made: Judged, fact: Fact) -> None:
        self.reading, self.made, self.fact = reading, made, fact
        self.text, self.mention, self.q = reading.text, made.mention, made.mention.quantity

    def evidence(self, role: str, start: int, end: int) -> Evidence:
        first, last = self.reading.reflowed.start(start), self.reading.reflowed.end(end)
        return Evidence(role, first, last, self.reading.document.text[first:last])

    def rule(self, stage: str) -> str:
        return ";".join(rule for rule in self.mention.rules if rule.startswith(f"{stage}:"))

    def step(
        self,
        stage: str,
        said: str | None,
        evidence: list[Evidence],
        alternatives: list[Alternative] | None = None,
        source: str | None = None,
        rule: str = "",
    ) -> Step:
        kept = tuple((alternatives or [])[:MOST])
        return Step(stage, rule or self.rule(stage), said, tuple(evidence), kept, source)

    def outline(self) -> Step:
        section = self.made.section
        heading = []
        if section.heading:
            at = self.reading.document.text.find(section.heading, section.start, section.end)
            if at >= 0:
                heading.append(Evidence("heading", at, at + len(section.heading), section.heading))
        return self.step("outline", section.path or None, heading, rule=f"outline:{section.role}")

    def quantity(self) -> Step:
        q = self.q
        found = [self.evidence("number", q.start, min(q.number_end, q.end))]
        if q.number_end < q.end:
            found.append(self.evidence("unit", q.number_end, q.end))
        found += self._words("qualifier", q.outer_start, q.start) + self._words("qualifier", q.end, q.outer_end)
        if self.made.near:
            found += self._words("qualifier", *self.made.near.span(1))
        if "quantities:list-qualifier" in self.mention.rules:
            last = self._list()[-1].quantity
            found += self._words("qualifier", last.end, last.outer_end)
        return self.step("quantities", self.fact.printed, found)

    def _words(self, role: str, start: int, end: int) -> list[Evidence]:
        """The words in text[start:end] without blanks around them; none if there are none."""
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        return [self.evidence(role, start, end)] if start < end else []

    def _list(self) -> list[Mention]:
        """The members of the list that the quantity stands in."""
        mention = self.mention
        near = self.reading.mentions[max(0, mention.number - 30) : mention.number + 30]
        return [other for other in near if other.sentence == mention.sentence and other.anchor == mention.anchor]

    def subject(self) -> Step:
        mention, text = self.mention, self.text
        found: list[Evidence] = []
        alternatives: list[Alternative] = []
        left, right = (mention.left_start, mention.left_end), (mention.right_start, mention.right_end)
        at = (
            text.rfind(mention.subject, mention.sentence_start, mention.quantity.outer_start) if mention.subject else -1
        )
        if mention.source >= 0:
            source = self.reading.mentions[mention.source]
            found.append(self.evidence("source", source.quantity.start, source.quantity.end))
        if mention.group >= 0:
            word = text.rfind("分别", mention.sentence_start, mention.anchor)
            found += [self.evidence("list", word, word + 2)] if word >= 0 else []
        if at >= 0:
            found.append(self.evidence("noun", at, at + len(mention.subject)))
        elif "subjects:right" in mention.rules:
            found.append(self.evidence("noun", *right))
        if right[0] < right[1] and "subjects:right" not in mention.rules and mention.group < 0:
            alternatives.append(Alternative(text[slice(*right)], "rejected:before-wins", self.evidence("noun", *right)))
        if left[0] < left[1] and at < left[0] and mention.group < 0:
            reason = f"rejected:{_unfit(text[slice(*left)])}"
            alternatives.append(Alternative(text[slice(*left)].strip(), reason, self.evidence("noun", *left)))
        if mention.group >= 0:
            alternatives = [
                Alternative(
                    o.subject, "rejected:other-member", self.evidence("number", o.quantity.start, o.quantity.end)
                )
                for o in self._list()
                if o.number != mention.number
            ]
        elif mention.source >= 0:
            alternatives += self._farther(mention)
        return self.step("subjects", self.fact.subject or None, found, alternatives, self._source())

    def _farther(self, mention: Mention) -> list[Alternative]:
        """The other subjects of the sentence that could have been inherited."""
        others: dict[str, Mention] = {}
        for other in reversed(self.reading.mentions[max(0, mention.number - REACH) : mention.number]):
            if other.sentence != mention.sentence:
                break
            if other.number != mention.source and other.subject and other.subject != mention.subject:
                others.setdefault(other.subject, other)
        return [
            Alternative(said, "rejected:farther", self.evidence("source", o.quantity.start, o.quantity.end))
            for said, o in others.items()
        ]

    def _source(self) -> str | None:
        if self.mention.source < 0:
            return None
        q = self.reading.mentions[self.mention.source].quantity
        reflowed = self.reading.reflowed
        return f"{self.fact.document_id}-{reflowed.start(q.start)}-{reflowed.end(q.end)}"

    def indicator(self) -> Step:
        made, fact = self.made, self.fact
        how = self.rule("indicators").rpartition(":")[2]
        alternatives: list[Alternative] = []
        for name, indicator in dict.fromkeys(names_in(made.subject)):
            if indicator == fact.indicator:
                continue
            if how == "event":
                reason = "event-wins"
            elif how == "unfit" and name == made.name:
                reason = "unfit"
            else:
                reason = "longer-name" if made.name and name != made.name and name in made.name else "subset"
            alternatives.append(Alternative(f"{indicator} ({name})", f"rejected:{reason}"))
        found = self._named(made.name) if made.name and fact.indicator else []
        if how == "event" and self.mention.right_verb:
            at = self.text.find(self.mention.right_verb, self.q.outer_end)
            found = self._words("cue", at, at + len(self.mention.right_verb)) if at >= 0 else found
        return self.step("indicators", fact.indicator, found, alternatives)

    def _named(self, name: str) -> list[Evidence]:
        """Where the name that matched stands; blanks and quotation marks inside it may hide it."""
        at = self.text.rfind(name, self.mention.sentence_start, self.mention.right_end or self.q.outer_start)
        return [self.evidence("name", at, at + len(name))] if at >= 0 else []

    def measure(self) -> Step:
        fact, mention = self.fact, self.mention
        while "subjects:ratio" in mention.rules and mention.source >= 0:
            mention = self.reading.mentions[mention.source]  # a later member of a ratio goes by the words of the first
        found, at = [], mention.anchor
        for word in mention.cue_words:
            start = self.text.rfind(word, mention.sentence_start, at)
            if start < 0:
                break
            if cues().words[word] not in _NEUTRAL:
                found.append(self.evidence("cue", start, start + len(word)))
            at = start
        high = "" if fact.high is None else f"–{fact.high:g}"
        said = f"{fact.measure} {fact.value:.15g}{high} {fact.unit or ''}".rstrip()
        return self.step("measures", said, found[::-1])

    def claim(self) -> Step:
        claimed, mention, section = self.made.claimed, self.mention, self.made.section
        start, end = mention.statement_start, self.q.outer_start
        pattern = claims.SAID.get(claimed.rule)
        found = []
        if pattern is not None:
            spans = [
                m.span() for m in pattern.finditer(self.text, start, min(self.q.outer_end + 14, mention.sentence_end))
            ]
            before = [span for span in spans if span[1] <= end]
            found += [self.evidence("cue", *(before or spans)[-1])] if spans else []
        if self.fact.force and not found:
            at = self.text.rfind(self.fact.force, start, end)
            found += [self.evidence("cue", at, at + len(self.fact.force))] if at >= 0 else []
        alternatives = []
        usual = Claim.TARGET if section.role in (Role.TASKS, Role.TARGETS, Role.GOVERNANCE) else Claim.ACTUAL
        if claimed.claim is not usual:
            alternatives.append(Alternative(usual, "rejected:words-overrule"))
        for claim, cue in claims.CUES.items():
            word = None if claim is claimed.claim else cue.search(self.text, start, end)
            if word is not None:
                alternatives.append(Alternative(claim, "rejected:weaker-word", self.evidence("cue", *word.span())))
        force = f" ({self.fact.force})" if self.fact.force else ""
        source = section.path or None if claimed.rule.startswith("section-") else None
        return self.step("claims", f"{claimed.claim}{force}", found, alternatives, source)

    def period(self) -> Step:
        mention, section, frames = self.mention, self.made.section, self.reading.frames
        rule = self.made.timing.rule
        time: Time | None = None
        if rule.startswith("stated"):
            time = next((t for t in mention.times if not t.base and t.period), None) or frames.frame(mention, section)
        elif rule.startswith("paragraph"):
            time = frames.paragraph(mention) or frames.last_span(mention)
        elif rule == "average":
            time = frames.last_span(mention)
        found = [self.evidence("time", time.start, time.end)] if time is not None else []
        found += [self.evidence("base", t.start, t.end) for t in mention.times if t.base]
        alternatives = [
            Alternative(
                other.period or other.words, f"rejected:{reason}", self.evidence("time", other.start, other.end)
            )
            for other, reason in frames.passed_over(mention, section)
            if time is None or other.start != time.start
        ]
        # The nearest to the number are told first.
        alternatives.sort(key=lambda a: abs((a.evidence.end if a.evidence else 0) - self.fact.start))
        source = (section.path or "document") if rule.startswith("section") else None
        return self.step("periods", self.fact.period, found, alternatives, source)

    def region(self) -> Step:
        mention, fact = self.mention, self.fact
        named = self.reading.places.named(mention.statement_start, self.q.outer_end)
        owner = next((m for m in reversed(named) if m.code is not None and m.code == fact.region_code), None)
        found: list[Evidence] = []
        alternatives: list[Alternative] = []
        if owner is not None and "regions:home" not in mention.rules:
            found.append(self.evidence("place", owner.start, owner.end))
        for spot in reversed(named):
            if spot.code == fact.region_code and spot.code is not None:
                continue
            where = self.evidence("place", spot.start, spot.end)
            said = spot.name or " | ".join(spot.candidates)
            reason = "rejected:not-owner" if spot.code else "rejected:shared-name"
            if said not in [other.said for other in alternatives]:
                alternatives.append(Alternative(said, reason, where))
        if fact.entity:
            at = self.text.rfind(fact.entity, mention.statement_start, self.q.outer_start)
            found += [self.evidence("owner", at, at + len(fact.entity))] if at >= 0 else []
        rule = self.rule("regions").rpartition(":")[2]
        source = self.made.section.path or None if rule in ("article", "headline") else None
        return self.step("regions", fact.region, found, alternatives, source)

    def sector(self) -> Step:
        rule = self.rule("sectors").rpartition(":")[2]
        words = dict(self.made.texts).get(rule, "")
        found: list[Evidence] = []
        alternatives: list[Alternative] = []
        for word, sector, _ in sorted(words_in(words), key=lambda hit: -len(hit[0])):
            where = self._where(word) if rule != "heading" else []
            if sector == self.fact.sector:
                found += where if not found else []
            elif sector not in [other.said for other in alternatives]:
                alternatives.append(Alternative(sector, "rejected:shorter-word", where[0] if where else None))
        source = self.fact.indicator if rule == "indicator" else self.made.section.path if rule == "heading" else None
        return self.step("sectors", self.fact.sector, found, alternatives, source)

    def _where(self, word: str) -> list[Evidence]:
        """The place of a word that is nearest to the number."""
        start = max(self.mention.statement_start - 500, 0)
        at = self.text.rfind(word, start, self.q.outer_start)
        if at < 0:
            at = self.text.find(word, self.q.outer_end, self.mention.sentence_end)
        return [self.evidence("word", at, at + len(word))] if at >= 0 else []


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
