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

from mubiao_tui.situation import Condition, Situation
from mubiao_tui.tabs import TABS, Tab


@dataclass(frozen=True, slots=True)
class Action:
    """Something a person can do. Its words are in strings under `action.<id>`: label and help."""

    id: str
    group: str
    run: str  # what does it: a method of the pane that is seen, or of one of `mubiao_tui.app.actions`
    keys: tuple[str, ...]
    when: Condition
    footer: int = 0  # 0: not in the footer; otherwise the smaller, the sooner it gets room
    to: Tab | None = None  # given to what is run: the tab that is turned to
    opens: bool = False  # something opens that takes what is typed next
    judges: bool = False  # writes a judgment, or leads to one: only in review mode
    takes: bool = False  # takes the row under the cursor, so it waits for the rows that are being read

    @property
    def waits(self) -> bool:
        """Whether it is about the rows or columns that are seen, and not about those that are on their way out."""
        return self.takes or self.group == "columns"

    @property
    def settles(self) -> bool:
        """Whether another part may have the focus afterwards, or other rows be shown."""
        return self.group != "move" or self.id in ("next_pane", "previous_pane", "fill", "unfill")


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
    return _columns(s) and s.mode != "frequency"


def _columns(s: Situation) -> bool:
    return s.columns > 0 and s.rows > 0 and s.pane != "reader"


def _reader(s: Situation) -> bool:
    return s.pane == "reader"


def _reviewable(s: Situation) -> bool:
    return s.writable and not s.pick and s.tab.kind.judged


def _judge(s: Situation) -> bool:
    return s.review and s.fact and _reviewable(s)


def _fact(s: Situation) -> bool:
    """A fact, not a pledge: what is asked of numbers alone."""
    return s.fact and s.tab is not Tab.PLEDGES


def _tree(s: Situation) -> bool:
    return s.tab is Tab.REGIONS and s.place and s.parent


def _markable(s: Situation) -> bool:
    places = s.place and (s.pane == "tree" or (s.tab is Tab.SECTORS and s.pane == "matrix"))
    rows = s.tab is Tab.TARGETS and s.pane == "grid"
    return s.rows > 0 and (places or rows or (s.fact and s.tab is Tab.FACTS))


def _placed(s: Situation) -> bool:
    return s.place and s.pane != "reader"


def _other(tab: Tab) -> Condition:
    return lambda s: s.tab is not tab


def _mode(tab: Tab) -> Condition:
    return lambda s: s.tab is tab


def _chooses(s: Situation) -> bool:
    return s.pick and _fact(s) and s.pane == "grid"


def _enters(s: Situation) -> bool:
    return s.enters and not _chooses(s)


def _compare(s: Situation) -> bool:
    return s.marks > 1 and (s.tab is Tab.REGIONS or _comparing(s))


def _searchable(s: Situation) -> bool:
    return s.text if _reader(s) else s.rows > 0


def _charted(s: Situation) -> bool:
    return s.series and _verdicts(s)


def _against(s: Situation) -> bool:
    return _charted(s) and s.parent


def _yearly(s: Situation) -> bool:
    return s.tab is Tab.TARGETS and s.mode in ("ranking", "beside")


def _comparing(s: Situation) -> bool:
    return s.tab is Tab.TARGETS and s.mode in ("ranking", "panel")


def _valued(s: Situation) -> bool:
    return _comparing(s) or _yearly(s)


def _comparable(s: Situation) -> bool:
    return _comparing(s) or (s.tab is Tab.TARGETS and s.series)


def _verdicts(s: Situation) -> bool:
    return s.tab is Tab.TARGETS and s.mode in ("rows", "wide")


def _whole(s: Situation) -> bool:
    """All targets, which some places side by side are not."""
    return s.tab is Tab.TARGETS and s.mode != "beside"


def _sections(s: Situation) -> bool:
    return _reader(s) and s.sections


def _addable(s: Situation) -> bool:
    return s.tab is Tab.DOCUMENTS and s.writable and not s.pick


