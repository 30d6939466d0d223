"""What an analyst does in the explorer: judge, add, mark, compare, carry out, search, and read hostile documents."""

from __future__ import annotations

import csv
from pathlib import Path

import polars as pl
import pytest
from tests.tui.app.conftest import Driven, Start
from tests.tui.app.test_explorer import ALL, facts, place
from tests.tui.app.world import hostile, make

from mubiao.store import open_store


def review(driven: Driven, fact: str) -> str | None:
    """The mark of a fact, as the store has it."""
    found = driven.app.source.store.fact(fact)
    assert found is not None
    return found["review"]


async def at_facts(driven: Driven) -> None:
    """Go to the facts and wait for the evidence."""
    await driven.begins("facts")
    await driven.until(lambda: driven.app.pane.panel.found is not None, "evidence")  # type: ignore[union-attr]


# Judging


async def reviewing(driven: Driven) -> None:
    """Go to the facts and enter review mode."""
    await at_facts(driven)
    await driven.keys("f9", sees="REVIEW")


def said(fact: object) -> str:
    """How a message names a fact."""
    return f"{fact.subject} {fact.printed}"  # type: ignore[attr-defined]


async def test_accepting_goes_on_to_the_next_and_can_be_taken_back(explorer: Start) -> None:
    async with explorer(size=(120, 30)) as driven:
        await reviewing(driven)
        fact = driven.app.pane.fact  # type: ignore[union-attr]
        await driven.keys("a", sees=f"accepted {said(facts()[0])} · u undoes")
        assert review(driven, fact) == "accepted"
        await driven.until(lambda: driven.app.focused.cursor == 1, "the next row")
        await driven.sees(f"1 seen, {len(facts()) - 1} left")
        assert "✓" in driven.lines[4]
        await driven.keys("u", sees=f"taken back: accepted {said(facts()[0])}")
        assert review(driven, fact) is None
        await driven.until(lambda: "✓" not in driven.lines[4], "the mark gone")


async def test_rejecting_marked_facts_together(explorer: Start) -> None:
    async with explorer(size=(120, 30)) as driven:
        await reviewing(driven)
        await driven.keys("space", "space", "space")
        assert driven.screen.count("●") == 3
        await driven.keys("r")
        first, second = facts()[:2]
        await driven.sees(f"3 rejected: {said(first)}, {said(second)} and 1 more · u undoes")
        assert [review(driven, fact.fact_id) for fact in facts()[:4]] == ["rejected", "rejected", "rejected", None]
        # They have been judged: the next key is about the row under the cursor.
        assert driven.screen.count("●") == 0
        await driven.keys("a", sees=f"accepted {said(facts()[3])}")
        await driven.keys("u", "u", sees=f"taken back: 3 rejected: {said(first)}, {said(second)} and 1 more")
        assert [review(driven, fact.fact_id) for fact in facts()[:4]] == [None, None, None, None]


async def test_marked_facts_are_corrected_and_noted_together(explorer: Start) -> None:
    async with explorer(size=(120, 40)) as driven:
        await reviewing(driven)
        first, second, third = facts()[:3]
        await driven.keys("space", "space", "e")
        await driven.keys(*"claim", "enter", sees="Correct: claim")
        await driven.keys(*"est", "enter", sees=f"2 corrected: {said(first)}, {said(second)} · u undoes")
        assert [review(driven, fact.fact_id) for fact in facts()[:3]] == ["corrected", "corrected", None]
        rows = driven.app.source.store.reviews.all()
        assert rows.height == 2 and rows["at"].n_unique() == 1, "one transaction"
        await driven.keys("space", "space", "semicolon", *"seen", "enter", sees=f"noted on 2: {said(third)}")


