"""The documents that a person names on the command line, read and extracted one after the other."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from mubiao.ingest import Prepared, expand, prepare_all, prepare_bytes, sensible_jobs
from mubiao.model import Document, Fact, FileError, Pledge, QualitativeTarget, Section
from mubiao_tui.cli.diagnostics import Exit, Failure, speaker
from mubiao_tui.cli.display.progress import Progress
from mubiao_tui.cli.interrupts import end_when_asked
from mubiao_tui.terminal import is_terminal

if TYPE_CHECKING:
    from mubiao.documents.stated import Stated
    from mubiao.store import Store
    from mubiao.store.adding.batches import Batch
    from mubiao_tui.cli.options.stating import Stating

STDIN = "-"
PIPED = Path("stdin")
"""What a document that was piped in is called."""


class Source:
    """Files, folders and `-` in the order given, stdin first. Counts what failed and the facts that passed."""

    def __init__(
        self,
        names: tuple[str, ...],
        jobs: int | None,
        *,
        beside_output: bool = False,
        stating: Stating | None = None,
        pledged: bool = True,
    ) -> None:
        end_when_asked()  # reading is one step of a library now and then, and workers are not to be left behind
        self.files, self._refused = expand([name for name in names if name != STDIN])
        if stating and stating.manifest:  # it lies beside what it speaks of, and is no report
            manifest = stating.manifest.resolve()
            self.files = [file for file in self.files if file.resolve() != manifest]
        self.stdin = STDIN in names
        piped = [PIPED] if self.stdin else []
        self.stated: dict[Path, Stated] = stating.of([*piped, *self.files]) if stating else {}
        self.jobs = jobs or sensible_jobs(len(self.files))
        self.pledged = pledged  # whether pledges are found too
        self.failed = self.fact_count = 0
        self._progress = Progress(len(self.files), beside_output=beside_output)

    @property
    def largest(self) -> int:
        """Bytes of the largest file that will be read; for stdin as many as that may be."""
        from mubiao.documents.reading import MAX_BYTES

        found = MAX_BYTES if self.stdin else 0
        for file in self.files:
            with suppress(OSError):  # it fails when it is read
                found = max(found, min(file.stat().st_size, MAX_BYTES))
        return found

    def attach(self, store: Store, *, pledges: bool = False) -> int:
        """Give bundled documents their texts first, which costs no extraction; how many. The rest is left to be read.

        Files of which something is stated are read with it, and with `pledges` the reports whose pledges are not there.
        """
        plain = [file for file in self.files if file not in self.stated]
        if not plain:
            return 0
        with self._progress as progress:
            count, others = store.attach(plain, lambda path: progress.step(path.name), pledges=pledges)
        if count:
            left = set(others)
            self.files = [file for file in self.files if file in self.stated or file in left]
        return count

    def prepared(self) -> Iterator[Prepared]:
        """What could be read; the reasons of the rest go to stderr as they come."""
        with self._progress as progress:
            self._refuse()
            if self.stdin:
                yield from self._passed(self._piped())
            for found in prepare_all(self.files, self.jobs, self.stated, pledged=self.pledged):
                yield from self._passed([found])
                progress.step(found.path.name)

    def items(
        self,
    ) -> Iterator[tuple[Document, Sequence[Fact], Sequence[Section], Sequence[QualitativeTarget], Sequence[Pledge]]]:
        """The same as `Store.add_many` takes them."""
        for found in self.prepared():
            if found.document is not None:
                yield found.document, found.facts, found.sections, found.promises, found.pledges

    def batches(self, cluster: str | None = None) -> Iterator[Batch]:
        """The same as `Store.add_batches` takes them, made by `jobs` processes or by a cluster."""
        from mubiao.store.adding.batches import batches, pack

        with self._progress as progress:
            self._refuse()
            if self.stdin:
                yield pack(self._passed(self._piped()))
            if cluster is None:
                found = batches(self.files, self.jobs, self.stated)
            else:
                from mubiao.store.adding.cluster import batches as of_cluster

                found = of_cluster(self.files, cluster, self.stated)
            for batch in found:
                for path, reason in batch.failed:
                    self._fail(path, reason)
                    progress.step(path.name)
                for path, what in batch.left_out:
                    speaker.detail(f"{path}: not read: {what}")
                for path, (facts, *_) in zip(batch.paths, batch.counts, strict=True):
                    self._counted(path, facts)
                    progress.step(path.name)
                yield batch

    def _passed(self, prepared: Iterable[Prepared]) -> Iterator[Prepared]:
        for found in prepared:
            if found.document is None:
                self._fail(found.path, found.reason)
            else:
                self._counted(found.path, len(found.facts))
                for what in found.left_out:
                    speaker.detail(f"{found.path}: not read: {what}")
                yield found

    def _counted(self, path: Path, facts: int) -> None:
        self.fact_count += facts
        if not facts:
            self._progress.pause()
            speaker.note(f"{path}: no facts found")

    def _piped(self) -> Iterator[Prepared]:
        from mubiao.documents.reading import MAX_BYTES
        from mubiao_tui.cli.options.piped import piped

        if is_terminal(sys.stdin):
            raise Failure("nothing is piped in: - reads a document from stdin", Exit.USAGE)
        try:
            data = piped(MAX_BYTES)
        except FileError as problem:
            return iter((Prepared(PIPED, reason=str(problem)),))
        return prepare_bytes(PIPED, data, stated=self.stated.get(PIPED), pledged=self.pledged)

    def _refuse(self) -> None:
        """Say what of the named paths is not read. What a walk met is no failure: the folder was asked for."""
        for refused in self._refused:
            if refused.skipped:
                self._progress.pause()
                speaker.note(f"{refused.path}: {refused.reason}")
            else:
                self._fail(refused.path, refused.reason)

    def _fail(self, path: Path, reason: str) -> None:
        self.failed += 1
        self._progress.pause()
        # Readers know a file by its name alone, and a collection has many of one name.
        speaker.error(f"{path}: {reason.removeprefix(f'{path}: ').removeprefix(f'{path.name}: ')}")
