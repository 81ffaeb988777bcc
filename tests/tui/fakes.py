"""An office in memory with the figures of Tue 11/24/26, so that screens are tried without a database."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from mmtui.domain.cycles import Cycle
from mmtui.domain.standing import Meter, Standing

DAY = date(2026, 11, 24)
NOVEMBER = Cycle(date(2026, 11, 1), date(2026, 11, 30))


class Job(NamedTuple):
    number: int
    title: str
    count: str
    tone: str
    detail: str
    screen: str

    @property
    def key(self) -> str:
        return str(self.number)


class Need(NamedTuple):
    tone: str
    text: str
    short: str
    detail: str
    age: str
    client_id: int | None
    screen: str = ""
    view: str = ""
    contract_id: int | None = None
    day: date | None = None


class TodayView(NamedTuple):
    jobs: tuple[Job, ...]
    standings: tuple[Standing, ...]
    needs: tuple[Need, ...]
    facts: tuple[tuple[str, str], ...]
    facts_line: str
    on: date


class Person(NamedTuple):
    id: int
    name: str
    role: str


#        client, plan, allowance, used, state, runs out
ROWS = [
    ("Nordwind", "Basic", 480, 570, "over", date(2026, 11, 20)),
    ("Acme Dental", "Standard", 960, 915, "low", date(2026, 11, 26)),
    ("Harbor Books", "Standard", 960, 870, "low", date(2026, 11, 27)),
    ("Café Zoë", "Basic", 480, 380, "low", None),
    ("Fjord Studio", "Premium", 1440, 1296, "low", date(2026, 11, 27)),
    ("Tallis Legal", "Standard", 960, 720, "low", None),
    ("Kerr [Labs]", "Basic", 480, 195, "ok", None),
    ("Orchard Farm", "Basic", 480, 150, "ok", None),
    ("Bluebird", "Standard", 960, 600, "ok", None),
    ("Meridian Health", "Enterprise", 2400, 1799, "ok", None),
    ("Pine & Partner", "Premium", 1440, 705, "ok", None),
    ("Solvay Press", "Premium", 1440, 630, "ok", None),
    ("Ridge Outdoor", "Enterprise", 2400, 970, "ok", None),
    ("Quill Media", "Basic", 480, 0, "paused", None),
]

JOBS = (
    Job(1, "Tuesday cutoff", "3 of 13 done", "", "next: Harbor Books, e-mail", "today"),
    Job(2, "Log hours", "2 people late", "warn", "Ben since 11/19, Dana since 11/20", "today"),
    Job(3, "Clients", "13 active", "", "1 over, 5 low, 1 paused", "clients"),
    Job(4, "Maintenance", "5 due, 1 late", "bad", "Orchard Farm: October not filed", "today"),
    Job(5, "Calendar", "2 visits today", "", "11:00 Bluebird, 14:30 Orchard Farm", "today"),
    Job(6, "Support", "1 past SLA", "bad", "Meridian Health, waiting since 08:40", "today"),
    Job(7, "Billing", "$1,240.00 open", "", "2 estimates wait for approval", "today"),
    Job(8, "Reports", "", "", "month, client, person", "today"),
)

NEEDS = (
    Need("?", "Acme Dental: did today's e-mail arrive?", "Acme Dental: mail uncertain",
         "The server took it, then the line dropped. Never sent twice.", "12 min", 2),
    Need("bad", "Nordwind: used up, no outcome recorded", "Nordwind: no outcome yet",
         "1:30 over since 11/20. Top-up, additional work, upgrade or wait.", "4 days", 1),
    Need("bad", "Meridian Health: critical ticket past first response", "Meridian Health: past SLA",
         "“Checkout returns 500” came by phone at 08:40, due 09:40.", "1 h", 10),
    Need("warn", "Harbor Books: two entries changed after the statement", "Harbor Books: 2 late changes",
         "Kim made 11/12 3:30, was 2:00; Ben added 0:45 on 11/16.", "6 days", 3),
    Need("warn", "Three entries have no activity", "3 entries without activity",
         "2:05 of plan work since 11/23. The time sheet's task is empty.", "1 day", 1,
         view="entries", contract_id=1, day=date(2026, 11, 23)),
)  # fmt: skip

FACTS = (
    ("Mail", "live, 3 sent today"),
    ("Plutio", "964 of 1,000 calls left"),
    ("Timesheet", "read 08:55, 41 rows new"),
    ("Backup", "verified 08:12, 30 kept"),
    ("Also here", "Tom (technician), laptop 2"),
)


def standing(number: int, client: str, plan: str, allowance: int, used: int, state: str, out):
    """One contract of the office as the services would answer it."""
    paused = state == "paused"
    return Standing(
        contract_id=number, client_id=number, client=client, contract="Maintenance", plan=plan, state=state,
        cycle=NOVEMBER, hours=Meter(allowance, used), phone=None, calls=Meter(2, 1), sprints=Meter(2, 2),
        balance_cents=None, percent_tenths=None if paused else (used * 2000 + allowance) // (allowance * 2),
        gone_tenths=None if paused else 800, runs_out_on=out, starts_on=date(2025, 3, 1), ends_on=None,
    )  # fmt: skip


class FakeOffice:
    """What the screens call, answered from the rows above; remembers what was set."""

    def __init__(self, rows=None, *, is_new: bool = False, theme: str = "mmtui-dark") -> None:
        self.rows = ROWS if rows is None else rows
        self.name = "Demo Office"
        self.me = Person(1, "Ana Ruiz", "assistant")
        self.zone = "America/New_York"
        self.theme = theme
        self.date_style = "mdy"
        self.curve_style = "braille"
        self.database_label = "office.db"
        self.is_new = is_new
        self.jobs, self.needs = JOBS, NEEDS
        self.calls: list[tuple] = []
        self.fails: Exception | None = None

    def start_of_day(self) -> list[str]:
        self.calls.append(("start_of_day",))
        return []

    def today(self) -> date:
        return DAY

    def standings(self, on=None):
        if self.fails:
            raise self.fails
        return [standing(index, *row) for index, row in enumerate(self.rows, 1)]

    def today_view(self) -> TodayView:
        return TodayView(
            self.jobs, tuple(self.standings()), self.needs, FACTS, "Mail is live, 3 sent. Backup 08:12.", DAY
        )

    def client_names(self):
        return [(index, row[0]) for index, row in enumerate(self.rows, 1)]

    def people(self):
        return [self.me, Person(2, "Kim Okafor", "developer"), Person(3, "Tom Berg", "technician")]

    def roles(self):
        return [("owner", "owner"), ("manager", "project manager"), ("assistant", "executive assistant"),
                ("analyst", "business analyst"), ("developer", "developer"), ("technician", "technician"),
                ("service_manager", "service manager"), ("desk", "service desk")]  # fmt: skip

    def zones(self):
        return ["America/Chicago", "America/Los_Angeles", "America/New_York", "Europe/Berlin",
                "Europe/London", "Pacific/Auckland", "UTC"]  # fmt: skip

    def guess_zone(self) -> str:
        return "America/New_York"

    def set_theme(self, name: str) -> None:
        self.theme = name
        self.calls.append(("theme", name))

    def set_me(self, person_id: int) -> None:
        self.me = next(person for person in self.people() if person.id == person_id)
        self.calls.append(("me", person_id))

    def set_date_style(self, style: str) -> None:
        self.date_style = style
        self.calls.append(("date_style", style))

    def set_curve_style(self, style: str) -> None:
        self.curve_style = style
        self.calls.append(("curve_style", style))

    def set_up(self, **answers) -> None:
        self.calls.append(("set_up", answers))
        self.is_new = False

    @property
    def my_role(self) -> str:
        return self.me.role

    def set_office(self, name: str, zone: str) -> None:
        self.name, self.zone = name, zone
        self.calls.append(("office", name, zone))

    def set_person(self, name: str, role: str) -> None:
        self.me = self.me._replace(name=name, role=role)
        self.calls.append(("person", name, role))

    def open_demo(self) -> FakeOffice:
        self.calls.append(("demo",))
        return FakeOffice()
