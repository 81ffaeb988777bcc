"""Time sheets as streams: recognise the source, settle the formats, then give row after row."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mmtui.imports.clockify import CLOCKIFY
from mmtui.imports.columns import Layout, fold, nearest
from mmtui.imports.dates import Order
from mmtui.imports.decoding import Opening, allow_long_fields, broken_quote, open_file, text_stream
from mmtui.imports.durations import Unit
from mmtui.imports.harvest import HARVEST
from mmtui.imports.inference import Formats, infer_formats
from mmtui.imports.kimai import KIMAI, KIMAI_IMPORT
from mmtui.imports.mapped import Profile
from mmtui.imports.problems import AmbiguousDates, AmbiguousDurations, UnknownLayout, place
from mmtui.imports.reading import RowReader
from mmtui.imports.rows import BadRow, TimeRow
from mmtui.imports.toggl import TOGGL

__all__ = [
    "AmbiguousDates",
    "AmbiguousDurations",
    "Timesheet",
    "UnknownLayout",
    "open_timesheet",
    "recognise",
]

LAYOUTS = (CLOCKIFY, TOGGL, KIMAI_IMPORT, KIMAI, HARVEST)
"""Tried in this order; a Clockify header has all that Toggl's has, but for the name of the duration."""

SOURCES = ("toggl", "harvest", "clockify", "kimai")
PROGRESS_ROWS = 500

# Files that are taken for a time sheet by mistake: words of their headers, and what they are.
_WRONG_FILES = (
    ({"issuekey", "issuetype", "issueid", "reporter", "summary", "assignee"}, 2, "a list of Jira issues"),
    (
        {"grosspay", "netpay", "payperiod", "payrate", "salary", "grosswages", "netwages", "bruttolohn",
         "nettolohn", "withholding", "federaltax", "deductions", "regularhours", "overtimehours", "ytd"},
        2, "a payroll sheet",
    ),
    (
        {"invoicenumber", "invoiceid", "invoicedate", "duedate", "amountdue", "balancedue"},
        2, "a list of invoices",
    ),
    ({"plan", "start", "anchorday", "rollover", "openinghours", "thresholds"}, 3, "a client list"),
)  # fmt: skip

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Timesheet:
    """A time sheet whose layout and formats are settled; `rows()` reads it, as often as wanted."""

    file: Path
    source: str
    header: tuple[str, ...]
    encoding: str
    delimiter: str
    date_order: Order
    size_bytes: int
    has_person: bool
    opening: Opening = field(repr=False)
    layout: Layout = field(repr=False)
    formats: Formats = field(repr=False)

    def rows(self, progress: Progress | None = None) -> Iterator[TimeRow | BadRow]:
        """Every row of the file in its order, one at a time; `progress` is told the bytes read so far.

        FileError where a quote is broken: what follows it can't be told apart. An error raised by `progress`
        ends the reading and closes the file.
        """
        reader = RowReader(self.header, self.layout, self.layout.place(self.header), self.formats)
        read = reader.read
        allow_long_fields()
        with text_stream(self.file, self.encoding) as (stream, raw):
            records = csv.reader(stream, delimiter=self.delimiter, strict=True)
            line, header_line, until_progress = 1, self.opening.first_line, PROGRESS_ROWS
            try:
                for cells in records:
                    if line > header_line and cells:
                        yield read(line, cells)
                        until_progress -= 1
                        if not until_progress:
                            until_progress = PROGRESS_ROWS
                            if progress:
                                progress(raw.tell())
                    line = records.line_num + 1
            except csv.Error as error:
                raise broken_quote(self.file.name, line, error) from None
            if progress:
                progress(self.size_bytes)


def recognise(header: Sequence[str]) -> str | None:
    """The source whose header this is, or None."""
    layout = _layout_of(header)
    return layout.name if layout else None


def open_timesheet(
    path: Path,
    source: str = "auto",
    profile: Profile | None = None,
    date_order: Order | None = None,
    duration_unit: Unit | None = None,
) -> Timesheet:
    """Recognise the file and settle its formats over all its rows, without keeping any of them.

    Raises UnknownLayout (ask for the columns), AmbiguousDates, AmbiguousDurations (ask once, then pass the
    answer as `date_order`, `duration_unit`), or FileError for a file that is no CSV, empty or contradictory.
    """
    opening = open_file(path)
    layout = profile.layout() if profile else _choose(opening, source)
    if profile and (missing := layout.missing(opening.header)):
        raise _misfit(opening, layout, missing)
    formats = infer_formats(
        opening,
        layout,
        layout.place(opening.header),
        date_order=date_order or (profile.date_order if profile else None),
        duration_unit=duration_unit or (profile.duration_unit if profile else None),
        sign=profile.decimal_sign if profile else None,
    )
    at = layout.place(opening.header)
    return Timesheet(
        file=path,
        source=layout.name,
        header=opening.header,
        encoding=opening.encoding,
        delimiter=opening.delimiter,
        date_order=formats.date_order,
        size_bytes=opening.size_bytes,
        has_person=any(at[name] >= 0 for name in ("person", "first_name", "last_name", "email")),
        opening=opening,
        layout=layout,
        formats=formats,
    )


def _layout_of(header: Sequence[str]) -> Layout | None:
    return next((layout for layout in LAYOUTS if layout.fits(header)), None)


def _choose(opening: Opening, source: str) -> Layout:
    """The layout of the named source, or the one that fits; UnknownLayout says what is missing."""
    if source in SOURCES:
        layouts = [layout for layout in LAYOUTS if layout.name == source]
        fitting = next((layout for layout in layouts if layout.fits(opening.header)), None)
        if fitting is None:
            raise _misfit(opening, layouts[-1], layouts[-1].missing(opening.header))
        return fitting
    found = _layout_of(opening.header) if source == "auto" else None
    if found is None:
        raise _unknown(opening)
    return found


def _misfit(opening: Opening, layout: Layout, missing: list[str]) -> UnknownLayout:
    """The header lacks columns of the source or profile that was named."""
    what = f"the header is not that of {layout.title}: there is no column {', '.join(missing)}."
    other = _layout_of(opening.header)
    near = [f"{name} (or is it {found}?)" for name in missing if (found := nearest(name, opening.header))]
    if other and other.name != layout.name:
        do = f"It is that of {other.title}: import it as {other.name}."
    elif wrong := _wrong_file(opening.header):
        do = f"It looks like {wrong}. Export the detailed time report as CSV."
    elif near:
        do = f"Look at {', '.join(near)}, or map the columns by hand."
    else:
        do = "Export the detailed time report as CSV, or map the columns by hand."
    return _unknown_layout(opening, what, do)


def _unknown(opening: Opening) -> UnknownLayout:
    """No source fits; a header of another kind of file is called by its name."""
    titles = "Toggl, Harvest, Clockify or Kimai"
    if wrong := _wrong_file(opening.header):
        what = f"this looks like {wrong}, not a time sheet."
        do = f"Export the detailed time report of {titles} as CSV."
    else:
        what = f"the header is not that of a time sheet of {titles}."
        do = "Export the detailed time report as CSV, or map the columns by hand."
    return _unknown_layout(opening, what, do)


def _unknown_layout(opening: Opening, what: str, do: str) -> UnknownLayout:
    where = place(opening.name, opening.first_line)
    return UnknownLayout(what, do, where=where, header=opening.header, samples=opening.samples)


def _wrong_file(header: Sequence[str]) -> str:
    """What kind of file the header belongs to, as far as we know such files; else empty."""
    folded = {fold(title) for title in header}
    return next((kind for words, least, kind in _WRONG_FILES if len(words & folded) >= least), "")
