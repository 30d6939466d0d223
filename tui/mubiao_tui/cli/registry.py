"""The commands by name: where each one lives and its line of help, so that `mubiao --help` loads none of them.

The list of commands in the README and the man page are made from this too.
"""

from __future__ import annotations

from typing import NamedTuple


class CommandEntry(NamedTuple):
    """A command: its module is `mubiao_tui.cli.commands.<module>` and holds a click command of that name."""

    module: str
    help: str
    group: str


COMMANDS: dict[str, CommandEntry] = {
    "browse": CommandEntry("browse", "The explorer; an overview where there is no terminal.", "Look"),
    "query": CommandEntry("facts.query", "Facts, filtered.", "Look"),
    "targets": CommandEntry("analysis.targets", "Targets held against outcomes, year over year.", "Look"),
    "panel": CommandEntry("analysis.panel", "A panel to publish: one row a place and year of an indicator.", "Look"),
    "stats": CommandEntry(
        "analysis.stats", "What targets and outcomes come to: by year, level, wording, verdict.", "Look"
    ),
    "rank": CommandEntry(
        "analysis.stats", "Places in the order of an indicator; how much two orders have in common.", "Look"
    ),
    "compare": CommandEntry(
        "analysis.compare", "Two to five places side by side: what each has of an indicator.", "Look"
    ),
    "pledges": CommandEntry("analysis.pledges", "Pledges of acts, and what became of them.", "Look"),
    "show": CommandEntry("facts.show", "Facts with the sentences that state them.", "Look"),
    "sql": CommandEntry("sql", "SELECT of your own on the tables.", "Look"),
    "pick": CommandEntry("facts.pick", "Choose facts in the explorer, between two pipes.", "Look"),
    "doubts": CommandEntry("documents.doubts", "What looks wrong, and why: documents and facts.", "Look"),
    "documents": CommandEntry("documents.documents", "The documents in the database.", "Look"),
    "regions": CommandEntry("names.regions", "The places that documents and facts name.", "Look"),
    "sectors": CommandEntry("names.lists", "The sectors that facts are filed under.", "Look"),
    "indicators": CommandEntry("names.lists", "The indicators that have a name of their own.", "Look"),
    "extract": CommandEntry("documents.extract", "The facts of files, straight to stdout.", "Collect"),
    "add": CommandEntry("documents.add", "Add documents to the database.", "Collect"),
    "remove": CommandEntry("documents.documents", "Remove documents with their facts.", "Collect"),
    "review": CommandEntry("facts.review", "Accept, reject and correct facts; undo, list, export, import.", "Collect"),
    "check": CommandEntry("facts.check", "Re-read every span against its document.", "Collect"),
    "lexicon": CommandEntry("names.lexicon", "Check tables of words, your own or the built-in ones.", "Collect"),
    "export": CommandEntry("export", "The whole database as Parquet, CSV and SDMX-CSV.", "Collect"),
    "completion": CommandEntry("completion", "The completion script of a shell.", "Help"),
    "man": CommandEntry("man", "The manual as a man page.", "Help"),
}
