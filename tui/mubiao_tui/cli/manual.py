"""The man page, made from the commands themselves."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click

from mubiao import __version__
from mubiao_tui.cli.command import Command
from mubiao_tui.cli.diagnostics import EXIT_MEANINGS
from mubiao_tui.cli.group import mubiao
from mubiao_tui.cli.options.output import FORMATS
from mubiao_tui.cli.registry import COMMANDS

ENVIRONMENT: dict[str, str] = {
    "MUBIAO_DB": "The database, when --db does not say; made where it is not there.",
    "MUBIAO_BUNDLE": "A folder that `python -m mubiao.bundle --out` wrote: a new database begins with it.",
    "MUBIAO_CACHE": "The folder in which paired targets and compiled patterns are kept; empty: nowhere.",
    "MUBIAO_FORMAT": "The format of rows, when no option says.",
    "MUBIAO_LANG": "zh or en, when --lang does not say.",
    "MUBIAO_LEXICON": "The folder of words of your own, when --lexicon does not say; empty: none.",
    "MUBIAO_TEXT_COLUMN": "The column of the texts in collections, when --text-column does not say.",
    "NO_COLOR": "Set to anything: no colours, unless --color always.",
}
"""Variable → what it does: also the table in the README."""


def page() -> Iterator[str]:
    """The page as roff, line by line."""
    yield f'.TH MUBIAO 1 "" "mubiao {__version__}" "User Commands"\n.nh\n.ad l\n'
    yield from _section("NAME")
    yield "mubiao \\- facts, targets and outcomes of Chinese local\\-government reports\n"
    yield from _section("SYNOPSIS")
    yield ".B mubiao\n[\\fIFILE\\fR...]\n.br\n.B mubiao\n\\fICOMMAND\\fR [\\fIOPTIONS\\fR] [\\fIARGUMENTS\\fR]\n"
    yield from _section("COMMANDS")
    yield from (f".TP\n.B {_roff(name)}\n{_roff(entry.help)}\n" for name, entry in COMMANDS.items())
    with click.Context(mubiao, info_name="mubiao") as root:
        for name in COMMANDS:
            found = mubiao.get_command(root, name)
            assert found is not None
            with click.Context(found, parent=root, info_name=name) as context:
                yield from _command(found, context)
    yield from _section("FORMATS")
    yield from (f".TP\n.B {name}\n{_roff(meaning)}\n" for name, meaning in FORMATS.items())
    yield from _section("EXIT STATUS")
    yield from (f".TP\n.B {code.value}\n{_roff(meaning)}\n" for code, meaning in EXIT_MEANINGS.items())
    yield from _section("ENVIRONMENT")
    yield from (f".TP\n.B {name}\n{_roff(meaning)}\n" for name, meaning in ENVIRONMENT.items())


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    yield from _section(context.command_path.upper())
    yield f".B {_roff(context.command_path)}\n{_roff(' '.join(command.collect_usage_pieces(context)))}\n.PP\n"
    yield _text(command.help or "")
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None and record[1] and getattr(parameter, "section", "") != "Everywhere":
            yield f".TP\n.B {_roff(record[0])}\n{_roff(record[1])}\n"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            with click.Context(inner, parent=context, info_name=name) as deeper:
                yield from _command(inner, deeper)
    if isinstance(command, Command) and command.examples:
        yield ".PP\nExamples:\n.nf\n.RS\n"
        yield from (f"{_roff(example)}\n" for example in command.examples)
        yield ".RE\n.fi\n"


def _section(title: str) -> Iterator[str]:
    yield f'.SH "{_roff(title)}"\n'


def _text(words: str) -> str:
    """Help as paragraphs."""
    paragraphs = inspect.cleandoc(words).split("\n\n")
    return ".PP\n".join(f"{_roff(' '.join(paragraph.split()))}\n" for paragraph in paragraphs)


def _roff(text: str) -> str:
    """Text that roff prints as it is: no line may begin a request, and a hyphen is to be one that can be copied."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("`", "\\(ga").replace("'", "\\(aq")
    plain = "".join(c if c.isascii() else f"\\[u{ord(c):04X}]" for c in escaped)
    return f"\\&{plain}" if plain.startswith(".") else plain
