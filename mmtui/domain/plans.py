"""The plan catalogue: what the office sells until somebody edits it, and how a plan is found by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from mmtui.domain.typed import quoted
from mmtui.errors import FieldError

HOURS_PLAN = "Hours plan"
WEBSITE_PACKAGE = "Website package"
ONGOING_SUPPORT = "Ongoing support"
PREPAID_BLOCK = "Prepaid block"
FAMILIES = (HOURS_PLAN, WEBSITE_PACKAGE, ONGOING_SUPPORT, PREPAID_BLOCK)

ADDITIONAL_WORK_RATE_CENTS = 8500
"""An hour of work outside the scope, until the office sets another rate from a date on."""

WEBSITE_SERVICES = (
    "Plugin, WordPress and WooCommerce updates",
    "Developers, QA, SEO and content",
    "QA services",
)


@dataclass(frozen=True, slots=True)
class Plan:
    """One row of the catalogue; names are unique inside a family only.

    Minutes and counts are per cycle, cents per month (`fee_cents` once, for the analysis stage). None is a
    figure that is not set or a meter that the plan lacks, never zero. `prepaid` is money that never resets.
    """

    family: str
    name: str
    hours_minutes: int | None = None
    calls: int | None = None
    sprints: int | None = None
    phone_minutes: int | None = None
    fee_cents: int | None = None
    price_cents: int | None = None
    prepaid: bool = False
    services: tuple[str, ...] = ()

    @property
    def needs_analysis(self) -> bool:
        """Whether it is active only after an analysis stage, which has a fee."""
        return self.fee_cents is not None


def _hours_plan(name: str, hours: int, calls_and_sprints: int) -> Plan:
    return Plan(HOURS_PLAN, name, hours * 60, calls_and_sprints, calls_and_sprints)


def _website_package(name: str, fee: int, price: int) -> Plan:
    return Plan(
        WEBSITE_PACKAGE, name, fee_cents=fee * 100, price_cents=price * 100, services=WEBSITE_SERVICES
    )


CATALOGUE = (
    _hours_plan("Basic", 8, 1),
    _hours_plan("Standard", 16, 2),
    _hours_plan("Premium", 24, 3),
    _hours_plan("Growth", 40, 4),
    _website_package("Basic", 300, 600),
    _website_package("Advanced", 400, 700),
    _website_package("Premium", 500, 800),
    Plan(ONGOING_SUPPORT, "Ongoing support", phone_minutes=600),
    Plan(PREPAID_BLOCK, "Prepaid block", prepaid=True),
)


def find_plan(plans: Sequence[Plan], family: str | None, name: str) -> Plan:
    """The plan of that name, without regard to case and spacing.

    Without a family a name that several families have is the Hours plan's. A prepaid block has any size, so
    in its family any name finds it. Raises FieldError that offers the nearest names.
    """
    if not name.strip():
        raise FieldError("plan", "The plan is missing.", f"Plans are {_listed(plan.name for plan in plans)}.")
    if family is None or not family.strip():
        return _without_family(plans, name)
    members = [plan for plan in plans if _same(plan.family, family)]
    if not members:
        raise _unknown("family", family, [plan.family for plan in plans])
    for plan in members:
        if plan.prepaid or _same(plan.name, name):
            return plan
    raise _unknown("plan", name, [plan.name for plan in members], f" in {members[0].family}")


def _without_family(plans: Sequence[Plan], name: str) -> Plan:
    found = [plan for plan in plans if _same(plan.name, name)]
    if not found:
        raise _unknown("plan", name, [plan.name for plan in plans])
    if len(found) == 1:
        return found[0]
    for plan in found:
        if plan.family == HOURS_PLAN:
            return plan
    families = _listed(plan.family for plan in found)
    raise FieldError("plan", f"{quoted(name)} is a plan of {families}.", "Name the family too.")


def _same(one: str, other: str) -> bool:
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _unknown(field: str, typed: str, names: Iterable[str], inside: str = "") -> FieldError:
    """An error that offers the nearest names, or all of them when none is near."""
    by_folded = {_folded(name): name for name in names}
    near = get_close_matches(_folded(typed), by_folded, n=3, cutoff=0.5)
    offer = _listed(by_folded[folded] for folded in near or by_folded)
    hint = f"Did you mean {offer}?" if near else f"There is {offer}."
    return FieldError(field, f"There is no {field} {quoted(typed)}{inside}.", hint)


def _listed(names: Iterable[str]) -> str:
    """`A`, `A or B`, `A, B or C`; each name once."""
    *rest, last = dict.fromkeys(names)
    return f"{', '.join(rest)} or {last}" if rest else last
