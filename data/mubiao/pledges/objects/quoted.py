"""Names in quotes: what such a name is, the noun behind it tells, or the one that it ends with.

One of the rules of `judging`.
"""

from __future__ import annotations

from mubiao.patterns import lazy
from mubiao.pledges.objects.cases import Case, Verdict, carried, several, weighs
from mubiao.pledges.objects.programmes import DRAWN_UP_ONLY
from mubiao.pledges.objects.titles import as_title
from mubiao.pledges.words import Head, working

_QUOTE = lazy(r"[“‘「『\"＂][^“”‘’「」『』\"＂]{1,60}[”’」』\"＂]")
_BARE = lazy('[“”"‘’「」『』]')
_SERVICE = lazy(
    r"(?:模式|服务|经验|机制|体系|理念|品牌|精神|格局|战略|要求|目标|作用|效应|优势|IP|文章|标准|原则|政策|制度|方式|方法|理念|办法|通办|工作法|管理|改革成果|建设成果|成果|影响力|知名度)$"
)
_SLOGAN = lazy(
    r"[一二三四五六七八九十]统一$|[一二两三四五六七八九十百\d]+[个大项化型条类张本点双]|[一二三四五六七八九十]{2}|.{1,4}[袋篮子]子$"
    r"|(?:[一二两三四五六七八九十][增降升减提保转促稳送服]){2}"
)
DRAWN_UP = frozenset(("issue", "set_up", "start", "complete", "plan"))
"""What is done with a document that is still to come."""


def quoted(case: Case) -> Verdict | None:
    """A name in quotes: what it is, the noun behind it tells."""
    quote = _QUOTE.search(case.words) if case.marked else None
    if quote is None:
        return None
    campaign = case.shared in _CAMPAIGN
    if _BARE.sub("", case.words) in case.known.vague and not campaign:
        return Verdict("refused:vague")
    head, behind, inside = case.head, case.words[quote.end() :], case.known.head_of(quote[0][1:-1])
    name = quote[0][1:-1]
    told = _lent(case, name, head, inside, behind) or _called(case, name, head, behind)
    if told is not None:
        return told
    if head is not None and head.sort == "aim":
        return Verdict("refused:aim")
    if case.made and "win" in case.acts:
        return as_title(case) or Verdict("refused:self-given")
    if case.made and (_FLOWERY.search(case.words) or name.endswith(_SELF_GIVEN)):
        return Verdict("refused:self-given")
    if (behind and not case.own and not (campaign and behind.endswith(_CAMPAIGNS))) or behind.startswith(_TURNS):
        return Verdict("refused:no-head")
    if head is not None and head.kind == "policy" and behind:
        return None
    if head is not None and (behind or not case.own) and _done_to_a_sort(case, head, inside):
        return Verdict("refused:sort")
    if head is not None and (behind or case.shared):
        return as_title(case) or Verdict("quoted", carried(head, case.acts, quoted=True), weighs(head), 0, head, True)
    if "win" in case.acts or (quote[0].endswith("连冠”") and quote.start() > 4):
        return Verdict("quoted-title", "title", True, 0, inside, True)
    if "、" in quote[0] or "，" in quote[0]:
        return Verdict("refused:quoted")
    if inside is not None and inside.head.endswith(("计划", "行动方案")) and case.acts & {"other", "complete"}:
        return Verdict("quoted", "programme", False, 0, inside, True)
    if inside is not None and inside.kind == "policy" and not case.acts & DRAWN_UP:
        return Verdict("refused:standing")
    long = len(quote[0]) > 4 or (case.place and quote.start() > 3)  # 晋江“氢港”
    reached = case.pushed and "complete" in case.acts and inside is not None and len(inside.head) < 2
    if inside is not None and inside.sort != "aim" and long and "+" not in quote[0] and not reached:
        return Verdict("quoted", carried(inside, case.acts, quoted=True), weighs(inside), 0, inside, True)
    if "hold" in case.acts:
        return Verdict("quoted", "event", True, 0, None, True)
    if "set_up" in case.acts:
        listing = name.endswith(("榜", "名单"))
        return Verdict("quoted", "policy" if listing else "institution", True, 0, None, True)
    built = "build" in case.acts and "other" not in case.acts
    works = case.acts & {"complete", "open", "start"} if not case.built else case.acts
    plain = inside is None and "、" not in name and not case.place and name not in case.known.vague
    if "other" in case.acts and _THOUSANDS.fullmatch(name):
        return Verdict("quoted", "programme", False, 0, None, True)
    if case.listed and case.place and not behind and quote.start() > 1 and case.item.end - case.item.start < 20:
        return Verdict("listed", "project", True, 0, None, True)  # 青榄县“城市双修”等工程
    if case.listed and plain and ((quote.start() > 2 and works) or (built and not _SERVICE.search(name))):
        return Verdict("listed", "project", True, 0, None, True)
    if plain and works and not case.pushed and quote.start() <= 2 and not _SERVICE.search(name):
        slogan = _SLOGAN.match(name)
        return Verdict("refused:slogan") if slogan else Verdict("quoted-bare", "project", True, 0, None, True)
    return Verdict("refused:quoted")


