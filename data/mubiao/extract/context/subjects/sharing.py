"""One number for several subjects: 财政总收入、一般公共预算收入均增长5% is a fact of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mubiao.extract.context.contexts import Mention
from mubiao.extract.context.noun_phrases import clean, modifier_only, without_verbs
from mubiao.extract.context.subjects.row_names import both_residents, share_tail
from mubiao.extract.decisions import Decision
from mubiao.lexicon.name_matcher import indicator_of
from mubiao.patterns import lazy

_AND = lazy(r"[、，,]|和(?![平谐])|(?<![参给])与|以及|(?<![普惠涉旁波])及")
_COMMA = lazy("[，,]")
_LAST_AND = lazy(r"和(?![平谐])|(?<![参给])与|以及|(?<![普惠涉旁波])及")
_ANY_NUMBER = lazy(r"(?<!\d)(?!1\d{4}\D)\d+(?![A-Z\d])")  # 4A级景区 counts nothing
_EACH_STANDS = lazy(
    r"(?:(?<![平人年月日户])均|(?<![成首古京花陪旧新])都(?![市会城江])|各(?![类级项种界方业族县市区镇乡村部地省国])|双双)"
    r"(?=[\u4e00-\u9fff]{0,8}$)"
)
_ALL_OF_THEM = lazy(r"[，,](?:增速|增幅|总量|规模|数量|占比)?(?:均|都|双双)(?!以|为|按)")
_OR_THE_LIKE = frozenset("等各每该此其")
_EACH = frozenset(["均", "都", "各"])
_FROM_LEFT = frozenset(["left", "left-before-verb", "earlier-clause"])
_OF_ROWS = frozenset(["none", "rank-left"])  # where 均 says that there is a row
_MOVES = frozenset(["up", "down"])
_NAMED = 2  # indicators by which a row that 均 closes is known as one, whatever else it names
_SHORTEST = 2  # characters of a name
_MOST = 8  # subjects; a longer row is a table


def sharing(text: str, mention: Mention, before: Sequence[Mention] = ()) -> tuple[Mention, ...]:
    """The mention once for each of the subjects that its number is of, in text order; mostly once.

    `before` are those of the same statement before it, with their subjects.
    """
    each = bool(_EACH.intersection(mention.cue_words) or _each_stands(text, mention))
    if mention.group >= 0 or (mention.quantity.kind == "rank" and not each):
        return (mention,)
    if mention.source >= 0:
        return _of_those_before(text, mention, before) if each and len(before) > 1 else (mention,)
    if reached := _reached(text, mention):
        by = next(one for one in mention.decided if one.stage == "subjects")
        return tuple(_of(mention, by, name) for name in reached)
    left = text[mention.left_start : mention.left_end]
    rates = mention.quantity.kind == "percent" and left.endswith("率") and _RATES.search(left) is not None
    dealt = rates or "spread" in mention.marks  # 财政总收入和一般预算收入分别增长15%: one number for what is dealt out
    if (
        not dealt
        and not each
        and not (mention.quantity.kind in ("percent", "point") and (_MOVES & mention.marks or _doubles(text, mention)))
    ):
        return (mention,)  # 新增甲企业、乙企业20家 are twenty together
    told = next((one for one in mention.decided if one.stage == "subjects"), None)
    if told is None or told.rule not in (_FROM_LEFT | _OF_ROWS if each else _FROM_LEFT):
        return (mention,)
    names = _names(text, mention) if told.rule in _FROM_LEFT else []
    alike = _ALIKE.search(left)
    if not names and (each or dealt or alike):
        names = _row(left, alike[1] if alike else "")
    if names:
        return tuple(_of(mention, told, name, place=name if each else "") for name in names)
    return _of_those_before(text, mention, before) if each and len(before) > 1 else (mention,)


_RATES = lazy(r"率(?:[、和与及]|以及)[\u4e00-\u9fff]{2,16}率$", holds=("率",))
_ALIKE = lazy(  # 低保和特困人员救助标准提高7%: what is no sum moves by so much for each of them
    r"(标准|价格|待遇|工资|费率|税率)$", holds=("标准", "价格", "待遇", "工资", "费率", "税率")
)
_REACHED = lazy(r"的?[\u4e00-\u9fff]{0,4}?(通[\u4e00-\u9fff]{1,6}(?:[、和]通[\u4e00-\u9fff]{1,6}){1,4})", holds=("通",))


def _reached(text: str, mention: Mention) -> list[str]:
    """行政村100%通硬化路、通客车: what all of them, or so many, are reached by, one after the other."""
    end = mention.quantity.outer_end
    if mention.quantity.kind != "percent" or text.find("通", end, end + 6) < 0:
        return []
    found = _REACHED.match(text, end)
    names = _LAST_AND.sub("、", found[1]).split("、") if found else []
    return names if len(set(names)) == len(names) else []


def _doubles(text: str, mention: Mention) -> bool:
    return text.startswith("翻", mention.quantity.start)


def _names(text: str, mention: Mention) -> list[str]:
    words = text[mention.left_start : mention.left_end].strip(" 　*“”、，,")
    if not _AND.search(words):
        each = "spread" in mention.marks or _EACH.intersection(mention.cue_words)
        both = both_residents(words) if each else None
        return both if both and all(map(indicator_of, both)) else []
    parts = [part.strip() for part in _AND.split(words) if part.strip()]
    if not 2 <= len(parts) <= _MOST:
        return []
    parts[0] = clean(parts[0])[0] or parts[0]
    last = clean(parts[-1])[0] or parts[-1]
    parts[-1] = last if indicator_of(last) else without_verbs(last) or last  # 财政收入分别实现｜翻番
    names = share_tail(parts)
    found = [indicator_of(name) for name in names]
    ids = {one[0] for one in found if one}
    if "spread" in mention.marks and len(ids) == sum(one is not None for one in found) >= len(names) - 1 > 0:
        return names  # 分别 says that each of them is one
    named = sum(one is not None for one in found)
    row = _EACH.intersection(mention.cue_words) or not _COMMA.search(words)
    if row and found[0] and named >= _NAMED:
        return names if len(ids) == named else []  # 生产总值、人均生产总值、劳动生产率增速均为7%
    return names if len(ids) == len(names) else []


def _each_stands(text: str, mention: Mention) -> bool:
    words = text[mention.left_start : mention.quantity.start]
    if not ("均" in words or "都" in words or "各" in words or "双双" in words):
        return False
    return _EACH_STANDS.search(words) is not None


def _row(left: str, head: str = "") -> list[str]:
    """钢材、水泥产量均增长8%: 均 says that what is listed before it is a row of subjects, whatever their names.

    head: what the last of them ends with that is told of each.
    """
    words = left.strip(" 　*“”、，,")
    closed = _EACH_STANDS.search(words)
    words = words[: closed.start()] if closed else words
    if _COMMA.search(words) or _ANY_NUMBER.search(words):  # 12345热线接通率、回复率 counts nothing either
        return []
    parts = [part.strip() for part in words.split("、")]
    if len(parts) == 1 or not _joined_within(parts):
        parts[-1:] = _LAST_AND.split(parts[-1])  # A、B和C、D和E: only what joins the last one joins the row
    if not 2 <= len(parts) <= _MOST:
        return []
    parts[0] = clean(parts[0])[0] or parts[0]
    parts[-1] = clean(parts[-1])[0] or parts[-1]
    names = share_tail(parts)
    names = [name if not head or name.endswith(head) else name + head for name in names]
    if len(set(names)) < len(names) or any(map(_no_name, names)):
        return []
    return names


def _joined_within(parts: Sequence[str]) -> bool:
    """Whether 和 joins one name at the end of a row: 批发和零售业、住宿和餐饮业; 甲业产值、软件和信息业收入."""
    if all(_LAST_AND.search(part) for part in parts):
        return True
    *rest, _ = _LAST_AND.split(parts[-1])
    return bool(rest) and all(map(_HEADED.search, parts[:-1])) and not any(map(_HEADED.search, rest))


_HEADED = lazy("(?:[产总]值|增加值|收入|投资|额|利润|税收|产量|销量|[数率])$")


def _of_those_before(text: str, mention: Mention, before: Sequence[Mention]) -> tuple[Mention, ...]:
    """智能工厂2家、5G工厂301家，均居全国第一: a standing of each of those that were told just before."""
    clause = text[before[-1].quantity.outer_end : mention.quantity.start]
    if not _ALL_OF_THEM.match(clause):
        return (mention,)
    row = [before[-1]]
    for one in reversed(before[:-1]):
        if not text.startswith("、", one.quantity.outer_end):
            break
        row.append(one)
    if len(row) == 1:
        row = [one for one in before[:-_MOST:-1] if one.sentence == mention.sentence]
    told = next(one for one in mention.decided if one.stage == "subjects")
    names = list(dict.fromkeys(one.subject for one in reversed(row) if one.subject and one.quantity.kind != "rank"))
    return tuple(_of(mention, told, name) for name in names) if len(names) > 1 else (mention,)


def _no_name(name: str) -> bool:
    """学校、医院等｜公共场所, 各县, 全市: who or where, and what sums a list up."""
    return len(name) < _SHORTEST or not _OR_THE_LIKE.isdisjoint(name) or modifier_only(name)


def _of(mention: Mention, told: Decision[str], name: str, place: str = "") -> Mention:
    decided = tuple(replace(one, value=name) if one is told else one for one in mention.decided)
    return replace(mention, subject=name, place=place, decided=decided)
