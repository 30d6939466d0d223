"""`mubiao add`: documents into the database."""

from __future__ import annotations

from collections import Counter

import click

from mubiao_tui.cli.command import argument, command, option
from mubiao_tui.cli.database import database
from mubiao_tui.cli.diagnostics import Exit, plural, speaker
from mubiao_tui.cli.options.collected import text_column
from mubiao_tui.cli.options.documents import Source
from mubiao_tui.cli.options.lexicon import own_words
from mubiao_tui.cli.options.stating import Stating, stating_options
from mubiao_tui.cli.settings import shared

MEGABYTES = 128
"""What DuckDB may keep of the database while documents are added: without a limit it is more the longer that takes."""

ORDER = ("added", "updated", "attached", "unchanged")


@command(
    "echo '2024年晋江市政府工作报告：新增学位10000个。' | mubiao add -",
    "mubiao add --jobs 2 reports/",
    "mubiao add --bundled",
    "echo '各位代表：新增学位10000个。' | mubiao add --region 晋江市 --year 2024 -",
)
@argument("path", nargs=-1, reads=True)
@option("--jobs", "-j", type=click.IntRange(min=1), metavar="N", help="Processes; by default as many as are worth it.")
@option("--bundled", is_flag=True, help="Bring what ships with mubiao and this database lacks.")
@option("--pledges", is_flag=True, help="Read bundled reports for their pledges too, which are not bundled.")
@option("--cluster", metavar="ADDRESS", help="Read on the workers of a Dask cluster: its scheduler, tcp://host:8786.")
@stating_options
@text_column
@own_words
@shared
def add(
    path: tuple[str, ...], jobs: int | None, bundled: bool, pledges: bool, cluster: str | None, stating: Stating
) -> Exit:
    """Add documents: files, whole folders, or stdin (-). A database that is not there is made.

    Adding is idempotent: a document that is there already is left, unless newer rules read it now ("updated", reviews
    are kept) or it was bundled without its text ("attached", known by its hash and not extracted again, unless
    --pledges asks for what the bundle does not hold). A report whose text was mended takes the place of the bundled one
    ("updated"): they agree in place, year, kind and in most of their figures. A file that cannot be read is named on
    stderr, the others are added, and the exit code is 4. Interrupted, the documents already done are in, and none is
    half in. Last comes a line for each document whose place or year is not sure.

    What is stated of documents, by an option of all or by a --manifest of each, wins over what they say themselves. It
    is kept with who said so and when, and holds at every later reading (`mubiao documents` lists, mends and undoes).

    With --cluster (extra mubiao[cluster]) the files are read here and their facts found by the cluster's workers,
    which need the same mubiao and nothing else; a lost worker loses nothing.
    """
    from mubiao.store.file import locking

    path = () if bundled and not path else stating.files(path)
    source = Source(path, jobs, stating=stating)  # first: a statement that cannot be makes no database
    store = database(make=True)  # before any work is done: it may be busy
    # A document on its way in is there several times: as it came, as a row, and packed.
    locking.limit_memory(max(MEGABYTES, 8 * source.largest // 1_000_000))
    outcomes: Counter[str] = Counter()
    if bundled:
        brought, replaced = store.bring()
        outcomes.update(added=brought, updated=replaced)
    elif missing := store.offered():
        speaker.note(f"{plural(missing, 'bundled document')} not in this database: mubiao add --bundled brings them")
    outcomes["attached"] += source.attach(store, pledges=pledges)
    doubtful: list[str] = []
    # One document a transaction when there are few, so that each is safe at once; many share one for speed, since
    # each transaction ends with a checkpoint, of a quarter of a second in a database of ten million facts.
    batch = 1 if len(source.files) < 8 else 50 if len(source.files) < 200 else 250
    if cluster is None and source.jobs == 1:
        added = store.add_many(source.items(), batch=batch)
    else:
        added = store.add_batches(source.batches(cluster), batch=batch)
    for document, outcome in added:
        outcomes[outcome] += 1
        if document.doubts and outcome != "unchanged":
            doubtful.append(f"{document.name}: {', '.join(words for _, words in document.doubts)}")
        speaker.detail(f"{outcome} {document.document_id} {document.title or document.name}")
    counted = [f"{outcomes[name]:,} {name}" for name in ORDER if outcomes[name]]
    if source.failed:
        counted.append(f"{source.failed:,} failed")
    speaker.note(f"{', '.join(counted) or 'nothing to add'}; {plural(source.fact_count, 'fact')} read")
    if outcomes["attached"] and not pledges:
        speaker.note("bundled reports come without their pledges: mubiao add --pledges reads them")
    for doubt in doubtful:
        speaker.note(doubt)
    return Exit.DOCUMENTS if source.failed else Exit.OK
