"""Reports around a passage of our own: the cases of extract/specs stand in one (`context` as in test_specs_facts)."""

from __future__ import annotations

from datetime import date
from typing import Any

from made import document

from mubiao import regions
from mubiao.documents import document_from_text
from mubiao.model import Document


def headings(context: dict[str, Any], year: int) -> list[str]:
    """The headings that stand above the passage."""
    if context.get("kind", "work_report") != "work_report":
        return []
    review, tasks = f"一、{year - 1}年工作回顾", f"二、{year}年主要工作安排"
    if "section" in context:
        return [context["section"]]
    return {
        "review": [review],
        "tasks": [review, "过去一年，各项工作稳步推进。", tasks],
        "governance": [review, tasks, "三、加强政府自身建设"],
    }[context.get("role", "review")]


def built(case: dict[str, Any]) -> tuple[Document, int]:
    """The document around a passage, and where the passage begins in it."""
    context = case.get("context", {})
    year, home = context.get("year", 2024), context.get("home", "宜都市")
    kind = context.get("kind", "work_report")
    title = {
        "work_report": f"{home}{year}年政府工作报告",
        "communique": f"{home}{year}年国民经济和社会发展统计公报",
    }.get(kind, f"{home}一年间")
    before = "\n".join([title, *headings(context, year)]) + "\n"
    text = before + case["text"] + "\n"
    if "name" in context:
        return document_from_text(text, context["name"]), len(before)
    [place] = regions.by_name(home)
    day = date.fromisoformat(context["date"]) if "date" in context else None
    return (
        document(text, title=title, kind=kind, year=year, date=day, region=place.name, region_code=place.code),
        len(before),
    )
