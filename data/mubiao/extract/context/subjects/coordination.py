"""Lists with 分别, which give each of their quantities a subject of its own."""

from __future__ import annotations

import re
from dataclasses import replace

from mubiao.extract.context.contexts import Mention
from mubiao.extract.context.noun_phrases import STRONG, clean
from mubiao.extract.context.subjects.row_names import COMMA, JOIN, both_residents, share_tail, split
from mubiao.extract.decisions import Decision, Words
from mubiao.extract.quantities.quantity import Quantity
from mubiao.lexicon.name_matcher import indicator_of
from mubiao.model import Qualifier
from mubiao.patterns import last_of, lazy, marks

_CLAUSE = marks("，,；;。：:")


_LONGEST = 40
"""How many quantities one 分别 can be shared by; a longer row is a table."""


def spread(text: str, members: list[Mention], number: int, previous: list[Mention]) -> tuple[list[Mention], int]:
    """The members of a list that begins at `number`, and how many of them have their subjects now.

    Those that 分别 deals out have; of a row that turns out to be no list, only what its members share is told.
    """
    size = _size(text, members, number)
    if not 2 <= size <= _LONGEST:
        return [], 0
    group = members[number : number + size]
    first = group[0]
    at = text.rfind("分别", first.gap_start, first.quantity.outer_start)
    group = _lead(text, group)
    if at < 0:
        return _unspoken(text, group, number, members[max(0, number - 2 * _LONGEST) : number])
    told: _Told | None = None
    tail = _measured(text[at + 2 : first.left_end]) if first.left_end > at + 2 else ""
    before = members[max(0, number - 2 * _LONGEST) : number]
    heads = _of_years(text, first, at, size) or _heads_before(text, first, at, size)
    if not heads and (shared := _one_head(text, first, at, beside=len(before) >= size)):
        heads = [shared] * size
    if not heads and not first.elided and (own := _own_amount(text, first, at)):
        heads = [own] * size  # 房地产业升温，增加值分别增长15%和17%: not those of the sentence before
    if not heads and first.elided and (owners := _members_of_last(before, size)):
        return _cover(text, _of_places(_assign(text, group, [o.subject for o in owners], number), owners)), size
    if not heads:
        together = _named_together(before, size)
        owners = [] if together else _spoken_of(before or previous, size)
        heads = together or [owner.subject for owner in owners]
        group = [replace(one, source=owner.number) for one, owner in zip(group, owners, strict=False)] or group
        told = [_told_of(owner) for owner in owners] or None
    if not heads:
        return [group[0], *(_share(group[0], one) for one in group[1:])], 0
    if not told and (owner := _of_owners(heads, tail, before or previous)):
        made = _assign(text, group, heads, number, "", [_told_of(owner)] * size)
        return _cover(text, _owned(made, heads, _WHOSE.sub("", owner.subject))), size
    return _cover(text, _assign(text, group, heads, number, tail, told)), size


def _of_owners(heads: list[str], tail: str, before: list[Mention]) -> Mention | None:
    """增长5%，而全省、全国分别增长6%和7%: whose each number is; what it measures was told before."""
    if tail.strip(" 　*的") or not before or not before[-1].subject:
        return None
    return before[-1] if all(map(_WHOLES.fullmatch, heads)) or all(map(_NAMED_PLACE.fullmatch, heads)) else None


def _owned(made: list[Mention], heads: list[str], subject: str) -> list[Mention]:
    return [
        replace(one, subject=subject, place=_WHOLES.sub(r"\1", head)) for one, head in zip(made, heads, strict=True)
    ]


_WHOLES = lazy(r"(?:而|同期|其中)?(全[国省市区县]|[我本][国省市区县])(?:平均|平均水平|水平)?")
_NAMED_PLACE = lazy(r"(?![城全我各])[\u4e00-\u9fff]{1,8}(?:(?<!城)市|[县区镇乡州盟旗省]|街道)")
_WHOSE = lazy(r"^(?:全[国省市区县州旗盟]|[我本][国省市区县州旗盟])(?=..)")