def _lent(case: Case, quote: str, head: Head | None, inside: Head | None, behind: str) -> Verdict | None:
    """What the words behind the quotes and the noun that a list lends make of the name."""
    if behind[:1] == "的" and head is not None and head.kind in ("title", "event") and "win" not in case.acts:
        return Verdict("refused:self-given")
    if case.made and behind.endswith("集群") and not case.awarded:
        return Verdict("refused:self-given")
    if _SO_MANY.fullmatch(quote) and not behind.endswith(_CAMPAIGN):
        return Verdict("refused:counted")  # “四个百亿元”产业集群
    if (
        behind[:2]
        and behind[0] in _NUMERALS
        and several(behind)
        and not behind.endswith(_CAMPAIGN)
        and (head is None or head.kind == "project")
    ):
        return Verdict("refused:counted")  # “一西一东”两大核心景区
    if head is not None and head.head in _MEASURES and not case.acts & DRAWN_UP:
        return Verdict("refused:standing")  # 推行“省心办”等举措
    if case.shared.endswith("改革") and behind in ("联动", "分离", "合一") and not case.own:
        return Verdict("quoted", "programme", False, 0, head, True)  # “三医”联动等改革
    if inside is not None and inside.kind == "event" and case.shared.endswith(("活动", "行动")):
        return Verdict("quoted", "event", True, 0, inside, True)
    if case.item.borrowed and case.shared in _AFTER_DISASTER and case.place:
        return Verdict("quoted", "project", True, 0, head, True)
    return None


def _called(case: Case, name: str, head: Head | None, behind: str) -> Verdict | None:
    """Campaigns, works and papers that are called so everywhere."""
    if _ARTICLES.fullmatch(name) and (behind == "升级版" or (behind in ("", "政策") and case.acts & DRAWN_UP_ONLY)):
        return Verdict("quoted", "policy", True, 0, head, True)
    if "complete" in case.acts and not behind and _ALL_LINKED.fullmatch(name):
        return Verdict("quoted", "project", False, 0, head, True)  # 自然村“村村通”
    if "other" in case.acts and not behind and _WILD_GEESE.search(name) and "、" not in name:
        return Verdict("quoted", "programme", False, 0, head, True)  # “归雁兴榄”
    if "complete" in case.acts and _COUNTED_BATTLES.fullmatch(name + behind):
        return Verdict("quoted", "programme", False, 0, head, True)  # “九场标志性战役”
    if case.acts & {"other", "complete", "build"} and not behind and _TOGETHER.fullmatch(name):
        return Verdict("quoted", "programme", False, 0, head, True)  # “四水同治”
    if (case.pushed or "other" in case.acts) and not behind and _THOUSANDS.fullmatch(name):
        return Verdict("quoted", "programme", False, 0, head, True)  # 推进“万企融合”
    if "issue" in case.acts and not behind and len(name) > 3 and head is None and "、" not in name:
        return Verdict("quoted", "policy", True, 0, head, True)  # 出台“人才新政2.0版”
    if "other" in case.acts and not behind and (_COUNTED_RENEWALS.fullmatch(name) or _THOUSANDS.fullmatch(name)):
        return Verdict("quoted", "programme", False, 0, head, True)  # “四大改造”, “千企升级”
    if case.listed and not behind and "build" in case.acts and not case.pushed and _HOUSES.fullmatch(name):
        return Verdict("quoted", "project", True, 0, head, True)  # 市“四馆”
    return _counted(case, name, head, behind)


