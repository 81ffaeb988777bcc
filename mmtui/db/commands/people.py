"""People and their roles."""

from __future__ import annotations

from collections.abc import Iterable

from mmtui import clock
from mmtui.db.models.base import key, new_uuid
from mmtui.db.models.people import Person, PersonAlias, PersonRole


def create(name: str, email: str = "", roles: Iterable[str] = ()) -> int:
    """A new person; returns the id."""
    person = Person.create(
        uuid=new_uuid(), recorded_at=clock.now(), name=name, name_key=key(name), email=email
    )
    for role in roles:
        PersonRole.create(person=person, role=role)
    return int(person.id)


def add_alias(person_id: int, alias: str) -> None:
    """Remember another name or address of a person; one that somebody has already stays theirs."""
    PersonAlias.insert(person_id=person_id, alias_key=key(alias)).on_conflict_ignore().execute()
