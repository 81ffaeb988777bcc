"""Reading files in, as the services would answer: a folder, a time sheet of every kind of row."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from mmtui.domain.incoming import (
    CHANGED,
    CLIENTS,
    CONFLICT,
    FLAGGED,
    HOURS,
    NEW,
    REFUSED,
    SEEN,
    UNMAPPED,
    VANISHED,
    ContractChoice,
    Echo,
    FileLine,
    Folder,
    Mapping,
    Preview,
    Question,
    RowLine,
    Sheet,
    TallyLine,
    Unmapped,
)

HOME = Path("/home/ana/Downloads")

#      name, size, day in November
FILES = [
    ("toggl_november.csv", 48_211, 24), ("harvest-time-report.csv", 1_204_224, 23), ("clients.csv", 1_902, 2),
    ("timesheet [final].csv", 812, 17), ("payroll.pdf", 220_417, 20), ("letter.docx", 18_220, 11),
]  # fmt: skip
FOLDERS = ["Archive", "Invoices 2026"]

SHEET = """
Day;Who;Customer;What;Hours;Paid
03.11.2026;Kim;Acme Dental;Tax by state;1,5;yes
04.11.2026;Ben;Bluebird;Plugin updates;2,25;yes
05.11.2026;Dana;Café Zoë;Landing page;0,75;no
06.11.2026;Kim;Nordwind;Checkout returns 500;3;yes
"""


def rows_of(names):
    """Rows of every kind for the first clients of the office."""
    nordwind, acme, harbor = names[:3]
    days = [date(2026, 11, number) for number in range(16, 25)]
    new = [
        RowLine(NEW, line, days[line % 9], ("Kim Okafor", "Ben Ito", "Dana Reyes")[line % 3],
                names[line % len(names)], "Support", 900 * (1 + line % 9), "")
        for line in range(2, 43)
    ]  # fmt: skip
    return (
        RowLine(REFUSED, 47, None, "", "", "", None,
                "Duration: “25:00” is longer than a day. Correct the entry at the source and export again."),
        RowLine(REFUSED, 51, None, "", "", "", None,
                "Start date: “13/15/2026” is not a date: 13 and 15 are both no month."),
        *(
            RowLine(UNMAPPED, 52 + at, days[at], "Ben Ito", "Lumen Optics", "Website", 6_900, "also new")
            for at in range(3)
        ),
        RowLine(UNMAPPED, 55, days[5], "Kim Okafor", "", "Internal", 5_400, "also new"),
        RowLine(CHANGED, 44, days[2], "Kim Okafor", harbor, "Support", 12_600, "was 2:00, “Checkout fix”",
                "Checkout fix and test", (("Hours before", "2:00"), ("Note before", "“Checkout fix”"))),
        RowLine(CONFLICT, 45, days[3], "Ben Ito", acme, "Support", 5_400,
                "changed here; the sheet now says 1:45"),
        RowLine(VANISHED, None, days[1], "Dana Reyes", nordwind, "Hosting", 2_700,
                "stored, but no longer in the time sheet"),
        RowLine(FLAGGED, 33, days[4], "Kim Okafor", acme, "Support", 3_600,
                "also new; the same as an earlier row; both are kept"),
        *new,
        RowLine(SEEN, None, None, "", "", "", None, "958 rows were read before. Nothing to do.",
                stands_for=958),
    )  # fmt: skip


class FakeImports:
    """The way in for files, answered from the tables above; remembers what was asked of it."""

    def __init__(self, office) -> None:
        self.office = office
        self.names = [row[0] for row in office.rows] or ["Acme"]
        self.names = (self.names * 3)[: max(len(self.names), 3)]

    def first_folder(self) -> Path:
        return HOME

    def look_into(self, folder: Path) -> Folder:
        files = [
            FileLine(name, folder / name, False, size, date(2026, 11, day), day) for name, size, day in FILES
        ]
        folders = [FileLine(name, folder / name, True, 0, date(2026, 11, 1), 1) for name in FOLDERS]
        hostile = FileLine(self.names[0][:200], folder / "odd.csv", False, 10, date(2026, 11, 1), 1)
        return Folder(folder, (*files, *folders, hostile))

    def typed_path(self, typed: str, folder: Path) -> Path | None:
        return Path(typed) if "/" in typed else None

    def remember_folder(self, folder: Path) -> None:
        self.office.calls.append(("folder", folder))

    def read(self, kind, path, source="", *, save=False, told):
        told(500, 500)
        self.office.calls.append(("save" if save else "preview", kind))
        rows = rows_of(self.names)
        counts = {
            NEW: 41,
            SEEN: 958,
            CHANGED: 1,
            CONFLICT: 1,
            UNMAPPED: 4,
            VANISHED: 1,
            REFUSED: 2,
            FLAGGED: 1,
        }
        tallies = tuple(
            TallyLine(name, 40 - index, 90_000 - index * 7_200, 1_500 - index * 120)
            for index, name in enumerate(self.names)
        )
        people = tuple(
            TallyLine(
                name, 300 - index * 40, 200_000 - index * 20_000, 3_340 - index * 330, "new" * (index > 1)
            )
            for index, name in enumerate(["Kim Okafor", "Ben Ito", "Dana Reyes"])
        )
        reading = "03/04/26 is read as March 4, 2026 (month first, as the file shows)."
        return Preview(
            kind, path.name, "Toggl" if kind == HOURS else "Client list", reading if kind != CLIENTS else "",
            1_009, counts, 540_720, 9_015, 8_100, (*tallies[:2], *LUMEN, *tallies[2:]), people,
            ("Dana Reyes",), rows, save, 46,
        )  # fmt: skip

    def answer_dates(self, source, order) -> None:
        self.office.calls.append(("dates", source, order))

    def answer_unit(self, source, unit) -> None:
        self.office.calls.append(("unit", source, unit))

    def sheet(self, path: Path) -> Sheet:
        header, *rows = [tuple(line.split(";")) for line in SHEET.strip().splitlines()]
        guess = {"date": "Day", "person": "Who", "client": "Customer", "note": "What", "duration": "Hours"}
        return Sheet(path.name, (*header, self.names[0]), tuple(rows), Mapping("Team sheet", guess))

    def echo(self, path: Path, chosen: Mapping, told) -> Echo:
        if not chosen.columns.get("date"):
            return Echo({}, {"date": "No column is chosen for the date. Choose one."}, 0, 0, 0, False)
        header, *rows = [line.split(";") for line in SHEET.strip().splitlines()]
        fields = {
            field: tuple(row[header.index(column)] for row in rows[:3])
            for field, column in chosen.columns.items()
            if column in header
        }
        fields["date"] = ("Tue 11/03/26", "Wed 11/04/26", "Thu 11/05/26")
        return Echo(fields, {}, 212, 0, 1_143_000, True)

    def unit_of(self, column: str) -> str:
        return {"Hours": "hours", "Minutes": "minutes"}.get(column, "")

    def keep_draft(self, header, chosen) -> None:
        self.office.calls.append(("draft", chosen))

    def drop_draft(self, header) -> None:
        self.office.calls.append(("no draft",))

    def save_mapping(self, chosen: Mapping) -> str:
        self.office.calls.append(("mapping", chosen))
        return chosen.name

    def contracts(self):
        return [
            ContractChoice(index, row[0], "Maintenance", row[1], row[2] - row[3], row[4])
            for index, row in enumerate(self.office.rows, 1)
        ]

    def unmapped(self):
        return [Unmapped("Lumen Optics", "Website", 3, 20_700), Unmapped("", "Internal", 1, 5_400),
                Unmapped(self.names[0], "Old site", 12, 54_000)]  # fmt: skip

    def choose_contract(self, client, project, contract_id) -> int:
        self.office.calls.append(("map", client, project, contract_id))
        return 3

    def questions(self):
        day = date(2026, 11, 17)
        return [
            Question(1, VANISHED, day, "Dana Reyes", self.names[0], "Maintenance", 2_700, "Move of the DNS",
                     "toggl_november.csv"),
            Question(2, CONFLICT, date(2026, 11, 19), "Ben Ito", self.names[1], "Maintenance", 5_400,
                     "Theme update", "toggl_november.csv", 6_300, "Theme update and retest"),
        ]  # fmt: skip

    def answer(self, question_id, given, reason="") -> None:
        self.office.calls.append(("answer", question_id, given, reason))


LUMEN = (TallyLine("Lumen Optics", 3, 20_700, 345, "no contract"),)


class ImportReads:
    """The part of an office that reads files in."""

    @property
    def imports(self) -> FakeImports:
        return FakeImports(self)
