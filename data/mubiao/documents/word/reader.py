"""A Word file (.docx) → its text, one paragraph a line, tables as `layout.tables` lays them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mubiao.documents.layout.archive import Archive
from mubiao.documents.layout.characters import single_blanks
from mubiao.documents.layout.tables.rows import PrintedCell, Table, table_lines
from mubiao.documents.left_out import tell
from mubiao.documents.word.inline import Inline, alternative, asks
from mubiao.documents.word.numbering import Numbering
from mubiao.documents.word.styles import Styles, look, value
from mubiao.model import DocumentError

if TYPE_CHECKING:
    from mubiao.documents.layout.xml import Element

_WHAT = "Word file"
_TRANSPARENT = frozenset((
    "w.sdt", "w.sdtContent", "w.customXml", "w.smartTag", "w.ins", "w.moveTo", "w.hyperlink", "mc.Choice",
    "mc.Fallback",
))  # fmt: skip
_SILENT = {
    "w.object": "embedded objects, such as equations and charts",
    "w.drawing": "pictures",
    "w.pict": "pictures",
    "w.footnoteReference": "footnotes",
    "w.endnoteReference": "endnotes",
}
_CHUNKS = 3  # documents within documents
_MANY = 9  # characters of a heading's number


def docx_text(data: bytes) -> str:
    """The text of the body as Word shows it, with the numbers that Word makes itself, boxes beside their paragraph.

    Raises DocumentError when it is no Word file, is damaged or encrypted, or unpacks to more than 64 MB.
    """
    return _text(data, 0)


def _text(data: bytes, depth: int) -> str:
    archive = Archive(data, _WHAT)
    part = _main(archive)
    if part not in archive.names:
        raise DocumentError("this is a zip archive but no Word file: it has no word/document.xml")
    root = archive.xml(part)
    reader = _Reader(archive, part, depth)
    _tell(root)
    body = root.find("w.body")
    lines = reader.lines(root if body is None else body)
    text = "\n".join(line.strip(" ") if "\t" in line else line.strip() for line in lines)
    if not text.strip():
        raise DocumentError("the Word file holds no text")
    return text.strip("\n") + "\n"


def _tell(root: Element) -> None:
    """Say what of the document is no text of it."""
    for tag, what in _SILENT.items():
        if any(next(one.iter("w.txbxContent"), None) is None for one in root.iter(tag)):
            tell(what)


def _main(archive: Archive) -> str:
    """The part that is the document, as the archive says."""
    for kind, name in archive.relations("").values():
        if kind.endswith("/officeDocument"):
            return name
    return "word/document.xml"


class _Reader:
    def __init__(self, archive: Archive, part: str, depth: int) -> None:
        self._archive = archive
        self._relations = archive.relations(part)
        self._inline = Inline(Styles(self._part("/styles")))
        self._styles = self._inline.styles
        self._numbering = Numbering(self._part("/numbering"))
        self._depth = depth

    def _part(self, kind: str) -> Element | None:
        """The part of a kind that the document refers to; where it is damaged, the text is read without it."""
        for found, name in self._relations.values():
            if found.endswith(kind) and name in self._archive.names:
                return self._archive.xml(name)
        return None

    def lines(self, body: Element) -> list[str]:
        """The body as lines of text."""
        found: list[str] = []
        for block in self._blocks(body):
            found += block.split("\n") if isinstance(block, str) else table_lines(block)
        return found

    def _blocks(self, parent: Element, cell: bool = False) -> list[str | Table]:
        """Paragraphs and tables in their order. A paragraph whose mark was deleted runs on into the next one."""
        found: list[str | Table] = []
        open_text: str | None = None
        beside: list[str | Table] = []
        for one in self._flattened(parent):
            if one.tag == "w.p":
                text = self._paragraph(one, cell)
                beside += self._boxes(cell)
                open_text = text if open_text is None else open_text + text
                if self._runs_on(one):
                    continue
                found += [open_text, *beside]
            else:
                found += ([] if open_text is None else [open_text]) + beside
                found += [self._table(one)] if one.tag == "w.tbl" else self._chunk(one)
            open_text, beside = None, []
        return found + ([] if open_text is None else [open_text]) + beside

    def _flattened(self, parent: Element) -> list[Element]:
        found = []
        for one in parent:
            if one.tag in ("w.p", "w.tbl", "w.altChunk"):
                found.append(one)
            elif one.tag == "mc.AlternateContent":
                found += self._flattened(alternative(one))
            elif one.tag in _TRANSPARENT and not asks(one):
                found += self._flattened(one)
        return found

    def _paragraph(self, paragraph: Element, cell: bool) -> str:
        properties = paragraph.find("w.pPr")
        text = self._inline.text(paragraph, tabs=" " if cell else "\t")
        numbered = self._styles.numbering(properties)
        if numbered and (text.strip() or not self._runs_on(paragraph)):
            number = self._numbering.before(*numbered)
            hidden = self._styles.of_paragraph(properties).hidden
            # Lists in cells are running numbers, which the cells beside them know nothing of.
            if text.strip() and number and not hidden and len(number) <= _MANY:
                text = number + text.lstrip()
        return text

    def _runs_on(self, paragraph: Element) -> bool:
        """Whether the mark at the end of a paragraph is deleted, moved away or hidden."""
        mark = paragraph.find("w.pPr/w.rPr")
        if mark is None:
            return False
        if mark.find("w.del") is not None or mark.find("w.moveFrom") is not None:
            return True
        return bool(look(mark).hidden) and paragraph.find("w.r") is not None

    def _boxes(self, cell: bool) -> list[str | Table]:
        """What hangs in the text boxes of the paragraph before."""
        boxes, self._inline.boxes = self._inline.boxes, []
        return [block for box in boxes for block in self._blocks(box, cell)]

    def _table(self, table: Element) -> Table:
        found = Table()
        open_cells: dict[int, PrintedCell] = {}  # by column: those that the next row may continue
        for row in _children(table, "w.tr"):
            properties = row.find("w.trPr")
            if properties is not None and (
                properties.find("w.del") is not None or properties.find("w.hidden") is not None
            ):
                continue
            if properties is not None and properties.find("w.tblHeader") is not None:
                found.head_rows += found.head_rows == len(found.rows)
            before = "" if properties is None else value(properties.find("w.gridBefore"))
            column = int(before) if before.isdigit() else 0
            cells = [PrintedCell(columns=column)] if column else []
            for one in _children(row, "w.tc"):
                column = self._cell(one, column, cells, open_cells)
            found.rows.append(cells)
        return found

    def _cell(self, one: Element, column: int, cells: list[PrintedCell], open_cells: dict[int, PrintedCell]) -> int:
        """Puts a cell into its row, or makes the one above it higher; the column behind it."""
        properties = one.find("w.tcPr")
        span = "1" if properties is None else value(properties.find("w.gridSpan"), "1")
        columns = max(1, int(span) if span.isdigit() and len(span) < 4 else 1)
        merge = None if properties is None else properties.find("w.vMerge")
        if properties is not None and properties.find("w.cellDel") is not None:
            return column
        above = open_cells.get(column)
        if merge is not None and value(merge, "continue") == "continue" and above is not None:
            above.rows += 1
            return column + columns
        lines: list[str | Table] = []
        for block in self._blocks(one, cell=True):
            lines += (
                [line for line in map(single_blanks, block.split("\n")) if line] if isinstance(block, str) else [block]
            )
        cell = PrintedCell(lines, columns)
        cells.append(cell)
        open_cells.pop(column, None)
        if merge is not None:
            open_cells[column] = cell
        return column + columns

    def _chunk(self, chunk: Element) -> list[str | Table]:
        """A document of another kind that Word takes in where it opens the file."""
        from mubiao.documents.formats import contents

        kind, name = self._relations.get(chunk.get("r.id", ""), ("", ""))
        if not kind.endswith("/aFChunk") or self._depth >= _CHUNKS or name not in self._archive.names:
            return []
        data = self._archive.bytes(name)
        try:
            if data.startswith(b"PK\x03\x04"):
                return list(_text(data, self._depth + 1).splitlines())
            return [
                line for one in contents(data, "." + name.rpartition(".")[2].lower()) for line in one.text.splitlines()
            ]
        except DocumentError:
            return []


def _children(parent: Element, tag: str) -> list[Element]:
    """Rows of a table or cells of a row, content controls and tracked insertions around them looked through."""
    found = []
    for one in parent:
        if one.tag == tag:
            found.append(one)
        elif one.tag in _TRANSPARENT:
            found += _children(one, tag)
        elif one.tag == "mc.AlternateContent":
            found += _children(alternative(one), tag)
    return found
