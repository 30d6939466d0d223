"""The opening of a document: its title, its kind, its dates, as the text or what the text came in tells them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from mubiao.documents.characters import replaced, traditional, years_in_digits
from mubiao.documents.container_metadata import ContainerMetadata
from mubiao.documents.structure import dates
from mubiao.documents.structure.headings import programme_named
from mubiao.documents.structure.passage_words import CHOSEN, reported_on
from mubiao.model import REPORTS
from mubiao.patterns import lazy

_HEAD = 3_000
_TAIL = 500
_SALUTATION = lazy(r"各位(?:代表|委员|领导|同志|来宾|专家)|同志们|尊敬的")
_REPORTS = lazy(
    r"报告(?:政府|全市|全县|全区|镇政府|过去一?.?年.{0,10})?工作|作.{0,14}工作报告|请予?(?:各位代表)?.{0,40}审[议查]|审查"
)
_NAVIGATION = lazy(
    r"当前位置|您[的现]?[所在]*位置|欢迎(?:光临|访问|您)|首页|返回|设为|收藏|打印|字号|字体|分享|浏览(?:量|次数)|点击|访问量|扫一扫|关闭窗口|当前版|上一版|下一版|文章字数|^第?\s*[A-Z]?\d{1,2}\s*版|无障碍|登录|繁体|索引号|"
    r"^(?:(?:主题|组配|体裁|服务对象|信息)?(?:分类|类别)|主题词|关键词|文号|公开(?:方式|范围|形式|时限|类别|主体)|(?:成文|发文|生效|废止)日期|有效性)(?:\s|[:：]|$)|"
    r"(?:发布|更新|成文|发文)?(?:时间|日期|机构|单位)\s*[:：]|来源\s*[:：]|作者\s*[:：]|编辑\s*[:：]|责编|https?:"
)
_MEETING = lazy(
    r"^[\s\-—–―－_(（]*+(?:[12]\d{3}|[一二][零一二三四五六七八九]{3})?\s*+年?\s*+\d{0,2}[一二三四五六七八九十]{0,3}\s*+月.{0,6}日"
    r"|^[\s\-—–―－(（]*+在.{2,40}会议|(?:会议|大会)上(?:的报告)?[)）]?$"
)
_SPEAKER = lazy(
    r"(?:省长|市长|县长|区长|州长|盟长|旗长|镇长|乡长|主任|主席|专员|书记)"
    r"[\s　]*[\w·](?:[\s　]*[\w·]){1,5}$"
    r"|(?:管委会|人民政府|办公室|统计局)$"
)
_BYLINE = lazy(
    r"^(?:本报|本网|新华社)?(?:见习|特约|全媒体|融媒体)?(?:记者|通讯员)|^文[/／]|^图[/／]|^□|^■|摄$|核心提示$"
)
_REPORT_TITLE = lazy(r"(?:工作|情况的?|执行情况)报告|统计公报|公报(?:\[\d+\])?$|工作总结|工作报告")
_OFFICIAL_TITLE = lazy(
    r"工作报告(?!会|团|的)|工作总结|工作情况.{0,10}工作(?:打算|安排|计划)|重点工作|工作任务",
    holds=("工作任务", "工作总结", "工作情况", "工作报告", "重点工作"),
)
_SUBTITLE = lazy(r"^[\-—–―－]{1,4}")
# What stands in red above a letter, and its number: 甲县人民政府文件, 甲政〔2024〕12号
_LETTERHEAD = lazy(
    r"[^，。、：:]{2,24}(?:政府|委员会|[县市区州省旗党]委|办公[厅室]|[局厅委办])(?:[(（][^)）]{1,12}[)）])?文\s{0,4}件$"
    r"|[\u4e00-\u9fff]{1,10}[〔\[(【〈][12]\d{3}[〕\])】〉]第?\d{1,4}号(?:\s{0,9}签发人:.{0,9})?$"
)
_EXPLAINER = lazy(r"解读|图解|读懂|一图|划重点|速览")
_NEWS = lazy(
    r"记者|通讯员|本报|核心提示|(?:近|日|昨)日[，,召从]|昨[天日]|日前|新华社|(?:日报|晚报|经济报|早报|商报|新闻网|融媒体|电视台)|[\(（].{0,10}[摄文][\)）]|\d日电"
)
_COMMUNIQUE = lazy(
    r"统计公报|国民经济.{0,12}公报|经济运行(?:情况|简况)|主要(?:统计)?数据公报",
    holds=("国民经济", "数据公报", "经济运行", "统计公报"),
)
_PROGRAMME = lazy(
    r"(?:第[一二三四五六七八九十]{1,3}个五年|[“\"]?十[一二三四五六]?五[”\"]?|[“\"][五六七八九]五[”\"]).{0,12}(?:规划|计划|纲要)"
    r"|国民经济.{0,8}十年规划",
    holds=("国民经济", "纲要", "规划", "计划"),
)
_ACTION_PLAN = lazy(
    r"(?<![出台发布过])(?:行动|实施|专项)(?:方案|计划)(?:[(（][^)）]{0,14}[)）])?[》”]?(?:的通知)?$"
    # 2020年工作要点, 1954年农业生产计划, 2021年拟办民生实事项目: all that such a list holds is to come
    r"|[12]\d{3}年(?:度)?国民经济(?:和|与|及)社会发展(?:年度)?(?:主要)?(?:指标|目标)?计划(?:[(（](?:草案|试行|征求意见稿)[)）])?[》”]?(?:的通知)?$"
    r"|[12]\d{3}年(?:度)?[^，。、和及与暨]{0,16}?(?:(?:工作|任务)(?:要点|计划|安排|打算|清单)|(?:生产|建设|投资|发展|经济)计划"
    r"|(?:[拟要]办|计划办|办好)[^，。、]{0,4}(?:民生|为民|惠民|利民|便民)?[^，。、]{0,2}实事(?:项目|清单)?"
    r"|(?:重点|十[大件项]|\d{1,2}[大件项])?(?:民生|为民|惠民|利民|便民)[^，。、]{0,4}实事(?:项目|清单|工程)?"
    r"|实事(?:项目|工程)?(?:实施)?(?:计划|安排))"
    r"(?:[(（](?:草案|试行|征求意见稿)[)）])?[》”]?(?:的通知)?$",
    holds=("方案", "计划", "要点", "安排", "打算", "清单", "实事"),
)
_WORKS_DONE = lazy("(?:已|全部|均|全面|如期|提前)(?:经)?(?:完成|完工|竣工|建成|投用|兑现|办结)|(?:完成|进展|推进)情况")
_PLAN_YEARS = lazy(r"([12]\d{3})年?\s*[-—~～至到]\s*([12]\d{3})年?(?!\d)")
_YEARS_OF_ACTION = lazy(r"(?:行动|方案|计划|规划|工程)[》”]?[(]([12]\d{3})年?\s*[-—~～至到]\s*([12]\d{3})年?[)]")
_OPENING_OF_PLAN = 600
_LONGEST_PLAN = 15  # years
_STATISTICS = lazy(r"^[^\S\n]*+[一1][\s、.．]*+综\s*+合[^\S\n]*+$", re.M)  # the first heading of every communiqué
# It ends with three dashes or more, or with three dots, as YAML does.
_FRONT = lazy(r"\ufeff?---[ \t]*\r?\n(?P<body>(?:[^\n]*\n){0,40}?)(?:-{3,}+|\.{3})[ \t]*\r?\n", holds=("---",))
_FRONT_KEYS = {
    "title": "title",
    "date": "date",
    "publisher": "publisher",
    "author": "publisher",
    "source": "address",
    "url": "address",
}
_SPACED = lazy(r"(?<=[^\x00-/:-@\[-\x7f])[ \t　]+(?=[^\x00-/:-@\[-\x7f])", holds="\t \u3000")
_LINE_OPENS = lazy(  # a page on one line: 甲街道2021年上半年工作总结 今年以来，…
    r"([^\s，。；：:]{4,50}(?:工作(?:总结|思路|计划|打算|安排|要点|报告)|情况(?:报告)?|公报|简析|分析)"
    r"(?:[（(][^）)\s]{1,12}[）)])?)[\s　]"
)
_HAN = lazy(r"[\u3400-\u9fff]")  # Microsoft Word - 1.doc
_SAYS_NOTHING = lazy(r"(?:\d{4}年?)?(?:标题|无标题|首页|文件|公告)?")  # 1995年 as the title of a communiqué
_PLAN_REPORT = lazy(
    r"国民经济(?:和|与|及)社会发展(?:[^，。]{0,12}?)计划(?:[^，。]{0,8})(?:执行|完成|实施)情况|国民经济(?:和|与|及)社会发展[^，。]{0,8}计划(?:[(（]?草案[)）]?)?的?(?:报告|说明)"
    r"|计划执行情况[^，。]{0,40}(?:报告|草案|说明)",
    holds=("国民经济", "计划执行情况"),
)
_BUDGET_REPORT = lazy(
    r"(?:财政|收支|年度?|政府)预算(?:执行|收支|草案|公开|调整|安排|编制)|预算执行[^，。]{0,40}(?:报告|草案|说明)|财政收支(?:执行)?情况[^，。]{0,20}(?:报告|说明)|决算(?:[(（]?草案[)）]?|的?报告|公开|说明|$|情况)",
    holds=("决算", "财政收支", "预算"),
)
_SUBMITTED = lazy(r"(?:现将|现就|受[^。\n]{2,16}委托)[^。\n]{4,80}?(?=提请|报告如下|请予)")
_EXECUTED = lazy(r"预算(?:收支)?的?执行(?:情况)?[^和及与、草]{0,24}$")  # of one year alone
_TWO = frozenset("和及与、草")
_SETTLED = lazy("决算")  # final accounts tell of their year, as a communiqué does, and arrange none
_OF_OFFICES = frozenset(("work_report", "communique", "plan_report", "budget_report"))
_REPORT_END = lazy(r"(?:报告|草案|说明|公报|总结|情况|通知|意见|批复)(?:[(（][^)）]{0,12}[)）])?$")


@cache
def _same_length() -> dict[str, str]:
    """One code point to one: traditional to simplified, full-width to half-width digits and signs."""
    return {
        **traditional(),
        **{chr(0xFF10 + i): str(i) for i in range(10)},
        **dict.fromkeys("〇○◯", "零"),
        "Ｏ": "O",
        "：": ":",
        "（": "(",
        "）": ")",
        "－": "-",
        "．": ".",
    }


def plain(text: str) -> str:
    """The text with simplified characters, half-width digits and years in digits (二零二三年); as long as before.

    Few characters are replaced, so a search for them costs less than a look-up of each character.
    """
    text = replaced(text, _same_length())
    return years_in_digits(text)


@dataclass(frozen=True, slots=True)
class Opening:
    """A document as its frame reads it. All but `printed` in normalised characters (`plain`)."""

    printed: str | None  # the title as printed or told by the container
    title: str
    kind: str
    family: str  # the kind whose cues of place and year it shares
    head: str  # the first stretch of the body
    tail: str
    whole: str  # the body, front matter left out
    speech: int  # where a speech begins in the head, else where a page's opening ends
    delivered: date | None  # the day that the text itself gives
    published: date | None  # the day of issue that front matter or the page's head gives
    stamped: date | None  # the day that a web page prints over the text
    address: str  # of the page that the text was taken from
    publisher: str | None


def opening(text: str, container: ContainerMetadata, stated: str | None = None) -> Opening:
    """The head and the tail of a document, its title and its kind. Only its first 3,000 characters are read closely.

    stated: the title as a person states it.
    """
    front, body = _front_matter(text)
    if _is_spaced(text[body : body + _HEAD]):
        text, body = _SPACED.sub("", text[body:]), 0
    head = text[body : body + _HEAD]
    lines = _lines(head)
    printed = front.get("title") or _fuller(container.title, _printed_title(lines))
    if printed is not None and (_SAYS_NOTHING.fullmatch(plain(printed)) or not _HAN.search(printed)):
        printed = _printed_title(lines) or printed
    printed = stated or printed
    title = plain(printed or "")
    seen = plain(head)
    kind = _kind(title, seen, lines)
    speech = _salutation(seen) if kind in _OF_OFFICES else 800
    return Opening(
        printed=printed,
        title=title,
        kind=kind,
        family=family_of(kind, title),
        head=seen,
        tail=plain(text[max(body, len(text) - _TAIL) :]),
        whole=plain(text[body:]),
        speech=speech,
        delivered=dates.first_date(seen, speech, stamps=False, events=kind != "other"),
        published=dates.first_date(plain(front.get("date") or container.date or "")),
        stamped=dates.first_stamp(seen, speech),
        address=front.get("address") or container.url or "",
        publisher=front.get("publisher") or container.publisher,
    )


def _front_matter(text: str) -> tuple[dict[str, str], int]:
    """The fields of a Markdown file's front matter, and where the text after it begins."""
    match = _FRONT.match(text)
    if match is None:
        return {}, 0
    fields = {}
    for line in match["body"].splitlines():
        key, colon, value = line.partition(":")
        if colon and key.strip().lower() in _FRONT_KEYS and value.strip():
            fields[_FRONT_KEYS[key.strip().lower()]] = value.strip().strip("\"'")
    return fields, match.end()


