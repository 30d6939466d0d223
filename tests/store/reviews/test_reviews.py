"""Judgments: what they change, how they are undone, and that nothing loses them."""

from __future__ import annotations

import csv
import io
from datetime import date
from io import StringIO
from pathlib import Path

import polars as pl
import pytest
from made import document, fact

from mubiao.model import FACT_COLUMNS, Fact, InputError, StoreError
from mubiao.store import REVIEWED_SCHEMA, Store, open_store
from mubiao.store.adding.reanchor import Quote, match
from mubiao.store.reviews.corrections import FIELDS

TEXT = "去年地区生产总值增长6.5%，新增学位9510个，今年目标6%左右；出口增长3%，招商签约120个。"
DOC = document(TEXT, year=2024, region="晋江市", region_code="350582")


def spans() -> list[Fact]:
    made = []
    for printed, fields in {
        "6.5%": {"value": 6.5, "period": "2023"},
        "9510个": {"value": 9510.0, "subject": "新增学位", "indicator": "school_places", "sector": "education",
                   "measure": "level", "unit": "个", "rule": "quantities:number;subjects:left"},
        "6%": {"claim": "target", "qualifier": "about", "rule": "quantities:number;claims:verb"},
        "3%": {"value": 3.0, "subject": "出口", "indicator": "exports", "sector": "opening"},
    }.items():  # fmt: skip
        start = TEXT.index(printed)
        made.append(fact(DOC, start, start + len(printed), **fields))
    return made


FACTS = spans()
GROWTH, PLACES, TARGET, EXPORTS = (f.fact_id for f in FACTS)


@pytest.fixture
def reviewed(store: Store) -> Store:
    store.add(DOC, FACTS)
    return store


def marks(store: Store) -> list[str | None]:
    return store.facts().select("review").collect()["review"].to_list()


def test_marks_stand_beside_the_facts(reviewed: Store) -> None:
    assert marks(reviewed) == [None] * 4
    reviewed.reviews.accept(GROWTH, reviewer="甲")
    reviewed.reviews.reject(PLACES)
    reviewed.reviews.correct(TARGET, "value", "6.5")
    reviewed.reviews.note(EXPORTS, "看一看")
    assert marks(reviewed) == ["accepted", "rejected", "corrected", None]
    assert reviewed.facts(reviews=False).collect()["review"].to_list() == [None] * 4


def test_a_correction_shows_and_the_fact_itself_stays(reviewed: Store) -> None:
    reviewed.reviews.correct(TARGET, "value", "7.25")
    reviewed.reviews.correct(TARGET, "qualifier", "以上")
    shown = reviewed.fact(TARGET)
    assert shown is not None
    assert (shown["value"], shown["qualifier"], shown["review"]) == (7.25, "over", "corrected")
    raw = reviewed.facts(reviews=False).filter(pl.col("fact_id") == TARGET).collect().row(0, named=True)
    assert (raw["value"], raw["qualifier"]) == (6.0, "about")
    assert reviewed.facts().filter(pl.col("value") == 7.25).collect().height == 1
    assert reviewed.facts().filter(pl.col("value") == 6.0).collect().height == 0


def test_the_last_of_several_corrections_holds_until_it_is_undone(reviewed: Store) -> None:
    for value in ("7", "8", "9"):
        reviewed.reviews.correct(TARGET, "value", value)
    seen = []
    for _ in range(4):
        shown = reviewed.fact(TARGET)
        assert shown is not None
        seen.append((shown["value"], shown["review"]))
        reviewed.reviews.undo(TARGET)
    assert seen == [(9.0, "corrected"), (8.0, "corrected"), (7.0, "corrected"), (6.0, None)]
    assert reviewed.reviews.undo(TARGET) is None
    assert reviewed.reviews.all()["undone"].all()


def test_undo_takes_back_one_judgment_of_one_fact(reviewed: Store) -> None:
    reviewed.reviews.accept(GROWTH, PLACES)
    reviewed.reviews.reject(GROWTH)
    assert reviewed.reviews.undo(GROWTH) == "reject"
    assert marks(reviewed)[:2] == ["accepted", "accepted"]
    assert reviewed.reviews.undo(GROWTH) == "accept"
    assert marks(reviewed)[:2] == [None, "accepted"]


