"""What the explorer shows, as plain values: the view state and its breadcrumbs.

Nothing here knows of a terminal or a database. A view is frozen; moving about makes new ones, so that a breadcrumb is
a view kept, and a session restored is a view read back from JSON.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, NamedTuple

from mubiao.queries.selection import LEVELS, VALUES, Beside, Comparison, Selection
from mubiao_tui.tabs import Tab

CODES = {"region": "region_code", "report_region": "report_code"}
"""The column of a place's name → that of its code."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How the columns of one table stand. Columns are named by id; `sort` keys begin with `-` for descending."""

    sort: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    widths: tuple[tuple[str, int], ...] = ()
    frozen: int = 1  # columns that stand still

    @property
    def by(self) -> tuple[str, ...]:
        """What is sorted by: `sort`, places by their official code, in which what lies in a place follows it."""
        return tuple(("-" if key[0] == "-" else "") + CODES.get(key.lstrip("-"), key.lstrip("-")) for key in self.sort)

    def columns(self, known: Sequence[str]) -> tuple[str, ...]:
        """The shown columns in order. Unknown names are dropped, new columns follow the ordered ones."""
        ordered = [c for c in self.order if c in known] + [c for c in known if c not in self.order]
        return tuple(c for c in ordered if c not in self.hidden)

    def sorted_by(self, column: str, *, descending: bool, add: bool = False) -> Layout:
        """Sorted by the column; asked again for what it already is, the column is no longer sorted by."""
        key = f"-{column}" if descending else column
        rest = tuple(k for k in self.sort if k.lstrip("-") != column)
        if key in self.sort and (add or len(self.sort) == 1):
            return replace(self, sort=rest)
        return replace(self, sort=(*rest, key) if add else (key,))

    def moved(self, known: Sequence[str], column: str, by: int) -> Layout:
        """The column moved by places among the shown ones."""
        shown = list(self.columns(known))
        if column not in shown:
            return self
        at = shown.index(column)
        to = min(max(at + by, 0), len(shown) - 1)
        shown.insert(to, shown.pop(at))
        return replace(self, order=(*shown, *(c for c in known if c not in shown)))

    def hide(self, known: Sequence[str], column: str) -> Layout:
        """The column hidden; the last one stays, since a table without columns shows nothing."""
        shown = self.columns(known)
        if column not in shown or len(shown) == 1:
            return self
        return replace(self, hidden=(*self.hidden, column), frozen=min(self.frozen, len(shown) - 2))

    def freeze(self, known: Sequence[str], column: str) -> Layout:
        """Everything up to the column stands still; asked for the same again, nothing does."""
        shown = self.columns(known)
        if column not in shown:
            return self
        count = shown.index(column) + 1
        return replace(self, frozen=0 if count == self.frozen else count)

    def width(self, column: str, default: int) -> int:
        """The chosen width of a column in cells, or the default."""
        return dict(self.widths).get(column, default)

    def resized(self, column: str, width: int) -> Layout:
        """The column with a width of its own, between 3 and 120 cells."""
        widths = {**dict(self.widths), column: min(max(width, 3), 120)}
        return replace(self, widths=tuple(widths.items()))


FIRST_LAYOUTS: dict[str, Layout] = {
    "board": Layout(frozen=2),
    "tree": Layout(frozen=0),
    "facts": Layout(frozen=2),
    "pledges": Layout(frozen=2),
    "pledges_chains": Layout(frozen=2),
    "pledges_shares": Layout(frozen=2),
    "targets": Layout(frozen=4),
    "targets_conflicts": Layout(frozen=2),
    "targets_wide": Layout(frozen=3),
    "targets_coverage": Layout(frozen=2),
    "targets_beside": Layout(frozen=3),
    "targets_ranking": Layout(frozen=2),
    "targets_panel": Layout(frozen=2),
}
"""Tables whose columns first stand otherwise than most."""


class Only(NamedTuple):
    """The rows of a table that hold a value in a column: the value as it is copied, None where there is none."""

    table: str
    column: str
    value: str | None


ROUND: tuple[str, ...] = ("", "missed", "met", "no outcome")
"""Which targets are shown, as one key goes round: all, or those of a verdict."""

_ASKED = {"coverage": "coverage", "conflicts": "conflicts"}
"""Modes of Targets whose rows are no pairs → the table that they are of."""


