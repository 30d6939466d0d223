"""How far an object is, by the words around a mention of it: the verbs of its clause, their order, their objects."""

from __future__ import annotations

from dataclasses import dataclass

from mubiao.patterns import lazy
from mubiao.pledges.following.mentions import Mention
from mubiao.pledges.following.tables import stage_words, stages

_BREAKS = frozenset("，,。；;：:！!？?\n")
_NOUN = lazy(
    r"工程|项目|计划|行动|方案|规划|条例|办法|中心|平台|机制|体系|工作|用地|任务|情况|质量|水平|试点|基地|力度|标准|范围|进度"
    r"|专班|指挥部|区域|资金|步伐|主体责任"
)
_ITEM = lazy(r"、|和|与|及|以及")
_NOT_YET = lazy(r"未(?![艾来名央必雨])能?|尚未|没有|力争|将于|拟于|计划于|计划在|年底前")
_PREPARED = lazy(r"前期|可研|选址|立项|规划|筹建|筹备|招标|设计|征拆|征地")
_REACHED = lazy(r"实现(?:了)?[全省市县州区]{0,2}[“\"]?$")
_ALL_OF_IT = lazy(r"通|覆盖|清零|达标|直达|归零|脱贫")
"""What is reached by itself: 如期实现“村村通”."""
_PREPARING = lazy(r"[^，。；、]{0,4}(?:事务|协调局|组委会|执委会|筹委会|筹备|筹办|申办|倒计时|场馆|指挥部)")
"""Behind the name of an event: it is still to come."""
_EXPLAINED = lazy(r"[”\"」』》]?(?:[:：](?:[“\"]?[^，。；]{1,12}[”\"]?)?(?:是?指|即|就是)|是指|指的是)")
"""Behind a name in a glossary."""
_SEVERAL = lazy(r"(?:[2-9]|\d{2,4})[个家所座处条项名]")
"""Behind a title: as many have won it, and who is not told."""
_STEPS = lazy(r"[”\"]?(?:创建|争创|申报|创城)[^，。；、]{0,4}(?:指标|方案|规划|标准|材料)")
"""Behind a title: what leads to it is told of, and not that it is won."""
_CANDIDATE = lazy(
    r"[”\"]?[^，。；、]{0,8}?(?:候选|备选|后备|培育|预备|创建|申报|例证|推荐|提名|入围|初审)(?:名单|名录|清单|库|对象)"
)
"""Behind a title: the list of those that may win it."""
_SCENERY, _JUST_BEHIND = lazy(r"(?:景观质量|质量景观)(?:评审|评估|评定|验收)?"), 10
"""What a sight is judged by before it can win its grade."""
_MAIN_PART = lazy(r"主体|封顶|合龙")
_GOING = lazy(
    r"加快|推进|推动|加速|全力|有序|抓紧|稳步|扎实|积极|全速|大力|持续|接续|续建|抓好|奋力|提速|进展|领先|走在|起步|顺利(?!完|通|实|建|投)|如火如荼"
)
_INTO = frozenset(("落户", "落地"))
"""Verbs of what stands before them: the place behind is only where."""
_BEGINS = lazy(r"(?:开始|正式|全面|顺利|相继|陆续|已)*(?:启动|起步|破题)")
_FOLLOWS = lazy(r"(?:已|现已|于[^，。；]{1,10}|并|且|均|全部|正式|全面|顺利|如期|成功|提前|目前|预计|率先)*")
_BESIDE = lazy(
    r"等一批[^，。；]{0,8}品牌|沿线|周边|一带|品牌|文化|经济|旅游|城市|产业(?!园|基地|城)|企业|旅客|游客|客流|货运|货物|辐射|带动|吞吐|国际航空|国际航线|年旅客"
)
"""Behind the name of a work without a word of building these speak of something else."""
_LONGEST_CLAUSE = 160
_GOVERNS, _ENDS = frozenset(("新增", "实现")), frozenset(("", "、", "等"))
"""Verbs that tell of what stands behind them, where something does."""
_IN_NAMES = frozenset(("建设", "改造", "创建", "保护", "修复", "完善", "运行", "运营", "开放", "使用", "发电"))
_MADE_SO_MUCH = frozenset(("改造", "改造提升", "提升改造", "新建", "新改建", "改建", "改扩建", "整治", "修缮"))
_SO_MUCH = lazy(r"^[^，。；]{0,60}?\d[\d.]{0,8}[余多]?万?(?:平方米|平方公里|公里|千米|米|亩)$")
"""Behind a list of what was worked on, how much of it there is: it is done."""
_ABOUT_TO = lazy("即将|在即|有望|可以|力争|将要|拟于|预计")