def test_a_corrected_fact_can_be_accepted_and_rejected(reviewed: Store) -> None:
    reviewed.reviews.correct(GROWTH, "value", "6.4")
    reviewed.reviews.accept(GROWTH)
    assert marks(reviewed)[0] == "corrected"
    reviewed.reviews.reject(GROWTH)
    assert marks(reviewed)[0] == "rejected"
    reviewed.reviews.correct(GROWTH, "value", "6.3")
    assert marks(reviewed)[0] == "corrected"


def test_a_period_brings_its_dates_and_a_region_its_code(reviewed: Store) -> None:
    reviewed.reviews.correct(TARGET, "period", "2023H1")
    reviewed.reviews.correct(TARGET, "region", "安海")
    shown = reviewed.fact(TARGET)
    assert shown is not None
    assert (shown["period"], shown["period_start"], shown["period_end"], shown["year"]) == (
        "2023H1", date(2023, 1, 1), date(2023, 6, 30), 2023,
    )  # fmt: skip
    assert (shown["region"], shown["region_code"]) == ("安海镇", "350582103")
    assert reviewed.facts().filter(pl.col("year") == 2023).collect().height == 2
    assert reviewed.reviews.undo(TARGET) == "correct" and reviewed.reviews.undo(TARGET) == "correct"
    again = reviewed.fact(TARGET)
    assert again is not None and (again["year"], again["region_code"]) == (2024, "350582")


def test_a_field_can_be_emptied(reviewed: Store) -> None:
    reviewed.reviews.correct(TARGET, "indicator", "")
    reviewed.reviews.correct(TARGET, "period", None)
    shown = reviewed.fact(TARGET)
    assert shown is not None
    assert (shown["indicator"], shown["period"], shown["year"], shown["period_end"]) == (None, None, None, None)
    assert reviewed.facts().filter(pl.col("indicator").is_null()).collect().height == 1


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("printed", "x", "cannot be corrected"),
        ("fact_id", "x", "cannot be corrected"),
        ("value", "", "cannot be empty"),
        ("value", "much", "not a number"),
        ("value", "nan", "not a number"),
        ("high", "1e999", "not a number"),
        ("indicator", "gpd", "did you mean gdp"),
        ("claim", "maybe", "no such claim"),
        ("measure", "x", "no such measure"),
        ("sector", "", "cannot be empty"),
        ("period", "next year", "not a period"),
        ("region", "没有这个地方", "no such place"),
        ("region", "朝阳区", "give its code"),
        ("unit", "\x1b[31m", "control characters"),
        ("subject", "长" * 501, "too long"),
    ],
)
def test_a_correction_is_checked(field: str, value: str, message: str, reviewed: Store) -> None:
    with pytest.raises(InputError, match=message) as caught:
        reviewed.reviews.correct(TARGET, field, value)
    assert "\n" not in str(caught.value)
    assert not isinstance(caught.value, StoreError)  # nothing is wrong with the database
    assert reviewed.reviews.all().height == 0


def test_every_correctable_field_reads_back(reviewed: Store) -> None:
    values = {
        "subject": "某某", "indicator": "exports", "sector": "opening", "subsector": "textiles", "measure": "level",
        "value": "1,234.5", "high": "2000", "unit": "元", "qualifier": "under", "claim": "plan", "period": "2025",
        "region": "350581", "entity": "某厂", "comparison": "同比", "rank_scope": "全省",
    }  # fmt: skip
    assert set(values) == set(FIELDS)
    for field, value in values.items():
        reviewed.reviews.correct(GROWTH, field, value)
    frame = reviewed.facts().collect()
    assert frame.schema == pl.Schema(REVIEWED_SCHEMA)
    shown = frame.row(by_predicate=pl.col("fact_id") == GROWTH, named=True)
    assert (shown["value"], shown["high"], shown["region"], shown["year"]) == (1234.5, 2000.0, "石狮市", 2025)
    others = frame.filter(pl.col("fact_id") != GROWTH).drop("review")
    assert others.equals(
        reviewed.facts(reviews=False).filter(pl.col("fact_id") != GROWTH).select(FACT_COLUMNS).collect()
    )


def test_judging_what_is_not_there_changes_nothing(reviewed: Store) -> None:
    with pytest.raises(StoreError, match="there is no fact"):
        reviewed.reviews.accept(GROWTH, "nothing")
    with pytest.raises(InputError, match="a note has"):
        reviewed.reviews.note(GROWTH, "  ")
    assert reviewed.reviews.all().height == 0


