"""Time sheets into the office: totals by hand, again without harm, corrected, vanished, cut short."""

import json
import os
import signal
import subprocess
import sys
import tracemalloc
from datetime import date

import pytest

from mmtui.db.commands import entries
from mmtui.domain.contracts import CARRY_UNUSED
from mmtui.domain.plans import ONGOING_SUPPORT
from mmtui.errors import FileError
from mmtui.imports.mapped import Profile
from mmtui.imports.timesheets import AmbiguousDates, UnknownLayout
from mmtui.services import contracts, mapping
from mmtui.services.importing import CancelledError, HoursImport, import_hours
from mmtui.services.mapping import open_for_import
from tests.offices import TODAY, at_desk, left, on_day, opened, signed, standing, work
from tests.services import sheets
from tests.services.sheets import HEADER, row, write


@pytest.fixture
def two(any_office):
    """Acme with the project Support, Beta Bikes with any project; both on Standard from 11/01/26."""
    signed(any_office, "Acme Dental", projects=["Support"])
    signed(any_office, "Beta Bikes")
    return any_office


@pytest.fixture
def acme(office):
    signed(office, "Acme Dental", projects=["Support"])
    return office


def read(desk, tmp_path, text: str, name: str = "sheet.csv", source: str = "auto", **how) -> HoursImport:
    return import_hours(desk, open_for_import(desk.store, write(tmp_path, text, name), source), **how)


def stored(desk, columns: str = "worked_on, minutes", where: str = "1 = 1") -> list[tuple]:
    with desk.store.session():
        return desk.store.rows(
            f"SELECT {columns} FROM time_entry WHERE {where} ORDER BY worked_on, started_at, id"
        )


def count(desk, table: str) -> int:
    with desk.store.session():
        return desk.store.rows(f"SELECT COUNT(*) FROM {table}")[0][0]


def tallies(kept) -> dict[str, tuple[int, int]]:
    return {name: (tally.seconds, tally.minutes) for name, tally in kept.items()}


OWN = Profile("Our sheet", sheets.OWN_COLUMNS, decimal_sign=",")
BY_HAND = {
    # rows, seconds, accounted minutes, by client, by person
    "toggl": (sheets.TOGGL, 5, 20700, 315, {"Acme Dental": (13500, 225), "Beta Bikes": (5400, 90), "Gamma": (1800, 0)},
              {"Ana": (12600, 180), "Bo": (8100, 135)}),
    "harvest": (sheets.HARVEST, 3, 12888, 215, {"Acme Dental": (11700, 195), "Beta Bikes": (1188, 20)},
                {"Ana Diaz": (11700, 195), "Bo Chan": (1188, 20)}),
    "clockify": (sheets.CLOCKIFY, 3, 9000, 150, {"Acme Dental": (3600, 60), "Beta Bikes": (5400, 90)},
                 {"Ana": (3600, 60), "Bo": (5400, 90)}),
    "kimai": (sheets.KIMAI, 3, 12060, 201, {"Acme Dental": (11700, 195), "Beta Bikes": (360, 6)},
              {"Ana": (11700, 195), "Bo Chan": (360, 6)}),
    "Our sheet": (sheets.OWN, 2, 8100, 135, {"Acme Dental": (5400, 90), "Beta Bikes": (2700, 45)},
                  {"Ana": (5400, 90), "Bo": (2700, 45)}),
}  # fmt: skip


@pytest.mark.parametrize("source", BY_HAND)
def test_the_totals_are_those_computed_by_hand_and_a_second_import_adds_nothing(two, tmp_path, source):
    text, rows, seconds, accounted, by_client, by_person = BY_HAND[source]
    if source == OWN.name:
        mapping.save_profile(two, OWN)
    done = read(two, tmp_path, text)
    assert (done.source, done.rows, done.new, done.refused) == (source, rows, rows, [])
    assert (done.worked_seconds, done.accounted_minutes) == (seconds, accounted)
    assert tallies(done.by_client) == by_client
    assert tallies(done.by_person) == by_person
    used = {name: minutes for name, (_, minutes) in by_client.items() if minutes}
    for contract, name in ((1, "Acme Dental"), (2, "Beta Bikes")):
        assert standing(two, contract).hours.used == used[name]
    before = stored(two, "*")
    again = read(two, tmp_path, text)
    assert (again.new, again.seen, again.changed, again.vanished) == (0, rows, 0, 0)
    assert stored(two, "*") == before


