"""What the office sells, cycles, running low and imports: worked examples that no other file shows."""

from __future__ import annotations

from datetime import date

import pytest

from mmtui.domain.plans import WEBSITE_PACKAGE
from mmtui.domain.tree import adds_up
from mmtui.services import contracts
from mmtui.services.explaining import explain_meter
from mmtui.services.importing import import_hours
from mmtui.services.mapping import open_for_import
from mmtui.services.today import today_view
from tests.offices import TODAY, day, left, on_day, signed, standing, terms, top_up, work
from tests.services.sheets import HEADER, row, write


def read(desk, tmp_path, text: str, name: str = "sheet.csv"):
    return import_hours(desk, open_for_import(desk.store, write(tmp_path, HEADER + text, name)))


def stored(desk, columns: str) -> list[tuple]:
    with desk.store.session():
        return desk.store.rows(f"SELECT {columns} FROM time_entry ORDER BY id")


# What the office sells.


@pytest.mark.parametrize("plan", ["Basic", "Advanced", "Premium"])
def test_a_website_package_has_empty_meters_and_is_ok(any_office, plan):
    """A meter that the contract does not have is empty, not zero."""
    package = signed(any_office, plan=plan, family=WEBSITE_PACKAGE)
    work(any_office, package, "11/10", "3:00")
    found = standing(any_office, package)
    assert (found.hours, found.phone, found.calls, found.sprints) == (None, None, None, None)
    assert (found.state, found.percent_tenths, found.runs_out_on, found.balance_cents) == (
        "ok",
        None,
        None,
        None,
    )


def test_a_contract_keeps_the_figures_it_was_signed_with(any_office):
    contract = signed(any_office)
    with any_office.store.transaction():
        any_office.store.execute(
            "UPDATE plan SET hours = 1200 WHERE family = 'Hours plan' AND name = 'Standard'"
        )
    assert left(any_office, contract) == "16:00"


def test_a_call_draws_no_plan_hours_unless_it_is_logged_as_plan_time(any_office):
    contract = signed(any_office)
    contracts.log_count(any_office, contract, "calls", day("11/05"), note="monthly call")
    found = standing(any_office, contract)
    assert ((found.calls.used, found.calls.remaining), found.hours.used) == ((1, 1), 0)
    work(any_office, contract, "11/05", "0:30", activity="PM call")
    found = standing(any_office, contract)
    assert (found.calls.used, found.hours.used) == (1, 30)


def test_calls_and_sprints_are_counts_of_their_own_cycle(any_office):
    """Growth: four of each a month; what is only planned does not count yet."""
    contract = signed(any_office, plan="Growth", start=date(2026, 10, 1))
    for meter, on in (("calls", "10/30"), ("calls", "11/03"), ("calls", "11/10"), ("sprints", "11/12")):
        contracts.log_count(any_office, contract, meter, day(on))
    contracts.log_count(any_office, contract, "calls", day("11/17"), "planned")
    found = standing(any_office, contract)
    assert (found.calls, found.sprints, found.hours.used) == ((4, 2, False), (4, 1, False), 0)


@pytest.mark.parametrize(
    ("plan", "told"), [("Growth", ["2 calls in the week of 11/02/26, one a week is agreed"]), ("Premium", [])]
)
def test_growth_warns_of_two_calls_in_one_week(any_office, plan, told):
    """11/02 and 11/08 are Monday and Sunday of one ISO week, 11/09 is the next; the calls count all the same."""
    contract = signed(any_office, plan=plan)
    for on in ("11/02", "11/08", "11/09"):
        contracts.log_count(any_office, contract, "calls", day(on))
    tree = explain_meter(any_office.store, contract, "calls", TODAY)
    assert [node.detail for node in tree.children if not node.label] == told
    assert standing(any_office, contract).calls.used == 3
    assert adds_up(tree)


@pytest.mark.parametrize("billable", [True, False, None])
def test_work_that_is_not_billable_draws_like_any_other(any_office, billable):
    contract = signed(any_office)
    work(any_office, contract, "11/10", "1:00", billable=billable)
    assert left(any_office, contract) == "15:00"
    assert stored(any_office, "billable") == [(None if billable is None else int(billable),)]


# Cycles.


def test_an_evening_of_november_30_in_new_york_is_novembers_in_an_import_too(any_office, tmp_path):
    """20:30 there is 01:30 UTC of 12/01: the instant is December's, the worked date November's."""
    contract = signed(any_office)
    desk = on_day(any_office, date(2026, 12, 1))
    read(desk, tmp_path, row("2026-11-30", "20:30:00", "21:30:00", "01:00:00"))
    assert stored(desk, "worked_on, cycle_start, started_at") == [("2026-11-30", "2026-11-01", 1796088600)]
    assert (left(desk, contract, "11/30"), left(desk, contract, "12/01")) == ("15:00", "16:00")


def test_the_office_in_another_zone_keeps_the_date_of_the_row(any_office, tmp_path):
    """The same row in Berlin: its date is the sheet's, its instant Berlin's."""
    signed(any_office)
    from mmtui.services.desk import Desk

    berlin = Desk(any_office.store, "Europe/Berlin", any_office.person_id, date(2026, 12, 1))
    read(berlin, tmp_path, row("2026-11-30", "20:30:00", "21:30:00", "01:00:00"))
    assert stored(berlin, "worked_on, started_at") == [("2026-11-30", 1796088600 - 6 * 3600)]


