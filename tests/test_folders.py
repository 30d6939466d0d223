"""The user's folders are where the platform has them, whether or not its library is asked."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from mubiao import folders

HOMES = ["/home/wei", "/home/wei/", "/", "wei", "", None]
NAMED = ["/elsewhere/of mine", "/elsewhere/", "  ", "", "relative/folder", "~/mine", None]


@pytest.mark.parametrize("kind", ["data", "config", "state", "cache"])
@pytest.mark.parametrize("home", HOMES)
@pytest.mark.parametrize("named", NAMED)
def test_the_folder_is_the_platform_s(
    kind: folders.Kind, home: str | None, named: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable, value in (("HOME", home), (f"XDG_{kind.upper()}_HOME", named)):
        if value is None:
            monkeypatch.delenv(variable, raising=False)
        else:
            monkeypatch.setenv(variable, value)
    try:
        wanted = Path(getattr(platformdirs, f"user_{kind}_path")("mubiao", appauthor=False))
    except RuntimeError:
        assert folders.user_folder(kind) is None
    else:
        assert folders.user_folder(kind) == wanted
