"""What the stages have decided of one quantity, and how that is told."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from mubiao.extract.context.contexts import Mention
from mubiao.extract.context.subjects import cases
from mubiao.extract.context.times.spans import Time
from mubiao.extract.decisions import Decision
from mubiao.extract.fields import indicators
from mubiao.extract.fields.claims.cases import Claimed
from mubiao.extract.fields.measures.cases import Amount
from mubiao.extract.fields.periods.cases import Timing
from mubiao.extract.fields.places.names import NOBODY, LastOwner, Place
from mubiao.extract.quantities.quantity import Quantity
from mubiao.model import Section


class Trace:
    """What the stages have decided of one quantity, each once, under the name of what the stage gives."""

    quantities: Decision[Quantity]
    regions: Decision[Place]
    subjects: Decision[str]
    named: Decision[indicators.Named]
    frame: Decision[Time | None]
    measures: Decision[Amount]
    indicators: Decision[str | None]
    claims: Decision[Claimed]
    periods: Decision[Timing]
    sectors: Decision[str]

    def __init__(
        self,
        mention: Mention,
        section: Section,
        caption: str | None = None,
        nth: int = 1,
        *,
        begins: bool = False,
    ) -> None:
        self.mention, self.section, self.caption = mention, section, caption
        self.last: LastOwner = NOBODY  # whose its sentence has been before it
        self.nth = nth  # among the subjects that share one number
        self.begins = begins  # the first of 「由A提高到B」
        self.said = cases.tidy(mention.subject)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Trace) and vars(self) == vars(other)

    def told(self) -> list[Decision[Any]]:
        """The decisions in the order in which Fact.rule and an explanation tell them."""
        decided = [self.subjects if one.stage == "subjects" else one for one in self.mention.decided]
        rest = (self.indicators, self.measures, self.claims, self.periods, self.regions, self.sectors)
        return [self.quantities, *decided, *rest]

    @property
    def rules(self) -> str:
        """The rules that made the fact, as in Fact.rule."""
        if len(self.mention.decided) > 1:
            return ";".join([decision.rules for decision in self.told()])
        return _joined(
            self.quantities.rule,
            self.subjects.rule,
            self.indicators.rule,
            self.measures.rule,
            self.claims.rule,
            self.periods.rule,
            self.regions.rule,
            self.sectors.rule,
        )


_TOLD = ("quantities", "subjects", "indicators", "measures", "claims", "periods", "regions", "sectors")


@lru_cache(maxsize=16384)
def _joined(*rules: str) -> str:
    """The rules of these stages, as Fact.rule tells them. Some hundreds of combinations make nearly all facts."""
    return ";".join([Decision(stage, rule, None).rules for stage, rule in zip(_TOLD, rules, strict=True)])
