"""What the People list says is next with somebody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.domain.due import Due, Kind
from infoview_tui.domain.hosting import Answer
from infoview_tui.domain.people import Stage
from infoview_tui.domain.people_rows import next_step
from infoview_tui.services import hosting, interviews, people
from infoview_tui.services.people_list import people_rows
from infoview_tui.services.rhythm import pause
from infoview_tui.services.stages import set_stages
from infoview_tui.storage.store import Store

ZONE = ZoneInfo("Europe/Lisbon")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def met(store: Store, person: int, days: float, *, host: bool = False) -> None:
    at = NOW - days * DAY
    id = interviews.book(store, at - DAY, [person], starts_at=at, zone="UTC", host=host)
    with store.write():
        store.interviews.change(
            at, id, started_at=at, ended_at=at, debriefed_at=at, thanked_at=at + DAY / 12
        )


def steps(store: Store) -> dict[str, str]:
    return {row.name: row.next for row in people_rows(store, NOW, ZONE)}


@pytest.mark.parametrize("rests", [False, True])
@pytest.mark.parametrize("known", [False, True])
def test_a_talk_that_is_far_off_is_its_day(store: Store, *, known: bool, rests: bool) -> None:
    dana = people.add_person(store, NOW - 400 * DAY, name="Dana")
    if known:
        met(store, dana, 300)
    interviews.book(store, NOW - 2 * DAY, [dana], starts_at=NOW + 14 * DAY, zone="UTC")
    if rests:
        pause(store, NOW - DAY, dana, on=True)
        set_stages(store, NOW - DAY, {dana: Stage.RESTING})
    (row,) = people_rows(store, NOW, ZONE)
    assert (row.next, row.due) == ("7 Dec", (NOW + 14 * DAY).date())


def test_a_talk_is_next_with_everybody_in_it(store: Store) -> None:
    dana, bob = (people.add_person(store, NOW - 400 * DAY, name=name) for name in ("Dana", "Bob"))
    met(store, bob, 30)
    interviews.book(store, NOW, [dana, bob], starts_at=NOW + 2 * DAY, zone="UTC")
    assert steps(store) == {"Dana": "Wed 12:00", "Bob": "Wed 12:00"}


def test_who_was_thanked_is_not_thanked_with_the_others(store: Store) -> None:
    dana, bob = (people.add_person(store, NOW - 400 * DAY, name=name) for name in ("Dana", "Bob"))
    talk = interviews.book(store, NOW - DAY, [dana, bob], starts_at=NOW - DAY / 2, zone="UTC")
    with store.write():
        at = NOW - DAY / 4
        store.interviews.change(at, talk, started_at=at, ended_at=at, debriefed_at=at)
        store.letters.add(
            NOW,
            person_id=bob,
            interview_id=talk,
            kind="thank_you",
            subject="Thanks",
            body="-",
            sent_at=NOW,
        )
    assert steps(store) == {"Dana": "thank today", "Bob": ""}


def test_who_asks_me_is_answered_then_given_a_time_and_asked_how_it_went(store: Store) -> None:
    met(store, people.add_person(store, NOW - 40 * DAY, name="Seeker"), 32, host=True)
    asked = {
        name: hosting.log_request(store, NOW - DAY, "UTC", name, "it").interview_id
        for name in ("Zofia", "Yan", "Xia")
    }
    hosting.answer(store, NOW - DAY, asked["Yan"], Answer.ACCEPTED)
    hosting.answer(store, NOW - DAY, asked["Xia"], Answer.NOT_NOW)
    found = {name: words.split()[0] for name, words in steps(store).items()}
    assert found == {"Seeker": "ask", "Zofia": "answer", "Yan": "book", "Xia": "tell"}


@pytest.mark.parametrize("what", ["Write to Mai", "Tell Dana you met Mai"])
def test_an_introduction_is_what_its_row_says(what: str) -> None:
    row = Due(Kind.INTRODUCTION, "", "", 1, None, 1, NOW.date(), False, "today", what, "", "")
    assert next_step(row) == f"{what.split(maxsplit=1)[0].lower()} today"
