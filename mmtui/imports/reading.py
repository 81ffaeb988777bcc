"""One record of a time sheet to one TimeRow or BadRow; made once per file, called once per record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from operator import itemgetter
from typing import NamedTuple

from mmtui.imports.columns import FIELDS, Layout, fold
from mmtui.imports.dates import DAY, MEMORY, MINUTES, SECONDS, DateReader, TimeReader
from mmtui.imports.durations import DurationReader
from mmtui.imports.hygiene import LONGEST_CELL, clean_line, clean_text, shown
from mmtui.imports.inference import LONGEST_ENTRY, TOLERANCE, Formats
from mmtui.imports.rows import CONTRADICTS, NO_DURATION, BadRow, CellError, TimeRow

_escape = json.encoder.encode_basestring_ascii
_new = tuple.__new__  # a third quicker than TimeRow(...), a hundred thousand times
_YES = {"yes", "y", "true", "1", "x", "ja", "j", "wahr", "oui", "o", "vrai", "si", "s", "verdadero"}
_NO = {"no", "n", "false", "0", "nein", "falsch", "non", "faux", "falso"}
_YES_OF_INVOICES = {"billable", "unpaid", "invoiced", "paid"}
_NO_OF_INVOICES = {"nonbillable", "notbillable"}


class YesNoReader(dict[str, bool | None]):
    """Reads yes and no in four languages, and the billable status of an invoicing tool; empty is None."""

    def __missing__(self, text: str) -> bool | None:
        word = fold(text)
        if word in _YES or word in _YES_OF_INVOICES:
            value: bool | None = True
        elif word in _NO or word in _NO_OF_INVOICES:
            value = False
        elif not text.strip():
            value = None
        else:
            raise CellError(f"{shown(text)} is neither yes nor no. Correct it and export again.")
        if len(self) >= MEMORY:
            self.clear()
        self[text] = value
        return value


class BreakReader(dict[str, bool]):
    """Tells breaks from work by the kind of an entry, in the words of the source."""

    def __init__(self, words: tuple[str, ...]) -> None:
        super().__init__()
        self.words = frozenset(fold(word) for word in words)

    def __missing__(self, kind: str) -> bool:
        if len(self) >= MEMORY:
            self.clear()
        found = self[kind] = fold(kind) in self.words
        return found


HOUR = 3600
TWICE = "It ends before it starts, as in the hour that comes twice when clocks go back; the duration counts."


class Timing(NamedTuple):
    """When and how long, in seconds, with what is to be said about it."""

    seconds: int
    start: int | None
    end: int | None
    flags: tuple[str, ...]


class RowReader:
    """Turns the cells of one file into rows; holds the file's columns and the memory of its dates."""

    def __init__(
        self, header: tuple[str, ...], layout: Layout, at: Mapping[str, int], formats: Formats
    ) -> None:
        self.header = header
        self.width = len(header)
        self.at = at
        self.pick = itemgetter(*(at[field] for field in FIELDS))
        self.note_at = at["note"]
        self.dates = DateReader(formats.date_order)
        self.times = TimeReader()
        self.durations = DurationReader(formats.whole_unit, formats.decimal_unit, formats.decimal_sign)
        self.checks = DurationReader("hours", "hours", formats.decimal_sign)
        self.checked = at["check"] >= 0 and at["check"] != at["duration"]
        self.yes_no = YesNoReader()
        self.is_break = BreakReader(layout.breaks)
        self.has_person = any(at[field] >= 0 for field in ("person", "first_name", "last_name", "email"))
        self.needed = 1 + max(at.values())

    def read(self, line: int, cells: list[str]) -> TimeRow | BadRow:
        """The row of one record; `cells` is used up."""
        if len(cells) != self.width and (refusal := self._fit(line, cells)):
            return refusal
        escaped = list(map(_escape, cells))
        source_text = f"[{','.join(escaped)}]"
        if len(source_text) > LONGEST_CELL and (refusal := self._refuse_long(line, cells)):
            return refusal
        if "\\" in source_text:  # what JSON need not escape is printable ASCII and needs no cleaning
            self._clean(cells, escaped)
        cells.append("")  # a field without a column is at −1
        (
            day, start, end_day, end, duration, check, person, first_name, last_name, email,
            client, project, task, note, tags, billable, kind,
        ) = self.pick(cells)  # fmt: skip
        field = "date"
        flags: tuple[str, ...] = ()
        try:
            worked_on = self.dates[day]
            field = "duration"
            try:  # the usual form of a time, see MINUTES
                begins = MINUTES[start[:5]] + SECONDS[start[5:]] if start else None
                ends = MINUTES[end[:5]] + SECONDS[end[5:]] if end else None
            except KeyError:
                begins = self.times[start] if start else None
                ends = self.times[end] if end else None
            seconds = self.durations[duration] if duration else -1
            span = seconds if begins is None or ends is None else ends - begins
            if span != seconds or not 0 < seconds <= LONGEST_ENTRY or (end_day and end_day != day):
                days = (self.dates[end_day] - worked_on).days if end_day else None
                seconds, begins, ends, flags = settle(seconds, begins, ends, days, duration)
            field = "billable"
            is_billable = self.yes_no[billable]
            field = "person"
            person = person.strip() or self._name(first_name, last_name, email)
        except CellError as error:
            return BadRow(line, *self._blame(field, str(error), (day, start, end_day, end)))
        counts = True
        if kind and (counts := not self.is_break[kind]) is False:
            flags += (f"{shown(kind)} is a break and is not counted.",)
        if check and self.checked:
            flags += self._compare(seconds, check)
        values = (
            line, worked_on, seconds, begins, ends, person, email.strip(), client.strip(), project.strip(),
            task.strip(), note.strip(), tags.strip(), is_billable, counts, flags, source_text,
        )  # fmt: skip
        return _new(TimeRow, values)

    def _name(self, first_name: str, last_name: str, email: str) -> str:
        """The person of a row without a full name; empty only in a file that has no column for persons."""
        name = f"{first_name} {last_name}".strip() or email.strip()
        if not name and self.has_person:
            raise CellError("Nobody is named for this entry. Add the person at the source.")
        return name

    def _compare(self, seconds: int, check: str) -> tuple[str, ...]:
        """A flag if the second duration column says something else."""
        names = self.header[self.at["duration"]], self.header[self.at["check"]]
        try:
            other = self.checks[check]
        except CellError:
            return (f"{names[1]} {shown(check)} can't be read; {names[0]} counts.",)
        if abs(other - seconds) <= TOLERANCE:
            return ()
        return (f"{names[1]} says {clock(other)}, {names[0]} {clock(seconds)}; the latter counts.",)

    def _blame(self, field: str, why: str, texts: tuple[str, str, str, str]) -> tuple[str, str]:
        """The column a CellError came from: the timing reads four of them."""
        if field == "duration":
            _day, start, end_day, end = texts
            for name, text, reader in (
                ("start", start, self.times), ("end", end, self.times), ("end_date", end_day, self.dates)
            ):  # fmt: skip
                try:
                    if text:
                        reader[text]
                except CellError as error:
                    return self._title(name), str(error)
            if "ends before" in why:
                return self._title("end"), why
        return self._title(field), why

    def _title(self, field: str) -> str:
        """The column's name as the file has it."""
        if field == "person":
            names = ("person", "first_name", "last_name", "email")
            return next((self.header[self.at[name]] for name in names if self.at[name] >= 0), field)
        return self.header[self.at[field]] if self.at[field] >= 0 else field

    def _fit(self, line: int, cells: list[str]) -> BadRow | None:
        """Bring a record to the header's width, if only empty or unused cells at its end are concerned."""
        extra = cells[self.width :]
        if any(cell.strip() for cell in extra) or len(cells) < self.needed:
            why = (
                f"The row has {len(cells)} cells, the header {self.width}; "
                "a delimiter or a quote is out of place. Correct the row or export again."
            )
            return BadRow(line, "", why)
        del cells[self.width :]
        cells.extend([""] * (self.width - len(cells)))
        return None

    def _refuse_long(self, line: int, cells: list[str]) -> BadRow | None:
        """Refuse a row with a cell beyond LONGEST_CELL."""
        for position, cell in enumerate(cells):
            if len(cell) > LONGEST_CELL:
                why = f"The cell has {len(cell):,} characters, more than {LONGEST_CELL:,}. Shorten it."
                return BadRow(line, self.header[position], why)
        return None

    def _clean(self, cells: list[str], escaped: list[str]) -> None:
        """Clean in place the cells that JSON had to escape."""
        for position, text in enumerate(escaped):
            if "\\" in text:
                clean = clean_text if position == self.note_at else clean_line
                cells[position] = clean(cells[position])


