"""Numbers with their units, as they are printed: one compiled pattern for each way of writing, over the whole text.

Every pattern begins with a character set or a literal and takes digits possessively, so that the scans skip what is no
number and stay linear on any input.
"""

from __future__ import annotations

import re

from mubiao.extract.quantities.numerals import magnitude, parse, scaled
from mubiao.extract.quantities.quantity import HAN_DIGITS, HAN_NUMERALS, Quantity, exact
from mubiao.extract.quantities.units import Units, unit_at, unit_table
from mubiao.model import Qualifier
from mubiao.patterns import HAN_BY_VALUE, Piece, Pieces, lazy

_N, _D = HAN_NUMERALS, HAN_DIGITS

_C = "[\u4e00-\u9fff]"
# In a running text (group 2), not at the start of a line or a cell, blanks and breaks inside a number are a scan's.
_ARABIC_PIECES = {
    "broken": Piece(
        r"(?(2)[0-9]{0,2}(?:(?: [0-9]{3}(?![0-9]))++|\r?\n[0-9]{1,3}(?![0-9]))"
        r"(?=(?: ?\. ?[0-9]{1,4})?[ \r\n]{0,2}[万亿%元张人户家吨亩美港公平个])|(?!))",
        ("产值达‹1 234.5 亿›元", "收入‹6\n8.9 亿›元"),
    ),
    "grouped": Piece(r"[0-9]{0,2}(?: ?,[0-9]{3}(?![0-9]))++", ("‹1,234.5›元", "人均‹25 ,136›元")),
    "digits": Piece(r"[0-9]*+", ("‹2024›年", "新增‹120›个")),
    "point": Piece(r"\.[0-9]++", ("增长‹11.4›%",)),
    "broken_point": Piece(
        r"(?(2)(?: \. ?|\.(?: |\r?\n))[0-9]{1,4}(?![0-9.])(?=[ \r\n]{0,2}[万亿%‰元个])|(?!))",
        ("投资‹24. 3 亿›元", "增长‹5. 2›%"),
    ),
    "comma": Piece(r",[0-9]{1,2}(?=[%‰万亿])", ("增长‹5,2›%",)),
    "places": Piece(
        r"[ \r\n]{0,3}(?:[多余来几]?(?:[亿万]|兆(?![瓦帕伏赫焦欧字比])|百(?!分)|千(?![瓦米克伏卡帕赫焦]))){1,4}+",
        ("‹3.5万›人", "‹5千万›元", "‹30多万›户"),
    ),
    "lower_places": Piece(
        r"(?: ?零?[0-9]{1,4}+ ?(?:[万亿百]|千(?![瓦米克伏卡帕赫焦]))++){0,4}+"
        r"(?:零?[0-9]{1,4}+(?![0-9.,:/年月日号时%-]))?+",
        ("‹5万4千6百›人", "‹2亿3000万›元"),
    ),
    "odd": Piece(r"[多余来几](?! ?[。，；、])", ("‹100多›个", "‹50余›家")),
}
ARABIC = Pieces(
    rf"([0-9]((?<={_C}[0-9])|(?<={_C} [0-9]))?(?:«broken»|«grouped»|«digits»)(?:«point»|«broken_point»|«comma»)?+)"
    r"(?:(«places»)(«lower_places»)?+)?+(?: ?(«odd»))?+",
    _ARABIC_PIECES,
)
_ARABIC = lazy(ARABIC.pattern())
_PLAIN = lazy(r"[0-9]+(?:\.[0-9]+)?")
_DECIMAL_COMMA = lazy(r",(?=[0-9]{1,2}$)")
# Digits in a row stand in places as Arabic ones do: 二、三〇〇个, 二四八·五亿元.
_ROW_UNIT = "[百千万亿个元吨公米人户斤担亩台条座件头只套家项处名平立%倍]"
_HAN = lazy(
    rf"([{_N}](?:(?<![千兆])|(?![瓦米克伏卡帕赫焦]))(?:(?![千兆][瓦米克伏卡帕赫焦])[{_N}])*+"
    rf"(?:、(?<=[\u4e00-\u9fff][{_D}]、)[{_D}]{{3}}(?![{_D}十百]|、[{_N}])(?=(?:·[{_D}]{{1,3}})?{_ROW_UNIT}))?+)"
    rf"(?:(?:点|·(?=[{_D}]{{1,3}}{_ROW_UNIT}))([{_D}]++|[0-9]++)([百千万亿]*+))?+"
    r"((?:[多余来几](?:(?![千兆][瓦米克伏卡帕赫焦])[百千万亿])*+){0,2})",
    holds=_N,
)
_PART = lazy(rf"(负)?([0-9]++(?:,[0-9]{{3}}(?![0-9]))*+(?:\.[0-9]++)?+|(?:(?!百分)[{_N}])++(?:[点·][{_D}]++)?+)")
# 百分之八｜至九: the second bound without 百分之 of its own; not 百分之二十至五倍, 百分之八到一九五七年
_UPPER = lazy(
    rf"[至到—~-]{{1,2}}((?!百分|[百千]分)[{_N}]++(?:[点·][{_D}]++)?+)(?![0-9年月日个倍成点世位名次家元件项条人万亿分])"
)
# 二三十, 三五百, 八九亿: neighbouring digits before one place are a guess between them
_EITHER = lazy(r"([一二三四五六七八九])([一二三四五六七八九])([十百千万亿]{1,3})")
_DOUBLING = lazy(r"翻(?<![两三双四].)了?([一两二三四])?番", holds="翻")
_HALF = lazy(  # from its 半 on: the 一 before it is looked at there
    r"半(?:(?<=一半)(?![是天时年月小个路])|数"
    r"|(?<=[超近逾约过]半)(?<![周年月期程间]过半)(?=[，。、；,;\s]))",
    holds="半",
)
_ROUND = lazy(  # 产值突破百亿，迈入千亿集群: an amount of money that a verb of reaching tells
    r"亿(?<=[百千万]亿)(?:(?<=突破.亿)|(?<=[迈跨]入.亿)|(?<=[迈跨跃站]上.亿)|(?<=跻身.亿))"
    r"(?=[，,。；;、）)]|级?(?:产业)?集群|大关|关口|台阶|行列|俱乐部)",
    holds="亿",
)
_OF_YI = lazy(  # 投资3.5个亿, 两个多亿: colloquial for an amount of money; 3个亿元村 counts villages
    rf"(?:[0-9](?<![0-9.].)[0-9]{{0,3}}+(?:\.[0-9]{{1,4}}+)?|[{_D}十](?<![{_N}].)[{_D}十]{{0,2}}+)(?:[多余]?个|个[多余几])亿"
    r"(?:美元|元人民币|元|人民币)?(?=[，,。；;、：:)\s的]|以[上下内]|左右|资金|投资|$)"
)
_MAY_BE_OF_YI = lazy("个[多余几]?亿")
_OF_LAKH = lazy(
    r"([0-9](?<![0-9.].)[0-9]{0,3}(?:\.[0-9]{1,3})?) ?[/／] ?10 ?万(?![0-9元人亩户吨])",
    holds=("/10", "/ 10", "／10", "／ 10"),
)
_HALF_TENTH = lazy(r"半成(?![品熟立])")
_RATIO = lazy(
    r"([0-9](?<![0-9.:：].)[0-9]{0,2}(?:\.[0-9]{1,3})?) ?[:：] ?([0-9]{1,3}(?:\.[0-9]{1,3})?)"
    r"(?: ?[:：] ?([0-9]{1,3}(?:\.[0-9]{1,3})?))?(?![0-9.:：年月])"
)
_MAY_BE_RATIO = lazy("[:：](?= ?[0-9])")
_RATIO_CUE = lazy(r"比|倍差|差距")
_SLASH = lazy(r"([1-9](?<![0-9./].)[0-9]?)/([1-9][0-9]{0,2})(?![0-9/.年月])")
_MAY_BE_SLASH = lazy("/(?<=[0-9]/)(?=[1-9])")
_NOT_TENTH = frozenset("立效功果绩本长员为都分品熟就型人语交不一套批片因份")
_HALVES = {"半": 0.5, **{c: i / 10 for i, c in enumerate(HAN_BY_VALUE[1:], 1)}}  # 三成半, 七成五
_COUNTING = frozenset(_N + "个家项条是")
_NOT_NEGATIVE = frozenset("减增背担胜抱欺自辜")  # 人均减负163元
_NO_MINUS = frozenset("-—~)%‰元个家年月日号")
_VAGUE = "多余来几"
_ODD = frozenset("多余")
_DASHES = frozenset("-—~至到")
_NUMERAL = frozenset(_N + "0123456789")
_ARABIC_DIGITS = frozenset("0123456789")
_FORMAL = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟")  # one alone is a syllable: 大陆, 拾起, 放肆
_LONGEST = 40  # a longer row of digits is no number that anybody reads
_BROKEN = frozenset(" \r\n")
_SPACES = lazy(r"\s")


