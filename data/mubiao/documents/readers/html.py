"""The visible text of a web page, one block element a line, and what its head says about the document.

A scanner of our own rather than the parser of the standard library, which takes time quadratic in a page of `<a <a`;
and rather than a compiled parser, since nothing is needed but text, blocks and what is hidden. Every character is
looked at a bounded number of times.
"""

from __future__ import annotations

import html
import re
from collections.abc import Generator, Iterator

from mubiao.documents.container_metadata import ContainerMetadata, Content
from mubiao.documents.layout.cards import with_cards
from mubiao.documents.layout.characters import raised, visible
from mubiao.documents.layout.links import Link, Listed, is_word, without_links
from mubiao.documents.layout.tables.rows import PrintedCell, Table, table_lines
from mubiao.model import DocumentError

_DROPPED = frozenset((
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "canvas", "select", "button",
    "textarea", "nav", "footer", "aside", "del", "s", "strike", "rt", "rp",
))  # fmt: skip
_RAW = frozenset(("script", "style", "textarea", "title", "iframe", "noscript"))  # no tags inside
_VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
))  # fmt: skip
_BLOCK = frozenset((
    "address", "article", "blockquote", "body", "br", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html",
    "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "title", "tr", "ul",
))  # fmt: skip
_END_LEFT_OUT = frozenset(("p", "li", "dt", "dd", "tr", "td", "th"))  # these may end without an end tag
_CELL = frozenset(("td", "th"))
_TABLE = frozenset(("table", "thead", "tr", "td", "th"))
_RUBY = frozenset(("rt", "rp"))  # readings: each ends where the next begins
_NOTES = frozenset((
    "noteref", "footnote", "footnotes", "endnote", "endnotes", "rearnote", "rearnotes",
    "doc-noteref", "doc-footnote", "doc-endnote", "doc-endnotes",
))  # fmt: skip
_DEEP = 20  # tables within tables
_TERM = 24  # characters of what a list of definitions defines
_NEAR = 4  # pieces of a line that tell what a raised digit stands at
_ATTRIBUTE = re.compile(r"""[\s/]*+([^\s=>/"']++)(?:\s*+=\s*+("[^"]*"|'[^']*'|[^\s>]*+))?|[\s/]*+["'=]""")
_NAME = re.compile(r"[A-Za-z][^\s/>]*+")
_NAMED = re.compile(r"&(?!(?:lt|gt|amp|quot);)[A-Za-z]{2,12};")
_EQUATION = 4_000  # characters of the source of an equation in a line
_TAG_START = re.compile("<[A-Za-z/!?]")
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$)"
    r"|text-decoration(?:-line)?\s{0,9}:[^;]{0,60}line-through",
    re.I,
)
_WORDS = frozenset(("span", "b", "i", "em", "strong", "font", "u", "a", "small", "big", "label"))
_SELECTOR = re.compile(r"[.#][A-Za-z][\w-]{0,60}")
_RAISED_STYLE = re.compile(
    r"vertical-align\s{0,9}:\s{0,9}super"
    r"|position\s{0,9}:\s{0,9}relative;[^{}]{0,99}?(?<![a-z-])top\s{0,9}:\s{0,9}-",
    re.I,
)
_SPACE = re.compile(r"[ \t\r\n\f\v\xa0]+")
# The title of the window ends with the names of the site: 政府工作报告_泉州市人民政府.
_SITE_NAME = re.compile(r" ?[_|] ?| - |--")  # where blanks are single
_SITE = re.compile(
    r"(?:人民政府|政府网站?|门户网站?|信息网|统计局)(?:办公室)?(?:门户)?(?:网站)?$"
)  # no title of a page

# Names that the sites of Chinese governments give to what they say of a page (GB/T 37226 and its forerunners).
_META = {
    "articletitle": "title",
    "og:title": "title",
    "dc.title": "title",
    "pubdate": "date",
    "publishdate": "date",
    "article:published_time": "date",
    "publishtime": "date",
    "dc.date": "date",
    "contentsource": "publisher",
    "source": "publisher",
    "url": "url",
    "og:url": "url",
    "canonical": "url",
}

_Token = tuple[str, str, dict[str, str]]  # text, start or end; the text or the name of the tag; attributes