def _is_spaced(head: str) -> bool:
    """Whether text recognition has put spaces between the characters: 政 府 工 作 报 告."""
    return len(_SPACED.findall(head)) * 4 > len(head) > 0


def _lines(head: str) -> list[str]:
    """The lines of the head without Markdown's signs and comments, empty ones left out."""
    head = re.sub(r"<!--.{0,3000}?-->", "", head, flags=re.S)
    lines = (re.sub(r"^[\s　#>*_\ufeff]+|[\s　*_]+$", "", line) for line in head.splitlines())
    found = [line for line in lines if line]
    title = _LINE_OPENS.match(found[0]) if found and len(found[0]) > _LONGEST_TITLE else None
    return [title[1], *found] if title else found


def _printed_title(lines: list[str]) -> str | None:
    """The title among the first lines: a line that calls itself a report, else the first that can be one."""
    candidates = []
    for line in _joined(lines[:20]):
        flat = plain(line)
        if _SALUTATION.match(flat):
            break
        if _NAVIGATION.search(flat):
            continue
        if (flat[0] in "(（" and flat[-1] in ")）") or "\t" in line:
            continue  # a row of a table is no title
        if (flat[-1] in "件号" or "签发" in flat) and _LETTERHEAD.match(flat):
            continue
        if _REPORT_TITLE.search(flat) and len(flat) <= 60 and "。" not in flat and not _SUBTITLE.match(flat):
            return _without_date(_told_again(line, lines))
        if 4 <= len(flat) <= 90 and not (
            _MEETING.search(flat)
            or _SPEAKER.search(flat)
            or _BYLINE.search(flat)
            or _SUBTITLE.match(flat)
            or flat.endswith(("；", ";"))
            or "。" in flat
            or _SALUTATION.search(flat)
        ):
            candidates.append(line)
    return candidates[0] if candidates else None


