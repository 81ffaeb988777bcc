"""`python -m benchmarks`: every row of the table of ratios, measured now and on this machine."""

from __future__ import annotations

import argparse
import platform
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.measure import Line, Run, UnequalError, short

SIZES = {"10k": 10_000, "100k": 100_000, "1m": 1_000_000}
QUICK_SIZES = (1_000, 2_000)
QUICK_CONTRACTS = 20


def _rows() -> dict[str, Callable[[Run], list[Line]]]:
    from benchmarks import rows_import, rows_screens, rows_status, rows_store

    return {
        "a": rows_store.meters,
        "b": rows_import.importing,
        "c": rows_screens.starting,
        "d": rows_screens.cursor,
        "e": rows_screens.switching,
        "f": rows_store.saving,
        "g": rows_screens.memory,
        "h": rows_screens.idling,
        "i": rows_status.status,
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rows", default="a,b,c,d,e,f,g,h,i", help="which rows, as a,b,c")
    parser.add_argument("--sizes", default="10k,100k,1m", help="entries of the offices, as 10k,100k,1m")
    parser.add_argument("--quick", action="store_true", help="small and few: only results are compared")
    parser.add_argument("--markdown", action="store_true", help="print the table as the README shows it")
    return parser.parse_args()


def _run(options: argparse.Namespace, folder: Path) -> Run:
    if options.quick:
        return Run(QUICK_SIZES, True, folder, QUICK_CONTRACTS)
    return Run(tuple(sorted(SIZES[name] for name in options.sizes.lower().split(","))), False, folder)


def main() -> int:
    """Print the table; 1 when results differ. A missed bar is told, not failed: machines differ."""
    options = _options()
    rows = _rows()
    lines: list[Line] = []
    with tempfile.TemporaryDirectory(prefix="mmtui-benchmarks-") as made:
        for name in options.rows.split(","):
            folder = Path(made) / name
            folder.mkdir()
            try:
                found = rows[name](_run(options, folder))
            except UnequalError as error:
                print(f"row {name}: {error}", file=sys.stderr)
                return 1
            lines += found
            for line in found:
                print(
                    f"{line.row}  {line.what} | {line.against} | {line.measured} | {line.verdict}",
                    file=sys.stderr,
                )
    if options.quick:
        print(f"Rows {options.rows}: results equal. A quick run says nothing of speed.")
    else:
        print(_markdown(lines, options.sizes) if options.markdown else _plain(lines))
    return 0


def _markdown(lines: list[Line], sizes: str) -> str:
    told = [
        "| | what | against | measured | bar | |",
        "|---|---|---|---|---|---|",
        *(
            f"| {line.row} | {line.what} | {line.against} | {line.measured} | {line.bar} | {line.verdict} |"
            for line in lines
        ),
    ]
    system = f"{platform.system()} {platform.machine()}"
    machine = f"{system}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    offices = ", ".join(short(SIZES[name]) for name in sizes.lower().split(","))
    return "\n".join([*told, "", f"Measured on {machine}, offices of {offices} entries."])


def _plain(lines: list[Line]) -> str:
    widths = [
        max(len(getattr(line, name)) for line in lines) for name in ("what", "against", "measured", "bar")
    ]
    return "\n".join(
        f"{line.row}  {line.what:<{widths[0]}}  {line.against:<{widths[1]}}  {line.measured:<{widths[2]}}  "
        f"{line.bar:<{widths[3]}}  {line.verdict.strip('*')}"
        for line in lines
    )


if __name__ == "__main__":
    sys.exit(main())
