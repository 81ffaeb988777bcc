"""Reading files in, as the screens use it: look, ask, preview, save, and what is left for a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, cast

from mmtui.domain.incoming import (
    CLIENTS,
    AskColumns,
    AskDates,
    AskUnit,
    ContractChoice,
    Echo,
    Folder,
    Mapping,
    Preview,
    Question,
    Sheet,
    Unmapped,
)
from mmtui.errors import FileError
from mmtui.imports.dates import Order
from mmtui.imports.durations import Unit
from mmtui.imports.problems import AmbiguousDates, AmbiguousDurations, IsTimesheet, UnknownLayout
from mmtui.services import column_mapping, drafts, folders, mapping, previews, questions
from mmtui.services.client_import import import_clients
from mmtui.services.importing import CancelledError, import_hours

if TYPE_CHECKING:
    from mmtui.services.session import Session

Told = Callable[[int, int], bool]
"""Told the rows read so far and the share of the file in tenths of a percent; False stops the reading."""

COLUMNS_FORM = "columns"
Outcome = Preview | AskDates | AskUnit | AskColumns | None
"""What an import shows, or what it asks first; None when a person stopped it."""


class ImportSession:
    """The open office's way in for files; every method is one transaction of its own."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.store = session.store

    # Files

    def first_folder(self) -> Path:
        return folders.first_folder(self.session.config.office.import_folder)

    def look_into(self, folder: Path) -> Folder:
        return folders.look_into(folder)

    def typed_path(self, typed: str, folder: Path) -> Path | None:
        return folders.typed_path(typed, folder)

    def remember_folder(self, folder: Path) -> None:
        """Begin there next time; a name that settings can't hold is not remembered."""
        name = str(folder)
        if name.isprintable() and name != self.session.config.office.import_folder:
            self.session.set_import_folder(name)

    # Reading

    def read(self, kind: str, path: Path, source: str = "", *, save: bool = False, told: Told) -> Outcome:
        """Read a file and say what it brings; nothing is saved unless `save`.

        `source` names a source or a saved column mapping; empty leaves it to the file. FileError where the
        file is no such file.
        """
        try:
            if kind == CLIENTS:
                return self._read_clients(path, save)
            return self._read_hours(path, source or "auto", save, told)
        except (AmbiguousDates, AmbiguousDurations, UnknownLayout, IsTimesheet) as asked:
            return self._question(asked, path, source)
        except CancelledError:
            return None

    def _question(self, asked: FileError, path: Path, source: str) -> AskDates | AskUnit | AskColumns:
        """What a file leaves open, as a screen asks it."""
        if isinstance(asked, AmbiguousDates):
            examples = tuple(previews.open_readings(text) for text in asked.examples[:3])
            return AskDates(self._source_of(path, source), examples)
        if isinstance(asked, AmbiguousDurations):
            return AskUnit(self._source_of(path, source), asked.examples[:3])
        return AskColumns(asked.what, asked.do, "map the columns" not in asked.do)

    def _read_hours(self, path: Path, source: str, save: bool, told: Told) -> Preview:
        sheet = mapping.open_for_import(self.store, path, source)

        def progress(rows: int, bytes_read: int) -> None:
            if not told(rows, min(bytes_read * 1000 // max(sheet.size_bytes, 1), 1000)):
                raise CancelledError("the import was stopped.", "Nothing was saved.")

        with self.store.rehearsal(keep=save):
            progress(0, 0)
            result = import_hours(self.session.desk, sheet, progress=progress)
            progress(result.rows, sheet.size_bytes)
            return previews.hours_preview(self.store, sheet, result, save)

    def _read_clients(self, path: Path, save: bool) -> Preview:
        from mmtui.imports.clients import open_clients

        listed = open_clients(path)
        result = import_clients(self.session.desk, listed, dry_run=not save)
        return previews.clients_preview(listed, result, save)

    def _source_of(self, path: Path, source: str) -> str:
        return source or column_mapping.source_of(self.store, path)

    def answer_dates(self, source: str, order: str) -> None:
        """Remember for this source whether the day or the month comes first."""
        mapping.remember_answer(self.session.desk, source, date_order=cast("Order", order))

    def answer_unit(self, source: str, unit: str) -> None:
        """Remember for this source what a plain number means."""
        mapping.remember_answer(self.session.desk, source, duration_unit=cast("Unit", unit))

    # Columns

    def sheet(self, path: Path) -> Sheet:
        """A file's header and first rows, and the columns that their names suggest."""
        found = column_mapping.sheet(self.store, path)
        kept = drafts.take(self.session.desk, COLUMNS_FORM, _subject(found.header))
        return found if kept is None else found._replace(draft=Mapping(**kept))

    def unit_of(self, column: str) -> str:
        """What plain numbers under that name count; "" where the name does not say."""
        return column_mapping.unit_of(column)

    def keep_draft(self, header: Sequence[str], chosen: Mapping) -> None:
        """Keep the columns chosen so far for a file with this header."""
        drafts.keep(self.session.desk, COLUMNS_FORM, _subject(header), chosen._asdict())

    def drop_draft(self, header: Sequence[str]) -> None:
        drafts.drop(self.session.desk, COLUMNS_FORM, _subject(header))

    def echo(self, path: Path, chosen: Mapping, told: Callable[[], bool]) -> Echo:
        """How the columns chosen so far read the file."""
        return column_mapping.echo(path, chosen, self.session.today(), self.session.date_style, told)

    def save_mapping(self, chosen: Mapping) -> str:
        """Keep the columns under their name; returns it. FieldError names the field that is wrong."""
        profile = column_mapping.profile(chosen)
        mapping.save_profile(self.session.desk, profile)
        return profile.name

    # What is left open

    def unmapped(self) -> tuple[Unmapped, ...]:
        return tuple(Unmapped(*one) for one in mapping.unmapped(self.store))

    def choose_contract(self, client: str, project: str, contract_id: int) -> int:
        """Work under these names is that contract's, now and from now on; returns how many rows moved."""
        return mapping.map_project(self.session.desk, client, project, contract_id)

    def contracts(self) -> tuple[ContractChoice, ...]:
        """Every living contract with its plan and what is left of its hours."""
        known = {one.contract_id: one for one in self.session.standings()}
        made = []
        for contract_id, client, contract in self.session.contract_names():
            one = known.get(contract_id)
            meter = None if one is None else one.hours or one.phone
            left = meter.remaining if meter is not None else None
            plan, state = (one.plan, one.state) if one is not None else ("", "")
            made.append(ContractChoice(contract_id, client, contract, plan, left, state))
        return tuple(made)

    def questions(self) -> tuple[Question, ...]:
        return questions.open_questions(self.store)

    def answer(self, question_id: int, given: str, reason: str = "") -> None:
        """Answer a question once; ConflictError when somebody was quicker."""
        questions.answer(self.session.desk, question_id, given, reason)

    def today(self) -> date:
        return self.session.today()


def _subject(header: Sequence[str]) -> str:
    """A short name for a header, the same for the same columns."""
    return sha256("\x1f".join(header).encode("utf-8", "replace")).hexdigest()
