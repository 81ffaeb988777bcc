"""What a person answered about time sheets once: whose work rows are, how columns and dates are read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from mmtui.db.commands import audit, entries, mappings, settings
from mmtui.db.commands.entries import EntryRow
from mmtui.db.commands.settle import settle
from mmtui.db.connect import Store
from mmtui.db.models.base import key
from mmtui.db.queries import clients
from mmtui.db.queries import imports as query
from mmtui.domain.rounding import account
from mmtui.errors import FieldError
from mmtui.imports.columns import fold
from mmtui.imports.dates import Order
from mmtui.imports.decoding import open_file
from mmtui.imports.durations import Unit
from mmtui.imports.mapped import Profile
from mmtui.imports.timesheets import SOURCES, Timesheet, open_timesheet, recognise
from mmtui.services.desk import Desk
from mmtui.services.resolving import Contracts, Target

ORDERS = ("mdy", "dmy", "ymd")
UNITS = ("hours", "minutes", "seconds")
ANSWERS = "import answers"
MAPPED = "mapped"


class Unmapped(NamedTuple):
    """Stored rows of a client and project, as the time sheets name them, that belong to no contract yet."""

    client: str
    project: str
    rows: int
    seconds: int


def unmapped(store: Store) -> list[Unmapped]:
    """What still waits for a contract, by client and project; breaks add no seconds."""
    found: dict[tuple[str, str], Unmapped] = {}
    with store.session():
        for client, project, rows, seconds in query.unmapped(store):
            before = found.get((key(client), key(project)), Unmapped(client, project, 0, 0))
            added = before._replace(rows=before.rows + rows, seconds=before.seconds + seconds)
            found[key(client), key(project)] = added
    return list(found.values())


def map_project(desk: Desk, client: str, project: str, contract_id: int) -> int:
    """Rows of this client and project belong to a contract: remembered, and those stored move there now.

    Returns how many moved. Each keeps what it said before as a revision with the reason "mapped".
    """
    store = desk.store
    with store.transaction():
        uuid, client_id = clients.contract_identity(store, contract_id)
        mappings.remember_project(store, key(client), key(project), contract_id)
        detail = {"client": client, "project": project}
        audit.record(
            store, desk.person_id, "map", "contract", uuid, client_id=client_id, detail=detail, reason=MAPPED
        )
        return adopt(desk)


def adopt(desk: Desk) -> int:
    """Give stored rows without a contract to the contracts that fit them by now; returns how many moved.

    Call it inside the transaction that made a contract, a project name or a choice.
    """
    store = desk.store
    waiting = entries.read(store, "contract_id IS NULL AND deleted_at = 0", ())
    if not waiting:
        return 0
    contracts = Contracts(store)
    since: dict[int, date] = {}
    moved: Counter[int] = Counter()
    for entry_id, row in waiting:
        day = date.fromisoformat(row.worked_on)
        target = contracts.find(row.source_client, row.source_project, day)
        if target is not None:
            entries.revise(store, entry_id, row, _assigned(row, target, day), desk.person_id, MAPPED)
            since[target.contract_id] = min(day, since.get(target.contract_id, day))
            moved[target.contract_id] += 1
    for contract_id, first in since.items():
        settle(store, [contract_id], desk.today, first)
        uuid, client_id = clients.contract_identity(store, contract_id)
        detail = {"rows": moved[contract_id], "since": str(first)}
        audit.record(
            store,
            desk.person_id,
            "assign",
            "contract",
            uuid,
            client_id=client_id,
            detail=detail,
            reason=MAPPED,
        )
    return moved.total()


def _assigned(row: EntryRow, target: Target, day: date) -> EntryRow:
    """The entry as the contract takes it: its cycle, its rounding, what covers it, what is to be said."""
    terms = target.agreement.terms_on(day)
    return row._replace(
        contract_id=target.contract_id,
        cycle_start=target.cycle(day).start.isoformat(),
        minutes=account(row.seconds, terms.rounding_minutes, terms.rounding) if row.counted else 0,
        coverage=target.coverage,
        flags="; ".join(flag for flag in (row.flags, target.remark(day)) if flag),
    )


def profiles(store: Store) -> list[Profile]:
    """The saved column mappings, by name."""
    with store.session():
        return [Profile.from_json(body) for body in query.profiles(store)]


def load_profile(store: Store, name: str) -> Profile | None:
    """The column mapping of that name, without regard to case and spacing."""
    return next((one for one in profiles(store) if key(one.name) == key(name)), None)


def save_profile(desk: Desk, profile: Profile) -> None:
    """Keep a column mapping under its name, in place of an earlier one; a known source's name is taken."""
    if key(profile.name) in (*SOURCES, "auto"):
        raise FieldError("name", f"{profile.name} is a source of its own.", "Choose another name.")
    with desk.store.transaction():
        mappings.keep_profile(desk.store, profile.name, profile.to_json())
        audit.record(
            desk.store, desk.person_id, "save", "import profile",
            detail={"name": profile.name, "columns": dict(profile.columns)},
        )  # fmt: skip


