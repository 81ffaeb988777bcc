"""Re-import: what is seen, changed, new, vanished or in conflict."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from mmtui.domain.matching import IncomingRow, StoredRow, match, ordinals


def incoming(*rows):
    """Rows `(day of November, start, minutes)` of Kim for Acme, or with person and project after them."""
    full = [(*row, "Kim", "Acme")[:5] if len(row) < 5 else row for row in rows]
    keys = [repr(row) for row in full]
    return [
        IncomingRow(line, key, ordinal, person, project, date(2026, 11, day), start)
        for line, (key, ordinal, (day, start, _, person, project)) in enumerate(
            zip(keys, ordinals(keys), full, strict=True), 2
        )
    ]


def stored(*rows, edited=()):
    return [
        StoredRow(row.line, row.key, row.ordinal, row.person, row.project, row.day, row.start, at in edited)
        for at, row in enumerate(incoming(*rows))
    ]


def counts(outcome):
    return {name: len(rows) for name, rows in outcome._asdict().items() if rows}


def test_ordinals_count_equal_keys():
    assert ordinals("abaab") == [0, 0, 1, 2, 1]


def test_the_same_file_twice_adds_nothing():
    rows = [(10, 540, 60), (10, 540, 60), (11, None, 30)]
    assert counts(match(stored(*rows), incoming(*rows))) == {"seen": 3}


def test_a_corrected_row_is_one_changed_row():
    """11/12 2:00 corrected to 3:30 and exported again is one changed row, not two entries."""
    outcome = match(stored((10, 540, 60), (12, 540, 120)), incoming((10, 540, 60), (12, 540, 210)))
    assert counts(outcome) == {"seen": 1, "changed": 1}
    old, new = outcome.changed[0]
    assert (old.id, new.line) == (3, 3)


def test_identical_real_rows_stay_apart():
    """Two equal rows stored and three in the file: one is new. One in the file: one has vanished."""
    twice, thrice = [(10, 540, 60)] * 2, [(10, 540, 60)] * 3
    assert counts(match(stored(*twice), incoming(*thrice))) == {"seen": 2, "new": 1}
    assert counts(match(stored(*twice), incoming((10, 540, 60)))) == {"seen": 1, "vanished": 1}


def test_leftovers_pair_by_the_nearest_start():
    """Stored at 9:00 and 14:00; the file has 13:50 and 9:10, both corrected."""
    outcome = match(stored((10, 540, 60), (10, 840, 60)), incoming((10, 830, 75), (10, 550, 45)))
    assert [(old.start, new.start) for old, new in outcome.changed] == [(840, 830), (540, 550)]


def test_the_nearest_pair_goes_first():
    """One stored row at 10:00; rows at 9:00 and 10:05: the later is the changed one, the other is new."""
    outcome = match(stored((10, 600, 60)), incoming((10, 540, 30), (10, 605, 30)))
    assert [new.start for _, new in outcome.changed] == [605]
    assert [row.start for row in outcome.new] == [540]


def test_rows_without_a_start_pair_by_their_order():
    outcome = match(stored((10, None, 60), (10, None, 90)), incoming((10, None, 61), (10, None, 91)))
    assert [(old.id, new.line) for old, new in outcome.changed] == [(2, 2), (3, 3)]


def test_a_row_changed_here_and_there_is_a_conflict():
    rows = [(10, 540, 60), (11, 540, 60), (12, 540, 60)]
    outcome = match(stored(*rows, edited=(0, 1)), incoming((10, 540, 60), (11, 540, 90), (12, 540, 90)))
    assert counts(outcome) == {"seen": 1, "changed": 1, "conflicts": 1}
    assert outcome.conflicts[0][0].day.day == 11


def test_another_person_project_or_date_is_no_partner():
    old = stored((10, 540, 60, "Kim", "Acme"))
    for row in [(10, 540, 61, "Ben", "Acme"), (10, 540, 61, "Kim", "Nordwind"), (11, 540, 61, "Kim", "Acme")]:
        assert counts(match(old, incoming(row))) == {"new": 1}


def test_only_rows_inside_the_file_vanish():
    """A file of Kim for Acme on 11/11 and 11/12 would have held 11/11 15:00, and no other missing row."""
    kept = [(11, 540, 60, "Kim", "Acme"), (12, 540, 60, "Kim", "Acme")]
    missing = [
        (10, 540, 60, "Kim", "Acme"),
        (13, 540, 60, "Kim", "Acme"),
        (11, 540, 60, "Ben", "Acme"),
        (11, 540, 60, "Kim", "Nordwind"),
        (11, 900, 60, "Kim", "Acme"),
    ]
    outcome = match(stored(*kept, *missing), incoming(*kept))
    assert counts(outcome) == {"seen": 2, "vanished": 1}
    assert outcome.vanished[0].start == 900


def test_an_empty_file_says_nothing():
    assert counts(match(stored((10, 540, 60)), [])) == {}


ROWS = st.lists(
    st.tuples(
        st.sampled_from([10, 11, 12]),
        st.sampled_from([None, 480, 540, 545, 900]),
        st.sampled_from([15, 30]),
        st.sampled_from(["Kim", "Ben"]),
        st.sampled_from(["Acme", "Nordwind"]),
    ),
    max_size=14,
)


@given(ROWS)
def test_a_re_import_is_all_seen(rows):
    assert counts(match(stored(*rows), incoming(*rows))) == ({"seen": len(rows)} if rows else {})


@given(ROWS, ROWS, st.sets(st.integers(0, 13)), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_count(before, now, edited, random):
    old = stored(*before, edited=edited)
    expected = counts(match(old, incoming(*now)))
    shuffled = list(now)
    random.shuffle(shuffled)
    random.shuffle(old)
    assert counts(match(old, incoming(*shuffled))) == expected


@given(ROWS, ROWS, st.sets(st.integers(0, 13)))
def test_counts_add_up_and_no_row_is_used_twice(before, now, edited):
    old, new = stored(*before, edited=edited), incoming(*now)
    outcome = match(old, new)
    pairs = [*outcome.seen, *outcome.changed, *outcome.conflicts]
    lines = [row.line for _, row in pairs] + [row.line for row in outcome.new]
    assert sorted(lines) == [row.line for row in new]
    ids = [row.id for row, _ in pairs] + [row.id for row in outcome.vanished]
    assert len(ids) == len(set(ids)) <= len(old)
    assert all(row.edited for row, _ in outcome.conflicts)
    assert not any(row.edited for row, _ in outcome.changed)
    assert all((a.person, a.project, a.day) == (b.person, b.project, b.day) for a, b in pairs)


@given(ROWS, ROWS)
def test_as_many_leftovers_pair_as_can(before, now):
    """Neither a new and a missing row of one person, project and date are left over."""
    outcome = match(stored(*before), incoming(*now))
    new = {(row.person, row.project, row.day) for row in outcome.new}
    assert not new & {(row.person, row.project, row.day) for row in outcome.vanished}


@given(st.lists(st.integers(0, 60), max_size=8), st.lists(st.integers(0, 60), max_size=8))
def test_pairs_are_the_nearest_first(old_starts, new_starts):
    """The first pair is the nearest of all, and there are as many pairs as the shorter side has rows."""
    outcome = match(
        stored(*((10, start, 15) for start in old_starts)),
        incoming(*((10, start, 30) for start in new_starts)),
    )
    gaps = [abs(old.start - new.start) for old, new in outcome.changed]
    assert len(gaps) == min(len(old_starts), len(new_starts))
    assert min(gaps, default=0) == min((abs(a - b) for a in old_starts for b in new_starts), default=0)


def test_a_day_of_many_rows():
    """Three thousand rows of one person, project and date, each moved by a minute."""
    before, now = [(10, at * 2, 15) for at in range(3000)], [(10, at * 2 + 1, 30) for at in range(3000)]
    assert counts(match(stored(*before), incoming(*now))) == {"changed": 3000}
