"""Rows of a user's own in the tables: what they change, what is refused, and that nothing of them lingers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from mubiao import extract, lexicon, regions
from mubiao.extract import rules_version
from mubiao.lexicon import checking, reading
from mubiao.lexicon.formats import FIXED, FORMATS, SUGGESTIONS
from mubiao.lexicon.reading import plain
from mubiao.lexicon.tables import TABLES, Row, built_in
from mubiao.model import Fact, LexiconError
from mubiao.store import FACT_SCHEMA
from mubiao.store.adding.writing import newer

CASES = [json.loads(line) for line in (Path(__file__).parent / "specs" / "lexicon_errors.jsonl").open(encoding="utf-8")]

REPORT = """2024年晋江市政府工作报告

二、2024年工作安排

蓝顶厂房改造5万平方米。晋南新城新建厂房3个。建成风筝作坊12处，发放爱心券30沓。
"""

INDICATORS = "indicator,zh,sector,unit\nblue_roofs,蓝屋顶改造,urban,平方米\n"
NAMES = "name,indicator\n蓝顶厂房改造,blue_roofs\n"
ZONES = "parent,slug,name,aliases\n350582,jinnan,晋南智慧产业新城,~晋南新城\n"


@pytest.fixture(autouse=True)
def nothing_lingers() -> Iterator[None]:
    yield
    lexicon.use(None)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    for name, text in {"indicators": INDICATORS, "indicator_names": NAMES, "zones": ZONES}.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def facts() -> dict[str, Fact]:
    return {fact.printed: fact for fact in extract(REPORT)}


def problems(folder: Path, **tables: str) -> list[str]:
    """What is wrong with tables of these texts, each as `file:line: …` without the folder."""
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError) as raised:
        lexicon.use(folder)
    assert "\n" not in str(raised.value)
    return [problem.removeprefix(f"{folder}/") for problem in raised.value.problems]


def test_own_indicators_synonyms_and_zones_hold(own: Path) -> None:
    before = facts()
    lexicon.use(own)
    after = facts()
    assert (before["5万平方米"].indicator, after["5万平方米"].indicator) == (None, "blue_roofs")
    assert after["5万平方米"].sector == "urban"
    assert (before["3个"].region, after["3个"].region) == ("晋江市", "晋南智慧产业新城")
    assert after["3个"].region_code == "zone:350582-jinnan"
    assert [place.name for place in regions.ancestors("zone:350582-jinnan")][:2] == ["晋江市", "泉州市"]
    assert lexicon.indicators()["blue_roofs"].en == "蓝屋顶改造"


def test_an_own_indicator_goes_by_its_name_too(own: Path) -> None:
    lexicon.use(own)
    assert lexicon.indicator_names()["蓝屋顶改造"] == "blue_roofs"


def test_built_in_indicators_go_by_their_names_which_are_not_repeated() -> None:
    names, rows = lexicon.indicator_names(), built_in("indicator_names")
    assert [i.zh for i in lexicon.indicators().values() if names.get(i.zh) != i.indicator] == []
    assert [i.zh for i in lexicon.indicators().values() if plain(i.zh) != i.zh] == []
    assert [row for row in rows if lexicon.indicators()[row["indicator"]].zh == row["name"]] == []
    assert [row["indicator"] for row in rows] == sorted(row["indicator"] for row in rows)


def test_every_built_in_indicator_has_short_names_of_its_own() -> None:
    rows = built_in("indicators")
    for column in ("short_zh", "short_en"):
        given = [row[column] for row in rows]
        assert all(given) and len(set(given)) == len(given), column


SAID = """2024年晋江市政府工作报告

二、2024年工作安排

