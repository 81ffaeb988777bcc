"""Where contracts stand: kept totals against the rows, on every day, on both databases alike."""

# ruff: noqa: E501 - lines of data are as long as they are

from collections import defaultdict
from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from mmtui.db.commands.settle import COLUMNS
from mmtui.db.queries import books
from mmtui.domain.contracts import CARRY_UNUSED, CHANGE_MODES
from mmtui.domain.cycles import cycle_of
from mmtui.domain.ledger import ADJUST, TOPUP, Row
from mmtui.domain.plans import PREPAID_BLOCK
from mmtui.domain.prepaid import CREDIT, INVOICE, PAYMENT, MoneyRow
from mmtui.domain.standing import Standing
from mmtui.domain.totals import Total, totals
from mmtui.errors import FieldError
from mmtui.services import contracts
from mmtui.services.standings import standings
from tests.offices import TODAY, at_desk, day, left, on_day, opened, signed, standing, terms, top_up, work

START = date(2026, 9, 10)
names = count(1)


def kept(desk, contract: int) -> list[tuple]:
    with desk.store.session():
        return desk.store.rows(
            f"SELECT {', '.join(COLUMNS[1:])} FROM cycle_total WHERE contract_id = ? ORDER BY cycle_start",
            (contract,),
        )


def from_rows(desk, contract: int) -> list[tuple]:
    """The totals computed from all rows, in the form in which they are kept."""
    with desk.store.session():
        found = books.load(desk.store, [contract])[contract].books
        last = max([desk.today, *(one.last_on for sums in found.sums.values() for one in sums.values())])
        made = sorted(totals(found, last), key=lambda total: total.cycle_start)
    return [
        tuple(_plain(name, value) for name, value in zip(Total._fields, one, strict=True)) for one in made
    ]


def _plain(name: str, value):
    if isinstance(value, date):
        return value.isoformat()
    return "" if name == "used_up_on" and value is None else value


def check(desk, contract: int) -> None:
    assert kept(desk, contract) == from_rows(desk, contract)
    check_naively(desk, contract)


def check_naively(desk, contract: int) -> None:
    """Used minutes and counts of each cycle are the plain sums of the rows."""
    with desk.store.session():
        rows = desk.store.rows(
            "SELECT worked_on, minutes, coverage FROM time_entry WHERE contract_id = ? AND deleted_at = 0",
            (contract,),
        )
        counted = desk.store.rows(
            "SELECT dated, meter FROM count_entry WHERE contract_id = ? AND state = 'done'", (contract,)
        )
        [(anchor,)] = desk.store.rows("SELECT anchor_day FROM contract WHERE id = ?", (contract,))
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for worked_on, minutes, coverage in rows:
        start = cycle_of(date.fromisoformat(worked_on), anchor).start.isoformat()
        sums[start, {"plan": "hours", "phone support": "phone"}.get(coverage, coverage)] += minutes
    for dated, meter in counted:
        sums[cycle_of(date.fromisoformat(dated), anchor).start.isoformat(), meter] += 1
    for one in kept(desk, contract):
        total = dict(zip(COLUMNS[1:], one, strict=True))
        for meter in ("hours", "phone", "calls", "sprints"):
            if total[f"{meter}_allowance"] is not None or meter in ("hours", "phone"):
                assert total[f"{meter}_used"] == sums[total["cycle_start"], meter], (meter, total)


def check_every_day(desk, contract: int) -> None:
    """What is kept says the same as what is computed for that day alone."""
    ends = START + timedelta(days=100)
    on = START
    fast: list[Standing] = []
    days = []
    while on <= ends:
        days.append(on)
        fast.append(standing(desk, contract, on))
        on += timedelta(days=9)
    with pytest.raises(_AsItWasError), desk.store.transaction():
        desk.store.execute("DELETE FROM cycle_total WHERE contract_id = ?", (contract,))
        slow = [standing(desk, contract, on) for on in days]
        raise _AsItWasError
    assert fast == slow


class _AsItWasError(Exception):
    """Leaves a transaction without a trace."""


