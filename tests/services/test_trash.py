from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.domain.answers import TopicKind
from infoview_tui.domain.followup import AdviceState, Side
from infoview_tui.errors import NotFoundError, RefusedError
from infoview_tui.services.answer_marks import write_line
from infoview_tui.services.answers import topics
from infoview_tui.services.debrief import answer
from infoview_tui.services.example import load_example
from infoview_tui.services.filters import drop_filter, save_filter
from infoview_tui.services.hosting import delete_request, log_request
from infoview_tui.services.interviews import book
from infoview_tui.services.letters import delete_letter, draft_letter, mark_sent, unmark_sent
from infoview_tui.services.meeting import end, start
from infoview_tui.services.merging import merge
from infoview_tui.services.notes import capture, delete_note
from infoview_tui.services.people import add_person, delete_person, edit_person
from infoview_tui.services.prepare import add_goal, add_question, delete_goal, delete_item
from infoview_tui.services.promises import add_promise, delete_promise
from infoview_tui.services.shelf import delete_give, put_on_shelf
from infoview_tui.services.trash import (
    bring_back,
    empty,
    in_trash,
    named,
    put_back,
    remove_for_good,
)
from infoview_tui.storage.removal import with_dependents
from infoview_tui.storage.store import Store
from infoview_tui.storage.trash import KINDS

WITHOUT_WORDS = {
    *("answer_marks", "interview_people", "interview_points", "people_tags", "pauses"),
    *("introductions", "suggestions", "ticks", "rehearsals", "merges", "snoozes"),
    *("tags", "organisations", "settings", "letter_versions"),
}
"""Ticks, links and names that stand elsewhere; versions of a letter go with the letter."""


@pytest.fixture
def dana(store: Store, now: datetime) -> int:
    return add_person(store, now, name="Dana Okafor", role="curator")


@pytest.fixture
def talk(store: Store, now: datetime, zone: ZoneInfo, dana: int) -> int:
    talk = book(store, now, [dana], starts_at=now, zone="UTC")
    start(store, now, talk)
    end(store, now + timedelta(minutes=20), talk, zone)
    return talk


def keys(store: Store) -> list[str]:
    return [row.key for row in in_trash(store)]


def test_every_table_that_can_be_deleted_from_is_listed_or_has_no_words(store: Store) -> None:
    tables = {
        name for name in store.db.table_names() if "deleted_at" in store.db.table(name).columns_dict
    }
    assert set(KINDS) | WITHOUT_WORDS == tables
    assert not set(KINDS) & WITHOUT_WORDS


def test_a_row_of_every_kind_rests_and_comes_back(
    store: Store, now: datetime, zone: ZoneInfo
) -> None:
    from hostile import fill_empty

    load_example(store, now, zone)
    fill_empty(store)
    for table in KINDS:
        only = KINDS[table].only.replace("t.", "")
        where = only if "select" not in only else "1"
        id = store.db.execute(f"select min(id) from {table} where {where}").fetchone()[0]
        if id is None:
            id = store.db.execute(f"select min(id) from {table}").fetchone()[0]
            store.db.execute(f"update {table} set bank=null, question_id=null where id={id}")
        store.db.execute(f"update {table} set deleted_at=? where id=?", [now.isoformat(), id])
        (row,) = in_trash(store)
        assert (row.key, row.called) == (f"{table}:{id}", KINDS[table].called)
        back = bring_back(store, now, table, id)
        assert in_trash(store) == ()
        put_back(store, now, back)
        assert keys(store) == [f"{table}:{id}"]
        bring_back(store, now, table, id)


def test_it_says_what_when_whose_and_how_much(
    store: Store, now: datetime, dana: int, talk: int
) -> None:
    note = capture(store, now, "> a list", interview_id=talk, person_id=dana)
    delete_note(store, now + timedelta(hours=1), note.id)
    with store.write():
        store.interviews.delete(now + timedelta(hours=2), talk)
    delete_person(store, now + timedelta(hours=3), dana)
    rows = in_trash(store)
    assert [(row.called, row.words, row.person) for row in rows] == [
        ("person", "Dana Okafor", ""),
        ("interview", "", "Dana Okafor"),
        ("note", "a list", "Dana Okafor"),
    ]
    assert [row.deleted_at for row in rows] == [now + timedelta(hours=n) for n in (3, 2, 1)]
    assert [named(row, now) for row in rows] == [
        "Dana Okafor",
        "the interview of 23 Nov with Dana Okafor",
        'the note "a list"',
    ]
    for row in rows:
        alone = with_dependents(store.db, {row.table: [row.id]})
        assert row.belongings == sum(map(len, alone.values())) - 1, row.called


