"""How a number came about: a tree in which every row is the sum of the rows under it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mmtui.domain.hours import hmm
from mmtui.domain.money import show_money

MINUTES = "minutes"
COUNT = "count"
CENTS = "cents"


class Node(NamedTuple):
    """One row: what it is, a remark, its amount in `unit` (None for a remark alone), and what it is made of.

    Use carries a minus, so that plain addition holds everywhere: left = allowance + (−used).
    """

    label: str
    detail: str = ""
    amount: int | None = None
    unit: str = MINUTES
    children: tuple[Node, ...] = ()


class Row(NamedTuple):
    """One drawn row: the branches before it, its node, and the path of child numbers that leads to it."""

    branches: str
    node: Node
    path: tuple[int, ...]


def show_amount(node: Node) -> str:
    """Write an amount in its unit: `−4:30`, `2` or `$573.75`; nothing for a remark."""
    if node.amount is None:
        return ""
    if node.unit == MINUTES:
        return hmm(node.amount)
    if node.unit == CENTS:
        return show_money(node.amount)
    return f"\N{MINUS SIGN}{-node.amount}" if node.amount < 0 else str(node.amount)


def adds_up(node: Node) -> bool:
    """Whether each row with an amount is the sum of its children's amounts, all the way down.

    Children of another unit (money derived from hours) and remarks do not count towards the sum.
    """
    parts = [child.amount for child in node.children if child.amount is not None and child.unit == node.unit]
    if node.amount is not None and parts and sum(parts) != node.amount:
        return False
    return all(adds_up(child) for child in node.children)


def rows(node: Node, path: tuple[int, ...] = (), branches: str = "") -> Iterator[Row]:
    """Walk the tree from the top; `branches` holds the `│  ├─ └─` that stand before a row."""
    yield Row(branches, node, path)
    below = branches.replace("├─ ", "│  ").replace("└─ ", "   ")
    last = len(node.children) - 1
    for number, child in enumerate(node.children):
        yield from rows(child, (*path, number), below + ("└─ " if number == last else "├─ "))


def render_text(node: Node) -> str:
    """Write the whole tree as plain text, one line a row, amounts right-aligned; remarks may run further."""
    lines = [(row.branches + title(row.node), show_amount(row.node)) for row in rows(node)]
    labels = max((len(text) for text, amount in lines if amount), default=0)
    amounts = max(len(amount) for _, amount in lines)
    return "\n".join(f"{text:<{labels}}  {amount:>{amounts}}".rstrip() for text, amount in lines) + "\n"


def title(node: Node) -> str:
    """Return label and remark in one line."""
    return f"{node.label}, {node.detail}" if node.detail and node.label else node.label or node.detail
