"""The commands by name: where each one lives and its line of help, so that `mubiao --help` loads none of them.

The list of commands in the README and the man page are made from this too.
"""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """A command: its module is `mubiao_tui.cli.commands.<module>` and holds a click command of that name."""

    module: str
    help: str
    group: str


COMMANDS: dict[str, Entry] = {
    "browse": Entry("browse", "The explorer; an overview where there is no terminal.", "Look"),
    "query": Entry("facts.query", "Facts, filtered.", "Look"),
    "targets": Entry("analysis.targets", "Targets held against outcomes, year over year.", "Look"),
    "panel": Entry("analysis.panel", "A panel to publish: one row a place and year of an indicator.", "Look"),
    "stats": Entry("analysis.stats", "What targets and outcomes come to: by year, level, wording, verdict.", "Look"),
    "rank": Entry("analysis.stats", "Places in the order of an indicator; how much two orders have in common.", "Look"),
    "compare": Entry("analysis.compare", "Two to five places side by side: what each has of an indicator.", "Look"),
    "pledges": Entry("analysis.pledges", "Pledges of acts, and what became of them.", "Look"),
    "show": Entry("facts.show", "Facts with the sentences that state them.", "Look"),
    "sql": Entry("sql", "SELECT of your own on the tables.", "Look"),
    "pick": Entry("facts.pick", "Choose facts in the explorer, between two pipes.", "Look"),
    "doubts": Entry("documents.doubts", "What looks wrong, and why: documents and facts.", "Look"),
    "documents": Entry("documents.documents", "The documents in the database.", "Look"),
    "regions": Entry("names.regions", "The places that documents and facts name.", "Look"),
    "sectors": Entry("names.lists", "The sectors that facts are filed under.", "Look"),
    "indicators": Entry("names.lists", "The indicators that have a name of their own.", "Look"),
    "extract": Entry("documents.extract", "The facts of files, straight to stdout.", "Collect"),
    "add": Entry("documents.add", "Add documents to the database.", "Collect"),
    "remove": Entry("documents.documents", "Remove documents with their facts.", "Collect"),
    "review": Entry("facts.review", "Accept, reject and correct facts; undo, list, export, import.", "Collect"),
    "check": Entry("facts.check", "Re-read every span against its document.", "Collect"),
    "lexicon": Entry("names.lexicon", "Check tables of words, your own or the built-in ones.", "Collect"),
    "export": Entry("export", "The whole database as Parquet, CSV and SDMX-CSV.", "Collect"),
    "completion": Entry("completion", "The completion script of a shell.", "Help"),
    "man": Entry("man", "The manual as a man page.", "Help"),
}
