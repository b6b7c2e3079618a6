"""Which letter a person needs now."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.domain.due import Habits, Kind
from infoview_tui.domain.people import Stage
from infoview_tui.services import hosting, interviews, letters, people, people_many
from infoview_tui.services.letter_choice import begin_letter, letter_that_fits
from infoview_tui.services.person_page import person_page
from infoview_tui.services.rhythm import pause
from infoview_tui.services.stages import set_stages
from infoview_tui.services.today import due_rows
from infoview_tui.storage.store import Store

ZONE = ZoneInfo("Europe/Lisbon")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def wrote(store: Store, person: int, days: float, kind: str = "request_cold") -> int:
    letter = letters.draft_letter(store, NOW - days * DAY, ZONE, kind, person)
    letters.mark_sent(store, NOW - days * DAY, letter)
    return letter


@pytest.mark.parametrize(
    "since", ["nothing", "reminded", "answered", "by hand", "at rest", "paused", "called"]
)
@pytest.mark.parametrize("limit", [0, 1, 2])
def test_whom_today_reminds_gets_a_reminder_and_nobody_else(
    store: Store, since: str, limit: int
) -> None:
    dana = people.add_person(store, NOW - 40 * DAY, name="Dana")
    letter = wrote(store, dana, 30)
    if since == "reminded":
        wrote(store, dana, 15, "reminder")
    if since == "answered":
        letters.mark_answered(store, NOW - DAY, letter)
    if since in ("by hand", "at rest"):
        set_stages(store, NOW, {dana: Stage.MET if since == "by hand" else Stage.RESTING})
    if since == "paused":
        pause(store, NOW, dana, on=True)
    if since == "called":
        people_many.log_contacts(store, NOW - DAY, [dana], "spoke", NOW - DAY)
    habits = Habits(reminders=limit)
    reminds = any(row.kind is Kind.REMINDER for row in due_rows(store, NOW, ZONE, habits))
    wanted = "reminder" if reminds else ""
    assert reminds is (limit > (since == "reminded") and since in ("nothing", "reminded"))
    assert letter_that_fits(store, NOW, dana, habits) == (wanted, None)
    assert person_page(store, NOW, dana, habits).fits == wanted
    if reminds:
        begun = begin_letter(store, NOW, ZONE, dana, habits)
        assert store.letters.get(begun).kind == "reminder"


@pytest.mark.parametrize("off", ["missed", "called off", "past", "just past", "ahead"])
def test_a_yes_is_for_a_talk_that_is_still_to_be(store: Store, off: str) -> None:
    seeker = people.add_person(store, NOW - 9 * DAY, name="Zofia")
    days = {"past": -3, "missed": -3, "just past": -0.001}.get(off, 3)
    talk = interviews.book(
        store, NOW - 8 * DAY, [seeker], starts_at=NOW + days * DAY, zone="UTC", host=True
    )
    if off == "missed":
        interviews.missed(store, NOW, talk)
    if off == "called off":
        interviews.cancel(store, NOW, talk)
    kind = letter_that_fits(store, NOW, seeker)[0]
    assert (kind == "yes") is (off == "ahead")


def test_a_new_request_is_answered_though_an_older_talk_was_missed(store: Store) -> None:
    asked = hosting.log_request(store, NOW - 3 * DAY, "UTC", "Zofia", "a word")
    interviews.book(
        store, NOW - DAY, [asked.person_id], starts_at=NOW - DAY / 2, zone="UTC", host=True
    )
    assert letter_that_fits(store, NOW, asked.person_id) == ("yes", asked.interview_id)
