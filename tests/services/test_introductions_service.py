from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.services.interviews import book
from infoview_tui.services.introductions import (
    Network,
    entries,
    introducers,
    network,
    thank_introducer,
)
from infoview_tui.services.letter_values import led_to
from infoview_tui.services.letters import draft_letter, mark_sent
from infoview_tui.services.meeting import end, start
from infoview_tui.services.people import (
    add_person,
    delete_person,
    edit_person,
    introduce,
)
from infoview_tui.services.people_many import log_contacts, restore_people
from infoview_tui.services.today import due_rows
from infoview_tui.storage.store import Store


@pytest.fixture
def local(now: datetime, zone: ZoneInfo) -> datetime:
    return now.astimezone(zone)


@pytest.fixture
def people(store: Store, now: datetime) -> dict[str, int]:
    then = now - timedelta(days=30)
    ids = {name: add_person(store, then, name=name) for name in ("Priya", "Dana", "Mai", "Kofi")}
    store.people.change(then, ids["Priya"], found="the fair")
    for introducer, person in (("Priya", "Dana"), ("Dana", "Mai"), ("Priya", "Kofi")):
        introduce(
            store,
            then + timedelta(days=1),
            person_id=ids[person],
            introducer_id=ids[introducer],
            may_mention=person != "Kofi" or None,
        )
    return ids


def told(known: Network) -> list[str]:
    return [
        f"{'  ' * line.node.depth}{line.name} {line.again or line.stage}: {line.words}"
        for line in known.lines(known.tree.nodes)
    ]


def met(store: Store, at: datetime, zone: ZoneInfo, person: int) -> int:
    id = book(store, at, [person], starts_at=at, zone="UTC")
    start(store, at, id)
    end(store, at + timedelta(minutes=20), id, zone)
    return id


def test_each_line_says_how_the_introduction_stands(
    store: Store, local: datetime, zone: ZoneInfo, people: dict[str, int]
) -> None:
    known = network(store, local)
    assert told(known)[0] == "Priya named: the fair"
    assert told(known)[1].startswith("  Dana named: may name Priya: yes · write, late")
    assert told(known)[3].startswith("  Kofi named: may name Priya: not asked")
    assert (known.longest, known.names_a_meeting) == ("Priya, Dana, Mai", "")
    day = local - timedelta(days=5)
    met(store, day, zone, people["Dana"])
    known = network(store, local)
    assert told(known)[1] == "  Dana met: Priya thanked for it: not yet"
    assert known.owed_by(people["Priya"]) == people["Dana"]
    letter = draft_letter(store, local, zone, "close_loop", people["Priya"])
    assert "Dana" in store.letters.get(letter).subject
    mark_sent(store, local, letter)
    known = network(store, local)
    assert told(known)[1] == "  Dana met: Priya thanked for it: yes"
    assert known.owed_by(people["Priya"]) is None


def test_a_logged_contact_tells_them_too_as_on_today(
    store: Store, local: datetime, zone: ZoneInfo, people: dict[str, int]
) -> None:
    met(store, local - timedelta(days=5), zone, people["Dana"])
    log_contacts(store, local, [people["Priya"]], "told her of Dana", local)
    assert told(network(store, local))[1] == "  Dana met: Priya thanked for it: yes"


def test_whom_one_met_before_they_were_named_is_nobodys_merit(
    store: Store, local: datetime, zone: ZoneInfo, people: dict[str, int]
) -> None:
    met(store, local - timedelta(days=40), zone, people["Dana"])
    assert "may name Priya: yes" in told(network(store, local))[1]


def test_the_thanks_are_about_the_person_of_the_line(
    store: Store, local: datetime, zone: ZoneInfo, people: dict[str, int]
) -> None:
    priya = people["Priya"]
    met(store, local - timedelta(days=9), zone, people["Kofi"])
    met(store, local - timedelta(days=5), zone, people["Dana"])

    def subject(name: str) -> str:
        id = thank_introducer(store, local, zone, priya, people[name])
        return store.letters.get(id).subject

    assert subject("Kofi") == "I met Kofi, thanks to you"
    assert subject("Dana") == "I met Dana, thanks to you"
    # It is the draft that Today opens; a second time it is the same.
    assert subject("Dana") == subject("Dana")
    assert draft_letter(store, local, zone, "close_loop", priya) == 2
    assert len(store.letters.where()) == 2


