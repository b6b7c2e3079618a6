from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.domain.followup import Side
from infoview_tui.errors import RefusedError
from infoview_tui.services import debrief, interviews, letters, meeting, notes, people
from infoview_tui.services.letters_list import letters_listed
from infoview_tui.storage.store import Store

HOUR = timedelta(hours=1)


@pytest.fixture
def forgotten(store: Store, now: datetime) -> int:
    dana = people.add_person(store, now, name="Dana Okafor")
    id = interviews.book(store, now, [dana], starts_at=now - 30 * HOUR, zone="Europe/Lisbon")
    meeting.start(store, now - 30 * HOUR, id)
    notes.capture(store, now - 30 * HOUR, "> a summary", interview_id=id, person_id=dana)
    meeting.pause(store, now - 29 * HOUR, id)
    return id


def test_an_end_told_later_ends_the_pause_and_makes_the_promises(
    store: Store, now: datetime, zone: ZoneInfo, forgotten: int
) -> None:
    end = now - 28 * HOUR
    debrief.end_at(store, now, forgotten, end, zone)
    interview = store.interviews.get(forgotten)
    assert interview.ended_at == end
    assert interview.used_seconds(now) == 3600
    assert [(p.side, p.body) for p in store.promises.where()] == [(Side.MINE, "a summary")]
    with pytest.raises(RefusedError, match="not running"):
        debrief.end_at(store, now, forgotten, end, zone)


@pytest.mark.parametrize("hours", [-31, -30, 1])
def test_an_end_before_the_start_or_ahead_is_refused(
    store: Store, now: datetime, zone: ZoneInfo, forgotten: int, hours: int
) -> None:
    with pytest.raises(RefusedError, match="It began Sun 22 Nov 08:30"):
        debrief.end_at(store, now, forgotten, now + hours * HOUR, zone)
    assert store.interviews.get(forgotten).ended_at is None


def test_everyone_who_gave_their_time_is_thanked_once(
    store: Store, now: datetime, zone: ZoneInfo
) -> None:
    both = [people.add_person(store, now, name=name) for name in ("Dana Okafor", "Kofi Mensah")]
    id = interviews.book(store, now, both, starts_at=now, zone="Europe/Lisbon")
    meeting.start(store, now, id)
    meeting.end(store, now + HOUR, id, zone)
    first, second = letters.draft_thanks(store, now, zone, id)
    letters.mark_sent(store, now, first)
    assert letters.draft_thanks(store, now, zone, id) == (second,)
    listed = letters_listed(store, 9)
    assert listed[second].due == now + 25 * HOUR
    assert listed[first].due is None
    store.interviews.change(now, id, host=True)
    assert letters.draft_thanks(store, now, zone, id) == ()


def test_a_request_waits_until_it_is_answered_repeated_or_booked(
    store: Store, now: datetime, zone: ZoneInfo
) -> None:
    dana = people.add_person(store, now, name="Dana Okafor")

    def send(kind: str, at: datetime) -> int:
        id = letters.draft_letter(store, at, zone, kind, dana)
        letters.mark_sent(store, at, id)
        return id

    def waiting() -> list[int]:
        return [x.letter.id for x in letters_listed(store, 9).waiting]

    request = send("request_cold", now)
    assert waiting() == [request]
    reminder = send("reminder", now + HOUR)
    assert waiting() == [reminder]
    assert letters.mark_answered(store, now + 2 * HOUR, reminder)
    assert waiting() == []
    assert not letters.mark_answered(store, now + 2 * HOUR, reminder)
    assert waiting() == [reminder]
    later = now + 3 * HOUR
    interviews.book(store, later, [dana], starts_at=later + 24 * HOUR, zone="Europe/Lisbon")
    assert waiting() == []


def test_a_draft_cannot_be_answered(store: Store, now: datetime, zone: ZoneInfo) -> None:
    dana = people.add_person(store, now, name="Dana Okafor")
    id = letters.draft_letter(store, now, zone, "request_cold", dana)
    with pytest.raises(RefusedError, match="not sent yet"):
        letters.mark_answered(store, now, id)


@pytest.mark.parametrize(("seconds", "offered"), [(0, 0), (1, 1), (60, 1), (61, 2)])
def test_what_went_over_is_offered_in_whole_minutes_and_taken_back(
    store: Store, now: datetime, zone: ZoneInfo, forgotten: int, seconds: int, offered: int
) -> None:
    with pytest.raises(RefusedError, match="has not ended"):
        debrief.offered_after_all(store, now, forgotten)
    meeting.pause(store, now - 29 * HOUR, forgotten)
    end = now - 30 * HOUR + timedelta(minutes=20, seconds=seconds)
    debrief.end_at(store, now, forgotten, end, zone)
    assert debrief.offered_after_all(store, now, forgotten) == offered
    interview = store.interviews.get(forgotten)
    assert (interview.extension_minutes, interview.overrun_seconds(now)) == (offered, 0)
    debrief.not_offered(store, now, forgotten, offered)
    assert store.interviews.get(forgotten).extension_minutes == 0
