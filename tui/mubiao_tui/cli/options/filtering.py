"""The options that say which facts are meant, for every command that takes facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from mubiao_tui.cli.command import argument, completes, option

if TYPE_CHECKING:
    import polars as pl

    from mubiao.filters import Filters
    from mubiao.filters.asked import Asked
    from mubiao.store import Store


_OPTIONS = [
    (("--region", "-r", "regions"), "PLACE", "places", "A name or a code; 晋江, 晋江市 and 350582 are one."),
    (("--indicator", "-i", "indicators"), "NAME", "indicators", "An id, or a name in either language."),
    (("--sector", "sectors"), "NAME", "sectors", "Likewise."),
    (("--subsector", "subsectors"), "NAME", "subsectors", "Likewise."),
    (("--claim", "claims"), "CLAIM", "claims", "actual, estimate, target or plan."),
    (("--measure", "measures"), "KIND", "measures", "level, growth, change, share or rank."),
    (("--qualifier", "qualifiers"), "BOUND", "qualifiers", "exact, about, over or under."),
    (("--year", "-y", "years"), "YEARS", "", "2024, 2020..2024, 2020.. or ..2024."),
    (("--document", "-d", "documents"), "ID", "", "A document's id, or the beginning of one."),
    (("--reviewed",), "MARK", "marks", "accepted, rejected, corrected, none or any."),
]
SEARCH = option(
    "--search",
    section="Filters",
    multiple=True,
    metavar="TEXT",
    help="Words in subject, printed, entity, region or indicator; 晉江, ＧＤＰ, 6％ are 晋江, GDP, 6%.",
)
BELOW = option("--below", "-b", is_flag=True, section="Filters", help="With all places inside those.")


def several(names: Sequence[str], metavar: str, completer: str, help: str) -> Callable[[Any], Any]:
    """A filter that takes several values, completed by the function of `completing` with that name."""
    complete = completes(completer) if completer else None
    return option(*names, section="Filters", listed=True, metavar=metavar, shell_complete=complete, help=help)


def filter_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Adds `WHERE…` and the filter options to a command, which gets them as `filters`, a mubiao.filters.Filters."""
    options = [argument("where", nargs=-1), *(several(*row) for row in _OPTIONS), SEARCH, BELOW]

    @wraps(function)
    def with_filters(*arguments: Any, where: tuple[str, ...], **values: Any) -> Any:
        from mubiao.filters import Filters, parse_query

        names = ("regions", "indicators", "sectors", "subsectors", "claims", "measures", "qualifiers")
        given: dict[str, Any] = {name: values.pop(name) for name in (*names, "years", "documents", "reviewed")}
        typed = parse_query(" ".join(where))
        if where and not typed.where:
            _words([" ".join(where)], "WHERE")
        words = (*typed.words, *_words(values.pop("search"), "--search"))
        filters = Filters(**given, below=values.pop("below"), search=words, where=typed.where)
        return function(*arguments, filters=filters, **values)

    decorated: Callable[..., Any] = with_filters
    for add in reversed(options):
        decorated = add(decorated)
    return decorated


def place_filters(options: dict[str, Any]) -> Filters | None:
    """The filters --region, --below and --year of a command, None without; FilterError for what cannot be read."""
    if not options["region"] and not options.get("year"):
        return None
    from mubiao.filters import Filters

    names: dict[str, Any] = {"regions": options["region"], "years": options.get("year", ())}
    filters = Filters(**names, below=options["below"])
    filters.expression(None)
    return filters


def typed_rows(where: Sequence[str], search: Sequence[str], table: str) -> Asked:
    """What WHERE and --search ask of the rows of a table other than that of facts."""
    from mubiao.filters.asked import Asked, asked, search_rows
    from mubiao.filters.where import is_condition

    text = " ".join(where)
    if where and not is_condition(text):
        _words([text], "WHERE")
    found = asked(text, table)
    return Asked((*found.rows, *search_rows(_words(search, "--search"), table)), found.facts)


def _words(texts: Sequence[str], where: str) -> list[str]:
    """The words of texts, each of which has some: `""` in quotes would be found in every fact."""
    from mubiao.filters.where import words

    found = [words(text) for text in texts]
    if not all(found):
        raise click.UsageError(f"no words in {where}", click.get_current_context())
    return [word for several in found for word in several]


def facts(store: Store, filters: Filters) -> pl.LazyFrame:
    """The facts that pass, with their reviews applied; rejected ones are there, marked, as in the explorer."""
    known = store.place_names() if filters.regions else None
    found = store.facts()
    return found if filters.empty else found.filter(filters.expression(known))
