"""The burn-down read as text: steps, area, pace, forecast, mark, axis, and what lies below zero."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mmtui.tui.widgets.burn_chart import BLOCKS, BRAILLE, Chart, draw
from mmtui.tui.widgets.chart_scale import fit

FIRST = date(2026, 11, 1)
TUESDAYS = tuple(date(2026, 11, day) for day in (3, 10, 17, 24))


def chart(
    used: dict[int, int], allowance: int = 960, today: int | None = 24, days: int = 30, begin: int = 0,
    forecast: tuple[tuple[date, int], ...] = (), added: dict[int, int] | None = None,
) -> Chart:  # fmt: skip
    """A cycle from 11/01 with minutes used and added by day of the month."""
    levels, left = [], allowance
    for day in range(begin + 1, (today or days) + 1):
        left += (added or {}).get(day, 0) - used.get(day, 0)
        levels.append(left)
    span = days - begin
    ideal = tuple(allowance * (span - gone) // span for gone in range(span + 1))
    mark = None if today is None else FIRST + timedelta(days=today - 1)
    return Chart(FIRST, days, begin, allowance, tuple(levels), ideal, forecast, TUESDAYS, mark)


def drawn(made: Chart, width: int = 66, height: int = 10, curve: str = BRAILLE) -> list[str]:
    return [line.plain.rstrip() for line in draw(made, width, height, curve)]


def test_the_whole_picture_in_ten_rows() -> None:
    """16:00, 4:00 used on 11/08 and 6:00 on 11/20; two hours a row; today is 11/24."""
    made = chart({8: 240, 20: 360}, forecast=((date(2026, 11, 24), 360), (date(2026, 11, 30), 210)))
    assert drawn(made) == [
        "16:00 ⠛⠛⠛⠛⠛⠛⠛⠛⠛⠛⠛⠛⠛⠛⠛⡇                         today │",
        "             ⠈ ⠂⠠ ⠄⢀ ⡇                               │",
        "12:00 ⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠛⠛⠛⠛⠛⠛⠛⠛⠛⠛⠛⠛⠛⠛⠛⠛⠛⠛⠛⠛⠛⠛⠛⠛⡇⠁⠁⠁⠁⠁⠁⠁│⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁",
        "                            ⠈ ⠂⠠ ⠄⢀          ⡇       │",
        " 8:00 ⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠐⠁⠄⠠⠁⡀⠁⠁⡇⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁",
        "                                           ⠈ ⠛⠛⠛⠛⠛⠛⠛⠛⠛⠒⠤⠤⣀⣀⣀",
        " 4:00 ⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠁⠐⠁⠄⠠⠁⡀⠁⠁⠉⠉⠒⠒⠤⠤",
        "                                                          ⠈ ⠂⠠ ⠄⠠",
        " 0:00 ─────┴─────────────┴─────────────┴─────────────┴────────────",
        "         11/03         11/10         11/17         11/24     11/30",
    ]


def test_a_day_is_two_cells_and_its_step_stands_in_the_second() -> None:
    """An entry on the first day drops in cell 1, one on the last of 30 in cell 59."""
    made = chart({1: 240, 30: 240}, today=30)
    lines = drawn(made)
    assert lines[0][6:8] == "⠛⡇" and lines[2][7] == "⠛"
    assert lines[2][6 + 59] == "⡇" and lines[4][6 + 59] == "⠛"


def test_every_drawn_row_has_the_same_width() -> None:
    for width in (40, 60, 68, 74, 100):
        for days in (28, 29, 30, 31):
            lines = draw(chart({5: 100}, days=days), width, 22)
            assert {line.cell_length for line in lines[:-1]} == {max(line.cell_length for line in lines)}
            assert lines[0].cell_length <= width


def test_overdrawn_hours_lie_below_the_axis() -> None:
    """8:00 and 9:30 used: the line ends in the colour of trouble, under the zero."""
    made = chart({4: 240, 20: 330}, allowance=480)
    lines = draw(made, 66, 12)
    axis = next(number for number, line in enumerate(lines) if "┴" in line.plain)
    below = lines[axis + 1 : -1]
    assert below and any("$bad" in str(span.style) for line in below for span in line.spans)
    assert not any("$bad" in str(span.style) for line in lines[:2] for span in line.spans)


def test_a_topup_is_a_step_up() -> None:
    """8:00 used up to 2:00, then 4:00 more on 11/13: up from two hours to six in cell 25."""
    lines = drawn(chart({3: 360}, allowance=480, added={13: 240}), height=12)
    assert [line[6 + 25] for line in lines[2:7]] == ["⡟", "⡇", "⡇", "⡇", "⠁"]
    assert lines[6][6 + 24] == "⠛" and lines[2][6 + 26] == "⠛"


def test_nothing_used_is_a_flat_line() -> None:
    lines = drawn(chart({}, today=3))
    assert lines[0].startswith("16:00 ⠛⠛⠛⠛⠛⠛")
    assert "today" in "".join(lines[1:4])


def test_the_line_of_zero_rests_on_the_axis() -> None:
    """Used up on 11/20: the last cells lie right above the axis, which stays whole."""
    lines = drawn(chart({20: 960}))
    assert "⣤⣤⣤" in lines[7] and "⣤" not in lines[8]


def test_a_contract_that_starts_in_the_cycle_has_no_line_before() -> None:
    """The start is 11/20: 19 empty days, two cells each."""
    lines = drawn(chart({}, begin=19))
    assert lines[0][6 : 6 + 38].strip() == "" and lines[0][6 + 38] == "⠛"


def test_a_cycle_that_is_over_has_no_mark_and_runs_to_its_end() -> None:
    lines = drawn(chart({10: 300}, today=None))
    assert "today" not in "".join(lines) and "│" not in "".join(lines)
    assert lines[2][6 + 19 :] == "⣧" + "⣤" * 40


def test_blocks_need_no_braille() -> None:
    made = chart(
        {8: 240, 20: 330}, allowance=480, forecast=((date(2026, 11, 24), 30), (date(2026, 11, 25), 0))
    )
    text = "".join(drawn(made, curve=BLOCKS))
    assert not any(0x2800 <= ord(character) < 0x2900 for character in text)
    assert set("█·") <= set(text)


def test_the_area_ends_at_the_axis_and_never_lies_over_the_line() -> None:
    """Cells with the area's ground are whole cells under the curve."""
    made = chart({8: 240, 20: 360})
    for row, line in enumerate(draw(made, 66, 10)):
        for span in line.spans:
            if "on $field" in str(span.style):
                assert row < 8 and span.start >= 6
                assert row or span.end <= 6 + 16