蓝瓦价格103%。蓝瓦资金占财政支出的4%。培育蓝瓦企业30家。
"""
KINDS = """indicator,zh,sector,unit,percent,stock,share_indicator,headline
blue_prices,蓝瓦价格,urban,%,growth,,,2
blue_funds,蓝瓦资金,urban,元,,,blue_share,
blue_share,蓝瓦强度,urban,%,,,,
blue_firms,蓝瓦企业,urban,家,,1,,99
"""


def test_own_rows_say_what_an_indicator_is(tmp_path: Path) -> None:
    from mubiao.targets.reading import select

    (tmp_path / "indicators.csv").write_text(KINDS, encoding="utf-8")
    lexicon.use(tmp_path)
    found = {fact.printed: fact for fact in extract(SAID)}
    assert (found["103%"].indicator, found["103%"].measure.value) == ("blue_prices", "growth")
    assert (found["4%"].indicator, found["4%"].measure.value) == ("blue_share", "share")
    assert lexicon.headline()[:3] == ("gdp", "industrial_value_added", "blue_prices")
    assert lexicon.headline()[-1] == "blue_firms"
    assert lexicon.indicators()["blue_firms"].short_zh == "蓝瓦企业"
    row = {name: None for name in Fact.__dataclass_fields__ if name != "candidates"}
    row |= {"indicator": "blue_firms", "period": "2024", "year": 2024, "claim": "actual", "measure": "level"}
    facts = pl.DataFrame([row | {"subject": said} for said in ("新增蓝瓦企业", "蓝瓦企业")], schema=FACT_SCHEMA)
    assert select(facts.lazy()).collect()["scope"].to_list() == ["新增", ""]


def test_a_name_means_the_whole_where_its_part_is_told_apart() -> None:
    text = "2024年晋江市政府工作报告\n\n一、2023年工作回顾\n\n财政收入50亿元，其中地方级收入20亿元。\n"
    assert {fact.printed: fact.indicator for fact in extract(text)}["50亿元"] == "budget_revenue_total"


def test_own_units_words_of_sectors_and_names_with_numbers_hold(tmp_path: Path) -> None:
    before = facts()
    (tmp_path / "units.csv").write_text("unit,kind\n沓,count\n", encoding="utf-8")
    (tmp_path / "sector_words.csv").write_text("word,sector\n风筝作坊,culture\n", encoding="utf-8")
    (tmp_path / "not_facts.csv").write_text("place,word,reason\nafter,厂房,name\nbefore,厂房,name\n", encoding="utf-8")
    lexicon.use(tmp_path)
    after = facts()
    assert "30沓" not in before and after["30沓"].unit == "沓"
    assert (before["12处"].sector, after["12处"].sector) == ("land", "culture")
    assert "3个" in before and "3个" not in after


def test_nothing_lingers_when_the_words_go(own: Path) -> None:
    before = extract(REPORT)
    lexicon.use(own)
    assert extract(REPORT) != before
    lexicon.use(None)
    assert extract(REPORT) == before
    assert regions.region("zone:350582-jinnan") is None


def test_facts_of_other_words_count_as_newer(own: Path) -> None:
    bare = rules_version()
    lexicon.use(own)
    ours = rules_version()
    assert ours.startswith(f"{bare}+") and {fact.origin for fact in extract(REPORT)} == {ours}
    (own / "indicator_names.csv").write_text(NAMES + "蓝瓦改造,blue_roofs\n", encoding="utf-8")
    lexicon.use(own)
    theirs = rules_version()
    assert len({bare, ours, theirs}) == 3
    assert newer(ours, bare) and newer(bare, ours) and newer(theirs, ours)
    assert newer("10", f"9+{ours[-8:]}") and not newer("9", f"10+{ours[-8:]}")


def test_the_version_follows_what_the_rows_say_and_not_how_they_are_written(own: Path, tmp_path: Path) -> None:
    lexicon.use(own)
    ours = rules_version()
    (own / "indicator_names.csv").write_text(
        "# mine\r\nindicator,name\r\n\r\nblue_roofs , 蓝顶厂房改造\r\ngdp,地区生产总值\r\n", encoding="utf-8"
    )
    lexicon.use(own)
    assert rules_version() == ours


def test_the_variable_names_the_folder(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mubiao.lexicon import forget

    monkeypatch.setenv("MUBIAO_LEXICON", str(own))
    forget()
    assert "blue_roofs" in lexicon.indicators()
    monkeypatch.setenv("MUBIAO_LEXICON", str(own / "nowhere"))
    forget()
    with pytest.raises(LexiconError, match="no such folder"):
        lexicon.indicators()
    monkeypatch.delenv("MUBIAO_LEXICON")
    monkeypatch.setattr("mubiao.folders.user_folder", lambda _: own / "nowhere")
    forget()
    assert "blue_roofs" not in lexicon.indicators()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_files_of_spreadsheets_are_read(own: Path, encoding: str) -> None:
    (own / "indicator_names.csv").write_text("name,indicator,\r\n蓝顶厂房改造,blue_roofs,\r\n", encoding=encoding)
    lexicon.use(own)
    assert facts()["5万平方米"].indicator == "blue_roofs"


def test_words_are_found_however_they_are_written(own: Path) -> None:
    (own / "indicator_names.csv").write_text("name,indicator\n藍頂廠房改造,blue_roofs\n", encoding="utf-8")
    lexicon.use(own)
    assert facts()["5万平方米"].indicator == "blue_roofs"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['table']}{case['problem']}")
def test_what_cannot_be_used_is_named_with_its_line(tmp_path: Path, case: dict[str, str]) -> None:
    found = problems(tmp_path, **{case["table"]: case["text"]})
    assert found[0].startswith(f"{case['table']}.csv{case['problem']}"), found


def test_all_mistakes_are_known_and_the_first_is_told(tmp_path: Path) -> None:
    found = problems(tmp_path, indicator_names="name,indicator\n新词一,gpd\n新词二,cpii\n新词三,gdp\n")
    assert len(found) == 2
    with pytest.raises(LexiconError, match=r"indicator_names\.csv:2: .* \(and 1 more\)$"):
        lexicon.use(tmp_path)


def test_bytes_that_are_no_text_are_named_with_their_line(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_bytes(b"unit,kind\n\xff\xff,count\n")
    with pytest.raises(LexiconError, match=r"units\.csv:2: neither UTF-8 nor GB18030"):
        lexicon.use(tmp_path)


def test_a_mistake_leaves_the_words_as_they_were(own: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    lexicon.use(own)
    bad = tmp_path_factory.mktemp("bad")
    problems(bad, indicator_names="name,indicator\n新词一,gpd\n")
    assert facts()["5万平方米"].indicator == "blue_roofs"


def test_built_in_tables_keep_to_their_formats() -> None:
    assert checking.built_in_problems() == []


WRONG = (
    ("indicators", "gdp,地区生产总值", "gdp,地區生产总值", "地區生产总值 is looked for as 地区生产总值"),
    ("indicators", ",economy,元,higher,1,", ",econmy,元,higher,1,", "no such sector: econmy; did you mean economy?"),
    ("indicators", ",economy,元,higher,1,", ",economy,公里公,higher,1,", "no such unit: 公里公"),
    ("indicators", "gdp_per_capita,", "gdp,", "gdp is in line 2 already, with the zh 地区生产总值"),
    ("indicators", "元,higher,1,1,0,,,", "元,higher,1,1,0,,", "13 cells under 14 columns"),
    ("indicators", ",polarity,", ",direction,", "no such column: direction"),
    ("indicator_names", ",cpi\n", ",cpii\n", "no such indicator: cpii; did you mean cpi?"),
    ("indicator_names", "name,indicator\n", "name,indicator\n出口总额,gdp\n", "出口总额 is the name of exports"),
    ("indicator_names", "name,indicator\n", "name\n", "the column indicator is missing"),
    ("units", ",money,", ",monney,", "kind must be age or count"),
    ("modifiers", "全市,before", "全市,befor", "where must be after or before, not befor"),
    ("modifiers", "全市,before", "全市，,before,", "3 cells under 2 columns"),
)


@pytest.mark.parametrize(("table", "old", "new", "problem"), WRONG, ids=[f"{w[0]}: {w[3]}" for w in WRONG])
def test_a_wrong_built_in_row_is_told_like_one_of_ones_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str, old: str, new: str, problem: str
) -> None:
    for path in TABLES.glob("*.csv"):
        (tmp_path / path.name).symlink_to(path)
    text = (TABLES / f"{table}.csv").read_text("utf-8")
    assert old in text
    (tmp_path / f"{table}.csv").unlink()
    (tmp_path / f"{table}.csv").write_text(text.replace(old, new, 1), "utf-8")
    monkeypatch.setattr("mubiao.lexicon.tables.TABLES", tmp_path)
    found = checking.built_in_problems()
    assert any(one.startswith(f"{tmp_path / table}.csv") and problem in one for one in found), found


def test_a_copy_of_the_built_in_tables_adds_nothing(tmp_path: Path) -> None:
    for name in FORMATS:
        (tmp_path / f"{name}.csv").write_bytes((TABLES / f"{name}.csv").read_bytes())
    assert lexicon.use(tmp_path).digest == ""


def test_every_table_can_be_added_to_or_is_fixed() -> None:
    tables = {entry.name.removesuffix(".csv") for entry in TABLES.iterdir() if entry.name.endswith(".csv")}
    assert tables == set(FORMATS) | set(FIXED)


def test_every_table_and_column_is_described() -> None:
    text = (TABLES / "README.md").read_text(encoding="utf-8")
    missing = [
        f"{name}.{c}" for name, table in FORMATS.items() for c in table.names if f"`{c}`" not in _part(text, name)
    ]
    assert missing == []


def test_the_examples_of_the_description_hold_together(tmp_path: Path) -> None:
    text = (TABLES / "README.md").read_text(encoding="utf-8")
    for name, table in FORMATS.items():
        example = _part(text, name).rstrip(" |").rpartition(" | `")[2].rstrip("`").replace("\\|", "|")
        (tmp_path / f"{name}.csv").write_text(f"{','.join(table.names)}\n{example}\n", encoding="utf-8")
    assert len(lexicon.use(tmp_path).tables) >= 10


def _part(text: str, name: str) -> str:
    """What the README says of the columns of a table."""
    _, _, rest = text.partition("## Columns")[2].partition(f"| `{name}.csv` |")
    return rest.partition("\n")[0]


class Counted(dict[str, str]):
    """A row that counts how often it is looked at."""

    looks = 0

    def __getitem__(self, column: str) -> str:
        Counted.looks += 1
        return super().__getitem__(column)


@pytest.mark.parametrize("wrong", [False, True], ids=["good", "wrong"])
def test_reading_costs_no_square_of_the_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: bool) -> None:
    filled, near = reading._filled, []

    def counted(name: str, given: Row) -> Row:
        return Counted(filled(name, given))

    monkeypatch.setattr(reading, "_filled", counted)
    monkeypatch.setattr("mubiao.lexicon.formats.get_close_matches", lambda *_, **__: near.append(1) or [])

    def cost(rows: int) -> int:
        folder = tmp_path / str(rows)
        folder.mkdir()
        ids = [f"own_{number}" for number in range(rows)]
        units = "".join(f"串{number}件,count\n" for number in range(rows))
        (folder / "units.csv").write_text(f"unit,kind\n{units}", encoding="utf-8")
        text = "".join(f"{one},自家指标{number}号,economy,串{number}件\n" for number, one in enumerate(ids))
        (folder / "indicators.csv").write_text(f"indicator,zh,sector,unit\n{text}", encoding="utf-8")
        text = "".join(f"别名{number}号,{one}{'x' * wrong}\n" for number, one in enumerate(ids))
        (folder / "indicator_names.csv").write_text(f"name,indicator\n{text}", encoding="utf-8")
        before = Counted.looks
        if wrong:
            with pytest.raises(LexiconError) as raised:
                reading.read(folder)
            assert len(raised.value.problems) == rows
        else:
            assert set(reading.read(folder)[0]) == {"indicators", "indicator_names", "units"}
        return Counted.looks - before

    cost(10)  # what is built in is read once
    small, large = cost(250), cost(1_000)
    assert small > 250 and large <= 5 * small
    assert len(near) <= 3 * SUGGESTIONS
