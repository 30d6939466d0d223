"""Commands whose help shows options by what they are for, and ends with examples that a test runs.

No option and no argument takes an empty value: `--region "$place"` of a script whose variable is not set would mean
every place, and `export "$folder"` the folder one is in. What an empty value would mean is never guessed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from typing import Any

import click

COMMAS = re.compile("[,，]")


def refuse_empty(parameter: click.Parameter, context: click.Context, value: Any) -> None:
    """A usage error for a value, or one of several, that holds nothing."""
    given = value if isinstance(value, (tuple, list)) else (value,)
    if not context.resilient_parsing and any(isinstance(one, str) and not one.strip() for one in given):
        name = parameter.opts[0] if isinstance(parameter, click.Option) else parameter.human_readable_name
        raise click.UsageError(f"an empty value for {name}", context)


def refuse_undecoded(parameter: click.Parameter, context: click.Context, value: Any) -> None:
    """A usage error for bytes that are not UTF-8: but for the names of files to read, nothing is called so."""
    given = value if isinstance(value, (tuple, list)) else (value,)
    for one in given:
        if isinstance(one, str) and any("\ud800" <= c <= "\udfff" for c in one):
            name = parameter.opts[0] if isinstance(parameter, click.Option) else parameter.human_readable_name
            raise click.UsageError(f"the value for {name} is not UTF-8", context)


class Option(click.Option):
    """An option that `--help` lists under a heading of its own.

    listed: several values may stand in one, with commas, and the command gets them as one list. blank: an empty value
    means something (of the few, nothing).
    """

    def __init__(
        self, *arguments: Any, section: str = "Options", listed: bool = False, blank: bool = False, **settings: Any
    ) -> None:
        super().__init__(*arguments, **{**settings, "multiple": listed or settings.get("multiple", False)})
        self.section, self.listed, self.blank = section, listed, blank

    def process_value(self, context: click.Context, value: Any) -> Any:
        """The value; a usage error where it holds nothing."""
        if self.listed and isinstance(value, (tuple, list)):
            value = tuple(part.strip() for one in value for part in COMMAS.split(one))
        if not self.blank:
            refuse_empty(self, context, value)
        if not isinstance(self.type, click.Path):
            refuse_undecoded(self, context, value)
        return super().process_value(context, value)


class Number(click.FloatRange):
    """A number within bounds, and a number: `nan` is within all of them."""

    name = "number"

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> Any:
        """The number; a usage error for what is none, infinite or out of bounds."""
        number = super().convert(value, parameter, context)
        if not math.isfinite(number):
            self.fail(f"{value!r} is not a finite number", parameter, context)
        return number


class Argument(click.Argument):
    """An argument that is never empty. reads: it names files to read, whose names may be any bytes."""

    def __init__(self, *arguments: Any, reads: bool = False, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.reads = reads

    def process_value(self, context: click.Context, value: Any) -> Any:
        """The value; a usage error where it holds nothing."""
        refuse_empty(self, context, value)
        if not self.reads:
            refuse_undecoded(self, context, value)
        return super().process_value(context, value)


class Command(click.Command):
    """A command with examples: each a line of a shell, that works on the bundled facts."""

    def __init__(self, *arguments: Any, examples: Sequence[str] = (), **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.examples = tuple(examples)

    def format_options(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, under their headings; the command's own come first."""
        sections: dict[str, list[tuple[str, str]]] = {"Options": []}
        for parameter in self.get_params(context):
            record = parameter.get_help_record(context)
            if record is not None and record[1]:
                sections.setdefault(getattr(parameter, "section", "Everywhere"), []).append(record)
        for heading, rows in sections.items():
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows, col_max=28)

    def format_epilog(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """The examples, each on a line that can be copied whole."""
        if self.examples:
            with formatter.section("Examples"):
                for example in self.examples:
                    formatter.write(f"{'':{formatter.current_indent}}{example}\n")


class Group(click.Group):
    """A command with commands of its own, listed in the order in which they were added."""

    def list_commands(self, context: click.Context) -> list[str]:
        """The names, in that order."""
        return list(self.commands)

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Each with the first sentence of its help."""
        helps = {name: " ".join((command.help or "").split()) for name, command in self.commands.items()}
        with formatter.section("Commands"):
            formatter.write_dl([(name, text.partition(". ")[0].rstrip(".")) for name, text in helps.items()])

    def format_options(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands first: each has the options of `Everywhere` too, so the group need not explain them."""
        self.format_commands(context, formatter)


class Listing(Command, Group):
    """A command that lists when no command of its own follows.

    where: what follows may be a condition or words too, which the function gets as `where`; a tuple, empty for none.
    """

    def __init__(self, *arguments: Any, where: bool = False, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.where = Argument(["where"], nargs=-1) if where else None

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        """Options, then a command of its own; or options and a condition in any order."""
        if self.where is None:
            return super().parse_args(context, args)
        given = list(args)
        _, rest, _ = self.make_parser(context).parse_args(given)  # up to the first word that is no option
        if not rest or rest[0] in self.commands or context.resilient_parsing:
            left = super().parse_args(context, list(args))
            context.params["where"] = ()
            return left
        if len(rest) > 1:
            from difflib import get_close_matches

            if near := get_close_matches(rest[0], self.commands, n=1, cutoff=0.75):
                context.fail(f"no such command: {rest[0]}; did you mean {near[0]}?")
        context.allow_interspersed_args = True
        typed = click.Command.parse_args(self, context, list(args))
        context.params["where"] = self.where.process_value(context, tuple(typed))
        context.args = []
        return []

    def format_options(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Its own options, then its commands."""
        Command.format_options(self, context, formatter)
        self.format_commands(context, formatter)


def command(*examples: str, **settings: Any) -> Callable[[Callable[..., Any]], Command]:
    """Make a function a command with these examples."""
    return click.command(cls=Command, examples=examples, **settings)


def option(*names: str, section: str = "Options", **settings: Any) -> Callable[[Any], Any]:
    """Add an option to a command."""
    return click.option(*names, cls=Option, section=section, **settings)


def argument(*names: str, **settings: Any) -> Callable[[Any], Any]:
    """Add an argument to a command."""
    return click.argument(*names, cls=Argument, **settings)


def completes(name: str) -> Callable[[click.Context, click.Parameter, str], Any]:
    """What completes an option's value: a function of `completing`, which is only loaded when Tab is pressed."""

    def complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> Any:
        from mubiao_tui.cli import completing

        return getattr(completing, name)(context, parameter, incomplete)

    return complete
