"""Client lists into the office: every column, corrections, what is refused, and the same list again."""

# ruff: noqa: E501 - lines of data are as long as they are

from pathlib import Path

import pytest

from mmtui.imports.clients import COLUMNS, open_clients
from mmtui.services.client_import import ClientsImport, import_clients
from mmtui.services.standings import standings
from tests.offices import NOVEMBER, day, left, standing, work

ALL = ",".join(COLUMNS) + "\n"
EVERYTHING = (
    ALL + 'Acme Dental,Care,Hours plan,Standard,20,4:30,2026-11-20,2027-12-31,15,carry,8,2,6,up,50;80,Dr. Vo,vo@acme.example,'
    '"cc@acme.example;b@acme.example",Support;Website,PL-1,"careful, please"\n'
)  # fmt: skip


def read(desk, tmp_path: Path, text: str, **how) -> ClientsImport:
    path = tmp_path / "clients.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return import_clients(desk, open_clients(path), **how)


def rows(desk, sql: str) -> list[tuple]:
    with desk.store.session():
        return desk.store.rows(sql)


def counts(done: ClientsImport) -> tuple[int, int, int, int, int]:
    return done.rows, done.new, done.seen, done.changed, len(done.refused)


def test_every_column_reaches_the_contract(any_office, tmp_path):
    assert counts(read(any_office, tmp_path, EVERYTHING)) == (1, 1, 0, 0, 0)
    assert rows(
        any_office,
        "SELECT c.name, k.name, k.starts_on, k.ends_on, k.anchor_day, k.opening_minutes, k.prepaid, "
        "k.plutio_project, k.notes FROM contract k JOIN client c ON c.id = k.client_id",
    ) == [
        ("Acme Dental", "Care", "2026-11-20", "2027-12-31", 15, 270, 0, "PL-1", "careful, please")
    ]  # fmt: skip
    assert rows(
        any_office,
        "SELECT family, plan, hours, calls, sprints, rollover, rollover_cap, rollover_cycles, rounding_minutes, "
        "rounding, thresholds FROM contract_terms",
    ) == [("Hours plan", "Standard", 1200, 2, 2, "carry", 480, 2, 6, "up", "50;80")]
    assert rows(any_office, "SELECT kind, name, email FROM contact ORDER BY id") == [
        ("decision maker", "Dr. Vo", "vo@acme.example"), ("cc", "", "cc@acme.example"), ("cc", "", "b@acme.example"),
    ]  # fmt: skip
    assert rows(any_office, "SELECT name FROM project_name ORDER BY name") == [("Support",), ("Website",)]
    assert counts(read(any_office, tmp_path, EVERYTHING)) == (1, 0, 1, 0, 0)


def test_a_short_list_takes_the_defaults(any_office, tmp_path):
    read(any_office, tmp_path, "client,plan,start\nAcme,Growth,11/01/26\n")
    found = standing(any_office, 1)
    assert (found.contract, found.hours.allowance, found.calls.allowance) == ("Growth", 2400, 4)
    assert (found.cycle.title, found.phone, found.balance_cents) == ("NOVEMBER 2026", None, None)


def test_opening_hours_are_the_whole_remainder_until_the_cycle_ends(any_office, tmp_path):
    read(any_office, tmp_path, "client,plan,start,opening_hours\nAcme,Standard,2026-11-20,4:30\n")
    assert left(any_office, 1) == "4:30"
    assert left(any_office, 1, "12/01") == "16:00"


def test_a_prepaid_block_opens_with_its_hours_at_the_rate(any_office, tmp_path):
    """16 hours at $85 are $1,360.00; 9:15 leave $573.75; 17:00 are over by $85.00."""
    read(
        any_office, tmp_path, "client,family,plan,hours,start\nAcme,Prepaid block,Block of 16,16,2026-11-01\n"
    )
    assert standing(any_office, 1).balance_cents == 136_000
    work(any_office, 1, "11/10", "9:15")
    assert standing(any_office, 1).balance_cents == 57_375
    work(any_office, 1, "11/11", "7:45")
    found = standing(any_office, 1)
    assert (found.balance_cents, found.state, found.hours.remaining) == (-8500, "over", -60)
    again = read(
        any_office, tmp_path, "client,family,plan,hours,start\nAcme,Prepaid block,Block of 16,16,2026-11-01\n"
    )
    assert counts(again) == (1, 0, 1, 0, 0)


