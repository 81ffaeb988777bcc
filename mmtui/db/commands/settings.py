"""Settings of the whole office, and the drafts of unfinished forms."""

from __future__ import annotations

import json
from typing import Any

from mmtui import clock
from mmtui.db.connect import Store


def get(store: Store, name: str, default: Any = None) -> Any:
    """The value of a setting, or the default when nobody set it."""
    rows = store.rows("SELECT value FROM setting WHERE name = ?", (name,))
    return json.loads(rows[0][0]) if rows else default


def put(store: Store, name: str, value: Any) -> None:
    """Set a setting; its version counts the changes."""
    store.execute(
        "INSERT INTO setting (name, value, version, recorded_at) VALUES (?, ?, 1, ?) "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value, version = setting.version + 1, "
        "recorded_at = excluded.recorded_at",
        (name, json.dumps(value, ensure_ascii=False), clock.now()),
    )
