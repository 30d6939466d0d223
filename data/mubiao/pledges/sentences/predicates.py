"""What a clause says: verbs in a row, and the stretches of words that they govern.

「支持市医院争创三级甲等医院」 is read as 支持 | 市医院 | 争创 | 三级甲等医院. A verb is one only where a predicate can
begin (at the head of the clause, behind another verb or 、), unless the table says that it is one anywhere; 建设 in
「园区建设」 is a noun and stays with its object.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mubiao.patterns import lazy
from mubiao.pledges.sentences.clauses import QUOTED
from mubiao.pledges.sentences.spots import PARTS, SEPARATOR, Spots, may_skip
from mubiao.pledges.words import Verb, Words

_LEAD = lazy(
    r"(?:[\s　*#•●■▶◆\-—_]+|[(（]▫{1,3}[)）]|(?:总)?投资[\d.]{1,8}[余多]?[万亿]*元的?"
    r"|[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）、.．](?!\d)"
    r"|第[一二三四五六七八九十]{1,2}(?=[，,、是要])"
    r"|(?:工作)?(?:重点|关键|核心|首要)是|以[^，。、“”为]{2,8}(?:模式|方式|办法|机制|手段|标准|思维|理念|精神|力度)(?=[高办推抓建加开实举全])|[①-⒛㈠-㈩]|[一二三四五六七八九十]{1,2}(?:是|要)|(?:中心城区|主城区|市城?区)(?=[着大全重力加新要开完建启推继]))+"
)
_SKIP = lazy(
    r"(?:[\s　*]+|今年内?|明年|本年度?|年内|全年|上半年|下半年|[一二三四]季度(?:末|底|之?前)?"
    r"|汛期前|[一两三四五]年内|到(?=20\d\d年)|(?:19|20)\d\d年(?:\d{1,2}月)?"
    r"(?:上半年|下半年|年?底|末)?(?:之?前)?"
    r"|\d{1,2}月(?:底|份|初|中旬)?(?:之?前)?|年底(?:之?前)?|“?十[一二三四五]五”?(?:期间|时期)?|国庆前|春节前|尽快|尽早|早日|及早|按时|按期|如期|适时"
    r"|举全[市省州县区]之力|在全省|在全市|在全国|在全县|在全区|在全州|全力(?:以赴)?|大力度?|强力|强势|着力|奋力|合力|倾力|鼎力|聚力|致力于?|下大力气|集中力量|集中|深入|深度|纵深|扎实|切实|坚实|踏实|务实|稳步|稳妥地?|妥善|稳慎|稳|有序|有力|有效|积极|主动|全线"
    r"|坚持[^，。、▪]{2,4}化(?:、[^，。、▪]{2,4}化)?(?=[办开建举推实])|清单化|项目化|专班化|持续|继续|接续|连续|不断|常态化?|长效|逐步|分步|分期|分批|分类|分领域|分行业|分区域|梯次|成片|先期|提前|陆续|滚动|同步|一体(?:化)?(?!发展)|协同(?!发展|创新)|联动|系统化?|全面|全部|全域|全程|全方位|整体|整县|全速|快速|迅速|高效率?|高层次|高强度|深层次|实质性|高标准|高质量|高起点|高水平|高品质|高品位|高位|高规格|高站位|高频次|大规模|全链条"
    r"|携手|共同|高标(?!准)|高质高效|适度(?:超前|集约)?|集中连片|连片|迭代|动态|始终|坚定不移|精心|精准|精细|用心|用力|科学|合理|规范|严格|认真|从严|依法|重点|突出|率先|优先|首先|大胆|创新|努力|尽力|竭力|千方百计|进一步|更大力度|更高标准|加力|加紧|着重|着手|不折不扣|毫不松懈|毫不放松|持之以恒|驰而不息|有计划地|有步骤地|加大力度|真正|正式|基本|顺利|成功|圆满"
    r"|并且|并|且|同时|以及|及|还|也|要|应|将(?!军|乐)|会|再|又|均|都|已|可|能|能够|我们|全市|全区|全县|全镇|全省|全州|我市|我县|我区|我省|我州|市级|区级|县级|适当|充分|广泛|普遍|探索性|启动性|自主|联合|牵头|配合|协调|督促|督导"
    r"|高标准地|创造性地|更[好快多]地|因地制宜地?|实事求是地?|[“\"]?(?:有力|有序|有效)[、](?:有力|有序|有效)[”\"]?)+"
)
_NOMINAL = lazy(
    r"(?:工作|行动|计划|方案|项目|工程|进度|步伐|力度|等|的|期|后|前|时|中(?![国心医欧原华关科小央外德俄])|者|率|量|资金|资源|成果|成效|成本|任务|目标|水平|质量|能力|体系|机制|规模|情况|条件|经验|模式|标准"
    r"|基金|平台|中心|基地|园|示范|试点|机构|单位|主体|企业|产品|市场|环境|服务|部门|人员|队伍|单位|用地|面积|投资|活动|仪式|大会|地|区|县|市|馆|站|院|所|日|月|周|年(?!产)|权|证|法|线|点|面|力|费|商|方|型|性|式|化|类|级|制)"
)
_WHO = lazy(
    r"(?:大学|学院|医院|中学|小学|学校|公司|集团|研究院|研究所|[县区镇乡村]|[\u4e00-\u9fff]{2}市)(?=[\u4e00-\u9fff]{4})"
)
_WHO_ENDS = lazy(r"[学院校司团所县区镇乡村市](?=[\u4e00-\u9fff]{4})")
_TRIVIAL = lazy(
    r"(?:[\s　的其该各于在并]|[我本][省市州县区]|项目|工程|主体|建设|全线|全部|一期|早日|尽早|尽快|按期|如期|工作"
    r"|今年|年内|上半年|下半年|年底前?|\d+月底?前?|20\d\d年(?:上半年|下半年|底前?|前)?|实质性|具备|条件|达到|前期|手续)*"
)


_BY_MEANS = lazy(
    "以([^，。]{4,120}等[^，。、]{0,8}(?:项目|工程))(?:建设)?为(?:抓手|载体)$"
    "|以((?:全力|积极|高质量|成功)?(?:(?:争创|创建|申创|申报|创成|承办|举办|筹办|筹备)[^，。为]{4,60}"
    "|(?:开展|实施)[^，。为]{4,60}(?:试点|行动|工程|计划|活动)))(?:工作)?"
    "(?:为(?:总|重要|有力|战略)?(?:契机|抓手|载体|目标|牵引|统领|引领|先导|动力|主线|牵动|带动|龙头)|(?:牵动|带动|推动|促进|引领)[^，。]{2,16})$"
)
_BY_WINNING = lazy(
    "以([^，。]{4,40}?)((?:创建|争创|申创|申报)(?:工作)?)为(?:总?抓手|契机|载体|目标|牵引|统领|引领|动力|主线|龙头)$"
)
"""Titles that are striven for, behind which the verb stands: 以国家卫生城市创建为抓手."""
"""Works by which something else is to be reached, and titles: 以青榄大桥、白鹭码头等项目为抓手, 以创建…城市为契机."""
_LEADS = frozenset("总投第一二三四五六七八九十中主市工重关核首以")
"""The letters that _LEAD can begin with."""


class Token(NamedTuple):
    """Verbs in a row (acts is filled), or words that they govern."""

    start: int
    end: int
    acts: tuple[str, ...]  # ids of Act, none, refuse; empty for words
    words: tuple[str, ...] = ()  # the verbs
    fresh: bool = False  # a predicate begins here: the clause does, or 、 stands before it
    closes: bool = False  # what stands before it is its object: 、 follows


def tokens(flat: str, start: int, end: int, verbs_anywhere: Spots) -> list[Token]:
    """A clause of a closed text as verbs and words, in order."""
    if flat[start] == "以" and (by := _BY_MEANS.match(flat, start, end)):
        last = by.end(by.lastindex or 1)
        cut = flat.find("和打造", start, last)
        last = cut if cut > 0 else last
        chain = _chain(flat, start + 1, last, verbs_anywhere.known, fresh=True)
        chain = chain or Token(start, start + 1, ("build",), ("推进",), True)
        return [chain, Token(chain.end, last, ())]
    if flat[start] == "以" and (by := _BY_WINNING.match(flat, start, end)):
        return [Token(by.start(1), by.end(1), ()), Token(*by.span(2), ("win",), ("创建",))]
    spots = verbs_anywhere.between(start, end)
    lead = _LEAD.match(flat, start, end) if (first := flat[start]) in _LEADS or not first.isalpha() else None
    made: list[Token] = []
    at = lead.end() if lead else start
    if flat[at : at + 1] == "已":
        return [Token(at, end, ())]  # 已连续四年开展: it is done
    known = verbs_anywhere.known
    chain = _chain(flat, at, end, known, fresh=True) or _charged(flat, at, end, known)
    refused = chain is not None and chain.acts[-1] == "refuse" and (not spots or spots[-1][0] < chain.end)
    if chain is not None and refused and chain.end < end and "、" not in flat[chain.end : end]:
        return [chain, Token(chain.end, end, ())]
    while True:
        if chain is not None:
            made.append(chain)
            at = chain.end + (chain.closes and flat[chain.end] in _JOINS)
        helped = chain is not None and set(chain.acts) <= {"none", "build"}
        told = helped and chain is not None and chain.words[-1] in _TELLING
        stop, chain = _next(flat, at, end, spots, verbs_anywhere, helped=helped, told=told)
        if stop > at:
            made.append(Token(at, stop, ()))
        if chain is None:
            if len(made) > 2:
                return _tidied(flat, made, known)
            going = flat[end - 1] in _GOING_ENDS and len(made) == 1 and not made[0].acts
            return _going(flat, made[0], known) if going else made


def _going(flat: str, words: Token, known: Words) -> list[Token]:
    """A clause without another verb than that its object goes on: 青榄大桥、白鹭隧道等工程加快建设."""
    going = _GOING.search(flat, max(words.start + 3, words.end - 12), words.end)
    if going is None:
        return [words]
    verb = known.verbs[going[1] or going[2] or "推进"]
    return [words._replace(end=going.start()), Token(going.start(), words.end, (verb.act,), (verb.verb,))]


_GOING = lazy(
    r"(?:全部|全面|陆续|如期|按期|顺利|同步|加快|持续|稳步|扎实|有序|有力|强力|高效|加速|快速|抓紧|尽快|尽早|早日|相继){1,3}"
    r"(推进|建设|实施|落地|落户|运营|运行|启动|挂牌|落成)$|(完成年度(?:投资|建设)?(?:计划|任务|目标))$"
    r"|(?:取得(?:实质性?|突破性|重大|积极|新|明显|阶段性)*(?:进展|突破))$"
)
_GOING_ENDS = frozenset("进设施地户营行动牌成划务标展破")


def _charged(flat: str, at: int, end: int, known: Words) -> Token | None:
    """The verbs behind who is told to act: 青榄新区要加快建设…, 白鹭高新区重点推进…."""
    told = flat.find("要", at + 2, min(at + _LONGEST_WHO, end))
    if told < 0 or flat[told - 1] in _NO_CHARGE or flat[told + 1 : told + 2] in _NO_CHARGED:
        driven = _DRIVEN.search(flat, at + 2, min(at + _LONGEST_WHO, end))
        if driven is None or "、" in flat[at : driven.start()]:
            return None
        told = driven.start() - 1
    chain = _chain(flat, told + 1, end, known, fresh=True)
    return chain if chain is not None and chain.end < end - 3 else None  # 青榄项目要建成: it stands before


_DRIVEN = lazy(r"(?<=[市县区镇乡州旗城园团省岛港])(?:着力|大力|全力|重点|加快|积极|继续|集中|抓紧|力争|全面)(?![度点])")
"""How a place sets about what it is to do."""
_LONGEST_WHO = 14
"""Characters of who is told to act."""
_NO_CHARGE, _NO_CHARGED = frozenset("重主需想必只纪摘概首紧"), frozenset("求素点道件")
"""Before 要 and behind it these make another word of it."""


def _tidied(flat: str, made: list[Token], tables: Words) -> list[Token]:
    """Without words that name nothing (项目, 主体); a closing word that stands alone, 投产落地, is a verb."""
    found: list[Token] = []
    for token in made:
        words = flat[token.start : token.end].strip()
        known = tables.verbs.get(words)
        if token.acts:
            if found and found[-1].acts and not token.fresh:
                last = found.pop()
                token = last._replace(end=token.end, acts=last.acts + token.acts, words=last.words + token.words)
        elif known is not None and known.where in ("after", "both") and found:
            token = Token(token.start, token.end, (known.act,), (words,))
            if found[-1].acts:
                last = found.pop()
                token = last._replace(end=token.end, acts=(*last.acts, known.act), words=(*last.words, words))
        elif trivial(words) and len(made) > 1:
            continue
        found.append(token)
    return found


def _chain(flat: str, at: int, end: int, known: Words, *, fresh: bool, strict: bool = False) -> Token | None:
    """Verbs in a row from here on, with the adverbs among them; None where no predicate begins here."""
    acts: list[str] = []
    said: list[str] = []
    first, table = at, known.opening
    while at < end:
        skip = _SKIP.match(flat, at, end) if may_skip(flat, at) else None
        begin = skip.end() if skip else at
        if skip and flat.find("已", at, begin) >= 0:
            break  # 2010年以来已开展
        if acts and begin == at and fresh:
            join = SEPARATOR.match(flat, at, end) if flat[at] in PARTS else None
            if join and table.at(flat, join.end(), end):
                begin = join.end()
        verb = table.at(flat, begin, end)
        if verb is None and begin > at:
            begin, verb = at, table.at(flat, at, end)  # what was skipped can be a verb itself: 统筹推进, 统筹项目
        if verb is None or (strict and not acts and verb.where != "any") or (acts and verb.verb == "抓"):
            break
        if acts and acts[-1] == "issue" and verb.act != "issue" and _names_paper(flat, begin, end, known):
            break  # 出台支持青榄产业发展的若干意见
        begins = verb.act == "refuse" or (acts and said[-1] in _CARRY_OUT and verb.act in _BEGIN_NAMES)
        if begins and acts and verb.verb not in _OBEYS and _names_programme(flat, begin, end, known):
            break  # 实施优化营商环境行动: it begins the name
        said.append(verb.verb)
        at = begin + len(verb.verb)
        risen = verb.verb == "升级" and flat.startswith(("国家", "省级"), at)
        acts.append("win" if risen else verb.act)  # 推动青榄高新区升级国家高新区
        if flat.startswith("好", at) and flat[at + 1 : at + 2] not in _GOOD:
            at += 1  # 实施好, 办好
    goes_on = bool(acts) and acts[-1] in _REACHED and _joined(flat, at, end)
    closes = not fresh and (goes_on or flat.startswith("、", at))
    return Token(first, at, tuple(acts), tuple(said), fresh, closes) if acts else None


_CARRY_OUT = frozenset(("实施", "大力实施", "开展", "深入实施", "推行"))
_BEGIN_NAMES = frozenset(("open", "build"))
"""Acts of verbs that a campaign's name can begin with: 实施开放带动工程."""
_REACHED = frozenset(("open", "complete", "start", "win"))


