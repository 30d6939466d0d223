"""Random commands on one database, seeded: MUBIAO_SOAK=3000 goes on for an hour or so.

What a command may do to the database is kept in a model beside it: the documents that are in, and the facts that are
judged. Whatever came before, no command fails in a way that is not ours, and at the end nothing is lost.
"""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pytest
from tests.tui.cli.conftest import Runner
from tests.tui.cli.reports import ALL

STEPS = int(os.environ.get("MUBIAO_SOAK", "15"))
OURS = {0, 1, 2, 3, 4, 5}  # exit codes that the README promises
READS = (
    ("query", "--limit", "3", "--format", "json"),
    ("query", "--where", "value > 5 and claim = 'target'", "--format", "ndjson"),
    ("query", "--where", "value > and", "--format", "csv"),
    ("targets", "--format", "csv"),
    ("targets", "--coverage", "--format", "json"),
    ("documents", "--format", "tsv"),
    ("regions", "--format", "markdown"),
    ("sectors", "--format", "csv"),
    ("sql", "select count(*) from facts", "--format", "json"),
    ("sql", "drop table facts"),
    ("review", "list", "--format", "json"),
    ("show", "no-such-fact"),
    ("check",),
)


@pytest.mark.parametrize("seed", [7])
def test_nothing_is_lost(mubiao: Runner, database: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    for name, text in ALL.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    ids = {row["name"]: row["document_id"] for row in rows(mubiao, "documents")}
    held, judged = set(ids), set[str]()
    for step in range(STEPS):
        name = chance.choice(sorted(ALL))
        match chance.randrange(5):
            case 0:
                command: tuple[str, ...] = ("add", name)
                held.add(name)
            case 1 if name in held:
                command = ("remove", ids[name])
                held.discard(name)
            case 2 if held:
                fact = chance.choice(rows(mubiao, "query", "--document", ids[chance.choice(sorted(held))]))["fact_id"]
                command = ("review", "accept", fact)
                judged.add(fact)
            case _:
                command = chance.choice(READS)
        ended = mubiao(*command)
        assert ended.code in OURS, (step, command, ended.err)
        assert "Traceback" not in ended.err, (step, command, ended.err)
        assert {row["name"] for row in rows(mubiao, "documents")} == held, (step, command, ended.err)
    for name in sorted(ALL):
        assert mubiao("add", name).code == 0
    assert mubiao("check").code == 0
    assert judged <= {row["fact_id"] for row in rows(mubiao, "review", "list")}


def rows(mubiao: Runner, *command: str) -> list[dict[str, str]]:
    """What a command lists."""
    ended = mubiao(*command, "--format", "json")
    assert ended.code in (0, 1), ended.err
    listed: list[dict[str, str]] = json.loads(ended.text or "[]")
    return listed
