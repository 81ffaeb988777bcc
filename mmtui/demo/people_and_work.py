"""The people, clients and contracts of the demo office, as plain literals.

Hours are "H:MM" texts. Days count in the cycle that runs, the first being 1 and the demo's own day 24: the
builder lays them over however much of the cycle is gone. Cycles ago count back from it.
"""

from __future__ import annotations

from typing import NamedTuple

from mmtui.domain.plans import HOURS_PLAN, ONGOING_SUPPORT, PREPAID_BLOCK, WEBSITE_PACKAGE

OFFICE = "Demo Office"
ZONE = "America/New_York"
AT_WORK = "Ana"
"""The person at whose desk the demo is opened."""


class Member(NamedTuple):
    """A person of the office."""

    name: str
    roles: tuple[str, ...]

    @property
    def first(self) -> str:
        return self.name.split()[0]

    @property
    def email(self) -> str:
        return f"{self.first.lower()}@demo-office.example"


PEOPLE = (
    Member("Ana Ruiz", ("executive assistant",)),
    Member("Kim Okafor", ("developer",)),
    Member("Ben Hale", ("developer",)),
    Member("Dana Weiss", ("developer",)),
    Member("Tom Berg", ("technician",)),
    Member("Ines Moreau", ("technician",)),
    Member("Sam Ortiz", ("project manager",)),
    Member("Lena Fischer", ("business analyst",)),
    Member("Omar Haddad", ("service desk",)),
    Member("Ruth Adler", ("owner", "service manager")),
)


class Company(NamedTuple):
    """A client with its contacts: kind, name, e-mail, phone."""

    name: str
    notes: str
    contacts: tuple[tuple[str, str, str, str], ...]


DECIDES, BILLING, TECHNICAL, COPY = "decision maker", "billing", "technical", "cc"

CLIENTS = (
    Company("Acme Dental", "Four practices, one booking site. Gift cards since spring.", (
        (DECIDES, "Priya Nair", "priya@acmedental.example", "555-0110"),
        (BILLING, "Front office", "billing@acmedental.example", "555-0111"),
    )),
    Company("Bluebird", "Kites and garden toys. Moved to Premium for the season.", (
        (DECIDES, "Jo Lindqvist", "jo@bluebird.example", "555-0120"),
    )),
    Company("Café Zoë", "Two cafés and a roastery. Writes in the evening, never on Mondays.", (
        (DECIDES, "Zoë Lefèvre", "zoe@cafezoe.example", "555-0130"),
        (COPY, "Björn Ståhl", "bjorn@cafezoe.example", ""),
    )),
    Company("Fjord Studio", "Architects. Large images, small patience for slow pages.", (
        (DECIDES, "Ingrid Solberg", "ingrid@fjordstudio.example", "555-0140"),
        (TECHNICAL, "Mats Aune", "mats@fjordstudio.example", "555-0141"),
    )),
    Company("Harbor Books", "Bookshop with readings. New since last month, came from Acme Dental.", (
        (DECIDES, "Priya Lund", "priya@harborbooks.example", "555-0150"),
        (TECHNICAL, "Eli Hart", "eli@harborbooks.example", "555-0151"),
    )),
    Company("Kerr [Labs]", "Small laboratory; the square brackets belong to the name.", (
        (DECIDES, "Dr. Moira Kerr", "moira@kerrlabs.example", "555-0160"),
    )),
    Company("Meridian Health", "Clinic group with a shop for supplies. Checkout must not stand still.", (
        (DECIDES, "Carla Mendes", "carla@meridianhealth.example", "555-0170"),
        (BILLING, "Accounts", "accounts@meridianhealth.example", "555-0171"),
        (TECHNICAL, "Raj Patel", "raj@meridianhealth.example", "555-0172"),
    )),
    Company("Nordwind", "Sailing school. Courses open in waves, and so does the work.", (
        (DECIDES, "Hauke Petersen", "hauke@nordwind.example", "555-0180"),
    )),
    Company("Orchard Farm", "Farm shop, closed for two weeks in summer.", (
        (DECIDES, "Grace Miller", "grace@orchardfarm.example", "555-0190"),
    )),
    Company("Pine & Partner", "Tax advisers. Unused hours roll over, up to eight.", (
        (DECIDES, "Walter Pine", "walter@pinepartner.example", "555-0200"),
        (COPY, "Noor Aziz", "noor@pinepartner.example", ""),
    )),
    Company("Quill Media", "Resting until the new publisher has decided.", (
        (DECIDES, "Theo Quill", "theo@quillmedia.example", "555-0210"),
    )),
    Company("Ridge Outdoor", "Mail order. Quieter this autumn, goes down to Premium.", (
        (DECIDES, "Hannah Cole", "hannah@ridgeoutdoor.example", "555-0220"),
        (TECHNICAL, "Luis Vega", "luis@ridgeoutdoor.example", "555-0221"),
    )),
    Company("Solvay Press", "Small press with a subscription. Buys hours when a series starts.", (
        (DECIDES, "Agnes Solvay", "agnes@solvaypress.example", "555-0230"),
    )),
    Company("Tallis Legal", "Law office. Changes only after a signed request.", (
        (DECIDES, "Edmund Tallis", "edmund@tallislegal.example", "555-0240"),
        (BILLING, "Mary Okoro", "mary@tallislegal.example", "555-0241"),
    )),
    Company("Juno", "Furniture rental: phone support, a website package and a prepaid block.", (
        (DECIDES, "Nils Hansen", "nils@juno.example", "555-0250"),
        (TECHNICAL, "Vera Braun", "vera@juno.example", "555-0251"),
    )),
    Company("Larkspur Toys", "Closed the shop; the contract has ended.", (
        (DECIDES, "May Larkin", "may@larkspurtoys.example", "555-0260"),
    )),
)  # fmt: skip


