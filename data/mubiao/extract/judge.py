"""Which quantities can be facts. The rules are those of the gold: what names, dates, counts off or bounds is none."""

from __future__ import annotations

import re
from functools import cache

from mubiao.extract.mask import mask_spans, merged, not_facts
from mubiao.extract.quantity import FACT_KINDS, HAN_DIGITS, Quantity

_NOUN = r"[^，。；、：:,;()0-9“”\n]"
# 20亿元以上项目, 产值超百亿企业: the amount says which ones are meant, the fact is how many
_THRESHOLD_AFTER = re.compile(
    rf"(?:(?:及|或)?以[上下]的?|的)?{_NOUN}{{0,8}}?(?:企业|项目|工程|园区|机组|锅炉|楼宇|农户|机构|法人|集群|产业链|产业|[镇村县区](?![办办])|大户|设备|商品房|单位)"
)
_COUNTED = re.compile(rf"{_NOUN}{{0,8}}?[达有为共近超约至]{{0,2}}[0-9]")
_COUNT_BEFORE = re.compile(r"(?:[0-9]|[百千万])[个家村镇户条项座][^，。；、,;\n]{0,8}$")
_COUNTED_JUST = re.compile(r"[0-9百千万][个家条座](?:年产值|产值|投资|规模)?[超过达]?$")
_TOTAL = re.compile(r"总|共|累计|合计|投资额|完成|实现")
_LATIN_NAME = re.compile(r"[A-Za-z]")
_VALUE_CUE = re.compile(
    r"(?:指数|系数|率|比值|比例|均分|得分|评分|倍数)[^，。；、,;0-9\n(]{0,14}(?:\([^()]{0,12}\))?(?:为|达到?|[在至到约近超从由]|低于|高于|不超过)$"
)
_MONEY_CUE = re.compile(
    r"投资|税|产值|收入|金额|资金|基金|总值|GDP|贷款|存款|营收|利润|补助|补贴|经费|融资|资产|预算|支出|投入|销售|交易|"
    r"额(?:[达为超近约]|突破|达到|超过)*$|经济总量|经济规模|产业规模"
)
_LIFE = re.compile(r"寿命[^，。；,;\n]{0,10}$")
_GOOD_DAYS = re.compile(r"(?:天数|好天气|优良天|达标)[^，。；,;\n]{0,10}$")
_SESSIONS = re.compile(r"(?:培训|讲堂|讲座|论坛|活动|课堂|沙龙|开展|举办|组织|应对|谈判|历经)[^，。；、,;\n0-9]{0,8}$")
_LINES = frozenset("线路街道巷河链溪流体带沟渠廊道径名专港坝堤缆达有至到通超约近为增成设新建个的破开的出了")
_CLAUSES = ("措施", "政策", "意见", "举措", "办法", "规定", "条款", "清单", "任务", "经验", "标准", "建议", "信息")
_POLICY = re.compile(r"(?:出台|落实|实施|推出|制定|兑现|发布|用好|深化|施行)[^。；\n]{0,40}$")
_PAIRED = re.compile(r"[百千万][\u4e00-\u9fff]$")  # 千家|万户
_REACH = re.compile(r"(?:达到?|[跨迈登站跃踏][上入进过]|冲[刺击]|超过?|突破|逾|近|过|破|约)了?$")
_NEW = re.compile(
    r"(?:新增|新建|建成|新设|设立|引进|获批|培育|开通|完工|竣工|投产|投用|新添|荣?获得?|筹建|召开|组建|开设|创建|达到?|有)了?$"
)
_NEW_NOUN = re.compile(
    r"(?:新增|新建|建成|新设|设立|引进|获批|开通|完工|竣工|投产|新添|荣?获|筹建|组建|开设|创建)[^，。；、,;\n]{1,14}$"
)
_THINGS = frozenset("家座所条项件处个名台套支枚艘")
_ROUND_COUNTERS = frozenset("个家场所名户项条件套座处次种")
_PROGRAMME = re.compile(rf"{_NOUN}{{0,14}}?(?:工程|计划|行动|专项|进万|下基层)|{_NOUN}{{0,4}}家大会")
_WORD_BEFORE = frozenset("每第前“数几届某逐各任同统唯之大关")
_AMONG_FIRST = re.compile(r"(?<![目之以当日提此年先生午])前$")
_AREAS = frozenset("县市区乡镇村省") | {"街道", "社区", "乡镇", "县市"}
_SET_NAMES = re.compile(
    r"代表|确立|维护|意识|自信|全面|文明|百年|根本|转变|结合|务必|方面|层面|统一|确保|中心|基本点|循环|市场|资源|重点|产业|"
    r"规定|全会|环节|步骤|台阶|阶段|转型|到位|不变|坚持|主题|结合点|党代会|增加值|产次|人民|中全会|会议"
)