def arabic(text: str) -> list[Quantity]:
    """Numbers in Arabic digits, with or without magnitude and unit."""
    units = unit_table()
    return [_arabic(units, text, m) for m in _ARABIC.finditer(text) if m.end(1) - m.start() <= _LONGEST]


def _arabic(units: Units, text: str, m: re.Match[str]) -> Quantity:
    digits, running, mags, lower, more = m.groups()
    start, number_end = m.span()
    left = text[start - 1 : start]
    whole_line = left in _BLANK  # a cell or a line of its own: what the next line begins with is not its unit
    if not digits.isdigit() and not _PLAIN.fullmatch(digits):
        digits = _SPACES.sub("", _DECIMAL_COMMA.sub(".", digits))
    if mags and whole_line and running is None and "\n" in mags:
        number_end, mags, lower, more = m.end(1), None, None, None
    value = parse(digits + mags + lower) if lower and mags else None
    if value is None:
        if lower:
            number_end, more = m.start(4), None
        value = scaled(digits, magnitude(mags) if mags else 1)
        if mags and not more and len(mags) > 1:
            more = next((c for c in mags if c in _VAGUE), None)
    unit, odd = _unit_after(units, text, number_end, whole_line)
    if unit is None:
        if more and text[number_end - 1] == more:
            number_end, more = number_end - 1, None
        q = exact(start, number_end, value, "", "bare", "arabic", number_end)
    else:
        end, name, kind = unit
        if name == "成":
            value, name = value * 10, "%"
        q = exact(start, end, value, name, kind, "arabic", number_end)
    more = more or odd
    if more:
        q.qualifier, q.qualifier_text = _vague(more), more
        if more == "几" or (mags and "几" in mags):
            q.rule = "arabic;indefinite"
    if left == "." and text[start - 2 : start - 1] in _BEFORE_POINT and "." not in digits:
        q.value, q.start, q.outer_start = q.value / 10 ** len(digits), start - 1, start - 1
        start, left = start - 1, text[start - 2 : start - 1]
    if left in _MINUS and _is_negative(text, start - 1, q.kind):
        q.value, q.start, q.outer_start = -q.value, start - 1, start - 1
    return q


