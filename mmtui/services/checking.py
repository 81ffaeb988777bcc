"""Is everything as it was written: the file, every sealed row, the audit trail, and figures that must agree.

Nothing is mended here: each finding names what changed in the words of the office, and what to do.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from mmtui import clock
from mmtui.db import backup
from mmtui.db.commands import audit, settings
from mmtui.db.connect import Store
from mmtui.db.queries import checks
from mmtui.domain.dates import MDY
from mmtui.errors import StoreError
from mmtui.paths import DataRoot
from mmtui.services import check_figures, check_rows
from mmtui.services.findings import RESTORE, Finding, Run
from mmtui.services.office import office_settings

CHECKED = "checked"
QUICK = (
    ("the pages", check_rows.pages),
    ("the ledgers", check_figures.ledgers),
    ("the cycles", check_figures.cycles),
)
THOROUGH = (
    ("the indexes", check_rows.indexes),
    ("the links", check_rows.links),
    ("the layout", check_rows.layout),
    ("the guards", check_rows.guards),
    ("the names", check_figures.names),
    ("the entries", check_rows.entries),
    ("the ledger rows", check_rows.ledger_rows),
    ("the payments", check_rows.money_rows),
    ("the earlier versions", check_rows.revisions),
    ("the audit trail", check_rows.trail),
    ("the imports", check_rows.imports),
    ("what is gone", check_rows.lost),
)


class Report(NamedTuple):
    """What a check found; `counts` says how much it looked at, `quick` that seals and trail were left out."""

    findings: tuple[Finding, ...]
    counts: tuple[tuple[str, int], ...]
    quick: bool

    @property
    def ok(self) -> bool:
        return not self.findings


class Daily(NamedTuple):
    """What the day's check found, and the backup made (None if there was one, or none could be made)."""

    report: Report
    backup: Path | None


def check(store: Store, today: date, *, quick: bool = False, date_style: str = MDY) -> Report:
    """Look at everything, or with `quick` at the pages, the totals and the ledgers only; changes nothing."""
    run = Run(store, today, date_style)
    try:
        with checks.readable(store), checks.snapshot(store):
            run.zone = office_settings(store).zone
            for about, section in QUICK if quick else (*QUICK, *THOROUGH):
                run.look(about, section)
            run.look("the last day's seal", _last_seal)
    except StoreError as error:
        run.add("file", f"The office {store.label} could not be checked: {error.what}", RESTORE)
    return Report(tuple(run.findings), tuple(run.looked_at.items()), quick)


def _last_seal(run: Run) -> None:
    """The audit row that was the newest at the last daily check is there: the trail was not cut off."""
    kept = settings.get(run.store, CHECKED, {})
    if kept and not checks.audit_has(run.store, kept["seal"]):
        run.add("audit", f"The audit trail was cut off: its end of {run.day(kept['day'])} is gone.", RESTORE)


def daily_due(store: Store, today: date) -> bool:
    """Whether this day has not been checked yet."""
    with store.session():
        return bool(settings.get(store, CHECKED, {}).get("day") != today.isoformat())


def daily(
    root: DataRoot, store: Store, today: date, *, unclean: bool = False, date_style: str = MDY
) -> Daily | None:
    """Once a day, or after an `unclean` exit: the quick check, the day's backup, and thirty backups kept.

    None when the day is done. Ask `files.was_left_open` for `unclean` before the office is opened. Safe in a
    background thread, which gets its own connection. While something is wrong no backup is thrown away.
    StoreError when the backup can't be made.
    """
    if not unclean and not daily_due(store, today):
        return None
    report = check(store, today, quick=True, date_style=date_style)
    made = _backup(root, store, today, report)
    if report.ok:
        with store.transaction():
            seal = audit.last_seal(store)
            if seal != audit.FIRST:
                settings.put(store, CHECKED, {"day": today.isoformat(), "seal": seal})
    return Daily(report, made)


def _backup(root: DataRoot, store: Store, today: date, report: Report) -> Path | None:
    """The day's copy by the office's own calendar; a file with damaged pages is not copied."""
    if store.path is None or not backup.daily_backup_due(root.backups, today):
        return None
    if any(finding.kind == "file" for finding in report.findings):
        return None
    time = clock.local(clock.now(), office_settings(store).zone).time()
    made = backup.make_backup(store.path, root.backups, backup.DAILY, moment=datetime.combine(today, time))
    if report.ok:
        backup.prune(root.backups)
    return made