def test_what_is_not_billable_and_what_is_unmapped_are_told_apart(two, tmp_path):
    done = read(two, tmp_path, sheets.TOGGL)
    assert done.not_billable_seconds == 2700
    assert dict(done.unmapped) == {("Gamma", "Site"): 1}
    assert done.needs_person
    assert stored(two, "source_client, seconds, minutes", "contract_id IS NULL") == [("Gamma", 1800, 30)]


def test_a_break_is_a_row_that_is_flagged_and_not_counted(two, tmp_path):
    done = read(two, tmp_path, sheets.CLOCKIFY)
    assert [line for line, _ in done.flagged] == [3]
    assert "break" in done.flagged[0][1]
    assert stored(two, "seconds, minutes", "counted = 0") == [(1800, 0)]


def test_a_dry_run_tells_the_same_and_saves_nothing(two, tmp_path):
    preview = read(two, tmp_path, sheets.TOGGL, dry_run=True)
    assert (preview.new, preview.worked_seconds, preview.new_people) == (5, 20700, ["Bo"])
    assert [count(two, table) for table in ("time_entry", "import_batch")] == [0, 0]
    assert count(two, "person") == 1
    done = read(two, tmp_path, sheets.TOGGL)
    done.dry_run = True
    assert done == preview


def test_fault_9_identical_real_rows_are_both_kept_and_flagged(acme, tmp_path):
    done = read(acme, tmp_path, HEADER + row() + row())
    assert (done.new, [line for line, _ in done.flagged]) == (2, [3])
    assert "the same as an earlier row; both are kept" in done.flagged[0][1]
    assert left(acme, 1) == "12:00"
    assert read(acme, tmp_path, HEADER + row() + row()).seen == 2


def test_fault_8_an_overlapping_export_adds_only_what_is_new(acme, tmp_path):
    first, second, third = row("2026-11-10"), row("2026-11-11"), row("2026-11-12")
    read(acme, tmp_path, HEADER + first + second, "one.csv")
    done = read(acme, tmp_path, HEADER + second + third, "two.csv")
    assert (done.new, done.seen, done.changed, done.vanished) == (1, 1, 0, 0)
    assert left(acme, 1) == "10:00"


def test_fault_8_a_corrected_row_is_one_changed_row_with_a_revision(two, tmp_path):
    others = row("2026-11-10") + row("2026-11-13", "15:00:00", "15:30:00", "00:30:00")
    read(two, tmp_path, HEADER + others + row())
    corrected = HEADER + others + row(end="12:30:00", duration="03:30:00")
    done = read(two, tmp_path, corrected, "again.csv")
    assert (done.rows, done.new, done.seen, done.changed, done.vanished) == (3, 0, 2, 1, 0)
    assert stored(two) == [("2026-11-10", 120), ("2026-11-12", 210), ("2026-11-13", 30)]
    assert left(two, 1) == "10:00"
    with two.store.session():
        [(reason, before, version)] = two.store.rows(
            "SELECT reason, before, version FROM time_entry_revision"
        )
    assert (reason, json.loads(before)["minutes"], version) == ("import again.csv, batch 2", 120, 1)
    assert read(two, tmp_path, corrected).seen == 3