def _joined(flat: str, at: int, end: int) -> bool:
    """Whether what follows a verb goes on with what the verb before it governs: 加快甲城开园和乙带建设."""
    return flat[at : at + 1] in _JOINS and flat.endswith("建设", at, end)


_JOINS = frozenset("和与及")


def _no_predicate(flat: str, at: int) -> bool:
    """Whether what stands before a verb makes a slogan of it, or an aim: 青榄项目促开工行动, 围绕打造榄城."""
    before = flat[at - 2 : at]
    return before in _TURNED_TO or (before[1:] == "促" and before not in _URGES)


def _named_so(flat: str, at: int) -> bool:
    """Whether 建设 is the name of a road: 建设路文明巷."""
    return flat.startswith(("建设路", "建设大道"), at) and flat[at + 3 : at + 4] not in "网灯面基"


_TURNED_TO = ("围绕", "紧扣", "瞄准", "对标", "锚定")
_URGES = ("力促", "督促")
"""Verbs that end with 促; before another verb it is else the beginning of a slogan, as in 促开工攻坚行动."""
_GOOD = frozenset("自友的人事转评坏戏日房")
"""Behind 好 these make a word of it."""
_OBEYS = frozenset(("落实", "贯彻", "贯彻落实", "执行", "认真落实", "推进落实", "落实落细", "坚持", "聚焦", "围绕"))