def _measured(words: str) -> str:
    """What stands behind 分别, without the verb that an indicator follows: 完成｜工业投资."""
    noun = clean(words)[0] if words and "占" not in words else ""
    return noun if noun and words.endswith(noun) and indicator_of(noun) else words


def _size(text: str, members: list[Mention], number: int) -> int:
    """How many quantities stand in a row that nothing but connectors parts."""
    size = 1
    while size <= _LONGEST and number + size < len(members) and members[number + size].linked:
        if size > 1 and _apart(text, members[number : number + size + 1]):
            break
        size += 1
    return size


_CLAUSE_ENDS = lazy(r"[，,]")


def _apart(text: str, group: list[Mention]) -> bool:
    """Whether the last of a list stands behind the comma that closes it: 分别增至37座、14座，6部作品获奖."""
    commas = [bool(_CLAUSE_ENDS.search(text, mention.gap_start, mention.quantity.outer_start)) for mention in group[1:]]
    return commas[-1] and not any(commas[:-1])


def _unspoken(text: str, group: list[Mention], number: int, before: list[Mention]) -> tuple[list[Mention], int]:
    """Lists that do without 分别: 公路、铁路里程3639公里和87公里, and a second list after one that has it."""
    first, size = group[0], len(group)
    if any(one.quantity.kind == "rank" or one.ratio for one in group) or first.right_end > first.right_start:
        return group, 0
    heads: list[str] | None
    if _ADJUSTED.search(text, first.gap_start, first.quantity.outer_start) and _alike(group):
        heads = [owner.subject for owner in _spoken_of(before, size)]
    elif first.elided and _alike(group) and (owners := _members_of_last(before, size)):
        return _of_places(_assign(text, group, [owner.subject for owner in owners], number), owners), size
    elif first.elided:
        heads = _heads_of_last(before, size) or _heads_of_levels(group, before)
    else:
        heads = _heads_of_row(text, group)
    return (_assign(text, group, heads, number), size) if heads else (group, 0)


def _heads_of_last(before: list[Mention], size: int) -> list[str] | None:
    """The subjects of the list before, where that has as many and each its own."""
    spoken = [one for one in before if one.group >= 0]
    last = [one.subject for one in spoken if one.group == spoken[-1].group] if spoken else []
    return last if len(last) == size and len(set(last)) == size else None


def _members_of_last(before: list[Mention], size: int) -> list[Mention]:
    """The members of the list before, if as many, each with a place: 甲县、乙县分别完成…，增长8%、9%."""
    spoken = [one for one in before if one.group >= 0]
    last = [one for one in spoken if one.group == spoken[-1].group] if spoken else []
    return last if len(last) == size and len({one.place for one in last} - {""}) == size else []


def _of_places(made: list[Mention], owners: list[Mention]) -> list[Mention]:
    return [replace(one, place=owner.place) for one, owner in zip(made, owners, strict=True)]


_ADJUSTED = lazy(r"(?:调整|剔除|扣除|还原)[^，,。；;\d]{2,16}(?:因素|影响|基数)?(?:后|，)分?别?(?:达到?|为)?$")
_GROWS = frozenset(["up", "down"])


def _heads_of_levels(group: list[Mention], before: list[Mention]) -> list[str] | None:
    """城镇居民收入2.4万元，农村居民收入1万元，实际增长9.7%和9.5%: the growth of each amount that stands before."""
    size = len(group)
    levels = before[-size:]
    if len(levels) < size or not all(one.quantity.kind == "percent" for one in group) or not _GROWS & group[0].marks:
        return None
    like = len({one.quantity.unit for one in levels}) == 1 and levels[0].quantity.kind in ("money", "measure", "count")
    apart = len({one.subject for one in levels}) == size and all(indicator_of(one.subject) for one in levels)
    return [one.subject for one in levels] if like and apart else None