@dataclass(frozen=True)
class Answers:
    """What was said once of a source's files; None where nobody was asked."""

    date_order: Order | None = None
    duration_unit: Unit | None = None


def answers(store: Store, source: str) -> Answers:
    """What was answered of a source (or of the profile of that name)."""
    with store.session():
        kept = settings.get(store, ANSWERS, {}).get(key(source), {})
    return Answers(kept.get("date_order"), kept.get("duration_unit"))


def remember_answer(
    desk: Desk, source: str, *, date_order: Order | None = None, duration_unit: Unit | None = None
) -> None:
    """Remember the order of dates or the unit of durations of a source; what is not given stays as it was."""
    if date_order not in (None, *ORDERS) or duration_unit not in (None, *UNITS):
        raise FieldError("answer", "that is no order of dates and no unit.", "Choose one of those offered.")
    said = {"date_order": date_order, "duration_unit": duration_unit}
    said = {name: word for name, word in said.items() if word is not None}
    with desk.store.transaction():
        kept = settings.get(desk.store, ANSWERS, {})
        settings.put(desk.store, ANSWERS, {**kept, key(source): {**kept.get(key(source), {}), **said}})
        audit.record(desk.store, desk.person_id, "answer", "import source", detail={"source": source, **said})


def open_for_import(
    store: Store,
    path: Path,
    source: str = "auto",
    *,
    date_order: Order | None = None,
    duration_unit: Unit | None = None,
) -> Timesheet:
    """A time sheet read with everything that was answered before; an answer given now comes first.

    `source` is `auto`, a known source, or a profile's name without regard to case. Without a name the header
    decides: a known source's, else the profile whose columns it has. Raises UnknownLayout, AmbiguousDates or
    AmbiguousDurations where a person must be asked, FieldError for a name that nobody saved.
    """
    wanted = key(source)
    profile = None
    if wanted == "auto":
        header = open_file(path).header
        known = recognise(header)
        profile = None if known else _by_header(store, header)
        wanted = known or "auto"
    elif wanted not in SOURCES:
        profile = load_profile(store, source)
        if profile is None:
            raise _no_profile(store, source)
    said = answers(store, profile.name if profile else wanted)
    return open_timesheet(
        path,
        "auto" if profile else wanted,
        profile,
        date_order=date_order or said.date_order,
        duration_unit=duration_unit or said.duration_unit,
    )


def _by_header(store: Store, header: tuple[str, ...]) -> Profile | None:
    """The profile that has all its columns in the header; of several, the one that explains the most."""
    titles = {fold(title) for title in header}
    fitting = [
        one
        for one in profiles(store)
        if {fold(column) for column in one.columns.values() if column} <= titles
    ]
    return max(fitting, key=lambda one: len([c for c in one.columns.values() if c]), default=None)


ANY_OTHER = "The columns of any other file are chosen once in the app, and kept under a name."


def _no_profile(store: Store, source: str) -> FieldError:
    from difflib import get_close_matches

    names = [*SOURCES, *(one.name for one in profiles(store))]
    by_key = {key(name): name for name in names}
    near = [by_key[one] for one in get_close_matches(key(source), by_key, 1, 0.6)]
    offer = f"Did you mean {near[0]}?" if near else f"There is {', '.join(['auto', *names])}. {ANY_OTHER}"
    return FieldError("source", f"there is no source or saved column mapping {source!r}.", offer)
