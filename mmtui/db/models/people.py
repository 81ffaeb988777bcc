"""The people of the office and what they do."""

from __future__ import annotations

from peewee import ForeignKeyField, TextField

from mmtui.db.models.base import EditableTable, Table


class Person(EditableTable):
    name = TextField()
    name_key = TextField()
    email = TextField(default="")


class PersonRole(Table):
    """One of the roles a person holds; a person may hold several."""

    person = ForeignKeyField(Person, backref="roles")
    role = TextField()


class PersonAlias(Table):
    """Another name or address under which time sheets know a person."""

    person = ForeignKeyField(Person, backref="aliases")
    alias_key = TextField()