@dataclass(frozen=True, slots=True)
class Reported:
    """What a mention says of its object."""

    stage: int | None  # 0 … 7 as in following_stages.csv; None: it is named without a word
    start: int  # the mention with the word that tells, in the text that was read
    end: int
    rule: str


def reported(text: str, mention: Mention, family: str, name: str = "") -> Reported:
    """How far the object of this mention is. `name`: its own words, which tell nothing of it."""
    begin, finish = clause(text, mention.start, mention.end)
    before = text[begin : mention.start]
    behind = text[mention.end : finish]
    if _NOT_YET.search(before) or _NOT_YET.search(behind[:12]):
        return Reported(0, mention.start, mention.end, "not-yet")
    if _EXPLAINED.match(behind + text[finish : finish + 6]):
        return Reported(0, mention.start, mention.end, "explained")
    if family == "title" and _SEVERAL.match(behind):
        return Reported(0, mention.start, mention.end, "counted")
    if family == "event" and (preparing := _PREPARING.match(behind)):
        return Reported(3, mention.start, mention.end + preparing.end(), "prepared")
    if family == "title" and (judged := _SCENERY.search(text, mention.start, mention.end + _JUST_BEHIND)) is not None:
        return Reported(4, mention.start, max(mention.end, judged.end()), "candidate")
    if family == "title" and (listed := _CANDIDATE.match(behind)):
        return Reported(4, mention.start, mention.end + listed.end(), "candidate")
    if family == "title" and (steps := _STEPS.match(behind)):
        return Reported(3, mention.start, mention.end + steps.end(), "prepared")
    first, last = _governing(before, family), _following(behind, family)
    if first is not None and first[3] in _INTO and first[1] > 0 and first[2] == len(before):
        return Reported(0, mention.start, mention.end, "beside")  # 青榄学院落户冬奥村
    if first is None and last is None and mention.rule == "pairs":
        inside = [
            stages(family)[word]
            for word in stage_words(family).findall(text, mention.start, mention.end)
            if word not in name
        ]
        if inside:
            return Reported(max(inside), mention.start, mention.end, "inside")
    if first is None and last is None:
        if family in ("event", "policy") and _PREPARED.search(behind[:8]):
            return Reported(3, mention.start, mention.end, "prepared")
        if _REACHED.search(before) and _ALL_OF_IT.search(text, mention.start, mention.end):
            return Reported(6, mention.start, mention.end, "reached")
        if family == "work" and _BESIDE.match(behind):
            return Reported(0, mention.start, mention.end, "beside")
        nearby = _next_clause(text, finish, family)
        if nearby is not None:
            return Reported(nearby[0], mention.start, nearby[1], "next-clause")
        if family != "work":  # a title can be a zone, a programme a platform: in use is in use
            used = reported(text, mention, "work", name)
            if used.stage is not None and used.stage >= 6:
                return Reported(6, used.start, used.end, used.rule)
        return Reported(None, mention.start, mention.end, "bare")
    stage, rule = _together(first, last, before, behind, family)
    start = begin + first[1] if first is not None and last is None else mention.start
    end = mention.end + last[2] if last is not None else mention.end
    if end - start > 200:
        start, end = mention.start, mention.end
    return Reported(stage, start, end, rule)


