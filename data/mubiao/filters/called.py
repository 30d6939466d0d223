"""What kinds of documents and doubts are called in either language, beside their ids, for words that are typed."""

from __future__ import annotations

KINDS: dict[str, tuple[str, ...]] = {
    "work_report": ("政府工作报告", "work report"),
    "plan_report": ("计划报告", "plan report"),
    "budget_report": ("预决算报告", "预算报告", "决算报告", "budget report"),
    "communique": ("统计公报", "communiqué"),
    "explainer": ("解读", "explainer"),
    "plan": ("规划", "programme"),
    "news": ("新闻", "news"),
    "other": ("其他", "other"),
}
"""Kind → its names."""

DOUBTS: dict[str, tuple[str, ...]] = {
    "home-unknown": ("地方不明", "place?", "place unknown"),
    "home-unsure": ("地方存疑", "place unsure"),
    "home-name": ("文件名地方不符", "name: place"),
    "year-unknown": ("年份不明", "year?", "year unknown"),
    "year-unsure": ("年份存疑", "year unsure"),
    "year-name": ("文件名年份不符", "name: year"),
    "year-date": ("日期年份不符", "date: year"),
    "recognised": ("图像识别", "scanned"),
    "unread": ("有页未读", "pages unread"),
}
"""Doubt of a document → its names. What the interface calls kinds and doubts stands here too; a test sees to it."""


def kinds_like(word: str) -> tuple[str, ...]:
    """The kinds of documents that have the word in one of their names."""
    return _like(word, KINDS)


def doubts_like(word: str) -> tuple[str, ...]:
    """The doubts of documents that have the word in one of their names."""
    return _like(word, DOUBTS)


def _like(word: str, names: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    from mubiao.filters.folding import folded

    wanted = folded(word)
    return tuple(one for one, others in names.items() if any(wanted in folded(name) for name in (one, *others)))
