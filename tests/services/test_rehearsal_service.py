from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.domain.due import Kind
from infoview_tui.domain.rehearsal import Practice
from infoview_tui.errors import ConflictError, RefusedError
from infoview_tui.services.interviews import book
from infoview_tui.services.people import add_person
from infoview_tui.services.points import add_card, choose, delete_card, write_introduction
from infoview_tui.services.rehearsal import (
    cards_in,
    comment_on,
    deck,
    drop_run,
    keep_run,
    mark_run,
    practice,
    say_landed,
)
from infoview_tui.services.today import due_rows
from infoview_tui.storage.store import Store

DAY = timedelta(days=1)


@pytest.fixture
def kofi(store: Store, now: datetime) -> int:
    person = add_person(store, now, name="Kofi Mensah")
    return book(store, now, [person], starts_at=now + DAY, zone="Europe/Lisbon")


def test_a_run_is_kept_marked_and_taken_back(store: Store, now: datetime) -> None:
    tours = add_card(store, now, "Tours", "Forty groups.")
    run = keep_run(store, now, tours, 41, 45)
    mark_run(store, now, run, 2)
    (kept,) = practice(store)[tours].runs
    assert (kept.seconds, kept.aim_seconds, kept.mark, kept.at) == (41, 45, 2, now)
    with pytest.raises(RefusedError, match="1 shaky, 2 fair or 3 sure"):
        mark_run(store, now, run, 4)
    drop_run(store, now, run)
    assert practice(store).get(tours, Practice()).runs == ()


def test_the_deck_is_what_was_chosen_after_the_introduction(
    store: Store, now: datetime, kofi: int
) -> None:
    long = write_introduction(store, now, "2 min", "I am Wren, and ...")
    one, two, blank = (add_card(store, now, t, p) for t, p in [("1", "a"), ("2", "b"), ("3", "")])

    def pieces(**values: int) -> list[int]:
        return [point.id for point in deck(store, **values).pieces]

    assert pieces() == [long, one, two]
    usual = write_introduction(store, now, "30 s", "I am Wren.")
    assert pieces(interview_id=kofi) == [usual, one, two]
    assert pieces(first=long) == [long, one, two]
    choose(store, now, kofi, two)
    choose(store, now, kofi, blank)
    assert pieces(interview_id=kofi) == [usual, two]
    assert pieces(interview_id=kofi, first=one) == [one, two]
    mark_run(store, now, keep_run(store, now, two, 70, 45), 1)
    assert pieces() == [usual, two, one]
    delete_card(store, now, two)
    assert pieces() == [usual, one]


def test_what_a_card_came_to_is_part_of_its_record(store: Store, now: datetime, kofi: int) -> None:
    tours = add_card(store, now, "Tours", "Forty groups.")
    choose(store, now, kofi, tours)
    (card,) = cards_in(store, kofi)
    assert (card.point.id, card.use.landed) == (tours, None)
    assert practice(store) == {}
    assert say_landed(store, now, card.use.id, 0) is None
    comment_on(store, now, card.use.id, " too\nlong ", seen={"comment": ""})
    (use,) = practice(store)[tours].uses
    assert (use.who, use.landed, use.comment) == ("Kofi Mensah", False, "too long")
    with pytest.raises(ConflictError):
        comment_on(store, now, card.use.id, "mine", seen={"comment": "else"})
    assert say_landed(store, now, card.use.id, None) == 0
    assert practice(store) == {}


def test_today_asks_for_it_until_it_was_done(
    store: Store, now: datetime, zone: ZoneInfo, kofi: int
) -> None:
    def asked(at: datetime = now) -> list[str]:
        return [row.why for row in due_rows(store, at, zone) if row.kind is Kind.REHEARSAL]

    assert asked() == []
    tours, other = (add_card(store, now, t, "words") for t in ("Tours", "Other"))
    assert asked() == []
    choose(store, now, kofi, tours)
    assert asked() == ["Kofi Mensah is tomorrow, never run"]
    intro = write_introduction(store, now, "30 s", "I am Wren.")
    keep_run(store, now - 2 * DAY, intro, 34, 30)
    assert asked() == ["Kofi Mensah is tomorrow, last 34 s"]
    keep_run(store, now, other, 40, 45)
    assert asked() == ["Kofi Mensah is tomorrow, last 34 s"]
    run = keep_run(store, now, tours, 40, 45)
    assert asked() == []
    drop_run(store, now, run)
    keep_run(store, now, intro, 31, 30)
    assert asked() == []
    assert asked(now - timedelta(hours=25)) == []
