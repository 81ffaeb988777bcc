"""Data becomes text: literal, visible, aligned."""

from __future__ import annotations

from datetime import date

import pytest
from textual.content import Content

from mmtui.tui import text


@pytest.mark.parametrize(
    ("data", "drawn"),
    [
        ("ACME [/] Ltd", "ACME [/] Ltd"),
        ("[b]bold[/b]", "[b]bold[/b]"),
        ("\x1b[31mred", "�[31mred"),
        ("a\x00b\x9bc", "a�b�c"),
        ("a\nb\tc", "a b c"),
        ("a\u202eb\u2066c\u200bd", "a�b�c�d"),
        ("lone \ud800", "lone �"),
        ("no\xa0break", "no break"),
        ("Zoë 東京 🙂", "Zoë 東京 🙂"),
    ],
)
def test_fault_22_data_is_literal_and_visible(data: str, drawn: str) -> None:
    assert text.plain(data).plain == drawn
    assert text.plain(data).spans in ([], ())


def test_fault_23_data_of_100000_characters_is_cut() -> None:
    assert len(text.visible("x" * 100_000)) == text.LONGEST


def test_a_cell_is_exactly_as_wide_as_its_column() -> None:
    for width in range(12):
        assert text.left("Meridian", width).cell_length == width
        assert text.right("1:30", width).cell_length == width
        assert text.edges("Meridian", "1:30", width).cell_length == width
    assert text.cut("Meridian Health", 9).plain == "Meridian…"
    assert text.right("東京", 5).plain == " 東京"


def test_figures() -> None:
    assert text.duration(-90) == "−1:30" and text.duration(None) == "—"
    assert text.signed_duration(135) == "+2:15"
    assert text.money(124_000) == "$1,240.00"
    assert text.percent(766) == "76.6 %" and text.percent(-5) == "−0.5 %" and text.percent(None) == "—"
    assert text.whole_percent(766) == "77 %" and text.whole_percent(765) == "77 %"
    assert text.count(1, "client") == "1 client" and text.count(1400, "client") == "1,400 clients"


def test_dates() -> None:
    day = date(2026, 11, 24)
    assert text.day(day) == "11/24/26" and text.day(day, "iso") == "2026-11-24" and text.day(None) == "—"
    assert text.weekday(day) == "Tue 11/24/26"
    assert text.short_day(day) == "11/24"


def test_a_state_is_told_by_shape_and_word() -> None:
    looks = {state: text.state_word(state).plain for state in text.STATE_LOOKS}
    assert looks["over"] == "▲ over" and looks["low"] == "◆ low" and looks["ok"] == "  ok"
    assert looks["paused"] == "‖ paused"


def test_typed_letters_are_found_without_accents_and_case() -> None:
    found = text.highlighted("Café Zoë", "zoe")
    assert [(span.start, span.end) for span in found.spans] == [(5, 8)]
    assert text.highlighted("[x] a", "b").plain == "[x] a"
    assert isinstance(text.assemble("a", ("b", text.BAD), Content("c")), Content)
