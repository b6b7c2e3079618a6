from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.domain.interviews import Mode, Status
from infoview_tui.domain.preparation import ItemKind, ItemState
from infoview_tui.errors import ConflictError, RefusedError
from infoview_tui.services import agreed_time, interviews, letters, meeting, notes, people, prepare
from infoview_tui.services.held import held, take_back
from infoview_tui.services.note_lines import say_all
from infoview_tui.storage.store import Store

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
LINES = (
    (0, "! certificate counts more than a degree"),
    (0, "started as a guide"),
    (1, '" half the job is writing'),
    (1, "> send the list by friday"),
    (1, "< the loan form"),
    (2, "@ Mai Tran, registrar, Harbour Gallery"),
    (2, "+ shadow an object move"),
)


@pytest.fixture
def begin(now: datetime) -> datetime:
    return now - 26 * HOUR


def booked(store: Store, begin: datetime, name: str = "Hana Sato") -> int:
    person = people.add_person(store, begin, name=name, organisation="Paper Lab")
    id = interviews.book(
        store, begin, [person], starts_at=begin, zone="UTC", minutes=30, mode=Mode.IN_PERSON
    )
    for text in ("Which qualification?", "What alone?", "What is hard?"):
        prepare.add_question(store, begin, id, text)
    return id


def items(store: Store, id: int) -> tuple[Any, ...]:
    return meeting.live(store, id).items


def walk(store: Store, at: datetime, id: int, zone: ZoneInfo) -> None:
    """Note what was said and tick what was asked, as the meeting's page does."""
    core = [item for item in items(store, id) if item.kind is ItemKind.CORE]
    for number, line in LINES:
        meeting.set_current(store, at, id, core[number].id)
        say_all(
            store,
            at,
            [(f"{id}{number}{line}", line)],
            interview_id=id,
            item_id=core[number].id,
            zone=zone,
        )
    for item, state in zip(
        items(store, id),
        (ItemState.ASKED, ItemState.PARTLY, ItemState.SKIPPED, ItemState.ASKED),
        strict=False,
    ):
        meeting.tick(store, at, id, item.id, state, item.id)


def record(store: Store, now: datetime, id: int) -> dict[str, Any]:
    """Everything that a held interview leaves, but for when each note was written."""
    live = meeting.live(store, id)
    talk = live.interview
    at = {item.id: number for number, item in enumerate(live.items)}
    mine = "t.interview_id=?"
    return {
        "times": (talk.started_at, talk.ended_at, talk.extension_minutes),
        "kept": (talk.used_seconds(now), talk.overrun_seconds(now), talk.status(now)),
        "items": [(i.kind, i.position, i.text, i.state) for i in live.items],
        "notes": [(n.kind, n.body, n.person_id is None, at[n.item_id or 0]) for n in live.notes],
        "promises": [(p.side, p.body, p.due) for p in store.promises.where(mine, id)],
        "advice": [(a.body, a.state) for a in store.advice.where(mine, id)],
        "named": [
            row[0]
            for row in store.db.execute(
                "select p.name from introductions t join people p on p.id = t.person_id"
                " where t.interview_id=?",
                [id],
            )
        ],
    }


def test_a_talk_written_up_the_day_after_leaves_the_record_of_one_on_the_clock(
    store: Store, now: datetime, begin: datetime, zone: ZoneInfo
) -> None:
    on_clock, on_paper = booked(store, begin), booked(store, begin, "Ren Sato")
    end = begin + 37 * MINUTE
    meeting.start(store, begin, on_clock)
    agreed_time.extend(store, begin + 25 * MINUTE, on_clock)
    walk(store, begin + 30 * MINUTE, on_clock, zone)
    meeting.end(store, end, on_clock, zone)
    core = items(store, on_paper)[0].id
    assert held(store, now, on_paper, begin, end, zone, offered_minutes=5).current_item_id == core
    walk(store, now, on_paper, zone)
    assert {item.spent_seconds for item in items(store, on_paper)} == {0}

    paper, clocked = record(store, now, on_paper), record(store, now, on_clock)
    # Whoever was named first is known by then; the second naming only adds who did it.
    assert paper.pop("named") == clocked.pop("named") == ["Mai Tran"]
    assert paper == clocked
    assert paper["kept"] == (37 * 60, 2 * 60, Status.ENDED)
    written = store.notes.where("t.interview_id=?", on_paper)
    assert {(note.at, note.offset_seconds) for note in written} == {(now, None)}
    assert {note.offset_seconds for note in store.notes.where("t.interview_id=?", on_clock)} == {
        1800
    }
    bodies = []
    for id in (on_clock, on_paper):
        (letter,) = letters.draft_thanks(store, now, zone, id)
        bodies.append(store.letters.get(letter).body)
    assert "the loan form" in bodies[0]
    assert bodies[0].replace("Hana", "Ren") == bodies[1].replace("Hana", "Ren")


