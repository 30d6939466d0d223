"""Tables that have lost their rules: cells parted by blanks alone, as old communiqués print them.

    1995年 比上年增长%
    化学纤维 290 万吨 3.4
    机制纸及纸板 2400 万吨 12.2

The head has a growth in per cent or a column of names, on one line or on two, and the rows behind it as many numbers
as it has columns of them. Blanks inside a word (粮 食), between a number and its unit and between thousands (1 780)
part no cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mubiao.extract.quantities.tables.heads import BRACKETED, KIND
from mubiao.patterns import lazy


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a line and where they stand in the text."""

    start: int
    end: int
    words: str


Word = tuple[int, str]
"""Words and where they begin in their line."""

_WIDE_HEAD = lazy(r"[ 　]*(?:指标|项目|名称|地区|产品|品种|类别)(?:名称)?(?:  |　)[ 　]*[^\s　]{1,12}(?:  |　)")
_WIDE_GAP = lazy(r"(?:  |　)[ 　]*")
_WORD = lazy(r"持[ 　]+平|[^\s　*)）]+(?:[)）]+(?:(?=[-−－—]?\d[\d.]*(?:[ 　]|$))|[^\s　*)）]*+))*+|[)）]+")
_MARK = lazy(r"[ 　*]*(?:[-*+][ 　]+)?")
_GROWN = lazy(
    r"(?:(?:(?:19|20)\d\d年?)?[比较](?:(?:19|20)\d\d|[一二三四五六七八九零]{3,4})年?)?[^\d%％]{0,8}(?:增长|增减|增幅|增速|±)[^\d%％]{0,3}[(（]?[%％][)）]?"
)
_GROWN_BARE = lazy(r"(?:[比较同]?(?:上年|去年)?(?:同期|同比)?)(?:增长|增减|增幅|增速|升降)(?:率|幅度)?")
_SIGNED = lazy(r"[ 　][-+−－—负↑↓▼]?\d[\d.]*[%％][ 　]*$")
_SHARED = lazy(r"(?:所占|占总[^\d%％]{1,4})?(?:比重|占比|构成|比例)[(（]?[%％][)）]?")  # 年末数 比重%
_NAMES = lazy(
    r"(?:主要)?(?:统计)?(?:指标|项目|名称|类别|行业|产业|产品|商品|品种|国家(?:和|或|[(（])?地区[)）]?|地区)(?:名称)?|分类"
)
_UNIT_NAME = lazy(r"(?:计量)?单位")
_AMOUNT = lazy(
    r"(?:19|20)\d\d年(?:总?产[量值])?|绝对[数量额值]|(?:总)?产[量值]|总量|增加值|[^\d，。；、:：()（）]{0,6}[量额数值]"
    r"|[^\d，。；、:：()（）]{1,10}(?:[(（][^\d()（）]{1,6}[)）]){1,2}"
)
_BELOW = lazy(
    r"个数|绝对[数量额值]|数量|金额|总额|(?:[比较]?(?:上年|去年)?(?:同期|同比)?)(?:增长|增减|增幅|增速)[(（]?[%％]?[)）]?"
)
_WITHIN = lazy(r"其中[:：]?(?:19|20)\d\d年")
_LISTED = lazy(  # a line above rows of a name and a figure each: 各类价格比上年上涨幅度（%）
    r"[ 　*-]*[^\d\s，。；、:：()（）]{0,14}(?:上?涨[跌降]?幅度?|增长速度|增长|增幅|增速)[(（][%％][)）][ 　*]*"
)
_NUMBER = lazy(_DIGITS := r"[-+−－—负↑↓▼]?\d[\d,，]*(?:\.\d+)?[%％]?")
_THOUSANDS = lazy(r"[-+−－—]?[1-9]\d{0,2}(?:,\d{3})*")
_GROUP = lazy(r"\d{3}(?:\.\d+)?")
_NONE = lazy(_BARE := r"[-—–−－]{1,3}|…{1,2}|持[ 　]*平|/")  # a cell without a figure
_CELL = lazy(  # 290万吨; and the halves of 1. 4 and 1 .4
    rf"{_DIGITS}|{_BARE}|\d[\d,，]*(?:\.\d+)?[百千万亿]{{0,2}}[\u4e00-\u9fff]{{1,3}}|\d+\.|\.\d+"
)
# A page that has put a whole table on one line, in the middle of its prose: 1998年 比上年±% 货运量 289万吨 -23.6 …
_RUN_HEAD = lazy(
    r"(?<=[ 　:：])(?:19|20)\d\d年[ 　]+[比较]?[^\s\d%％]{0,6}(?:增长|增减|±)[^\d%％\s]{0,3}[(（]?[%％][)）]?(?=[ 　])",
    holds="%％",
)
_RUN_ROW = lazy(
    r"[ 　]+[^\s\d，。；]{2,16}[ 　]+\d[\d,，]*(?:\.\d+)?(?:[百千万亿]{0,2}[\u4e00-\u9fff]{1,3})?"
    r"[ 　]+[-+−－—负↑↓▼]?\d+(?:\.\d+)?(?=[ 　]|$)"
)
_UNIT = lazy(r"[百千万亿]{0,2}[\u4e00-\u9fff]{1,6}(?:/[\u4e00-\u9fff]{1,3}|[(（][\u4e00-\u9fff]{1,3}[)）])?|[%％‰]")
_ELSEWHERE = lazy(r"单位[:：]|[^\s　*-] *[表图] ?\d|^[ 　*-]*附?[表图] ?\d")  # what stands above another table
_OPENED = {ord(mark): " " for mark in "(（)）"}
_OPENS = frozenset("(（")
_BULLETS = frozenset(("- ", "* ", "+ "))
_BEHIND = "、，,;；"
_WIDEST = 9  # columns
_NOTES = 3  # lines between two rows
_BROKEN = lazy(r"[\s　][^\s　]{0,6}[比较]$")  # 1981年 1981年比 / 1980年增长%
_HAN = lazy(r"[\u4e00-\u9fff]")
_SENTENCE = lazy(r"[。；！？;!?]|，(?![0-9]{3})")
_MAGNITUDES = frozenset("百千万亿")
_LONGEST = 60


