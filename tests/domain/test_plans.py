"""The catalogue as the office sells it, and finding a plan by a typed name."""

import pytest

from mmtui.domain.plans import CATALOGUE, FAMILIES, Plan, find_plan
from mmtui.errors import FieldError


def test_every_row_of_the_catalogue():
    """Family, plan, hours, calls, sprints, phone hours, analysis fee, price."""
    rows = [
        (
            plan.family,
            plan.name,
            plan.hours_minutes and plan.hours_minutes // 60,
            plan.calls,
            plan.sprints,
            plan.phone_minutes and plan.phone_minutes // 60,
            plan.fee_cents and plan.fee_cents // 100,
            plan.price_cents and plan.price_cents // 100,
        )
        for plan in CATALOGUE
    ]
    assert rows == [
        ("Hours plan", "Basic", 8, 1, 1, None, None, None),
        ("Hours plan", "Standard", 16, 2, 2, None, None, None),
        ("Hours plan", "Premium", 24, 3, 3, None, None, None),
        ("Hours plan", "Growth", 40, 4, 4, None, None, None),
        ("Website package", "Basic", None, None, None, None, 300, 600),
        ("Website package", "Advanced", None, None, None, None, 400, 700),
        ("Website package", "Premium", None, None, None, None, 500, 800),
        ("Ongoing support", "Ongoing support", None, None, None, 10, None, None),
        ("Prepaid block", "Prepaid block", None, None, None, None, None, None),
    ]


def test_names_are_unique_inside_a_family():
    assert len({(plan.family, plan.name) for plan in CATALOGUE}) == len(CATALOGUE)
    assert {plan.family for plan in CATALOGUE} == set(FAMILIES)


def test_only_the_block_is_prepaid_and_only_websites_need_an_analysis():
    assert [plan.name for plan in CATALOGUE if plan.prepaid] == ["Prepaid block"]
    assert {plan.family for plan in CATALOGUE if plan.needs_analysis} == {"Website package"}
    assert all(bool(plan.services) == plan.needs_analysis for plan in CATALOGUE)


@pytest.mark.parametrize(
    ("family", "name", "expected"),
    [
        (None, "Standard", ("Hours plan", "Standard")),
        (None, "Basic", ("Hours plan", "Basic")),
        ("", " premium ", ("Hours plan", "Premium")),
        ("website  PACKAGE", "Premium", ("Website package", "Premium")),
        (None, "advanced", ("Website package", "Advanced")),
        (None, "ongoing support", ("Ongoing support", "Ongoing support")),
        ("Prepaid block", "20 hours", ("Prepaid block", "Prepaid block")),
    ],
)
def test_finds(family, name, expected):
    plan = find_plan(CATALOGUE, family, name)
    assert (plan.family, plan.name) == expected


@pytest.mark.parametrize(
    ("family", "name", "field", "words"),
    [
        (None, "Standart", "plan", "no plan 'Standart'. Did you mean Standard?"),
        ("Hours plan", "Advanced", "plan", "no plan 'Advanced' in Hours plan."),
        ("Hours plan", "Grwth", "plan", "Did you mean Growth?"),
        ("Hour plan", "Basic", "family", "Did you mean Hours plan?"),
        (
            None,
            "zzz",
            "plan",
            "There is Basic, Standard, Premium, Growth, Advanced, Ongoing support or Prepaid",
        ),
        (None, "  ", "plan", "The plan is missing."),
    ],
)
def test_an_unknown_name_offers_the_nearest(family, name, field, words):
    with pytest.raises(FieldError) as caught:
        find_plan(CATALOGUE, family, name)
    assert caught.value.field == field
    assert words in caught.value.sentence


def test_a_name_in_two_families_of_which_none_is_the_hours_plan_asks_for_the_family():
    plans = [Plan("Website package", "Care"), Plan("Ongoing support", "Care")]
    with pytest.raises(FieldError, match=r"Website package or Ongoing support\. Name the family"):
        find_plan(plans, None, "care")