def _told_again(title: str, lines: list[str]) -> str:
    """The title, or the same words with more below it: 政府工作报告, then 2024年兴化市政府工作报告."""
    at = lines.index(title) if title in lines else len(lines)
    more = (line for line in lines[at + 1 : at + 3] if title in line and len(title) < len(line) <= _LONGEST_AGAIN)
    return next((line for line in more if line.endswith(title)), title)


_LONGEST_AGAIN = 40


def _joined(lines: list[str]) -> list[str]:
    """The lines, but a title that goes over several of them as one: 关于…年国民经济和社会发展⏎计划执行情况的报告."""
    made: list[str] = []
    at = 0
    while at < len(lines):
        line, taken = lines[at], 1
        flat = plain(line)
        if flat.startswith("关于") and not _REPORT_END.search(flat) and "。" not in flat:
            for more in (2, 3, 4):
                whole = "".join(lines[at : at + more])
                if len(whole) > _LONGEST_TITLE or "。" in whole or at + more > len(lines):
                    break
                if _REPORT_END.search(plain(whole)):
                    line, taken = whole, more
                    break
        made.append(line)
        at += taken
    return made


_LONGEST_TITLE = 90


def _fuller(told: str | None, printed: str | None) -> str | None:
    """The title that the container tells, unless the text prints it with more words.

    政府工作报告（2024年） is that of 2024年曲阜市政府工作报告: the same words and year, and a place.
    """
    if told is None or printed is None:
        return printed if told is None else told
    year = _YEAR_BESIDE.search(told)
    bare = _YEAR_BESIDE.sub("", told).strip()
    same = len(bare) >= _SHORTEST_TITLE and bare in printed and (year is None or year[1] in printed)
    return printed if told in printed or same else told


