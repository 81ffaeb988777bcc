"""The worked examples of plans, the ledger and running low, through the services and both databases."""

from datetime import date, timedelta

import pytest

from mmtui.domain.contracts import CARRY_UNUSED, FULL_NOW, NEXT_CYCLE
from mmtui.domain.decisions import additional_work, deduct, waive
from mmtui.domain.ledger import FORFEIT, Row
from mmtui.domain.plans import ONGOING_SUPPORT, PREPAID_BLOCK
from mmtui.errors import FieldError
from mmtui.services import contracts
from tests.offices import adjust, day, left, on_day, signed, standing, terms, top_up, work

JANUARY = date(2026, 1, 1)
CARRIES = {"rollover": CARRY_UNUSED, "rollover_cap": 480}


@pytest.fixture
def over(any_office):
    """A Basic contract of 8:00 with 9:30 used in November: 1:30 over."""
    basic = signed(any_office, plan="Basic")
    work(any_office, basic, "11/10", "8:00")
    work(any_office, basic, "11/12", "1:30")
    assert left(any_office, basic) == "-1:30"
    return any_office


def test_a_top_up_covers_from_the_first_overdrawn_entry(over):
    top_up(over, 1, day("11/13"), "5:00")
    assert left(over, 1) == "3:30"
    assert left(over, 1, "12/01") == "11:30"


def test_a_deduction_covers_here_and_takes_from_the_next_cycle(over):
    cycle = standing(over, 1).cycle
    for row in deduct(90, cycle, date(2026, 12, 1)).rows:
        contracts.add_row(over, 1, "hours", row)
    assert left(over, 1, "11/30") == "0:00"
    assert left(over, 1, "12/01") == "6:30"


def test_to_wait_leaves_the_cycle_over_and_the_next_one_whole(over):
    assert left(over, 1, "11/30") == "-1:30"
    assert left(over, 1, "12/01") == "8:00"


def test_to_waive_adjusts_with_a_reason(over):
    [row] = waive(90, standing(over, 1).cycle, "our mistake").rows
    contracts.add_row(over, 1, "hours", row)
    assert left(over, 1, "11/30") == "0:00"
    with over.store.session():
        assert over.store.rows("SELECT kind, amount, reason FROM allowance_row") == [
            ("ADJUST", 90, "our mistake")
        ]


def test_additional_work_is_priced_from_minutes():
    assert additional_work(90, 8500).price_cents == 12_750


def test_rolled_hours_never_roll_again(any_office):
    """16 h, cap 8:00: used Jan 10:00 and Feb 10:00; Feb has 22:00, March 24:00."""
    for number, cycles in enumerate((1, 2), start=1):
        desk = on_day(any_office, date(2026, 3, 31))
        contract = signed(desk, f"C{number}", start=JANUARY, figures={**CARRIES, "rollover_cycles": cycles})
        work(desk, contract, "01/15", "10:00")
        work(desk, contract, "02/10", "10:00")
        assert standing(desk, contract, "02/28").hours.allowance == 22 * 60
        assert standing(desk, contract, "03/01").hours.allowance == 24 * 60


def test_of_several_buckets_the_one_that_expires_first_is_drawn(any_office):
    """Rollover 1:00 + plan 8:00 + a top-up of 5:00 for 90 days, used 11:30: 2:30 of the top-up is left."""
    contract = signed(any_office, plan="Basic", start=date(2026, 10, 1), figures=CARRIES)
    work(any_office, contract, "10/15", "7:00")
    bought = date(2026, 11, 3)
    top_up(any_office, contract, bought, "5:00", bought + timedelta(days=90))
    work(any_office, contract, "11/10", "11:30")
    assert left(any_office, contract) == "2:30"
    assert left(any_office, contract, "12/01") == "10:30"


@pytest.mark.parametrize(
    ("increment", "mode", "used"), [(1, "nearest", 21), (6, "nearest", 18), (6, "up", 36), (15, "up", 45)]
)
def test_each_entry_is_rounded_by_itself(any_office, increment, mode, used):
    contract = signed(any_office, figures={"rounding_minutes": increment, "rounding": mode})
    for number in (10, 11, 12):
        work(any_office, contract, day(f"11/{number}"), "0:07")
    assert standing(any_office, contract).hours.used == used


