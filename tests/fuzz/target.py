"""What is fuzzed: any bytes, read as any kind of file, extracted, and parsed as a filter.

A run may refuse its input with an error of our own and nothing else. What it accepts has to hold together: every span
says what the text says there, and a second reading gives the same facts.
"""

from __future__ import annotations

from mubiao.documents.formats import FORMATS
from mubiao.documents.reading import read_bytes_each
from mubiao.extract import extract
from mubiao.filters.where import expression
from mubiao.model import Document, DocumentError, FilterError

KINDS = ("a filter", "", *(one.suffixes[0] for one in FORMATS if one.suffixes))
"""What the first byte of an input chooses: a filter, a file without a suffix, or one of each kind that is read."""
FILTER = 200  # a filter is typed: nobody types more


def check(data: bytes) -> None:
    """Raise where a promise is broken. The first byte of the input chooses the kind of file."""
    if not data:
        return
    kind, body = data[0] % len(KINDS), data[1:]
    if kind == 0:
        check_filter(body[:FILTER].decode("utf-8", "replace"))
    else:
        check_document(body, "input" + KINDS[kind])


def check_document(body: bytes, name: str) -> None:
    """A document is refused in one line, or its facts are where they say."""
    try:
        documents = list(read_bytes_each(body, name))
    except DocumentError as error:
        assert "\n" not in str(error), error
        return
    for document in documents:
        check_facts(document)


def check_facts(document: Document) -> None:
    """The facts of a document are where they say, and a second reading finds the same."""
    text = document.text
    assert text is not None
    facts = extract(document)
    for fact in facts:
        assert text[fact.start : fact.end] == fact.printed, fact
        assert 0 < fact.confidence <= 1, fact
    assert extract(document) == facts


def check_filter(where: str) -> None:
    """A filter is an expression or a FilterError that says something."""
    try:
        expression(where)
    except FilterError as error:
        assert str(error).strip(), where