def test_a_corrected_task_is_the_activity_of_the_entry_too(acme, tmp_path):
    text = sheets.TOGGL.replace("Acme Dental,Support,,", "Acme Dental,Support,Developing,")
    read(acme, tmp_path, text)
    done = read(acme, tmp_path, text.replace("Developing", "Testing"))
    assert done.changed == 3
    assert set(stored(acme, "activity, task", "contract_id = 1")) == {("Testing", "Testing")}


def test_fault_8_a_row_that_vanished_stays_and_waits_for_a_person(acme, tmp_path):
    read(acme, tmp_path, HEADER + row("2026-11-10") + row("2026-11-11") + row("2026-11-12"))
    done = read(acme, tmp_path, HEADER + row("2026-11-10") + row("2026-11-12"))
    assert (done.new, done.seen, done.vanished) == (0, 2, 1)
    assert left(acme, 1) == "10:00"
    read(acme, tmp_path, HEADER + row("2026-11-10") + row("2026-11-12"))
    with acme.store.session():
        asked = acme.store.rows(
            "SELECT kind, worked_on FROM import_question q JOIN time_entry e ON e.id = q.entry_id"
        )
    assert asked == [("vanished", "2026-11-11")]


@pytest.mark.parametrize(
    ("file", "vanished"),
    [
        (row("2026-11-12"), 0),
        (row("2026-11-09") + row("2026-11-13", user="Bo", email="bo@example.com"), 0),
        (row("2026-11-09") + row("2026-11-13", project="Website"), 1),
        (row("2026-11-09", project="Website") + row("2026-11-13", project="Website"), 0),
        (
            row("2026-11-09", user="Bo", email="bo@example.com") + row("2026-11-13", project="Website"),
            1,
        ),
    ],
    ids=[
        "outside its days",
        "Ana is there on the first day only",
        "same project",
        "other project",
        "crosswise",
    ],
)
def test_rows_vanish_only_inside_the_days_persons_and_projects_of_the_file(acme, tmp_path, file, vanished):
    read(acme, tmp_path, HEADER + row("2026-11-11"))
    expected = 1 if "Bo" in file and "Website" not in file else vanished
    assert read(acme, tmp_path, HEADER + file, "other.csv").vanished == expected


def test_a_row_changed_here_and_at_the_source_is_a_conflict_with_both_values(acme, tmp_path):
    read(acme, tmp_path, HEADER + row())
    with acme.store.transaction():
        [(entry_id, before)] = entries.read(acme.store, "1 = 1", ())
        entries.revise(
            acme.store, entry_id, before, before._replace(minutes=90, seconds=5400, edited=1), 1, "too much"
        )
    done = read(acme, tmp_path, HEADER + row(end="12:30:00", duration="03:30:00"))
    assert (done.new, done.changed, done.conflicts) == (0, 1, 1)
    assert done.needs_person
    assert stored(acme) == [("2026-11-12", 90)]
    with acme.store.session():
        [(kind, theirs)] = acme.store.rows("SELECT kind, theirs FROM import_question")
    assert (kind, json.loads(theirs)["seconds"]) == ("conflict", 12600)
    unchanged = read(acme, tmp_path, HEADER + row())
    assert (unchanged.seen, unchanged.conflicts) == (1, 0)


