"""Characters of the fonts of symbols, which lie at places of their own."""

from __future__ import annotations

_SYMBOL = {
    0x22: "∀", 0x27: "∋", 0x2A: "*", 0x2D: "-", 0x40: "≅", 0x44: "Δ", 0x53: "Σ", 0x57: "Ω", 0x61: "α", 0x62: "β",
    0x64: "δ", 0x6C: "λ", 0x6D: "μ", 0x70: "π", 0x73: "σ", 0x7E: "~", 0xA2: "′", 0xA3: "≤", 0xA4: "/", 0xA5: "∞",
    0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB7: "·", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈",
    0xBC: "…", 0xBD: "|", 0xBE: "—", 0xD7: "·",
}  # fmt: skip
_ASCII = frozenset(map(ord, "!#%&()+,./0123456789:;<=>?[]_{|}"))


def symbol(code: int) -> str:
    """What a character of the font Symbol shows, by its place (F0B3 or B3 → ≥); empty for ornaments."""
    place = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    return _SYMBOL.get(place) or (chr(place) if place in _ASCII else "")


def without_private(text: str, symbols: bool) -> str:
    """Text of a run whose characters lie where the fonts of symbols have them."""
    if symbols:
        return "".join(symbol(ord(one)) if one >= "\x80" or ord(one) in _SYMBOL else one for one in text)
    return "".join(symbol(ord(one)) if "\uf000" <= one <= "\uf0ff" else one for one in text)
