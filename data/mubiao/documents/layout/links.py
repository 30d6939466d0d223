"""Lines of a web page that are links: its ways to other pages, which are no words of this one."""

from __future__ import annotations

import re

_BETWEEN = re.compile(r"[\s\xa0>»›|｜·•◆■●►▪・\-–—/\[\]【】()（）:：\d]+|20\d\d年")  # what parts links, and their days
_RELATED = re.compile(
    r"[\W_]{0,9}(?:相关|延伸|推荐|关联|热点|热门|最新|更多|往期|猜你)(?:阅读|链接|新闻|文章|报道|信息|稿件|资讯|内容|文件|政策|推荐|喜欢|动态|专题)"
    r"(?:推荐)?[\W_]{0,9}(?:更多)?[\W_]{0,9}"
)
_NEIGHBOUR = re.compile(r"[上下]一[篇条页]\s*[:：]")


class Link(str):
    """A line that is a link and nothing else."""

    __slots__ = ()


class Listed(Link):
    """Several links, or one that is an item of a list."""

    __slots__ = ()


def without_links(lines: list[str]) -> list[str]:
    """The lines without lists of links and what lies beside the page; a page of nothing else is kept."""
    found: list[str] = []
    beside = False  # behind 相关阅读
    for line in lines:
        if _RELATED.fullmatch(line):
            beside = True
        elif isinstance(line, Link if beside else Listed) or _NEIGHBOUR.match(line):
            continue
        else:
            beside = False
        found.append(line)
    return found if any(not isinstance(line, Link) and not _RELATED.fullmatch(line) for line in found) else lines


def is_word(text: str) -> bool:
    """Whether a text between links says anything: more than marks that part them, and days."""
    return not text.isspace() and _BETWEEN.sub("", text) != ""
