"""Spreadsheets as they show themselves: formatted numbers, merged cells, no hidden sheets, rows or columns."""