def test_who_is_deleted_is_not_in_the_tree(
    store: Store, local: datetime, people: dict[str, int]
) -> None:
    delete_person(store, local, people["Dana"])
    known = network(store, local)
    assert [line.split()[0] for line in told(known)] == ["Priya", "Kofi", "Mai"]
    restore_people(store, local, [people["Dana"]])
    assert len(told(network(store, local))) == 4


def test_introducers_come_in_the_order_in_which_they_led(
    store: Store, local: datetime, people: dict[str, int]
) -> None:
    edit_person(store, local, people["Mai"], None, introducer_ids=(people["Dana"], people["Priya"]))
    assert [each.name for each in introducers(store, people["Mai"])] == ["Dana", "Priya"]
    lines = told(network(store, local))
    assert "  Mai see above: may name Priya: not asked" in lines
    assert introducers(store, people["Priya"]) == ()


def test_a_file_has_names_and_what_is_known(
    store: Store, local: datetime, people: dict[str, int]
) -> None:
    known = network(store, local)
    first, second, *_ = entries(known.lines(known.of([people["Dana"]])))
    assert (first.name, first.words, first.by) == ("Priya", ("", "", "named", "the fair"), None)
    assert (second.name, second.depth, second.by) == ("Dana", 1, people["Priya"])


def asked_to_tell(store: Store, now: datetime, zone: ZoneInfo) -> bool:
    return any(row.key.startswith("loop:") for row in due_rows(store, now, zone))


def thanked(store: Store, at: datetime, zone: ZoneInfo, person: int) -> int:
    id = met(store, at, zone, person)
    with store.write():
        store.interviews.change(at, id, thanked_at=at + timedelta(hours=1))
    return id


def test_whom_one_met_before_they_were_named_today_asks_nothing_of_either(
    store: Store, local: datetime, zone: ZoneInfo, people: dict[str, int]
) -> None:
    thanked(store, local - timedelta(days=5), zone, people["Priya"])
    mai = people["Mai"]
    introduce(store, local - timedelta(days=1), person_id=people["Priya"], introducer_id=mai)
    assert not asked_to_tell(store, local, zone)
    assert led_to(store, mai) is None
    later = thanked(store, local - timedelta(hours=5), zone, people["Priya"])
    assert asked_to_tell(store, local, zone)
    talk = led_to(store, mai)
    assert talk and talk.id == later
    assert network(store, local).owed_by(mai) == people["Priya"]


def test_whom_i_named_to_a_seeker_is_owed_to_nobody(
    store: Store, local: datetime, zone: ZoneInfo
) -> None:
    then = local - timedelta(days=9)
    seeker, kofi = (add_person(store, then, name=name) for name in ("Zofia", "Kofi Mensah"))
    hosted = book(store, then, [seeker], starts_at=then, zone="UTC", host=True)
    introduce(store, then, person_id=kofi, introducer_id=seeker, interview_id=hosted)
    thanked(store, local - timedelta(days=5), zone, kofi)
    assert not asked_to_tell(store, local, zone)
    assert led_to(store, seeker) is None
    assert network(store, local).owed_by(seeker) is None


def test_who_was_told_in_a_call_is_not_told_again(
    store: Store, local: datetime, zone: ZoneInfo, people: dict[str, int]
) -> None:
    thanked(store, local - timedelta(days=5), zone, people["Dana"])
    assert asked_to_tell(store, local, zone)
    assert led_to(store, people["Priya"]) is not None
    log_contacts(store, local, [people["Priya"]], "told her of Dana", local)
    assert not asked_to_tell(store, local, zone)
    assert led_to(store, people["Priya"]) is None