def test_belongings_are_counted_as_they_would_go(
    store: Store, now: datetime, zone: ZoneInfo
) -> None:
    load_example(store, now, zone)
    with store.write():
        store.db.execute("update people set deleted_at=?", [now.isoformat()])
        store.db.execute("update talking_points set deleted_at=?", [now.isoformat()])
    asked: list[str] = []
    store.db.conn.set_trace_callback(asked.append)
    rows = in_trash(store)
    store.db.conn.set_trace_callback(None)
    assert len(rows) > 12
    for row in rows:
        alone = with_dependents(store.db, {row.table: [row.id]})
        assert row.belongings == sum(map(len, alone.values())) - 1, row.words
    # However many rows there are: a few queries for each reference of the schema.
    assert len(asked) < 400


def test_what_went_with_a_note_is_not_listed_twice(store: Store, now: datetime, dana: int) -> None:
    note = capture(store, now, "> a list", person_id=dana)
    delete_note(store, now, note.id)
    assert keys(store) == [f"notes:{note.id}"]
    bring_back(store, now, "notes", note.id)
    (promise,) = store.promises.where()
    delete_promise(store, now, promise.id)
    assert keys(store) == [f"promises:{promise.id}"]
    bring_back(store, now, "promises", promise.id)
    delete_note(store, now, note.id)
    assert remove_for_good(store, "notes", note.id) == 2
    assert in_trash(store) == ()


def test_a_request_rests_with_its_talk(store: Store, now: datetime) -> None:
    logged = log_request(store, now, "UTC", "Zofia Nowak", "how archives hire")
    delete_request(store, now, logged.interview_id)
    assert keys(store) == [f"requests:{logged.request_id}"]
    back = bring_back(store, now, "requests", logged.request_id)
    assert store.interviews.get(logged.interview_id).who == "Zofia Nowak"
    put_back(store, now, back)
    assert keys(store) == [f"requests:{logged.request_id}"]
    assert remove_for_good(store, "requests", logged.request_id) > 1
    assert not store.db.table("interviews").count


def test_a_request_whose_talk_was_held_stays(store: Store, now: datetime, zone: ZoneInfo) -> None:
    logged = log_request(store, now, "UTC", "Zofia Nowak", "how archives hire")
    delete_request(store, now, logged.interview_id)
    back = bring_back(store, now, "requests", logged.request_id)
    start(store, now, logged.interview_id)
    end(store, now, logged.interview_id, zone)
    with pytest.raises(RefusedError, match="stays as it is"):
        put_back(store, now, back)


def test_what_it_belongs_to_comes_back_with_it(
    store: Store, now: datetime, dana: int, talk: int
) -> None:
    goal = add_goal(store, now, talk, "How people get in")
    delete_goal(store, now, goal)
    with store.write():
        store.interviews.delete(now, talk)
    delete_person(store, now, dana)
    back = bring_back(store, now, "goals", goal)
    assert back.along == ("Dana Okafor", "the interview with Dana Okafor")
    assert store.interviews.get(talk).who == "Dana Okafor"
    put_back(store, now, back)
    assert len(in_trash(store)) == 3


def test_a_letter_of_somebody_deleted_brings_them_back(
    store: Store, now: datetime, zone: ZoneInfo, dana: int
) -> None:
    letter = draft_letter(store, now, zone, "request_cold", dana)
    delete_letter(store, now, letter)
    delete_person(store, now, dana)
    assert bring_back(store, now, "letters", letter).along == ("Dana Okafor",)
    assert store.letters.get(letter).person == "Dana Okafor"


def test_what_a_letter_gives_and_tells_goes_and_comes_with_it(
    store: Store, now: datetime, zone: ZoneInfo, dana: int
) -> None:
    item = put_on_shelf(store, now, "Ledgers that lie")
    with store.write():
        told = store.advice.add(now, person_id=dana, body="go", state=AdviceState.DONE)
    gift = draft_letter(store, now, zone, "something_for_you", dana, shelf_id=item)
    news = draft_letter(store, now, zone, "check_in", dana, advice_id=told)
    for id in (gift, news):
        mark_sent(store, now, id)
        delete_letter(store, now, id)
    assert keys(store) == [f"letters:{gift}", f"letters:{news}"]
    back = [bring_back(store, now, "letters", id) for id in (gift, news)]
    assert [give.by_letter_id for give in store.gives.where()] == [gift]
    assert store.advice.get(told).reported_at == now
    for each in back:
        put_back(store, now, each)
    assert store.gives.where() == ()
    assert store.advice.get(told).reported_at is None


def test_a_give_taken_back_by_hand_rests_while_its_letter_stands(
    store: Store, now: datetime, zone: ZoneInfo, dana: int
) -> None:
    item = put_on_shelf(store, now, "Ledgers that lie")
    letter = draft_letter(store, now, zone, "something_for_you", dana, shelf_id=item)
    mark_sent(store, now, letter)
    (give,) = store.gives.where()
    delete_give(store, now, give.id)
    assert keys(store) == [f"gives:{give.id}"]
    unmark_sent(store, now, letter)
    assert keys(store) == []
    with pytest.raises(NotFoundError):
        bring_back(store, now, "gives", give.id)


