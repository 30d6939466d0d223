"""Rows about places: their tree, how one stands, and what it has by indicator, sector and document."""
