"""`mubiao extract`: the facts of files, straight to stdout. No database is opened."""

from __future__ import annotations

import click

from mubiao_tui.cli.command import argument, command, option
from mubiao_tui.cli.diagnostics import Exit
from mubiao_tui.cli.display import facts
from mubiao_tui.cli.options.collected import text_column
from mubiao_tui.cli.options.documents import Source
from mubiao_tui.cli.options.lexicon import own_words
from mubiao_tui.cli.options.output import Output, output_options, write_text
from mubiao_tui.cli.options.stating import Stating, stating_options
from mubiao_tui.cli.settings import settings, shared
from mubiao_tui.output.results import Kind, ResultColumn, Stream


@command(
    "echo '2024年晋江市政府工作报告：地区生产总值增长6%左右。' | mubiao extract - --columns subject,value,qualifier",
    "echo '2024年晋江市政府工作报告：新增学位10000个。' | mubiao extract --explain -",
    "echo '2024年晋江市政府工作报告：新增学位10000个。' | mubiao extract --explain --ndjson -c printed,explanation -",
    r"printf '2024年晋江市政府工作报告\n\n二、2024年工作安排\n\n开工建设晋江隧道。\n' | mubiao extract --pledges -",
)
@argument("file", nargs=-1, reads=True)
@option(
    "--explain", is_flag=True, help="How each fact was found: as text, or a column of data where a format is named."
)
@option("--quantities", is_flag=True, help="Every quantity, before it is decided which of them are facts.")
@option("--pledges", is_flag=True, help="Pledges of acts (开工, 争创, 举办 …) in place of facts.")
@option("--jobs", "-j", type=click.IntRange(min=1), metavar="N", help="Processes; by default as many as are worth it.")
@stating_options
@text_column
@own_words
@output_options
@shared
def extract(
    file: tuple[str, ...],
    explain: bool,
    quantities: bool,
    pledges: bool,
    jobs: int | None,
    output: Output,
    stating: Stating,
) -> Exit:
    """Print the facts of files, folders or stdin (-), as NDJSON unless told otherwise.

    A file that cannot be read is named on stderr and the rest goes on; the exit code is then 4.
    What is stated of them, by an option of all or by a --manifest of each, wins over what they say themselves.
    """
    pledged = pledges and not explain  # what is explained is read once more, since only the stages can tell
    source = Source(stating.files(file), 1 if explain else jobs, beside_output=True, stating=stating, pledged=pledged)
    if pledges:
        code = _pledges(source, output, explain=explain)
    elif explain:
        code = _explain(source, output)
    elif quantities:
        from mubiao_tui.cli.display.quantities import COLUMNS, batch

        found = (batch(one.document) for one in source.prepared() if one.document)
        code = output.write(Stream(COLUMNS, lambda: found), default="ndjson", table="quantities")
    else:
        stream = Stream(facts.columns(), lambda: (facts.batch(found.facts) for found in source.prepared()))
        code = output.write(stream, default="ndjson", shown=facts.SHOWN, table="facts")
    return Exit.DOCUMENTS if source.failed else code


def _explain(source: Source, output: Output) -> Exit:
    """Facts with how they were found; the stages run once more, since only they can tell."""
    from mubiao.extract.explain import explanations

    found = ((one.document, list(explanations(one.document))) for one in source.prepared() if one.document)
    if output.format is None:
        from mubiao_tui.cli.display.explain import Teller

        teller = Teller(settings().language)
        write_text(teller.explained(document, told) for document, told in found)
        return Exit.OK
    columns = (*facts.columns(), ResultColumn("explanation", Kind.JSON))
    told = ([*facts.batch([one.fact for one in told if one.fact]), [one.json() for one in told]] for _, told in found)
    return output.write(Stream(columns, lambda: told), default="ndjson", shown=facts.SHOWN, table="facts")


def _pledges(source: Source, output: Output, *, explain: bool) -> Exit:
    """The pledges of each document, as they are found; explained with what was looked at and refused."""
    from mubiao_tui.cli.display.pledged import COLUMNS, EXPLAINED, SHOWN, batch, explained, told

    prepared = (one for one in source.prepared() if one.document)
    if not explain:
        stream = Stream(COLUMNS, lambda: (batch(one.pledges) for one in prepared))
        return output.write(stream, default="ndjson", shown=SHOWN, table="pledges")
    documents = (one.document for one in prepared if one.document)
    if output.format is None:
        write_text(told(document, settings().language) for document in documents)
        return Exit.OK
    stream = Stream(EXPLAINED, lambda: map(explained, documents))
    return output.write(stream, default="ndjson", shown=SHOWN, table="pledges")
