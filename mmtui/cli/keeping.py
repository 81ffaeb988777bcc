"""`export`, `backup`, `restore`, `check` and `where`."""

from __future__ import annotations

from pathlib import Path

from mmtui.cli.output import dump, visible
from mmtui.config import Config
from mmtui.db.connect import Store
from mmtui.paths import DataRoot
from mmtui.services.desk import Desk


def export(store: Store, folder: str) -> int:
    from mmtui.services.exporting import export as write

    made = write(store, Path(folder))
    print(f"{len(made)} files written to {made[0].parent if made else folder}")
    return 0


def backup(root: DataRoot, store: Store, file: str | None) -> int:
    from mmtui.services.upkeep import backup as save

    print(f"Verified copy: {save(root, store, Path(file) if file else None)}")
    return 0


def restore(root: DataRoot, file: str, url: str | None) -> int:
    from mmtui.services.upkeep import restore as take

    print(take(root, Path(file), url))
    return 0


def check(desk: Desk, as_json: bool) -> int:
    """1 when anything was found."""
    from mmtui.services.checking import check as look

    report = look(desk.store, desk.today)
    if as_json:
        found = [{"kind": one.kind, "what": one.what, "do": one.do} for one in report.findings]
        dump({"findings": found, "looked_at": dict(report.counts)})
    else:
        for one in report.findings:
            print(f"! {visible(one.what)} {visible(one.do)}")
        looked = ", ".join(f"{number:,} {what}" for what, number in dict(report.counts).items())
        number = len(report.findings)
        verdict = "Nothing wrong" if not number else "1 finding" if number == 1 else f"{number} findings"
        print(f"{verdict}: {looked} looked at.")
    return 1 if report.findings else 0


def where(root: DataRoot, settings: Config, url: str | None, as_json: bool) -> int:
    from mmtui.services.upkeep import where as find

    found = find(root, settings, url)
    if as_json:
        dump(found)
    else:
        width = max(map(len, found))
        for name, path in found.items():
            print(f"{name:<{width}}  {path}")
    return 0
