"""Which fields of a fact a person can correct, and what a corrected value must look like.

Values are kept as text, the way a CSV file shows them; a corrected period brings its dates along, and a corrected
region its code.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection

from mubiao.columns import of
from mubiao.filters.names import full_name, places, resolve
from mubiao.model import STATUSES, Act, FilterError, InputError, PledgeKind

LONGEST = 500
"""The longest corrected text, and the longest note is four times that."""


def corrected(field: str, value: str | None, known: Collection[str] | None = None) -> dict[str, str | None]:
    """field → value of everything that the correction changes; InputError if it cannot be.

    An empty value empties a field that may be empty. known: the region codes of the database.
    """
    text = (value or "").strip()
    if field not in FIELDS:
        raise InputError(f"{field} cannot be corrected; these can: {', '.join(FIELDS)}")
    check, needed = FIELDS[field]
    if not text:
        if needed:
            raise InputError(f"{field} cannot be empty")
        return dict.fromkeys((field, *BROUGHT.get(field, ())), None)
    if len(text) > LONGEST or any(not c.isprintable() for c in text):
        raise InputError(f"not a {field}: too long, or with control characters")
    if field == "region":
        return _region(text, known)
    if field == "period":
        return _period(text)
    return {field: check(text)}


def is_pledge(fact_id: str) -> bool:
    """Whether an id is that of a pledge: a judgment stands under it as under that of a fact."""
    return "-p-" in fact_id


def corrected_pledge(field: str, value: str | None) -> dict[str, str | None]:
    """The same of a pledge: PLEDGE_FIELDS, none of which can be empty."""
    text = (value or "").strip()
    if field not in PLEDGE_FIELDS:
        raise InputError(f"{field} of a pledge cannot be corrected; these can: {', '.join(PLEDGE_FIELDS)}")
    if not text:
        raise InputError(f"{field} cannot be empty")
    if len(text) > LONGEST or any(not c.isprintable() for c in text):
        raise InputError(f"not a {field}: too long, or with control characters")
    return {field: PLEDGE_FIELDS[field](text)}


def noted(text: str) -> str:
    """A note as it is kept; InputError if it is empty or too long."""
    if not text.strip() or len(text) > 4 * LONGEST:
        raise InputError(f"a note has 1 to {4 * LONGEST} characters")
    return text.strip()


def reviewed_by(name: str) -> str:
    """The name of who judges, as it is kept; InputError if it is none."""
    if len(name) > LONGEST or any(not c.isprintable() for c in name):
        raise InputError("not a name of who judges: too long, or with control characters")
    return name.strip() or "unknown"


def ordered(value: float | None, high: float | None) -> None:
    """InputError where the upper end of a range lies below its value."""
    if value is not None and high is not None and high < value:
        raise InputError(f"high {high:.12g} is below the value {value:.12g}")


def _text(text: str) -> str:
    return text


def _number(text: str) -> str:
    try:
        number = float(text.replace(",", "").replace("，", ""))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise InputError(f"not a number: {text}")
    return repr(number)


def _named(kind: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        try:
            return resolve(kind, text)
        except FilterError as error:
            raise InputError(str(error)) from error

    return check


def _region(text: str, known: Collection[str] | None) -> dict[str, str | None]:
    from mubiao.regions import ancestors, region

    try:
        codes = places(text, known)
    except FilterError as error:
        raise InputError(str(error)) from error
    if len(codes) > 1:
        raise InputError(f"{text} can be {', '.join(map(full_name, codes))}: give its code or the place above it")
    place = region(codes[0])
    assert place is not None or not ancestors(codes[0])
    return {"region": place.name if place else text, "region_code": codes[0]}


def _period(text: str) -> dict[str, str | None]:
    from mubiao.extract.context.times.names import bounds

    span = bounds(text)
    if span is None:
        raise InputError(f"not a period: {text}; write 2024, 2023H1, 2024-01/2024-08 or 2024/2026")
    first, last = span
    return {"period": text, "period_start": str(first), "period_end": str(last), "year": str(last.year)}


def _fields() -> dict[str, tuple[Callable[[str], str], bool]]:
    found = {}
    for one in of("facts"):
        if one.correctable:
            check = _number if one.type == "float64" else _named(one.codes) if one.codes else _text
            found[one.name] = (check, one.required)
    return found


FIELDS: dict[str, tuple[Callable[[str], str], bool]] = _fields()
"""Field → (what makes a value of a text, whether it must not be empty)."""


def _one_of(kind: str, values: Collection[str]) -> Callable[[str], str]:
    def check(text: str) -> str:
        found = text.lower().replace(" ", "_").replace("-", "_")
        if found not in values:
            raise InputError(f"not a {kind}: {text}; these are: {', '.join(values)}")
        return found

    return check


PLEDGE_FIELDS: dict[str, Callable[[str], str]] = {
    "status": _one_of("status", STATUSES),
    "act": _one_of("act", tuple(Act)),
    "kind": _one_of("kind", tuple(PledgeKind)),
    "object": _text,
    "sector": _named("sector"),
}
"""Field of a pledge → what makes a value of a text."""

BROUGHT: dict[str, tuple[str, ...]] = {one.name: one.brings for one in of("facts") if one.brings}
"""Fields that change with a corrected one."""
