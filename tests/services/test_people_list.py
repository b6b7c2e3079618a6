from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.domain.people import Stage
from infoview_tui.services.interviews import book, cancel, missed
from infoview_tui.services.letters import draft_letter, mark_answered, mark_sent
from infoview_tui.services.meeting import end, start
from infoview_tui.services.people import (
    add_person,
    delete_person,
    edit_person,
)
from infoview_tui.services.people_list import ids_by_name, people_rows
from infoview_tui.services.people_many import log_contacts
from infoview_tui.services.person_page import person_page
from infoview_tui.storage.store import Store


@pytest.fixture
def people(store: Store, now: datetime, zone: ZoneInfo) -> dict[str, int]:
    then = now - timedelta(days=5)
    names = ("named", "asked", "booked", "met", "thanked", "again", "host", "logged", "off")
    ids = {name: add_person(store, then, name=name) for name in (*names, "missed")}

    def held(name: str, *, host: bool = False) -> int:
        talk = book(store, then, [ids[name]], starts_at=then, zone="UTC", host=host)
        start(store, then, talk)
        end(store, then + timedelta(minutes=20), talk, zone)
        return talk

    mark_sent(store, then, draft_letter(store, then, zone, "request_cold", ids["asked"]))
    draft_letter(store, then, zone, "request_cold", ids["named"])
    book(store, then, [ids["booked"]], starts_at=now + timedelta(days=2), zone="UTC")
    held("met")
    for name in ("thanked", "again"):
        talk = held(name)
        letter = draft_letter(store, then, zone, "thank_you", ids[name], talk)
        mark_sent(store, then + timedelta(hours=1), letter)
    mark_answered(store, then + timedelta(hours=9), letter)
    log_contacts(store, now - timedelta(hours=1), [ids["again"]], "spoke", now - timedelta(hours=1))
    held("host", host=True)
    log_contacts(store, then, [ids["logged"]], "spoke", then)
    cancel(store, now, book(store, then, [ids["off"]], starts_at=now, zone="UTC"))
    missed(store, now, book(store, then, [ids["missed"]], starts_at=now, zone="UTC"))
    return ids


def test_each_row_says_what_the_page_of_the_person_says(
    store: Store, now: datetime, zone: ZoneInfo, people: dict[str, int]
) -> None:
    rows = people_rows(store, now, zone)
    assert {row.id for row in rows} == set(people.values())
    for row in rows:
        page = person_page(store, now, row.id)
        assert (row.stage, row.last_contact) == (page.stage, page.last_contact), row.name
    stages = {row.name: row.stage for row in rows}
    assert stages["again"] is Stage.IN_TOUCH
    assert stages["off"] is Stage.NAMED


def test_who_is_due_comes_first_then_the_rest_by_name(
    store: Store, now: datetime, zone: ZoneInfo, people: dict[str, int]
) -> None:
    rows = people_rows(store, now, zone)
    steps = [(row.name, row.next, row.overdue) for row in rows[:2]]
    assert steps == [("host", "debrief, late", True), ("met", "thank, late", True)]
    assert next(row.next for row in rows if row.name == "booked") == "Wed 14:30"
    rest = [row.name for row in rows if not row.next]
    assert rest == sorted(rest)
    assert len(rest) > 2


def test_deleted_people_are_nowhere(
    store: Store, now: datetime, zone: ZoneInfo, people: dict[str, int]
) -> None:
    edit_person(store, now, people["asked"], None, introducer_ids=(people["met"], people["host"]))
    delete_person(store, now, people["met"])
    rows = {row.name: row for row in people_rows(store, now, zone)}
    assert "met" not in rows
    assert rows["asked"].introduced_by == "host"
    assert people["met"] not in ids_by_name(store)


def test_introducers_are_exactly_those_given(
    store: Store, now: datetime, people: dict[str, int]
) -> None:
    for wanted in (("met", "host"), ("host", "off"), ()):
        ids = tuple(people[name] for name in wanted)
        edit_person(store, now, people["asked"], None, introducer_ids=ids)
        page = person_page(store, now, people["asked"])
        assert {person.name for person, _introduction in page.named_by} == set(wanted)
