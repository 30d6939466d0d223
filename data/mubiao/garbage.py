"""Reading makes records and no cycles of them: looking for cycles meanwhile finds nothing and takes time."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Made = TypeVar("Made")


def undisturbed(function: Callable[Arguments, Made]) -> Callable[Arguments, Made]:
    """While the function runs, nobody looks for garbage; what the program had chosen holds again when it ends."""

    @wraps(function)
    def quietly(*arguments: Arguments.args, **named: Arguments.kwargs) -> Made:
        if not gc.isenabled():
            return function(*arguments, **named)  # the program looks for it in its own time, or a caller of ours waits
        gc.disable()
        try:
            return function(*arguments, **named)
        finally:
            gc.enable()

    return quietly
