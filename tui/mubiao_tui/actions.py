"""The one registry of what a person can do in the explorer.

Bindings, the footer, the palette, the help screen and the README's table are all made from `ACTIONS`; the pure function
`available` decides from a snapshot of the interface which of them work now. So a key in the footer always does
something, and a key that does nothing is never in it.

A key is a character as typed (`/`, `／`) or the name of a key that types none (`enter`, `ctrl+p`, `f1`). The first one
is shown. Keys that multiplexers and terminals take (Ctrl+A/B/S, Ctrl+H/I/J/M) are never used, and every action has a
way in without letters: a Chinese input method swallows letters, but not function keys, arrows or its own punctuation,
and the palette opens with a full-width colon.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from mubiao_tui.view import Tab


@dataclass(frozen=True, slots=True)
class Situation:
    """What is true of the interface now, as far as any action asks."""

    tab: Tab = Tab.REGIONS
    pane: str = "tree"  # the part that has the focus: tree board bars grid list reader chart
    mode: str = ""  # what the tab's main table shows
    rows: int = 0  # rows of the focused part
    columns: int = 0  # shown columns of the focused part, 0 where it has none
    hidden: bool = False  # some of its columns are hidden
    sorted: bool = False  # it is sorted by a column
    place: bool = False  # the cursor stands for a place
    parent: bool = False  # that place has another above it in this database
    siblings: bool = False  # and others beside it
    series: bool = False  # the cursor stands for an indicator of a place
    fact: bool = False  # the cursor stands for a fact, or evidence of one is shown
    enters: bool = False  # there is something to go into under the cursor
    text: bool = False  # a document's text is shown
    facts: bool = False  # and it has facts
    sections: bool = False  # and it has sections
    searching: bool = False  # something is searched for in the focused part
    crumbs: int = 0  # steps to go back
    marks: int = 0
    filtered: bool = False
    undoable: bool = False
    changed: bool = False  # the database is not what is shown any more
    writable: bool = True
    busy: bool = False  # a long task can be cancelled
    pick: bool = False  # the explorer is a chooser in a pipe
    review: bool = False  # review mode: the keys that judge do so
    panes: int = 1  # parts that Tab goes round


Condition = Callable[[Situation], bool]


@dataclass(frozen=True, slots=True)
class Action:
    """Something a person can do. Its words are in strings under `action.<id>`: label and help."""

    id: str
    group: str
    keys: tuple[str, ...]
    when: Condition
    footer: int = 0  # 0: not in the footer; otherwise the smaller, the sooner it gets room
    opens: bool = False  # something opens that takes what is typed next
    judges: bool = False  # writes a judgment, or leads to one: only in review mode

    @property
    def settles(self) -> bool:
        """Whether another part may have the focus afterwards, or other rows be shown."""
        return self.group != "move" or self.id in ("next_pane", "previous_pane")


def always(_: Situation) -> bool:
    """Works everywhere."""
    return True


def _rows(s: Situation) -> bool:
    return s.rows > 0


def _scrolls(s: Situation) -> bool:
    return s.rows > 0 or s.pane == "reader"


def _table(s: Situation) -> bool:
    return s.columns > 1 and s.rows > 0 and s.pane != "reader"


def _sorted(s: Situation) -> bool:
    return s.columns > 1 and s.sorted and s.pane != "reader"


def _frequency(s: Situation) -> bool:
    return _columns(s) and s.tab is Tab.FACTS and s.pane == "grid" and s.mode != "frequency"


def _columns(s: Situation) -> bool:
    return s.columns > 0 and s.rows > 0 and s.pane != "reader"


def _reader(s: Situation) -> bool:
    return s.pane == "reader"


REVIEWED = (Tab.FACTS, Tab.DOCUMENTS)
"""Tabs on which facts are judged; review mode ends where another is turned to."""


def _reviewable(s: Situation) -> bool:
    return s.writable and not s.pick and s.tab in REVIEWED


def _judge(s: Situation) -> bool:
    return s.review and s.fact and _reviewable(s)


def _tree(s: Situation) -> bool:
    return s.tab is Tab.REGIONS and s.place and s.parent


def _markable(s: Situation) -> bool:
    places = s.place and (s.pane == "tree" or (s.tab is Tab.SECTORS and s.pane == "matrix"))
    return s.rows > 0 and (places or (s.fact and s.tab is Tab.FACTS))


def _mode(tab: Tab) -> Condition:
    return lambda s: s.tab is tab


ACTIONS: tuple[Action, ...] = (
    # In a pipe Enter takes the row, so it comes before the Enter that goes in.
    Action("choose", "go", ("enter",), lambda s: s.pick and s.fact and s.pane == "grid", 1),
    Action("enter", "go", ("enter",), lambda s: s.enters and not (s.pick and s.fact and s.pane == "grid"), 1),
    Action("back", "go", ("escape", "backspace"), lambda s: s.crumbs > 0 or s.searching, 2),
    Action("cancel", "go", ("escape",), lambda s: s.busy and s.crumbs == 0 and not s.searching, 1),
    # Moving
    Action("up", "move", ("up", "k"), _scrolls),
    Action("down", "move", ("down", "j"), _scrolls),
    Action("left", "move", ("left", "h"), _scrolls),
    Action("right", "move", ("right", "l"), _scrolls),
    Action("page_up", "move", ("pageup",), _scrolls),
    Action("page_down", "move", ("pagedown", "ctrl+d"), _scrolls),
    Action("top", "move", ("g", "home"), _scrolls),
    Action("bottom", "move", ("G", "end"), _scrolls),
    Action("next_pane", "move", ("tab",), lambda s: s.panes > 1, 30),
    Action("previous_pane", "move", ("shift+tab",), lambda s: s.panes > 1),
    # Tabs
    Action("regions", "tabs", ("1", "１"), lambda s: s.tab is not Tab.REGIONS),
    Action("sectors", "tabs", ("2", "２"), lambda s: s.tab is not Tab.SECTORS),
    Action("targets", "tabs", ("3", "３"), lambda s: s.tab is not Tab.TARGETS),
    Action("facts", "tabs", ("4", "４"), lambda s: s.tab is not Tab.FACTS),
    Action("documents", "tabs", ("5", "５"), lambda s: s.tab is not Tab.DOCUMENTS),
    # Places
    Action("parent", "places", ("p", "^", "ctrl+up"), _tree, 10),
    Action("siblings", "places", ("s", "~", "～"), lambda s: _tree(s) and s.siblings, 11),
    Action("mark", "places", (" ", "　", "m"), _markable, 12),
    Action("compare", "places", ("=", "＝"), lambda s: s.tab is Tab.REGIONS and s.marks > 1 and s.mode != "compare", 3),
    Action("unmark", "places", ("_", "＿", "—"), lambda s: s.marks > 0, 9),
    Action("below", "places", ("b", "&", "＆"), lambda s: s.tab is not Tab.DOCUMENTS),
    Action("narrow", "places", ("f", "@", "＠"), lambda s: s.place and s.pane != "reader", 13),
    # Filter and search
    Action("filter", "filter", ("/", "／", "f3"), always, 4, opens=True),
    Action("unfilter", "filter", ("\\", "＼", "、", "ctrl+u"), lambda s: s.filtered, 14),
    Action("search", "filter", ("f7", "*", "＊", "×"), lambda s: s.text if _reader(s) else s.rows > 0, opens=True),
    Action("next_match", "filter", ("n", "f8"), lambda s: s.searching, 5),
    Action("previous_match", "filter", ("N", "shift+f8"), lambda s: s.searching, 6),
    # Columns
    Action("sort_up", "columns", ("[", "【", "［"), _table, 20),
    Action("sort_down", "columns", ("]", "】", "］"), _table, 21),
    Action("then_up", "columns", ("{", "｛", "「"), lambda s: _table(s) and s.sorted),
    Action("then_down", "columns", ("}", "｝", "」"), lambda s: _table(s) and s.sorted),
    Action("unsort", "columns", ("0", "０"), _sorted),
    Action("hide", "columns", ("-", "－"), _table, 24),
    Action("unhide", "columns", ("+", "＋"), lambda s: s.hidden and s.pane != "reader"),
    Action("move_left", "columns", ("<", "《", "＜"), _table),
    Action("move_right", "columns", (">", "》", "＞"), _table),
    Action("freeze", "columns", ("!", "！"), _table, 25),
    Action("narrower", "columns", ("(", "（"), _columns),
    Action("wider", "columns", (")", "）"), _columns),
    Action("frequency", "columns", ("F", "#", "＃"), _frequency, 15),
    # What each tab can show
    Action("leading", "show", ("i", "'", "‘", "’"), _mode(Tab.SECTORS), 15),
    Action("wide", "show", ("w", "'", "‘", "’"), _mode(Tab.TARGETS), 15),
    Action("coverage", "show", ("c", ";", "；"), _mode(Tab.TARGETS), 16),
    Action("conflicts", "show", ("C", '"', "“", "”"), _mode(Tab.TARGETS), 17),
    Action("against", "show", ("a", "|", "｜"), lambda s: s.tab is Tab.TARGETS and s.series and s.parent, 9),
    Action("chart", "show", ("v", "%", "％"), lambda s: s.tab is Tab.TARGETS),
    Action("evidence", "show", ("v", "%", "％"), lambda s: s.tab is Tab.FACTS),
    # The reading pane
    Action("previous_fact", "read", ("[", "【", "［"), lambda s: _reader(s) and s.facts, 8),
    Action("next_fact", "read", ("]", "】", "］"), lambda s: _reader(s) and s.facts, 7),
    Action("previous_section", "read", ("{", "｛", "「"), lambda s: _reader(s) and s.sections),
    Action("next_section", "read", ("}", "｝", "」"), lambda s: _reader(s) and s.sections),
    Action("outline", "read", ("s", "~", "～"), lambda s: _reader(s) and s.sections, 18, opens=True),
    Action("add", "read", ("o", "f4"), lambda s: s.tab is Tab.DOCUMENTS and s.writable and not s.pick, 19, opens=True),
    # Reviews. No text that somebody types can hold the key that enters: it is none that types a character.
    Action("review", "review", ("f9", "ctrl+e"), lambda s: _reviewable(s) and not s.review, 8),
    Action("review_end", "review", ("f9", "ctrl+e"), lambda s: _reviewable(s) and s.review, 1),
    Action("accept", "review", ("a", "'", "‘", "’", "＇"), _judge, 1, judges=True),
    Action("reject", "review", ("r", '"', "“", "”", "＂"), _judge, 1, judges=True),
    Action("correct", "review", ("e", ".", "。", "．"), _judge, 2, opens=True, judges=True),
    Action("note", "review", (";", "；"), _judge, 3, opens=True, judges=True),
    Action(
        "undo", "review", ("u", "`", "·", "｀"), lambda s: s.review and s.undoable and _reviewable(s), 1, judges=True
    ),
    Action("unreviewed", "review", (",", "，"), lambda s: s.fact and _reviewable(s), 23),
    # Out of here
    Action("copy", "out", ("y", "f5"), _rows, 26),
    Action("copy_column", "out", ("K", "shift+f5"), _columns),
    Action("quote", "out", ("Y", "ctrl+y"), lambda s: s.fact, 29),
    Action("command", "out", ("$", "＄", "￥"), always, 27, opens=True),
    Action("export", "out", ("x", "f6"), lambda s: s.rows > 0 and s.pane != "reader", 28, opens=True),
    # The program
    Action("help", "program", ("?", "？", "f1"), always, 50, opens=True),
    Action("palette", "program", (":", "：", "ctrl+p", "f2"), always, 51, opens=True),
    Action("reload", "program", ("R", "ctrl+r"), always),
    Action("language", "program", ("L", "ctrl+l"), always),
    Action("theme", "program", ("T", "ctrl+t"), always),
    Action("suspend", "program", ("ctrl+z",), always),
    Action("quit", "program", ("q", "ctrl+q", "f10"), always, 52),
)

BY_ID: dict[str, Action] = {action.id: action for action in ACTIONS}

GROUPS: tuple[str, ...] = tuple(dict.fromkeys(action.group for action in ACTIONS))
"""In the order in which help shows them."""


def available(situation: Situation) -> list[Action]:
    """The actions that do something now, in the order of the registry."""
    return [action for action in ACTIONS if action.when(situation)]


def resolve(key: str, situation: Situation) -> Action | None:
    """What a key does now, or None. `key` is a typed character or a key's name."""
    for action in ACTIONS:
        if key in action.keys and action.when(situation):
            return action
    return None


