"""The words of a time, piece by piece: 2016-2020年, 去年上半年, 截至8月底, “十四五”时期, 过去五年, 今后三年 …

`times` says which period each is. A piece has passages that it alone takes; tests run them.
"""

from __future__ import annotations

from mubiao.patterns import Piece, Pieces, lazy

_D = "[一二三四五六七八九十两]"
MONTH = r"\d{1,2}|十[一二]?|[一二三四五六七八九]"

_PIECES = {
    # What stands before it: what it is compared with, a point by which, since when.
    "before": Piece(
        r"(?P<pre>比|相较于|相较|较|与|和|相比|相当于|[是为](?=\d{4}年的|[“\"]?(?:十[一二三四五六]?|[八九])五)|同|超过|高于|低于|快于|慢于|好于|优于|到|至|截[至止]到?|自|从|在)",
        ("收入‹比2012年›增长一倍", "‹截至2023年9月›", "‹截止到9月底›", "‹到去年›达到"),
    ),
    "years": Piece(
        r"(?P<ya>[12]\d{3})\s{0,2}(?:年)?\s{0,2}[-—–~～至到]\s{0,2}(?P<yb>[12]\d{3})\s{0,2}年(?!月)",
        ("‹2016-2020年›年均", "‹2021年至2025年›新增"),
    ),
    "part": Piece(
        rf"(?:(?P<y>[12]\d{{3}})\s{{0,2}}年|(?P<rel>今年|本年|去年|上年|前年|明年|来年|当年|同期|年初|上年末|年末|年底)\s{{0,2}})?(?:的?\s{{0,2}}(?P<m1>{MONTH})\s{{0,2}}月?(?:份)?\s{{0,2}}[-—–~～至到]\s{{0,2}}(?P<m2>{MONTH})\s{{0,2}}月份?|前\s{{0,2}}(?P<mn>\d{{1,2}}|{_D}{{1,2}})\s{{0,2}}个月|(?P<half>[上下](?=半年)|(?<![每一二两三个上下前后\d])半(?=年度))(?:半年|年度)|(?P<q3>前三季度)|[1一]\s{{0,2}}[-—–~～至到]\s{{0,2}}(?P<q2>[2-4二三四])季度|第?(?P<q>[一二三四])季度)",
        (
            "‹2023年上半年›完成",
            "‹去年1—8月›",
            "‹前三季度›增长",
            "‹今年前10个月›",
            "‹第二季度›",
            "‹1-3季度›",
            "‹半年度›主要指标",
        ),
    ),
    "month": Piece(
        rf"(?:(?P<ym>[12]\d{{3}})年)?(?P<mm>{MONTH})月(?:份(?(ym)(?!额)|(?=[，,]))|份?当月"
        r"|(?:[上中下]旬)?(?=[，,](?!在(?![建校岗读])|由|[市县区省]委|召开|举行))"
        r"|(?:[上中下]旬)?(?(ym)(?=全[国省市县区旗]|规模|规上|实现|完成|累计|新增)|(?!))|(?(ym)(?!)|[底末](?!前)))",
        (
            "‹2023年8月份›投产",
            "‹8月份›，用电量",
            "‹截至十月底›",
            "‹9月当月›",
            "‹2023年5月上旬›，出口增长",
            "‹5月上旬›，签约",
        ),
    ),
    "congress": Piece(r"(?:党的)?十(?P<congress>[六七八九])大以来", ("‹党的十八大以来›", "‹十九大以来›")),
    "year": Piece(
        rf"(?P<y2>[12]\d{{3}})\s{{0,2}}年(?P<month>(?:{MONTH})月)?(?P<ytail>以来|来|起|底|末|初|内|前|度(?=[\u4e00-\u9fff]))?",
        ("‹2023年›完成", "‹2022年以来›", "‹2024年度›预算", "‹到2025年底›"),
    ),
    "told": Piece(
        r"(?P<rel2>今年以来|今年|本年度?|去年同期|去年底|去年末|去年|上年同期|上年末|上年底|上年|前年|明年|来年|当年|同期|年初|全年|年度|年内|到年底|年底|年末|一年来|过去的?一年|当前|目前)",
        ("‹今年以来›新增", "‹比去年同期›多", "‹全年›完成", "‹一年来›，"),
    ),
    "plan": Piece(
        r"(?P<planq>[“\"＂《]?)(?P<plan>十[一二三四五六]?|[五六七八九])五(?P<planq2>[”\"＂》]?)(?P<plant>时期|期间|(?:规划|计划)(?:时期|期间)|以来|规划|计划|期末|末|头[两三四]年|前[两三四]年|开局之年)?",
        ("‹“十四五”时期›", "‹十三五末›", "‹“九五”期间›", "‹“十二五”头三年›", "‹“六五”期间›"),
    ),
    "plan_counted": Piece(
        r"第(?P<nth>十[一二三四五六]?|[一二三四五六七八九])个五年(?:计划|规划)?(?P<nthend>时期|期间|期末|以来|内|末)",
        ("‹第一个五年计划期间›", "‹第二个五年内›", "‹到第七个五年计划期末›"),
    ),
    "counted": Piece(
        r"(?:(?P<n>[三四五六两\d]|十|(?<!\d)[1-9]\d(?=\s{0,2}年(?:来|的?(?:奋斗|发展|辉煌|光辉|改革)?(?:历程|巨变)))|[二三四五六七八九]十(?=年来))\s{0,2}年(?:多(?=来|以来))?(?P<nt>内|来|间|中|之内|以来|(?=的?[\u4e00-\u9fff]{0,2}(?:历程|巨变))))",
        ("‹五年来›，", "‹三年内›建成", "改革开放‹40年来›", "回望‹40年›奋斗历程"),
    ),
    "past": Piece(
        rf"(?P<past>过去|近|最近|这)的?(?P<pn>{_D}|\d{{1,2}})(?:个)?年(?:来|间|里|中)?",
        ("‹过去五年›，", "‹近三年›累计", "‹这五年›"),
    ),
    "to_come": Piece(
        rf"(?P<future>今后|未来|接下来|今[后明])的?(?P<fn>{_D}|\d)\s{{0,2}}(?:至{_D})?年(?:内|间)?",
        ("‹今后五年›的目标", "‹未来三至五年›"),
    ),
    "averaged": Piece(r"(?P<fi>[每年]年)?(?P<avg2>[两三四五])年平均", ("‹两年平均›增长",)),
    "totalled": Piece(
        r"(?<![十百千第续历满])(?P<total>[三四五十])年(?=累计|增加|增长|提高|上升|下降|降低|减少|新增|净增|翻|跨[过越]|滚动|共(?!和)"
        r"|合计|总计|超过|实际(?:利用|完成|到位)|合同(?:利用)?外资|完成|投入|利用)",
        ("要‹五年›累计完成", "力争‹三年›翻一番", "外资‹五年›超过"),
    ),
    "bare": Piece(
        r"(?<![\u4e00-\u9fff\d“《])(?P<bare>[三四五十])年(?=[\u4e00-\u9fff，,])(?!行动|计划|规划|期|攻坚|左右|以上|内|级|制|前|后|磨|一|再|多|余)",
        ("，‹五年›，我们", "。‹三年›引进"),
    ),
}

