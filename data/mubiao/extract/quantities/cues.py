"""The words of `tables/quantity_cues.csv`, compiled into the patterns that the judge of quantities asks."""

from __future__ import annotations

import re

from mubiao.lexicon import rows
from mubiao.lexicon.active import per_lexicon
from mubiao.patterns import lazy

NOUN = r"[^，。；、：:,;()0-9“”\n]"
"""A character of a noun phrase."""
CLAUSE = r"[^，。；、,;\n]"
"""A character inside a clause."""

_TEMPLATES: dict[str, str] = {
    "money": r"{words}",
    "value": r"(?:{words})[^，。；、,;0-9\n(]{{0,14}}(?:\([^()]{{0,12}}\))?"
    r"(?:为|达到?|[在至到约近超从由]|低于|高于|不超过)$",
    "life": r"(?:{words})[^，。；,;\n]{{0,10}}$",
    "days": r"(?:{words})[^，。；,;\n]{{0,10}}$",
    "session": r"(?:{words})[^，。；、,;\n0-9]{{0,8}}$",
    "policy": r"(?:{words})[^。；\n]{{0,40}}$",
    "clause": r"(?:{words})$",
    "line": r"(?:{words})$",
    "reach": r"(?:{words})了?$",
    "new": r"(?:{words})了?$",
    "new_thing": r"(?:{words})" + CLAUSE + r"{{1,14}}$",
    "programme": NOUN + r"{{0,14}}?(?:{words})|" + NOUN + r"{{0,4}}家大会",
    "set": r"{words}",
    "syllable": r"(?:{words})$",
    # 20亿元以上项目, 产值超百亿企业: the amount says which ones are meant, the fact is how many
    "sized": r"(?:(?:及|或)?以[上下]的?|的)?" + NOUN + r"{{0,8}}?(?:{words})",
    "total": r"{words}",
}

ROLES = tuple(_TEMPLATES)


@per_lexicon()
def _by_role() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for r in rows("quantity_cues"):
        found.setdefault(r["role"], set()).add(r["word"])
    return {role: frozenset(w) for role, w in found.items()}


def words(role: str) -> frozenset[str]:
    """The words of a role."""
    return _by_role()[role]


@per_lexicon()
def cue(role: str) -> re.Pattern[str]:
    """The pattern of a role; those that end with `$` are searched in what stands before the number."""
    alternatives = "|".join(re.escape(w) for w in sorted(words(role), key=lambda w: (-len(w), w)))
    return re.compile(_TEMPLATES[role].format(words=alternatives))


_KEPT = lazy(r"\d{1,2}(?:\.\d)? ?%?[、，,]?争\d{1,2}(?:\.\d)?(?![\d.万亿])")
_STRIVEN = lazy(r"(?<!确)保\d{1,2}(?:\.\d)? ?%?[、，,]?争$", holds="保")


def kept_or_striven(text: str, start: int) -> bool:
    """Whether the number at `start` is one of 保6争7: a growth that is to be kept and one that is striven for."""
    sign = text[start - 1 : start]
    if sign == "保":
        return text[start - 2 : start - 1] != "确" and _KEPT.match(text, start) is not None
    return sign == "争" and _STRIVEN.search(text, max(0, start - 12), start) is not None
