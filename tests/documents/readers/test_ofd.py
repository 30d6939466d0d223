"""OFD: parts of a line that a writer has put at the place of the whole line."""

from __future__ import annotations

import pytest

from mubiao.documents.layout.pages.positions import printed_lines
from mubiao.documents.layout.xml import parse
from mubiao.documents.readers.ofd import _glyphs


def lines(*objects: tuple[str, str]) -> list[str]:
    made = "".join(f'<TextObject Boundary="{box}" Size="5">{code}</TextObject>' for box, code in objects)
    return [line.text for line in printed_lines(list(_glyphs(parse(f"<Page>{made}</Page>".encode(), "OFD"))))]


def code(words: str, x: float = 0) -> str:
    return f'<TextCode X="{x}" Y="4">{words}</TextCode>'


LINE = "20.123456789012345 30 50 6"


def test_parts_with_the_place_of_their_line_are_read_in_turn() -> None:
    assert lines((LINE, code("2024")), (LINE, code("年增长")), (LINE, code("6.5%"))) == ["2024年增长6.5%"]


@pytest.mark.parametrize(
    ("objects", "seen"),
    [
        ([(LINE, code("产值")), (LINE, code("8.5", 30))], ["产值 8.5"]),  # places of their own within it
        ([(LINE, code("产值")), ("45 30 25 6", code("8.5"))], ["产值 8.5"]),
        ([("0 0 210 297", code("产值"))], ["产值"]),
    ],
)
def test_others_stand_where_they_are(objects: list[tuple[str, str]], seen: list[str]) -> None:
    assert lines(*objects) == seen
