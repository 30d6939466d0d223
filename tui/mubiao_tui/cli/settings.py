"""The options that every command takes, before or after its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from mubiao_tui.cli.diagnostics import speaker

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


@dataclass
class Settings:
    """What the shared options say. One object for the group and its command: the later option holds."""

    db: Path | None = None
    lang: str = "en"
    color: str = "auto"


def settings() -> Settings:
    """The settings of the running command."""
    return click.get_current_context().ensure_object(Settings)


def _store(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    if value is not None:
        # The group's context is the parent: both share one object.
        setattr(context.ensure_object(Settings), str(parameter.name), value)


def _level(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value:
        speaker.level = 0 if parameter.name == "quiet" else 2


def shared(command: Decorated) -> Decorated:
    """Adds `--db --lang --color --quiet --verbose` to a command; their values are in `settings()`."""
    for option in reversed(
        [
            click.option(
                "--db",
                type=click.Path(path_type=Path),
                metavar="PATH",
                help="The database; else $MUBIAO_DB, else one in your user-data folder.",
                callback=_store,
                expose_value=False,
            ),
            click.option(
                "--lang",
                type=click.Choice(["zh", "en"]),
                envvar="MUBIAO_LANG",
                help="The language of headings and names.",
                callback=_store,
                expose_value=False,
            ),
            click.option(
                "--color",
                type=click.Choice(["auto", "always", "never"]),
                help="Colours on a terminal.",
                callback=_store,
                expose_value=False,
            ),
            click.option("-q", "--quiet", is_flag=True, help="Only errors.", callback=_level, expose_value=False),
            click.option("-v", "--verbose", is_flag=True, help="Say more.", callback=_level, expose_value=False),
        ]
    ):
        command = option(command)
    return command
