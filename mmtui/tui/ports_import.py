"""What the import screens need from the services: one object, `app.office.imports`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from mmtui.domain.incoming import (
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


class Imports(Protocol):
    """Reading files in. Reads may run in a worker thread; every method is one transaction of its own."""

    def first_folder(self) -> Path: ...
    def look_into(self, folder: Path) -> Folder: ...
    def typed_path(self, typed: str, folder: Path) -> Path | None:
        """The path that was typed or pasted; None when it is only a name to find."""
        ...

    def remember_folder(self, folder: Path) -> None: ...

    def read(
        self, kind: str, path: Path, source: str = "", *, save: bool = False, told: Callable[[int, int], bool]
    ) -> Preview | AskDates | AskUnit | AskColumns | None:
        """Read a file; nothing is saved unless `save`. A question comes back instead, None when stopped.

        `told` hears the rows read and the share of the file in tenths of a percent; False stops the reading.
        """
        ...

    def answer_dates(self, source: str, order: str) -> None: ...
    def answer_unit(self, source: str, unit: str) -> None: ...

    def sheet(self, path: Path) -> Sheet: ...
    def unit_of(self, column: str) -> str: ...
    def keep_draft(self, header: Sequence[str], chosen: Mapping) -> None: ...
    def drop_draft(self, header: Sequence[str]) -> None: ...
    def echo(self, path: Path, chosen: Mapping, told: Callable[[], bool]) -> Echo: ...
    def save_mapping(self, chosen: Mapping) -> str:
        """Keep a column mapping; returns its name. FieldError names the field that is wrong."""
        ...

    def contracts(self) -> Sequence[ContractChoice]: ...
    def unmapped(self) -> Sequence[Unmapped]: ...
    def choose_contract(self, client: str, project: str, contract_id: int) -> int:
        """Work under these names is that contract's, now and from now on; returns how many rows moved."""
        ...

    def questions(self) -> Sequence[Question]: ...
    def answer(self, question_id: int, given: str, reason: str = "") -> None: ...
