"""Ids of the data as people call them, in the language of the interface."""

from __future__ import annotations

from mubiao import lexicon
from mubiao.filters.folding import folded
from mubiao_tui.app.drawing.text import one_line
from mubiao_tui.reasons import doubts_said
from mubiao_tui.strings import Strings


def plain(value: object) -> str:
    """A value of a fact as it is typed: every digit of a number, and no point behind a whole one."""
    return f"{value:.15g}" if isinstance(value, float) and abs(value) < 1e15 else str(value)


SHORT_UNDER = 120
"""Below so many cells of the screen tables call indicators by their short names."""


class Names:
    """Ids → names in one language. An id that no table knows is shown as it is.

    short: indicators go by their short names, as tables do where the screen is narrow.
    """

    def __init__(self, strings: Strings, *, short: bool = False) -> None:
        self.strings, self.short = strings, short

    def for_width(self, cells: int) -> Names:
        """The names as tables of a screen so wide have them."""
        return self if self.short or cells >= SHORT_UNDER else Names(self.strings, short=True)

    def indicator(self, name: str | None, *, short: bool | None = None) -> str:
        """An indicator; empty for none. short: by its short name or not, whatever holds here else."""
        found = lexicon.indicators().get(name or "")
        if found is None:
            return name or ""
        brief = self.short if short is None else short
        return self.strings.name(found.short_zh, found.short_en) if brief else self.strings.name(found.zh, found.en)

    def called(self, name: str | None, folded_words: str) -> bool:
        """Whether folded words stand in a name of an indicator, the short one or the long one."""
        return any(folded_words in folded(self.indicator(name, short=short)) for short in (True, False))

    def sector(self, name: str | None) -> str:
        """A sector."""
        found = lexicon.sectors().get(name or "")
        return self.strings.name(found.zh, found.en) if found else name or ""

    def subsector(self, name: str | None) -> str:
        """A branch of a sector."""
        found = lexicon.subsectors().get(name or "")
        return self.strings.name(found.zh, found.en) if found else name or ""

    def word(self, group: str, name: str | None) -> str:
        """A claim, measure, qualifier, level, verdict, role or kind of document."""
        return self.strings.maybe(f"{group}.{name}", name or "") if name else ""

    def rules(self, listed: str) -> str:
        """The rules that made a fact in words, in the order of the stages; an unknown one by its id."""
        known = lexicon.rules()
        ids = [part for part in listed.split(";") if part]
        return " · ".join(self.strings.name(known[r].zh, known[r].en) if r in known else one_line(r) for r in ids)

    def value(self, column: str, value: object) -> str:
        """The value of a fact's column, for a cell or a chip."""
        if value is None or value == "":
            return ""
        match column:
            case "indicator":
                return self.indicator(str(value))
            case "sector":
                return self.sector(str(value))
            case "subsector":
                return self.subsector(str(value))
            case "claim" | "measure" | "qualifier" | "review" | "kind":
                return self.word(column, str(value))
            case "doubts":
                return doubts_said(str(value), self.strings)
        return plain(value)

    def scoped(self, indicator: str, scope: str | None) -> str:
        """An indicator and which of the things that go by it: 高新技术企业 新增."""
        return f"{self.indicator(indicator)} {scope or ''}".rstrip()

    def series(self, indicator: str, measure: str) -> str:
        """An indicator with what is measured of it: 地区生产总值 增速."""
        return f"{self.indicator(indicator)} {self.word('measure', measure)}"
