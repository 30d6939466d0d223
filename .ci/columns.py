"""What the program and its readers know of columns, made from data/mubiao/columns.toml.

uv run python .ci/columns.py           # write data/mubiao/declared.json and docs/columns.md anew
uv run python .ci/columns.py --check   # show what differs, and end with 1 if anything does
"""

from __future__ import annotations

import difflib
import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "data" / "mubiao" / "columns.toml"
DECLARED = ROOT / "data" / "mubiao" / "declared.json"
PAGE = ROOT / "docs" / "columns.md"

TYPES = frozenset(
    ("string", "boolean", "int8", "int16", "int32", "int64", "float32", "float64", "date", "timestamp", "list", "json")
)
FIELDS: dict[str, Any] = {
    "type": None,
    "unit": "",
    "zh": None,
    "en": None,
    "zh_help": None,
    "en_help": None,
    "sdmx": "",
    "codes": "",
    "required": False,
    "correctable": False,
    "brings": (),
}
"""What is said of a column, in the order of mubiao.columns.Column; None: it must be said."""


class Mistake(Exception):
    """Something in columns.toml that cannot be so."""


def read(text: str) -> dict[str, Any]:
    """tables, columns, otherwise (of a table), shown; Mistake for what does not fit together."""
    declared = tomllib.loads(text)
    if unknown := sorted(set(declared) - {"table", "column", "shown"}):
        raise Mistake(f"no such part: {unknown[0]}")
    columns, otherwise = {}, {}
    for name, said in declared["column"].items():
        own = {key: value for key, value in said.items() if key != "in"}
        columns[name] = _column(name, own)
        for table, changes in said.get("in", {}).items():
            otherwise[table, name] = _column(f"{name} in {table}", own | changes)
    tables = {name: _table(name, said, set(columns)) for name, said in declared["table"].items()}
    standing = {(table, name) for table, parts in tables.items() for part in parts[3:] for name in part}
    for table, name in otherwise:
        if (table, name) not in standing:
            raise Mistake(f"{name} is no column of {table}")
    if idle := sorted(set(columns) - {name for _, name in standing}):
        raise Mistake(f"{idle[0]} is a column of no table")
    shown = {name: _shown(name, said, columns) for name, said in declared["shown"].items()}
    return {"tables": tables, "columns": columns, "otherwise": otherwise, "shown": shown}


def _column(name: str, said: dict[str, Any]) -> tuple[Any, ...]:
    if unknown := sorted(set(said) - set(FIELDS)):
        raise Mistake(f"{name}: no such key: {unknown[0]}")
    missing = [key for key, default in FIELDS.items() if default is None and not said.get(key)]
    if missing:
        raise Mistake(f"{name}: {missing[0]} is missing")
    if said["type"] not in TYPES:
        raise Mistake(f"{name}: no such type: {said['type']}")
    found = {key: said.get(key, default) for key, default in FIELDS.items()}
    return tuple(tuple(value) if isinstance(value, list) else value for value in found.values())


def _table(name: str, said: dict[str, Any], known: set[str]) -> tuple[Any, ...]:
    if unknown := sorted(set(said) - {"zh", "en", "sql", "columns", "more", "stored", "computed"}):
        raise Mistake(f"table {name}: no such key: {unknown[0]}")
    sql, columns, more = said.get("sql", ""), said["columns"], said.get("more", [])
    plain = [one for one in columns if one not in said.get("computed", ())]
    stored = said.get("stored", plain) if sql else []
    for part in ([*columns, *more], stored):
        if unknown := [one for one in part if one not in known]:
            raise Mistake(f"table {name}: {unknown[0]} is not declared")
        if len(set(part)) < len(part):
            raise Mistake(f"table {name}: a column stands there twice")
    return said["zh"], said["en"], sql, tuple(columns), tuple(more), tuple(stored)


