"""Contracts: when they run, the terms they were signed with, pauses, and their names in time sheets."""

from __future__ import annotations

from peewee import BigIntegerField, ForeignKeyField, TextField

from mmtui.db.models.base import EditableTable, NumberedTable
from mmtui.db.models.clients import Client
from mmtui.db.models.people import Person


class Contract(EditableTable):
    client = ForeignKeyField(Client, backref="contracts")
    name = TextField()
    name_key = TextField()
    starts_on = TextField()
    ends_on = TextField(default="")
    anchor_day = BigIntegerField(default=1)
    opening_minutes = BigIntegerField(null=True)
    prepaid = BigIntegerField(default=0)
    plutio_project = TextField(default="")
    notes = TextField(default="")


class ContractTerms(NumberedTable):
    """Figures in force from a day; never changed: a later revision for the same day replaces an earlier one."""

    uuid = TextField()
    contract = ForeignKeyField(Contract, backref="terms")
    holds_from = TextField()
    revision = BigIntegerField(default=1)
    recorded_at = BigIntegerField()
    person = ForeignKeyField(Person, null=True)
    reason = TextField(default="")
    withdrawn = BigIntegerField(default=0)
    family = TextField()
    plan = TextField()
    hours = BigIntegerField(null=True)
    phone = BigIntegerField(null=True)
    calls = BigIntegerField(null=True)
    sprints = BigIntegerField(null=True)
    change_mode = TextField(default="prorate")
    rollover = TextField(default="expire")
    rollover_cap = BigIntegerField(null=True)
    rollover_cycles = BigIntegerField(default=1)
    rounding_minutes = BigIntegerField(default=1)
    rounding = TextField(default="nearest")
    thresholds = TextField(default="75;90;100")
    price_cents = BigIntegerField(null=True)
    rate_cents = BigIntegerField(null=True)


class ContractPause(EditableTable):
    contract = ForeignKeyField(Contract, backref="pauses")
    starts_on = TextField()
    ends_on = TextField(default="")
    reason = TextField(default="")


class ProjectName(NumberedTable):
    """A name under which time sheets know a contract."""

    contract = ForeignKeyField(Contract, backref="project_names")
    name = TextField()
    name_key = TextField()
