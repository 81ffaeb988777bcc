"""The ledger: the worked examples, then the invariants for any history."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from mmtui.domain.contracts import (
    CARRY_UNUSED,
    EXPIRE_UNUSED,
    FULL_NOW,
    NEXT_CYCLE,
    PRORATE,
    Agreement,
    Terms,
)
from mmtui.domain.ledger import ADJUST, FORFEIT, TOPUP, CycleLedger, Row, Worked, ledger, used_up_on

BASIC, STANDARD = 480, 960


def hours(text: str) -> int:
    whole, minutes = text.split(":")
    return int(whole) * 60 + int(minutes)


def day(text: str) -> date:
    month, number = text.split("/")
    return date(2026, int(month), int(number))


def terms(minutes: int, **others: object) -> Terms:
    return Terms(date(2026, 1, 1), "Hours plan", "plan", minutes, **others)  # type: ignore[arg-type]


def keep(
    agreed: Agreement, through: str, work: str = "", rows: tuple[Row, ...] = (), recovered=()
) -> list[CycleLedger]:
    """`work` is "1/10 10:00, 2/3 1:15": worked date and accounted time."""
    pairs = [part.split() for part in work.split(",") if part.strip()]
    used = Worked((day(on), hours(minutes)) for on, minutes in pairs)
    return ledger(agreed, "hours", rows, used, day(through), recovered)


def plain(minutes: int, **others: object) -> Agreement:
    return Agreement(date(2026, 1, 1), 1, (terms(minutes, **others),))


def test_rollover_with_a_cap_for_one_cycle() -> None:
    """16 h, cap 8:00, one cycle, used Jan 10:00 and Feb 10:00: Feb has 22:00, March has 24:00."""
    agreed = plain(STANDARD, rollover=CARRY_UNUSED, rollover_cap=480, rollover_cycles=1)
    pages = keep(agreed, "3/1", "1/10 10:00, 2/10 10:00")
    assert [page.allowance for page in pages] == [hours("16:00"), hours("22:00"), hours("24:00")]


def test_rollover_with_a_cap_for_two_cycles() -> None:
    agreed = plain(STANDARD, rollover=CARRY_UNUSED, rollover_cap=480, rollover_cycles=2)
    pages = keep(agreed, "3/1", "1/10 10:00, 2/10 10:00")
    assert [page.allowance for page in pages] == [hours("16:00"), hours("22:00"), hours("24:00")]


def test_rolled_hours_never_roll_again() -> None:
    """Jan unused 8:00 rolls into Feb for one cycle; unused again it is gone, and only Feb's own grant rolls."""
    pages = keep(plain(BASIC, rollover=CARRY_UNUSED), "3/1")
    assert [page.allowance for page in pages] == [480, 960, 960]


def test_unused_hours_expire_unless_the_contract_says_otherwise() -> None:
    pages = keep(plain(BASIC), "2/1", "1/10 6:00")
    assert pages[0].expired == 120
    assert pages[1].allowance == 480


def test_opening_hours_do_not_roll() -> None:
    agreed = Agreement(
        date(2026, 11, 20), 1, (Terms(date(2026, 11, 20), "", "", 960, rollover=CARRY_UNUSED),), opening=270
    )
    assert [page.allowance for page in keep(agreed, "12/1")] == [270, 960]


def test_a_top_up_covers_from_the_first_overdrawn_entry() -> None:
    """8:00, used 9:30, so 1:30 over; a top-up of 5:00 leaves 3:30."""
    pages = keep(plain(BASIC), "1/31", "1/10 9:30", (Row(day("1/20"), TOPUP, 300),))
    assert pages[0].remaining == hours("3:30")
    assert pages[0].overdrawn == 0


def test_the_bucket_that_expires_first_is_drawn_first() -> None:
    """Rollover 1:00 + plan 8:00 + top-up 5:00 valid 90 days, used 11:30: 2:30 of the top-up is left."""
    agreed = plain(BASIC, rollover=CARRY_UNUSED, rollover_cap=60)
    pages = keep(agreed, "3/1", "1/5 1:00, 2/20 11:30", (Row(day("2/1"), TOPUP, 300, expires_on=day("5/2")),))
    assert pages[1].allowance == hours("14:00")
    assert pages[1].remaining == hours("2:30")
    assert [(row.kind, row.amount) for row in pages[2].rows[:2]] == [("CARRIED", 150), ("GRANT", 480)]


