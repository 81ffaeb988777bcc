"""Child processes as a person would start them, and what they cost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks import data

PROJECT = Path(__file__).parent.parent


def environment() -> dict[str, str]:
    """Ours, with the day fixed, compiled files allowed as after any installation, and no office of one's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MMTUI_")}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    return {**kept, "MMTUI_TODAY": data.TODAY.isoformat(), "PYTHONPATH": str(PROJECT)}


def run(command: Sequence[str]) -> tuple[float, str]:
    """The seconds a whole process takes, and what it prints; a failure stops the benchmark with its words."""
    begin = time.perf_counter()
    done = subprocess.run(
        command, env=environment(), capture_output=True, text=True, encoding="utf-8", check=False
    )
    seconds = time.perf_counter() - begin
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}: {done.stderr[-2000:]}")
    return seconds, done.stdout


def python(*arguments: str) -> list[str]:
    return [sys.executable, *arguments]


def answer(*arguments: str) -> Any:
    """The JSON that a Python module prints."""
    return json.loads(run(python("-m", *arguments))[1])
