"""One family of errors; each carries a sentence for a person and an exit status for a script."""

from __future__ import annotations


class MmtuiError(Exception):
    """Something a person must read: what happened, where, and what to do about it.

    `status` is the exit status of the command line: 2 wrong usage, 3 could not be done and nothing changed.
    """

    status = 3

    def __init__(self, what: str, do: str = "", *, where: str = "") -> None:
        self.what = what
        self.do = do
        self.where = where
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """The whole message on one line: `where: what happened. What to do.`"""
        text = f"{self.where}: {self.what}" if self.where else self.what
        return f"{text} {self.do}" if self.do else text


class UsageError(MmtuiError):
    """The command was not understood; the nearest right word is named in `do`."""

    status = 2


class FieldError(MmtuiError):
    """A value that a person typed can't be read; `field` names the form field or file column."""

    def __init__(self, field: str, what: str, do: str = "", *, where: str = "") -> None:
        self.field = field
        super().__init__(what, do, where=where)


class FileError(MmtuiError):
    """A file can't be read or written as it stands."""


class StoreError(MmtuiError):
    """The office database can't be opened, read or written."""


class ConflictError(MmtuiError):
    """Somebody else changed the record since it was read."""
