"""The options that state what documents are, for every command that reads files: they win over the text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from mubiao_tui.cli.command import completes, option
from mubiao_tui.cli.diagnostics import Exit, Failure, speaker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mubiao.documents.manifest import Row
    from mubiao.documents.stated import Stated

_OPTIONS = [
    ("region", "PLACE", "Their place: a name or a code."),
    ("year", "YEAR", "The year whose targets they set."),
    ("date", "DATE", "When they were delivered or published."),
    ("title", "TEXT", "Their title."),
    ("kind", "KIND", "work_report, plan_report, budget_report, communique, explainer, plan, news, other."),
    ("publisher", "NAME", "Who published them."),
    ("url", "URL", "The page that they were taken from."),
]
_T = TypeVar("_T")
_SECTION = "What is stated of the documents, and wins over their text"


@dataclass(slots=True)
class Stating:
    """What the options state: of all files, and of those that a manifest names."""

    everywhere: Stated | None
    manifest: Path | None
    rows: Sequence[Row] = ()

    def files(self, given: tuple[str, ...]) -> tuple[str, ...]:
        """What is to be read: the files that are named, else those of the manifest."""
        if given:
            return given
        if self.manifest is None:
            context = click.get_current_context()
            argument = next(one for one in context.command.params if isinstance(one, click.Argument))
            raise click.MissingParameter(ctx=context, param=argument, param_hint=f"'{argument.name.upper()}...'")
        from mubiao.documents.manifest import named_files

        rows, manifest = self.rows, self.manifest
        return tuple(str(path) for path in _told(lambda: named_files(manifest, rows)))

    def of(self, files: Sequence[Path]) -> dict[Path, Stated]:
        """File → what is stated of it."""
        if self.manifest is None:
            return dict.fromkeys(files, self.everywhere) if self.everywhere else {}
        from mubiao.documents.manifest import stated_of

        manifest, everywhere = self.manifest, self.everywhere
        assert everywhere is not None
        return _told(lambda: stated_of(manifest, self.rows, files, everywhere))


def _told(asked: Callable[[], _T]) -> _T:
    """What a function gives; its problems go to stderr, a line each, and end the command with nothing done."""
    from mubiao.model import StatementError

    try:
        return asked()
    except StatementError as problem:
        for line in problem.problems:
            speaker.error(line)
        raise Failure("", Exit.USAGE) from problem


def stating_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options to a command, which gets them as `stating`."""
    options = [
        option(
            f"--{name}",
            f"stated_{name}",
            section=_SECTION,
            metavar=metavar,
            help=help,
            shell_complete=completes("places") if name == "region" else None,
        )
        for name, metavar, help in _OPTIONS
    ]
    options.append(
        option(
            "--manifest",
            section=_SECTION,
            metavar="FILE",
            type=click.Path(path_type=Path),
            help="A CSV file: its column file names files, the others are called like these options.",
        )
    )

    @wraps(function)
    def with_statements(*arguments: Any, manifest: Path | None, **values: Any) -> Any:
        given = {name: values.pop(f"stated_{name}") for name, *_ in _OPTIONS}
        return function(*arguments, stating=stating(given, manifest), **values)

    decorated: Callable[..., Any] = with_statements
    for add in reversed(options):
        decorated = add(decorated)
    return decorated


def stating(given: dict[str, str | None], manifest: Path | None) -> Stating:
    """What options state. A Failure, after a line for each problem, where they cannot."""
    if manifest is None and not any(given.values()):
        return Stating(None, None)
    from mubiao.documents.manifest import read_manifest
    from mubiao.documents.stated import Stated

    everywhere = _told(lambda: Stated.of(given))
    return Stating(everywhere, manifest, _told(lambda: read_manifest(manifest)) if manifest else ())
