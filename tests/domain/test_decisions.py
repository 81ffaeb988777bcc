"""8:00 used 9:30: what each agreed option makes of the 1:30 past the allowance."""

from datetime import date

from mmtui.domain.contracts import Agreement, Terms
from mmtui.domain.cycles import Cycle
from mmtui.domain.decisions import additional_work, deduct, top_up, waive
from mmtui.domain.ledger import Worked, ledger

NOVEMBER = Cycle(date(2026, 11, 1), date(2026, 11, 30))
DECEMBER = date(2026, 12, 1)
BASIC = Agreement(NOVEMBER.start, 1, (Terms(NOVEMBER.start, "Hours plan", "Basic", 480),))
WORK = Worked([(date(2026, 11, 10), 570)])


def pages(rows=(), recovered=()):
    return ledger(BASIC, "hours", rows, WORK, DECEMBER, recovered)


def test_a_top_up_of_five_hours_leaves_three_and_a_half() -> None:
    assert pages(top_up(date(2026, 11, 20), 300, date(2027, 2, 18)).rows)[0].remaining == 210


def test_additional_work_is_priced_and_leaves_nothing_over() -> None:
    outcome = additional_work(90, 8500)
    assert outcome.price_cents == 12750
    page = pages(recovered=((NOVEMBER.end, outcome.recovered_minutes),))[0]
    assert (page.used, page.remaining) == (480, 0)


def test_deduct_leaves_six_and_a_half_hours_next_month() -> None:
    november, december = pages(deduct(90, NOVEMBER, DECEMBER).rows)
    assert (november.remaining, december.allowance) == (0, 390)


def test_waive_covers_the_amount_with_a_reason() -> None:
    outcome = waive(90, NOVEMBER, "our mistake")
    assert outcome.rows[0].label == "our mistake"
    assert pages(outcome.rows)[0].remaining == 0
