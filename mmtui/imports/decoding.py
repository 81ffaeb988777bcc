"""Bytes to records: encoding, delimiter and quotes of a CSV file, always as a stream."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from mmtui.errors import FileError
from mmtui.imports.hygiene import clean_line
from mmtui.imports.problems import place

CHUNK = 1 << 20
LONGEST_FIELD = 1_000_000
"""Characters the CSV reader takes for one cell; more is a quote that never closes."""
SAMPLES = 20
DELIMITERS = (",", ";", "\t")
_DAMAGED = "Export it again as CSV."
_MAGIC = (
    (b"%PDF", "a PDF", "Export the report as CSV instead."),
    (b"PK\x03\x04", "an Excel workbook or a ZIP archive", "Open it and save it as CSV (UTF-8)."),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook", "Open it and save it as CSV (UTF-8)."),
    (b"\x1f\x8b", "a compressed file", "Unpack it first."),
    (b"\x89PNG", "a picture", "Export the report as CSV instead."),
    (b"<!doctype html", "a web page", "Sign in there and export the report as CSV again."),
    (b"<html", "a web page", "Sign in there and export the report as CSV again."),
)


class Opening(NamedTuple):
    """What was learned of a file before its first row: `first_line` is the line of the header."""

    path: Path
    size_bytes: int
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    first_line: int
    samples: tuple[tuple[str, ...], ...]

    @property
    def name(self) -> str:
        """The file's name, for sentences."""
        return self.path.name


def open_file(path: Path) -> Opening:
    """Find the encoding, the delimiter, the header and the first rows; FileError names what is wrong."""
    try:
        size = path.stat().st_size
        encoding = _find_encoding(path)
        delimiter = _find_delimiter(path, encoding)
    except IsADirectoryError:
        raise FileError("is a folder, not a file.", "Name a CSV file in it.", where=path.name) from None
    except OSError as error:
        raise FileError(f"can't be read ({error.strerror}).", "Check its name.", where=str(path)) from None
    (first_line, titles), *rest = _first_records(path, encoding, delimiter)
    header = tuple(clean_line(cell) for cell in titles)
    if not rest:
        raise FileError(
            "has a header but no rows.",
            "Choose a period with entries and export again.",
            where=place(path.name, first_line),
        )
    samples = tuple(tuple(cells) for _line, cells in rest)
    return Opening(path, size, encoding, delimiter, header, first_line, samples)


@contextmanager
def text_stream(path: Path, encoding: str) -> Iterator[tuple[IO[str], IO[bytes]]]:
    """The file as decoded text with its line ends as they are, and the bytes below it (for the progress)."""
    with path.open("rb") as raw:
        text = io.TextIOWrapper(raw, encoding=encoding, errors=_errors(encoding), newline="")
        yield text, raw


def allow_long_fields() -> None:
    """Let the CSV reader take cells of LONGEST_FIELD characters, so that long ones are refused row by row."""
    if csv.field_size_limit() < LONGEST_FIELD:
        csv.field_size_limit(LONGEST_FIELD)


def records(stream: IO[str], delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Line and cells of every record that is not blank, header included; FileError at a broken quote.

    The reader is strict: a quote in the wrong place is an error and never swallows the next rows.
    """
    allow_long_fields()
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if cells and not (line == 1 and cells[0].startswith("sep=")):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise broken_quote(name, line, error) from None


def broken_quote(name: str, line: int, error: csv.Error) -> FileError:
    """What the CSV reader stumbled over, with the line where the damaged record starts."""
    if "field larger" in str(error):
        what = f"a cell of the row that starts here has over {LONGEST_FIELD:,} characters: an open quote?"
    else:
        what = "the quotes of the row that starts here don't match, so where it ends is not known."
    return FileError(what, "Correct the quotes or export the file again.", where=place(name, line))


def _errors(encoding: str) -> str:
    """Half surrogates are let through, because `clean_text` takes them out; all other damage is an error."""
    return "strict" if encoding == "cp1252" else "surrogatepass"


def _find_encoding(path: Path) -> str:
    """UTF-8 with or without mark, UTF-16 with mark, else cp1252, decided over the whole file in chunks."""
    with path.open("rb") as raw:
        head = raw.read(16)
    if not head:
        raise FileError("is empty.", "Export it again.", where=path.name)
    for magic, kind, do in _MAGIC:
        if head.lstrip().lower().startswith(magic.lower()):
            raise FileError(f"is {kind}, not a CSV file.", do, where=place(path.name, 1))
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        _refuse_damage(path, "utf-16")
        return "utf-16"
    if not _damaged_line(path, "utf-8"):
        return "utf-8-sig"
    _refuse_damage(path, "cp1252")
    return "cp1252"


def _damaged_line(path: Path, encoding: str) -> int:
    """The line of the first byte that is no text in that encoding, else 0; NUL is damage in every one."""
    decoder = codecs.getincrementaldecoder(encoding)(_errors(encoding))
    line = 1
    with path.open("rb") as raw:
        try:
            while chunk := raw.read(CHUNK):
                if b"\0" in chunk and encoding != "utf-16":
                    line += chunk[: chunk.index(b"\0")].count(b"\n")
                    what = "holds a NUL byte: it is not a text file, or it is damaged."
                    raise FileError(what, _DAMAGED, where=place(path.name, line))
                decoder.decode(chunk)
                line += chunk.count(b"\n")
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            return line + error.object[: error.start].count(b"\n")
    return 0


def _refuse_damage(path: Path, encoding: str) -> None:
    """FileError with the line of the first byte that is text in no encoding we read."""
    if line := _damaged_line(path, encoding):
        raise FileError(
            "holds bytes that are text neither in UTF-8 nor in UTF-16 nor in Windows-1252.",
            "Save it as CSV in UTF-8.",
            where=place(path.name, line),
        )


def _find_delimiter(path: Path, encoding: str) -> str:
    """The delimiter that cuts the header into most cells; a line `sep=;` of Excel decides at once."""
    with text_stream(path, encoding) as (stream, _raw):
        for text in iter(lambda: stream.readline(LONGEST_FIELD), ""):
            line = text.strip("\r\n")
            if line.startswith("sep=") and line[4:5] in DELIMITERS:
                return line[4:5]
            if line.strip():
                return max(DELIMITERS, key=lambda sign: len(next(csv.reader([line], delimiter=sign))))
    raise FileError("holds only blank lines.", "Export it again.", where=path.name)


def _first_records(path: Path, encoding: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """The header and up to SAMPLES rows."""
    found: list[tuple[int, list[str]]] = []
    with text_stream(path, encoding) as (stream, _raw):
        for record in records(stream, delimiter, path.name):
            found.append(record)
            if len(found) > SAMPLES:
                break
    if not found:
        raise FileError("holds only blank lines.", "Export it again.", where=path.name)
    return found
