"""An app that can't go on ends with a sentence and a status, not with a traceback full of values."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import logging, sys
logging.getLogger("mmtui").addHandler(logging.NullHandler())
from mmtui.tui.app import MmtuiApp
from mmtui.tui.screens import today
from tests.tui.kit import Office

def body(self):
    secret = "hunter2"
    raise RuntimeError("a fault while the screen is made")

today.Today.body = body
app = MmtuiApp(Office(), log_label="the log file")
app.run(headless=True, size=(80, 24))
sys.exit(app.return_code)
"""


def test_a_fault_while_a_screen_is_made_ends_with_a_sentence() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=60)
    told = " ".join((done.stdout + done.stderr).split())
    assert done.returncode == 1
    assert "mmtui ended because of a fault of its own. What was saved before is safe." in told
    assert "the log file" in told
    assert "hunter2" not in told and "Traceback" not in told
