"""The Today screen in one read: jobs, standings, what needs a person, and how the office is doing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from mmtui import clock
from mmtui.db import files
from mmtui.db.connect import Store
from mmtui.db.queries import today as query
from mmtui.domain.dates import MDY, short_date
from mmtui.domain.hours import hmm
from mmtui.domain.standing import ENDED, LOW, OVER, PAUSED, USED_UP, Standing
from mmtui.services.office import office_settings
from mmtui.services.standings import standings

RECENT = timedelta(days=14)
LEFT_OPEN = "import_open"


@dataclass(frozen=True, slots=True)
class Job:
    """A job of the office: its number (1 to 8, fixed for ever; 0 for one with a letter) and its key."""

    number: int
    key: str
    title: str
    count: str
    tone: str
    detail: str
    screen: str


class Need(NamedTuple):
    """Something that waits for a person, with its age; it opens the client's page or the named `screen`.

    `view`, `contract_id` and `day` say what the client's page shows: which view, contract and cycle.
    """

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
    """Everything on the Today screen; `facts` are pairs of word and state, `facts_line` the same in one line."""

    jobs: tuple[Job, ...]
    standings: tuple[Standing, ...]
    needs: tuple[Need, ...]
    facts: tuple[tuple[str, str], ...]
    facts_line: str
    on: date


def today_view(store: Store, on: date, backups: Path | None = None, style: str = MDY) -> TodayView:
    """All that Today shows on a day; `backups` is the folder of the verified copies of an SQLite office."""
    with store.session():
        listed = tuple(standings(store, on))
        running = tuple(one for one in listed if one.state != ENDED and one.cycle is not None)
        needs = (*_dry(running, on, style), *_rows(store, on, style))
        last = query.last_import(store)
        sheet = "none read yet" if last is None else _read_at(store, last, on)
        facts = _facts(store, sheet, backups)
    jobs = (
        _clients(running),
        _low(running),
        Job(0, "I", "Import", sheet, "", "time sheets and client lists", "import"),
    )
    line = f"Time sheet: {sheet}."
    return TodayView(jobs, running, tuple(needs), facts, line, on)


def _clients(running: Sequence[Standing]) -> Job:
    count = Counter(one.state for one in running)
    told = [f"{count[state]} {state}" for state in (OVER, USED_UP, LOW, PAUSED) if count[state]]
    clients = len({one.client_id for one in running if one.state != PAUSED})
    return Job(3, "3", "Clients", f"{clients} active", "", ", ".join(told) or "nobody is low", "clients")


def _low(running: Sequence[Standing]) -> Job:
    """Who is near or past the allowance, with the one that runs out next."""
    near = [one for one in running if one.state in (OVER, USED_UP, LOW)]
    coming = [one for one in near if one.state == LOW and one.runs_out_on is not None]
    following = min(coming, key=lambda one: one.runs_out_on or date.max, default=None)
    detail = "nobody runs out" if following is None else f"next: {following.client}"
    tone = "bad" if any(one.state == OVER for one in near) else "warn" if near else ""
    return Job(0, "L", "Low hours", f"{len(near)} to talk to" if near else "", tone, detail, "low_hours")


def _dry(running: Sequence[Standing], on: date, style: str) -> list[Need]:
    """Contracts with nothing left, the worst first."""
    dry = [one for one in running if one.state in (OVER, USED_UP)]
    dry.sort(key=lambda one: (one.state != OVER, one.runs_out_on or on))
    return [_need(one, on, style) for one in dry]


def _need(one: Standing, on: date, style: str) -> Need:
    since = one.runs_out_on or on
    leading = one.hours or one.phone
    over = 0 if leading is None else -leading.remaining
    day = short_date(since, style)
    detail = f"{hmm(over)} over since {day}." if one.state == OVER else f"Nothing left since {day}."
    return Need(
        "bad" if one.state == OVER else "warn", f"{one.client}: {one.contract} is {one.state}",
        f"{one.client}: {one.state}",
        f"{detail} Agree with the client how it goes on.", age(since, on), one.client_id,
    )  # fmt: skip


def _rows(store: Store, on: date, style: str) -> list[Need]:
    """Rows that an import left open, and entries that can't be told to a client yet."""
    found: list[Need] = []
    lost = query.unmapped(store)
    if lost.number and lost.oldest:
        text = f"{_count(lost.number, 'row')} without a contract"
        detail = f"{hmm(lost.minutes)} of work is kept aside. Enter chooses the contract, once and for all."
        found.append(Need("warn", text, text, detail, age(lost.oldest, on), None, LEFT_OPEN))
    sayings = {
        "vanished": (
            "gone from the time sheet",
            "Stored here, missing in the last export. Nothing was removed.",
        ),
        "conflict": (
            "changed here and there",
            "Changed in mmtui and in the time sheet; both values are kept.",
        ),
    }
    for kind, waiting in query.questions(store).items():
        words, detail = sayings[kind]
        text = f"{_count(waiting.number, 'entry', 'entries')} {words}"
        found.append(Need("warn", text, text, detail, age(waiting.oldest or on, on), None, LEFT_OPEN))
    return [*found, *_idle(store, on, style)]


def _idle(store: Store, on: date, style: str) -> list[Need]:
    """Entries of the last weeks without an activity; opens the entries where the oldest stands."""
    idle = query.without_activity(store, on - RECENT, on)
    oldest = query.oldest_without_activity(store, on - RECENT, on)
    if oldest is None:
        return []
    return [
        Need(
            "warn", f"{_count(idle.number, 'entry has', 'entries have')} no activity",
            f"{_count(idle.number, 'entry', 'entries')} without activity",
            f"{hmm(idle.minutes)} of plan work since {short_date(oldest.day, style)}. "
            "The time sheet's task is empty.",
            age(oldest.day, on), oldest.client_id, view="entries", contract_id=oldest.contract_id, day=oldest.day,
        )
    ]  # fmt: skip


def _read_at(store: Store, last: query.LastImport, on: date) -> str:
    """When a time sheet was last read, today or on another day, and how many rows were new."""
    moment = clock.local(last.recorded_at, office_settings(store).zone)
    when = f"{moment:%H:%M}" if moment.date() == on else f"{moment:%m/%d}"
    return f"read {when}, {last.new_rows:,} new"


def _facts(store: Store, sheet: str, backups: Path | None) -> tuple[tuple[str, str], ...]:
    facts = [("Time sheet", sheet)]
    if backups is not None:
        kept = files.backup_files(backups)
        facts.append(("Backup", f"verified, {len(kept)} kept" if kept else "none yet"))
    facts.append(("Database", store.label))
    return tuple(facts)


def age(since: date, on: date) -> str:
    """How long something waits, in words: today, 1 day, 4 days."""
    days = (on - since).days
    return "today" if days <= 0 else "1 day" if days == 1 else f"{days} days"


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
