"""The office's memory of itself: who changed what, unfinished forms, and settings."""

from __future__ import annotations

from peewee import BigIntegerField, ForeignKeyField, TextField

from mmtui.db.models.base import NumberedTable, Table
from mmtui.db.models.clients import Client
from mmtui.db.models.people import Person


class Audit(NumberedTable):
    """Who did what, when and why; each row seals the one before it."""

    at = BigIntegerField()
    person = ForeignKeyField(Person, null=True)
    action = TextField()
    subject = TextField()
    subject_uuid = TextField(default="")
    client = ForeignKeyField(Client, null=True)
    detail = TextField(default="{}")
    reason = TextField(default="")
    before_sha256 = TextField()
    sha256 = TextField()


class Draft(NumberedTable):
    """What was typed into a form that was not saved."""

    form = TextField()
    subject = TextField(default="")
    person = TextField(default="")
    body = TextField()
    saved_at = BigIntegerField()


class Setting(Table):
    """A setting of the whole office, as JSON."""

    name = TextField(primary_key=True)
    value = TextField()
    version = BigIntegerField(default=1)
    recorded_at = BigIntegerField()
