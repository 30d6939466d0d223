"""Noun phrases: what is left of the words around a number without verbs, modifiers and places."""

from __future__ import annotations

import re

from mubiao.extract.context.contexts import ends_with_verb
from mubiao.lexicon.active import per_lexicon
from mubiao.lexicon.name_matcher import indicator_of, share_of
from mubiao.lexicon.wordlists import modifiers, verb_opening, verbs, words_before
from mubiao.patterns import lazy

HEADS = lazy(
    r"(?:地区生产总值|生产总值|增加值|总产值|产值|人均可支配收入|可支配收入|人均纯收入|纯收入|总收入|收入|投资额|投资|总额|销售额|零售额|交易额|排放总量|排放量|排放强度|排放|产量|面积|人数|人口|覆盖率|达标率|普及率|入学率|毛入园率|参保率|处理率|利用率|满意率|[起件次户]数|率|比例|比重|占比|里程|浓度|能耗|指数|余额|存款|贷款|规模|数量|项目|企业|支出|利润|税收|用电量|吞吐量|贡献率|(?:种植|播种|栽培|养殖|建筑|施工|销售)面积|保险|床位|增速|增幅|量|额)$"
)

STRONG = lazy(
    r"(?:实现|完成|确定(?!性)|推动|带动|促进|促使|使(?!用)得?|让|确保|力争(?!取)|争取|获得|获批|获评|举办|承办|开展|引进|招引|建成(?!区)|新建|累计|发放|投入|落实|拨付|组织(?!部|机构)|实施|建立|设立|成立|认定|打造|通过|超额完成|落地|培育壮大|支持|帮助|引导|协助|为(?!民)|对(?<!面对)(?!面|共建|[外接口台标象照])|将(?!乐[县溪]|军)|把(?!手)|全年|预计|预期(?!指标|目标)|安排|下达|争创|其中|启动|推进|加快|加强|因为|由于|随着|达到|推广应用|提出|首个(?=经济总量|生产总值|地区生产总值))(?![型性业类率员])"
)

_AGENT = lazy(r"(?:[全我本][市省区县镇乡州旗国]|各[地级]|晋江|区|市|省|县)?(?:委|政府)?$")


# 二是｜…, 主要预期目标是｜…: what only announces the subject.
_ANNOUNCES = lazy(
    r"^(?:[一二三四五六七八九十]+是|即|就是|[^，,。；;]{0,16}?(?:主要|预期|奋斗)目标(?:任务)?(?:[定设]为|是|为)(?!主)|(?:主要|预期|总体|工作|发展|全年|年度|奋斗|的){0,4}目标(?:任务)?(?:[定设]为|是|为)(?!主))"
)


_COMPARED = lazy(r"([^，,]{2,16}?)(?:增速|增幅)?(?:高于|快于|好于|优于|低于)[^，,、]{2,12}$")
_CUMULATED = lazy(r"(?<=[\u4e00-\u9fff）)]{3})累计(?=[\u4e00-\u9fff]{2})")
# A heading whose full stop was lost: 经济较快增长｜全省生产总值.
_GLUED = lazy(r"(?:增长|发展|提升|提高|增强|加快|好转|改善|优化|向好|壮大|跨越)(?=(?:全|我)[省市区县州旗盟])")
_ADVERBS = lazy(
    r"^(?:分[区类批期步级段]|统筹|扎实|有序|科学|积极|大力|深入|稳步|高效|高质量|高水平|同步|滚动|精准|联动|协同|全力|着力)+"
    r"(?=(?:建设|改造|实施|推进|新建|完成|打造|培育|开展|治理|修复|引进|培训|发展)[\u4e00-\u9fff]{2})"
)
_YEARS_ONLY = lazy(r"(?:[一二三四五六七八九十两]|\d{1,2})年?")
_YEARS_LONG = 3  # characters of what it matches at most
_DONE = lazy(r"(?<=[\u4e00-\u9fff]{2})(?:累计|共|合计|预计)?(?:完成|实现)")


