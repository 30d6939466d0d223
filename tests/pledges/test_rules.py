"""The rules of pledges: each decides its own example, and has a line in the table."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pledges.made import REPORT, planned, refused

import mubiao.pledges
from mubiao.documents import document_from_text
from mubiao.extract.annotation import annotate
from mubiao.extract.decisions import Rule
from mubiao.pledges.objects import cases, judging
from mubiao.pledges.objects.items import Item
from mubiao.pledges.stage import drafts_in
from mubiao.pledges.words import Words, heads, rules, vague, verbs

SOURCES = Path(next(iter(mubiao.pledges.__path__)))


@pytest.mark.parametrize("rule", judging.RULES, ids=lambda rule: rule.name)
def test_a_rule_decides_its_example(rule: Rule[cases.Case], monkeypatch: pytest.MonkeyPatch) -> None:
    decided = []
    whole = judging.judge

    def judge(case: cases.Case) -> cases.Verdict:
        decided.append(next(one.name for one in judging.RULES if one.find(case) is not None))
        return whole(case)

    sight = judging.at_sight

    def at_sight(words: str, item: Item, acts: frozenset[str], known: Words) -> cases.Verdict | None:
        found = sight(words, item, acts, known)
        if found is not None:
            told = cases.Case(words, item, acts, known)
            assert whole(told) == found == judging.RULES[1].find(told)
            decided.append("plain")
        return found

    monkeypatch.setattr(judging, "judge", judge)
    monkeypatch.setattr(judging, "at_sight", at_sight)
    list(drafts_in(annotate(document_from_text(REPORT + rule.example + "\n"))))
    assert rule.name in decided


def test_every_rule_that_is_named_has_a_line_and_every_line_is_named() -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.py"))
    verdicts = {f"objects:{name}" for name in re.findall(r'Verdict\(\s*"([a-z-]+)"', written)}
    verdicts |= {f"objects:{name}" for name in re.findall(r'Verdict\("(named)" if case\.named else', written)}
    verdicts |= {"objects:described"}
    other = set(re.findall(r'"((?:refused|acts):[a-z-]+)"', written))
    explained = (SOURCES / "explain.py").read_text(encoding="utf-8")
    cuts = {f"cut:{name}" for name in re.findall(r'yield "([a-z-]+)"', explained)}
    assert verdicts | other | cuts == set(rules())


def test_a_reason_is_told_for_words_that_are_refused() -> None:
    assert dict(refused("建设大桥20座，落实青榄方案，打造风筝文化名城，建设幼儿园，提升青榄医院、白鹭医院水平。")) == {
        "大桥20座": "refused:counted",
        "青榄方案": "refused:verb",
        "风筝文化名城": "refused:self-given",
        "幼儿园": "refused:vague",
        "青榄医院": "refused:attribute",
        "白鹭医院水平": "refused:attribute",
    }


def test_confidence_is_that_of_the_rules_and_of_the_document() -> None:
    (found,) = planned("开工建设青榄隧道。")
    known = rules()
    product = 1.0
    for rule in found.rule.split(";")[:2]:
        product *= known[rule].reliability or 0.0
    certainty = document_from_text(REPORT).certainty
    assert found.confidence == pytest.approx(product * certainty, abs=0.001)


def test_the_tables_keep_to_what_the_readers_take() -> None:
    assert max(map(len, heads())) <= 24, "head_of looks no further back"
    assert all(head.kind or head.sort == "aim" for head in heads().values())
    assert not set(verbs()) & {"", "的"} and "" not in vague()
