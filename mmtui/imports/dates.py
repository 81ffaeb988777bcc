"""Dates and times of day as exports write them; each distinct text is parsed once."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal, NamedTuple

from mmtui.imports.hygiene import shown
from mmtui.imports.rows import CellError

Order = Literal["ymd", "dmy", "mdy"]
"""Which part of a date comes first: the year, the day or the month."""

ORDER_WORDS: dict[Order, str] = {"ymd": "YYYY-MM-DD", "dmy": "day/month/year", "mdy": "month/day/year"}
FIRST_YEAR = 1990
LAST_YEAR = 2099
DAY = 86_400
MEMORY = 20_000
"""Distinct texts remembered by one reader, so that a hostile file can't fill the memory."""

_STAMP = re.compile(r"(?P<day>[^\sT]+)(?:T|\s+)(?P<time>\d{1,2}[:.h]\d{2}.*)", re.DOTALL)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})\.?")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4}|\d{2})")
_TIME = re.compile(
    r"(\d{1,2})[:.h](\d{2})(?:[:.](\d{2}))?(?:[.,]\d+)?\s?(?:([ap])\.?\s?m\.?)?", re.IGNORECASE
)

# `HH:MM` and `:SS` → seconds. Exports with seconds have too many different times to remember each, and two
# look-ups take a third of the time of a pattern.
MINUTES = {f"{minute // 60:02d}:{minute % 60:02d}": minute * 60 for minute in range(1440)}
SECONDS = {"": 0} | {f":{second:02d}": second for second in range(60)}


class DateParts(NamedTuple):
    """A date whose first two parts may be day and month or month and day; `dotted` is `26.01.2015`."""

    first: int
    second: int
    year: int
    dotted: bool


class DateReader(dict[str, date]):
    """Reads dates of one file in one order: `reader[text]` is the date or raises CellError."""

    def __init__(self, order: Order) -> None:
        super().__init__()
        self.order = order

    def __missing__(self, text: str) -> date:
        if len(self) >= MEMORY:
            self.clear()
        day = self[text] = read_date(text, self.order)
        return day


class TimeReader(dict[str, int]):
    """Reads times of day: `reader[text]` is seconds after midnight or raises CellError."""

    def __missing__(self, text: str) -> int:
        if len(self) >= MEMORY:
            self.clear()
        seconds = self[text] = read_time(text)
        return seconds


def read_date(text: str, order: Order) -> date:
    """A date in `order`; the year first is always understood. Two-digit years are 20xx."""
    stripped = day_part(text)
    if not stripped:
        raise CellError("The date is missing. Add it at the source and export again.")
    if match := _YEAR_FIRST.fullmatch(stripped):
        return _checked(text, int(match[1]), int(match[3]), int(match[4]))
    parts = date_parts(stripped)
    if parts is None:
        raise CellError(f"{shown(text)} is not a date. Correct it at the source and export again.")
    if parts.first > 12 and parts.second > 12:
        raise CellError(f"{shown(text)} is not a date: {parts.first} and {parts.second} are both no month.")
    if order == "ymd":
        raise CellError(f"{shown(text)} is not written as {ORDER_WORDS[order]} like the rest of the file.")
    day, month = (parts.first, parts.second) if order == "dmy" else (parts.second, parts.first)
    return _checked(text, parts.year, month, day)


def date_parts(text: str) -> DateParts | None:
    """The parts of a date that does not begin with the year, or None; a time after it is left away."""
    match = _YEAR_LAST.fullmatch(day_part(text))
    if match is None:
        return None
    year = int(match[4])
    return DateParts(int(match[1]), int(match[3]), year + 2000 if year < 100 else year, match[2] == ".")


def is_year_first(text: str) -> bool:
    """Whether the date begins with its year and so can't be misread."""
    return _YEAR_FIRST.fullmatch(day_part(text)) is not None


def day_part(text: str) -> str:
    """The date of a cell that may hold date and time: `2026-11-12 09:00` or `2026-11-12T09:00`."""
    text = text.strip()
    stamp = _STAMP.fullmatch(text)
    return stamp["day"] if stamp else text


def read_time(text: str) -> int:
    """Seconds after midnight of `15:00`, `04:00:00`, `10:23:52 AM`; a date before the time is left away."""
    stripped = " ".join(text.split())
    if stamp := _STAMP.fullmatch(stripped):
        stripped = stamp["time"]
    if re.search(r"(Z|[+-]\d{2}:?\d{2})$", stripped):
        raise CellError(f"{shown(text)} carries a time zone. Export local times.")
    match = _TIME.fullmatch(stripped)
    if match is None:
        raise CellError(f"{shown(text)} is not a time of day. Correct it at the source and export again.")
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
    if match[4]:
        if not 1 <= hour <= 12:
            raise CellError(f"{shown(text)} is not a time of day: hours with AM or PM run from 1 to 12.")
        hour = hour % 12 + (12 if match[4] in "pP" else 0)
    seconds = hour * 3600 + minute * 60 + second
    if minute > 59 or second > 59 or seconds > DAY:
        raise CellError(f"{shown(text)} is not a time of day. Correct it at the source and export again.")
    return seconds


def _checked(text: str, year: int, month: int, day: int) -> date:
    """The date, or CellError with the part that is wrong."""
    if not 1 <= month <= 12:
        raise CellError(f"{shown(text)} is not a date: there is no month {month}.")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CellError(f"{shown(text)} is not a date of work: the year {year} can't be right.")
    try:
        return date(year, month, day)
    except ValueError:
        raise CellError(f"{shown(text)} is not a date: month {month} of {year} has no day {day}.") from None
