from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from infoview_tui.content.library import bank, starter_sets
from infoview_tui.domain.bank import Question, use_words
from infoview_tui.domain.bank_filter import narrow
from infoview_tui.domain.preparation import ItemState
from infoview_tui.errors import ConflictError, NotFoundError, RefusedError
from infoview_tui.services.bank import (
    add_own,
    archive,
    change_own,
    delete_own,
    offered,
    restore_own,
    reword,
    sets_of,
    taken,
    used_with,
    whole_bank,
)
from infoview_tui.services.interviews import book, cancel
from infoview_tui.services.people import add_person
from infoview_tui.services.prepare import (
    add_question,
    add_starter_set,
    change_item,
    preparation,
    take_question,
)
from infoview_tui.storage.store import Store

Find = Callable[[object], Question]


@pytest.fixture
def find(store: Store) -> Find:
    def by_key(key: object) -> Question:
        return next(q for q in whole_bank(store) if q.key == key)

    return by_key


def _talk(store: Store, now: datetime, *names: str, days: int = 1) -> int:
    people = [add_person(store, now, name=name) for name in names]
    return book(store, now, people, starts_at=now + timedelta(days=days), zone="Europe/Lisbon")


def test_the_bank_is_the_shipped_one_until_one_writes(store: Store) -> None:
    assert [(q.number, q.text, q.label) for q in whole_bank(store)] == [
        (q.number, q.text, str(q.number)) for q in bank()
    ]
    assert sets_of(whole_bank(store)) == starter_sets()


def test_own_questions_come_first_with_what_was_said_of_them(
    store: Store, now: datetime, find: Find
) -> None:
    plain = add_own(store, now, "Who decides?")
    full = add_own(store, now, "G3 phase:end tiara:T What next? -> the trend")
    assert [q.id for q in whole_bank(store)[:2]] == [plain, full]
    question = find(("own", full))
    assert question.category is not None
    assert (question.category.id, question.phase, question.tiara) == ("G3", "end", "T")
    assert (question.serves, question.label, question.original) == ("the trend", "own", "")
    assert (find(("own", plain)).category, find(("own", plain)).phase) == (None, "core")


def test_a_wording_covers_the_original_until_it_is_emptied(
    store: Store, now: datetime, find: Find
) -> None:
    before = find(9)
    reword(store, now, 9, " What do you use\nevery week? ")
    assert (find(9).text, find(9).label) == ("What do you use every week?", "9*")
    assert find(9).original == before.text
    reword(store, now, 9, "Another?")
    assert store.questions.where()[0].text == "Another?"
    for original in ("", f"{before.text} "):
        reword(store, now, 9, "Another?")
        reword(store, now, 9, original)
        assert (find(9).text, find(9).reworded) == (before.text, False)
    assert len(store.questions.where()) == 1


def test_what_no_question_can_be_is_refused(store: Store, now: datetime) -> None:
    id = add_own(store, now, "Who?")
    with pytest.raises(RefusedError, match="needs some words"):
        change_own(store, now, id, text=" ")
    with pytest.raises(NotFoundError, match="no shipped question 45: they run from 1 to 44"):
        reword(store, now, 45, "Who?")
    with pytest.raises(RefusedError, match="1000 characters at most"):
        reword(store, now, 1, "w" * 1001)
    assert len(store.questions.where()) == 1


def test_another_window_is_not_written_over(store: Store, now: datetime, find: Find) -> None:
    own = add_own(store, now, "Who?")
    original = find(1).text
    reword(store, now, 1, "Theirs?", seen={"text": original})
    with pytest.raises(ConflictError) as error:
        reword(store, now, 1, "Mine?", seen={"text": original})
    assert error.value.change is not None
    assert error.value.change.theirs == {"text": "Theirs?"}
    reword(store, now, 1, original, seen={"text": "Theirs?"})
    with pytest.raises(ConflictError):
        reword(store, now, 1, "Mine?", seen={"text": "Theirs?"})
    change_own(store, now, own, seen={"text": "Who?"}, text="Who else?")
    with pytest.raises(ConflictError):
        change_own(store, now, own, seen={"text": "Who?"}, text="Mine?")


def test_archived_is_out_of_sight_and_of_the_sets(store: Store, now: datetime, find: Find) -> None:
    own = add_own(store, now, "Who?")
    for key in (("own", own), 13):
        archive(store, now, find(key))
        assert key not in [q.key for q in narrow(whole_bank(store), "")]
    assert (find(13).text, find(13).reworded) == (bank()[12].text, False)
    assert sets_of(whole_bank(store))[0].core == (1, 10, 24, 41)
    assert len(add_starter_set(store, now, _talk(store, now, "Dana"), starter_sets()[0])) == 6
    for key in (("own", own), 13):
        archive(store, now, find(key), away=False)
        assert not find(key).archived
    assert len(store.questions.where()) == 2