def test_a_plan_of_another_family_is_found_by_its_name(any_office, tmp_path):
    read(any_office, tmp_path, "client,plan,start\nAcme,ongoing support,2026-11-01\n")
    assert standing(any_office, 1).phone.allowance == 600


REFUSED = {
    "Acme,Standrad,2026-11-01,,": "plan: There is no plan 'Standrad' in Hours plan. Did you mean Standard?",
    "Acme,Standard,2026-11-20,2026-11-19,": "end: The contract ends on 2026-11-19 before it starts on 2026-11-20.",
    "Acme,Standard,2026-11-01,,0": "anchor_day: “0” is not a whole number from 1 to 31.",
    "Acme,Standard,2026-11-01,,32": "anchor_day: “32” is not a whole number from 1 to 31.",
    "Acme,Standard,,,": "start: The start is missing.",
    ",Standard,2026-11-01,,": "client: The client is missing.",
    "Acme,,2026-11-01,,": "plan: The plan is missing.",
    "Acme,Standard,13/13/2026,,": "start: ",
}


@pytest.mark.parametrize("line", REFUSED)
def test_a_row_that_can_not_be_right_is_refused_and_the_others_are_saved(any_office, tmp_path, line):
    text = f"client,plan,start,end,anchor_day\nBeta,Basic,2026-11-01,,\n{line}\nGamma,Basic,2026-11-01,,31\n"
    done = read(any_office, tmp_path, text)
    assert counts(done) == (3, 2, 0, 0, 1)
    assert done.needs_person
    [(number, why)] = done.refused
    assert number == 3
    assert why.startswith(REFUSED[line])
    assert rows(any_office, "SELECT name FROM client ORDER BY name") == [("Beta",), ("Gamma",)]


def test_the_same_contract_twice_in_a_list_is_refused_the_second_time(any_office, tmp_path):
    done = read(
        any_office,
        tmp_path,
        "client,plan,start\nAcme,Basic,2026-11-01\n ACME ,basic,11/01/2026\nB,Basic,2026-11-01\n",
    )
    assert counts(done) == (3, 2, 0, 0, 1)
    assert done.refused == [(3, "contract: the same contract is in line 2 already. Leave one of them.")]


def test_contracts_of_one_client_and_name_may_follow_but_not_overlap(any_office, tmp_path):
    text = "client,plan,start,end\nA,Basic,2026-01-01,2026-06-30\nA,Basic,2026-07-01,\nA,Basic,2026-09-01,\n"
    done = read(any_office, tmp_path, text)
    assert counts(done) == (3, 2, 0, 0, 1)
    assert "runs at that time already" in done.refused[0][1]


CHANGES = {
    "anchor_day": ("1", "15"),
    "end": ("", "2026-12-31"),
    "hours": ("16", "20"),
    "plan": ("Standard", "Premium"),
    "notes": ("", "call first"),
    "project": ("Support", "Support;Shop"),
    "email": ("", "a@acme.example"),
    "thresholds": ("75;90;100", "50"),
    "rounding_minutes": ("1", "15"),
    "rollover": ("expire", "carry"),
    "opening_hours": ("", "3"),
}