def _document(s: Situation) -> bool:
    return s.document and s.tab is Tab.DOCUMENTS and not s.pick


def _sourced(s: Situation) -> bool:
    """What came from somewhere: a document, or the one of a fact."""
    return _document(s) or (s.tab is Tab.FACTS and s.fact)


def _documents(s: Situation) -> bool:
    return s.tab is Tab.DOCUMENTS and not s.pick


def _doubts(s: Situation) -> bool:
    return _documents(s) or (s.tab is Tab.REGIONS and s.place and not s.pick)


def _statable(s: Situation) -> bool:
    return _document(s) and s.writable and not s.fact


def _unstatable(s: Situation) -> bool:
    return s.stated and s.writable and s.tab is Tab.DOCUMENTS and not s.pick and not s.undoable


def _undoable(s: Situation) -> bool:
    return s.review and s.undoable and _reviewable(s)


ACTIONS: tuple[Action, ...] = (
    # In a pipe Enter takes the row, so it comes before the Enter that goes in.
    Action("choose", "go", "output.choose", ("enter",), _chooses, 1, takes=True),
    Action("enter", "go", "pane.enter", ("enter",), _enters, 1, takes=True),
    Action("back", "go", "program.back", ("escape", "backspace"), lambda s: s.crumbs > 0 or s.searching, 2),
    Action("cancel", "go", "adding.cancel", ("escape",), lambda s: s.busy and s.crumbs == 0 and not s.searching, 1),
    # Moving
    Action("up", "move", "moving.up", ("up", "k"), _scrolls),
    Action("down", "move", "moving.down", ("down", "j"), _scrolls),
    Action("left", "move", "pane.left", ("left", "h"), _scrolls),
    Action("right", "move", "pane.right", ("right", "l"), _scrolls),
    Action("page_up", "move", "moving.page_up", ("pageup",), _scrolls),
    Action("page_down", "move", "moving.page_down", ("pagedown", "ctrl+d"), _scrolls),
    Action("top", "move", "moving.top", ("g", "home"), _scrolls),
    Action("bottom", "move", "moving.bottom", ("G", "end"), _scrolls),
    Action("next_pane", "move", "moving.next_pane", ("tab",), lambda s: s.panes > 1, 30),
    Action("previous_pane", "move", "moving.previous_pane", ("shift+tab",), lambda s: s.panes > 1),
    Action("fill", "move", "pane.fill", ("z", "f12"), lambda s: s.fills and not s.filled, 31),
    Action("unfill", "move", "pane.unfill", ("z", "f12"), lambda s: s.filled, 5),
    # Tabs
    *(Action(tab.value, "tabs", "program.turn", kind.keys, _other(tab), to=tab) for tab, kind in TABS.items()),
    # Places
    Action("parent", "places", "pane.to_parent", ("p", "^", "ctrl+up"), _tree, 10),
    Action("siblings", "places", "pane.to_sibling", ("s", "~", "～"), lambda s: _tree(s) and s.siblings, 11),
    Action("mark", "places", "selecting.mark", (" ", "　", "m"), _markable, 12, takes=True),
    Action("compare", "places", "selecting.compare", ("=", "＝"), _compare, 3),
    Action("unmark", "places", "selecting.unmark", ("_", "＿", "—"), lambda s: s.marks > 0, 9),
    Action("below", "places", "selecting.below", ("b", "&", "＆"), lambda s: s.tab is not Tab.DOCUMENTS),
    Action("narrow", "places", "selecting.narrow", ("f", "@", "＠"), _placed, 13, takes=True),
    # Filter and search
    Action("filter", "filter", "selecting.filter", ("/", "／", "f3"), always, 4, opens=True),
    Action("unfilter", "filter", "selecting.unfilter", ("\\", "＼", "、", "ctrl+u"), lambda s: s.filtered, 14),
    Action("search", "filter", "selecting.search", ("*", "f7", "＊", "×"), _searchable, 5, opens=True),
    Action("next_match", "filter", "selecting.next_match", ("n", "f8"), lambda s: s.searching, 5),
    Action("previous_match", "filter", "selecting.previous_match", ("N", "shift+f8"), lambda s: s.searching, 6),
    # Columns
    Action("sort_up", "columns", "columns.sort_up", ("[", "【", "［"), _table, 20),
    Action("sort_down", "columns", "columns.sort_down", ("]", "】", "］"), _table, 21),
    Action("then_up", "columns", "columns.then_up", ("{", "｛", "「"), lambda s: _table(s) and s.sorted),
    Action("then_down", "columns", "columns.then_down", ("}", "｝", "」"), lambda s: _table(s) and s.sorted),
    Action("unsort", "columns", "columns.unsort", ("0", "０"), _sorted),
    Action("hide", "columns", "columns.hide", ("-", "－"), _table, 24),
    Action("unhide", "columns", "columns.unhide", ("+", "＋"), lambda s: s.hidden and s.pane != "reader"),
    Action("move_left", "columns", "columns.move_left", ("<", "《", "＜"), _table),
    Action("move_right", "columns", "columns.move_right", (">", "》", "＞"), _table),
    Action("freeze", "columns", "columns.freeze", ("!", "！"), _table, 25),
    Action("narrower", "columns", "columns.narrower", ("(", "（"), _columns),
    Action("wider", "columns", "columns.wider", (")", "）"), _columns),
    Action("frequency", "columns", "statistics.frequency", ("F", "#", "＃"), _frequency, 15, takes=True),
    Action("statistics", "columns", "statistics.summary", ("S", "shift+f6"), _columns, 22, takes=True),
    # What each tab can show
    Action("leading", "show", "pane.show_leading", ("i", "'", "‘", "’"), _mode(Tab.SECTORS), 15),
    Action("news", "show", "news.show", ("c", ";", "；"), lambda s: s.tab is Tab.REGIONS and s.news, 3, opens=True),
    Action("fold", "show", "pane.fold", ("v", "%", "％"), lambda s: s.tab is Tab.REGIONS and s.folds, 15),
    Action("wide", "show", "pane.show_wide", ("w", "'", "‘", "’"), _whole, 15),
    Action("coverage", "show", "pane.show_coverage", ("c", ";", "；"), _whole, 7),
    Action("conflicts", "show", "pane.show_conflicts", ("C", '"', "“", "”"), _whole, 8),
    Action("ranking", "show", "pane.show_ranking", ("r", "^"), _comparable, 6, takes=True),
    Action("panel", "show", "pane.show_panel", ("P", "~", "～"), _comparable, 8, takes=True),
    Action("year_before", "show", "pane.year_before", (",", "，"), _yearly, 6, takes=True),
    Action("year_after", "show", "pane.year_after", (".", "。", "．"), _yearly, 7, takes=True),
    Action("next_level", "show", "pane.next_level", ("d", "shift+f4"), _comparing, 8, takes=True),
    Action("next_value", "show", "pane.next_value", ("o", "`", "·", "｀"), _valued, 9, takes=True),
    Action("against", "show", "pane.show_against", ("a", "|", "｜"), _against, 9),
    Action("beside", "show", "pane.show_siblings", ("s", "f4"), _against, 10),
    Action("steps", "show", "pane.show_programmes", ("p", "shift+f7"), _charted, 11),
    Action("verdicts", "show", "pane.show_verdicts", ("v", "%", "％"), _verdicts, 3),
    Action("chart", "show", "pane.show_chart", ("t", "=", "＝"), _verdicts),
    Action("pledges_rows", "show", "pane.show_rows", ("i", "|", "｜"), _mode(Tab.PLEDGES), 15),
    Action("pledges_chains", "show", "pane.show_chains", ("c", "~", "～"), _mode(Tab.PLEDGES), 16),
    Action("fate", "show", "pane.show_fate", ("v", "%", "％"), _mode(Tab.PLEDGES)),
    Action("evidence", "show", "pane.show_evidence", ("v", "%", "％"), lambda s: s.tab is Tab.FACTS),
    # The reading pane
    Action("previous_fact", "read", "pane.previous_fact", ("[", "【", "［"), lambda s: _reader(s) and s.facts, 8),
    Action("next_fact", "read", "pane.next_fact", ("]", "】", "］"), lambda s: _reader(s) and s.facts, 7),
    Action("previous_section", "read", "pane.previous_section", ("{", "｛", "「"), _sections),
    Action("next_section", "read", "pane.next_section", ("}", "｝", "」"), _sections),
    Action("outline", "read", "pane.show_outline", ("s", "~", "～"), _sections, 18, opens=True),
    Action("add", "read", "adding.open", ("o", "f4"), _addable, 9, opens=True),
    Action("state", "read", "stating.correct", ("e", ".", "。", "．"), _statable, 10, opens=True, takes=True),
    Action("remove", "read", "stating.remove", ("D", "delete"), _statable, 21, opens=True, takes=True),
    Action("state_undo", "read", "stating.undo", ("u", "`", "·", "｀"), _unstatable, 3),
    Action("frame", "read", "stating.show_frame", ("v", "%", "％"), _document, 22, opens=True, takes=True),
    Action("doubts", "read", "stating.show_doubts", ("w", "|", "｜"), _doubts, 11, opens=True),
    # Reviews. No text that somebody types can hold the key that enters: it is none that types a character.
    Action("review", "review", "reviewing.begin", ("f9", "ctrl+e"), lambda s: _reviewable(s) and not s.review, 8),
    Action("review_end", "review", "reviewing.end", ("f9", "ctrl+e"), lambda s: _reviewable(s) and s.review, 1),
    Action("accept", "review", "reviewing.accept", ("a", "'", "‘", "’", "＇"), _judge, 1, judges=True),
    Action("reject", "review", "reviewing.reject", ("r", '"', "“", "”", "＂"), _judge, 1, judges=True),
    Action("correct", "review", "reviewing.correct", ("e", ".", "。", "．"), _judge, 2, opens=True, judges=True),
    Action("note", "review", "reviewing.note", (";", "；"), _judge, 3, opens=True, judges=True),
    Action("undo", "review", "reviewing.undo", ("u", "`", "·", "｀"), _undoable, 1, judges=True),
    Action("unreviewed", "review", "reviewing.unreviewed", (",", "，"), lambda s: _fact(s) and _reviewable(s), 23),
    Action("doubted", "review", "progress.doubted", ("W", "="), lambda s: _fact(s) and _reviewable(s), 24),
    Action("agreement", "review", "progress.agreement", ("A", "shift+f9"), _reviewable, 25, opens=True),
    # Out of here
    Action("copy", "out", "output.copy", ("y", "f5"), _rows, 26, takes=True),
    Action("copy_column", "out", "output.copy_column", ("K", "shift+f5"), _columns, 30, takes=True),
    Action("quote", "out", "output.quote", ("Y", "ctrl+y"), _fact, 29, takes=True),
    Action("address", "out", "output.address", ("U", "^"), _sourced, 29, takes=True),
    Action("command", "out", "output.command", ("$", "＄", "￥"), always, 27, opens=True),
    Action("export", "out", "output.export", ("x", "f6"), lambda s: s.rows > 0 and s.pane != "reader", 28, opens=True),
    # The program
    Action("help", "program", "program.help", ("?", "？", "f1"), always, 50, opens=True),
    Action("palette", "program", "program.palette", (":", "：", "ctrl+p", "f2"), always, 51, opens=True),
    Action("views", "program", "views.open", ("V", "shift+f2"), lambda s: not s.pick, 49, opens=True),
    Action("reload", "program", "program.reload", ("R", "ctrl+r"), always),
    Action("language", "program", "program.language", ("L", "ctrl+l"), always),
    Action("theme", "program", "program.theme", ("T", "ctrl+t"), always),
    Action("suspend", "program", "program.suspend", ("ctrl+z",), always),
    Action("quit", "program", "program.quit", ("q", "ctrl+q", "f10"), always, 52),
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
