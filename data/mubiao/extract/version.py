"""Which rules made a fact: what the column `origin` tells."""

from __future__ import annotations

RULES_VERSION = "1"
"""Changes when the same text would give other facts; a database re-extracts the documents of older rules."""


def rules_version() -> str:
    """RULES_VERSION, with `+` and a short hash where the user has words of their own: the `origin` of facts."""
    from mubiao.lexicon import current

    words = current().digest
    return f"{RULES_VERSION}+{words}" if words else RULES_VERSION