def _is_negative(text: str, position: int, kind: str) -> bool:
    """Whether the sign at `position` makes negative what stands behind it."""
    sign, left = text[position], text[position - 1 : position] if position else ""
    if sign == "负":
        return left not in _NOT_NEGATIVE
    return _is_minus(text, position) if sign == "-" else kind in _RATES and left in _BEFORE_DASH


_MINUS = frozenset("负-—")
_RATES = frozenset(("percent", "point", "permille"))
_BEFORE_DASH = frozenset("增长加幅速率为是到至比期升涨、和与及，(| ")  # 同比—1.3%: a dash that is a minus


def _vague(word: str) -> Qualifier:
    """三十多, 余 and 几 lie above the number they stand with; 三十来 lies around it."""
    return Qualifier.ABOUT if word == "来" else Qualifier.OVER


_BLANK = frozenset(["", " ", "\n", "\r", "|"])
_BEFORE_POINT = frozenset(["", " ", "-", "+", "("])


def _unit_after(
    units: Units, text: str, position: int, whole_line: bool
) -> tuple[tuple[int, str, str] | None, str | None]:
    """The unit behind a number, over a space or a line end; and the sign of 2000+家, which says that it is exceeded."""
    following = text[position : position + 1]
    if following == "+":
        unit = unit_at(units, text, position + 1)
        return (unit, "+") if unit and unit[2] in ("count", "measure", "money") else (None, None)
    if following == "个" and text[position + 1 : position + 2] in _ODD and text.startswith("百分点", position + 2):
        return (position + 5, "百分点", "point"), text[position + 1]  # 7个多百分点
    gap = position
    while following and following in _BROKEN and gap - position < 3:
        gap += 1
        following = text[gap : gap + 1]
    unit = unit_at(units, text, gap)
    if unit and gap > position and (unit[2] in ("set", "spec") or (whole_line and "\n" in text[position:gap])):
        return None, None
    return unit, None


def _is_minus(text: str, position: int) -> bool:
    """Whether the hyphen at `position` is a sign: not in a range, a code or a row of dashes."""
    left = text[position - 1 : position] if position else ""
    if not left:
        return True
    return not (left.isascii() and left.isalnum()) and left not in _NO_MINUS and left not in _N


