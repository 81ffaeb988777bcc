"""Client lists: one contract a row, every cell checked here but the names of plans, which are data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TypeVar

from mmtui.domain.hours import parse_hours
from mmtui.domain.rounding import half_up
from mmtui.errors import FieldError, FileError
from mmtui.imports.columns import fold, nearest
from mmtui.imports.dates import date_parts, is_year_first, read_date
from mmtui.imports.decoding import Opening, open_file, records, text_stream
from mmtui.imports.hygiene import LONGEST_CELL, clean_line, clean_text, is_hostile, shown
from mmtui.imports.problems import IsTimesheet, place
from mmtui.imports.rows import BadRow, CellError
from mmtui.imports.timesheets import recognise

Value = TypeVar("Value")

COLUMNS = (
    "client", "contract", "family", "plan", "hours", "opening_hours", "start", "end", "anchor_day",
    "rollover", "rollover_cap_hours", "rollover_cycles", "rounding_minutes", "rounding", "thresholds",
    "contact", "email", "cc", "project", "plutio_project", "notes",
)  # fmt: skip
REQUIRED = ("client", "plan", "start")
DEFAULT_FAMILY = "Hours plan"
DEFAULT_THRESHOLDS = (75, 90, 100)
MOST_HOURS = 10_000
HIGHEST_THRESHOLD = 200

_LOCAL_PART = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?")


@dataclass(frozen=True, slots=True)
class ClientRow:
    """One contract of a client list; hours are minutes, None is an empty cell without a default.

    `contract` is the plan's name unless given; `plan` and `family` are not looked up here.
    """

    line: int
    client: str
    contract: str
    family: str
    plan: str
    minutes: int | None
    opening_minutes: int | None
    start: date
    end: date | None
    anchor_day: int
    rollover: str
    rollover_cap_minutes: int | None
    rollover_cycles: int | None
    rounding_minutes: int
    rounding: str
    thresholds: tuple[int, ...]
    contact: str
    email: str
    cc: tuple[str, ...]
    projects: tuple[str, ...]
    plutio_project: str
    notes: str


@dataclass(frozen=True)
class ClientList:
    """A client list whose header is right; `rows()` reads it, as often as wanted."""

    file: Path
    header: tuple[str, ...]
    encoding: str
    delimiter: str
    size_bytes: int
    first_line: int

    def rows(self, progress: Callable[[int], None] | None = None) -> Iterator[ClientRow | BadRow]:
        """Every row in the file's order, one at a time; `progress` is told the bytes read so far."""
        at = {fold(name): position for position, name in reversed(list(enumerate(self.header)))}
        positions = {name: at.get(fold(name), -1) for name in COLUMNS}
        with text_stream(self.file, self.encoding) as (stream, raw):
            for line, cells in records(stream, self.delimiter, self.file.name):
                if line > self.first_line and any(cell.strip() for cell in cells):
                    yield _read(line, cells, positions, len(self.header))
                    if progress:
                        progress(raw.tell())


def open_clients(path: Path) -> ClientList:
    """Open a client list; FileError names a column that is missing, unknown or there twice."""
    opening = open_file(path)
    _check_header(opening)
    return ClientList(
        file=path,
        header=opening.header,
        encoding=opening.encoding,
        delimiter=opening.delimiter,
        size_bytes=opening.size_bytes,
        first_line=opening.first_line,
    )


def valid_email(text: str) -> bool:
    """Whether any mail server takes the address: ASCII before the @, a host name with a dot after it."""
    local, _, host = text.rpartition("@")
    try:
        labels = host.encode("idna").decode("ascii").split(".")
    except UnicodeError:
        return False
    return (
        len(text) <= 254
        and len(local) <= 64
        and _LOCAL_PART.fullmatch(local) is not None
        and len(labels) > 1
        and all(_LABEL.fullmatch(label) for label in labels)
    )


