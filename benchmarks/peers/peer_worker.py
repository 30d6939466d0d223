"""One tool at its work, in a process and an environment of its own: `python benchmarks/peers/peer_worker.py NAME`.

stdin: {"cases": [[kind, text], …], "lines": [paragraph, …], "whole": [report, …], "seconds": s}. stdout, its last line:
{"start": seconds until it had answered a first question, "answers": [[[start, end, value, high, unit], …] or null, …],
"speed": {kind: characters a second}}. An answer is null where the tool does no such thing. Nothing but the standard
library is imported here; what is compared comes in through `TOOLS`.

Kinds: `numeral` (the text is one number), `amount` (it is one of money, of 元 where it says nothing else), and all
that stand in a text: `number`, `percent`, `money`, `dimension`.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

Found = list[tuple[int, int, float | None, float | None, str | None]]
Tool = dict[str, Callable[[str], Found]]


def mubiao() -> Tool:
    """Ours, before it is decided which quantities are facts; and, for speed only, everything up to the facts."""
    from mubiao.extract import extract
    from mubiao.extract.quantities.assemble import find_quantities
    from mubiao.extract.quantities.numerals import parse
    from mubiao.extract.text.normalise import normalise

    shares = ("percent", "permille", "point")

    def every(text: str) -> list[Any]:
        return find_quantities(normalise(text), mode="all")

    def numeral(text: str) -> Found:
        value = parse(normalise(text))
        if value is not None:
            return [(0, len(text), value, None, None)]
        return [(q.start, q.end, q.value, None, None) for q in every(text) if q.end - q.start == len(text)]

    def number(text: str) -> Found:
        return [
            (q.start, q.number_end, q.value / 100 if "fraction" in q.rule else q.value, None, None) for q in every(text)
        ]

    def percent(text: str) -> Found:
        return [
            (q.start, q.end, q.value / 10 if q.kind == "permille" else q.value, q.high, "%")
            for q in every(text)
            if q.kind in shares and "fraction" not in q.rule
        ]

    def of(*kinds: str) -> Callable[[str], Found]:
        return lambda text: [(q.start, q.end, q.value, q.high, q.unit) for q in every(text) if q.kind in kinds]

    def facts(text: str) -> Found:
        return [(fact.start, fact.end, fact.value, fact.high, fact.unit) for fact in extract(text)]

    def amount(text: str) -> Found:
        return [(q.start, q.end, q.value, q.high, q.unit or "元") for q in every(text) if q.kind in ("money", "bare")]

    return {
        "numeral": numeral, "amount": amount, "number": number, "percent": percent, "money": of("money"),
        "dimension": of("measure"), "facts": facts,
    }  # fmt: skip


def recognizers() -> Tool:
    """Microsoft's Recognizers-Text for Chinese: a model a kind, each over the whole text."""
    from recognizers_number import Culture, NumberRecognizer
    from recognizers_number_with_unit import NumberWithUnitRecognizer

    numbers, units = NumberRecognizer(Culture.Chinese), NumberWithUnitRecognizer(Culture.Chinese)

    def of(model: Any) -> Callable[[str], Found]:
        def found(text: str) -> Found:
            answers = []
            for one in model.parse(text):
                resolution = one.resolution or {}
                value = str(resolution.get("value") or "").rstrip("%").replace(",", "")
                unit = resolution.get("isoCurrency") or resolution.get("unit")
                answers.append((one.start, one.end + 1, float(value) if value else None, None, unit))
            return answers

        return found

    number, money = of(numbers.get_number_model()), of(units.get_currency_model())
    return {
        "amount": lambda text: money(text) or [(*one[:4], "元") for one in number(text)],
        "numeral": lambda text: [one for one in number(text) if one[1] - one[0] == len(text)],
        "number": number,
        "percent": of(numbers.get_percentage_model()),
        "money": money,
        "dimension": of(units.get_dimension_model()),
    }


def jionlp() -> Tool:
    """jionlp finds and reads amounts of money; it has no other quantities."""
    from jionlp import parse_money
    from jionlp.algorithm.ner import MoneyExtractor

    extract = MoneyExtractor()

    def told(start: int, end: int, detail: dict[str, Any]) -> Found:
        number = detail.get("num")
        low, high = number if isinstance(number, list) else (number, None)
        return [(start, end, low and float(low), high and float(high), detail.get("case"))]

    def money(text: str) -> Found:
        return [answer for one in extract(text) for answer in told(*one["offset"], one.get("detail") or {})]

    return {"money": money, "amount": lambda text: told(0, len(text), parse_money(text))}


def cn2an() -> Tool:
    """cn2an reads one numeral; `transform` rewrites those of a text without saying where they stood."""
    from cn2an import cn2an as read

    def numeral(text: str) -> Found:
        for mode in ("strict", "normal", "smart"):
            with contextlib.suppress(ValueError, TypeError):
                return [(0, len(text), float(read(text, mode)), None, None)]
        return []

    return {"numeral": numeral}


TOOLS = {"mubiao": mubiao, "recognizers": recognizers, "jionlp": jionlp, "cn2an": cn2an}
MEASURED = ("number", "percent", "money", "facts")


def answer(tool: Tool, kind: str, text: str) -> Found | None:
    """What a tool finds; what it cannot digest, it does not find."""
    if kind not in tool:
        return None
    try:
        return tool[kind](text)
    except Exception:
        return []


def speed(work: Callable[[str], Found], lines: list[str], seconds: float) -> float:
    """Characters a second over the lines, again and again if there are too few for so many seconds."""
    work(lines[0])
    done, begun = 0, time.perf_counter()
    while True:
        for line in lines:
            work(line)
            done += len(line)
            spent = time.perf_counter() - begun
            if spent >= seconds:
                return done / spent


def main() -> None:
    """Read the questions, answer them, and time the answers."""
    asked = json.load(sys.stdin)
    warnings.simplefilter("ignore")
    with contextlib.redirect_stdout(io.StringIO()):  # some greet
        begun = time.perf_counter()
        tool = TOOLS[sys.argv[1]]()
        for kind in ("money", "numeral"):
            answer(tool, kind, "三千元")
        start = time.perf_counter() - begun
        answers = [answer(tool, kind, text) for kind, text in asked["cases"]]
        paces = {
            kind: speed(tool[kind], asked["whole" if kind == "facts" else "lines"], asked["seconds"])
            for kind in MEASURED
            if kind in tool
        }
    print(json.dumps({"start": start, "answers": answers, "speed": paces}))


if __name__ == "__main__":
    main()
