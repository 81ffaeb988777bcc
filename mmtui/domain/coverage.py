"""What covers a time entry, and which meter it draws."""

from __future__ import annotations

PLAN = "plan"
WARRANTY = "warranty"
ORIGINAL_SCOPE = "original scope"
ADDITIONAL_WORK = "additional work"
PHONE_SUPPORT = "phone support"
COVERAGES = (PLAN, WARRANTY, ORIGINAL_SCOPE, ADDITIONAL_WORK, PHONE_SUPPORT)

HOURS = "hours"
PHONE = "phone"
CALLS = "calls"
SPRINTS = "sprints"
METERS = (HOURS, PHONE, CALLS, SPRINTS)

ROLES = (
    "owner",
    "project manager",
    "executive assistant",
    "business analyst",
    "developer",
    "technician",
    "service manager",
    "service desk",
)
"""What people do in the office; one person may hold several."""

_DRAWN = {PLAN: HOURS, PHONE_SUPPORT: PHONE, WARRANTY: None, ORIGINAL_SCOPE: None, ADDITIONAL_WORK: None}


def meter_drawn(coverage: str) -> str | None:
    """The time meter that an entry draws down: only `plan` draws hours, `phone support` draws the phone pool.

    The billable mark has no part in it. Raises ValueError for a coverage that does not exist.
    """
    if coverage not in _DRAWN:
        raise ValueError(f"an entry is covered by one of {', '.join(COVERAGES)}, not {coverage!r}")
    return _DRAWN[coverage]
