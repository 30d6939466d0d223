"""The period of a number for which several years hold: all of them, or the last. Ordered rules, asked by `periods`."""

from __future__ import annotations

from mubiao.extract.decisions import Rule
from mubiao.extract.fields.periods import pairs
from mubiao.extract.fields.periods.cases import MOVED_TO, Case, Timing, is_annual, on_year_before
from mubiao.extract.fields.periods.frames import PASSED
from mubiao.model import Claim, Measure
from mubiao.patterns import last_of, lazy, marks

_EACH_YEAR = lazy(r"每年|年均|(?<!水)平均(?:控制|保持|稳定|维持)")
_FLOW = lazy(
    r"累计|新增|新设|开行|筹集|筹措|新登记|新注册|净增|新建|建成|完成|改造|投入|新改扩建|开工|竣工|增加(?!值)|总量|转移|接待|发放|引进|培训|实施|带动|脱贫|申请|造林|绿化|减少|下降|增长|提高|翻|解决|帮助|搬迁|安置|新开工"
)
_HELD = lazy(r"(?:用户|人口|里程|容量|吞吐量|能力|余额|保有量|床位|规模|总量)(?:数)?$")
_STOCK = lazy(
    r"形成(?!改革|制度|经验|理论|[^，,。；;\d]{0,4}成果)|拥有|现有(?![企单]|的|基础|设备)|已有|保有|共有|入围|入选|跻身|建成区面积|(?:数量|总数|总量)$"
)
_CUMULATED = lazy(
    r"累计|[共合]计|共达|五年(?:来)?共|新增|总共|[三四五]年[^，,。；;\d]{0,12}(?:总规模|总额|总和)|[三四五]年(?:合计|总计|超过|实际(?:利用|完成|到位)|合同(?:利用)?|完成|投入|利用|$)"
)
_NUMBERS = ("人数", "数量", "总数", "人口", "人次", "总人数", "户数")
_SUM_OF_ALL = lazy(r"[ 　]*[^，,。；;\d]{0,6}[三四五]年(?:来|间)?[，,]?(?:全[市省县区州])?(?:累计|共计?|合计|总共)")
_SUMMED_SHARE = lazy(r"[三四五]年[^，,。；;\d]{0,6}(?:支出|投入|投资|出口|收入)")
# What is held against five years is the sum of five: 出口161.9亿美元，比“九五”时期增长1.3倍
AGAINST_PLAN = lazy(
    r"[、，,]?(?:分别|(?<=[、，,]))(?:为|是|比|较)(?:[“\"]?(?:十[一二三四五六]?|[八九])五[”\"]?(?:计划)?(?:时期|期间)?(?!期?末|[”\"]?(?:计划)?期?末)"
    r"|上一?个?五年|前五年)"
)
_STEPS = lazy(
    r"(?:接连|相继|先后|连续)(?:跃上|迈上|跨上|突破|跨越|站上)[^，,。；;]{0,200}$",
    holds=("先后", "接连", "相继", "连续"),
)
_GAINED_TO = lazy(
    r"(?:新增|净增|增加|新设|新建|新获|新认定)[^，,。；;、]{1,24}[、，,](?:总数|总量|累计|共|已|也)?(?:达到?|增至|增加到)$"
    r"|\d[^，,。；;、\d]{1,4}[、，,](?:累计|总数|总量)已?(?:达到?|超过?|突破|近)?$"
)
_LITTLE = (
    5  # per cent a year: of 153 bare growths below it that were booked to a term, nearly all were of its last year
)
_OF_TERM = lazy(
    r"[年月]均|平均|五年|四年|三年|以来|期间|时期|(?:19|20)\d\d年(?:以来|至|[—\-])|[是为比较](?:19|20)\d\d年|[末初]|累计|翻"
)
_NOW = lazy(r"(?:截至)?目前|现有(?![企单]|的|基础|设备)|至今|迄今")
_HAS_COME = lazy(r"[，,、(（]?(?:比|较)(?:19|20)\d{2}年(?:[末底])?净?(?:增|减|多|少)")
_RANKED_KIND = lazy(
    r"(?:(?:国家|省部?|市|县|区)(?:\([\u4e00-\u9fff]{1,4}\))?级(?:及?以上)|规模以上|限额以上|各类|各级)"
    r"[\u4e00-\u9fff、“”]{2,30}$"
)
_MEETS = lazy(r"[^，,。；;、\d]{1,12}(?:达到|符合|优于|达)[^，,。；;、\d]{0,8}(?:标准|水平|要求)")
_THEN_COMPARED = lazy(  # 47亿元，是2006年的2.9倍: of the year that is compared with it
    r"[，,、](?:按[^，,。；;\d]{2,10}口径|剔除[^，,。；;\d]{2,16})?(?:是|为|相当于|[比较])(?:19|20)\d{2}年"
)
_PER_HEAD = lazy(r"人均|余额|率|人口", holds=("人口", "人均", "余额", "率"))


