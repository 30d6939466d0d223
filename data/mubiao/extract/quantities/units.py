"""What follows a number: the longest unit or counter of `tables/units.csv`, with `/` for rates (元/人, 微克/立方米)."""

from __future__ import annotations

from mubiao.lexicon import rows
from mubiao.lexicon.active import per_lexicon
from mubiao.lexicon.wordlists import Lengths, lengths_of

_MAGNITUDES = frozenset("十百千万")

Units = tuple[dict[str, tuple[str, str, str]], Lengths]


@per_lexicon()
def unit_table() -> Units:
    """Printed unit → (unit as reported, kind, unless); and the lengths to try."""
    table = {r["unit"]: (r["canonical"] or r["unit"], r["kind"], r["unless"] or "") for r in rows("units")}
    return table, lengths_of(table)


def unit_at(units: Units, text: str, position: int) -> tuple[int, str, str] | None:
    """The unit that begins at `position`: its end, the unit as reported and its kind; None if there is none."""
    table, lengths = units
    first = text[position : position + 1]
    for length in lengths.get(text[position : position + 2]) or lengths.get(first, ()):
        end = position + length
        found = table.get(text[position:end])
        if found is None or end > len(text):
            continue
        following = text[end : end + 1]
        unit, kind, unless = found
        if following:
            if following in unless:
                continue  # 台|阶: the character belongs to another word
            if following.isascii() and following.isalnum() and first.isascii() and first.isalpha():
                continue  # a unit in Latin letters ends where the word ends: 5km, but not 5kmh
            if following in ("/", "每") and kind in ("measure", "money", "count"):
                many = end + 1
                while text[many : many + 1] in _MAGNITUDES:
                    many += 1  # 公里/百平方公里
                per = _per(units, text, many)
                if per:
                    return per[0], f"{unit}/{text[end + 1 : many]}{per[1]}", "measure" if kind == "count" else kind
        return end, unit, kind
    return None


def _per(units: Units, text: str, position: int) -> tuple[int, str] | None:
    """The end of the denominator of a rate, `平方公里` in `人/平方公里`, and the unit as reported."""
    table, lengths = units
    for length in lengths.get(text[position : position + 2]) or lengths.get(text[position : position + 1], ()):
        end = position + length
        found = table.get(text[position:end]) if end <= len(text) else None
        if found is not None:
            return end, found[0]
    return None
