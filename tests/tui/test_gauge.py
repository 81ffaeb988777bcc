"""Gauges read as text: fill in half cells, mark, end."""

from __future__ import annotations

import pytest

from mmtui.tui.widgets.gauge import gauge, used_steps

HOURS = 60


@pytest.mark.parametrize(
    ("used", "allowance", "mark", "text"),
    [
        (0, 16 * HOURS, None, "━━━━━━━━━━ "),
        (8 * HOURS, 16 * HOURS, 800, "━━━━━━━━│━ "),
        (15 * HOURS + 15, 16 * HOURS, 800, "━━━━━━━━│╸ "),
        (16 * HOURS, 16 * HOURS, None, "━━━━━━━━━━ "),
        (9 * HOURS + 30, 8 * HOURS, 800, "━━━━━━━━│━▶"),
        (1, 16 * HOURS, None, "╸━━━━━━━━━ "),
        (16 * HOURS - 1, 16 * HOURS, None, "━━━━━━━━━╸ "),
        (0, 0, None, "━━━━━━━━━━ "),
        (30, 0, None, "━━━━━━━━━━▶"),
        (30, -60, 1000, "━━━━━━━━━┥▶"),
    ],
)
def test_a_gauge_reads_as_drawn(used: int, allowance: int, mark: int | None, text: str) -> None:
    """Ten cells for the bar and one for the arrow."""
    assert gauge(used, allowance, mark, 11, "warn").plain == text


def test_the_mark_hides_no_step() -> None:
    """The bar ends before, in the middle of, at the end of, and after the marked cell (the sixth of ten)."""
    drawn = [gauge(steps, 20, 500, 11, "ideal").plain for steps in (10, 11, 12, 13)]
    assert drawn == ["━━━━━│━━━━ ", "━━━━━┥━━━━ ", "━━━━━┥━━━━ ", "━━━━━│╸━━━ "]


def test_the_colour_says_where_the_use_ends() -> None:
    """Half of eight cells: four in the tone, four in the track."""
    spans = [(span.start, span.end, span.style) for span in gauge(1, 2, None, 9, "bad").spans]
    assert spans[:2] == [(0, 4, "$bad"), (4, 8, "$track")]


@pytest.mark.parametrize("used", range(0, 961))
def test_only_nothing_is_empty_and_only_all_is_full(used: int) -> None:
    """Every minute of 16:00 on 24 cells."""
    steps = used_steps(used, 960, 24)
    assert (steps == 0) == (used == 0) and (steps == 48) == (used == 960)
