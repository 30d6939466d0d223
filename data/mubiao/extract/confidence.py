"""How likely a fact is to be right, by the rules that made it.

Every rule has a reliability (tables/reliability.csv): the share of facts in whose fields it was right, counted against
facts that people have read, and drawn towards PRIOR where few have been seen. A fact is right when all its stages are,
so its confidence is their product. `benchmarks/calibrate.py` counts and shows how often facts of a confidence are
right.
"""

from __future__ import annotations

from functools import lru_cache

from mubiao.lexicon import rules

STAGES: dict[str, tuple[str, ...]] = {
    "quantities": ("found", "value", "high", "unit", "qualifier"),
    "subjects": (),
    "indicators": (),
    "measures": ("measure", "value"),
    "claims": ("claim",),
    "periods": ("period",),
    "regions": ("region",),
}
"""Stage → the fields that it answers for; one without any is held to the whole fact. The others do not count."""
READING: dict[str, float] = {"reading:ocr": 0.99, "reading:ocr-doubtful": 0.67}
"""How often the figures of recognised pages are right, as `benchmarks/scans.py` counts on pages whose text it knows."""
PRIOR = 0.9
"""The reliability of a rule of which nothing is known."""
LOW, HIGH = 0.05, 0.99
DOUBTFUL = 0.95


@lru_cache(maxsize=65536)
def confidence(made_by: str, certainty: float = 1.0) -> float:
    """The confidence of a fact with these rules (as in Fact.rule), from LOW to HIGH.

    certainty: how likely its document's place and year are to be right (Document.certainty).
    """
    return round(max(_product(made_by) * certainty, LOW), 3)


@lru_cache(maxsize=16384)
def _product(made_by: str) -> float:
    product = 1.0
    for rule in made_by.split(";"):
        product *= reliability(rule)
    return min(max(product, LOW), HIGH)


def reliability(rule: str) -> float:
    """That of one rule; 1 for those of stages that say nothing about whether a fact is right."""
    if rule in READING:
        return READING[rule]
    if rule.partition(":")[0] not in STAGES:
        return 1.0
    known = rules().get(rule)
    return PRIOR if known is None or known.reliability is None else known.reliability


def weakest(made_by: str, most: int = 2) -> list[str]:
    """The rules that cost a fact most of its confidence, the worst first; none above DOUBTFUL."""
    ranked = sorted(dict.fromkeys(made_by.split(";")), key=reliability)
    return [rule for rule in ranked if reliability(rule) < DOUBTFUL][:most]