async def test_outside_review_mode_a_letter_says_how_to_enter_it(explorer: Start) -> None:
    async with explorer(size=(80, 24)) as driven:
        await at_facts(driven)
        for key, label in (("a", "accept"), ("r", "reject"), ("e", "correct"), ("semicolon", "note")):
            await driven.keys(key, sees=f"{label}: only in review mode, which F9 enters and leaves")
        await driven.keys("f9", "a", sees="u undoes")
        await driven.keys("f9", "u", sees="undo: only in review mode")
        assert driven.app.source.store.reviews.all().height == 1
        # The mode ends where there is nothing to judge.
        await driven.keys("f9", sees="REVIEW")
        await driven.turn("targets")
        await driven.turn("facts")
        await driven.misses("REVIEW")


async def test_correcting_a_field_with_a_value_that_is_none_and_then_one_that_is(explorer: Start) -> None:
    async with explorer(size=(120, 40)) as driven:
        await reviewing(driven)
        fact = driven.app.pane.fact  # type: ignore[union-attr]
        await driven.keys("e", sees="Which field is wrong")
        await driven.keys(*"value", "enter", sees="Correct: value")
        await driven.keys(*("backspace",) * 5, *"x", "enter", sees="not a number: x")
        await driven.keys("backspace", *"5.5", "enter", sees="corrected ")
        found = driven.app.source.store.fact(fact)
        assert found is not None and (found["value"], found["review"]) == (5.5, "corrected")
        await driven.sees("5.5")


async def test_an_upper_end_lies_above_its_value_and_goes_with_it(explorer: Start) -> None:
    async with explorer(size=(160, 40)) as driven:
        await reviewing(driven)
        fact = driven.app.pane.fact  # type: ignore[union-attr]
        value = driven.app.source.store.fact(fact)["value"]  # type: ignore[index]
        await driven.keys("e", sees="Which field is wrong")
        await driven.keys(*"high", "enter", sees="Correct: ")
        await driven.enters(f"{value - 1:g}")
        await driven.sees(f"high {value - 1:g} is below the value {value:g}")
        await driven.keys("ctrl+u")
        await driven.enters(f"{value + 1:g}")
        await driven.sees("corrected ")
        await driven.misses("was cleared")
        await driven.keys("e", sees="Which field is wrong")
        await driven.keys(*"value", "enter", sees="Correct: value")
        await driven.keys("ctrl+u")
        await driven.enters(f"{value + 2:g}")
        await driven.sees("was cleared · u undoes")
        found = driven.app.source.store.fact(fact)
        assert found is not None and (found["value"], found["high"]) == (value + 2, None)


async def test_correcting_a_claim_is_choosing_one(explorer: Start) -> None:
    async with explorer(size=(120, 40)) as driven:
        await reviewing(driven)
        fact = driven.app.pane.fact  # type: ignore[union-attr]
        await driven.keys("e", sees="Which field is wrong")
        await driven.keys(*"claim", "enter", sees="Correct: claim")
        await driven.keys(*"est", "enter", sees="corrected ")
        assert driven.app.source.store.fact(fact)["claim"] == "estimate"  # type: ignore[index]


async def test_a_note_is_shown_with_the_evidence(explorer: Start) -> None:
    async with explorer(size=(120, 40)) as driven:
        await reviewing(driven)
        await driven.keys("semicolon", sees="Note")
        await driven.enters("按可比价")
        await driven.sees("noted on ")
        await driven.sees("¶ 按可比价")


async def test_the_next_unreviewed_is_the_least_sure(explorer: Start) -> None:
    async with explorer(size=(120, 30)) as driven:
        await at_facts(driven)
        least = sorted((f.confidence, n) for n, f in enumerate(facts()))[0][1]
        await driven.keys("comma")
        await driven.until(lambda: driven.app.focused.cursor == least, "the least sure")


async def test_a_database_that_cannot_be_written_offers_no_judgment(world: Path, explorer: Start) -> None:
    from mubiao_tui.actions import BY_ID, available

    async with explorer() as driven:
        await reviewing(driven)
        driven.app.source.store.read_only = True
        driven.app.overview = driven.app.source.overview()
        assert BY_ID["accept"] not in available(driven.app.situation())
        await driven.keys("a")
        assert driven.app.handlers.undoable is False


# Adding