@dataclass(frozen=True, slots=True)
class View:
    """One state of the explorer: where it stands and what it shows there."""

    tab: Tab = Tab.REGIONS
    mode: str = ""  # of the tab's modes; empty is the first
    selection: Selection = field(default_factory=Selection)
    place: str | None = None  # region code under the cursor of the tree
    marks: tuple[str, ...] = ()  # region codes to compare
    fact_marks: tuple[str, ...] = ()  # facts to judge, export or choose together
    row_marks: tuple[tuple[str, tuple[str, ...]], ...] = ()  # by the name of the table, where rows are marked
    only: tuple[Only, ...] = ()  # rows that are left of tables, from going into a frequency
    series: tuple[str, str, str] | None = None  # region code, indicator, measure that is plotted
    compared: Comparison | None = None  # what places are ranked by, or shown year by year
    beside: Beside | None = None  # the places that stand side by side
    document: str | None = None  # the document being read
    fact: str | None = None  # fact under the cursor
    column: str | None = None  # whose frequencies are shown
    against: bool = False  # the parent's series beside the chosen one
    siblings: bool = False  # the median of the places beside it
    programmes: bool = False  # and its targets of several years
    unfolded: bool = False  # the board of a place has its rows and years without a value too
    verdict: str = ""  # one of ROUND: the targets that are shown on their tab
    layouts: tuple[tuple[str, Layout], ...] = ()  # by the name of the table

    @property
    def shown(self) -> str:
        """The mode that is shown, never empty."""
        modes = self.tab.kind.modes
        return self.mode if self.mode in modes else modes[0]

    @property
    def aside(self) -> bool:
        """Whether it is another mode than the one that its tab begins with."""
        return self.shown != self.tab.kind.modes[0]

    @property
    def reads(self) -> bool:
        """Whether a document is read on the tab of documents."""
        return self.tab is Tab.DOCUMENTS and self.document is not None

    @property
    def further(self) -> tuple[str, ...]:
        """What is plotted beside the chosen series."""
        wanted = {"parent": self.against, "siblings": self.siblings, "programmes": self.programmes}
        return tuple(name for name, on in wanted.items() if on)

    @property
    def table(self) -> object:
        """What tells its main table from another one: tab, mode and what is selected."""
        return self.tab, self.shown, self.selection, self.column if self.shown == "frequency" else None

    @property
    def asked(self) -> str:
        """The table whose columns a condition above it speaks of."""
        if self.tab is Tab.TARGETS:
            return _ASKED.get(self.shown, "targets")
        return "documents" if self.tab is Tab.DOCUMENTS else "facts"

    @property
    def judged(self) -> str:
        """The verdict of the targets that are shown; empty for all, and where the rows are no targets."""
        return self.verdict if self.tab is Tab.TARGETS and self.shown in ("rows", "wide") else ""

    @property
    def marked(self) -> tuple[str, ...]:
        """The marks that count on this tab, where they are seen: of facts, or of places in the tree and the matrix."""
        kinds = {"facts": self.fact_marks, "places": self.marks, "rows": self.marks_in(self.main)}
        return kinds.get(self.tab.kind.marks, ())

    @property
    def main(self) -> str:
        """The name of the main table of a tab whose modes are tables of their own."""
        return self.tab.value if self.shown == "rows" else f"{self.tab.value}_{self.shown}"

    def marks_in(self, table: str) -> tuple[str, ...]:
        """The marks that the rows of a table can have."""
        if table in ("tree", "matrix"):
            return self.marks
        return self.fact_marks if table == "facts" else dict(self.row_marks).get(table, ())

    def only_in(self, table: str) -> tuple[Only, ...]:
        """What is left of the rows of a table."""
        return tuple(one for one in self.only if one.table == table)

    def with_marked(self, marks: tuple[str, ...]) -> View:
        """The view with other marks of the kind that counts on this tab."""
        match self.tab.kind.marks:
            case "facts":
                return replace(self, fact_marks=marks)
            case "rows":
                return replace(self, row_marks=tuple({**dict(self.row_marks), self.main: marks}.items()))
        return replace(self, marks=marks)

    def left_for(self, tab: Tab) -> View:
        """The view without the marks whose tables are left for another tab; going in and coming back keeps them."""
        return replace(
            self,
            marks=self.marks if tab.kind.marks == "places" else (),
            fact_marks=self.fact_marks if tab.kind.judged else (),
            row_marks=(),
            only=(),
        )

    def layout(self, table: str) -> Layout:
        """How the columns of a table stand; the default where nobody has touched them."""
        return dict(self.layouts).get(table) or FIRST_LAYOUTS.get(table, Layout())

    def with_layout(self, table: str, layout: Layout) -> View:
        """The view with the columns of one table changed."""
        return replace(self, layouts=tuple({**dict(self.layouts), table: layout}.items()))

    def to(self, tab: Tab, **changes: Any) -> View:
        """Another tab with the same selection."""
        return replace(self, tab=tab, mode=str(changes.pop("mode", "")), **changes)


