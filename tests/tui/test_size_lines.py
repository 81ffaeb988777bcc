"""The last six cycles against the plans, as text, and which plans are named."""

from __future__ import annotations

from mmtui.domain.rightsize import Size as Plan
from mmtui.domain.rightsize import right_size
from mmtui.tui.widgets.rightsize import ladder, short_hint
from mmtui.tui.widgets.size_lines import Size, Used, lines

PLANS = (Plan("Basic", 480), Plan("Standard", 960), Plan("Premium", 1440), Plan("Growth", 2400))
THREE = [Size("Basic", 480), Size("Standard", 960, True), Size("Premium", 1440)]
USED = [("JUN", 870), ("JUL", 935), ("AUG", 1010), ("SEP", 905), ("OCT", 985), ("NOV", 915)]


def drawn(cycles: list[tuple[str, int]], sizes: list[Size], width: int = 37) -> list[str]:
    made = [Used(name, used, 960, name == "NOV") for name, used in cycles]
    return [line.plain.rstrip() for line in lines(made, sizes, width)]


def test_six_cycles_under_three_plans() -> None:
    assert drawn(USED, THREE) == [
        "        Basic Standard  Premium",
        "JUN ━━━━━━━━│━━━━━━━╸│━━━━━━━━━ 14:30",
        "JUL ━━━━━━━━│━━━━━━━━┥━━━━━━━━━ 15:35",
        "AUG ━━━━━━━━│━━━━━━━━│━━━━━━━━━ 16:50",
        "SEP ━━━━━━━━│━━━━━━━━│━━━━━━━━━ 15:05",
        "OCT ━━━━━━━━│━━━━━━━━│╸━━━━━━━━ 16:25",
        "NOV ━━━━━━━━│━━━━━━━━│━━━━━━━━━ 15:15",
    ]


def test_more_than_the_largest_plan_has_an_arrow() -> None:
    assert drawn([("NOV", 1500)], THREE)[1] == "NOV ━━━━━━━━│━━━━━━━━│━━━━━━━━▶ 25:00"


def test_names_that_find_no_room_take_their_limit_with_them() -> None:
    """16, 24 and 40 hours on 27 cells: "Standard" would run into "Premium", which is the own one."""
    sizes = [Size("Standard", 960), Size("Premium", 1440, True), Size("Growth", 2400)]
    head, row = drawn([("NOV", 100)], sizes)
    assert head.split() == ["Premium", "Growth"] and row.count("│") == 1


def test_without_plans_the_longest_cycle_is_the_measure() -> None:
    assert drawn([("OCT", 120), ("NOV", 60)], [])[1:] == [
        "OCT ━━━━━━━━━━━━━━━━━━━━━━━━━━━  2:00",
        "NOV ━━━━━━━━━━━━━╸━━━━━━━━━━━━━  1:00",
    ]


def test_the_verdict_names_the_plans() -> None:
    """A plan that fits stands between its neighbours; one that is too large shows the smaller alone."""

    def names(closed: list[int], own: Plan) -> list[str]:
        return [size.name for size in ladder(PLANS, right_size(closed, PLANS, own))]

    assert names([870, 935, 1010, 905, 985], PLANS[1]) == ["Basic", "Standard", "Premium"]
    assert names([100, 90, 80], PLANS[1]) == ["Basic", "Standard"]
    assert names([2300, 2200, 2100], PLANS[1]) == ["Standard", "Premium", "Growth"]
    assert names([500], Plan("Own", 600)) == ["Basic", "Own", "Standard"]


def test_the_short_hint_has_as_many_sentences_as_fit() -> None:
    hint = right_size([870, 935, 1010, 905, 985], PLANS, PLANS[1], 915)
    assert short_hint(hint, 74).plain == "Standard fits. Two of six went over, by 0:50 and 0:25."
    assert short_hint(hint, 110).plain.endswith("Premium would leave about 8:20 unused a month.")
    assert short_hint(hint, 20).plain == "Standard fits."
