"""Rules that no word near a number calls for are not asked; what is decided stays as if all had been."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from passages import built

from mubiao.extract.annotation import annotate
from mubiao.extract.fields import claims
from mubiao.extract.pipeline import facts_in
from mubiao.extract.rule_words import RuleWords, WordsAmong

CASES = [
    json.loads(line)
    for name in ("facts", "promises")
    for line in (Path(__file__).parent / "specs" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
]


def test_no_rule_that_is_left_out_would_have_decided() -> None:
    asked = left_out = 0
    every = WordsAmong(claims.WORDS, [], [], -1)
    for case in CASES:
        read = annotate(built(case)[0])
        assert facts_in(read) == facts_in(replace(read, claim_words=every)), case["id"]
        for mention in read.mentions:
            near = read.claim_words.rules(claims.FIRST, mention.statement_start, mention.quantity.outer_end + 64)
            asked, left_out = asked + len(near), left_out + len(claims.FIRST) - len(near)
    assert left_out > 2 * asked


def test_words_are_found_inside_others_and_only_within_reach() -> None:
    rules = claims.FIRST
    words = RuleWords(rules).among("预算总投资目标")
    names = [[rule.name for rule in words.rules(rules, *span) if rule.words] for span in ((0, 2), (2, 5), (5, 5))]
    assert names[0] == ["budgeted"]
    assert "works" in names[1] and "budgeted" not in names[1] and names[2] == []


def test_a_lone_surrogate_asks_all_rules() -> None:
    words = RuleWords(claims.FIRST).among("增长\ud8005%")
    assert words.rules(claims.FIRST, 0, 1) == claims.FIRST
