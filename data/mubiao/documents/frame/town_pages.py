"""Pages of a town or a street: news, summaries and releases that name it once and then say 我镇, 全镇, 街道."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from mubiao.documents.frame.defined import DEFINES, alone
from mubiao.documents.frame.homes import Key
from mubiao.documents.frame.named_places import town_called
from mubiao.documents.frame.scale import scale_of
from mubiao.patterns import lazy
from mubiao.regions.gazetteer import nationwide
from mubiao.regions.resolve import by_name

_LEAD = 300  # characters in which a page says whose it is
_KIND = lazy(r"[镇乡]|街道|苏木")
_NAME = lazy(r"(?P<name>[\u4e00-\u9fff]{1,8}?(?:镇|乡|街道|苏木))(?!\w?[村里域级企]|镇|统筹|居民|一体)")
_OWN = lazy(
    r"[全我本该](?:镇|乡|街道|苏木)(?!村|域|企)|(?<![\u4e00-\u9fff])(?:镇|乡|街道)(?![村里域级])"
    r"|(?:镇|乡|街道)(?:党工委|党委|政府|办事处|人大|两委)|[，,、；;。]街道(?!里|上)"
)
_OPENS = lazy(r"(?:关于)?(?:(?:19|20)\d{2}年?)?(?:[\u4e00-\u9fff]{2,4}[省市县区])*$")
_NO_NAME = lazy(
    r"乡镇|[我全各本该某在的和与及了为到从被]|[乡城]镇|城乡|小镇|村镇|集镇|特色|重点|中心镇|代表|发展|建设|[把让使向推实完加深促]"
)
_STEM = lazy(
    r"(?:立足|结合|紧扣|符合|根据)(?P<place>[\u4e00-\u9fff]{2,3})实际"
    r"|(?:平安|法治|健康|数字|智慧|美丽|幸福|文明|活力|魅力|绿色|生态|和谐|富裕|文化|开放|实力)(?P<name>[\u4e00-\u9fff]{2,3})(?![\u4e00-\u9fff])"
)
_OFTEN = 2
_LONGEST = 4  # characters of the name of a town that no table knows
_BEFORE = "在到由从为对与向市县区州旗盟年月来日，：记者"
_LEVELS = (None, "镇", "乡", "街道")


def town_pages(title: str, seen: str, whole: str) -> Iterator[tuple[str, Key, str]]:
    """Cue, home and evidence of each sign that a page is of a town or a street. All texts normalised."""
    lead = f"{title}\n{seen[:_LEAD]}"
    if _KIND.search(lead) is None or scale_of(whole).kind not in _LEVELS:
        return
    own = sum(1 for _ in _OWN.finditer(whole))
    names = Counter(name for name in _named(lead))
    counts = {name: max(n, whole.count(name)) for name, n in names.items()}
    name = max(counts, key=lambda name: counts[name], default=None)
    if name is None:
        yield from called_so(title, seen, whole)
    if name is None or any(n >= counts[name] for other, n in counts.items() if other != name):
        return
    opens = lead.strip().startswith(name) or _OPENS.match(lead[: lead.index(name)].strip()) is not None
    unknown = not _is_town(name)
    at = lead.index(name)
    if DEFINES.match(lead, at + len(name)) is not None and alone(name, whole):
        own += 1 + unknown
    headed = title.startswith(name) and not unknown and whole.count(name) >= _OFTEN
    if (own >= 1 + unknown or headed) and counts[name] > unknown and (counts[name] + own > _OFTEN or opens):
        yield "town-told", town_called(name, whole), name


def called_so(title: str, seen: str, whole: str) -> Iterator[tuple[str, Key, str]]:
    """The town whose slogans and plans call it without the word for what it is: 我镇立足冶溪实际, 建设魅力冶溪."""
    kind = scale_of(whole).kind
    if kind not in _LEVELS[1:] or any(_is_town(name) for name in _named(f"{title}\n{seen[:_LEAD]}")):
        return
    said = Counter(match["place"] or match["name"] for match in _STEM.finditer(whole))
    for stem, n in said.most_common(1):
        if n >= _OFTEN and _is_town(f"{stem}{kind}"):
            yield "town-told", town_called(f"{stem}{kind}", whole), stem


def _named(lead: str) -> Iterator[str]:
    """The towns that a lead names: those of the table, others where a line or a clause begins with them."""
    for match in _NAME.finditer(lead):
        name = match["name"]
        opens = match.start() == 0 or not lead[match.start() - 1].isalnum()
        longest = _LONGEST + {"街道": 1, "苏木": 4}.get(name[-2:], 0)
        if opens and (len(name) <= longest or _is_town(name)) and not _NO_NAME.search(name):
            behind = next((m.end for m in nationwide().find(name) if not m.start), 0)
            yield name[behind:] if behind and _is_town(name[behind:]) and not _is_town(name) else name
            continue
        known = (name[cut:] for cut in range(1, len(name) - 2) if _begins(name[:cut]) and _is_town(name[cut:]))
        yield from islice(known, 1)


def _begins(before: str) -> bool:
    """Whether a name may begin behind these characters: a place that it lies in, or a word that is no part of it."""
    return before[-1] in _BEFORE or any(mention.end == len(before) for mention in nationwide().find(before))


def _is_town(name: str) -> bool:
    return not _NO_NAME.search(name) and any(place.level == "town" for place in by_name(name))