REFUSED = {
    "an end before the start": row(begin="11:00:00", end="09:00:00"),
    "more than a day": row(duration="25:00:00"),
    "a negative duration": row(duration="-01:00:00"),
    "a date that is none": row("2026-13-15"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_row_that_can_not_be_right_is_refused_with_its_line_and_the_others_are_saved(acme, tmp_path, what):
    done = read(acme, tmp_path, HEADER + row() + REFUSED[what])
    assert (done.rows, done.new, [line for line, _ in done.refused]) == (2, 1, [3])
    assert done.needs_person
    assert left(acme, 1) == "14:00"


def test_work_for_a_contract_that_does_not_run_that_day_is_flagged_and_saved(acme, tmp_path):
    with acme.store.session():
        [(client,)] = acme.store.rows("SELECT client_id FROM contract")
    ended = signed(acme, "Ended", start=date(2026, 1, 1), ends_on=date(2026, 10, 31), projects=["Old"])
    contracts.pause(acme, 1, date(2026, 11, 16), date(2026, 11, 20), "holidays")
    text = (
        row("2026-11-17") + row("2026-10-30") + row("2026-11-12", client="Ended", project="Old")
        + row("2026-12-24")
    )  # fmt: skip
    done = read(acme, tmp_path, HEADER + text)
    assert client and ended
    assert (done.new, done.accounted_minutes) == (4, 480)
    assert [why for _, why in done.flagged] == [
        "the contract is paused on that day", "before the contract's start", "after the contract's end",
        "lies in the future",
    ]  # fmt: skip


def test_fault_12_instants_are_utc_and_the_offices_zone_decides_the_date(acme, tmp_path):
    """11/01/26: an hour comes twice. 03/08/26: 02:00 to 03:00 is missing. A row keeps its start date."""
    signed(acme, "Early", start=date(2026, 1, 1))
    text = (
        row("2026-11-01", "00:30:00", "03:00:00", "03:30:00")
        + row("2026-11-01", "00:30:00", "01:15:00", "01:45:00", note="set back")
        + row("2026-03-08", "01:30:00", "03:30:00", "01:00:00", client="Early")
        + row("2026-03-08", "02:45:00", "03:15:00", "00:30:00", client="Early", note="missing")
        + row("2026-11-12", "22:00:00", "02:00:00", "04:00:00", note="over midnight", end_on="2026-11-13")
    )
    done = read(acme, tmp_path, HEADER + text)
    assert done.refused == []
    spans = stored(acme, "note, worked_on, seconds, ended_at - started_at")
    assert spans == [
        ("Fix", "2026-03-08", 3600, 3600),
        ("missing", "2026-03-08", 1800, 0),
        ("Fix", "2026-11-01", 12600, 12600),
        ("set back", "2026-11-01", 6300, 6300),
        ("over midnight", "2026-11-12", 14400, 14400),
    ]
    assert stored(acme, "started_at", "note = 'over midnight'") == [(1794538800,)]


def test_each_row_is_rounded_by_its_contract_and_seconds_are_kept(any_office, tmp_path):
    signed(any_office, "Fifteen", figures={"rounding_minutes": 15, "rounding": "up"})
    signed(any_office, "Six", figures={"rounding_minutes": 6})
    signed(any_office, "Fifty", figures={"rounding_minutes": 50, "rounding": "up"})
    seven = {"begin": "09:00:00", "end": "09:07:00", "duration": "00:07:00"}
    text = "".join(
        row(f"2026-11-1{n}", client=client, **seven) for client in ("Fifteen", "Six") for n in range(3)
    )
    text += row("2026-11-10", "00:00:00", "23:59:00", "23:59:00", client="Fifty")
    done = read(any_office, tmp_path, HEADER + text)
    assert [standing(any_office, n).hours.used for n in (1, 2, 3)] == [45, 18, 1450]
    assert done.worked_seconds == 6 * 420 + 86340


def test_a_contract_of_phone_support_alone_is_drawn_by_phone(any_office, tmp_path):
    signed(any_office, "Acme Dental", "Ongoing support", family=ONGOING_SUPPORT)
    read(any_office, tmp_path, HEADER + row())
    found = standing(any_office, 1)
    assert (found.hours, found.phone.used, found.phone.allowance) == (None, 120, 600)


def test_of_several_contracts_the_project_decides_then_the_day(any_office, tmp_path):
    support = signed(any_office, name="Support", projects=["Support", "Helpdesk"])
    shop = signed(any_office, name="Shop")
    old = signed(any_office, "Beta", start=date(2025, 1, 1), ends_on=date(2026, 10, 31))
    new = signed(any_office, "Beta")
    text = (
        row(project="helpdesk ") + row(project="SHOP") + row(project="Anything")
        + row("2026-10-30", client="beta", project="") + row("2026-11-12", client="BETA", project="")
    )  # fmt: skip
    done = read(any_office, tmp_path, HEADER + text)
    assert not done.unmapped
    assert sorted(stored(any_office, "contract_id, source_project")) == [
        (support, "helpdesk"), (shop, "Anything"), (shop, "SHOP"), (old, ""), (new, ""),
    ]  # fmt: skip


def test_a_choice_that_the_names_leave_open_is_unmapped(acme, tmp_path):
    signed(acme, "Two", name="One")
    signed(acme, "Two", name="Other")
    assert dict(read(acme, tmp_path, HEADER + row(client="Two", project="X")).unmapped) == {("Two", "X"): 1}


def test_a_person_is_found_by_address_then_by_alias_then_made(acme, tmp_path):
    from mmtui.db.commands import people

    with acme.store.transaction():
        people.add_alias(acme.person_id, "A. Diaz")
    text = (
        row("2026-11-09", user="Anita", email="ANA@example.com") + row("2026-11-10", user="a.  diaz", email="")
        + row("2026-11-11", user="Cy", email="cy@example.com") + row("2026-11-12", user="Cyrus", email="cy@example.com")
    )  # fmt: skip
    done = read(acme, tmp_path, HEADER + text)
    assert done.new_people == ["Cy"]
    assert {name: tally.rows for name, tally in done.by_person.items()} == {"Ana": 2, "Cy": 2}


class StopError(Exception):
    pass


def stop_at(rows: int, error: type[Exception]):
    def progress(read_rows: int, _bytes: int) -> None:
        if read_rows >= rows:
            raise error("stopped")

    return progress


def many(rows: int) -> str:
    """Rows of one minute each on ten days of November; each has a note of its own."""
    return HEADER + "".join(
        row(f"2026-11-{1 + n % 10:02d}", "09:00:00", "09:01:00", "00:01:00", note=f"piece {n}")
        for n in range(rows)
    )


@pytest.mark.parametrize("error", [StopError, CancelledError])
def test_fault_8_an_import_that_is_stopped_half_way_leaves_nothing(two, tmp_path, error):
    with pytest.raises(error):
        read(two, tmp_path, many(3000), progress=stop_at(2000, error))
    assert [count(two, table) for table in ("time_entry", "import_batch")] == [0, 0]
    assert left(two, 1) == "16:00"
    assert read(two, tmp_path, many(3000)).new == 3000
    assert left(two, 1) == "-34:00"


KILLED = """
import os, signal, sys
from pathlib import Path
from mmtui.services.desk import Desk
from mmtui.services.importing import import_hours
from mmtui.services.mapping import open_for_import
from tests.offices import TODAY, ZONE, opened
def progress(rows, _):
    if rows >= 2000:
        os.kill(os.getpid(), signal.SIGKILL)
store = opened(Path(sys.argv[1]), sys.argv[3])
import_hours(Desk(store, ZONE, 1, TODAY), open_for_import(store, Path(sys.argv[2])), progress=progress)
"""


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_fault_8_an_import_that_is_killed_leaves_nothing(tmp_path, database_url):
    desk = at_desk(opened(tmp_path, database_url))
    signed(desk)
    sheet = write(tmp_path, many(3000))
    died = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path), str(sheet), database_url],
        capture_output=True,
        text=True,
    )
    assert died.returncode == -signal.SIGKILL, died.stderr
    assert [count(desk, table) for table in ("time_entry", "import_batch")] == [0, 0]
    assert import_hours(desk, open_for_import(desk.store, sheet)).new == 3000


