"""Re-import of a file without ids: which of its rows are stored already, changed, new, and which are missing.

First by content and ordinal, so that identical real rows stay apart; what is left over by person, project,
worked date and nearest start, so that a corrected row is a revision and not a second entry.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from heapq import heapify, heappop, heappush
from typing import NamedTuple


class StoredRow(NamedTuple):
    """An entry in the office that came from the same source; `edited` when the app changed it since.

    `key` is the content as the source gave it, `ordinal` tells identical rows apart (0 is the first), `start`
    is any integer that orders starts inside a day, or None.
    """

    id: int
    key: str
    ordinal: int
    person: str
    project: str
    day: date
    start: int | None = None
    edited: bool = False


class IncomingRow(NamedTuple):
    """A row of the file, in the file's order; the fields mean what they mean in StoredRow."""

    line: int
    key: str
    ordinal: int
    person: str
    project: str
    day: date
    start: int | None = None


Pair = tuple[StoredRow, IncomingRow]


class Match(NamedTuple):
    """The outcome; every incoming row is in exactly one of seen, changed, conflicts and new.

    `conflicts` changed at the source and in the app: both values are kept aside. `vanished` rows stay stored.
    """

    seen: list[Pair]
    changed: list[Pair]
    conflicts: list[Pair]
    new: list[IncomingRow]
    vanished: list[StoredRow]


def ordinals(keys: Iterable[Hashable]) -> list[int]:
    """For each key how many equal keys came before it: `a b a` gives `0 0 1`."""
    counts: Counter[Hashable] = Counter()
    numbers: list[int] = []
    for key in keys:
        numbers.append(counts[key])
        counts[key] += 1
    return numbers


def match(stored: Sequence[StoredRow], incoming: Sequence[IncomingRow]) -> Match:
    """Match a file against what is stored; the same rows in any order give the same counts.

    A stored row without a partner has vanished only inside the file's dates, persons and projects: a file of
    one week or one person says nothing about the rest.
    """
    seen, stored_left, incoming_left = _same_content(stored, incoming)
    corrected = _corrected(stored_left, incoming_left)
    partners = {id(row) for pair in corrected for row in pair}
    return Match(
        seen=seen,
        changed=[pair for pair in corrected if not pair[0].edited],
        conflicts=[pair for pair in corrected if pair[0].edited],
        new=[row for row in incoming_left if id(row) not in partners],
        vanished=_in_range([row for row in stored_left if id(row) not in partners], incoming),
    )


def _same_content(
    stored: Sequence[StoredRow], incoming: Sequence[IncomingRow]
) -> tuple[list[Pair], list[StoredRow], list[IncomingRow]]:
    """Pairs of equal content and ordinal, then what is left on either side, stored rows by id."""
    waiting = {(row.key, row.ordinal): row for row in sorted(stored, key=lambda row: row.id, reverse=True)}
    pairs: list[Pair] = []
    left: list[IncomingRow] = []
    for row in incoming:
        partner = waiting.pop((row.key, row.ordinal), None)
        if partner is None:
            left.append(row)
        else:
            pairs.append((partner, row))
    paired = {partner.id for partner, _ in pairs}
    return pairs, [row for row in sorted(stored, key=lambda row: row.id) if row.id not in paired], left


def _corrected(stored: Iterable[StoredRow], incoming: Iterable[IncomingRow]) -> list[Pair]:
    """Pairs of one person, project and worked date, in the file's order."""
    groups: defaultdict[tuple[str, str, date], tuple[list[StoredRow], list[IncomingRow]]]
    groups = defaultdict(lambda: ([], []))
    for old in stored:
        groups[old.person, old.project, old.day][0].append(old)
    for new in incoming:
        groups[new.person, new.project, new.day][1].append(new)
    pairs = [pair for olds, news in groups.values() if olds and news for pair in _pair_up(olds, news)]
    return sorted(pairs, key=lambda pair: pair[1].line)


def _pair_up(olds: list[StoredRow], news: list[IncomingRow]) -> list[Pair]:
    """As many pairs as the shorter side has rows: nearest starts first, the rest in their order."""
    pairs = _nearest(olds, news)
    taken = {id(row) for pair in pairs for row in pair}
    rest_old = [old for old in olds if id(old) not in taken]
    rest_new = [new for new in news if id(new) not in taken]
    return pairs + list(zip(rest_old, rest_new, strict=False))


def _nearest(olds: list[StoredRow], news: list[IncomingRow]) -> list[Pair]:
    """Pairs of rows with a start, the nearest two first.

    On the line of all starts the nearest old and new row are always neighbours, so only neighbours are
    weighed and a day of many rows stays quick: n log n.
    """
    line = sorted(_with_start(olds) + _with_start(news), key=_place)
    last = len(line) - 1
    before, after = list(range(-1, last + 1)), list(range(1, last + 3))
    heap = [(_distance(line[left], line[left + 1]), left, left + 1) for left in range(last)]
    heapify(heap)
    gone = [False] * len(line)
    pairs: list[Pair] = []
    while heap:
        _, left, right = heappop(heap)
        pair = _pair(line[left], line[right])
        if pair is None or gone[left] or gone[right]:
            continue
        pairs.append(pair)
        gone[left] = gone[right] = True
        left, right = before[left], after[right]
        after[left], before[right] = right, left
        if left >= 0 and right <= last:
            heappush(heap, (_distance(line[left], line[right]), left, right))
    return pairs


def _with_start(rows: Iterable[StoredRow | IncomingRow]) -> list[StoredRow | IncomingRow]:
    return [row for row in rows if row.start is not None]


def _place(row: StoredRow | IncomingRow) -> tuple[int, int, str, int, int]:
    """Where a row stands on the line of starts; on a tie by content, whatever the file's order."""
    if isinstance(row, StoredRow):
        return row.start or 0, 0, row.key, row.ordinal, row.id
    return row.start or 0, 1, row.key, row.ordinal, row.line


def _distance(one: StoredRow | IncomingRow, other: StoredRow | IncomingRow) -> int:
    return (other.start or 0) - (one.start or 0)


def _pair(one: StoredRow | IncomingRow, other: StoredRow | IncomingRow) -> Pair | None:
    """The two as a pair, or None when both are of one side."""
    if isinstance(one, StoredRow) and isinstance(other, IncomingRow):
        return one, other
    if isinstance(one, IncomingRow) and isinstance(other, StoredRow):
        return other, one
    return None


def _in_range(rows: Iterable[StoredRow], incoming: Sequence[IncomingRow]) -> list[StoredRow]:
    """The rows that the file would have held: inside its dates, persons and projects."""
    if not incoming:
        return []
    first, last = min(row.day for row in incoming), max(row.day for row in incoming)
    persons, projects = {row.person for row in incoming}, {row.project for row in incoming}
    return [
        row for row in rows if first <= row.day <= last and row.person in persons and row.project in projects
    ]
