from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.domain.figures import numbers
from infoview_tui.domain.followup import Side
from infoview_tui.domain.insights import About, Numbers, said
from infoview_tui.domain.periods import Period
from infoview_tui.services.insights import facts, insights, names_in_short
from infoview_tui.services.interviews import book, cancel, missed
from infoview_tui.services.letters import delete_letter, draft_letter, mark_answered, mark_sent
from infoview_tui.services.meeting import end, start
from infoview_tui.services.people import add_person, delete_person, introduce
from infoview_tui.services.promises import add_promise, keep
from infoview_tui.storage.store import Store


@pytest.fixture
def local(now: datetime, zone: ZoneInfo) -> datetime:
    return now.astimezone(zone)


class Life:
    """What happens in a small life, at any moment of it."""

    def __init__(self, store: Store, now: datetime, zone: ZoneInfo) -> None:
        self.store, self.now, self.zone = store, now, zone

    def ago(self, days: float) -> datetime:
        return self.now - timedelta(days=days)

    def person(self, name: str, days: float = 100) -> int:
        return add_person(self.store, self.ago(days), name=name)

    def asked(self, person: int, days: float, kind: str = "request_cold") -> int:
        at = self.ago(days)
        letter = draft_letter(self.store, at, self.zone, kind, person)
        mark_sent(self.store, at, letter)
        return letter

    def booked(self, days: float, *people: int, host: bool = False, made: float = 0) -> int:
        at = self.ago(days)
        return book(
            self.store, self.ago(made or days), [*people], starts_at=at, zone="UTC", host=host
        )

    def met(self, days: float, *people: int, host: bool = False) -> int:
        id = self.booked(days, *people, host=host)
        start(self.store, self.ago(days), id)
        end(self.store, self.ago(days) + timedelta(minutes=20), id, self.zone)
        return id


@pytest.fixture
def life(store: Store, now: datetime, zone: ZoneInfo) -> Life:
    return Life(store, now, zone)


def test_what_is_deleted_called_off_or_missed_is_no_case(
    store: Store, local: datetime, life: Life
) -> None:
    dana, kofi, gone = life.person("Dana"), life.person("Kofi"), life.person("Gone")
    life.asked(dana, 20)
    mark_answered(store, life.ago(18), life.asked(kofi, 19))
    delete_letter(store, local, life.asked(kofi, 10))
    life.asked(gone, 30)
    life.met(5, dana)
    life.met(4, gone)
    cancel(store, local, life.booked(3, kofi))
    missed(store, local, life.booked(2, kofi))
    life.booked(1, kofi)
    delete_person(store, local, gone)
    found = insights(store, local)
    counts = {name: (each.count, each.of) for name, each in found.figures.items()}
    assert counts["requests"] == (2, None)
    assert counts["replies"] == (2, 2)
    assert counts["meetings"] == (1, 2)
    assert counts["other_meetings"] == (0, None)
    assert counts["meetings_a_month"] == (1, None)
    assert counts["on_time"] == (1, 1)
    assert counts["thanked"] == (0, 1)
    assert counts["they_gave"] == (1, None)


def test_a_talk_that_is_booked_is_a_reply(store: Store, local: datetime, life: Life) -> None:
    dana = life.person("Dana")
    life.asked(dana, 5)
    talk = life.booked(-3, dana, made=2)
    assert said(insights(store, local)["replies"]) == "1 of 1"
    cancel(store, local, talk)
    assert said(insights(store, local)["replies"]) == "0 of 1"


def test_the_usual_period_begins_with_the_first_thing_of_the_last_year(
    store: Store, local: datetime, life: Life
) -> None:
    assert insights(store, local).period == Period(date(2025, 11, 23))
    assert not insights(store, local).begun
    dana = life.person("Dana", 10)
    life.asked(dana, 9)
    assert insights(store, local).period == Period(date(2026, 11, 14))
    life.asked(dana, 600)
    assert insights(store, local).period == Period(date(2025, 11, 23))
    assert insights(store, local)["requests"].count == 1
    assert insights(store, local, Period())["requests"].count == 2


def test_what_is_read_is_the_same_for_every_period(
    store: Store, local: datetime, life: Life
) -> None:
    """What is left unread is not of the period: the figures are those of all that is known."""
    dana, kofi, mai = life.person("Dana"), life.person("Kofi"), life.person("Mai")
    for days in (90, 60, 30, 3):
        life.asked(dana, days)
        life.asked(mai, days - 1, "reminder")
    talk = life.met(50, dana, kofi)
    life.met(10, kofi)
    life.met(9, mai, host=True)
    introduce(store, life.ago(49), person_id=mai, introducer_id=dana, interview_id=talk)
    introduce(store, life.ago(8), person_id=dana, introducer_id=kofi)
    promise = add_promise(store, life.ago(40), kofi, Side.MINE, "the list", life.ago(38).date())
    keep(store, life.ago(39), promise)
    everything = facts(store, local)
    for since in (
        None,
        date(2026, 9, 1),
        date(2026, 10, 5),
        date(2026, 11, 14),
        date(2026, 11, 23),
    ):
        period = Period(since)
        read, known = insights(store, local, period), numbers(everything, period, local)
        assert _plain(read) == _plain(known)


def _plain(found: Numbers) -> dict[str, object]:
    return {
        name: (figure.count, figure.of, figure.words, figure.cases)
        for name, figure in found.figures.items()
    }


def test_names_and_meetings_that_came_of_them(store: Store, local: datetime, life: Life) -> None:
    dana, kofi = life.person("Dana"), life.person("Kofi")
    talk = life.met(20, dana)
    introduce(store, life.ago(20), person_id=kofi, introducer_id=dana, interview_id=talk)
    life.met(5, kofi)
    hosted = life.met(4, dana, host=True)
    # Whom one names oneself to a seeker is not named to one.
    mai = life.person("Mai")
    introduce(store, life.ago(4), person_id=mai, introducer_id=dana, interview_id=hosted)
    names, came = names_in_short(store, local)
    assert (names.count, said(came)) == (1, "1 of 2")
    found = insights(store, local)
    assert said(found["names"]) == "0.5 a meeting"
    (case,) = found["names"].cases
    assert (case.kind, case.person, case.what) == (About.INTRODUCTION, "Kofi", "named by Dana")


def test_the_number_of_queries_is_fixed(store: Store, local: datetime, life: Life) -> None:
    counts = []
    for n in range(3):
        for each in range(n * 3):
            person = life.person(f"Person {n} {each}")
            life.asked(person, 9)
            life.met(5, person)
        asked: list[str] = []
        store.db.conn.set_trace_callback(asked.append)
        insights(store, local)
        store.db.conn.set_trace_callback(None)
        counts.append(len(asked))
    assert len(set(counts[1:])) == 1, counts