def test_rejected_facts_count_for_no_target(reviewed: Store) -> None:
    assert reviewed.targets().collect().filter(pl.col("target") == 6.0).height == 1
    reviewed.reviews.reject(TARGET)
    assert reviewed.targets().collect().filter(pl.col("target") == 6.0).height == 0
    reviewed.reviews.undo(TARGET)
    reviewed.reviews.correct(TARGET, "value", "7")
    assert reviewed.targets().collect().filter(pl.col("target") == 7.0).height == 1


def test_a_new_extraction_keeps_the_judgments(reviewed: Store) -> None:
    reviewed.reviews.accept(GROWTH)
    reviewed.reviews.correct(PLACES, "value", "9511")
    moved = [f for f in FACTS if f.fact_id != PLACES]
    start = TEXT.index("9510个")
    # The newer rules leave the counter out of the quantity.
    moved.append(
        fact(DOC, start, start + 4, value=9510.0, subject="新增学位", measure="level", unit="个", printed="9510")
    )
    assert reviewed.add(DOC, moved, rules="2") == "updated"
    new_id = f"{DOC.document_id}-{start}-{start + 4}"
    shown = reviewed.fact(new_id)
    assert shown is not None and (shown["value"], shown["review"]) == (9511.0, "corrected")
    assert reviewed.fact(GROWTH)["review"] == "accepted"  # type: ignore[index]
    assert reviewed.reviews.orphans().height == 0
    assert reviewed.reviews.of(new_id)["start"].to_list() == [start]


def test_an_orphan_is_listed_and_finds_its_fact_when_it_returns(reviewed: Store) -> None:
    reviewed.reviews.reject(EXPORTS)
    reviewed.add(DOC, FACTS[:3], rules="2")
    assert reviewed.reviews.orphans()["fact_id"].to_list() == [EXPORTS]
    reviewed.add(DOC, FACTS, rules="3")
    assert reviewed.reviews.orphans().height == 0
    assert marks(reviewed) == [None, None, None, "rejected"]
    reviewed.remove(DOC.document_id)
    assert reviewed.reviews.orphans().height == 1
    reviewed.add(DOC, FACTS, rules="3")
    assert marks(reviewed) == [None, None, None, "rejected"]


def quote(start: int, printed: str, subject: str) -> Quote:
    return Quote(f"d-{start}", start, start + len(printed), printed, subject)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([quote(100, "9510个", "学位")], 0),
        ([quote(101, "9510", "别的")], 0),
        ([quote(140, "9510个", "新增学位")], 0),
        ([quote(140, "9510 个", "新增学位")], 0),
        ([quote(150, "9510个", "新增学位"), quote(120, "9510个", "新增学位")], 1),
        ([quote(150, "9510个", "新增学位"), quote(101, "9510", "别的")], 1),
        ([quote(140, "9511个", "新增学位")], None),
        ([quote(140, "9510个", "停车位")], None),
        ([quote(900, "9510个", "新增学位")], None),
        ([quote(102, "88", "新增学位")], None),
        ([], None),
    ],
)
def test_a_moved_fact_is_found_by_its_quote(facts: list[Quote], expected: int | None) -> None:
    found = match(quote(100, "9510个", "新增学位"), facts)
    assert found == (None if expected is None else facts[expected])


def test_two_judgments_never_end_up_on_one_fact(reviewed: Store) -> None:
    text = "新增学位9510个，再新增学位9510个。"
    doc = document(text)
    first, second = text.index("9510个"), text.rindex("9510个")
    made = [fact(doc, at, at + 5, subject="新增学位") for at in (first, second)]
    reviewed.add(doc, made)
    reviewed.reviews.accept(made[0].fact_id)
    reviewed.reviews.reject(made[1].fact_id)
    reviewed.add(doc, [fact(doc, second, second + 4, subject="新增学位")], rules="2")
    assert reviewed.reviews.orphans()["action"].to_list() == ["accept"]


