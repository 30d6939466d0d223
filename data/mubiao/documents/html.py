"""The visible text of a web page, one block element a line, and what its head says about the document.

Built on the parser of the standard library: the pages are simple, and no compiled dependency is needed for them.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from mubiao.documents.hints import Hints
from mubiao.model import DocumentError

_DROPPED = frozenset((
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "canvas", "select", "option",
    "button", "textarea", "nav", "footer", "aside",
))  # fmt: skip
_VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
))  # fmt: skip
_BLOCK = frozenset((
    "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "ol",
    "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "title", "tr", "ul",
))  # fmt: skip
_CELL = frozenset(("td", "th"))
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$)", re.I
)
_SPACE = re.compile(r"[ \t\r\n\f\v\xa0]+")
_TAG_NESTING = 2_000  # deeper than any page; beyond it a page is hostile

# Names that the sites of Chinese governments give to what they say of a page (GB/T 37226 and its forerunners).
_META = {
    "articletitle": "title",
    "og:title": "title",
    "pubdate": "date",
    "publishdate": "date",
    "article:published_time": "date",
    "contentsource": "publisher",
    "source": "publisher",
}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.meta: dict[str, str] = {}
        self._line: list[str] = []
        self._open: list[tuple[str, bool]] = []  # tag, hidden
        self._title: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "meta":
            self._read_meta(dict(attrs))
        if tag in _BLOCK or tag == "br":
            self._break()
        if tag in _CELL and self._line:
            self._line.append("\t")
        if tag in _VOID:
            return
        if tag in ("p", "li", "tr", *_CELL) and self._open and self._open[-1][0] == tag:
            self._open.pop()  # its end tag may be left out
        elif tag in _BLOCK and self._open and self._open[-1][0] == "p":
            self._open.pop()
        if len(self._open) >= _TAG_NESTING:
            raise DocumentError("the page nests its elements deeper than any real page")
        above = bool(self._open) and self._open[-1][1]
        self._open.append((tag, above or tag in _DROPPED or _is_hidden(attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID and self._open and self._open[-1][0] == tag and tag not in _BLOCK:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCK:
            self._break()
        for at in range(len(self._open) - 1, max(len(self._open) - 40, -1), -1):
            if self._open[at][0] == tag:
                del self._open[at:]
                break

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] == "title":
            self._title.append(data)
        elif not (self._open and self._open[-1][1]):
            self._line.append(data)

    def _read_meta(self, attrs: dict[str, str | None]) -> None:
        name = (attrs.get("name") or attrs.get("property") or "").lower()
        content = (attrs.get("content") or "").strip()
        if name in _META and content:
            self.meta.setdefault(_META[name], content)

    def _break(self) -> None:
        if self._line:
            line = "\t".join(_SPACE.sub(" ", cell).strip() for cell in "".join(self._line).split("\t")).strip()
            if line:
                self.lines.append(line)
            self._line = []

    def finish(self) -> tuple[str, Hints]:
        self.close()
        self._break()
        title = _SPACE.sub(" ", "".join(self._title)).strip()
        # The title of the window ends with the names of the site: 政府工作报告_泉州市人民政府.
        named = self.meta.get("title") or re.split(r"\s*[_|]\s*|\s+-\s+|--", title)[0]
        text = "".join(f"{line}\n" for line in self.lines)
        return text, Hints(named or None, self.meta.get("date"), self.meta.get("publisher"))


def _is_hidden(attrs: list[tuple[str, str | None]]) -> bool:
    for name, value in attrs:
        if name == "hidden" or (name == "aria-hidden" and (value or "").lower() == "true"):
            return True
        if name == "style" and value and _HIDDEN_STYLE.search(value):
            return True
    return False


def html_text(source: str) -> tuple[str, Hints]:
    """The visible text of the page, and its title, date and source as its head gives them.

    Raises DocumentError when the page shows no text.
    """
    reader = _Reader()
    reader.feed(source.removeprefix("\ufeff"))
    text, hints = reader.finish()
    if not text.strip():
        raise DocumentError("the page shows no text (scripts may draw it)")
    return text, hints