def _heads_of_row(text: str, group: list[Mention]) -> list[str] | None:
    """The subjects named in the clause before a row of like quantities, one for each."""
    first, size = group[0], len(group)
    clause = last_of(_CLAUSE, text, first.gap_start, first.left_end) + 1
    words = text[max(clause, first.gap_start) : first.left_end].strip(" 　*、，,")
    strong = list(STRONG.finditer(words))
    words = words[strong[-1].end() :] if strong and len(words) - strong[-1].end() >= 2 else words
    if not _alike(group):
        return None
    if size == 2 and (both := both_residents(words)):
        return both
    parts = [part for part in JOIN.split(words) if part.strip()]
    return share_tail(parts) if len(parts) == size and all(len(part) >= 2 for part in parts) else None


def _alike(group: list[Mention]) -> bool:
    """Whether the quantities can be values of one list: the same unit, or amounts and counts of the like."""
    return len({mention.quantity.unit for mention in group}) == 1


_Told = list[tuple[Words, ...]]


def _assign(
    text: str, group: list[Mention], heads: list[str], number: int, tail: str = "", told: _Told | None = None
) -> list[Mention]:
    """Each member with the head that is its subject; told: the words of others that heads were taken from."""
    first = group[0]
    made: list[Mention] = []
    for one, head, words in zip(group, heads, told or [()] * len(group), strict=True):
        subject, place = head, ""
        dealt = _dealt(text, first, head)
        evidence = (*words, *(w for w in dealt if w.role == "list")) if words else dealt
        if tail and "占" not in tail and indicator_of(tail) and not indicator_of(head):
            subject, place = head + tail, head  # 甲、乙、丙三市分别完成工业投资…
            noun = Words("noun", first.left_end - len(tail), first.left_end)
            evidence = (*evidence, noun)
        elif tail and _OF_A_PLACE.search(head):
            subject, place = tail, head  # 大瑶镇、永和镇分别新增规模工业企业9家、6家
            noun = Words("noun", first.left_end - len(tail), first.left_end)
            evidence = (*(w._replace(role="place") if w.role == "noun" else w for w in evidence), noun)
        if not place and (named := _OPENS.match(head)) and text.find(head, first.sentence_start, first.anchor) < 0:
            place = named[0]  # 甲、乙两省｜粮食产量
        decided = (*one.decided, Decision("subjects", "spread", subject, evidence))
        one = one.twin()
        one.subject, one.place, one.group, one.decided = subject, place, number, decided
        if made:
            _take_shared(first, one)
        made.append(one)
    return made


def _told_of(owner: Mention) -> tuple[Words, ...]:
    """Another quantity that a head was taken from, and the nouns of that one."""
    own = next((d.evidence for d in owner.decided if d.stage == "subjects"), ())
    return (Words("source", owner.quantity.start, owner.quantity.end), *(w for w in own if w.role == "noun"))


_OPENS = lazy(r"(?!城)[\u4e00-\u9fff]{2,4}[省市县区旗镇](?=..)")
_OF_A_PLACE = lazy(r"[市县区镇乡州盟旗省]$|街道$")


def _dealt(text: str, first: Mention, head: str) -> tuple[Words, ...]:
    """分别, and the head among the words before the list; all of these, where it was put together of them."""
    word = text.rfind("分别", first.sentence_start, first.anchor)
    found = (Words("list", word, word + 2),) if word >= 0 else ()
    at = text.rfind(head, first.sentence_start, first.anchor)
    start, end = (at, at + len(head)) if at >= 0 else (first.left_start, first.left_end)
    return (*found, Words("noun", start, end)) if start < end else found


def _share(first: Mention, one: Mention) -> Mention:
    """What is said of the first item of a list holds for the others."""
    one = one.twin()
    _take_shared(first, one)
    return one


def _take_shared(first: Mention, one: Mention) -> None:
    """Write on an item of a list what is said of the first."""
    one.marks, one.anchor = one.marks | first.marks, first.anchor
    one.cue_words, one.cue_starts = first.cue_words, first.cue_starts
    one.times, one.of = one.times or first.times, one.of or first.of


