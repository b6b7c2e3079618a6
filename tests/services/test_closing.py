from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.content.library import closing_checks
from infoview_tui.domain.notes import NoteKind
from infoview_tui.domain.preparation import Item, ItemState
from infoview_tui.errors import ConflictError
from infoview_tui.services import meeting
from infoview_tui.services.closing import closing_item, raised
from infoview_tui.services.interviews import book
from infoview_tui.services.note_lines import Rewrite, say_all, take_back
from infoview_tui.services.notes import capture, edit_note
from infoview_tui.services.people import add_person, introduce
from infoview_tui.storage.store import Store

ZONE = ZoneInfo("UTC")
NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
OPEN, PARTLY, ASKED, SKIPPED = (
    ItemState.OPEN,
    ItemState.PARTLY,
    ItemState.ASKED,
    ItemState.SKIPPED,
)


@pytest.fixture
def dana(store: Store) -> int:
    return add_person(store, NOW, name="Dana Okafor")


@pytest.fixture
def talk(store: Store, dana: int) -> int:
    return running(store, dana)


def running(store: Store, person_id: int) -> int:
    id = book(store, NOW, [person_id], starts_at=NOW, zone="UTC")
    return meeting.start(store, NOW, id).id


def check(store: Store, talk: int, key: str) -> Item:
    item = closing_item(meeting.live(store, talk).items, key)
    assert item is not None
    return item


def say(store: Store, dana: int, talk: int, line: str, item: int | None = None) -> None:
    capture(store, NOW, line, interview_id=talk, person_id=dana, item_id=item, zone=ZONE)


def named(store: Store) -> dict[str, bool | None]:
    """Return who was introduced, each with what was said to naming the introducer."""
    return {
        store.people.get(i.person_id).name: i.may_mention
        for i in store.people.introductions.where()
    }


def test_every_check_is_found_by_its_key(store: Store, talk: int) -> None:
    for shipped in closing_checks():
        assert check(store, talk, shipped.key).text == shipped.text
    assert closing_item((), "names") is None


@pytest.mark.parametrize(
    ("state", "names", "becomes"),
    [
        (OPEN, 0, OPEN),
        (OPEN, 1, PARTLY),
        (OPEN, 2, ASKED),
        (PARTLY, 0, PARTLY),
        (PARTLY, 1, PARTLY),
        (PARTLY, 3, ASKED),
        (ASKED, 1, ASKED),
        (SKIPPED, 2, SKIPPED),
    ],
)
def test_names_only_ever_raise_the_check(state: ItemState, names: int, becomes: ItemState) -> None:
    assert raised(state, names) is becomes


def test_a_note_that_names_somebody_ticks_the_check_from_any_shell(
    store: Store, dana: int, talk: int
) -> None:
    say(store, dana, talk, "Mai Tran")
    say(store, dana, talk, "@mai@x.org")
    assert check(store, talk, "names").state is OPEN
    say(store, dana, talk, "@Mai Tran")
    say(store, dana, talk, "@mai tran, curator")
    assert check(store, talk, "names").state is PARTLY
    other = store.notes.where()[0].id
    edit_note(store, NOW, other, "@Selu Tupou", ZONE)
    assert check(store, talk, "names").state is ASKED


def test_what_was_noted_is_taken_back_with_its_tick_unless_ticked_since(
    store: Store, talk: int
) -> None:
    def keep(uid: str, line: str) -> None:
        say_all(store, NOW, [(uid, line)], interview_id=talk, item_id=None, zone=ZONE)

    def back(uid: str, was: ItemState, became: ItemState) -> None:
        take_back(store, NOW, [(uid, "@Mai")], interview_id=talk, names=(was, became))

    keep("a" * 16, "@Mai")
    back("a" * 16, OPEN, PARTLY)
    assert check(store, talk, "names").state is OPEN
    keep("b" * 16, "@Mai")
    meeting.tick(store, NOW, talk, check(store, talk, "names").id, ASKED)
    back("b" * 16, OPEN, PARTLY)
    assert check(store, talk, "names").state is ASKED
    assert not store.notes.where()