def _names_programme(flat: str, at: int, end: int, known: Words) -> bool:
    """Whether the words from here on are the name of a programme."""
    words = flat[at : _item_end(flat, at, end)]
    if _QUOTED_NAME.fullmatch(words):
        return True  # 实施优化营商环境“一号改革工程”
    head = known.head_of(words)
    if head is None:
        return False
    quoted = head.head == "工程" and QUOTED in words  # 实施扩大投资“千项万亿”工程
    planned = head.kind == "policy" and head.head.endswith("计划")  # 实施利用外资翻番计划
    quoted = quoted or (head.head == "工程" and flat.startswith("开放", at))  # 实施开放带动工程
    return (head.kind == "programme" or quoted or planned) and len(words) >= len(head.head) + 4


_QUOTED_NAME = lazy(f"(?!参[加与]|融入|对接|落实|[一-鿿]{{1,6}}一批)[一-鿿]{{4,10}}“{QUOTED}{{3,12}}”")


def _names_paper(flat: str, at: int, end: int, known: Words) -> bool:
    """Whether the words from here on are the name of a paper that tells what it is for."""
    words = flat[at:end]
    head = known.head_of(words)
    return head is not None and head.kind == "policy" and "的" in words and "、" not in words and "等" not in words


def _next(
    flat: str, at: int, end: int, spots: list[tuple[int, int]], found: Spots, *, helped: bool, told: bool
) -> tuple[int, Token | None]:
    """Where the words that begin here end, and the verbs that follow them; helped: 支持 or 加快 stands before them,
    told: 支持, which somebody must follow."""
    events, known = found.cuts(at, end), found.known
    if spots or helped:
        events = [*events, *((a, a) for a, _ in spots if a >= at)]
        if helped and _WHO_ENDS.search(flat, at, end):
            events += [(m.end(), m.end()) for m in _WHO.finditer(flat, at, end)]
        if told:
            events += [(first, first) for first in _told_to_build(flat, at, end, known)]
        events.sort()
    going = flat.find("建设、", at + 2, end) - 2
    if going > at and flat.startswith(_HURRIES, going):
        events = sorted([*events, (going, going)])  # 甲高速加快建设、乙高速建成通车
    if flat[end - 2 : end] in _CHECKED and (checked := flat.find("通过", at + 1, end)) > 0:
        events = sorted([*events, (checked, checked)])
    for first, begin in events:
        if first < at or (begin == first and (_no_predicate(flat, first) or _named_so(flat, first))):
            continue
        if begin > first:
            mark = flat[first:begin]
            chain = _chain(flat, begin, end, known, fresh=True, strict=mark in ("和", "与", "及", "或", "暨"))
            if chain is not None and _governs(flat, chain, end, known):
                return first, chain
        elif (verb := known.opening.at(flat, first, end)) is not None and (
            first == going or _predicates(flat, first, end, verb, known)
        ):
            chain = _chain(flat, first, end, known, fresh=False)
            if chain is not None:
                return first, chain
    return end, None