@pytest.mark.parametrize("curve", [BRAILLE, BLOCKS])
@pytest.mark.parametrize("height", [6, 10, 22])
def test_odd_values_are_drawn_without_fault(curve: str, height: int) -> None:
    """No allowance at all, a huge one, deep debts, one day of a cycle."""
    for allowance, used in ((0, {}), (0, {3: 45}), (1, {1: 1}), (60 * 5000, {2: 7}), (480, {2: 60 * 300})):
        for today in (1, 15, 30):
            lines = draw(chart(used, allowance, today), 60, height, curve)
            assert 3 <= len(lines) <= max(height, 6)


@pytest.mark.parametrize(
    ("highest", "lowest", "height", "scale"),
    [
        (960, 0, 20, (240, 5, 20, 0)),
        (960, 0, 8, (240, 2, 8, 0)),
        (960, 0, 13, (240, 3, 12, 0)),
        (480, -90, 20, (120, 4, 16, 3)),
        (821, 0, 20, (180, 4, 19, 0)),
        (2400, 0, 20, (600, 5, 20, 0)),
        (0, 0, 8, (15, 2, 8, 0)),
    ],
)
def test_the_scale_has_round_labels(highest: int, lowest: int, height: int, scale: tuple[int, ...]) -> None:
    """(minutes a label, rows a label, rows above, rows below)."""
    assert tuple(fit(highest, lowest, height)) == scale


def test_every_scale_holds_its_values() -> None:
    """Any allowance up to 200 h and debt up to 20 h in 8 and in 20 rows."""
    for highest in range(0, 12_000, 97):
        for lowest in (0, -15, -90, -1200):
            for height in (8, 20):
                scale = fit(highest, lowest, height)
                assert scale.above + scale.below <= height
                assert scale.dot(highest) <= scale.above * 4 and -scale.dot(lowest) <= scale.below * 4
