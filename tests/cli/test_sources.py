"""Time sheets of the four sources and of a mapped layout, through the command line, against totals by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mmtui.__main__ import main
from mmtui.imports.mapped import Profile
from mmtui.paths import DataRoot
from mmtui.services.mapping import save_profile
from mmtui.services.office import desk_of, open_office
from tests.services import sheets

CLIENTS = """\
client;plan;start;project;rounding_minutes;rounding
Acme Dental;Standard;2026-11-01;"Support;Website";1;nearest
Beta Bikes;Basic;11/16/2026;;15;up
"""
"""Acme 16:00 a cycle. Beta from 11/16: 15 of 30 days of 8:00 are 4:00; each of its entries up to a quarter."""

PROFILE = Profile("Our sheet", sheets.OWN_COLUMNS, decimal_sign=",")

BY_HAND: dict[str, tuple[str, int, int, int, int, int, int, int, int]] = {
    # text, rows, seconds, accounted; used of Acme and of Beta, flagged rows, unmapped rows, exit status
    #   Toggl: Acme 1:00 + 2:00 + 0:45 = 3:45; Beta 1:30; Gamma 0:30 is of no contract. 5:45 worked.
    "toggl": (sheets.TOGGL, 5, 20_700, 315, 225, 90, 1, 1, 1),
    #   Harvest: Acme 1.00 + 2.25 h = 3:15; Beta 0.33 h = 19:48, up to 0:30.
    "harvest": (sheets.HARVEST, 3, 12_888, 225, 195, 30, 1, 0, 0),
    #   Clockify: Acme 1:00, a break of 0:30 that counts nowhere; Beta 1:30.
    "clockify": (sheets.CLOCKIFY, 3, 9_000, 150, 60, 90, 2, 0, 0),
    #   Kimai: Acme 1:00 + 2:15; Beta 0:06, up to 0:15.
    "kimai": (sheets.KIMAI, 3, 12_060, 210, 195, 15, 1, 0, 0),
    #   Our sheet: Acme 1.5 h, Beta 0.75 h.
    "Our sheet": (sheets.OWN, 2, 8_100, 135, 90, 45, 1, 0, 0),
}  # fmt: skip
"""One row of Beta is of 11/13, before its contract starts: it counts, and is flagged."""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the client list and the five sheets; one column mapping is known."""
    monkeypatch.setenv("MMTUI_TODAY", "2026-11-30")
    for name in ("MMTUI_DATA", "MMTUI_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "clients.csv").write_text(CLIENTS)
    for source, values in BY_HAND.items():
        (tmp_path / f"{source}.csv").write_text(values[0])
    store = open_office(DataRoot(tmp_path / "data"))
    with store.session():
        save_profile(desk_of(store), PROFILE)
    store.close()
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> dict:
    """The JSON document of a command that ends with the status."""
    capsys.readouterr()
    assert main(["--data", "data", *words, "--json"]) == status
    return json.loads(capsys.readouterr().out)


def hours(capsys: pytest.CaptureFixture[str]) -> dict[str, dict]:
    found = said(capsys, "status")["contracts"]
    return {one["client"]: one["hours"] for one in found}


def leaves(tree: dict) -> list[int]:
    """The amounts at the ends of the branches."""
    if not tree["children"]:
        return [tree["amount"]]
    return [amount for child in tree["children"] for amount in leaves(child)]


@pytest.mark.parametrize("named", [False, True], ids=["recognised", "named"])
@pytest.mark.parametrize("source", BY_HAND)
def test_totals_by_hand_of_each_source_and_a_second_import_adds_nothing(
    office, capsys, source, named
) -> None:
    _, rows, seconds, accounted, acme, beta, flagged, unmapped, status = BY_HAND[source]
    listed = said(capsys, "import", "clients", "clients.csv")
    assert {name: listed[name] for name in ("rows", "new", "seen", "changed", "refused")} == {
        "rows": 2, "new": 2, "seen": 0, "changed": 0, "refused": [],
    }  # fmt: skip
    words = ["import", "hours", f"{source}.csv", *(["--source", source] if named else [])]
    done = said(capsys, *words, status=status)
    told = {name: done[name] for name in ("source", "rows", "new", "seen", "changed", "vanished", "refused")}
    assert told == {
        "source": source, "rows": rows, "new": rows, "seen": 0, "changed": 0, "vanished": 0, "refused": [],
    }  # fmt: skip
    assert (done["worked_seconds"], done["accounted_minutes"]) == (seconds, accounted)
    assert len(done["flagged"]) == flagged
    assert sum(one["rows"] for one in done["unmapped"]) == unmapped
    standing = {
        "Acme Dental": {"allowance_minutes": 960, "used_minutes": acme, "remaining_minutes": 960 - acme},
        "Beta Bikes": {"allowance_minutes": 240, "used_minutes": beta, "remaining_minutes": 240 - beta},
    }
    assert hours(capsys) == standing
    for client, meter in standing.items():
        [explained] = said(capsys, "explain", client)["contracts"]
        assert explained["tree"]["amount"] == meter["remaining_minutes"] == sum(leaves(explained["tree"]))
    again = said(capsys, *words, status=status)
    assert (again["rows"], again["new"], again["seen"]) == (rows, 0, rows)
    assert (again["changed"], again["vanished"], again["conflicts"]) == (0, 0, 0)
    assert hours(capsys) == standing
    listed = said(capsys, "import", "clients", "clients.csv")
    assert (listed["new"], listed["seen"], listed["changed"]) == (0, 2, 0)


def test_all_sources_in_one_office_add_up(office, capsys) -> None:
    """Acme 3:45 + 3:15 + 1:00 + 3:15 + 1:30 = 12:45 of 16:00; Beta 1:30 + 0:30 + 1:30 + 0:15 + 0:45 = 4:30 of 4:00."""
    said(capsys, "import", "clients", "clients.csv")
    for _ in range(2):
        for source, values in BY_HAND.items():
            said(capsys, "import", "hours", f"{source}.csv", status=values[-1])
        found = {one["client"]: one for one in said(capsys, "status")["contracts"]}
        acme, beta = found["Acme Dental"], found["Beta Bikes"]
        assert (acme["hours"]["used_minutes"], acme["hours"]["remaining_minutes"]) == (765, 195)
        assert (acme["state"], acme["percent_used"]) == ("low", 79.7)
        assert (beta["hours"]["used_minutes"], beta["hours"]["remaining_minutes"]) == (270, -30)
        assert (beta["state"], beta["percent_used"]) == ("over", 112.5)
    assert main(["--data", "data", "check"]) == 0


def test_hours_that_come_before_their_clients_are_counted_when_the_list_comes(office, capsys) -> None:
    done = said(capsys, "import", "hours", "kimai.csv", status=1)
    assert (done["new"], done["worked_seconds"], done["accounted_minutes"]) == (3, 12_060, 0)
    assert sum(one["rows"] for one in done["unmapped"]) == 3
    said(capsys, "import", "clients", "clients.csv")
    assert [meter["used_minutes"] for meter in hours(capsys).values()] == [195, 15]
    assert said(capsys, "import", "hours", "kimai.csv")["accounted_minutes"] == 210


def test_a_corrected_sheet_changes_the_totals_once(office, capsys) -> None:
    """The 2:15 of 11/12 becomes 3:30: Acme has 4:30, one row changed, none added."""
    said(capsys, "import", "clients", "clients.csv")
    said(capsys, "import", "hours", "kimai.csv")
    (office / "kimai.csv").write_text(sheets.KIMAI.replace("09:00,11:15,2:15", "09:00,12:30,3:30"))
    for counts in ((0, 2, 1, 0), (0, 3, 0, 0)):
        done = said(capsys, "import", "hours", "kimai.csv")
        assert (done["new"], done["seen"], done["changed"], done["vanished"]) == counts
        assert hours(capsys)["Acme Dental"]["used_minutes"] == 270


def test_an_unknown_source_names_the_nearest(office, capsys) -> None:
    capsys.readouterr()
    assert main(["--data", "data", "import", "hours", "toggl.csv", "--source", "togl"]) == 2
    assert "Did you mean toggl?" in capsys.readouterr().err
    assert main(["--data", "data", "import", "hours", "toggl.csv", "--source", "plutio"]) == 2
    assert (
        "kimai, Our sheet. The columns of any other file are chosen once in the app"
        in capsys.readouterr().err
    )