def _cover(text: str, group: list[Mention]) -> list[Mention]:
    """A qualifier after the last item of a list covers the list; one next to an item is that item's own.

    分别控制在5%和3.5%以内, 分别增长8%、10%以上; but of 分别达到9870元和2200元以上 only the last is a round number.
    """
    last = group[-1].quantity
    if not last.qualifier_text or last.outer_end <= last.end:
        return group
    joined = text[group[-2].quantity.outer_end : last.outer_start].strip() if len(group) > 1 else ""
    if last.qualifier is not Qualifier.UNDER and joined in ("和", "与", "及", "以及"):
        if last.qualifier is Qualifier.ABOUT:
            return group  # 分别增长9.5%和13%左右: only a bound is said of both
        finest = min(_digits(text, one.quantity) for one in group[:-1])
        if last.kind not in ("percent", "permille") and finest > _digits(text, last):
            return group
    words = Words("qualifier", last.end, last.outer_end)
    return [*(_bounded(one, last, words) for one in group[:-1]), group[-1]]


def _digits(text: str, q: Quantity) -> int:
    """How many digits of a number say something: 9870 three, 2200 two."""
    digits = "".join(c for c in text[q.start : q.number_end] if c.isdigit())
    return len(digits.strip("0"))


def _bounded(one: Mention, by: Quantity, words: Words) -> Mention:
    """An item without a bound of its own, bound by that of another."""
    if one.quantity.qualifier != "exact":
        return one
    quantity = replace(one.quantity, qualifier=by.qualifier, qualifier_text=by.qualifier_text)
    decision = Decision("quantities", "list-qualifier", by.qualifier_text or "", (words,))
    return replace(one, quantity=quantity, decided=(*one.decided, decision))


_ONE_HEAD = lazy(r"(?:(?<!增长)(?<!完成)率|占比|比重|系数)$")


def _one_head(text: str, mention: Mention, at: int, *, beside: bool) -> str:
    """What a list of shares has in common where its items are not named: 对GDP的贡献率分别为3%、24%和73%."""
    words = text[mention.left_start : min(mention.left_end, at)].strip(" 　*、，,")
    return words if len(words) > (4 if beside else 2) and _ONE_HEAD.search(words) else ""


def _own_amount(text: str, mention: Mention, at: int) -> str:
    """The one name of an amount right before 分别 that the items are not named beside: 实现增加值分别增长15%和17%."""
    words = text[mention.left_start : min(mention.left_end, at)].strip(" 　*、，,")
    return words if _AMOUNTS.fullmatch(words) else ""


_AMOUNTS = lazy(
    r"(?:(?!产业|城乡)[^、，,；;\d和与及]){0,12}(?:增加值|产值|税收|销售额|利润|利税)",
    holds=("产值", "利润", "利税", "增加值", "税收", "销售额"),
)
_TOGETHER = lazy(r"(?:分别|连续|接连|相继|先后|陆续|依次)(?=$)")


def _lead(text: str, group: list[Mention]) -> list[Mention]:
    """A bound right behind the word that deals a list out covers it: 分别超过8万元、4.5万元."""
    first = group[0].quantity
    if first.outer_start == first.start or not _TOGETHER.search(text, first.outer_start - 2, first.outer_start):
        return group
    words = Words("qualifier", first.outer_start, first.start)
    return [group[0], *(_bounded(one, first, words) for one in group[1:])]


def _heads_before(text: str, mention: Mention, at: int, size: int) -> list[str] | None:
    """The subjects named before 分别, one for each quantity."""
    start, end = (
        mention.left_start,
        min(mention.left_end, at) if mention.left_end > mention.left_start else mention.left_end,
    )
    if mention.elided or end <= start:
        clause = last_of(_CLAUSE, text, mention.gap_start, at) + 1
        start, end = max(clause, mention.gap_start), at
    words = text[start:end].strip(" 　*、，,")
    words = re.sub(r"(?:比上年|较上年|同比|比去年)?(?:同期)?$", "", words)
    words = _JOINED_VERB.sub("", _SUMMED_UP.sub("", words))
    if (parted := _OF_PLACES.fullmatch(words)) and len(parts := parted[1].split("、")) == size:
        return [f"{part}{parted[2]}{parted[3]}" for part in parts]  # 甲、乙、丙三省｜粮食总产量
    strong = list(STRONG.finditer(words))
    if strong and len(words) - strong[-1].end() >= 2:
        words = words[strong[-1].end() :]
    if not words:
        # The heads may close the clause before: 事故起数、受伤人数、死亡人数，分别下降….
        said = text[mention.gap_start : at].rstrip(" 　，,")
        reached = [*_REACHED.finditer(said)]
        if reached and reached[-1].end() == len(said):
            return split(_REACHED.sub("、", said[said.rfind("：") + 1 :]).rstrip("、"), size)
        said = _SUMMED_UP.sub("", said[max(said.rfind(c) for c in "，,；;。：:") + 1 :])
        said = _YEAR_OPENS.sub("", said)
        return split(said, size) if size in (len(JOIN.split(said)), len(COMMA.split(said))) else None
    return split(words, size)


