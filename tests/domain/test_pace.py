"""Running low: thresholds in integers, states, percent and pace."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmtui.domain.contracts import Pause
from mmtui.domain.cycles import Cycle
from mmtui.domain.pace import gone_tenths, highest_threshold, meter_state, percent_tenths, runs_out_on, worst

NOVEMBER = Cycle(date(2026, 11, 1), date(2026, 11, 30))
HOURS = (75, 90, 100)


def test_a_threshold_is_compared_in_integers() -> None:
    """29:59 of 40:00 prints 75.0 and is not yet 75."""
    assert percent_tenths(1799, 2400) == 750
    assert meter_state(1799, 2400, HOURS) == "ok"
    assert meter_state(1800, 2400, HOURS) == "low"


@pytest.mark.parametrize(
    ("used", "state"), [(0, "ok"), (359, "ok"), (360, "low"), (479, "low"), (480, "used up"), (481, "over")]
)
def test_states_of_eight_hours(used: int, state: str) -> None:
    assert meter_state(used, 480, HOURS) == state


def test_the_worst_meter_decides_and_no_time_meter_is_ok() -> None:
    assert worst(["ok", "used up", "low"]) == "used up"
    assert worst([]) == "ok"


def test_an_entry_that_crosses_75_and_90_reaches_90() -> None:
    assert highest_threshold(440, 480, HOURS) == 90
    assert highest_threshold(100, 480, HOURS) is None


def test_percent_is_half_up() -> None:
    assert percent_tenths(735, 960) == 766
    assert percent_tenths(0, 0) is None


def test_pace() -> None:
    """12:00 of 16:00 by the end of day 10 of 30: used up on day 14."""
    assert runs_out_on(720, 960, NOVEMBER.start, NOVEMBER.end, date(2026, 11, 10)) == date(2026, 11, 14)


def test_not_within_the_cycle_is_no_date() -> None:
    assert runs_out_on(100, 960, NOVEMBER.start, NOVEMBER.end, date(2026, 11, 10)) is None


def test_paused_days_are_left_out() -> None:
    """Five of the ten days paused: the pace doubles, and the days count from the fifth working one on."""
    pauses = (Pause(date(2026, 11, 1), date(2026, 11, 5)),)
    assert runs_out_on(720, 960, NOVEMBER.start, NOVEMBER.end, date(2026, 11, 10), pauses) == date(
        2026, 11, 12
    )


def test_the_cycle_gone_includes_the_day() -> None:
    assert gone_tenths(NOVEMBER, date(2026, 11, 24)) == 800
    assert gone_tenths(NOVEMBER, date(2026, 11, 30)) == 1000


@given(st.integers(1, 5000), st.integers(1, 5000), st.integers(0, 29))
def test_the_first_day_that_reaches_the_allowance(used: int, extra: int, passed: int) -> None:
    """The projection at the day found reaches the allowance, the one of the day before does not."""
    allowance = used + extra
    on = date.fromordinal(NOVEMBER.start.toordinal() + passed)
    found = runs_out_on(used, allowance, NOVEMBER.start, date.max, on)
    if found is not None:
        days = (found - NOVEMBER.start).days + 1
        assert used * days >= allowance * (passed + 1)
        assert used * (days - 1) < allowance * (passed + 1)
