"""Worked dates: midnight in the office's zone, right on the nights when the clocks change."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmtui.domain.worked import split_at_midnight, worked_date

NEW_YORK = "America/New_York"


def instant(text, zone=NEW_YORK, fold=0):
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).timestamp())


def hours(parts):
    return [(f"{part.day:%m/%d}", part.seconds / 3600) for part in parts]


def test_an_evening_belongs_to_its_local_month():
    """2026-11-30 20:30 in New York is 01:30 UTC on 12/01 and belongs to November."""
    assert worked_date(instant("2026-11-30T20:30"), NEW_YORK) == date(2026, 11, 30)


def test_fault_12_a_timer_over_midnight_is_one_part_per_date():
    """11/30 22:00 to 12/01 02:00 is 2:00 + 2:00."""
    parts = split_at_midnight(instant("2026-11-30T22:00"), instant("2026-12-01T02:00"), NEW_YORK)
    assert hours(parts) == [("11/30", 2), ("12/01", 2)]
    assert parts[0].end_utc == parts[1].start_utc == instant("2026-12-01T00:00")


def test_fault_12_the_night_that_is_an_hour_longer():
    """On 11/01/2026 00:30→03:00 is 3:30, and the whole date has 25 hours."""
    night = split_at_midnight(instant("2026-11-01T00:30"), instant("2026-11-01T03:00"), NEW_YORK)
    assert hours(night) == [("11/01", 3.5)]
    whole = split_at_midnight(instant("2026-10-31T23:00"), instant("2026-11-02T01:00"), NEW_YORK)
    assert hours(whole) == [("10/31", 1), ("11/01", 25), ("11/02", 1)]


def test_one_hour_after_a_quarter_to_two_is_a_quarter_to_two():
    """11/01/2026 01:45 EDT + 1 h is 01:45 EST."""
    assert instant("2026-11-01T01:45") + 3600 == instant("2026-11-01T01:45", fold=1)


def test_fault_12_the_night_that_is_an_hour_shorter():
    """On 03/14/2027 00:30→03:30 is 2:00, and the whole date has 23 hours."""
    night = split_at_midnight(instant("2027-03-14T00:30"), instant("2027-03-14T03:30"), NEW_YORK)
    assert hours(night) == [("03/14", 2)]
    whole = split_at_midnight(instant("2027-03-13T23:00"), instant("2027-03-15T01:00"), NEW_YORK)
    assert hours(whole) == [("03/13", 1), ("03/14", 23), ("03/15", 1)]


def test_a_zone_whose_clocks_change_at_midnight():
    """In Havana 03/08/2026 starts at 01:00; 11/01/2026 has 00:30 twice, both on that date."""
    spring = split_at_midnight(
        instant("2026-03-07T23:00", "America/Havana"),
        instant("2026-03-08T02:00", "America/Havana"),
        "America/Havana",
    )
    assert hours(spring) == [("03/07", 1), ("03/08", 1)]
    autumn = split_at_midnight(
        instant("2026-10-31T23:30", "America/Havana"),
        instant("2026-11-01T01:30", "America/Havana"),
        "America/Havana",
    )
    assert hours(autumn) == [("10/31", 0.5), ("11/01", 2.5)]


def test_a_date_that_a_zone_left_out():
    """Samoa went from 12/29/2011 straight to 12/31."""
    parts = split_at_midnight(
        instant("2011-12-29T22:00", "Pacific/Apia"),
        instant("2011-12-31T01:00", "Pacific/Apia"),
        "Pacific/Apia",
    )
    assert hours(parts) == [("12/29", 2), ("12/31", 1)]


def test_nothing_worked_and_a_span_backwards():
    assert split_at_midnight(1000, 1000, NEW_YORK) == []
    with pytest.raises(ValueError, match="before it starts"):
        split_at_midnight(1001, 1000, NEW_YORK)


@given(
    st.datetimes(datetime(2010, 1, 1), datetime(2032, 1, 1)),
    st.integers(1, 100 * 3600),
    st.sampled_from([NEW_YORK, "America/St_Johns", "Asia/Beirut", "Pacific/Apia", "Europe/Berlin", "UTC"]),
)
def test_parts_tile_the_span_on_rising_dates(moment, seconds, zone):
    start = instant(moment.isoformat(), zone)
    parts = split_at_midnight(start, start + seconds, zone)
    assert sum(part.seconds for part in parts) == seconds
    assert [part.start_utc for part in parts] == [start, *(part.end_utc for part in parts[:-1])]
    assert all(part.seconds > 0 for part in parts)
    days = [part.day for part in parts]
    assert days == sorted(set(days))
    assert all(part.day == worked_date(part.start_utc, zone) for part in parts)
    assert days[-1] - days[0] <= timedelta(days=6)
