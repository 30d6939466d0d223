"""No key is handled by another part than the one that had, or was about to get, the focus when it was pressed."""

from __future__ import annotations

import pkgutil
import random
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.made import document
from tests.tui.app.conftest import Driven, Start
from tests.tui.app.test_explorer import facts
from tests.tui.app.test_terminal import OnPty, on_pty
from textual.widgets import Input

from mubiao.model import StoreError
from mubiao.queries import documents
from mubiao.queries import facts as queries
from mubiao.store import open_store
from mubiao_tui.app.actions import output

__all__ = ["on_pty"]  # a fixture

LETTERS = "area rare; '\"ue.·qvx14:*/?$"
"""What is typed: words that would judge, correct, note, undo, quit, turn and open, were they keys of the table."""


def typed(seed: int, length: int = 200) -> str:
    """Any text of so many characters that begins and ends with a letter."""
    some = random.Random(seed)
    return "a" + "".join(some.choice(LETTERS) for _ in range(length - 2)) + "r"


OPENERS = (
    # the tab, what is pressed there before, the key that opens, its name
    ("facts", "", "/", "filter"),
    ("facts", "", "*", "search"),
    ("facts", "", ":", "palette"),
    ("facts", "\x1b[20~", "e", "correct"),
    ("facts", "\x1b[20~", ";", "note"),
    ("facts", "", "x", "export"),
    ("documents", "", "o", "add"),
    ("regions", "", "/", "filter"),
    ("targets", "", ":", "palette"),
    ("documents", "\r", "*", "search"),
)


def line(driven: Driven) -> Input:
    found = driven.app.focused
    assert isinstance(found, Input)
    return found


def judgments(driven: Driven) -> int:
    return int(driven.app.source.store.reviews.all().height)


async def over(driven: Driven, slow: Slow) -> None:
    """Let what was held up be read, and all that follows it be done."""
    slow.free.set()
    await driven.until(lambda: not driven.app.loads.busy, "the read over")
    await driven.handled()


async def burst(driven: Driven, text: str) -> None:
    """All of it at once, as one read of the terminal brings it. ⎋ is the key Escape, which is the begin of others."""
    from textual import events
    from textual._xterm_parser import XTermParser

    for n, part in enumerate(text.split("⎋")):
        if n:
            driven.app.post_message(events.Key("escape", "\x1b"))
        for event in XTermParser().feed(part):
            driven.app.post_message(event)
    await driven.handled()


@pytest.mark.parametrize("before", dict.fromkeys(before for _, before, *_ in OPENERS))
@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_what_follows_an_opening_key_arrives_in_the_line(
    explorer: Start, before: str, size: tuple[int, int]
) -> None:
    async with explorer(size=size) as driven:
        await driven.ready("regions")
        pressed = False
        for tab, _, key, name in (opener for opener in OPENERS if opener[1] == before):
            if tab != driven.app.view.tab.value:
                await driven.turn(tab)
            if before and not pressed:
                await burst(driven, before)
                pressed = True
            await driven.until(lambda: not driven.app.loads.busy, "nothing read")
            text = typed(len(name) + size[0])
            first = {"export": f"mubiao-{tab}.csv"}.get(name, "")  # the name of a file is gone on with
            await burst(driven, key + text)
            assert line(driven).value == first + text, (tab, name)
            assert judgments(driven) == 0, (tab, name)
            await burst(driven, "⎋")
            await driven.until(lambda: not driven.app.typing, f"the line of {name} closed")


async def test_typed_slowly_or_pasted_it_arrives_as_well(explorer: Start) -> None:
    async with explorer() as driven:
        await driven.begins("facts")
        for piece in ("/", "学位 ", "a", "\x1b[200~pasted rare\x1b[201~", "r"):
            await burst(driven, piece)
        assert line(driven).value == "学位 apasted rarer"
        await burst(driven, "⎋/\x1b[200~pasted\x1b[201~")
        assert line(driven).value == "pasted"
        # Where there is no line a paste is for nobody, and says so.
        await burst(driven, "⎋\x1b[200~areas\x1b[201~")
        await driven.sees("pasted text goes into a line")
        assert judgments(driven) == 0 and driven.app.view.tab.value == "facts"


