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
    "query": Entry("query", "Facts, filtered.", "Look"),
    "targets": Entry("targets", "Targets held against outcomes, year over year.", "Look"),
    "panel": Entry("panel", "A panel to publish: one row a place and year of an indicator.", "Look"),
    "stats": Entry("stats", "What targets and outcomes come to: by year, level, wording, verdict.", "Look"),
    "rank": Entry("stats", "Places in the order of an indicator; how much two orders have in common.", "Look"),
    "compare": Entry("compare", "Two to five places side by side: what each has of an indicator.", "Look"),
    "pledges": Entry("pledges", "Pledges of acts, and what became of them.", "Look"),
    "show": Entry("show", "Facts with the sentences that state them.", "Look"),
    "sql": Entry("sql", "SELECT of your own on the tables.", "Look"),
    "pick": Entry("pick", "Choose facts in the explorer, between two pipes.", "Look"),
    "doubts": Entry("doubts", "What looks wrong, and why: documents and facts.", "Look"),
    "documents": Entry("documents", "The documents in the database.", "Look"),
    "regions": Entry("regions", "The places that documents and facts name.", "Look"),
    "sectors": Entry("lists", "The sectors that facts are filed under.", "Look"),
    "indicators": Entry("lists", "The indicators that have a name of their own.", "Look"),
    "extract": Entry("extract", "The facts of files, straight to stdout.", "Collect"),
    "add": Entry("add", "Add documents to the database.", "Collect"),
    "remove": Entry("documents", "Remove documents with their facts.", "Collect"),
    "review": Entry("review", "Accept, reject and correct facts; undo, list, export, import.", "Collect"),
    "check": Entry("check", "Re-read every span against its document.", "Collect"),
    "lexicon": Entry("lexicon", "Check tables of words, your own or the built-in ones.", "Collect"),
    "export": Entry("export", "The whole database as Parquet, CSV and SDMX-CSV.", "Collect"),
    "completion": Entry("completion", "The completion script of a shell.", "Help"),
    "man": Entry("man", "The manual as a man page.", "Help"),
}
