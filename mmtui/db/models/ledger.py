"""What a contract was given, what was paid, what was counted, and the totals kept per cycle."""

from __future__ import annotations

from peewee import BigIntegerField, CompositeKey, ForeignKeyField, TextField

from mmtui.db.models.base import EditableTable, NumberedTable, Table
from mmtui.db.models.contracts import Contract
from mmtui.db.models.people import Person


class AllowanceRow(NumberedTable):
    """One row of the ledger, never changed; minutes of a time meter, a count of the others, signed."""

    uuid = TextField()
    contract = ForeignKeyField(Contract, backref="allowance_rows")
    meter = TextField()
    kind = TextField()
    dated = TextField()
    amount = BigIntegerField()
    expires_on = TextField(default="")
    origin = TextField()
    reason = TextField(default="")
    reverses = ForeignKeyField("self", null=True)
    person = ForeignKeyField(Person, null=True)
    recorded_at = BigIntegerField()
    sha256 = TextField()


class MoneyRow(NumberedTable):
    """A payment, credit or other invoice of a prepaid block, never changed."""

    uuid = TextField()
    contract = ForeignKeyField(Contract, backref="money_rows")
    kind = TextField()
    dated = TextField()
    cents = BigIntegerField()
    reason = TextField(default="")
    person = ForeignKeyField(Person, null=True)
    recorded_at = BigIntegerField()
    sha256 = TextField()


class CountEntry(EditableTable):
    """A PM call or a sprint on a day, planned or done."""

    contract = ForeignKeyField(Contract, backref="count_entries")
    meter = TextField()
    dated = TextField()
    state = TextField(default="done")
    person = ForeignKeyField(Person, null=True)
    note = TextField(default="")


class CycleTotal(Table):
    """Every meter of one contract in one cycle, as the ledger computes it; kept with every write.

    An allowance is NULL where the contract lacks the meter.
    `steady_from` is the first day from which nothing in the cycle changes any more.
    """

    contract = ForeignKeyField(Contract)
    cycle_start = TextField()
    cycle_end = TextField()
    plan = TextField()
    first_threshold = BigIntegerField(null=True)
    rate_cents = BigIntegerField(null=True)
    hours_allowance = BigIntegerField(null=True)
    hours_used = BigIntegerField()
    phone_allowance = BigIntegerField(null=True)
    phone_used = BigIntegerField()
    calls_allowance = BigIntegerField(null=True)
    calls_used = BigIntegerField()
    sprints_allowance = BigIntegerField(null=True)
    sprints_used = BigIntegerField()
    steady_from = TextField()
    used_up_on = TextField(default="")
    balance_cents = BigIntegerField(null=True)
    block_cents = BigIntegerField(null=True)

    class Meta:
        primary_key = CompositeKey("contract", "cycle_start")
