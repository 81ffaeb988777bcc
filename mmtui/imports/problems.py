"""Why a whole file can't be read as it stands, with what a screen needs to ask the person."""

from __future__ import annotations

from collections.abc import Sequence

from mmtui.errors import FileError


def place(name: str, line: int) -> str:
    """`toggl.csv, line 7`: where in which file."""
    return f"{name}, line {line}"


class UnknownLayout(FileError):  # noqa: N818 - names what the screen asks
    """No known source fits the header; `header` and `samples` (raw rows) feed the mapping screen."""

    def __init__(
        self, what: str, do: str, *, where: str, header: tuple[str, ...], samples: Sequence[Sequence[str]]
    ) -> None:
        self.header = header
        self.samples = tuple(tuple(cells) for cells in samples)
        super().__init__(what, do, where=where)


class IsTimesheet(FileError):  # noqa: N818 - names what the screen offers
    """The file that was given as a client list is a time sheet of a known source."""


class AmbiguousDates(FileError):  # noqa: N818 - names what the screen asks
    """The file leaves open whether the day or the month comes first; `examples` are dates of the file."""

    def __init__(self, what: str, do: str, *, where: str, examples: tuple[str, ...], line: int) -> None:
        self.examples = examples
        self.line = line
        super().__init__(what, do, where=where)


class AmbiguousDurations(FileError):  # noqa: N818 - names what the screen asks
    """The file leaves open what a plain number means: hours, minutes or seconds."""

    def __init__(self, what: str, do: str, *, where: str, examples: tuple[str, ...], line: int) -> None:
        self.examples = examples
        self.line = line
        super().__init__(what, do, where=where)
