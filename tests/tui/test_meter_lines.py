"""The four meters as lines of text, in every state, at 80 and 120 columns."""

from __future__ import annotations

from datetime import date

from mmtui.domain.cycles import Cycle
from mmtui.domain.standing import Meter, Standing
from mmtui.tui.widgets.meter_lines import MeterFacts, columns, lines, present, starts

ACME = Standing(
    contract_id=1, client_id=1, client="Acme Dental", contract="Maintenance", plan="Standard", state="low",
    cycle=Cycle(date(2026, 11, 1), date(2026, 11, 30)), hours=Meter(960, 915), phone=None, calls=Meter(2, 1),
    sprints=Meter(2, 2), balance_cents=None, percent_tenths=953, gone_tenths=800,
    runs_out_on=date(2026, 11, 26), starts_on=date(2025, 3, 1), ends_on=None,
)  # fmt: skip
FACTS = MeterFacts(next_call=date(2026, 11, 30))
WIDE, NARROW = 112, 74


def drawn(standing: Standing, facts: MeterFacts = FACTS, width: int = NARROW) -> list[str]:
    return [line.plain.rstrip() for line in lines(standing, facts, width)[0]]


def hours(standing: Standing, facts: MeterFacts = FACTS) -> list[str]:
    """The first column alone."""
    return [line.plain.rstrip() for line in columns(standing, facts, WIDE)[0].lines]


def test_four_meters_at_80_columns() -> None:
    assert drawn(ACME) == [
        "Hours               PM calls           Sprints            Phone hours",
        "0:45 left of 16:00  1 left of 2        0 left of 2        —",
        "━━━━━━━━━━━━│━━╸    ━━━━━━━━━━━━━━━━   ━━━━━━━━━━━━━━━━   ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄",
        "◆ runs out 11/26    next: Mon 11/30    both done          not in this plan",
    ]


def test_four_meters_at_120_columns() -> None:
    assert drawn(ACME, width=WIDE)[2] == (
        "━━━━━━━━━━━━━━━━━━━│━━━━      ━━━━━━━━━━━━━━━━━━━━━━━━     ━━━━━━━━━━━━━━━━━━━━━━━━     "
        "┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄"
    )


def test_over_used_up_and_what_lasts() -> None:
    over = ACME._replace(hours=Meter(480, 570), runs_out_on=date(2026, 11, 20))
    assert hours(over) == [
        "Hours", "−1:30 left of 8:00", "━━━━━━━━━━━━━━━━━━━│━━━━▶", "▲ over since 11/20",
    ]  # fmt: skip
    used_up = ACME._replace(hours=Meter(480, 480), runs_out_on=date(2026, 11, 20))
    assert hours(used_up)[1::2] == ["0:00 left of 8:00", "▲ used up 11/20"]
    fine = ACME._replace(hours=Meter(960, 60), runs_out_on=None, state="ok")
    assert hours(fine)[1::2] == ["15:00 left of 16:00", "lasts the cycle"]
    late = ACME._replace(hours=Meter(960, 700), runs_out_on=date(2026, 11, 29), state="ok")
    assert hours(late)[3] == "runs out 11/29"


def test_a_paused_and_an_ended_contract_say_so() -> None:
    assert hours(ACME._replace(state="paused"))[3] == "‖ paused"
    assert hours(ACME._replace(state="ended"))[3] == "– ended"


def test_a_cycle_that_is_over_has_no_mark() -> None:
    closed = MeterFacts(closed=True)
    low = hours(ACME._replace(runs_out_on=None), closed)
    assert "│" not in low[2] and low[3] == "◆ lasted the cycle"
    assert drawn(ACME._replace(calls=Meter(2, 1)), closed)[3].split("  ")[-1].strip() == "not in this plan"


def test_a_prepaid_block_shows_money_and_derived_hours() -> None:
    """$573.75 at $85.00 an hour is 6:45."""
    block = ACME._replace(hours=Meter(960, 555, derived=True), balance_cents=57375)
    shown = hours(block, MeterFacts(rate_cents=8500))
    assert shown[0] == "Prepaid block" and shown[1] == "$573.75 left" and shown[3] == "≈ 6:45 at $85.00/h"
    owed = ACME._replace(hours=Meter(960, 1020, derived=True), balance_cents=-8500)
    assert hours(owed, MeterFacts(rate_cents=8500))[1::2] == ["−$85.00 left", "≈ −1:00 at $85.00/h"]


def test_calls_and_sprints_are_counted_not_measured() -> None:
    plain = MeterFacts()

    def words(meter: Meter, facts: MeterFacts = plain) -> str:
        return columns(ACME._replace(calls=meter), facts, WIDE)[1].lines[3].plain

    assert words(Meter(2, 1), FACTS) == "next: Mon 11/30"
    assert words(Meter(2, 1)) == "no date yet"
    assert words(Meter(2, 1), MeterFacts(closed=True)) == "not held"
    assert [words(Meter(n, n)) for n in (0, 1, 2, 4)] == ["none agreed", "done", "both done", "all done"]
    assert words(Meter(1, 3)) == "2 more than agreed"


def test_the_phone_pool_has_its_own_state() -> None:
    """9:55 of 10:00 is low, whatever the hours are; the run-out day is that of the hours."""
    phone = ACME._replace(hours=Meter(960, 60), phone=Meter(600, 595), state="low")
    last = columns(phone, FACTS, WIDE)[3]
    assert [line.plain.rstrip() for line in last.lines][1::2] == ["0:05 left of 10:00", "◆ low"]


def test_no_column_runs_into_the_next() -> None:
    """The longest figures an office may have, at both widths."""
    wide = ACME._replace(hours=Meter(60_000, 59_999), phone=Meter(6_000, 7_200), calls=Meter(40, 52))
    for width in (NARROW, WIDE):
        made = columns(wide, FACTS, width)
        places = starts(made, width)
        for column, place, following in zip(made, places, places[1:], strict=False):
            assert place + column.width < following
        assert all(line.cell_length <= width for line in lines(wide, FACTS, width)[0])


def test_only_the_meters_of_the_contract_can_be_chosen() -> None:
    assert present(ACME) == ["hours", "calls", "sprints"]


def test_colour_means_look_here() -> None:
    """A healthy meter is drawn in grey, a low one in amber, an overdrawn one in red."""
    for used, role in ((100, "$ideal"), (900, "$warn"), (1000, "$bad")):
        gauge = columns(ACME._replace(hours=Meter(960, used)), FACTS, WIDE)[0].lines[2]
        assert role in {str(span.style) for span in gauge.spans}
