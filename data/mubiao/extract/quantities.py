"""Quantities in normalised text: number, unit, range, rank, and the words that bound them.

Three scans (Arabic numbers, Chinese numbers, ranks), each one compiled pattern over the whole text, then a few
dictionary look-ups a hit. Positions are those of the text that was given, which `normalise` keeps equal to those of
the document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from mubiao.extract import bounds
from mubiao.extract.mask import mask_spans, merged
from mubiao.extract.numerals import magnitude, parse, scaled
from mubiao.extract.units import unit_at
from mubiao.model import Qualifier

Mode = Literal["facts", "all"]

FACT_KINDS = frozenset({"percent", "permille", "point", "money", "measure", "count", "multiple", "rank", "bare"})
"""The kinds that can be facts; the others (date, duration, age, ordinal, set, spec) are names and times."""


@dataclass(slots=True)
class Quantity:
    """One quantity as printed: `text[start:end]` is number and unit, without the words that bound it."""

    start: int
    end: int
    value: float  # 万, 亿 folded in; a per cent is the printed number; signed only if a sign is printed
    high: float | None  # the upper end of a range
    unit: str | None  # without magnitude; '' for a bare number, 名 for a rank
    kind: str  # percent, permille, point, money, measure, count, multiple, rank, bare, date, duration, age, …
    qualifier: Qualifier
    qualifier_text: str | None  # as printed; words on both sides are joined with …
    outer_start: int  # the span with its qualifier words
    outer_end: int
    rule: str
    number_end: int  # where the (last) number ends and its unit begins


_N = "零一二两三四五六七八九十百千万亿兆俩廿卅卌壹贰叁肆伍陆柒捌玖拾佰仟"
_D = "零一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
_ARABIC = re.compile(
    r"([0-9](?:[0-9]{0,2}(?:,[0-9]{3}(?![0-9]))++|[0-9]*+)"
    r"(?:\.[0-9]++|(?: \. ?|\. )[0-9]{1,4}(?![0-9])(?=[ \n]?[万亿%‰元个]))?+)"
    r"(?:[ \n]{0,2}((?:[多余来几]?(?:[亿万兆]|百(?!分)|千(?![瓦米克伏卡帕赫焦]))){1,4}+))?+"
    r"(?: ?([多余来几](?! ?[，。；、])))?+"
)
_HAN = re.compile(rf"([{_N}]++)(?:点([{_D}]++)([百千万亿]*+))?+(?:([多余来几])([万亿]*+))?+")
_DOUBLING = re.compile(r"翻了?(?:([一两二三四])|(?=番))番")
_HALF = re.compile(r"一半(?!是|天|时|年|月|小时)|半数|(?<=[超近逾约过])半(?=[，。、；])")
_RANK = re.compile(
    r"第 ?([0-9]{1,4}|[一二三四五六七八九十百]{1,5})( ?(?:位|名))?"
    r"|前 ?([0-9]{1,4}|[一二三四五六七八九十百]{1,4})( ?(?:位|名|强))?"
    r"|[榜首]首|首位"
    r"|(?:[0-9]{1,4}|[一二三四五六七八九十百]{1,4}) ?强"
)
_CLAUSE_ENDS = "，。；;！？!?\n"
_RANK_CUE = re.compile(r"居|列|位|排|名|获|夺|全[国省市区县]|世界|全球|榜|跃|升至|保持|进入|跻身|入围|入选|挺进")
_RANK_END = frozenset("，。、；：,;:)”\n \r和并且的(与及") | {""}
_FOREMOST = re.compile(r"放在|摆在|置于|作为|放到|摆到")
_MONEY_CUE = re.compile(
    r"投资|税|产值|收入|金额|资金|基金|总值|GDP|贷款|存款|营收|利润|补助|补贴|经费|融资|资产|预算|支出|投入|销售|交易额|额[达为超近约]*$|规模"
)
_RANGE = frozenset(["-", "—", "--", "——", "~", "~~", "至", "到", "(含)-", "(含)—", "(含)~"])


def find_quantities(text: str, *, mode: Mode = "facts") -> list[Quantity]:
    """Every quantity of a normalised text, in text order, none overlapping another.

    `facts` leaves out what can be no fact: dates, durations, ordinals, names, bare numbers without magnitude, small
    Chinese counts. `all` gives every number that is read as one, as `mubiao extract --quantities` prints it.
    """
    found = _arabic(text) + _han(text, mode) + _ranks(text, mode)
    found.sort(key=_order)
    found = _joined(text, found)
    if mode == "facts":
        found = _facts(text, found)
    for q in found:
        _bound(text, q)
    return found


def _order(q: Quantity) -> tuple[int, int]:
    return q.start, -q.end


def _new(start: int, end: int, value: float, unit: str, kind: str, rule: str, number_end: int) -> Quantity:
    return Quantity(start, end, value, None, unit, kind, Qualifier.EXACT, None, start, end, rule, number_end)


def _over(q: Quantity, word: str) -> None:
    q.qualifier, q.qualifier_text = Qualifier.OVER, word


def _arabic(text: str) -> list[Quantity]:
    found = []
    for m in _ARABIC.finditer(text):
        start, number_end = m.span()
        digits, mags, more = m.groups()
        if mags:
            inner = ""
            if len(mags) > 1 and any(c in mags for c in "多余来几"):
                inner = next(c for c in mags if c in "多余来几")
            value = scaled(digits, magnitude(mags))
            more = more or inner
        elif " " in digits:
            value = float(digits.replace(" ", ""))
        else:
            value = float(digits) if "," not in digits else scaled(digits, 1)
        pos = number_end
        nxt = text[pos : pos + 1]
        if nxt in " \n" and nxt:
            pos += 1
            if text[pos : pos + 1] == " ":
                pos += 1
        unit = unit_at(text, pos)
        if unit is None or (pos > number_end and text[number_end] == "\n" and unit[2] == "set"):
            if m[3]:
                number_end = m.start(3)
                more = None
            q = _new(start, number_end, value, "", "bare", "arabic", number_end)
        else:
            end, name, kind = unit
            q = _new(start, end, value, name, kind, "arabic", number_end)
        if more:
            _over(q, more)
        left = text[start - 1 : start]
        if left == "负" or (left in "-−" and left and _is_minus(text, start - 1)):
            q.value, q.start, q.outer_start = -q.value, start - 1, start - 1
        found.append(q)
    return found


def _is_minus(text: str, position: int) -> bool:
    left = text[position - 1 : position] if position else ""
    return not (left.isalnum() and left.isascii()) and left not in _N and (not left or left not in _NO_MINUS)


_NO_MINUS = "-—~)%‰元个家年月日号"


def _han(text: str, mode: Mode) -> list[Quantity]:
    found = []
    for m in _HAN.finditer(text):
        start, end = m.span()
        nxt = text[end : end + 1]
        if not nxt:
            continue
        run = m[1]
        if nxt == "分" and run[-1] in "百千万" and text.startswith("分之", end):
            q = _parts(text, m)
            if q:
                found.append(q)
            continue
        if nxt == "成" and len(run) <= 2 and run[-1] in _D + "十" and text[end + 1 : end + 2] not in _NOT_TENTH:
            value = parse(m[0])
            if value and value <= 10:
                found.append(_new(start, end + 1, value * 10, "%", "percent", "tenths", end))
            continue
        pos = end + 1 if nxt == " " else end
        unit = unit_at(text, pos)
        if unit is None:
            continue
        if mode == "facts" and not _han_fact(text, m, unit):
            continue
        number = m[1] + ("点" + m[2] if m[2] else "") + (m[3] or "") + (m[5] or "")
        value = parse(number if number[0] not in "万亿" else "一" + number)
        if value is None:
            continue
        q = _new(start, unit[0], value, unit[1], unit[2], "han", end)
        if m[4]:
            _over(q, m[4])
        if text[start - 1 : start] == "负":
            q.value, q.start, q.outer_start = -q.value, start - 1, start - 1
        found.append(q)
    for m in _DOUBLING.finditer(text):
        times = int(parse(m[1]) or 1) if m[1] else 1
        found.append(_new(m.start(), m.end(), (2.0**times - 1) * 100, "%", "percent", "doubling", m.end()))
    for m in _HALF.finditer(text):
        found.append(_new(m.start(), m.end(), 50.0, "%", "percent", "half", m.end()))
    return found


_NOT_TENTH = frozenset("立效功果绩本长员为都分品熟就型人语交不一就套批片")
_PART = re.compile(rf"(负)?([0-9]++(?:,[0-9]{{3}}(?![0-9]))*+(?:\.[0-9]++)?+|[{_N}]++(?:点[{_D}]++)?+)")


def _parts(text: str, m: re.Match[str]) -> Quantity | None:
    """百分之五, 千分之三, 万分之一."""
    whole = {"百": 100, "千": 1000, "万": 10000}.get(m[0])
    part = _PART.match(text, m.end() + 2)
    if not part or not whole:
        return None
    value = parse(part[2])
    if value is None:
        return None
    value = -value if part[1] else value
    if whole == 1000:
        return _new(m.start(), part.end(), value, "‰", "permille", "parts", part.end())
    return _new(m.start(), part.end(), value * 100 / whole, "%", "percent", "parts", part.end())


_NEW_THINGS = re.compile(
    r"(?:新增|新建|建成|建设|创建|新设|设立|引进|获批|培育|开通|完工|竣工|投产|投用|开工|共|达到?|有|等|完成|实施|组建|新添|开展|举办)了?$"
)
_BARE_MAGNITUDE_COUNTERS = frozenset("个家场所名户项条件亩套座处")
_REACH = re.compile(r"(?:达到?|跨[上入]|迈[上入进]|登上|站上|冲[刺击]|跃上|超过?|突破|逾|近|过|破|约)了?$")


def _han_fact(text: str, m: re.Match[str], unit: tuple[int, str, str]) -> bool:
    """Whether a Chinese number with its unit plainly counts or measures something, rather than being part of a word."""
    run, start = m[1], m.start()
    _, name, kind = unit
    if kind not in FACT_KINDS:
        return False
    if m[2]:
        return True
    left = text[max(0, start - 6) : start]
    if left[-1:] in ("每", "第", "前", "“"):
        return False
    if run[0] in "百千万亿" and all(c in "百千万亿" for c in run):
        if name in _BARE_MAGNITUDE_COUNTERS and run in ("百", "千", "万"):
            return text[unit[0] : unit[0] + 1] not in "级工千万"
        return bool(_REACH.search(left)) and kind in ("money", "measure", "count")
    if kind in ("point", "multiple"):
        return True
    if kind == "money":
        return len(run) > 1
    if kind == "measure":
        return len(run) > 1 or (run != "一" and name in ("公里", "吨", "亩", "公顷", "平方米", "平方公里"))
    if len(run) > 1 and run not in ("十几", "一二", "一两", "两三"):
        return True
    return run != "一" and bool(_NEW_THINGS.search(left))


def _ranks(text: str, mode: Mode) -> list[Quantity]:
    found = []
    for m in _RANK.finditer(text):
        start, end = m.span()
        word = m[0]
        left = text[max(0, start - 16) : start]
        for i in range(len(left) - 1, -1, -1):
            if left[i] in _CLAUSE_ENDS:
                left = left[i + 1 :]
                break
        nxt = text[end : end + 1]
        if m[1]:
            if mode == "facts" and not ((m[2] or nxt in _RANK_END) and _RANK_CUE.search(left)):
                continue
            value, under = parse(m[1]), False
        elif m[3]:
            if nxt in "年个月届季期后半" and nxt:
                continue
            if (not m[4] and nxt not in _RANK_END) or not _RANK_CUE.search(left):
                continue
            value, under = parse(m[3]), True
        elif word[-1] == "强":
            value, under = parse(word[:-1]), True
            if not value or value < 3 or not re.search(r"跻身|进入|列入|入选|入围|位列|居|挺进|晋级|获|评|荣获", left):
                continue
        else:
            if re.search(r"放在|摆在|置于|作为|放到|摆到", left) or not _RANK_CUE.search(
                left + "居" * (word == "榜首")
            ):
                continue
            value, under = 1.0, False
        if value is None:
            continue
        q = _new(start, end, value, "名", "rank", "rank", end)
        if under:
            q.qualifier, q.qualifier_text = Qualifier.UNDER, word[0] if word[0] == "前" else word[-1]
        found.append(q)
    return found


def _joined(text: str, found: list[Quantity]) -> list[Quantity]:
    """Without overlaps, and with two numbers that a dash or 至 joins as one range."""
    out: list[Quantity] = []
    for q in found:
        if not out:
            out.append(q)
            continue
        p = out[-1]
        if q.start < p.end:
            if q.end - q.start > p.end - p.start or (q.kind == "rank" and q.end >= p.end):
                out[-1] = q
            continue
        gap = q.start - p.end
        if gap <= 4 and p.kind != "rank" and q.kind != "rank" and p.high is None:
            between = text[p.end : q.start].replace(" ", "")
            if between in _RANGE and _range(text, p, q):
                continue
            if not between and q.value < 0 and text[q.start] == "-":
                q.value, q.start, q.outer_start = -q.value, q.start + 1, q.outer_start + 1
                if _range(text, p, q):
                    continue
        out.append(q)
    return out


def _range(text: str, p: Quantity, q: Quantity) -> bool:
    """Makes `p` the range from p to q, if they are one."""
    if p.unit and q.unit and p.unit != q.unit:
        return False
    if not p.unit and p.kind == "bare":
        m = re.match(r"[0-9.,]+", text[q.start : q.number_end])
        if m and p.number_end - p.start == len(text[p.start : p.number_end].rstrip("百千万亿")):
            scale = magnitude("".join(c for c in text[q.start : q.number_end] if c in "百千万亿"))
            if p.value < q.value / scale:
                p.value *= scale
    elif not q.unit:
        return False
    if p.value >= q.value:
        return False
    p.high, p.end, p.number_end = q.value, q.end, q.number_end
    p.outer_end = q.end
    p.unit, p.kind = q.unit, q.kind
    p.rule += ";range"
    if q.qualifier_text:
        p.qualifier, p.qualifier_text = q.qualifier, q.qualifier_text
    return True


def _facts(text: str, found: list[Quantity]) -> list[Quantity]:
    out = []
    masks = merged(mask_spans(text))
    low, high = next(masks, (len(text) + 1, len(text) + 1))
    for q in found:
        while high <= q.start:
            low, high = next(masks, (len(text) + 1, len(text) + 1))
        if q.start >= low or q.kind not in FACT_KINDS:
            continue
        if q.kind != "rank" and not _plain_fact(text, q):
            continue
        out.append(q)
    return out


_NAME_AFTER = re.compile(r"[级强]|之城|以上的?(?:工业|重大|大|产业|重点)?(?:企业|项目)|\+|[A-Za-z#＃]")


def _plain_fact(text: str, q: Quantity) -> bool:
    start, end = q.start, q.end
    left = text[start - 1 : start]
    if left and (left in "第每+#_" or (left.isascii() and left.isalpha() and q.kind not in ("money", "percent"))):
        return False
    if _NAME_AFTER.match(text, end):
        return False
    if q.kind == "bare":
        if q.value < 1000 or text[q.number_end - 1] not in "万亿千百":
            return False
        window = text[max(0, start - 14) : start]
        if _MONEY_CUE.search(re.split("[，。；;、,]", window)[-1]):
            q.unit, q.kind, q.rule = "元", "money", q.rule + ";money"
    return True


def _bound(text: str, q: Quantity) -> None:
    """Attaches the qualifier words on either side."""
    left = bounds.before(text, q.start)
    right = bounds.after(text, q.end)
    words = []
    if left:
        q.outer_start, q.qualifier, word = left
        words.append(word)
    elif q.qualifier_text:
        words.append(q.qualifier_text)
    if right:
        q.outer_end, q.qualifier, word = right
        words.append(word)
    if words:
        q.qualifier_text = "…".join(words)
