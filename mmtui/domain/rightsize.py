"""Right size: whether the last cycles fit the plan, and which plan of the family would fit better.

The rule. A plan is too small when use went over it in at least half of the cycles (so also whenever the
median did); then the smallest larger plan that would not have been too small is recommended, else the
largest. A plan is too large when every cycle would have fitted a smaller one. Everything else fits. A
running cycle counts as soon as it is over; until then it can only speak against a smaller plan. With
fewer than three closed cycles it is too early to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from mmtui.domain.hours import hmm
from mmtui.domain.rounding import half_up

EARLY = "early"
FITS = "fits"
UP = "up"
DOWN = "down"
CLOSED_CYCLES_NEEDED = 3
CYCLES_LOOKED_AT = 6

_NUMBERS = ("None", "One", "Two", "Three", "Four", "Five", "Six")


class Size(NamedTuple):
    """A plan on the family's ladder and its minutes a cycle."""

    plan: str
    minutes: int


class RightSize(NamedTuple):
    """The hint as data, in minutes; `right_size_parts` makes the sentences.

    `verdict` is early, fits, up or down. `fits` is the plan to have, None when it is too early. `cycles`
    counts the cycles looked at and `closed` those of them that have ended; `overs` are the minutes past
    the current plan, oldest first. `compared` is the plan whose typical month is told, with `unused`
    minutes of it, to ten; None where nothing is to tell. `short` says that even `fits` would have been
    too small.
    """

    verdict: str
    current: Size
    fits: Size | None
    cycles: int
    closed: int
    overs: tuple[int, ...] = ()
    compared: Size | None = None
    unused: int | None = None
    short: bool = False


def right_size(
    closed: Sequence[int], ladder: Iterable[Size], current: Size, running: int | None = None
) -> RightSize:
    """The hint for a contract from minutes used in closed cycles, oldest first, and in the running one.

    The last six are looked at, the running one among them. `ladder` are the plans of the family with hours,
    in any order; the current size is the contract's own and need not be one of them.
    """
    closed = closed[-(CYCLES_LOOKED_AT - (running is not None)) :]
    used = [*closed, *(() if running is None else (running,))]
    overs = tuple(minutes - current.minutes for minutes in used if minutes > current.minutes)
    sizes = sorted(set(ladder), key=lambda size: (size.minutes, size.plan))
    if len(closed) < CLOSED_CYCLES_NEEDED:
        return RightSize(EARLY, current, None, len(used), len(closed), overs)
    counted = [*closed, *(() if running is None or running <= current.minutes else (running,))]
    if _too_small(current, counted):
        verdict, fits = UP, _larger(sizes, current, counted)
    else:
        fits = next((size for size in sizes if size.minutes >= max(used)), current)
        fits = fits if fits.minutes < current.minutes else current
        verdict = FITS if fits == current else DOWN
    compared = _compared(verdict, fits, current, sizes, overs)
    unused = None if compared is None else _typical_unused(compared, closed)
    return RightSize(
        verdict,
        current,
        fits,
        len(used),
        len(closed),
        overs,
        compared if unused is not None else None,
        unused,
        verdict == UP and _too_small(fits, counted),
    )


def right_size_parts(hint: RightSize) -> tuple[str, str]:
    """The verdict, and the sentences that give its reasons; plain text, plan names as stored."""
    if hint.verdict == EARLY or hint.fits is None:
        needed = _NUMBERS[CLOSED_CYCLES_NEEDED].lower()
        so_far = ("No closed cycle", "One closed cycle", "Two closed cycles")[hint.closed]
        return "Too early to say.", f"{so_far} so far, {needed} are needed."
    return _verdict(hint, hint.fits), f"{_went_over(hint)}{_typical(hint)}"


def right_size_sentence(hint: RightSize) -> str:
    """`Standard fits. Two of six went over, by 0:50 and 0:25. Premium would leave about 8:20 unused …`"""
    return " ".join(right_size_parts(hint))


def _too_small(size: Size, used: Sequence[int]) -> bool:
    """Whether at least half of the cycles went over it."""
    return 2 * sum(minutes > size.minutes for minutes in used) >= len(used)


def _larger(sizes: Sequence[Size], current: Size, used: Sequence[int]) -> Size:
    """The smallest larger plan that is not too small, else the largest of all."""
    larger = [size for size in sizes if size.minutes > current.minutes]
    return next((size for size in larger if not _too_small(size, used)), larger[-1] if larger else current)


def _compared(
    verdict: str, fits: Size, current: Size, sizes: Sequence[Size], overs: Sequence[int]
) -> Size | None:
    """The plan whose typical month is worth telling: the larger one when some cycles went over."""
    if verdict == UP:
        return fits
    if overs:
        return next((size for size in sizes if size.minutes > current.minutes), None)
    return current


def _typical_unused(size: Size, closed: Sequence[int]) -> int | None:
    """What the mean closed cycle would leave of a plan, to ten minutes; None when that is nothing."""
    left = size.minutes - Fraction(sum(closed), len(closed))
    return half_up(left / 10) * 10 if left >= 5 else None


def _verdict(hint: RightSize, fits: Size) -> str:
    if hint.verdict == FITS:
        return f"{fits.plan} fits."
    if not hint.short:
        return f"{fits.plan} would fit."
    if fits == hint.current:
        return f"{fits.plan} is too small, and the largest."
    return f"{fits.plan}, the largest, would be too small."


def _went_over(hint: RightSize) -> str:
    count = f"{_NUMBERS[len(hint.overs)]} of {_NUMBERS[hint.cycles].lower()} went"
    if hint.verdict == DOWN and hint.fits is not None:
        return f"{count} past {hmm(hint.fits.minutes)}."
    if not hint.overs:
        return f"{count} over."
    return f"{count} over, by {_listed([hmm(minutes) for minutes in hint.overs])}."


def _typical(hint: RightSize) -> str:
    if hint.compared is None or hint.unused is None:
        return ""
    name = "It" if hint.compared == hint.fits else hint.compared.plan
    leaves = "leaves" if hint.compared == hint.current else "would leave"
    return f" {name} {leaves} about {hmm(hint.unused)} unused a month."


def _listed(words: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    *rest, last = words
    return f"{', '.join(rest)} and {last}" if rest else last
