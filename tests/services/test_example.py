from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.content.library import example
from infoview_tui.domain.due import Due, Group, one_a_person
from infoview_tui.domain.interviews import Status
from infoview_tui.domain.letters import gaps
from infoview_tui.domain.notes import NoteKind
from infoview_tui.domain.preparation import ItemKind
from infoview_tui.domain.readiness import Gate
from infoview_tui.errors import RefusedError
from infoview_tui.services import example_life
from infoview_tui.services.example import load_example, remove_example
from infoview_tui.services.example_scene import PREFIX
from infoview_tui.services.interviews import book, edit_interview
from infoview_tui.services.letters import draft_letter
from infoview_tui.services.meeting import end, start
from infoview_tui.services.notes import capture, quick_note
from infoview_tui.services.people import add_person, edit_person, introduce
from infoview_tui.services.person_page import person_page
from infoview_tui.services.points import add_card, all_points, choose, write_introduction
from infoview_tui.services.prepare import add_goal, add_question, preparation
from infoview_tui.services.readiness import ready_gates
from infoview_tui.services.rehearsal import practice
from infoview_tui.services.start import first_answers
from infoview_tui.services.today import due_rows
from infoview_tui.storage.drafts import Owner
from infoview_tui.storage.removal import remove
from infoview_tui.storage.store import Store

DAY = timedelta(days=1)
NOBODY = Owner(0, "", "")


def dump(store: Store) -> dict[str, list[dict[str, Any]]]:
    names = [n for n in store.db.table_names() if "uid" in store.db.table(n).columns_dict]
    return {name: list(store.db.query(f"select * from {name} order by id")) for name in names}


def count(store: Store, table: str, where: str = "1") -> int:
    found = store.db.execute(f"select count(*) from {table} where {where}").fetchone()
    return int(found[0])


def sound(store: Store) -> bool:
    return store.db.execute("pragma foreign_key_check").fetchall() == []


def named(store: Store, name: str) -> int:
    return store.people.where("t.name=?", name)[0].id


def meeting_with(store: Store, name: str) -> int:
    return store.interviews.of_person(named(store, name))[-1].id


def own_rows(store: Store, now: datetime) -> None:
    first_answers(store, now, "Robin Vale", "")
    person = add_person(
        store, now, name="Mai Tran", organisation="City Museum", tags=("museum", "mine")
    )
    meeting = book(store, now - DAY, [person], starts_at=now - DAY, zone="Europe/Lisbon")
    goal = add_goal(store, now, meeting, "how it began")
    item = add_question(store, now, meeting, "how?", goal_id=goal)
    start(store, now - DAY, meeting)
    capture(store, now - DAY, "> a map", interview_id=meeting, person_id=person, item_id=item)
    end(store, now - DAY + timedelta(minutes=19), meeting, ZoneInfo("Europe/Lisbon"))
    draft_letter(store, now, ZoneInfo("Europe/Lisbon"), "thank_you", person, meeting)
    choose(store, now, meeting, add_card(store, now, "My card", "a point"))
    write_introduction(store, now, "30 s", "I am Robin.")
    quick_note(store, now, "for the inbox")
    with store.write():
        store.snooze(now, f"thank_you:{meeting}:{person}", now + DAY)
        store.drafts.keep(now, f"meeting:{meeting}:note", "half a", NOBODY)


@pytest.fixture
def loaded(store: Store, now: datetime, zone: ZoneInfo) -> Store:
    load_example(store, now, zone)
    return store


def test_what_is_in_it(loaded: Store, now: datetime) -> None:
    assert count(loaded, "people") == 12
    statuses = [interview.status(now) for interview in loaded.interviews.where()]
    assert statuses.count(Status.BOOKED) == 3
    assert statuses.count(Status.THANKED) == 4
    assert statuses.count(Status.DEBRIEFED) == 1
    held = [i for i in loaded.interviews.where() if i.ended_at]
    for interview in held:
        notes = loaded.notes.where("t.interview_id=?", interview.id)
        assert 6 <= len(notes) <= 14
        assert all(note.item_id and note.person_id == interview.person_id for note in notes)
        assert all(0 < (note.offset_seconds or 0) <= interview.used_seconds(now) for note in notes)
        assert count(loaded, "debrief_answers", f"interview_id={interview.id}") >= 5
    assert {note.kind for note in loaded.notes.where()} == set(NoteKind)
    assert [point.length for point in all_points(loaded)][:4] == ["15 s", "30 s", "2 min", ""]
    assert count(loaded, "introductions") == 7
    assert {point.title for point in all_points(loaded) if not point.audience} == {"Introduction"}
    known = practice(loaded)
    assert {run.mark for card in known.values() for run in card.runs} == {1, 2, 3}
    assert {use.landed for card in known.values() for use in card.uses} == {True, False}
    assert {advice.state for advice in loaded.advice.where()} == {
        *("to try", "trying", "done", "not for me")
    }
    assert sound(loaded)
    assert all(
        person.email.endswith("@example.org") and (not person.phone or " 555 " in person.phone)
        for person in loaded.people.where()
    )