def test_thousands_of_rows_are_read_as_a_stream(acme, tmp_path):
    sheet = open_for_import(acme.store, write(tmp_path, many(6000)))
    import_hours(acme, sheet)
    told: list[int] = []
    peaks = []
    for _ in range(2):
        tracemalloc.start()
        done = import_hours(acme, sheet, progress=lambda rows, _: told.append(rows))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert (done.new, done.seen) == (0, 6000)
    assert told[0] <= 500 < told[-1]
    assert max(peaks) < 9_000_000  # the rows as tuples with their source text would be some 15 MB


def test_fault_29_one_audit_row_tells_count_sums_and_digest_of_an_import(two, tmp_path):
    read(two, tmp_path, sheets.TOGGL)
    with two.store.session():
        [(detail,)] = two.store.rows("SELECT detail FROM audit WHERE action = 'import'")
        [(digest,)] = two.store.rows("SELECT digest FROM import_batch")
    told = json.loads(detail)
    assert (told["rows"], told["worked_seconds"], told["digest"]) == (5, 20700, digest)


# Mapping: what a person answers once.


def test_a_project_mapped_once_takes_what_is_stored_and_what_comes_later(any_office, tmp_path):
    contract = signed(any_office, figures={"rounding_minutes": 15, "rounding": "up"})
    seven = {"begin": "09:00:00", "end": "09:07:00", "duration": "00:07:00"}
    text = HEADER + row("2026-11-12", client="ACME", project="Site", **seven)
    text += row("2026-10-12", client="acme ", project="site", **seven)
    read(any_office, tmp_path, text)
    assert mapping.unmapped(any_office.store) == [("ACME", "Site", 2, 840)]
    assert mapping.map_project(any_office, "Acme", "Site", contract) == 2
    assert mapping.unmapped(any_office.store) == []
    assert stored(any_office, "contract_id, cycle_start, minutes, coverage, flags") == [
        (contract, "2026-10-01", 15, "plan", "before the contract's start"),
        (contract, "2026-11-01", 15, "plan", ""),
    ]
    assert left(any_office, contract) == "15:45"
    with any_office.store.session():
        assert any_office.store.rows("SELECT DISTINCT reason FROM time_entry_revision") == [("mapped",)]
    again = read(any_office, tmp_path, text + row("2026-11-13", client="Acme", project="Site", **seven))
    assert (again.new, again.seen, dict(again.unmapped)) == (1, 2, {})
    assert left(any_office, contract) == "15:30"


