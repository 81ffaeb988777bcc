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


def rename(person_id: int, name: str) -> None:
    """Another name for a person."""
    named = Person.update(name=name, name_key=key(name), version=Person.version + 1)
    named.where(Person.id == person_id).execute()


def change_role(person_id: int, before: str, role: str) -> None:
    """Another role in the place of one that the person holds; none is held twice."""
    held = [row.role for row in PersonRole.select().where(PersonRole.person == person_id)]
    mine = (PersonRole.person == person_id) & (PersonRole.role == before)
    if role in held:
        PersonRole.delete().where(mine).execute()
    elif before in held:
        PersonRole.update(role=role).where(mine).execute()
    else:
        PersonRole.create(person=person_id, role=role)


def add_alias(person_id: int, alias: str) -> None:
    """Remember another name or address of a person; one that somebody has already stays theirs."""
    PersonAlias.insert(person_id=person_id, alias_key=key(alias)).on_conflict_ignore().execute()
