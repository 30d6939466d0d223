"""Whether words name an object that can be followed, and of which kind it is: ordered rules.

An object has a name of its own, or a description that fits one thing only. A name in quotes or 《》, a place, an
ordinal or a phase tell it apart; else all depends on the noun it ends with and on whether the words before it say
anything.
"""

from __future__ import annotations

from collections.abc import Callable

from mubiao.extract.decisions import Rule
from mubiao.patterns import lazy
from mubiao.pledges.cases import (
    ONE,
    Case,
    Verdict,
    carried,
    counted_to_the_end,
    makes_so_much,
    marked,
    several,
    weighs,
    without_note,
)
from mubiao.pledges.objects import Item
from mubiao.pledges.programmes import DRAWN_UP_ONLY, brought_in, covered, event, joint, policy, programme
from mubiao.pledges.words import Head, Words, working
from mubiao.pledges.works import SMART, listed_work, numbered, public, work

_QUOTE = lazy(r"[“‘「『\"＂][^“”‘’「」『』\"＂]{1,60}[”’」』\"＂]")
_STAGED = lazy(r"[^《》]{0,16}(?:剧|片|电影|歌|舞|秀|曲|戏|丛书|动漫|交响乐|展演|话剧)[《〈“][^》〉”]+[》〉”]$")
_BARE = lazy('[“”"‘’「」『』]')
_BOOK = lazy(r"[《〈][^《》〈〉]{2,80}[》〉]")
_GENERAL_BOOK = lazy(
    "^[^《》“”、，]{3,24}《(?:[^《》]{0,4}(?:意见|方案|办法|细则|措施|条例|规划|计划|清单|导则|标准))》$"
)
_ADVERBIAL = lazy(
    r"(?:不(?!锈)|针对|以|从|在|把|将|由|按|让|使|用|据)(?![色岸外内])|对[重各全口]|与(?!.*(?:合作|共建)).*|面向"
)
_SERVICE = lazy(
    r"(?:模式|服务|经验|机制|体系|理念|品牌|精神|格局|战略|要求|目标|作用|效应|优势|IP|文章|标准|原则|政策|制度|方式|方法|理念|办法|通办|工作法|管理|改革成果|建设成果|成果|影响力|知名度)$"
)
_SLOGAN = lazy(
    r"[一二两三四五六七八九十百\d]+[个大项化型条类张本点双]|[一二三四五六七八九十]{2}|.{1,4}[袋篮子]子$"
    r"|(?:[一二两三四五六七八九十][增降升减提保转促稳送服]){2}"
)
_OUR_OWN = lazy(r"最|第一|之最")
_OF_ALL = lazy(
    r"(?:全[省国区]|中国)(?!.*(?:示范|试点|试验|实验|先行|先进)).*(?:基地|中心|枢纽|集散地|平台|引领区)$"
)  # 打造成全省风筝产业基地
_GRADED = lazy(r"国家级|省级|自治区级|国家[^和与、]{2,12}示范")
_TRIED = ("示范区", "试验区", "实验区", "先行区", "示范基地")
"""What somebody above lets a place try is a title, also where it is a zone."""
_ZONE = ("区", "园", "基地", "集群", "带", "公园", "工厂", "小镇", "枢纽", "景区")


def judge(case: Case) -> Verdict:
    """What the words name, by the first rule that knows them."""
    for find in _asked(case):
        found: Verdict | None = find(case)
        if found is not None:
            return found
    raise AssertionError("the last rule knows all words")


def _asked(case: Case) -> tuple[Callable[[Case], Verdict | None], ...]:
    """The rules that can know such words: most are works, of which half of them say nothing."""
    if case.marked or case.item.joint:
        return _FINDS
    if case.item.numbered:
        return _NUMBERED
    head = case.head
    if head is None or head.kind not in _BUILT or "win" in case.acts:
        return _UNMARKED
    return _UNMARKED if case.covered or case.heritage or case.public else _OF_WORKS


def at_sight(words: str, item: Item, acts: frozenset[str], known: Words) -> Verdict | None:
    """What the rule `plain` says of words that no list or quotation mark adds to, before more is asked of them."""
    if item.shared or item.listed or item.joint or "win" in acts or marked(words):
        return None
    head = known.head_of(without_note(words))
    if head is None:
        return _NO_HEAD
    return _AIM if head.sort == "aim" else None


_NO_HEAD, _AIM = Verdict("refused:no-head"), Verdict("refused:aim")


_NOT_OBJECTS = frozenset(
    (
        *(
            "问题",
            "方面",
            "领域",
            "环节",
            "产业",
            "行业",
            "企业",
            "模式",
            "资源",
            "体系",
            "制度",
            "机制",
            "业态",
            "服务",
        ),
        *("服务业", "经济", "市场", "人才", "产品", "要素", "新业态", "新模式", "政策", "措施", "重点领域", "关键环节"),
        *("短板", "弱项", "堵点", "机遇"),
    )
)
"""Behind 等 these say that the items are none."""