def test_judgments_travel_as_csv(reviewed: Store, tmp_path: Path) -> None:
    reviewed.reviews.accept(GROWTH, reviewer="甲")
    reviewed.reviews.correct(PLACES, "period", "2023")
    reviewed.reviews.correct(PLACES, "indicator", "")
    reviewed.reviews.note(EXPORTS, '带"引号"、逗号,和\n换行')
    reviewed.reviews.reject(TARGET)
    reviewed.reviews.undo(TARGET)
    file = tmp_path / "reviews.csv"
    assert reviewed.reviews.export(file) == reviewed.reviews.all().height
    assert file.read_bytes().startswith(b"review_id,fact_id,action,field,value,reviewer,at,undone,")
    assert b"\r" not in file.read_bytes()

    other = open_store(tmp_path / "other.duckdb", bundled=False)
    assert other.reviews.load(file) == reviewed.reviews.all().height
    assert other.reviews.orphans().height > 0
    other.add(DOC, FACTS)
    assert other.facts().collect().equals(reviewed.facts().collect())
    assert other.reviews.all().drop("review_id").equals(reviewed.reviews.all().drop("review_id"))
    assert other.reviews.load(file) == 0 and reviewed.reviews.load(file) == 0


def test_judgments_travel_to_moved_facts(reviewed: Store, tmp_path: Path) -> None:
    reviewed.reviews.correct(PLACES, "value", "9511")
    sheet = io.StringIO()
    reviewed.reviews.export(sheet)
    other = open_store(tmp_path / "other.duckdb", bundled=False)
    start = TEXT.index("9510个")
    other.add(DOC, [fact(DOC, start, start + 4, value=9510.0, subject="学位", measure="level")])
    assert other.reviews.load(io.StringIO(sheet.getvalue())) == 1
    assert other.facts().collect()["value"].to_list() == [9511.0]
    assert other.reviews.load(io.StringIO(sheet.getvalue())) == 0


HEADER = "review_id,fact_id,action,field,value,reviewer,at,undone,document_id,start,end,printed,subject\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no column review_id"),
        ("a,b\n1,2\n", "no column review_id"),
        (HEADER + "1,f,praise,,,x,2024-01-01,false,d,1,2,p,s\n", "line 2 .* no such action"),
        (HEADER + "1,f,correct,value,much,x,2024-01-01,false,d,1,2,p,s\n", "line 2 .* not a number"),
        (HEADER + "1,f,correct,year,x,x,2024-01-01,false,d,1,2,p,s\n", "line 2"),
        (HEADER + "1,f,correct,printed,x,x,2024-01-01,false,d,1,2,p,s\n", "no such field"),
        (HEADER + "1,f,accept,value,,x,2024-01-01,false,d,1,2,p,s\n", "accept has no field"),
        (HEADER + "1,f,accept,,7,x,2024-01-01,false,d,1,2,p,s\n", "accept has no value"),
        (HEADER + "1,f,note,, ,x,2024-01-01,false,d,1,2,p,s\n", "line 2 .* a note has 1 to"),
        (HEADER + f"1,f,note,,{'长' * 2001},x,2024-01-01,false,d,1,2,p,s\n", "line 2 .* a note has 1 to"),
        (HEADER + f"1,f,correct,subject,{'长' * 501},x,2024-01-01,false,d,1,2,p,s\n", "line 2 .* too long"),
        (HEADER + f"1,f,accept,,,{'x' * 501},2024-01-01,false,d,1,2,p,s\n", "line 2 .* who judges"),
        (HEADER + "1,f,correct,year,2024,x,2024-01-01,false,d,1,2,p,s\n", "year is corrected with period"),
        (HEADER + "1,f,correct,period,2024,x,2024-01-01,false,d,1,2,p,s\n", "period is corrected with"),
        (HEADER + "1,f,correct,region,晋江市,x,2024-01-01,false,d,1,2,p,s\n", "region is corrected with region_code"),
        (HEADER + f"1,f,accept,,,x,2024-01-01,false,d,1,{'9' * 131_073},p,s\n", "line 2 .* larger than"),
        (HEADER + "1,f,accept,,,x,2024-01-01,false,d,1,2,p,s,more\n", "line 2 .* more cells"),
        (HEADER + "1,f,accept,,,x,yesterday,false,d,1,2,p,s\n", "line 2"),
        (HEADER + "1,f,accept,,,x,2024-01-01,perhaps,d,1,2,p,s\n", "line 2"),
        (HEADER + "1,f,accept,,,x,2024-01-01,false,d,one,2,p,s\n", "line 2"),
        (HEADER + "1,f,accept,,,x,2024-01-01\n", "line 2"),
    ],
)
def test_a_file_that_is_not_understood_changes_nothing(text: str, message: str, reviewed: Store) -> None:
    good = HEADER + "1,f,accept,,,x,2024-01-01,false,d,1,2,p,s\n"
    with pytest.raises(InputError, match=message) as caught:
        reviewed.reviews.load(io.StringIO(text if text.count("\n") < 2 else text + good.split("\n")[1] + "\n"))
    assert "\n" not in str(caught.value)
    assert reviewed.reviews.all().height == 0


