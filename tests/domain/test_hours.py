"""Lengths of time: what may be typed, what is refused and in which words, how they are shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmtui.domain.hours import decimal_hours, hmm, parse_hours, signed_hmm
from mmtui.errors import FieldError


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1.5", 5400),
        ("1:30", 5400),
        ("90m", 5400),
        ("1,5", 5400),
        ("1.5+0.75", 8100),
        ("1h30", 5400),
        ("1:30:15", 5415),
        ("1h 30m 15s", 5415),
        ("90 min", 5400),
        ("2 hours", 7200),
        (" .5 ", 1800),
        (":30", 1800),
        ("3*0:07", 1260),
        ("0:07 × 3", 1260),
        ("2 - 0:45", 4500),
        ("2−0,5+15m", 6300),
        ("24", 86400),
        ("0:00:01", 1),
        ("0.3333", 1200),
    ],
)
def test_reads(text, seconds):
    assert parse_hours(text) == seconds


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("0", "more than zero"),
        ("-1", "more than zero"),
        ("25", "at most 24 hours"),
        ("23:59+2m", "at most 24 hours"),
        ("1e52", "not a length of time"),
        ("1:75", "minutes run from 00 to 59"),
        ("1:30:99", "seconds run from 00 to 59"),
        ("1h75", "minutes run from 00 to 59"),
        ("abc", "'abc' is not a length of time"),
        ("", "missing"),
        ("  ", "missing"),
        ("1:5", "not a length of time"),
        ("1++2", "not a length of time"),
        ("1+", "not a length of time"),
        ("1.5*1.5", "only a whole number"),
        ("٣", "not a length of time"),
        ("9" * 5000, "not a length of time"),
        ("__import__('os')", "not a length of time"),
    ],
)
def test_refuses(text, reason):
    with pytest.raises(FieldError, match=r"1\.5, 1:30 or 90m") as caught:
        parse_hours(text)
    assert reason in caught.value.what
    assert len(caught.value.sentence) < 200


def test_a_form_may_allow_more_or_less_than_a_day():
    """A plan of 40 hours, an opening balance of nothing, a correction below zero."""
    assert parse_hours("40", most=1000 * 3600) == 144000
    assert parse_hours("0", least=0) == 0
    assert parse_hours("-1:30", least=-36000) == -5400


def test_a_comma_that_can_part_thousands_is_refused_only_where_thousands_fit():
    assert parse_hours("1,500") == 5400
    with pytest.raises(FieldError, match=r"it could be 1\.500 or 1500 hours"):
        parse_hours("1,500", most=10_000 * 3600)


def test_the_error_names_its_field():
    with pytest.raises(FieldError) as caught:
        parse_hours("x", field="opening_hours")
    assert caught.value.field == "opening_hours"


@pytest.mark.parametrize(
    ("minutes", "plain", "signed", "decimal"),
    [
        (135, "2:15", "+2:15", "2.25"),
        (-90, "−1:30", "−1:30", "−1.50"),
        (0, "0:00", "0:00", "0.00"),
        (5, "0:05", "+0:05", "0.08"),
        (6000, "100:00", "+100:00", "100.00"),
        (-1, "−0:01", "−0:01", "−0.02"),
    ],
)
def test_shows(minutes, plain, signed, decimal):
    assert (hmm(minutes), signed_hmm(minutes), decimal_hours(minutes)) == (plain, signed, decimal)


@given(st.integers(1, 24 * 60))
def test_what_is_shown_can_be_typed(minutes):
    assert parse_hours(hmm(minutes)) == minutes * 60


@given(st.text())
def test_any_text_is_read_or_refused_in_words(text):
    try:
        assert 1 <= parse_hours(text) <= 86400
    except FieldError as error:
        assert error.sentence.isprintable()