def _sorted_as_aim(case: Case) -> Verdict | None:
    """A、B等问题, 等方面, 等产业: whatever the items are called. Money, unless it is set up."""
    if case.head is not None and case.head.head.endswith("资金") and "set_up" not in case.acts:
        return Verdict("refused:aim")
    marks = case.made and not case.own and case.shared.endswith("地标")  # 打造氢能、自动驾驶等新地标
    if case.shared not in _NOT_OBJECTS and not marks:
        return None
    return Verdict("refused:aim")


def _plain(case: Case) -> Verdict | None:
    """Words without a name in quotes that end with nothing that can be followed: most are told by this alone."""
    if case.marked or case.listed or case.item.joint or case.lent or case.public or "win" in case.acts:
        return None
    if case.head is None:
        return Verdict("refused:no-head")
    return Verdict("refused:aim") if case.head.sort == "aim" and not brought_in(case) else None


def _short(case: Case) -> Verdict | None:
    """A single character, a number."""
    if len(case.words) > 4:
        return None
    bare = case.words.strip('“”"《》 　')
    if bare.isdigit() and len(bare) > 1 and case.item.borrowed:
        return None  # 327、264省道
    return Verdict("refused:short") if len(bare) < 2 or bare.isdigit() else None


def _counted(case: Case) -> Verdict | None:
    if case.words[:1] in ("新", "一", "1") and ONE.match(case.words):
        return None
    if case.head is not None and case.head.kind == "policy" and case.acts & {"issue", "set_up"}:
        return None  # 十项示范工程清单 is one
    if several(case.words) and not (case.listed and makes_so_much(case.words)):
        return Verdict("refused:counted")
    return Verdict("refused:counted") if counted_to_the_end(case.words) else None


def _document(case: Case) -> Verdict | None:
    if not case.marked:
        return None
    book = _BOOK.match(case.words)
    if "refuse" in case.item.acts and not case.acts & DRAWN_UP_ONLY:
        return Verdict("refused:standing")  # 抓好《青榄规划》实施
    if book is None and (case.acts & DRAWN_UP_ONLY) and _GENERAL_BOOK.search(case.words):
        return Verdict("document", "policy", True, 0, case.head, True)  # 出台风貌管控《指导意见》
    if book is None:
        work = _STAGED.match(case.words)
        return Verdict("work-of-art", "project", True, 0, None, True) if work else None
    head = case.head if book.end() < len(case.words) else None
    if head is not None and head.sort != "aim" and head.kind != "policy":
        return Verdict("document", head.kind, weighs(head), 0, head, True)
    planned = "other" in case.acts and book[0][:-1].endswith(("方案", "计划", "行动"))
    if case.acts & {"build", "open"} and not book[0][:-1].endswith(_PAPERS) and not case.acts & DRAWN_UP_ONLY:
        return Verdict("work-of-art", "project", True, 0, head, True)
    if planned or case.acts & _DRAWN_UP or (case.pushed and book[0] == case.words and book[0][:-1].endswith("规划")):
        return Verdict("document", "programme" if planned else "policy", not planned, 0, head, True)
    return Verdict("refused:standing")


_PAPERS = (
    *("规划", "条例", "办法", "方案", "意见", "纲要", "计划", "措施", "细则", "规定"),
    *("法", "决定", "通知", "标准", "清单", "政策"),
)
"""What a document's name ends with; other names in 《》 are of works of art."""
_DRAWN_UP = frozenset(("issue", "set_up", "start", "complete", "plan"))
"""What is done with a document that is still to come."""


