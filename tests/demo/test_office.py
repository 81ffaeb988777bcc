"""The demo office: the same for a date every time, every state in it, and the figures of 11/24/26."""

from __future__ import annotations

import ast
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import mmtui.demo
from mmtui import config
from mmtui.db.connect import Store
from mmtui.db.models.base import digest
from mmtui.demo.days import Frame, usual_anchor
from mmtui.demo.office import build
from mmtui.domain.hours import hmm
from mmtui.domain.money import show_money
from mmtui.paths import DataRoot
from mmtui.services.standings import standings

DAY = date(2026, 11, 24)
OTHER_DAYS = [
    date(2026, 12, 31),  # a 31st
    date(2027, 2, 15),  # February, few days gone
    date(2028, 2, 29),
    date(2026, 11, 1),  # a Sunday on which the clocks change, and the first of a month
    date(2027, 3, 14),  # a Sunday on which the clocks change
    date(2027, 1, 1),
]

FIGURES = """
Acme Dental     Maintenance Standard        15:15 16:00 low     11/26
Bluebird        Maintenance Premium         10:00 16:00 ok      -
Café Zoë        Maintenance Basic           6:20  8:00  low     -
Fjord Studio    Maintenance Premium         21:36 24:00 low     11/27
Harbor Books    Maintenance Standard        14:30 16:00 low     11/27
Juno            Prepaid     Prepaid_block   9:15  16:00 ok      -
Juno            Support     Ongoing_support 10:00 10:00 used_up 11/20
Juno            Website     Advanced        -     -     ok      -
Kerr [Labs]     Maintenance Basic           3:15  8:00  ok      -
Larkspur Toys   Maintenance Standard        1:45  16:00 ended   -
Meridian Health Maintenance Growth          29:59 40:00 ok      -
Nordwind        Maintenance Basic           9:30  8:00  over    11/20
Orchard Farm    Maintenance Basic           2:30  8:00  ok      -
Pine & Partner  Maintenance Standard        11:45 24:00 ok      -
Quill Media     Maintenance Basic           0:00  8:00  paused  -
Ridge Outdoor   Maintenance Growth          16:10 40:00 ok      -
Solvay Press    Maintenance Standard        10:30 24:00 ok      -
Tallis Legal    Maintenance Standard        12:00 16:00 low     -
"""

ACME_ENTRIES = """
11/24 Kim Gift card rounding 0:30
11/23 Ben Tax, retest 1:00
11/20 Kim Tax by state 1:30
11/18 Ben Product search 1:15
11/16 Ben Theme 4.2 update 2:30
11/12 Kim Booking form mail 2:00
11/09 Dana Image sizes 1:45
11/05 Ben Plugin updates 2:15
11/03 Kim Staff page 1:00
11/02 Dana Redirects 1:30
"""

WEEK = """
Acme Dental 4:15
Bluebird 1:15
Café Zoë 0:40
Fjord Studio 4:36
Harbor Books 2:15
Kerr [Labs] 0:30
Meridian Health 7:10
Nordwind 3:00
Orchard Farm 1:00
Pine & Partner 3:05
Ridge Outdoor 5:20
Solvay Press 2:50
Tallis Legal 3:30
"""
"""Plan work from Wed 11/18 to Tue 11/24; Nordwind went over on 11/20."""

CONTENT = """
SELECT c.name, k.name, p.name, e.worked_on, e.cycle_start, e.seconds, e.minutes, e.coverage, e.billable,
       e.activity, e.note, e.started_at, e.ended_at
FROM time_entry e JOIN contract k ON k.id = e.contract_id JOIN client c ON c.id = k.client_id
JOIN person p ON p.id = e.person_id
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> Store:
    store = build(DataRoot(tmp_path_factory.mktemp("demo")), DAY)
    yield store
    store.close()


def rows(store: Store, sql: str, *params: object) -> list[tuple]:
    with store.session():
        return store.rows(sql, params)


def cycle_uses(store: Store, client: str, column: str = "hours_used") -> list[int]:
    """A column of the kept totals of a client's cycles, oldest first."""
    sql = (
        f"SELECT t.{column} FROM cycle_total t JOIN contract k ON k.id = t.contract_id "
        "JOIN client c ON c.id = k.client_id WHERE c.name = ? ORDER BY t.cycle_start"
    )
    return [row[0] for row in rows(store, sql, client)]


def test_standings_are_those_of_the_reference_day(office):
    made = []
    for each in standings(office, DAY):
        meter = each.hours or each.phone
        used, of = (hmm(meter.used), hmm(meter.allowance)) if meter else ("-", "-")
        out = f"{each.runs_out_on:%m/%d}" if each.runs_out_on else "-"
        plan, state = each.plan.replace(" ", "_"), each.state.replace(" ", "_")
        made.append(f"{each.client:15} {each.contract:11} {plan:15} {used:5} {of:5} {state:7} {out}")
    assert "\n".join(made) == FIGURES.strip()


