"""Two reports of a county that does not exist, in our own words: to try evidence, reader and review at once.

What ships of real documents are their figures without their text. Here is the text too. 示例县 (“example county”) has a
code that no place has, so nothing of it can be taken for a place of the country.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from mubiao.ingest import Prepared, prepare

PLACE, CODE = "示例县", "990100"
"""The made-up county, and its code: GB/T 2260 has no province 99."""

FOLDER = Path(__file__).parent


def reports() -> list[Prepared]:
    """The reports with their facts, all of the made-up county, the older one first."""
    return [_placed(prepare(path)) for path in sorted(FOLDER.glob("*.md"))]


def _placed(found: Prepared) -> Prepared:
    """No table knows the place, so it is put in where the reports leave their own place open."""
    assert found.document is not None, found.reason
    document = replace(found.document, publisher=f"{PLACE}人民政府", doubts=(), region=PLACE, region_code=CODE)
    facts = (one if one.region_code else replace(one, region=PLACE, region_code=CODE) for one in found.facts)
    words = (one if one.region_code else replace(one, region=PLACE, region_code=CODE) for one in found.promises)
    return replace(found, document=document, facts=tuple(facts), promises=tuple(words))
