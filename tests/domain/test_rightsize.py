"""The right-size hint: which plan the last cycles would have fitted, and in which words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mmtui.domain.rightsize import Size, right_size, right_size_parts, right_size_sentence

BASIC, STANDARD, PREMIUM, GROWTH = LADDER = (
    Size("Basic", 480),
    Size("Standard", 960),
    Size("Premium", 1440),
    Size("Growth", 2400),
)


def said(hours, current=STANDARD, running=None, ladder=LADDER):
    """The sentence for used hours written as H:MM, oldest first."""
    used = [int(text.split(":")[0]) * 60 + int(text.split(":")[1]) for text in hours.split()]
    return right_size_sentence(right_size(used, ladder, current, running))


def test_two_of_six_over_still_fits():
    assert said("14:30 15:35 16:50 15:05 16:25 15:15") == (
        "Standard fits. Two of six went over, by 0:50 and 0:25."
        " Premium would leave about 8:20 unused a month."
    )


def test_the_running_cycle_is_one_of_the_six():
    """November, 15:15 so far, is shown among the six but says nothing yet about a typical month."""
    assert said("13:00 14:30 15:35 16:50 15:05 16:25", running=915) == (
        "Standard fits. Two of six went over, by 0:50 and 0:25."
        " Premium would leave about 8:20 unused a month."
    )


def test_half_over_is_too_small():
    assert said("14:00 17:00 15:00 16:01 15:30 18:00") == (
        "Premium would fit. Three of six went over, by 1:00, 0:01 and 2:00."
        " It would leave about 8:00 unused a month."
    )


def test_a_running_cycle_counts_once_it_is_over():
    """Two of five closed are over: with the running one it is three of six, at least half."""
    closed = [900, 1000, 900, 1000, 900]
    assert right_size(closed, LADDER, STANDARD, 960).verdict == "fits"
    assert right_size(closed, LADDER, STANDARD, 961).verdict == "up"


def test_a_plan_in_between_is_skipped_when_it_would_be_too_small():
    assert right_size([1500, 1600, 1500], LADDER, STANDARD).fits == GROWTH


def test_every_cycle_inside_the_smaller_plan():
    assert said("6:00 7:00 8:00 5:00 6:30 7:30") == (
        "Basic would fit. None of six went past 8:00. Standard leaves about 9:20 unused a month."
    )


def test_one_cycle_past_the_smaller_plan_keeps_the_size():
    assert said("6:00 7:00 8:01 5:00 6:30 7:30") == (
        "Standard fits. None of six went over. It leaves about 9:20 unused a month."
    )
    assert right_size([300, 300, 300], LADDER, STANDARD, running=481).verdict == "fits"


def test_down_goes_to_the_smallest_that_holds_everything():
    assert right_size([300, 300, 300], LADDER, GROWTH).fits == BASIC
    assert right_size([900, 300, 300], LADDER, GROWTH).fits == STANDARD


def test_past_the_largest():
    assert said("41:00 42:00 43:00", GROWTH) == (
        "Growth is too small, and the largest. Three of three went over, by 1:00, 2:00 and 3:00."
    )
    assert said("41:00 42:00 43:00", PREMIUM).startswith(
        "Growth, the largest, would be too small. Three of three"
    )


def test_the_largest_may_go_over_now_and_then():
    assert said("30:00 31:00 43:00", GROWTH) == "Growth fits. One of three went over, by 3:00."


def test_a_size_of_its_own_beside_the_ladder():
    """A contract signed with 10:00 between Basic and Standard."""
    own = Size("Basic", 600)
    assert right_size([700, 700, 500], LADDER, own).fits == STANDARD
    assert right_size([400, 400, 480], LADDER, own).fits == BASIC
    assert right_size([400, 400, 590], LADDER, own).fits == own


@pytest.mark.parametrize(
    ("hours", "reason"),
    [
        ("", "No closed cycle so far, three are needed."),
        ("9:00", "One closed cycle so far, three are needed."),
        ("9:00 20:00", "Two closed cycles so far, three are needed."),
    ],
)
def test_too_early(hours, reason):
    assert said(hours) == f"Too early to say. {reason}"


def test_only_the_last_six_count():
    assert right_size([5000] * 10 + [900] * 6, LADDER, STANDARD).verdict == "fits"


def test_the_verdict_stands_apart_from_its_reasons():
    verdict, reasons = right_size_parts(right_size([900, 900, 900], LADDER, STANDARD))
    assert (verdict, reasons.split(".")[0]) == ("Standard fits.", "None of three went over")


USED = st.lists(st.integers(0, 3000), min_size=3, max_size=9)


@given(USED, st.sampled_from(LADDER), st.one_of(st.none(), st.integers(0, 3000)))
def test_verdicts_are_sound(used, current, running):
    """A smaller plan holds every cycle; a larger is advised only when half are over."""
    hint = right_size(used, LADDER, current, running)
    looked_at = [*used[-5:], running] if running is not None else used[-6:]
    if hint.verdict == "down":
        assert max(looked_at) <= hint.fits.minutes < current.minutes
    if hint.verdict == "up":
        assert hint.fits.minutes > current.minutes or hint.short
        assert 2 * len(hint.overs) >= len(looked_at) - 1
    assert hint == right_size(used, LADDER[::-1], current, running)
    assert right_size_sentence(hint).endswith(".")


@given(USED)
def test_a_plan_over_in_the_median_is_never_said_to_fit(used):
    last = sorted(used[-6:])
    middle = last[(len(last) - 1) // 2] + last[len(last) // 2]
    if middle > 2 * STANDARD.minutes:
        assert right_size(used, LADDER, STANDARD).verdict == "up"
