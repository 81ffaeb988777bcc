"""Where the demo's days fall: its literals count days of one cycle, and any date shows the same picture."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mmtui.domain.cycles import Cycle, cycle_of, following, preceding

DAY = timedelta(days=1)
DRAWN_START = date(2026, 11, 1)
DRAWN_ON = date(2026, 11, 24)
"""The day on which the literals say what they say, and the first of its cycle."""
FIRST, MIDDLE = 1, 15
SATURDAY = 5
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def usual_anchor(today: date) -> int:
    """The 1st; in the first half of a month the 15th, so that half a cycle of work is always there to see."""
    return FIRST if today.day >= MIDDLE else MIDDLE


def weekdays(first: date, last: date) -> list[date]:
    """The days from Monday to Friday between two dates, both included."""
    days = (first + DAY * number for number in range((last - first).days + 1))
    return [day for day in days if day.weekday() < SATURDAY]


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

        Days from 1 on are laid evenly over the weekdays gone; 0 and below count back from the first day.
        """
        start = self.cycle.start
        if number < 1:
            return weekdays(start - DAY * 30, start + DAY * (number - 1))[-1]
        gone = weekdays(start, self.today) or [self.today]
        nth = len(weekdays(DRAWN_START, DRAWN_START + DAY * (number - 1))) or 1
        of = len(weekdays(DRAWN_START, DRAWN_ON))
        return gone[-(-nth * len(gone) // of) - 1]

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

    def closes(self, person: str, day: date) -> int:
        """The minute of the day up to which the person's day is filled so far."""
        return self._next.get((person, day), self.OPENS)

    def span(self, person: str, day: date, seconds: int) -> tuple[int, int]:
        """The instants of a piece of work in seconds UTC."""
        begin = self.closes(person, day)
        self._next[person, day] = begin + -(-seconds // 60) + self.BREAK
        local = datetime.combine(day, time(begin // 60, begin % 60), self._zone)
        start = (local.astimezone(UTC) - EPOCH) // timedelta(seconds=1)
        return start, start + seconds