def _since_pair(case: Case) -> Timing | None:
    """占比由18%调整为24%，提高6个百分点: of the years between the two."""
    if case.measure is not Measure.CHANGE or not case.several or case.own is not None or case.stated:
        return None
    if case.base is not None or on_year_before(case.mention) or "average" in case.mention.marks:
        return None
    if _EACH_YEAR.search(case.clause):
        return None
    told = case.frames.pair_before(case.mention) is not None
    return case.say(f"{int((case.period or '')[:4]) - 1}/{case.last}", "since-base") if told else None


def _target_of_years(case: Case) -> Timing | None:
    """A target of several years, unless it is to stand at their end."""
    if case.claim is not Claim.TARGET or case.annual or _value_of_year(case) is not None:
        return None
    cues = case.mention.cue_words
    kept = any(word.startswith(("控制", "保持", "稳定")) for word in cues)
    arrives = any(word.endswith(("达", "到", "至")) for word in cues)  # 比重达 is a cue of a share
    passed = case.mention.quantity.qualifier_text in PASSED
    average = "average" in case.mention.marks or _EACH_YEAR.search(case.clause) is not None
    rate = case.mention.source < 0 and case.mention.subject.endswith(("率", "占比", "比重", "比例"))
    plain = rate and not (average or case.stated)
    stands = case.measure is Measure.SHARE and (case.reached or arrives or passed or plain)
    if (
        passed
        and not case.stated
        and case.measure is Measure.LEVEL
        and not (_FLOW.search(case.clause) or _CUMULATED.search(case.clause))
    ):
        return None  # 国家高新技术企业突破1.2万户, 技术合同交易额突破200亿元
    if case.measure is Measure.LEVEL and case.mention.quantity.kind != "money":  # 参保人数达到320万人
        counted = passed and case.mention.subject.endswith(_NUMBERS)
        stands = (arrives or counted or bool(case.mention.marks & MOVED_TO)) and not _FLOW.search(case.mention.subject)
        stands = stands and not _CUMULATED.search(case.clause)
    return None if stands and not kept else case.whole()


def _growth_of_plan(case: Case) -> Timing | None:
    """2005年到2010年: the five years of a plan, counted from its base."""
    if not case.grows:
        return None
    first, last = int((case.period or "")[:4]), int(case.last)
    return case.say(f"{first + 1}/{last}", case.how) if last - first == 5 and last % 5 == 0 else None


def _growth_on_year_before(case: Case) -> Timing | None:
    """比上年增长6% in a paragraph of several years: of the last one."""
    if not case.grows or not on_year_before(case.mention):
        return None
    return case.end() if "average" not in case.mention.marks and not case.stated else None


def _growth_of_one_year(case: Case) -> Timing | None:
    """零售总额增长8% in a part that tells of a year and a term: so little is no growth of five years."""
    if case.measure is not Measure.GROWTH or case.how != "section" or not is_annual(case.indicator):
        return None
    if case.base is not None or "average" in case.mention.marks or case.claim is Claim.TARGET:
        return None
    if case.mention.quantity.kind == "multiple":
        return None  # 分别增长2.3倍和1.5倍: no year brings as much
    first, last = (case.period or "").split("/")
    little = case.mention.quantity.kind == "percent" and abs(case.mention.quantity.value) < _LITTLE * (
        int(last[:4]) - int(first[:4]) + 1
    )
    own = not _OF_TERM.search(case.text, case.mention.statement_start, case.mention.quantity.outer_start)
    return case.end() if little and own else None


def _growth_of_years(case: Case) -> Timing | None:
    """A growth takes all the years."""
    return case.whole() if case.grows else None


def _standing(case: Case) -> Timing | None:
    """A rank holds at the end; 新增26个，累计达到46个 and 新增11家、达66家 are all there are then."""
    mention = case.mention
    summed = mention.elided and case.reached and "累计" in mention.cue_words
    if mention.quantity.kind == "count" or (case.reached and mention.quantity.kind != "percent"):
        summed = summed or bool(_GAINED_TO.search(case.text, mention.statement_start, mention.quantity.start))
    summed = summed and not _BY_YEARS.search(case.clause)
    return case.end() if case.measure is Measure.RANK or summed else None


