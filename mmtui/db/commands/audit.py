"""The audit trail: every change with its person and reason, each row sealing the one before it."""

from __future__ import annotations

import json
from typing import Any

from mmtui import clock
from mmtui.db.connect import Store
from mmtui.db.models.base import digest

FIRST = "0" * 64
COLUMNS = (
    "at",
    "person_id",
    "action",
    "subject",
    "subject_uuid",
    "client_id",
    "detail",
    "reason",
    "before_sha256",
)
INSERT = f"INSERT INTO audit ({', '.join(COLUMNS)}, sha256) VALUES ({', '.join('?' * (len(COLUMNS) + 1))})"


def record(
    store: Store,
    person_id: int | None,
    action: str,
    subject: str,
    subject_uuid: str = "",
    *,
    client_id: int | None = None,
    detail: dict[str, Any] | None = None,
    reason: str = "",
) -> None:
    """Append one row to the trail, inside the transaction of the change it tells of.

    `action` is a verb ("create", "change", "import"), `subject` the kind of thing, `detail` old and new values.
    """
    before = last_seal(store)
    told = json.dumps(detail or {}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    values = (clock.now(), person_id, action, subject, subject_uuid, client_id, told, reason, before)
    store.execute(INSERT, (*values, digest(*values)))


def last_seal(store: Store) -> str:
    """The digest of the newest row, which the next one seals."""
    rows = store.rows("SELECT sha256 FROM audit ORDER BY id DESC LIMIT 1")
    return str(rows[0][0]) if rows else FIRST