def test_only_the_owed_thank_you_has_gaps(loaded: Store) -> None:
    letters = loaded.letters.where()
    drafts = [letter for letter in letters if letter.sent_at is None]
    assert [(d.kind, d.person, len(gaps(d.body))) for d in drafts] == [
        ("thank_you", "Dana Okafor", 2)
    ]
    assert not any(gaps(letter.body) or "{" in letter.body for letter in letters if letter.sent_at)
    assert all(letter.body.endswith("Wren Castillo") for letter in letters)


def test_tomorrow_is_well_prepared(loaded: Store, now: datetime) -> None:
    facts = preparation(loaded, meeting_with(loaded, "Kofi Mensah"))
    kinds = [item.kind for item in facts.items]
    assert (kinds.count(ItemKind.CORE), kinds.count(ItemKind.BACKUP)) == (5, 2)
    assert (len(facts.goals), len(facts.cards)) == (2, 3)
    gates = ready_gates(loaded, now, facts.interview.id)
    assert not gate_named(gates, "confirmed").passed
    assert gate_named(gates, "to_hand").passed
    assert sum(gate.passed for gate in gates) >= 6


def test_a_visit_has_its_dress_and_who_pays(loaded: Store, now: datetime) -> None:
    visit = ready_gates(loaded, now, meeting_with(loaded, "Hana Sato"))
    assert gate_named(visit, "dress").passed
    assert not gate_named(visit, "payer").passed
    assert loaded.interviews.get(meeting_with(loaded, "Tomás Herrera")).payer == "I pay"


def gate_named(gates: Sequence[Gate], name: str) -> Gate:
    return next(gate for gate in gates if gate.name == name)


def test_a_timeline_is_in_order(loaded: Store, now: datetime) -> None:
    page = person_page(loaded, now, named(loaded, "Dana Okafor"))
    (interview,) = page.interviews
    request, confirmation = [letter for letter in page.letters if letter.sent_at]
    moments = [
        *(request.sent_at, request.answered_at, interview.created_at, confirmation.sent_at),
        *(interview.started_at, interview.ended_at, interview.debriefed_at, now),
    ]
    known = [moment for moment in moments if moment]
    assert len(known) == len(moments)
    assert known == sorted(known)


def lines(rows: tuple[Due, ...], group: Group) -> list[tuple[str, str, str]]:
    shown = one_a_person(rows)
    return [(row.badge, row.what, row.why) for row in shown if row.group is group]


def test_today_reads_like_a_believable_start(loaded: Store, now: datetime, zone: ZoneInfo) -> None:
    rows = due_rows(loaded, now, zone)
    assert lines(rows, Group.DUE) == [
        ("late 2 h", "Thank Dana Okafor", "26 h since you met, aim 24"),
        ("late 4 d", "Send the reading list", "promised Tomás for Thu 19 Nov"),
        ("today", "Write to Mai Tran", "Dana named them; ask within 24 h"),
        ("today", "Confirm with Kofi Mensah", "you meet tomorrow 14:30"),
        ("today", "Rehearse the introduction", "Kofi Mensah is tomorrow, last 34 s"),
        ("today", "Remind Ingrid Solheim", "7 business days silent; once only"),
    ]
    assert [line[:2] for line in lines(rows, Group.NEXT)] == [
        ("tomorrow 14:30", "Kofi Mensah"),
        ("Wed 17:00", "Zofia Nowak"),
        ("Wed", "Send a summary of talks"),
        ("Thu", "Check in with Priya Raman"),
        ("Fri 10:00", "Hana Sato"),
        ("Sun", "Dana Okafor: a loan form"),
    ]
    assert len(lines(rows, Group.INBOX)) == 1