@dataclass(frozen=True, slots=True)
class Crumb:
    """A view to come back to, what its step is called, and the part that had the focus when it was left."""

    view: View
    label: str
    part: str = ""


def to_json(view: View) -> dict[str, Any]:
    """The view as JSON can hold it. Marks are of a session: one that begins with them would hide the rest unasked."""
    return asdict(replace(view, marks=(), fact_marks=(), row_marks=(), only=()))


def from_json(data: object) -> View:
    """A view read back. What is missing, unknown or of another type is left at its default: state is a convenience."""
    if not isinstance(data, dict):
        return View()
    kept: dict[str, Any] = {}
    try:
        kept["tab"] = Tab(data.get("tab", Tab.REGIONS))
    except ValueError:
        return View()
    if isinstance(chosen := data.get("selection"), dict):
        kept["selection"] = _selection(chosen)
    for name in ("mode", "place", "document", "fact", "column"):
        if isinstance(value := data.get(name), str):
            kept[name] = value
    series = data.get("series")
    if isinstance(series, list) and len(series) == 3 and all(isinstance(s, str) for s in series):
        kept["series"] = tuple(series)
    if isinstance(compared := data.get("compared"), dict):
        kept["compared"] = _comparison(compared)
    if isinstance(beside := data.get("beside"), dict):
        kept["beside"] = _beside(beside)
    for name in ("against", "siblings", "programmes", "unfolded"):
        if isinstance(switched := data.get(name), bool):
            kept[name] = switched
    if (verdict := data.get("verdict")) in ROUND:
        kept["verdict"] = verdict
    if isinstance(layouts := data.get("layouts"), list):
        pairs = [p for p in layouts if isinstance(p, list) and len(p) == 2 and isinstance(p[0], str)]
        kept["layouts"] = tuple((name, _layout(value)) for name, value in pairs if isinstance(value, dict))
    return View(**kept)


def _selection(data: dict[str, Any]) -> Selection:
    kept: dict[str, Any] = {}
    for f in fields(Selection):
        value = data.get(f.name)
        if f.name == "years":
            if isinstance(value, list) and len(value) == 2 and all(isinstance(y, int) for y in value):
                kept["years"] = (value[0], value[1])
        elif f.name in ("conditions", "facts"):
            if isinstance(value, list):
                kept[f.name] = tuple(v for v in value if isinstance(v, str))
        elif f.name == "below":
            kept["below"] = value is not False
        elif isinstance(value, str):
            kept[f.name] = value
    return Selection(**kept)


def _comparison(data: dict[str, Any]) -> Comparison | None:
    texts = {name: data.get(name) for name in ("region", "indicator", "measure")}
    if not all(isinstance(text, str) for text in texts.values()):
        return None
    maybe = {name: value for name in ("unit", "scope") if isinstance(value := data.get(name), str)}
    year, level, by, chosen = data.get("year"), data.get("level"), data.get("value"), data.get("places")
    return Comparison(
        **{name: str(text) for name, text in texts.items()},
        **maybe,
        year=year if isinstance(year, int) else 0,
        level=level if level in LEVELS else "",
        value=by if by in VALUES else VALUES[0],
        places=tuple(code for code in chosen if isinstance(code, str)) if isinstance(chosen, list) else (),
    )


def _beside(data: dict[str, Any]) -> Beside | None:
    places, year, value = data.get("places"), data.get("year"), data.get("value")
    if not isinstance(places, list) or not places or not all(isinstance(code, str) for code in places):
        return None
    return Beside(
        tuple(dict.fromkeys(places)),
        year=year if isinstance(year, int) else 0,
        value=value if value in VALUES else VALUES[0],
        lone=data.get("lone") is True,
    )


def _layout(data: dict[str, Any]) -> Layout:
    def names(key: str) -> tuple[str, ...]:
        value = data.get(key)
        return tuple(v for v in value if isinstance(v, str)) if isinstance(value, list) else ()

    widths = data.get("widths")
    pairs = [w for w in widths if isinstance(w, list) and len(w) == 2] if isinstance(widths, list) else []
    frozen = data.get("frozen")
    return Layout(
        sort=names("sort"),
        hidden=names("hidden"),
        order=names("order"),
        widths=tuple((c, w) for c, w in pairs if isinstance(c, str) and isinstance(w, int)),
        frozen=frozen if isinstance(frozen, int) and not isinstance(frozen, bool) and frozen >= 0 else 1,
    )
