"""Who issued a document, and what one without a title is called."""

from __future__ import annotations

import re

from mubiao.documents.structure.titles import Opening
from mubiao.patterns import lazy
from mubiao.regions.lookup import region
from mubiao.regions.table import COUNTRY

# The label of an empty field is followed by the next label, which is no publisher: 发文机关: 发布日期: 2022-04-02.
_SOURCE = lazy(
    r"(?:来源|信息来源|稿件来源|文章来源|发布机构|发文机关|发文单位)\s*[:：]\s*+"
    r"(?!class=|https?)([^\s　|｜,，;；:：<>]{2,30}+)(?!\s*[:：])",
    holds=":：",
)
_ISSUER = lazy(
    r"([\u4e00-\u9fff]{2,24}?(?:人民政府(?:办公[室厅])?|委员会(?:办公室)?|统计局|财政[局厅]|办公[室厅]|管委会))关于",
    holds=("关于",),
)
_OFFICE_OF = {
    "work_report": "人民政府",
    "communique": "统计局",
    "plan_report": "发展和改革委员会",
    "budget_report": "财政局",
}
_NATIONAL = {
    "work_report": "国务院",
    "communique": "国家统计局",
    "plan_report": "国家发展和改革委员会",
    "budget_report": "财政部",
}


def publisher_of(seen: Opening, place: tuple[str | None, str | None]) -> str | None:
    """Who issued a document: what the page says, else the office that speaks in a report of the place."""
    if seen.publisher is not None:
        return seen.publisher
    name, code = place
    if seen.kind in _OFFICE_OF and name is not None:
        if code == COUNTRY:
            return _NATIONAL[seen.kind]
        office = re.search(re.escape(name) + "(?:管委会|管理委员会)", seen.title + "\n" + seen.head)
        if office:
            return office[0]
        known = region(code) if code else None
        if known is not None and known.level == "zone":
            return name + "管委会"
        if known is not None and known.name.endswith("街道"):
            return name + "办事处"
        provincial = seen.kind == "budget_report" and known is not None and known.level == "province"
        return name + ("财政厅" if provincial else _OFFICE_OF[seen.kind])
    source = _SOURCE.search(seen.head) or _ISSUER.match(seen.title)
    return source[1] if source else None


def made_up_title(kind: str, place: str | None, year: int | None, name: str) -> str:
    """A title for a text that prints none."""
    what = {
        "work_report": "政府工作报告",
        "communique": "统计公报",
        "plan_report": "计划执行情况报告",
        "budget_report": "预算执行情况报告",
    }.get(kind)
    if what and place:
        return f"{place}{what}" + (f"（{year}年）" if year else "")
    return re.sub(r"\.\w{1,5}$", "", name) or "无题"
