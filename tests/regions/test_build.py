"""The tables of places are what the build makes of their sources; the sources are not part of the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from mubiao import lexicon
from mubiao.lexicon import TABLES
from mubiao.regions.build import Era, History, build, zone_rows

SOURCES = Path(__file__).parents[3] / "shared" / "regions"


def era(level: str, code: str, name: str, first: int, last: int, parent: str = "990000") -> Era:
    return Era(level, code, name, parent, first, last)


def today(eras: list[Era], current: dict[str, str]) -> dict[str, str | None]:
    history = History(eras, current)
    return {f"{e.name} {e.code}": history.today(e) for e in eras}


def test_a_county_keeps_its_name_and_changes_its_code() -> None:
    eras = [
        era("county", "991101", "甲江县", 1980, 1982),
        era("county", "990501", "甲江县", 1983, 1991),
        era("county", "999001", "甲江市", 1992, 1994),
        era("county", "990581", "甲江市", 1995, 2024),
    ]
    assert set(today(eras, {"990581": "甲江市"}).values()) == {"990581"}


def test_a_renamed_place_keeps_its_code() -> None:
    eras = [era("prefecture", "990600", "乙樊市", 1980, 2009), era("prefecture", "990600", "乙阳市", 2010, 2024)]
    assert set(today(eras, {"990600": "乙阳市"}).values()) == {"990600"}


def test_a_code_given_to_another_place_is_no_renaming() -> None:
    eras = [era("county", "991101", "丙县", 1980, 1981), era("county", "991101", "丁县", 1982, 2024)]
    assert today(eras, {"991101": "丁县"})["丙县 991101"] is None


def test_the_only_newcomer_of_a_prefecture_is_the_heir() -> None:
    eras = [
        era("county", "990421", "戊江县", 1983, 2016, "990400"),
        era("county", "990404", "己桑区", 2017, 2024, "990400"),
        era("county", "990402", "庚阳区", 1983, 2024, "990400"),
    ]
    assert today(eras, {"990404": "己桑区", "990402": "庚阳区"})["戊江县 990421"] == "990404"


def test_a_dissolved_prefecture_went_where_its_counties_went() -> None:
    eras = [
        era("prefecture", "991200", "辛地区", 1983, 1990),
        era("county", "991221", "壬水县", 1983, 1990, "991200"),
        era("county", "991222", "癸山县", 1983, 1990, "991200"),
        era("county", "990321", "壬水县", 1991, 2024, "990300"),
        era("county", "990322", "癸山县", 1991, 2024, "990300"),
    ]
    current = {"990300": "子州市", "990321": "壬水县", "990322": "癸山县"}
    assert today(eras, current)["辛地区 991200"] == "990300"


def test_zones_must_be_named_after_their_place() -> None:
    current = {"990000": "天省", "990500": "丑州市", "990521": "寅安县"}
    listed = [
        {"areaCode": "990521", "code": f"990521{number}", "name": name}
        for number, name in enumerate(
            ["寅安经济开发区管委会", "丑州台商投资区", "经济开发区", "科技城", "寅安农场", "寅安监狱", "卯川工业园区"],
            400,
        )
    ]
    assert zone_rows(listed, current) == ["990521,400,寅安经济开发区", "990521,401,丑州台商投资区"]


def test_zones_by_hand_are_well_formed() -> None:
    rows = lexicon.rows("zones")
    codes = {line.split(",")[0] for line in (TABLES / "regions.csv").read_text(encoding="utf-8").splitlines()}
    towns = (TABLES / "regions_towns.csv").read_text(encoding="utf-8")
    assert len({(row["parent"], row["slug"]) for row in rows}) == len(rows) > 450
    for row in rows:
        assert row["parent"] in codes, row
        assert row["slug"].isascii() and row["slug"].isalnum(), row
        assert len(row["name"]) >= 4, row
        assert all(f"\n{town}," in towns for town in filter(None, row["towns"].split("|"))), row


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the sources of the tables are not part of the repository")
def test_the_tables_are_those_of_the_sources(tmp_path: Path) -> None:
    build(SOURCES, tmp_path)
    for made in sorted(tmp_path.iterdir()):
        assert made.read_bytes() == (TABLES / made.name).read_bytes(), made.name