def test_a_bucket_that_expires_inside_a_cycle_is_gone_the_day_after() -> None:
    pages = keep(plain(BASIC), "1/31", "1/12 1:00", (Row(day("1/5"), TOPUP, 300, expires_on=day("1/20")),))
    assert pages[0].allowance_on(day("1/20")) == 780
    assert pages[0].allowance_on(day("1/21")) == 780 - 240
    assert pages[0].remaining == 480
    assert pages[0].steady_from() == day("1/21")


def test_overage_waits_in_its_own_cycle() -> None:
    pages = keep(plain(BASIC), "2/1", "1/10 9:30")
    assert pages[0].remaining == -90
    assert pages[0].overdrawn == 90
    assert pages[1].remaining == 480


def test_deduct_writes_the_amount_here_and_takes_it_from_the_next_cycle() -> None:
    rows = (Row(day("1/31"), ADJUST, 90, "deduct"), Row(day("2/1"), ADJUST, -90, "deduct"))
    pages = keep(plain(BASIC), "2/1", "1/10 9:30", rows)
    assert pages[0].remaining == 0
    assert pages[1].allowance == hours("6:30")


def test_additional_work_covers_the_overdrawn_part() -> None:
    pages = keep(plain(BASIC), "1/31", "1/10 9:30", recovered=((day("1/31"), 90),))
    assert (pages[0].used, pages[0].remaining) == (480, 0)


def test_an_entry_that_crosses_the_limit_has_two_allocations() -> None:
    pages = keep(plain(BASIC), "1/31", "1/10 7:00, 1/12 2:30", (Row(day("1/20"), TOPUP, 60),))
    crossing = [(draw.amount, draw.order) for draw in pages[0].draws if draw.item == 1]
    assert crossing == [(60, 1), (60, 2)]
    assert pages[0].overdrawn == 30


def test_what_is_left_at_the_end_of_the_contract_is_forfeited() -> None:
    agreed = Agreement(date(2026, 1, 1), 1, (terms(BASIC, rollover=CARRY_UNUSED),), end=day("2/14"))
    pages = keep(agreed, "6/1", "2/3 1:00")
    assert len(pages) == 2
    assert (pages[1].forfeited, pages[1].remaining) == (900, 900)


def test_a_prior_forfeit_is_taken_from_what_is_left() -> None:
    pages = keep(plain(BASIC), "1/31", "1/10 1:00", (Row(day("1/15"), FORFEIT, -120, "agreed"),))
    assert (pages[0].remaining, pages[0].forfeited) == (300, 120)


def test_a_late_hour_in_a_closed_cycle_takes_from_the_carry() -> None:
    """November 6:00 of 8:00 used carries 2:00; 1:00 more dated 11/28: December has 8:00 + 2:00 - 1:00 = 9:00."""
    agreed = plain(BASIC, rollover=CARRY_UNUSED)
    before = keep(agreed, "2/1", "1/10 6:00")
    after = keep(agreed, "2/1", "1/10 6:00, 1/28 1:00")
    assert (before[1].allowance, after[1].allowance) == (600, 540)


def test_used_up_on_is_the_day_it_ran_dry_for_good() -> None:
    rows = (Row(day("1/15"), TOPUP, 60, expires_on=day("1/31")),)
    work = [(day("1/10"), 480), (day("1/20"), 90)]
    page = ledger(plain(BASIC), "hours", rows, Worked(work), day("1/31"))[0]
    assert used_up_on(page, work, day("1/12")) == day("1/10")
    assert used_up_on(page, work, day("1/16")) is None
    assert used_up_on(page, work, day("1/31")) == day("1/20")


