"""Stage 4: what each quantity measures.

In order: lists with 分别, the noun before the quantity or after it, heads that are left out and inherited, pairs of
level and growth. Every decision leaves its name in `Slot.rules`.
"""

from __future__ import annotations

import re

from mubiao.extract.clauses import Slot, ends_with_verb
from mubiao.extract.indicators import indicator_of, mentions
from mubiao.extract.words import modifiers, verb_opening, verbs

_JOIN = re.compile(r"、|和|与|及|以及|,|，")
_COMMA = re.compile(r"[、,，]")
_HEADS = re.compile(
    r"(?:增加值|总产值|产值|人均可支配收入|可支配收入|人均纯收入|纯收入|总收入|收入|投资额|投资|总额|销售额|零售额|交易额|排放总量|排放量|排放强度|排放|产量|面积|人数|人口|覆盖率|达标率|普及率|入学率|毛入园率|参保率|处理率|利用率|满意率|率|比例|比重|占比|浓度|能耗|指数|余额|存款|贷款|规模|数量|项目|企业|支出|利润|税收|用电量|吞吐量|贡献率|保险|床位|增速|增幅|量|额)$"
)
_STRONG = re.compile(
    r"(?:实现|完成|推动|带动|促进|促使|使|让|确保|力争|争取|获得|获批|获评|举办|承办|开展|引进|招引|建成|新建|累计|发放|投入|落实|拨付|组织|实施|建立|设立|成立|认定|打造|通过|超额完成|落地|培育壮大|支持|帮助|引导|协助|为|对|将|把|全年|预计|预期|安排|下达|争创|其中|启动|推进|加快|加强|因为|由于|随着|达到)"
)
_QUOTED_TARGET = re.compile(
    r"(?:超过|低于|高于|达到|完成|实现|超额完成|好于|快于|略低于|略高于)?了?(?:年初|原定|预定|预期|既定|年度)(?:预定|预期|确定|制定|计划|提出|下达|人代会)*的?(?:增长|下降|控制在?|目标)*(?:为|是)?$"
)
_STEP = re.compile(r"台阶|大关|新高|新水平|翻番|新突破|万亿|千亿|百亿|第[一二三]个$")
_AGENT = re.compile(r"(?:[全我本][市省区县镇乡州旗国]|各[地级]|晋江|区|市|省|县)?(?:委|政府)?$")
_STATE = re.compile(
    r"(?:在建|新建|续建|改建|扩建|建成|开工|竣工|新开工|新增|签约|投产|投用|已建成|建成投用|拟建|规划)$"
)
_ORDINAL_INDUSTRY = {"一": "第一产业", "二": "第二产业", "三": "第三产业"}


def resolve(text: str, slots: list[Slot]) -> None:
    """Fills `subject`, `head`, `group` and `rules` of every slot. `text` is normalised."""
    by_sentence: dict[int, list[Slot]] = {}
    for slot in slots:
        by_sentence.setdefault(slot.sentence, []).append(slot)
    previous: list[Slot] = []
    for members in by_sentence.values():
        number = 0
        while number < len(members):
            settled = _spread(text, members, number, previous)
            if not settled:
                _single(text, members[number], members[:number], previous)
            number += settled or 1
        previous = members


# ---------------------------------------------------------------- lists with 分别


def _spread(text: str, members: list[Slot], number: int, previous: list[Slot]) -> int:
    """Gives each quantity of a 分别 list that begins at `number` its own subject; returns how many it settled."""
    first = members[number]
    size = 1
    while number + size < len(members) and members[number + size].linked:
        size += 1
    at = text.rfind("分别", first.gap_start, first.quantity.outer_start)
    if size < 2 or at < 0:
        return 0
    group = members[number : number + size]
    heads = _heads_before(text, first, at, size) or _heads_of(members[:number] or previous, size)
    if not heads:
        return 0
    for slot, head in zip(group, heads, strict=True):
        slot.subject = slot.head = head
        slot.group = number
        slot.rules.append("subjects:spread")
        if slot is not first:
            slot.marks |= first.marks
            slot.cue_words = first.cue_words
            slot.times = slot.times or first.times
    _cover(group)
    return size


def _cover(group: list[Slot]) -> None:
    """A qualifier after the last item of a list covers the list; one next to an item is that item's own."""
    last = group[-1].quantity
    if last.qualifier_text and last.outer_end > last.end:
        for slot in group[:-1]:
            if slot.quantity.qualifier == "exact":
                slot.quantity.qualifier = last.qualifier
                slot.quantity.qualifier_text = last.qualifier_text
                slot.rules.append("quantities:list-qualifier")


