"""Rounding: half up, once, at the end; raw seconds become accounted minutes here and nowhere else."""

from __future__ import annotations

from fractions import Fraction

NEAREST = "nearest"
UP = "up"
MODES = (NEAREST, UP)


def half_up(value: Fraction | int) -> int:
    """The nearest whole number; a half goes up, toward plus infinity (2.5 → 3, −2.5 → −2)."""
    numerator, denominator = value.numerator, value.denominator
    return (2 * numerator + denominator) // (2 * denominator)


def account(seconds: int, increment_minutes: int = 1, mode: str = NEAREST) -> int:
    """Accounted minutes of one entry: raw seconds to the contract's increment, nearest (half up) or up.

    Rounded per entry, so that the rows of a timesheet add up to its total.
    """
    if increment_minutes < 1:
        raise ValueError(f"an increment is at least one minute, not {increment_minutes}")
    unit = 60 * increment_minutes
    if mode == NEAREST:
        return (2 * seconds + unit) // (2 * unit) * increment_minutes
    if mode == UP:
        return -(-seconds // unit) * increment_minutes
    raise ValueError(f"rounding is {NEAREST!r} or {UP!r}, not {mode!r}")
