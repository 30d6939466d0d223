"""Reading everything again finds what does not hold."""

from __future__ import annotations

import duckdb
import pytest
from made import document, fact, promise

from mubiao.model import Role, Section
from mubiao.store import Store
from mubiao.store.reads.checks import SCHEMA

DOC = document("去年增长6.5%，今年目标6%左右。")
WORDED = document("今年目标：居民收入与经济同步。")
WORDS_ID = f"{WORDED.document_id}-9-14"
FACTS = [fact(DOC, 4, 8), fact(DOC, 13, 15, claim="target")]


@pytest.mark.parametrize(
    ("damage", "problems"),
    [
        ("SELECT 1", []),
        ("UPDATE facts SET printed = '7%' WHERE printed = '6%'", [("span", "7%", "6%")]),
        (
            "UPDATE facts SET \"end\" = 99, fact_id = document_id || '-13-99' WHERE start = 13",
            [("outside", "6%", None)],
        ),
        ("UPDATE facts SET fact_id = 'x' WHERE start = 13", [("fact_id", f"{DOC.document_id}-13-15", "x")]),
        ("UPDATE documents SET text = text || '。'", [("text", DOC.document_id, None), ("characters", "18", "19")]),
        ("INSERT INTO facts SELECT * FROM facts WHERE start = 13", [("twice", "1", "2")]),
        ("INSERT INTO documents FROM documents", [("twice", "1", "2")]),
        ("INSERT INTO sections FROM sections", [("twice", "1", "2")]),
        ('UPDATE sections SET "end" = 99', [("section", "18", "0-99")]),
        ("DELETE FROM regions WHERE region_code = '350582'", [("place", "350582", None)]),
        (
            "DELETE FROM documents",
            [*[("no document", None, None)] * 2, ("section", None, "0-18")],
        ),
    ],
)
def test_damage_is_found(damage: str, problems: list[tuple[str, ...]], store: Store) -> None:
    store.add(DOC, FACTS, [Section(0, 18, 0, "", "", Role.OTHER)])
    with duckdb.connect(str(store.path)) as connection:
        connection.execute(damage)
    found = store.check()
    assert found.columns == list(SCHEMA)
    shown = [(p, e, None if p == "text" else f) for p, e, f in found.select("problem", "expected", "found").iter_rows()]
    assert sorted(shown, key=str) == sorted(problems, key=str)


@pytest.mark.parametrize(
    ("damage", "problems"),
    [
        ("SELECT 1", []),
        ("UPDATE promises SET printed = '与全省同步'", [("span", "与全省同步", "与经济同步")]),
        ("UPDATE promises SET indicator = 'gdp'", [("fact_id", f"{WORDS_ID}-gdp", f"{WORDS_ID}-income_per_capita")]),
        ("INSERT INTO promises FROM promises", [("twice", "1", "2")]),
        ("DELETE FROM regions WHERE region_code = '350582'", [("place", "350582", None)]),
        ("DELETE FROM documents", [("no document", None, None)]),
    ],
)
def test_damage_to_targets_in_words_is_found(damage: str, problems: list[tuple[str, ...]], store: Store) -> None:
    store.add(WORDED, [], (), [promise(WORDED, "与经济同步", "income_per_capita")])
    with duckdb.connect(str(store.path)) as connection:
        connection.execute(damage)
    assert store.check().select("problem", "expected", "found").rows() == problems


def test_a_bundled_document_has_no_text_to_check(store: Store) -> None:
    store.add(DOC, FACTS)
    with duckdb.connect(str(store.path)) as connection:
        connection.execute("UPDATE documents SET text = NULL, origin = 'bundled'")
    assert store.check().height == 0
