"""Which place a fact is about.

A report speaks of its own place unless it names another as the subject of the clause; an article of a newspaper page
speaks of the place that it names most. What a name could mean is the gazetteer's business; here is only decided
whether a named place owns the number.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace

from mubiao.extract.context.contexts import Mention
from mubiao.extract.context.noun_phrases import clean
from mubiao.extract.decisions import Decision, PassedOver, Words
from mubiao.extract.fields.places import names, parts
from mubiao.extract.fields.places.names import NOBODY, LastOwner, Place, as_printed, called, opens_row
from mubiao.extract.text.reflow import Reflowed
from mubiao.lexicon.name_matcher import indicator_of
from mubiao.model import Document, Role, Section
from mubiao.patterns import lazy
from mubiao.regions import gazetteer_for, is_inside, region, short_name
from mubiao.regions.gazetteer import Mention as PlaceName

_SCOPE = lazy(
    r"(?:全球|世界|亚洲|国内|西部|中部|东部|东北|全国|全省|全市|全区|全县|全镇|省级|国家级|省|市|县域|百强县)(?=[^，,。；;]{0,16}$)"
)
_NOT_OWNER = lazy(
    r"(?!集中)[大学院校港路桥湾江河山银站公集机场口委人政代检法晚日晨]|高新|经济|开发|会展|海关|商会|籍|都市|银行|大道|本地|产业|口味|方向|之间|一带"
)
_CLAUSE_START = lazy(r"(?:^|[。！？；，,\n])[^\S\n]*+(?:另外|此外|同时|其中|据悉|而|截至[^，,]{0,10})?[，,]?$")
_HOME = lazy(r"[全我本](?:[市省区县镇乡州旗盟]|地区)")
_TOPIC = 320  # characters of a paragraph that its first sentence holds for
_TELLS = lazy(
    r"(?![^，,]{0,12}(?:产业园|园区|项目|工程|公司|企业|医院|学校|机场|水库|公路|铁路|基地|景区|中心|品牌|产品|代表|村|社区))"
    r"[^，,。；;、\d和与及等]{2,16}[，,](?!其中|带动|辐射|助推)"
)
_BRACKET, _BRACKETED = 4, 24  # characters before a number in which its bracket opens, and the place before that
_HEAD = 10  # characters of it before the place that it is about
_STANDS = lazy(r"(?:稳|位|排|在|居|列|跃|荣|获|综合|总量|连续|继续|进入|跻身)")


_ALL_OF_IT = frozenset(("全省", "全市", "全县", "全区", "全州", "全盟", "全旗"))
"""What labels the row of the whole place, above those of its parts."""


class Places:
    """The places of one document."""

    def __init__(self, document: Document, text: str, reflowed: Reflowed, sections: list[Section]) -> None:
        self._text, self._corps = text, "兵团" in text
        self._home = Place(document.region, document.region_code, "home")
        self._gazetteer = gazetteer_for(document.region_code)
        self._spots = self._gazetteer.find(text)
        self._starts = [spot.start for spot in self._spots]
        self._heads = frozenset(self._starts)
        self._zones = any(parts.is_zone(text, spot) for spot in self._spots)
        self._articles: dict[int, Place] = {}
        self._short: dict[str | None, tuple[str, ...]] = {}
        self._labels: list[tuple[int, Place]] = []  # lines that begin with a place and a colon: 赣州：…
        if document.kind in ("news", "explainer", "other"):
            from mubiao.extract.fields.places.articles import articles  # a report has none

            if not any(field == "region" for field, _ in document.stated):  # else every article is of that place
                stored = [reflowed.start(spot.start) for spot in self._spots]
                self._articles = articles(document.text, self._spots, stored, sections, self._home)
            self._labels = names.labelled(text, self._spots)

    def decide(self, mention: Mention, subject: str, section: Section, last: LastOwner = NOBODY) -> Decision[Place]:
        """The place of a mention. last: the place that owned a number before it, and in which sentence."""
        labelled = self._labelled_at(mention.statement_start) if self._labels else None
        base = labelled or self._articles.get(section.start, self._home)
        among = None if mention.group >= 0 else base.code  # 甲县、乙县产值均增长8%: places of the home
        if mention.place and (listed := names.listed(self._gazetteer, mention.place, among)) is not None:
            told = (one for decision in mention.decided for one in decision.evidence if one.role == "place")
            return _decided(listed, tuple(told))
        if mention.quantity.kind == "rank":
            return self._of_rank(mention, base, section, last)
        named = self.named(mention.left_start, mention.left_end)
        beside = self._beside(mention, subject, base, named)
        if beside is not None:
            return beside
        if last == (mention.sentence, None) and mention.group < 0 and mention.right_end <= mention.right_start:
            opened = parts.opens(self._text, mention) and not self._returns(mention)
            if mention.elided or opened:
                return _decided(Place(None, None, "part"))  # 产业集聚区投资13亿元，增长22%
        entity, words = parts.entity(self._text, mention) or (None, ())
        if entity is not None and base.name is not None and base.name.endswith(entity):
            entity, words = None, ()  # the zone that the document speaks for
        pool = self._pool(mention)
        if pool is not None:
            return _decided(pool)
        owner = parts.zone_of(self._text, mention, self._names(base), named)
        owner = (
            owner
            or self._bracketed(mention)
            or self._located(mention, base)
            or self._owner(mention, base, named)
            or self._listed(mention, base)
            or self._stated(mention, base, section)
        )
        owner = owner or self._project(mention, base, section) or self._topic(mention, base, subject)
        owner = owner or self._opens(mention, base)
        goes_on = owner is None and not mention.place and self._goes_on(mention, last)
        if goes_on and not self._returns(mention) and not parts.a_zone(self._text, mention):
            owner = last[1]  # 钟屏街道建成车间46个，吸纳就业3800余人: the clause goes on about it
        if owner is not None:
            if entity is not None and owner.name and (owner.name.endswith(entity) or entity.endswith(owner.name)):
                entity, words = None, ()
            name = as_printed(self._text, owner)
            place = Place(name, owner.code, "named", None, entity, owner.candidates, owner)
            return _decided(place, (names.spot(owner), *words))
        place = base
        if entity is not None or base.named is not None:
            place = Place(base.name, base.code, base.rule, None, entity, base.candidates)
        return _decided(place, (base.named, *words) if base.named else words, section)

    def after(self, mention: Mention, place: Place, last: LastOwner) -> LastOwner:
        """Whose the sentence is behind a number of `place`; 建设天长、凤阳2个园区 tells where these are, no more."""
        owner = place.owner
        if place.rule == "part" or (owner is None and last[1] is None):
            return (mention.sentence, None) if place.rule == "part" else NOBODY
        if owner is None and place.rule == "home" and mention.group < 0 and self._all_of_it(mention):
            return NOBODY  # 甲县产蔗61万吨，全市产蔗412万吨，增长3.2%: the growth is of the whole
        if owner is None or (mention.left_end <= owner.end and self._text[owner.start - 1] in "、和与及"):
            return last
        return mention.sentence, owner

    def _beside(self, mention: Mention, subject: str, base: Place, named: list[PlaceName]) -> Decision[Place] | None:
        """The nation or the province in brackets, and parts of the place that have no name in the table."""
        whole = parts.nation(self._text, mention)
        found = self._gazetteer.relative(whole[0]) if whole else None
        if whole is not None and found is not None:
            return _decided(Place(found.name, found.code, "nation"), (whole[1],))
        if mention.quantity.kind == "percent" and (larger := parts.beyond(self._text, mention)):
            found = self._gazetteer.relative(self._text[larger.start : larger.end])
            if found is not None and found.code != base.code and found.level in ("country", "province"):
                return _decided(Place(found.name, found.code, "nation"), (larger,))
        if base.code is None or base.code.startswith("zone:") or named:
            return None
        words = parts.part(self._text, mention, subject, base.code, corps=self._corps)
        return _decided(Place(None, None, "part"), (words,)) if words else None

    def _of_rank(self, mention: Mention, base: Place, section: Section, last: LastOwner) -> Decision[Place]:
        """泉州市居全省第3位: whose standing it is, and among whom; 增速居全省首位 goes on about it."""
        scope = self._scope(mention)
        named = self.named(mention.left_start, mention.left_end)
        owner = next((one for one in named[:1] if one.start <= mention.left_start + 1), None)
        if owner is None or owner.code in (None, base.code) or not is_inside(owner.code or "", base.code or ""):
            owner = self._owner(mention, base, named)
        zone = parts.zone_of(self._text, mention, self._names(base), named) if mention.source < 0 else None
        if zone is not None and zone.end < mention.left_end + 1:
            return _decided(Place(zone.name, zone.code, "named", scope, owner=zone), (names.spot(zone),))
        stands = owner is not None and (_STANDS.match(self._text, owner.end) or self._told(owner, mention))
        among = parts.AMONG.fullmatch(self._text, mention.gap_start, mention.quantity.outer_start)
        goes_on = mention.source >= 0 and not self._returns(mention)
        if not stands and last[0] == mention.sentence and (goes_on or among):
            owner, stands = last[1], last[1] is not None
        if owner is not None and stands:
            return _decided(Place(as_printed(self._text, owner), owner.code, "named", scope), (names.spot(owner),))
        return _decided(Place(base.name, base.code, base.rule, scope, None, base.candidates), (), section)

    def _told(self, owner: PlaceName, mention: Mention) -> bool:
        """Whether a standing is that of an indicator of the place: 滨海新区生产总值居全国新区第一位."""
        return indicator_of(clean(self._text[owner.end : mention.left_end])[0]) is not None

    def passed_over(self, mention: Mention, decided: Place) -> Iterator[PassedOver]:
        """The places that the statement names and that the number is not of, the nearest first."""
        said = set()
        for spot in reversed(self.named(mention.statement_start, mention.quantity.outer_end)):
            name = spot.name or " | ".join(spot.candidates)
            if (spot.code == decided.code and spot.code is not None) or name in said:
                continue
            said.add(name)
            reason = "not-owner" if spot.code else "shared-name"
            yield PassedOver(name, reason, Words("place", spot.start, spot.end))

    def _labelled_at(self, position: int) -> Place | None:
        """The place of the last such line at or before a position."""
        at = bisect_right(self._labels, position, key=lambda label: label[0])
        return self._labels[at - 1][1] if at else None

    def in_row(self, label: str, section: Section, start: int, end: int) -> Decision[Place]:
        """The place of a figure in a table: the one that labels its row (at text[start:end]), else the document's.

        The name of an indicator may stand behind that of the place: 甲区一般公共预算收入.
        """
        named = self._gazetteer.find(label)
        if len(named) == 1 and named[0].code and named[0].start == 0 and opens_row(label, named[0].end):
            return _decided(Place(named[0].name, named[0].code, "row"), (Words("place", start, end),))
        home = self._articles.get(section.start, self._home)
        if label in _ALL_OF_IT and (home.name or "").endswith(label[1:]):
            return _decided(Place(home.name, home.code, "row"), (Words("place", start, end),))
        return _decided(home, (), section)

    def _goes_on(self, mention: Mention, last: LastOwner) -> bool:
        """Whether a mention's sentence is that of the place named last, or begins with 其中 right behind it."""
        if last[1] is None or mention.sentence == last[0]:
            return last[1] is not None
        if mention.sentence == last[0] + 1 and parts.goes_on_doing(self._text, mention, last[1]):
            return True  # 某区实现产值6亿元；完成投资2亿元
        if mention.sentence == last[0] + 1 and parts.named_again(self._text, mention, last[1]):
            return True  # 东湖新区完成投资6亿元；新区建成区面积35平方公里
        return mention.sentence == last[0] + 1 and self._text.startswith("其中", mention.sentence_start)

    def without(self, subject: str, place: Place) -> str:
        """The subject without the name of the place that it is about anyway: 深圳本地生产总值."""
        if place.rule == "nation" and not indicator_of(subject):  # 某省失业率3.1%，全国为3.6%
            whose = next(iter(self._gazetteer.find(subject)), None)
            rest = subject[whose.end :] if whose is not None and whose.start == 0 else ""
            return rest if rest and indicator_of(rest) else subject
        for name in self._names(place):
            if subject.startswith(name) and len(subject) > len(name) + 1:
                rest = subject[len(name) :]
                return subject if _NOT_OWNER.match(rest) and not indicator_of(rest) else rest.removeprefix("的")
            at = subject.find(name, 2) if len(name) > 2 else -1
            if at > 0 and subject[at - 1] in "省市州盟县区" and len(subject) > at + len(name) + 1:
                return subject[at + len(name) :].removeprefix("的")  # 海口市龙华区｜常住人口
        return subject

    def _names(self, place: Place) -> tuple[str, ...]:
        if place.code is None:
            return (place.name,) if place.name else ()  # a zone that no table has
        if place.code not in self._short:
            known = region(place.code) if place.code else None
            both = {place.name or "", short_name(known)} if known is not None else {place.name or ""}
            self._short[place.code] = tuple(sorted((name for name in both if len(name) > 1), key=len, reverse=True))
        return self._short[place.code]

    def named(self, start: int, end: int) -> list[PlaceName]:
        """The places that the text names in [start, end)."""
        return self._spots[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _pool(self, mention: Mention) -> Place | None:
        """居全市54家景区第一: what is counted there is the city's, whoever leads it."""
        if mention.quantity.kind != "count" or mention.right_end <= mention.right_start:
            return None
        word = self._text[mention.quantity.outer_start - 2 : mention.quantity.outer_start]
        if word not in ("全国", "全省", "全市", "全县", "全区"):
            return None
        place = self._gazetteer.relative(word)
        if place is None or place.code == self._home.code:
            return None
        return Place(place.name, place.code, "pool")

    def _owner(self, mention: Mention, base: Place, named: list[PlaceName]) -> PlaceName | None:
        """A place that stands at the head of the number's own noun phrase: 石狮市地区生产总值｜1200亿元."""
        named = [m for m in named if m.end <= mention.left_end + 1] if named else named
        if not named or mention.group >= 0:
            return None
        spot = named[-1]
        if spot.code in (None, base.code) or (len(named) > 1 and self._joined(named[-2], spot)):
            return None
        before = self._text[max(0, spot.start - 2) : spot.start]
        above = named[-2] if len(named) > 1 and named[-2].end == spot.start else None
        if above is not None and is_inside(spot.code, above.code or "-") and above.start <= mention.left_start + 1:
            before = self._text[max(0, above.start - 2) : above.start]  # 海口市龙华区常住人口67万人
        elif spot.start > mention.left_start + 1 and not before.endswith(parts.OPENS_OWNER):
            inside = base.code is not None and is_inside(spot.code or "", base.code)
            if not inside or before not in parts.URGES:
                return None
        rest = self._text[spot.end : mention.left_end]
        if (_NOT_OWNER.match(self._text, spot.end) and not indicator_of(rest)) or before.endswith(parts.TOWARDS):
            return None
        if rest.endswith("等"):
            return None  # 容县…工程等62个项目 is an example of them
        counts = not rest and mention.quantity.kind == "count" and mention.gap_start < spot.start - 1
        if counts and before[-1:] in "、和与及":
            return None  # 锦屏、岑巩、三穗3个经开区 are as many places
        if spot.kind == "short" and rest and not indicator_of(clean(rest)[0]):
            return None  # 深圳科技创新奖 is a name; a short name owns only what has one of its own
        place = region(spot.code) if spot.code else None
        if place is None or (place.level in ("country", "province") and self._text[spot.start : spot.end] != spot.name):
            return spot if parts.told_of(mention, rest) else None  # 广西社会消费品零售总额增长1.3%
        return spot

    def _bracketed(self, mention: Mention) -> PlaceName | None:
        """The place right before the bracket that a number opens: 增速居前的有甲区(8.6%)、乙区(7.9%)."""
        end = mention.quantity.outer_start
        opened = self._text.find("(", end - _BRACKET, end) >= 0
        return parts.bracketed(self._text, mention, self.named(max(0, end - _BRACKETED), end)) if opened else None

    def _located(self, mention: Mention, base: Place) -> PlaceName | None:
        """位于甲市乙镇的产业园建成厂房12万平方米: the part of the home that a sentence begins with."""
        start = mention.sentence_start
        if not self._text.startswith(names.LIES, start):
            return None
        end = min(start + names.LIES_REACH, mention.quantity.outer_start)
        return names.located(self._text, self.named(start, end), base.code)

    def _topic(self, mention: Mention, base: Place, subject: str) -> PlaceName | None:
        """把滨海新区开发开放作为重中之重。生产总值增长22%: whose figures a paragraph gives, its first sentence says."""
        if not self._zones:
            return None
        start = mention.statement_start
        line = self._text.rfind("\n", max(0, start - _TOPIC), start) + 1
        if not line or line >= start - 6 or base.code is None or base.code.startswith("zone:"):
            return None
        named = self.named(line, mention.quantity.outer_start)
        if len({one.code for one in named}) != 1 or named[0].code in (None, base.code) or named[0].start - line > _HEAD:
            return None
        if not parts.is_zone(self._text, named[0]) or not indicator_of(subject):
            return None
        return None if _HOME.search(self._text, line, mention.quantity.outer_start) else named[0]

    def _opens(self, mention: Mention, base: Place) -> PlaceName | None:
        """经济开发区支柱作用增强，汽车产值486亿元: the place that a sentence begins with, until another is named."""
        start, end = mention.sentence_start, mention.anchor if mention.group >= 0 else mention.quantity.outer_start
        start = parts.lead(self._text, start)
        if mention.gap_start > start or (start not in self._heads and start + 1 not in self._heads):
            return None
        if base.code is None or base.code.startswith("zone:"):
            return None
        named = self.named(start, end)
        if len(named) != 1 or named[0].start - start > 1 or named[0].kind == "short":
            return None
        spot = named[0]
        told = _TELLS.match(self._text, spot.end, end)
        if told is None or spot.code in (None, base.code) or not is_inside(spot.code or "", base.code):
            return None
        fares = parts.FARES.match(self._text, spot.end)
        if (not fares and _NOT_OWNER.match(self._text, spot.end)) or _HOME.search(self._text, spot.end, end):
            return None
        return spot

    def _returns(self, mention: Mention) -> bool:
        """Whether the words before a number name the home again or another place."""
        start, end = mention.gap_start, mention.quantity.outer_start
        return bool(self.named(start, end)) or bool(_HOME.search(self._text, start, end))

    def _all_of_it(self, mention: Mention) -> bool:
        """Whether the number's own noun phrase begins with the home: 全市产蔗412万吨."""
        return _HOME.match(self._text, mention.left_start, mention.left_end) is not None

    def _listed(self, mention: Mention, base: Place) -> PlaceName | None:
        """The place that opens a subject of a 分别 list: 苏州、南京地区生产总值分别达….."""
        if mention.group < 0 or len(mention.subject) > 24:
            return None
        # 黄金、白银、精炼铜产量分别增长…: a place in such a list stands beside other places.
        beside = self.named(max(mention.statement_start, mention.anchor - 120), mention.anchor)
        joined = [spot for pair in itertools.pairwise(beside) if self._joined(*pair) for spot in pair]
        named = self._gazetteer.find(mention.subject) if joined else []
        if not named or named[0].start or named[0].code in (None, base.code) or named[0].end == len(mention.subject):
            return None
        if _NOT_OWNER.match(mention.subject, named[0].end):
            return None
        spot = next((spot for spot in joined if spot.code == named[0].code), None)
        if spot is not None and (zone := parts.zone_called(mention.subject, named[0].end)):
            return PlaceName(spot.start, spot.end, None, zone)  # 西和县、康县｜工业集中区｜生产总值
        return replace(named[0], start=spot.start, end=spot.end) if spot is not None else None

    def _stated(self, mention: Mention, base: Place, section: Section) -> PlaceName | None:
        """In news, the other place that the sentence has named by its full name: 另外，广东省…，全省地区生产总值….."""
        if section.role is not Role.NEWS and section.start not in self._articles:
            return None
        named = self.named(mention.statement_start, mention.left_start)
        if not named:
            # 玉林市集中开竣工…等62个项目: the name opens the number's own noun phrase.
            named = [m for m in self.named(mention.statement_start, mention.statement_start + 2) if m.kind == "full"]
        if not named or any(m.code == base.code for m in named):
            return None
        first = next((m for m in named if m.kind != "short" and m.code is not None), None)
        if first is None or not _CLAUSE_START.search(self._text, max(mention.statement_start - 1, 0), first.start):
            return None
        place = region(first.code or "")
        own = _HOME.search(self._text, first.end, mention.quantity.outer_start)
        several = any(self._joined(*pair) for pair in itertools.pairwise(named))
        if own is not None and place is not None and not called(own[0][1], place, base, several):
            return None  # 全县 after a town: the county again
        if place is None or place.level == "country" or _NOT_OWNER.match(self._text, first.end):
            return None
        return first

    def _project(self, mention: Mention, base: Place, section: Section) -> PlaceName | None:
        """In news, the place where a project is built, for the paragraphs that go on about 项目 or 该公司."""
        if section.role is not Role.NEWS:
            return None
        line = names.goes_on(self._text, mention)
        named = self.named(max(0, mention.statement_start - names.NEAR), line) if line >= 0 else []
        return names.built(self._text, named, base.code)

    def _joined(self, one: PlaceName, other: PlaceName) -> bool:
        return self._text[one.end : other.start] in ("、", "和", "与", "及", "/")

    def _scope(self, mention: Mention) -> str | None:
        q = mention.quantity
        words = self._text[max(mention.sentence_start, q.outer_start - 30) : q.outer_start]
        if found := list(_SCOPE.finditer(words)):
            return found[-1][0]
        named = self.named(max(mention.sentence_start, q.outer_start - 20), q.outer_start)
        return named[-1].name if named else None


def _decided(place: Place, evidence: tuple[Words, ...] = (), section: Section | None = None) -> Decision[Place]:
    inherited = section is not None and place.rule in ("article", "headline")
    return Decision(
        "regions", place.rule, place, evidence, (), (section.path or None) if section and inherited else None
    )
