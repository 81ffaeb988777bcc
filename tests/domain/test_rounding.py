"""Rounding: half up once, per entry, to the contract's increment."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmtui.domain.rounding import MODES, account, half_up


@pytest.mark.parametrize(
    ("value", "whole"),
    [
        (Fraction(5, 2), 3),
        (Fraction(-5, 2), -2),
        (Fraction(49, 20), 2),
        (Fraction(-13, 5), -3),
        (7, 7),
        (Fraction(24640, 31), 795),
    ],
)
def test_half_goes_up(value, whole):
    assert half_up(value) == whole


@pytest.mark.parametrize(
    ("increment", "mode", "total"),
    [(1, "nearest", 21), (6, "nearest", 18), (6, "up", 36), (15, "up", 45)],
)
def test_three_times_seven_minutes(increment, mode, total):
    """It is 0:21 at one minute, 0:18 at the nearest six, 0:36 at six up, 0:45 at fifteen up."""
    assert sum(account(7 * 60, increment, mode) for _ in range(3)) == total


def test_half_a_minute_counts_and_less_does_not():
    assert (account(29), account(30), account(90), account(89)) == (0, 1, 2, 1)


def test_always_up_leaves_a_whole_step_alone():
    assert (account(360, 6, "up"), account(361, 6, "up"), account(0, 6, "up")) == (6, 12, 0)


@pytest.mark.parametrize(("increment", "mode"), [(0, "nearest"), (-1, "up"), (1, "down")])
def test_a_rounding_that_does_not_exist_is_refused(increment, mode):
    with pytest.raises(ValueError, match=r"increment|rounding"):
        account(60, increment, mode)


@given(st.fractions())
def test_half_up_is_within_half(value):
    assert -Fraction(1, 2) < half_up(value) - value <= Fraction(1, 2)


@given(st.integers(0, 90_000), st.integers(1, 60), st.sampled_from(MODES))
def test_accounted_is_a_step_near_the_raw_time(seconds, increment, mode):
    minutes = account(seconds, increment, mode)
    assert minutes % increment == 0
    assert abs(60 * minutes - seconds) < 60 * increment
    assert mode == "nearest" or 60 * minutes >= seconds
