"""Judgments of people on facts: made, corrected, carried in and out."""