REPORT = """2025年晋江市人民政府工作报告

一、2024年工作回顾

一年来，全年地区生产总值增长6.2%，新增学位9600个。

二、2025年工作安排

今年的主要预期目标是：地区生产总值增长6%左右。
"""


async def test_files_are_chosen_and_added(explorer: Start, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "晋江2025.txt").write_text(REPORT, encoding="utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    async with explorer(size=(100, 30)) as driven:
        await driven.begins("documents")
        await driven.keys("o", sees="Add files")
        assert "picture.png" not in driven.screen
        await driven.keys(*"reports", "enter", sees="晋江2025.txt")
        await driven.enters("晋江2025")
        await driven.sees("added: 1 new")
        await driven.sees("10 documents")
        await driven.until(lambda: driven.app.view.document is not None, "the new document open")
        await driven.sees("9600个")
        await driven.keys("escape")
        await driven.until(lambda: driven.app.situation().pane == "list", "back at the list")


async def test_a_folder_is_added_whole_and_what_fails_is_told(explorer: Start, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text(REPORT, encoding="utf-8")
    (folder / "b.txt").write_text("", encoding="utf-8")
    async with explorer(size=(120, 30)) as driven:
        await driven.begins("documents")
        driven.app.handlers.adding.browse(folder)
        await driven.sees("all 2 files here")
        await driven.keys("down", "enter", sees="1 failed, as b.txt")
        await driven.sees("10 documents")


async def test_adding_can_be_stopped(explorer: Start, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number:02}.txt").write_text(REPORT.replace("9600", str(9600 + number)), encoding="utf-8")
    async with explorer(size=(120, 30)) as driven:
        await driven.begins("documents")
        driven.app.handlers.adding.add([folder])
        await driven.until(lambda: driven.app.situation().busy, "adding")
        await driven.keys("escape", sees="stopped:")
        assert 0 < driven.app.source.store.documents().height < 9 + 40


async def test_ctrl_c_stops_what_runs_and_then_leaves(explorer: Start, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number:02}.txt").write_text(REPORT.replace("9600", str(9600 + number)), encoding="utf-8")
    (folder / "z.pdf").write_text("no such thing")
    async with explorer(size=(120, 30)) as driven:
        await driven.ready("regions")
        await driven.keys("enter")
        await driven.until(lambda: driven.app.crumbs, "a step to go back")
        left: list[int] = []
        driven.app.handlers.program.quit = lambda: left.append(1)
        driven.app.handlers.adding.add([folder])
        await driven.until(lambda: driven.app.situation().busy, "adding")
        await driven.keys("ctrl+c", sees="stopped:")
        assert not left
        assert driven.app.source.store.documents().height < 9 + 40
        await driven.keys("ctrl+c")
        await driven.until(lambda: left, "left")


async def test_files_alone_are_explored_on_a_database_that_is_not_kept(explorer: Start, tmp_path: Path) -> None:
    file = tmp_path / "晋江2025.txt"
    file.write_text(REPORT, encoding="utf-8")
    empty = open_store(tmp_path / "files.duckdb", bundled=False).path
    async with explorer(size=(120, 30), database=empty, files=(file,)) as driven:
        await driven.sees("晋江2025.txt")
        await driven.sees("1 document ")
        await driven.until(lambda: driven.app.pane.place is not None, "a place")  # type: ignore[union-attr]
        driven.app.handlers.program.keep()
    assert not (tmp_path / "state").exists()


# Places and sectors


async def test_marked_facts_are_no_places_and_marked_places_no_facts(explorer: Start) -> None:
    async with explorer(size=(120, 40)) as driven:
        await at_facts(driven)
        await driven.keys("space", "space")
        await driven.until(lambda: len(driven.app.view.fact_marks) == 2, "two facts")
        await driven.sees("2 marked")
        await driven.turn("documents")
        await driven.misses("2 marked")
        await driven.turn("facts")
        await driven.sees("2 marked")  # from where one goes in and comes back
        await driven.turn("regions")
        await driven.until(lambda: not driven.app.view.fact_marks, "no fact")
        assert not driven.app.situation().marks
        await driven.keys("space")
        await driven.until(lambda: len(driven.app.view.marks) == 1, "one place")
        await driven.keys("equals_sign", "a")
        assert driven.app.view.shown == "place", "one place is not compared with anything"
        await driven.keys("underscore")
        await driven.until(lambda: not driven.app.view.marks, "no place")


async def test_marked_places_limit_the_matrix_with_a_sign_and_no_longer(explorer: Start) -> None:
    async with explorer(size=(120, 40)) as driven:
        await driven.ready("regions")
        await place(driven, "350581")
        await driven.keys("space", "space", sees="2 places marked")
        await driven.turn("sectors")
        await driven.sees("only 2 marked places")
        matrix = driven.app.pane.across  # type: ignore[union-attr]
        await driven.until(lambda: len(matrix.model) == 2, "the marked ones")
        assert "_ unmark" in driven.screen
        await driven.keys("underscore")
        await driven.until(lambda: len(matrix.model) == 5, "all again")
        await driven.misses("marked")
        await driven.turn("regions")
        await driven.keys("space", sees="1 place marked")
        await driven.turn("targets")
        await driven.misses("marked")
        await driven.turn("sectors")
        await driven.until(lambda: len(driven.app.pane.across.model) == 5, "all of them")  # type: ignore[union-attr]


async def test_marks_do_not_survive_the_session(explorer: Start) -> None:
    async with explorer(size=(120, 40)) as driven:
        await driven.ready("regions")
        await driven.keys("space", "space", sees="2 places marked")
        await driven.keys("q")
        await driven.until(lambda: not driven.app.is_running or driven.app._exit, "the end")
    async with explorer(size=(120, 40)) as driven:
        await driven.ready("regions")
        assert driven.app.view.marks == () and "marked" not in driven.screen


async def test_a_place_without_siblings_is_offered_none(explorer: Start) -> None:
    async with explorer(size=(120, 40)) as driven:
        await driven.ready("regions")
        await place(driven, "350500")
        await driven.until(lambda: driven.app.situation().parent, "a parent")
        assert not driven.app.situation().siblings
        await place(driven, "350582")
        await driven.until(lambda: driven.app.situation().siblings, "counties of the same prefecture")


async def test_the_roll_up_counts_the_places_inside_or_not(explorer: Start) -> None:
    async with explorer(size=(120, 40)) as driven:
        await driven.ready("regions")
        inside = sum(f.region != "福建省" for f in facts())
        province = len(facts()) - inside

        def count() -> str:
            """What stands beside the province in the tree."""
            return next(line for line in column(driven).splitlines() if "福建省" in line).split()[-1]

        await driven.until(lambda: count() == str(len(facts())), "all of it")
        await driven.keys("b")
        await driven.until(lambda: count() == str(province), "its own alone")


async def test_the_tree_is_gone_through_by_parent_and_siblings(explorer: Start) -> None:
    async with explorer(size=(120, 40)) as driven:
        await driven.ready("regions")
        await place(driven, "350581")
        await driven.keys("s")
        await driven.until(lambda: driven.app.pane.place.code == "350582", "the sibling")  # type: ignore[union-attr]
        await driven.keys("p")
        await driven.until(lambda: driven.app.pane.place.code == "350500", "the parent")  # type: ignore[union-attr]
        await driven.keys("left")
        await driven.until(lambda: "晋江市" not in column(driven), "closed")
        await driven.keys("right")
        await driven.until(lambda: "晋江市" in column(driven), "open")


def column(driven: Driven) -> str:
    """The left part of the screen."""
    return "\n".join(line[:33] for line in driven.lines[2:-1])


async def test_a_cell_of_the_matrix_goes_to_its_facts(explorer: Start) -> None:
    async with explorer(size=(160, 50)) as driven:
        await driven.begins("sectors")
        await driven.keys("tab", "right", "right", "enter")
        await driven.ready("facts")
        chosen = driven.app.view.selection
        rows = [f for f in facts() if f.region_code == chosen.region and f.sector == chosen.sector]
        assert rows
        await driven.sees(f"{len(rows)} rows")


async def test_leading_indicators_replace_the_matrix(explorer: Start) -> None:
    async with explorer(size=(160, 50)) as driven:
        await driven.begins("sectors")
        await driven.keys("i", sees="Gross regional product")
        await driven.keys("i")
        await driven.until(lambda: "total" in [c.id for c in driven.app.pane.across.columns], "the matrix")  # type: ignore[union-attr]


# Targets


async def test_the_modes_of_the_targets(explorer: Start) -> None:
    async with explorer(size=(160, 50)) as driven:
        await driven.begins("targets")
        await driven.sees("✓ met")
        await driven.sees("✗ missed")
        await driven.keys("w", sees="in each cell: outcome, →target")
        await driven.sees("6.5%e✓ →≈6.5%")
        model = driven.app.focused.model  # type: ignore[union-attr]
        years = [c.id for c in model.columns]
        shown = {
            (row.data["region"], row.data["indicator"]): row.cells[years.index("2021")].text
            for row in map(model.row, range(len(model)))
        }
        assert shown["晋江市", "industrial_space"] == "–", "the report of 2022 is there and says nothing"
        assert shown["石狮市", "gdp"] == "·", "there is no report that could say it"
        await driven.keys("c", sees="headline targets→outcomes known")
        await driven.sees("3/")
        await driven.keys("c")
        await driven.keys("C", sees="no figures disagree")
        await driven.keys("C", sees="last outcome → target → outcome")


async def test_the_chart_follows_the_cursor_and_holds_it_against_the_parent(explorer: Start) -> None:
    async with explorer(size=(120, 40)) as driven:
        await driven.begins("targets")
        await driven.sees("福建省 Gross regional product growth")
        await driven.sees("●")
        await driven.keys("end")
        await driven.until(lambda: "── 福建省" not in driven.screen, "another series")
        await driven.keys("home", sees="── 福建省")
        await driven.keys("a", sees="has no such series")
        await driven.keys("t")
        await driven.misses("●")


# Carrying out


async def test_the_command_of_a_view_is_shown(explorer: Start, world: Path) -> None:
    async with explorer(size=(120, 30)) as driven:
        await at_facts(driven)
        await driven.keys("dollar_sign", sees="The command that prints the same")
        await driven.sees("mubiao --db")
        await driven.sees("query")
        await driven.keys("escape")
        await driven.misses("The command that prints")


@pytest.mark.parametrize("ending", ["csv", "tsv", "json", "ndjson", "markdown", "parquet", "arrow"])
async def test_a_view_is_written_in_every_format(explorer: Start, tmp_path: Path, ending: str) -> None:
    async with explorer(size=(120, 30)) as driven:
        await at_facts(driven)
        file = tmp_path / f"out.{ending}"
        driven.app.handlers.output.write(file)
        await driven.sees(f"{len(facts())} rows written")
        assert file.stat().st_size > 0
    if ending == "csv":
        rows = list(csv.DictReader(file.open(encoding="utf-8")))
        assert [row["region"] for row in rows] == [f.region for f in facts()]
        assert {row["value"] for row in rows} >= {"30000000000", "6.5"}
    elif ending == "parquet":
        assert pl.read_parquet(file)["value"].to_list() == [f.value for f in facts()]


@pytest.mark.parametrize("tab", ["regions", "sectors", "targets", "documents"])
async def test_every_tab_can_be_written(explorer: Start, tmp_path: Path, tab: str) -> None:
    async with explorer(size=(160, 50)) as driven:
        await driven.ready("regions")
        if tab != "regions":
            await driven.turn(tab)
        for part in driven.app.pane.parts():  # type: ignore[union-attr]
            part.focus()
            await driven.until(lambda part=part: part.has_focus, "focus")  # type: ignore[misc]
            file = tmp_path / f"{tab}-{part.id}.csv"
            driven.app.handlers.output.write(file)
            await driven.until(file.exists, str(file))
            assert len(file.read_text(encoding="utf-8").splitlines()) > 1


async def test_the_marked_facts_alone_are_written(explorer: Start, tmp_path: Path) -> None:
    async with explorer(size=(120, 30)) as driven:
        await at_facts(driven)
        await driven.keys("down", "space", "space")
        await driven.until(lambda: len(driven.app.view.fact_marks) == 2, "two marks")
        file = tmp_path / "marked.csv"
        driven.app.handlers.output.write(file)
        await driven.sees("2 rows written")
    rows = list(csv.DictReader(file.open(encoding="utf-8")))
    assert [row["fact_id"] for row in rows] == [f.fact_id for f in facts()[1:3]]


async def test_export_asks_for_a_name_and_never_overwrites(explorer: Start, tmp_path: Path) -> None:
    (tmp_path / "mubiao-facts.csv").write_text("mine")
    async with explorer(size=(120, 30)) as driven:
        await at_facts(driven)
        await driven.keys("x", sees="mubiao-facts-2.csv")
        await driven.keys("end", *("backspace",) * 6, *".csv", "enter", sees="is there already")
        await driven.keys(*("backspace",) * 4, *"-3.xls", "enter")
        await driven.sees("the name must end in")  # in several lines where it is long
        await driven.keys("escape")
    assert (tmp_path / "mubiao-facts.csv").read_text() == "mine"


async def test_copying_says_how_it_was_done(explorer: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    from mubiao_tui.app.actions import output

    copied: list[str] = []

    def copy(text: str, _: object) -> output.Copied:
        copied.append(text)
        return output.Copied("terminal", "OSC 52")

    monkeypatch.setattr(output, "copy", copy)
    async with explorer(size=(120, 30)) as driven:
        await at_facts(driven)
        await driven.keys("y", sees="1 row: the terminal was asked to copy")
        assert [line.split("\t")[:3] for line in copied[0].splitlines()] == [
            ["region", "subject", "value"],
            ["福建省", "地区生产总值", "4.7"],
        ]
        await driven.keys("Y")
        await driven.until(lambda: len(copied) == 2, "the quotation")
        assert "全省地区生产总值增长4.7%。" in copied[1]
        assert "2023年福建省人民政府工作报告" in copied[1]


# Searching and reading


async def test_searching_the_facts_goes_round(explorer: Start) -> None:
    async with explorer(size=(120, 30)) as driven:
        await at_facts(driven)
        await driven.keys("f7", sees="Search")
        await driven.enters("石狮")
        hits = [n for n, f in enumerate(facts()) if f.region == "石狮市"]
        await driven.until(lambda: driven.app.focused.cursor == hits[0], "the first")
        await driven.keys("n")
        await driven.until(lambda: driven.app.focused.cursor == hits[1], "the second")
        await driven.keys("n")
        await driven.until(lambda: driven.app.focused.cursor == hits[0], "round")
        await driven.keys("N")
        await driven.until(lambda: driven.app.focused.cursor == hits[1], "and back")
        await driven.keys("escape")
        await driven.until(lambda: not driven.app.situation().searching, "no search")


async def test_a_heading_too_long_for_its_line_is_cut_and_not_left_out(explorer: Start, world: Path) -> None:
    from mubiao_tui.app.drawing.bars import spread, wide
    from mubiao_tui.app.drawing.paint import Piece
    from mubiao_tui.app.drawing.theme import Look

    line = spread([Piece(" "), Piece("二、2024年工作安排" * 4, "title")], [Piece("section 2 of 2")], 40, Look())
    assert wide(line) == 40
    assert line[1].text.startswith("二、2024年") and line[1].text.rstrip().endswith("…")


async def test_a_document_is_read_section_by_section(explorer: Start) -> None:
    async with explorer(size=(120, 30)) as driven:
        await driven.begins("documents")
        await driven.keys("enter")
        await driven.until(lambda: driven.app.situation().text, "the text")
        await driven.keys("right_square_bracket", sees="fact 1 of 2")
        await driven.keys("right_square_bracket", sees="fact 2 of 2")
        await driven.keys("s", sees="1 fact, 0 seen")
        await driven.keys("up", "enter")
        await driven.misses("Sections")
        await driven.keys("f7", sees="Search")
        await driven.enters("预期目标")
        await driven.sees("1 of 1")


async def test_hostile_documents_do_no_harm(explorer: Start, world: Path) -> None:
    doc = hostile(open_store(world))
    async with explorer(size=(100, 30)) as driven:
        await driven.begins("documents")
        for _ in range(12):
            await driven.keys("down")
        driven.app.go(driven.app.view.to(driven.app.view.tab, document=doc.document_id), "x")
        await driven.until(lambda: driven.app.situation().text, "the text")
        await driven.sees("[bold]粗[/bold]")
        await driven.keys("end", sees="长长长")
        await driven.turn("facts")
        await driven.keys("end", sees="␛[31m红")
        for strip in driven.app.screen._compositor.render_strips():
            text = "".join(segment.text for segment in strip)
            assert not [c for c in text if ord(c) < 0x20 or "\u202a" <= c <= "\u202e" or 0x7F <= ord(c) < 0xA0]


async def test_a_bundled_fact_without_its_text_says_how_to_attach_it(explorer: Start, tmp_path: Path) -> None:
    path = make(tmp_path / "bundled.duckdb", text=False).path
    async with explorer(size=(120, 30), database=path) as driven:
        await driven.begins("facts")
        await driven.sees("The text is not in this database")
        await driven.sees("mubiao add 福建省2023.txt")
        await driven.keys("enter")
        await driven.ready_document()
        await driven.sees("mubiao add 福建省2023.txt")


async def test_the_facts_of_a_document_can_be_gone_through_without_its_text(explorer: Start, tmp_path: Path) -> None:
    path = make(tmp_path / "bundled.duckdb", text=False).path
    async with explorer(size=(80, 24), database=path) as driven:
        await driven.begins("documents")
        await driven.keys("enter")
        await driven.ready_document()
        await driven.sees("brings the text")  # whole, at the width it is read at
        pane = driven.app.pane
        facts = pane.reading.facts
        seen = []
        for fact in facts:
            await driven.keys("right_square_bracket")
            await driven.until(lambda fact=fact: pane.fact == fact["fact_id"], "the next fact")
            seen.append(fact["printed"])
            await driven.sees(fact["printed"])
        assert len(seen) == len(facts) > 1
        await driven.keys("right_curly_bracket")
        heading = pane.reading.sections[pane.section()]["heading"]
        await driven.sees(heading)
        await driven.keys("left_square_bracket", "y")
        assert driven.app.situation().fact


# Choosing for a pipe


async def test_choosing_takes_the_marked_facts(explorer: Start) -> None:
    async with explorer(pick=True, chosen=()) as driven:
        await driven.ready("facts")
        await driven.sees("choose")
        await driven.keys("down", "space", "down", "space")
        await driven.until(lambda: len(driven.app.view.fact_marks) == 2, "two marks")
        marks = list(driven.app.view.fact_marks)
        driven.app.handlers.program.quit = lambda: None
        await driven.keys("enter")
        await driven.until(lambda: driven.app.picked == marks, "the chosen ones")


async def test_only_the_facts_of_the_pipe_are_offered(explorer: Start) -> None:
    wanted = [f.fact_id for f in facts()[:3]]
    async with explorer(pick=True, chosen=tuple(wanted)) as driven:
        await driven.ready("facts")
        await driven.sees("3 rows")
        assert ALL not in driven.screen
        assert not driven.app.situation().filtered, "what the pipe brought is everything"
        await driven.keys("slash")
        await driven.until(lambda: driven.app.query("FilterBar"), "the bar")
        await driven.types("qqq")
        await driven.sees("0 rows")
        await driven.keys("enter", "backslash", sees="3 rows")
