"""A read that begins while the terminal is still being set up, so that the first picture is complete."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Early(Generic[Value]):
    """Runs `work` in a thread at once; `take` waits for it and gives its value or raises its error."""

    def __init__(self, work: Callable[[], Value]) -> None:
        self._work = work
        self._values: list[Value] = []
        self._errors: list[Exception] = []
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._values.append(self._work())
        except Exception as error:
            self._errors.append(error)

    def ready(self) -> bool:
        """Whether `take` answers without waiting."""
        return not self._thread.is_alive()

    def take(self) -> Value:
        """The value; may wait, so call it from a worker unless it is ready."""
        self._thread.join()
        if self._errors:
            raise self._errors[0]
        return self._values[0]
