"""What of the name of an object tells it from others – its pairs of characters with weights, its quotes, its numbers –
and whether a stretch of a later text can be it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from mubiao.extract.text.normalise import normalise
from mubiao.patterns import HAN_BY_VALUE, lazy
from mubiao.pledges.following.tables import common, heads

DROPPED = frozenset(" \t\r　“”\"'‘’「」『』《》〈〉()（）·•・—－-―–*#_`~\u200b\u200c\u200d\ufeff")
"""Characters that stand in one print of a name and not in another."""

QUOTED = lazy(r"[“\"「『《‘]([^“”\"「」『』《》‘’]{2,40})[”\"」』》’]")
_GENERAL = lazy(r"^(?:[全我本]?[省市区县州盟旗]|全国|国家级?|省级|市级|县级|首[届个批]|新一轮|高[水质]平?量?|现代化?)")
_NUMBERED = lazy(
    r"第?([0-9零〇一二三四五六七八九十百]{1,6}+)(届|号线|号|线|期|周年|人民医院|医院|中学|中|小学|高速)|([A-Z]{1,3}\d{1,4})"
)
WORKED = frozenset(("新建", "迁建", "扩建", "改扩建", "改建", "重建", "扩容", "扩产", "搬迁", "整体搬迁", "修缮"))
"""Endings that say what is done to what stands before them, which is a name by itself."""
_PLAIN = ("工程", "项目")
"""Endings before which another one can stand: 扩建工程, 改造项目."""
_OF_NUMBERS = frozenset(
    {"第一", "第二", "第三", "第四", "第五", "第六", "第七", "第八", "第九", "第十", "届中"}
    | {f"{han}{what}" for han in "一二三四五六七八九十" for what in "届十号期"}
    | {f"十{han}" for han in "一二三四五六七八九"}
)
_OWN = frozenset(f"{all_of}{unit}" for all_of in ("", "全", "我", "本") for unit in "省市区县州盟旗")
_LEAST_OF_A_GRADE = 5
_HEAD_WEIGHT, _GENERAL_WEIGHT = 0.35, 0.15
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is looked for. Pairs are of the stripped name."""

    bare: str  # without marks and blanks
    pairs: dict[str, float]  # pair of characters → weight
    total: float  # of the weights
    quotes: tuple[str, ...]  # what stands in quotes in it, stripped
    numbers: frozenset[tuple[str, str]]  # (12, 届), (1, 号线): another number is another object
    soft: str  # the ending that can change: 专项行动, 工程; empty
    hard: str  # the ending that says what it is: 大桥, 产业城; empty
    inner: str  # what is left where two endings can change: 青榄机场 of 青榄机场扩建工程; empty
    between: re.Pattern[str] | None  # the other form of a line between two places; None: it is no such line

    def told(self, found: set[str]) -> float:
        """How much of the name these pairs tell, 0 … 1: of its pairs, and of its characters, since words that stand
        together in the name can stand apart elsewhere."""
        if self.total <= 0:
            return 0.0
        covered = whole = before = 0.0
        known = False
        for a, b in pairwise(self.bare):
            weight, here = self.pairs[a + b], a + b in found
            whole += max(before, weight)
            covered += max(before, weight) if here or known else 0.0
            before, known = weight, here
        whole, covered = whole + before, covered + (before if known else 0.0)
        return (sum(self.pairs[pair] for pair in found) / self.total + covered / whole) / 2

    @property
    def core(self) -> str:
        """The name without an ending that can change."""
        return self.bare[: len(self.bare) - len(self.soft)] if self.soft else self.bare


def stripped(text: str) -> str:
    """The text without what `DROPPED` names; 5A级景区 is 5A景区, and 高速公路 is 高速."""
    bare = "".join(character for character in text if character not in DROPPED)
    return bare.replace("A级", "A").replace("高速公路", "高速")


