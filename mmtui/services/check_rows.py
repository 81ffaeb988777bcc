"""The rows themselves: the pages they lie on, the seal of each, the audit trail, and rows that are gone."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

from mmtui import clock
from mmtui.db.queries import checks, named
from mmtui.db.queries.named import NamedRow
from mmtui.domain.hours import hmm
from mmtui.domain.money import show_money
from mmtui.services.findings import OUTSIDE, RESTORE, Run

LISTED = 100
MIRROR = "_mirror"


def pages(run: Run) -> None:
    """The pages of the file, without its indexes."""
    _tell_faults(run, checks.storage_faults(run.store, quick=True))


def indexes(run: Run) -> None:
    """Pages and indexes; a small table that differs from its mirror index has a row that was altered."""
    faults = checks.storage_faults(run.store, quick=False)
    mirrored = {fault.partition(MIRROR)[0].rpartition(" ")[2] for fault in faults if MIRROR in fault}
    for table in sorted(mirrored):
        run.add("file", f"A row of the table {_words(table)} {OUTSIDE} or by a bad disk.", RESTORE)
    _tell_faults(run, [fault for fault in faults if MIRROR not in fault])


def _tell_faults(run: Run, faults: list[str]) -> None:
    told = {finding.what for finding in run.findings}
    for fault in faults:
        what = f"The office file is damaged: {fault[:200]}."
        if what not in told:
            run.add("file", what, RESTORE)


def links(run: Run) -> None:
    """Rows that belong to a row that is not there."""
    for table, number, parent in checks.broken_links(run.store)[:LISTED]:
        what = f"Row {number} of the table {_words(table)} belongs to a row of {_words(parent)} that is gone."
        run.add("link", what, RESTORE)


def layout(run: Run) -> None:
    """The tables and their rules, as they are made."""
    for name in checks.altered_layout(run.store)[:LISTED]:
        run.add("layout", f"The layout of the database at {name} {OUTSIDE} or by a bad disk.", RESTORE)


def guards(run: Run) -> None:
    """The triggers that keep rows from being changed or removed."""
    for table in checks.missing_guards(run.store):
        what = f"The guard that keeps rows of the table {_words(table)} from being changed was taken away."
        run.add(
            "guard", what, "Ask who worked on the database outside mmtui, then restore the last good backup."
        )


def _words(table: str) -> str:
    return table.replace("_", " ")


def entries(run: Run) -> None:
    """The seal of every time entry."""
    _sealed(run, checks.ENTRIES, kind="entry", things="entries", name=named.entries, words=_entry)


def ledger_rows(run: Run) -> None:
    """The seal of every row of the ledger."""
    _sealed(
        run, checks.LEDGER, kind="ledger", things="ledger rows", name=named.ledger_rows, words=_ledger_row
    )


def money_rows(run: Run) -> None:
    """The seal of every payment, credit and invoice."""
    _sealed(run, checks.MONEY, kind="money", things="payments", name=named.money_rows, words=_money_row)


def revisions(run: Run) -> None:
    """The seal of every earlier version of an entry, and that none is missing."""
    _sealed(
        run,
        checks.REVISIONS,
        kind="revision",
        things="earlier versions",
        name=named.revisions,
        words=_revision,
    )
    for row in named.entries(run.store, checks.lost_revisions(run.store)[:LISTED]):
        run.add("revision", f"An earlier version of {_entry(run, row)} was removed or added outside mmtui.")


def _sealed(
    run: Run,
    sealed: checks.Sealed,
    *,
    kind: str,
    things: str,
    name: Callable[[Any, Any], list[NamedRow]],
    words: Callable[[Run, NamedRow], str],
) -> None:
    looked = checks.broken_seals(run.store, sealed)
    run.looked_at[things] = looked.rows
    for row in name(run.store, looked.first):
        told = words(run, row)
        run.add(kind, f"{told[0].upper()}{told[1:]} {OUTSIDE}.")
    if (rest := looked.wrong - len(looked.first)) > 0:
        run.add(kind, f"{rest:,} more {things} were changed outside mmtui.", RESTORE)


def _entry(run: Run, row: NamedRow) -> str:
    """`the entry of 11/12/26, Kim, Acme Dental`."""
    who = ", ".join(part for part in (run.day(row.dated), row.person, row.client) if part)
    return f"the entry of {who}"


def _ledger_row(run: Run, row: NamedRow) -> str:
    return f"the {row.kind} row of {run.day(row.dated)} in the ledger of {row.client}, {row.contract},"


def _money_row(run: Run, row: NamedRow) -> str:
    cents = show_money(row.amount) if isinstance(row.amount, int) else repr(row.amount)
    return f"the {row.kind.lower()} of {run.day(row.dated)}, {cents}, of {row.client}, {row.contract},"


def _revision(run: Run, row: NamedRow) -> str:
    return f"version {row.amount} of {_entry(run, row)}"


def trail(run: Run) -> None:
    """The audit trail: every row's own seal, and that each one seals the row before it."""
    found = checks.audit_trail(run.store)
    run.looked_at["audit rows"] = found.rows
    for row in named.audit_rows(run.store, found.changed[:LISTED]):
        run.add("audit", f"{_audit_row(run, row)} {OUTSIDE}.")
    for row in named.audit_rows(run.store, found.gaps[:LISTED]):
        after = _lower(_audit_row(run, row))
        run.add("audit", f"A row of the audit trail is missing or was replaced before {after}.", RESTORE)
    if (rest := len(found.changed) - LISTED) > 0:
        run.add("audit", f"{rest:,} more rows of the audit trail were changed outside mmtui.", RESTORE)