_YEAR_BESIDE = lazy(r"[（(]?([12]\d{3})年?度?[）)]?")  # in a title that the container tells
_SHORTEST_TITLE = 4


def _without_date(line: str) -> str:
    """（2012年1月10日）2012年…工作报告 → 2012年…工作报告."""
    return re.sub(r"^[（(]\d{4}年\d{1,2}月\d{1,2}日[）)]\s*", "", line)


def _salutation(seen: str) -> int:
    """Where the speech begins; what stands before it tells when and where it was held."""
    match = _SALUTATION.search(seen)
    return match.end() if match else 800


def _kind(title: str, seen: str, lines: list[str]) -> str:
    opening = "\n".join(plain(line) for line in lines[:8] if len(line) <= 60)
    if _EXPLAINER.search(title) or re.search(r"(?:工作报告|报告|公报|规划).{0,4}(?:解读|图解)", opening):
        return "explainer"
    if _COMMUNIQUE.search(title) or (not title and _COMMUNIQUE.search(opening)):
        return "communique"
    genre = _genre(title)
    if genre and not _NEWS.search(seen[:400]):
        return genre
    if _PROGRAMME.search(title) or (is_action_plan(title) and not reported_on(title, _NEWS).search(seen[:400])):
        return "other" if _WORKS_DONE.search(seen, 0, 600) and "实事" in title else "plan"
    if (
        _STATISTICS.search(seen)
        and re.search("初步(?:核算|统计|测算)|按可比价", seen)
        and not _SALUTATION.search(seen, 0, 1200)
    ):
        return "communique"
    speech = _SALUTATION.search(seen, 0, 1200)
    if speech and _REPORTS.search(seen, speech.start(), speech.start() + 400):
        return _submitted(seen[speech.end() : speech.end() + 200]) or "work_report"
    if _OFFICIAL_TITLE.search(title) and not _NEWS.search(seen[:400]):
        return "work_report"
    if _NEWS.search(seen[:1500]):
        return "news"
    return "other"