def stripped(start: int, words: str) -> Part:
    """Words without the blanks and stars around them, and without the quotes in which sheets write cells."""
    bare = words.strip(" \t　*")
    if bare.startswith('"') and bare.endswith('"') and bare.count('"') == 2:  # "1,002.4", as sheets write cells
        bare = bare.strip('"')
    first = start + (words.find(bare) if bare else 0)
    return Part(first, first + len(bare), bare)


def is_wide_head(line: str) -> bool:
    """Whether a line is the head of a table whose cells wide blanks part: 指标　　单位　　2023年."""
    return _WIDE_HEAD.match(line) is not None


def apart(line: Part) -> list[Part]:
    """The cells of a line that wide blanks part."""
    found, start = [], len(line.words) - len(line.words.lstrip(" 　"))
    for gap in [*_WIDE_GAP.finditer(line.words, start), None]:
        end = gap.start() if gap else len(line.words)
        found.append(stripped(line.start + start, line.words[start:end]))
        start = gap.end() if gap else end
    return found


def heads(lines: Sequence[Part], at: int) -> tuple[list[Word] | None, int]:
    """The columns of the head that begins on line `at`, of one line or of two, and the line behind it."""
    line, below = lines[at].words, lines[at + 1].words if at + 1 < len(lines) else ""
    if len(line) > _LONGEST or _SENTENCE.search(line):
        return None, at + 1
    found = head(line, signed=_SIGNED.search(below) is not None)
    if found is not None:
        return found, at + 1
    if _BROKEN.search(line):
        return head(line + below.lstrip(" 　")), at + 2
    if _LISTED.fullmatch(line) and _fits(lines, at + 1, listed := [(0, "指标"), (0, line.strip(" 　*-"))]):
        return listed, at + 1
    words = _joined(_words(line))
    if len(words) < 2 or not _NAMES.fullmatch(words[0][1]) or any(map(_NUMBER.fullmatch, (w for _, w in words[1:]))):
        return None, at + 1
    for columns, begin in ((words, at + 1), (_over_two(line, words, below), at + 2)):
        if columns is not None and len(columns) <= _WIDEST and _fits(lines, begin, columns):
            return columns, begin
    return None, at + 1