def test_a_choice_can_be_made_again_for_what_comes_later(acme, tmp_path):
    beta = signed(acme, "Beta")
    mapping.map_project(acme, "X", "Y", 1)
    mapping.map_project(acme, "x", "y", beta)
    read(acme, tmp_path, HEADER + row(client="X", project="Y"))
    assert stored(acme, "contract_id") == [(beta,)]


def test_unmapped_phone_work_of_a_phone_contract_draws_the_phone(acme, tmp_path):
    read(acme, tmp_path, HEADER + row(client="Phones", project="Calls"))
    phone = signed(acme, "Other", "Ongoing support", family=ONGOING_SUPPORT)
    mapping.map_project(acme, "Phones", "Calls", phone)
    assert standing(acme, phone).phone.used == 120


def test_rows_wait_for_the_contract_that_is_signed_after_them(acme, tmp_path):
    text = HEADER + row(client="Late")
    read(acme, tmp_path, text)
    late = signed(acme, "Late")
    done = read(acme, tmp_path, text)
    assert (done.seen, dict(done.unmapped), done.accounted_minutes) == (1, {}, 120)
    assert left(acme, late) == "14:00"
    assert mapping.unmapped(acme.store) == []


def test_a_column_mapping_is_saved_found_by_name_and_by_header_and_replaced(any_office, tmp_path):
    sheet = write(tmp_path, sheets.OWN)
    with pytest.raises(UnknownLayout):
        open_for_import(any_office.store, sheet)
    mapping.save_profile(any_office, OWN)
    assert mapping.profiles(any_office.store) == [OWN]
    assert mapping.load_profile(any_office.store, "our  SHEET") == OWN
    assert mapping.load_profile(any_office.store, "another") is None
    for source in ("auto", "OUR sheet"):
        assert open_for_import(any_office.store, sheet, source).source == "Our sheet"
    changed = Profile("OUR SHEET", {**sheets.OWN_COLUMNS, "tags": "What"})
    mapping.save_profile(any_office, changed)
    assert mapping.profiles(any_office.store) == [changed]