def test_an_own_question_is_deleted_and_comes_back(store: Store, now: datetime) -> None:
    id = add_own(store, now, "Who?")
    delete_own(store, now, id)
    assert len(whole_bank(store)) == 44
    restore_own(store, now, id)
    assert whole_bank(store)[0].id == id


def test_a_set_and_the_offers_are_in_the_users_words(
    store: Store, now: datetime, find: Find
) -> None:
    reword(store, now, 1, "How did you get here?")
    own = add_own(store, now, "G3 Who decides on loans?")
    talk = _talk(store, now, "Dana")
    add_starter_set(store, now, talk, starter_sets()[0])
    assert preparation(store, talk).items[0].text == "How did you get here?"
    found, sets = offered(whole_bank(store), "", "loans")
    assert (found[0].id, len(found), len(sets)) == (own, 45, 4)
    found, sets = offered(whole_bank(store), "G3 own", "")
    assert ([q.id for q in found], sets) == ([own], ())
    found, sets = offered(whole_bank(store), "exploring", "")
    assert [s.name for s in sets] == ["Exploring a field"]
    take_question(store, now, talk, find(("own", own)))
    item = preparation(store, talk).items[5]
    assert (item.text, item.question_id, item.bank) == ("Who decides on loans?", own, None)
    assert taken(store, talk) == {1, 13, 10, 24, 41, 20, 43, ("own", own)}


def test_a_question_knows_with_whom_it_was_used(store: Store, now: datetime, find: Find) -> None:
    own = add_own(store, now, "Who?")
    states = (ItemState.ASKED, ItemState.PARTLY, ItemState.SKIPPED, ItemState.OPEN, ItemState.KNOWN)
    for number, state in enumerate(states):
        talk = _talk(store, now, f"Person {number}", "Mai", days=number)
        for key in (9, ("own", own)):
            item = take_question(store, now, talk, find(key))
            change_item(store, now, item, state=state)
        typed = add_question(store, now, talk, find(9).text)
        change_item(store, now, typed, state=state)
    off = _talk(store, now, "Kofi", days=9)
    change_item(store, now, take_question(store, now, off, find(9)), state=ItemState.ASKED)
    cancel(store, now, off)
    found = used_with(store)
    assert found.keys() == {9, ("own", own)}
    assert [(use.who, use.state) for use in found[9]] == [
        ("Person 2", ItemState.SKIPPED),
        ("Mai", ItemState.SKIPPED),
        ("Person 1", ItemState.PARTLY),
        ("Mai", ItemState.PARTLY),
        ("Person 0", ItemState.ASKED),
        ("Mai", ItemState.ASKED),
    ]
    assert use_words(found[9]) == "asked of 4 people, skipped with 2"
    assert use_words(()) == "asked of nobody yet"
    assert use_words(found[9][:1]) == "asked of no people, skipped with 1"
    delete_own(store, now, own)
    assert ("own", own) in used_with(store)


def test_one_person_counts_once_by_their_last_interview(
    store: Store, now: datetime, find: Find
) -> None:
    mai = add_person(store, now, name="Mai")
    for days, state in ((1, ItemState.SKIPPED), (3, ItemState.ASKED), (2, ItemState.PARTLY)):
        at = now + timedelta(days=days)
        talk = book(store, now, [mai], starts_at=at, zone="Europe/Lisbon")
        change_item(store, now, take_question(store, now, talk, find(2)), state=state)
    (use,) = used_with(store)[2]
    assert (use.who, use.state) == ("Mai", ItemState.ASKED)


def test_rows_of_other_hands_harm_nothing(store: Store, now: datetime) -> None:
    for values in (
        {"number": 99, "text": "From a newer infoview?"},
        {"text": "Odd", "category": "G99", "phase": "late", "tiara": "X"},
        {"text": ""},
        {"number": 2, "text": "First?"},
        {"number": 2, "text": "Second?"},
    ):
        store.questions.add(now, **values)
    found = whole_bank(store)
    assert [q.text for q in found[:2]] == ["From a newer infoview?", "Odd"]
    assert (found[1].category, found[1].phase, found[1].tiara) == (None, "core", "")
    assert found[3].text == "Second?"
    assert len(found) == 46