_ASIDE = lazy(
    r"^本报讯|^建议(?=[^，。]{0,12}(?:增长|目标|指标))|^(?:还|也|再|继续)?(?:要|将|须)(?:再|继续)?(?=新[增建开改发培孵认设登引入]|开工|完成|建成|培育|引进)|\[\d{1,2}\]|连续(?:\d+|[一二三四五六七八九十]+)年?$"
)  # footnote marks and streaks
_DEADLINE = lazy(  # 6月底前｜新增学位: by when, not what
    r"^(?:(?:主?汛期|春节|国庆节?|元旦|入冬|入汛|开学|春耕|供暖)(?:之|以)?前|(?:\d{1,2}|[一二三四五六七八九十]{1,3})?(?:月|季度)(?:[底末份]|[上中下]旬|\d{1,2}日)(?:(?:之|以)?前)?"
    r"|(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:月|季度)(?:之|以)?前|年?[底末](?:之|以)?前|末(?=新[增建开])"
    r"|(?:之|以)?前(?=新[增建开]|完成|建成|实现|开工|投用|改造|基本|全面|力争))[，,]?(?=[\u4e00-\u9fff]{2})"
)
_AND = lazy("、|和|与|及")
# What these hold or begin with: a look at a character costs less than a pattern, and most phrases have none of them.
_OF_DEADLINES = frozenset("月季底末前")
_OF_ADVERBS = frozenset("分统扎有科积大深稳高同滚精联协全着")


_OF_ASIDES = frozenset("本建还也再继要将须")
_OF_ANNOUNCEMENTS = frozenset("一二三四五六七八九十即就")
_OF_YEARS = frozenset("年一二三四五六七八九十两")
_OF_HOW = frozenset("下先国省市终直前年整现成划后素响数算求行折合币元库")
_OF_HOW_LONG = frozenset("预一二三四五六七八九十奋力努突")


def _unannounced(noun: str) -> str:
    """The phrase without what only announces it."""
    return _ANNOUNCES.sub("", noun) if noun[:1] in _OF_ANNOUNCEMENTS or "目标" in noun else noun


_OWNED = lazy(  # 年末全市拥有｜公路里程
    r"^(?:(?:[12]\d{3}年)?(?:年?[末底]))?(?:全[省市县区州旗盟]|我[省市县区]|共|现|已|实)*拥有(?!量|率|者)(?=[\u4e00-\u9fff]{2})"
)


_FROM_NOW = ("从目前", "由目前", "从现在", "由现在")
_AT_PRICES = lazy(
    r"^按[^，,、]{2,12}(?:价格?|口径)(?:计算)?的(?=[\u4e00-\u9fff]{2})"
)  # 按2000年价格计算的｜国内生产总值


def _uncounted(noun: str) -> str:
    """The phrase without at which prices it is counted, and without what opens a pair: 产值从目前｜30亿元."""
    noun = noun[:-3] if noun.endswith(_FROM_NOW) else noun
    return _AT_PRICES.sub("", noun) if noun[:1] == "按" else noun


def _opened(left: str) -> str:
    """The phrase without what is said before it: deadlines, announcements, how and since when."""
    if left[:1] in _OF_ASIDES or "[" in left or "连续" in left:
        left = _ASIDE.sub("", left)
    if not _OF_DEADLINES.isdisjoint(left):
        left = _DEADLINE.sub("", left)
    noun = _unannounced(left.strip(" 　*“”\"'、,，"))
    if "拥有" in noun:
        noun = _OWNED.sub("", noun)
    noun = _uncounted(noun)
    compared = _COMPARED.match(noun) if "于" in noun else None
    if compared and indicator_of(compared[1]):
        noun = compared[1]  # 居民收入增速高于经济增速、突破3万元
    if len(noun) <= _YEARS_LONG and _YEARS_ONLY.fullmatch(noun):
        return ""  # 五年平均增长9.5%: of what was named before
    if "累计" in noun:
        noun = _CUMULATED.sub("", noun)
    if noun[:1] in _OF_ADVERBS:
        noun = _ADVERBS.sub("", noun)
    begun = _WHEN_BEGUN.search(noun) if "从" in noun or "由" in noun else None
    if begun and indicator_of(noun[: begun.start()]):
        noun = noun[: begun.start()]  # 经济总量从建区时的｜50亿元
    if noun.startswith(("合计", "总计")) and indicator_of(noun[2:]):
        noun = noun[2:]  # 五年合计国家财政收入
    if noun.startswith("成") and indicator_of(noun[1:]):
        noun = noun[1:]  # 完⏎成｜生产总值, torn by what the page prints between
    glued = _GLUED.search(noun) if "全" in noun or "我" in noun else None
    if glued and not indicator_of(noun) and indicator_of(noun[glued.end() :]):
        noun = noun[glued.end() :]
    return noun


