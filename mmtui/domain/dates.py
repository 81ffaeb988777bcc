"""Dates as persons type and read them; stored dates are ISO and never pass through here."""

from __future__ import annotations

import re
from datetime import date, timedelta

from mmtui.domain.cycles import MONTHS, days_in_month
from mmtui.domain.typed import UnreadableError, quoted
from mmtui.errors import FieldError

MDY = "mdy"
DMY = "dmy"
ISO = "iso"
ORDERS = (MDY, DMY)
STYLES = (MDY, DMY, ISO)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
FIRST_YEAR = 1970
LAST_YEAR = 2199

_NEAR_WORDS = {"yesterday": -1, "today": 0, "tomorrow": 1}
_OFFSET = re.compile(r"([+\-−])([0-9]{1,4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{2}))?")
_AHEAD = timedelta(days=183)


def parse_date(text: str, today: date, order: str = MDY, *, field: str = "date") -> date:
    """The date that was typed: `today` `tue` `last tue` `yesterday` `-1` `3/14` `03/14/26` `2026-03-14`.

    A weekday is the most recent one, today included; after `last`, today left out. Two-digit years are 20xx.
    Without a year it is this year's date, or last year's where this year's is more than half a year ahead.
    `order` says whether 3/4 is March 4 (`mdy`) or April 3 (`dmy`). Raises FieldError.
    """
    typed = " ".join(text.lower().split())
    if not typed:
        raise FieldError(field, "The date is missing.", _examples(order))
    try:
        return _from_words(typed, today) or _from_figures(typed, today, order)
    except UnreadableError as reason:
        what = f"{quoted(text)} is not a date{f': {reason}' if str(reason) else ''}."
        raise FieldError(field, what, _examples(order)) from None


def show_date(day: date, style: str = MDY) -> str:
    """`03/14/26`, or `14/03/26` (dmy), or `2026-03-14` (iso)."""
    if style == ISO:
        return day.isoformat()
    return f"{short_date(day, style)}/{day.year % 100:02d}"


def show_day(day: date, style: str = MDY) -> str:
    """A date with its weekday in English: `Sat 03/14/26`."""
    return f"{WEEKDAYS[day.weekday()][:3]} {show_date(day, style)}"


def short_date(day: date, style: str = MDY) -> str:
    """Without the year, for tables inside one cycle: `03/14`."""
    if style == DMY:
        return f"{day.day:02d}/{day.month:02d}"
    return f"{day.month:02d}{'-' if style == ISO else '/'}{day.day:02d}"


def _from_words(typed: str, today: date) -> date | None:
    """`today` and its kin, a weekday, or days back and ahead; None for anything else."""
    if typed in _NEAR_WORDS:
        return today + timedelta(days=_NEAR_WORDS[typed])
    if match := _OFFSET.fullmatch(typed):
        return today + timedelta(days=int(match[2]) * (1 if match[1] == "+" else -1))
    name = typed.removeprefix("last ")
    weekday = _weekday(name)
    if weekday is None:
        return None
    back = (today.weekday() - weekday) % 7
    return today - timedelta(days=7 if back == 0 and name != typed else back)


def _weekday(name: str) -> int | None:
    """Monday is 0; any beginning of at least two letters will do."""
    if len(name) < 2:
        return None
    return next((at for at, full in enumerate(WEEKDAYS) if full.lower().startswith(name)), None)


def _from_figures(typed: str, today: date, order: str) -> date:
    """A date in figures: the year first, last or left out."""
    if match := _YEAR_FIRST.fullmatch(typed):
        return _checked(int(match[1]), int(match[2]), int(match[3]))
    match = _YEAR_LAST.fullmatch(typed)
    if match is None:
        raise UnreadableError()
    first, second = int(match[1]), int(match[3])
    month, day = (first, second) if order == MDY else (second, first)
    if match[4] is None:
        return _checked(_likely_year(today, month, day), month, day)
    return _checked(int(match[4]) + (2000 if len(match[4]) == 2 else 0), month, day)


def _likely_year(today: date, month: int, day: int) -> int:
    """The year of a date typed without one; 12/30 typed in January is last year's."""
    limit = today + _AHEAD
    return today.year - ((today.year, month, day) > (limit.year, limit.month, limit.day))


def _checked(year: int, month: int, day: int) -> date:
    """The date; UnreadableError says which part is impossible."""
    if not 1 <= month <= 12:
        raise UnreadableError(f"there is no month {month}")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UnreadableError(f"years run from {FIRST_YEAR} to {LAST_YEAR}")
    if not 1 <= day <= days_in_month(year, month):
        raise UnreadableError(f"{MONTHS[month - 1]} {year} has {days_in_month(year, month)} days")
    return date(year, month, day)


def _examples(order: str) -> str:
    if order == DMY:
        return "Write day/month, as in 14/3 or 14/03/26, or today, tue, -1."
    return "Write month/day, as in 3/14 or 03/14/26, or today, tue, -1."
