"""Cycles: each from the anchor; every date in exactly one."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmtui.domain.cycles import Cycle, cycle_of, cycles, days_in_month, following, preceding

FIRST, LAST = date(2024, 1, 1), date(2032, 12, 31)


def spans(first, last, anchor):
    return [f"{cycle.start:%m/%d}–{cycle.end:%m/%d}" for cycle in cycles(first, last, anchor)]


def test_anchor_31_in_2027():
    """01/31–02/27, 02/28–03/30, 03/31–04/29, 04/30–05/30."""
    expected = ["01/31–02/27", "02/28–03/30", "03/31–04/29", "04/30–05/30"]
    assert spans(date(2027, 1, 31), date(2027, 5, 30), 31) == expected


def test_anchor_31_in_2028():
    """A leap year: 01/31–02/28, 02/29–03/30."""
    assert spans(date(2028, 1, 31), date(2028, 3, 30), 31) == ["01/31–02/28", "02/29–03/30"]


def test_title_is_the_month_in_which_the_cycle_starts():
    assert cycle_of(date(2026, 11, 30), 1).title == "NOVEMBER 2026"
    assert cycle_of(date(2026, 12, 14), 15).title == "NOVEMBER 2026"
    assert cycle_of(date(2027, 1, 1), 31).title == "DECEMBER 2026"


def test_a_calendar_month_is_anchor_one():
    cycle = cycle_of(date(2026, 11, 16), 1)
    assert cycle == Cycle(date(2026, 11, 1), date(2026, 11, 30))
    assert cycle.days == 30


@pytest.mark.parametrize("anchor", range(1, 32))
def test_each_date_lies_in_exactly_one_cycle(anchor):
    """Cycles over 2024–2032 tile without gap or overlap, and each date finds the one that holds it."""
    tiles = list(cycles(FIRST, LAST, anchor))
    assert tiles[0].contains(FIRST)
    assert tiles[-1].contains(LAST)
    assert all(before.end + timedelta(days=1) == after.start for before, after in pairwise(tiles))
    for cycle in tiles:
        assert 28 <= cycle.days <= 31
        assert cycle.start.day == min(anchor, days_in_month(cycle.start.year, cycle.start.month))
        assert all(cycle_of(cycle.start + timedelta(days=n), anchor) == cycle for n in range(cycle.days))
    assert len({(cycle.start.year, cycle.start.month) for cycle in tiles}) == len(tiles)


@given(st.dates(FIRST, LAST), st.integers(1, 31))
def test_following_and_preceding_undo_each_other(day, anchor):
    cycle = cycle_of(day, anchor)
    after = following(cycle, anchor)
    assert after == cycle_of(cycle.end + timedelta(days=1), anchor)
    assert preceding(after, anchor) == cycle


def test_no_cycles_between_a_day_and_an_earlier_one():
    assert list(cycles(date(2026, 2, 1), date(2026, 1, 31), 1)) == []


@pytest.mark.parametrize("anchor", [0, 32, -1])
def test_an_anchor_outside_the_month_is_refused(anchor):
    with pytest.raises(ValueError, match="anchor"):
        cycle_of(date(2026, 1, 1), anchor)
