"""The plan catalogue as editable rows."""

from __future__ import annotations

from collections.abc import Iterable

from mmtui import clock
from mmtui.db.models.base import new_uuid
from mmtui.db.models.clients import Plan, PlanService
from mmtui.domain.plans import Plan as CataloguePlan


def fill(plans: Iterable[CataloguePlan]) -> None:
    """Write the plans of a new office, in their order, with the services they include."""
    for place, plan in enumerate(plans):
        Plan.create(
            uuid=new_uuid(), recorded_at=clock.now(), family=plan.family, name=plan.name, hours=plan.hours_minutes,
            phone=plan.phone_minutes, calls=plan.calls, sprints=plan.sprints, fee_cents=plan.fee_cents,
            price_cents=plan.price_cents, prepaid=int(plan.prepaid), sort=place,
        )  # fmt: skip
        for service in plan.services:
            PlanService.create(
                uuid=new_uuid(), recorded_at=clock.now(), family=plan.family, plan=plan.name, name=service
            )