@pytest.mark.parametrize(
    "when",
    [
        datetime(2026, 11, 28, 9, 7, tzinfo=UTC),  # a Saturday
        datetime(2027, 1, 1, 0, 5, tzinfo=UTC),
        datetime(2026, 3, 29, 12, 0, tzinfo=UTC),  # the clocks change this night
        datetime(2026, 10, 25, 23, 59, tzinfo=UTC),
        datetime(2028, 2, 29, 5, 44, 59, tzinfo=UTC),
    ],
)
@pytest.mark.parametrize("where", ["Europe/Lisbon", "Pacific/Auckland", "America/Los_Angeles"])
def test_any_moment_will_do(store: Store, when: datetime, where: str) -> None:
    zone = ZoneInfo(where)
    load_example(store, when, zone)
    due = [r for r in one_a_person(due_rows(store, when, zone)) if r.group is Group.DUE]
    assert due[0].what == "Thank Dana Okafor"
    assert due[0].badge == "late 2 h"
    assert 4 <= len(due) <= 6
    assert 2 <= sum(row.overdue for row in due) <= 3
    met = store.interviews.where("t.ended_at is not null", order="t.starts_at")[-1]
    assert met.starts_at
    assert (met.starts_at.minute % 15, met.starts_at.second) == (0, 0)
    for table, column in [("letters", "sent_at"), ("notes", "at"), ("promises", "kept_at")]:
        moments = [r[0] for r in store.db.execute(f"select {column} from {table}").fetchall()]
        assert all(datetime.fromisoformat(moment) <= when for moment in moments if moment)


def test_an_empty_database_is_as_before(store: Store, now: datetime, zone: ZoneInfo) -> None:
    before = dump(store)
    load_example(store, now, zone)
    rows = sum(map(len, dump(store).values()))
    assert remove_example(store, now + DAY) == rows > 300
    assert dump(store) == before


def test_own_rows_are_as_before(store: Store, now: datetime, zone: ZoneInfo) -> None:
    own_rows(store, now)
    with store.write():
        store.change_setting(now, "exploring", "museum collections")
    before = dump(store)
    load_example(store, now, zone)
    during = dump(store)
    assert all(row in during[table] for table in before for row in before[table])
    assert all(
        row["uid"].startswith(PREFIX)
        for table in before
        for row in during[table]
        if row not in before[table]
    )
    assert [p.point for p in all_points(store) if p.length == "30 s"] == ["I am Robin."]
    assert count(store, "introductions", "person_id=1") == 0
    assert store.letters.where("t.sent_at is not null")[0].body.endswith("Robin Vale")
    remove_example(store, now)
    assert dump(store) == before
    assert sound(store)


def test_settings_are_given_back(store: Store, now: datetime, zone: ZoneInfo) -> None:
    first_answers(store, now, "", "")
    uids = {row["uid"] for row in dump(store)["settings"]}
    load_example(store, now, zone)
    assert store.setting("name") == example()["settings"]["name"] == "Wren Castillo"
    with store.write():
        store.change_setting(now, "name", "Robin Vale")
    remove_example(store, now)
    assert (store.setting("name"), store.setting("exploring")) == ("Robin Vale", "")
    assert {row["uid"] for row in dump(store)["settings"]} == uids


def test_a_setting_written_over_the_example_stays(loaded: Store, now: datetime) -> None:
    with loaded.write():
        loaded.change_setting(now, "name", "Robin Vale")
    remove_example(loaded, now)
    assert loaded.setting("name") == "Robin Vale"
    assert loaded.setting("exploring", "nothing") == "nothing"


