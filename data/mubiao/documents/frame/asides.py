"""Places that a text names and that are not its own: how far they are, what it borders on, where somebody served."""

from __future__ import annotations

from mubiao.patterns import lazy
from mubiao.regions.gazetteer import Mention

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


def beside(text: str, mention: Mention) -> bool:
    """Whether a mention tells only how far a place is, that it lies next to the one told of, or of a man's career."""
    start = max(text.rfind("\n", 0, mention.start), text.rfind("。", 0, mention.start), mention.start - _CLAUSE) + 1
    before = text[start : mention.start]
    if _FAR_FROM.search(before) and _SO_FAR.match(text, mention.end):
        return True
    if _CAREER.search(before):
        return True
    return _BORDERS.search(before) is not None and _ON_IT.match(text, mention.end) is not None