TIMES = Pieces(
    r"(?:«before»\s{0,2})?(?:"
    "«years»|«part»|«month»|«congress»|«year»|«told»|«plan»|«plan_counted»|«counted»|«past»|«to_come»|«averaged»|«totalled»|«bare»)",
    _PIECES,
)
"""The longest kind first: a range before its year, a part of a year before the year."""
TIME = lazy(TIMES.pattern())

_KEPT = lazy("(?:保持|维持|稳定在|接近|略高于|不低于)$")
_LEVEL_OF_IT = lazy(r"(?:末|底)?的?(?:实际|同期)?水平")
_OF_A_PLAN = lazy(r"规划(?:纲要)?[和与及暨]$")


def level_kept(text: str, start: int, end: int) -> bool:
    """Whether the year at text[start:end] is one whose level is kept: 保持1980年的水平，出口创汇5亿美元."""
    if _LEVEL_OF_IT.match(text, end) is None:
        return False
    return _KEPT.search(text, max(0, start - 4), start) is not None


def named_horizon(text: str, start: int, end: int) -> bool:
    """Whether the year at text[start:end] is in the name of a plan: 《…第十四个五年规划和2035年远景目标的建议》."""
    return text.startswith("远景", end) and _OF_A_PLAN.search(text, max(0, start - 5), start + 1) is not None
