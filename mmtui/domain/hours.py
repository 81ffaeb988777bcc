"""Lengths of time as persons type and read them; seconds are raw, minutes are accounted."""

from __future__ import annotations

import re
from fractions import Fraction

from mmtui.domain.rounding import half_up
from mmtui.domain.typed import UnreadableError, evaluate, quoted
from mmtui.errors import FieldError

MINUS = "−"
DAY_SECONDS = 24 * 3600
EXAMPLES = "Write it as 1.5, 1:30 or 90m."

_DECIMAL = r"[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+"
_NUMBER = re.compile(_DECIMAL)
_CLOCK = re.compile(r"([0-9]*):([0-9]{2})(?::([0-9]{2}))?")
_UNITS = re.compile(
    rf"(?:(?P<h>{_DECIMAL})\s*h(?:ours?|rs?)?)?\s*"
    rf"(?:(?P<m>{_DECIMAL})\s*m(?:in(?:ute)?s?)?)?\s*"
    rf"(?:(?P<s>{_DECIMAL})\s*s(?:ec(?:ond)?s?)?)?",
    re.IGNORECASE,
)
_HOURS_AND_MINUTES = re.compile(r"([0-9]+)\s*h\s*([0-9]{2})", re.IGNORECASE)


def parse_hours(text: str, *, field: str = "hours", least: int = 1, most: int = DAY_SECONDS) -> int:
    """Seconds of a typed length: `1.5` `1,5` `1:30` `1:30:15` `90m` `1h30` `1h 30m` `1.5+0.75` `3*0:07`.

    `least` and `most` are seconds, both allowed; by default more than nothing and at most a day.
    Raises FieldError.
    """
    try:
        value = evaluate(text, lambda amount: _seconds(amount, most))
    except UnreadableError as reason:
        raise FieldError(field, _unreadable(text, str(reason)), EXAMPLES) from None
    seconds = half_up(value)
    if seconds < least:
        raise FieldError(field, f"{quoted(text)} is too little: {_bound(least)}.", EXAMPLES)
    if seconds > most:
        raise FieldError(field, f"{quoted(text)} is too much: at most {_limit(most)}.", EXAMPLES)
    return seconds


def hmm(minutes: int) -> str:
    """`H:MM`, hours without limit; a true minus sign below zero: `−1:30`."""
    hours, rest = divmod(abs(minutes), 60)
    return f"{MINUS if minutes < 0 else ''}{hours}:{rest:02d}"


def signed_hmm(minutes: int) -> str:
    """A change, always with its sign: `+1:30`, `−1:30`; no change is `0:00`."""
    return f"+{hmm(minutes)}" if minutes > 0 else hmm(minutes)


def decimal_hours(minutes: int) -> str:
    """Two-decimal hours, half up, as a client's text may add them: 135 minutes are `2.25`."""
    hundredths = half_up(Fraction(minutes * 100, 60))
    whole, rest = divmod(abs(hundredths), 100)
    return f"{MINUS if hundredths < 0 else ''}{whole}.{rest:02d}"


def _seconds(amount: str, most: int) -> Fraction:
    """One amount without arithmetic; a bare number is hours."""
    if _NUMBER.fullmatch(amount):
        return _bare_hours(amount, most)
    if clock := _CLOCK.fullmatch(amount):
        return _clock(int(clock[1] or 0), int(clock[2]), int(clock[3] or 0))
    if short := _HOURS_AND_MINUTES.fullmatch(amount):
        return _clock(int(short[1]), int(short[2]), 0)
    units = _UNITS.fullmatch(amount)
    if not amount or units is None:
        raise UnreadableError()
    hours, minutes, seconds = (_number(units[unit] or "0") for unit in "hms")
    return hours * 3600 + minutes * 60 + seconds


def _bare_hours(amount: str, most: int) -> Fraction:
    """Hours with a decimal point or comma; `1,500` is refused where it could also be 1500 hours."""
    seconds = _number(amount) * 3600
    grouped = re.fullmatch(r"[1-9][0-9]{0,2},[0-9]{3}", amount)
    if grouped and seconds * 1000 <= most:
        plain = amount.replace(",", "")
        raise UnreadableError(f"it could be {amount.replace(',', '.')} or {plain} hours")
    return seconds


def _clock(hours: int, minutes: int, seconds: int) -> Fraction:
    if minutes > 59 or seconds > 59:
        raise UnreadableError(f"{'minutes' if minutes > 59 else 'seconds'} run from 00 to 59")
    return Fraction(hours * 3600 + minutes * 60 + seconds)


def _number(digits: str) -> Fraction:
    whole, _, decimals = digits.replace(",", ".").partition(".")
    return Fraction(int((whole + decimals) or 0), 10 ** len(decimals))


def _unreadable(text: str, reason: str) -> str:
    if not text.strip():
        return "The length of time is missing."
    return f"{quoted(text)} is not a length of time{': ' + reason if reason else ''}."


def _bound(least: int) -> str:
    return "it must be more than zero" if least == 1 else f"at least {_limit(least)}"


def _limit(seconds: int) -> str:
    """A bound in words: `24 hours`, else H:MM."""
    return f"{seconds // 3600} hours" if seconds % 3600 == 0 else hmm(seconds // 60)
