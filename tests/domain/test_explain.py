"""The tree under a figure adds up to it, whatever the history."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from mmtui.domain.contracts import CARRY_UNUSED, Agreement, Terms
from mmtui.domain.cycles import Cycle
from mmtui.domain.explain import Asked, Work, explain, explain_block
from mmtui.domain.ledger import TOPUP, Row, Worked, ledger
from mmtui.domain.prepaid import PAYMENT, MoneyRow
from mmtui.domain.tree import adds_up, render_text

NOVEMBER = Cycle(date(2026, 11, 1), date(2026, 11, 30))
STANDARD = Agreement(
    date(2026, 10, 1),
    1,
    (Terms(date(2026, 10, 1), "Hours plan", "Standard", 960, rollover=CARRY_UNUSED, rollover_cap=60),),
)
WORK = (
    Work(date(2026, 11, 2), "Dana", "Redirects", 90, "plan"),
    Work(date(2026, 11, 3), "Kim", "Staff page", 60, "plan"),
    Work(date(2026, 11, 5), "Ben", "Plugin updates", 135, "plan"),
    Work(date(2026, 11, 9), "Ben", "Broken link", 45, "warranty"),
)


def asked(on: date) -> Asked:
    return Asked("Acme Dental", "Standard", "hours", NOVEMBER, on)


def page(work=WORK, rows=()):
    used = Worked((one.on, one.amount) for one in work if one.coverage == "plan")
    return ledger(STANDARD, "hours", rows, used, NOVEMBER.end)[-1]


def test_the_tree_of_a_figure() -> None:
    tree = explain(asked(date(2026, 11, 24)), page(), WORK)
    assert render_text(tree) == (
        "Acme Dental, hours left, NOVEMBER 2026            12:15\n"
        "├─ Allowance                                      17:00\n"
        "│  ├─ Rolled over from OCTOBER 2026, to 11/30/26   1:00\n"
        "│  └─ Grant: Standard plan, 11/01/26              16:00\n"
        "├─ Used, 3 entries                                −4:45\n"
        "│  ├─ Week to Tue 11/03/26, 2 entries             −2:30\n"
        "│  │  ├─ Mon 11/02/26  Dana, Redirects            −1:30\n"
        "│  │  └─ Tue 11/03/26  Kim, Staff page            −1:00\n"
        "│  └─ Week to Tue 11/10/26, 1 entry               −2:15\n"
        "│     └─ Thu 11/05/26  Ben, Plugin updates        −2:15\n"
        "└─ Not drawn: warranty 0:45 (1 entry)\n"
    )


def test_only_work_up_to_the_day_counts() -> None:
    assert explain(asked(date(2026, 11, 3)), page(), WORK).amount == 17 * 60 - 150


def test_the_tree_of_a_block() -> None:
    """Paid $1,360.00, 9:15 at $85: $573.75 is left, which is 6:45."""
    money = (MoneyRow(date(2026, 11, 1), PAYMENT, 136000),)
    tree = explain_block(asked(date(2026, 11, 24)), money, 555, 57375, 8500)
    assert adds_up(tree)
    assert tree.amount == 57375
    assert "6:45" in tree.children[-1].detail


DAYS = st.integers(0, 29).map(lambda days: NOVEMBER.start + timedelta(days=days))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(DAYS, st.integers(1, 600), st.sampled_from(["plan", "warranty", "phone support"])),
        max_size=15,
    ),
    st.lists(st.tuples(DAYS, st.integers(1, 300), st.none() | DAYS), max_size=3),
    DAYS,
)
def test_every_tree_adds_up_to_what_is_left(work, top_ups, on) -> None:
    done = tuple(Work(day, "Kim", "", amount, coverage) for day, amount, coverage in work)
    rows = tuple(Row(day, TOPUP, amount, expires_on=last and max(day, last)) for day, amount, last in top_ups)
    kept = page(done, rows)
    tree = explain(asked(on), kept, done)
    assert adds_up(tree)
    used = sum(one.amount for one in done if one.on <= on and one.coverage == "plan")
    assert tree.amount == kept.allowance_on(on) - used
