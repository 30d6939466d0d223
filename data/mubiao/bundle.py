"""Make the bundled facts: `python -m mubiao.bundle [--out FOLDER] [--jobs N] SOURCE…`

Reads the sources (files, or folders with all that is in them), extracts their facts and writes documents.parquet and,
as a database that is ready (mubiao.packing), sections, facts, promises, pledges and pledge_links: titles, headings,
figures, the words of targets without a figure, names of what is pledged, and offsets; no sentence of a document.
The same sources and the same rules give the same bytes (on Linux), whatever the order of the sources.

What ships is made of the public collection (a clone of it, or the folder it was unpacked to) and five documents:

    python -m mubiao.bundle --jobs 2 --without pledges pledge_links -- COLLECTION DOCUMENT…

A document of the collection is given its public address there.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import polars as pl

from mubiao import lexicon, packing
from mubiao.files import replacing
from mubiao.ingest import Prepared, expand, prepare_all
from mubiao.model import Pledge
from mubiao.store import packed
from mubiao.store.adding import links
from mubiao.store.adding.writing import rules_version
from mubiao.store.bundled import DERIVED
from mubiao.store.frames import (
    DOCUMENT_SCHEMA,
    FACT_SCHEMA,
    LINK_SCHEMA,
    PLEDGE_SCHEMA,
    PROMISE_SCHEMA,
    SECTION_SCHEMA,
    document_row,
    facts_frame,
    pledges_frame,
    promises_frame,
    sections_frame,
)

OUT = Path(__file__).parent / "bundled"

OPTIONAL = ("pledges", "pledge_links")
"""Tables that a bundle can do without: of a whole country they are half as large again as all others together."""

GROUP = 122_880
"""Rows that DuckDB reads on one core: with more of them together the others would have nothing to do."""

ADDRESS = "https://github.com/lawtext/gov/blob/fc1a2f67a589763dc905aaa90f2b1ba356bbccde"
"""The public collection, at the commit that is bundled."""

FOLDERS = {
    "provinces": "政府工作报告-省自治区",
    "major_cities": "政府工作报告-主要城市",
    "cities": "政府工作报告-其他地市",
    "state_council": "政府工作报告-国务院",
    "nbs_communiques": "国家统计局年度统计",
    "five_year_plans": "五年规划",
}
"""The folders of the collection as it is handed round → their names in the repository."""


def address(path: Path) -> str | None:
    """The public address of a file of the collection; None of another one."""
    parts = path.parts
    for depth in (2, 3):  # folder/year.md, folder/place/year.md
        folder = FOLDERS.get(parts[-depth], parts[-depth]) if len(parts) >= depth else ""
        if folder in FOLDERS.values():
            return "/".join((ADDRESS, *(quote(part) for part in (folder, *parts[1 - depth :]))))
    return None


def files_of(source: Path) -> list[Path]:
    """Of a collection its folders, whatever else lies beside them; any other source as it is."""
    inside = [source / name for pair in FOLDERS.items() for name in pair]
    return [folder for folder in inside if folder.is_dir()] or [source]


_SENTENCE = r"[。！？][^›]*( ›|$)"
"""A heading that is a paragraph by itself is kept up to the end of its first sentence."""


def _titles(*columns: str) -> list[pl.Expr]:
    return [pl.col(name).str.replace_all(_SENTENCE, "$1") for name in columns]


def collected(prepared: Iterable[Prepared], rules: str) -> dict[str, pl.DataFrame]:
    """Table → frame, in an order that does not depend on that of the sources; of the same text twice, one."""
    by_id: dict[str, Prepared] = {}
    for p in prepared:
        if p.document is not None:
            known = by_id.get(p.document.document_id)
            if known is None or p.path < known.path:
                by_id[p.document.document_id] = p
    # The order of the facts is that of a browsing person: place, year, document, position.
    ordered = sorted(
        by_id.values(),
        key=lambda p: (
            (p.document.region_code or "~", p.document.year or 0, p.document.document_id) if p.document else ("", 0, "")
        ),
    )
    documents = []
    sections, facts, promises, pledges = (
        [pl.DataFrame(schema=s)] for s in (SECTION_SCHEMA, FACT_SCHEMA, PROMISE_SCHEMA, PLEDGE_SCHEMA)
    )
    for p in ordered:
        assert p.document is not None
        document = replace(p.document, url=address(p.path) or p.document.url)
        documents.append({**document_row(document), "text": None, "origin": "bundled", "rules": rules})
        sections.append(sections_frame(p.document.document_id, p.sections))
        facts.append(facts_frame(p.facts).sort("start", "end", maintain_order=True))
        words = promises_frame(p.promises).unique("promise_id", maintain_order=True)  # as when it is added
        promises.append(words.sort("start", "indicator"))
        pledges.append(pledges_frame(p.pledges).unique("pledge_id", maintain_order=True).sort("start", "end"))
    return {
        "documents": pl.DataFrame(documents, schema=DOCUMENT_SCHEMA).drop("text", "added_at"),
        "sections": pl.concat(sections).with_columns(_titles("heading", "path")),
        "facts": underived(pl.concat(facts).with_columns(_titles("section"))),
        "promises": pl.concat(promises).with_columns(_titles("section")),
        "pledges": pl.concat(pledges).with_columns(_titles("section")).drop("pledge_id", "end"),
        "pledge_links": _links(ordered, rules),
    }


def underived(facts: pl.DataFrame) -> pl.DataFrame:
    """Facts in text order without the columns that follow from others."""
    # One number of several subjects is several facts with its span: …-start-end, …-start-end-2 …
    nth = pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over("document_id", "start", "end")
    return facts.with_columns(nth=pl.when(nth > 1).then(nth)).drop(DERIVED)


def _links(ordered: Iterable[Prepared], rules: str) -> pl.DataFrame:
    """What became of the pledges of each report in the next one of its place."""
    known: dict[str, tuple[links.Report, Prepared]] = {}
    for p in ordered:
        d = p.document
        if d is not None and d.kind == "work_report" and d.region_code and d.year:
            known[d.document_id] = links.Report(d.document_id, d.region_code, d.year, len(d.text)), p
    found: list[dict[str, object]] = []
    for first, second in links.pairs(report for report, _ in known.values()):
        (earlier, promising), (later, telling) = known[first], known[second]
        if promising.pledges and telling.document is not None:
            text, sections = telling.document.text, list(telling.sections)
            acts, again = promised(promising.pledges), promised(telling.pledges)
            found += links.followed(earlier, acts, later, text, sections, again)
    frame = pl.DataFrame(found, schema={name: kind for name, kind in LINK_SCHEMA.items() if name != "origin"})
    return frame.with_columns(origin=pl.lit(rules)).sort("document_id", "pledge_id")


def promised(pledges: Iterable[Pledge]) -> list[links.Promised]:
    """Pledges as they are followed, one a span, in text order."""
    of = {p.pledge_id: links.Promised(p.pledge_id, p.start, p.end, p.object, p.act, p.kind) for p in pledges}
    return sorted(of.values(), key=lambda one: (one.start, one.end))


def write(tables: dict[str, pl.DataFrame], out: Path) -> None:
    """The tables as Parquet files of that name in `out`, in place of those that were packed there."""
    out.mkdir(parents=True, exist_ok=True)
    (out / packed.NAME).unlink(missing_ok=True)
    for name, frame in tables.items():
        with replacing(out / f"{name}.parquet", force=True) as fresh:
            frame.write_parquet(fresh, compression="zstd", compression_level=19, statistics=False, row_group_size=GROUP)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; 1 if a source could not be read, and nothing is written then."""
    parser = argparse.ArgumentParser(prog="python -m mubiao.bundle", description=(__doc__ or "").split("\n\n")[1])
    parser.add_argument("sources", nargs="+", type=Path, metavar="SOURCE")
    parser.add_argument("--out", type=Path, default=OUT, help="folder that it is written to")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument(
        "--without", nargs="*", default=(), choices=OPTIONAL, metavar="TABLE", help=f"leave out: {', '.join(OPTIONAL)}"
    )
    options = parser.parse_args(arguments)
    lexicon.use(None)  # what ships is made with the words that ship
    files, empty = expand(folder for source in options.sources for folder in files_of(source))
    prepared = [*empty, *prepare_all(files, options.jobs)]
    failed = [p for p in prepared if p.document is None]
    for p in failed:
        print(f"mubiao: {p.path.name}: {p.reason}", file=sys.stderr)
    if failed:
        return 1
    tables = {
        name: frame for name, frame in collected(prepared, rules_version()).items() if name not in options.without
    }
    for name in options.without:
        (options.out / f"{name}.parquet").unlink(missing_ok=True)
    write(tables, options.out)
    packing.pack(options.out)
    print(f"{tables['documents'].height} documents, {tables['facts'].height} facts", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
