"""Both languages say everything, with the same placeholders."""

from __future__ import annotations

import string

import pytest

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
