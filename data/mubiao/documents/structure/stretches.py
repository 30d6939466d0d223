"""Which lines of a page without headings tell of work to come: a stretch of a plan, saved without its title.

Each line is weighed by its own words; the weights were counted on lines with figures of reports whose headings tell
which side they are on. What tells of work to come begins at one line and goes on to the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import NamedTuple

from mubiao.documents.structure.headings import Heading
from mubiao.model import Role, Section
from mubiao.patterns import lazy, lines

_HOW = "大力|着力|积极|进一步|切实|努力|逐步|全力|不断|持续|深入|全面|扎实|认真|充分|高标准|高质量|坚持|加速|稳步"
_ACT = (
    "加快|推进|推动|提升|打造|鼓励|完善|支持|抓好|做好|健全|培育|强化|促进|引导|构建|深化|优化|扩大|拓展|探索|加强|加大|发挥|建立"
    "|巩固|增强|严格|引进|培养|实施|落实|抓住|壮大|发展|创建|统筹|改善|规范|坚决|办好|搞好|组织|开展|制定|推广|保障|提高|争取"
)
_ENDS = (
    "推进|加强|解决|增强|提高|提升|完成|改善|加快|扩大|优化|好转|巩固|健全|完善|落实|见效|形成|建成|竣工|通车|开工|投产|展开|启动|实施|加大"
    "|成立|开通|运营|落户|落地|凸显|显现|突破|下降|回升|推开|开展|壮大|深化"
)
_NUMBER = r"[\s　*#（(一二三四五六七八九十）)、.．\d—-]{0,8}(?:[一二三四五六七八九十]是)?"


class Word(NamedTuple):
    """A kind of words, and by how much each of them speaks for what is to come, or against it."""

    words: str
    weight: float
    example: str


WORDS = (
    Word(r"力争|争取(?!了|到|各类|上级|国家|中央|资金)|(?<![在个])确保(?!了)|争创|力促", 1.4, "力争出口突破20亿元"),
    Word(
        r"(?:今年|明年|年内|年底前|全年)[^，。；\n]{0,12}(?:要|将|计划|力争|确保|完成|建成|实现|新增)"
        r"|(?<![民不需重])要(?=[加推抓把以坚进继做突全大着切认按在建完积强扩充深努紧立发实不从落提培严引围采确力高])"
        r"|将(?=[于在建实投新完继达开打启对以推进])|我们要|拟",
        0.9,
        "要加快农村公路建设",
    ),
    Word(
        rf"(?:^|[，,。；;：:、])(?:{_HOW}){{0,2}}(?:{_ACT})(?!了|[^，。；、\n]{{0,3}}(?:显著|明显))",
        0.25,
        "，加快路网建设",
    ),
    Word(rf"(?:^|。)(?:{_HOW}){{0,2}}(?:{_ACT})(?!了)", 0.2, "。大力发展渔业"),
    Word(rf"^{_NUMBER}(?:{_HOW}){{0,2}}(?:{_ACT})[^，,。：:\n]{{2,18}}[。：:]", 1.1, "（二）大力发展渔业。新建…"),
    Word(rf"^{_NUMBER}[^，,。：:\n]{{3,18}}(?:{_ENDS}|发展)[。：:]", -1.2, "（二）渔业加快发展。新建…"),
    Word(r"(?:^|[，,。；;])(?:继续|让|把|更加|逐步|引导|鼓励|支持)", 0.8, "。继续实施校舍改造"),
    Word(r"\d[^，。；、\d\n]{0,6}以上(?=[，。；、])", 1.2, "出口增长5%以上。"),
    Word(r"目标(?:任务)?(?:是|为|[:：])|预期目标", 3.0, "主要目标是：出口增长5%"),
    Word(r"到(?:20|19)\d\d年|今后|未来[三五]年|[三五]年内|年内|年底前", 1.0, "到2030年，森林覆盖率达41%"),
    Word("必须|务必", 0.3, "必须守住耕地红线"),
    Word(r"了(?!解|如指掌)", -1.05, "改造了三条街道"),
    Word(
        r"取得(?!更|新的更)|得到|获(?!得感)|荣|入选|评为|列为|授予|跻身|居全|居[国省]|位居|名列|首批|率先|被(?!动)",
        -1.2,
        "获评省级湿地公园",
    ),
    Word(r"累计|连续|先后|成功|顺利|圆满|如期|共(?=[建实完投引发办争])|分别(?=[增达为完提下])", -1.0, "累计造林3万亩"),
    Word(
        r"显著|明显|大幅|稳步|有效|全面(?=完成|建成|启动|展开)|不断(?=[提加增扩完优改][升强快大善化高](?=[，。；]))|进展|成效",
        -0.2,
        "水质明显改善",
    ),
    Word(rf"(?<![，。；、])(?:{_ENDS})(?=[，。；])", -0.5, "渔港二期建成，"),
    Word(
        r"(?:增长|下降|上升|提高|增加|减少|同比|增幅)[^，。；\n]{0,6}\d[\d.]*(?:%|％|个百分点|倍)(?!以上|左右|以内)",
        -0.3,
        "出口增长5.2%",
    ),
    Word(r"同比|比上年|比去年|较上年|上年同期|比\d{4}年|创历史|历史(?:最|新)|高于全|快于全", -0.4, "比上年多3所"),
    Word(r"来，|以来|去年|过去|五年间|期间|\d{4}年(?!底|前)", -0.15, "五年来，"),
    Word(
        r"(?:达到?|突破|超过?|实现|完成|增至|升至|提高到|为|建成|新增)[^，。；\d\n]{0,8}\d[\d.]*[万亿多余]?[^，。；\d、\n]{0,4}(?=[，。；、])",
        -0.25,
        "出口达到5亿元，",
    ),
    Word(
        r"(?:^|[，,。；;])(?:投资|投入|新增|新建|建成|完成|实现|开工|改造|治理|解决|发展|培育|引进)[^，。；\d\n]{0,10}\d",
        -0.2,
        "，新建小学3所",
    ),
    Word(r"问题(?!整改)|不足|困难|压力|清醒|感谢", -0.3, "困难不少"),
    Word(
        r"总面积|下?辖|总人口|常住人口|户籍人口|位于|地处|始建于|成立于|现有|境内|截[至止]|目前|[现今]已",
        -0.8,
        "辖9镇3乡",
    ),
)
"""What tells; of each kind no more than _MOST in a line are counted."""
_PATTERNS = tuple((lazy(words), weight) for words, weight, _ in WORDS)
_MOST = 8
_BEFORE = -0.4  # of each line that has such words: most pages tell of what has been
_FAR = 4.0  # beyond which a line counts no more
_READ = 700  # characters of a line
_SHORT = 24  # a shorter line is a heading or a title
LEAST = {True: 1.8, False: 3.0}
"""How much must speak for it: of a page without a title, and of one that has one."""


def weight_of(line: str) -> float:
    """How much the words of a line speak for what is to come; below zero they tell of what has been."""
    told = 0.0
    for pattern, weight in _PATTERNS:
        told += weight * min(_MOST, sum(1 for _ in pattern.finditer(line)))
    return max(-_FAR, min(_FAR, told + _BEFORE)) if told else 0.0


def to_come(
    text: str, locate: Callable[[int], Section], opening: tuple[Role, str | None], year: int | None, *, untitled: bool
) -> Iterator[tuple[Heading, tuple[Role, str | None]]]:
    """Where a page turns to work to come: the line from which on the lines together speak for it most.

    Lines of a part that a heading has put on a side already are left to it.
    """
    told = [
        (start + len(line) - len(line.lstrip()), weight_of(line[:_READ].strip()))
        for start, line in lines(text)
        if len(line) >= _SHORT and _is_open(locate(start), opening)
    ]
    behind = list(accumulate(weight for _, weight in reversed(told)))[::-1]
    if not told or (most := max(behind)) < LEAST[untitled]:
        return
    start = told[behind.index(most)][0]
    yield Heading(start, start, _LEVEL, ""), (Role.TASKS, str(year) if year else None)


_LEVEL = 9
"""Below all headings: those that follow without a time go on with it."""


def _is_open(section: Section, opening: tuple[Role, str | None]) -> bool:
    return (section.role, section.period) == opening