Found = tuple[int, int, int, str]
"""stage, start, end, word; offsets in the part of the clause."""


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause around a span: from one break to the next."""
    begin, finish = start, end
    while begin > 0 and start - begin < _LONGEST_CLAUSE and text[begin - 1] not in _BREAKS:
        begin -= 1
    while finish < len(text) and finish - end < _LONGEST_CLAUSE and text[finish] not in _BREAKS:
        finish += 1
    return begin, finish


def _governing(before: str, family: str) -> Found | None:
    """The verb before the object: the last one where it stands right before it, else the one that the list has.

    What stands between them otherwise is part of another item: 成功创建…体系建设重点城市、全省首批“无废城市”.
    """
    known = stages(family)
    found = [
        (known[match[0]], match.start(), match.end(), match[0])
        for match in stage_words(family).finditer(before)
        if not _is_noun(before, match.end())
        and not (match[0] in _IN_NAMES and match.start() and before[match.end() : match.end() + 1] == "、")
    ]
    if not found:
        return None
    last = found[-1]
    apart = before[last[2] :]
    return found[0] if last[3] in _IN_NAMES and _ITEM.search(apart) else last


def _following(behind: str, family: str) -> Found | None:
    """The furthest stage that follows the object (or the list in which it stands) before another verb's object."""
    known = stages(family)
    best: Found | None = None
    for match in stage_words(family).finditer(behind):
        if _is_noun(behind, match.end()) and not _ITEM.search(behind[: match.start()]):
            continue
        if _is_noun(behind, match.end()) or (match[0] == "建设" and _BEGINS.match(behind, match.end())):
            continue  # 建设开始启动
        if match[0] in _GOVERNS and behind[match.end() : match.end() + 1] not in _ENDS:
            continue
        found = known[match[0]], match.start(), match.end(), match[0]
        named = best is not None and best[3] in _IN_NAMES and "、" in behind[: best[1]]
        if best is None or found[0] > best[0] or named:
            best = found  # what the name of another item holds tells nothing: 香山…生态修复…开工
    return best


def _is_noun(text: str, end: int) -> bool:
    """Whether a word is part of a name: 改造 in 改造工程, 建设 in 建设项目."""
    return _NOUN.match(text, end) is not None


def _together(first: Found | None, last: Found | None, before: str, behind: str, family: str) -> tuple[int, str]:
    going = _GOING.search(before) is not None or _GOING.search(behind) is not None
    if last is not None and (first is None or last[0] >= first[0] or last[0] >= 6):
        stage, rule = last[0], "behind"
    else:
        assert first is not None
        stage, rule = first[0], "before"
    if last is not None and stage > 4 and _ABOUT_TO.search(behind, max(0, last[1] - 6), last[2] + 3):
        return 4, "about-to"
    if (
        first is not None
        and rule == "before"
        and stage > 4
        and _ABOUT_TO.search(before, max(0, first[1] - 4), first[2])
    ):
        return 4, "about-to"
    if family == "work":
        near = behind[:10]
        if _PREPARED.search(near) and stage < 7:
            return (2 if stage == 6 or stage <= 2 else 1), "prepared"  # 完成前期 is more than 推进前期
        if _MAIN_PART.search(near) and stage <= 6:
            return 4, "main-part"
        if first is not None and first[3].startswith("启动") and stage == 5:
            return 3, "begun"
        if stage == 5 and going:
            return 4, "going-on"
        if stage == 5 and rule == "before" and first is not None and first[3] in _MADE_SO_MUCH:
            return (6, "measured") if _SO_MUCH.search(behind) else (stage, rule)
    elif family == "title" and stage < 6 and going:
        return min(stage, 3), "going-on"
    return stage, rule


def _next_clause(text: str, finish: int, family: str) -> tuple[int, int] | None:
    """A clause that only goes on about the same object: …成型成势，已投用….."""
    if finish >= len(text) or text[finish] not in "，,":
        return None
    opening = _FOLLOWS.match(text, finish + 1)
    at = opening.end() if opening else finish + 1
    match = stage_words(family).match(text, at)
    if match is None or at == finish + 1:
        return None
    return stages(family)[match[0]], match.end()
