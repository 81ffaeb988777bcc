"""Late entries in a closed cycle, and which bucket is drawn first: the worked examples of the ledger."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mmtui.domain.contracts import CARRY_UNUSED, FULL_NOW, NEXT_CYCLE, Agreement, Pause, Terms
from mmtui.domain.cycles import cycle_of
from mmtui.domain.grants import grants
from mmtui.domain.ledger import ROLLOVER_IN, TOPUP, CycleLedger, Row, Worked, ledger

BASIC, STANDARD, PREMIUM = 480, 960, 1440
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)
LATE = (date(2026, 11, 28), 60)
"""One hour of 11/28 that arrives on 12/03."""


def basic(**others: object) -> Agreement:
    return Agreement(NOVEMBER, 1, (Terms(NOVEMBER, "Hours plan", "Basic", BASIC, **others),))  # type: ignore[arg-type]


def keep(agreed: Agreement, *work: tuple[date, int], rows: tuple[Row, ...] = ()) -> list[CycleLedger]:
    return ledger(agreed, "hours", rows, Worked(work), DECEMBER)


def december(agreed: Agreement, used: int) -> tuple[int, int]:
    """What December has before and after the late hour, when November had used so many minutes."""
    first = (date(2026, 11, 10), used)
    return keep(agreed, first)[1].allowance, keep(agreed, first, LATE)[1].allowance


def test_a_late_hour_takes_from_what_was_carried() -> None:
    """November closed with 6:00 of 8:00 used and 2:00 carried: December has 8:00 + 2:00 − 1:00 = 9:00."""
    before, after = december(basic(rollover=CARRY_UNUSED), 360)
    assert (before, after) == (BASIC + 120, 9 * 60)


def test_a_late_hour_takes_nothing_where_the_rest_had_expired() -> None:
    """Without rollover the two hours had expired: 0:00."""
    assert december(basic(), 360) == (BASIC, BASIC)


@pytest.mark.parametrize(
    ("used", "taken"), [(120, 0), (180, 0), (210, 30)], ids=["far above", "just above", "half"]
)
def test_a_late_hour_takes_only_what_the_cap_had_let_through(used: int, taken: int) -> None:
    """Cap 4:00. 6:00 and 5:00 unused were carried as 4:00 and still are; 4:30 becomes 3:30, so 0:30 less."""
    before, after = december(basic(rollover=CARRY_UNUSED, rollover_cap=240), used)
    assert (before, before - after) == (BASIC + 240, taken)


def test_a_late_hour_past_the_allowance_is_overage_of_its_own_cycle() -> None:
    """7:30 of 8:00 and one hour more: November is 0:30 over, December has its 8:00."""
    november, then = keep(basic(rollover=CARRY_UNUSED), (date(2026, 11, 10), 450), LATE)
    assert (november.remaining, november.overdrawn, then.allowance) == (-30, 30, BASIC)


def drawn(page: CycleLedger) -> list[tuple[str, int]]:
    """How much was drawn from each bucket, by kind, in the order of drawing; buckets are numbered by age."""
    kinds = [row.kind for row in page.rows if row.amount > 0]
    orders = sorted({draw.order for draw in page.draws if draw.order is not None})
    named = dict(zip(orders, kinds, strict=False))
    return [(named[draw.order], draw.amount) for draw in page.draws if draw.order is not None]


def test_a_rolled_bucket_is_drawn_before_the_grant_of_the_cycle_it_enters() -> None:
    """Both expire at December's end; the rolled 2:00 are older. What is left of the grant alone rolls on."""
    agreed = basic(rollover=CARRY_UNUSED)
    pages = ledger(
        agreed, "hours", (), Worked([(date(2026, 11, 10), 360), (date(2026, 12, 5), 180)]), date(2027, 1, 1)
    )
    assert drawn(pages[1]) == [(ROLLOVER_IN, 120), ("GRANT", 60)]
    assert pages[2].allowance == BASIC + (BASIC - 60)


def test_on_a_tie_the_older_bucket_is_drawn() -> None:
    """A top-up that expires with the cycle is younger than the cycle's grant."""
    rows = (Row(date(2026, 11, 5), TOPUP, 60, "bought", date(2026, 11, 30)),)
    assert drawn(keep(basic(), (date(2026, 11, 10), BASIC + 30), rows=rows)[0]) == [
        ("GRANT", BASIC), (TOPUP, 30),
    ]  # fmt: skip


