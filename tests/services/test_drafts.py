"""Drafts: one for each form, subject and person, until it is saved or thrown away."""

from __future__ import annotations

from mmtui.services import drafts
from mmtui.services.desk import Desk
from tests import offices


def test_a_draft_is_kept_replaced_and_dropped(any_office) -> None:
    assert drafts.take(any_office, "columns", "a") is None
    drafts.keep(any_office, "columns", "a", {"name": "Team", "columns": {"date": "Tag"}})
    drafts.keep(any_office, "columns", "a", {"name": "Zoë"})
    assert drafts.take(any_office, "columns", "a") == {"name": "Zoë"}
    assert drafts.take(any_office, "columns", "b") is None
    drafts.drop(any_office, "columns", "a")
    assert drafts.take(any_office, "columns", "a") is None


def test_everybody_has_drafts_of_their_own(office) -> None:
    other = Desk(office.store, offices.ZONE, None, offices.TODAY)
    drafts.keep(office, "columns", "a", {"name": "Ana's"})
    assert drafts.take(other, "columns", "a") is None
    drafts.drop(other, "columns", "a")
    assert drafts.take(office, "columns", "a") == {"name": "Ana's"}
