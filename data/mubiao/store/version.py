"""The version of the schema."""

SCHEMA_VERSION = 4
"""Raised whenever schema.sql changes in a way that an older program or an older file would notice."""