def test_a_bucket_that_ends_sooner_is_drawn_before_an_older_one() -> None:
    rows = (Row(date(2026, 11, 5), TOPUP, 60, "bought", date(2026, 11, 20)),)
    page = keep(basic(), (date(2026, 11, 10), 90), rows=rows)[0]
    assert [draw.amount for draw in page.draws] == [60, 30]
    assert page.expired == BASIC - 30


def test_allocation_is_by_worked_date_and_made_anew_on_a_change() -> None:
    """8:00 on 11/20 take the grant; 1:00 of 11/10 known later goes first, and 11/20 takes 1:00 of the top-up."""
    bought = (Row(date(2026, 11, 5), TOPUP, 300, "bought"),)
    late, early = (date(2026, 11, 20), BASIC), (date(2026, 11, 10), 60)
    before, after = (keep(basic(), *work, rows=bought)[0] for work in ((late,), (late, early)))
    assert [(draw.on.day, draw.amount) for draw in before.draws] == [(20, BASIC)]
    assert [(draw.on.day, draw.amount) for draw in after.draws] == [(10, 60), (20, BASIC - 60), (20, 60)]
    assert drawn(after) == [("GRANT", 60), ("GRANT", BASIC - 60), (TOPUP, 60)]


def test_an_upgrade_decides_overage_from_its_day_on() -> None:
    """9:30 of 8:00 used; Premium from 11/16 makes November 16:00, so 6:30 are left."""
    agreed = Agreement(
        NOVEMBER, 1,
        (Terms(NOVEMBER, "Hours plan", "Basic", BASIC), Terms(date(2026, 11, 16), "Hours plan", "Premium", PREMIUM)),
    )  # fmt: skip
    page = keep(agreed, (date(2026, 11, 10), 570))[0]
    assert (page.allowance_on(date(2026, 11, 15)), page.allowance) == (BASIC, STANDARD)
    assert (page.remaining, page.overdrawn) == (390, 0)


def test_a_cycle_that_starts_while_paused_is_granted_in_full() -> None:
    agreed = Agreement(
        NOVEMBER, 1, (Terms(NOVEMBER, "", "", STANDARD),), pauses=(Pause(date(2026, 11, 20), None),)
    )
    assert [grant.amount for grant in grants(agreed, "hours", cycle_of(DECEMBER, 1))] == [STANDARD]


@pytest.mark.parametrize("change", [FULL_NOW, NEXT_CYCLE, "prorate"])
def test_an_end_never_prorates(change: str) -> None:
    """A contract that ends on 11/10 has had November in full."""
    agreed = Agreement(
        date(2026, 1, 1),
        1,
        (Terms(date(2026, 1, 1), "", "", STANDARD, change=change),),
        end=date(2026, 11, 10),
    )
    assert sum(grant.amount for grant in grants(agreed, "hours", cycle_of(NOVEMBER, 1))) == STANDARD


def test_use_is_never_prorated() -> None:
    """Growth from 02/15/2028 has 20:41; the 10:00 worked in it count as 10:00."""
    start = date(2028, 2, 15)
    agreed = Agreement(start, 1, (Terms(start, "Hours plan", "Growth", 2400),))
    [page] = ledger(agreed, "hours", (), Worked([(start + timedelta(days=1), 600)]), date(2028, 2, 29))
    assert (page.allowance, page.used, page.remaining) == (1241, 600, 641)


@pytest.mark.parametrize("rollover", ["expire", CARRY_UNUSED])
def test_opening_hours_end_with_their_cycle_whatever_the_rollover_says(rollover: str) -> None:
    """Standard from 11/20 with 4:30 left: 4:30, and December has 16:00 and no more."""
    start = date(2026, 11, 20)
    agreed = Agreement(start, 1, (Terms(start, "", "", STANDARD, rollover=rollover),), opening=270)
    opening, then = keep(agreed)
    assert (opening.allowance, then.allowance, opening.expired) == (270, STANDARD, 270)
