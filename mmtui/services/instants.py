"""Identities and instants for many rows at once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from mmtui.db.models.base import new_uuid


class Uuids:
    """UUIDs of version 7 one after the other, from one random start."""

    def __init__(self) -> None:
        self._next = int(new_uuid(), 16) & ~(0xFFFFFFFFFF)

    def next(self) -> str:
        self._next += 1
        return f"{self._next:032x}"


class Instants:
    """Wall clock times of the office as instants in UTC seconds; quick where the day has one offset only."""

    def __init__(self, zone: str) -> None:
        self._zone = ZoneInfo(zone)
        self._midnights: dict[date, int | None] = {}
        self._texts: dict[date, str] = {}

    def iso(self, day: date) -> str:
        text = self._texts.get(day)
        if text is None:
            text = self._texts[day] = day.isoformat()
        return text

    def midnight(self, day: date) -> int | None:
        """The instant of the day's local midnight, None on a day on which the clock changes."""
        if day not in self._midnights:
            begin = self._at(day, 0)
            self._midnights[day] = begin if self._at(day + timedelta(days=2), 0) - begin == 172_800 else None
        return self._midnights[day]

    def both(
        self, day: date, start: int | None, end: int | None, seconds: int
    ) -> tuple[int | None, int | None]:
        """Start and end, given in seconds after midnight on the wall clock, as instants.

        Where the clock is set back an hour comes twice, where it is set forward one is missing: of the
        readings of the end, the one nearest to `seconds` after the start holds, and never one before it.
        """
        if start is None:
            return None, None
        midnight = self.midnight(day)
        if midnight is not None:
            return midnight + start, None if end is None else midnight + end
        begin = self._at(day, start)
        if end is None:
            return begin, None
        ends = (self._at(day, end), self._at(day, end, fold=1))
        return begin, max(begin, min(ends, key=lambda one: abs(one - begin - seconds)))

    def _at(self, day: date, seconds: int, fold: int = 0) -> int:
        wall = datetime(day.year, day.month, day.day) + timedelta(seconds=seconds)
        return int(wall.replace(tzinfo=self._zone, fold=fold).astimezone(UTC).timestamp())
