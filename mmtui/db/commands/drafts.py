"""What was typed into a form and not saved, kept as JSON until it is saved or thrown away."""

from __future__ import annotations

import json
from typing import Any

from mmtui import clock
from mmtui.db.connect import Store


def keep(store: Store, form: str, subject: str, person: str, body: dict[str, Any]) -> None:
    """Keep a draft in place of an earlier one of the same form, subject and person."""
    store.execute(
        "INSERT INTO draft (form, subject, person, body, saved_at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (form, subject, person) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at",
        (form, subject, person, json.dumps(body, ensure_ascii=False), clock.now()),
    )


def read(store: Store, form: str, subject: str, person: str) -> dict[str, Any] | None:
    """The draft, None when there is none."""
    found = store.rows(
        "SELECT body FROM draft WHERE form = ? AND subject = ? AND person = ?", (form, subject, person)
    )
    return dict(json.loads(found[0][0])) if found else None


def drop(store: Store, form: str, subject: str, person: str) -> None:
    """Forget the draft."""
    store.execute("DELETE FROM draft WHERE form = ? AND subject = ? AND person = ?", (form, subject, person))
