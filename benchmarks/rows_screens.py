"""Rows c, d, e, g and h: the app on a terminal against a bare Textual app on the same terminal."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks import data
from benchmarks.measure import Line, Run, compared, percentile, ratio, short
from benchmarks.processes import environment, python
from benchmarks.terminal import Answer, Program, why_not

MEGABYTE = 1_000_000
BARE = ("Client 000", "Standard")
TODAY = ("Hours left", "Client", "Database")
PRESSES, SWITCHES, IDLE = 60, 12, 10.0
PAGE = 45
"""Presses after which the cursor is past the first page in both apps."""
AGAINST = "bare Textual app"
NOT_LINUX = "processor time and memory of another program are known on Linux only"


@contextmanager
def bare() -> Iterator[Program]:
    program = Program(python("-m", "benchmarks.bare"), environment())
    try:
        yield program
    finally:
        program.close()


@contextmanager
def app(folder: Path) -> Iterator[Program]:
    program = Program(python("-m", "mmtui", "--data", str(folder)), environment())
    try:
        yield program
    finally:
        program.close()


def _here(row: str, what: str, measure: Callable[[], list[Line]], *, linux: bool = False) -> list[Line]:
    """The measured lines, or one that says why there are none on this system."""
    reason = why_not() or (NOT_LINUX if linux and sys.platform != "linux" else "")
    return [Line(row, what, AGAINST, reason, "", None)] if reason else measure()


def starting(run: Run) -> list[Line]:
    """Row c: cold processes, warm files, taking turns."""
    return _here("c", "start to the complete Today screen", lambda: _starting(run))


def _starting(run: Run) -> list[Line]:
    small, large = (
        data.office(size, run.contracts, run.cache).folder for size in (run.smallest, run.largest)
    )
    makers = (lambda: app(large), bare, lambda: app(small))
    walls: list[list[float]] = [[], [], []]
    costs: list[list[float]] = [[], [], []]
    for number in range(run.rounds(9) + 1):
        for maker, expected, wall, cost in zip(makers, (TODAY, BARE, TODAY), walls, costs, strict=True):
            with maker() as program:
                seconds = program.start(expected)
                if number:  # the first round warms the files
                    wall.append(seconds)
                    cost.append(program.cpu())
    what = f"start to the complete Today screen, {short(run.largest)} entries"
    own = f"its own {short(run.smallest)}"
    lines = [
        compared("c", f"{what}, wall", AGAINST, walls[0], walls[1], 1.6),
        compared("c", f"{what}, wall", own, walls[0], walls[2], 1.1),
    ]
    if all(costs[0]):
        lines += [
            compared("c", f"{what}, CPU", AGAINST, costs[0], costs[1], 1.6),
            compared("c", f"{what}, CPU", own, costs[0], costs[2], 1.1),
        ]
    return lines


def cursor(run: Run) -> list[Line]:
    """Row d: both apps by turns of ten presses."""
    return _here("d", "cursor key on the client list", lambda: _cursor(run))


def _cursor(run: Run) -> list[Line]:
    """Up and down inside the first page, then on and on with the list scrolling under the cursor."""
    inside: tuple[list[Answer], list[Answer]] = ([], [])
    scrolling: tuple[list[Answer], list[Answer]] = ([], [])
    with app(data.office(run.middle, run.contracts, run.cache).folder) as ours, bare() as theirs:
        ours.start(TODAY)
        theirs.start(BARE)
        ours.press("3", 0.5)
        for number in range(run.rounds(PRESSES // 10)):
            for program, found in zip((ours, theirs), inside, strict=True):
                found += [program.press("up" if number % 2 else "down") for _ in range(10)]
        for program in (ours, theirs):
            for _ in range(PAGE):
                program.press("down", 0.02, patience=0.2)
        for _ in range(0 if run.quick else PRESSES // 10):
            for program, found in zip((ours, theirs), scrolling, strict=True):
                found += [program.press("down") for _ in range(10)]
    lines = _keys("cursor key on the client list", *inside)
    return lines if run.quick else lines + _keys("the same, the list scrolling", *scrolling)


def _keys(what: str, ours: list[Answer], theirs: list[Answer]) -> list[Line]:
    seconds = [_answered(found) for found in (ours, theirs)]
    lines = []
    for name, share in (("p50", 0.5), ("p95", 0.95)):
        pair = [[percentile(found, share)] for found in seconds]
        lines.append(compared("d", f"{what}, {name}", AGAINST, pair[0], pair[1], 2))
    written = [statistics.median(answer.written for answer in found) for found in (ours, theirs)]
    told = f"{written[0] / written[1]:.2f}× ({written[0]:,.0f} : {written[1]:,.0f} bytes)"
    met = written[0] <= 2 * written[1]
    return [*lines, Line("d", f"{what}, bytes a press", AGAINST, told, "≤ 2×", met)]


def _answered(answers: Sequence[Answer]) -> list[float]:
    seconds = [answer.seconds for answer in answers if answer.seconds is not None]
    if len(seconds) < len(answers) * 0.9:
        raise RuntimeError(f"of {len(answers)} keys only {len(seconds)} changed the screen")
    return seconds


def switching(run: Run) -> list[Line]:
    """Row e: Today to the client list, and field to field of the first form, against the palette of bare."""
    return _here("e", "screen switch, field to field", lambda: _switching(run))


def _switching(run: Run) -> list[Line]:
    opened: list[Answer] = []
    palettes: list[Answer] = []
    fields: list[Answer] = []
    folder = data.office(run.middle, run.contracts, run.cache).folder
    with app(folder) as ours, bare() as theirs, app(run.folder / "new-office") as form:
        ours.start(TODAY)
        theirs.start(BARE)
        form.start(("Time zone",))
        for number in range(run.rounds(SWITCHES) + 1):
            found = (ours.press("3", 0.35, by_text=True), theirs.press("ctrl+p", 0.35, by_text=True))
            ours.press("escape", 0.35)
            theirs.press("escape", 0.35)
            step = form.press("tab")
            if number:  # the first opening imports the screen
                opened.append(found[0])
                palettes.append(found[1])
                fields.append(step)
    reference = _answered(palettes)
    against = "opening the command palette in bare, p50"
    return [
        compared("e", what, against, [statistics.median(_answered(of))], [statistics.median(reference)], 1.5)
        for what, of in (("screen switch, p50", opened), ("form field to field, p50", fields))
    ]


def memory(run: Run) -> list[Line]:
    """Row g: the most memory each process held from its start through 50 presses."""
    return _here("g", "peak memory after 50 presses", lambda: _memory(run), linux=True)


def _memory(run: Run) -> list[Line]:
    small, large = (
        data.office(size, run.contracts, run.cache).folder for size in (run.smallest, run.largest)
    )
    peaks: list[list[float]] = [[], [], []]
    makers = (lambda: app(large), bare, lambda: app(small))
    for _ in range(run.rounds(3)):
        for maker, expected, found in zip(makers, (TODAY, BARE, TODAY), peaks, strict=True):
            with maker() as program:
                program.start(expected)
                program.press("tab", 0.2)
                for number in range(50):
                    program.press("down" if number % 20 < 10 else "up", 0.03, patience=0.1)
                found.append(program.peak())
    what = f"peak memory, Today on {short(run.largest)} after 50 presses"
    lines = []
    for against, theirs, bar in ((AGAINST, peaks[1], 1.8), (f"its own {short(run.smallest)}", peaks[2], 1.1)):
        found = ratio(peaks[0], theirs)
        told = f"{found:.2f}× ({max(peaks[0]) / MEGABYTE:.0f} MB : {max(theirs) / MEGABYTE:.0f} MB)"
        lines.append(Line("g", what, against, told, f"≤ {bar:g}×", found <= bar))
    return lines


def idling(run: Run) -> list[Line]:
    """Row h: nobody touches a key."""
    return _here("h", "10 s idle", lambda: _idling(run), linux=True)


def _idling(run: Run) -> list[Line]:
    wait = 2.0 if run.quick else IDLE
    with app(data.office(run.largest, run.contracts, run.cache).folder) as ours, bare() as theirs:
        ours.start(TODAY)
        theirs.start(BARE)
        (cpu, written), (bare_cpu, _) = ours.idle(wait), theirs.idle(wait)
    points, bare_points = 100 * cpu / wait, 100 * bare_cpu / wait
    told = f"{points:.2f} % : {bare_points:.2f} %"
    met = points <= bare_points + 0.2
    return [
        Line("h", f"{wait:g} s idle on Today, CPU", AGAINST, told, "+ 0.2 points", met),
        Line("h", f"{wait:g} s idle on Today, written", "nothing", f"{written} bytes", "0", written == 0),
    ]