def _told_to_build(flat: str, at: int, end: int, known: Words) -> list[int]:
    """Where 建设 is what somebody with a short name is told to do: 支持白鹭北｜建设青榄国际贸易城."""
    first = flat.find("建设", at + 2, min(at + _LONGEST_WHO, end))
    if first < 0 or _NOT_WHO.search(flat, at, first):
        return []
    quoted = flat.startswith("“", first + 2)
    if quoted and (flat[first - 1] in _PLACES_END or flat[first - 1] not in _NO_SUBJECT):
        return [first]  # 支持青榄镇建设“两馆一中心”
    if flat[first - 1] in _NO_SUBJECT:
        return []
    rest = flat[first + 2 : _item_end(flat, first + 2, end)]
    head = known.head_of(rest)
    if head is None or head.kind not in ("project", "institution") or _NOMINAL.match(rest):
        return []
    stem = rest[: len(rest) - len(head.head)]
    return [first] if len(stem) >= 2 and not known.tell_nothing(stem) else []


_CHECKED = frozenset(("复查", "复审", "复核", "复检", "复验", "验收", "评审", "考评", "测评"))
"""With one of these behind it 通过 is what is promised: 确保青榄县通过国家园林城市复查."""
_NOT_BEGUN = frozenset("后前时中的等者期")
_HURRIES = ("加快", "全面", "加速")
_TELLING = frozenset(("支持", "鼓励", "引导", "推动", "指导", "帮助", "协助", "促成", "促使"))
"""Verbs behind which somebody stands who is to act."""
_PLACES_END = frozenset("镇县区市乡村州旗园院")
_NOT_WHO = lazy("[、的在和与]")
_NO_SUBJECT = frozenset("设程施制系化区目园业展地城市县镇乡村新力度式划")
"""Before 建设 these make a compound of it, or are told by themselves: 基础设施建设, 城市建设."""


