"""What a person calls an indicator, a sector, a claim, a place … → the id that the facts hold.

Ids, Chinese and English names are all accepted, whatever their case; an unknown one is a FilterError that suggests
the nearest known name.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from mubiao.model import Claim, FilterError, Measure, Qualifier

_CLAIMS = {
    Claim.ACTUAL: ("实际", "完成", "已完成", "outcome"),
    Claim.ESTIMATE: ("预计", "估计"),
    Claim.TARGET: ("目标", "targets"),
    Claim.PLAN: ("计划", "规划", "plans"),
}
_MEASURES = {
    Measure.LEVEL: ("总量", "绝对额", "数额", "amount", "count"),
    Measure.GROWTH: ("增速", "增长", "增长率", "growth rate"),
    Measure.CHANGE: ("增量", "变化", "变动"),
    Measure.SHARE: ("比重", "占比", "比率", "rate"),
    Measure.RANK: ("排名", "位次", "名次"),
}
_QUALIFIERS = {
    Qualifier.EXACT: ("确数",),
    Qualifier.ABOUT: ("左右", "约"),
    Qualifier.OVER: ("以上", "超"),
    Qualifier.UNDER: ("以内", "以下"),
}
_VERDICTS = {
    "met": ("达成", "已达成", "完成", "已完成", "达标"),
    "missed": ("未达成", "未完成", "未达标", "没完成"),
    "about": ("大致",),
    "open": ("待定", "未到期"),
    "no outcome": ("未见结果", "no outcome found"),
    "not stated": ("未提", "没有提出"),
    "no report": ("无报告", "没有报告"),
}
"""What a verdict is called, beside the word for it in the data."""
_MARKS = {
    "accepted": ("accept", "确认", "已确认", "接受"),
    "rejected": ("reject", "驳回", "已驳回", "拒绝"),
    "corrected": ("correct", "更正", "已更正", "修改"),
    "none": ("unreviewed", "未审", "未审阅"),
    "any": ("reviewed", "yes", "true", "已审", "已审阅"),
}


def _table(kind: str) -> dict[str, str]:
    """Name, casefolded → id."""
    from mubiao.lexicon.active import made_once

    return made_once(_named, kind)


def _named(kind: str) -> dict[str, str]:
    names: dict[str, str] = {}

    def know(identity: str, *others: str) -> None:
        for name in (identity, *others):
            names.setdefault(_folded(name), identity)

    from mubiao import lexicon  # a filter without names of indicators and sectors does not wait for their tables

    if kind == "indicator":
        for i in lexicon.indicators().values():
            know(i.indicator, i.zh, i.en)
        for name, identity in lexicon.indicator_names().items():
            know(identity, name)
    elif kind == "sector":
        for s in lexicon.sectors().values():
            know(s.sector, s.zh, s.en)
    elif kind == "subsector":
        for b in lexicon.subsectors().values():
            know(b.subsector, b.zh, b.en, *b.synonyms)
    else:
        listed: Mapping[str, Iterable[str]] = {
            "claim": _CLAIMS,
            "measure": _MEASURES,
            "qualifier": _QUALIFIERS,
            "review mark": _MARKS,
            "verdict": _VERDICTS,
        }[kind]  # type: ignore[assignment]
        for identity, others in listed.items():
            know(str(identity), *others)
    return names


def resolve(kind: str, name: str) -> str:
    """The id of an indicator, sector, subsector, claim, measure, qualifier or review mark; FilterError if unknown.

    >>> resolve("indicator", "GDP"), resolve("claim", "目标")
    ('gdp', 'target')
    """
    table = _table(kind)
    found = table.get(_folded(name)) or (None if name.isascii() else _in_any_script(kind).get(_plain(name)))
    if found is None:
        raise FilterError(f"no such {kind}: {name}{suggestion(_folded(name), table)}")
    return found


def verdict_called(name: str) -> str | None:
    """The verdict of a name in either language, whole: 未完成 is missed, and 完成 is not."""
    return _table("verdict").get(_plain(name))


def measure_called(name: str) -> str | None:
    """The measure of a name in either language, whole: 增长 and growth are growth, 增长极 is nothing."""
    return _table("measure").get(_plain(name))


def suggestion(name: str, known: Collection[str]) -> str:
    """'; did you mean …?' with the nearest known names, or nothing."""
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=3, cutoff=0.6)
    if not near:
        # Chinese names are short: one that contains what was typed is nearer than any ratio tells.
        near = sorted((k for k in known if name and name in k), key=len)[:3]
    return f"; did you mean {' or '.join(near)}?" if near else ""


def places(name: str, known: Collection[str] | None = None, *, several: bool = False) -> tuple[str, ...]:
    """The codes of the places that a name or a code can mean; FilterError if there is none.

    known: codes of a database: a name of several places then means those that the database has, if it has any. With
    the names beside the codes (Store.place_names) the code or the full name of one of them needs no table of the
    country. A name in Latin letters (Quanzhou, Hohhot) that still means several places is a FilterError that tells
    them apart, unless several are wanted: places that share it need not share their Chinese name.
    """
    if isinstance(known, Mapping):
        named = tuple(code for code, full in known.items() if full == name)
        if named or name in known:
            return named or (name,)
    from mubiao import regions
    from mubiao.regions.resolve import LONGEST

    if len(name) > LONGEST:
        raise FilterError(f"no such place: {name[:40]}…")
    codes = tuple(place.code for place in regions.resolve(name))
    if not codes and not name.isascii() and (plain := _plain(name)) != name:
        codes = tuple(place.code for place in regions.resolve(plain))
    if not codes and known is not None and name in known:
        return (name,)
    if not codes:
        codes = _romanised(name, known, several)
    if not codes:
        from mubiao.regions.latin import folded, is_latin, spellings
        from mubiao.regions.table import places as listed
        from mubiao.regions.table import zones

        names = {n for place in listed().values() for n in (place.name, regions.short_name(place))}
        names |= {zone.region.name for zone in zones().values()}
        near = suggestion(folded(name), spellings()) if is_latin(name) else suggestion(name, names)
        raise FilterError(f"no such place: {name}{near}")
    if known is not None and len(codes) > 1:
        return tuple(code for code in codes if code in known) or codes
    return codes


_CANDIDATES = 6


def _romanised(name: str, known: Collection[str] | None, several: bool) -> tuple[str, ...]:
    from mubiao.regions.latin import romanised

    codes = tuple(place.code for place in romanised(name))
    if known is not None:
        codes = tuple(code for code in codes if code in known) or codes
    if len(codes) > 1 and not several:
        listed = ", ".join(map(full_name, codes[:_CANDIDATES])) + (" …" if len(codes) > _CANDIDATES else "")
        raise FilterError(f"{name} can be {listed}: give a code, the Chinese name, or what it is, as in {name} City")
    return codes


def full_name(code: str) -> str:
    """A place with those above it and its code: 福建省泉州市 350500."""
    from mubiao import regions

    return regions.full_name(code)


def indicators_like(word: str) -> tuple[str, ...]:
    """The ids of the indicators that have the word in one of their names, in either language."""
    folded = _plain(word)
    return tuple(dict.fromkeys(identity for name, identity in _in_any_script("indicator").items() if folded in name))


def _in_any_script(kind: str) -> dict[str, str]:
    """The names of _table in simplified, half-width characters → id."""
    from mubiao.lexicon.active import made_once

    return made_once(_named_in_any_script, kind)


def _named_in_any_script(kind: str) -> dict[str, str]:
    names: dict[str, str] = {}
    for name, identity in _table(kind).items():
        names.setdefault(_plain(name), identity)
    return names


def _plain(name: str) -> str:
    if name.isascii():
        return _folded(name)
    from mubiao.filters.folding import folded

    return _folded(folded(name))


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").split())