_BY_YEARS = lazy("[两二2]年累计")  # 新建12公里，两年累计达到30公里: what the two have brought


def _each_year(case: Case) -> Timing | None:
    """每年新增3万人."""
    return case.whole() if _EACH_YEAR.search(case.clause.rsplit("、", 1)[-1]) else None


def _sum_of_years(case: Case) -> Timing | None:
    """A statistic of a year, summed up over several: 五年累计完成, or held against five years before."""
    mention = case.mention
    if not case.annual:
        summed = case.measure is Measure.LEVEL and mention.quantity.kind == "money" and not case.reached
        return case.whole() if summed and _SUM_OF_ALL.match(case.text, mention.statement_start) else None
    passed = mention.quantity.qualifier_text in PASSED
    whole = case.clause if case.reached or passed else case.text[mention.statement_start : mention.anchor]
    if AGAINST_PLAN.match(case.text, mention.quantity.outer_end) or _CUMULATED.search(whole):
        return case.whole()
    end = mention.quantity.start if mention.group < 0 else mention.anchor
    steps = _STEPS.search(case.text, mention.sentence_start, end)
    return case.whole() if steps and (not case.reached or mention.quantity.qualifier != "exact") else None


_BEYOND_TERM = lazy(  # 投资比前五年增长3.4倍，达到770亿元: of as many years
    r"[比较](?:前五年|上一?个?五年|[“\"]?(?:十[一二三四五]?|[八九])五[”\"]?(?:时期|期间))(?:同?期)?[^，,。；;\d]{0,6}"
    r"(?:增长|增加|提高|翻)[^，,。；;]{1,8}[，,](?:达到?|为)?$",
    holds=("前五年", "五年", "时期", "期间"),
)


def _beyond_term(case: Case) -> Timing | None:
    """比前五年增长3.4倍，达到770亿元: what is told behind a growth on five years is of five as well."""
    if case.measure is not Measure.LEVEL or case.mention.quantity.kind == "percent":
        return None
    start, end = (
        max(case.mention.statement_start, case.mention.quantity.outer_start - 40),
        case.mention.quantity.outer_start,
    )
    return case.whole() if _BEYOND_TERM.search(case.text, start, end) else None


def _year_of_years(case: Case) -> Timing | None:
    """A statistic of a year that stands for the last: 达到, 突破, 人均, 是2006年的2.9倍."""
    if not case.annual:
        return None
    q, subject = case.mention.quantity, case.mention.subject
    holds = case.reached or q.qualifier != "exact" or _PER_HEAD.search(subject)
    holds = holds or _THEN_COMPARED.match(case.text, q.outer_end)
    return case.end() if holds or case.how == "section" else case.whole()


def _value_of_year(case: Case) -> Timing | None:
    """高新产业增加值完成38亿元: what an industry comes to in the last year, whatever its name."""
    if case.measure is not Measure.LEVEL or _VALUE.search(case.mention.subject) is None:
        return None
    summed = _CUMULATED.search(case.clause) or AGAINST_PLAN.match(case.text, case.mention.quantity.outer_end)
    return None if summed or _EACH_YEAR.search(case.clause) else case.end()


_VALUE = lazy("(?:增加值|总产值)(?:完成|实现|达到?)?$", holds=("增加值", "总产值"))


def _stock(case: Case) -> Timing | None:
    """拥有, 现有: what is there at the end."""
    told = _STOCK.search(case.clause) if case.measure is Measure.LEVEL else None
    return case.end() if told and not (told[0] == "建成区面积" and "新增" in case.clause) else None


def _counted(case: Case) -> Timing | None:
    """省级以上龙头企业16家; 龙头企业16家，比2006年增加10家; 6个监测点水质达到标准: what stands at the end."""
    q, mention = case.mention.quantity, case.mention
    if case.measure is not Measure.LEVEL or q.kind != "count" or case.stated:
        return None
    beside = mention.left_end >= q.outer_start - 1 and not _FLOW.search(case.clause)
    ranked = beside and _RANKED_KIND.fullmatch(case.clause.strip(" 　、和及"))
    stands = ranked or _HAS_COME.match(case.text, q.outer_end) or _MEETS.match(case.text, q.outer_end)
    return case.end() if stands else None


