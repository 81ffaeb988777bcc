"""What every table shares: the database they live in, their identity and their digest."""

from __future__ import annotations

import hashlib
import os
import time
from typing import Any

from peewee import AutoField, BigIntegerField, DatabaseProxy, Model, TextField

database = DatabaseProxy()


class Table(Model):
    """A table of the office database; columns are declared in the migrations, names here."""

    class Meta:
        database = database
        legacy_table_names = False


class NumberedTable(Table):
    """A table whose rows are numbered."""

    id = AutoField()


class EditableTable(NumberedTable):
    """A row that people change: it has an identity, a version that guards edits, and a mark when removed."""

    uuid = TextField()
    version = BigIntegerField(default=1)
    recorded_at = BigIntegerField()
    deleted_at = BigIntegerField(default=0)


def new_uuid() -> str:
    """A UUID of version 7 as 32 hex digits: it begins with the time, so that new rows lie side by side."""
    stamp = time.time_ns() // 1_000_000
    tail = int.from_bytes(os.urandom(10), "big")
    high = (tail >> 68) & 0xFFF
    low = tail & 0x3FFFFFFFFFFFFFFF
    return f"{(stamp << 80) | (7 << 76) | (high << 64) | (2 << 62) | low:032x}"


def digest(*values: Any) -> str:
    """The sha256 of a row's values in a form that does not depend on the database: text, numbers or nothing."""
    canonical = "\x1f".join("\x00" if value is None else str(value) for value in values)
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def key(text: str) -> str:
    """A name as it is compared: without regard to case and spacing."""
    return " ".join(text.split()).casefold()
