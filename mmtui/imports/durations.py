"""Lengths of work as exports write them, to whole seconds; decimals go through Fraction, never float."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Literal

from mmtui.domain.rounding import half_up
from mmtui.imports.dates import MEMORY
from mmtui.imports.hygiene import shown
from mmtui.imports.rows import CellError

Unit = Literal["hours", "minutes", "seconds"]
Sign = Literal[".", ","]
"""The decimal sign."""

UNIT_SECONDS: dict[Unit, int] = {"hours": 3600, "minutes": 60, "seconds": 1}
LONGEST = 40

_CLOCK = re.compile(r"(\d{1,5}):([0-5]\d)(?::([0-5]\d)(?:[.,]\d+)?)?")
_MINUTES = re.compile(r"(\d{1,5}):([0-5]\d)\s*min", re.IGNORECASE)
_HOURS_MINUTES = re.compile(r"(\d{1,5})\s*h\s*([0-5]\d)", re.IGNORECASE)
_WORDS = re.compile(
    r"(?:(?P<h>\d{1,5})\s*(?:h|hrs?|hours?|std\.?)\s*)?"
    r"(?:(?P<m>\d{1,5})\s*(?:m|mins?|minutes?|min\.)\s*)?"
    r"(?:(?P<s>\d{1,6})\s*(?:s|secs?|seconds?|sec\.))?",
    re.IGNORECASE,
)
_HOURS_AFTER = re.compile(r"\s*(?:h|hrs?|hours?|std\.?)$", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9][0-9.,'\u2019 ]*|[.,][0-9]+")
_WHOLE = re.compile(r"[0-9]+")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:([.,' ])[0-9]{3})(?:\1[0-9]{3})*")


class DurationReader(dict[str, int]):
    """Reads durations of one column: `reader[text]` is seconds or raises CellError.

    `whole` is the unit of a plain whole number (None: it would be a guess, so it is refused), `decimal` the
    unit of a number with a fraction, `sign` the decimal sign where the file has shown it.
    """

    def __init__(self, whole: Unit | None, decimal: Unit = "hours", sign: Sign | None = None) -> None:
        super().__init__()
        self.whole = whole
        self.decimal = decimal
        self.sign = sign

    def __missing__(self, text: str) -> int:
        if len(self) >= MEMORY:
            self.clear()
        seconds = self[text] = self.read(text)
        return seconds

    def read(self, text: str) -> int:
        """Seconds of `1:30`, `01:30:00`, `1.5`, `1,5`, `2.000,0`, `1h30`, `90m`, or a plain number."""
        stripped = text.strip()
        if stripped[:1] in ("-", "−", "\u2013"):
            raise CellError(f"{shown(text)} is negative. Correct the entry at the source and export again.")
        if match := _CLOCK.fullmatch(stripped):
            return int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3] or 0)
        if len(stripped) <= LONGEST and stripped:
            if is_number(stripped):
                return self._number(stripped)
            if _HOURS_AFTER.search(stripped) and is_number(number := _HOURS_AFTER.sub("", stripped)):
                return half_up(decimal_value(number, self.sign) * 3600)
            if (seconds := _in_words(stripped)) is not None:
                return seconds
        raise CellError(f"{shown(text)} is not a duration. Correct it at the source and export again.")

    def _number(self, text: str) -> int:
        if _WHOLE.fullmatch(text):
            if self.whole is None:
                raise CellError(f"{shown(text)} may be hours, minutes or seconds. Say which and read again.")
            return int(text) * UNIT_SECONDS[self.whole]
        return half_up(decimal_value(text, self.sign) * UNIT_SECONDS[self.decimal])


def is_number(text: str) -> bool:
    """Digits with or without decimal sign and thousands."""
    return _NUMBER.fullmatch(text) is not None


def is_whole(text: str) -> bool:
    """Digits only: a number whose unit the text does not show."""
    return _WHOLE.fullmatch(text) is not None


def decimal_sign(text: str) -> Sign | None:
    """The decimal sign a number shows beyond doubt: `1,5`, `2.000,0`, `0.125`; None for `20` and `1.234`."""
    dot, comma = text.rfind("."), text.rfind(",")
    if dot < 0 and comma < 0:
        return None
    last: Sign = "." if dot > comma else ","
    if dot >= 0 and comma >= 0:
        return last
    if text.count(last) > 1:
        return "," if last == "." else "."
    before, after = text.split(last)
    return None if len(after) == 3 and before.isdigit() and before != "0" and len(before) <= 3 else last


def decimal_value(text: str, sign: Sign | None) -> Fraction:
    """The exact value of a decimal number; CellError where `1.234` could also mean 1234."""
    text = text.strip().replace("\u2019", "'")
    mark = decimal_sign(text) or sign
    if mark is None and ("." in text or "," in text):
        point, plain = re.sub("[.,]", ".", text), re.sub("[.,]", "", text)
        raise CellError(f"{shown(text)} may be {point} or {plain}. Say which decimal sign the file uses.")
    whole, _, decimals = text.partition(mark) if mark else (text, "", "")
    grouped = whole.isdigit() or (not whole and decimals) or _THOUSANDS.fullmatch(whole)
    if not (text.isascii() and grouped and (decimals or "0").isdigit()):
        raise CellError(f"{shown(text)} is not a number. Correct it at the source and export again.")
    digits = re.sub("[.,' ]", "", whole)
    return Fraction(int(digits + decimals), 10 ** len(decimals))


def _in_words(text: str) -> int | None:
    """`1h30`, `1 h 30 min`, `90m`, `47:06 min`, `12 sec`."""
    if match := _MINUTES.fullmatch(text):
        return int(match[1]) * 60 + int(match[2])
    if match := _HOURS_MINUTES.fullmatch(text):
        return int(match[1]) * 3600 + int(match[2]) * 60
    match = _WORDS.fullmatch(text)
    if match is None or (match["h"] and int(match["m"] or 0) > 59):
        return None
    return int(match["h"] or 0) * 3600 + int(match["m"] or 0) * 60 + int(match["s"] or 0)
