"""What comes out of a file: a text, and what its container says about it (a page's head, a collection's columns)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class ContainerMetadata:
    """Each None where the container is silent; dates and names as they are written there."""

    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    url: str | None = None
    region: str | None = None  # of a collection's columns, as the year
    year: str | None = None


class Content(NamedTuple):
    """One document of a file: its text, kept as it is from here on, and what is known of it besides."""

    text: str
    metadata: ContainerMetadata = ContainerMetadata()
    part: str = ""
    """Which document of a file that holds several: its name is then `file#part`. Empty where there is one."""
    sources: str | None = None
    """Where its lines were taken from, as `layout.sources` tells it."""
