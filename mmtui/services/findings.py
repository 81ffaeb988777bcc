"""What a check writes down: findings in the words of the office, and how much was looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from mmtui.db.connect import Store
from mmtui.db.queries import checks
from mmtui.domain.dates import MDY, show_date
from mmtui.errors import MmtuiError

OUTSIDE = "was changed outside mmtui"
COMPARE = "Compare it with the last good backup; mmtui restore brings that back."
RESTORE = "Restore the last good backup with mmtui restore."


class Finding(NamedTuple):
    """Something that is not as it was written; `kind` is one word for scripts, `do` what a person can do."""

    kind: str
    what: str
    do: str

    @property
    def sentence(self) -> str:
        return f"{self.what} {self.do}"


@dataclass
class Run:
    """One check under way; `today` is the office's day, `style` how it writes dates, `zone` its time zone."""

    store: Store
    today: date
    style: str = MDY
    zone: str = "UTC"
    findings: list[Finding] = field(default_factory=list)
    looked_at: dict[str, int] = field(default_factory=dict)

    def add(self, kind: str, what: str, do: str = COMPARE) -> None:
        self.findings.append(Finding(kind, what, do))

    def look(self, about: str, section: Callable[[Run], None]) -> None:
        """Do one part of the check; what can't be read is a finding and does not stop the other parts."""
        try:
            with checks.readable(self.store):
                section(self)
        except MmtuiError as error:
            self.add("file", f"The check of {about} could not be finished: {error.what}", RESTORE)

    def day(self, text: str) -> str:
        """A stored date as the office writes it; what is no date is shown as it stands."""
        try:
            return show_date(date.fromisoformat(text), self.style)
        except (ValueError, TypeError):
            return repr(text)
