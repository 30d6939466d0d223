"""Rows of targets: held against outcomes, in the wide table, and where something is not known or disagrees."""