def _heads_before(text: str, slot: Slot, at: int, size: int) -> list[str] | None:
    """The subjects named before 分别, one for each quantity."""
    start, end = slot.left_start, min(slot.left_end, at) if slot.left_end > slot.left_start else slot.left_end
    if slot.elided or end <= start:
        clause = max(text.rfind(c, slot.gap_start, at) for c in "，,；;。：:") + 1
        start, end = max(clause, slot.gap_start), at
    words = text[start:end].strip(" 　*、，,")
    words = re.sub(r"(?:比上年|较上年|同比|比去年)?(?:同期)?$", "", words)
    strong = list(_STRONG.finditer(words))
    if strong and len(words) - strong[-1].end() >= 2:
        words = words[strong[-1].end() :]
    if not words:
        return None
    return _split(words, size)


def _split(words: str, size: int) -> list[str] | None:
    if size == 3:
        match = re.search(r"(?:第?一[、,]?二[、,]?(?:和|及)?三(?:次)?产业|三次产业)(.*)$", words)
        if match:
            return [industry + match[1] for industry in _ORDINAL_INDUSTRY.values()]
    if size == 2:
        match = re.search(r"(?:第?二[、,和]?三(?:次)?产业)(.*)$", words)
        if match:
            return [_ORDINAL_INDUSTRY["二"] + match[1], _ORDINAL_INDUSTRY["三"] + match[1]]
        match = re.search(r"城(?:镇)?[、,和]?乡(?:村)?(?:常住)?居民(.*)$", words)
        if match and not _JOIN.search(match[1]):
            return ["城镇居民" + match[1], "农村居民" + match[1]]
    for pattern in (_JOIN, _COMMA, re.compile(r"和|与|及|以及")):
        parts = [part.strip() for part in pattern.split(words) if part.strip()]
        if len(parts) == size:
            return _share_tail(parts)
    parts = [part.strip() for part in _JOIN.split(words) if part.strip()]
    return _share_tail(parts[-size:]) if len(parts) > size else None


def _share_tail(parts: list[str]) -> list[str]:
    """城镇居民、农村居民人均可支配收入: what the last item ends with belongs to all of them."""
    last = parts[-1]
    out = []
    for part in parts[:-1]:
        if indicator_of(part) and not re.search(r"(?:居民|产业)$", part):
            out.append(part)
            continue
        joined = next((part + last[i:] for i in range(1, len(last)) if indicator_of(part + last[i:])), None)
        if joined is None:
            tail = _HEADS.search(last)
            joined = part + tail[0] if tail and not _HEADS.search(part) else part
        out.append(joined)
    return [*out, last]


def _heads_of(before: list[Slot], size: int) -> list[str] | None:
    """The last subjects spoken of: 辖区税收718亿元、财政收入144.8亿元，分别增长29.1%和27.1%."""
    subjects: list[str] = []
    for slot in reversed(before):
        if slot.subject and slot.subject not in subjects:
            subjects.append(slot.subject)
        if len(subjects) == size:
            return subjects[::-1]
    return None


# ---------------------------------------------------------------- one quantity


