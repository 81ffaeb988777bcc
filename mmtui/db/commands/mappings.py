"""Choices about time sheets that are made once: whose project it is, and which column holds what."""

from __future__ import annotations

from mmtui import clock
from mmtui.db.connect import Store
from mmtui.db.models.base import key, new_uuid


def remember_project(store: Store, client_key: str, project_key: str, contract_id: int) -> None:
    """Rows of this client and project belong to this contract from now on, in place of an earlier choice."""
    store.execute(
        "INSERT INTO project_map (client_key, project_key, contract_id) VALUES (?, ?, ?) "
        "ON CONFLICT (client_key, project_key) DO UPDATE SET contract_id = excluded.contract_id",
        (client_key, project_key, contract_id),
    )


def keep_profile(store: Store, name: str, body: str) -> None:
    """A column mapping as JSON under its name; its version counts the changes."""
    store.execute(
        "INSERT INTO import_profile (uuid, version, recorded_at, deleted_at, name, name_key, body) "
        "VALUES (?, 1, ?, 0, ?, ?, ?) ON CONFLICT (name_key, deleted_at) DO UPDATE SET name = excluded.name, "
        "body = excluded.body, version = import_profile.version + 1, recorded_at = excluded.recorded_at",
        (new_uuid(), clock.now(), name, key(name), body),
    )