def han(text: str) -> tuple[list[Quantity], list[re.Match[str]]]:
    """Numbers in Chinese characters that a unit follows; and the matches without one, which `all` may still read."""
    found: list[Quantity] = []
    rest: list[re.Match[str]] = []
    units = unit_table()
    for m in _HAN.finditer(text):
        start, end = m.span()
        if m[0][0] in "百千万亿" and text[start - 1 : start] in _ARABIC_DIGITS:
            continue  # 9万亿三个台阶: the magnitude belongs to the 9, the count behind it is another's
        following = text[end : end + 1]
        if following == "分" and text.startswith(("分之", "分 之"), end):
            q = _fraction(text, m)
            if q:
                found.append(q)
                continue
        if following == "成" and not m[4] and text[end + 1 : end + 2] not in _NOT_TENTH:
            value = parse(m[0])
            if value is not None and 0 < value <= 10:
                tail = end + 1
                part = text[tail : tail + 1]
                if part and part in _HALVES and text[tail + 1 : tail + 2] not in _COUNTING:
                    value, tail = value + _HALVES[part], tail + 1
                found.append(exact(start, tail, value * 10, "%", "percent", "tenths", end))
                continue
        if following in _DASHES and text[end + 1 : end + 2] in _NUMERAL:
            if (q := _han_value(text, m, end, "", "bare")) is not None:
                q.rule = "han;open"
                found.append(q)
            continue
        unit = unit_at(units, text, end + 1 if following == " " else end) if following else None
        if unit is None or (
            m[0] in _FORMAL and unit[2] != "money" and text[start - 1 : start] not in ("元", "圆", "角")
        ):
            rest.append(m)
            continue
        q = _han_value(text, m, unit[0], unit[1], unit[2])
        if q:
            if q.unit == "倍" and text.startswith("半", q.end):  # 六倍半
                q.value, q.end, q.outer_end = q.value + 0.5, q.end + 1, q.end + 1
            found.append(q)
    return found, rest


def han_bare(text: str, m: re.Match[str]) -> Quantity | None:
    """A Chinese number without a unit."""
    return _han_value(text, m, m.end(), "", "bare")


def _han_value(text: str, m: re.Match[str], end: int, unit: str, kind: str) -> Quantity | None:
    start, number_end = m.span()
    vague = m[4]
    if not vague and (either := _EITHER.fullmatch(m[0])):
        return _either(start, end, either, unit, kind, number_end)
    number = m[1] + ("点" + m[2] if m[2] else "") + (m[3] or "") + vague.translate(_NO_VAGUE)
    number = number.replace("、", "")
    if number[0] in "万亿兆":
        number = "一" + number
    value = parse(number)
    if value is None:
        return None
    q = exact(start, end, value, unit, kind, "han", number_end)
    left = text[start - 1 : start]
    if vague:
        q.qualifier, q.qualifier_text = _vague(vague[0]), vague[0]
        if "几" in vague:
            q.rule += ";indefinite"
    elif left in ("几", "数") and m[1][0] in "十百千万亿":
        q.rule, q.high, q.start, q.outer_start = "han;indefinite", value * 10, start - 1, start - 1
    if left == "负":
        q.value, q.start, q.outer_start = -value, start - 1, start - 1
    return q


_NO_VAGUE = {ord(c): None for c in _VAGUE}


def _either(start: int, end: int, m: re.Match[str], unit: str, kind: str, number_end: int) -> Quantity | None:
    low, high = parse(m[1] + m[3]), parse(m[2] + m[3])
    if low is None or high is None or low >= high:
        return None
    q = exact(start, end, low, unit, kind, "han;indefinite", number_end)
    q.high = high
    return q


def _fraction(text: str, m: re.Match[str]) -> Quantity | None:
    """百分之五, 千分之三, 三分之一."""
    part = _PART.match(text, text.index("之", m.end()) + 1)
    whole = parse(m[0] if m[0][0] not in "万亿" else "一" + m[0])
    if not part or not whole:
        return None
    value = parse(part[2].replace("·", "点"))
    if value is None:
        return None
    negative = text[m.start() - 1 : m.start()] == "负" and m[0] in ("百", "千")  # 负百分之一
    value = -value if part[1] or negative else value
    if m[0] in ("百", "千"):
        unit, kind = ("%", "percent") if m[0] == "百" else ("‰", "permille")
        q = exact(m.start(), part.end(), value, unit, kind, "parts", part.end())
        upper = _UPPER.match(text, part.end())
        high = parse(upper[1].replace("·", "点")) if upper else None
        if upper and high is not None and high > value:
            q.high, q.rule = high, "parts;range"
            q.end = q.outer_end = q.number_end = upper.end()
        return q
    if value > whole:
        return None
    rule = "parts" if all(c in "十百千万亿" for c in m[0]) else "fraction"
    return exact(m.start(), part.end(), value * 100 / whole, "%", "percent", rule, part.end())


