"""What an import has to know of the office: names, choices made before, and rows that are stored already."""

from __future__ import annotations

from collections.abc import Sequence

from mmtui.db.connect import Store
from mmtui.db.models.base import key


def project_names(store: Store) -> list[tuple[int, str]]:
    """Contract id and project name key, for every declared project name."""
    return [
        (int(row[0]), str(row[1])) for row in store.rows("SELECT contract_id, name_key FROM project_name")
    ]


def project_map(store: Store) -> dict[tuple[str, str], int]:
    """The choices made once: (client key, project key) to contract id."""
    rows = store.rows("SELECT client_key, project_key, contract_id FROM project_map")
    return {(row[0], row[1]): int(row[2]) for row in rows}


def people_keys(store: Store) -> dict[str, int]:
    """Every name, address and alias of living people, as compared, to the person's id."""
    found: dict[str, int] = {}
    for person_id, name_key, email in store.rows(
        "SELECT id, name_key, email FROM person WHERE deleted_at = 0"
    ):
        found.setdefault(name_key, int(person_id))
        if email:
            found.setdefault(key(email), int(person_id))
    for person_id, alias in store.rows("SELECT person_id, alias_key FROM person_alias"):
        found.setdefault(alias, int(person_id))
    return found


def people_names(store: Store) -> dict[int, str]:
    return {int(row[0]): str(row[1]) for row in store.rows("SELECT id, name FROM person")}


def has_rows_of(store: Store, source: str) -> bool:
    """Whether anything of that source is stored already."""
    return bool(store.rows("SELECT 1 FROM time_entry WHERE source = ? LIMIT 1", (source,)))


def stored(store: Store, source: str, keys: Sequence[str]) -> dict[tuple[str, int], int]:
    """Entry ids by (source key, ordinal) for the keys that are stored."""
    marks = ",".join("?" * len(keys))
    rows = store.rows(
        f"SELECT source_key, ordinal, id FROM time_entry WHERE source = ? AND source_key IN ({marks})",
        (source, *keys),
    )
    return {(row[0], int(row[1])): int(row[2]) for row in rows}


def unmapped(store: Store) -> list[tuple[str, str, int, int]]:
    """Client, project, rows and counted seconds of the living entries that belong to no contract."""
    rows = store.rows(
        "SELECT source_client, source_project, COUNT(*), SUM(seconds * counted) FROM time_entry "
        "WHERE contract_id IS NULL AND deleted_at = 0 GROUP BY source_client, source_project "
        "ORDER BY source_client, source_project"
    )
    return [(row[0], row[1], int(row[2]), int(row[3])) for row in rows]


def profiles(store: Store) -> list[str]:
    """The saved column mappings as JSON, by name."""
    return [
        row[0] for row in store.rows("SELECT body FROM import_profile WHERE deleted_at = 0 ORDER BY name_key")
    ]
