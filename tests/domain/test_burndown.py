"""The burn-down of a cycle: actual steps, even pace, forecast, cutoffs."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mmtui.domain.burndown import burn_down
from mmtui.domain.contracts import Pause
from mmtui.domain.cycles import cycle_of

NOVEMBER = cycle_of(date(2026, 11, 1), 1)
TUESDAYS = [date(2026, 10, 27) + timedelta(weeks=week) for week in range(7)]


def nov(day):
    return date(2026, 11, day)


def left(points):
    return {point.day.day: point.left for point in points}


def test_twelve_of_sixteen_hours_by_day_ten():
    """12:00 of 16:00 by the end of day 10 of 30 is used up on day 14, an hour and 12 minutes a day."""
    chart = burn_down(NOVEMBER, [(nov(1), 960)], [(nov(2), 300), (nov(5), 420)], nov(10), cutoffs=TUESDAYS)
    assert left(chart.actual) == {1: 960, 2: 660, 3: 660, 4: 660} | dict.fromkeys(range(5, 11), 240)
    assert left(chart.forecast) == {11: 168, 12: 96, 13: 24, 14: 0}
    assert chart.runs_out_on == nov(14)
    assert chart.cutoffs == (nov(3), nov(10), nov(17), nov(24))
    assert (chart.opening, chart.left, chart.highest, chart.lowest) == (960, 240, 960, 0)


def test_even_pace_ends_at_zero_on_the_last_day():
    chart = burn_down(NOVEMBER, [(nov(1), 960)], [], nov(10))
    assert [chart.even_pace(nov(day)) for day in (1, 15, 30)] == [928, 480, 0]
    assert chart.even_pace(date(2026, 10, 31)) == 960


def test_without_use_the_forecast_stays_level():
    chart = burn_down(NOVEMBER, [(nov(1), 480)], [], nov(28))
    assert left(chart.forecast) == {29: 480, 30: 480}
    assert chart.runs_out_on is None


def test_slow_use_lasts_beyond_the_cycle():
    """2:00 in ten days: 0:12 a day, 6:00 by the end of the month."""
    chart = burn_down(NOVEMBER, [(nov(1), 480)], [(nov(1), 120)], nov(10))
    assert chart.runs_out_on is None
    assert left(chart.forecast)[30] == 120
    assert len(chart.forecast) == 20


def test_used_up_is_the_day_it_happened():
    chart = burn_down(NOVEMBER, [(nov(1), 480)], [(nov(3), 480), (nov(6), 90)], nov(10))
    assert chart.runs_out_on == nov(3)
    assert (chart.forecast, chart.left, chart.lowest) == ((), -90, -90)


def test_a_top_up_is_a_step_up():
    """8:00 run out on 11/03; 5:00 more on 11/05, used by 11/08."""
    grants = [(nov(1), 480), (nov(5), 300)]
    chart = burn_down(NOVEMBER, grants, [(nov(3), 480), (nov(8), 300)], nov(10))
    assert left(chart.actual)[5] == 300
    assert chart.runs_out_on == nov(8)
    assert burn_down(NOVEMBER, grants, [(nov(3), 480)], nov(4)).runs_out_on == nov(3)


def test_a_start_inside_the_cycle_sets_the_pace():
    """Start 11/16 with 8:00, 1:00 on each of the first two days: at 11/17 an hour a day, used up on 11/23."""
    usage = [(nov(16), 60), (nov(17), 60)]
    chart = burn_down(NOVEMBER, [(nov(16), 480)], usage, nov(17), starts_on=nov(16))
    assert (chart.first, chart.opening) == (nov(16), 480)
    assert left(chart.actual) == {16: 420, 17: 360}
    assert chart.runs_out_on == nov(23)
    assert chart.even_pace(nov(30)) == 0


def test_paused_days_take_nothing():
    """1:00 in two days, then paused for three: 0:30 a day resumes on 11/06 and 2:00 last to 11/07."""
    chart = burn_down(NOVEMBER, [(nov(1), 120)], [(nov(1), 60)], nov(2), pauses=(Pause(nov(3), nov(5)),))
    assert left(chart.forecast) == {3: 60, 4: 60, 5: 60, 6: 30, 7: 0}
    assert chart.runs_out_on == nov(7)
    open_end = burn_down(NOVEMBER, [(nov(1), 120)], [(nov(1), 60)], nov(2), pauses=(Pause(nov(3), None),))
    assert open_end.runs_out_on is None


def test_an_earlier_cycle_is_whole_and_has_no_forecast():
    chart = burn_down(NOVEMBER, [(nov(1), 480)], [(nov(30), 60), (date(2026, 12, 1), 60)], date(2026, 12, 20))
    assert (len(chart.actual), chart.left, chart.forecast) == (30, 420, ())


def test_before_the_cycle_there_is_nothing_yet():
    chart = burn_down(NOVEMBER, [(nov(1), 480)], [], date(2026, 10, 20))
    assert (chart.actual, chart.forecast, chart.left, chart.runs_out_on) == ((), (), 480, None)
    assert (chart.highest, chart.lowest) == (480, 0)


def test_nothing_allowed_and_nothing_used_did_not_run_out():
    assert burn_down(NOVEMBER, [], [], nov(10)).runs_out_on is None


CHANGES = st.lists(st.tuples(st.dates(nov(1), nov(30)), st.integers(1, 600)), max_size=10)


@given(CHANGES, CHANGES, st.dates(nov(1), nov(30)))
def test_the_figures_of_a_chart_agree(grants, usage, today):
    chart = burn_down(NOVEMBER, grants, usage, today)
    known = sum(m for day, m in grants if day <= today) - sum(m for day, m in usage if day <= today)
    assert chart.left == known
    assert [point.day for point in (*chart.actual, *chart.forecast)] == [
        nov(1) + timedelta(days=n) for n in range(len(chart.actual) + len(chart.forecast))
    ]
    falling = [chart.left, *(point.left for point in chart.forecast)]
    assert falling == sorted(falling, reverse=True)
    if chart.forecast and chart.runs_out_on:
        assert chart.forecast[-1] == (chart.runs_out_on, 0)
        assert all(point.left >= 0 for point in chart.forecast)
