"""The group of all commands: loads one only when it is used, and answers for every way a command can end."""

from __future__ import annotations

import importlib
import os
from typing import Any

import click

from mubiao import __version__
from mubiao_tui.cli.diagnostics import Exit, Failure, speaker
from mubiao_tui.cli.registry import COMMANDS
from mubiao_tui.cli.settings import Settings, shared


class Commands(click.Group):
    """`mubiao`: the commands of the registry, and `browse` when the first word is no command but a file."""

    def list_commands(self, context: click.Context) -> list[str]:
        """The names, in the order of the registry."""
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Load the module of one command."""
        entry = COMMANDS.get(name)
        if entry is None:
            return None
        module = importlib.import_module(f"mubiao_tui.cli.commands.{entry.module}")
        found = getattr(module, name)
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """The lists of commands, one for each group of the registry, without loading any."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for name, entry in COMMANDS.items():
            groups.setdefault(entry.group, []).append((name, entry.help))
        for title, rows in groups.items():
            with formatter.section(title):
                formatter.write_dl(rows)

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names; a file that exists goes to the explorer."""
        first = arguments[0]
        if first not in COMMANDS:
            if first == "-" or os.path.exists(first):  # noqa: PTH110 - help starts sooner without pathlib
                return "browse", self.get_command(context, "browse"), arguments
            from mubiao.filters.names import suggestion

            context.fail(f"no such command or file: {first}{suggestion(first, COMMANDS)}")
        return super().resolve_command(context, arguments)


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "obj": None},
    epilog="`mubiao COMMAND --help` explains one command. `mubiao FILE…` opens the explorer on those files alone.",
)
@click.version_option(__version__, "-V", "--version", message="mubiao %(version)s")
@shared
@click.pass_context
def mubiao(context: click.Context) -> Any:
    """Facts, targets and outcomes of Chinese local-government reports.

    Without a command, the explorer.
    """
    if context.invoked_subcommand is None:
        browse = context.command.get_command(context, "browse")  # type: ignore[attr-defined]
        with browse.make_context("browse", [], parent=context) as inner:
            return browse.invoke(inner)
    return None


def invoke(arguments: list[str]) -> Exit | int:
    """Run the command that the arguments name and say how it ended."""
    try:
        if "_MUBIAO_COMPLETE" in os.environ:
            from click.shell_completion import shell_complete

            return shell_complete(mubiao, {}, "mubiao", "_MUBIAO_COMPLETE", os.environ["_MUBIAO_COMPLETE"])
        with mubiao.make_context("mubiao", list(arguments), obj=Settings()) as context:
            result = mubiao.invoke(context)
            return result if isinstance(result, int) else Exit.OK
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.exceptions.NoArgsIsHelpError as problem:
        assert problem.ctx is not None and isinstance(problem.ctx.command, click.Group)
        names = ", ".join(problem.ctx.command.list_commands(problem.ctx))
        path = problem.ctx.command_path
        speaker.error(f"{path} needs one of {names} (see {path} --help)")
        return Exit.USAGE
    except click.UsageError as problem:
        path = problem.ctx.command_path if problem.ctx else "mubiao"
        speaker.error(f"{_sentence(problem.format_message())} (see {path} --help)")
        return Exit.USAGE
    except click.Abort:
        return Exit.INTERRUPTED
    except Failure as problem:
        if str(problem):
            speaker.error(str(problem))
        return problem.code
    except BrokenPipeError:
        return Exit.OK  # the reader has seen enough
    except OSError as problem:
        where = f"{problem.filename}: " if problem.filename else ""
        speaker.error(f"{where}{problem.strerror or problem}")
        return Exit.OUTPUT
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as problem:  # a panic of polars is no Exception
        code = _understood(problem)
        if code is not None:
            return code
        if speaker.level >= 2:
            raise
        speaker.error(f"an error of ours: {type(problem).__name__}: {problem} (--verbose shows where)")
        return Exit.INTERNAL


def _understood(problem: BaseException) -> Exit | None:
    """Say a failure of mubiao's own kinds; None for any other."""
    # Imported here: help and the version need no model.
    from mubiao.model import DocumentError, MubiaoError, StoreError

    if not isinstance(problem, MubiaoError):
        return None
    speaker.error(str(problem))
    if isinstance(problem, StoreError):
        return Exit.DATABASE
    return Exit.DOCUMENTS if isinstance(problem, DocumentError) else Exit.USAGE


def _sentence(message: str) -> str:
    """click's message as the end of our line: no capital, no full stop."""
    message = message.strip().rstrip(".")
    return message[:1].lower() + message[1:]