async def test_keys_after_the_line_go_to_the_table_again(explorer: Start) -> None:
    rows = sum(f.indicator == "school_places" for f in facts())
    async with explorer() as driven:
        await driven.ready("regions")
        # Tab, filter, filter again, mode, move, judge, leave the mode: one write.
        await burst(driven, "4/GDP\r/\x15学位\r\x1b[20~ja\x1b[20~aa")
        await driven.sees(f"{rows} rows")
        assert judgments(driven) == 1
        some = driven.app.source.store.reviews.all()["fact_id"][0]
        assert driven.app.source.store.fact(some)["indicator"] == "school_places"  # type: ignore[index]
        assert not driven.app.judging


async def test_a_list_is_narrowed_before_enter_takes_from_it(explorer: Start) -> None:
    async with explorer() as driven:
        await driven.ready("regions")
        await burst(driven, ":chinese\r")
        await driven.sees("地区")
        await burst(driven, "/claim = 'tar\t\r4")
        assert driven.app.view.selection.text == "claim = 'target'"
        assert driven.app.view.tab.value == "facts"


async def test_tab_never_leaves_a_line(explorer: Start) -> None:
    async with explorer() as driven:
        await driven.begins("facts")
        for opened in ("/", "*", ":"):
            await burst(driven, f"{opened}zzz\t\x1b[Zar")
            assert line(driven).value == "zzzar"
            await burst(driven, "⎋")


async def test_what_was_typed_for_something_that_does_not_open_is_dropped(explorer: Start) -> None:
    async with explorer() as driven:
        await driven.begins("facts")
        await burst(driven, "e5\x1b[20~ar")  # correcting is only in review mode
        await driven.sees("only in review mode")
        assert (driven.app.view.tab.value, driven.app.judging, judgments(driven)) == ("facts", False, 0)
        await burst(driven, "o5")  # files are added on another tab
        assert driven.app.view.tab.value == "facts"
        await burst(driven, "5")
        assert driven.app.view.tab.value == "documents"
        driven.app.handlers.adding.folder = driven.app.database / "nowhere"
        await burst(driven, "o1234")
        assert driven.app.view.tab.value == "documents"


class Slow:
    """A read that is held up until it is let go."""

    def __init__(self, work: Callable[..., object]) -> None:
        self.work, self.free, self.begun = work, threading.Event(), threading.Event()

    def __call__(self, *values: object) -> object:
        self.begun.set()
        assert self.free.wait(60)
        return self.work(*values)


