"""Bytes → Document: decoding, HTML, DOCX and PDF to text, what a document says about itself, and its outline."""

from __future__ import annotations

from mubiao.documents.decode import decode
from mubiao.documents.reading import document_from_text, read, read_bytes, read_many

__all__ = ["decode", "document_from_text", "read", "read_bytes", "read_many"]