def settle(seconds: int, start: int | None, end: int | None, days: int | None, duration: str) -> Timing:
    """Duration, start and end checked against each other where they are not plainly equal.

    The duration counts (−1: none is given); `days` is end date − start date, None without an end date.
    """
    span = -1
    if start is not None and end is not None:
        end += (days or 0) * DAY
        if end < start and days is None and abs(end + DAY - start - seconds) <= TOLERANCE:
            end += DAY
        span = end - start
        if -HOUR < span < 0 and abs(span + HOUR - seconds) <= TOLERANCE:
            return Timing(seconds, start, end, (TWICE,))
        if span < 0:
            raise CellError("The entry ends before it starts. Correct it at the source.")
    elif days:
        end = None
    if seconds < 0 and span < 0:
        raise CellError("The duration is missing (is the timer still running?). Export again.")
    flags: tuple[str, ...] = ()
    if seconds < 0:
        seconds = span
        flags = (NO_DURATION,)
    if seconds > LONGEST_ENTRY:
        text = shown(duration) if duration else clock(seconds)
        raise CellError(f"{text} is more than 24 hours in one entry. Correct it at the source.")
    if seconds == 0:
        flags += ("The duration is 0:00.",)
    if span >= 0 and abs(span - seconds) > TOLERANCE:
        flags += (f"{CONTRADICTS} {clock(span)}, the duration says {clock(seconds)}; it counts.",)
    return Timing(seconds, start, end, flags)


def clock(seconds: int) -> str:
    """`1:30`, or `1:30:15` where there are seconds."""
    hours, rest = divmod(seconds, 3600)
    minutes, rest = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if rest else f"{hours}:{minutes:02d}"