def _quoted(case: Case) -> Verdict | None:
    """A name in quotes: what it is, the noun behind it tells."""
    quote = _QUOTE.search(case.words) if case.marked else None
    if quote is None:
        return None
    campaign = case.shared in ("专项行动", "行动", "工程", "计划")
    if _BARE.sub("", case.words) in case.known.vague and not campaign:
        return Verdict("refused:vague")
    head, behind, inside = case.head, case.words[quote.end() :], case.known.head_of(quote[0][1:-1])
    if _ARTICLES.match(quote[0]) and (behind == "升级版" or (behind in ("", "政策") and case.acts & DRAWN_UP_ONLY)):
        return Verdict("quoted", "policy", True, 0, head, True)
    if head is not None and head.sort == "aim":
        return Verdict("refused:aim")
    if case.made and "win" in case.acts:
        return _as_title(case) or Verdict("refused:self-given")
    if case.made and (_FLOWERY.search(case.words) or quote[0][1:-1].endswith(_SELF_GIVEN)):
        return Verdict("refused:self-given")
    if (behind and not case.own and not (campaign and behind.endswith(_CAMPAIGNS))) or behind[:1] in (
        "向",
        "到",
        "由",
        "从",
    ):
        return Verdict("refused:no-head")
    if head is not None and head.kind == "policy" and behind:
        return None
    if head is not None and behind and _done_to_a_sort(case, head, inside):
        return Verdict("refused:sort")
    if head is not None and (behind or case.shared):
        return _as_title(case) or Verdict("quoted", carried(head, case.acts, quoted=True), weighs(head), 0, head, True)
    if "win" in case.acts or (quote[0].endswith("连冠”") and quote.start() > 4):
        return Verdict("quoted-title", "title", True, 0, inside, True)
    if "、" in quote[0] or "，" in quote[0]:
        return Verdict("refused:quoted")
    if inside is not None and inside.head.endswith("计划") and "other" in case.acts:
        return Verdict("quoted", "programme", False, 0, inside, True)
    if inside is not None and inside.kind == "policy" and not case.acts & _DRAWN_UP:
        return Verdict("refused:standing")
    if inside is not None and inside.sort != "aim" and len(quote[0]) > 4 and "+" not in quote[0]:
        return Verdict("quoted", carried(inside, case.acts, quoted=True), weighs(inside), 0, inside, True)
    if "hold" in case.acts:
        return Verdict("quoted", "event", True, 0, None, True)
    if "set_up" in case.acts:
        listing = quote[0][1:-1].endswith(("榜", "名单"))
        return Verdict("quoted", "policy" if listing else "institution", True, 0, None, True)
    name, built = quote[0][1:-1], bool(case.acts & {"build"}) and "other" not in case.acts
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


def _done_to_a_sort(case: Case, head: Head, inside: Head | None) -> bool:
    """Whether a name in quotes is that of a sort to which something is done: “四旁”绿化."""
    if not working(head.head) or "other" in case.acts or case.place:
        return False
    return inside is None or inside.kind != "project" or len(inside.head) < 2


_ARTICLES = lazy('[“‘「『"＂][^、，]{2,16}?(?:\\d{1,3}|[一二三四五六七八九十]{1,3})条[”’」』"＂]')
"""A paper by how many articles it has: “人才新政40条”."""
_CAMPAIGNS = ("提升", "培育", "整治", "改造", "推广", "振兴", "保护", "治理")
_THOUSANDS = lazy(r"[百千万][个家项企村人校店镇户院医师名](?!千|百|万)[一-鿿]{2,3}")
"""What is done to a hundred or a thousand is a campaign: “千企升级”."""
_FLOWERY = lazy("[”’」』](?:的|大)|[“‘「『][^“‘「『”’」』、，]*+[、，]")
_SELF_GIVEN = ("之城", "之都", "之乡", "名城", "高地", "样板", "客厅", "名片", "标杆")
"""Names in quotes that a place makes for itself."""


_OF_MANY = (
    *("乡村", "社区", "庭院", "家庭", "校园", "村庄", "河湖"),
    *("城镇", "机关", "单位", "企业", "学校", "村居", "村镇", "行业"),
)
"""Of such there are many in a place, and a title of none of them is followed."""


def _as_title(case: Case) -> Verdict | None:
    """A grade or honour that somebody above awards."""
    head, wins = case.head, "win" in case.acts
    if head is None or (head.kind != "title" and not wins):
        return None
    if (head.sort == "aim" and not case.awarded) or _OUR_OWN.search(case.words):
        return None
    if case.made and wins and (not case.awarded or _OF_ALL.match(case.words)):
        return Verdict("refused:self-given")
    if wins and not case.awarded and not case.place and not case.stem and case.words.endswith(_OF_MANY):
        return Verdict("refused:sort")  # 美丽乡村创建
    if "hold" in case.acts and not wins:
        return Verdict("event", "event", True, 0, head, True)
    if head.kind == "title" and len(case.words) >= 4:
        if (
            case.awarded
            and not wins
            and ((case.made and not _GRADED.match(case.words)) or ("refuse" in case.acts and not case.built))
        ):
            return None
        if case.awarded or wins:
            zone = not wins and case.words.endswith(_ZONE) and not case.words.endswith(_TRIED)
            return Verdict("title", "project" if zone else "title", wins or zone, 0, head, True)
        if case.acts & {"complete"} and not case.stem and len(head.head) >= 4:
            return Verdict("title", "title", True, 0, head, True)
    if wins and case.awarded and head.kind in ("project", "institution", "programme"):
        return Verdict("title", "title", True, 0, head, True)
    return None


_PLACES = (
    *("市", "县", "区", "镇", "乡", "村", "城", "州", "旗", "校"),
    *("单位", "企业", "基地", "工厂", "团队", "社区", "家庭"),
)