_JOINED_VERB = lazy(r"(?<=[、和与及])(?:实现|完成)(?=[\u4e00-\u9fff]{2})")  # 工业增加值、｜实现｜利润分别…
_OF_PLACES = lazy(
    r"([\u4e00-\u9fff]{2,4}(?:、[\u4e00-\u9fff]{2,4}){1,7})[两三四五六七八九]([省市县区旗镇])([\u4e00-\u9fff]{2,16})"
)
_YEARS_LISTED = lazy(r"((?:19|20)\d\d年?(?:(?:[、，,和与及]|以及)(?:19|20)\d\d年?){1,9}(?<=年))(?:[末底]|度)?[，,]?$")


def _of_years(text: str, mention: Mention, at: int, size: int) -> list[str] | None:
    """财政收入2017年、2018年分别完成…, 2017、2018年分别接待游客…: years are dealt out, and all is of one subject."""
    told = _YEARS_LISTED.search(text, max(mention.gap_start, at - 60), at)
    if told is None or len(_COMMA_OR_AND.split(told[1])) != size:
        return None
    clause = last_of(_CLAUSE, text, mention.gap_start, told.start()) + 1
    before = clean(text[max(clause, mention.gap_start) : told.start()])[0]
    behind = clean(text[at + 2 : mention.left_end])[0] if mention.left_end > at + 2 else ""
    subject = behind if behind and not before else before
    return [subject] * size if subject else None


_COMMA_OR_AND = lazy(r"[、，,和与及]|以及")
_REACHED = lazy(  # 生产总值和投资跨千亿，农民收入跨万元，分别增长…: what each of them reaches stands behind its name
    r"(?:均|都|双双?)?(?:突破|跨越|跨|超过|超|破|迈上|站上|达到?)[百千万亿]{1,3}元?(?:大关|台阶)?(?:[，,](?=[^，,])|$)"
)
_YEAR_OPENS = lazy(r"^(?:\d{4}年|今年|去年)")
_SUMMED_UP = lazy(  # 皮革业、家具业两个行业增幅回落，分别下降…: what sums the items up
    r"(?:等)?[两三四五六七八九十](?:省|市|县|区|镇|乡|旗|州)(?:区|市)?$"  # 甲、乙、丙三市分别完成…
    r"|(?:等)?(?:[两三四五六七八九十]|\d{1,2})(?:个|大|项|类|家)(?:[\u4e00-\u9fff]{0,6}?)"
    r"(?:行业|产业|县区|区县|县|区|镇|指标|企业|园区|领域|城市|产品|品种|集群)"
    r"(?:[\u4e00-\u9fff]{0,10})?$"
)


def _spoken_of(before: list[Mention], size: int) -> list[Mention]:
    """Those whose subjects were spoken of last: 辖区税收718亿元、财政收入144.8亿元，分别增长29.1%和27.1%."""
    owners: dict[str, Mention] = {}
    for mention in reversed(before):
        if mention.subject:
            owners.setdefault(mention.subject, mention)
        if len(owners) == size:
            return list(owners.values())[::-1]
    return []


def _named_together(before: list[Mention], size: int) -> list[str] | None:
    """固定资产投资和零售总额均突破万亿元，分别达到1.2万亿元和1万亿元: each of those that were named together."""
    names = split(before[-1].subject, size) if before and before[-1].subject else None
    return names if names and len({indicator_of(name) for name in names} - {None}) == size else None