def _now(case: Case) -> Timing | None:
    """目前，入园企业13家."""
    if case.measure is not Measure.LEVEL:
        return None
    told = [*_NOW.finditer(case.text, case.mention.statement_start, case.mention.quantity.outer_start)]
    later = told and case.time is not None and case.time.start > told[-1].start()
    return case.end() if told and not later else None


def _planned_in_years(case: Case) -> Timing | None:
    """What a works is designed for, told in the review of several years: as it stands at their end."""
    if case.claim is not Claim.PLAN or case.how != "section":
        return None
    if case.mention.group >= 0:
        return case.whole()  # 引进甲企业20家和乙项目46个，投资总额分别达3亿元和19亿元
    return case.end() if case.mention.source < 0 else None


def _flow(case: Case) -> Timing | None:
    """新增, 完成, 培训: what came about in all the years; no share does."""
    if case.measure is Measure.SHARE:
        start, end = case.mention.sentence_start, case.mention.quantity.outer_start
        inherited = case.mention.source >= 0 and not case.mention.marks & MOVED_TO
        summed = inherited and "累计" in case.text[start:end]
        summed = summed or bool(_SUMMED_SHARE.match(case.clause))  # 五年民生支出占财政支出的56%
        return case.whole() if summed else None  # 五年累计完成2000亿元，占全市的八成
    if _HELD.search(case.mention.subject) and _added(case):
        return case.whole()
    end = case.mention.quantity.outer_end
    clause = case.clause.replace("总量", "") if case.reached else case.clause  # 市场主体总量达到4.5万户 stands
    flows = (_FLOW.search(clause) or _CUMULATED.search(case.clause)) and not case.mention.marks & MOVED_TO
    after = case.text[end : end + 6].removeprefix("全部")
    counted = case.measure is Measure.LEVEL and not case.reached
    done = _ACTS.match(case.clause) or _CAME_ABOUT.match(case.mention.right_verb)
    told = counted and (done or case.text.endswith("脱贫", 0, case.mention.right_end))
    return case.whole() if flows or told or _FLOW.match(after) else None


_ACTS = lazy(  # 建设高标准农田260万亩, 培育专精特新企业6家: what a clause begins with has been done in the years
    r"[ 　]*(?:全[市省县区州国]|先后|共|已|新|近?[两三四五]年来?)*"
    r"(?:建设|修建|兴建|整[理治修]|治理|修[复缮]|培育|盘活|获得?|认定|签约|招引|争取|关[停闭]|淘汰|取缔|拆除|清退|化解)(?![的率后]|面积)"
)
_CAME_ABOUT = lazy("(?:全部|已|均|稳定|陆续|相继|顺利|实现)*(?:建成|竣工|投产|投用|开工|完工|交付|脱贫|通车|落地|签约)")


_LIST_REACH = 240
_ADDS = lazy(r"[ 　]*(?:全[市省县区州国])?(?:[三四五]年)?来?(?:累计|共|已|又)*(?:净增|新增|新建|新修)")


def _added(case: Case) -> bool:
    """五年新增公路里程980公里、港口吞吐能力630万吨: what a list has begun with is told of all its members."""
    end = case.mention.anchor
    first = max(case.mention.statement_start, end - _LIST_REACH)
    start = max(first, last_of(_COMMAS, case.text, first, end) + 1)
    return _ADDS.match(case.text, start, end) is not None


def _held_at_end(case: Case) -> Timing | None:
    """A share, what was reached or passed, and what is held: at the end."""
    stands = case.mention.quantity.qualifier_text in PASSED or _HELD.search(case.mention.subject)
    return case.end() if case.reached or case.measure is Measure.SHARE or case.indicator or stands else None


def _bare_stock(case: Case) -> Timing | None:
    """国际友城26对，航线104条: things that stand there, where no verb tells that they came about in these years."""
    q, mention = case.mention.quantity, case.mention
    if case.measure is not Measure.LEVEL or q.kind != "count" or q.unit not in _THINGS or mention.elided:
        return None
    if mention.left_end < q.outer_start - 1 or mention.right_end > mention.right_start or mention.group >= 0:
        return None
    start = mention.statement_start
    if case.text.startswith("其中", start):  # 共新建学校28所。其中农村学校12所: of those that came about
        before = max(0, start - _LIST_REACH), max(0, start - 1)
        start = max(case.text.rfind("。", *before), case.text.rfind("\n", *before), before[0] - 1) + 1
    text = case.text[start : q.outer_start]
    if _FLOW.search(text) or _CUMULATED.search(text) or _FLOW.match(case.text, q.outer_end):
        return None
    if _ACTED.search(_NO_ACTS.sub("", text[last_of(_COMMAS, text) + 1 :])):
        return None
    return case.end()


