"""How long work in a thread tells the screen how far it is, and hears that it shall stop."""

from __future__ import annotations

import threading
import time

from textual.message import Message
from textual.message_pump import MessagePump
from textual.worker import get_current_worker

EVERY = 0.1
"""Seconds between two words to the screen, at least."""

BREATH = 0.001
"""Seconds that the thread leaves to the screen after every piece of work."""


class Told(Message):
    """Rows done so far and the share of all in tenths of a percent."""

    def __init__(self, rows: int, tenths: int) -> None:
        self.rows, self.tenths = rows, tenths
        super().__init__()


class Teller:
    """Called by the work after every piece; posts `Told` to the screen and answers False when it shall stop.

    Made inside the worker's thread.
    """

    def __init__(self, screen: MessagePump, stop: threading.Event) -> None:
        self.screen, self.stop = screen, stop
        self.worker = get_current_worker()
        self.last = 0.0

    def __call__(self, rows: int, tenths: int) -> bool:
        time.sleep(BREATH)
        now = time.monotonic()
        if now - self.last >= EVERY:
            self.last = now
            self.screen.post_message(Told(rows, tenths))
        return not (self.stop.is_set() or self.worker.is_cancelled)
