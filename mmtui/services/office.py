"""Opening an office: the database found, looked at, saved away, brought up to date and handed out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import available_timezones

from mmtui.db import backup, files
from mmtui.db.commands import audit, settings
from mmtui.db.connect import Store, latest_schema, migrate, open_store, refuse_newer, schema_version
from mmtui.db.models.base import key
from mmtui.db.queries import imports as query
from mmtui.domain.plans import ADDITIONAL_WORK_RATE_CENTS, CATALOGUE
from mmtui.errors import FieldError
from mmtui.paths import DataRoot
from mmtui.services.desk import Desk

DEFAULT_ZONE = "America/New_York"
DEFAULT_NAME = "My Office"


@dataclass(frozen=True)
class OfficeSettings:
    """What the whole office shares; `cutoff_weekday` counts from Monday = 0, the rate is cents an hour."""

    name: str = DEFAULT_NAME
    zone: str = DEFAULT_ZONE
    cutoff_weekday: int = 1
    rate_cents: int = ADDITIONAL_WORK_RATE_CENTS
    thresholds: tuple[int, ...] = (75, 90, 100)
    set_up: bool = False


def open_office(root: DataRoot, url: str = "sqlite:///office.db") -> Store:
    """The office database, created or migrated when needed; a migration saves a verified copy first."""
    root.create()
    store = open_store(url, root.folder)
    version = schema_version(store)
    refuse_newer(store, version)
    if version < latest_schema():
        if version and store.path is not None:
            backup.make_backup(store.path, root.backups, f"before-{latest_schema():04d}")
            backup.prune(root.backups)
        with store.transaction():
            migrate(store)
            if version == 0:
                _furnish(store)
    return store


def left_open(root: DataRoot, url: str) -> bool:
    """Whether the last session ended without closing the SQLite office; ask before it is opened."""
    return url.startswith("sqlite:///") and files.was_left_open(root.folder / url.removeprefix("sqlite:///"))


def _furnish(store: Store) -> None:
    """What a new office begins with: the catalogue, and the first row of its audit trail."""
    if not store.rows("SELECT 1 FROM plan LIMIT 1"):
        from mmtui.db.commands import catalogue  # its tables are needed this once

        catalogue.fill(CATALOGUE)
        audit.record(store, None, "create", "office", detail={"plans": len(CATALOGUE)})


def office_settings(store: Store) -> OfficeSettings:
    """The office's settings, defaults where nobody chose."""
    with store.session():
        kept = settings.get(store, "office", {})
    known = {name: kept[name] for name in OfficeSettings.__dataclass_fields__ if name in kept}
    if "thresholds" in known:
        known["thresholds"] = tuple(known["thresholds"])
    return OfficeSettings(**known)


def save_office_settings(store: Store, chosen: OfficeSettings, person_id: int | None = None) -> None:
    """Keep the office's settings; FieldError for a time zone that does not exist."""
    if chosen.zone not in available_timezones():
        raise FieldError("time zone", f"{chosen.zone!r} is no time zone.", "Write it like America/New_York.")
    values = {name: getattr(chosen, name) for name in OfficeSettings.__dataclass_fields__}
    with store.transaction():
        before = settings.get(store, "office", {})
        settings.put(store, "office", values)
        changed = {name: value for name, value in values.items() if before.get(name) != value}
        audit.record(
            store, person_id, "change", "settings", detail={name: str(changed[name]) for name in changed}
        )


def desk_of(store: Store, person: str = "", day: date | None = None) -> Desk:
    """A desk in this office for the person of that name, on a day or today."""
    with store.session():
        person_id = query.people_keys(store).get(key(person)) if person else None
    return Desk(store, office_settings(store).zone, person_id, day)
