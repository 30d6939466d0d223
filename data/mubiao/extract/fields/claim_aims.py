"""What is aimed at or paid for by its own words, wherever it is told: 提出…的目标, 投资6亿元的…项目."""

from __future__ import annotations

from mubiao.extract.fields.claim_cases import Case, Claimed
from mubiao.model import Claim
from mubiao.patterns import lazy

_AIMED_AT = lazy(r"提出|确[立定]|制定|明确|设定|定下|锁定|朝着|瞄准")
_AIM_BEHIND = lazy(
    r"[^。；;\n]{0,50}?的(?:总体|奋斗|发展|宏伟|战略|预期|工作|主要|阶段|增长|新)*目标(?!.{0,6}(?:完成|实现|达成|如期|超额))"
)
_REACH = 64
_INVESTED = lazy(r"(?<!完成)(?<!累计)(?<!到位)(?<!实际)(?<!固定资产)投资(?:额|近|约|超过?|逾|达)?$")
_OF_WORKS = lazy(
    r"(?:以上|左右|余)?的[^，,。；;、\d]{2,24}?(?:项目|工程|生产线|基地|园区?|中心|综合体|[场厂馆站城]|酒店|医院|学校|小镇)"
)


def aimed_at(case: Case) -> Claimed | None:
    """提出到“十二五”末总产值突破500亿元、出口突破20亿美元的总体目标: what a sentence aims at, whenever it is read."""
    end = case.q.outer_end
    if case.ahead or case.text.find("目标", end, end + _REACH) < 0:
        return None
    told = _AIMED_AT.search(case.before)
    aimed = told and _AIM_BEHIND.match(case.text, end, end + _REACH)
    return case.say(Claim.TARGET, "aimed-at", case.at(told, case.start)) if aimed else None


def invested_works(case: Case) -> Claimed | None:
    """投资6亿元的冷链物流园项目: what it is to cost, wherever it has got to."""
    if case.q.kind != "money" or "投资" not in case.clause[-6:]:
        return None
    told = _INVESTED.search(case.clause) if _OF_WORKS.match(case.text, case.q.end, case.q.end + 40) else None
    return case.say(Claim.PLAN, "planned-size", case.at(told, case.clause_at)) if told else None