def named(printed: str, general: Iterable[str] = ()) -> Name:
    """What to look for. `general`: names of the home and of the places above it, which tell nothing there."""
    text = normalise(printed[:LONGEST])
    bare = stripped(text)
    endings = [head for head in heads("soft") if bare.endswith(head) and len(bare) > len(head) + 1]
    # The longest, unless nothing but a place or two characters would be left: “三百行动计划” is “三百行动” elsewhere.
    soft = next((head for head in endings if len(bare) > len(head) + 2), next(iter(endings), ""))
    core = bare[: len(bare) - len(soft)] if soft else bare
    done = next((head for head in heads("soft") if soft in _PLAIN and core.endswith(head)), "")
    inner = core[: len(core) - len(done)] if done and len(core) > len(done) + 2 else ""
    hard = next((head for head in (*heads("hard"), *heads("document")) if core.endswith(head)), "")
    pairs = _weighed(bare, _light(bare, soft, hard, general))
    quotes = tuple(q for match in QUOTED.finditer(text) if len(q := stripped(match[1])) >= 2)
    return Name(bare, pairs, sum(pairs.values()), quotes, numbers(bare), soft, hard, inner, _between(text))


def numbers(text: str) -> frozenset[tuple[str, str]]:
    """The numbers in a name that tell it from its sisters: of an edition, a line, a phase."""
    roads = {(m[1] or m[2], "道") for m in _ROAD.finditer(text)}
    if roads:
        text = _ROAD.sub("", text)
    found = ((m[1] or m[3], m[2] or "") for m in _NUMBERED.finditer(text))
    return frozenset({*roads, *((_digits(number), what) for number, what in found)})


_ROAD = lazy(r"(?:[国省县]道[GSX]?|[GSX])(\d{3})线?|(\d{3})[国省县]道")
"""国道109线, G109 and 109国道 are the same road."""


_LINE = r"(?:高速|铁路|高铁|城际|公路|快速路|快线|输水|供水|管道)"
_LONG_LINE = lazy(rf"([一-鿿])[一-鿿]{{0,3}}(?:至|到|—+|－|-|–)([一-鿿])[一-鿿]{{0,3}}?({_LINE})")
_SHORT_LINE = lazy(rf"^([一-鿿])([一-鿿])({_LINE})")
_LINE_OF_SEVERAL = lazy(
    rf"^(?![环绕沿跨])([一-鿿])[一-鿿]{{1,4}}([一-鿿])({_LINE})(?:公路|工程|项目|建设|[一-鿿]{{2,4}}段)?$"
)


_HAN_ANY = "[^\\s，。；：、0-9A-Za-z]"
"""A character of a name; a class of few is compiled quicker than that of all characters."""


def _between(text: str) -> re.Pattern[str] | None:
    """What else a line between two places is called: 泉州至金门高速 is 泉金高速, and the other way round."""
    if long := _LONG_LINE.search(text):
        others = "(?:[、和与及][^，。；、]{2,8}){0,6}?(?:等)?"
        back = _from_to(long[2], long[1], long[3])  # 青榄至鹭洲 is 鹭洲至青榄
        return re.compile(
            f"{long[1]}{long[2]}(?:{_HAN_ANY}|{others}){_sort(long[3])}|{_from_to(*long.groups())}|{back}"
        )
    if short := _SHORT_LINE.match(text):
        return re.compile(_from_to(*short.groups()))
    if several := _LINE_OF_SEVERAL.match(text):  # 青榄鹭铁路 is 青鹭铁路
        return re.compile(f"{several[1]}{several[2]}{_sort(several[3])}|{_from_to(*several.groups())}")
    if (fair := _FAIR.search(text)) is not None:
        return re.compile(f"{fair[1]}{_HAN_ANY}{{0,4}}{_FAIRS[fair[2]]}")
    return None


def _from_to(first: str, last: str, line: str) -> str:
    """青榄至鹭洲高速, and 青榄至鹭洲、沙洲至丘陵高速, which have one noun."""
    others = "(?:[^，。；、]{2,12}[、和与及]){0,3}[^，。；、]{2,12}?"
    return f"{first}{_HAN_ANY}{{0,3}}[至到]{last}[^\\s，。；：、]{{0,5}}?(?:[、和与及]{others})?{_sort(line)}"


