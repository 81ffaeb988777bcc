"""What the client page, the low-hours list and the explanation need from the office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from mmtui.domain.pages import ClientPage, CyclePage, EntryLine, LowHours
from mmtui.domain.tree import Node


class ClientOffice(Protocol):
    """Reads for one client; each may run in a worker thread and is one transaction of its own."""

    def client_page(self, client_id: int, on: date | None = None) -> ClientPage:
        """The client with all contracts; StoreError when it does not exist."""
        ...

    def cycle_page(self, contract_id: int, cycle_start: date | None = None) -> CyclePage:
        """One cycle of a contract; None is the cycle of today, the last one after the end."""
        ...

    def entry_lines(
        self, contract_id: int, cycle_start: date, offset: int, limit: int
    ) -> Sequence[EntryLine]:
        """A window of a cycle's entries, newest first."""
        ...

    def explain(self, contract_id: int, meter: str, cycle_start: date | None = None) -> Node:
        """How what is left of a meter ("hours", "phone", "calls", "sprints") came about."""
        ...

    def low_hours(self) -> Sequence[LowHours]:
        """Every running contract that is low, used up or over, in any order."""
        ...

    def save_text(self, name: str, text: str) -> Path:
        """Write a text file into the office's folder for exports and say where; FileError when it can't."""
        ...