def html_text(source: str, styles: str = "") -> Content:
    """The visible text of the page, and its title, date and source as its head gives them.

    Scripts, navigation, footers, struck words and what a style hides are left out. Tables are lines as `layout.tables`
    makes them. `styles`: the style sheets that the page names and that lie beside it, as in a book.
    Raises DocumentError when the page shows no text.
    """
    page = _Page()
    page.take("style", styles, {})
    for token in _tokens(source.removeprefix("\ufeff")):
        page.take(*token)
    page.finish()
    lines = with_cards(without_links(page.lines))
    if not lines:
        raise DocumentError("the page shows no text (scripts may draw it)")
    told = _SITE_NAME.split(_SPACE.sub(" ", page.title).strip())[0]
    site = told if _SITE.search(told) else None
    title = page.meta.get("title") or (None if site else told)
    publisher = page.meta.get("publisher") or site
    metadata = ContainerMetadata(title or None, page.meta.get("date"), publisher, page.meta.get("url"))
    return Content("".join(f"{line}\n" for line in lines), metadata)


class _Page:
    """Takes the tokens of a page in turn and keeps what is seen of it."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.meta: dict[str, str] = {}
        self.title = ""
        self._line: list[str] = []
        self._lined = False  # in text whose lines and blanks stand as they are
        self._linked, self._links, self._unlinked = False, 0, False  # in a link; of the line: links, and words in none
        self._named, self._term = "", False  # dt or dd that we are in; whether the line before is a dt
        self._tables: list[Table] = []  # the open ones, each in a cell of the one before
        self._too_deep = 0  # open tables within the deepest that is told apart
        self._head = False  # in a thead
        self._unseen: set[str] = set()  # classes and ids, as .a and #b, of words that a style sheet hides
        self._lifted: set[str] = set()  # and of words that it raises
        self._raised: list[str] | None = None  # what stands raised, while it does
        self._raised_by, self._raised_depth = "", 0  # the element that raises, and how many of that name are open in it
        self._skipped = ""  # the hidden element that we are in
        self._depth = 0  # how many elements of that name are open

    def take(self, kind: str, value: str, attributes: dict[str, str]) -> None:
        if kind == "style":
            self._unseen |= _styled(value, _HIDDEN_STYLE)
            self._lifted |= _styled(value, _RAISED_STYLE)
            return
        if self._skipped and not self._still_hidden(kind, value):
            self._skipped = ""
            if kind == "end":
                return
        if self._skipped:
            return
        if kind == "text":
            if self._lined and "\n" in value and self._raised is None:
                *whole, value = value.split("\n")
                for line in whole:
                    self._line.append(line)
                    self.end_line()
            (self._line if self._raised is None else self._raised).append(value)
            self._unlinked |= not self._linked and is_word(value)
        elif kind == "title":
            self.title = self.title or value
        else:
            self._tag(kind, value, attributes)

    def _tag(self, kind: str, tag: str, attributes: dict[str, str]) -> None:
        if tag in _BLOCK or tag in _CELL:
            self.end_line()
            self._named = tag if kind == "start" and tag in ("dt", "dd", "li") else ""
        if tag in _TABLE:
            self._tabular(kind, tag, attributes)
        if self._raised is not None and tag == self._raised_by:
            self._raised_depth += 1 if kind == "start" else -1
            if not self._raised_depth:
                self._end_raised()
        if tag == "pre":
            self._lined = kind == "start"
        elif tag == "a":
            self._linked = kind == "start" and "href" in attributes
            self._links += self._linked
        if kind == "end":
            return
        if tag == "meta":
            field = _META.get((attributes.get("name") or attributes.get("property") or "").lower())
            content = attributes.get("content", "").strip()
            if field and content:
                self.meta.setdefault(field, content)
        elif tag == "link" and "canonical" in attributes.get("rel", "").lower().split():
            if address := attributes.get("href", "").strip():
                self.meta.setdefault("url", address)
        elif tag not in _VOID and (
            tag in _DROPPED or _is_hidden(attributes) or _is_one(self._unseen, tag, attributes) or _is_note(attributes)
        ):
            self._skipped, self._depth = tag, 1
            self._linked &= tag != "a"
        elif self._raised is None and tag not in _VOID and self._raises(tag, attributes):
            self._raised, self._raised_by, self._raised_depth = [], tag, 1

    def _raises(self, tag: str, attributes: dict[str, str]) -> bool:
        return _is_raised(tag, attributes) or _is_one(self._lifted, tag, attributes)

    def _tabular(self, kind: str, tag: str, attributes: dict[str, str]) -> None:
        """Opens and closes tables, rows and cells; what stands in a table and in no cell goes before it."""
        if tag == "table":
            if kind == "start" and len(self._tables) >= _DEEP:
                self._too_deep += 1
            elif kind == "start":
                self._tables.append(Table())
            elif self._too_deep:
                self._too_deep -= 1
            else:
                self._end_table()
        elif not self._tables or self._too_deep:
            return
        elif tag == "thead":
            self._head = kind == "start"
        elif kind == "start" and tag == "tr":
            self._tables[-1].rows.append([])
            self._tables[-1].head_rows += self._head
        elif kind == "start":
            rows = self._tables[-1].rows
            if not rows:
                rows.append([])
            rows[-1].append(PrintedCell([], _span(attributes, "colspan"), _span(attributes, "rowspan"), tag == "th"))

    def _end_table(self) -> None:
        if not self._tables:
            return
        table = self._tables.pop()
        if cell := self._cell():
            cell.lines.append(table)
        else:
            self.lines += table_lines(table)

    def _cell(self) -> PrintedCell | None:
        """The open cell, if any."""
        rows = self._tables[-1].rows if self._tables else []
        return rows[-1][-1] if rows and rows[-1] else None

    def _still_hidden(self, kind: str, tag: str) -> bool:
        """Whether the hidden element goes on after this token."""
        if kind == "start":
            if tag == self._skipped:
                self._depth += tag not in _END_LEFT_OUT
                return tag not in _END_LEFT_OUT
            return not (self._skipped == "p" and tag in _BLOCK and tag != "br") and not (
                self._skipped in _RUBY and tag in _RUBY
            )
        if kind == "end":
            if tag == self._skipped:
                self._depth -= 1
                return self._depth > 0
            if self._skipped in _RUBY and tag == "ruby":
                return False
            return not (self._skipped in _END_LEFT_OUT and tag in ("ul", "ol", "dl", "table", "div", "section", "body"))
        return True

    def _end_raised(self) -> None:
        if self._raised is not None:
            text = "".join(self._raised)
            self._raised = None
            self._line.append(raised(visible(text), visible("".join(self._line[-_NEAR:]))))

    def end_line(self) -> None:
        self._end_raised()
        line = visible("".join(self._line))
        line = line.strip("\r\xa0 ") if self._lined else _SPACE.sub(" ", line).strip()
        self._line = []
        links, self._links = 0 if self._unlinked else self._links, int(self._linked)
        self._unlinked = False
        if line:
            cell = self._cell()
            if links and cell is None:
                line = Listed(line) if links > 1 or self._named == "li" else Link(line)
            lines = self.lines if cell is None else cell.lines
            term, self._term = self._term, self._named == "dt"
            if term and self._named == "dd" and lines and isinstance(lines[-1], str) and len(lines[-1]) <= _TERM:
                lines[-1] += f"：{line}" if lines[-1][-1] not in "：:" else line
            else:
                lines.append(line)

    def finish(self) -> None:
        """Keeps what stands at the end of a page that leaves elements open."""
        self.end_line()
        while self._tables:
            self._end_table()


def _span(attributes: dict[str, str], name: str) -> int:
    """How many rows or columns a cell covers; none that is told means one, 0 all that follow."""
    told = attributes.get(name, "1").strip()
    return (int(told) or 1_000) if told.isdecimal() and len(told) < 5 else 1


def _is_one(styled: set[str], tag: str, attributes: dict[str, str]) -> bool:
    """Whether a style sheet means words of a line. Scripts show and hide whole blocks, which we cannot know."""
    if not styled or tag not in _WORDS:
        return False
    names = {f".{name}" for name in attributes.get("class", "").split()} | {f"#{attributes.get('id', '')}"}
    return not styled.isdisjoint(names)


def _styled(sheet: str, style: re.Pattern[str]) -> set[str]:
    """The classes and ids that a style sheet gives a style, of rules that name nothing else and hold in any medium."""
    found: set[str] = set()
    depth = 0
    # What stands before a comment's end is none; a sheet that never ends one has no more rules.
    bare = "".join(part if at == 0 else part.partition("*/")[2] for at, part in enumerate(sheet.split("/*")))
    for rule in bare.split("}"):
        if depth == 0 and rule.count("{") == 1:
            selectors, _, body = rule.partition("{")
            if style.search(body):
                found.update(one for selector in selectors.split(",") if _SELECTOR.fullmatch(one := selector.strip()))
        depth = max(0, depth + rule.count("{") - 1)
    return found


def _is_raised(tag: str, attributes: dict[str, str]) -> bool:
    return tag == "sup" or _RAISED_STYLE.search(attributes.get("style", "")) is not None


def _tokens(source: str) -> Iterator[_Token]:
    at, size = 0, len(source)
    last_close = source.rfind(">")
    while at < size:
        start = source.find("<", at)
        start = start if start >= 0 else size
        if start > at:
            yield "text", html.unescape(source[at:start]).replace("\t", " "), {}
        if start > last_close and _TAG_START.match(source, start):
            return  # the page breaks off inside a tag
        if source.startswith("<!--", start):
            close = source.find("-->", start + 4)
            at = close + 3 if close >= 0 else size
        elif source.startswith(("<!", "<?"), start):
            at = _after(source, ">", start)
        elif source.startswith("</", start):
            name = _NAME.match(source, start + 2)
            at = _after(source, ">", start)
            if name:
                yield "end", name[0].lower(), {}
        elif name := _NAME.match(source, start + 1):
            tag = name[0].lower()
            attributes, at = _attributes(source, name.end())
            if tag == "math" and at <= (close := source.find("</math>", at, at + _EQUATION)):
                yield "text", _equation(source[start : close + 7]), {}
                at = close + 7
                continue
            yield "start", tag, attributes
            if tag in _RAW:
                at = yield from _raw(source, tag, at)
        else:
            yield "text", source[start : start + 1], {}
            at = start + 1


def _equation(source: str) -> str:
    """What an equation shows; nothing where it is not well-formed."""
    from mubiao.documents.layout.equations import plain_mathml
    from mubiao.documents.layout.xml import parse

    signs = _NAMED.sub(lambda match: html.unescape(match[0]), source)
    try:
        return plain_mathml(parse(signs.encode(), "equation"))
    except DocumentError:
        return ""


def _after(source: str, mark: str, at: int) -> int:
    found = source.find(mark, at)
    return found + len(mark) if found >= 0 else len(source)


def _raw(source: str, tag: str, at: int) -> Generator[_Token, None, int]:
    """Passes over the content of an element that holds no tags; those of a title and of a style sheet are told."""
    close = re.compile(f"</{tag}", re.I).search(source, at)
    if tag == "style":
        yield "style", source[at : close.start() if close else len(source)], {}
    if tag == "title":
        yield "title", html.unescape(source[at : close.start() if close else len(source)]), {}
    return close.start() if close else len(source)


def _attributes(source: str, at: int) -> tuple[dict[str, str], int]:
    """The attributes of a start tag, and where the tag ends."""
    found: dict[str, str] = {}
    while match := _ATTRIBUTE.match(source, at):
        if match[1]:
            value = match[2] or ""
            if value[:1] in ("'", '"') and value[-1:] == value[:1]:
                value = value[1:-1]
            found.setdefault(match[1].lower(), html.unescape(value))
        at = match.end()
    return found, _after(source, ">", at)


def _is_note(attributes: dict[str, str]) -> bool:
    """Whether an element is a note or its mark, as EPUB and converters call them."""
    told = f"{attributes.get('epub:type', '')} {attributes.get('role', '')}".split()
    return not _NOTES.isdisjoint(told)


def _is_hidden(attributes: dict[str, str]) -> bool:
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden", "").lower() == "true"
        or _HIDDEN_STYLE.search(attributes.get("style", "")) is not None
    )