@per_lexicon(16384)
def clean(left: str) -> tuple[str, str]:
    """(noun phrase without leading verbs and places, the verb it ends with)."""
    noun = _opened(left)
    if not noun:
        return "", ""
    if noun[-1] == ")" and (bare := _CLOSED.sub("", noun)) and indicator_of(bare):
        noun = bare  # 工业总产值（包括工场手工业、不包括个体手工业的产值）
    noun = _at_heart(noun)
    over = _YEARS_BEHIND.search(noun) if noun[-1] in _OF_YEARS or noun[-1].isdecimal() else None
    if over and indicator_of(noun[: over.start()]):
        noun = noun[: over.start()]  # 生产总值五年｜年均增长8%
    done = _DONE.search(noun) if "完成" in noun or "实现" in noun else None
    joined = noun[: done.start()] + noun[done.end() :] if done else ""
    if done and not indicator_of(noun) and (indicator_of(joined) or _of_group(noun, done.start(), done.end())):
        noun = joined  # 第二产业｜完成｜增加值
    elif noun.endswith(("完成", "实现")) and indicator_of(noun[:-2]):
        noun = noun[:-2]
    cuts = [match.end() for match in STRONG.finditer(noun) if match.end() < len(noun)]
    if cuts and not (indicator_of(noun) or ("占" in noun and share_of(noun))):
        # The first cut that leaves an indicator, else the last: 确保｜工业增加值和实现｜利润.
        noun = noun[next((cut for cut in cuts if indicator_of(noun[cut:])), cuts[-1]) :]
    noun = _strip_opening(_unannounced(noun))
    noun = _at_heart(noun.strip(" 　*了的、"))
    if "、" in noun and "等" not in noun and not all(indicator_of(part) for part in _AND.split(noun)):
        tail = noun.rsplit("、", 1)[1]
        if indicator_of(tail) or ends_with_verb(tail, 0, len(tail)) or len(tail) >= 4:
            noun = _strip_opening(tail)
    if noun in verbs()[0] and noun not in verbs()[1]:
        return ("", noun) if not indicator_of(noun) else (noun, "")
    verb = ends_with_verb(noun, 0, len(noun))
    return noun, verb


_HOW = lazy(  # what is said of how it came: 外贸出口在困难的情况下, 生产总值在全省率先, 生产总值提前两年实现
    r"(?:在[^，,。；;]{2,16}?(?:情况|条件|形势|背景|环境|基础|前提|压力)之?下|(?:在[^，,。；;]{2,10})?率先(?:全[国省市])?|(?:年度?|年初)计划|扣除[^，,。；;]{2,16}(?:因素|影响)后?|决算数?|(?:预算)?执行数?|要求|折合?(?:人民币|美元)?|入库"
    r"|始终|一直|提前(?:[一二两三四五六七八九十\d]{1,2}年)?|拟调整)(?:实现|完成)?$"
)
_CLOSED = lazy(r"\([^()]*\)$")
_HOW_LONG = lazy(
    r"^(?:\d{1,2}|[一二三四五六七八九十]{1,2})年(?:来|间)?|^(?:奋力|力争|努力)?突破"
    r"|^预算(?=全[省市县区州旗]|地方|一般公共|财政)"  # 年初｜预算全县一般公共预算收入
)


def _at_heart(noun: str) -> str:
    """The name of an indicator without how, and for how long, it is told."""
    if noun[-1:] in _OF_HOW:
        noun = _without(_HOW, noun)
    if noun[:1] in _OF_HOW_LONG or noun[:1].isdecimal():
        noun = _without(_HOW_LONG, noun)
    return noun


def _without(told_by: re.Pattern[str], noun: str) -> str:
    """The phrase without words that part it from being an indicator's name; as it is, where they do not."""
    told = told_by.search(noun)
    rest = noun[: told.start()] + noun[told.end() :] if told else ""
    return rest if rest and indicator_of(rest) and not indicator_of(noun) else noun


