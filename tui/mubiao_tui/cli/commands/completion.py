"""`mubiao completion`: the script that makes a shell complete commands, options and names."""

from __future__ import annotations

import click

from mubiao_tui.cli.command import argument, command
from mubiao_tui.cli.diagnostics import Exit
from mubiao_tui.cli.options.output import write_text
from mubiao_tui.cli.settings import shared


@command("mubiao completion bash > mubiao-completion.bash")
@argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@shared
def completion(shell: str) -> Exit:
    """Print the completion script of a shell.

    bash: put `eval "$(mubiao completion bash)"` into ~/.bashrc; zsh: likewise, into ~/.zshrc; fish: write it to
    ~/.config/fish/completions/mubiao.fish. Places, indicators, sectors and columns complete in either language.
    """
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None
    script = found(click.get_current_context().find_root().command, {}, "mubiao", "_MUBIAO_COMPLETE")
    # Not found.source(): for bash that runs bash to look at its version.
    write_text([script.source_template % script.source_vars()])
    return Exit.OK
