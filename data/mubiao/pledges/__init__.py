"""Pledges of acts: found in a document, and followed into the next report of the place."""
