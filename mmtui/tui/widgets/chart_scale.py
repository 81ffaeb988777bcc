"""How minutes and days become rows and cells of a chart: round labels, whole rows, zero on a row's edge."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

LABEL_STEPS = (15, 30, 60, 120, 180, 240, 300, 360, 480, 600, 720, 960, 1200, 1440, 2400, 3600, 4800, 7200)
FEWEST_LABELS = 3
MOST_LABELS = 7
DOTS = 4


class Scale(NamedTuple):
    """`rows` cells stand for `step` minutes; `above` and `below` are the rows on either side of the axis."""

    step: int
    rows: int
    above: int
    below: int

    def dot(self, minutes: int) -> int:
        """Return how many quarter rows above the axis a value lies; below zero under it; nearest, half up."""
        return (minutes * self.rows * DOTS * 2 + self.step) // (self.step * 2)

    def labels(self) -> list[tuple[int, int]]:
        """Return (minutes, row from the top) of each line with a label; the axis has a row of its own."""
        up = [(number * self.step, self.above - number * self.rows) for number in range(self._up, 0, -1)]
        down = [(-number * self.step, self.above + number * self.rows) for number in range(1, self._down + 1)]
        return [*up, (0, self.above), *down]

    @property
    def _up(self) -> int:
        return self.above // self.rows

    @property
    def _down(self) -> int:
        return self.below // self.rows


def fit(highest: int, lowest: int, height: int) -> Scale:
    """Choose the scale that fills `height` rows best for `lowest` (0 or less) to `highest` minutes.

    A step that gives the highest value a label of its own may leave up to a tenth of the rows free.
    """
    top, bottom = max(highest, 0), max(-lowest, 0)
    if top == bottom == 0:
        top = 60
    best = Scale(_enough(top + bottom, height), 1, height, 0)
    best_rank = (-1, 0)
    for step in LABEL_STEPS:
        for rows in range(1, height + 1):
            scale = Scale(step, rows, -(-top * rows // step), -(-bottom * rows // step))
            if scale.above + scale.below > height:
                break
            rank = _rank(scale, top, bottom, height)
            if rank > best_rank:
                best, best_rank = scale, rank
    return best


def _rank(scale: Scale, top: int, bottom: int, height: int) -> tuple[int, int]:
    """How good a scale is: tenths of rows filled, halved for too few or too many labels; then four labels."""
    labels = scale.above // scale.rows + scale.below // scale.rows
    filled = (top + bottom) * scale.rows * 10 // scale.step + (height if top % scale.step == 0 else 0)
    return (filled if FEWEST_LABELS <= labels <= MOST_LABELS else filled // 2, -abs(labels - 4))


def _enough(span: int, height: int) -> int:
    """Return whole hours a row for a span that none of the round steps can hold."""
    return max(-(-span // (max(height, 1) * 60)), 1) * 60


def cell_of(day: date, first: date, days: int, width: int) -> int:
    """Return the cell of a day's middle, where its step is drawn, out of `width` cells for `days` days."""
    return min(max(((day - first).days * 2 + 1) * width // (days * 2), 0), width - 1)
