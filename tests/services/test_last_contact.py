"""What is a real contact, and what is not: one rule for every screen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.domain.notes import PREFIXES, NoteKind
from infoview_tui.services import interviews, letters, meeting, notes, people, people_many
from infoview_tui.services.brief import acquaintance
from infoview_tui.services.last_contact import last_contact, last_contacts
from infoview_tui.services.people_list import people_rows
from infoview_tui.services.person_page import person_page
from infoview_tui.services.today import gather
from infoview_tui.storage.store import Store

ZONE = ZoneInfo("Europe/Lisbon")
BEFORE = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=20)


def held(store: Store, who: int) -> int:
    id = interviews.book(store, BEFORE, [who], starts_at=NOW, zone="UTC")
    meeting.start(store, NOW, id)
    return id


def ended(store: Store, who: int) -> int:
    id = held(store, who)
    meeting.end(store, LATER, id, ZONE)
    return id


def drafted(store: Store, who: int) -> int:
    return letters.draft_letter(store, NOW, ZONE, "check_in", who)


def sent(store: Store, who: int) -> int:
    id = drafted(store, who)
    letters.mark_sent(store, NOW, id)
    return id


def answered(store: Store, who: int) -> None:
    letters.mark_answered(store, LATER, sent(store, who))


def given(store: Store, who: int) -> int:
    with store.write():
        return store.gives.add(NOW, person_id=who, at=NOW, body="the atlas")


def noted(store: Store, sign: str, interview_id: int | None = None) -> int:
    line = f"{sign}the loan register"
    if interview_id is None:
        return notes.quick_note(store, NOW, line, person="dana")[0].id
    return notes.capture(store, NOW, line, interview_id=interview_id).id


def missed(store: Store, who: int) -> None:
    id = held(store, who)
    with store.write():
        store.interviews.change(NOW, id, missed_at=NOW)


def cancelled(store: Store, who: int) -> None:
    id = held(store, who)
    with store.write():
        store.interviews.change(NOW, id, cancelled_at=NOW)


def gone(table: str, make: Callable[[Store, int], int]) -> Callable[[Store, int], None]:
    def act(store: Store, who: int) -> None:
        id = make(store, who)
        with store.write():
            store.db.execute(f"update {table} set deleted_at='2026-11-23' where id=?", [id])

    return act


def logged(store: Store, who: int) -> int:
    return people_many.log_contacts(store, NOW, [who], "spoke", NOW)[0]


TOLD = [sign for sign, kind in PREFIXES.items() if kind is not NoteKind.ASK_LATER]

MOVES: list[tuple[str, Callable[[Store, int], object], datetime]] = [
    ("a talk that runs", held, NOW),
    ("a talk that ended", ended, LATER),
    ("a letter sent", sent, NOW),
    ("a letter answered", answered, LATER),
    ("a touch logged", logged, NOW),
    ("a give", given, NOW),
    *((f"a note with {sign}", lambda s, _w, sign=sign: noted(s, sign), NOW) for sign in TOLD),
]

STAYS: list[tuple[str, Callable[[Store, int], object]]] = [
    ("a draft", drafted),
    ("a booking", lambda s, w: interviews.book(s, NOW, [w], starts_at=LATER, zone="UTC")),
    ("a talk missed", missed),
    ("a talk called off", cancelled),
    ("a plain note", lambda s, _w: noted(s, "")),
    ("a note for later", lambda s, _w: noted(s, "?")),
    ("a talk deleted", gone("interviews", ended)),
    ("a letter deleted", gone("letters", sent)),
    ("a touch deleted", gone("contacts", logged)),
    ("a give deleted", gone("gives", given)),
    ("a note deleted", gone("notes", lambda s, _w: noted(s, "!"))),
    ("somebody else", lambda s, _w: logged(s, people.add_person(s, NOW, name="Priya Raman"))),
]


@pytest.fixture
def dana(store: Store) -> int:
    id = people.add_person(store, BEFORE, name="Dana Okafor", cadence_days=1)
    people_many.log_contacts(store, BEFORE, [id], "met at the fair", BEFORE)
    return id


def told(store: Store, who: int) -> set[datetime | None]:
    """Return what each screen says, which has to be one thing."""
    now = LATER + timedelta(days=1)
    listed = {row.id: row.last_contact for row in people_rows(store, now, ZONE)}
    quiet = {a.person_id: a.last_contact for a in gather(store, now, ZONE).acquaintances}
    (known,), _promises = acquaintance(store, [who])
    return {
        last_contact(store, who),
        datetime.fromisoformat(last_contacts(store)[who]),
        listed[who],
        person_page(store, now, who).last_contact,
        known.last_contact,
        *({quiet[who]} if who in quiet else ()),
    }


@pytest.mark.parametrize(("act", "at"), [m[1:] for m in MOVES], ids=[m[0] for m in MOVES])
def test_each_real_contact_moves_the_date(
    store: Store, dana: int, act: Callable[[Store, int], object], at: datetime
) -> None:
    act(store, dana)
    assert told(store, dana) == {at}


@pytest.mark.parametrize("act", [s[1] for s in STAYS], ids=[s[0] for s in STAYS])
def test_nothing_else_moves_it(
    store: Store, dana: int, act: Callable[[Store, int], object]
) -> None:
    act(store, dana)
    assert told(store, dana) == {BEFORE}


def test_a_note_in_a_meeting_is_of_the_meeting(store: Store, dana: int) -> None:
    id = held(store, dana)
    noted(store, "!", id)
    gone("interviews", lambda _s, _w: id)(store, dana)
    assert told(store, dana) == {BEFORE}


def test_nobody_was_ever_in_contact(store: Store) -> None:
    id = people.add_person(store, NOW, name="Hana Sato")
    assert last_contact(store, id) is None
    assert last_contacts(store) == {}