def _genre(title: str) -> str | None:
    """The kind of a report on the plan or on the budget, which its title tells."""
    if _PLAN_REPORT.search(title):
        return "plan_report"
    return "budget_report" if _BUDGET_REPORT.search(title) else None


def _submitted(first: str) -> str | None:
    """The kind of what a speech without a title submits: 受县人民政府委托，现将2015年财政预算执行情况…提请审议."""
    submitted = _SUBMITTED.search(first)
    return _genre(submitted[0]) if submitted else None


def family_of(kind: str, title: str) -> str:
    """The kind whose cues of place and year a document shares."""
    if kind in REPORTS:
        return "communique" if kind == "budget_report" and tells_final_accounts(title) else "work_report"
    return kind


def tells_final_accounts(title: str) -> bool:
    """Whether a title is of final accounts and of no budget to come."""
    return (_SETTLED.search(title) is not None and "预算" not in title) or (
        _EXECUTED.search(title) is not None and _TWO.isdisjoint(title)
    )


def tells_plan_done(title: str, year: int | None) -> bool:
    """Whether a title is of how the plan of its year alone was carried out: 关于2013年…发展计划执行情况的报告."""
    told = _CARRIED_OUT.search(plain(title)) if "计划" in title else None
    return told is not None and told[1] == str(year)


_CARRIED_OUT = lazy(
    r"([12]\d{3})年(?:国民经济(?:和|与|及)社会发展)?计划的?(?:执行|完成|实施)情况(?:的?报告|说明|通报)?$"
)


def years_of_plan(title: str) -> tuple[int, int] | None:
    """First and last year of the plan that a title names: 第十四个五年规划 → (2021, 2025), 1976—1985年…规划 too."""
    years = _PLAN_YEARS.search(plain(title))
    if years and 0 < int(years[2]) - int(years[1]) < _LONGEST_PLAN:
        return int(years[1]), int(years[2])
    return programme_named(plain(title))


def is_action_plan(title: str) -> bool:
    """Whether a title is of a plan of measures for a year or a few: …提升三年行动方案, 印发…实施方案的通知."""
    if _SUMMED_UP.search(title := plain(title)):
        return False
    return bool(_ACTION_PLAN.search(title) or CHOSEN.search(title)) and _PROGRAMME.search(title) is None


_SUMMED_UP = lazy(  # 2022年工作总结和2023年工作计划 tells first what has been
    r"(?:总结|回顾|(?:完成|执行|工作|开展)情况)[^，。；]{0,4}?[和及与暨、](?=[^，。；]{0,24}(?:计划|打算|安排|要点))",
    holds=("总结", "回顾", "情况"),
)


def years_told(text: str) -> tuple[int, int] | None:
    """The years in brackets behind a plan's name, where its text begins: 《…三年行动(2024—2026年)》."""
    told = _YEARS_OF_ACTION.search(plain(text[:_OPENING_OF_PLAN]))
    return (int(told[1]), int(told[2])) if told and 0 < int(told[2]) - int(told[1]) < _LONGEST_PLAN else None