@pytest.mark.parametrize("column", CHANGES)
def test_a_corrected_cell_is_a_changed_row_once(any_office, tmp_path, column):
    names = list(dict.fromkeys(["client", "contract", "plan", "start", column]))
    cells = {"client": "Acme", "contract": "Care", "plan": "Standard", "start": "2026-11-01"}

    def text(value: str) -> str:
        values = [f'"{value}"' if name == column else cells[name] for name in names]
        return f"{','.join(names)}\n{','.join(values)}\n"

    before, after = CHANGES[column]
    assert counts(read(any_office, tmp_path, text(before))) == (1, 1, 0, 0, 0)
    assert counts(read(any_office, tmp_path, text(before))) == (1, 0, 1, 0, 0)
    assert counts(read(any_office, tmp_path, text(after))) == (1, 0, 0, 1, 0)
    assert counts(read(any_office, tmp_path, text(after))) == (1, 0, 1, 0, 0)


def test_a_corrected_anchor_and_rounding_take_the_work_with_them(any_office, tmp_path):
    """3 × 0:07 at fifteen minutes, always up, are 0:45; with anchor 15 all of it lies before 11/15."""
    text = "client,plan,start,anchor_day,rounding_minutes,rounding\nAcme,Basic,2026-10-01,{}\n"
    read(any_office, tmp_path, text.format("1,1,nearest"))
    for number in (10, 11, 12):
        work(any_office, 1, day(f"11/{number}"), "0:07")
    assert left(any_office, 1) == "7:39"
    read(any_office, tmp_path, text.format("15,15,up"))
    assert left(any_office, 1) == "8:00"
    assert left(any_office, 1, "11/14") == "7:15"
    assert standing(any_office, 1, "11/14").cycle.start == day("10/15")


def test_a_plan_change_made_later_stays_when_the_list_is_read_again(any_office, tmp_path):
    from mmtui.services import contracts
    from tests.offices import terms

    text = "client,plan,start\nAcme,Basic,2026-10-01\n"
    read(any_office, tmp_path, text)
    contracts.change_plan(any_office, 1, terms("Premium", NOVEMBER), "grows")
    assert counts(read(any_office, tmp_path, text)) == (1, 0, 1, 0, 0)
    assert left(any_office, 1) == "24:00"


def test_a_dry_run_tells_the_same_and_saves_nothing(any_office, tmp_path):
    preview = read(any_office, tmp_path, EVERYTHING, dry_run=True)
    assert counts(preview) == (1, 1, 0, 0, 0)
    assert preview.told == [(2, "Acme Dental", "Care", "new")]
    assert standings(any_office.store, any_office.today) == []
    assert rows(any_office, "SELECT COUNT(*) FROM client") == [(0,)]


def test_fault_22_a_name_with_brackets_is_kept_literally(any_office, tmp_path):
    names = [
        "ACME [/] Ltd",
        "[link=https://x.example]Z[/link]",
        "[@click=app.bell]go",
        "Café – Zoë 🚲",
        "O'Hara; DROP",
    ]
    text = "client,plan,start\n" + "".join(f'"{name}",Basic,2026-11-01\n' for name in names)
    assert counts(read(any_office, tmp_path, text)) == (5, 5, 0, 0, 0)
    assert {one.client for one in standings(any_office.store, any_office.today)} == set(names)


@pytest.mark.parametrize("sign", ["\x1b[31m", "\x9b", "\u202e", "\x07"])
def test_fault_23_a_name_with_control_characters_is_refused(any_office, tmp_path, sign):
    done = read(any_office, tmp_path, f'client,plan,start\n"A{sign}B",Basic,2026-11-01\nC,Basic,2026-11-01\n')
    assert counts(done) == (2, 1, 0, 0, 1)
    assert "\x1b" not in done.refused[0][1]


def test_a_list_gives_waiting_hours_their_contract(any_office, tmp_path):
    from mmtui.services.importing import import_hours
    from mmtui.services.mapping import open_for_import, unmapped
    from tests.services.sheets import HEADER, row, write

    sheet = write(tmp_path, HEADER + row())
    import_hours(any_office, open_for_import(any_office.store, sheet))
    assert unmapped(any_office.store) == [("Acme Dental", "Support", 1, 7200)]
    read(any_office, tmp_path, "client,plan,start,project\nAcme Dental,Standard,2026-11-01,Support\n")
    assert left(any_office, 1) == "14:00"
    assert unmapped(any_office.store) == []
