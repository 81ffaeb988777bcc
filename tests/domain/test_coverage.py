"""What covers an entry decides which meter it draws."""

import pytest

from mmtui.domain.coverage import COVERAGES, METERS, ROLES, meter_drawn


def test_only_plan_draws_hours_and_only_phone_support_draws_the_pool():
    assert {coverage: meter_drawn(coverage) for coverage in COVERAGES} == {
        "plan": "hours",
        "warranty": None,
        "original scope": None,
        "additional work": None,
        "phone support": "phone",
    }


def test_a_coverage_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="one of plan, warranty"):
        meter_drawn("goodwill")


def test_four_meters_and_eight_roles():
    assert METERS == ("hours", "phone", "calls", "sprints")
    assert len(set(ROLES)) == 8