def _over_two(line: str, words: list[Word], below: str) -> list[Word] | None:
    """The columns of a head that goes on in the next line.

    Beside its own: 指标 全国 / 城市 农村; within the last: 合同项目 / （个） 比上年增长%; or below each, as many for
    one as for another: 合同项目 合同金额 / 个数 增长% 绝对数 增长%.
    """
    more = _joined(_words(below))
    if not more or len(below) > _LONGEST or any(map(_NUMBER.fullmatch, (word for _, word in more))):
        return None
    if line.count("**") % 2 and below.lstrip(" 　")[:2] not in _BULLETS:
        return _joined(_words(line + below.lstrip(" 　")))
    own = words[2:] if _UNIT_NAME.fullmatch(words[1][1]) else words[1:]
    each, left = divmod(len(more), len(own))
    if each > 1 and not left and all(_BELOW.fullmatch(word) for _, word in more):
        of = [own[nth // each][1] for nth in range(len(more))]
        whole = [
            (at, word if _GROWN.fullmatch(word) else upper + word) for upper, (at, word) in zip(of, more, strict=True)
        ]
        return [*words[: len(words) - len(own)], *whole]
    beside = all(KIND.fullmatch(BRACKETED.sub("", word)) for _, word in (*own, *more))
    return [*words, *more] if beside or _WITHIN.fullmatch("".join(word for _, word in more)) else None


def _fits(lines: Sequence[Part], begin: int, columns: Sequence[Word]) -> bool:
    """Whether two rows of as many figures as the columns are behind a head, and nothing else between them."""
    below = lines[begin : begin + _FEWEST - 1]
    return len(below) == _FEWEST - 1 and all(row(line.words, columns) for line in below)


def head(line: str, *, signed: bool = False) -> list[Word] | None:
    """The columns of a line that is the head of such a table: label, unit, then those with numbers.

    signed: the line below it ends with a per cent, which the head then need not say.
    """
    if len(line) > _LONGEST or _SENTENCE.search(line):
        return None
    words = _joined(_words(line))
    if not 1 < len(words) <= _WIDEST:
        return None
    bare = signed and _GROWN_BARE.fullmatch(words[-1][1])
    if not (bare or _GROWN.fullmatch(words[-1][1]) or _SHARED.fullmatch(words[-1][1])):
        return None
    begin = words[0][0]
    label = words.pop(0) if _NAMES.fullmatch(words[0][1]) else (begin, "")
    unit = [words.pop(0)] if words and _UNIT_NAME.fullmatch(words[0][1]) else []
    told = all(any(kind.fullmatch(word) for kind in (_AMOUNT, _GROWN, _SHARED, _GROWN_BARE)) for _, word in words)
    return [(label[0], label[1] or "指标"), *unit, *words] if told and words else None


def row(line: str, columns: Sequence[Word], above: Word | None = None) -> list[Word] | None:
    """The cells of a line below a head of `columns`; None if it has not as many numbers.

    above: the name of the row above, which one without a name has too: 1，467 万件 10.5 below 棉纱 263 万吨 10.5.
    """
    if len(line) > _LONGEST or _SENTENCE.search(line):
        return None
    words = _words(line.translate(_OPENED) if line.lstrip(" 　")[:1] in _OPENS else line)
    named = bool(words) and _HAN.search(words[0][1]) is not None
    first = next((at for at, (_, word) in enumerate(words) if at >= named and _CELL.fullmatch(word)), 0)
    if not words or (not named if first else above is None or not _NUMBER.fullmatch(words[0][1])):
        return None
    label, unit = words[:first], list[Word]()
    needed = len(columns) - 1
    if _UNIT_NAME.fullmatch(columns[1][1]):
        needed -= 1
        if len(words) - first == needed + 1 and _NONE.fullmatch(words[first][1]):
            unit, first = [words[first]], first + 1  # —— for things that are not counted
        elif len(label) > 1 and _UNIT.fullmatch(label[-1][1]):
            unit = [label.pop()]
        else:
            return None
        if len(label) > 1 and label[-1][1] in _MAGNITUDES:  # 亿 吨
            unit = [(label[-1][0], label.pop()[1] + unit[0][1])]
    cells = _cells(words[first:], needed, counted=not unit)
    if cells is None:
        return None
    begin, end = (label[0][0], label[-1][0] + len(label[-1][1])) if label else (0, 0)
    return [(begin, line[begin:end]) if label else (above or (0, "")), *unit, *cells]


def _cells(words: Sequence[Word], needed: int, *, counted: bool) -> list[Word] | None:
    """So many cells of the words behind the name of a row. counted: units may stand behind amounts: 290 万吨 3.4.

    Words of one number are joined where there are too many: 1 780, 1. 4. What joins them keeps its length.
    """
    found: list[Word] = []
    spare = sum(_CELL.fullmatch(word) is not None for _, word in words) - needed
    for at, word in words:
        last = found[-1] if found else (0, "")
        gap = at - last[0] - len(last[1])
        if spare > 0 and gap == 1 and (one := _as_one(last[1], word)):
            found[-1], spare = (last[0], one), spare - 1
        elif _CELL.fullmatch(word):
            found.append((at, word))
        elif counted and _UNIT.fullmatch(word) and found and _NUMBER.fullmatch(last[1]):
            found[-1] = (last[0], last[1] + " " * gap + word)
        else:
            return None
    return found if len(found) == needed and any(_NUMBER.match(word) for _, word in found) else None


def _as_one(left: str, right: str) -> str | None:
    """Two words as the number that a blank parts, of the same length: 1 780 as 1,780; 1. 4 and 1 .4 as 01.4."""
    if _THOUSANDS.fullmatch(left) and _GROUP.fullmatch(right):
        return f"{left},{right}"
    if (left[-1:] == "." or right[0] == ".") and _NUMBER.fullmatch(left + right):
        return f"0{left}{right}"
    return None


def unrolled(line: Part) -> list[Part]:
    """A line as those that it has run together: what stands before a table, its head, its rows, and what follows."""
    told = _RUN_HEAD.search(line.words)
    if told is None:
        return [line]
    found, end = [told.span()], told.end()
    while (one := _RUN_ROW.match(line.words, end)) is not None:
        found.append(one.span())
        end = one.end()
    if len(found) < _FEWEST:
        return [line]
    spans = [(0, told.start()), *found, (end, len(line.words))]
    return [Part(line.start + a, line.start + b, line.words[a:b]) for a, b in spans if line.words[a:b].strip()]


_FEWEST = 3  # a head and two rows


def rows(lines: Sequence[Part], begin: int, columns: Sequence[Word]) -> Iterator[tuple[int, list[Part]]]:
    """The rows from line `begin` on, each with the number of the line behind it; notes between two are passed over."""
    passed, above = 0, Part(0, 0, "")
    for number in range(begin, len(lines)):
        line = lines[number]
        cells = row(line.words, columns, (0, above.words) if above.words else None)
        if cells is None:
            passed += 1
            if passed > _NOTES or not _note(line.words, columns):
                return
            continue
        passed = 0
        parts = [Part(line.start + at, line.start + at + len(word), word) for at, word in cells]
        above = parts[0] = parts[0] if parts[0].words != above.words else above
        yield number + 1, parts


def _note(line: str, columns: Sequence[Word]) -> bool:
    """Whether a line between rows is passed over: (折标准燃料), 一、农产品, a row that lacks a cell; no other head."""
    if len(line) > _LONGEST or _SENTENCE.search(line) or _ELSEWHERE.search(line):
        return False
    words = _words(line)
    if not any(char.isdigit() for char in line):
        return len(line) <= _LONGEST // 3 and not (len(words) > 1 and _NAMES.fullmatch(_joined(words)[0][1]))
    if line.lstrip(" 　")[:1] in _OPENS:
        return True
    return len(columns) > 2 and len(words) > 1 and sum(_CELL.fullmatch(word) is not None for _, word in words[1:]) > 1


def _words(line: str) -> list[Word]:
    mark = _MARK.match(line)
    found = ((m.start(), m[0].rstrip(_BEHIND)) for m in _WORD.finditer(line, mark.end() if mark else 0))
    return [(at, word[:-1] + "0" if word[-2:] in (".O", ".o") else word) for at, word in found if word]


def _joined(words: Sequence[Word]) -> list[Word]:
    """Heads of two characters that are spread out are one: 单 位, 产 量."""
    found: list[Word] = []
    open_ = False
    for at, word in words:
        if open_ and (len(word) == 1 or word[1] in "(（"):
            found[-1] = (found[-1][0], found[-1][1] + word)
            open_ = False
        else:
            found.append((at, word))
            open_ = len(word) == 1
    return found
