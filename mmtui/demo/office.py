"""The demo office: built through the services like any other, the same for a date every time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from random import Random

from mmtui import config
from mmtui.db.connect import Store
from mmtui.demo import downloads
from mmtui.demo import people_and_work as data
from mmtui.demo.days import DAY, Clock, Frame, usual_anchor, weekdays
from mmtui.demo.entries import MEETING, SPRINT
from mmtui.demo.history import Piece, before, minutes_of, running
from mmtui.domain.contracts import CARRY_UNUSED, EXPIRE_UNUSED, NEXT_CYCLE, PRORATE, Pause, Terms
from mmtui.domain.coverage import ADDITIONAL_WORK, CALLS, HOURS, SPRINTS, WARRANTY
from mmtui.domain.decisions import Outcome, deduct, top_up, waive
from mmtui.domain.plans import CATALOGUE, Plan, find_plan
from mmtui.paths import DataRoot
from mmtui.services import contracts, entries
from mmtui.services.desk import Desk
from mmtui.services.entries import NewEntry
from mmtui.services.office import OfficeSettings, open_office, save_office_settings

COUNTED_CYCLES = 2
"""For how many cycles before the running one PM calls and sprints are recorded."""
FULL_DAY = 18 * 60
"""The minute of the day up to which a person works."""


def build(root: DataRoot, today: date) -> Store:
    """Make the demo office in a new folder, with six months of work up to today; returns it open.

    The same date gives the same office, but for identities and the instants of recording.
    """
    store = open_office(root)
    with store.transaction():
        _Builder(store, today).build()
    at_work = next(person.name for person in data.PEOPLE if person.first == data.AT_WORK)
    folder = root.folder.joinpath("Downloads")
    downloads.write(folder, today)
    config.save(root.config_file, config.Config(config.Office(me=at_work, import_folder=str(folder))))
    return store


@dataclass
class _Signed:
    """A contract of the literals with its id, its cycles and its first day."""

    deal: data.Deal
    contract_id: int
    frame: Frame
    start: date
    plan: Plan
    rests: list[Pause] = field(default_factory=list)


class _Builder:
    def __init__(self, store: Store, today: date) -> None:
        self.today = today
        self.desk = Desk(store, data.ZONE, None, today)
        self.people: dict[str, int] = {}
        self.signed: dict[str, _Signed] = {}
        self.clock = Clock(data.ZONE)

    def build(self) -> None:
        self._open()
        ids = {company.name: self._client(company) for company in data.CLIENTS}
        for deal in data.CONTRACTS:
            self.signed[deal.key] = self._sign(deal, ids[deal.client])
        self._agree_on_changes()
        for one in self.signed.values():
            self._count(one, CALLS, one.plan.calls, one.deal.calls, MEETING)
            self._count(one, SPRINTS, one.plan.sprints, one.deal.sprints, SPRINT)
        self._log()

    def _open(self) -> None:
        chosen = OfficeSettings(name=data.OFFICE, zone=data.ZONE, set_up=True)
        for person in data.PEOPLE:
            self.people[person.first] = contracts.add_person(
                self.desk, person.name, person.email, person.roles
            )
        self.desk = replace(self.desk, person_id=self.people[data.AT_WORK])
        save_office_settings(self.desk.store, chosen, self.desk.person_id)

    def _client(self, company: data.Company) -> int:
        client_id = contracts.add_client(self.desk, company.name, company.notes)
        for kind, name, email, phone in company.contacts:
            contracts.add_contact(self.desk, client_id, kind, name, email, phone)
        return client_id

    def _sign(self, deal: data.Deal, client_id: int) -> _Signed:
        frame = Frame(self.today, deal.anchor or usual_anchor(self.today))
        start = frame.ago(deal.started).start + DAY * (deal.start_day - 1)
        plan = find_plan(CATALOGUE, deal.family, deal.plan)
        contract_id = contracts.sign(
            self.desk, client_id, deal.name, _terms(deal, plan, start),
            ends_on=frame.ago(deal.ended).end if deal.ended else None, anchor_day=frame.anchor,
            opening_minutes=minutes_of(deal.opening) if deal.opening else None,
            payment_cents=deal.payment_cents, projects=(f"{deal.client} {deal.name.lower()}",),
        )  # fmt: skip
        return _Signed(deal, contract_id, frame, start, plan)

    # What was agreed since

    def _agree_on_changes(self) -> None:
        """Plan changes up and down, top-ups, decisions about overage, and pauses."""
        frame = self.signed["Acme Dental"].frame
        self._change("Meridian Health", "Growth", frame.ago(2).start, PRORATE, "Second clinic")
        self._change("Bluebird", "Premium", frame.day(16), PRORATE, "Premium for the season")
        self._change("Ridge Outdoor", "Premium", frame.day(17), NEXT_CYCLE, "Quieter this autumn")
        first = frame.ago(4).start + DAY * 14
        self._write("Solvay Press", top_up(first, 180, first + DAY * 29, "3:00 for the spring list"))
        second = frame.day(4)
        self._write("Solvay Press", top_up(second, 480, second + DAY * 89, "8:00 for the new series"))
        self._write("Tallis Legal", waive(35, frame.ago(3), "Our restore took longer than it should"))
        self._write("Fjord Studio", deduct(40, frame.ago(3), frame.ago(2).start))
        holiday = frame.ago(3).start + DAY * 9
        self._pause("Orchard Farm", holiday, holiday + DAY * 13, "Farm shop closed for the holidays")
        resting = self.signed["Quill Media"].frame.ago(1).start + DAY * 14
        self._pause("Quill Media", resting, None, "Waiting for the new publisher")

    def _change(self, key: str, plan: str, day: date, mode: str, reason: str) -> None:
        one = self.signed[key]
        found = find_plan(CATALOGUE, one.deal.family, plan)
        terms = replace(_terms(one.deal, found, day), change=mode)
        contracts.change_plan(self.desk, one.contract_id, terms, reason)
        if mode != NEXT_CYCLE:
            one.plan = found

    def _write(self, key: str, outcome: Outcome) -> None:
        for row in outcome.rows:
            contracts.add_row(self.desk, self.signed[key].contract_id, HOURS, row)

    def _pause(self, key: str, first: date, last: date | None, reason: str) -> None:
        one = self.signed[key]
        one.rests.append(Pause(first, last))
        contracts.pause(self.desk, one.contract_id, first, last, reason)

    # Calls and sprints

    def _count(
        self, one: _Signed, meter: str, number: int | None, done: tuple[int, ...], notes: tuple[str, ...]
    ) -> None:
        """The last cycles' counts, those of this cycle so far, and the rest as planned."""
        if not number:
            return
        rng = Random(f"{one.deal.key} {meter}")
        dated = [(day, "done") for day in self._counted_before(one, meter, number, rng)]
        if not one.deal.ended and not any(rest.covers(self.today) for rest in one.rests):
            dated += [(one.frame.day(day), "done") for day in done]
            dated += [(day, "planned") for day in one.frame.to_come(number - len(done))]
        manager = replace(self.desk, person_id=self.people["Sam"])
        for day, state in dated:
            contracts.log_count(manager, one.contract_id, meter, day, state, rng.choice(notes))

    def _counted_before(self, one: _Signed, meter: str, number: int, rng: Random) -> list[date]:
        found: list[date] = []
        for ago in range(min(COUNTED_CYCLES, one.deal.started), 0, -1):
            cycle = one.frame.ago(ago)
            days = [
                day
                for day in weekdays(max(cycle.start, one.start), cycle.end)
                if not any(rest.covers(day) for rest in one.rests) and ago >= one.deal.ended
            ]
            found += sorted(rng.sample(days, min(number, len(days))))
        return found

    # Work

    def _log(self) -> None:
        """All entries in the order in which they were worked."""
        pieces = [
            (piece, one)
            for one in self.signed.values()
            for piece in (
                *before(one.deal, one.frame, one.start, one.rests),
                *running(one.deal, one.frame),
            )
        ]
        pieces.sort(key=lambda pair: pair[0].day)
        rng = Random(data.OFFICE)
        entries.log_many(self.desk, [self._entry(piece, one, rng) for piece, one in pieces])

    def _entry(self, piece: Piece, one: _Signed, rng: Random) -> NewEntry:
        seconds = _seconds(piece, one.deal, rng)
        person = self._free(piece, one.deal)
        started, ended = self.clock.span(person, piece.day, seconds)
        return NewEntry(
            one.contract_id, self.people[person], piece.day, seconds, piece.note, piece.activity,
            coverage=piece.cover, billable={WARRANTY: False, ADDITIONAL_WORK: True}.get(piece.cover),
            started_at=started, ended_at=ended,
        )  # fmt: skip

    def _free(self, piece: Piece, deal: data.Deal) -> str:
        """The person of the piece, or on a full day the one of the contract's team who has most time left."""
        if self.clock.closes(piece.person, piece.day) + piece.minutes <= FULL_DAY:
            return piece.person
        return min((piece.person, *deal.team), key=lambda name: self.clock.closes(name, piece.day))


def _terms(deal: data.Deal, plan: Plan, holds_from: date) -> Terms:
    """What was signed: the plan's figures and the contract's own agreements."""
    return Terms(
        holds_from, plan.family, plan.name, plan.hours_minutes, plan.phone_minutes, plan.calls, plan.sprints,
        rollover=CARRY_UNUSED if deal.rollover_cap else EXPIRE_UNUSED,
        rollover_cap=minutes_of(deal.rollover_cap) if deal.rollover_cap else None,
        rollover_cycles=deal.rollover_cycles, rounding_minutes=deal.rounding_minutes, rounding=deal.rounding,
        price_cents=deal.price_cents, rate_cents=deal.rate_cents,
    )  # fmt: skip


def _seconds(piece: Piece, deal: data.Deal, rng: Random) -> int:
    """Worked seconds that account to the piece's minutes: Kim times her work, a contract may round up."""
    if deal.rounding == "up":
        return piece.minutes * 60 - rng.randrange(0, 240)
    return piece.minutes * 60 + (rng.randrange(-29, 30) if piece.person == "Kim" else 0)
