"""What is fuzzed: any bytes, read as any kind of file, extracted, and parsed as a filter.

A run may refuse its input with an error of our own and nothing else. What it accepts has to hold together: every span
says what the text says there, and a second reading gives the same facts.
"""

from __future__ import annotations

from mubiao.documents import read_bytes
from mubiao.extract import extract
from mubiao.filters.where import expression
from mubiao.model import DocumentError, FilterError

SUFFIXES = (".txt", ".md", ".html", ".docx", "")
FILTER = 200  # a filter is typed: nobody types more


def check(data: bytes) -> None:
    """Raise where a promise is broken. The first byte of the input chooses the kind of file."""
    if not data:
        return
    kind, body = data[0] % (len(SUFFIXES) + 1), data[1:]
    if kind == len(SUFFIXES):
        check_filter(body[:FILTER].decode("utf-8", "replace"))
    else:
        check_document(body, "input" + SUFFIXES[kind])


def check_document(body: bytes, name: str) -> None:
    """A document is refused in one line, or its facts are where they say."""
    try:
        document = read_bytes(body, name)
    except DocumentError as error:
        assert "\n" not in str(error), error
        return
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
