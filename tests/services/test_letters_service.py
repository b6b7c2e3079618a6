from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.domain.interviews import Status
from infoview_tui.errors import ConflictError, RefusedError
from infoview_tui.services import debrief, letters, meeting
from infoview_tui.services.interviews import book
from infoview_tui.services.letters_list import letters_listed
from infoview_tui.services.people import add_person
from infoview_tui.storage.store import Store

ZONE = ZoneInfo("Europe/Lisbon")
NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=2)
THANKS = "thank_you"


@pytest.fixture
def pair(store: Store) -> tuple[int, int]:
    return add_person(store, NOW, name="Dana Okafor"), add_person(store, NOW, name="Kofi Mensah")


@pytest.fixture
def talk(store: Store, pair: tuple[int, int]) -> int:
    id = book(store, NOW, pair, starts_at=NOW, zone="UTC")
    meeting.start(store, NOW, id)
    meeting.end(store, NOW + timedelta(minutes=20), id, ZONE)
    return id


def draft(store: Store, who: int, talk: int | None, kind: str = THANKS) -> int:
    return letters.draft_letter(store, LATER, ZONE, kind, who, talk)


def status(store: Store, talk: int) -> Status:
    return store.interviews.get(talk).status(LATER)


def test_an_open_draft_is_found_again(store: Store, pair: tuple[int, int], talk: int) -> None:
    dana, kofi = pair
    first = draft(store, dana, talk)
    letters.save_letter(store, LATER, first, None, "mine", "my words")
    assert draft(store, dana, talk) == first
    assert store.letters.get(first).body == "my words"
    others = {
        draft(store, kofi, talk),
        draft(store, dana, None),
        draft(store, dana, None, "check_in"),
    }
    assert len(others | {first}) == 4
    letters.mark_sent(store, LATER, first)
    again = draft(store, dana, talk)
    assert again != first
    letters.delete_letter(store, LATER, again)
    assert draft(store, dana, talk) not in (first, again)


def test_an_interview_is_thanked_when_everyone_is(
    store: Store, pair: tuple[int, int], talk: int
) -> None:
    dana, kofi = (draft(store, who, talk) for who in pair)
    sent = letters.mark_sent(store, LATER, dana, " signal\n")
    assert (sent.sent_at, sent.channel) == (LATER, "signal")
    assert status(store, talk) is Status.ENDED
    with pytest.raises(RefusedError):
        letters.mark_sent(store, LATER, dana)
    letters.mark_sent(store, LATER, kofi, "")
    interview = store.interviews.get(talk)
    assert (interview.thanked_at, interview.debriefed_at) == (LATER, LATER)
    assert store.letters.get(kofi).channel == "e-mail"


def test_two_letters_to_one_person_thank_one(
    store: Store, pair: tuple[int, int], talk: int
) -> None:
    for _ in range(2):
        letters.mark_sent(store, LATER, draft(store, pair[0], talk))
    assert status(store, talk) is Status.ENDED


@pytest.mark.parametrize("debriefed", [False, True])
def test_unmarking_undoes_all_that_sending_did(
    store: Store, pair: tuple[int, int], talk: int, debriefed: bool
) -> None:
    if debriefed:
        debrief.finish(store, NOW + timedelta(hours=1), talk)
    first, last = (draft(store, who, talk) for who in pair)
    letters.mark_sent(store, LATER, first)
    before = store.letters.get(last), store.interviews.get(talk)
    letters.mark_sent(store, LATER, last)
    assert status(store, talk) is Status.THANKED
    letters.unmark_sent(store, LATER, last)
    letter, interview = store.letters.get(last), store.interviews.get(talk)
    assert (letter.sent_at, letter.channel) == (before[0].sent_at, before[0].channel)
    assert interview.thanked_at is None
    assert interview.debriefed_at == before[1].debriefed_at
    letters.mark_sent(store, LATER, last)
    assert status(store, talk) is Status.THANKED


def test_other_letters_thank_nobody(store: Store, pair: tuple[int, int], talk: int) -> None:
    for who in pair:
        letters.mark_sent(store, LATER, draft(store, who, None))
        letters.mark_sent(store, LATER, draft(store, who, talk, "confirmation"))
    assert status(store, talk) is Status.ENDED


def test_the_later_of_two_windows_does_not_overwrite(
    store: Store, pair: tuple[int, int], talk: int
) -> None:
    id = draft(store, pair[0], talk)
    seen = store.letters.get(id).version
    assert letters.save_letter(store, LATER, id, seen, "s", " a\r\nb \0") == seen + 1
    with pytest.raises(ConflictError):
        letters.save_letter(store, LATER, id, seen, "s", "other")
    assert store.letters.get(id).body == "a\nb"
    letters.delete_letter(store, LATER, id)
    with pytest.raises(ConflictError):
        letters.save_letter(store, LATER, id, None, "s", "unseen")
    letters.restore_letter(store, LATER, id)
    assert store.letters.get(id).body == "a\nb"


def test_a_reminder_that_waits_knows_how_many_there_were(
    store: Store, pair: tuple[int, int]
) -> None:
    dana, kofi = pair
    sent = {}
    for days, who, kind in (
        (90, dana, "request_cold"),
        (80, dana, "reminder"),
        (30, dana, "request_cold"),
        (20, dana, "reminder"),
        (20, kofi, "reminder"),
        (10, dana, "reminder"),
    ):
        letter = draft(store, who, None, kind)
        letters.mark_sent(store, NOW - timedelta(days=days), letter)
        sent[letter] = days
    waiting = {sent[x.letter.id]: x.reminders for x in letters_listed(store, 9).waiting}
    assert waiting == {10: 2, 20: 1}