class Deal(NamedTuple):
    """A contract as it was signed.

    `started` is how many cycles ago, on `start_day` of that cycle; `history` is what each cycle since then
    used, oldest first, up to the one before the running cycle. `anchor` is None for the demo's usual day.
    `ended` is how many cycles ago the last day was. `calls` and `sprints` are the days of this cycle on which
    one was done; the rest of the plan's number is planned. `cover` is what covers the work of the history.
    """

    client: str
    plan: str
    started: int
    history: str
    team: tuple[str, ...]
    calls: tuple[int, ...] = ()
    sprints: tuple[int, ...] = ()
    name: str = "Maintenance"
    family: str = HOURS_PLAN
    anchor: int | None = None
    start_day: int = 1
    ended: int = 0
    opening: str = ""
    rollover_cap: str = ""
    rollover_cycles: int = 1
    rounding_minutes: int = 1
    rounding: str = "nearest"
    payment_cents: int | None = None
    rate_cents: int | None = None
    price_cents: int | None = None
    cover: str = "plan"

    @property
    def key(self) -> str:
        """The name under which the other tables speak of it."""
        return self.client if self.name == "Maintenance" else f"{self.client}, {self.name}"


WEB = ("Kim", "Ben", "Dana")

CONTRACTS = (
    Deal("Acme Dental", "Standard", 20,
         "13:10 14:25 12:50 15:20 14:05 13:35 15:45 14:40 12:15 13:55 14:50 15:10 13:25 14:15 15:30 "
         "14:30 15:35 16:50 15:05 16:25", WEB, calls=(10,), sprints=(6, 20)),
    Deal("Bluebird", "Basic", 6, "5:50 6:10 7:25 7:50 7:15 7:55", WEB, calls=(9,), sprints=(13,)),
    Deal("Café Zoë", "Basic", 7, "6:05 5:40 5:15 6:40 7:05 5:50 7:30", WEB, calls=(17,)),
    Deal("Fjord Studio", "Premium", 8, "18:20 21:10 20:35 20:10 22:40 24:40 19:30 23:15",
         ("Ben", "Dana", "Kim"), calls=(3, 17), sprints=(6, 20)),
    Deal("Harbor Books", "Standard", 1, "", WEB, calls=(18,), sprints=(12,)),
    Deal("Kerr [Labs]", "Basic", 6, "3:05 2:40 3:55 4:10 2:15 3:35", ("Tom", "Kim"), sprints=(13,)),
    Deal("Meridian Health", "Premium", 5, "22:15 23:30 23:50 31:20 33:05", WEB,
         calls=(3, 10, 17, 24), sprints=(6, 13, 20), price_cents=480_000),
    Deal("Nordwind", "Basic", 8, "6:20 7:05 6:45 7:40 6:55 8:20 7:10 8:45", WEB, calls=(5,), sprints=(19,)),
    Deal("Orchard Farm", "Basic", 4, "2:05 1:30 3:20 2:45", WEB, start_day=16, calls=(12,)),
    Deal("Pine & Partner", "Standard", 5, "15:10 12:20 9:45 13:00 7:30", ("Tom", "Dana", "Kim", "Ben"),
         calls=(9,), sprints=(12,), rollover_cap="8:00", rollover_cycles=2),
    Deal("Quill Media", "Basic", 5, "5:20 4:45 6:10 3:30 1:15", WEB, anchor=31),
    Deal("Ridge Outdoor", "Growth", 6, "31:15 28:30 24:10 19:40 17:55 15:30", ("Dana", "Kim", "Tom", "Ben"),
         calls=(3, 10, 17), sprints=(4, 18), rounding_minutes=5, rounding="up"),
    Deal("Solvay Press", "Standard", 7, "11:30 13:05 12:40 16:45 15:20 14:00 13:45", WEB, calls=(6,),
         sprints=(16,)),
    Deal("Tallis Legal", "Standard", 5, "7:45 13:20 16:35 11:50 14:05", ("Tom", "Dana", "Ben"),
         start_day=17, opening="9:30", calls=(5, 19), sprints=(13,)),
    Deal("Juno", "Ongoing support", 5, "5:10 7:45 8:20 9:55 8:40", ("Omar", "Tom"), name="Support",
         family=ONGOING_SUPPORT, cover="phone support"),
    Deal("Juno", "Advanced", 3, "2:00 3:15 1:30", ("Dana", "Ben"), name="Website", family=WEBSITE_PACKAGE,
         price_cents=70_000, cover="original scope"),
    Deal("Juno", "Prepaid block", 2, "2:30 3:00", ("Ben",), name="Prepaid", family=PREPAID_BLOCK,
         payment_cents=136_000, rate_cents=8_500),
    Deal("Larkspur Toys", "Standard", 5, "9:15 8:30 4:10 1:45", WEB, ended=2),
)  # fmt: skip
