"""Programs of the system that some tests need: a counted skip where missing, a failure where all are due."""

from __future__ import annotations

import os
import shutil

import pytest

REQUIRE_VARIABLE = "MMTUI_REQUIRE_SYSTEM"


def require(program: str, package: str | None = None, *, folders: tuple[str, ...] = ()) -> str:
    """The program's full path; `folders` are searched after PATH, as PostgreSQL keeps one of its own."""
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), *folders])
    found = shutil.which(program, path=path)
    if found:
        return found
    reason = f"needs {program} (system package {package or program})"
    if os.environ.get(REQUIRE_VARIABLE) == "1":
        pytest.fail(reason)
    pytest.skip(reason)