def facts(text: str, found: list[Quantity]) -> list[Quantity]:
    """The quantities of `found` (in text order) that can be facts."""
    chinese = _chinese_style(found)
    beyond = len(text) + 1
    masks = merged(mask_spans(text))
    low, high = next(masks, (beyond, beyond))
    out: list[Quantity] = []
    for index, q in enumerate(found):
        while high <= q.start:
            low, high = next(masks, (beyond, beyond))
        if (q.start >= low and q.rule not in ("shares", "ratio")) or q.rule.endswith("indefinite"):
            continue
        if q.kind not in FACT_KINDS and not _timed(text, q):
            continue
        if q.kind != "rank":
            if q.rule.startswith("han"):
                if not _han(text, q, chinese):
                    continue
            elif q.rule.startswith("arabic") and not _arabic(text, q):
                continue
            if _named(text, q) or _part_of(text, q, found[index + 1] if index + 1 < len(found) else None):
                continue
            if q.kind in ("money", "measure") and _threshold(text, q):
                continue
        out.append(q)
    return out


def _chinese_style(found: list[Quantity]) -> bool:
    """Whether the text writes its figures in Chinese characters, so that a small count is a figure like the others."""
    strong = arabic = 0
    for q in found:
        if q.kind in FACT_KINDS and q.kind not in ("rank", "bare"):
            if q.rule.startswith("arabic"):
                arabic += 1
            elif q.rule == "parts" or (q.rule.startswith("han") and q.value > 10 and q.number_end - q.start > 1):
                strong += 1
    return strong >= 3 and strong > arabic


def _timed(text: str, q: Quantity) -> bool:
    """Days, years of age and editions that are figures after all: 优良天数350天, 寿命78.5岁, 培训340期."""
    if q.unit == "岁":
        cue = _LIFE
    elif q.unit == "天":
        cue = _GOOD_DAYS
    elif q.unit in ("期", "轮") and q.rule.startswith("arabic"):
        cue = _SESSIONS
    else:
        return False
    if not cue.search(text, max(0, q.start - 16), q.start):
        return False
    q.kind = "measure" if q.unit in ("岁", "天") else "count"
    return True


def _arabic(text: str, q: Quantity) -> bool:
    start = q.start
    left = text[start - 1 : start] if start else ""
    if left and left.isascii() and left.isalnum() and q.kind not in ("money", "percent", "measure"):
        return False  # G228, PM2.5; but GDP1536亿元 is a figure
    if q.kind == "bare":
        if _LATIN_NAME.match(text, q.end):
            return False
        if q.number_end - start > 1 and text[start] == "0" and text[start + 1] != ".":
            return False
        before = text[max(0, start - 24) : start]
        if text[q.number_end - 1] not in "万亿千百":
            return q.value <= 10000 and bool(_VALUE_CUE.search(before))
        if q.value < 1000:
            return False
        if _MONEY_CUE.search(re.split(r"[，。；;、,\n0-9]", before)[-1]):
            q.unit, q.kind, q.rule = "元", "money", q.rule + ";money"
    elif q.kind == "count":
        if q.unit == "分" and text.startswith(("以上", "以下"), q.end):
            return False
        if q.unit == "条":
            return not _policy_name(text, q)
        if q.unit == "位" and text.startswith("数", q.end):
            return False
    return True


def _policy_name(text: str, q: Quantity) -> bool:
    """稳增长10条、促消费12条: names of policies by their number of clauses."""
    following = text[q.end : q.end + 1]
    left = text[q.start - 1 : q.start]
    if following not in ("、", "，", "。", "；", "等", "和", ",", ";", "”") or left in _LINES:
        return False
    if text.endswith(_CLAUSES, 0, q.start):
        return False
    return bool(_POLICY.search(text, max(0, q.start - 50), q.start))