def _sort(line: str) -> str:
    """Any noun for the same sort of line: 青鹭铁路 is 青鹭高铁."""
    return _RAILWAY if line in ("铁路", "高铁", "城际") else line


_RAILWAY = "(?:高铁|铁路|城际|高速铁路|客运专线|客专)"


_FAIR = lazy(r"([一-鿿])([交博洽推论]会)$")
_FAIRS = {"交会": "交易会", "博会": "博览会", "洽会": "洽谈会", "推会": "推介会", "论会": "讨论会"}


_HAN = {**{han: str(i) for i, han in enumerate(HAN_BY_VALUE)}, "〇": "0"}


def _digits(number: str) -> str:
    if number[0] not in "零〇一二三四五六七八九十百":
        return number
    if "十" not in number and "百" not in number:
        return "".join(_HAN.get(c, c) for c in number)
    tens, _, ones = number.rpartition("百")[2].partition("十")
    hundreds = number.partition("百")[0] if "百" in number else ""
    value = int(_HAN.get(hundreds, "0")) * 100 + (int(_HAN.get(tens[-1:], "1")) * 10 if "十" in number else 0)
    return str(value + int(_HAN.get(ones[-1:], "0")))


def _light(bare: str, soft: str, hard: str, general: Iterable[str]) -> dict[int, float]:
    """Positions whose pairs tell little → the most that they weigh."""
    light: dict[int, float] = {}
    end = len(bare) - len(soft)
    if soft:
        light |= dict.fromkeys(range(end - 1, len(bare)), _HEAD_WEIGHT / 2)
    if hard and len(hard) > 1:
        light |= dict.fromkeys(range(end - len(hard), end), _HEAD_WEIGHT)
    opening = _GENERAL.match(bare)
    grade = opening is not None and opening[0] not in _OWN  # 国家级经开区 is no other 经开区
    if opening and len(bare) - opening.end() >= (_LEAST_OF_A_GRADE if grade else 3):
        light |= dict.fromkeys(range(opening.end()), _GENERAL_WEIGHT)
    for place in general:
        at = bare.find(place)
        if at >= 0 and len(bare) - len(place) >= 3:
            first = 0 if at == 2 and bare.startswith("中国") else at  # 中国(青榄)风筝中心
            light |= dict.fromkeys(range(first, at + len(place)), _GENERAL_WEIGHT)
    return light


def _weighed(bare: str, light: dict[int, float]) -> dict[str, float]:
    ordinary = common()
    pairs: dict[str, float] = {}
    for i, (a, b) in enumerate(pairwise(bare)):
        weight = min(ordinary.get(a + b, 1.0), light.get(i, 1.0))
        if a.isdigit() or b.isdigit() or a + b in _OF_NUMBERS:  # numbers are compared by themselves
            weight = min(weight, _GENERAL_WEIGHT)
        pairs[a + b] = max(weight, pairs.get(a + b, 0.0))
    return pairs


_SHORT_ROAD, NEAR = 3, 14
"""Characters of a road that needs its noun, and those around a name that are looked at."""
_NO_NAMES = re.compile("[率量额]|比(?:例|重|率)|体系|水平|能力|机制|格局|环境|精神|水源")
BUILDING = re.compile(
    "建|扩|迁|搬|改造|修|校区|院区|工程|项目|复线|治理|整治|投用|启用|竣工|完工|封顶|开工|动工|航站楼"
)
_STRETCH = re.compile("[一-鿿]{2,6}[至到][一-鿿]{2,6}段")
_CYCLE = re.compile("[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年")
_COUNTED = re.compile("([0-9]{1,3}|[二三四五六七八九十]{1,3})[个大项]")
_STARS = re.compile("[345]A")
_OWN_STRETCH = re.compile("([一-鿿]{2,6}?)[至到]([一-鿿]{2,6}?)段")
_LEVELS = frozenset("省市区县")
_LOWER = {
    "国家": re.compile("省级|市级|全省|全市"),
    "全国": re.compile("省级|市级|全省"),
    "省级": re.compile("市级|县级"),
}


