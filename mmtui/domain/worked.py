"""Worked dates: which local date an instant belongs to, and a timer that crosses midnight."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo


class Part(NamedTuple):
    """The share of one local date; instants are UTC epoch seconds, the end is not included."""

    day: date
    start_utc: int
    end_utc: int
    seconds: int


def worked_date(instant: int, zone: str) -> date:
    """The office's local date of a UTC instant: 2026-11-30 20:30 in New York belongs to November."""
    return datetime.fromtimestamp(instant, UTC).astimezone(ZoneInfo(zone)).date()


def split_at_midnight(start_utc: int, end_utc: int, zone: str) -> list[Part]:
    """One part per local date, oldest first, adding up to the whole; none for an empty span.

    Lengths are true elapsed seconds, so a night on which the clocks change is one hour longer or shorter.
    Raises ValueError when the end is before the start.
    """
    if end_utc < start_utc:
        raise ValueError("a span of work ends before it starts")
    parts: list[Part] = []
    begin = start_utc
    while begin < end_utc:
        day = worked_date(begin, zone)
        finish = min(_day_end(day, begin, zone), end_utc)
        parts.append(Part(day, begin, finish, finish - begin))
        begin = finish
    return parts


def _day_end(day: date, after: int, zone: str) -> int:
    """The instant after `after` at which a local date ends; midnight comes twice in some zones."""
    midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))
    first = int(midnight.timestamp())
    return first if first > after else int(midnight.replace(fold=1).timestamp())