def test_a_goal_that_goes_again_lets_its_questions_stay(
    store: Store, now: datetime, talk: int
) -> None:
    goal = add_goal(store, now, talk, "How people get in")
    delete_goal(store, now, goal)
    back = bring_back(store, now, "goals", goal)
    own = add_question(store, now, talk, "Who decides?", goal_id=goal)
    put_back(store, now, back)
    assert store.interviews.checklist.get(own).goal_id is None


def test_questions_of_the_bank_and_closing_ticks_are_not_ones_own(
    store: Store, now: datetime, talk: int
) -> None:
    own = add_question(store, now, talk, "What did nobody ask?")
    for item in store.interviews.checklist.where("t.interview_id=?", talk):
        delete_item(store, now, item.id)
    assert keys(store) == [f"checklist:{own}"]


def test_an_answer_does_not_push_out_another(store: Store, now: datetime, talk: int) -> None:
    for body in ("first", "", "second"):
        answer(store, now, talk, 1, body)
    (row,) = in_trash(store)
    with pytest.raises(RefusedError, match="another answer"):
        bring_back(store, now, row.table, row.id)
    answer(store, now, talk, 1, "")
    bring_back(store, now, row.table, row.id)
    assert [a.body for a in store.interviews.answers.where()] == ["first"]


def test_what_stands_there_since_is_in_the_way(
    store: Store, now: datetime, dana: int, talk: int
) -> None:
    kept = save_filter(store, now, "near", "tag:a")
    drop_filter(store, now, kept.id)
    newer = save_filter(store, now, "Near", "tag:b")
    for interests in (("bees",), (), ("Bees",)):
        edit_person(store, now, dana, None, interests=interests)
    add_goal(store, now, talk, "How people get in")
    (topic,) = topics(store, TopicKind.GOAL)
    for line in ("first", "", "second"):
        write_line(store, now, topic, line)
    rows = {row.table: row for row in in_trash(store)}
    told = {"filters": "called Near now", "interests": '"Bees" is', "summaries": '"second"'}
    assert rows.keys() == told.keys()
    for table, words in told.items():
        with pytest.raises(RefusedError, match=words):
            bring_back(store, now, table, rows[table].id)
    drop_filter(store, now, newer.id)
    edit_person(store, now, dana, None, interests=())
    write_line(store, now, topic, "")
    for table in told:
        bring_back(store, now, table, rows[table].id)
    assert [each.body for each in store.summaries.where()] == ["first"]


def test_what_was_merged_is_taken_apart(store: Store, now: datetime, dana: int) -> None:
    double = add_person(store, now, name="D. Okafor")
    note = capture(store, now, "the flood", person_id=double)
    delete_note(store, now, note.id)
    merge(store, now, dana, double)
    assert {row.key: row.merged_into for row in in_trash(store)} == {
        f"people:{double}": "Dana Okafor",
        f"notes:{note.id}": "",
    }
    back = bring_back(store, now, "people", double)
    assert back.merged is not None and back.merged.name == "D. Okafor"
    assert store.people.get(double)
    put_back(store, now, back)
    assert not store.people.where("t.id=?", double)
    # What was deleted moved with the rest.
    assert bring_back(store, now, "notes", note.id).along == ()
    assert store.notes.get(note.id).person_id == dana
    delete_note(store, now, note.id)
    assert empty(store) > 0
    assert keys(store) == [f"people:{double}"]


def test_who_is_removed_takes_what_was_merged_into_them(
    store: Store, now: datetime, dana: int
) -> None:
    double = add_person(store, now, name="D. Okafor")
    merge(store, now, dana, double)
    edit_person(store, now, dana, None, role="director", interests=("bees",), moved=True)
    delete_person(store, now, dana)
    row = next(row for row in in_trash(store) if row.id == dana)
    alone = with_dependents(store.db, {"people": [dana]})
    assert row.belongings == sum(map(len, alone.values())) - 1
    remove_for_good(store, "people", dana)
    for table in ("people", "merges", "positions", "interests"):
        assert store.db.table(table).count == 0, table


def test_emptying_removes_all_of_it_and_nothing_else(
    store: Store, now: datetime, dana: int, talk: int
) -> None:
    kept = add_promise(store, now, dana, Side.MINE, "a list", now.date())
    gone = add_promise(store, now, dana, Side.MINE, "another", now.date())
    delete_promise(store, now, gone)
    before = store.revision()
    assert empty(store) == 1
    assert store.revision() == before + 1
    assert in_trash(store) == ()
    assert [promise.id for promise in store.promises.where()] == [kept]
    assert store.interviews.get(talk)


def test_what_is_not_there_is_refused(store: Store, now: datetime, dana: int) -> None:
    for table, id in (("people", dana), ("people", 99), ("nothing", 1)):
        with pytest.raises(NotFoundError, match=f"There is no {table}:{id} in the trash"):
            bring_back(store, now, table, id)
        with pytest.raises(NotFoundError):
            remove_for_good(store, table, id)
