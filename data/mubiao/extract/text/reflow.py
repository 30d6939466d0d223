"""A text without the blanks, line ends and footnote marks that stand inside its words and numbers.

Scanned and wrapped reports print `24. 3 亿元`, `国内生产总⏎值`, `增加值[3]`. Every later stage reads the reflowed text;
an offset table leads each of its positions back to the text as stored, which is never edited.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from mubiao.lexicon.name_matcher import find_names
from mubiao.patterns import lazy, lines

_BLANK = lazy(
    r" (?:(?<![0-9A-Za-z\s].) *+(?=\S)|(?<=[0-9].) *+(?=[^0-9\s.A-Za-z])|(?<=[A-Za-z].) *+(?=[^\sA-Za-z0-9]))"
)
_FOOTNOTE = lazy(
    r"\[\d{1,2}\]|[①-⑳](?:(?=[\d为达增,，、])|(?<=[\u4e00-\u9fff”].)(?=[\u4e00-\u9fff]))|[★☆※](?<=[\u4e00-\u9fff].)(?=[\d为达增、，])|[¹²³⁴-⁹](?<=[\u4e00-\u9fff].)(?<![米里].)"
)
_SIGN = lazy(
    r"[-−](?<=[增长降减速幅为是][-−])[ ]*(\r?\n[ ]*)(?=\d[\d.]{0,6}[%％])"
)  # a line that ends with the sign of a number
_SPREAD = lazy(  # the distributed letters of a page: 1 0 0 0 0 个, 1 2 . 5 %
    r"[0-9](?:(?<=[\u4e00-\u9fff][0-9])|(?<=[\u4e00-\u9fff] [0-9]))(?: [0-9.,](?![0-9])){1,12}+"
    r"(?= ?(?:[%‰万亿元个人户家项亩吨公平套名]))"
)
_INSIDE = lazy(
    r"[ \r\n](?:(?<=[0-9] ) *+\r?\n|(?<=[0-9]\r)\n|(?<=[0-9]\n)) *+"
    r"(?=(?:[万亿千百余多]|个百分点|%|元|亩|公里|户|人|家|个|项|吨|平方))"
)
_BROKEN = lazy(  # a line end within a number: 218.⏎04亿, 16⏎.7%, 219.18亿⏎元
    r"[ \r\n](?:(?<=[0-9]\. )|(?<=[0-9]\.[\r\n])|(?<=[0-9][ \r\n])(?=[ \r\n]*\.[0-9])"
    r"|(?<=[万亿][ \r\n])(?=[ \r\n]*[万亿元吨]))"
    r"[ \r\n]*(?=[0-9万亿元吨.])"
)
_WRAPPED = lazy(  # a line end where no item of a list begins
    r"(?<=[^\s。！？；:：!?;|])[ ]*\r?\n"
    r"(?=[^\s—\-•●◆#*][^\n]{2})(?!\d{1,2}[.、.)）][^0-9]|[(（]?[一二三四五六七八九十]{1,3}[、.)）是要])"
    r"(?!第[一二三四五六七八九十]{1,3}[章节条、,，部篇]|[(（]\d{1,2}[)）])"
)
_GOES_ON = lazy(  # a line end in the middle of a clause: 固定资产投资⏎完成12亿元, 8.58亿元⏎，下降4.3%
    r"\n(?:(?<=[^\s。！？；：:！!?;|>）)]\n)|(?<=[^\s。！？；：:！!?;|>）)]\r\n))[ ]{0,4}"
    r"(?=[，,、；;）)]|(?:完成|实现|达到?|增长|下降|增加|减少|同比|比上年|比去年|分别|累计|突破|占|均|和|与|及)"
    r"|[长加幅速](?<=增\n.)|降(?<=下\n.)"  # 增⏎长14.8%
    r"|[0-9][0-9.,]{0,12} ?(?:[万亿元%户人个家吨亩公平张所座辆台件套条处间])[^\n]{0,6}[，,、；;。和与])"
)
_WANTING = lazy(  # 国内生产总值比上年增长⏎⏎10%
    r"\n(?:(?<=增长\n)|(?<=下降\n)|(?<=提高\n)|(?<=达到\n)|(?<=完成\n)|(?<=增加\n)|(?<=减少\n))(?:\r?\n)?[ ]{0,4}"
    r"(?=\d[\d.]{0,8} ?(?:[%％‰]|[万亿]))"
)
_OPENED = lazy(r"[(（][ ]*\r?\n[ ]*")  # 固定资产投资（⏎不含农户）
# What the text at a line end must hold for each of these; `re` skips from one line end to the next.
_MAY_WANT = lazy(r"\n(?=[ ]{0,4}\d[\d.]{0,8} ?[%％‰万亿])")
_MAY_SIGN = lazy(r"\n(?=[ ]*\d[\d.]{0,6}[%％])")
_UNIT_OPENS = lazy(r"\n(?= *[万亿千百余多个%元亩公户人家项吨平])")
_MAY_BREAK = lazy(r"\n(?=[ \r]*[0-9万亿元吨.])")
_MAY_OPEN = lazy(r"\n(?<=[(（ \r]\n)")
_MAY_SPREAD = lazy(r" (?=[0-9.,](?![0-9]))")
_LINE_END = lazy("\n[ ]{0,4}")
_LONGEST_NAME = 14
_SHORT_NAME = 4  # characters of a name that two lines may hold by chance
_SHORTEST = 12  # characters of a line that a page has cut
_PAGE = lazy(r"\n[ ]*[—-][ ]*[0-9零一二三四五六七八九十]{1,3}[ ]*[—-][ ]*(?=\r?\n)")
_CAPTION = lazy(  # of a chart that was left out where a page was flattened: 。 2018-2022年全市生产总值 全年…
    r"(?<=[。；] )(?:[ ]*(?:[图表]\d{1,2}[:： ]{1,2})?(?:19|20)\d\d[-—~至]{1,2}(?:19|20)\d\d年"
    r"[^\s，。；：,;:0-9]{3,40} +(?=\S))++"
)
_MARKS = "[①★☆※¹²³⁴⁵⁶⁷⁸⁹"
_ENDS = "。！？；：:;!?）)”|"


@dataclass(frozen=True, slots=True)
class Reflowed:
    """`text` is what the stages read; `starts` and `shifts` tell how much was taken out before a position."""

    text: str
    starts: array[int]
    shifts: array[int]

    def start(self, position: int) -> int:
        """Where the character at `position` of the reflowed text stands in the stored one."""
        if not self.starts:
            return position
        index = bisect_right(self.starts, position) - 1
        return position + self.shifts[index] if index >= 0 else position

    def position(self, stored: int) -> int:
        """Where a position of the stored text stands in the reflowed one."""
        low, high = 0, len(self.starts)
        while low < high:
            middle = (low + high) // 2
            if self.starts[middle] + self.shifts[middle] <= stored:
                low = middle + 1
            else:
                high = middle
        return max(stored - self.shifts[low - 1], self.starts[low - 1]) if low else stored

    def end(self, position: int) -> int:
        """The end, in the stored text, of a span that ends at `position` of the reflowed one."""
        return self.start(position - 1) + 1 if position > 0 else 0


def reflow(text: str, stored: str = "") -> Reflowed:
    """The reflowed form of a normalised text. A text with nothing to take out comes back as it is.

    `stored` is the text as it was before, whose tabs tell the rows of tables: these end where their lines do.
    """
    cuts: list[tuple[int, int]] = []
    if " " in text:
        cuts += [m.span() for m in _BLANK.finditer(text) if not _parts_sign(text, stored, m)]
        if "。 " in text or "； " in text:
            cuts += [m.span() for m in _CAPTION.finditer(text)]
        for m in _SPREAD.finditer(text) if _MAY_SPREAD.search(text) else ():
            cuts += [(at, at + 1) for at in range(*m.span()) if text[at] == " "]
    if "\n" in text:
        cuts += _broken(text)
    if any(mark in text for mark in _MARKS):
        cuts += [m.span() for m in _FOOTNOTE.finditer(text)]
    if _is_wrapped(text):
        cuts += [m.span() for m in _PAGE.finditer(text)]
        cuts += [m.span() for m in _WRAPPED.finditer(text)]
    if "\t" in stored:
        cuts = [cut for cut in cuts if not _ends_row(stored, cut)]
    starts, shifts = array("l"), array("l")
    if not cuts:
        return Reflowed(text, starts, shifts)
    cuts.sort()
    parts, last, shift = [], 0, 0
    for begin, end in cuts:
        begin = max(begin, last)
        if end <= begin:
            continue
        parts.append(text[last:begin])
        shift += end - begin
        starts.append(end - shift)
        shifts.append(shift)
        last = end
    parts.append(text[last:])
    return Reflowed("".join(parts), starts, shifts)


def _parts_sign(text: str, stored: str, blank: re.Match[str]) -> bool:
    """Whether what stands behind a blank is a figure with its sign, in a cell of its own: 140.7亿元 -1.3%.

    Or one that the number of its item stands before: 2. 1万人参加.
    """
    start, end = blank.span()
    if text[start - 1] == "." and "0" <= text[end] <= "9" and _ITEM.search(text, max(0, start - 8), start):
        return True
    if text[end] not in _SIGNS or not _SIGNED.match(text, end):
        return False
    left = text[start - 1]
    if "\t" in stored[start:end]:
        return True
    return text[end] in "-—" and left not in _RANGES and _RATE.match(text, end) is not None


_ITEM = lazy(r"(?:\A|\n *\n|[。；;！][ \n]*|[^\d\s][：:][ \n]*)[ #*>-]{0,3}[0-9]{1,2}\.\Z")
_SIGNS = frozenset("-—+(")
_RANGES = frozenset("0123456789%‰~-—至到(")
_SIGNED = lazy(r"[-+—(] ?[0-9]")
_RATE = lazy(r"[-—][0-9]{1,4}(?:\.[0-9]{1,3})?(?:%|个百分点)")


def _broken(text: str) -> list[tuple[int, int]]:
    """Line ends inside numbers, words and brackets. Most texts have none: what stands at a line end tells so first."""
    cuts: list[tuple[int, int]] = []
    if _MAY_SIGN.search(text):
        cuts += [m.span(1) for m in _SIGN.finditer(text)]
    if _MAY_WANT.search(text):
        cuts += [m.span() for m in _WANTING.finditer(text)]
    if _UNIT_OPENS.search(text):
        cuts += [m.span() for m in _INSIDE.finditer(text)]
    if _MAY_BREAK.search(text):
        cuts += [m.span() for m in _BROKEN.finditer(text) if "\n" in m[0]]
    if "，" in text or "," in text:
        cuts += [m.span() for m in _GOES_ON.finditer(text) if _cut_short(text, m.start())]
        cuts += [
            m.span()
            for m in _LINE_END.finditer(text)
            if _in_words(text, *m.span()) and _splits_name(text, m) and _cut_short(text, m.start())
        ]
    if _MAY_OPEN.search(text):
        cuts += [(m.start() + 1, m.end()) for m in _OPENED.finditer(text)]
    return cuts


def _in_words(text: str, start: int, end: int) -> bool:
    """Whether a Chinese character stands before a line end, and behind it two, or one and a figure (值3.8亿元)."""
    before = text[start - 2 : start - 1] if text[start - 1 : start] == "\r" else text[start - 1 : start]
    if not ("一" <= before <= "鿿" and "一" <= text[end : end + 1] <= "鿿"):
        return False
    return "一" <= (second := text[end + 1 : end + 2]) <= "鿿" or "0" <= second <= "9"


def _ends_row(stored: str, cut: tuple[int, int]) -> bool:
    """Whether a line end is that of a row of cells, or stands before one."""
    end = stored.find("\n", *cut)
    if end < 0:
        return False
    after = stored.find("\n", end + 1)
    return "\t" in stored[stored.rfind("\n", 0, end) + 1 : after if after > 0 else len(stored)]


def _splits_name(text: str, line_end: re.Match[str]) -> bool:
    """Whether the name of an indicator stands across a line end: 社会消费品⏎零售总额."""
    start, end = line_end.span()
    before = text[max(text.rfind("\n", 0, start) + 1, start - _LONGEST_NAME) : start]
    names = find_names(before + text[end : end + _LONGEST_NAME].split("\n", 1)[0])
    return any(
        first < len(before) < last and (last - first > _SHORT_NAME or 1 in (len(before) - first, last - len(before)))
        for first, last, _ in names
        if last - first >= _SHORT_NAME
    )


def _cut_short(text: str, end: int) -> bool:
    """Whether the line that ends at `end` is a sentence that a page has cut: long, and with clauses of its own."""
    line = text[max(text.rfind("\n", max(0, end - 200), end) + 1, end - 200) : end].strip()
    return len(line) >= _SHORTEST and ("，" in line or "," in line) and "|" not in line


def _is_wrapped(text: str) -> bool:
    """Whether lines end where the page does and not where the sentence does."""
    lengths, open_ended = [], []
    for _, line in lines(text[:20000]):
        bare = line.strip()
        if len(bare) < 12:
            continue
        lengths.append(len(bare))
        if bare[-1] not in _ENDS:
            open_ended.append(len(bare))
    if _is_indented(text):
        return True
    if len(open_ended) < 5 or len(open_ended) < 0.4 * len(lengths):
        return False
    longest = sorted(lengths)[int(len(lengths) * 0.9)]
    return longest <= 60 and sum(length >= 0.7 * longest for length in open_ended) >= 0.7 * len(open_ended)


def _is_indented(text: str) -> bool:
    """Whether paragraphs begin with an indent, and lines without one go on in the middle of a sentence."""
    indents, broken = 0, []
    lines = text[:20000].split("\n")
    for line, following in pairwise(lines):
        indents += line.startswith("  ") and bool(line.strip())
        bare = line.strip()
        if bare and following.strip() and not following.startswith(" ") and bare[-1] not in _ENDS:
            broken.append(len(bare))
    return indents >= 3 and len(broken) >= 5 and sum(length >= 15 for length in broken) >= 0.7 * len(broken)