def _check_header(opening: Opening) -> None:
    """Every column known and at most once, the required ones there; a trailing empty column is accepted."""
    known = {fold(name): name for name in COLUMNS}
    where = place(opening.name, opening.first_line)
    seen: set[str] = set()
    missing = [name for name in REQUIRED if fold(name) not in {fold(title) for title in opening.header}]
    if missing:
        source = recognise(opening.header)
        do = f"A client list has the columns {', '.join(COLUMNS)}."
        what = f"there is no column {' and no column '.join(missing)}."
        if source:
            raise IsTimesheet(
                what, f"It is a time sheet of {source.capitalize()}: read it as one.", where=where
            )
        raise FileError(what, do, where=where)
    for title in opening.header:
        key = fold(title)
        if not key:
            continue
        if key not in known:
            near = nearest(title, COLUMNS)
            do = f"Did you mean {near}?" if near else f"Use {', '.join(COLUMNS)}."
            raise FileError(f"there is no column {shown(title)} in a client list.", do, where=where)
        if key in seen:
            raise FileError(f"the column {known[key]} is there twice.", "Leave one of them.", where=where)
        seen.add(key)


def _read(line: int, cells: list[str], at: Mapping[str, int], width: int) -> ClientRow | BadRow:
    """One row, or all that is wrong with it."""
    if any(cell.strip() for cell in cells[width:]):
        why = f"The row has {len(cells)} cells, the header {width}. Quote cells that hold the delimiter."
        return BadRow(line, "", why)
    texts: dict[str, str] = {}
    for name, position in at.items():
        text = cells[position] if 0 <= position < len(cells) else ""
        if is_hostile(text):
            return BadRow(line, name, f"{shown(text)} holds control characters. Type the cell again.")
        if len(text) > LONGEST_CELL:
            return BadRow(
                line, name, f"The cell has {len(text):,} characters. Shorten it to {LONGEST_CELL:,}."
            )
        texts[name] = clean_text(text) if name == "notes" else clean_line(text)
    return _Cells(line, texts).row()


