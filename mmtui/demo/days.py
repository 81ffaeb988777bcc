"""Where the demo's days fall: its literals count days of one cycle, and any date shows the same picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mmtui.domain.cycles import Cycle, cycle_of, following, preceding

DAY = timedelta(days=1)
DRAWN_DAYS = 24
"""How many days of the cycle were gone when the literals were drawn."""
EARLY = 10
FIRST, MIDDLE = 1, 15
SATURDAY = 5
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def usual_anchor(today: date) -> int:
    """The 1st; the 15th while a month is too young to show more than a few days of work."""
    return FIRST if today.day >= EARLY else MIDDLE


def weekdays(first: date, last: date) -> list[date]:
    """The days from Monday to Friday between two dates, both included."""
    days = (first + DAY * number for number in range((last - first).days + 1))
    return [day for day in days if day.weekday() < SATURDAY]


def weekday_from(day: date) -> date:
    """The day itself or the Monday after."""
    return next(one for one in _onwards(day) if one.weekday() < SATURDAY)


def _onwards(day: date) -> Iterator[date]:
    while True:
        yield day
        day += DAY


@dataclass(frozen=True)
class Frame:
    """The cycles of one anchor as seen from today."""

    today: date
    anchor: int

    @property
    def cycle(self) -> Cycle:
        return cycle_of(self.today, self.anchor)

    def ago(self, cycles: int) -> Cycle:
        """The cycle so many before the running one."""
        found = self.cycle
        for _ in range(cycles):
            found = preceding(found, self.anchor)
        return found

    def next(self) -> Cycle:
        return following(self.cycle, self.anchor)

    def day(self, number: int) -> date:
        """The weekday on which a day of the literals falls, never after today.

        1 to 24 are laid over the days gone; 0 and below count back from the cycle's first day.
        """
        start = self.cycle.start
        gone = (self.today - start) // DAY + 1
        at = number if number < 1 else -(-number * gone // DRAWN_DAYS)
        back = weekdays(start if number > 0 else start - DAY * 30, start + DAY * (at - 1))
        return back[-1] if back else min(weekday_from(start), self.today)

    def to_come(self, count: int) -> list[date]:
        """The last weekdays of the cycle after today; when there are too few, the next cycle's first."""
        rest = weekdays(self.today + DAY, self.cycle.end)[-count:] if count else []
        more = weekdays(self.next().start, self.next().end)
        more = [day for day in more if day > self.today]
        return [*rest, *more[: count - len(rest)]]


class Clock:
    """Gives each person's entries of a day their start and end, one after the other from nine o'clock."""

    OPENS = 9 * 60
    BREAK = 10

    def __init__(self, zone: str) -> None:
        self._zone = ZoneInfo(zone)
        self._next: dict[tuple[str, date], int] = {}

    def worked(self, person: str, day: date) -> int:
        """Minutes since nine o'clock that the person's day is filled with so far."""
        return self._next.get((person, day), self.OPENS) - self.OPENS

    def span(self, person: str, day: date, seconds: int) -> tuple[int, int]:
        """The instants of a piece of work in seconds UTC."""
        begin = self._next.get((person, day), self.OPENS)
        self._next[person, day] = begin + -(-seconds // 60) + self.BREAK
        local = datetime.combine(day, time(begin // 60, begin % 60), self._zone)
        start = (local.astimezone(UTC) - EPOCH) // timedelta(seconds=1)
        return start, start + seconds
