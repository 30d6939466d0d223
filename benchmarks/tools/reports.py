"""Work reports of invented content, as long and as full of figures as real ones, for the benchmarks.

    python benchmarks/tools/reports.py 300 folder/

About 17,000 characters and 187 quantities each: 46 % counts, 25 % per cent, 15 % money, the rest ranks, durations and
shares; some have a qualifier (超, 左右, 以上). Counties are real places, everything said of them is drawn from a seeded
generator: the same number and seed give the same reports, and no two reports are alike.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent))

from generate import FIRST_YEAR, YEARS, counties

LENGTH = 17_000

PLAIN = (
    "我们坚持稳中求进的工作基调，把发展的着力点放在实体经济上，扎实做好各项工作。",
    "部门之间协同更紧，服务企业的意识更强，办事的流程一再简化，群众少跑了许多路。",
    "乡村面貌持续改善，垃圾有人收、污水有人管、河道有人巡，村民的生活环境越来越好。",
    "同时也要看到，产业结构还不够优，创新能力还不够强，民生领域仍有不少短板需要补上。",
    "干部队伍的作风进一步转变，基层负担有所减轻，为民办事的效率明显提高。",
    "文化场馆免费开放，各类演出送到乡镇，传统节庆活动丰富多彩，全民阅读蔚然成风。",
    "我们主动接受人大监督、政协民主监督和社会监督，认真听取各方面意见，不断改进工作。",
    "要牢固树立过紧日子的思想，把有限的资金用在刀刃上，用政府的紧日子换群众的好日子。",
    "安全生产形势总体平稳，隐患排查和整治走向常态，应急处置能力得到检验。",
    "营商环境持续优化，企业有呼必应、无事不扰，民营企业发展的信心更足。",
)
THINGS = (
    ("新建", "学校", "所"), ("改造", "老旧小区", "个"), ("实施", "重点项目", "个"), ("新增", "养老床位", "张"),
    ("培育", "高新技术企业", "家"), ("建成", "高标准农田", "亩"), ("新增", "公共停车位", "个"),
    ("修复", "河道", "公里"), ("建成", "口袋公园", "座"), ("办理", "代表建议", "件"),
    ("新增", "城镇就业", "人"), ("开工", "保障性住房", "套"), ("引进", "各类人才", "人"), ("建设", "农村公路", "公里"),
    ("新增", "规模以上工业企业", "家"), ("救助", "困难群众", "户"),
)  # fmt: skip
RATES = (
    "地区生产总值", "规模以上工业增加值", "固定资产投资", "社会消费品零售总额", "一般公共预算收入",
    "城镇居民人均可支配收入", "农村居民人均可支配收入", "外贸出口总额", "全社会用电量", "工业投资",
)  # fmt: skip
MONEY = ("财政投入", "签约项目总投资", "新增贷款", "旅游总收入", "网络零售额", "专项债券", "技改投资", "科研经费")
RANKS = ("全省第{}", "全市第{}位", "连续{}年位居前列")
HEADS = ("一、过去一年工作回顾", "二、今年工作的总体要求和目标", "三、今年的主要任务", "四、政府自身建设")
TOPICS = ("推动产业升级", "深化改革开放", "推进乡村振兴", "统筹城乡建设", "保障改善民生", "守护绿水青山")


def number(random: Random, top: int) -> str:
    """A number as reports print it: whole, with a decimal, or in 万."""
    value = random.randint(2, top)
    kind = random.random()
    if kind < 0.2:
        return f"{value / 10:.1f}万" if value > 10 else f"{value}万"
    return f"{value}"


def bound(random: Random, text: str) -> str:
    """Sometimes 超, 左右 or 以上 around a quantity."""
    kind = random.random()
    return f"超{text}" if kind < 0.12 else f"{text}左右" if kind < 0.2 else f"{text}以上" if kind < 0.28 else text


def count(random: Random) -> str:
    """A count of something."""
    verb, thing, counter = random.choice(THINGS)
    return f"{verb}{thing}{bound(random, number(random, 900) + counter)}"


def rate(random: Random) -> str:
    """Growth of an indicator."""
    value = random.randint(-30, 250) / 10
    change = f"下降{-value}%" if value < 0 else f"增长{bound(random, f'{value}%')}"
    return f"{random.choice(RATES)}{change}"


def money(random: Random) -> str:
    """An amount."""
    unit = random.choice(("亿元", "万元", "亿元"))
    return f"{random.choice(MONEY)}{bound(random, f'{random.randint(10, 9900) / 10}{unit}')}"


def other(random: Random) -> str:
    """A rank or a share."""
    if random.random() < 0.5:
        return "综合考评位列" + random.choice(RANKS).format(random.choice("一二三四五六七八九"))
    return f"污水处理率达{random.randint(600, 999) / 10}%"


KINDS: tuple[Callable[[Random], str], ...] = (count, rate, money, other)
SHARES = (48, 24, 15, 13)
"""Of each kind among the quantities of a report; a few of `other` are no quantity or a per cent."""


def report(index: int, seed: int = 7) -> tuple[str, str]:
    """File name and text of report number `index`."""
    places = counties()
    code, name = places[index % len(places)]
    year = FIRST_YEAR + index // len(places) % YEARS
    random = Random(f"{seed}-{index}")
    lines = [
        f"{year}年{name}政府工作报告",
        f"——{year}年1月{random.randint(5, 28)}日在{name}人民代表大会会议上",
        f"{name}人民政府",
        "各位代表：现在，我代表县人民政府向大会报告工作，请予审议。",
    ]
    target = 0.93 * LENGTH  # the last paragraph of each part goes beyond its share
    written = sum(map(len, lines))
    for at, head in enumerate(HEADS):
        lines.append(head)
        share = (0.45, 0.1, 0.4, 0.05)[at] * target
        begun = written
        topic = 0
        while written - begun < share:
            if at in (0, 2) and written - begun > share * topic / len(TOPICS) and topic < len(TOPICS):
                lines.append(f"（{'一二三四五六'[topic]}）{TOPICS[topic]}。")
                topic += 1
            sentences: list[str] = []
            for _ in range(random.randint(2, 4)):
                facts = [random.choices(KINDS, SHARES)[0](random) for _ in range(random.choice((0, 1, 2, 2, 2, 2)))]
                if facts:
                    sentences.append(("今年要" if at else "") + "、".join(facts) + "。")
                sentences += random.choices(PLAIN, k=random.choice((2, 3, 4)))
            lines.append("".join(sentences))
            written += len(lines[-1])
    return f"{code}_{year}.txt", "\n".join(lines) + "\n"


def make(folder: Path, number: int, *, first: int = 0, seed: int = 7) -> Path:
    """A folder with that many reports; those that are there are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    for index in range(first, first + number):
        name, text = report(index, seed)
        path = folder / name
        if not path.exists():
            path.write_text(text, encoding="utf-8")
    return folder


def main() -> None:
    """Read the arguments and write the reports."""
    parser = argparse.ArgumentParser(description="Write generated work reports.")
    parser.add_argument("number", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    make(given.folder, given.number, seed=given.seed)
    print(f"{given.number:,} reports: {given.folder}")


if __name__ == "__main__":
    main()
