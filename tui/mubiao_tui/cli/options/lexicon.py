"""The option that names a folder of words of one's own, for the commands that read documents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from mubiao_tui.cli.command import option

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def _use(context: click.Context, parameter: click.Parameter, value: Path | None) -> None:
    """Read them before any document is: a mistake in them is one line, not one line a document."""
    if context.resilient_parsing:
        return
    from mubiao import lexicon

    if value is None:
        lexicon.current()
    else:
        lexicon.use(value)


def own_words(command: Decorated) -> Decorated:
    """Adds `--lexicon` to a command; the words hold from then on, whatever the command does."""
    added: Decorated = option(
        "--lexicon",
        type=click.Path(path_type=Path),
        metavar="DIR",
        expose_value=False,
        callback=_use,
        help="Indicators, synonyms and zones of your own; else $MUBIAO_LEXICON, else those in your settings.",
    )(command)
    return added
