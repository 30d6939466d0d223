"""Works by the brand of the firm that builds them: 鹭洲榄能储能电池项目 is 榄能新能源 or 鹭洲榄能 in a list of works.

A brand is what stands between a place and a word of industry, rare and short. It tells the work where it begins an
item, alone or with another such word, and the clause speaks of works.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from mubiao.patterns import lazy
from mubiao.pledges.following.names import Name
from mubiao.pledges.following.tables import short_places

_INDUSTRY = lazy(
    "新能源|新材料|新型|材料|多晶硅|单晶硅|光伏|电池|负极|正极|储能|光电|电器|电子|电气|电机|电缆|汽车|零部件|机械|装备|制造|生产|基地|产业园|工业园"
    "|科技|高科|生物|医药|药业|制药|食品|饮料|乳业|化工|石化|化纤|化学|纺织|服装|玻璃|陶瓷|建材|水泥|木业|木材|家居|家具|纸业|铝|铜|钢|锂|钛|镁"
    "|硅|稀土|半导体|芯片|显示|面板|软件|信息|数据|智能|智造|智慧|机器人|航空|航天|轴承|物流|冷链|国际|文化|文旅|旅游|度假|康养|集团|公司|股份"
    "|[0-9]{1,4}万|镍业|铝业|铜业|锰业|钢铁|硅业|锌业|钨业|粮油|油脂|饲料|屠宰|养殖|乳制品|白酒|啤酒|金属|高分子|碳纤维|石墨|磁材|线缆|齿轮|风电|光热|氢能|热电"
    "|实业|项目|环保|能源|矿业|农业|牧业|种业|精密|精工|重工|动力|模具|包装|特种|高端|年产|[一二三四五]期"
)
_BORDER = lazy("(?:[，。；：、\n和与及的]|推进|加快|推动|建设|开工|建成|引进|签约|支持|抓好|促成|投产|竣工|等)$")
_ITEM_ENDS = lazy(
    "[、，。；：和与及等\n]|项目(?!化)|建成|开工|投产|竣工|落地|加快|推进|正式|顺利|签约|达产|试产|投用|开业|试运"
)
_OF_WORKS = lazy(
    "(?:[、和与及等][^，。；\n]{0,90}?)?(?:项目|工程)|[^，。；]{0,30}?(?:建成|开工|投产|竣工|投用|达产|试产|开业)"
)
_NO_WORKS = lazy("[^，。；]{0,20}项目化|[^，。；]{0,60}?(?:企业|公司|平台|品牌|院士|专家)")
_FIRM = lazy(
    "(?:新能源|新材料|新型材料|材料|科技|高科|集团|公司|股份|实业|能源|电子|电气|化工|化学|医药|药业|制药|生物|食品|汽车|木业|纸业|机械|装备|精密"
    "|光电|半导体|环保){1,3}(?:[一二三四五]期)?"
)
_NO_WORK = lazy(
    "(?:行动|计划|规划|方案|工程|研究院|研究所|大学|学院|中心|实验室|基金|意见|办法|大会|论坛|博览会|展览会|节)$"
)
_OF_LAND = frozenset("河江湖海山岛城镇村区园路岭峰坪坝沟溪泉市")
_SURELY_A_NAME = 4
_SHORTEST, _LONGEST, _LONGEST_ALONE, _LONGEST_ITEM = 2, 5, 4, 14


def brands(bare: str, name: Name) -> Iterator[tuple[int, int]]:
    """Spans of the bare text in which the brand of the name stands for its work."""
    brand = _brand(name)
    if not brand:
        return
    at = bare.find(brand)
    while at >= 0:
        end = at + len(brand)
        if _begins(bare, at):
            stop = _ITEM_ENDS.search(bare, end, end + _LONGEST_ITEM)
            if (
                stop is not None
                and _alike(name, brand, bare[end : stop.start()])
                and _OF_WORKS.match(bare, stop.start())
                and not _NO_WORKS.match(bare, end)
            ):
                yield at, stop.start()
        at = bare.find(brand, end)


def _alike(name: Name, brand: str, item: str) -> bool:
    """Whether what stands behind the brand in an item is nothing, a word of firms, or speaks of the same work."""
    own = name.bare.partition(brand)[2]
    if own in ("", "项目") or _FIRM.fullmatch(own) is not None:
        return bool(item) or own == ""
    if not item or _FIRM.fullmatch(item) is not None:
        return True
    return _INDUSTRY.match(item) is not None and any(a + b in own for a, b in pairwise(item))


def _brand(name: Name) -> str:
    """What tells whose work it is; empty: nothing does."""
    bare = name.bare
    if _NO_WORK.search(bare):
        return ""
    at = next((n for n in (2, 3) if bare[:n] in short_places()), 0)
    if at and bare[at : at + 1] in tuple("省市县区州"):
        at += 1
    word = _INDUSTRY.search(bare, at + _SHORTEST, at + _LONGEST + 4)
    if word is None and at and _SHORTEST <= len(bare) - at <= _LONGEST_ALONE:
        brand = bare[at:]
    elif word is None or word.start() - at > _LONGEST:
        return ""
    else:
        brand = bare[at : word.start()]
    if (
        brand in short_places()
        or (brand[-1] in _OF_LAND and len(brand) < _SURELY_A_NAME)
        or any(name.pairs.get(a + b, 0.0) < 1.0 for a, b in pairwise(brand))
    ):
        return ""
    return brand


def _begins(bare: str, at: int) -> bool:
    """Whether an item begins there, or a place that begins it stands before."""
    if _BORDER.search(bare, max(0, at - 2), at) is not None:
        return True
    return any(
        bare[at - n : at] in short_places() and _BORDER.search(bare, max(0, at - n - 2), at - n)
        for n in (2, 3)
        if at > n
    )
