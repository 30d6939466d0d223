"""Which rules can decide at a place of a text: those without words, and those of whose words one stands near.

A rule that names `words` gives nothing where none of them stands in its reach. One pass over a text finds the words of
all rules of a stage, so that a quantity asks only the few rules that can know it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from ahocorasick_rs import AhoCorasick

from mubiao.extract.decisions import Rule

Rules = tuple[Rule[Any], ...]


class RuleWords:
    """The words of some rules. `far` are those that may stand anywhere in the text."""

    def __init__(self, rules: Sequence[Rule[Any]], far: Sequence[str] = ()) -> None:
        self._bits: dict[str, int] = {}
        for number, rule in enumerate(rules):
            for word in rule.words:
                self._bits[word] = self._bits.get(word, 0) | 1 << number
        self._number = {rule.name: number for number, rule in enumerate(rules)}
        self._far = frozenset(far)
        self._chosen: dict[tuple[int, int], tuple[Rules, Rules]] = {}
        self._automaton: AhoCorasick | None = None

    def among(self, text: str) -> WordsAmong:
        """Where the words stand in a text."""
        if self._automaton is None:
            self._automaton = AhoCorasick(list(self._bits))
        words = list(self._bits.items())
        starts, bits, everywhere = [], [], 0
        try:
            found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        except UnicodeEncodeError:  # a lone surrogate; the automaton takes what can be UTF-8
            return WordsAmong(self, [], [], -1)
        for number, start, _ in sorted(found, key=_start):
            word, bit = words[number]
            starts.append(start)
            bits.append(bit)
            if word in self._far:
                everywhere |= bit
        return WordsAmong(self, starts, bits, everywhere)

    def chosen(self, rules: Rules, near: int) -> Rules:
        """Those of `rules` that can decide where the words with these bits stand."""
        known = self._chosen.get((id(rules), near))
        if known is not None and known[0] is rules:
            return known[1]
        found = tuple(rule for rule in rules if not rule.words or near >> self._number[rule.name] & 1)
        self._chosen[id(rules), near] = rules, found
        return found


def _start(hit: tuple[int, int, int]) -> int:
    return hit[1]


class WordsAmong:
    """Where the words of some rules stand in a text."""

    __slots__ = ("_bits", "_everywhere", "_starts", "_words")

    def __init__(self, words: RuleWords, starts: list[int], bits: list[int], everywhere: int) -> None:
        self._words, self._starts, self._bits, self._everywhere = words, starts, bits, everywhere

    def rules(self, rules: Rules, start: int, end: int) -> Rules:
        """Those of the rules that can decide by what stands in [start, end); `rules` is one of a module's tuples."""
        near, starts, bits = self._everywhere, self._starts, self._bits
        at, last = bisect_left(starts, start), len(starts)
        while at < last and starts[at] < end:
            near |= bits[at]
            at += 1
        return self._words.chosen(rules, near)
