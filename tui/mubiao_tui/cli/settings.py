"""The options that every command takes, before or after its name."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

from mubiao_tui.cli.command import option as add
from mubiao_tui.cli.diagnostics import Exit, Failure, speaker

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES = ("zh", "en")

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


@dataclass
class Settings:
    """What the shared options say. One object for the group and its command: the later option holds."""

    db: Path | None = None
    lang: str | None = None
    color: str = "auto"
    empty: bool = False

    @property
    def language(self) -> str:
        """zh or en: the option, then $MUBIAO_LANG. The locale has no say: the same bytes everywhere."""
        named = self.lang or os.environ.get("MUBIAO_LANG") or "en"
        if named not in LANGUAGES:
            raise Failure(f"MUBIAO_LANG={named}: the languages are {' and '.join(LANGUAGES)}", Exit.USAGE)
        return named


def settings() -> Settings:
    """The settings of the running command."""
    return click.get_current_context().ensure_object(Settings)


def _store(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    if value is not None:
        # The group's context is the parent: both share one object.
        setattr(context.ensure_object(Settings), str(parameter.name), value)


def _flag(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value:
        _store(context, parameter, True)


def _store_path(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        from contextlib import suppress
        from pathlib import Path  # help and the version need no paths, and start sooner without

        place = Path(value)
        with suppress(RuntimeError):  # ~ of nobody that this system knows: a name like any other
            place = place.expanduser()
        _store(context, parameter, place)


def _level(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value:
        speaker.level = 0 if parameter.name == "quiet" else 2


def shared(command: Decorated) -> Decorated:
    """Adds `--db --lang --color --quiet --verbose` to a command; their values are in `settings()`."""
    kept: dict[str, Any] = {"callback": _store, "expose_value": False, "section": "Everywhere"}
    level: dict[str, Any] = {"callback": _level, "expose_value": False, "section": "Everywhere", "is_flag": True}
    for option in (
        add("-v", "--verbose", help="Say more.", **level),
        add("-q", "--quiet", help="Only errors.", **level),
        add(
            "--empty",
            is_flag=True,
            help="A database that is made now begins without the bundled facts.",
            **{**kept, "callback": _flag},
        ),
        add("--color", type=click.Choice(["auto", "always", "never"]), help="Colours on a terminal.", **kept),
        add("--lang", type=click.Choice(LANGUAGES), help="Of headings and names; else $MUBIAO_LANG, else en.", **kept),
        add(
            "--db",
            type=click.Path(),
            metavar="PATH",
            help="The database, which `add` alone makes; else $MUBIAO_DB, else one in your user-data folder.",
            **{**kept, "callback": _store_path},
        ),
    ):
        command = option(command)
    return command
