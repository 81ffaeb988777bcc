"""The client page, low hours and Today: the same figures as everywhere, gathered for a screen."""

from __future__ import annotations

from datetime import date

import pytest

from mmtui.domain.ledger import TOPUP, Row
from mmtui.domain.tree import adds_up
from mmtui.errors import MmtuiError, StoreError
from mmtui.services.client_page import client_page, cycle_page, entry_lines, low_hours
from mmtui.services.contracts import add_contact, add_row, log_count, pause
from mmtui.services.entries import NewEntry, log
from mmtui.services.explaining import explain_meter
from mmtui.services.standings import standings
from mmtui.services.today import age, today_view
from tests.offices import TODAY, day, signed

ACME = (
    "11/02 90, 11/03 60, 11/05 135, 11/09 105, 11/12 120, 11/16 150, 11/18 75, 11/20 90, 11/23 60, 11/24 30"
)
"""Ten entries of November, 15:15 in all."""


def work(desk, contract: int, entries: str, **others) -> None:
    for part in entries.split(","):
        on, minutes = part.split()
        log(desk, NewEntry(contract, desk.person_id, day(on), int(minutes) * 60, note="work", **others))


@pytest.fixture
def acme(office):
    contract = signed(office, start=date(2026, 6, 1))
    work(office, contract, ACME, activity="development")
    return office, contract


def test_the_page_of_a_client(acme) -> None:
    desk, _ = acme
    add_contact(desk, 1, "cc", email="cc@acme.example")
    add_contact(desk, 1, "decision maker", "Priya", "priya@acme.example")
    page = client_page(desk.store, 1, TODAY)
    assert (page.name, page.since) == ("Acme Dental", date(2026, 6, 1))
    assert [contact.kind for contact in page.contacts] == ["decision maker", "cc"]
    (one,) = page.contracts
    assert one.standing == standings(desk.store, TODAY)[0]
    assert [cycle.title for cycle in one.cycles[:2]] == ["NOVEMBER 2026", "OCTOBER 2026"]


def test_a_client_that_is_gone_is_said_so(office) -> None:
    with pytest.raises(StoreError, match="not there any more"):
        client_page(office.store, 99, TODAY)


def test_the_cycle_of_the_day(acme) -> None:
    desk, contract = acme
    page = cycle_page(desk.store, contract, TODAY)
    assert page.cycle.title == "NOVEMBER 2026"
    assert (page.entry_count, page.used_minutes) == (10, 915)
    assert page.burn is not None
    assert (page.burn.opening, page.burn.left) == (960, 45)
    assert page.burn.runs_out_on == page.standing.runs_out_on == date(2026, 11, 26)
    assert [day.day for day in page.burn.cutoffs] == [3, 10, 17, 24]
    assert page.entries[0].worked_on == TODAY
    assert [size.plan for size in page.sizes] == ["Basic", "Standard", "Premium", "Growth"]


def test_an_earlier_cycle_is_as_at_its_end(acme) -> None:
    desk, contract = acme
    work(desk, contract, "10/29 60")
    page = cycle_page(desk.store, contract, TODAY, date(2026, 10, 1))
    assert (page.cycle.title, page.used_minutes, page.closed) == ("OCTOBER 2026", 60, True)
    assert page.uses[-1].used == 60


def test_a_window_of_entries(acme) -> None:
    desk, contract = acme
    lines = entry_lines(desk.store, contract, date(2026, 11, 1), TODAY, 2, 3)
    assert [line.worked_on for line in lines] == [day("11/20"), day("11/18"), day("11/16")]


def test_entries_say_what_they_lack(office) -> None:
    contract = signed(office)
    work(office, contract, "11/02 90")
    assert cycle_page(office.store, contract, TODAY).entries[0].flags == ("no activity",)


def test_next_calls_and_the_ledger_of_all_meters(acme) -> None:
    desk, contract = acme
    log_count(desk, contract, "calls", day("11/30"), "planned")
    log_count(desk, contract, "calls", day("11/05"))
    add_row(desk, contract, "hours", Row(day("11/20"), TOPUP, 60, "sold", day("12/31")))
    page = cycle_page(desk.store, contract, TODAY)
    assert page.next_call == day("11/30")
    assert {line.meter for line in page.ledger} == {"hours", "calls", "sprints"}
    top_up = next(line for line in page.ledger if line.row.kind == TOPUP)
    assert not top_up.provisional


def test_what_runs_low(office) -> None:
    """8:00, used 7:00 by day 24 of 30: 8:45 at this pace, past the threshold of 75."""
    contract = signed(office, plan="Basic")
    work(office, contract, "11/02 420")
    signed(office, "Quiet", plan="Basic")
    (low,) = low_hours(office.store, TODAY)
    assert (low.standing.client, low.meter, low.crossed, low.pace) == ("Acme Dental", "hours", 75, 525)


def test_every_meter_can_be_explained(acme) -> None:
    desk, contract = acme
    log_count(desk, contract, "calls", day("11/05"), note="plan")
    for meter in ("hours", "calls", "sprints"):
        tree = explain_meter(desk.store, contract, meter, TODAY)
        assert adds_up(tree)
    assert explain_meter(desk.store, contract, None, TODAY).amount == 45
    assert explain_meter(desk.store, contract, "calls", TODAY).amount == 1
    with pytest.raises(MmtuiError, match="has no phone"):
        explain_meter(desk.store, contract, "phone", TODAY)


def test_a_closed_cycle_can_be_explained(acme) -> None:
    desk, contract = acme
    work(desk, contract, "10/29 60")
    assert explain_meter(desk.store, contract, "hours", TODAY, date(2026, 10, 1)).amount == 900


def test_a_block_can_be_explained(office) -> None:
    block = signed(
        office,
        "Block",
        "Prepaid block",
        family="Prepaid block",
        figures={"rate_cents": 8500},
        payment_cents=136000,
    )
    work(office, block, "11/02 555")
    tree = explain_meter(office.store, block, "hours", TODAY)
    assert (tree.amount, tree.unit) == (57375, "cents")


def test_today_gathers_what_needs_a_person(acme) -> None:
    desk, _ = acme
    over = signed(desk, "Nordwind", plan="Basic")
    work(desk, over, "11/20 570")
    resting = signed(desk, "Quill", plan="Basic")
    pause(desk, resting, day("11/10"), None, "asked for it")
    view = today_view(desk.store, TODAY)
    clients, low, imports = view.jobs
    assert (clients.key, clients.count, clients.detail) == ("3", "2 active", "1 over, 1 low, 1 paused")
    assert (low.key, low.count, low.tone, low.detail) == ("L", "2 to talk to", "bad", "next: Acme Dental")
    assert (imports.key, imports.count, view.facts_line) == (
        "I",
        "none read yet",
        "Time sheet: none read yet.",
    )
    texts = [need.text for need in view.needs]
    assert texts == ["Nordwind: Basic is over", "1 entry has no activity"]
    idle = view.needs[1]
    assert idle.detail == "9:30 of plan work since 11/20. The time sheet's task is empty."
    assert (idle.view, idle.contract_id, idle.day) == ("entries", over, day("11/20"))
    assert idle.client_id == next(one.client_id for one in view.standings if one.contract_id == over)
    assert (view.needs[0].age, view.needs[0].detail.partition(".")[0]) == ("4 days", "1:30 over since 11/20")


def test_ages_in_words() -> None:
    assert [age(day(on), TODAY) for on in ("11/24", "11/23", "11/20")] == ["today", "1 day", "4 days"]