DAYS = some.integers(0, 85).map(lambda n: START + timedelta(days=n))
STEPS = some.one_of(
    some.tuples(some.just("log"), DAYS, some.integers(1, 900), some.sampled_from(
        ["plan", "plan", "warranty", "additional work", "phone support"])),
    some.tuples(some.just("top up"), DAYS, some.integers(1, 600), some.sampled_from([None, 5, 40, 90])),
    some.tuples(some.just("adjust"), DAYS, some.integers(-300, 300)),
    some.tuples(some.just("plan"), DAYS, some.sampled_from(["Basic", "Standard", "Premium", "Growth"]),
                some.sampled_from(CHANGE_MODES)),
    some.tuples(some.just("round"), DAYS, some.sampled_from([1, 6, 15]), some.sampled_from(["nearest", "up"])),
    some.tuples(some.just("pause"), DAYS, some.integers(0, 20)),
    some.tuples(some.just("count"), DAYS, some.sampled_from(["calls", "sprints"]), some.sampled_from(["done", "planned"])),
)  # fmt: skip
MONEY = some.one_of(
    some.tuples(some.just("pay"), DAYS, some.sampled_from([PAYMENT, CREDIT, INVOICE]), some.integers(1, 200_000)),
    some.tuples(some.just("log"), DAYS, some.integers(1, 900), some.sampled_from(["plan", "warranty"])),
)  # fmt: skip


def act(desk, contract: int, step: tuple) -> None:
    """One call of a service; a refused one changes nothing."""
    what, on, *more = step
    try:
        if what == "log":
            work(desk, contract, on, f"{more[0] // 60}:{more[0] % 60:02d}", coverage=more[1])
        elif what == "top up":
            expires = None if more[1] is None else on + timedelta(days=more[1])
            contracts.add_row(desk, contract, "hours", Row(on, TOPUP, more[0], "bought", expires))
        elif what == "adjust":
            contracts.add_row(desk, contract, "hours", Row(on, ADJUST, more[0], "agreed"))
        elif what == "plan":
            figures = contracts.changed_terms(desk, contract, on)
            sold = terms(more[0], on)
            contracts.change_plan(
                desk, contract,
                contracts.changed_terms(desk, contract, on, plan=sold.plan, hours=sold.hours, calls=sold.calls,
                                        sprints=sold.sprints, change=more[1]),
                f"from {figures.plan}",
            )  # fmt: skip
        elif what == "round":
            changed = contracts.changed_terms(desk, contract, on, rounding_minutes=more[0], rounding=more[1])
            contracts.change_plan(desk, contract, changed, "rounds otherwise")
        elif what == "pause":
            contracts.pause(desk, contract, on, on + timedelta(days=more[0]), "rest")
        elif what == "count":
            contracts.log_count(desk, contract, more[0], on, more[1])
        elif what == "pay":
            contracts.add_payment(desk, contract, MoneyRow(on, more[0], more[1]))
    except FieldError:
        pass


