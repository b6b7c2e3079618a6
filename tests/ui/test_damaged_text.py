from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from typing import Any

import pytest
from pilots import open_app, screen_text

from infoview_tui.services.desk import Desk
from infoview_tui.services.interviews import book
from infoview_tui.services.meeting import start
from infoview_tui.services.notes import capture
from infoview_tui.services.people import add_person
from infoview_tui.services.prepare import add_goal, add_question
from infoview_tui.storage.store import Store

SECRET = "the-flood-nobody-knows-of"


@pytest.fixture
def damaged(desk: Desk, store: Store, now: datetime) -> Desk:
    """Text that is no text any more, wherever somebody may have typed."""
    dana = add_person(store, now, name="Dana", role="curator", email="d@example.org")
    talk = book(store, now, [dana], starts_at=now, zone="Europe/Lisbon", minutes=20)
    add_goal(store, now, talk, "How people get in")
    add_question(store, now, talk, "Why?")
    start(store, now, talk)
    capture(store, now, "! a note", interview_id=talk, person_id=dana)
    with closing(sqlite3.connect(store.path)) as db:
        for table, column in (
            *(("people", "role"), ("people", "email"), ("goals", "text"), ("checklist", "text")),
            *(("notes", "body"), ("interviews", "place")),
        ):
            db.execute(f"update {table} set {column} = cast(x'{SECRET.encode().hex()}ff' as text)")
        db.commit()
    return desk


async def test_damaged_text_is_a_sentence_on_every_page_and_none_of_its_words(
    damaged: Desk, capsys: Any
) -> None:
    for page, values in (
        ("today", None),
        ("person", {"person_id": 1}),
        ("prepare", {"interview_id": 1}),
        ("meeting", {"interview_id": 1}),
    ):
        async with open_app(damaged, None if values is None else (page, values)) as pilot:
            shown = screen_text(pilot)
            assert "it is damaged" in shown, (page, shown)
            assert SECRET not in shown, page
            assert pilot.app._exception is None
    told = capsys.readouterr()
    assert SECRET not in told.out + told.err