def judging(key: str, situation: Situation) -> Action | None:
    """What a key that does nothing now would judge in review mode, or None."""
    if situation.review:
        return None
    action = resolve(key, replace(situation, review=True))
    return action if action is not None and action.judges else None


def opens(key: str) -> bool:
    """Whether a key opens something to type into, somewhere and at some time."""
    return any(action.opens and key in action.keys for action in ACTIONS)


def footer(situation: Situation) -> list[Action]:
    """The actions that a footer shows, those that get room first in front."""
    shown = [action for action in available(situation) if action.footer]
    return sorted(shown, key=lambda action: action.footer)


_SIGNS = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "enter": "Enter",
    "escape": "Esc",
    "backspace": "Backspace",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "tab": "Tab",
    " ": "Space",
    "　": "Space",
}


def key_name(key: str) -> str:
    """A key as people write it: `ctrl+p` is Ctrl+P, `f1` is F1, `/` is /."""
    if key in _SIGNS:
        return _SIGNS[key]
    if len(key) == 1:
        return key
    return "+".join(_SIGNS.get(part) or part.capitalize() for part in key.split("+"))


def key_names(keys: Iterable[str]) -> str:
    """Several keys in one cell of a table, each once."""
    return " ".join(dict.fromkeys(key_name(key) for key in keys))


def markdown(label: Callable[[Action], str], heading: Callable[[str], str]) -> str:
    """The table of keys for the README: one section a group."""
    lines: list[str] = []
    for group in GROUPS:
        lines += [f"| {heading(group)} | |", "|---|---|"]
        for action in ACTIONS:
            if action.group == group:
                keys = " ".join(f"`{k}`" for k in dict.fromkeys(key_name(k) for k in action.keys)).replace("|", "\\|")
                lines.append(f"| {keys} | {label(action)} |")
        lines.append("")
    return "\n".join(lines)
