"""What a container says about the document inside it: the head of a web page, the properties of an office file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hints:
    """Each None where the container is silent; dates and names as they are written there."""

    title: str | None = None
    date: str | None = None
    publisher: str | None = None
