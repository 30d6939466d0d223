"""Quantities side by side with Recognizers-Text, jionlp and cn2an, where they do the same: how many right, how fast.

    uv run python benchmarks/peers/peers.py               # all of them; uv fetches each into an environment of its own
    uv run python benchmarks/peers/peers.py --seconds 1 cn2an

Right: a case counts when every quantity that is expected in it is found with its value and unit, and no other. The
cases are those of the tools' own test suites, so each is at home in its own, and the percentages and amounts of the
gold facts, each in its sentence (others there are held against nobody). They stand beside the repository (`../shared`);
where they do not, speed alone is measured, on text made up here: paragraph by paragraph, and for facts report by
report. What a tool cannot do is `–`; one that cannot be installed says so. One process a tool, one after the other.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mubiao.passage import passage

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[2] / "shared"
WORKER = HERE / "peer_worker.py"
CURRENCY = {"CNY": "元", "USD": "美元", "EUR": "欧元", "HKD": "港元", "JPY": "日元"}
DIMENSION = {"Mu": "亩", "Ton": "吨", "Kilometer": "公里", "Kilogram": "千克", "Meter": "米", "Gram": "克"}
SAME = CURRENCY | DIMENSION | {"千米": "公里", "人民币": "元", "圆": "元"}
FAMILIES = {
    r"cn2an|duckling": ("numerals (cn2an, duckling)", "numeral"),
    r"Recognizers-Text Number/Chinese/NumberModel": ("numbers in text (Recognizers-Text)", "number"),
    r"Recognizers-Text Number/Chinese/PercentModel": ("per cent in text (Recognizers-Text)", "percent"),
    r"Recognizers-Text .*CurrencyModel": ("money in text (Recognizers-Text)", "money"),
    r"Recognizers-Text .*DimensionModel": ("measures in text (Recognizers-Text)", "dimension"),
    r"jionlp test/test_money_extractor": ("money in text (jionlp)", "money"),
    r"jionlp test/test_money_parser": ("amounts (jionlp)", "amount"),
}
SPEEDS = {"number": "numbers", "percent": "per cent", "money": "money", "facts": "facts, with place, period and claim"}


@dataclass(frozen=True)
class Expected:
    """A quantity that should be found; what is None can be anything."""

    start: int
    end: int
    value: float | None
    unit: str | None = None
    high: float | None = None


@dataclass(frozen=True)
class Case:
    """A text, and what should be found in it. `open`: other quantities may be found as well."""

    family: str
    kind: str
    text: str
    expected: tuple[Expected, ...]
    open: bool = False


def peers_cases(path: Path) -> Iterator[Case]:
    """The cases of the tools' own suites that are about numbers, money and measures."""
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        name = f"{case['suite']} {case['id']}"
        family = next((f for pattern, f in FAMILIES.items() if re.match(pattern, name)), None)
        if family is not None:
            yield Case(*family, case["text"], tuple(_expected(case, family[1])))


def _expected(case: dict[str, Any], kind: str) -> Iterator[Expected]:
    told, whole = case["expected"], (0, len(case["text"]))
    if kind == "numeral":
        yield Expected(*whole, float(str(told).removeprefix("NumeralValue").strip(" ()")))
    elif isinstance(told, dict):  # jionlp: one amount, or the bounds of one
        low, high = told["num"] if isinstance(told["num"], list) else (told["num"], None)
        yield Expected(*whole, float(low), told["case"], high and float(high))
    else:
        for one in told:
            start, end = one["offset"] if "offset" in one else (one["start"], one["end"])
            resolution = one.get("resolution") or {}
            value = resolution.get("value")
            number = float(value.rstrip("%")) if value else None
            yield Expected(start, end, number, resolution.get("isoCurrency") or resolution.get("unit"))


def gold_cases(folder: Path, documents: Path) -> Iterator[Case]:
    """The percentages and amounts of the gold facts, each in its sentence. Signs are a matter of the words around."""
    for answers in sorted(folder.glob("*.jsonl")):
        text = (documents / f"{answers.stem}.txt").read_bytes().decode("utf-8")
        for line in answers.read_text(encoding="utf-8").splitlines():
            fact = json.loads(line)
            kind = {"%": "percent", "百分点": "percent", "元": "money", "美元": "money"}.get(fact["unit"])
            if kind is None or fact.get("optional") or "番" in fact["printed"] or "倍" in fact["printed"]:
                continue
            words = passage(text, fact["start"], fact["end"], 0)
            span = fact["start"] - words.start, fact["end"] - words.start
            unit = None if kind == "percent" else fact["unit"]
            family = "per cent in reports (gold)" if kind == "percent" else "money in reports (gold)"
            yield Case(family, kind, words.sentence, (Expected(*span, abs(fact["value"]), unit, fact["high"]),), True)


def right(case: Case, found: list[list[Any]]) -> bool:
    """Whether every expected quantity is found, with value and unit, and (unless the case is open) no other."""
    left = list(found)
    for expected in case.expected:
        match = next((one for one in left if _is(expected, one, case.open)), None)
        if match is None:
            return False
        left.remove(match)
    return case.open or not left


def _is(expected: Expected, found: list[Any], unsigned: bool) -> bool:
    start, end, value, high, unit = found
    if min(end, expected.end) <= max(start, expected.start):
        return False
    if expected.value is not None:
        value = abs(value) if unsigned and value is not None else value
        if value is None or not math.isclose(value, expected.value, rel_tol=1e-9, abs_tol=1e-18):
            return False
    if expected.high is not None and high is not None and not math.isclose(high, expected.high, rel_tol=1e-9):
        return False
    return expected.unit is None or SAME.get(unit, unit) == SAME.get(expected.unit, expected.unit)


