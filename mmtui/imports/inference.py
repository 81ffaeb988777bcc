"""The first pass: what the whole file tells about its dates and numbers, so that no row is a guess."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from mmtui.errors import FileError
from mmtui.imports.columns import Layout
from mmtui.imports.dates import (
    DAY,
    MEMORY,
    ORDER_WORDS,
    DateParts,
    Order,
    TimeReader,
    date_parts,
    is_year_first,
    read_date,
)
from mmtui.imports.decoding import Opening, records, text_stream
from mmtui.imports.durations import (
    UNIT_SECONDS,
    DurationReader,
    Sign,
    Unit,
    decimal_sign,
    is_number,
    is_whole,
)
from mmtui.imports.hygiene import shown
from mmtui.imports.problems import AmbiguousDates, AmbiguousDurations, place
from mmtui.imports.rows import CellError

TOLERANCE = 60
"""Seconds by which end − start and the duration may differ, as exports round to minutes or 0.01 h."""

LONGEST_ENTRY = DAY
"""Seconds: an entry of more than 24 hours is refused."""


class Formats(NamedTuple):
    """How this file writes dates and durations; `whole_unit` None: no plain whole number was found."""

    date_order: Order
    whole_unit: Unit | None
    decimal_unit: Unit
    decimal_sign: Sign | None


class Sighting(NamedTuple):
    """A cell that proves something, and the line it stands in."""

    line: int
    text: str


@dataclass
class Evidence:
    """What one pass over the file found; the first cell of each kind is kept for the sentence."""

    orders: dict[Order, Sighting] = field(default_factory=dict)
    spans: dict[Order, Sighting] = field(default_factory=dict)
    open_dates: list[Sighting] = field(default_factory=list)
    dotted: bool = False
    year_first: Sighting | None = None
    year_last: Sighting | None = None
    signs: dict[Sign, Sighting] = field(default_factory=dict)
    whole: list[Sighting] = field(default_factory=list)
    smallest: int = 0
    fractions: bool = False
    matches: dict[Unit, int] = field(default_factory=dict)


def infer_formats(
    opening: Opening,
    layout: Layout,
    at: Mapping[str, int],
    *,
    date_order: Order | None,
    duration_unit: Unit | None,
    sign: Sign | None,
) -> Formats:
    """The file's formats; AmbiguousDates, AmbiguousDurations or FileError where they stay open or contradict.

    What a person said before (`date_order`, `duration_unit`, `sign`) is taken, but never against the file.
    """
    whole = duration_unit or layout.whole_unit
    decimal = duration_unit or layout.decimal_unit
    if not _must_look(opening, at, date_order, whole, sign):
        return Formats(date_order or "ymd", whole, decimal, sign)
    evidence = _look(opening, at, layout.units)
    order = _decide_order(opening.name, evidence, date_order)
    found = sign or (next(iter(evidence.signs)) if len(evidence.signs) == 1 else None)
    if whole is None and evidence.whole:
        whole = _decide_unit(opening.name, evidence, layout)
    return Formats(order, whole, decimal, found)


def _must_look(
    opening: Opening, at: Mapping[str, int], order: Order | None, whole: Unit | None, sign: Sign | None
) -> bool:
    """Whether the first rows leave anything open: dates with the year first and `H:MM` need no first pass."""
    if order not in (None, "ymd"):
        return True
    for cells in opening.samples:
        if not is_year_first(_cell(cells, at["date"])):
            return True
        if is_number(_cell(cells, at["duration"]).strip()) and (whole is None or sign is None):
            return True
    return False


def _look(opening: Opening, at: Mapping[str, int], units: tuple[Unit, ...]) -> Evidence:
    """Read the columns of date, time and duration once, each distinct text once."""
    evidence = Evidence()
    dates: set[str] = set()
    durations: set[str] = set()
    pick = itemgetter(at["date"], at["end_date"], at["duration"])
    needed = 1 + max(at.values())
    times = TimeReader()
    with text_stream(opening.path, opening.encoding) as (stream, _raw):
        for line, cells in records(stream, opening.delimiter, opening.name):
            if line == opening.first_line:
                continue
            if len(cells) < needed:
                continue
            cells.append("")  # a field without a column is at −1
            day, end_day, duration = pick(cells)
            if day not in dates:
                _note_date(evidence, line, day)
                _remember(dates, day)
            if end_day not in dates:
                _note_date(evidence, line, end_day)
                _remember(dates, end_day)
            if end_day and end_day != day and not evidence.orders:
                _note_span(evidence, line, cells, at, times)
            if duration not in durations:
                _note_duration(evidence, line, duration.strip())
                _remember(durations, duration)
            if evidence.whole and is_whole(duration.strip()):
                _note_unit(evidence, cells, at, times, units)
    return evidence


def _cell(cells: list[str] | tuple[str, ...], position: int) -> str:
    return cells[position] if 0 <= position < len(cells) else ""


def _remember(seen: set[str], text: str) -> None:
    if len(seen) >= MEMORY:
        seen.clear()
    seen.add(text)


def _note_date(evidence: Evidence, line: int, text: str) -> None:
    """A part over 12 proves the order; both at most 12 and different leave it open."""
    if is_year_first(text):
        evidence.year_first = evidence.year_first or Sighting(line, text)
        return
    parts = date_parts(text)
    if parts is None or min(parts.first, parts.second) > 12:
        return
    evidence.year_last = evidence.year_last or Sighting(line, text)
    if parts.first > 12 >= parts.second:
        evidence.orders.setdefault("dmy", Sighting(line, text))
    elif parts.second > 12 >= parts.first:
        evidence.orders.setdefault("mdy", Sighting(line, text))
    elif _is_open(parts):
        evidence.dotted = evidence.dotted or parts.dotted
        if len(evidence.open_dates) < 3:
            evidence.open_dates.append(Sighting(line, text))


def _is_open(parts: DateParts) -> bool:
    return parts.first <= 12 and parts.second <= 12 and parts.first != parts.second


def _note_span(
    evidence: Evidence, line: int, cells: list[str], at: Mapping[str, int], times: TimeReader
) -> None:
    """An entry over midnight: only one order makes end − start its duration."""
    start_text, end_text = _cell(cells, at["date"]), _cell(cells, at["end_date"])
    try:
        clock = times[_cell(cells, at["end"])] - times[_cell(cells, at["start"])]
        seconds = DurationReader(None).read(_cell(cells, at["duration"]))
    except CellError:
        return
    fitting: list[Order] = []
    orders: tuple[Order, ...] = ("dmy", "mdy")
    for order in orders:
        try:
            days = (read_date(end_text, order) - read_date(start_text, order)).days
        except CellError:
            continue
        if abs(clock + days * DAY - seconds) <= TOLERANCE:
            fitting.append(order)
    if len(fitting) == 1:
        evidence.spans.setdefault(fitting[0], Sighting(line, start_text))


def _note_duration(evidence: Evidence, line: int, text: str) -> None:
    if not is_number(text):
        return
    if is_whole(text):
        if len(evidence.whole) < 3:
            evidence.whole.append(Sighting(line, text))
        value = int(text[:12])
        evidence.smallest = min(evidence.smallest or value, value or evidence.smallest)
        return
    evidence.fractions = True
    if sign := decimal_sign(text):
        evidence.signs.setdefault(sign, Sighting(line, text))


def _note_unit(
    evidence: Evidence, cells: list[str], at: Mapping[str, int], times: TimeReader, units: tuple[Unit, ...]
) -> None:
    """Which unit makes a plain whole number equal to end − start."""
    value = int(_cell(cells, at["duration"])[:12])
    try:
        span = (times[_cell(cells, at["end"])] - times[_cell(cells, at["start"])]) % DAY
    except CellError:
        return
    for unit in units:
        if value and abs(value * UNIT_SECONDS[unit] - span) <= TOLERANCE:
            evidence.matches[unit] = evidence.matches.get(unit, 0) + 1


def _decide_order(name: str, evidence: Evidence, said: Order | None) -> Order:
    """The one order the file proves, else what was said, else the question.

    In a file that begins with the year first, rows of another form are refused one by one.
    """
    if evidence.year_last is None or (evidence.year_first and evidence.year_first < evidence.year_last):
        return "ymd"
    if evidence.year_first:
        raise _two_orders(name, evidence.year_last, "year last", evidence.year_first, "year first")
    proofs = evidence.orders or evidence.spans
    if len(proofs) > 1:
        raise _two_orders(name, proofs["dmy"], "day first", proofs["mdy"], "month first")
    if proofs:
        order, proof = next(iter(proofs.items()))
        if said is not None and said != order:
            raise AmbiguousDates(
                f"{shown(proof.text)} can't be {ORDER_WORDS[said]}, as was said of this source.",
                "Say whether the day or the month comes first.",
                where=place(name, proof.line),
                examples=(proof.text,),
                line=proof.line,
            )
        return order
    if said in ("dmy", "mdy"):
        return said
    if evidence.dotted:
        return "dmy"
    if evidence.open_dates:
        first = evidence.open_dates[0]
        raise AmbiguousDates(
            f"{shown(first.text)} may be {_both_ways(first.text)}, and nothing in the file tells which.",
            "Say whether the day or the month comes first.",
            where=place(name, first.line),
            examples=tuple(sighting.text for sighting in evidence.open_dates),
            line=first.line,
        )
    return "mdy"


def _two_orders(name: str, one: Sighting, first: str, other: Sighting, second: str) -> FileError:
    """Two lines of the file that contradict each other."""
    what = (
        f"two orders of dates in one file: line {one.line} has {shown(one.text)} ({first}), "
        f"line {other.line} has {shown(other.text)} ({second})."
    )
    do = "Export it again with one date format."
    return FileError(what, do, where=place(name, max(one.line, other.line)))


def _both_ways(text: str) -> str:
    """`2026-03-04 or 2026-04-03`: the month first, then the day first."""
    orders: tuple[Order, ...] = ("mdy", "dmy")
    return " or ".join(read_date(text, order).isoformat() for order in orders)


def _decide_unit(name: str, evidence: Evidence, layout: Layout) -> Unit:
    """Hours beside decimals; else the unit that fits start and end, or the only one that fits into a day."""
    if evidence.fractions:
        return "hours"
    if len(evidence.matches) == 1:
        return next(iter(evidence.matches))
    if layout.sole_unit and not evidence.matches:
        return layout.sole_unit
    possible = [unit for unit in layout.units if evidence.smallest * UNIT_SECONDS[unit] <= LONGEST_ENTRY]
    if len(possible) == 1 and not evidence.matches:
        return possible[0]
    first = evidence.whole[0]
    raise AmbiguousDurations(
        f"the duration {shown(first.text)} may be {' or '.join(layout.units)}.",
        "Say which unit the file uses.",
        where=place(name, first.line),
        examples=tuple(sighting.text for sighting in evidence.whole),
        line=first.line,
    )