_WHEN_BEGUN = lazy(r"[从由][^，,、。]{1,8}(?:时|初|之初|初期|前)的?$")
_GROUP = lazy(
    r"(?:业|企业|项目|园区|开发区|基地|市场|集团|大户|个体户|合作社|农村|乡村|城镇"
    r"|(?:国有|国营|集体|全民|所有制|公有|公有制|经济|[省市县区]属|直属|中央|地方)(?:经济)?(?:建设|投资)?单位)共?$"
)
_YEARS_BEHIND = lazy(r"(?<=[\u4e00-\u9fff]{3})(?:[一二三四五六七八九十两]|\d{1,2})年?$")


def _of_group(noun: str, begin: int, end: int) -> bool:
    """限额以上批发业｜完成｜销售额: what a group has done is the group's, not all there is."""
    told = end < len(noun) <= end + 12 and noun[end:] not in ("投资", "投资额", "总投资")
    return told and bool(_GROUP.search(noun[:begin]) and (HEADS.search(noun[end:]) or _of_some(noun, begin)))


def _of_some(noun: str, begin: int) -> bool:
    """三资企业｜完成｜出口: of those firms; what traders export is all that is exported."""
    return noun.endswith("出口") and _TRADERS.search(noun, 0, begin) is None


_TRADERS = lazy("外贸|外经|进出口")
_COMPOUND = lazy(
    r"[型性业化类区员率费器厂站点者机]|人口|中心|机构|设施|平台|基地|工程|系统|能力|体系|企业|项目|资金|人员|人数|公司|单位|岗位|面积|产品|收入|总额|金额|额|量"
)


_NOUNS = frozenset(["服务", "脱贫", "扶贫", "加工", "生产", "流通", "消费", "出口"])
"""Verbs that, before the name of an indicator, are nouns and say of which part of it."""


def _strip_opening(noun: str) -> str:
    """The phrase without the verbs it opens with; 服务型制造 and 建设资金 open with none, and names stay whole."""
    keep = verbs()[1]
    opening = verb_opening().match(noun)
    while opening and len(opening) + 1 < len(noun) and opening not in keep:
        rest = noun[len(opening) :]
        named = indicator_of(noun)
        if noun.startswith(("开发区", "建成区")):
            break
        if opening in _NOUNS and not named and indicator_of(rest):
            break  # 服务进出口总额 and 脱贫地区农民收入 are parts of what the rest would be
        if named and (indicator_of(rest) or ("",))[0] != named[0]:
            break
        if _COMPOUND.match(rest) and not named and not noun.startswith(("新增", "完成", "实现")):
            break
        noun = rest
        opening = verb_opening().match(noun)
    return noun


_NEUTRAL = [
    "预计完成",
    "计划安排",
    "提前实现",
    "完成",
    "实现",
    "安排",
    "达到",
    "达",
    "计划",
    "拟",
    "预计",
    "预期",
    "力争",
    "确保",
    "提前",
    "全年",
    "分别",
    "再",
    "均",
    "仅",
    "将",
    "可",
]


_NEUTRAL_ENDS = frozenset(word[-1] for word in _NEUTRAL)


def without_verbs(noun: str) -> str:
    """An indicator that verbs follow: 固定资产投资拟安排, 地区生产总值提前实现. Empty when there is none."""
    rest = noun
    for _ in range(3):
        if rest[-1:] not in _NEUTRAL_ENDS:
            return ""
        verb = next((word for word in _NEUTRAL if rest.endswith(word)), "")
        if not verb:
            return ""
        rest = rest[: -len(verb)]
        if len(rest) >= 2 and indicator_of(rest):
            return rest
    return ""


def modifier_only(noun: str) -> bool:
    """Whether a phrase only says whose or when (全市, 全年) and leaves open what."""
    if noun and noun[-1] not in _ends_of_modifiers():
        return False
    before, _ = modifiers()
    return bool(before.fullmatch(noun) or _AGENT.fullmatch(noun)) and indicator_of(noun) is None


@per_lexicon()
def _ends_of_modifiers() -> frozenset[str]:
    """What such phrases end with: the words of the table, and who acts."""
    return frozenset("委府市省区县镇乡州旗国地级江") | {word[-1] for word in words_before()}


def is_head(noun: str) -> bool:
    """Whether a phrase can be what is counted by itself, so that a noun after the number does not replace it."""
    return bool(HEADS.search(noun)) or indicator_of(noun) is not None
