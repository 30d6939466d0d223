"""The place that an entry of a gazetteer, a yearbook or a site defines: 双柏县位于云南省中部, 【嵩县】地处…."""

from __future__ import annotations

import re

from mubiao.patterns import lazy
from mubiao.regions.gazetteer import Mention, nationwide

_LEAD = 400  # characters in which an entry says what it is about
_READ = 3_000
_NAME = 40  # characters of the names at the head of a sentence
DEFINES = lazy(
    r"[】」\s　|,，:：]{0,3}(?:[(（][^)）\n]{1,20}[)）])?"
    r"(?:(?:古称|简称|俗称|又称|原名|全称)[^，,。\n]{1,14}[，,])?(?:自古)?"
    r"(?:(?:境内|全境)?(?:现有|共有|有(?=[\d大]))|位于|地处|坐落[于在]|[东南西北]{1,2}部?[邻临接靠与濒依连]|[下管]?辖[有区]?[\d一二三四五六七八九十]"
    r"|(?:全[县市区境]|行政区域|规划|辖区)?(?:总?面积|总人口|幅员|土地面积|规划总?面积)|隶属|(?:成立|组建|始建|设立|创建|建立|开建)于|前身[是为]"
    r"|于?(?:19|20)\d\d年[^，。\n]{0,8}(?:批准|成立|建立|设立|设[县市区]|建[县市区])|经[^，。\n]{2,12}批准"
    r"|[是为系属](?:中国|全国)?[\u4e00-\u9fff]{2,14}[省市州盟区县](?:下?辖|所辖|的一个|(?:首|第一)?批|唯一)|[是为系]经[^，。\n]{2,12}批准)"
)
_BEGINS = lazy(
    r"[\s　#*>]*(?:[【\[(（「](?:[\u4e00-\u9fff]{0,4}(?:概况|概述|综述|简介|情况))[】\])）」][\s　]*)?[【「]?"
)
_ANOTHER = lazy(
    r"^[ \t　]{0,9}(?:[\d一二三四五六七八九十]{1,3}[、.)）][ \t　]{0,3})?"
    r"(?P<name>[\u4e00-\u9fff]{1,14}?(?:[县市区镇乡旗]|街道|园区))"
    r"(?:(?:境内|全境)?(?:现有|共有|有(?=[\d大]))|位于|地处|坐落[于在]|成立于|始建于|组建于)",
    re.M,
)


def opens_a_sentence(lead: str, start: int) -> bool:
    """Whether what stands at `start` begins the first sentence of a text, behind its headings."""
    line = lead.rfind("\n", 0, start) + 1
    return "。" not in lead[:start] and _BEGINS.fullmatch(lead, line, start) is not None


def alone(name: str, whole: str) -> bool:
    """Whether no other place is defined in the same way further on: a list of parks defines each."""
    return all(
        match["name"] in name or name in match["name"] or name.endswith(match["name"])
        for match in _ANOTHER.finditer(whole, 0, _READ)
    )


def defined(seen: str, whole: str) -> tuple[tuple[str, ...], str] | None:
    """The codes of the place that the first sentence of a text defines, and the words that do."""
    stop = seen.find("。", 0, _LEAD)
    lead = seen[: stop if stop >= 0 else _LEAD]
    for line in lead.splitlines():
        if DEFINES.search(line[: _NAME + 30]) is not None:
            begins = _BEGINS.match(line)
            found = _named(line[:_NAME], begins.end() if begins is not None else 0)
            if found is not None and DEFINES.match(line, found.end) is not None:
                name = line[found.start : found.end]
                if alone(name, whole):
                    return (found.code,) if found.code is not None else found.candidates, name
    return None


def _named(line: str, start: int) -> Mention | None:
    """The last of the places whose names stand at the head of a line, one within the other."""
    last = None
    for mention in nationwide().find(line):
        if mention.start == (start if last is None else last.end):
            last = mention
    return last
