"""The ledger tree: drawn as text, and every row the sum of the rows under it."""

from __future__ import annotations

from mmtui.domain.tree import Node, adds_up, render_text, rows


def minutes(label: str, amount: int | None, *children: Node, detail: str = "") -> Node:
    return Node(label, detail, amount, "minutes", children)


TREE = minutes(
    "Acme Dental, hours left",
    45,
    minutes("Allowance", 960, minutes("Grant: Standard plan", 960), minutes("Top-ups", 0)),
    minutes(
        "Used",
        -915,
        minutes("Week to Tue 11/17", -270, minutes("Kim", -120), minutes("Ben", -150)),
        minutes("Week to Tue 11/24", -645),
        detail="plan work, 10 entries",
    ),
    minutes("", None, detail="Not drawn from the plan: warranty 0:45"),
)


def test_a_tree_as_text() -> None:
    assert render_text(TREE) == (
        "Acme Dental, hours left           0:45\n"
        "├─ Allowance                     16:00\n"
        "│  ├─ Grant: Standard plan       16:00\n"
        "│  └─ Top-ups                     0:00\n"
        "├─ Used, plan work, 10 entries  −15:15\n"
        "│  ├─ Week to Tue 11/17          −4:30\n"
        "│  │  ├─ Kim                     −2:00\n"
        "│  │  └─ Ben                     −2:30\n"
        "│  └─ Week to Tue 11/24         −10:45\n"
        "└─ Not drawn from the plan: warranty 0:45\n"
    )


def test_counts_and_money_have_their_own_writing() -> None:
    tree = Node("Balance", "", 57375, "cents", (Node("Calls", "", -2, "count", ()),))
    assert render_text(tree) == "Balance   $573.75\n└─ Calls       −2\n"


def test_the_paths_lead_to_the_nodes() -> None:
    """The week of 11/17 is the first child of the second child."""
    paths = {row.path: row.node.label for row in rows(TREE)}
    assert paths[(1, 0)] == "Week to Tue 11/17" and paths[()] == "Acme Dental, hours left"


def test_a_tree_that_adds_up() -> None:
    assert adds_up(TREE)


def test_a_wrong_sum_deep_down_is_found() -> None:
    """2:00 is not 1:00 + 0:30."""
    wrong = minutes("A", 120, minutes("B", 120, minutes("C", 60), minutes("D", 30)))
    assert not adds_up(wrong)


def test_money_derived_from_hours_is_no_part_of_the_hours() -> None:
    assert adds_up(minutes("A", 60, minutes("B", 60), Node("at $85.00", "", 8500, "cents", ())))