def test_practice_goes_and_what_stands_alone_stays(
    loaded: Store, now: datetime, zone: ZoneInfo
) -> None:
    store = loaded
    kofi, mai = named(store, "Kofi Mensah"), named(store, "Mai Tran")
    tomorrow = meeting_with(store, "Kofi Mensah")
    start(store, now, tomorrow)
    for line in ("a note", "> a promise", "@ Ana Reis, registrar, Harbour Gallery", "+ read it"):
        capture(store, now, line, interview_id=tomorrow, person_id=kofi)
    end(store, now, tomorrow, zone)
    ana = named(store, "Ana Reis")
    edit_person(store, now, ana, None, tags=("museum", "mine"))
    practice = book(store, now, [mai], starts_at=now, zone="UTC")
    add_goal(store, now, practice, "to practise")
    both = book(store, now, [mai, ana], starts_at=now, zone="UTC")
    choose(store, now, both, store.points.where("t.title='Two languages'")[0].id)
    letter = store.letters.where("t.sent_at is null")[0].id
    with store.write():
        store.snooze(now, f"check_in:{named(store, 'Priya Raman')}", now + DAY)
        store.drafts.keep(now, f"letter:{letter}", "Dear", NOBODY)
        store.drafts.keep(now, f"letter:{letter + 100}", "Dear", NOBODY)
        store.drafts.keep(now, "person:new", "An", NOBODY)

    remove_example(store, now)

    assert sound(store)
    (left,) = store.people.where()
    assert (left.name, left.organisation, left.tags) == (
        *("Ana Reis", "Harbour Gallery"),
        ("mine", "museum"),
    )
    (interview,) = store.interviews.where()
    assert (interview.id, interview.who) == (both, "Ana Reis")
    full = {table for table, rows in dump(store).items() if rows}
    assert full == {
        *("people", "organisations", "tags", "people_tags"),
        *("interviews", "interview_people", "drafts"),
    }
    assert [row["name"] for row in dump(store)["organisations"]] == ["Harbour Gallery"]
    assert {row["place"] for row in dump(store)["drafts"]} == {
        *(f"letter:{letter + 100}", "person:new")
    }
    assert not any(row["uid"].startswith(PREFIX) for rows in dump(store).values() for row in rows)
    with pytest.raises(RefusedError, match="no example"):
        remove_example(store, now)


def test_an_interview_the_user_joins_goes_with_the_example(loaded: Store, now: datetime) -> None:
    mine = add_person(loaded, now, name="Robin Vale")
    introduce(loaded, now, person_id=mine, introducer_id=named(loaded, "Dana Okafor"))
    meeting = meeting_with(loaded, "Dana Okafor")
    edit_interview(loaded, now, meeting, None, [named(loaded, "Dana Okafor"), mine])
    remove_example(loaded, now)
    assert [person.name for person in loaded.people.where()] == ["Robin Vale"]
    assert (count(loaded, "interviews"), count(loaded, "introductions")) == (0, 0)


def test_what_only_points_at_a_removed_row_is_emptied(store: Store, now: datetime) -> None:
    own_rows(store, now)
    goal, item = store.interviews.goals.where()[0], store.interviews.checklist.where()[0]
    assert (item.goal_id, store.interviews.get(1).current_item_id) == (goal.id, item.id)
    with store.write():
        assert remove(store.db, {"goals": [goal.id]}) == 1
    assert store.interviews.checklist.get(item.id).goal_id is None
    with store.write():
        assert remove(store.db, {"checklist": [item.id]}) == 1
    assert store.interviews.get(1).current_item_id is None
    assert store.notes.where("t.interview_id=1")[0].item_id is None
    with store.write():
        remove(store.db, {"people": [1]})
    assert [count(store, table) for table in ("interviews", "promises", "letters")] == [0, 0, 0]
    assert [note.body for note in store.notes.where()] == ["for the inbox"]
    assert (count(store, "snoozes"), count(store, "drafts")) == (0, 0)
    assert sound(store)


def test_it_is_loaded_once_and_again_after_its_removal(
    loaded: Store, now: datetime, zone: ZoneInfo
) -> None:
    before = dump(loaded)
    with pytest.raises(RefusedError, match="loaded already"):
        load_example(loaded, now, zone)
    assert dump(loaded) == before
    remove_example(loaded, now)
    with pytest.raises(RefusedError, match="no example to remove"):
        remove_example(loaded, now)
    load_example(loaded, now, zone)
    assert count(loaded, "people") == 12


def test_all_of_it_is_loaded_or_nothing(
    store: Store, now: datetime, zone: ZoneInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = dump(store)
    monkeypatch.setattr(example_life, "draft_thanks", fail)
    with pytest.raises(OSError, match="No space"):
        load_example(store, now, zone)
    assert dump(store) == before
