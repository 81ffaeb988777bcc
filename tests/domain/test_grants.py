"""What a cycle grants: the worked examples of proration, plan changes and opening hours."""

from datetime import date

import pytest

from mmtui.domain.contracts import FULL_NOW, NEXT_CYCLE, PRORATE, Agreement, Terms
from mmtui.domain.cycles import Cycle, cycle_of
from mmtui.domain.grants import grants

BASIC, STANDARD, PREMIUM, GROWTH = 480, 960, 1440, 2400
CALLS = {BASIC: 1, STANDARD: 2, PREMIUM: 3, GROWTH: 4}


def plan(day: date, minutes: int, change: str = PRORATE) -> Terms:
    return Terms(day, "Hours plan", f"{minutes // 60} h", minutes, calls=CALLS[minutes], change=change)


def agreement(*terms: Terms, **others: object) -> Agreement:
    return Agreement(terms[0].holds_from, 1, tuple(terms), **others)  # type: ignore[arg-type]


def granted(agreed: Agreement, day: date, meter: str = "hours") -> int:
    return sum(grant.amount for grant in grants(agreed, meter, cycle_of(day, agreed.anchor)))


@pytest.mark.parametrize(
    ("old", "new", "day", "expected"),
    [
        (BASIC, PREMIUM, date(2026, 11, 16), 16 * 60),
        (BASIC, STANDARD, date(2026, 12, 10), 13 * 60 + 41),
    ],
)
def test_an_upgrade_is_prorated_by_days_and_rounded_once(
    old: int, new: int, day: date, expected: int
) -> None:
    assert granted(agreement(plan(date(2026, 1, 1), old), plan(day, new)), day) == expected


def test_a_start_is_prorated() -> None:
    assert granted(agreement(plan(date(2028, 2, 15), GROWTH)), date(2028, 2, 20)) == 20 * 60 + 41


def test_a_downgrade_that_waits_changes_the_next_cycle_only() -> None:
    agreed = agreement(plan(date(2026, 1, 1), PREMIUM), plan(date(2026, 11, 16), BASIC, NEXT_CYCLE))
    assert granted(agreed, date(2026, 11, 20)) == PREMIUM
    assert granted(agreed, date(2026, 12, 1)) == BASIC


def test_full_now_gives_the_whole_new_figure() -> None:
    agreed = agreement(plan(date(2026, 1, 1), BASIC), plan(date(2026, 11, 16), STANDARD, FULL_NOW))
    assert granted(agreed, date(2026, 11, 20)) == STANDARD


def test_full_now_at_the_start_gives_a_whole_first_cycle() -> None:
    assert granted(agreement(plan(date(2026, 11, 20), STANDARD, FULL_NOW)), date(2026, 11, 20)) == STANDARD


def test_opening_hours_stand_in_place_of_the_prorated_grant() -> None:
    """Standard, start 11/20, 4:30 left: 4:30; next cycle 16:00."""
    agreed = agreement(plan(date(2026, 11, 20), STANDARD), opening=270)
    assert granted(agreed, date(2026, 11, 20)) == 270
    assert granted(agreed, date(2026, 12, 1)) == STANDARD


def test_an_upgrade_in_the_opening_cycle_adds_its_share_to_the_opening_hours() -> None:
    """Ten of thirty days at 8:00 more a cycle."""
    agreed = agreement(plan(date(2026, 11, 11), BASIC), plan(date(2026, 11, 21), STANDARD), opening=270)
    assert granted(agreed, date(2026, 11, 30)) == 270 + 160


def test_counts_take_the_higher_plan() -> None:
    agreed = agreement(plan(date(2026, 1, 1), BASIC), plan(date(2026, 11, 16), PREMIUM))
    assert granted(agreed, date(2026, 11, 20), "calls") == 3
    down = agreement(plan(date(2026, 1, 1), PREMIUM), plan(date(2026, 11, 16), BASIC))
    assert granted(down, date(2026, 11, 20), "calls") == 3
    assert granted(down, date(2026, 12, 20), "calls") == 1


def test_a_grant_is_dated_on_its_own_day() -> None:
    agreed = agreement(plan(date(2026, 1, 1), BASIC), plan(date(2026, 11, 16), PREMIUM))
    made = grants(agreed, "hours", Cycle(date(2026, 11, 1), date(2026, 11, 30)))
    assert [(grant.on, grant.amount) for grant in made] == [
        (date(2026, 11, 1), 480),
        (date(2026, 11, 16), 480),
    ]
