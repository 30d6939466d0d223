"""Rows of one series over many places: ranked, year by year, side by side, and drawn."""
