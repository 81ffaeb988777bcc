"""Rounds, medians, and the lines of the table."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

MILLISECOND = 1e3


class UnequalError(AssertionError):
    """Ours and the reference gave different results: a ratio of the two would mean nothing."""


@dataclass(frozen=True)
class Line:
    """One line of the table; `met` is None where the bar was not measured, and `measured` says why."""

    row: str
    what: str
    against: str
    measured: str
    bar: str
    met: bool | None

    @property
    def verdict(self) -> str:
        return {True: "ok", False: "**missed**", None: "—"}[self.met]


@dataclass(frozen=True)
class Run:
    """What to measure: the sizes in rising order, whether only results are compared, and a folder to write in."""

    sizes: tuple[int, ...]
    quick: bool
    folder: Path
    contracts: int = 200
    cache: Path | None = None

    @property
    def largest(self) -> int:
        return self.sizes[-1]

    @property
    def smallest(self) -> int:
        return self.sizes[0]

    @property
    def middle(self) -> int:
        """100 thousand where that is measured."""
        return 100_000 if 100_000 in self.sizes else self.largest

    def rounds(self, full: int) -> int:
        return min(full, 2) if self.quick else full


def timed(job: Callable[[], object]) -> float:
    """Seconds that a job takes."""
    begin = time.perf_counter()
    job()
    return time.perf_counter() - begin


def interleaved(jobs: Sequence[Callable[[], object]], rounds: int, warm: int = 1) -> list[list[float]]:
    """The seconds of each job in each round, the jobs taking turns, so that a busy machine slows all alike."""
    for _ in range(warm):
        for job in jobs:
            job()
    taken: list[list[float]] = [[] for _ in jobs]
    for _ in range(rounds):
        for job, seconds in zip(jobs, taken, strict=True):
            seconds.append(timed(job))
    return taken


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median over the rounds of ours : theirs."""
    return statistics.median(one / max(other, 1e-9) for one, other in zip(ours, theirs, strict=True))


def median_ms(seconds: Sequence[float]) -> str:
    return f"{statistics.median(seconds) * MILLISECOND:,.2f} ms"


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of all lie."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, round(share * (len(ranked) - 1)))]


def compared(
    row: str, what: str, against: str, ours: Sequence[float], theirs: Sequence[float], bar: float
) -> Line:
    """A line for seconds against seconds of the same rounds."""
    found = ratio(ours, theirs)
    told = f"{found:.2f}× ({median_ms(ours)} : {median_ms(theirs)})"
    return Line(row, what, against, told, f"≤ {bar:g}×", found <= bar)


def equal(what: str, ours: object, theirs: object) -> None:
    """Refuse to compare the speed of different results."""
    if ours != theirs:
        raise UnequalError(f"{what}: ours is {str(ours)[:300]}, the reference {str(theirs)[:300]}")


def short(size: int) -> str:
    """`10k`, `1M`."""
    if size >= 1_000_000 and size % 1_000_000 == 0:
        return f"{size // 1_000_000}M"
    return f"{size // 1000}k" if size >= 1000 and size % 1000 == 0 else str(size)
