"""What ships is what today's rules read in the sources, where those are at hand: a bundle must not go stale."""

from __future__ import annotations

import hashlib
import shlex
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from mubiao import lexicon
from mubiao.bundle import OUT, collected
from mubiao.ingest import prepare
from mubiao.store import bundled
from mubiao.store.adding.writing import rules_version

SHARED = Path(__file__).parents[2] / "shared" / "documents"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the source documents are not part of the repository")


@cache
def sources() -> dict[str, Path]:
    """document_id → file, of the texts in UTF-8 that are at hand."""
    return {
        hashlib.sha256(path.read_bytes()).hexdigest()[:16]: path
        for path in sorted(SHARED.rglob("*"))
        if path.suffix in (".txt", ".md")
    }


def command(paths: list[Path]) -> str:
    """The command that makes the bundle anew, for a shell at the root of the checkout."""
    names = sorted({"../shared/documents/" + path.relative_to(SHARED).as_posix() for path in paths})
    return "uv run python -m mubiao.bundle " + " ".join(shlex.quote(name) for name in names)


@cache
def made() -> tuple[dict[str, pl.DataFrame], str]:
    """The tables as they would be bundled now, and the command that would write them."""
    ids = pl.read_parquet(OUT / "documents.parquet")["document_id"].to_list()
    missing = [identity for identity in ids if identity not in sources()]
    if missing:
        pytest.skip(f"{len(missing)} of the {len(ids)} bundled documents are not among the sources at hand")
    paths = [sources()[identity] for identity in ids]
    lexicon.use(None)
    return collected([prepare(path) for path in paths], rules_version()), command(paths)


@pytest.mark.parametrize("table", bundled.TABLES)
def test_the_bundle_is_what_the_rules_read_today(table: str) -> None:
    tables, again = made()
    file = OUT / f"{table}.parquet"
    assert file.is_file(), f"{file.name} is not bundled; make it with\n{again}"
    kept, now = pl.read_parquet(file), tables[table]
    assert kept.columns == now.columns, f"{file.name} has other columns; make it anew with\n{again}"
    if kept.equals(now):
        return
    changed = now.join(kept, on=now.columns, how="anti", nulls_equal=True)
    gone = kept.join(now, on=now.columns, how="anti", nulls_equal=True)
    pytest.fail(
        f"{file.name} is stale: {gone.height} rows of {kept.height} are read otherwise, {changed.height} are new; "
        f"make it anew with\n{again}"
    )


def test_every_bundled_fact_stands_where_it_says() -> None:
    facts = pl.read_parquet(OUT / "facts.parquet")
    for (identity,), rows in facts.group_by("document_id"):
        path = sources().get(str(identity))
        if path is None:
            pytest.skip("not every bundled document is among the sources at hand")
        text = path.read_bytes().decode("utf-8")
        for start, end, printed in rows.select("start", "end", "printed").rows():
            assert text[start:end] == printed
