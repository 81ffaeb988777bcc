"""Offices for the tests of the store and the services: opened for real, filled through the services."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from mmtui.db.connect import Store
from mmtui.domain.contracts import Terms
from mmtui.domain.hours import parse_hours
from mmtui.domain.ledger import ADJUST, TOPUP, Row
from mmtui.domain.plans import CATALOGUE, HOURS_PLAN, find_plan
from mmtui.domain.standing import Standing
from mmtui.paths import DataRoot
from mmtui.services import contracts
from mmtui.services.desk import Desk
from mmtui.services.entries import NewEntry, log
from mmtui.services.office import open_office
from mmtui.services.standings import standings

ZONE = "America/New_York"
TODAY = date(2026, 11, 24)
NOVEMBER = date(2026, 11, 1)


def day(text: str, year: int = 2026) -> date:
    """`11/24` or `01/05/27` as a date."""
    month, number, *rest = (int(part) for part in text.split("/"))
    return date(2000 + rest[0] if rest else year, month, number)


def opened(folder: Path, url: str = "sqlite:///office.db") -> Store:
    return open_office(DataRoot(folder), url)


def at_desk(store: Store, today: date = TODAY, person: str = "Ana", email: str = "ana@example.com") -> Desk:
    """A desk of somebody who works there."""
    ana = contracts.add_person(Desk(store, ZONE, None, today), person, email, ["owner", "developer"])
    return Desk(store, ZONE, ana, today)


def on_day(desk: Desk, today: date) -> Desk:
    """The same desk on another day."""
    return Desk(desk.store, desk.zone, desk.person_id, today)


def terms(plan: str = "Standard", start: date = NOVEMBER, family: str = HOURS_PLAN, **figures: Any) -> Terms:
    """The terms of a plan of the catalogue from a day on, with some figures changed."""
    sold = find_plan(CATALOGUE, family, plan)
    kept: dict[str, Any] = {
        "hours": sold.hours_minutes, "phone": sold.phone_minutes, "calls": sold.calls, "sprints": sold.sprints
    }  # fmt: skip
    return Terms(start, family, plan, **{**kept, **figures})


def signed(
    desk: Desk,
    client: str = "Acme Dental",
    plan: str = "Standard",
    start: date = NOVEMBER,
    *,
    name: str = "",
    figures: dict[str, Any] | None = None,
    **how: Any,
) -> int:
    """A contract of a client that is made when it is not there; returns the contract's id."""
    from mmtui.db.queries import clients

    with desk.store.session():
        owner = clients.client_id(desk.store, client)
    owner = contracts.add_client(desk, client) if owner is None else owner
    family = how.pop("family", HOURS_PLAN)
    return contracts.sign(desk, owner, name or plan, terms(plan, start, family, **(figures or {})), **how)


def work(desk: Desk, contract: int, on: date | str, hours: str, **more: Any) -> str:
    """Log hours of the person at the desk; returns the entry's uuid."""
    worked_on = day(on) if isinstance(on, str) else on
    entry = NewEntry(contract, desk.person_id or 0, worked_on, parse_hours(hours), **more)
    return log(desk, entry)


def minutes(text: str) -> int:
    """`4:30` as 270; a leading minus is allowed."""
    sign, text = (-1, text[1:]) if text.startswith("-") else (1, text)
    hours, _, rest = text.partition(":")
    return sign * (int(hours) * 60 + int(rest or 0))


def top_up(desk: Desk, contract: int, on: date, hours: str, expires: date | None = None) -> None:
    contracts.add_row(desk, contract, "hours", Row(on, TOPUP, minutes(hours), "bought", expires))


def adjust(desk: Desk, contract: int, on: date, hours: str, reason: str = "agreed") -> None:
    contracts.add_row(desk, contract, "hours", Row(on, ADJUST, minutes(hours), reason))


def standing(desk: Desk, contract: int, on: date | str | None = None) -> Standing:
    """Where one contract stands on a day (the desk's)."""
    asked = day(on) if isinstance(on, str) else on or desk.today
    [found] = [one for one in standings(desk.store, asked) if one.contract_id == contract]
    return found


def left(desk: Desk, contract: int, on: date | str | None = None) -> str:
    """What is left of the hours, as `4:30` or `-1:30`."""
    meter = standing(desk, contract, on).hours
    assert meter is not None
    sign = "-" if meter.remaining < 0 else ""
    return f"{sign}{abs(meter.remaining) // 60}:{abs(meter.remaining) % 60:02d}"
