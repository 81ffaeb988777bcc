"""The months before: believable entries that add up to what each cycle used, the same ones every time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from random import Random
from typing import NamedTuple

from mmtui.demo.days import Frame, weekdays
from mmtui.demo.entries import CALLS, PHRASES, THIS_CYCLE
from mmtui.demo.people_and_work import Deal
from mmtui.domain.contracts import Pause
from mmtui.domain.coverage import PHONE_SUPPORT, PLAN

STEP = 5
USUAL = 105
CALL = 40


class Piece(NamedTuple):
    """One piece of work to log; `person` is a first name."""

    day: date
    person: str
    minutes: int
    activity: str
    note: str
    cover: str


def minutes_of(text: str) -> int:
    """Minutes of an "H:MM" literal."""
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def running(deal: Deal, frame: Frame) -> Iterator[Piece]:
    """The entries of the running cycle, as they are written down."""
    for day, person, hours, activity, note, *cover in THIS_CYCLE.get(deal.key, ()):
        yield Piece(
            frame.day(day), person, minutes_of(hours), activity, note, str(cover[0]) if cover else PLAN
        )


def before(deal: Deal, frame: Frame, start: date, rests: Sequence[Pause]) -> Iterator[Piece]:
    """The entries of the cycles before, which add up to the contract's history."""
    rng = Random(deal.key)
    for number, hours in enumerate(deal.history.split()):
        cycle = frame.ago(deal.started - number)
        days = [
            day
            for day in weekdays(max(cycle.start, start), cycle.end)
            if not any(rest.covers(day) for rest in rests)
        ]
        yield from _one_cycle(deal, rng, days, minutes_of(hours))


def _one_cycle(deal: Deal, rng: Random, days: list[date], total: int) -> Iterator[Piece]:
    usual = CALL if deal.cover == PHONE_SUPPORT else USUAL
    parts = _parts(total, max(1, (total + usual // 2) // usual), rng)
    on = sorted(rng.sample(days, len(parts)) if len(parts) <= len(days) else rng.choices(days, k=len(parts)))
    words = _words(deal, rng, len(parts))
    for day, minutes, (activity, note) in zip(on, parts, words, strict=True):
        yield Piece(day, rng.choice(deal.team), minutes, activity, note, deal.cover)


def _words(deal: Deal, rng: Random, count: int) -> list[tuple[str, str]]:
    pool = [("Phone", note) for note in CALLS] if deal.cover == PHONE_SUPPORT else list(PHRASES)
    rng.shuffle(pool)
    return [pool[number % len(pool)] for number in range(count)]


def _parts(total: int, count: int, rng: Random) -> list[int]:
    """A total split into parts of whole five minutes; the last one takes what is left over."""
    weights = [rng.randrange(4, 11) for _ in range(count)]
    parts = [total * weight // sum(weights) // STEP * STEP for weight in weights[:-1]]
    return [*parts, total - sum(parts)]
