"""The tables of the README and of docs/, made from what the commands themselves are made from."""

from __future__ import annotations

from mubiao_tui.actions import markdown
from mubiao_tui.cli.diagnostics import EXIT_MEANINGS
from mubiao_tui.cli.manual import ENVIRONMENT
from mubiao_tui.cli.options.output import FORMATS
from mubiao_tui.cli.registry import COMMANDS
from mubiao_tui.strings import Strings


def commands() -> str:
    """The commands and what they do, as a Markdown table."""
    rows = [f"| `mubiao {name}` | {entry.help.rstrip('.')} |" for name, entry in COMMANDS.items()]
    return "\n".join(["| command | does |", "|---|---|", *rows])


def formats() -> str:
    """The output formats, as a Markdown table."""
    rows = [f"| `{name}` | {meaning} |" for name, meaning in FORMATS.items()]
    return "\n".join(["| format | is |", "|---|---|", *rows])


def files() -> str:
    """The kinds of files that documents are read from, as a Markdown table."""
    from mubiao.documents.formats import FORMATS as KINDS

    rows = [
        f"| {one.en} | {' '.join(f'`{suffix}`' for suffix in one.suffixes)} |"
        f" {f'`mubiao[{one.extra}]`' if one.extra else '–'} |"
        for one in KINDS
        if one.suffixes
    ]
    return "\n".join(["| file | in a folder | needs the extra |", "|---|---|---|", *rows])


def exit_codes() -> str:
    """The exit codes, as a Markdown table."""
    rows = [f"| {code.value} | {meaning} |" for code, meaning in EXIT_MEANINGS.items()]
    return "\n".join(["| code | means |", "|---:|---|", *rows])


def environment() -> str:
    """The environment variables, as a Markdown table."""
    rows = [f"| `{name}` | {meaning} |" for name, meaning in ENVIRONMENT.items()]
    return "\n".join(["| variable | does |", "|---|---|", *rows])


def columns() -> str:
    """The stable columns of the commands that print rows, as a Markdown table."""
    from mubiao.columns import table
    from mubiao.model import FACT_COLUMNS

    known = {
        "extract": FACT_COLUMNS,
        "query": table("facts").columns,
        "targets": table("targets").columns,
        "documents": table("documents").columns,
    }
    rows = [f"| `{name}` | {' '.join(f'`{column}`' for column in found)} |" for name, found in known.items()]
    return "\n".join(["| of | columns |", "|---|---|", *rows])


def stages() -> str:
    """The stages of extraction in their order, what each needs of those before it, and how many rules it names."""
    from mubiao import lexicon
    from mubiao.extract.pipeline import STAGES

    named = [rule.partition(":")[0] for rule in lexicon.rules()]
    rows = [
        f"| `{stage.gives}` | {(stage.run.__doc__ or '').partition(chr(10))[0].rstrip('.')} |"
        f" {' '.join(f'`{need}`' for need in stage.needs) or '–'} | {named.count(stage.gives) or '–'} |"
        for stage in STAGES
    ]
    return "\n".join(["| stage | decides | from | rules |", "|---|---|---|---:|", *rows])


def keys() -> str:
    """The keys of the explorer: a table a group of actions."""
    strings = Strings("en")
    return markdown(lambda a: strings.text(f"action.{a.id}.help"), lambda g: strings.text(f"group.{g}")).rstrip()


SECTIONS = {
    "commands": commands,
    "columns": columns,
    "files": files,
    "formats": formats,
    "exit codes": exit_codes,
    "environment": environment,
    "keys": keys,
    "stages": stages,
}
"""Marker in the README (`<!-- commands -->` … `<!-- end -->`) → what stands there."""
