"""RTF as a word processor shows it: tables, numbers of lists, hidden, deleted and raised characters told apart."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from mubiao.documents.layout.characters import raised, single_blanks, visible
from mubiao.documents.layout.tables.rows import PrintedCell, Table, table_lines
from mubiao.documents.readers.rtf_tables import Row, table_of
from mubiao.model import DocumentError

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n\0]+|([^\\{}\r\n\0]+)"
)
_LEFT_OUT = frozenset((
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "header", "headerl", "headerr", "headerf", "footer", "footerl",
    "footerr", "footerf", "footnote", "annotation", "fldinst", "listtable", "listoverridetable", "revtbl", "rsidtbl",
    "object", "objdata", "themedata", "datastore", "sp", "shprslt", "filetbl", "nonesttables", "latentstyles", "xe",
    "tc", "bkmkstart", "bkmkend", "generator", "pn", "do", "nonshppict", "ftnsep", "atnid", "atnauthor",
))  # fmt: skip
_STARRED = frozenset(("shpinst", "shptxt", "nesttableprops", "ud", "shppict"))  # read although they may be passed over
_CHARACTERS = {
    "par": "\n", "line": "\n", "sect": "\n", "page": "\n", "tab": "\t", "emdash": "—", "endash": "–", "bullet": "·",
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
_CHARSETS = {128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5hkscs", 204: "cp1251", 161: "cp1253", 238: "cp1250"}
_MOST = 3_000_000  # tokens
_DEEP = 500  # groups within groups


@dataclass(frozen=True, slots=True)
class _State:
    """What holds in a group; it ends with it."""

    left_out: bool = False
    hidden: bool = False
    up: bool = False
    font: int = 0
    skip: int = 1  # characters behind one of Unicode that stand for it elsewhere
    table: str = ""  # which table of the head we are in


def rtf_text(data: bytes) -> str:
    """The text of an RTF file. DocumentError: it is damaged or holds no text."""
    reader = _Reader()
    for number, match in enumerate(_TOKEN.finditer(data)):
        if number > _MOST:
            raise DocumentError("the RTF file has more parts than any real one")
        reader.take(match)
    lines = list(reader.lines())
    if not any(line.strip() for line in lines):
        raise DocumentError("the RTF file holds no text")
    return "\n".join(lines).strip("\n") + "\n"


class _Reader:
    def __init__(self) -> None:
        self._state = _State()
        self._stack: list[_State] = []
        self._blocks: list[str | list[Row]] = []
        self._line: list[tuple[str, bool]] = []
        self._bytes = bytearray()
        self._page = "cp1252"
        self._fonts: dict[int, str] = {}
        self._hiding: set[tuple[str, int]] = set()  # styles that hide
        self._kind_of_style = ("s", 0)  # the one that is being defined
        self._numbered = False  # the paragraph begins with a number of a list and a tab
        self._star = False
        self._skip = 0
        self._in_table = False
        self._row = Row()
        self._within: list[str | Table] = []  # the open cell as far as it is done: lines, and tables in it
        self._inner = Row()  # of a table in a cell
        self._inner_rows: list[Row] = []
        self._merge = ""
        self._last = False  # the block before is a table that may go on

    def take(self, match: re.Match[bytes]) -> None:
        word, number, byte, sign, brace, text = match.groups()
        if byte is not None:
            if self._skip:
                self._skip -= 1
            elif not self._state.left_out:
                self._bytes.append(int(byte, 16))
            return
        if text is not None:
            self._text(text)
            return
        if word is None and sign is None and brace is None:
            return  # the end of a line of the file, which may part the two bytes of a character
        self._flush()
        if brace == b"{":
            if len(self._stack) >= _DEEP:
                raise DocumentError("the RTF file nests its groups deeper than any real one")
            self._stack.append(self._state)
            self._skip = 0
        elif brace == b"}":
            self._state = self._stack.pop() if self._stack else _State()
            self._star = False
            self._skip = 0
        elif sign is not None:
            self._sign(sign)
        elif word is not None:
            self._word(word.decode("ascii"), int(number) if number is not None else None)
            self._star = False

    def _text(self, text: bytes) -> None:
        if self._skip:
            cut = min(self._skip, len(text))
            self._skip -= cut
            text = text[cut:]
        if self._state.table == "stylesheet" or self._state.left_out:
            return
        self._bytes += text

    def _flush(self) -> None:
        if self._bytes:
            page = self._fonts.get(self._state.font, self._page)
            self._say(bytes(self._bytes).decode(page, "replace").replace("\ufffd", ""))
            self._bytes.clear()

    def _say(self, text: str) -> None:
        if text and not self._state.left_out and not self._state.hidden:
            self._line.append((text, self._state.up))

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._star = True
        elif sign == b"~":
            self._say("\xa0")
        elif sign == b"_":
            self._say("-")
        elif sign in (b"\\", b"{", b"}"):
            self._say(sign.decode())
        elif sign in (b"\n", b"\r"):
            self._say("\n")

    def _word(self, word: str, number: int | None) -> None:
        if self._state.table in ("fonttbl", "stylesheet"):
            self._of_head(word, number)
        elif word in _LEFT_OUT or (self._star and word not in _STARRED):
            self._state = replace(self._state, left_out=True, table=word)
        elif word == "u" and number is not None:
            self._unicode(number)
        elif word in _CHARACTERS:
            if word == "par" and not self._in_table:
                self._end_row()
                self._end_paragraph()
            else:
                self._say(_CHARACTERS[word])
        elif self._state.left_out:
            return
        elif word in _LOOKS:
            _LOOKS[word](self, number)

    def _of_head(self, word: str, number: int | None) -> None:
        if word == "f" and self._state.table == "fonttbl":
            self._state = replace(self._state, font=number or 0)
        elif word == "fcharset" and number in _CHARSETS:
            self._fonts[self._state.font] = _CHARSETS[number]
        elif word in ("s", "cs"):
            self._kind_of_style = (word, number or 0)
        elif word == "v" and number != 0 and self._state.table == "stylesheet":
            self._hiding.add(self._kind_of_style)

    def _unicode(self, number: int) -> None:
        code = number + 65_536 if number < 0 else number
        if not self._state.left_out and 0 < code < 0x110000:
            self._say(chr(code))
        self._skip = self._state.skip

    def _look(self, **changes: bool | int | str) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]

    def _taken(self) -> str:
        """The characters since the last end of a paragraph or cell."""
        text, up = "", ""
        for characters, is_up in self._line:
            if is_up:
                up += characters
                continue
            text += (raised(up, text) if up else "") + characters
            up = ""
        text += raised(up, text) if up else ""
        self._line = []
        # Halves of characters beyond the first plane come one by one.
        return visible(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))

    def _end_paragraph(self) -> None:
        text = self._taken()
        if self._numbered:
            number, tab, rest = text.partition("\t")
            text = number + (" " if tab and number[-1:].isalnum() else "") + rest
        self._numbered = False
        self._blocks.append(text)
        self._last = False

    def _cell_lines(self) -> list[str | Table]:
        return [line for line in map(single_blanks, self._taken().replace("\t", " ").split("\n")) if line]

    def _end_cell(self) -> None:
        self._end_inner_table()
        self._row.cells.append(PrintedCell([*self._within, *self._cell_lines()]))
        self._within = []

    def _level(self, level: int) -> None:
        """A paragraph of a table in a cell begins: what stands in the cell before it is done."""
        if level > 1 and not self._inner.cells and not self._inner_rows:
            self._within += self._cell_lines()

    def _end_inner_cell(self) -> None:
        self._inner.cells.append(PrintedCell(self._cell_lines()))

    def _end_inner_row(self) -> None:
        if self._inner.cells:
            self._inner_rows.append(self._inner)
            self._inner = Row()

    def _end_inner_table(self) -> None:
        self._end_inner_row()
        if self._inner_rows:
            self._within.append(table_of(self._inner_rows))
            self._inner_rows = []

    def _defined(self) -> Row:
        """The row that is being defined."""
        return self._inner if self._state.table == "nesttableprops" else self._row

    def _end_row(self) -> None:
        if not self._row.cells:
            return
        if not self._last:
            self._blocks.append([])
        rows = self._blocks[-1]
        assert isinstance(rows, list)
        rows.append(self._row)
        self._row = Row([], self._row.merges, self._row.edges, self._row.left)
        self._last = True

    def lines(self) -> Iterator[str]:
        self._flush()
        if self._row.cells:
            self._end_row()
        self._end_paragraph()
        for block in self._blocks:
            if isinstance(block, list):
                yield from table_lines(table_of(block))
            else:
                yield from (line.strip(" ") for line in block.split("\n"))


def _paragraph_style(reader: _Reader, number: int | None) -> None:
    if ("s", number or 0) in reader._hiding:
        reader._look(hidden=True)


def _character_style(reader: _Reader, number: int | None) -> None:
    if ("cs", number or 0) in reader._hiding:
        reader._look(hidden=True)


def _page(reader: _Reader, number: int | None) -> None:
    name = {936: "gb18030", 950: "big5hkscs", 65001: "utf-8"}.get(number or 0, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return
    reader._page = name


def _start_row(reader: _Reader, _: int | None) -> None:
    row = reader._defined()
    row.merges, row.edges, row.left = [], [], 0
    reader._merge = ""


def _edge(reader: _Reader, number: int | None) -> None:
    reader._defined().merges.append(reader._merge)
    reader._defined().edges.append(number or 0)
    reader._merge = ""


def _merge_right(reader: _Reader, _: int | None) -> None:
    reader._merge += "right"


def _merge_down(reader: _Reader, _: int | None) -> None:
    reader._merge += "down"


def _plain_paragraph(reader: _Reader, _: int | None) -> None:
    reader._in_table = False
    reader._look(hidden=False)


_LOOKS: dict[str, Callable[[_Reader, int | None], object]] = {
    "v": lambda r, n: r._look(hidden=n != 0),
    "deleted": lambda r, n: r._look(hidden=n != 0),
    "strike": lambda r, n: r._look(hidden=n != 0),
    "striked": lambda r, n: r._look(hidden=n != 0),
    "super": lambda r, n: r._look(up=n != 0),
    "nosupersub": lambda r, n: r._look(up=False),
    "sub": lambda r, n: r._look(up=False),
    "up": lambda r, n: r._look(up=(n if n is not None else 6) >= 4),
    "plain": lambda r, n: r._look(up=False, hidden=False),
    "f": lambda r, n: r._look(font=n or 0),
    "uc": lambda r, n: r._look(skip=min(n if n is not None else 1, 8)),
    "ansicpg": _page,
    "s": _paragraph_style,
    "cs": _character_style,
    "pard": _plain_paragraph,
    "intbl": lambda r, n: setattr(r, "_in_table", True),
    "trowd": _start_row,
    "trleft": lambda r, n: setattr(r._defined(), "left", n or 0),
    "cellx": _edge,
    "clmrg": _merge_right,
    "clvmrg": _merge_down,
    "cell": lambda r, n: r._end_cell(),
    "listtext": lambda r, n: setattr(r, "_numbered", True),
    "itap": lambda r, n: r._level(n or 0),
    "nesttableprops": lambda r, n: r._look(table="nesttableprops"),
    "nestcell": lambda r, n: r._end_inner_cell(),
    "nestrow": lambda r, n: r._end_inner_row(),
    "row": lambda r, n: r._end_row(),
}