def words(text: str) -> list[Quantity]:
    """Quantities that are words: 翻一番, 一半, 突破百亿."""
    found = []
    for m in _DOUBLING.finditer(text):
        times = parse(m[1]) if m[1] else 1.0
        found.append(exact(m.start(), m.end(), (2.0 ** (times or 1.0) - 1) * 100, "%", "percent", "doubling", m.end()))
    for m in _ROUND.finditer(text):
        start, end = m.start() - 1, m.end()
        value = parse("一" + text[start:end] if text[start] == "万" else text[start:end])
        found.append(exact(start, end, value or 0.0, "元", "money", "han;money", end))
    for m in _OF_LAKH.finditer(text):
        found.append(exact(m.start(), m.end(), float(m[1]), "/10万", "permille", "parts", m.end()))
    if _MAY_BE_OF_YI.search(text):
        found += [q for m in _OF_YI.finditer(text) if (q := _of_yi(m))]
    for m in _HALF_TENTH.finditer(text):
        found.append(exact(m.start(), m.end(), 5.0, "%", "percent", "tenths", m.end()))
    for m in _HALF.finditer(text):
        start = m.start() - (text[m.start() - 1 : m.end()] == "一半")
        found.append(exact(start, m.end(), 50.0, "%", "percent", "half", m.end()))
    return found


def _of_yi(m: re.Match[str]) -> Quantity | None:
    number, _, unit = m[0].partition("亿")
    coefficient = parse(number.rstrip("个多余几"))
    if coefficient is None or (unit and "." not in number):
        return None  # 5个亿元 is cut off from what it counts
    vague = next((c for c in _VAGUE if c in number), None)
    script = "arabic" if number[0] in _ARABIC_DIGITS else "han"
    rule = f"{script};indefinite" if vague == "几" else f"{script};money"
    unit = "美元" if unit == "美元" else "元"
    q = exact(m.start(), m.end(), round(coefficient * 1e8, 2), unit, "money", rule, m.start() + len(number) + 1)
    if vague:
        q.qualifier, q.qualifier_text = _vague(vague), vague
    return q


_CLOCK = lazy(r"[0-2]\d:[0-5]\d:[0-5]\d")
_DAY_BEFORE = lazy(r"(?:[12]\d{3}|[-/.]\d{1,2}|日)[T ]$")


def ratios(text: str) -> list[Quantity]:
    """`13.5:30.7:55.8` and `45:55` are shares; `2.6:1` after 比 is a ratio; 1/3 is a share."""
    found = []
    for m in _RATIO.finditer(text) if _MAY_BE_RATIO.search(text) else ():
        parts = [(m.span(i), float(m[i])) for i in (1, 2, 3) if m[i]]
        if _CLOCK.fullmatch(m[0]) and (m[0][0] == "0" or _DAY_BEFORE.search(text, max(0, m.start() - 6), m.start())):
            continue  # 18 Jun 2021 20:48:30
        if text.startswith("个百分点", m.end()):
            # 分别拉动0.1:3.6:11.6个百分点: the last one's unit is that of all
            found += [exact(s, e, v, "百分点", "point", "shares", e) for (s, e), v in parts[:-1]]
            (s, e), v = parts[-1]
            found.append(exact(s, e + 4, v, "百分点", "point", "shares", e))
        elif 97 <= sum(v for _, v in parts) <= 103:
            found += [exact(s, e, v, "%", "percent", "shares", e) for (s, e), v in parts]
        elif sum(v for _, v in parts) == 10 and text[m.start() - 3 : m.start() - 1] == "比例":
            found += [exact(s, e, v * 10, "%", "percent", "shares", e) for (s, e), v in parts]
        elif (
            len(parts) == 2
            and 1.0 in (parts[0][1], parts[1][1])
            and _RATIO_CUE.search(text, m.start() - 12 if m.start() > 12 else 0, m.start())
        ):
            big = max(parts[0][1], parts[1][1])
            found.append(exact(m.start(), m.end(), big, "", "ratio", "ratio", m.end()))
    for m in _SLASH.finditer(text) if _MAY_BE_SLASH.search(text) else ():
        top, bottom = int(m[1]), int(m[2])
        if top < bottom:
            found.append(exact(m.start(), m.end(), 100 * top / bottom, "%", "percent", "fraction", m.end()))
    return found
