"""What a terminal sends, as keys: an Escape is one, however fast the next key comes."""

from __future__ import annotations

import sys

import pytest
from textual import events

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no ptys")


def keys(*pieces: str) -> list[str]:
    """The keys of what comes piece by piece, and of nothing more after that."""
    from mubiao_tui.app.system.terminal import Listening

    reading, found = Listening(), []
    for piece in pieces:
        found += [*reading.feed(piece), *reading.tick(quiet=False)]
    found += reading.tick(quiet=True)
    return [f"<{e.text}>" if isinstance(e, events.Paste) else e.key for e in found]


@pytest.mark.parametrize("key", ["5", "j", "q", "/", "=", "学", " ", "\r"])
def test_an_escape_that_a_key_follows_at_once_is_a_key(key: str) -> None:
    [plain] = keys(key)
    assert keys(f"\x1b{key}") == keys("\x1b", key) == ["escape", plain]
    assert keys(f"\x1b\x1b{key}{key}") == ["escape", "escape", plain, plain]


def test_an_escape_alone_is_one_as_soon_as_nothing_follows() -> None:
    assert keys("\x1b") == ["escape"] and keys("j\x1b") == ["j", "escape"] and keys("\x1b\x1b") == ["escape"] * 2


def test_what_begins_with_an_escape_is_no_escape() -> None:
    assert keys("\x1b[B") == keys("\x1b", "[B") == ["down"]
    assert keys("\x1b\x1b[B") == ["escape", "down"]
    assert keys("\x1bOP") == keys("\x1b", "OP") == ["f1"]
    assert keys("\x1bf", "\x1bb", "\x1b\x7f") == ["ctrl+right", "ctrl+left", "ctrl+w"], "words of a line"


def test_a_paste_is_one_wherever_it_is_cut() -> None:
    whole = "\x1b[200~学位 a\x1b[201~j"
    for at in range(len(whole)):
        assert keys(whole[:at], whole[at:]) == ["<学位 a>", "j"], at
