"""The log file: rotated, readable by its owner only, and without anything that could hold a secret.

Tracebacks are written without local variables, secrets travel in `secrets.Hidden` which shows nothing, and
libraries are heard from warnings upwards only, so that no SQL values or mail dialogues reach the file.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from mmtui.errors import MmtuiError
from mmtui.paths import DataRoot, open_private

MOST_BYTES = 1_000_000
KEPT_FILES = 5
CONTROLS = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"}

logger = logging.getLogger("mmtui")


def _say(sentence: str) -> None:
    print(f"mmtui: {sentence}", file=sys.stderr)


_tell: Callable[[str], None] = _say


class LogFile(logging.Handler):
    """Appends to the log, a new file at each megabyte; a log that can't be written never stops the work."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        form = logging.Formatter("%(asctime)sZ %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S")
        form.converter = time.gmtime
        self.setFormatter(form)

    def emit(self, record: logging.LogRecord) -> None:
        with contextlib.suppress(Exception):
            line = self.format(record).translate(CONTROLS) + "\n"
            self._rotate()
            with open_private(self.path, os.O_APPEND) as file:
                file.write(line.encode("utf-8", "backslashreplace"))

    def _rotate(self) -> None:
        """Move mmtui.log to mmtui.log.1 and so on; the oldest falls away."""
        with contextlib.suppress(OSError):
            if self.path.stat().st_size < MOST_BYTES:
                return
            for number in range(KEPT_FILES - 1, 0, -1):
                with contextlib.suppress(FileNotFoundError):
                    self._numbered(number).replace(self._numbered(number + 1))
            self.path.replace(self._numbered(1))

    def _numbered(self, number: int) -> Path:
        return self.path.with_name(f"{self.path.name}.{number}")


def install(root: DataRoot, tell: Callable[[str], None] | None = None) -> LogFile:
    """Send the app's messages, libraries' warnings and uncaught errors to the log under the data root.

    `tell` receives the one sentence for the person; without it the sentence goes to standard error.
    """
    uninstall()
    handler = LogFile(root.log_file)
    everything = logging.getLogger()
    everything.addHandler(handler)
    everything.setLevel(logging.WARNING)
    logger.setLevel(logging.INFO)
    logging.raiseExceptions = False
    tell_through(tell)
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread
    sys.unraisablehook = _unraisable
    return handler


def uninstall() -> None:
    """Give the hooks back to Python and detach the file, as before `install`."""
    everything = logging.getLogger()
    for handler in [kept for kept in everything.handlers if isinstance(kept, LogFile)]:
        everything.removeHandler(handler)
        handler.close()
    sys.excepthook = sys.__excepthook__
    threading.excepthook = threading.__excepthook__
    sys.unraisablehook = sys.__unraisablehook__
    tell_through(None)


def tell_through(tell: Callable[[str], None] | None) -> None:
    """Choose who gets the sentences for the person: a screen while one is shown, else standard error."""
    global _tell  # noqa: PLW0603  (the hooks of Python are global as well)
    _tell = tell or _say


def report(error: BaseException) -> str:
    """Write an error with its traceback to the log, and give the one sentence for the person."""
    if isinstance(error, MmtuiError):
        cause = f"\n{_traceback(error.__cause__)}" if error.__cause__ else ""
        logger.warning("%s%s", error.sentence, cause)
        return error.sentence
    logger.error("%s", _traceback(error))
    return f"something went wrong in the app itself ({type(error).__name__}). The log file has the details."


def _traceback(error: BaseException) -> str:
    """The traceback without local variables."""
    return "".join(traceback.TracebackException.from_exception(error, capture_locals=False).format()).rstrip()


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    _tell(report(error.with_traceback(trace)))


def _uncaught_in_thread(given: threading.ExceptHookArgs) -> None:
    if given.exc_value is not None and not issubclass(given.exc_type, SystemExit):
        _tell(report(given.exc_value))


def _unraisable(given: Any) -> None:
    if given.exc_value is not None:
        report(given.exc_value)