def test_an_upgrade_after_overage_is_dated_and_makes_up_for_it(any_office):
    """Basic with 9:30 used is 1:30 over; Premium from 11/16 makes it 16:00, so 6:30 are left."""
    contract = signed(any_office, plan="Basic")
    work(any_office, contract, "11/10", "9:30")
    contracts.change_plan(any_office, contract, terms("Premium", day("11/16")), "grows")
    assert (left(any_office, contract, "11/15"), left(any_office, contract)) == ("-1:30", "6:30")
    assert standing(any_office, contract).calls.allowance == 3


# Running low.


def test_paused_and_ended_go_before_over(any_office):
    for client, more in (("Paused", {}), ("Ended", {"ends_on": date(2026, 11, 20)})):
        contract = signed(any_office, client, "Basic", **more)
        work(any_office, contract, "11/10", "9:00")
        assert standing(any_office, contract, "11/12").state == "over"
        if client == "Paused":
            contracts.pause(any_office, contract, day("11/16"), None, "asked for it")
        assert standing(any_office, contract).state == client.lower()


def test_the_worse_of_hours_and_phone_is_the_state(any_office):
    contract = signed(any_office, figures={"phone": 600})
    work(any_office, contract, "11/10", "1:00")
    work(any_office, contract, "11/11", "10:00", coverage="phone support")
    found = standing(any_office, contract)
    assert (found.hours.used, found.phone.remaining, found.state) == (60, 0, "used up")


def test_a_contract_has_thresholds_of_its_own(any_office):
    for number, (thresholds, state) in enumerate((((50, 80), "low"), ((75, 90, 100), "ok")), start=1):
        contract = signed(any_office, f"C{number}", figures={"thresholds": thresholds})
        work(any_office, contract, "11/10", "8:00")
        assert standing(any_office, contract).state == state


def test_a_top_up_brings_a_contract_below_its_threshold_again(any_office):
    """7:00 of 8:00 is past 75 %; of 13:00 it is 53.8 %."""
    contract = signed(any_office, plan="Basic")
    work(any_office, contract, "11/10", "7:00")
    assert standing(any_office, contract).state == "low"
    top_up(any_office, contract, day("11/12"), "5:00")
    found = standing(any_office, contract)
    assert (found.state, found.percent_tenths) == ("ok", 538)


def test_the_pace_counts_from_the_start_of_the_contract(any_office):
    """Standard from 11/16 has 8:00; 4:00 in its first five days reach them on its tenth, 11/25."""
    contract = signed(any_office, start=day("11/16"))
    work(any_office, contract, "11/18", "4:00")
    assert standing(any_office, contract, "11/20").runs_out_on == day("11/25")


def test_hours_that_run_out_by_an_import_are_raised_at_once(any_office, tmp_path):
    signed(any_office, plan="Basic")
    work(any_office, 1, "11/20", "7:00", activity="Development")
    assert today_view(any_office.store, TODAY).needs == ()
    read(any_office, tmp_path, row("2026-11-23", "09:00:00", "11:30:00", "02:30:00"))
    first = today_view(any_office.store, TODAY).needs[0]
    assert (first.text, first.age) == ("Acme Dental: Basic is over", "1 day")
    assert first.detail.startswith("1:30 over since 11/23.")


# Imports.


def test_an_import_saves_whatever_the_state_of_the_contract_is(any_office, tmp_path):
    """Paused, before the start, after the end, past the allowance: saved, flagged, never refused."""
    paused = signed(any_office, "Paused", "Basic")
    contracts.pause(any_office, paused, day("11/10"), day("11/20"), "asked for it")
    signed(any_office, "Later", "Basic", start=day("11/20"))
    signed(any_office, "Gone", "Basic", ends_on=day("11/10"))
    signed(any_office, "Full", "Basic")
    work(any_office, 4, "11/10", "8:00")
    text = "".join(
        row("2026-11-12", client=client, project="") for client in ("Paused", "Later", "Gone", "Full")
    )
    done = read(any_office, tmp_path, text)
    assert (done.new, done.refused, done.accounted_minutes, done.needs_person) == (4, [], 480, False)
    assert [line for line, _ in done.flagged] == [2, 3, 4]
    assert left(any_office, 4) == "-2:00"


def test_a_changed_row_has_the_import_as_its_reason(any_office, tmp_path):
    """11/12 2:00 corrected to 3:30 and exported again is one changed row."""
    signed(any_office)
    read(any_office, tmp_path, row(), "first.csv")
    done = read(any_office, tmp_path, row(end="12:30:00", duration="03:30:00"), "second.csv")
    assert (done.new, done.changed, done.vanished) == (0, 1, 0)
    with any_office.store.session():
        assert any_office.store.rows("SELECT reason FROM time_entry_revision") == [
            ("import second.csv, batch 2",)
        ]
    assert left(any_office, 1) == "12:30"
