"""What a person types into a field: how errors quote it, and small arithmetic (`1.5+0.75`, `$85*2`)."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

LONGEST = 60
"""Characters; what is longer is no amount and is not looked at further."""

_TERM = re.compile(r"([+\-−]?)([^+\-−]+)")
_TIMES = re.compile(r"[*x×]", re.IGNORECASE)
_WHOLE = re.compile(r"[0-9]{1,4}")


class UnreadableError(ValueError):
    """Part of a typed text can't be read; the message is the reason in words, or empty."""


def quoted(text: str) -> str:
    """A typed text as an error shows it: in quotes, control characters made visible, cut when long."""
    return repr(text if len(text) <= LONGEST else text[: LONGEST - 1] + "…")


def evaluate(text: str, amount: Callable[[str], Fraction]) -> Fraction:
    """The value of amounts joined by + and −, each perhaps times a whole number; exact, left to right.

    `amount` reads one amount, stripped of spaces, and raises UnreadableError for what it does not know.
    """
    if not text.strip() or len(text) > LONGEST:
        raise UnreadableError()
    total, position = Fraction(0), 0
    compact = text.strip()
    while position < len(compact):
        term = _TERM.match(compact, position)
        if term is None or (position and not term[1]):
            raise UnreadableError()
        value = _product(term[2], amount)
        total += value if term[1] in ("", "+") else -value
        position = term.end()
    return total


def _product(term: str, amount: Callable[[str], Fraction]) -> Fraction:
    """One amount, perhaps with whole numbers before or after it: `3*0:07`, `$85×2`."""
    factors = [factor.strip() for factor in _TIMES.split(term)]
    at = next((index for index, factor in enumerate(factors) if not _WHOLE.fullmatch(factor)), 0)
    value = amount(factors[at])
    for factor in factors[:at] + factors[at + 1 :]:
        if not _WHOLE.fullmatch(factor):
            raise UnreadableError("only a whole number can follow a ×")
        value *= int(factor)
    return value
