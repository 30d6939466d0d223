"""Which act is promised, of the verbs before an object, those behind it, and the nouns that close it."""

from __future__ import annotations

from typing import NamedTuple

from mubiao.model import Act

ORDER = ("plan", "sign", "start", "build", "complete", "open")
"""The acts of works, from the first step to the last."""
_TENTATIVE = frozenset(("探索", "研究", "谋划", "论证", "筹划", "筹谋", "预研"))


class Acted(NamedTuple):
    """The act, and the other stages that the words promise."""

    act: Act
    stages: tuple[Act, ...]


def decide(
    before: tuple[str, ...], words: tuple[str, ...], nouns: tuple[str, ...], behind: tuple[str, ...], kind: str
) -> Acted | None:
    """The act on an object of this kind; None where its verbs commit to nothing.

    before, words: acts and verbs that govern it; nouns: acts of the nouns behind it; behind: acts that close it.
    """
    before, behind = _telling(before), _telling(behind)
    if "refuse" in before and not behind:
        if not set(nouns) & {"build", "plan"}:
            return None
        before = ()
    before = tuple(act for act in before if act != "refuse")
    closing = tuple(act for act in behind if act in ORDER)
    if closing and "build" not in closing:
        before = tuple(act for act in before if act != "build")
    if "plan" in nouns and not closing:
        return _made("plan", kind, {"plan"})
    said = {*before, *behind} or set(nouns)
    if not said:
        return None
    for act in ("issue", "win", "hold"):
        if act in said:
            return _made(act, kind, said)
    if said <= {"plan", "build", "set_up", "other"} and "plan" in said and words and words[0] in _TENTATIVE:
        return _made("plan", kind, said)
    steps = [act for act in ORDER if act in said]
    if "set_up" in said and not set(steps) & {"complete", "open"}:
        return _made("set_up", kind, said)
    return _made(steps[-1] if steps else "other", kind, said)


def _telling(acts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(act for act in acts if act != "none")


def _made(act: str, kind: str, said: set[str]) -> Acted:
    act = _of_kind(act, kind)
    others = {_of_kind(one, kind) for one in said if one != "refuse"} - {act}
    return Acted(Act(act), tuple(one for one in Act if one.value in others))


def _of_kind(act: str, kind: str) -> str:
    """推进 of a work goes on with it, of a programme carries it out."""
    if kind == "programme" and act in ("build", "open", "set_up"):
        return "other"
    if kind in ("project", "institution", "title") and act in ("other", "hold"):
        return "build"
    if kind == "event" and act in ("other", "build", "start", "open", "complete", "set_up"):
        return "hold"
    if kind == "policy" and act in ("build", "plan", "open", "complete"):
        return "issue"
    return act