def test_the_mapping_that_explains_the_most_columns_reads_the_file(acme, tmp_path):
    small = {name: sheets.OWN_COLUMNS[name] for name in ("date", "duration")}
    mapping.save_profile(acme, Profile("A", small))
    mapping.save_profile(acme, Profile("B", sheets.OWN_COLUMNS))
    mapping.save_profile(acme, Profile("C", {**sheets.OWN_COLUMNS, "tags": "Other"}))
    assert open_for_import(acme.store, write(tmp_path, sheets.OWN)).source == "B"


def test_a_known_sources_name_is_taken_and_an_unknown_one_offers_the_nearest(acme, tmp_path):
    from mmtui.errors import FieldError

    with pytest.raises(FieldError, match="source of its own"):
        mapping.save_profile(acme, Profile("Toggl", sheets.OWN_COLUMNS))
    with pytest.raises(FieldError, match=r"Did you mean toggl\?"):
        open_for_import(acme.store, write(tmp_path, sheets.TOGGL), "togl")
    assert open_for_import(acme.store, write(tmp_path, sheets.TOGGL), "TOGGL").source == "toggl"
    with pytest.raises(UnknownLayout, match="It is that of Toggl"):
        open_for_import(acme.store, write(tmp_path, sheets.TOGGL), "harvest")


OPEN_DATES = sheets.CLOCKIFY.replace("11/10/2026", "11/09/2026").replace("11/13/2026", "11/12/2026")


def test_the_order_of_dates_is_asked_once_and_remembered_for_the_source(any_office, tmp_path):
    sheet = write(tmp_path, OPEN_DATES)
    with pytest.raises(AmbiguousDates):
        open_for_import(any_office.store, sheet)
    mapping.remember_answer(any_office, "clockify", date_order="mdy")
    mapping.remember_answer(any_office, "clockify", duration_unit="minutes")
    said = mapping.answers(any_office.store, "Clockify")
    assert (said.date_order, said.duration_unit) == ("mdy", "minutes")
    assert open_for_import(any_office.store, sheet).date_order == "mdy"
    assert mapping.answers(any_office.store, "toggl") == mapping.Answers()


def test_an_answer_never_overrules_the_file(acme, tmp_path):
    mapping.remember_answer(acme, "clockify", date_order="dmy")
    with pytest.raises(AmbiguousDates, match="as was said of this source"):
        open_for_import(acme.store, write(tmp_path, sheets.CLOCKIFY))


WRONG = {
    "an empty file": "",
    "a header only": HEADER,
    "a list of Jira issues": "Issue key,Summary,Reporter,Assignee\nA-1,x,y,z\n",
    "a broken quote": HEADER + '"Ana,ana@example.com\n',
    "a PDF": "%PDF-1.7\n1 0 obj\n",
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_file_is_told_and_nothing_is_saved(acme, tmp_path, what):
    with pytest.raises(FileError) as caught:
        read(acme, tmp_path, WRONG[what], "toggl.csv")
    assert "toggl.csv" in caught.value.sentence
    assert count(acme, "import_batch") == 0


def test_a_late_row_of_a_cycle_that_carries_moves_what_is_carried(any_office, tmp_path):
    carrying = signed(
        any_office,
        plan="Basic",
        start=date(2026, 10, 1),
        figures={"rollover": CARRY_UNUSED, "rollover_cap": 240},
    )
    work(on_day(any_office, date(2026, 10, 20)), carrying, "10/20", "6:00")
    assert left(any_office, carrying) == "10:00"
    read(any_office, tmp_path, HEADER + row("2026-10-28", end="10:00:00", duration="01:00:00"))
    assert left(any_office, carrying) == "9:00"
    assert TODAY.month == 11