_COMMAS = marks("，,；;。")
_THINGS = frozenset("家个条对座所处户")
_ACTED = lazy(
    r"[获取创举开制出推发办化查整修打破清关拆评授签引培招建争捐救抓治设立编调审颁新撤并选认消废淘减停转改研承参入上]"
)


_NO_ACTS = lazy(  # nouns that hold such a character: 文化名镇11个, 开发区3个
    r"文化|制造|开发区|研究|研发(?=中心|机构|平台)|以上|上市|创新|建筑|建制|教育|清洁|发明|发展|推广站|培训中心|评估|认证|化工|绿化|产业化|合作社|入园"
)


def _grown_to(case: Case) -> Timing | None:
    """道路340公里、增长77%: what has grown by so much stands there at the end, unless it has come about."""
    q = case.mention.quantity
    if case.measure is not Measure.LEVEL or case.stated or q.kind not in ("count", "measure"):
        return None
    if not _THEN_GREW.match(case.text, q.outer_end):
        return None
    text = case.text[case.mention.statement_start : q.outer_start]
    done = _FLOW.search(text) or _CUMULATED.search(text) or _ACTED.search(_NO_ACTS.sub("", case.clause))
    return None if done else case.end()


_THEN_GREW = lazy(r"[、，,](?:五年)?(?:增长|翻)(?:了|近|约|超过?)?[\d一二三两]")


def _all_years(case: Case) -> Timing:
    """Nothing says that it holds at their end."""
    return case.whole()


YEARS: tuple[Rule[Case], ...] = (
    Rule("years-dealt-out", pairs.dealt, "2021—2023年，出口分别增长6.2%、7.1%和8.5%。", "stated"),
    Rule("years-behind", pairs.behind, "十年来产值年均增长8.3%，从2012年的210亿元增加到2021年的430亿元。"),
    Rule("between-years", pairs.within, "产值由2013年的88亿元提高到2021年的190亿元，增长1.2倍。", "same-years"),
    Rule("target-of-years", _target_of_years, "三年内新建改扩建学校30所。", "*"),
    Rule("planned-in-years", _planned_in_years, "投资19亿元的铝材项目建成投产。", "*-end"),
    Rule("since-pair", _since_pair, "服务业比重由38%提高到44%，提高6个百分点。", "since-base"),
    Rule("growth-of-plan", _growth_of_plan, "2015—2020年，出口总额增长45%。", "*"),
    Rule("growth-on-year-before", _growth_on_year_before, "税收收入比去年同期增长7.7%。", "*-end"),
    Rule("growth-of-one-year", _growth_of_one_year, "社会消费品零售总额增长8.4%。", "*-end"),
    Rule("growth-of-years", _growth_of_years, "民间投资增长两倍。", "*"),
    Rule("standing", _standing, "县域经济进入全国前十。", "*-end"),
    Rule("each-year", _each_year, "每年培育3—5家上市企业。", "*"),
    Rule("sum-of-years", _sum_of_years, "全市生产总值连续跨越3000亿、4000亿两个台阶。", "*"),
    Rule("beyond-term", _beyond_term, "基础设施投资比前五年增长3.4倍，达到770亿元。", "*"),
    Rule("year-of-years", _year_of_years, "接待游客690万人次。", "*"),
    Rule("value-of-year", _value_of_year, "高新产业增加值完成38亿元。", "*-end"),
    Rule("stock", _stock, "每万人发明专利拥有量12.6件。", "*-end"),
    Rule("counted", _counted, "省级以上龙头企业18家。", "*-end"),
    Rule("grown-to", _grown_to, "公路里程3400公里、增长17%。", "*-end"),
    Rule("now", _now, "目前，入园企业23家。", "*-end"),
    Rule("flow", _flow, "投入近8亿元。", "*"),
    Rule("held-at-end", _held_at_end, "税收超2亿。", "*-end"),
    Rule("bare-stock", _bare_stock, "对外开放扩大，国际友城26对。", "*-end"),
    Rule("all-years", _all_years, "惠及22万余人。", "*"),
)
"""Of a number for which several years hold."""
