"""The people of the office and what they do."""

from __future__ import annotations

from peewee import ForeignKeyField, TextField

from mmtui.db.models.base import EditableTable, NumberedTable


class Person(EditableTable):
    name = TextField()
    name_key = TextField()
    email = TextField(default="")


class PersonRole(NumberedTable):
    """One of the roles a person holds; a person may hold several."""

    person = ForeignKeyField(Person, backref="roles")
    role = TextField()


class PersonAlias(NumberedTable):
    """Another name or address under which time sheets know a person."""

    person = ForeignKeyField(Person, backref="aliases")
    alias_key = TextField()