def test_ana_is_at_work(tmp_path):
    root = DataRoot(tmp_path)
    build(root, DAY).close()
    assert config.read(root.config_file).office.me == "Ana Ruiz"


def test_acme_dental_has_exactly_its_ten_entries(office):
    found = rows(
        office,
        "SELECT e.worked_on, p.name, e.note, e.minutes FROM time_entry e JOIN person p ON p.id = e.person_id "
        "JOIN contract k ON k.id = e.contract_id JOIN client c ON c.id = k.client_id "
        "WHERE c.name = 'Acme Dental' AND e.worked_on >= '2026-11-01' ORDER BY e.worked_on DESC",
    )
    made = [
        f"{date.fromisoformat(on):%m/%d} {who.split()[0]} {note} {hmm(minutes)}"
        for on, who, note, minutes in found
    ]
    assert "\n".join(made) == ACME_ENTRIES.strip()


def test_acme_dentals_last_six_cycles(office):
    used = [hmm(minutes) for minutes in cycle_uses(office, "Acme Dental")[-6:]]
    assert used == ["14:30", "15:35", "16:50", "15:05", "16:25", "15:15"]
    assert {each.starts_on for each in standings(office, DAY) if each.client == "Acme Dental"} == {
        date(2025, 3, 1)
    }


def test_plan_work_of_the_week(office):
    found = rows(
        office,
        "SELECT c.name, SUM(e.minutes) FROM time_entry e JOIN contract k ON k.id = e.contract_id "
        "JOIN client c ON c.id = k.client_id WHERE e.coverage = 'plan' AND k.name = 'Maintenance' "
        "AND e.worked_on BETWEEN '2026-11-18' AND '2026-11-24' GROUP BY c.name ORDER BY c.name",
    )
    assert "\n".join(f"{name} {hmm(minutes)}" for name, minutes in found) == WEEK.strip()


def test_harbor_books_is_the_example_of_the_cutoff(office):
    """10/29 1:00 lies in October; November is the example with its correction already made."""
    found = rows(
        office,
        "SELECT e.worked_on, e.minutes FROM time_entry e JOIN contract k ON k.id = e.contract_id "
        "JOIN client c ON c.id = k.client_id WHERE c.name = 'Harbor Books' ORDER BY e.worked_on",
    )
    assert [f"{on[5:]} {hmm(minutes)}" for on, minutes in found] == [
        "10-29 1:00", "11-02 1:30", "11-03 0:45", "11-06 2:15", "11-10 1:00", "11-12 3:30", "11-16 0:45",
        "11-17 2:30", "11-20 1:15", "11-24 1:00",
    ]  # fmt: skip


def test_meters_and_money_beside_the_hours(office):
    of = {(each.client, each.contract): each for each in standings(office, DAY)}
    acme = of["Acme Dental", "Maintenance"]
    assert (acme.calls.remaining, acme.sprints.remaining, acme.phone) == (1, 0, None)
    planned = rows(office, "SELECT dated FROM count_entry WHERE state = 'planned' AND contract_id = ?", 1)
    assert (acme.contract_id, planned) == (1, [("2026-11-30",)])
    prepaid = of["Juno", "Prepaid"]
    assert show_money(prepaid.balance_cents) == "$573.75"
    assert prepaid.hours.derived and hmm(prepaid.hours.remaining) == "6:45"


def test_every_kind_of_row_and_agreement_is_there(office):
    def values(sql: str) -> set:
        return {row[0] for row in rows(office, sql)}

    assert values("SELECT DISTINCT kind FROM allowance_row") == {"TOPUP", "ADJUST"}
    assert values("SELECT COUNT(*) FROM allowance_row WHERE kind = 'TOPUP' AND expires_on <> ''") == {2}
    assert values("SELECT DISTINCT coverage FROM time_entry") == {
        "plan", "warranty", "original scope", "additional work", "phone support",
    }  # fmt: skip
    assert values("SELECT DISTINCT change_mode FROM contract_terms WHERE reason <> 'signed'") == {
        "prorate", "next cycle",
    }  # fmt: skip
    assert values("SELECT COUNT(*) FROM contract_pause WHERE ends_on = ''") == {1}
    assert values("SELECT COUNT(*) FROM contract_pause WHERE ends_on <> ''") == {1}
    assert values("SELECT COUNT(*) FROM time_entry WHERE activity = ''") == {3}
    assert values("SELECT DISTINCT anchor_day FROM contract") == {1, 31}
    assert values("SELECT opening_minutes FROM contract WHERE opening_minutes IS NOT NULL") == {570}
    assert values("SELECT DISTINCT state FROM count_entry") == {"planned", "done"}
    assert values("SELECT DISTINCT family FROM contract_terms") == {
        "Hours plan", "Website package", "Ongoing support", "Prepaid block",
    }  # fmt: skip


