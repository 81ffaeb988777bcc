"""A program on a pseudo-terminal: its screen, how long it takes to answer a key, what it costs.

Bytes are stamped when they are read and put on the emulated screen only when the program is silent, so that the
slow emulator delays neither the program nor the stamps. Needs a system with pseudo-terminals; processor time and
memory of the program are read from /proc and so are known on Linux only.
"""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import struct
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

COLUMNS, LINES = 120, 40
KEYS = {
    "down": b"\x1b[B", "up": b"\x1b[A", "tab": b"\t",
    "enter": b"\r", "escape": b"\x1b", "ctrl+p": b"\x10", "ctrl+q": b"\x11",
    "f3": b"\x1bOR", "f10": b"\x1b[21~",
}  # fmt: skip
QUERIES = re.compile(rb"\x1b\[\?(\d+)\$p|\x1b\[0?c|\x1b\[(6)n")
UNKNOWN_TO_PYTE = re.compile(
    rb"\x1b\[[<>=][0-9;:]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p|\x1b\[[0-9;]*:[0-9;:]*m|\x1bP[^\x1b]*\x1b\\"
)
PROC = Path("/proc")


class Answer(NamedTuple):
    """What a key led to: seconds to the last byte of the frame (None: nothing came), and bytes written."""

    seconds: float | None
    written: int


def why_not() -> str:
    """Why nothing can be measured on this system; empty where it can."""
    if sys.platform == "win32":
        return "needs a pseudo-terminal, which Windows has not"
    try:
        import pyte  # noqa: F401
    except ImportError:
        return "needs pyte: pip install 'mmtui[dev]'"
    return ""


class Program:
    """One program with a screen of 120 × 40."""

    def __init__(self, command: Sequence[str], environment: dict[str, str]) -> None:
        import fcntl
        import pty
        import termios

        import pyte

        self.screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self.screen)
        self._chunks: list[tuple[float, bytes]] = []
        self.written = 0
        self.ended = False
        self._closed = False
        size = struct.pack("HHHH", LINES, COLUMNS, 0, 0)
        environment = {**environment, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        for name in ("COLUMNS", "LINES", "NO_COLOR"):
            environment.pop(name, None)
        self.began = time.perf_counter()
        self.pid, self._handle = pty.fork()
        if self.pid == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, size)
                os.execvpe(command[0], list(command), environment)  # noqa: S606
            finally:
                os._exit(127)
        fcntl.ioctl(self._handle, termios.TIOCSWINSZ, size)

    # Reading

    def _read(self, patience: float) -> bool:
        """Take what is there, or wait for it so long; False when nothing came."""
        if self.ended or not select.select([self._handle], [], [], patience)[0]:
            return False
        try:
            data = os.read(self._handle, 1 << 16)
        except OSError:
            data = b""
        if not data:
            self.ended = True
            return False
        self._chunks.append((time.perf_counter(), data))
        self.written += len(data)
        self._reply(data)
        return True

    def _reply(self, data: bytes) -> None:
        """Say what a terminal says when it is asked: that it knows synchronised output, and what it is."""
        for mode, cursor in QUERIES.findall(data):
            if mode:
                os.write(self._handle, b"\x1b[?%s;%d$y" % (mode, 2 if mode == b"2026" else 0))
            elif cursor:
                os.write(self._handle, b"\x1b[1;1R")
            else:
                os.write(self._handle, b"\x1b[?62;22c")

    def until_silent(self, silence: float, limit: float) -> None:
        """Collect what the program writes until it is silent so long."""
        end = time.perf_counter() + limit
        while time.perf_counter() < end and self._read(silence):
            pass

    def draw(self) -> float:
        """Put what was collected on the screen; the instant from which the screen shows what it shows now."""
        complete, before = 0.0, self.text
        for at, data in self._chunks:
            self._stream.feed(UNKNOWN_TO_PYTE.sub(b"", data))
            now = "\n".join(self.screen.display)
            if now != before:
                complete, before = at, now
        self._chunks.clear()
        return complete

    @property
    def text(self) -> str:
        return "\n".join(self.screen.display)

    # Doing

    def start(self, expected: Sequence[str], silence: float = 0.6, limit: float = 60) -> float:
        """Seconds until the first screen is complete; it must show what is expected."""
        end = time.perf_counter() + limit
        while not self._chunks and not self.ended and time.perf_counter() < end:
            self._read(0.1)
        complete = self.began
        while time.perf_counter() < end and not self.ended:
            self.until_silent(silence, 10)
            complete = self.draw() or complete
            if all(words in self.text for words in expected):
                return complete - self.began
            self._read(0.1)
        screen = self.text
        self.close()
        raise RuntimeError(f"{expected} never came up; the screen was:\n{screen}")

    def press(
        self, key: str, silence: float = 0.06, *, by_text: bool = False, patience: float = 1.0
    ) -> Answer:
        """Press a key and wait for the whole answer, or with `by_text` for the last change of the text shown."""
        before = self.written
        begin = time.perf_counter()
        os.write(self._handle, KEYS.get(key, key.encode()))
        if not self._read(patience):
            return Answer(None, 0)
        self.until_silent(silence, 3)
        last = self._chunks[-1][0]
        complete = self.draw()
        return Answer((complete if by_text and complete else last) - begin, self.written - before)

    def idle(self, seconds: float) -> tuple[float, int]:
        """Processor seconds used and bytes written while nobody does anything."""
        self.until_silent(1.0, 5)
        cpu, written, end = self.cpu(), self.written, time.perf_counter() + seconds
        while time.perf_counter() < end and not self.ended:
            self._read(max(0.0, end - time.perf_counter()))
        self.draw()
        return self.cpu() - cpu, self.written - written

    # Costs, on Linux

    def cpu(self) -> float:
        """Processor seconds of the program so far, all its threads; 0 where the system does not say."""
        try:
            numbers = (PROC / str(self.pid) / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        ticks: int = os.sysconf("SC_CLK_TCK")
        return (int(numbers[11]) + int(numbers[12])) / ticks

    def peak(self) -> int:
        """The most memory the program ever held, in bytes; 0 where the system does not say."""
        try:
            status = (PROC / str(self.pid) / "status").read_text()
        except OSError:
            return 0
        found = re.search(r"VmHWM:\s+(\d+)", status)
        return int(found[1]) * 1024 if found else 0

    def close(self) -> None:
        """End the program by its own key first, so that it leaves its office in order."""
        if self._closed:
            return
        self._closed = True
        for sign in (None, signal.SIGTERM, signal.SIGKILL):
            if sign is None:
                with contextlib.suppress(OSError):
                    os.write(self._handle, KEYS["ctrl+q"])
            else:
                os.kill(self.pid, sign)
            end = time.perf_counter() + 3
            while time.perf_counter() < end:
                self._read(0.02)
                if os.waitpid(self.pid, os.WNOHANG)[0]:
                    os.close(self._handle)
                    return
