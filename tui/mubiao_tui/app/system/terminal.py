"""The terminal that the explorer is drawn on: pastes that come whole, stopping and going on, and a line that is cut.

Textual's own driver parses a paste character by character, reads an ended terminal again and again for ever, and draws
nothing after a stop that it did not hear of. An Escape that a key follows at once is lost to it: the two are that key
with Alt, or a letter of another keyboard.
"""

from __future__ import annotations

import asyncio
import os
import re
import select
import signal
from codecs import getincrementaldecoder
from collections.abc import Iterator
from typing import Any

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from mubiao_tui.app.drawing.text import LONGEST

BEGIN, END = "\x1b[200~", "\x1b[201~"
"""What a terminal puts around a paste."""

ESCAPES = re.compile(r"\x1b(?=[^\[\]OPX^_\\fb\x7f\t])")
"""An Escape that begins nothing else: no sequence, no answer of the terminal or its end, no step over a word."""

PIECE = 1 << 16
"""Bytes that are read at once."""

TYPED = 500
"""Characters that come at once and were never typed: a terminal that puts nothing around a paste sends them so."""

PATIENCE = 6
"""Looks at the terminal that find nothing before such a text is over: 0.3 seconds."""


class Listening:
    """What a terminal sends, in pieces, as messages. Of a paste the begin is kept, as much as any line takes."""

    def __init__(self) -> None:
        self._parser = XTermParser()
        self._pasted: str | None = None  # the begin of a paste under way
        self._tail = ""  # its last characters, where its end may have begun
        self._escapes = ""  # what the last piece ended with, which may begin something
        self._flood = 0  # how long a text that comes at once is not over yet, in looks that find nothing

    def feed(self, text: str) -> Iterator[Message]:
        """The messages of the next piece."""
        text, self._escapes = self._escapes + text, ""
        if self._pasted is None:
            kept = text.rstrip("\x1b")
            text, self._escapes = kept, text[len(kept) :]
            self._flood = 0 if self._escapes else self._flood  # a key: no text holds it
        while text:
            if self._pasted is None:
                before, mark, text = text.partition(BEGIN)
                if self._flooded(before):
                    yield events.Paste(before[: LONGEST + 1])
                elif before:
                    yield from self._typed(before)
                if mark:
                    self._pasted = ""
            else:
                text = self._tail + text
                pasted, mark, rest = text.partition(END)
                if not mark:
                    cut = max(len(text) - len(END) + 1, 0)
                    pasted, self._tail, rest = text[:cut], text[cut:], ""
                else:
                    self._tail = ""
                self._pasted += pasted[: LONGEST + 1 - len(self._pasted)]
                if mark:
                    yield events.Paste(self._pasted.replace("\x00", ""))
                    self._pasted = None
                text = rest

    def _typed(self, text: str) -> Iterator[Message]:
        """The keys of a text, and what the terminal answers."""
        for number, part in enumerate(ESCAPES.split(text)):
            if number:
                yield events.Key("escape", "\x1b")
            yield from self._parser.feed(part) if part else ()

    def _flooded(self, text: str) -> bool:
        """Whether a piece is text that nobody typed."""
        plain = text.translate(dict.fromkeys(map(ord, "\r\n\t"))).isprintable()
        self._flood = PATIENCE if plain and text and (self._flood or len(text) >= TYPED) else 0
        return self._flood > 0

    def tick(self, *, quiet: bool) -> Iterator[Message]:
        """What an Escape without anything after it was. quiet: nothing has come for a while."""
        self._flood = max(self._flood - quiet, 0)
        if quiet and self._pasted is None:
            yield from (events.Key("escape", "\x1b") for _ in self._escapes)
            self._escapes = ""
        yield from self._parser.tick()


class Terminal(LinuxDriver):
    """Textual's driver, with our own reading of keys and our own stopping."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._asleep = False

    # Keys

    def run_input_thread(self) -> None:
        """Read until told to stop; a terminal that is gone ends the session as a cut line does."""
        reading = Listening()
        decode = getincrementaldecoder("utf-8")("replace").decode
        while not self.exit_event.is_set():
            ready, _, _ = select.select([self.fileno], [], [], 0.05)
            try:
                piece = os.read(self.fileno, PIECE) if ready else None
            except OSError:
                piece = b""
            if piece == b"":
                os.kill(os.getpid(), signal.SIGHUP)
                return
            for message in reading.feed(decode(piece)) if piece else ():
                self.process_message(message)
            for message in reading.tick(quiet=not ready):
                self.process_message(message)

    def write(self, data: str) -> None:
        """Write; to a terminal that is gone nobody writes any more, and waiting for it would last for ever."""
        if self._writer_thread is not None and self._writer_thread.is_alive():
            super().write(data)

    # Stopping and going on

    def _sigtstp_application(self, *_: Any) -> None:
        self._soon(self._sleep)

    def _sigcont_application(self, *_: Any) -> None:
        if not self._asleep:
            # Stopped by somebody who asked nobody: the shell has had the terminal meanwhile.
            self._soon(self._again)

    def _soon(self, call: Any) -> None:
        """On the event loop, between two of its steps: a signal comes in the middle of anything, of a write too."""
        loop = self._app._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(call)

    def _sleep(self) -> None:
        """Give the terminal back and stop, with whatever else stands in the pipe, until somebody says to go on.

        Where nobody could (no shell with jobs is around), the system stops nothing and we go on at once.
        """
        self._asleep = True
        self.suspend_application_mode()
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(0, signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, self._sigtstp_application)
        self._wake()
        self._asleep = False

    def _again(self) -> None:
        if self._key_thread is None or os.tcgetpgrp(self.fileno) != os.getpgrp():
            return  # not begun, or in the background: nothing is ours to draw on
        self.suspend_application_mode()
        self._wake()

    def _wake(self) -> None:
        self.resume_application_mode()
        self._app.refresh(layout=True)
        asyncio.get_running_loop().call_later(0.1, self._app.refresh)  # what a size that comes now leaves undrawn
