"""The shell command that prints what a view shows, and the view that a command describes.

Pure: a view in, words out. Only what the command line can say is said; what it cannot is told in `left_out`.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from mubiao.filters.asked import named, rests
from mubiao.filters.checked import columns as columns_of
from mubiao.filters.where import is_condition
from mubiao.queries.selection import Beside, Comparison, Selection
from mubiao_tui.tabs import Tab
from mubiao_tui.view import CODES, ROUND, View


@dataclass(frozen=True, slots=True)
class Command:
    """A command as words, and the parts of the view that it cannot say."""

    words: tuple[str, ...]
    left_out: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """One line that a POSIX shell reads back as the same words."""
        return " ".join(_quoted(word) for word in self.words)


_PLAIN = re.compile(r"[\w@%+=:,./-]+")


_EXPANDED = re.compile(r"[\"$`\\!]")
"""What a shell does not leave alone between double quotes."""


def _quoted(word: str) -> str:
    # shlex quotes every Chinese character; a shell does not need that, and a person reads it better without. A
    # condition has single quotes of its own, which cannot be read once each of them is taken out of single quotes.
    if word and _PLAIN.fullmatch(word):
        return word
    return f'"{word}"' if "'" in word and not _EXPANDED.search(word) else shlex.quote(word)


def command(
    view: View,
    *,
    part: str = "grid",
    row: str | None = None,
    database: str | None = None,
    columns: Sequence[str] = (),
) -> Command:
    """The command of a view. part: which part has the focus. row: the key under the cursor, where it matters.

    database: the path to name, or None for the usual one. columns: the ids of the columns that are seen, in their
    order; without them the command prints those that it always prints.
    """
    said = _command(view, part, row, ("mubiao", *(("--db", database) if database else ())), columns)
    return replace(said, left_out=(*said.left_out, "only")) if view.only else said


def _command(view: View, part: str, row: str | None, base: tuple[str, ...], columns: Sequence[str]) -> Command:
    """The same, whatever rows are left of a table."""
    chosen = view.selection
    match view.tab, part:
        case Tab.FACTS, _ if view.shown == "frequency":
            return _sql(base, chosen, f'"{view.column}"', f'"{view.column}"')
        case Tab.TARGETS, _ if view.shown in ("ranking", "panel") and view.compared is not None:
            return _compared(base, view.shown, view.compared, chosen)
        case Tab.TARGETS, _ if view.shown == "beside" and view.beside is not None:
            return _beside(base, view.beside, chosen)
        case Tab.TARGETS, _:
            return _targets(base, view, chosen, columns)
        case Tab.SECTORS, "bars":
            return _sql(base, replace(chosen, sector=None, subsector=None), "sector, claim", "sector, claim")
        case Tab.SECTORS, "promised" if row is not None:
            return Command((*base, "targets", *_series(replace(chosen, sector=row.split("/")[0]))), _unsaid(chosen))
        case Tab.SECTORS, _ if view.shown == "leading":
            return Command((*base, "targets", *_series(chosen)), _unsaid(chosen))
        case Tab.SECTORS, _:
            return _sql(base, replace(chosen, sector=None, subsector=None), "region, sector", "region, sector")
        case Tab.REGIONS, "board" if view.place is not None:
            own = replace(chosen, region=view.place, region_name=None, below=False)
            return Command((*base, "targets", *_series(own)), _unsaid(own))
        case Tab.REGIONS, "inside" if view.place is not None:
            narrowing = replace(chosen, region=None, region_name=None, below=True)
            return Command((*base, "sql", _INSIDE.format(code=view.place.replace("'", "''"))), narrowing.chips())
        case Tab.REGIONS, "bars" if view.place is not None:
            return _sql(base, replace(chosen, region=view.place, below=False), "sector, claim", "sector, claim")
        case Tab.REGIONS, _:
            return Command((*base, "regions"))
        case Tab.PLEDGES, _:
            return _pledges(base, view, chosen)
        case Tab.DOCUMENTS, "reader" if view.fact is not None:
            return Command((*base, "show", view.fact))
        case Tab.DOCUMENTS, "reader" if view.document is not None or row is not None:
            return Command((*base, "query", "--document", view.document or row or ""))
        case Tab.DOCUMENTS, _:
            return _documents(base, view, chosen, columns)
        case _:  # a tab of which no more is known here: the facts that it speaks of
            words, left = _facts(chosen)
            seen = _seen(columns if view.tab is Tab.FACTS else (), "facts")
            return Command((*base, "query", *seen, *_sorted(view.layout("facts").by), *words), left)


_INSIDE = """\
SELECT region, region_code, year, count(*) AS targets, \
count(*) FILTER (verdict = 'met') AS met, count(*) FILTER (verdict = 'about') AS about, \
count(*) FILTER (verdict = 'missed') AS missed, round(100 * met / (met + missed)) AS share \
FROM targets WHERE parent_code = '{code}' AND length(period) = 4 \
AND (target IS NOT NULL OR target_words IS NOT NULL) GROUP BY region, region_code, year \
QUALIFY year = max(CASE WHEN met + about + missed > 0 THEN year END) OVER (PARTITION BY region_code) \
ORDER BY share, targets DESC, region_code"""
"""How the places inside a place did in their last year with an outcome."""


def _place(chosen: Selection) -> list[str]:
    if chosen.region is None:
        return []
    return ["--region", chosen.region, *(["--below"] if chosen.below else [])]


def _years(chosen: Selection) -> list[str]:
    if chosen.years is None:
        return []
    first, last = chosen.years
    return ["--year", str(first) if first == last else f"{first}..{last}"]


def _options(chosen: Selection, names: Sequence[str]) -> list[str]:
    words: list[str] = []
    for name in names:
        value = getattr(chosen, name)
        if value is not None:
            words += [f"--{name}", value]
    return words


def _facts(chosen: Selection) -> tuple[list[str], tuple[str, ...]]:
    words = [*_place(chosen), *_options(chosen, ("sector", "subsector", "indicator", "measure", "claim"))]
    words += _years(chosen)
    words += _options(chosen, ("document", "reviewed"))
    if rests(chosen.text, "facts"):
        return [*words, *_where("", chosen.conditions)], ("text",)
    return [*words, *_where(chosen.text, chosen.conditions)], ()


def _where(text: str, conditions: Sequence[str]) -> list[str]:
    """What was typed, and conditions beside it, as arguments."""
    if not conditions:
        return [text] if text else []
    if text and is_condition(text):
        return [" AND ".join((f"({text})", *conditions))]
    return [*(["--search", text] if text else []), " AND ".join(conditions)]


def _sorted(sort: Sequence[str]) -> list[str]:
    # Joined with the option: a word that begins with a dash would be read as another option.
    return [f"--sort={','.join(sort)}"] if sort else []


def _series(chosen: Selection) -> list[str]:
    return [*_place(chosen), *_options(chosen, ("indicator", "sector", "measure")), *_years(chosen)]


def _unsaid(chosen: Selection) -> tuple[str, ...]:
    rest = replace(
        chosen, region=None, region_name=None, indicator=None, sector=None, measure=None, years=None, below=True
    )
    return rest.chips()


RENAMED: dict[str, dict[str, tuple[str, ...]]] = {
    "facts": {"value": ("value", "high", "qualifier")},
    "targets": {
        "indicator": ("indicator", "unit", "scope"),
        "year": ("period", "basis"),
        "previous": ("previous", "previous_claim"),
        "target": ("target", "target_high", "target_qualifier"),
        "outcome": ("outcome", "outcome_claim", "outcome_qualifier"),
        "trend": (),
    },
    "documents": {"reviewed": ()},
    "conflicts": {
        "indicator": ("indicator", "measure", "unit"),
        "chosen": ("chosen_value", "chosen_high", "chosen_qualifier"),
        "other": ("value", "high", "qualifier"),
        "subject": ("subject", "chosen_subject"),
    },
}
"""Table → a column that is seen → the columns that a command prints of it, where they are others."""

SORTED: dict[str, str] = {"trend": "outcome"}
"""A column that rows are sorted by → the column that a command sorts by, where it is another."""


def _seen(columns: Sequence[str], table: str) -> list[str]:
    """The option for the columns that are seen."""
    found = dict.fromkeys(name for column in columns for name in RENAMED[table].get(column, (column,)))
    return [f"--columns={','.join(found)}"] if found else []


def _targets(base: tuple[str, ...], view: View, chosen: Selection, columns: Sequence[str]) -> Command:
    modes = {"wide": ["--wide", "target"], "coverage": ["--coverage"], "conflicts": ["--conflicts"]}
    more = modes.get(view.shown, ["--parent"] if view.against and not columns else [])
    if view.judged:
        more = [*more, "--verdict", view.judged]
    if view.shown in ("rows", "conflicts"):
        sort = [("-" if k[0] == "-" else "") + SORTED.get(k.lstrip("-"), k.lstrip("-")) for k in _sort(view)]
        more += [*_seen(columns, view.asked), *_sorted(sort)]
    facts = _of_facts(chosen) if view.asked == "targets" else ()
    text = "" if rests(chosen.text, view.asked) else chosen.text
    left = [name for name in _unsaid(chosen) if name == "text" and not text]
    if view.asked != "targets":
        left += [name for name in _unsaid(chosen) if name != "text"]
    return Command((*base, "targets", *_series(chosen), *more, *_where(text, facts)), tuple(left))


def _sort(view: View) -> tuple[str, ...]:
    return view.layout("targets" if view.shown == "rows" else f"targets_{view.shown}").by


def _of_facts(chosen: Selection) -> tuple[str, ...]:
    """What a selection asks of facts, as conditions that `mubiao targets` takes."""
    own = Selection(subsector=chosen.subsector, claim=chosen.claim, document=chosen.document)
    marked = {"none": "review IS NULL", "any": "review IS NOT NULL"}
    review = marked.get(chosen.reviewed, f"review = '{chosen.reviewed}'") if chosen.reviewed else None
    return (*conditions(own), *([review] if review else []), *chosen.conditions)


def _documents(base: tuple[str, ...], view: View, chosen: Selection, columns: Sequence[str]) -> Command:
    """The list of documents. What facts tell of a year or a place cannot be said: a document has its own."""
    told = {*columns_of("documents")}
    further = tuple(one for one in chosen.conditions if not named(one) & told)
    own = Selection(sector=chosen.sector, indicator=chosen.indicator, measure=chosen.measure)
    said = (*conditions(own), *_of_facts(replace(chosen, conditions=further)))
    sort = [key for key in view.layout("documents").by if key.lstrip("-") != "reviewed"]
    text = "" if rests(chosen.text, "documents") else chosen.text
    typed = ["--search", text] if text and not is_condition(text) else []
    words = [*_place(chosen), *_seen(columns, "documents"), *_sorted(sort), *typed]
    left = [*(["years"] if chosen.years else []), *(["conditions"] if further != chosen.conditions else [])]
    return Command((*base, "documents", *words, *_where("" if typed else text, said)), tuple(left))


def _compared(base: tuple[str, ...], mode: str, asked: Comparison, chosen: Selection) -> Command:
    """The ranking or the panel of one series, of the places that are compared."""
    from mubiao.queries.comparisons.series import ALL, COUNTRY, among

    places = among(asked, chosen)
    words = [asked.indicator, asked.measure, *(["--year", str(asked.year)] if mode == "ranking" else [])]
    words += ["--level", places.level] if places.level else ["--level", ALL] if mode == "panel" else []
    words += ["--region", places.above, "--below"] if places.above != COUNTRY else []
    words += [word for code in places.places for word in ("--region", code)]
    words += [
        word for name in ("unit", "scope") if (v := getattr(asked, name)) is not None for word in (f"--{name}", v)
    ]
    if mode == "ranking":
        return Command((*base, "rank", *words, "--value", asked.value), _unsaid(chosen))
    return Command((*base, "panel", *words), _unsaid(chosen))


def _beside(base: tuple[str, ...], asked: Beside, chosen: Selection) -> Command:
    """Places side by side."""
    first, last = chosen.years or (0, 0)
    year = asked.year or (first if first == last else 0)
    words = [*asked.places, *(["--year", str(year)] if year else [])]
    words += ["--value", asked.value] if asked.value != "outcome" else []
    words += _options(chosen, ("indicator", "sector", "measure"))
    words += ["--all"] if asked.lone else []
    left = ("years",) if chosen.years and first != last else ()
    return Command((*base, "compare", *words), (*left, *_unsaid(chosen)))


def _pledges(base: tuple[str, ...], view: View, chosen: Selection) -> Command:
    words = [*_place(chosen), *_options(chosen, ("sector", "reviewed")), *_years(chosen)]
    if chosen.text and not is_condition(chosen.text):
        words += ["--search", chosen.text]
    modes = {"chains": ["--chains"], "shares": ["--stats", "place,year"]}
    known = replace(chosen, region=None, region_name=None, sector=None, reviewed=None, years=None, below=True)
    left = known if is_condition(chosen.text) else replace(known, text="")
    return Command((*base, "pledges", *words, *modes.get(view.shown, [])), left.chips())


def _sql(base: tuple[str, ...], chosen: Selection, select: str, group: str) -> Command:
    """Counts: the command line has no option for them, but SQL."""
    where = conditions(chosen)
    clause = f" WHERE {' AND '.join(where)}" if where else ""
    query = f"SELECT {select}, count(*) AS facts FROM facts{clause} GROUP BY {group} ORDER BY facts DESC"
    unsaid = chosen.text and (not is_condition(chosen.text) or rests(chosen.text, "facts"))
    left = ("text",) if unsaid else ()
    return Command((*base, "sql", query), (*left, *(("reviewed",) if chosen.reviewed else ())))


def conditions(chosen: Selection) -> list[str]:
    """The selection as SQL conditions on the columns of a fact; words and review marks are left out."""

    def equal(name: str, value: str) -> str:
        return "{} = '{}'".format(name, value.replace("'", "''"))

    found: list[str] = []
    if chosen.region is not None:
        code = chosen.region
        if not chosen.below or code.startswith("zone:") or len(code) != 6:
            found.append(equal("region_code", code) if code != "CN" else "region_code IS NOT NULL")
        else:
            stem = code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code
            found.append(f"(starts_with(region_code, '{stem}') OR starts_with(region_code, 'zone:{stem}'))")
    for name in ("sector", "subsector", "indicator", "measure", "claim"):
        if (value := getattr(chosen, name)) is not None:
            found.append(equal(name, value))
    if chosen.years is not None:
        first, last = chosen.years
        found.append(f"year = {first}" if first == last else f"year BETWEEN {first} AND {last}")
    if chosen.document is not None:
        found.append(equal("document_id", chosen.document))
    if chosen.text and is_condition(chosen.text) and not rests(chosen.text, "facts"):
        found.append(f"({chosen.text})")
    return [*found, *chosen.conditions]


_FLAGS = {
    "--region": "region",
    "--sector": "sector",
    "--subsector": "subsector",
    "--indicator": "indicator",
    "--measure": "measure",
    "--claim": "claim",
    "--year": "years",
    "--document": "document",
    "--reviewed": "reviewed",
    "--search": "text",
}
_SKIPPED = ("--db", "--sort", "--wide", "--columns", "--verdict", "--kind")
"""Further options that take a value."""  # fmt: skip


def view_of(words: Sequence[str]) -> View:
    """The view that a command shows: `query` and `targets` with their filters and sort.

    What is not understood is left out. The names of regions are kept as they are written.
    """
    rest = [w for w in words if w != "mubiao"]
    name = next((w for w in rest if w in ("query", "targets", "regions", "documents", "show")), "query")
    fields: dict[str, Any] = {"below": False}
    texts: list[str] = []
    sort: tuple[str, ...] = ()
    mode = verdict = ""
    at = 0
    while at < len(rest):
        word = rest[at]
        flag, joined, value = word.partition("=") if word.startswith("--") else (word, "", "")
        if not joined and (flag in _FLAGS or flag in _SKIPPED):
            at += 1
            value = rest[at] if at < len(rest) else ""
        if flag in _FLAGS and value:
            fields[_FLAGS[flag]] = _span(value) if flag == "--year" else value
        elif flag == "--below":
            fields["below"] = True
        elif flag == "--verdict" and value in ROUND:
            verdict = value
        elif flag == "--sort":
            names = {code: name for name, code in CODES.items()}
            keys = [key for key in value.split(",") if key]
            sort = tuple(("-" if k[0] == "-" else "") + names.get(k.lstrip("-"), k.lstrip("-")) for k in keys)
        elif flag in ("--wide", "--coverage", "--conflicts"):
            mode = flag[2:]
        elif not word.startswith("--") and word != name:
            texts.append(word)
        at += 1
    if texts and name in ("query", "targets", "documents"):
        condition = " ".join(texts)
        fields["conditions" if "text" in fields else "text"] = (condition,) if "text" in fields else condition
    if "region" not in fields:
        fields["below"] = True
    tab = {"query": Tab.FACTS, "targets": Tab.TARGETS, "regions": Tab.REGIONS}.get(name, Tab.DOCUMENTS)
    view = View(
        tab=tab, mode=mode, verdict=verdict, selection=Selection(**{k: v for k, v in fields.items() if v is not None})
    )
    table = "facts" if tab is Tab.FACTS else "targets"
    return view.with_layout(table, replace(view.layout(table), sort=sort)) if sort else view


def _span(text: str) -> tuple[int, int] | None:
    first, _, last = text.partition("..")
    if not first.isdigit() or (last and not last.isdigit()):
        return None
    return int(first), int(last or first)
