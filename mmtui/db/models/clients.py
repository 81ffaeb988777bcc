"""Clients, whom to talk to there, and what is maintained."""

from __future__ import annotations

from peewee import BigIntegerField, ForeignKeyField, TextField

from mmtui.db.models.base import EditableTable


class Client(EditableTable):
    name = TextField()
    name_key = TextField()
    notes = TextField(default="")


class Contact(EditableTable):
    """A person at the client: decision maker, billing, technical or cc."""

    client = ForeignKeyField(Client, backref="contacts")
    kind = TextField()
    name = TextField(default="")
    email = TextField(default="")
    phone = TextField(default="")


class Asset(EditableTable):
    """A server, storage array or printer under maintenance."""

    client = ForeignKeyField(Client, backref="assets")
    kind = TextField()
    name = TextField()
    retired_on = TextField(default="")
    notes = TextField(default="")


class Plan(EditableTable):
    """One row of the catalogue; hours and phone in minutes a cycle."""

    family = TextField()
    name = TextField()
    hours = BigIntegerField(null=True)
    phone = BigIntegerField(null=True)
    calls = BigIntegerField(null=True)
    sprints = BigIntegerField(null=True)
    fee_cents = BigIntegerField(null=True)
    price_cents = BigIntegerField(null=True)
    prepaid = BigIntegerField(default=0)
    sort = BigIntegerField(default=0)


class PlanService(EditableTable):
    """A service that a plan (or, with an empty plan, a family) includes, or offers at a price."""

    family = TextField()
    plan = TextField(default="")
    name = TextField()
    price_cents = BigIntegerField(null=True)