def _shown(name: str, said: dict[str, Any], columns: dict[str, tuple[Any, ...]]) -> tuple[str, str]:
    if name in columns:
        raise Mistake(f"{name} is a column, and needs no heading besides")
    if "as" in said:
        whole = dict(zip(FIELDS, columns[said["as"]], strict=True))
        return whole["zh"], whole["en"]
    return said["zh"], said["en"]


def parsed(declared: dict[str, Any]) -> str:
    """declared.json: the same parts, a table or column a line; `otherwise` by table, then by column."""
    parts: dict[str, dict[str, Any]] = {name: declared[name] for name in ("tables", "columns", "shown")}
    parts["otherwise"] = {}
    for (table, name), values in declared["otherwise"].items():
        parts["otherwise"].setdefault(table, {})[name] = values
    written = []
    for part, entries in parts.items():
        lines = [f"{json.dumps(name)}: {json.dumps(values, ensure_ascii=False)}" for name, values in entries.items()]
        written.append(f'"{part}": {{\n' + ",\n".join(lines) + "\n}")
    return "{" + ",\n".join(written) + "}\n"


def page(declared: dict[str, Any]) -> str:
    """docs/columns.md."""
    return "\n".join(_page(declared)) + "\n"


def _page(declared: dict[str, Any]) -> Iterator[str]:
    yield "# Columns 列\n"
    yield "Made by `python .ci/columns.py` from `data/mubiao/columns.toml`, which declares every column once. Names,"
    yield "meanings, types and order are stable, and new columns only ever follow those that are there. Missing is"
    yield "null, never zero. 名称、含义、类型与次序不变；缺失为空值。"
    for name, (zh, en, sql, columns, more, stored) in declared["tables"].items():
        where = f"Table `{sql}` of the database. " if sql else ""
        yield f"\n## {name}\n\n{where}A row is {en}. 每行：{zh}。\n"
        yield "| column | heading | type | unit | holds | 含义 |\n|---|---|---|---|---|---|"
        listed = [*columns, *more]
        for one in (*listed, *(one for one in stored if one not in listed)):
            said = dict(zip(FIELDS, declared["otherwise"].get((name, one)) or declared["columns"][one], strict=True))
            kind = said["type"] + ("" if said["required"] else ", or null")
            yield f"| `{one}` | {said['zh']} | {kind} | {said['unit']} | {said['en_help']} | {said['zh_help']} |"
        hidden = [one for one in stored if one not in listed]
        if hidden:
            yield f"\nOnly in the database, for `mubiao sql`: {', '.join(f'`{one}`' for one in hidden)}."
        if more:
            first = ", ".join(f"`{one}`" for one in more)
            yield f"\nAfter the others, when `--columns` or `all` asks for them: {first}."
    yield "\n## Corrections 更正\n"
    yield "`mubiao review correct` takes these columns of a fact; what is in brackets changes with them:\n"
    columns = {name: dict(zip(FIELDS, values, strict=True)) for name, values in declared["columns"].items()}
    yield (
        ", ".join(
            f"`{name}`" + (f" ({', '.join(f'`{one}`' for one in said['brings'])})" if said["brings"] else "")
            for name, said in columns.items()
            if said["correctable"] and name in declared["tables"]["facts"][3]
        )
        + "."
    )
    yield "\nOf a pledge: `status`, `act`, `kind`, `object`, `sector`."


def main() -> int:
    """Write or check what is made."""
    declared = read(SOURCE.read_text(encoding="utf-8"))
    made = {DECLARED: parsed(declared), PAGE: page(declared)}
    differs = False
    for path, new in made.items():
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        if "--check" not in sys.argv:
            path.write_text(new, encoding="utf-8")
        elif old != new:
            differs = True
            lines = difflib.unified_diff(old.splitlines(True), new.splitlines(True), path.name, "as it is declared")
            sys.stdout.writelines(lines)
    return int(differs)


if __name__ == "__main__":
    sys.exit(main())