def test_29_59_of_40_prints_75_and_is_not_yet_low(any_office):
    contract = signed(any_office, plan="Growth")
    work(any_office, contract, "11/10", "20:00")
    work(any_office, contract, "11/11", "9:59")
    found = standing(any_office, contract)
    assert (found.percent_tenths, found.state) == (750, "ok")
    work(any_office, contract, "11/12", "0:01")
    assert standing(any_office, contract).state == "low"


def test_the_states_by_what_is_left(any_office):
    contract = signed(any_office, plan="Basic")
    states = []
    for on, hours in (("11/03", "5:59"), ("11/04", "0:01"), ("11/05", "2:00"), ("11/06", "0:01")):
        work(any_office, contract, on, hours)
        states.append(standing(any_office, contract).state)
    assert states == ["ok", "low", "used up", "over"]


def test_12_of_16_hours_by_day_10_run_out_on_day_14(any_office):
    contract = signed(any_office)
    work(any_office, contract, "11/05", "12:00")
    assert standing(any_office, contract, "11/10").runs_out_on == day("11/14")


def test_what_is_used_up_tells_the_day_it_happened(over):
    assert standing(over, 1).runs_out_on == day("11/10")


def test_an_upgrade_is_prorated_by_days(any_office):
    """Basic to Premium on 11/16: 16:00. Basic to Standard on 12/10: 13:41."""
    first = signed(any_office, "A", "Basic")
    contracts.change_plan(any_office, first, terms("Premium", day("11/16")), "grows")
    assert left(any_office, first) == "16:00"
    second = signed(any_office, "B", "Basic")
    contracts.change_plan(any_office, second, terms("Standard", day("12/10")), "grows")
    assert left(any_office, second, "12/31") == "13:41"


def test_a_change_may_count_in_full_at_once_or_from_the_next_cycle(any_office):
    for name, mode, november in (("A", FULL_NOW, "24:00"), ("B", NEXT_CYCLE, "8:00")):
        contract = signed(any_office, name, "Basic")
        contracts.change_plan(any_office, contract, terms("Premium", day("11/16"), change=mode), "grows")
        assert (left(any_office, contract), left(any_office, contract, "12/01")) == (november, "24:00")


def test_a_start_inside_the_cycle_is_prorated(any_office):
    """Growth from 02/15/2028: 15 of 29 days are 20:41."""
    contract = signed(any_office, plan="Growth", start=date(2028, 2, 15))
    assert left(any_office, contract, date(2028, 2, 15)) == "20:41"


def test_a_phone_pool_goes_over_by_the_rest_of_a_call(any_office):
    phone = signed(any_office, plan="Ongoing support", family=ONGOING_SUPPORT)
    work(any_office, phone, "11/10", "9:55", coverage="phone support")
    work(any_office, phone, "11/11", "0:12", coverage="phone support")
    found = standing(any_office, phone)
    assert (found.hours, found.phone.remaining, found.state) == (None, -7, "over")


def test_only_plan_work_draws_plan_hours(any_office):
    contract = signed(any_office)
    for coverage in ("warranty", "original scope", "additional work", "phone support"):
        work(any_office, contract, "11/10", "1:00", coverage=coverage)
    assert left(any_office, contract) == "16:00"


def test_work_is_saved_though_the_hours_ran_out(over):
    work(over, 1, "11/13", "2:00")
    assert left(over, 1) == "-3:30"


def test_what_is_left_is_forfeited_at_the_contracts_end_or_by_a_person(any_office):
    contract = signed(any_office, figures=CARRIES)
    contracts.add_row(any_office, contract, "hours", Row(day("11/20"), FORFEIT, -240, "agreed"))
    assert left(any_office, contract) == "12:00"
    with pytest.raises(FieldError, match="does not run on that day"):
        adjust(any_office, contract, date(2026, 10, 31), "1:00")


def test_the_block_of_1360_dollars(any_office):
    block = signed(
        any_office, plan="Block", family=PREPAID_BLOCK, payment_cents=136_000, figures={"rate_cents": 8500}
    )
    work(any_office, block, "11/10", "9:15")
    assert standing(any_office, block).balance_cents == 57_375
    work(any_office, block, "11/12", "7:45")
    assert standing(any_office, block).balance_cents == -8_500
    assert standing(any_office, block, date(2027, 1, 5)).balance_cents == -8_500