def test_agreement_is_counted_by_rule_and_by_sector(reviewed: Store) -> None:
    reviewed.reviews.accept(GROWTH, TARGET)
    reviewed.reviews.reject(PLACES)
    reviewed.reviews.note(EXPORTS, "?")
    by_rule = {r["rule"]: r for r in reviewed.reviews.agreement().to_dicts()}
    assert by_rule["quantities:number"] == {
        "rule": "quantities:number", "reviewed": 2, "accepted": 1, "corrected": 0, "rejected": 1, "precision": 0.5,
    }  # fmt: skip
    assert by_rule["claims:verb"]["precision"] == 1.0
    assert reviewed.reviews.agreement("sector")["sector"].to_list() == ["economy", "education"]
    with pytest.raises(InputError, match="not by value"):
        reviewed.reviews.agreement("value")


def test_only_corrected_columns_cost_a_join(reviewed: Store) -> None:
    from mubiao.store.reads.reviewed import plan

    reviewed.reviews.correct(GROWTH, "value", "6.4")
    with reviewed.reading() as cursor:
        assert "JOIN" not in plan(cursor, {"region", "year"}).source
        assert "JOIN" in plan(cursor, {"region", "value"}).source
        assert "JOIN" in plan(cursor, {"review"}).source


def test_an_import_is_idempotent_and_an_undo_travels(reviewed: Store) -> None:
    reviewed.reviews.accept(GROWTH, reviewer="lin")
    written = StringIO()
    reviewed.reviews.export(written)
    head, row = written.getvalue().splitlines()
    again = reviewed.reviews.all()["at"][0].isoformat()
    zoned = row.replace(again, f"{again}+00:00")
    assert zoned != row and reviewed.reviews.load(StringIO(f"{head}\n{zoned}\n{row}\n")) == 0
    other = row.replace("lin", "chen")
    assert reviewed.reviews.load(StringIO(f"{head}\n{other}\n{other}\n")) == 1
    assert reviewed.reviews.load(StringIO(f"{head}\n{row.replace('False', 'True').replace('false', 'true')}\n")) == 0
    assert reviewed.reviews.all()["undone"].to_list() == [True, False]


@pytest.mark.parametrize("cell", ["99999999999999999999", "-1", "x" * 200_000])
def test_an_offset_that_is_none_is_refused(reviewed: Store, cell: str) -> None:
    reviewed.reviews.accept(GROWTH)
    written = StringIO()
    reviewed.reviews.export(written)
    rows = list(csv.DictReader(StringIO(written.getvalue())))
    bad = StringIO()
    writer = csv.DictWriter(bad, rows[0])
    writer.writeheader()
    writer.writerow({**rows[0], "start": cell})
    with pytest.raises(InputError, match=r"line 2|not a file of reviews"):
        reviewed.reviews.load(StringIO(bad.getvalue()))


def test_a_corrected_value_takes_the_old_upper_end_away(reviewed: Store) -> None:
    reviewed.reviews.correct_fields(TARGET, {"value": "7", "high": "7.5"})
    reviewed.reviews.correct(TARGET, "value", "8")
    shown = reviewed.fact(TARGET)
    assert shown is not None and (shown["value"], shown["high"]) == (8.0, None)