def _han(text: str, q: Quantity, chinese: bool) -> bool:
    """Whether a Chinese number with its unit plainly counts or measures, rather than being part of a word."""
    run = text[q.start : q.number_end].lstrip("负")
    kind, unit, start = q.kind, q.unit, q.start
    if kind == "bare":
        return False
    if not run.strip("零"):
        return False
    if "点" in run:
        return True
    if sum(c in "壹贰叁肆伍陆柒捌玖拾佰仟" for c in run) == 1 and len(run) == 1:
        return False
    before = text[max(0, start - 6) : start]
    if before[-1:] in _WORD_BEFORE:
        return False
    after = text[q.end : q.end + 8]
    if before.endswith("成千上"):
        return False
    if all(c in "百千万亿" for c in run):
        if unit in _AREAS:
            return False
        if unit in _ROUND_COUNTERS and run in ("百", "千", "万") and not _PAIRED.search(before):
            if _PROGRAMME.match(text, q.end):
                return False
            return not after.startswith(("级", "工程", "千", "万", "灯火", "百"))
        return bool(_REACH.search(before)) and not after.startswith(("级", "产业", "集群", "企业", "县", "镇", "村"))
    if kind in ("point", "multiple"):
        return True
    digits = sum(c in HAN_DIGITS for c in run)
    if kind == "money":
        return len(run) > 1 and run not in ("一二", "三五")
    if kind == "measure":
        if len(run) > 1:
            return unit not in ("方", "里", "度")
        return run != "一" and unit in ("公里", "吨", "亩", "公顷", "平方米", "平方公里", "千瓦", "立方米")
    if unit in _AREAS or unit == "分":
        return chinese and len(run) > 1
    if unit == "条" and _policy_name(text, q):
        return False
    if len(run) > 1 and (len(run) > digits or "十" in run):
        return (chinese or not _SET_NAMES.match(after)) and not after.startswith(("全会", "会议", "党代会", "中全会"))
    if len(run) > 1:
        return False
    if run == "一":
        return chinese and bool(_NEW.search(before)) and unit in ("家", "座", "所", "条", "项", "名", "处")
    if chinese:
        return not _SET_NAMES.match(after)
    if _SET_NAMES.match(after):
        return False
    if _NEW.search(before):
        return True
    ends = after[:1] in ("，", "。", "；", "、", ",", ";", "\n", "")
    return ends and unit in _THINGS and bool(_NEW_NOUN.search(text, max(0, start - 18), start))


@cache
def _after_words() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, not_facts("after"))))


@cache
def _before_words() -> tuple[frozenset[str], tuple[str, ...]]:
    words = not_facts("before")
    return frozenset(w[-1] for w in words), words


def _named(text: str, q: Quantity) -> bool:
    """Whether the words around make the number part of a name: 第…, 每…, …级, …之城."""
    if q.kind != "percent" and _after_words().match(text, q.end):
        return True
    lasts, words = _before_words()
    if q.kind == "count" and _AMONG_FIRST.search(text, max(0, q.start - 2), q.start):
        return True
    return text[q.start - 1 : q.start] in lasts and text.endswith(words, 0, q.start)


def _part_of(text: str, q: Quantity, following: Quantity | None) -> bool:
    """3批共96个, 6类14种: the total is the fact."""
    if following is None or not (q.unit in _AREAS or q.unit in ("批", "类", "组", "批次", "轮")):
        return False
    gap = text[q.end : following.start]
    return gap in ("", "共", "合计", "总计", "累计", "共计") and following.kind in FACT_KINDS


def _threshold(text: str, q: Quantity) -> bool:
    """Whether an amount only says which things are counted."""
    m = _THRESHOLD_AFTER.match(text, q.end)
    bounded = text.startswith(("以上", "及以上", "以下", "或以上"), q.end)
    if m and (bounded or _COUNTED.match(text, m.end())):
        if bounded:
            return True
        return bool(re.search(r"(?:超过?|突破|过|上|达)$", text[max(0, q.start - 3) : q.start]))
    left = text[max(0, q.start - 16) : q.start]
    if m and _COUNTED_JUST.search(left):
        return True
    reach = re.search(r"(?:超过?|均超|突破|过|达到?)$", left)
    if reach:
        before = left[: reach.start()]
        return bool(_COUNT_BEFORE.search(before)) and not _TOTAL.search(before)
    return False
