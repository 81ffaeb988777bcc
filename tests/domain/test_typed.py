"""What a person types into a field: quoting in errors, and small exact arithmetic."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmtui.domain.typed import LONGEST, UnreadableError, evaluate, quoted


def plain(amount):
    if not amount.isdigit():
        raise UnreadableError(f"no {amount}")
    return Fraction(int(amount))


def test_signs_and_whole_numbers():
    assert evaluate("7", plain) == 7
    assert evaluate("-7", plain) == -7
    assert evaluate("2*3 + 4 − 1x5", plain) == 5


def test_a_tenth_ten_times_is_one():
    assert evaluate("+".join("1" * 10), lambda amount: Fraction(int(amount), 10)) == 1


@pytest.mark.parametrize("text", ["", "  ", "1+", "1--2", "*2", "2*", "a", "1" * (LONGEST + 1)])
def test_what_is_no_sum_is_refused(text):
    with pytest.raises(UnreadableError):
        evaluate(text, plain)


def test_the_reason_of_an_amount_is_kept():
    with pytest.raises(UnreadableError, match="no abc"):
        evaluate("1+abc", plain)


@given(st.lists(st.integers(0, 9999), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_a_sum_is_the_sum(numbers, random):
    signs = [random.choice("+-") for _ in numbers]
    text = "".join(sign + str(number) for sign, number in zip(signs, numbers, strict=True))
    assert evaluate(text, plain) == sum(n if s == "+" else -n for s, n in zip(signs, numbers, strict=True))


@given(st.text(max_size=200))
def test_a_quoted_text_is_one_short_printable_line(text):
    shown = quoted(text)
    assert shown.isprintable()
    assert shown[0] == shown[-1]
    assert shown[0] in "'\""
