from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.errors import ConflictError
from infoview_tui.services import debrief, points, prepare
from infoview_tui.services.interviews import book
from infoview_tui.services.notes import capture, edit_note
from infoview_tui.services.people import add_person
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Table

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
ZONE = ZoneInfo("UTC")
Write = Callable[[str, int | None], object]


@pytest.fixture
def talk(store: Store) -> int:
    return book(store, NOW, [add_person(store, NOW, name="Dana")], starts_at=NOW, zone="UTC")


def texts(store: Store, talk: int) -> dict[str, tuple[Table, int, str, Write]]:  # type: ignore[type-arg]
    """Return every text that two windows can change: its table, id and column, and the change."""
    note = capture(store, NOW, "words", interview_id=talk).id
    goal = prepare.add_goal(store, NOW, talk, "words")
    question = prepare.add_question(store, NOW, talk, "words")
    card = points.add_card(store, NOW, "words")
    introduction = points.write_introduction(store, NOW, "15 s", "words")
    return {
        "note": (
            store.notes,
            note,
            "body",
            lambda text, v: edit_note(store, NOW, note, text, ZONE, version=v),
        ),
        "goal": (
            store.interviews.goals,
            goal,
            "text",
            lambda text, v: prepare.change_goal(store, NOW, goal, text=text, version=v),
        ),
        "question": (
            store.interviews.checklist,
            question,
            "text",
            lambda text, v: prepare.change_item(store, NOW, question, text=text, version=v),
        ),
        "card": (
            store.points,
            card,
            "title",
            lambda text, v: points.change_card(store, NOW, card, title=text, version=v),
        ),
        "introduction": (
            store.points,
            introduction,
            "point",
            lambda text, v: points.write_introduction(store, NOW, "15 s", text, version=v),
        ),
    }


@pytest.mark.parametrize("name", ["note", "goal", "question", "card", "introduction"])
def test_the_later_of_two_windows_is_told(store: Store, talk: int, name: str) -> None:
    table, id, column, write = texts(store, talk)[name]
    seen = table.get(id).version
    write("first", seen)
    with pytest.raises(ConflictError):
        write("second", seen)
    assert not store.db.conn.in_transaction
    assert getattr(table.get(id), column) == "first"
    write("third", seen + 1)
    write("undone", None)
    assert getattr(table.get(id), column) == "undone"


def test_an_introduction_that_came_or_went_meanwhile_is_told(store: Store) -> None:
    id = points.write_introduction(store, NOW, "15 s", "first", version=0)
    with pytest.raises(ConflictError):
        points.write_introduction(store, NOW, "15 s", "second", version=0)
    points.delete_card(store, NOW, id)
    with pytest.raises(ConflictError):
        points.write_introduction(store, NOW, "15 s", "third", version=1)
    assert store.points.where() == ()


def test_a_debrief_answer_of_another_window_is_left_alone(store: Store, talk: int) -> None:
    def answer(body: str, before: str | None) -> str:
        debrief.answer(store, NOW + timedelta(hours=1), talk, 1, body, before=before)
        return debrief.debrief(store, talk).answers.get(1, "")

    assert answer("first", "") == "first"
    for body in ("second", ""):
        with pytest.raises(ConflictError):
            answer(body, "")
    # The same words twice are no conflict.
    assert answer("first", "") == "first"
    assert answer("first, longer", " first\n") == "first, longer"
    assert answer("", "first, longer") == ""
    with pytest.raises(ConflictError):
        answer("mine", "first, longer")
    assert answer("mine", None) == "mine"
