"""Bytes → Document: decoding, HTML, DOCX and PDF to text, what a document says about itself, and its outline."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mubiao.documents.reading import document_from_text as document_from_text
    from mubiao.documents.reading import read as read
    from mubiao.documents.reading import read_bytes as read_bytes
    from mubiao.documents.reading import read_each as read_each
    from mubiao.documents.reading import read_many as read_many

__all__ = ["document_from_text", "read", "read_bytes", "read_each", "read_many"]


def __getattr__(name: str) -> Any:
    # Whoever only asks which files are documents needs none of what reads them.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module("mubiao.documents.reading"), name)
