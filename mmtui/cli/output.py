"""Plain text and JSON on standard output, progress on standard error."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Sequence
from typing import Any

WIDTH = 80


def dump(document: Any) -> None:
    """Print one JSON document."""
    print(json.dumps(document, ensure_ascii=False, indent=1))


def visible(text: str) -> str:
    """Text in which nothing but letters, figures and signs reaches the terminal."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in text)


def cells(text: str) -> int:
    """How many terminal cells a text takes."""
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1
        for one in text
    )


class Table:
    """Columns of text that fit 80 cells; the widest left-aligned column gives way."""

    def __init__(self, titles: Sequence[str], right: Sequence[int] = ()) -> None:
        self._rows: list[list[str]] = [list(titles)]
        self._right = set(right)

    def add(self, *values: object) -> None:
        self._rows.append([visible(str(value)) for value in values])

    def print(self) -> None:
        """Write the table, two spaces between columns."""
        widths = [max(cells(row[at]) for row in self._rows) for at in range(len(self._rows[0]))]
        while sum(widths) + 2 * (len(widths) - 1) > WIDTH:
            flexible = [at for at in range(len(widths)) if at not in self._right]
            widest = max(flexible, key=lambda at: widths[at])
            if widths[widest] <= 8:
                break
            widths[widest] -= 1
        for row in self._rows:
            print("  ".join(self._cell(row[at], at, width) for at, width in enumerate(widths)).rstrip())

    def _cell(self, text: str, at: int, width: int) -> str:
        if cells(text) > width:
            while cells(text) > width - 1:
                text = text[:-1]
            text += "…"
        space = " " * (width - cells(text))
        return space + text if at in self._right else text + space


class ProgressLine:
    """A count on standard error that overwrites itself, and only on a terminal."""

    def __init__(self, size_bytes: int) -> None:
        self._size = max(size_bytes, 1)
        self._shown = -1

    def __call__(self, rows: int, bytes_read: int) -> None:
        percent = min(bytes_read * 100 // self._size, 100)
        if percent != self._shown and sys.stderr.isatty():
            self._shown = percent
            sys.stderr.write(f"\r{percent:3d} %  {rows:,} rows")
            sys.stderr.flush()

    def done(self) -> None:
        if self._shown >= 0:
            sys.stderr.write("\r" + " " * 40 + "\r")
            sys.stderr.flush()