class _Cells:
    """The texts of one row on their way to values; `wrong` is what is wrong so far, as column and sentence."""

    def __init__(self, line: int, texts: Mapping[str, str]) -> None:
        self.line = line
        self.texts = texts
        self.wrong: list[tuple[str, str]] = []

    def row(self) -> ClientRow | BadRow:
        """The row; the BadRow names the first column that is wrong, and all others in its sentence."""
        row = self._row()
        self._check_together(row)
        if not self.wrong:
            return row
        (field, first), *others = self.wrong
        return BadRow(self.line, field, " ".join([first, *(f"{name}: {why}" for name, why in others)]))

    def _read(self, name: str, read: Callable[[str], Value], instead: Value) -> Value:
        """A cell's value; what can't be read is noted, and `instead` stands for it."""
        try:
            return read(name)
        except (CellError, FieldError) as error:
            self.wrong.append((name, error.sentence if isinstance(error, FieldError) else str(error)))
            return instead

    def _row(self) -> ClientRow:
        client = self._read("client", self._needed, "")
        plan = self._read("plan", self._needed, "")
        return ClientRow(
            line=self.line,
            client=client,
            contract=self._text("contract") or plan,
            family=self._text("family") or DEFAULT_FAMILY,
            plan=plan,
            minutes=self._read("hours", self._minutes, None),
            opening_minutes=self._read("opening_hours", self._minutes, None),
            start=self._read("start", self._date, date.min),
            end=self._read("end", self._date, None) if self._text("end") else None,
            anchor_day=self._read("anchor_day", partial(self._whole, least=1, most=31), None) or 1,
            rollover=self._read("rollover", partial(self._word, words=("expire", "carry")), ""),
            rollover_cap_minutes=self._read("rollover_cap_hours", self._minutes, None),
            rollover_cycles=self._read("rollover_cycles", partial(self._whole, least=1, most=120), None),
            rounding_minutes=self._read("rounding_minutes", partial(self._whole, least=1, most=60), None)
            or 1,
            rounding=self._read("rounding", partial(self._word, words=("nearest", "up")), ""),
            thresholds=self._read("thresholds", self._thresholds, ()),
            contact=self._text("contact"),
            email=self._read("email", self._email, ""),
            cc=self._read("cc", self._copies, ()),
            projects=self._list("project"),
            plutio_project=self._text("plutio_project"),
            notes=self._text("notes"),
        )

    def _check_together(self, row: ClientRow) -> None:
        """What no single cell shows: the order of the dates, and carried hours without `carry`."""
        if row.end is not None and row.end < row.start:
            why = f"The contract ends on {row.end} before it starts on {row.start}. Correct one."
            self.wrong.append(("end", why))
        if not self._text("rollover"):
            for name in ("rollover_cap_hours", "rollover_cycles"):
                if self._text(name) and name not in {field for field, _ in self.wrong}:
                    why = f"{name} is given, but rollover is empty. Write carry or expire there."
                    self.wrong.append((name, why))

    def _text(self, name: str) -> str:
        return self.texts[name]

    def _needed(self, name: str) -> str:
        if text := self._text(name):
            return text
        raise CellError(f"The {name} is missing. Every row needs one.")

    def _date(self, name: str) -> date:
        text = self._needed(name)
        if date_parts(text) is None and not is_year_first(text):
            raise CellError(f"{shown(text)} is not a date. Write it as 2026-11-20 or 11/20/26.")
        parts = date_parts(text)
        try:
            return read_date(text, "dmy" if parts and parts.dotted else "mdy")
        except CellError as error:
            raise CellError(f"{error} Write it as 2026-11-20 or 11/20/26.") from None

    def _minutes(self, name: str) -> int | None:
        """Minutes of `16`, `4:30`, `4.5`, `4,5`, `4h30`; a plain number is hours."""
        text = self._text(name)
        if not text:
            return None
        return half_up(Fraction(parse_hours(text, field=name, least=0, most=MOST_HOURS * 3600), 60))

    def _whole(self, name: str, least: int, most: int) -> int | None:
        text = self._text(name)
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) < 6 and least <= int(text) <= most):
            raise CellError(f"{shown(text)} is not a whole number from {least} to {most}.")
        return int(text)

    def _word(self, name: str, words: tuple[str, ...]) -> str:
        """One of two words; the first is the default."""
        text = self._text(name).lower()
        if not text or text in words:
            return text or words[0]
        near = nearest(text, words)
        hint = f" Did you mean {near}?" if near else ""
        raise CellError(f"{shown(text)} is not known here. Write {' or '.join(words)}.{hint}")

    def _thresholds(self, name: str) -> tuple[int, ...]:
        text = self._text(name)
        if not text:
            return DEFAULT_THRESHOLDS
        parts = [part.strip().removesuffix("%").strip() for part in re.split("[;,/]", text) if part.strip()]
        if not parts or not all(
            part.isascii() and part.isdigit() and len(part) < 5 and 0 < int(part) <= HIGHEST_THRESHOLD
            for part in parts
        ):
            raise CellError(
                f"{shown(text)} is not a list of percentages from 1 to {HIGHEST_THRESHOLD}. "
                "Write them as 75;90;100."
            )
        return tuple(sorted({int(part) for part in parts}))

    def _list(self, name: str) -> tuple[str, ...]:
        """The parts between semicolons, each once, in their order."""
        parts = (part.strip() for part in self._text(name).split(";"))
        return tuple(dict.fromkeys(part for part in parts if part))

    def _email(self, name: str) -> str:
        text = self._text(name)
        if text and not valid_email(text):
            more = " Put further addresses under cc." if re.search("[;,]", text) else ""
            raise CellError(f"{shown(text)} is not one e-mail address. Write it as ana@example.com.{more}")
        return text

    def _copies(self, name: str) -> tuple[str, ...]:
        addresses = [part.strip() for part in re.split("[;,]", self._text(name)) if part.strip()]
        for address in addresses:
            if not valid_email(address):
                raise CellError(
                    f"{shown(address)} is not an e-mail address. Write ana@example.com;bo@example.com."
                )
        return tuple(dict.fromkeys(addresses))
