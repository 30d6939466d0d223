"""Filters: names, years, words and conditions, and the same rows whoever evaluates them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import document, fact

from mubiao.filters import COLUMNS, Filters, Query, WhereError, expression, parse_query, parse_years
from mubiao.filters.names import indicators_like, resolve
from mubiao.model import FACT_COLUMNS, FilterError
from mubiao.store import REVIEWED_SCHEMA, Store, facts_frame, open_store

DOC = document("报告" * 200)
ROWS = [
    {"subject": "地区生产总值", "value": 6.0, "qualifier": "about", "claim": "target", "period": "2024"},
    {"subject": "地区生产总值", "value": 6.5, "claim": "estimate", "period": "2023"},
    {"subject": "高新技术企业", "indicator": "high_tech_enterprises", "sector": "innovation", "measure": "level",
     "value": 500.0, "unit": "家", "region": "石狮市", "region_code": "350581", "period": "2023"},
    {"subject": "R&D投入强度", "indicator": "rd_intensity", "sector": "innovation", "measure": "share", "value": 2.8,
     "region": "泉州市", "region_code": "350500", "period": "2021", "confidence": 0.3},
    {"subject": "5G基站", "indicator": None, "sector": "urban", "measure": "level", "value": 1200.0, "unit": "个",
     "region": "泉州台商投资区", "region_code": "zone:350500-taishang", "period": None, "period_stated": False},
    {"subject": "新增学位", "indicator": "school_places", "sector": "education", "measure": "level", "value": 9510.0,
     "high": 9999.0, "unit": "个", "region": "安海镇", "region_code": "350582103", "entity": "某校",
     "period": "2022H1"},
    {"subject": "出口_总额", "indicator": "exports", "sector": "opening", "measure": "growth", "value": -3.0,
     "region": None, "region_code": None, "period": "2020/2024", "claim": "plan"},
    {"subject": "it's 100%", "indicator": None, "sector": "economy", "measure": "level", "value": 0.1,
     "region": "福州市", "region_code": "350100", "period": "2019"},
]  # fmt: skip
FACTS = [fact(DOC, 2 * i, 2 * i + 2, **row) for i, row in enumerate(ROWS)]
FRAME = facts_frame(FACTS).with_columns(review=pl.lit(None, dtype=pl.String))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    made = open_store(tmp_path_factory.mktemp("filters") / "f.duckdb", bundled=False)
    made.add(DOC, FACTS)
    return made


def subjects(**fields: object) -> list[str]:
    return FRAME.filter(Filters(**fields).expression())["subject"].to_list()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, [0, 1, 2, 3, 4, 5, 6, 7]),
        ({"regions": "晋江市"}, [0, 1]),
        ({"regions": "晋江"}, [0, 1]),
        ({"regions": "350582"}, [0, 1]),
        ({"regions": "晋江市", "below": True}, [0, 1, 5]),
        ({"regions": "泉州市", "below": True}, [0, 1, 2, 3, 4, 5]),
        ({"regions": "福建省", "below": True}, [0, 1, 2, 3, 4, 5, 7]),
        ({"regions": "CN", "below": True}, [0, 1, 2, 3, 4, 5, 7]),
        ({"regions": ["石狮市", "泉州市"]}, [2, 3]),
        ({"regions": "石狮市,泉州市"}, [2, 3]),
        ({"indicators": "GDP"}, [0, 1]),
        ({"indicators": "国内生产总值"}, [0, 1]),
        ({"indicators": "Gross regional product"}, [0, 1]),
        ({"indicators": ("gdp", "exports")}, [0, 1, 6]),
        ({"sectors": "科技创新与人才"}, [2, 3]),
        ({"sectors": "Innovation", "measures": "level"}, [2]),
        ({"claims": "目标"}, [0]),
        ({"claims": ["target", "estimate"], "years": 2023}, [1]),
        ({"measures": "比重"}, [3]),
        ({"qualifiers": "左右"}, [0]),
        ({"years": "2022..2024"}, [0, 1, 2, 5, 6]),
        ({"years": "..2021"}, [3, 7]),
        ({"years": "2024..,2019"}, [0, 6, 7]),
        ({"documents": DOC.document_id[:6], "years": 2019}, [7]),
        ({"documents": "nothing"}, []),
        ({"reviewed": "none", "years": 2019}, [7]),
        ({"reviewed": "any"}, []),
        ({"search": "学位"}, [5]),
        ({"search": "某校"}, [5]),
        ({"search": "石狮"}, [2]),
        ({"search": "gross 晋江"}, [0, 1]),
        ({"search": "国内生产"}, [0, 1]),
        ({"search": "r&d"}, [3]),
        ({"search": "5g"}, [4]),
        ({"search": "."}, []),
        ({"search": '"出口_总额"'}, [6]),
        ({"search": "没有这个"}, []),
        ({"search": "學位"}, [5]),
        ({"search": "Ｒ＆Ｄ"}, [3]),
        ({"search": "５Ｇ"}, [4]),
        ({"search": "ＧＲＯＳＳ 晉江"}, [0, 1]),
        ({"search": "國內生產"}, [0, 1]),
        ({"regions": "晉江市"}, [0, 1]),
        ({"regions": "Jinjiang City"}, [0, 1]),
        ({"regions": "Quanzhou City", "below": True}, [0, 1, 2, 3, 4, 5]),
        ({"search": "Shishi"}, [2]),
        ({"indicators": "ＧＤＰ"}, [0, 1]),
        ({"indicators": "國內生產總值"}, [0, 1]),
        ({"sectors": "科技創新與人才"}, [2, 3]),
        ({"claims": "目標"}, [0]),
        ({"where": "value > 6 AND region = '晋江市'"}, [1]),
        ({"where": "region IS NULL OR high IS NOT NULL"}, [5, 6]),
        ({"where": "year IN (2019, 2021)"}, [3, 7]),
        ({"where": "NOT period_stated"}, [4]),
        ({"where": "subject LIKE '%_总额'"}, [6]),
        ({"where": "subject = 'it''s 100%'"}, [7]),
        ({"where": "period_end >= DATE '2024-01-01'"}, [0, 6]),
        ({"where": "value BETWEEN 2 AND 6", "measures": "share"}, [3]),
        ({"where": "confidence >= 0.9", "sectors": "urban"}, [4]),
        ({"where": '"end" <= 4'}, [0, 1]),
        ({"where": "subject ＝ ‘新增学位’"}, [5]),
    ],
)
def test_a_filter_keeps_these_rows(fields: dict[str, object], expected: list[int], store: Store) -> None:
    wanted = [ROWS[i]["subject"] for i in expected]
    assert subjects(**fields) == wanted
    assert store.facts().filter(Filters(**fields).expression()).collect()["subject"].to_list() == wanted


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"regions": "晋江氏"}, "no such place: 晋江氏; did you mean 晋江"),
        ({"indicators": "gpd"}, "no such indicator: gpd; did you mean gdp"),
        ({"indicators": "生产"}, "did you mean 生产总值"),
        ({"sectors": "eduction"}, "no such sector: eduction; did you mean education"),
        ({"claims": "promise"}, "no such claim: promise"),
        ({"measures": "speed"}, "no such measure"),
        ({"reviewed": "maybe"}, "no such review mark"),
        ({"regions": "泉州台商投资"}, "did you mean 泉州台商投资区"),
        ({"years": "24"}, "not a year: 24"),
        ({"years": "2024..2020"}, "run backwards"),
        ({"years": True}, "not a year"),
        ({"years": 12024}, "not a year"),
        ({"where": "regin = 'x'"}, "no such column: regin; did you mean region"),
        ({"where": 'region = "晋江市"'}, "text stands in single quotes"),
        ({"where": "year = '2024'"}, "cannot compare"),
        ({"where": "value"}, "neither true nor false"),
        ({"where": "period_end > '2024-01-01'"}, "DATE '2024-12-31'"),
        ({"where": "year::TINYINT = 1"}, "write TRY_CAST"),
        ({"where": "; year = 1"}, "not a condition: it cannot be read"),
        ({"where": "(" * 90 + "year = 1" + ")" * 90}, "nested too deeply"),
    ],
)
def test_what_is_not_understood_is_said_in_one_line(fields: dict[str, object], message: str) -> None:
    with pytest.raises(FilterError, match=message.replace(".", r"\.").replace("?", r"\?")) as caught:
        Filters(**fields).expression()
    assert "\n" not in str(caught.value)


HOSTILE = [
    "value > (SELECT 1)",
    "EXISTS (SELECT 1)",
    "region IN (SELECT region FROM facts)",
    "value > avg(value)",
    "count(*) > 0",
    "sum(value) OVER () > 1",
    "row_number() OVER (ORDER BY value) < 3",
    "first(value) = 1",
    "COLUMNS('.*') = 'x'",
    "read_csv('/etc/passwd') = 'x'",
    "region = 'a'; DROP TABLE facts",
    "region = 'a' UNION SELECT 1",
    "1 = 1 ORDER BY value",
    "1 = 1 LIMIT 1",
    "repeat(subject, 1000000000) = 'x'",
    "lpad(subject, 1000000000, 'x') = 'x'",
    "rpad(subject, 1000000000, 'x') = 'x'",
    "replace(subject, '', 'xxxxxxxx') = 'x'",
    "array_length(string_to_array(subject, '')) > 1",
    "explode(region) = 'x'",
    "unnest(region) = 'x'",
    "strptime(subject, '%Y') > DATE '2020-01-01'",
    "subject ~ '" + "(a{1000}){1000}" + "'",
    "subject ~ '" + "a" * 300 + "'",
    "subject ~ subject",
    "subject ~ '(((('",
    "CAST(subject AS STRUCT(a INT)) = 'x'",
    "CAST(subject AS INTEGER) > 1",
    "CAST(subject AS DATE) > DATE '2020-01-01'",
    "TRY_CAST(subject AS DATE) > DATE '2020-01-01'",
    "CAST(year AS DECIMAL(38, 37)) > 1",
    "subject::BOOLEAN",
    "text = 'x'",
    "rowid = 1",
    "facts.value > 1",
    "f.value > 1",
    "random() > 0.5",
    "now() > DATE '2024-01-01'",
    "getenv('HOME') = 'x'",
    "'a' = 'b' = 'c' = ",
    "(" * 200 + "year = 1" + ")" * 200,
    "NOT " * 500 + "period_stated",
    "year" + "+1" * 1900 + " > 1",
    " OR ".join(["year = 1"] * 2000),
    "value > 1e999999999999999999999",
    "value = \0",
    "ATTACH 'x' = 1",
    "COPY facts TO 'x' = 1",
    "PRAGMA database_list = 1",
    "SET enable_external_access = true",
]


def test_there_are_enough_hostile_conditions() -> None:
    assert len(HOSTILE) >= 40


@pytest.mark.parametrize("where", HOSTILE, ids=range(len(HOSTILE)))
def test_a_condition_does_nothing_but_compare(where: str) -> None:
    with pytest.raises(FilterError) as refused:
        expression(where)
    assert "\n" not in str(refused.value)


def test_typed_text_is_a_condition_only_if_it_compares() -> None:
    assert parse_query("") == Query()
    assert parse_query("  晋江  GDP 晋江 ") == Query(words=("晋江", "GDP"))
    assert parse_query("“新增 学位” 5%") == Query(words=("新增 学位", "5%"))
    assert parse_query('"a = b"') == Query(words=("a = b",))
    assert parse_query("year = 2024").where == "year = 2024"
    assert parse_query("not period_stated").where == "not period_stated"
    assert parse_query("information is in between") == Query(words=("information", "is", "in", "between"))
    assert parse_query("entity is null").where and parse_query("year in (2023)").where
    with pytest.raises(WhereError):
        parse_query("R&D = 3")


@pytest.mark.parametrize(
    ("typed", "position"), [("region = 'x", 9), ("regin = 'x'", 0), ("year = 1 AND regin = 2", 13), ("value > 1;", 9)]
)
def test_an_error_says_where(typed: str, position: int) -> None:
    with pytest.raises(WhereError) as caught:
        parse_query(typed)
    assert caught.value.position == position


def test_years_in_every_notation() -> None:
    assert parse_years("2020-2024") == parse_years("2020..2024") == parse_years(range(2020, 2025)) == ((2020, 2024),)
    assert parse_years([2020, "2022.."]) == ((2020, 2020), (2022, None))
    assert parse_years(((2020, None), (None, 2010))) == ((2020, None), (None, 2010))
    assert parse_years("2021年 2023年") == ((2021, 2021), (2023, 2023))
    assert parse_years(None) == parse_years("") == ()


def test_filters_are_plain_values() -> None:
    assert Filters().empty and Filters(below=True).empty
    assert not Filters(years=2024).empty
    assert Filters(regions="晋江市、石狮市") == Filters(regions=["晋江市", "石狮市"])
    assert hash(Filters(years=2024)) == hash(Filters(years="2024"))
    resolved = Filters(regions="晋江", indicators="国内生产总值", claims="目标").resolved()
    assert (resolved.regions, resolved.indicators, resolved.claims) == (("350582",), ("gdp",), ("target",))


def test_a_name_of_several_places_means_those_of_the_database() -> None:
    everywhere = Filters(regions="鼓楼区").resolved().regions
    assert len(everywhere) > 1
    assert Filters(regions="鼓楼区").resolved({"350102"}).regions == ("350102",)
    assert Filters(regions="鼓楼区").resolved({"350582"}).regions == everywhere


def test_a_long_list_stays_shallow(store: Store) -> None:
    several = Filters(documents=[*(f"{i:016x}" for i in range(3000)), DOC.document_id])
    assert store.facts().filter(several.expression()).collect().height == len(ROWS)


def test_a_very_deep_expression_is_still_evaluated(store: Store) -> None:
    deep = pl.lit(False)
    for year in range(1000, 1600):
        deep = deep | (pl.col("year") == year)
    deep = deep | (pl.col("year") == 2024)
    assert store.facts().filter(deep).collect().height == FRAME.filter(deep).height


def test_columns_are_those_of_a_fact() -> None:
    assert COLUMNS == (*FACT_COLUMNS, "review") == tuple(REVIEWED_SCHEMA)


def test_names_in_both_languages() -> None:
    assert resolve("indicator", "Retail sales") == resolve("indicator", "社会消费品零售总额") == "retail_sales"
    assert "gdp" in indicators_like("gross") and "gdp" in indicators_like("生产总值")


def test_filters_can_be_made_without_loading_the_libraries() -> None:
    code = "import sys; from mubiao.filters import Filters, parse_years; Filters(years='2020..', regions='晋江市'); " \
        "sys.exit(any(m in sys.modules for m in ('polars', 'duckdb')))"  # fmt: skip
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parent, check=False).returncode == 0


# A filter gives the same rows through the LazyFrame of the store, the frame in memory, and DuckDB's SQL.

TEXTS = st.sampled_from(
    ["晋江市", "地区生产总值", "5G基站", "R&D投入强度", "出口_总额", "it's 100%", "", "%", "_", "gdp", "target", "x"]
)
NUMBERS = st.sampled_from(["6", "6.5", "-3", "0.1", "0.9", "0.3", "2023", "1e3", "500.0", "9510"])
STRINGS = st.sampled_from(["subject", "region", "indicator", "claim", "entity", "unit", "region_code", "sector"])
QUANTITIES = st.sampled_from(["value", "high", "year", "start", '"end"', "confidence"])


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


LEAVES = st.one_of(
    st.builds(lambda c, o, t: f"{c} {o} {quoted(t)}", STRINGS, st.sampled_from(["=", "<>", "<", ">="]), TEXTS),
    st.builds(lambda c, o, n: f"{c} {o} {n}", QUANTITIES, st.sampled_from(["=", "<>", "<", "<=", ">", ">="]), NUMBERS),
    st.builds(lambda c, n: f"{c} IS {n}", st.one_of(STRINGS, QUANTITIES), st.sampled_from(["NULL", "NOT NULL"])),
    st.builds(
        lambda c, n, t: f"{c} {n}IN ({', '.join(map(quoted, t))})",
        STRINGS, st.sampled_from(["", "NOT "]), st.lists(TEXTS, min_size=1, max_size=3),
    ),
    st.builds(lambda c, t: f"{c} LIKE '{t}'", STRINGS, st.sampled_from(["%生产%", "地区%", "%_总额", "5_基站", "%%"])),
    st.builds(lambda c, t: f"{c} ILIKE {quoted(t)}", STRINGS, st.sampled_from(["%g%", "r&d%", "GDP", "_DP"])),
    st.builds(lambda a, b: f"value BETWEEN {a} AND {b}", NUMBERS, NUMBERS),
    st.builds(lambda n: f"year IN ({n}, 2024)", st.sampled_from(["2023", "2019"])),
    st.builds(lambda c, n: f"abs({c}) > {n}", st.sampled_from(["value", "high"]), NUMBERS),
    st.sampled_from(["period_stated", "lower(subject) = '5g基站'", "length(subject) > 5",
                     "period_end > DATE '2023-06-30'", "coalesce(high, value) > 500"]),
)  # fmt: skip
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(lambda a, b: f"({a}) AND ({b})", inner, inner),
        st.builds(lambda a, b: f"({a}) OR ({b})", inner, inner),
        st.builds(lambda a: f"NOT ({a})", inner),
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=CONDITIONS, limit=st.sampled_from([None, 1, 3]))
def test_the_same_rows_everywhere(where: str, limit: int | None, store: Store) -> None:
    condition = expression(where)
    expected = FRAME.filter(condition)["fact_id"].to_list()
    lazy = store.facts().filter(condition).select("fact_id")
    if limit is not None:
        lazy, expected_here = lazy.head(limit), expected[:limit]
    else:
        expected_here = expected
    assert lazy.collect()["fact_id"].to_list() == expected_here
    assert store.facts().filter(condition).select(pl.len()).collect().item() == len(expected)
    with store.reading() as cursor:
        # DuckDB compares a FLOAT column with a decimal in double precision; Polars, and so a filter, in single.
        if "confidence" not in where:
            found = cursor.execute(f"SELECT fact_id FROM facts WHERE {where} ORDER BY start").fetchall()
            assert [row[0] for row in found] == expected


@pytest.mark.parametrize("letter", ["x", "省", "村"])
def test_a_name_that_never_ends_is_no_place(letter: str) -> None:
    from mubiao.filters.names import places

    with pytest.raises(FilterError, match="no such place") as error:
        places(letter * 5000)
    assert len(str(error.value)) < 100
