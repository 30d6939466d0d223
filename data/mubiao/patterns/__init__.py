"""Regular expressions that are compiled when they are first used.

The extractor has some three hundred of them and a short text uses half: compiling all would take longer than reading.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, cast

_ASKS = 64  # after so many texts without, asking has taken about as long as compiling
_SHORT = 1_000  # characters of a text that few pieces of a large pattern can match
_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")
_VALUES = ("pattern", "flags", "groups", "groupindex")


class LazyPattern:
    """A pattern that is compiled when first used. Then the methods of the compiled one are its own, and as quick."""


class _Unused(LazyPattern):
    """Still to be compiled."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        from mubiao.patterns import compiled as kept  # most commands ask no pattern

        compiled = kept.compile(self._source, self._flags)
        for known in (*_METHODS, *_VALUES):
            setattr(self, known, getattr(compiled, known))
        self.__class__ = LazyPattern  # type: ignore[assignment]
        return getattr(compiled, name)


class _Waiting(_Unused):
    """Still to be compiled, and not for a text that holds none of the words of which each match holds one."""

    def __init__(self, source: str, flags: int, holds: Iterable[str]) -> None:
        super().__init__(source, flags)
        self.holds = holds
        self._asks = _ASKS

    def _in_vain(self, text: str, start: int = 0, end: int | None = None) -> bool:
        self._asks -= 1
        if start < 0:
            start = 0
        for word in self.holds:
            if text.find(word, start, end) >= 0:
                return False
        return self._asks > 0

    def search(self, text: str, *bounds: int) -> re.Match[str] | None:
        return None if self._in_vain(text, *bounds) else self.__getattr__("search")(text, *bounds)

    def match(self, text: str, *bounds: int) -> re.Match[str] | None:
        return None if self._in_vain(text, *bounds) else self.__getattr__("match")(text, *bounds)

    def fullmatch(self, text: str, *bounds: int) -> re.Match[str] | None:
        return None if self._in_vain(text, *bounds) else self.__getattr__("fullmatch")(text, *bounds)

    def finditer(self, text: str, *bounds: int) -> Iterator[re.Match[str]]:
        return iter(()) if self._in_vain(text, *bounds) else self.__getattr__("finditer")(text, *bounds)

    def findall(self, text: str, *bounds: int) -> list[Any]:
        return [] if self._in_vain(text, *bounds) else self.__getattr__("findall")(text, *bounds)

    def sub(self, new: Any, text: str, count: int = 0) -> str:
        return text if self._in_vain(text) else self.__getattr__("sub")(new, text, count)


def lazy(source: str, flags: int = 0, *, holds: Iterable[str] = ()) -> re.Pattern[str]:
    """What `re.compile` gives, later: an error in `source` shows at the first use.

    holds: what every match holds one of, behind where it begins; the characters of a string are one each. A text
    without any of these does not make the pattern be compiled. A test holds the two together.
    """
    return cast("re.Pattern[str]", _Waiting(source, flags, holds) if holds else _Unused(source, flags))


HAN_BY_VALUE = "零一二三四五六七八九"
"""Each at the place of its value."""

SENTENCE_ENDS = "。！？!?；;\n\r"
"""What ends a sentence of a report; a line does as well."""


def marks(characters: str) -> re.Pattern[str]:
    """What `last_of` looks for: any of these characters. Greedy, so that one match goes back from the end."""
    return lazy(f"(?s:.*)[{re.escape(characters)}]")


def last_of(wanted: re.Pattern[str], text: str, start: int = 0, end: int | None = None) -> int:
    """The position of the last mark in text[start:end], where a clause begins; -1 if there is none."""
    found = wanted.match(text, start, len(text) if end is None else end)
    return found.end() - 1 if found else -1


def lines(text: str) -> Iterator[tuple[int, str]]:
    """Where each line of a text begins, and the line; those without a character are passed over.

    >>> list(lines("一\\r\\n\\n二"))
    [(0, '一'), (4, '二')]
    """
    start = 0
    for line in text.split("\n"):
        if "\r" not in line:
            if line:
                yield start, line
        else:
            at = start
            for piece in line.split("\r"):
                if piece:
                    yield at, piece
                at += len(piece) + 1
        start += len(line) + 1


class Piece(NamedTuple):
    """A named part of a large pattern, with passages of our own: what the whole takes of them stands in ‹ ›.

    A test holds that it does, and that without the piece it would not. `holds` as in `lazy`.
    """

    pattern: str
    takes: tuple[str, ...]
    holds: Iterable[str] = ()

    def none(self) -> str:
        """What matches nothing and has the same groups."""
        return "(?!)" + "".join(re.findall(r"\(\?P<\w+>", self.pattern)).replace(">", ">)")


class Pieces(NamedTuple):
    """A large pattern as a plan, in which «name» stands for the piece of that name.

    >>> Pieces("(?:«a»|«b»)!", {"a": Piece("x+", ("‹xx!›",)), "b": Piece("y", ("‹y!›",))}).pattern()
    '(?:x+|y)!'
    """

    plan: str
    pieces: Mapping[str, Piece]

    def pattern(self, without: Collection[str] = ()) -> str:
        """The pattern; `without` some pieces, where these stand for nothing that there could be."""
        return re.sub(
            "«([a-z_]+)»",
            lambda name: self.pieces[name[1]].none() if name[1] in without else self.pieces[name[1]].pattern,
            self.plan,
        )


class Fitting:
    """A large pattern for a text: a short one, if it is the first, compiles only the pieces that it can match."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._whole = lazy(pieces.pattern())
        self._wanted = False
        self._lacking: frozenset[str] = frozenset()
        self._part: re.Pattern[str] | None = None

    def to(self, text: str) -> re.Pattern[str]:
        """A pattern that matches in `text`, and in what is cut out of it, what the whole does."""
        if not self._wanted and len(text) <= _SHORT:
            lacking = frozenset(
                name for name, it in self._pieces.pieces.items() if it.holds and not any(w in text for w in it.holds)
            )
            if self._part is None:
                self._lacking, self._part = lacking, lazy(self._pieces.pattern(lacking))
            if self._lacking <= lacking:
                return self._part
        self._wanted = True
        return self._whole
