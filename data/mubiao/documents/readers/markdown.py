"""Markdown as it is meant: without emphasis, escapes, struck words and the marks of notes; tables as lines of cells.

The lines of the file stay: only marks within a line are taken away, by markdown-it, which the terminal brings along. A
file that holds none of them is its own text, to the character, so that its id is that of the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from mubiao.documents.layout.characters import raised, visible
from mubiao.documents.layout.equations import plain_equation
from mubiao.documents.layout.hard_wrapped import unwrapped
from mubiao.documents.layout.tables.dashed import without_drawn_tables
from mubiao.model import DocumentError
from mubiao.patterns import lazy

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_BREAK = "\x00"  # where a line ends, while marks are taken away
_KEPT = {"*": "\ue100", "_": "\ue101", "~": "\ue102", "[": "\ue103", "^": "\ue104"}  # escaped: no marks
_BAR = "／"  # an escaped bar stands within its cell: one as it is would end it
_BACK = {ord(kept): mark for mark, kept in _KEPT.items()}
_MARKED = lazy(r"[*_~`\\$^<&\[\u00ad\u200b-\u200f\u2060-\u2064]|^[ \t]*\+?[-=+]{3,}|==[^=\s]", re.M)
_NOTE = lazy(r"(?<=[\d０-９%％‰万亿千百])\[\^[^\]\s]{1,40}\](?!:)", holds=("[^",))
# Marks beside Chinese that CommonMark takes for text, since no blank stands there: 增长**6%**左右
_BOLD = lazy(r"(\*\*|__)(?=\S)([^*_\n]{1,300}?)(?<=\S)\1")
_HIGHLIGHT = lazy(r"==(?=[^\s=])([^=\n]{1,300}?)(?<=\S)==")
_LIGHT = lazy(r"(?<![*\d])\*(?=[^\s*])([^*\n]{1,300}?)(?<=[^\s*])\*(?!\*)")
# A quantity that a mark cuts: from its unit (**3100**个), what bounds it (**6.5%**左右, **突破**140亿元), or its own
# digits.
_CUT = lazy(
    r"[\d０-９%％‰万亿千百]\*{1,3}(?=[^\s*。，；、：:！？!?,;.)）”])"
    r"|(?:突破|超过|超|达到?|约|近|至少|不低于|不少于|不超过|仅|共|增长|下降|[第到至-])\*{1,3}(?=[\d０-９])"
)
# What only the parser can tell: marks beside stars, and signs of our own for kept marks; a `_` within a Latin word is
# none. Tables that are drawn. A star that may cut a quantity: each begins with what `re` can skip to.
_INTRICATE = lazy(r"[~`\\$^<&\[\x00\ue100-\ue104_=](?:(?<![_=])|(?<=_)(?:(?<![0-9A-Za-z]_)|(?![0-9A-Za-z]))|(?<===))")
_DRAWN = lazy(r"\n *(?:\+[-=:]{3}|-{2,} +-{2})")
_MAY_CUT = lazy(
    r"\*(?:(?<=[\d０-９%％‰万亿千百]\*)\*{0,2}[^\s*。，；、：:！？!?,;.)）”]"
    r"|(?<=[破过超达到约近少于仅共长降第至-]\*)\*{0,2}[\d０-９])"
)
_STRONG_CELL = lazy(r"\*[\d０-９]|[\d０-９%％]\*")
_DAY = lazy(r"\d{1,4}(?:年|月|日|时|版)")
_DIGIT = lazy(r"[\d０-９]|[一二三四五六七八九十百千两半][万亿千百个成倍]|百分之")
_LOWERED = lazy(r"~([0-9A-Za-z.]{1,4})~(?!~)")
_TASK = lazy(r"^([ \t]*[-*+] )\[[ xX]\] ", re.M)  # - [x] what is done
_QUOTE = lazy(r"^[ \t]*(?:>[ \t]*)*")
_GOES_ON = lazy(r"[\u4e00-\u9fff\d、%％～—至-]$")  # neither the end of a sentence nor of a clause
_BEGINS = lazy(
    r"[\d]{1,3}[.、．)）](?!\d)|[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|第[一二三四五六七八九十\d]+[章节条]|$"
)
_REFERENCE = lazy(
    r"^ {0,3}\[([^\]\s^][^\]\n]{0,60})\]:[ \t]+<?(?:https?:|www\.|[./#\w-]{1,200}[./#])[^\n]*\n?", re.M, holds="["
)
_REFERS = lazy(r"(?<!!)\[([^\[\]\n]{1,200})\]\[([^\[\]\n]{0,60})\]", holds="[")
_TABLE = lazy(r"<table\b", re.I)
_TABLE_END = lazy(r"</table\s*>", re.I)


def markdown_text(source: str) -> str:
    """The text of a Markdown file. Headings, lists and tables with bars keep their marks, which the outline reads."""
    if "] " in source:
        source = _TASK.sub(r"\1", source)
    if _MARKED.search(source) is None:
        return unwrapped(source)
    if _sets_off(source):
        return unwrapped(visible(source))
    return unwrapped(_parsed(source))


def _sets_off(source: str) -> bool:
    """Whether the only marks are stars that set off words, far from any figure: then all of them stay.

    So it is with most reports of collections, and a look for what else there could be costs a fraction of parsing.
    """
    if _INTRICATE.search(source) or _DRAWN.search(f"\n{source}") or _MAY_CUT.search(source):
        return False
    return not (("|" in source or "\t" in source) and _STRONG_CELL.search(source))


def _parsed(source: str) -> str:
    lines = without_drawn_tables(_without_html_tables(_without_references(source)).split("\n"))
    quoted = 0  # how many quotes a block stands in
    for token in _parser().parse("\n".join(lines)):
        quoted += token.nesting if token.type.startswith("blockquote_") else 0
        if token.map is None:
            continue
        first, end = token.map
        if token.type == "inline" and token.children:
            _replace(lines, first, end, token.content.split("\n"), _rendered(token.children))
            if quoted and not any(child.type == "hardbreak" for child in token.children):
                _join_quoted(lines, first, end)
        elif token.type == "html_block" and not _is_silent(token.content):
            lines[first:end] = [_html(lines[first:end]), *[_GONE] * (end - first - 1)]
    text = visible("\n".join(line for line in lines if line != _GONE))
    return text.translate(_BACK) if any(kept in text for kept in _KEPT.values()) else text


def _without_references(source: str) -> str:
    """The source with the words of links whose address stands elsewhere, [1760][edu], and without such addresses."""
    labels = {match[1].lower() for match in _REFERENCE.finditer(source)}
    if not labels:
        return source
    source = _REFERENCE.sub("", source)
    return _REFERS.sub(lambda match: match[1] if (match[2] or match[1]).lower() in labels else match[0], source)


_GONE = "\x00"


def _replace(lines: list[str], first: int, end: int, content: Sequence[str], rendered: str) -> None:
    """Puts what the lines of a block show where they stand in the file; what stands before (`#`, `-`) stays."""
    shown = rendered.split(_BREAK)
    if len(shown) != len(content):
        return
    for at, was, now in zip(range(first, end), content, shown, strict=False):
        now = _settled(now)
        was, now = was.strip(), now.strip()  # blanks at the ends stay as they are
        if was != now and not _is_only_set_off(was, now) and (place := lines[at].find(was)) >= 0:
            now = now.replace("\n", "") if "|" in was else now
            lines[at] = lines[at][:place] + now + lines[at][place + len(was) :]


def _join_quoted(lines: list[str], first: int, end: int) -> None:
    """Puts the lines of a quoted paragraph together where a sentence goes on in the next."""
    for at in range(first, end - 1):
        was, following = lines[at].rstrip(), _QUOTE.sub("", lines[at + 1])
        if _GOES_ON.search(was) and "|" not in was + following and not _BEGINS.match(following):
            lines[at], lines[at + 1] = _GONE, was + following


def _settled(line: str) -> str:
    """A line without the marks that CommonMark leaves beside Chinese, and without marks of notes."""
    line = _BOLD.sub(r"\2", line)
    line = _HIGHLIGHT.sub(r"\1", _LIGHT.sub(r"\1", line))
    return _NOTE.sub("", line)


def _is_only_set_off(was: str, now: str) -> bool:
    """Whether a line differs only by emphasis that no statement of a figure is near: it stays, and so does the id.

    Collections of reports set off their headings and the first words of paragraphs: **一、回顾**, **一是**坚持…
    """
    if was.replace("*", "") != now.replace("*", ""):
        return False
    return _CUT.search(was) is None and not (("|" in was or "\t" in was) and _STRONG_CELL.search(was))


def _rendered(children: Sequence[Any]) -> str:
    """What is seen of the tokens of a block; `_BREAK` where its lines end."""
    text = ""
    struck = 0
    up: int | None = None  # where raised characters begin
    for token in children:
        kind = token.type
        tag = token.content.strip("</> ").split(" ")[0].lower() if kind == "html_inline" else ""
        if tag in _STRIKES:
            struck = max(0, struck + (-1 if token.content.startswith("</") else 1))
        elif kind in ("softbreak", "hardbreak"):
            text += _BREAK
        elif struck or kind == "image":
            continue
        elif tag == "sup":
            if token.content.startswith("</") and up is not None:
                text = text[:up] + raised(text[up:], text[:up])
                up = None
            elif up is None:
                up = len(text)
        elif tag == "br":
            text += "\n"
        elif kind == "sup":
            text += raised(token.content, text)
        elif kind == "math":
            text += plain_equation(token.content, text)
        elif kind == "text_special":
            text += _BAR if token.content == "|" else _KEPT.get(token.content, token.content)
        elif kind in ("text", "code_inline"):
            text += token.content
    return text


_STRIKES = frozenset(("del", "s", "strike"))


def _is_silent(block: str) -> bool:
    """Whether a block is a comment in which nothing could be taken for a figure: it stays, and so does the id."""
    bare = block.strip()
    return bare.startswith("<!--") and bare.endswith("-->") and not _DIGIT.search(_DAY.sub("", bare))


def _html(lines: list[str]) -> str:
    from mubiao.documents.readers.html import html_text

    try:
        return html_text("\n".join(lines)).text.rstrip("\n")
    except DocumentError:
        return ""  # a comment, a script, an anchor


def _without_html_tables(source: str) -> str:
    """The source with tables in HTML as lines; blank lines in them would end them for Markdown."""
    parts, at = [], 0
    while start := _TABLE.search(source, at):
        close = _TABLE_END.search(source, start.end())
        if close is None:
            break
        parts += [source[at : start.start()], "\n", _html([source[start.start() : close.end()]]), "\n"]
        at = close.end()
    return "".join((*parts, source[at:]))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": True})
    # Indented lines are paragraphs of Chinese, not code; a note that begins a line is no reference.
    parser.disable(["code", "reference", "autolink", "text_join"])
    parser.inline.ruler.before("escape", "math", _math)
    parser.inline.ruler.before("escape", "sup", _sup)
    parser.inline.ruler.before("escape", "sub", _sub)
    # Its own pairs the marks wrongly beside Chinese: in 增长~~7%~~8% the second one closes nothing.
    parser.inline.ruler.before("escape", "struck", _struck)
    return parser


def _math(state: StateInline, silent: bool) -> bool:
    """$…$ and $$…$$, as pandoc reads them: no blank inside at the marks, no digit behind."""
    source, at = state.src, state.pos
    if source[at] != "$":
        return False
    mark = "$$" if source.startswith("$$", at) else "$"
    begin = at + len(mark)
    close = source.find(mark, begin + 1)
    if close < 0 or close - begin > _LONGEST or "\n" in source[begin:close]:
        return False
    inside, behind = source[begin:close], source[close + 1 : close + 2]
    if mark == "$" and (inside[0].isspace() or inside[-1] in " \t\\" or behind.isdigit()):
        return False
    if not silent:
        token = state.push("math", "", 0)
        token.content = source[begin:close]
    state.pos = close + len(mark)
    return True


_LONGEST = 400  # characters of an equation in a line
_SHORT = 12  # and of what is raised


def _sub(state: StateInline, silent: bool) -> bool:
    """CO~2~, as pandoc writes lowered characters; 5~6 and 7~8 are ranges."""
    match = _LOWERED.match(state.src, state.pos)
    if match is None or re.match("[A-Za-z]", state.src[state.pos - 1 : state.pos]) is None:
        return False
    if not silent:
        token = state.push("text", "", 0)
        token.content = match[1]
    state.pos = match.end()
    return True


def _struck(state: StateInline, silent: bool) -> bool:
    """~~struck~~, with the blank behind it where none stands before."""
    source, at = state.src, state.pos
    if not source.startswith("~~", at) or source[at + 2 : at + 3] in ("", "~", " ", "\n"):
        return False
    close = source.find("~~", at + 2, at + _LONGEST)
    if close < 0 or source[close - 1].isspace() or "\n" in source[at:close]:
        return False
    if not silent:
        state.push("struck", "", 0)
    state.pos = close + 2
    if source[state.pos : state.pos + 1] == " " and source[at - 1 : at] not in ("", " ", "\n"):
        state.pos += 1
    return True


def _sup(state: StateInline, silent: bool) -> bool:
    """^2^, as pandoc writes raised characters."""
    source, at = state.src, state.pos
    if source[at] != "^" or source[at - 1 : at] == "[":
        return False
    close = source.find("^", at + 1, at + _SHORT)
    if close <= at + 1 or any(c.isspace() for c in source[at:close]):
        return False
    if not silent:
        token = state.push("sup", "", 0)
        token.content = source[at + 1 : close].replace("\\", "")
    state.pos = close + 1
    return True