def _counted(case: Case, name: str, head: Head | None, behind: str) -> Verdict | None:
    """Names that count what they hold, directions, and what is to be everywhere."""
    if name.endswith("化") and len(name) < 6 and not behind and not case.place and case.shared not in _CAMPAIGN:
        return Verdict("refused:aim")  # 园区“去行政化”
    if (
        case.covered
        and not behind
        and (name.endswith("圈") or (len(name) > 2 and head is None and "、" not in name and not _SERVICE.search(name)))
    ):
        return Verdict("covered", "project", False, 0, head, True)  # 实现“纸鸢助理”全覆盖
    if "issue" in case.acts and not behind and _LINES_DRAWN.fullmatch(name):
        return Verdict("quoted", "policy", True, 0, None, True)
    if "build" not in case.acts or "other" in case.acts or not _FIGURED.fullmatch(name):
        return None
    if head is not None and head.head in _NETS and case.words.endswith(head.head):
        return Verdict("quoted", "project", True, 0, head, True)  # “一环三横”路网
    if not behind and not case.pushed and _WORKS_COUNTED.fullmatch(name):
        return Verdict("quoted", "project", True, 0, None, True)
    return None


_CAMPAIGN = ("专项行动", "行动", "工程", "计划")
_TURNS = ("向", "到", "由", "从")
_ALL_LINKED = lazy(r"([县市镇乡村组户州旗])\1通[一-鿿]{0,4}")
"""That all places of a sort are linked to something."""
_AFTER_DISASTER = ("灾后恢复重建", "灾后重建", "恢复重建")
_SO_MANY = lazy(
    "[一二两三四五六七八九十][个大][一二两三四五六七八九十]{0,2}[百千万]{1,2}亿元?级?|[一-鿿]{0,3}[一二三]板|[科创主]{2}板"
)
"""So many of such a size, and where shares are sold: neither is the name of a work."""
_WILD_GEESE = lazy("归雁|雁归|燕归|凤还巢|归巢|雁回")
"""How those who went away are called back."""
_COUNTED_BATTLES = lazy("[四五六七八九十](?:大|场)[一-鿿]{0,4}(?:攻坚战|战役)")
_COUNTED_RENEWALS = lazy("[四五六七八九十](?:大|项)(?:改造|提升|整治|治理|会战|攻坚)")
_TOGETHER = lazy(
    "[二两三四五六七八九十][一-鿿](?:同[创治建管]|联[创建治]|共[治建创]|齐[创抓])|[三四五六七八九十]个一批"
)
"""What is done to several at once: “六城联创”."""
_HOUSES = lazy("[二两三四五六七八九十][馆园院桥路]")
_MEASURES = ("举措", "措施", "政策", "办法")
_NUMERALS = frozenset("一二两三四五六七八九十")
_LINES_DRAWN = lazy("(?:[一二三四五两]区)?[一二三四五两]线")
"""Borders that are drawn: “三区三线”."""
_FIGURED = lazy("(?:[一二两三四五六七八九十]{1,2}[一-鿿]{1,3}){2,5}")
_NETS = ("网络", "路网", "骨架网", "交通网", "公路网", "水网", "铁路网", "通道网")
_WORKS_COUNTED = lazy(
    "(?:[一二两三四五六七八九十]{1,2}(?:基地|营地|中心|园区?|平台|[港馆院站桥隧路渠厂库塔楼廊场堤闸])){2,5}"
)
"""Works of a place, so many of each sort: “两桥一隧”."""


def _done_to_a_sort(case: Case, head: Head, inside: Head | None) -> bool:
    """Whether a name in quotes is that of a sort to which something is done: “四旁”绿化."""
    if not working(head.head) or "other" in case.acts or case.place:
        return False
    return inside is None or inside.kind != "project" or len(inside.head) < 2


_ARTICLES = lazy(r"[^、，]{2,16}?(?:\d{1,3}|[一二三四五六七八九十]{1,3})条")
"""A paper by how many articles it has: “人才新政40条”."""
_CAMPAIGNS = ("提升", "培育", "整治", "改造", "推广", "振兴", "保护", "治理")
_THOUSANDS = lazy(r"[百千万][个家项企村人校店镇户院医师名](?!千|百|万)[一-鿿]{2,3}")
"""What is done to a hundred or a thousand is a campaign: “千企升级”."""
_FLOWERY = lazy("[”’」』](?:的|大)|[“‘「『][^“‘「『”’」』、，]*+[、，]")
_SELF_GIVEN = ("之城", "之都", "之乡", "名城", "高地", "样板", "客厅", "名片", "标杆", "枢纽")
"""Names in quotes that a place makes for itself."""
