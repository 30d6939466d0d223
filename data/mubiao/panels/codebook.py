"""What every column of a panel is, for a reader who has the file alone."""

from __future__ import annotations

import polars as pl

from mubiao.columns import of, table

FIELDS = table("codebook").columns

SOURCES = {
    "fact": ("报告中的数字", "a figure that a document states"),
    "document": ("报告的题名、日期与地址", "what is known of a document"),
    "codes": ("民政部行政区划代码及其沿革", "division codes of the Ministry of Civil Affairs, and their history"),
    "made": ("由其他各列算出", "made of other columns"),
}
_OF = {
    "fact": ("target", "target_high", "stretch", "outcome", "previous", "parent_target", "previous_target", "unit"),
    "document": ("target_document", "outcome_document"),
    "codes": ("region", "region_code", "level", "parent", "parent_code", "code_then", "name_then"),
}
VALUES = {
    "level": "country, province, prefecture, county",
    "measure": "level, growth, change, share, rank",
    "target_qualifier": "exact, about, over, under",
    "outcome_qualifier": "exact, about, over, under",
    "outcome_claim": "actual, estimate",
    "previous_claim": "actual, estimate",
    "status": "number, in words, not stated, no report, not there",
    "verdict": "met, missed, about, open, no outcome, not stated, no report",
}
"""The values of a column that has only a few."""


def codebook(rows: pl.DataFrame | None = None) -> pl.DataFrame:
    """One row a column of a panel: FIELDS, all texts. rows: a panel, whose columns alone are described."""
    found = []
    declared = {column.name: column for column in of("panel")}
    for column in declared.values() if rows is None else (declared[name] for name in rows.columns):
        zh, en = SOURCES[_source(column.name)]
        unit = column.unit
        if rows is not None and rows.height and unit == "`unit`" and rows["unit"].count():
            unit = str(rows["unit"].drop_nulls()[0])
        values = VALUES.get(column.name, "")
        found.append(
            (column.name, column.type, unit, column.zh, column.en, column.zh_help, column.en_help, values, zh, en)
        )
    return pl.DataFrame(found, schema=dict.fromkeys(FIELDS, pl.String), orient="row")


def _source(name: str) -> str:
    for source, names in _OF.items():
        if name in names:
            return source
    if name.endswith(("_title", "_date", "_url", "_document")):
        return "document"
    return "fact" if name.endswith(("_words", "_quote", "_qualifier", "_claim", "_fact")) else "made"