QUICK = settings(
    max_examples=15, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip


@QUICK
@given(
    steps=some.lists(STEPS, min_size=1, max_size=7),
    anchor=some.sampled_from([1, 15, 31]),
    carries=some.booleans(),
    ends=some.sampled_from([None, 60, 75]),
    cap=some.sampled_from([None, 120]),
)
def test_fault_32_kept_totals_are_those_of_the_rows_after_every_change(
    any_office, steps, anchor, carries, ends, cap
):
    figures = {"rollover": CARRY_UNUSED, "rollover_cap": cap, "rollover_cycles": 2} if carries else {}
    contract = signed(
        any_office, f"Client {next(names)}", start=START, anchor_day=anchor, figures={"phone": 120, **figures},
        ends_on=None if ends is None else START + timedelta(days=ends),
    )  # fmt: skip
    with any_office.store.session():
        for step in steps:
            act(any_office, contract, step)
            check(any_office, contract)
        check_every_day(any_office, contract)


@QUICK
@given(steps=some.lists(MONEY, min_size=1, max_size=8))
def test_kept_balances_are_those_of_the_rows_after_every_change(any_office, steps):
    contract = signed(
        any_office, f"Client {next(names)}", "Block", START, family=PREPAID_BLOCK, payment_cents=50_000,
        figures={"rate_cents": 8500},
    )  # fmt: skip
    with any_office.store.session():
        for step in steps:
            act(any_office, contract, step)
            check(any_office, contract)
        check_every_day(any_office, contract)
    paid = 50_000 + sum(
        (-1 if step[2] == INVOICE else 1) * step[3] for step in steps if step[0] == "pay" and step[1] <= TODAY
    )
    worked = sum(step[2] for step in steps if step[0] == "log" and step[3] == "plan" and step[1] <= TODAY)
    assert standing(any_office, contract).balance_cents == paid - (worked * 8500 * 2 + 60) // 120


def fill(desk) -> None:
    """An office with a contract in every state."""
    ok = signed(desk, "Ok", start=START)
    work(desk, ok, "11/03", "2:00")
    over = signed(desk, "Over", "Basic", start=START)
    work(desk, over, "11/10", "9:30")
    work(desk, over, "10/10", "3:00")
    signed(desk, "Ended", start=START, ends_on=date(2026, 11, 15))
    signed(desk, "Later", start=date(2026, 12, 1))
    paused = signed(desk, "Paused", start=START, anchor_day=31)
    contracts.pause(desk, paused, date(2026, 11, 20), None, "holidays")
    block = signed(desk, "Block", "Block", START, family=PREPAID_BLOCK, payment_cents=136_000,
                   figures={"rate_cents": 8500})  # fmt: skip
    work(desk, block, "11/10", "9:15")
    carrying = signed(
        desk, "Carries", "Basic", START, figures={"rollover": CARRY_UNUSED, "rollover_cap": 240}
    )
    top_up(desk, carrying, date(2026, 11, 5), "5:00", date(2027, 2, 3))
    contracts.log_count(desk, ok, "calls", date(2026, 11, 12))


@pytest.mark.system
def test_both_databases_say_the_same_of_every_day(tmp_path, postgresql):
    said: list[list[list[Standing]]] = []
    for url in ("sqlite:///office.db", postgresql.new("furnished")):
        desk = at_desk(opened(tmp_path, url))
        fill(desk)
        days = [START + timedelta(days=n) for n in range(-5, 120, 3)]
        said.append([standings(desk.store, on) for on in days])
        desk.store.close()
    assert said[0] == said[1]


def test_the_states_of_a_contract(any_office):
    fill(any_office)
    states = {one.client: one.state for one in standings(any_office.store, TODAY)}
    assert states == {
        "Ok": "ok", "Over": "over", "Ended": "ended", "Later": "ok", "Paused": "paused", "Block": "ok", "Carries": "ok",
    }  # fmt: skip


def test_a_contract_that_has_not_started_has_no_cycle(any_office):
    contract = signed(any_office, start=date(2026, 12, 1))
    found = standing(any_office, contract)
    assert (found.cycle, found.hours, found.starts_on) == (None, None, date(2026, 12, 1))
    assert left(any_office, contract, "12/01") == "16:00"


def test_an_ended_contract_shows_the_cycle_it_ended_in(any_office):
    contract = signed(any_office, start=START, ends_on=date(2026, 10, 20))
    work(any_office, contract, "10/12", "2:00")
    found = standing(any_office, contract)
    assert (found.state, found.cycle.title, found.hours.used) == ("ended", "OCTOBER 2026", 120)
    assert standing(any_office, contract, "10/20").state == "ok"


def test_a_day_counts_work_up_to_and_including_it(any_office):
    contract = signed(any_office)
    for on in ("11/03", "11/10", "11/17"):
        work(any_office, contract, on, "1:00")
    lefts = [
        left(any_office, contract, on)
        for on in ("11/02", "11/03", "11/09", "11/10", "11/17", "11/30", "12/01")
    ]
    assert lefts == ["16:00", "15:00", "15:00", "14:00", "13:00", "13:00", "16:00"]


def test_a_pause_lasts_its_days_and_its_cycle_is_granted_in_full(any_office):
    contract = signed(any_office, start=START)
    contracts.pause(any_office, contract, date(2026, 10, 25), date(2026, 11, 10), "holidays")
    states = [standing(any_office, contract, on).state for on in ("10/24", "10/25", "11/10", "11/11")]
    assert states == ["ok", "paused", "paused", "ok"]
    assert left(any_office, contract) == "16:00"


def test_a_desk_on_an_earlier_day_leaves_no_total_that_holds_no_longer(any_office):
    contract = signed(any_office, plan="Basic", start=START, figures={"rollover": CARRY_UNUSED})
    assert left(any_office, contract) == "16:00"
    work(on_day(any_office, day("10/20")), contract, "10/20", "7:00")
    assert left(any_office, contract) == "14:36"
    check_every_day(any_office, contract)
