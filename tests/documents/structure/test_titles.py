"""Titles: what a file says of itself, and what its text prints."""

from __future__ import annotations

import pytest

from mubiao.documents.container_metadata import ContainerMetadata
from mubiao.documents.structure.titles import opening


@pytest.mark.parametrize(
    ("told", "text", "title"),
    [
        ("政府工作报告（2024年）", "首页\n2024年曲阜市政府工作报告\n一、回顾\n", "2024年曲阜市政府工作报告"),
        ("政府工作报告（2023年）", "2024年曲阜市政府工作报告\n", "政府工作报告（2023年）"),
        ("Microsoft Word - 1.doc", "曲阜市附件一览\n", "曲阜市附件一览"),
        ("附件", "曲阜市附件一览\n", "曲阜市附件一览"),
        (None, "政府工作报告\n2024年兴化市政府工作报告\n一、回顾\n", "2024年兴化市政府工作报告"),
        (None, "政府工作报告\n2023年以来的政府工作报告都说\n", "政府工作报告"),
        (None, "某县人民政府文件\n某政〔2024〕9号\n某县关于下达计划的通知\n", "某县关于下达计划的通知"),
        (None, "关于印发2024年经济发展\n计划的通知\n各局：\n", "关于印发2024年经济发展计划的通知"),
        (None, "指标\t单位\t2022年\n产值\t亿元\t8\n", None),
    ],
)
def test_the_title(told: str | None, text: str, title: str | None) -> None:
    assert opening(text, ContainerMetadata(title=told)).printed == title


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("江山市2024年民生实事计划", "plan"),
        ("江山市2024年民生实事完成情况", "other"),
        ("关于下达2024年国民经济和社会发展计划的通知", "plan"),
    ],
)
def test_a_list_of_works_to_come_is_a_plan(title: str, kind: str) -> None:
    assert opening(f"{title}\n新增学位90个。\n", ContainerMetadata()).kind == kind
