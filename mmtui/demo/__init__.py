"""The demo office: a throw-away office in a temporary folder; nothing leaves the machine."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mmtui.db.connect import Store
    from mmtui.paths import DataRoot


def open_demo(today: date) -> tuple[DataRoot, Store]:
    """Build the demo office as of a day in a folder of its own, which is removed when the program ends."""
    import atexit
    import shutil
    import tempfile
    from pathlib import Path

    from mmtui.demo.office import build
    from mmtui.paths import DataRoot

    folder = Path(tempfile.mkdtemp(prefix="mmtui-demo-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    root = DataRoot(folder)
    store = build(root, today)
    atexit.register(store.close)
    return root, store
