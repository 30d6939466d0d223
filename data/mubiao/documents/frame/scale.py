"""Which level of government a text speaks for: 全省 and 省委 of a province's report, 全县 and 我县 of a county's."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from mubiao.patterns import lazy
from mubiao.regions.history import former_names
from mubiao.regions.table import COUNTRY, Region

_KINDS = r"自治区|省|市|县|区|旗|自治州|州|盟|地区|镇|乡|街道|苏木"
# What a text calls its own, and how much each says: a county's report speaks of 市委 and 全省 as well, seldom of 我市.
# 全省第一 and 全省率先 are ranks, by which a city's report measures itself.
_WHOLE = lazy(
    rf"(?<!全国)(?:全|我)(?P<kind>{_KINDS})(?!性|国|面|民党|球|域|[管主第率前首唯最领平试先示考排位仅通推典表综优十百各]|[一二三四五六\d])",
    holds="全我",
)
_SPEAKS = lazy(
    rf"代表(?:[^\s，。、：（(]{{2,12}}?)?(?P<kind>{_KINDS})(?:人民政府|政府|管委会|管理委员会|党工委|办事处|人民委员会|革命委员会)|代表(?P<nation>国务院)",
    holds=("代表",),
)
_OFFICES = {
    "省长": "省", "市长": "市", "县长": "县", "区长": "区", "州长": "州", "盟长": "盟", "旗长": "旗", "镇长": "镇",
    "乡长": "乡", "专员": "地区",
}  # fmt: skip
_OFFICER = lazy(  # none in 梅河镇长青路
    r"(?<![副原任])(?P<office>省长|市长|县长|区长|州长|盟长|旗长|镇长|乡长|专员)(?![们级助]|[\u4e00-\u9fff]{1,3}[路街桥])"
)
_PREFECTURE = lazy("行署|专署|地委|地区行|专区|地直")
_ONE = {"自治州": "州", "苏木": "乡"}
_OPENING = 1_500  # characters in which an office speaks for the whole
_OFFICE = 3  # words
_MUNICIPAL = frozenset(("110000", "120000", "310000", "500000"))


@dataclass(frozen=True, slots=True)
class Scale:
    """The level that a text speaks for (省, 自治区, 市, 县 … 街道, 国), None if it tells none."""

    kind: str | None
    strong: bool  # said by an office, or by many words against few
    prefecture: bool = False  # whether it knows of a 地区, of which 全区 may be said too

    def fits(self, place: Region) -> bool | None:
        """Whether a place is of this level; None where that cannot be said."""
        if self.kind is None:
            return None
        if place.code == COUNTRY or self.kind == "国":
            return place.code == COUNTRY and self.kind == "国"
        names = (place.name, *(old.name for old in former_names(place.code)))
        if self.kind == "省":
            return place.level == "province" and place.code not in _MUNICIPAL
        if self.kind == "自治区":
            return place.level == "province" and place.name.endswith("自治区")
        if self.kind == "区":
            # An autonomous region too, and what was a 地区 in its days.
            return any(name.endswith("区") and (name == place.name or self.prefecture) for name in names)
        return any(name.endswith(self.kind) for name in names)


def scale_of(text: str) -> Scale:
    """The level of a text, in simplified characters: that of the office that speaks, else of what it calls its own."""
    speaks = _SPEAKS.search(text, 0, _OPENING)
    if speaks is not None:
        kind = _ONE.get(speaks["kind"], speaks["kind"])
        return Scale("国" if speaks["nation"] else kind, True, _PREFECTURE.search(text) is not None)
    votes: Counter[str] = Counter()
    for match in _WHOLE.finditer(text):
        votes[_ONE.get(match["kind"], match["kind"])] += 1
    for match in _OFFICER.finditer(text, 0, _OPENING):
        votes[_OFFICES[match["office"]]] += _OFFICE
    if not votes:
        return Scale(None, False)
    (first, most), *others = votes.most_common(2)
    next_most = others[0][1] if others else 0
    if most == next_most:
        return Scale(None, False)
    return Scale(first, most >= max(3, 2 * next_most), _PREFECTURE.search(text) is not None)
