"""A table as a workbook of one sheet, for people who work in a spreadsheet."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from mubiao.model import InputError

if TYPE_CHECKING:
    import polars as pl

ROWS = 1_048_575
"""More a sheet cannot hold, below its head."""

CELL = 32_767
"""Characters that a cell can hold."""


def write(frame: pl.DataFrame, file: BytesIO) -> None:
    """The frame, its column names in bold above it, numbers and dates as such. The same rows give the same bytes.

    Texts are never formulas or links. InputError: more rows than a sheet has.
    """
    from xlsxwriter import Workbook

    if frame.height > ROWS:
        raise InputError(f"{frame.height:,} rows are more than a sheet holds ({ROWS:,}): take csv or parquet")
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(file, {"in_memory": True, "nan_inf_to_errors": True, **plain}) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})
        sheet = book.add_worksheet("mubiao")
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        for at, name in enumerate(frame.columns):
            sheet.write_string(0, at, name, bold)
        for at, column in enumerate(frame.iter_columns()):
            for row, value in enumerate(column.to_list(), 1):
                _cell(sheet, row, at, value, day)
        sheet.freeze_panes(1, 0)
        if frame.width:
            sheet.autofilter(0, 0, max(frame.height, 1), frame.width - 1)


def _cell(sheet: Any, row: int, at: int, value: Any, day: Any) -> None:
    match value:
        case None:
            return
        case bool():
            sheet.write_boolean(row, at, value)
        case int() | float():
            sheet.write_number(row, at, value)
        case date():
            sheet.write_datetime(row, at, value, day)
        case list():
            sheet.write_string(row, at, " ".join(map(str, value))[:CELL])
        case _:
            sheet.write_string(row, at, str(value)[:CELL])
