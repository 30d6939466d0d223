"""Web pages saved as one file (.mht, .mhtml): the page itself, its bytes decoded as those of any page."""

from __future__ import annotations

from mubiao.documents.container_metadata import Content
from mubiao.documents.decode import decode
from mubiao.model import DocumentError


def mht_text(data: bytes) -> Content:
    """The first page in the file that shows text. DocumentError: there is none, or it is damaged."""
    from email import message_from_bytes

    from mubiao.documents.readers.html import html_text

    try:
        parts = [part for part in message_from_bytes(data).walk() if not part.is_multipart()]
        pages = [part.get_payload(decode=True) for part in parts if part.get_content_type() == "text/html"]
        plain = [part.get_payload(decode=True) for part in parts if part.get_content_type() == "text/plain"]
    except (ValueError, LookupError, RecursionError, AssertionError) as error:
        raise DocumentError(f"the saved page is damaged: {error}") from None
    reason: DocumentError | None = None
    for page in pages:
        try:
            if isinstance(page, bytes):
                return html_text(decode(page))  # what its head says of the encoding is too often wrong
        except DocumentError as error:
            reason = reason or error
    for text in plain:
        if isinstance(text, bytes) and text.strip():
            return Content(decode(text))
    raise reason or DocumentError("the saved page holds no page")
