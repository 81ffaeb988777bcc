"""Money in integer cents: how it is typed, shown and made from minutes."""

from __future__ import annotations

import re
from fractions import Fraction

from mmtui.domain.hours import MINUS
from mmtui.domain.rounding import half_up
from mmtui.domain.typed import UnreadableError, evaluate, quoted
from mmtui.errors import FieldError

EXAMPLES = "Write it as 85, 85.50 or $1,240.00."
MOST_CENTS = 99_999_999_99

_PLAIN = re.compile(r"([0-9]+)(?:[.,]([0-9]{1,2}))?")
_COMMA_GROUPS = re.compile(r"([1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.([0-9]{2}))?")
_DOT_GROUPS = re.compile(r"([1-9][0-9]{0,2}(?:\.[0-9]{3})+),([0-9]{2})")
_DOTS_ONLY = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+")


def parse_money(text: str, *, field: str = "amount", least: int = 0, most: int = MOST_CENTS) -> int:
    """Cents of a typed amount: `85` `85.5` `85,50` `$1,240.00` `1.240,00` `$85*2` `100-15.50`.

    `1.240` is refused, because it can be meant as 1.24 and as 1240. `least` and `most` are cents.
    Raises FieldError.
    """
    try:
        cents = half_up(evaluate(text, _cents))
    except UnreadableError as reason:
        raise FieldError(field, _unreadable(text, str(reason)), EXAMPLES) from None
    if cents < least:
        raise FieldError(field, f"{quoted(text)} is too little: at least {show_money(least)}.", EXAMPLES)
    if cents > most:
        raise FieldError(field, f"{quoted(text)} is too much: at most {show_money(most)}.", EXAMPLES)
    return cents


def show_money(cents: int) -> str:
    """`$1,240.00`; below zero with a true minus sign before the currency: `−$85.00`."""
    dollars, rest = divmod(abs(cents), 100)
    return f"{MINUS if cents < 0 else ''}${dollars:,}.{rest:02d}"


def price(minutes: int, rate_cents: int) -> int:
    """Cents for accounted minutes at an hourly rate, half up once: 7:20 at $85 is $623.33."""
    return half_up(Fraction(minutes * rate_cents, 60))


def _cents(amount: str) -> Fraction:
    """One amount, with or without its dollar sign."""
    digits = amount.removeprefix("$").strip()
    if _DOTS_ONLY.fullmatch(digits):
        raise UnreadableError("the point can part thousands or cents")
    match = _PLAIN.fullmatch(digits) or _COMMA_GROUPS.fullmatch(digits) or _DOT_GROUPS.fullmatch(digits)
    if match is None:
        raise UnreadableError()
    dollars = int(re.sub(r"[.,]", "", match[1]))
    return Fraction(dollars * 100 + int((match[2] or "0").ljust(2, "0")))


def _unreadable(text: str, reason: str) -> str:
    if not text.strip():
        return "The amount is missing."
    return f"{quoted(text)} is not an amount of money{': ' + reason if reason else ''}."