def fits(bare: str, name: Name, start: int, end: int) -> bool:
    """No other number of an edition, a line, a phase, and no lower grade of a title."""
    other = _NO_NAMES.match(bare, end)
    if other is not None and other[0] not in name.bare:
        return False  # 秸秆综合利用率 is a figure, and no 秸秆综合利用试点
    if name.bare[0] in _LEVELS and bare[start] != name.bare[0]:
        levels = bare[max(0, start - 3) : start]
        if levels[-1:] in _LEVELS and name.bare[0] not in levels:
            return False  # 市第十四届运动会 is no 省第十四届运动会
    count, other_count = _COUNTED.match(name.bare), _COUNTED.search(bare, max(0, start - 3), end)
    if count and other_count and name.soft and _digits(count[1]) != _digits(other_count[1]):
        return False  # “六个专项行动” are no “七个专项行动”
    if name.soft == "公路" and len(name.core) <= _SHORT_ROAD and "路" not in bare[start : end + 3]:
        return False  # 乡乡通公路 is not 乡乡通电
    if name.soft in WORKED:
        around = bare[max(0, start - NEAR) : end + NEAR].replace(name.core, "")
        if not BUILDING.search(around) and not _STRETCH.match(bare, end):
            return False  # 青榄学院入选 says nothing of 青榄学院迁建
    if (grade := _STARS.search(name.bare)) and grade[0] not in bare[start : end + 6]:
        return False  # 青榄古城 is not yet 青榄古城5A
    if bare.startswith("文明", start) and bare[max(0, start - 2) : start] == "生态" and "生态" not in name.bare:
        return False  # 文明城市 is no 生态文明城市
    if _OWN_STRETCH.search(name.bare) and _other_stretch(bare, name, start, end):
        return False
    lower = _LOWER.get(name.bare[:2])
    if lower is not None and _of_lower_grade(bare, name, (start, end), lower):
        return False
    return _numbers_agree(bare, name, start, end)


def _of_lower_grade(bare: str, name: Name, span: tuple[int, int], lower: re.Pattern[str]) -> bool:
    """Whether a lower grade is told, in the same clause: 全省首批四星级“无废城市” is no 国家“无废城市”."""
    start, end = span
    pause = bare.find("，", start, end)
    if pause > 0 and all(name.pairs.get(a + b, 0) < _TELLING for a, b in pairwise(bare[pause:end])):
        end = pause  # what stands behind only goes on: 国家旅游示范区，全市旅游…
    if lower.search(bare, max(0, start - 3), end):
        return True
    before = re.split("[，。、；：]", bare[max(0, start - _LED) : start])[-1]
    higher = _HIGHER.search(before) or _HIGHER.search(bare, start, end)
    return higher is None and lower.search(before) is not None


_LED, _TELLING, _HIGHER = 10, 0.3, re.compile("国家|全国|中国")


def _other_stretch(bare: str, name: Name, start: int, end: int) -> bool:
    """Whether a stretch stands there that neither begins nor ends as that of the name does."""
    own, other = _OWN_STRETCH.search(name.bare), _OWN_STRETCH.search(bare, max(start, end - 12), end + 12)
    if own is None or other is None or other.start() > end + 2:
        return False
    return own[1][-2:] != other[1][-2:] and own[2][:2] != other[2][:2]


def _numbers_agree(bare: str, name: Name, start: int, end: int) -> bool:
    cycle = _CYCLE.search(name.bare)
    if cycle and (other := _CYCLE.search(bare, max(0, start - 4), end)) and other[0] != cycle[0]:
        return False  # the feast of another year
    if not name.numbers:
        return True
    near = numbers(bare[max(0, start - 5) : end + 6])
    for number, what in name.numbers:
        same_sort = {n for n, w in near if w == what}
        if number in same_sort or (number, what) in near:
            continue
        if same_sort or what in ("期", "号线", "线", "号", ""):
            return False
    return True


def general_names(region_code: str | None) -> tuple[str, ...]:
    """The names of a place and of those above it: in its own reports they tell nothing."""
    from mubiao.regions.local import names_of
    from mubiao.regions.lookup import ancestors, region

    if region_code is None:
        return ()
    return tuple(name for place in (region(region_code), *ancestors(region_code)) if place for name in names_of(place))
