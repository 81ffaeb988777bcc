"""Money: integer cents from what is typed, and from minutes at a rate."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmtui.domain.money import MOST_CENTS, parse_money, price, show_money
from mmtui.errors import FieldError


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("85", 8500),
        ("85.5", 8550),
        ("85,50", 8550),
        ("$1,240.00", 124000),
        ("$1,240", 124000),
        ("1.240,00", 124000),
        ("$85*2", 17000),
        ("2 × $85", 17000),
        ("100-15.50", 8450),
        ("1,234,567.89", 123456789),
        ("0", 0),
    ],
)
def test_reads(text, cents):
    assert parse_money(text) == cents


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1.240", "the point can part thousands or cents"),
        ("85.005", "not an amount"),
        ("1,24,0", "not an amount"),
        ("abc", "'abc' is not an amount"),
        ("1e3", "not an amount"),
        ("", "missing"),
        ("-85", "at least $0.00"),
        ("999999999999", "at most"),
        ("$$85", "not an amount"),
    ],
)
def test_refuses(text, reason):
    with pytest.raises(FieldError, match=r"85\.50") as caught:
        parse_money(text)
    assert reason in caught.value.what


@pytest.mark.parametrize(
    ("cents", "shown"), [(124000, "$1,240.00"), (-8500, "−$85.00"), (5, "$0.05"), (0, "$0.00")]
)
def test_shows(cents, shown):
    assert show_money(cents) == shown


@pytest.mark.parametrize(
    ("minutes", "cents"),
    [(440, 62333), (90, 12750), (555, 78625), (-60, -8500), (0, 0)],
)
def test_price_at_85_an_hour(minutes, cents):
    """7:20 is $623.33, 1:30 over is $127.50, 9:15 is $786.25."""
    assert price(minutes, 8500) == cents


def test_a_prepaid_block_of_1360_after_9_15_and_after_17_hours():
    """Paid $1,360.00: +$573.75 after 9:15, −$85.00 after 17:00."""
    left = [show_money(136000 - price(minutes, 8500)) for minutes in (555, 1020)]
    assert left == ["$573.75", "−$85.00"]


@given(st.integers(-MOST_CENTS, MOST_CENTS))
def test_what_is_shown_can_be_typed(cents):
    assert parse_money(show_money(cents), least=-MOST_CENTS) == cents


@given(st.text())
def test_any_text_is_read_or_refused_in_words(text):
    try:
        assert 0 <= parse_money(text) <= MOST_CENTS
    except FieldError as error:
        assert error.sentence.isprintable()
