"""A document as the stages read it: text, quantities with the words around them, times, places, sections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mubiao.documents.frame.parts import settled
from mubiao.documents.structure.outline import Locator, outline
from mubiao.extract.context import subjects
from mubiao.extract.context.contexts import Mention, mentions
from mubiao.extract.context.times.clock import Clock
from mubiao.extract.context.times.spans import Times
from mubiao.extract.fields import claims
from mubiao.extract.fields.periods.frames import Frames
from mubiao.extract.fields.places import Places
from mubiao.extract.fields.sectors import Topics
from mubiao.extract.quantities.assemble import find_quantities
from mubiao.extract.quantities.quantity import Quantity
from mubiao.extract.rule_words import WordsAmong
from mubiao.extract.text.normalise import normalise
from mubiao.extract.text.reflow import Reflowed, reflow
from mubiao.extract.version import rules_version
from mubiao.model import Document, Section
from mubiao.patterns import lazy

if TYPE_CHECKING:
    from mubiao.documents.layout.sources import Sources
    from mubiao.extract.quantities.tables.cells import Cell

_BARS = "|\t｜│┃║"
_RUN_TOGETHER = lazy(
    r"[%％][)）]?[ 　]+[^\s\d%％]{2,16}[ 　]+\d[\d.,，]*[百千万亿]{0,2}[\u4e00-\u9fff]{0,3}[ 　]+[-+−－]?\d",
    holds="%％",
)
_GROWN_COLUMN = lazy(  # 1995年 比上年增长%
    r"(?:增[长减幅速]|涨幅|幅度|比[重例]|占比|构成)[(（]?[%％][)）]?[ 　*]*(?:[\r\n]|\Z)"
    r"|[ 　](?:[比较同]?(?:上年|去年)?(?:同期|同比)?)(?:增长|增减|增幅|增速)(?:率|幅度)?[ 　]*[\r\n]"
)
_SIGN_LAST = lazy(r"[%％](?=[)）]?[ 　*]*(?:[\r\n]|\Z))")  # what it ends with
_HEADS_OF_TABLES = lazy(
    r"\n[ 　]*(?:年[ 　]*[份度][ 　]+[^\d\s]|(?:指[ 　]*标|项[ 　]*目)(?:名称)?[ 　]*\r?(?:\n|\Z)"
    r"|(?:指标|项目|名称|地区|产品|品种|类别)(?:名称)?(?:  |　))"
    r"|\n[ 　*-]*(?:指[ 　]*标|项[ 　]*目|行[ 　]*业|商品|产品|国家[和或]地区)(?:名称)?\**[ 　]+[^\s\d，。]{1,16}"
    r"(?:[ 　]|\*{0,2}\r?\n)"
)


@dataclass(frozen=True, slots=True)
class AnnotatedDocument:
    """A document as the stages read it; nobody writes on it. `text` is normalised and reflowed."""

    document: Document
    text: str
    reflowed: Reflowed
    clock: Clock
    mentions: tuple[Mention, ...]
    frames: Frames
    places: Places
    sections: list[Section]
    locate: Locator
    cells: tuple[tuple[Mention, Cell], ...]  # figures of tables, which no words stand around
    origin: str  # the version of the rules that read it
    times: Times
    claim_words: WordsAmong
    topics: Topics
    sources: Sources | None  # of the text as stored: cells of a sheet, recognised pages


def annotate(document: Document) -> AnnotatedDocument:
    """The document as the stages read it: its quantities with the words around them, its times, places, sections."""
    normal = normalise(document.text)
    reflowed = reflow(normal, document.text)
    text = reflowed.text
    clock = _clock(document, normal)
    parts = _outline(document, clock)
    times = Times(text, clock)
    cells = _cells(normal, document.text, reflowed)
    made = tuple(subjects.resolve(text, mentions(text, _beside(text, cells, find_quantities(text)), times)))
    frames, places = Frames(text, times, made), Places(document, text, reflowed, parts)
    sources = _sources(document)
    found = (document, text, reflowed, clock, made, frames, places, parts, Locator(parts), cells)
    return AnnotatedDocument(*found, rules_version(), times, claims.WORDS.among(text), Topics(text), sources)


def sections_of(document: Document) -> list[Section]:
    """The outline of a document, as extraction reads it and the store keeps it."""
    return _outline(document, _clock(document, normalise(document.text)))


def _clock(document: Document, normal: str) -> Clock:
    return Clock.of(document.year, document.kind, normal, document.date, document.title)


def _outline(document: Document, clock: Clock) -> list[Section]:
    drawn = outline(
        document.text,
        year=document.year,
        this_year=clock.this_year,
        past=clock.past,
        kind=document.kind,
        title=document.title,
    )
    return settled(document.text, drawn, document.kind, document.year, clock.past)


def _sources(document: Document) -> Sources | None:
    if document.sources is None:
        return None
    from mubiao.documents.layout.sources import Sources

    return Sources(document.text, document.sources)


def _cells(normal: str, stored: str, reflowed: Reflowed) -> tuple[tuple[Mention, Cell], ...]:
    """The figures of tables, with the mentions that stand for them; most texts have none."""
    barred = "\t" in stored or any(bar in normal for bar in _BARS) or _HEADS_OF_TABLES.search(f"\n{normal}")
    if (
        not barred
        and not _RUN_TOGETHER.search(normal)
        and not (_SIGN_LAST.search(normal) and _GROWN_COLUMN.search(normal))
    ):
        return ()
    from mubiao.extract.fields.rows import mention_of, with_place
    from mubiao.extract.quantities.tables.cells import cells

    return tuple((mention_of(cell, reflowed), with_place(cell, reflowed)) for cell in cells(normal, stored))


def _beside(text: str, cells: tuple[tuple[Mention, Cell], ...], found: list[Quantity]) -> list[Quantity]:
    """The quantities that stand in no cell of a table that has been read, nor in the name of its row: 35个大中城市."""
    taken = {at for mention, _ in cells for at in range(mention.quantity.start, mention.quantity.end)}
    if not taken:
        return found
    taken.update(at for mention, _ in cells for at in range(mention.left_start, mention.left_end))
    units = {
        at for mention, _ in cells for at in range(mention.left_end, mention.quantity.start)
    }  # 万户, and no 10000户
    return [
        q
        for q in found
        if q.start not in taken
        and q.end - 1 not in taken
        and (q.start not in units or q.rule[:3] != "han" or text[q.start] not in "百千万亿")
    ]
