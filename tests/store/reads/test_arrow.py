"""What crosses from DuckDB to Polars leaves nothing behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from mubiao.store import Store

READS = """
store.documents(), store.regions(), store.facts().collect(), store.targets().collect()
store.reviews.all(), store.reviews.agreement(), store.sql("SELECT count(*) AS n FROM facts"), store.check()
"""


def test_a_program_that_read_a_database_ends_without_a_word(filled: Store) -> None:
    """At its end the binding of DuckDB counts what of it is still held, and writes that to stderr."""
    program = "import sys, mubiao; store = mubiao.open(sys.argv[1])" + READS
    done = subprocess.run([sys.executable, "-c", program, str(filled.path)], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")


def test_making_a_database_ends_without_a_word(tmp_path: Path) -> None:
    program = "import sys, mubiao; mubiao.open(sys.argv[1])"
    done = subprocess.run(
        [sys.executable, "-c", program, f"{tmp_path}/new.duckdb"], capture_output=True, text=True, check=True
    )
    assert "leaked" not in done.stderr
