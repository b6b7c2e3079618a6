"""An interview whose people are all deleted rests with them, and comes back with them."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from infoview_tui.domain.hosting import GiveBack
from infoview_tui.services.hosted import asked_of_me
from infoview_tui.services.hosting import give_back, log_request, open_requests
from infoview_tui.services.insights import insights
from infoview_tui.services.interviews import book
from infoview_tui.services.meeting import end, start
from infoview_tui.services.people import add_person, delete_person
from infoview_tui.services.prepare import ahead, next_interview
from infoview_tui.services.today import due_rows
from infoview_tui.services.trash import bring_back
from infoview_tui.storage.store import Store

DAY = timedelta(days=1)


def lived(store: Store, now: datetime, zone: ZoneInfo) -> dict[str, int]:
    """Book with one, meet one, host one, and be asked by one."""
    people = {name: add_person(store, now, name=name) for name in ("Dana", "Kofi", "Hana")}
    book(store, now - 9 * DAY, [people["Dana"]], starts_at=now + DAY, zone=str(zone))
    for name, before, host in (("Kofi", 2 * DAY, False), ("Hana", 35 * DAY, True)):
        at = now - before
        talk = book(store, at - DAY, [people[name]], starts_at=at, zone=str(zone), host=host)
        start(store, at, talk)
        end(store, at + timedelta(minutes=20), talk, zone)
    people["Zofia"] = log_request(store, now, str(zone), "Zofia", "if it pays").person_id
    return people


def test_it_is_out_of_sight_and_comes_back(store: Store, now: datetime, zone: ZoneInfo) -> None:
    people = lived(store, now, zone)
    before = due_rows(store, now, zone)
    assert {"Dana", "Kofi", "Hana", "Zofia"} <= {row.person for row in before}
    for id in people.values():
        delete_person(store, now, id)
    assert due_rows(store, now, zone) == ()
    assert (open_requests(store), give_back(store)) == (0, GiveBack(0, 0))
    assert asked_of_me(store) == ()
    assert (ahead(store, now), next_interview(store, now)) == ((), None)
    for id in people.values():
        bring_back(store, now, "people", id)
    assert due_rows(store, now, zone) == before
    assert (open_requests(store), give_back(store)) == (1, GiveBack(1, 1))


def test_a_meeting_that_runs_is_never_out_of_sight(
    store: Store, now: datetime, zone: ZoneInfo
) -> None:
    dana = add_person(store, now, name="Dana")
    talk = book(store, now, [dana], starts_at=now, zone=str(zone))
    start(store, now, talk)
    delete_person(store, now, dana)
    assert [row.interview_id for row in due_rows(store, now, zone)] == [talk]
    assert [each.id for each in ahead(store, now)] == [talk]


def test_who_was_named_at_no_known_time_is_in_no_period(
    store: Store, now: datetime, zone: ZoneInfo
) -> None:
    dana = add_person(store, now, name="Dana")
    kofi = add_person(store, now, name="Kofi", introducer_id=dana)
    store.db.execute("update introductions set created_at=null")
    assert kofi
    insights(store, now.astimezone(zone), None)
