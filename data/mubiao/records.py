"""What is made hundreds of times a document: frozen records, and properties that are looked up once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, make_dataclass
from typing import Any, Generic, TypeVar, overload

Record = TypeVar("Record")
T = TypeVar("T")


def in_order(record: type[Record]) -> Callable[..., Record]:
    """A constructor of a frozen dataclass with slots that takes the values of all its fields, in their order.

    The dataclass's own goes through `object.__setattr__` for each and takes six times as long. Raises TypeError for
    more values than there are fields, or fewer.

    >>> from mubiao.regions.gazetteer import Mention
    >>> in_order(Mention)(0, 3, "350582", "晋江市", (), "full") == Mention(0, 3, "350582", "晋江市")
    True
    """

    def close(made: Any) -> None:
        made.__class__ = record  # it has the same slots, and from now on is frozen

    names = [(field.name, object) for field in fields(record)]  # type: ignore[arg-type]
    return make_dataclass(record.__name__, names, slots=True, eq=False, repr=False, namespace={"__post_init__": close})


class once(Generic[T]):
    """A property that is looked up when it is first asked for. functools.cached_property takes a lock each time."""

    def __init__(self, find: Callable[[Any], T]) -> None:
        self._find = find
        self._name = find.__name__
        self.__doc__ = find.__doc__

    @overload
    def __get__(self, case: None, owner: type) -> once[T]: ...
    @overload
    def __get__(self, case: object, owner: type) -> T: ...
    def __get__(self, case: object | None, owner: type) -> once[T] | T:
        if case is None:
            return self
        found = self._find(case)
        setattr(case, self._name, found)  # hides this one from now on; `__dict__` would be made by being asked for
        return found
