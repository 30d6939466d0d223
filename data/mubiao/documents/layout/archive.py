"""A zip archive that is not trusted: parts by name, no more than a limit of bytes, nothing put on the disk."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import Any

from mubiao.documents.layout.xml import Element, parse
from mubiao.model import DocumentError

MAX_BYTES = 64 * 1024 * 1024
"""What the parts that are read may be together once unpacked; a report has about 1 MB."""

_CHUNK = 65_536
_ZIP_ERRORS = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError, KeyError),
)


class Archive:
    """Parts of a file of the kind `what` ("Word file"), which its messages name."""

    def __init__(self, data: bytes, what: str) -> None:
        self.what = what
        self._left = MAX_BYTES
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self.names = frozenset(self._zip.namelist())
        except _ZIP_ERRORS as error:
            raise DocumentError(f"the {what} is damaged: {one_line(error)}") from None

    def bytes(self, name: str) -> bytes:
        """What is in a part. DocumentError: it is not there, encrypted, damaged or too much."""
        if name not in self.names:
            raise DocumentError(f"the {self.what} is damaged: it has no {name}")
        parts = []
        try:
            info = self._zip.getinfo(name)
            if info.flag_bits & 1:
                raise DocumentError(f"the {self.what} is encrypted")
            with self._zip.open(info) as part:
                # The archive's own account of the size is not believed: what counts is what comes out.
                while chunk := part.read(_CHUNK):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise DocumentError(f"the {self.what} unpacks to more than {MAX_BYTES // 1024 // 1024} MB")
                    parts.append(chunk)
        except _ZIP_ERRORS as error:
            raise DocumentError(f"the {self.what} is damaged: {one_line(error)}") from None
        return b"".join(parts)

    def xml(self, name: str) -> Element:
        """The root element of a part; see `xml.parse`."""
        return parse(self.bytes(name), self.what)

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """The parts that a part of an Office file refers to: id → (type, name). Those outside the file are left out."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path not in self.names:
            return {}
        found = {}
        for one in self.xml(path):
            if one.get("TargetMode") != "External" and (target := one.get("Target")):
                place = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                found[one.get("Id", "")] = (one.get("Type", ""), posixpath.normpath(place))
        return found


def one_line(error: Any) -> str:
    """What an exception says, on one line."""
    return " ".join(str(error).split()) or type(error).__name__
