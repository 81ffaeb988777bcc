"""Cells that a spreadsheet would run are made text; numbers stay numbers."""

import csv
import io

import pytest

from mmtui.outbound.csv import csv_bytes, neutral

HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "\n=1",
    "=cmd|' /C calc'!A0",
    "＝1+1",
    '=HYPERLINK("x")',
]


@pytest.mark.parametrize("text", HOSTILE)
def test_fault_26_text_that_looks_like_a_formula_gets_an_apostrophe(text):
    assert neutral(text) == f"'{text}"
    cells = next(
        csv.reader(io.StringIO(csv_bytes(["a"], [[text]]).decode("utf-8-sig"), newline=""), strict=True)
    )
    assert cells == ["a"]


@pytest.mark.parametrize("value", [-90, 0, 12, None, "", "Acme [/] Dental", "a=b", "−1:30", "'quoted"])
def test_everything_else_stays_as_it_is(value):
    assert neutral(value) == value


def test_a_table_is_read_back_as_it_was_written():
    rows = [['Müller, "Kim"', -90, None], ["two\nlines", 5, "naïve 日本"]]
    data = csv_bytes(["name", "minutes", "note"], rows)
    assert data.startswith(b"\xef\xbb\xbfname,minutes,note\r\n")
    read = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert read[1:] == [['Müller, "Kim"', "-90", ""], ["two\nlines", "5", "naïve 日本"]]


def test_half_a_surrogate_does_not_stop_the_file():
    assert csv_bytes(["a"], [["x\ud800y"]]) == b"\xef\xbb\xbfa\r\nx?y\r\n"