def test_lines_that_another_window_put_right_are_not_taken_back(store: Store, talk: int) -> None:
    lines = [("a" * 16, "! one"), ("b" * 16, "two")]
    _one, two = say_all(store, NOW, lines, interview_id=talk, item_id=None, zone=ZONE)
    edit_note(store, NOW, two.id, "two, put right", ZONE)
    with pytest.raises(ConflictError, match="another window"):
        take_back(store, NOW, lines, interview_id=talk, names=(OPEN, OPEN))
    assert [note.body for note in store.notes.where()] == ["one", "two, put right"]
    edit_note(store, NOW, two.id, "two", ZONE)
    take_back(store, NOW, lines, interview_id=talk, names=(OPEN, OPEN))
    assert not store.notes.where()


def test_a_change_is_taken_back_while_it_is_the_last_one(
    store: Store, dana: int, talk: int
) -> None:
    note = capture(store, NOW, "Mai", interview_id=talk, person_id=dana)
    rewrite = Rewrite(note, NoteKind.PERSON, "Mai", (OPEN, PARTLY), ZONE)
    rewrite.make(store, NOW)
    rewrite.take_back(store, NOW)
    assert store.notes.get(note.id).kind is NoteKind.NOTE
    assert check(store, talk, "names").state is OPEN
    rewrite.make(store, NOW)
    edit_note(store, NOW, note.id, "@Mai Tran", ZONE)
    with pytest.raises(ConflictError, match="another window"):
        rewrite.take_back(store, NOW)
    assert store.notes.get(note.id).body == "Mai Tran"


@pytest.mark.parametrize(
    ("said", "answer"),
    [("yes, to both", True), ("No.", False), ("rather not", False), ("she laughed", None)],
)
def test_the_answer_to_may_i_say_you_sent_me_stays_with_who_was_named(
    store: Store, dana: int, talk: int, said: str, answer: bool | None
) -> None:
    say(store, dana, talk, "@Mai Tran")
    permission = check(store, talk, "permission").id
    say(store, dana, talk, said, permission)
    meeting.end(store, NOW + MINUTE, talk, ZONE)
    assert named(store) == {"Mai Tran": answer}
    say(store, dana, talk, "@Selu Tupou")
    assert named(store) == {"Mai Tran": answer, "Selu Tupou": answer}
    say(store, dana, talk, "yes after all", permission)
    assert set(named(store).values()) == {True}


def test_a_tick_alone_gives_no_leave_to_be_named(store: Store, dana: int, talk: int) -> None:
    say(store, dana, talk, "@Mai Tran")
    meeting.tick(store, NOW, talk, check(store, talk, "permission").id, ASKED)
    meeting.end(store, NOW + MINUTE, talk, ZONE)
    assert named(store) == {"Mai Tran": None}


def test_leave_given_later_is_kept_with_an_introduction_of_before_and_never_withdrawn(
    store: Store, dana: int, talk: int
) -> None:
    mai = add_person(store, NOW, name="Mai Tran")
    introduce(store, NOW, person_id=mai, introducer_id=dana)
    say(store, dana, talk, "@mai tran")
    say(store, dana, talk, "yes", check(store, talk, "permission").id)
    meeting.end(store, NOW + MINUTE, talk, ZONE)
    assert named(store) == {"Mai Tran": True}
    again = running(store, dana)
    say(store, dana, again, "@Mai Tran")
    say(store, dana, again, "no", check(store, again, "permission").id)
    meeting.end(store, NOW + MINUTE, again, ZONE)
    assert named(store) == {"Mai Tran": True}


def test_of_two_people_of_one_name_the_one_who_works_there_was_named(
    store: Store, dana: int, talk: int
) -> None:
    add_person(store, NOW, name="Mai Tran", organisation="City Museum")
    right = add_person(
        store, NOW, name="Mai Tran", role="registrar", organisation="Harbour Gallery"
    )
    say(store, dana, talk, "@Mai Tran, registrar, Harbour Gallery")
    meeting.end(store, NOW + MINUTE, talk, ZONE)
    (introduction,) = store.people.introductions.where()
    assert introduction.person_id == right
