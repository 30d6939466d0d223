"""Places that a text names and that are not its own: how far they are, what it borders on, where somebody served."""

from __future__ import annotations

from mubiao.patterns import lazy
from mubiao.regions.gazetteer import Mention, nationwide

_CLAUSE = 80  # characters before a place in which its sentence begins
# A career is of its man, not of the place: 历任甲县工交科干事;1990年5月任乙县副县长.
_CAREER = lazy(r"(?:历|曾|先后|[年月后])任(?![务期命何])|参加工作|(?:年|月)入党", holds=("任", "入党", "参加工作"))
# Where a place lies, it is not: 距乙市140公里, 与丙县、丁县相邻.
_FAR_FROM = lazy(r"(?:距离?|离)[^，,。；;\n]{0,8}$", holds="离距")
_SO_FAR = lazy(r"[^，,。；;\n\d]{0,8}?(?:约|近|仅|有)?[\d.]+余?(?:公里|千米|华?里|km)")
_BORDERS = lazy(r"(?:[东南西北]{1,2}(?:面|部|边)?)?(?:与|同|和|邻|接|连|临|靠|抵|界|倚|至|毗邻|毗连)[^。；;\n]{0,30}$")
_ON_IT = lazy(
    r"[^。；;:：\n\d]{0,24}?(?:[两二三四五六七八九十][省市县区州旗])?(?:等[^，,。；;\n\d]{0,6})?"
    r"(?:相邻|接壤|毗邻|为邻|交界|相接|相连|相望|接界|毗连|搭界)",
    holds=("为邻", "交界", "接壤", "接界", "搭界", "毗连", "毗邻", "相接", "相望", "相连", "相邻"),
)
# 地处甲、乙、丙三县交界处
_BETWEEN = lazy(r"(?:地处|位于|处于|居于|座落)[^。；;\n]{0,30}$", holds=("地处", "位于", "处于", "居于", "座落"))
_MEETING = lazy(
    r"[^。；;\n，,]{0,24}?(?:[两二三四五六七八九十]?[省市县区州旗]{1,2})?(?:交[界汇]|结合部|接合部|接壤|之间|毗邻)",
    holds=("交", "合部", "接壤", "之间", "毗邻"),
)
# Where trains go and goods are sold: 直达北京、沈阳等城市的列车
_BOUND = lazy(
    r"(?:直达|直通|开往|通往|通达|发往|驶往|销往|远销|畅销|出口到?|运往|往返)(?:[^。；;\n，,]{0,60}[、和及与至于])?$",
    holds=("直达", "直通", "开往", "通往", "通达", "发往", "驶往", "销往", "远销", "畅销", "出口", "运往", "往返"),
)
# 甲、乙、丙3县共植棉: parts of the place that is told of, or visitors in it
_NUMBER_OF = r"等?[\d两二三四五六七八九十]{1,2}个?(?:县市区|县区|区县|市县|县市|县|市|区|旗)(?![委府长级])"
_OF_SEVERAL = lazy(rf"(?:[、和及与][\u4e00-\u9fff]{{2,10}}?){{0,9}}{_NUMBER_OF}")
_LINKS = frozenset("、和及与")
_TOUR = lazy(
    r"(?:[我全][省市县区州旗]|代表团|考察团|招商[小分]?[组队团])[^，,。；;\n]{0,20}?(?:赴|前往)(?P<to>[^，,。；;\n]{2,40})",
    holds=("前往", "赴"),
)


def one_of_several(text: str, mention: Mention) -> bool:
    """Whether a place stands in a list that is counted behind it."""
    beside_it = text[mention.end : mention.end + 1], text[max(0, mention.start - 1) : mention.start]
    return not _LINKS.isdisjoint(beside_it) and _OF_SEVERAL.match(text, mention.end) is not None


def toured(text: str) -> frozenset[str]:
    """The codes of the places that the people of a text travel to: 我市党政代表团赴苏州、昆山考察."""
    found = (mention for tour in _TOUR.finditer(text) for mention in nationwide().find(tour["to"]))
    return frozenset(mention.code for mention in found if mention.code is not None)


def beside(text: str, mention: Mention) -> bool:
    """Whether a mention tells only how far a place is, that it lies next to the one told of, or of a man's career."""
    start = max(text.rfind("\n", 0, mention.start), text.rfind("。", 0, mention.start), mention.start - _CLAUSE) + 1
    before = text[start : mention.start]
    if _FAR_FROM.search(before) and _SO_FAR.match(text, mention.end):
        return True
    if _CAREER.search(before) or _BOUND.search(before):
        return True
    if _BETWEEN.search(before) and _MEETING.match(text, mention.end):
        return True
    return _BORDERS.search(before) is not None and _ON_IT.match(text, mention.end) is not None
