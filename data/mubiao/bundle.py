"""Make the bundled facts: `python -m mubiao.bundle [--out FOLDER] [--jobs N] SOURCE…`

Reads the sources (files, or folders with all that is in them), extracts their facts and writes documents.parquet,
sections.parquet, facts.parquet and promises.parquet: titles, headings, figures, the words of
targets without a figure, and offsets; no sentence of a document. The same sources
and the same rules give the same bytes, whatever the order of the sources.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl

from mubiao import lexicon
from mubiao.files import replacing
from mubiao.ingest import Prepared, expand, prepare_all
from mubiao.store.adding.writing import rules_version
from mubiao.store.frames import (
    DOCUMENT_SCHEMA,
    FACT_SCHEMA,
    PROMISE_SCHEMA,
    SECTION_SCHEMA,
    document_row,
    facts_frame,
    promises_frame,
    sections_frame,
)

OUT = Path(__file__).parent / "bundled"

DERIVED = ("fact_id",)
"""Columns of a fact that are made of others, and are left out of the file."""


def collected(prepared: Iterable[Prepared], rules: str) -> dict[str, pl.DataFrame]:
    """Table → frame, in an order that does not depend on that of the sources; of the same text twice, one."""
    by_id = {p.document.document_id: p for p in prepared if p.document is not None}
    # The order of the facts is that of a browsing person: place, year, document, position.
    ordered = sorted(
        by_id.values(),
        key=lambda p: (
            (p.document.region_code or "~", p.document.year or 0, p.document.document_id) if p.document else ("", 0, "")
        ),
    )
    documents = []
    sections, facts, promises = ([pl.DataFrame(schema=s)] for s in (SECTION_SCHEMA, FACT_SCHEMA, PROMISE_SCHEMA))
    for p in ordered:
        assert p.document is not None
        documents.append({**document_row(p.document), "text": None, "origin": "bundled", "rules": rules})
        sections.append(sections_frame(p.document.document_id, p.sections))
        facts.append(facts_frame(p.facts).sort("start", "end", maintain_order=True))
        promises.append(promises_frame(p.promises).sort("start", "indicator"))
    return {
        "documents": pl.DataFrame(documents, schema=DOCUMENT_SCHEMA).drop("text", "added_at"),
        "sections": pl.concat(sections),
        "facts": pl.concat(facts).drop(DERIVED),
        "promises": pl.concat(promises),
    }


def write(tables: dict[str, pl.DataFrame], out: Path) -> None:
    """The tables as Parquet files of that name in `out`."""
    out.mkdir(parents=True, exist_ok=True)
    for name, frame in tables.items():
        with replacing(out / f"{name}.parquet", force=True) as fresh:
            frame.write_parquet(
                fresh, compression="zstd", compression_level=19, statistics=False, row_group_size=1 << 20
            )


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 1 if a source could not be read, and nothing is written then."""
    parser = argparse.ArgumentParser(prog="python -m mubiao.bundle", description=(__doc__ or "").split("\n\n")[1])
    parser.add_argument("sources", nargs="+", type=Path, metavar="SOURCE")
    parser.add_argument("--out", type=Path, default=OUT, help="folder of the Parquet files")
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args(arguments)
    lexicon.use(None)  # what ships is made with the words that ship
    files, empty = expand(options.sources)
    prepared = [*empty, *prepare_all(files, options.jobs)]
    failed = [p for p in prepared if p.document is None]
    for p in failed:
        print(f"mubiao: {p.path.name}: {p.reason}", file=sys.stderr)
    if failed:
        return 1
    tables = collected(prepared, rules_version())
    write(tables, options.out)
    print(f"{tables['documents'].height} documents, {tables['facts'].height} facts", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