def _single(text: str, slot: Slot, before: list[Slot], previous: list[Slot]) -> None:
    left = text[slot.left_start : slot.left_end]
    right = text[slot.right_start : slot.right_end]
    quantity = slot.quantity
    if quantity.kind == "rank":
        _rank(text, slot, left, before)
        return
    if before and _QUOTED_TARGET.search(text[max(slot.gap_start, quantity.outer_start - 30) : quantity.outer_start]):
        slot.subject = slot.head = before[-1].subject
        slot.marks |= {mark for mark in before[-1].marks if mark in ("up", "down")}
        slot.rules.append("subjects:quoted-target")
        return
    noun, verb = _clean(left)
    if noun.startswith(("比", "较", "与")) and before and not indicator_of(noun):
        noun = verb = ""  # 「比计划少86亿元」 compares; it names nothing
    noun = _whole(noun, before)
    indicator = indicator_of(noun) if noun else None
    counts = quantity.kind in ("count", "measure", "money", "bare", "percent")
    if before and noun and _TAIL_ONLY.fullmatch(noun) and before[-1].subject:
        slot.subject = slot.head = before[-1].subject
        slot.marks.add("down" if "降" in noun or "减" in noun or "跌" in noun else "up")
        slot.rules.append("subjects:inherited")
        return
    owner = _owner(noun, before)
    if owner:
        slot.subject = slot.head = owner
        slot.rules.append("subjects:owner")
        return
    bare = _without_verbs(noun) if noun and not indicator else ""
    if bare:
        slot.subject, rule = bare, "left-before-verb"
    elif noun and verb and not indicator and not right:
        # Nothing follows: 全年粮食播种面积｜5213亩, 企业减负｜70亿元. The verb at the end is a noun here.
        slot.subject, rule = noun, "left"
    elif right and counts and (not noun or (verb and not indicator) or _modifier_only(noun) or not _is_head(noun)):
        slot.subject, rule = _right_subject(slot, right, noun), "right"
    elif noun and before and _STEP.search(noun) and before[-1].subject:
        slot.subject, rule = before[-1].subject, "step"
    elif noun and _STEP.search(noun) and (named := _named_in_clause(text, slot)):
        slot.subject, rule = named, "step"
    elif noun and not _modifier_only(noun):
        slot.subject, rule = noun, "left"
        if before and _STATE.fullmatch(noun) and not right and before[-1].subject:
            slot.subject = _elided_head(noun, before[-1].subject)
            rule = "elided-head"
    elif before and before[-1].subject:
        slot.subject, rule = _inherit(slot, before), "inherited"
    elif noun:
        slot.subject, rule = noun, "left"
    else:
        slot.subject, rule = _from_earlier_clause(text, slot, previous)
    slot.head = noun or right
    slot.rules.append("subjects:" + rule)


def _named_in_clause(text: str, slot: Slot) -> str:
    """The indicator that the sentence has named last: 地区生产总值将再上一个万亿台阶、达到｜4.2万亿元."""
    found = mentions(text[slot.gap_start : slot.quantity.outer_start])
    if not found:
        return ""
    start, end, _ = found[-1]
    return text[slot.gap_start + start : slot.gap_start + end]


def _without_verbs(noun: str) -> str:
    """An indicator that verbs follow: 固定资产投资拟安排, 地区生产总值提前实现. Empty when there is none."""
    rest = noun
    for _ in range(3):
        verb = ends_with_verb(rest, 0, len(rest)) or next((w for w in ("提前", "全年", "分别", "再") if rest.endswith(w)), "")
        if not verb:
            return ""
        rest = rest[: -len(verb)]
        if len(rest) >= 2 and indicator_of(rest):
            return rest
    return ""


_GENERIC_HEAD = re.compile(r"(?:产量|总产量|总产|面积|余额|参保人数|增加值|总产值|产值|净?利润|销售收入|主营业务收入|利税|人均纯收入|人均可支配收入|出口|进口)$")


_TAIL_ONLY = re.compile(r"(?:其)?(?:增速|增幅|涨幅|降幅|减幅|跌幅|增长率|增长速度)")
_INVESTED = re.compile(r"(?:总|年度?|年度计划|年计划|计划|计划总|完成|概算总|概算|预计总|当年计划|今年计划|当年|累计完成)?(?:投资|总投资)(?:额|总额|金额)?|投资完成额")


def _owner(noun: str, before: list[Slot]) -> str:
    """总投资 belongs to the projects that were counted before it: 签约项目207个、总投资1152亿元."""
    if not noun or not before or not _INVESTED.fullmatch(noun):
        return ""
    for slot in reversed(before):
        if slot.subject and not slot.subject.endswith(("投资", "投资额")) and slot.quantity.kind == "count":
            return slot.subject + noun
    return ""


def _whole(noun: str, before: list[Slot]) -> str:
    """规模以上工业实现净利润…，实现增加值…: a bare head takes the owner that was named before it."""
    if not _GENERIC_HEAD.fullmatch(noun) or not before or indicator_of(noun):
        return noun
    owner = before[-1].subject
    return next((owner[:i] + noun for i in range(len(owner), 1, -1) if indicator_of(owner[:i] + noun)), noun)


