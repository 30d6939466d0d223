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
from mubiao.model import DocumentError

_DROPPED = frozenset((
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "canvas", "select", "button",
    "textarea", "nav", "footer", "aside",
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
_CELL_LINES, _CELL_LENGTH = 4, 120  # more than that in a cell is no cell of a table of figures
_ATTRIBUTE = re.compile(r"""[\s/]*+([^\s=>/"']++)(?:\s*+=\s*+("[^"]*"|'[^']*'|[^\s>]*+))?|[\s/]*+["'=]""")
_NAME = re.compile(r"[A-Za-z][^\s/>]*+")
_TAG_START = re.compile("<[A-Za-z/!?]")
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$)", re.I
)
_SPACE = re.compile(r"[ \t\r\n\f\v\xa0]+")
# The title of the window ends with the names of the site: 政府工作报告_泉州市人民政府.
_SITE_NAME = re.compile(r" ?[_|] ?| - |--")  # where blanks are single

# Names that the sites of Chinese governments give to what they say of a page (GB/T 37226 and its forerunners).
_META = {
    "articletitle": "title",
    "og:title": "title",
    "pubdate": "date",
    "publishdate": "date",
    "article:published_time": "date",
    "contentsource": "publisher",
    "source": "publisher",
    "url": "url",
    "og:url": "url",
    "canonical": "url",
}

_Token = tuple[str, str, dict[str, str]]  # text, start or end; the text or the name of the tag; attributes


def html_text(source: str) -> Content:
    """The visible text of the page, and its title, date and source as its head gives them.

    Scripts, navigation, footers and what a style hides are left out. Cells of a table are parted by tabs.
    Raises DocumentError when the page shows no text.
    """
    page = _Page()
    for token in _tokens(source.removeprefix("\ufeff")):
        page.take(*token)
    page.finish()
    if not page.lines:
        raise DocumentError("the page shows no text (scripts may draw it)")
    title = page.meta.get("title") or _SITE_NAME.split(_SPACE.sub(" ", page.title).strip())[0]
    metadata = ContainerMetadata(title or None, page.meta.get("date"), page.meta.get("publisher"), page.meta.get("url"))
    return Content("".join(f"{line}\n" for line in page.lines), metadata)


class _Page:
    """Takes the tokens of a page in turn and keeps what is seen of it."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.meta: dict[str, str] = {}
        self.title = ""
        self._line: list[str] = []
        self._row: list[list[str]] | None = None  # the cells of the open row, each with its lines
        self._skipped = ""  # the hidden element that we are in
        self._depth = 0  # how many elements of that name are open

    def take(self, kind: str, value: str, attributes: dict[str, str]) -> None:
        if self._skipped and not self._still_hidden(kind, value):
            self._skipped = ""
            if kind == "end":
                return
        if self._skipped:
            return
        if kind == "text":
            self._line.append(value)
        elif kind == "title":
            self.title = self.title or value
        else:
            self._tag(kind, value, attributes)

    def _tag(self, kind: str, tag: str, attributes: dict[str, str]) -> None:
        if tag in _BLOCK or tag in _CELL:
            self.end_line()
        if tag in ("tr", "table"):
            self._end_row()
            self._row = [] if (kind, tag) == ("start", "tr") else None
        elif tag in _CELL and kind == "start" and self._row is not None:
            self._row.append([])
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
        elif tag not in _VOID and (tag in _DROPPED or _is_hidden(attributes)):
            self._skipped, self._depth = tag, 1

    def _still_hidden(self, kind: str, tag: str) -> bool:
        """Whether the hidden element goes on after this token."""
        if kind == "start":
            if tag == self._skipped:
                self._depth += tag not in _END_LEFT_OUT
                return tag not in _END_LEFT_OUT
            return not (self._skipped == "p" and tag in _BLOCK and tag != "br")
        if kind == "end":
            if tag == self._skipped:
                self._depth -= 1
                return self._depth > 0
            return not (self._skipped in _END_LEFT_OUT and tag in ("ul", "ol", "dl", "table", "div", "section", "body"))
        return True

    def end_line(self) -> None:
        line = _SPACE.sub(" ", "".join(self._line)).strip()
        self._line = []
        if line:
            (self._row[-1] if self._row else self.lines).append(line)

    def finish(self) -> None:
        """Keeps what stands at the end of a page that leaves elements open."""
        self.end_line()
        self._end_row()
        self._row = None

    def _end_row(self) -> None:
        """Puts a row of short cells on one line; cells that hold paragraphs lay out the page and keep their lines."""
        for cell in self._row or ():
            if len(cell) > _CELL_LINES or sum(map(len, cell)) > _CELL_LENGTH:
                self.lines += [line for one in self._row or () for line in one]
                return
        line = "\t".join(" ".join(cell) for cell in self._row or ())
        if line.strip():
            self.lines.append(line.rstrip())


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
            yield "start", tag, attributes
            if tag in _RAW:
                at = yield from _raw(source, tag, at)
        else:
            yield "text", source[start : start + 1], {}
            at = start + 1


def _after(source: str, mark: str, at: int) -> int:
    found = source.find(mark, at)
    return found + len(mark) if found >= 0 else len(source)


def _raw(source: str, tag: str, at: int) -> Generator[_Token, None, int]:
    """Passes over the content of an element that holds no tags; only that of a title is told."""
    close = re.compile(f"</{tag}", re.I).search(source, at)
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


def _is_hidden(attributes: dict[str, str]) -> bool:
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden", "").lower() == "true"
        or _HIDDEN_STYLE.search(attributes.get("style", "")) is not None
    )
