"""Printed pages: glyphs by their places → lines, columns, paragraphs and tables, as the eye puts them together."""
