"""Tables that have lost their rules: cells parted by blanks alone, as old communiqués print them.

    1995年 比上年增长%
    化学纤维 290 万吨 3.4
    机制纸及纸板 2400 万吨 12.2

The head has a growth in per cent, and the rows behind it as many numbers as it has columns of them. Blanks inside a
word (粮 食) and between a number and its unit part no cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
_WORD = lazy(r"[^\s　*]+")
_MARK = lazy(r"[ 　]*(?:[-*+][ 　]+)?")
_GROWN = lazy(
    r"(?:(?:(?:19|20)\d\d年?)?[比较](?:19|20)\d\d年?)?[^\d%％]{0,8}(?:增长|增减|增幅|增速|±)[^\d%％]{0,3}[(（]?[%％][)）]?"
)
_GROWN_BARE = lazy(r"(?:[比较同]?(?:上年|去年)?(?:同期|同比)?)(?:增长|增减|增幅|增速|升降)(?:率|幅度)?")
_SIGNED = lazy(r"[ 　][-+−－—负↑↓▼]?\d[\d.]*[%％][ 　]*$")
_SHARED = lazy(r"(?:所占|占总[^\d%％]{1,4})?(?:比重|占比|构成|比例)[(（]?[%％][)）]?")  # 年末数 比重%
_NAMES = lazy(r"(?:主要)?(?:统计)?(?:指标|项目|名称|类别|行业|产业|产品|品种|地区)(?:名称)?|分类")
_UNIT_NAME = lazy(r"(?:计量)?单位")
_AMOUNT = lazy(
    r"(?:19|20)\d\d年|绝对[数量额值]|(?:总)?产[量值]|总量|增加值|[^\d，。；、:：()（）]{0,6}[量额数值](?:[(（][^\d()（）]{1,6}[)）])?"
)
_NUMBER = lazy(r"[-+−－—负↑↓▼]?\d[\d,，]*(?:\.\d+)?[%％]?")
_GLUED = lazy(r"\d[\d,，]*(?:\.\d+)?[百千万亿]{0,2}[\u4e00-\u9fff]{1,3}")  # 290万吨
# A page that has put a whole table on one line, in the middle of its prose: 1998年 比上年±% 货运量 289万吨 -23.6 …
_RUN_HEAD = lazy(
    r"(?<=[ 　:：])(?:19|20)\d\d年[ 　]+[比较]?[^\s\d%％]{0,6}(?:增长|增减|±)[^\d%％\s]{0,3}[(（]?[%％][)）]?(?=[ 　])",
    holds="%％",
)
_RUN_ROW = lazy(
    r"[ 　]+[^\s\d，。；]{2,16}[ 　]+\d[\d,，]*(?:\.\d+)?(?:[百千万亿]{0,2}[\u4e00-\u9fff]{1,3})?"
    r"[ 　]+[-+−－—负↑↓▼]?\d+(?:\.\d+)?(?=[ 　]|$)"
)
_UNIT = lazy(r"[百千万亿]{0,2}[\u4e00-\u9fff]{1,4}(?:/[\u4e00-\u9fff]{1,3})?")
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
    signed = at + 1 < len(lines) and _SIGNED.search(lines[at + 1].words) is not None
    found = head(lines[at].words, signed=signed)
    if found is None and at + 1 < len(lines) and _BROKEN.search(lines[at].words):
        return head(lines[at].words + lines[at + 1].words.lstrip(" 　")), at + 2
    return found, at + 1


def head(line: str, *, signed: bool = False) -> list[Word] | None:
    """The columns of a line that is the head of such a table: label, unit, then those with numbers.

    signed: the line below it ends with a per cent, which the head then need not say.
    """
    if len(line) > _LONGEST or _SENTENCE.search(line):
        return None
    words = _joined(_words(line))
    if not 1 < len(words) <= 6:
        return None
    bare = signed and _GROWN_BARE.fullmatch(words[-1][1])
    if not (bare or _GROWN.fullmatch(words[-1][1]) or _SHARED.fullmatch(words[-1][1])):
        return None
    begin = words[0][0]
    label = words.pop(0) if _NAMES.fullmatch(words[0][1]) else (begin, "")
    unit = [words.pop(0)] if words and _UNIT_NAME.fullmatch(words[0][1]) else []
    told = all(any(kind.fullmatch(word) for kind in (_AMOUNT, _GROWN, _SHARED, _GROWN_BARE)) for _, word in words)
    return [(label[0], label[1] or "指标"), *unit, *words] if told and words else None


def row(line: str, columns: Sequence[Word]) -> list[Word] | None:
    """The cells of a line below a head of `columns`; None if it has not as many numbers."""
    if len(line) > _LONGEST or _SENTENCE.search(line):
        return None
    words = _words(line)
    first = next((at for at, (_, word) in enumerate(words) if _NUMBER.fullmatch(word) or _GLUED.fullmatch(word)), 0)
    if not first or not _HAN.search(words[0][1]):
        return None
    label, unit, cells = words[:first], list[Word](), words[first:]
    if _UNIT_NAME.fullmatch(columns[1][1]):
        if len(label) == 1 or not _UNIT.fullmatch(label[-1][1]):
            return None
        unit = [label.pop()]
        if len(label) > 1 and label[-1][1] in _MAGNITUDES:  # 亿 吨
            unit = [(label[-1][0], label.pop()[1] + unit[0][1])]
    numbers = [word for word in cells if _NUMBER.fullmatch(word[1]) or _GLUED.fullmatch(word[1])]
    if len(numbers) != len(columns) - 1 - len(unit):
        return None
    if len(cells) > len(numbers):  # 290 万吨 3.4: the unit stands behind the amount
        if len(cells) != len(numbers) + 1 or not _UNIT.fullmatch(cells[1][1]):
            return None
        between = cells[1][0] - cells[0][0] - len(cells[0][1])
        numbers[0] = (cells[0][0], cells[0][1] + " " * between + cells[1][1])
    begin, last = label[0][0], label[-1]
    return [(begin, line[begin : last[0] + len(last[1])]), *unit, *numbers]


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
    """The rows from line `begin` on, each with the number of the line behind it; a note between two is passed over."""
    passed = False
    for number in range(begin, len(lines)):
        line = lines[number]
        cells = row(line.words, columns)
        if cells is None and (passed or not _note(line.words)):
            return
        passed = cells is None
        if cells is not None:
            yield number + 1, [Part(line.start + at, line.start + at + len(word), word) for at, word in cells]


def _note(line: str) -> bool:
    """Whether a line between rows is a note or a heading of some: (折标准燃料), 一、农产品."""
    return len(line) <= _LONGEST // 3 and not any(char.isdigit() for char in line) and not _SENTENCE.search(line)


def _words(line: str) -> list[Word]:
    mark = _MARK.match(line)
    return [(m.start(), m[0]) for m in _WORD.finditer(line, mark.end() if mark else 0)]


def _joined(words: Sequence[Word]) -> list[Word]:
    """Heads of two characters that are spread out are one: 单 位, 产 量."""
    found: list[Word] = []
    open_ = False
    for at, word in words:
        if open_ and len(word) == 1:
            found[-1] = (found[-1][0], found[-1][1] + word)
            open_ = False
        else:
            found.append((at, word))
            open_ = len(word) == 1
    return found
