"""How often the figures of recognised pages are right, counted on pages whose text is known.

    python benchmarks/scans.py [--pages 24] [--seed 1] [--font FILE ...]

Sentences of our own, with figures drawn at random, are printed to pictures as clean as a good scan, turned and noisy,
such at 120 and, with more noise, at 90 dots an inch; each is read as the PDF that it makes. A fact is right when its
value, unit and subject are those of the same sentence read as text. The shares of `reading:ocr` and of
`reading:ocr-doubtful` are those of `extract/confidence.py`. Needs the extra `mubiao[ocr]` and a font with Chinese
characters (Debian: fonts-noto-cjk, fonts-wqy-zenhei).
"""

from __future__ import annotations

import argparse
import io
import random
import re
import subprocess
import sys
import time
from collections import Counter
from typing import Any

from mubiao import extract
from mubiao.documents.layout.pages.recognised import figures
from mubiao.documents.reading import document_from_text, read_bytes
from mubiao.model import Document

KINDS = ("clean", "turned", "low", "poor")
COLUMNS = (1, 2)
PLACES = ("天长市", "明光市", "桐城市", "潜山市", "界首市", "巢湖市")
A4 = (1654, 2339)  # at 200 dots an inch


def paragraphs(chance: random.Random) -> list[str]:
    """A short report with figures drawn at random."""

    def number(low: float, high: float, places: int = 1) -> str:
        return f"{chance.uniform(low, high):.{places}f}"

    def count(low: int, high: int) -> int:
        return chance.randint(low, high)

    return [
        f"2024年{chance.choice(PLACES)}政府工作报告",
        "一、2023年工作回顾",
        f"全年实现地区生产总值{number(200, 900)}亿元，增长{number(1, 9)}%；一般公共预算收入{number(20, 90, 2)}亿元，"
        f"下降{number(0, 4)}%；固定资产投资增长{number(3, 12)}%左右，社会消费品零售总额{count(1000, 9999):,}万元，"
        f"进出口总额{number(1, 60)}亿美元。",
        f"城镇居民人均可支配收入{count(20000, 60000)}元、农村居民人均可支配收入{count(10000, 30000)}元，分别增长"
        f"{number(2, 9)}%、{number(2, 9)}%。人口自然增长率为-{number(0, 3, 2)}‰。",
        f"新增城镇就业{count(1000, 9000)}人，改造老旧小区{count(5, 60)}个、{number(10, 90)}万㎡，"
        f"新建公园{count(2, 9)}处，新增学位{count(1000, 9000)}个，清理河道{number(20, 99)}公里，"
        f"粮食产量{number(30, 90)}万吨。",
        "二、2024年主要目标",
        f"地区生产总值增长{number(5, 7)}%左右，规模以上工业增加值增长{count(5, 9)}%以上，城镇登记失业率控制在"
        f"{number(3, 5)}%以内，居民消费价格涨幅{count(2, 3)}%左右，研发投入占比{number(1, 3, 2)}%。",
        f"完成造林{number(1, 9)}万亩，新建高标准农田{number(5, 20)}万亩，新增床位{count(100, 900)}张，培育专精特新企业"
        f"{count(10, 60)}家，其中国家级{count(1, 9)}家。",
    ]


