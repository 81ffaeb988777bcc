"""Time entries, where they came from, and what an import left for a person to decide."""

from __future__ import annotations

from peewee import BigIntegerField, ForeignKeyField, TextField

from mmtui.db.models.base import EditableTable, NumberedTable
from mmtui.db.models.contracts import Contract
from mmtui.db.models.people import Person


class ImportBatch(NumberedTable):
    uuid = TextField()
    source = TextField()
    file = TextField()
    person = ForeignKeyField(Person, null=True)
    recorded_at = BigIntegerField()
    read_rows = BigIntegerField()
    new_rows = BigIntegerField()
    seen_rows = BigIntegerField()
    changed_rows = BigIntegerField()
    refused_rows = BigIntegerField()
    worked_seconds = BigIntegerField()
    digest = TextField()


class TimeEntry(EditableTable):
    """A piece of work: `seconds` as worked, `minutes` as accounted; `counted` is 0 for a break."""

    contract = ForeignKeyField(Contract, null=True, backref="entries")
    person = ForeignKeyField(Person)
    worked_on = TextField()
    cycle_start = TextField(default="")
    seconds = BigIntegerField()
    minutes = BigIntegerField()
    coverage = TextField(default="plan")
    counted = BigIntegerField(default=1)
    billable = BigIntegerField(null=True)
    activity = TextField(default="")
    task = TextField(default="")
    note = TextField(default="")
    started_at = BigIntegerField(null=True)
    ended_at = BigIntegerField(null=True)
    group_uuid = TextField(default="")
    edited = BigIntegerField(default=0)
    source = TextField()
    source_key = TextField()
    ordinal = BigIntegerField(default=0)
    source_start = BigIntegerField(null=True)
    source_client = TextField(default="")
    source_project = TextField(default="")
    source_text = TextField(default="")
    batch = ForeignKeyField(ImportBatch, null=True)
    line = BigIntegerField(null=True)
    flags = TextField(default="")
    ticket_id = BigIntegerField(null=True)
    work_id = BigIntegerField(null=True)
    run_id = BigIntegerField(null=True)
    invoice_line_id = BigIntegerField(null=True)
    sha256 = TextField()


class TimeEntryRevision(NumberedTable):
    """What an entry said before a change, as JSON; never changed."""

    entry = ForeignKeyField(TimeEntry, backref="revisions")
    version = BigIntegerField()
    recorded_at = BigIntegerField()
    person = ForeignKeyField(Person, null=True)
    reason = TextField()
    before = TextField()
    sha256 = TextField()


class ImportQuestion(NumberedTable):
    """A row that vanished from its source, or changed both there and here: a person decides."""

    batch = ForeignKeyField(ImportBatch)
    entry = ForeignKeyField(TimeEntry)
    kind = TextField()
    theirs = TextField(default="")
    asked_at = BigIntegerField()
    answered_at = BigIntegerField(default=0)
    answer = TextField(default="")


class ProjectMap(NumberedTable):
    """A choice made once: rows of this client and project belong to this contract."""

    client_key = TextField()
    project_key = TextField()
    contract = ForeignKeyField(Contract)


class ImportProfile(EditableTable):
    """How the columns of a time sheet of one's own are read, as JSON."""

    name = TextField()
    name_key = TextField()
    body = TextField()