def test_a_login_without_a_name_judges_too(reviewed: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> str:
        raise KeyError("getpwuid(): uid not found: 54321")

    monkeypatch.setattr("getpass.getuser", nameless)
    reviewed.reviews.accept(GROWTH)
    assert reviewed.reviews.all()["reviewer"].to_list() == ["unknown"]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"high": "5"}, "high 5 is below the value 6"),
        ({"value": "8", "high": "7.5"}, "high 7.5 is below the value 8"),
        ({"value": "-3", "high": "-3.5"}, "high -3.5 is below the value -3"),
    ],
)
def test_an_upper_end_below_the_value_is_refused(reviewed: Store, values: dict[str, str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        reviewed.reviews.correct_fields(TARGET, values)
    with pytest.raises(InputError):  # of several facts none is corrected where one cannot be
        reviewed.reviews.correct_fields([EXPORTS, PLACES], {"high": "3.5"})
    assert reviewed.reviews.all().height == 0


def test_an_upper_end_is_held_against_the_value_as_corrected(reviewed: Store) -> None:
    reviewed.reviews.correct(TARGET, "value", "5")
    assert reviewed.reviews.correct(TARGET, "high", "5.5") == ()
    reviewed.reviews.undo(TARGET)
    reviewed.reviews.undo(TARGET)
    with pytest.raises(InputError, match="below the value 6"):
        reviewed.reviews.correct(TARGET, "high", "5.5")


def test_it_is_told_whose_upper_end_went_with_the_value(reviewed: Store) -> None:
    reviewed.reviews.correct(TARGET, "high", "6.5")
    assert reviewed.reviews.correct([TARGET, EXPORTS], "value", "7") == (TARGET,)
    assert reviewed.reviews.correct([TARGET, EXPORTS], "value", "8") == ()
    assert reviewed.reviews.undo(TARGET) == reviewed.reviews.undo(TARGET) == "correct"
    shown = reviewed.fact(TARGET)
    assert shown is not None and (shown["value"], shown["high"]) == (6.0, 6.5)


def brought(reviewed: Store, text: str) -> tuple[int, list[tuple[int, str]]]:
    """What importing some lines gave: how many are new, and what was refused."""
    refused: list[tuple[int, str]] = []
    return reviewed.reviews.load(StringIO(text, newline=""), refused=lambda *one: refused.append(one)), refused


def line(action: str, field: str = "", value: str = "", at: str = "2024-01-01", fact_id: str = TARGET) -> str:
    start, end = fact_id.split("-")[1:]
    return f'1,{fact_id},{action},{field},"{value}",x,{at},false,{DOC.document_id},{start},{end},6%,s\n'


def test_a_bad_line_is_named_and_the_others_are_taken(reviewed: Store) -> None:
    text = (
        HEADER
        + line("note", value="two\nlines")
        + line("praise")
        + "\n"
        + line("accept")
        + line("note", value="长" * 2001)
    )
    count, refused = brought(reviewed, text)
    assert count == 2 and reviewed.reviews.all()["action"].to_list() == ["note", "accept"]
    assert [number for number, _ in refused] == [4, 7]
    assert brought(reviewed, text) == (0, refused)


def test_a_judgment_of_several_lines_is_taken_whole_or_not_at_all(reviewed: Store) -> None:
    good = [("period", "2023"), ("period_start", "2023-01-01"), ("period_end", "2023-12-31"), ("year", "2023")]
    for wrong in range(4):
        fields = [(name, "1999-01-01" if n == wrong and n in (1, 2) else "1999" if n == wrong else value)
                  for n, (name, value) in enumerate(good)]  # fmt: skip
        count, refused = brought(reviewed, HEADER + "".join(line("correct", *one) for one in fields) + line("accept"))
        assert (count, len(refused)) == (0 if wrong else 1, 4), refused
    assert brought(reviewed, HEADER + "".join(line("correct", *one) for one in good)) == (4, [])
    for name, code in (("晋江市", "350500"), ("没有这个地方", "350582")):
        region = line("correct", "region", name, "2024-02-01") + line("correct", "region_code", code, "2024-02-01")
        count, refused = brought(reviewed, HEADER + region)
        assert count == 0 and "no such place" in refused[0][1]


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        ([("high", "5")], 0),
        ([("value", "8"), ("high", "7.5")], 0),
        ([("value", "7"), ("high", "7.5")], 2),
        ([("high", "7"), ("value", "7.5", "2024-01-02")], 1),
        ([("value", "4"), ("high", "5", "2024-01-02")], 2),
    ],
)
def test_inconsistent_ends_do_not_come_in(reviewed: Store, lines: list[tuple[str, ...]], count: int) -> None:
    text = HEADER + "".join(line("correct", *one) for one in lines)
    taken, refused = brought(reviewed, text)
    assert taken == count == len(lines) - len(refused)
    assert all("is below the value" in reason for _, reason in refused)
    shown = reviewed.fact(TARGET)
    assert shown is not None and (shown["high"] is None or shown["value"] <= shown["high"])