def _clean(left: str) -> tuple[str, str]:
    """(noun phrase without leading verbs and places, the verb it ends with)."""
    noun = re.sub(r"^[一二三四五六七八九十]+是", "", left.strip(" 　*“”\"'、,，"))
    while True:
        parts = [m for m in _STRONG.finditer(noun) if m.end() < len(noun)]
        if parts and not (indicator_of(noun)):
            noun = noun[parts[-1].end() :]
            break
        break
    opening = verb_opening().match(noun)
    keep = verbs()[1]
    while opening and opening.end() + 1 < len(noun) and opening[0] not in keep and not indicator_of(noun):
        noun = noun[opening.end() :]
        opening = verb_opening().match(noun)
    noun = noun.strip(" 　*了的、")
    if "、" in noun and "等" not in noun:
        tail = noun.rsplit("、", 1)[1]
        if indicator_of(tail) or ends_with_verb(tail, 0, len(tail)) or len(tail) >= 4:
            noun = tail
            opening = verb_opening().match(noun)
            if opening and opening.end() < len(noun) and opening[0] not in keep and not indicator_of(noun):
                noun = noun[opening.end() :]
    if noun in verbs()[0] and noun not in verbs()[1]:
        return ("", noun) if not indicator_of(noun) else (noun, "")
    verb = ends_with_verb(noun, 0, len(noun))
    return noun, verb


def _modifier_only(noun: str) -> bool:
    before, _ = modifiers()
    whole = before.fullmatch(noun)
    return bool(whole) or bool(_AGENT.fullmatch(noun))


def _is_head(noun: str) -> bool:
    """Whether a phrase can be what is counted by itself, so that a noun after the number does not replace it."""
    return bool(_HEADS.search(noun)) or indicator_of(noun) is not None


def _right_subject(slot: Slot, right: str, noun: str) -> str:
    keep = next((verb for verb in sorted(verbs()[1], key=len, reverse=True) if noun.endswith(verb)), "")
    return keep + right


def _elided_head(state: str, subject: str) -> str:
    for verb in sorted(verbs()[0], key=len, reverse=True):
        if subject.startswith(verb) and len(subject) > len(verb) + 1:
            subject = subject[len(verb) :]
            break
    return state + subject


def _inherit(slot: Slot, before: list[Slot]) -> str:
    """The subject of the quantity before; of a 分别 list the one at the same place."""
    nearest = before[-1]
    if nearest.quantity.kind == "rank" and len(before) > 1 and slot.quantity.kind != "rank":
        nearest = next((s for s in reversed(before) if s.quantity.kind != "rank"), nearest)
    return nearest.subject


def _from_earlier_clause(text: str, slot: Slot, previous: list[Slot]) -> tuple[str, str]:
    """The noun phrase of the clause before: 全市地区生产总值，预计｜增长6%."""
    clause_end = slot.left_start
    region = text[slot.sentence_start : clause_end].rstrip(" 　，,、：:")
    cut = max(region.rfind(c) for c in "，,；;：:。")
    phrase = region[cut + 1 :].strip(" 　*")
    noun, _ = _clean(phrase)
    if noun and not indicator_of(noun):
        named = mentions(noun)
        if named and named[0][0] <= 4:
            return noun[named[0][0] : named[0][1]], "earlier-clause"
    if noun and (indicator_of(noun) or (slot.gap_start == slot.sentence_start and len(noun) <= 20)):
        return noun, "earlier-clause"
    same_statement = bool(previous) and previous[-1].statement_start == slot.statement_start
    if same_statement and not noun and previous[-1].subject:
        return previous[-1].subject, "earlier-item"
    if previous and previous[-1].subject and slot.sentence == previous[-1].sentence + 1 and "up" in slot.marks:
        return previous[-1].subject, "earlier-sentence"
    return noun, "none"


def _rank(text: str, slot: Slot, left: str, before: list[Slot]) -> None:
    noun, _ = _clean(re.sub(r"(?:[全我本]?[国省市区县]|[\u4e00-\u9fff]{0,6}(?:市|省|区|县))?(?:前列)?$", "", left))
    noun = re.sub(
        r"(?:均|分别|连续.{1,6}|总量|增速|增幅)?(?:排名|位居|稳居|居|位列|列|名列|跻身|排在|位于|考评|进入|跃居|升至)*$",
        "",
        noun,
    )
    if noun and not _modifier_only(noun) and len(noun) >= 2:
        slot.subject, rule = noun, "rank-left"
    elif before and before[-1].subject:
        slot.subject, rule = before[-1].subject, "rank-inherited"
    else:
        slot.subject, rule = noun or _from_earlier_clause(text, slot, [])[0], "rank-earlier"
    slot.head = noun
    slot.rules.append("subjects:" + rule)
