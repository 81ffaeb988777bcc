"""Dates: what may be typed in either order, what is refused, how a date is shown."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmtui.domain.dates import parse_date, short_date, show_date, show_day
from mmtui.errors import FieldError

TUESDAY = date(2026, 11, 24)
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("today", "2026-11-24"),
        ("Yesterday", "2026-11-23"),
        ("tomorrow", "2026-11-25"),
        ("tue", "2026-11-24"),
        ("last tue", "2026-11-17"),
        ("wed", "2026-11-18"),
        ("last wed", "2026-11-18"),
        ("MONDAY", "2026-11-23"),
        ("thurs", "2026-11-19"),
        ("-1", "2026-11-23"),
        ("−7", "2026-11-17"),
        ("+1", "2026-11-25"),
        ("3/14", "2026-03-14"),
        ("03/14/26", "2026-03-14"),
        ("3-14-2026", "2026-03-14"),
        ("3.14.26", "2026-03-14"),
        ("2026-03-14", "2026-03-14"),
        ("2/29/28", "2028-02-29"),
        ("01/02/99", "2099-01-02"),
    ],
)
def test_reads(text, iso):
    assert parse_date(text, TUESDAY).isoformat() == iso


@pytest.mark.parametrize(
    ("text", "iso"), [("14/3", "2026-03-14"), ("3/4/26", "2026-04-03"), ("2026-03-14", "2026-03-14")]
)
def test_reads_day_first_where_the_office_writes_so(text, iso):
    assert parse_date(text, TUESDAY, "dmy").isoformat() == iso


def test_without_a_year_the_end_of_december_typed_in_january_is_last_years():
    assert parse_date("12/30", date(2027, 1, 5)) == date(2026, 12, 30)
    assert parse_date("1/5", date(2026, 12, 20)) == date(2026, 1, 5)
    assert parse_date("5/20", date(2026, 1, 5)) == date(2026, 5, 20)


@pytest.mark.parametrize(
    ("text", "order", "reason"),
    [
        ("31/31", "mdy", "there is no month 31"),
        ("31/31", "dmy", "there is no month 31"),
        ("13/15/2024", "mdy", "there is no month 13"),
        ("2/30", "mdy", "February 2026 has 28 days"),
        ("30/2/28", "dmy", "February 2028 has 29 days"),
        ("2026-00-10", "mdy", "there is no month 0"),
        ("3/0", "mdy", "March 2026 has 31 days"),
        ("03/14/0206", "mdy", "years run from 1970 to 2199"),
        ("nonsense", "mdy", "'nonsense' is not a date"),
        ("last", "mdy", "'last' is not a date"),
        ("t", "mdy", "'t' is not a date"),
        ("3/14-26", "mdy", "not a date"),
        ("", "mdy", "missing"),
        ("٣/١٤", "mdy", "not a date"),
    ],
)
def test_refuses(text, order, reason):
    with pytest.raises(FieldError, match="today, tue, -1") as caught:
        parse_date(text, TUESDAY, order)
    assert reason in caught.value.what


def test_the_examples_follow_the_order():
    with pytest.raises(FieldError, match="month/day, as in 3/14"):
        parse_date("x", TUESDAY)
    with pytest.raises(FieldError, match="day/month, as in 14/3"):
        parse_date("x", TUESDAY, "dmy")


def test_shows():
    day = date(2026, 3, 14)
    assert show_day(day) == "Sat 03/14/26"
    assert (show_date(day), show_date(day, "dmy"), show_date(day, "iso")) == (
        "03/14/26",
        "14/03/26",
        "2026-03-14",
    )
    assert (short_date(day), short_date(day, "dmy"), short_date(day, "iso")) == ("03/14", "14/03", "03-14")


@given(DAYS, st.sampled_from(["mdy", "dmy"]))
def test_what_is_shown_can_be_typed(day, order):
    assert parse_date(show_date(day, order), TUESDAY, order) == day
    assert parse_date(day.isoformat(), TUESDAY, order) == day


@given(DAYS)
def test_a_weekday_is_within_the_last_week(today):
    for name in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"):
        day = parse_date(name, today)
        before = parse_date(f"last {name}", today)
        assert timedelta(0) <= today - day < timedelta(7)
        assert timedelta(0) < today - before <= timedelta(7)
        assert f"{day:%a}".lower() == f"{before:%a}".lower() == name


@given(st.text())
def test_any_text_is_read_or_refused_in_words(text):
    try:
        parse_date(text, TUESDAY)
    except FieldError as error:
        assert error.sentence.isprintable()
