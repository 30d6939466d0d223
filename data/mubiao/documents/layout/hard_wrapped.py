"""Lines that were broken at a fixed width: those of one paragraph are put together where a sentence goes on."""

from __future__ import annotations

from mubiao.patterns import lazy

_FULL = 0.85  # of the width of the widest lines
_MANY = 8  # of these show how wide the file was wrapped
_WIDEST = 120  # columns: a file with a longer line of prose has not been wrapped
_NARROWEST = 24  # columns that a file is wrapped at
_MARKUP = lazy(r"[ \t]*(?:#|\||>|```|~~~|<|\[[^\]\n]{1,60}\]:|[-*_=+]{3,}[ \t]*$)|[^\n]*\t")
_ITEM = lazy(r"[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+")
_BEGINS = lazy(  # what begins a line of its own
    r"[ \t]*(?:[-*+•—－][ \t]+|[-—－]{2}|\d{1,3}[.、．)）](?!\d)|[（(]?[一二三四五六七八九十]{1,3}[）)、.．是]"
    r"|[（(]\d{1,3}[）)]|第[一二三四五六七八九十\d]+[章节条]|[①-⑳]|附[件表注]?[：:]|注[：:])"
)
_GOES_ON = lazy(r"(?:[\u4e00-\u9fff\d０-９A-Za-z、，,%％‰～（(《“—-]|\d[.．])$")
_ENDS = lazy(r"[。！？：；:;!?]$")
_PROSE = lazy(r"[，。；：、,;]")
_SENTENCE = lazy(r"[，。；,;]")
_FENCE = lazy(r"[ \t]*(?:```|~~~)")


def unwrapped(text: str) -> str:
    """The text with such lines as one; one that has long lines, or none that go on, is returned as it is."""
    lines = text.split("\n")
    widths = sorted((_columns(line) for line in lines if not _MARKUP.match(line)), reverse=True)
    if not widths or widths[0] > _WIDEST:
        return text
    full = _FULL * widths[_MANY - 1] if len(widths) >= _MANY and widths[_MANY - 1] >= _NARROWEST else _WIDEST + 1
    found: list[str] = []
    fenced = False
    item = None  # the open item of a list, if any: its indentation
    front = lines[:1] == ["---"]
    for number, line in enumerate(lines):
        fenced ^= _FENCE.match(line) is not None
        if front or fenced:
            front = front and not (number and line.rstrip() in ("---", "..."))
        elif found and _is_one(found[-1], line, item, _columns(lines[number - 1]) >= full):
            found[-1] = _joined(found[-1].rstrip().removesuffix("\\"), line.lstrip())
            continue
        if (begun := _ITEM.match(line)) is not None:
            item = begun.end()
        elif not line.startswith((" ", "\t")):
            item = None
        found.append(line)
    return "\n".join(found)


def _columns(line: str) -> int:
    """How wide a line is where a Chinese character takes two columns."""
    return len(line) + sum(character > "\u2000" for character in line)


def _is_one(above: str, line: str, item: int | None, full: bool) -> bool:
    """Whether a sentence goes on from one line to the next.

    `item`: how far the open item of a list is indented; `full`: the line above is as wide as lines of the file are.
    """
    first = above.rstrip().removesuffix("\\").rstrip()
    if not first or not line.strip() or _MARKUP.match(above) or _MARKUP.match(line) or _BEGINS.match(line):
        return False
    if full and not _ENDS.search(first):
        return True
    if not _GOES_ON.search(first) or not (first[-1] in "，、" or _SENTENCE.search(line.rstrip())):
        return False
    if item is not None:
        return line.startswith((" ", "\t"))
    breaks = above.endswith(("  ", "\\")) or _BEGINS.match(above) is not None
    return not breaks and _PROSE.search(first) is not None


def _joined(above: str, line: str) -> str:
    words = above[-1:].isascii() and above[-1:].isalnum() and line[:1].isascii() and line[:1].isalnum()
    return f"{above} {line}" if words else above + line
