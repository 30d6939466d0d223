"""Numbers as an analyst reads them: short, with their wording's sign, never rounded into another number silently."""

from __future__ import annotations

from mubiao_tui.app.drawing.theme import Look
from mubiao_tui.output.formats import grouped
from mubiao_tui.shortened import number, plain

__all__ = ["SIGN", "difference", "exact", "figure", "number", "spark"]

SIGN = {"about": "about", "over": "over", "under": "under"}


def exact(value: float) -> str:
    """Every digit: 3,298,000,000; 6.5."""
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):,}"
    return f"{value:,.12g}" if abs(value) < 1e15 else grouped(value)


def figure(
    value: float | None,
    high: float | None,
    unit: str | None,
    qualifier: str | None,
    language: str,
    look: Look,
    *,
    measure: str | None = None,
    with_unit: bool = True,
) -> str:
    """A value as one cell: `≈6%`, `>600万平方米`, `5–6%`, `#3` for a rank; nothing known is a dash."""
    if value is None:
        return look.sign("none")
    sign = look.sign(SIGN[qualifier]) if qualifier in SIGN else ""
    if measure == "rank":
        return f"{sign}#{number(value, language)}"
    text = number(value, language)
    if high is not None:
        text += look.sign("range") + number(high, language)
    if not with_unit or not unit:
        return sign + text
    gap = "" if unit in ("%", "‰") or language == "zh" else " "
    return f"{sign}{text}{gap}{unit}"


def difference(value: float | None, look: Look) -> str:
    """A signed difference in the unit's own points: +0.5, −0.2."""
    if value is None:
        return ""
    rounded = round(value, 6)
    if rounded == 0:
        return "0"
    return ("+" if rounded > 0 else look.sign("minus")) + plain(abs(rounded), 4)


def change(gap: float, measure: str, unit: str, language: str, look: Look) -> str:
    """A signed difference that is read alone: points of growth and shares, amounts with their unit (−3.2亿元)."""
    if measure != "level" or unit in ("%", "‰") or not unit:
        return difference(gap, look)
    sign = "+" if gap > 0 else look.sign("minus")
    return sign + figure(abs(gap), None, unit, None, language, look)


def rounded(count: int, language: str) -> str:
    """A count in five cells at most, up to a thousand millions: 9,999, 17.7k, 621k, 1.8万, 62万."""
    chinese = language == "zh"
    steps = ((1e8, "亿", 1e8), (1e4, "万", 1e4)) if chinese else ((1e9, "bn", 1e9), (1e6, "m", 1e6), (1e4, "k", 1e3))
    for least, name, step in steps:
        if count >= least:
            size = count / step
            return (f"{size:.0f}" if size >= (10 if chinese else 100) else f"{size:.1f}".removesuffix(".0")) + name
    return f"{count:,}"


def spark(values: list[float | None], look: Look) -> str:
    """A sparkline: a space where a year is missing; a flat series stays in the middle."""
    known = [v for v in values if v is not None]
    if not known:
        return ""
    low, high = min(known), max(known)
    return "".join(" " if v is None else look.spark(0.45 if high == low else (v - low) / (high - low)) for v in values)
