"""Workbooks: reports, a row each, where a sheet has a column of texts; else their sheets as one document."""

from __future__ import annotations

from collections.abc import Iterable

from mubiao.documents.container_metadata import Content
from mubiao.documents.left_out import tell
from mubiao.documents.readers.collections import row_documents
from mubiao.documents.sheets.grid import Sheet, workbook


def xlsx_documents(data: bytes) -> list[Content]:
    """What a workbook of Excel since 2007 holds. DocumentError: it is damaged, encrypted, too large or empty."""
    from mubiao.documents.sheets.xlsx import xlsx_sheets

    return sheet_documents(xlsx_sheets(data))


def xls_documents(data: bytes) -> list[Content]:
    """What an older workbook holds. DocumentError: it has a password, is damaged, or the extra is missing."""
    from mubiao.documents.sheets.xls import xls_sheets

    return sheet_documents(xls_sheets(data))


def sheet_documents(sheets: Iterable[Sheet]) -> list[Content]:
    """The reports of sheets whose rows are such, named by their number; else all sheets as one document."""
    shown = list(sheets)
    found = [(sheet, documents) for sheet in shown if (documents := _reports(sheet))]
    if not found:
        return [workbook(shown)]
    if len(found) < len([sheet for sheet in shown if sheet.cells]):
        tell("sheets beside those whose rows are reports")
    if len(found) == 1:
        return found[0][1]
    return [one._replace(part=f"{sheet.name}!{one.part}") for sheet, documents in found for one in documents]


def _reports(sheet: Sheet) -> list[Content]:
    """The reports in the rows of a sheet, below the first row of several cells."""
    numbers = [number for number in sorted(sheet.cells) if number not in sheet.hidden_rows]
    first = next((at for at, number in enumerate(numbers) if len(sheet.cells[number]) > 1), None)
    if first is None:
        return []
    columns = [one for one in sorted(sheet.cells[numbers[first]]) if one not in sheet.hidden_columns]
    rows = ([sheet.cells[number].get(column, "") for column in columns] for number in numbers[first:])
    found = row_documents(next(rows), rows)
    return [] if found is None else list(found)