_STARS = lazy("[^、，]{2}[345]A级?$")
"""The grade of a sight by itself: 青榄古城5A."""


def _heritage(case: Case) -> Verdict | None:
    """青榄古窑申遗: what is to be on the list, whatever it ends with."""
    if not case.heritage or len(case.words) < 3 or case.only_place or case.known.tell_nothing(case.words):
        return None
    return Verdict("awarded", "title", True, 0, None, True)


def _awarded(case: Case) -> Verdict | None:
    """创建 with 全国 or 国家 before it and a place or a body behind: a title whatever its name."""
    if "win" not in case.acts or not case.awarded or _OUR_OWN.search(case.words):
        return None
    if _STARS.search(case.words):
        return Verdict("awarded", "title", True, 0, None, True)
    if len(case.words) < 6:
        return None
    if case.words.endswith(_PLACES) and not case.only_place:
        return Verdict("awarded", "title", True, 0, None, True)
    return None


def _aim(case: Case) -> Verdict | None:
    drawn_up = case.shared and case.head is not None and case.head.kind == "policy"
    single = case.beside and case.head is not None and case.head.kind == "project" and case.head.sort == "one"
    if (
        (case.words in case.known.vague and not (drawn_up or single or case.lent))
        or case.only_place
        or _ADVERBIAL.match(case.words)
    ):
        return Verdict("refused:vague")
    if case.head is None or case.head.sort != "aim" or brought_in(case):
        return None
    if case.listed and case.stem and SMART.match(case.words):
        return None
    if case.listed and case.stem and not case.known.tell_nothing(case.stem):
        return None
    return Verdict("refused:aim")


def _unawarded(case: Case) -> Verdict | None:
    """What only somebody above could give is none without its level; a zone with a name is a work."""
    if case.head is None or case.head.kind != "title":
        return None
    if case.named and (case.of_works or (case.words.endswith(_ZONE) and not case.made)):
        return Verdict("named", "project", True, 0, case.head, True)
    if case.head.head.endswith("试点") and "win" not in case.acts and case.named:
        return Verdict("programme", "programme", False, 0, case.head, True)
    if case.head.head.endswith("工程") and "other" in case.acts and case.named:
        return Verdict("programme", "programme", False, 0, case.head, True)
    return Verdict("refused:self-given")


def _nothing(case: Case) -> Verdict:
    return Verdict("refused:no-head")


RULES: tuple[Rule[Case], ...] = (
    Rule("sorted-as-aim", _sorted_as_aim, "统筹解决青榄小学、白鹭医院等问题。"),
    Rule("plain", _plain, "推动青榄大桥和经济发展。"),
    Rule("short", _short, "建设“一”。"),
    Rule("counted", _counted, "建设青榄产业园的20座大桥。"),
    Rule("numbered", numbered, "重点抓好两大项目：（1）青榄籽油现代萃取。"),
    Rule("document", _document, "出台《风筝产业促进办法》。"),
    Rule("joint", joint, "实施管网改造、河道清淤和水库加固“三大工程”。"),
    Rule("quoted", _quoted, "开展“风筝进校园”专项行动。"),
    Rule("heritage", _heritage, "推进青榄古窑、白鹭矾矿申遗。"),
    Rule("public", public, "力争青榄科技首发上市。"),
    Rule("title", _as_title, "争创国家卫生城市。"),
    Rule("awarded", _awarded, "创建全国风筝运动推广县。"),
    Rule("aim", _aim, "推进数字经济等5个项目。"),
    Rule("programme", programme, "实施风筝产业提升三年行动。"),
    Rule("policy", policy, "编制风筝产业发展规划。"),
    Rule("event", event, "举办首届风筝节。"),
    Rule("unawarded", _unawarded, "打造风筝文化名城。"),
    Rule("covered", covered, "实现乡镇风筝工作站全覆盖。"),
    Rule("works", work, "开工建设青榄隧道。"),
    Rule("listed", listed_work, "推进青榄、白鹭等5个项目。"),
    Rule("nothing", _nothing, "创建纸鸢。"),
)
_FINDS = tuple(rule.find for rule in RULES)
_IN_MARKS = ("document", "joint", "quoted")
_NUMBERED = tuple(rule.find for rule in RULES if rule.name not in _IN_MARKS)
"""Those that can know words without quotation marks, in no list with a name of its own."""
_UNMARKED = tuple(rule.find for rule in RULES if rule.name not in (*_IN_MARKS, "numbered"))
_BUILT = ("project", "institution")
_OTHERS = ("heritage", "public", "title", "awarded", "policy", "event", "unawarded", "covered")
_OF_WORKS = tuple(rule.find for rule in RULES if rule.name not in (*_IN_MARKS, "numbered", *_OTHERS))
"""Those that can know a work or a body by its noun, where no title is won by it."""
