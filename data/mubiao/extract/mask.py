"""Names that contain numbers: what stands in them is no quantity.

`mask_spans` lists them with a reason; the quantities stage drops every number that begins inside one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_D = "0-9零一二两三四五六七八九十百千"

# Each pattern begins with a literal or a small set, so that the scan skips from candidate to candidate, and every
# repetition is bounded.
_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("title", re.compile(r"《[^《》\n]{1,80}》")),
    ("url", re.compile(r"(?:https?://|www\.)[^\s，。；、“”（）<>]{1,300}", re.I)),
    ("quoted", re.compile(r"“[^“”，。；！？\n]{1,16}”|\"[^\"，。；！？\n]{1,12}\"|‘[^‘’，。；\n]{1,12}’")),
    (
        "ordinal",
        re.compile(
            rf"第[ ]?[{_D}]{{1,9}}(?:[、和至到~—-]第?[{_D}]{{1,5}}){{0,3}}[ ]?"
            r"(?:届|次|个|批|轮|期|章|节|条|款|项|篇|步|卷|册|版|号|季|年|天|日|周|月|阶段|方|线|代|种|类|类别|产业|产区|"
            r"医院|人民医院|中学|小学|中心小学|实验|幼儿园|高级中学|附属|师范|军|师|团|营|连|组|分|通道|水厂|污水|干渠|国|"
            r"梯队|方阵|动力|资源|要务|责任|时间|书记|粮|城|极|站|轮次|世界|监督|课堂|课|标段|环节|道|件|场|部|座|家|所|名片|"
            r"现场|附属|东通道|西通道|东环|西环|绿|民|信|财|竞|生|大|高|金|追|选|会|回|通|校|隧|档|标|检|分院|看守|立|三方)"
        ),
    ),
    ("heading", re.compile(r"[(]\s?[0-9一二三四五六七八九十]{1,3}\s?[)]")),
    ("heading", re.compile(r"(?m)^[ #*>-]{0,8}[0-9]{1,2}(?:[.、．](?![0-9])|[.](?=[0-9]{1,2}[ 、.]))")),
    ("heading", re.compile(r"(?m)^[ #*>-]{0,8}[一二三四五六七八九十]{1,3}(?:[、.．]|是)")),
    ("outline", re.compile(r"(?<![0-9.])[0-9]{1,3}(?:\.[0-9]{1,3}){2,8}(?![0-9])")),
    ("page", re.compile(r"(?<![0-9])0[0-9](?:版|-[0-9]{1,2}版)")),
    (
        "time",
        re.compile(
            r"(?<![0-9:])[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?![0-9:.])|[0-9]{4}[-./][01]?[0-9][-./][0-3]?[0-9](?![0-9])"
        ),
    ),
)


def mask_spans(text: str) -> list[tuple[int, int, str]]:
    """Half-open spans of names with numbers in normalised text, with the reason for each, in text order."""
    spans = [(m.start(), m.end(), reason) for reason, pattern in _RULES for m in pattern.finditer(text)]
    spans.sort()
    return spans


def merged(spans: list[tuple[int, int, str]]) -> Iterator[tuple[int, int]]:
    """The union of spans as disjoint intervals in text order."""
    start = end = -1
    for s, e, _ in spans:
        if s > end:
            if end >= 0:
                yield start, end
            start, end = s, e
        elif e > end:
            end = e
    if end >= 0:
        yield start, end
