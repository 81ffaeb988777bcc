"""The open office as the screens use it: one object that answers every question and takes every order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import available_timezones

from mmtui import clock, config
from mmtui.config import Config
from mmtui.db.connect import Store
from mmtui.db.queries import clients
from mmtui.db.queries import imports as import_query
from mmtui.db.queries import today as query
from mmtui.domain.coverage import ROLES
from mmtui.domain.pages import ClientPage, CyclePage, EntryLine, LowHours
from mmtui.domain.standing import ENDED, Standing
from mmtui.domain.tree import Node
from mmtui.errors import FieldError
from mmtui.paths import DataRoot
from mmtui.services import client_page, contracts, explaining, office, standings
from mmtui.services import today as today_service
from mmtui.services.desk import Desk

if TYPE_CHECKING:
    from mmtui.services.import_session import ImportSession

SHORT_ROLES = {
    "executive assistant": "assistant",
    "project manager": "manager",
    "business analyst": "analyst",
}


class PersonLine(NamedTuple):
    """A person with the short word for the role."""

    id: int
    name: str
    role: str


class Session:
    """An office that a person has open; `day` opens it as of another day, `demo` makes the demo office."""

    def __init__(
        self,
        root: DataRoot,
        store: Store,
        settings: Config,
        demo: Callable[[date], Session],
        day: date | None = None,
        *,
        unclean: bool = False,
    ) -> None:
        self.root = root
        self.store = store
        self.config = settings
        self._demo = demo
        self._day = day
        self._unclean = unclean
        self._office = office.office_settings(store)
        self._me = self._person(settings.office.me)

    @property
    def name(self) -> str:
        return self._office.name

    @property
    def zone(self) -> str:
        return self._office.zone

    @property
    def me(self) -> PersonLine | None:
        return self._me

    @property
    def theme(self) -> str:
        return self.config.look.theme

    @property
    def date_style(self) -> str:
        return self.config.look.date_style

    @property
    def curve_style(self) -> str:
        return self.config.look.curve

    @property
    def database_label(self) -> str:
        return self.store.label

    @property
    def is_new(self) -> bool:
        return not self._office.set_up

    @property
    def desk(self) -> Desk:
        """What every change is made with."""
        return Desk(self.store, self.zone, None if self._me is None else self._me.id, self._day)

    def today(self) -> date:
        return self._day or clock.today(self.zone)

    def start_of_day(self) -> Sequence[str]:
        """Once a day, in the background: new cycles, a quick check, a verified copy; what was found, in words."""
        from mmtui.services import checking

        standings.roll_forward(self.store, self.today())
        done = checking.daily(
            self.root, self.store, self.today(), unclean=self._unclean, date_style=self.date_style
        )
        self._unclean = False
        return [] if done is None else [f"{one.what} {one.do}" for one in done.report.findings]

    @property
    def imports(self) -> ImportSession:
        """Reading files in, and what imports left open."""
        from mmtui.services.import_session import ImportSession

        return ImportSession(self)

    # Reading

    def standings(self, on: date | None = None) -> Sequence[Standing]:
        return standings.standings(self.store, on or self.today())

    def today_view(self) -> today_service.TodayView:
        backups = None if self.store.path is None else self.root.backups
        return today_service.today_view(self.store, self.today(), backups, self.date_style)

    def client_names(self) -> Sequence[tuple[int, str]]:
        running = {(one.client_id, one.client) for one in self.standings() if one.state != ENDED}
        return sorted(running, key=lambda pair: pair[1].casefold())

    def client_page(self, client_id: int, on: date | None = None) -> ClientPage:
        return client_page.client_page(self.store, client_id, on or self.today())

    def cycle_page(self, contract_id: int, cycle_start: date | None = None) -> CyclePage:
        return client_page.cycle_page(self.store, contract_id, self.today(), cycle_start)

    def entry_lines(
        self, contract_id: int, cycle_start: date, offset: int, limit: int
    ) -> Sequence[EntryLine]:
        return client_page.entry_lines(self.store, contract_id, cycle_start, self.today(), offset, limit)

    def explain(self, contract_id: int, meter: str, cycle_start: date | None = None) -> Node:
        return explaining.explain_meter(
            self.store, contract_id, meter, self.today(), cycle_start, self.date_style
        )

    def low_hours(self) -> Sequence[LowHours]:
        return client_page.low_hours(self.store, self.today())

    def save_text(self, name: str, text: str) -> Path:
        from mmtui.outbound.files import write_new

        return write_new(self.root.exports, name, text.encode())

    # People and settings

    def people(self) -> Sequence[PersonLine]:
        with self.store.session():
            return [_line(*row) for row in query.people(self.store)]

    def roles(self) -> Sequence[tuple[str, str]]:
        return [(role, role) for role in ROLES]

    def zones(self) -> Sequence[str]:
        return sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC")

    def guess_zone(self) -> str:
        return clock.machine_zone(office.DEFAULT_ZONE)

    def set_theme(self, name: str) -> None:
        self._keep(replace(self.config, look=replace(self.config.look, theme=name)))

    def set_date_style(self, style: str) -> None:
        self._keep(replace(self.config, look=replace(self.config.look, date_style=style)))

    def set_curve_style(self, style: str) -> None:
        self._keep(replace(self.config, look=replace(self.config.look, curve=style)))

    def set_import_folder(self, folder: str) -> None:
        self._keep(replace(self.config, office=replace(self.config.office, import_folder=folder)))

    def set_me(self, person_id: int) -> None:
        with self.store.session():
            name = import_query.people_names(self.store)[person_id]
        self._keep(replace(self.config, office=replace(self.config.office, me=name)))
        self._me = self._person(name)

    def set_up(self, *, name: str, zone: str, person: str, role: str, theme: str) -> None:
        """Save the answers of the first run in one go; FieldError names the field that is wrong."""
        if not name.strip():
            raise FieldError("name", "the office needs a name.", "Type one; it stands in every title.")
        if not person.strip():
            raise FieldError("person", "who are you?", "Type your name; every change carries it.")
        chosen = replace(self._office, name=name.strip(), zone=zone, set_up=True)
        with self.store.transaction():
            office.save_office_settings(self.store, chosen)
            known = self._person(person.strip())
            if known is None:
                contracts.add_person(self.desk, person.strip(), roles=[role])
        self._office = chosen
        mine = replace(self.config.office, me=person.strip())
        self._keep(replace(self.config, office=mine, look=replace(self.config.look, theme=theme)))
        self._me = self._person(person.strip())

    @property
    def my_role(self) -> str:
        """The key of the role of the person who is here, "" when nobody was chosen."""
        with self.store.session():
            mine = [row for row in query.people(self.store) if self._me and row[0] == self._me.id]
        return mine[0][2] if mine else ""

    def set_office(self, name: str, zone: str) -> None:
        """Another name or time zone of the office; FieldError names the field that is wrong."""
        if not name.strip():
            raise FieldError("name", "the office needs a name.", "Type one; it stands in every title.")
        chosen = replace(office.office_settings(self.store), name=name.strip(), zone=zone)
        office.save_office_settings(self.store, chosen, self.desk.person_id)
        self._office = chosen

    def set_person(self, name: str, role: str) -> None:
        """Another name or role of the person who is here; FieldError with `field` person."""
        if self._me is None:
            raise FieldError("person", "nobody is chosen here yet.", "Choose who you are in Settings first.")
        contracts.change_person(self.desk, self._me.id, name.strip(), role)
        self._keep(replace(self.config, office=replace(self.config.office, me=name.strip())))
        self._me = self._person(name.strip())

    def open_demo(self) -> Session:
        return self._demo(self.today())

    def _keep(self, chosen: Config) -> None:
        config.save(self.root.config_file, chosen)
        self.config = chosen

    def _person(self, name: str) -> PersonLine | None:
        return (
            next((one for one in self.people() if one.name.casefold() == name.casefold()), None)
            if name
            else None
        )

    def contract_names(self) -> Sequence[tuple[int, str, str]]:
        """Every living contract as (id, client, contract), for pickers."""
        with self.store.session():
            return clients.contract_names(self.store)


def _line(person_id: int, name: str, role: str) -> PersonLine:
    return PersonLine(person_id, name, SHORT_ROLES.get(role, role))
