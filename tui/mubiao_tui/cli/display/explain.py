"""A fact in words: what it says, where it stands, and how every stage came to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mubiao import lexicon
from mubiao.extract.confidence import reliability, weakest
from mubiao.model import FACT_COLUMNS, Document
from mubiao_tui.cli.display.table import pad
from mubiao_tui.output.formats import grouped
from mubiao_tui.strings import Strings
from mubiao_tui.terminal import clean

if TYPE_CHECKING:
    from mubiao.extract.explain import Alternative, Explanation, Step

_LABELS = {
    "document": "文档", "text": "原文", "before": "上文", "sentence": "原句", "after": "下文", "review": "审阅",
    "printed": "印作", "filed under": "归类", "period": "时期", "section": "章节", "characters": "位置",
    "confidence": "置信度", "rules": "规则", "now": "现在",
    "outline": "· 部分", "quantities": "· 数量", "subjects": "· 主体", "indicators": "· 指标", "measures": "· 计量",
    "claims": "· 性质", "periods": "· 时期", "regions": "· 地区", "sectors": "· 部门", "promises": "· 措辞",
}  # fmt: skip
_STAGES = {
    "outline": "· part", "quantities": "· quantity", "subjects": "· subject", "indicators": "· indicator",
    "measures": "· measure", "claims": "· claim", "periods": "· period", "regions": "· place", "sectors": "· sector",
    "promises": "· words",
}  # fmt: skip
_ZH = {
    "stated": "明示", "inherited": "承前", "to": "至", "of": "·", "with": "", "from": "取自", "not": "不是",
    "(no place)": "（地点不明）", "no period": "时期不明", "rank": "第", "none": "无", "rules of version": "规则版本",
    "about ": "约 ", "over ": "超过 ", "under ": "低于 ", ": ": "：", "; ": "；", "least sure: ": "最不可靠的是：",
    "read otherwise by the rules of today: ": "现行规则读作：",
    "not in this database; `mubiao add {file}` attaches it": "不在库中；用 `mubiao add {file}` 补上",
}  # fmt: skip
_OPEN, _CLOSE = "‹", "›"


class Teller:
    """Tells facts in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._strings = Strings(language)

    def word(self, english: str) -> str:
        """A word of ours."""
        return _ZH[english] if self.language == "zh" else english

    def label(self, name: str) -> str:
        """The name of a line."""
        return _LABELS.get(name, name) if self.language == "zh" else _STAGES.get(name, name)

    def rule(self, rule: str) -> str:
        """One line on a rule; its id where no table describes it (a fact of other rules than today's)."""
        known = lexicon.rules().get(rule)
        return rule if known is None else known.zh if self.language == "zh" else known.en

    def name(self, kind: str, value: str) -> str:
        """A claim or a measure in words."""
        return self._strings.maybe(f"{kind}.{value}", value) if self.language == "zh" else value

    def filed(self, kind: str, identity: str) -> str:
        """A sector, subsector or indicator: the id, which filters take, or its Chinese name."""
        if self.language == "en":
            return identity
        tables: dict[str, Mapping[str, Any]] = {
            "sector": lexicon.sectors(),
            "subsector": lexicon.subsectors(),
            "indicator": lexicon.indicators(),
        }
        known = tables.get(kind, {}).get(identity)
        return identity if known is None else known.zh

    def amount(self, fact: Mapping[str, Any]) -> str:
        """`about 6 %`, `8 – 8.5 %`, `rank 3`; of a target in words its words."""
        if fact["value"] is None:
            return str(fact["printed"])
        number = grouped(fact["value"])
        if fact["high"] is not None:
            number += f" – {grouped(fact['high'])}"
        bound = self.word(f"{fact['qualifier']} ") if fact["qualifier"] != "exact" else ""
        if fact["measure"] == "rank":
            return f"{self.word('rank')} {bound}{number}"
        return f"{bound}{number} {fact['unit'] or ''}".rstrip()

    def headline(self, fact: Mapping[str, Any]) -> str:
        """One line that says it all."""
        place = fact["region"] or self.word("(no place)")
        owner = f" {fact['entity']}" if fact["entity"] else ""
        period = fact["period"] or self.word("no period")
        measure, claim = self.name("measure", fact["measure"]), self.name("claim", fact["claim"])
        return f"{place}{owner}  {fact['subject']}  {measure} {self.amount(fact)}  {claim}, {period}"

    def details(self, fact: Mapping[str, Any], steps: Sequence[Step] | None) -> Iterator[tuple[str, str]]:
        """What else is known of it, as (name of the line, text)."""
        words = [fact[name] for name in ("force", "qualifier_text", "comparison", "rank_scope") if fact[name]]
        beside = f"  {self.word('with')} {' '.join(words)}".replace("   ", "  ") if words else ""
        yield "printed", fact["printed"] + beside
        filed = [self.filed(kind, fact[kind]) for kind in ("sector", "subsector", "indicator") if fact[kind]]
        yield "filed under", " › ".join(filed)
        stated = self.word("stated" if fact["period_stated"] else "inherited")
        if fact["period"]:
            yield "period", f"{fact['period_start']} {self.word('to')} {fact['period_end']}, {stated}"
        if fact["section"]:
            yield "section", fact["section"]
        yield "characters", f"{fact['start']:,}–{fact['end']:,} {self.word('of')} {fact['document_id']}"
        yield from self.told(steps) if steps is not None else self.named(fact["rule"])
        doubted = [f"{self.rule(rule)} ({reliability(rule):.2f})" for rule in weakest(fact["rule"])]
        doubts = f"{self.word('; ')}{self.word('least sure: ')}{self.word('; ').join(doubted)}" if doubted else ""
        made = f"{self.word('rules of version')} {fact['origin']}"
        if fact["confidence"] is None:
            yield "rules", made
        else:
            yield "confidence", f"{fact['confidence']:.2f}, {made}{doubts}"

    def named(self, rules: str) -> Iterator[tuple[str, str]]:
        """The rules of a fact whose text is not there: what each is called."""
        for rule in rules.split(";"):
            yield rule.partition(":")[0], self.rule(rule)

    def told(self, steps: Sequence[Step]) -> Iterator[tuple[str, str]]:
        """Every step: what was said, by which words and which rule, and what was not said and why not."""
        for step in steps:
            said = self._said(step)
            rules = self.word("; ").join(self.rule(rule) for rule in step.rule.split(";"))
            yield step.stage, f"{said}{self._by(step)} — {rules}{self._from(step)}"
            yield from (("", self._not(other)) for other in step.alternatives)

    def _said(self, step: Step) -> str:
        if step.said is None:
            return self.word("none")
        first, _, rest = step.said.partition(" ")
        kind = {"claims": "claim", "measures": "measure"}.get(step.stage)
        if kind:
            return f"{self.name(kind, first)} {rest}".rstrip()
        return self.filed({"sectors": "sector", "indicators": "indicator"}.get(step.stage, ""), step.said)

    def _by(self, step: Step) -> str:
        """The words that a step went by, where they are not what it says."""
        told = dict.fromkeys(
            e.text.strip() for e in step.evidence if e.role not in ("number", "unit", "source", "heading", "list")
        )
        words = [_short(text) for text in told if text and text not in (step.said or "")]
        return "".join(f" {_OPEN}{text}{_CLOSE}" for text in words)

    def _from(self, step: Step) -> str:
        source = next((e.text for e in step.evidence if e.role == "source"), None)
        source = source or (step.source if step.stage in ("claims", "periods", "regions") else None)
        return f"{self.word('; ')}{self.word('from')} {source}" if source else ""

    def _not(self, other: Alternative) -> str:
        words = other.evidence.text.strip() if other.evidence else ""
        where = f" {_OPEN}{_short(words)}{_CLOSE}" if words and words != other.said else ""
        kind = "claim" if other.said in ("actual", "estimate", "target", "plan") else ""
        said = self.name(kind, other.said) if kind else _short(other.said)
        return f"{self.word('not')} {said}{where}{self.word(': ')}{self.rule(other.reason)}"

    def paragraph(
        self,
        fact: Mapping[str, Any],
        more: Iterator[tuple[str, str]] | None = None,
        steps: Sequence[Step] | None = None,
    ) -> str:
        """The fact as a paragraph; `more` comes before its details. Without steps its rules are only named."""
        lines = [self.headline(fact)]
        lines += [f"  {pad(self.label(n), 12, False)} {t}" for n, t in [*(more or ()), *self.details(fact, steps)]]
        return "".join(f"{clean(line)}\n" for line in lines)

    def explained(self, document: Document, found: Sequence[Explanation]) -> str:
        """All facts of a document as paragraphs, each after the words that it was found in."""
        text, parts = document.text, []
        for one in found:
            fields = {name: getattr(one.fact, name) for name in FACT_COLUMNS}
            before, after = text[max(0, one.start - 24) : one.start], text[one.end : one.end + 16]
            around = " ".join(f"…{before}[{one.printed}]{after}…".split())
            parts.append(self.paragraph(fields, iter([("text", around)]), one.steps))
        return "\n".join(parts) + ("\n" if parts else "")


def _short(text: str, longest: int = 30) -> str:
    return text if len(text) <= longest else f"…{text[-longest:]}"
