"""Numbers as an analyst reads them: 32.98亿, 3.298bn, 12,345."""

from __future__ import annotations


def number(value: float, language: str, *, digits: int = 4) -> str:
    """A number in `digits` significant digits: 32.98亿 or 3.298bn, 6.5, 12,345."""
    size = abs(value)
    if size < 10_000:
        return plain(value, digits)
    steps = ((1e12, "万亿"), (1e8, "亿"), (1e4, "万")) if language == "zh" else ((1e12, "tn"), (1e9, "bn"), (1e6, "m"))
    for step, name in steps:
        if size >= step:
            return plain(value / step, digits) + name
    if size >= 100_000 and len(f"{value / 1000:g}".replace(".", "").lstrip("-")) <= digits:
        return plain(value / 1000, digits) + "k"  # only where nothing is lost
    return plain(value, max(digits, 7))


def plain(value: float, digits: int) -> str:
    """Fewest digits that tell it; whole numbers stay whole."""
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):,}"
    before = len(str(int(abs(value))))
    return f"{value:,.{max(digits - before, 1)}f}".rstrip("0").rstrip(".")