async def test_keys_wait_for_a_dialog_that_has_to_read_and_escape_gives_it_up(
    explorer: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with explorer() as driven:
        await driven.begins("facts")
        await driven.until(lambda: not driven.app.loads.busy, "nothing read")
        await driven.keys("f9")
        for ends in ("", "⎋"):
            slow = Slow(documents.evidence)
            monkeypatch.setattr(documents, "evidence", slow)
            await driven.pilot.press("e", *"area")
            await driven.until(slow.begun.is_set, "the read")
            if ends:
                await burst(driven, ends)
                await over(driven, slow)
                assert not driven.app.typing
            else:
                slow.free.set()
                await driven.handled()
                assert line(driven).value == "area"
                await burst(driven, "⎋")
            monkeypatch.setattr(documents, "evidence", slow.work)
        assert judgments(driven) == 0


SLOWLY = (
    # the tab, the key that opens a list or a text, what it is made of, what is seen then
    ("documents", "w", "mubiao.doubts.doubts", "What looks wrong"),
    ("documents", "v", "mubiao.store.statements.changes.Statements.frame", "How the document was read"),
    ("facts", "A", "mubiao_tui.app.actions.reviews.progress.read", "How far the review has come"),
)


@pytest.mark.parametrize(("tab", "key", "name", "seen"), SLOWLY)
async def test_what_opens_late_takes_the_keys_after_it_or_none(
    explorer: Start, world: Path, monkeypatch: pytest.MonkeyPatch, tab: str, key: str, name: str, seen: str
) -> None:
    open_store(world).add(document("一段文字。", title="无名", doubts=(("year-unknown", "year unknown"),)), [])
    module, _, attribute = name.rpartition(".")
    holder = pkgutil.resolve_name(module)
    work = getattr(holder, attribute)
    async with explorer() as driven:
        await driven.begins(tab)
        await driven.until(lambda: not driven.app.loads.busy, "nothing read")
        for ends in ("⎋", ""):
            slow = Slow(work)
            monkeypatch.setattr(holder, attribute, lambda *given, slow=slow, **named: slow(*given))
            await driven.pilot.press(key, "1")
            await driven.until(slow.begun.is_set, "the read")
            if ends:
                await burst(driven, ends)
            await over(driven, slow)
            assert driven.app.view.tab.value == tab, "the digit was not for the tabs"
            assert (seen in driven.screen) == (not ends)
            assert driven.app.typing == (not ends)


async def test_a_row_is_copied_once_it_is_there(explorer: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    monkeypatch.setattr(output, "copy", lambda text, _: (copied.append(text), output.Copied("tool", "x"))[1])
    slow = Slow(queries.window)
    async with explorer() as driven:
        await driven.begins("facts")
        await driven.until(lambda: not driven.app.loads.busy, "nothing read")
        before = driven.app.pane.grid.current  # type: ignore[union-attr]
        monkeypatch.setattr(queries, "window", slow)
        await driven.types("]y")
        await driven.until(slow.begun.is_set, "sorted rows being read")
        assert copied == []
        slow.free.set()
        await driven.until(lambda: copied, "the row copied")
        now = driven.app.pane.grid.current  # type: ignore[union-attr]
        assert now.key != before.key and copied[0].splitlines()[1].split("\t")[0] == now.data["region"]


@pytest.mark.parametrize("error", [StoreError("no such thing"), KeyError("no such thing")])
async def test_a_dialog_that_cannot_open_drops_the_keys(
    explorer: Start, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def broken(*_: object) -> object:
        raise error

    async with explorer() as driven:
        await driven.begins("facts")
        await driven.until(lambda: not driven.app.loads.busy, "nothing read")
        monkeypatch.setattr(documents, "evidence", broken)
        await burst(driven, "\x1b[20~earar5")
        await driven.sees("no such thing")
        assert (judgments(driven), driven.app.view.tab.value) == (0, "facts")
        driven.app.faults = ()


async def test_each_judgment_of_a_burst_is_about_the_row_it_was_meant_for(explorer: Start) -> None:
    async with explorer() as driven:
        await driven.ready("regions")
        await burst(driven, "4\x1b[20~aaraa")
        marks = [driven.app.source.store.fact(f.fact_id)["review"] for f in facts()[:6]]  # type: ignore[index]
        assert marks == ["accepted", "accepted", "rejected", "accepted", "accepted", None]
        await burst(driven, "uuuuuu")
        assert driven.app.source.store.reviews.all()["undone"].to_list() == [True] * 5


async def test_a_judgment_waits_for_the_rows_that_were_asked_for(
    explorer: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with explorer() as driven:
        await driven.begins("facts")
        await driven.keys("f9")
        await driven.until(lambda: not driven.app.loads.busy, "nothing read")
        slow = Slow(queries.order)
        monkeypatch.setattr(queries, "order", slow)
        await driven.pilot.press("right_square_bracket", "a")
        await driven.until(slow.begun.is_set, "the read")
        assert judgments(driven) == 0
        slow.free.set()
        await driven.handled()
        judged = driven.app.source.store.reviews.all()["fact_id"].to_list()
        grid = driven.app.pane.grid  # type: ignore[union-attr]
        assert judged == [grid.model.row(0).key]


async def test_keys_typed_ahead_wait_for_the_rows_that_they_are_meant_for(explorer: Start) -> None:
    async with explorer() as driven:
        await driven.ready("regions")
        # Into the first document and a search there, before either of them has been read.
        await burst(driven, "5\r*增长\r")
        assert driven.app.view.document is not None
        await driven.sees("增长")
        assert driven.app.searched == "增长"


def test_what_is_typed_before_the_data_is_there_waits_for_it(on_pty: Callable[..., OnPty]) -> None:
    terminal = on_pty("browse")
    terminal.sees("mubiao")
    terminal.send("4/学位\r")
    terminal.sees("⟨学位⟩")
    terminal.send("\x03")
    assert terminal.ended() == 0


async def test_enter_takes_the_row_that_is_shown_whatever_is_being_read(
    explorer: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with explorer(size=(160, 50)) as driven:
        await driven.begins("sectors")
        await driven.keys("tab")
        slow = Slow(driven.app.source.leading)
        monkeypatch.setattr(driven.app.source, "leading", slow)
        await burst(driven, "i")
        # Places stand there still, and the key says what it would do with one.
        assert driven.app.situation().place
        await driven.pilot.press("enter")
        await driven.until(slow.begun.is_set, "the read")
        slow.free.set()
        await driven.handled()
        chosen = driven.app.view.selection
        assert driven.app.view.tab.value == ("targets" if chosen.indicator else "facts")
        assert chosen.indicator in (None, *(f.indicator for f in facts()))


async def test_enter_behind_another_frequency_waits_for_it(explorer: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    async with explorer(size=(160, 50)) as driven:
        await driven.ready("regions")
        await burst(driven, "4F")
        await driven.until(lambda: not driven.app.loads.busy, "the frequencies of places")
        slow = Slow(queries.counts)
        monkeypatch.setattr(queries, "counts", slow)
        await burst(driven, "⎋lF")
        await driven.pilot.press("enter")
        await driven.until(slow.begun.is_set, "the read")
        assert driven.app.view.shown == "frequency"
        slow.free.set()
        await driven.handled()
        await driven.until(lambda: driven.app.pane.grid.model, "rows")  # type: ignore[union-attr]
        assert len(driven.app.pane.grid.model) > 0  # type: ignore[union-attr]


async def test_how_many_were_judged_is_said_of_these_rows_or_not_at_all(
    explorer: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = sum(f.indicator == "school_places" for f in facts())
    async with explorer(size=(120, 30)) as driven:
        await driven.ready("regions")
        await burst(driven, "4\x1b[20~aaa")
        await driven.sees(f"3 seen, {len(facts()) - 3} left")
        slow = Slow(queries.seen)
        monkeypatch.setattr(queries, "seen", slow)
        await burst(driven, "/学位\r")
        await driven.sees(f"{rows} rows")
        assert "seen" not in driven.lines[2]
        slow.free.set()


# On a real terminal


@pytest.mark.parametrize(("tab", "before", "key", "name"), OPENERS)
def test_a_burst_on_a_terminal(on_pty: Callable[..., OnPty], tab: str, before: str, key: str, name: str) -> None:
    from mubiao.store import open_store
    from mubiao_tui.tabs import Tab

    terminal = on_pty("browse", size=(160, 50))
    terminal.sees("Gross regional")
    text = typed(len(name))
    terminal.send(f"{Tab(tab).kind.keys[0]}{before}")
    terminal.sees({"facts": "evidence", "targets": "last outcome"}.get(tab, "2024"))
    terminal.forget()
    # The line shows the end of what is typed, and Home its begin.
    terminal.send(f"{key}甲{text}乙")
    terminal.sees("乙")
    terminal.send("\x1b[H")
    terminal.sees("甲")
    terminal.send("\x03\x03")  # one closes the line, the other leaves
    assert terminal.ended() == 0
    assert open_store(terminal.database).reviews.all().height == 0
