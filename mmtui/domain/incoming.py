"""What an import shows to a person: the files to choose from, what would be saved, what is asked.

Plain values; the services fill them, the screens print them. Work is raw seconds and accounted minutes.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

HOURS, CLIENTS = "hours", "clients"
"""What a file holds: a time sheet, or the client list."""

NEW, CHANGED, CONFLICT, UNMAPPED = "new", "changed", "conflict", "unmapped"
VANISHED, REFUSED, FLAGGED, SEEN = "vanished", "refused", "flagged", "seen"
GROUPS = (NEW, SEEN, CHANGED, CONFLICT, UNMAPPED, VANISHED, REFUSED, FLAGGED)
"""What becomes of a row, in the order in which a preview lists it."""

KEEP, REMOVE, OURS, THEIRS = "keep", "remove", "ours", "theirs"
ANSWERS = {VANISHED: (KEEP, REMOVE), CONFLICT: (OURS, THEIRS)}
"""What can be answered to each kind of question."""


class FileLine(NamedTuple):
    """A file or folder one can open; `changed_on` is its day on this machine, None where it can't be told."""

    name: str
    path: Path
    is_folder: bool
    size_bytes: int
    changed_on: date | None
    changed_at: int


class Folder(NamedTuple):
    """A folder's files; `problem` says in words why it can't be read, `label` is the path as it is shown.

    `left_out` counts hidden files that are not among `files`.
    """

    path: Path
    files: tuple[FileLine, ...]
    problem: str = ""
    label: str = ""
    left_out: int = 0


class AskDates(NamedTuple):
    """Day or month first? Each example is the file's text, read month first and day first (None: no date)."""

    source: str
    examples: tuple[tuple[str, date | None, date | None], ...]


class AskUnit(NamedTuple):
    """What does a plain number mean? `examples` are texts of the file."""

    source: str
    examples: tuple[str, ...]


class AskColumns(NamedTuple):
    """Nobody knows this header; `why` and `do` say so in words, `is_other` that it looks like another kind."""

    why: str
    do: str
    is_other: bool = False


class RowLine(NamedTuple):
    """One row of a preview; `line` is where it stands in the file, None for one that is stored only.

    In a client list `worked_on` is the contract's start and `seconds` its hours per cycle. `facts` are label
    and value of what else there is to say; `stands_for` rows of the file are told in this line.
    """

    group: str
    line: int | None
    worked_on: date | None
    person: str
    client: str
    project: str
    seconds: int | None
    why: str
    note: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    plan: str = ""
    email: str = ""
    stands_for: int = 1


class TallyLine(NamedTuple):
    """Rows, raw seconds and accounted minutes of one client or person; `mark` is a word beside the name."""

    name: str
    rows: int
    seconds: int
    minutes: int
    mark: str = ""


class Preview(NamedTuple):
    """What an import would do, or did when `saved`; `counts` is the number of rows by group, each row once.

    `lines` are the rows one can look at; of long groups only the first, so `counts` may say more. `added` are
    all new rows: those of the group new, and those that are listed as flagged or without a contract.
    """

    kind: str
    file: str
    source: str
    reading: str
    rows: int
    counts: dict[str, int]
    worked_seconds: int
    accounted_minutes: int
    not_billable_seconds: int
    clients: tuple[TallyLine, ...]
    people: tuple[TallyLine, ...]
    new_people: tuple[str, ...]
    lines: tuple[RowLine, ...]
    saved: bool
    added: int = 0

    @property
    def to_save(self) -> int:
        """Rows that saving would add or correct."""
        return self.added + self.counts.get(CHANGED, 0)


class Unmapped(NamedTuple):
    """Stored work that no contract could be found for, by the names in the time sheet."""

    client: str
    project: str
    rows: int
    seconds: int


class Question(NamedTuple):
    """A stored entry that vanished from its source, or changed both here and there.

    `theirs_seconds` and `theirs_note` are what the time sheet says now (conflicts only).
    """

    id: int
    kind: str
    worked_on: date
    person: str
    client: str
    contract: str
    seconds: int
    note: str
    file: str
    theirs_seconds: int | None = None
    theirs_note: str = ""


class ContractChoice(NamedTuple):
    """A contract to choose; `left_minutes` is None where it has no running hours."""

    contract_id: int
    client: str
    contract: str
    plan: str
    left_minutes: int | None
    state: str


class Mapping(NamedTuple):
    """A column mapping under work: field to column, and what the file leaves open ("" as found in it)."""

    name: str
    columns: dict[str, str]
    date_order: str = ""
    duration_unit: str = ""
    decimal_sign: str = ""


class Sheet(NamedTuple):
    """A file's header and its first rows, for choosing columns; `guess` is what the names suggest.

    `draft` is what was chosen for this header before and never kept.
    """

    file: str
    header: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    guess: Mapping
    draft: Mapping | None = None


class Echo(NamedTuple):
    """How a mapping reads the file: three texts and an error by field, and the totals of the rows read."""

    fields: dict[str, tuple[str, ...]]
    errors: dict[str, str]
    rows: int
    refused: int
    seconds: int
    whole: bool
