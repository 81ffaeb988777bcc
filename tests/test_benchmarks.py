"""The benchmarks measure equal results; how quick they are is no matter here."""

from __future__ import annotations

import pytest

from benchmarks import data, rows_import, rows_store, timesheet
from benchmarks.measure import Run, UnequalError, equal
from mmtui.services.office import open_office


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """20 contracts, 300 and 600 entries."""
    folder = tmp_path_factory.mktemp("benchmarks")
    return Run((300, 600), True, folder, 20, folder / "offices")


def test_an_office_has_the_entries_it_was_asked_for_and_stays(run):
    root = data.office(300, run.contracts, run.cache)
    store = open_office(root)
    with store.session():
        assert store.rows("SELECT COUNT(*) FROM time_entry") == [(300,)]
        assert store.rows("SELECT COUNT(DISTINCT anchor_day) FROM contract")[0][0] > 3
        figures = store.rows("SELECT contract_id, cycle_start, hours_used FROM cycle_total ORDER BY 1, 2")
    made = root.database_file.stat().st_mtime_ns
    assert data.office(300, run.contracts, run.cache).database_file.stat().st_mtime_ns == made
    store = open_office(data.office(300, run.contracts, run.folder / "again"))
    with store.session():
        assert (
            store.rows("SELECT contract_id, cycle_start, hours_used FROM cycle_total ORDER BY 1, 2")
            == figures
        )


def test_meters_are_the_sums_of_raw_sql(run, capsys):
    lines = rows_store.meters(run)
    assert {line.row for line in lines} == {"a"}
    assert "COVERING INDEX" in capsys.readouterr().out


def test_saved_entries_leave_the_totals_of_raw_sql(run):
    assert [line.row for line in rows_store.saving(run)] == ["f"]


def test_an_import_has_the_totals_of_the_file_and_names_every_planted_row(run):
    sheet = timesheet.write(run.folder, 60, run.contracts)
    assert len(set(sheet.refused.values())) == len(timesheet.BAD) + 1
    assert len(set(sheet.flagged.values())) == len(timesheet.FLAGGED)
    assert {line.row for line in rows_import.importing(run)} == {"b"}


def test_different_results_are_not_compared():
    with pytest.raises(UnequalError, match="minutes: ours is 1"):
        equal("minutes", 1, 2)
