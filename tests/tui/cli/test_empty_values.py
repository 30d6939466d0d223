"""No option and no argument of any command takes an empty value: nobody meant what it would mean.

The commands are asked themselves what they take, so a new option is held to it too.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from mubiao_tui.cli import command
from mubiao_tui.cli.group import invoke, mubiao

BLANK_MEANS_SOMETHING = {"--null-string"}
"""Options that may be empty: a missing value is then an empty cell."""

Taken = tuple[tuple[str, ...], click.Parameter]


def parameters() -> Iterator[Taken]:
    """Every parameter of every command that takes a value, with the words that lead to the command."""

    def of(found: click.Command, path: tuple[str, ...], parent: click.Context | None) -> Iterator[Taken]:
        with click.Context(found, parent=parent, info_name=path[-1] if path else "mubiao") as context:
            for parameter in found.params:
                flag = isinstance(parameter, click.Option) and (parameter.is_flag or parameter.count)
                if not flag:
                    yield path, parameter
            if isinstance(found, click.Group):
                for name in found.list_commands(context):
                    inner = found.get_command(context, name)
                    assert inner is not None
                    yield from of(inner, (*path, name), context)

    return of(mubiao, (), None)


ALL = list(parameters())


def given(parameter: click.Parameter, value: str) -> list[str]:
    """The parameter with this value, on a command line."""
    return [parameter.opts[0], value] if isinstance(parameter, click.Option) else [value]


def named(taken: Taken) -> str:
    path, parameter = taken
    return " ".join((*path, parameter.opts[0] if isinstance(parameter, click.Option) else str(parameter.name)))


def test_there_are_all_of_them() -> None:
    names = {named(taken) for taken in ALL}
    assert {"query --region", "export folder", "review correct change", "--db", "sql query", "browse file"} <= names
    assert len(ALL) > 150


@pytest.mark.parametrize("taken", ALL, ids=map(named, ALL))
def test_an_empty_value_is_refused(
    taken: Taken, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path, parameter = taken
    assert isinstance(parameter, command.Option | command.Argument), "made by command.option or command.argument"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUBIAO_DB", str(tmp_path / "none.duckdb"))
    if BLANK_MEANS_SOMETHING.intersection(parameter.opts):
        assert isinstance(parameter, command.Option) and parameter.blank
        return
    blanks = ["", " ", "\u3000", "\t\n"]
    if isinstance(parameter, command.Option) and parameter.listed:
        blanks += [",", "，", "gdp,", " , gdp"]
    for blank in blanks:
        arguments = [*path, *given(parameter, blank)]
        assert invoke(arguments) == 2, arguments
        out, err = capsys.readouterr()
        assert out == "" and err.startswith("mubiao: an empty value for ") and err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["query", '""'],
        ["query", "“”", ""],
        ["query", '"', '"'],
        ["query", "--search", '" "'],
        ["query", "--search", "学位", "--search", '""'],
        ["query", "--year", "、"],
        ["targets", "--year", "、"],
        ["export", "out", '""'],
        ["review", ""],
        [""],
    ],
    ids=" ".join,
)
def test_what_is_empty_once_it_is_read_is_refused_too(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUBIAO_DB", str(tmp_path / "made.duckdb"))
    assert invoke(arguments) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_condition_is_no_word_to_search_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MUBIAO_DB", str(tmp_path / "made.duckdb"))
    assert invoke(["query", "--search", "value > 3", "--exit-status", "--no-header"]) == 1
    assert capsys.readouterr().out == ""
