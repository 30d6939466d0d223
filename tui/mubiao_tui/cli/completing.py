"""What a shell offers when Tab is pressed in a value: names of places, indicators, sectors and columns.

Names come from the tables, so that an answer takes no longer than a start; the database is only asked when nothing
has been typed yet and it is there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import click
from click.shell_completion import CompletionItem

from mubiao.model import Claim, Measure, Qualifier

Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem[str]]]

MOST = 60
"""More names than this help nobody."""


def completing(names: Callable[[str], Iterable[tuple[str, str]]]) -> Completer:
    """A completer of options that take several values with commas between them; `names` gives (value, help) pairs."""

    def complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
        before, comma, typed = incomplete.rpartition(",")
        found: dict[str, str] = {}
        for name, help in names(typed):
            if name.casefold().startswith(typed.casefold()):
                found.setdefault(name, help)
            if len(found) == MOST:
                break
        return [CompletionItem(f"{before}{comma}{name}", help=help) for name, help in found.items()]

    return complete


def _places(typed: str) -> Iterator[tuple[str, str]]:
    if not typed:
        yield from _known_places()
        return
    from mubiao import regions
    from mubiao.regions.table import places, zones

    if typed[0].isascii() and typed[0].isalpha():
        from mubiao.regions.latin import spellings

        for spelling, found in spellings().items():
            yield spelling, " ".join(place.name for place in found)
    for place in places().values():
        yield place.name, place.code
        yield regions.short_name(place), place.code
        yield place.code, place.name
    for zone in zones().values():
        yield zone.region.name, zone.region.code
        yield zone.region.code, zone.region.name


def _known_places() -> Iterator[tuple[str, str]]:
    from mubiao.model import StoreError
    from mubiao.store import open_store

    try:
        rows = open_store(create=False, read_only=True, wait=0.2).regions().select("region", "region_code").rows()
    except StoreError:
        return
    yield from rows


def _indicators(typed: str) -> Iterator[tuple[str, str]]:
    from mubiao import lexicon

    known = lexicon.indicators()
    yield from ((i.indicator, i.zh) for i in known.values())
    yield from ((i.zh, i.indicator) for i in known.values())
    if typed:
        yield from lexicon.indicator_names().items()


def _sectors(typed: str) -> Iterator[tuple[str, str]]:
    from mubiao import lexicon

    yield from ((s.sector, s.zh) for s in lexicon.sectors().values())
    yield from ((s.zh, s.sector) for s in lexicon.sectors().values())


def _subsectors(typed: str) -> Iterator[tuple[str, str]]:
    from mubiao import lexicon

    yield from ((s.subsector, s.zh) for s in lexicon.subsectors().values())
    yield from ((s.zh, s.subsector) for s in lexicon.subsectors().values())


def _kinds(typed: str) -> Iterator[tuple[str, str]]:
    from mubiao.filters.called import KINDS

    yield from ((kind, names[0]) for kind, names in KINDS.items())


def _whys(typed: str) -> Iterator[tuple[str, str]]:
    from mubiao.doubts import WHYS

    yield from WHYS.items()


def one_of(*values: str) -> Completer:
    """A completer of a fixed set."""
    return completing(lambda typed: ((value, "") for value in values))


def columns(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Columns of the command that is being typed, with what they hold, where its table is declared."""
    from mubiao.columns import of
    from mubiao_tui.strings import language

    known = {"query": "facts", "extract": "facts", "pick": "facts", "list": "reviews", **{n: n for n in _LISTED}}
    minus = "-" if incomplete.rpartition(",")[2].startswith("-") else ""
    spoken, told = language(), []
    if context.info_name in known:
        told = [(f"{minus}{one.name}", one.meaning(spoken)) for one in of(known[context.info_name])]
    if context.info_name == "extract":  # nobody has judged what is not stored
        told = told[:-1]
    return completing(lambda typed: told)(context, parameter, incomplete)


_LISTED = ("documents", "targets", "regions", "sectors", "indicators", "check")
"""Commands that are called like the table that they print."""

places = completing(_places)
indicators = completing(_indicators)
sectors = completing(_sectors)
subsectors = completing(_subsectors)
claims, measures, qualifiers = (one_of(*kind) for kind in (Claim, Measure, Qualifier))
kinds, whys = completing(_kinds), completing(_whys)
marks = one_of("accepted", "rejected", "corrected", "none", "any")
verdicts = one_of("met", "missed", "about", "open", "no outcome", "not stated", "no report")
