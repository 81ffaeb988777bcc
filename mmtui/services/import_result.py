"""What an import of a time sheet did, or would do."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field


@dataclass
class Tally:
    """Rows, raw seconds and accounted minutes of one client or person."""

    rows: int = 0
    seconds: int = 0
    minutes: int = 0

    def add(self, seconds: int, minutes: int) -> None:
        self.rows += 1
        self.seconds += seconds
        self.minutes += minutes


@dataclass
class HoursImport:
    """What an import did, or would do; rows = new + seen + changed + refused, a conflict counts as changed."""

    file: str
    source: str
    dry_run: bool
    rows: int = 0
    new: int = 0
    seen: int = 0
    changed: int = 0
    conflicts: int = 0
    vanished: int = 0
    worked_seconds: int = 0
    accounted_minutes: int = 0
    not_billable_seconds: int = 0
    unmapped: Counter[tuple[str, str]] = field(default_factory=Counter)
    refused: list[tuple[int, str]] = field(default_factory=list)
    flagged: list[tuple[int, str]] = field(default_factory=list)
    by_client: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    by_person: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    new_people: list[str] = field(default_factory=list)

    @property
    def needs_person(self) -> bool:
        """Whether somebody must look: rows refused, unmapped, vanished or in conflict."""
        return bool(self.refused or self.unmapped or self.vanished or self.conflicts)
