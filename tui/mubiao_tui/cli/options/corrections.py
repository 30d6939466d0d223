"""Corrections on the command line: FIELD=VALUE, each field once."""

from __future__ import annotations

from collections.abc import Iterable

from mubiao_tui.cli.diagnostics import Exit, Failure


def corrections_given(pairs: Iterable[str]) -> dict[str, str]:
    """Field → value, as they were typed; a usage error for what is no such pair, and for a field that comes twice."""
    changes: dict[str, str] = {}
    for pair in pairs:
        field, equals, value = pair.partition("=")
        if not equals:
            raise Failure(f"a correction is FIELD=VALUE, not {pair}", Exit.USAGE)
        if field in changes:
            raise Failure(f"{field} is given twice", Exit.USAGE)
        changes[field] = value
    return changes
