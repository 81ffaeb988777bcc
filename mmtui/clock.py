"""What day and what instant it is; the only place that looks at the clock."""

from __future__ import annotations

import os
import time
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from mmtui.errors import UsageError

FIXED_DAY_VARIABLE = "MMTUI_TODAY"


def is_fixed() -> bool:
    """Whether "today" is fixed from outside, for tests and demos; nothing is sent live then."""
    return bool(os.environ.get(FIXED_DAY_VARIABLE))


def today(zone: str) -> date:
    """The office's local date; `zone` is an IANA name such as America/New_York."""
    fixed = os.environ.get(FIXED_DAY_VARIABLE)
    if fixed:
        try:
            return date.fromisoformat(fixed)
        except ValueError:
            raise UsageError(
                f"{FIXED_DAY_VARIABLE} is {fixed!r}, which is not a date.", "Write it as YYYY-MM-DD."
            ) from None
    return datetime.now(ZoneInfo(zone)).date()


def now() -> int:
    """The instant in whole seconds since 1970-01-01 UTC."""
    return int(time.time())


def local(instant: int, zone: str) -> datetime:
    """An instant as the office's wall clock shows it."""
    return datetime.fromtimestamp(instant, UTC).astimezone(ZoneInfo(zone))


def machine_zone(fallback: str) -> str:
    """The IANA name of this machine's time zone where the system tells it, else the fallback."""
    named = os.environ.get("TZ", "")
    try:
        link = str(Path("/etc/localtime").resolve())
    except OSError:
        link = ""
    for name in (named.removeprefix(":"), link.partition("zoneinfo/")[2]):
        if name in available_timezones():
            return name
    return fallback