def printed(texts: list[str], font: Any, size: int, columns: int) -> Any:
    """The page as a picture."""
    image = sys.modules["PIL.Image"]
    picture = image.new("L", A4, 255)
    draw = sys.modules["PIL.ImageDraw"].Draw(picture)
    width = (A4[0] - 360 - (columns - 1) * 90) // columns
    lines: list[str] = []
    for text in texts:
        line = "　　" if text.endswith("。") else ""
        for char in text:
            if draw.textlength(line + char, font=font) > width and char not in "，。、；%‰":
                lines.append(line)
                line = ""
            line += char
        lines.append(line)
    per = -(-len(lines) // columns)
    for n, line in enumerate(lines):
        place = 180 + n // per * (width + 90), 200 + n % per * int(size * 1.7)
        draw.text(place, line, font=font, fill=0)
    return picture


def scanned(picture: Any, kind: str, chance: random.Random) -> bytes:
    """The picture as a scanner of that kind makes a PDF of it."""
    image, effects = sys.modules["PIL.Image"], sys.modules["PIL.ImageFilter"]
    if kind != "clean":
        picture = picture.rotate(chance.uniform(-0.8, 0.8), fillcolor=255, resample=image.Resampling.BICUBIC)
        picture = picture.filter(effects.GaussianBlur(0.8))
        noise = image.effect_noise(picture.size, 24)
        picture = image.blend(picture, noise, 0.2 if kind == "poor" else 0.12)
    dots = {"low": 120, "poor": 90}.get(kind, 200)
    if dots < 200:
        picture = picture.resize((A4[0] * dots // 200, A4[1] * dots // 200), image.Resampling.BILINEAR)
    data = io.BytesIO()
    picture.save(data, "PDF", resolution=dots, quality=30 if kind == "poor" else 50)
    return data.getvalue()


def told(document: Document) -> Counter[tuple[object, ...]]:
    """What a document states: value, unit and subject of its facts."""
    return Counter((round(fact.value, 6), fact.unit, fact.subject) for fact in extract(document))


def fonts(given: list[str]) -> list[str]:
    """Files of fonts with Chinese characters."""
    if given:
        return given
    found = subprocess.run(["fc-list", ":lang=zh-cn", "file"], capture_output=True, text=True, check=False).stdout
    return sorted({line.split(":")[0] for line in found.splitlines() if line.strip()})


def main() -> int:
    """Print the pages, read them, count."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--font", action="append", default=[], help="a file of a font with Chinese characters")
    given = parser.parse_args()
    from PIL import Image, ImageDraw, ImageFilter, ImageFont  # noqa: F401 - of the extra; used by name above

    files = fonts(given.font)
    if not files:
        print("there is no font with Chinese characters here: name one with --font", file=sys.stderr)
        return 2
    right: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    seconds = 0.0
    for page in range(given.pages):
        chance = random.Random(f"{given.seed}-{page}")
        texts, kind, columns = paragraphs(chance), KINDS[page % 4], COLUMNS[page // 4 % 2]
        size = chance.choice((28, 34))
        font = ImageFont.truetype(files[page % len(files)], size)
        data = scanned(printed(texts, font, size, columns), kind, chance)
        start = time.perf_counter()
        found = read_bytes(data, "page.pdf")
        seconds += time.perf_counter() - start
        text = "".join(f"{one}\n" for one in texts)
        counted(kind, columns, document_from_text(text), found, right, seen)
    for name in seen:
        print(f"{name:34} {right[name]:5} of {seen[name]:5}  {right[name] / seen[name]:.4f}")
    print(f"{seconds / given.pages:.1f} s a page")
    return 0


def counted(kind: str, columns: int, truth: Document, found: Document, right: Counter[str], seen: Counter[str]) -> None:
    """Add what one page came to: figures and facts of the truth that were read, and facts that are right by rule."""
    printed_figures, read_figures = (Counter(figures(re.sub(r"\s", "", document.text))) for document in (truth, found))
    name = f"figures, {kind}, columns: {columns}"
    seen[name] += printed_figures.total()
    right[name] += (printed_figures & read_figures).total()
    wanted = told(truth)
    seen["facts of the text"] += wanted.total()
    right["facts of the text"] += (wanted & told(found)).total()
    for fact in extract(found):
        rule = fact.rule.rpartition(";")[2]
        key = (round(fact.value, 6), fact.unit, fact.subject)
        seen[rule] += 1
        if wanted[key]:
            right[rule] += 1
            wanted[key] -= 1
        else:
            print(f"  {kind}: {fact.printed} {fact.subject} ({rule})")


if __name__ == "__main__":
    raise SystemExit(main())
