"""Control, bidi and half characters in cells; what a stored text may hold."""

import json

import pytest

from mmtui.imports.hygiene import clean_line, clean_text, is_hostile, shown
from tests.imports.sheets import only, read, toggl


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("plain", "plain"),
        ("  outer  ", "outer"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x1b]52;c;aGk=\x07", "]52;c;aGk="),
        ("a\x9b31mb", "a31mb"),
        ("abc\u202edcba", "abcdcba"),
        ("\u2066x\u2069\u200fy\u061c", "xy"),
        ("a\0b\x7fc", "abc"),
        ("\ud800half\udfff", "half"),
        ("\ufeffmark\u200b", "mark"),
        ("tab\there", "tab here"),
        ("non\u00a0break\u202fing", "non break ing"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("क्‍ष 👩‍💻", "क्‍ष 👩‍💻"),
        ("[/] [link=x] [@click=quit]", "[/] [link=x] [@click=quit]"),
        ("=1+1", "=1+1"),
    ],
)
def test_fault_23_clean_text(text, clean):
    assert clean_text(text) == clean
    assert clean_text(clean) == clean


def test_names_are_one_line():
    assert clean_line("Acme\r\nBcc: x@example.com") == "Acme Bcc: x@example.com"


@pytest.mark.parametrize(
    ("text", "hostile"), [("é\n\t", False), ("\x1b", True), ("\u202e", True), ("\ud800", True)]
)
def test_is_hostile(text, hostile):
    assert is_hostile(text) is hostile


def test_shown_is_short_and_clean():
    assert shown("\x1b[2Jx\n" + "y" * 100) == "“[2Jx " + "y" * 34 + "…”"


def test_fault_23_cells_are_cleaned_and_the_source_stays_in_ascii(tmp_path):
    note = "\x1b[2J\u202eevil\ud800"
    row = only(read(tmp_path, toggl(note=note, user="A\x9bna")))
    assert (row.note, row.person) == ("[2Jevil", "Ana")
    assert row.source_text.isascii()
    assert row.source_text.isprintable()
    assert json.loads(row.source_text)[5] == note


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_half_surrogates_in_a_file(tmp_path, encoding):
    assert only(read(tmp_path, toggl(note="a\ud800b"), encoding=encoding)).note == "ab"


def test_fault_23_an_escape_in_a_bad_cell_does_not_reach_the_sentence(tmp_path):
    [row] = read(tmp_path, toggl(duration="\x1b[31m1:00"))
    assert "\x1b" not in row.why