def test_the_times_can_be_corrected_and_nothing_comes_twice(
    store: Store, now: datetime, begin: datetime, zone: ZoneInfo
) -> None:
    id = booked(store, begin)
    held(store, now, id, begin, begin + 20 * MINUTE, zone)
    walk(store, now, id, zone)
    before = record(store, now, id)
    after = held(store, now, id, begin + MINUTE, begin + 40 * MINUTE, zone, 5)
    assert (after.started_at, after.used_seconds(now)) == (begin + MINUTE, 39 * 60)
    assert (after.extension_minutes, after.overrun_seconds(now)) == (5, 4 * 60)
    same = ("items", "notes", "promises", "advice", "named")
    assert {k: record(store, now, id)[k] for k in same} == {k: before[k] for k in same}
    meeting.set_current(store, now, id, items(store, id)[0].id)
    assert all(item.spent_seconds == 0 for item in items(store, id))
    # Left alone where nothing is said of it.
    assert held(store, now, id, begin, begin + HOUR, zone).extension_minutes == 5


def test_pauses_of_a_meeting_on_the_clock_count_as_far_as_they_lie_within(
    store: Store, now: datetime, begin: datetime, zone: ZoneInfo
) -> None:
    id = booked(store, begin)
    meeting.start(store, begin, id)
    for minute in (5, 8, 20, 30):
        meeting.pause(store, begin + minute * MINUTE, id)
    meeting.end(store, begin + 40 * MINUTE, id, zone)
    assert store.interviews.get(id).used_seconds(now) == 27 * 60
    shorter = held(store, now, id, begin + 6 * MINUTE, begin + 25 * MINUTE, zone)
    assert shorter.used_seconds(now) == (19 - 2 - 5) * 60
    longer = held(store, now, id, begin, begin + 40 * MINUTE, zone)
    assert longer.used_seconds(now) == 27 * 60


def test_one_that_nobody_ended_gets_its_times_and_what_follows(
    store: Store, now: datetime, begin: datetime, zone: ZoneInfo
) -> None:
    id = booked(store, begin)
    meeting.start(store, begin, id)
    say_all(
        store,
        begin + MINUTE,
        [("a" * 16, "> a list")],
        interview_id=id,
        item_id=None,
        zone=zone,
    )
    meeting.pause(store, begin + 10 * MINUTE, id)
    ended = held(store, now, id, begin, begin + 30 * MINUTE, zone)
    assert (ended.status(now), ended.used_seconds(now)) == (Status.ENDED, 600)
    assert [promise.body for promise in store.promises.where()] == ["a list"]
    assert len([i for i in items(store, id) if i.kind is ItemKind.CLOSING]) == 4


def test_taking_the_times_back_leaves_the_booking_unless_something_was_noted(
    store: Store, now: datetime, begin: datetime, zone: ZoneInfo
) -> None:
    id = booked(store, begin)
    store.interviews.change(now, id, missed_at=now)
    before = store.interviews.get(id)
    first = held(store, now, id, begin, begin + 30 * MINUTE, zone)
    assert first.missed_at is None
    second = held(store, now, id, begin, begin + 35 * MINUTE, zone, 5)
    take_back(store, now, first, second)
    assert store.interviews.get(id).used_seconds(now) == 30 * 60
    with pytest.raises(ConflictError, match="another window"):
        take_back(store, now, before, second)
    take_back(store, now, before, first)
    assert store.interviews.get(id).status(now) is Status.MISSED
    assert all(item.kind is not ItemKind.CLOSING for item in items(store, id))
    again = held(store, now, id, begin, begin + 30 * MINUTE, zone)
    walk(store, now, id, zone)
    with pytest.raises(RefusedError, match="it was held"):
        take_back(store, now, before, again)
    assert store.interviews.get(id).status(now) is Status.ENDED


@pytest.mark.parametrize(
    ("start", "minutes", "said"),
    [
        (-60, 0, "after the start"),
        (-60, -5, "after the start"),
        (-10, 11, "Still ahead: it would end Mon 23 Nov 14:31"),
        (10, 5, "Still ahead"),
        (-6000, 1441, "more than a day"),
    ],
)
def test_times_that_cannot_be_are_refused(
    store: Store,
    now: datetime,
    begin: datetime,
    zone: ZoneInfo,
    start: int,
    minutes: int,
    said: str,
) -> None:
    id = booked(store, begin)
    first = now + start * MINUTE
    with pytest.raises(RefusedError, match=said):
        held(store, now, id, first, first + minutes * MINUTE, zone)
    assert store.interviews.get(id).started_at is None


def test_one_that_runs_or_was_called_off_is_refused(
    store: Store, now: datetime, begin: datetime, zone: ZoneInfo
) -> None:
    runs, off = booked(store, begin), booked(store, begin, "Ren Sato")
    meeting.start(store, now - MINUTE, runs)
    interviews.cancel(store, now, off)
    with pytest.raises(RefusedError, match="is running; end it first"):
        held(store, now, runs, begin, begin + HOUR, zone)
    with pytest.raises(RefusedError, match="called off"):
        held(store, now, off, begin, begin + HOUR, zone)


def test_a_line_typed_before_the_end_keeps_its_place_on_the_clock(
    store: Store, now: datetime, begin: datetime, zone: ZoneInfo
) -> None:
    id = booked(store, begin)
    meeting.start(store, begin, id)
    meeting.end(store, begin + 20 * MINUTE, id, zone)
    typed = notes.capture(store, begin + 7 * MINUTE, "half typed", interview_id=id)
    assert typed.offset_seconds == 7 * 60
