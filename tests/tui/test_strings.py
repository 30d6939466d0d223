"""Both languages say everything, with the same placeholders."""

from __future__ import annotations

import re
import string

import pytest

from mubiao.filters.called import DOUBTS, KINDS
from mubiao.model import KINDS as DOCUMENT_KINDS
from mubiao_tui.app.drawing.names import Names
from mubiao_tui.strings import Strings, language, table


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_hold_the_same_keys() -> None:
    assert set(table("zh")) == set(table("en"))


def test_both_languages_fill_in_the_same_values() -> None:
    for key, text in table("zh").items():
        assert placeholders(text) == placeholders(table("en")[key]), key


def test_nothing_is_left_empty() -> None:
    for name in ("zh", "en"):
        assert [key for key, text in table(name).items() if not text.strip()] == []


@pytest.mark.parametrize(
    ("asked", "environ", "expected"),
    [
        ("zh", {"LANG": "en_GB.UTF-8"}, "zh"),
        (None, {"MUBIAO_LANG": "zh", "LANG": "C"}, "zh"),
        (None, {"LANG": "zh_CN.UTF-8"}, "zh"),
        (None, {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        (None, {"LC_ALL": "", "LANG": "zh_TW.UTF-8"}, "zh"),
        (None, {}, "en"),
        ("xx", {"MUBIAO_LANG": "fr"}, "en"),
    ],
)
def test_the_language_is_asked_for_or_of_the_locale(asked: str | None, environ: dict[str, str], expected: str) -> None:
    assert language(asked, environ) == expected


def test_an_unknown_key_is_our_mistake() -> None:
    with pytest.raises(KeyError):
        Strings("en").text("no.such.key")


def test_the_other_language() -> None:
    assert Strings("zh").other == "en"
    assert Strings("en").other == "zh"


@pytest.mark.parametrize(
    ("key", "values", "expected"),
    [
        ("header.counts", {"documents": "1", "facts": "1,204"}, "1 document · 1,204 facts"),
        ("facts.rows", {"count": 1}, "1 row"),
        ("facts.rows", {"count": 0}, "0 rows"),
        ("facts.rows", {"count": "1,001"}, "1,001 rows"),
        ("documents.coverage", {"facts": 1, "seen": 1}, "1 fact, 1 seen"),
    ],
)
def test_one_is_one_and_not_several(key: str, values: dict[str, object], expected: str) -> None:
    assert Strings("en").text(key, **values) == expected


def test_every_counted_thing_has_both_forms() -> None:
    plural = re.compile(r"\{\w+\} (?:files|facts|rows|documents|places|marks|sections|columns)\b")
    assert [key for key, text in table("en").items() if plural.search(text)] == []


@pytest.mark.parametrize(("value", "expected"), [(30.0, "30"), (3_298_000_000.0, "3298000000"), (6.5, "6.5"), (7, "7")])
def test_a_value_to_be_corrected_is_shown_as_it_is_typed(value: object, expected: str) -> None:
    assert Names(Strings("en")).value("value", value) == expected


@pytest.mark.parametrize(("group", "names"), [("kind", KINDS), ("doubt", DOUBTS)])
def test_what_kinds_and_doubts_are_called_is_found_by_words(group: str, names: dict[str, tuple[str, ...]]) -> None:
    for one, others in names.items():
        for tongue in ("zh", "en"):
            said = table(tongue)[f"{group}.{one}"]
            assert any(said in name for name in others), said
    assert set(names) <= {key.removeprefix(f"{group}.") for key in table("en") if key.startswith(f"{group}.")}


def test_every_kind_of_document_has_names() -> None:
    assert tuple(KINDS) == DOCUMENT_KINDS
