"""XML of a file that is not trusted, as a tree: no document types, no entities, no more elements than is sensible."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element as Element
from xml.etree.ElementTree import TreeBuilder
from xml.parsers import expat

from mubiao.model import DocumentError

_MAX_DEPTH = 200
_MAX_ELEMENTS = 3_000_000

# The strict form of Office files has other names for the same things.
_OFFICE = {
    "wordprocessingml/main": "w",
    "officeDocument/relationships": "r",
    "officeDocument/math": "m",
    "spreadsheetml/main": "s",
    "drawingml/main": "a",
}
_NAMESPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "s",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0": "draw",
    "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0": "fo",
    **{f"http://purl.oclc.org/ooxml/{end}": prefix for end, prefix in _OFFICE.items()},
}


def parse(data: bytes, what: str, *, doctype: bool = False) -> Element:
    """The root of the tree. Names have the usual prefix of their namespace (`w.p`), or none where it is not known.

    doctype: a document type may be declared, as in web pages; entities never are. Raises DocumentError, which calls the
    file `what`.
    """
    builder = _Builder(what, doctype)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = builder.doctype
    parser.EntityDeclHandler = builder.entity
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.tree.data
    try:
        parser.Parse(data, True)
        return builder.tree.close()
    except expat.ExpatError as error:
        raise DocumentError(f"the {what} is damaged: its XML breaks off ({error})") from None
    except (ValueError, LookupError) as error:  # an encoding that is not known
        raise DocumentError(f"the {what} is damaged: {error}") from None


class _Builder:
    def __init__(self, what: str, doctype: bool) -> None:
        self.tree = TreeBuilder()
        self._what = what
        self._doctype = doctype
        self._depth = self._count = 0
        self._names: dict[str, str] = {}

    def doctype(self, *_: Any) -> None:
        # An Office file never declares entities; one that does wants to blow up or to read files.
        if not self._doctype:
            raise DocumentError(f"the {self._what} declares a document type, which no real one does")

    def entity(self, *_: Any) -> None:
        raise DocumentError(f"the {self._what} declares entities, which no real one does")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._count += 1
        if self._depth > _MAX_DEPTH:
            raise DocumentError(f"the {self._what} nests its elements deeper than any real one")
        if self._count > _MAX_ELEMENTS:
            raise DocumentError(f"the {self._what} has more elements than any real one")
        self.tree.start(self._short(name), {self._short(key): value for key, value in attributes.items()})

    def end(self, name: str) -> None:
        self._depth -= 1
        self.tree.end(self._short(name))

    def _short(self, name: str) -> str:
        found = self._names.get(name)
        if found is None:
            namespace, _, local = name.rpartition(" ")
            prefix = _NAMESPACES.get(namespace)
            found = self._names[name] = f"{prefix}.{local}" if prefix else local
        return found
