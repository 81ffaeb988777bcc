"""Client lists: every column, its defaults, and everything that is refused with line and column."""

from datetime import date

import pytest

from mmtui.errors import FileError
from mmtui.imports.clients import ClientRow, open_clients, valid_email
from mmtui.imports.rows import BadRow
from tests.imports.sheets import toggl, write


def rows(folder, text, encoding="utf-8"):
    return list(open_clients(write(folder, text, name="clients.csv", encoding=encoding)).rows())


def row_of(folder, **cells) -> ClientRow | BadRow:
    """One row that is right but for `cells`."""
    values = {"client": "Acme Dental", "plan": "Standard", "start": "2026-11-01"} | cells
    header, line = ",".join(values), ",".join(f'"{cell}"' for cell in values.values())
    [row] = rows(folder, f"{header}\n{line}\n")
    return row


def test_every_column(tmp_path):
    text = (
        "client,contract,family,plan,hours,opening_hours,start,end,anchor_day,rollover,rollover_cap_hours,"
        "rollover_cycles,rounding_minutes,rounding,thresholds,contact,email,cc,project,plutio_project,notes\n"
        'Acme Dental,Support,Hours plan,Standard,20,4:30,11/20/26,2027-10-31,31,carry,8,2,6,up,"90;50",'
        'Ana Lee,ana@example.com,"bo@example.com; cy@example.com","Acme; Acme Web ;Acme",P-1,"one\ntwo"\n'
    )
    assert rows(tmp_path, text) == [
        ClientRow(
            line=2,
            client="Acme Dental",
            contract="Support",
            family="Hours plan",
            plan="Standard",
            minutes=1200,
            opening_minutes=270,
            start=date(2026, 11, 20),
            end=date(2027, 10, 31),
            anchor_day=31,
            rollover="carry",
            rollover_cap_minutes=480,
            rollover_cycles=2,
            rounding_minutes=6,
            rounding="up",
            thresholds=(50, 90),
            contact="Ana Lee",
            email="ana@example.com",
            cc=("bo@example.com", "cy@example.com"),
            projects=("Acme", "Acme Web"),
            plutio_project="P-1",
            notes="one\ntwo",
        )
    ]


def test_defaults(tmp_path):
    row = row_of(tmp_path)
    assert row == ClientRow(
        2, "Acme Dental", "Standard", "Hours plan", "Standard", None, None, date(2026, 11, 1), None, 1,
        "expire",
        None, None, 1, "nearest", (75, 90, 100), "", "", (), (), "", "",
    )  # fmt: skip


def test_columns_in_any_order_with_semicolons_marks_and_a_trailing_column(tmp_path):
    text = '\ufeffStart;Plan;Anchor Day;CLIENT;Project;\n2026-11-01;Basic;15;Zoë & Co;"A; B";\n\n;;;;;\n'
    [row] = rows(tmp_path, text)
    assert (row.client, row.plan, row.anchor_day, row.projects) == ("Zoë & Co", "Basic", 15, ("A", "B"))


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("16", 960),
        ("4:30", 270),
        ("13:41", 821),
        ("4.5", 270),
        ("4,5", 270),
        ("4h30", 270),
        ("100", 6000),
        ("0", 0),
    ],
)
def test_hours(tmp_path, text, minutes):
    assert row_of(tmp_path, hours=text).minutes == minutes


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-20", date(2026, 11, 20)),
        ("11/20/26", date(2026, 11, 20)),
        ("11/20/2026", date(2026, 11, 20)),
        ("20.11.2026", date(2026, 11, 20)),
        ("3/4/27", date(2027, 3, 4)),
    ],
)
def test_dates(tmp_path, text, day):
    assert row_of(tmp_path, start=text).start == day