def _audit_row(run: Run, row: NamedRow) -> str:
    """`The row of the audit trail of 11/24/26 (Ana, log entry, Acme Dental)`."""
    try:
        day = run.day(clock.local(row.amount, run.zone).date().isoformat())
    except (ValueError, TypeError, OverflowError, OSError):
        day = repr(row.amount)
    about = ", ".join(part for part in (row.person, f"{row.kind} {row.contract}", row.client) if part)
    return f"The row of the audit trail of {day} ({about})"


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


def imports(run: Run) -> None:
    """Each import against its audit row, and that every entry it brought in is still there.

    An entry that a later import corrected counts for the import that brought it in first, so that the number
    of new rows holds for ever; sums and digest belong to the file as it was read and are compared as kept.
    """
    batches = checks.batches(run.store)
    run.looked_at["imports"] = len(batches)
    told = Counter(checks.batches_told(run.store))
    there = checks.added_by_batch(run.store)
    for number, figures in batches:
        if told[figures] > 0:
            told[figures] -= 1
        else:
            run.add("import", f"The import of {figures.file} {OUTSIDE}: its audit row says otherwise.")
        kept = there.get(number, 0)
        if kept != figures.new:
            added = "1 entry" if figures.new == 1 else f"{figures.new:,} entries"
            what = f"The import of {figures.file} added {added}, {kept:,} of them are there."
            run.add("import", what)
    for figures, count in told.items():
        if count > 0:
            run.add("import", f"The audit trail tells of an import of {figures.file} that is not there so.")


def lost(run: Run) -> None:
    """Entries and ledger rows that the audit trail tells of but that are gone."""
    clients = named.client_names(run.store)
    for client_id, text in checks.lost_entries(run.store)[:LISTED]:
        told = _read(text)
        what = f"of {run.day(told.get('worked_on', ''))}, {clients.get(client_id, 'no client')}"
        run.add("entry", f"The entry {what}, {_time(told.get('minutes'))}, was removed outside mmtui.")
    for client_id, told in checks.lost_ledger_rows(run.store)[:LISTED]:
        what = f"The {told.get('kind')} row of {run.day(told.get('dated', ''))} in the ledger of "
        run.add("ledger", f"{what}{clients.get(client_id, 'no client')} was removed outside mmtui.")


def _read(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _time(minutes: object) -> str:
    return hmm(minutes) if isinstance(minutes, int) else "time unknown"
