"""What the library says of a document or a fact that is doubted, in the language of the interface.

Reasons are kept in English, one line each, since scripts read them too. Here they are known by their shape; any other
line is shown as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mubiao_tui.shapes import shapes, translated
from mubiao_tui.strings import Strings

if TYPE_CHECKING:
    import polars as pl

SHAPES = shapes(
    ("place_unknown_perhaps", r"place unknown: (?P<names>.+)"),
    ("place_unknown", r"place unknown"),
    ("place_another", r"place (?P<place>\S+), but perhaps another"),
    ("place_perhaps", r"place (?P<place>\S+), but perhaps (?P<names>.+)"),
    ("place_name", r"place (?P<place>\S+), but its name says (?P<named>.+)"),
    ("year_unknown", r"year unknown"),
    ("year_guess", r"year (?P<year>\d+) is a guess"),
    ("year_perhaps", r"year (?P<year>\d+), but perhaps (?P<names>.+)"),
    ("year_name", r"year (?P<year>\d+), but its name says (?P<named>.+)"),
    ("year_date", r"year (?P<year>\d+), but its date is (?P<date>.+)"),
    ("recognised_doubtful", r"pages (?P<pages>[^:]+): (?P<count>\d+) figures of recognised pages are doubtful"),
    ("recognised", r"pages (?P<pages>[^:]+): recognised"),
    ("unread", r"pages (?P<pages>.+) are pictures and were not read"),
    ("no_target", r"(?P<count>\d+) facts, and no target"),
    ("two_homes", r"(?P<count>\d+) of (?P<all>\d+) facts are of places elsewhere, most of (?P<place>.+)"),
    ("outlier", r"(?P<far>\S+) deviations from the median of (?P<count>\d+) facts"),
    ("times", r"(?P<times>\S+) times the year before"),
    ("points", r"(?P<points>\S+) points from the year before"),
    ("other_times", r"(?P<times>\S+) times the other side"),
    ("other_points", r"(?P<points>\S+) points from the other side"),
    ("per_cent", r"(?P<value>\S+) per cent"),
    ("target", r"the target of (?P<year>\S+) in the same document"),
    ("past", r"read as past, but its words tell of what is to come"),
    ("to_come", r"read as to come, but its words tell of what has been"),
    ("part", r"of (?P<part>\S+?): (?P<subject>.+)"),
)
"""Text under `reason.<key>` → the shape of the library's line; the first that fits counts."""


def said(reason: str, strings: Strings) -> str:
    """A reason in the language of the interface, where its shape is known."""
    alternatives = strings.text("reason.or")
    return translated(reason, SHAPES, "reason", strings, names=lambda names: alternatives.join(names.split(" or ")))


def doubts(kept: str | None) -> list[tuple[str, str]]:
    """The doubts of a document as they are kept, each as its id and its reason."""
    parts = (part.partition(": ") for part in (kept or "").split("; ") if part)
    return [(why, reason) for why, _, reason in parts]


def doubts_said(kept: str, strings: Strings) -> str:
    """The doubts of a document by name, each with its reason."""
    colon, semicolon = strings.name("：", ": "), strings.name("；", "; ")
    each = ((strings.maybe(f"doubt.{why}", why), said(reason, strings)) for why, reason in doubts(kept))
    return semicolon.join(f"{name}{colon}{reason}" for name, reason in each)


def in_words(frame: pl.DataFrame, column: str, made: Callable[[str, Strings], str], language: str) -> pl.DataFrame:
    """A frame for people: a column of reasons, or of doubts, in their language. Data is English, as it is kept."""
    if language == "en":
        return frame
    strings = Strings(language)
    known = {kept: made(kept, strings) for kept in frame[column].drop_nulls().unique()}
    return frame.with_columns(frame[column].replace(list(known), list(known.values())))


def cue_word(cue: str, strings: Strings) -> str:
    """What a cue of tables/frame_cues.csv is called: by the longest begin of its id that has a name."""
    plain = cue.partition(":")[2].rstrip("+-")
    for kind in ("news-", "page-", "communique-"):
        plain = plain.removeprefix(kind)
    parts = plain.split("-")
    for count in range(len(parts), 0, -1):
        if name := strings.maybe(f"cue.{'-'.join(parts[:count])}", ""):
            return name
    return plain