def _item_end(flat: str, at: int, end: int) -> int:
    stop = SEPARATOR.search(flat, at, end)
    return stop.start() if stop else end


def _governs(flat: str, chain: Token, end: int, known: Words) -> bool:
    """Whether verbs behind 、 have an object of their own: they open no noun like 改造工程."""
    stop = _item_end(flat, chain.end, end)
    rest = flat[chain.end : stop].strip()
    if len(rest) < 3:
        return chain.acts[-1] in ("complete", "open", "start") and not rest
    if known.verbs[chain.words[-1]].where == "any":
        return True
    head = known.head_of(rest)
    return not (head is not None and head.head == rest) and not _NOMINAL.match(rest)


def _predicates(flat: str, at: int, end: int, verb: Verb, known: Words) -> bool:
    """Whether a verb in the middle of words is the predicate of what follows or of what went before."""
    if len(verb.verb) < 2:
        return False
    after = at + len(verb.verb)
    rest = flat[after : _item_end(flat, after, end)]
    if not rest.strip():
        return verb.act not in ("build", "plan", "other", "none", "refuse")
    head = known.head_of(rest)
    if head is not None and head.head == rest and len(rest) < 4:
        return False
    if not _NOMINAL.match(rest) or verb.verb == "成为":
        return True
    if rest[0] in _NOT_BEGUN:
        return False  # 出台前向…报告的规定
    named = head is not None and head.kind in ("programme", "policy", "event") and len(rest) >= len(head.head) + 4
    return named and verb.where == "any" and verb.act in ("other", "issue", "hold")  # 推行企业投资承诺制试点


def trivial(words: str) -> bool:
    """Whether words name no object: 项目, 主体工程, 尽快."""
    return _TRIVIAL.fullmatch(words) is not None


def groups(made: list[Token]) -> Iterator[tuple[Token | None, Token, Token | None, Token | None]]:
    """(verbs before, words, verbs behind that have no words of their own, verbs behind that have some), in order."""
    before: Token | None = None
    for index, token in enumerate(made):
        if token.acts:
            continue
        last = made[index - 1] if index else None
        if last is not None and last.acts and not last.closes:
            before = last
        behind = made[index + 1] if index + 1 < len(made) and made[index + 1].acts else None
        bare = behind is not None and (index + 2 >= len(made) or bool(made[index + 2].acts) or behind.closes)
        bare = bare and not (behind is not None and behind.fresh and index + 2 < len(made))
        yield before, token, behind if bare else None, None if bare else behind
        if last is not None and last.acts and not bare:
            before = None