@pytest.mark.parametrize(
    ("column", "text", "words"),
    [
        ("client", "", "The client is missing"),
        ("plan", " ", "The plan is missing"),
        ("start", "", "The start is missing"),
        ("start", "today", "“today” is not a date"),
        ("start", "13/15/2024", "13 and 15 are both no month"),
        ("start", "22/06/2026", "there is no month 22"),
        ("start", "2026-02-29", "no day 29"),
        ("end", "2026-10-31", "ends on 2026-10-31 before it starts on 2026-11-01"),
        ("anchor_day", "0", "“0” is not a whole number from 1 to 31"),
        ("anchor_day", "32", "“32” is not a whole number from 1 to 31"),
        ("anchor_day", "1.5", "not a whole number"),
        ("anchor_day", "²", "not a whole number"),
        ("hours", "many", "is not a length of time"),
        ("hours", "-1", "is too little"),
        ("hours", "1e52", "is not a length of time"),
        ("opening_hours", "1:75", "minutes run from 00 to 59"),
        ("rollover", "cary", "“cary” is not known here. Write expire or carry. Did you mean carry?"),
        ("rollover_cap_hours", "8", "rollover is empty. Write carry or expire there."),
        ("rollover_cycles", "0", "from 1 to 120"),
        ("rounding", "down", "Write nearest or up."),
        ("rounding_minutes", "0", "from 1 to 60"),
        ("rounding_minutes", "61", "from 1 to 60"),
        ("thresholds", "75;ninety", "Write them as 75;90;100."),
        ("thresholds", "0;50", "percentages from 1 to 200"),
        ("email", "ana@example", "is not one e-mail address"),
        ("email", "ana@example.com; bo@example.com", "Put further addresses under cc."),
        ("cc", "bo@example.com; cy", "“cy” is not an e-mail address"),
        ("client", "Acme\x1b[2J", "holds control characters"),
        ("notes", "a\u202eb", "holds control characters"),
        ("notes", "x" * 10_001, "10,001 characters"),
    ],
)
def test_refused_cells_name_line_and_column(tmp_path, column, text, words):
    row = row_of(tmp_path, **{column: text})
    assert isinstance(row, BadRow)
    assert (row.line, row.field) == (2, column)
    assert words in row.why


def test_all_that_is_wrong_with_a_row_is_told_at_once(tmp_path):
    row = row_of(tmp_path, client="", start="soon", email="ana@", anchor_day="40")
    assert row.field == "client"
    assert row.why == (
        "The client is missing. Every row needs one. "
        "start: “soon” is not a date. Write it as 2026-11-20 or 11/20/26. "
        "anchor_day: “40” is not a whole number from 1 to 31. "
        "email: “ana@” is not one e-mail address. Write it as ana@example.com."
    )


def test_a_bad_row_does_not_hide_the_others(tmp_path):
    text = "client,plan,start\nA,Basic,2026-11-01\nB,Basic,soon\n\nC,Basic,2026-11-01,x\nD,Basic,2026-11-01\n"
    a, b, c, d = rows(tmp_path, text)
    assert (a.client, b.line, c.line, d.client, d.line) == ("A", 3, 5, "D", 6)
    assert "The row has 4 cells, the header 3" in c.why


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        ("client,plan", "clients.csv, line 1: there is no column start."),
        ("client,hours", "clients.csv, line 1: there is no column plan and no column start."),
        (
            "client,plan,start,anchorr_day",
            "clients.csv, line 1: there is no column “anchorr_day” in a client list. "
            "Did you mean anchor_day?",
        ),
        (
            "client,plan,start,Client",
            "clients.csv, line 1: the column client is there twice. Leave one of them.",
        ),
    ],
)
def test_a_wrong_header_refuses_the_file(tmp_path, header, sentence):
    with pytest.raises(FileError) as error:
        rows(tmp_path, header + "\na,b,c,d\n")
    assert error.value.sentence.startswith(sentence)


def test_a_time_sheet_given_as_a_client_list(tmp_path):
    with pytest.raises(FileError) as error:
        rows(tmp_path, toggl())
    assert error.value.do == "It is a time sheet of Toggl: read it as one."


@pytest.mark.parametrize(
    ("address", "valid"),
    [
        ("ana@example.com", True),
        ("ana.lee+x@mail.example.co.uk", True),
        ("ana@exämple.com", True),
        ("josé@example.com", False),
        ("ana@", False),
        ("@example.com", False),
        ("ana lee@example.com", False),
        ("ana@exa mple.com", False),
        ("Ana <ana@example.com>", False),
        ("ana@example..com", False),
        (".ana@example.com", False),
        ("ana@-example.com", False),
        ("a" * 65 + "@example.com", False),
        ("ana@example.com\nBcc: x@example.com", False),
        ("", False),
    ],
)
def test_valid_email(address, valid):
    assert valid_email(address) is valid


def test_progress_reaches_the_size_of_the_file(tmp_path):
    clients = open_clients(write(tmp_path, "client,plan,start\nA,Basic,2026-11-01\n"))
    seen: list[int] = []
    list(clients.rows(seen.append))
    assert seen[-1] == clients.size_bytes