def test_rollover_carries_up_to_its_cap(office):
    """Standard with a cap of 8:00 over two cycles: three cycles in a row have 24:00."""
    given = [hmm(minutes) for minutes in cycle_uses(office, "Pine & Partner", "hours_allowance")]
    assert given[-3:] == ["24:00", "24:00", "24:00"]


def test_two_builds_for_a_date_are_the_same_office(office, tmp_path):
    again = build(DataRoot(tmp_path), DAY)
    assert standings(again, DAY) == standings(office, DAY)
    told = [sorted(digest(*row) for row in rows(store, CONTENT)) for store in (office, again)]
    assert told[0] == told[1]
    counts = "SELECT contract_id, meter, dated, state, note FROM count_entry ORDER BY id"
    assert rows(again, counts) == rows(office, counts)
    again.close()


@pytest.mark.parametrize("day", OTHER_DAYS, ids=str)
def test_any_other_date_shows_the_same_picture(day, office, tmp_path):
    store = build(DataRoot(tmp_path), day)
    made = standings(store, day)
    expected = {(each.client, each.contract): each.state for each in standings(office, DAY)}
    assert {(each.client, each.contract): each.state for each in made} == expected
    assert set(expected.values()) == {"over", "used up", "low", "ok", "paused", "ended"}
    assert rows(store, "SELECT MAX(worked_on) <= ? FROM time_entry", day.isoformat()) == [(1,)]
    assert rows(store, "SELECT MIN(dated) > ? FROM count_entry WHERE state = 'planned'", day.isoformat()) == [
        (1,)
    ]
    weekend = "SELECT COUNT(*) FROM time_entry WHERE strftime('%w', worked_on) IN ('0', '6')"
    assert rows(store, weekend) == [(0,)]
    store.close()


def test_nobody_works_more_than_ten_hours_or_two_things_at_once(office):
    most = "SELECT MAX(m) FROM (SELECT SUM(minutes) m FROM time_entry GROUP BY person_id, worked_on)"
    assert rows(office, most)[0][0] <= 600
    overlapping = (
        "SELECT COUNT(*) FROM time_entry a JOIN time_entry b ON a.person_id = b.person_id AND a.id < b.id "
        "AND a.started_at < b.ended_at AND b.started_at < a.ended_at"
    )
    assert rows(office, overlapping) == [(0,)]


def test_worked_seconds_round_to_the_minutes_of_each_contract(office):
    """One contract rounds up to five minutes; Kim's timer is off by seconds everywhere else."""
    found = rows(
        office,
        "SELECT DISTINCT e.minutes % 5 FROM time_entry e JOIN contract k ON k.id = e.contract_id "
        "JOIN contract_terms t ON t.contract_id = k.id WHERE t.rounding = 'up'",
    )
    assert found == [(0,)]
    assert rows(office, "SELECT COUNT(*) > 50 FROM time_entry WHERE seconds <> minutes * 60") == [(1,)]


def test_no_float_anywhere(office):
    for (table,) in rows(office, "SELECT name FROM sqlite_master WHERE type = 'table'"):
        for row in rows(office, f"SELECT * FROM {table}"):
            assert not any(isinstance(value, float) for value in row), (table, row)
    for file in Path(mmtui.demo.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), file.name
            assert not isinstance(node, ast.Div), (file.name, node)


@pytest.mark.parametrize("day", OTHER_DAYS, ids=str)
def test_days_of_the_literals_fall_in_order_on_weekdays_up_to_today(day):
    frame = Frame(day, usual_anchor(day))
    days = [frame.day(number) for number in range(-9, 25)]
    assert days == sorted(days)
    assert all(one.weekday() < 5 and one <= day for one in days)
    assert frame.day(0) < frame.cycle.start <= frame.day(1)


def test_days_of_the_reference_date_are_those_written_down():
    frame = Frame(DAY, 1)
    assert [frame.day(number).day for number in (2, 3, 12, 20, 24)] == [2, 3, 12, 20, 24]


def test_the_demo_lies_in_a_folder_that_is_gone_when_the_program_ends():
    """In a program of its own, which must not load the screens' library either."""
    script = (
        "import sys; from datetime import date; from mmtui.demo import open_demo; "
        "root, store = open_demo(date(2026, 11, 24)); assert root.database_file.exists(); "
        "assert 'textual' not in sys.modules; print(root.folder)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not Path(done.stdout.strip()).exists()