DATES = st.dates(date(2026, 1, 1), date(2026, 8, 31))
WORK = st.lists(st.tuples(DATES, st.integers(1, 900)), max_size=25)
PLANS = st.lists(
    st.tuples(
        DATES, st.sampled_from([480, 960, 1440, 2400]), st.sampled_from([PRORATE, FULL_NOW, NEXT_CYCLE])
    ),
    max_size=3,
)


@st.composite
def recorded(draw: st.DrawFn) -> Row:
    on = draw(DATES)
    kind = draw(st.sampled_from([TOPUP, ADJUST, FORFEIT]))
    amount = draw(st.integers(1, 600))
    if kind == FORFEIT or (kind == ADJUST and draw(st.booleans())):
        amount = -amount
    lasts = draw(st.none() | st.integers(0, 120)) if kind == TOPUP else None
    return Row(on, kind, amount, expires_on=None if lasts is None else on + timedelta(days=lasts))


@st.composite
def agreements(draw: st.DrawFn) -> Agreement:
    start = draw(st.dates(date(2025, 12, 15), date(2026, 3, 15)))
    rollover = draw(st.sampled_from([EXPIRE_UNUSED, CARRY_UNUSED]))
    cap = draw(st.none() | st.integers(0, 1000))
    lives = draw(st.integers(1, 3))

    def signed(on: date, minutes: int, change: str) -> Terms:
        return Terms(
            on,
            "Hours plan",
            "plan",
            minutes,
            change=change,
            rollover=rollover,
            rollover_cap=cap,
            rollover_cycles=lives,
        )

    changes = sorted({on: (minutes, change) for on, minutes, change in draw(PLANS) if on > start}.items())
    first = signed(start, draw(st.sampled_from([480, 960])), PRORATE)
    return Agreement(
        start,
        draw(st.integers(1, 31)),
        (first, *(signed(on, minutes, change) for on, (minutes, change) in changes)),
        end=draw(st.none() | st.dates(date(2026, 5, 1), date(2026, 9, 1))),
        opening=draw(st.none() | st.integers(0, 900)),
    )


@settings(max_examples=300, deadline=None)
@given(
    agreements(),
    WORK,
    st.lists(recorded(), max_size=8),
    st.lists(st.tuples(DATES, st.integers(1, 90)), max_size=2),
)
def test_what_came_in_is_used_left_expired_or_forfeited(agreed, work, rows, recovered) -> None:
    pages = ledger(agreed, "hours", rows, Worked(work), date(2026, 9, 30), recovered)
    came_in = sum(
        row.amount for page in pages for row in page.rows if row.kind in ("GRANT", "TOPUP", "ADJUST")
    )
    used = sum(page.used for page in pages)
    uncovered = sum(page.overdrawn + page.owed for page in pages)
    over = sum(page.expired + page.forfeited for page in pages)
    assert came_in == used - uncovered + over + pages[-1].carried
    for page in pages:
        left = page.allowance_on(page.horizon) - page.used
        assert left == page.remaining
        drawn = sum(draw.amount for draw in page.draws)
        assert drawn + page.overdrawn == page.used


@settings(max_examples=200, deadline=None)
@given(agreements(), WORK, st.lists(recorded(), max_size=6), st.randoms(use_true_random=False))
def test_the_balance_does_not_depend_on_the_order_of_arrival(agreed, work, rows, shuffler) -> None:
    def balances(pairs: list[tuple[date, int]]) -> list[tuple[int, int, int]]:
        pages = ledger(agreed, "hours", rows, Worked(pairs), date(2026, 9, 30))
        return [(page.allowance, page.used, page.overdrawn) for page in pages]

    mixed = list(work)
    shuffler.shuffle(mixed)
    assert balances(work) == balances(mixed)


@settings(max_examples=200, deadline=None)
@given(agreements(), WORK, st.lists(recorded(), max_size=6))
def test_the_cap_bounds_all_rolled_hours_of_a_cycle(agreed, work, rows) -> None:
    pages = ledger(agreed, "hours", rows, Worked(work), date(2026, 9, 30))
    cap = agreed.terms[0].rollover_cap
    for page in pages:
        rolled = sum(row.amount for row in page.rows if row.kind == "ROLLOVER_IN")
        assert cap is None or rolled <= cap