def made_up(lines: int = 400) -> list[str]:
    """Text in the manner of reports, the same every time."""
    chance = random.Random(7)
    what = ("地区生产总值", "固定资产投资", "一般公共预算收入", "社会消费品零售总额", "规模以上工业增加值", "出口总额")
    ways = (
        "全年实现{a}{n}亿元，比上年增长{p}%，增速居全市第{k}位。",
        "预计{a}、{b}分别增长{p}%和{q}%左右，其中{c}完成{n}亿元。",
        "坚持把发展经济的着力点放在实体经济上，推动产业转型升级，新建成项目{k}个，完成投资{n}万元。",
        "{a}由{m}亿元增加到{n}亿元，年均增长{p}%；{b}突破{k}0亿元大关。",
        "深入推进城乡融合，改造老旧小区{k}个、惠及居民{m}户，新增公办学位{n}个，群众获得感明显增强。",
    )

    def line() -> str:
        a, b, c = chance.sample(what, 3)
        p, q = (f"{chance.uniform(0.5, 15):.1f}" for _ in range(2))
        n, m, k = chance.randint(100, 9999), chance.randint(100, 9999), chance.randint(2, 40)
        return chance.choice(ways).format(a=a, b=b, c=c, p=p, q=q, n=n, m=m, k=k)

    return ["".join(line() for _ in range(4)) for _ in range(lines)]


def texts(documents: Path) -> list[str]:
    """Real reports, every sixth that is there; one that is made up where there are none."""
    files = sorted((documents / "reports").glob("*")) if documents.is_dir() else []
    return [path.read_bytes().decode("utf-8", "replace") for path in files[::6]] or ["\n".join(made_up())]


def asked(name: str, packages: list[str], question: dict[str, Any]) -> dict[str, Any]:
    """What a tool answers; {"missing": why} where it cannot be installed or does not run."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    command = [sys.executable] if name == "mubiao" else ["uv", "run", "--quiet", "--no-project", "--python", python]
    command += [part for package in packages for part in ("--with", package)]
    command += [str(WORKER), name] if name == "mubiao" else ["python", str(WORKER), name]
    try:
        done = subprocess.run(command, input=json.dumps(question), capture_output=True, text=True)
    except FileNotFoundError:
        return {"missing": "uv is not here"}
    if done.returncode != 0:
        said = done.stderr.strip().splitlines() or ["no reason given"]
        return {"missing": said[-1].strip(" ╰─▶")}
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def accuracy(cases: list[Case], answers: dict[str, dict[str, Any]]) -> Iterator[str]:
    """The share of cases right, family by family."""
    yield f"| cases | number | {' | '.join(answers)} |"
    yield f"|---|---:|{'---:|' * len(answers)}"
    for family in dict.fromkeys(case.family for case in cases):
        inside = [number for number, case in enumerate(cases) if case.family == family]
        cells = []
        for told in answers.values():
            found = [told["answers"][number] for number in inside] if "answers" in told else [None]
            good = [right(cases[number], one) for number, one in zip(inside, found, strict=False) if one is not None]
            cells.append(f"{sum(good) / len(good):.1%}" if good else "–")
        yield f"| {family} | {len(inside)} | {' | '.join(cells)} |"


def pace(answers: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Characters a second, and how long the first answer takes."""
    yield f"| characters a second | {' | '.join(answers)} |"
    yield f"|---|{'---:|' * len(answers)}"
    for kind, what in SPEEDS.items():
        cells = [told.get("speed", {}).get(kind) for told in answers.values()]
        yield f"| {what} | {' | '.join('–' if cell is None else f'{cell:,.0f}' for cell in cells)} |"
    starts = [f"{told['start'] * 1000:,.0f} ms" if "start" in told else "–" for told in answers.values()]
    yield f"| first answer after | {' | '.join(starts)} |"


def main() -> int:
    """Ask every tool, and print what came of it."""
    peers = tomllib.loads((HERE / "peers.toml").read_text(encoding="utf-8"))
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("peer", nargs="*", choices=[[], *peers], help="only these; else all")
    parser.add_argument("--seconds", type=float, default=3.0, help="how long each speed is measured")
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder of peers, gold and documents")
    given = parser.parse_args()
    documents = given.shared / "documents"
    cases: list[Case] = []
    if (given.shared / "peers").is_dir():
        cases += peers_cases(given.shared / "peers" / "quantities.jsonl")
    if (given.shared / "gold").is_dir():
        cases += gold_cases(given.shared / "gold", documents)
    whole = texts(documents)
    lines = [line for text in whole for line in text.splitlines() if len(line) > 40]
    question = {"cases": [[c.kind, c.text] for c in cases], "lines": lines, "whole": whole, "seconds": given.seconds}
    answers = {"mubiao": asked("mubiao", [], question)}
    for name in given.peer or peers:
        answers[peers[name]["name"]] = asked(name, peers[name]["packages"], question)
    if cases:
        print("\n".join(accuracy(cases, answers)), end="\n\n")
    else:
        print("The cases are not here; on text made up:\n")
    print("\n".join(pace(answers)))
    for name, told in answers.items():
        if "missing" in told:
            print(f"\n{name} is not in this table: {told['missing']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
