"""Fuzz the readers, the extractor and the filters; stop at the first input that breaks a promise.

    uv run --with atheris python tests/fuzz/run.py --runs 100000 [--corpus FOLDER]

Guided by coverage where atheris is at hand (Linux, Python 3.11), by seeded mutation of the corpus elsewhere. What
atheris finds new it adds to FOLDER, a copy of `tests/fuzz/corpus` unless one is named.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
CORPUS = Path(__file__).parent / "corpus"
PIECES = (
    "亿元", "％", "%", "8-8.5", "百分之", "分别", "增长", "比上年", "、", "。", "\n", "\r\n", "一、2024年工作安排",
    "力争", "以上", "十二点八万", "“十四五”", "第三", "全市", "2024年", "（", "）", "\x1b[31m", "\u202e", "\ufeff",
    "\x00", "<script>", "9" * 60,
    "( " * 40, "gdp", " and ", "value > ", "'", "region = ", "place('泉州市')", "--", ";",
)  # fmt: skip
"""What mutation inserts: the words that rules wait for, and what breaks parsers."""


def seeds() -> list[bytes]:
    """The corpus: each file is the byte that chooses the kind of file, then the content."""
    return [path.read_bytes() for path in sorted(CORPUS.iterdir())]


def mutated(seed: int, runs: int) -> Iterator[bytes]:
    """`runs` inputs, the same for a seed: files of the corpus cut, doubled, flipped, crossed with another, enriched."""
    chance, known = random.Random(seed), seeds()
    for _ in range(runs):
        data = bytearray(chance.choice(known))
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(data) + 1)
            match chance.randrange(6):
                case 0:
                    del data[at : at + chance.randrange(1, 30)]
                case 1:
                    data[at:at] = chance.choice(PIECES).encode()
                case 2:
                    data[at:at] = data[at : at + chance.randrange(1, 200)]
                case 3:
                    other = chance.choice(known)
                    cut = chance.randrange(len(other))
                    data[at:] = other[cut : cut + 600]
                case 4 if at < len(data):
                    data[at] = chance.randrange(256)
                case _:
                    data[0:1] = bytes([chance.randrange(256)])
        yield bytes(data)


def without_guidance(runs: int, seed: int) -> None:
    """Check mutated inputs, and say how many and how long the slowest took."""
    from target import check

    slowest = 0.0
    for data in mutated(seed, runs):
        begin = time.perf_counter()
        try:
            check(data)
        except BaseException:
            Path("crash.bin").write_bytes(data)
            print(f"broken by an input of {len(data)} bytes, kept in crash.bin", file=sys.stderr)
            raise
        slowest = max(slowest, time.perf_counter() - begin)
    print(f"{runs:,} inputs, none broke a promise; the slowest took {slowest * 1000:.0f} ms")


def guided(runs: int, seed: int, corpus: Path | None) -> None:
    """Let atheris look for inputs that reach new code."""
    import atheris

    with atheris.instrument_imports(include=["mubiao", "target"]):
        from target import check
    if corpus is None:
        corpus = Path(tempfile.mkdtemp()) / "corpus"
        shutil.copytree(CORPUS, corpus)
    atheris.Setup([sys.argv[0], f"-runs={runs}", f"-seed={seed}", "-timeout=20", "-max_len=6000", str(corpus)], check)
    atheris.Fuzz()


def main() -> None:
    """Read the options and fuzz."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--plain", action="store_true", help="by mutation alone")
    given = parser.parse_args()
    try:
        import atheris  # noqa: F401
    except ImportError:
        given.plain = True
    if given.plain:
        without_guidance(given.runs, given.seed)
    else:
        guided(given.runs, given.seed, given.corpus)


if __name__ == "__main__":
    main()
