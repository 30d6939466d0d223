"""The option that names the column with the texts of a collection, for the commands that read documents."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar

import click

from mubiao_tui.cli.command import option

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def _use(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    """Through the environment, so that the processes that read know it as well."""
    if value is not None and not context.resilient_parsing:
        from mubiao.documents.readers.collections import TEXT_COLUMN

        os.environ[TEXT_COLUMN] = value


def text_column(command: Decorated) -> Decorated:
    """Adds `--text-column` to a command; it holds from then on, whatever the command does."""
    added: Decorated = option(
        "--text-column",
        metavar="NAME",
        expose_value=False,
        callback=_use,
        help="The column of the texts in CSV, JSON and Parquet; else one called 正文, text or the like.",
    )(command)
    return added
