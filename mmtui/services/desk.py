"""Who is at work, in which office, on what day: what every change is made with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mmtui import clock
from mmtui.db.connect import Store


@dataclass(frozen=True)
class Desk:
    """An open office as one person uses it; `zone` is the office's IANA time zone, `person_id` who is at work."""

    store: Store
    zone: str
    person_id: int | None = None
    day: date | None = None

    @property
    def today(self) -> date:
        """The office's date, or the day the desk was opened as of."""
        return self.day or clock.today(self.zone)
