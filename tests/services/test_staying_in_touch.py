"""Staying in touch: what a check-in begins with, and what follows once its letter is sent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.domain.check_in import GIVE, UPDATE
from infoview_tui.domain.due import Due, Habits
from infoview_tui.domain.followup import Advice, AdviceState, Side
from infoview_tui.domain.people import Tier
from infoview_tui.domain.rhythm import Tiers, Turn
from infoview_tui.errors import RefusedError
from infoview_tui.services import interviews, letters, people, people_many, promises
from infoview_tui.services.advice import put_back, set_advice
from infoview_tui.services.check_in import follow_letter, opening_for
from infoview_tui.services.letter_choice import begin_letter
from infoview_tui.services.notes import quick_note
from infoview_tui.services.people_list import people_rows
from infoview_tui.services.rhythm import keeping, pause, set_rhythm
from infoview_tui.services.shelf import (
    all_gifts,
    change_give,
    delete_give,
    every_item,
    give_by_hand,
    put_away,
    put_on_shelf,
)
from infoview_tui.services.snooze import snooze
from infoview_tui.services.today import due_rows
from infoview_tui.services.touch import touch, touch_counts
from infoview_tui.storage.store import Store

ZONE = ZoneInfo("Europe/Lisbon")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def dana(store: Store) -> int:
    id = people.add_person(store, NOW - 200 * DAY, name="Dana Okafor", tier=Tier.B)
    people_many.log_contacts(store, NOW - 100 * DAY, [id], "met at the fair", NOW - 100 * DAY)
    with store.write():
        store.people.interests.add(NOW, person_id=id, body="loan ledgers")
    return id


def advised(store: Store, dana: int, state: AdviceState, result: str = "") -> Advice:
    with store.write():
        id = store.advice.add(
            NOW - 100 * DAY, person_id=dana, body="learn the forms", state="to try"
        )
    return set_advice(store, NOW, id, state, result)


def check_in(store: Store, now: datetime = NOW, habits: Habits | None = None) -> Due | None:
    rows = due_rows(store, now, ZONE, habits)
    return next((row for row in rows if row.key.startswith("check_in:")), None)


def begun(store: Store, dana: int, kind: str, **matter: int) -> int:
    return letters.draft_letter(store, NOW, ZONE, kind, dana, **matter)


def test_with_neither_news_nor_gift_no_letter_is_begun(store: Store, dana: int) -> None:
    row = check_in(store)
    assert row is not None
    assert (row.letter, row.why) == ("", "last contact 100 d, rhythm 90 d")
    with store.write():
        store.db.execute("update people set tier=null")
        talk = interviews.book(
            store, NOW - 110 * DAY, [dana], starts_at=NOW - 100 * DAY, zone="UTC"
        )
        store.interviews.change(NOW, talk, thanked_at=NOW - 99 * DAY, started_at=NOW - 100 * DAY)
    with pytest.raises(RefusedError, match="Find something to give first"):
        begin_letter(store, NOW, ZONE, dana)
    assert store.letters.where() == ()


def test_news_is_told_from_what_came_of_the_advice(store: Store, dana: int) -> None:
    given = advised(store, dana, AdviceState.DONE, "clearer now.")
    row = check_in(store)
    assert row is not None
    assert (row.letter, row.why) == (UPDATE, "advice done, to tell; 100 d of 90")
    letter = store.letters.get(begun(store, dana, UPDATE))
    assert letter.advice_id == given.id
    assert "advised me to learn the forms. I did. What came of it: clearer now." in letter.body


def test_the_advice_is_told_while_its_letter_is_sent(store: Store, dana: int) -> None:
    given = advised(store, dana, AdviceState.TRYING)
    id = begun(store, dana, UPDATE, advice_id=given.id)
    assert opening_for(store, dana).kind == UPDATE

    def told() -> datetime | None:
        return store.advice.get(given.id).reported_at

    letters.mark_sent(store, NOW, id)
    assert told() == NOW
    assert opening_for(store, dana).kind == ""
    letters.unmark_sent(store, NOW, id)
    assert told() is None
    letters.mark_sent(store, NOW, id, at=NOW - DAY)
    letters.delete_letter(store, NOW, id)
    assert told() is None
    letters.restore_letter(store, NOW, id)
    assert told() == NOW - DAY
    set_advice(store, NOW + DAY, given.id, AdviceState.DONE)
    assert opening_for(store, dana).advices == 1


def test_a_thing_is_given_once_while_its_letter_is_sent(store: Store, dana: int) -> None:
    item = put_on_shelf(store, NOW, "Ledgers that lie https://example.org/l")
    assert opening_for(store, dana).kind == GIVE
    id = begun(store, dana, GIVE)
    letter = store.letters.get(id)
    assert letter.shelf_id == item
    assert "You mentioned loan ledgers when we talked" in letter.body
    assert "Ledgers that lie: https://example.org/l" in letter.body

    def gifts() -> list[tuple[str, datetime, int | None]]:
        return [(g.give.body, g.give.at, g.give.by_letter_id) for g in all_gifts(store)]

    letters.mark_sent(store, NOW, id)
    with pytest.raises(RefusedError):
        letters.mark_sent(store, NOW, id)
    assert gifts() == [("Ledgers that lie", NOW, id)]
    assert opening_for(store, dana).items == 0
    letters.unmark_sent(store, NOW, id)
    assert gifts() == []
    letters.mark_sent(store, NOW, id, at=NOW - DAY)
    assert gifts() == [("Ledgers that lie", NOW - DAY, id)]
    letters.delete_letter(store, NOW, id)
    assert gifts() == []
    letters.restore_letter(store, NOW, id)
    assert gifts() == [("Ledgers that lie", NOW - DAY, id)]


def test_a_give_taken_back_by_hand_stays_so_while_its_letter_stands(
    store: Store, dana: int
) -> None:
    put_on_shelf(store, NOW, "Ledgers that lie")
    id = begun(store, dana, GIVE)
    letters.mark_sent(store, NOW, id)
    (gift,) = all_gifts(store)
    change_give(store, NOW, gift.give.id, None, "a page on ledgers")
    letters.unmark_sent(store, NOW, id)
    letters.mark_sent(store, NOW, id)
    assert [g.give.body for g in all_gifts(store)] == ["a page on ledgers"]
    delete_give(store, NOW, gift.give.id)
    with store.write():
        follow_letter(store, NOW, id)
    letters.delete_letter(store, NOW + DAY, id)
    letters.restore_letter(store, NOW + DAY, id)
    assert all_gifts(store) == ()


def test_news_and_gifts_take_turns(store: Store, dana: int) -> None:
    advised(store, dana, AdviceState.DONE)
    put_on_shelf(store, NOW, "Ledgers that lie")
    assert opening_for(store, dana).kind == UPDATE
    letters.mark_sent(store, NOW, begun(store, dana, "offer"))
    assert (opening_for(store, dana).kind, opening_for(store, dana).after_ask) == (GIVE, True)
    letters.mark_sent(store, NOW + DAY, begun(store, dana, GIVE))
    put_on_shelf(store, NOW, "Another on ledgers")
    assert opening_for(store, dana).kind == UPDATE
    letters.mark_sent(store, NOW + 2 * DAY, begun(store, dana, UPDATE))
    advised(store, dana, AdviceState.TRYING)
    assert opening_for(store, dana).kind == GIVE


def test_a_draft_of_another_thing_is_another_letter(store: Store, dana: int) -> None:
    first, second = (put_on_shelf(store, NOW, f"Ledgers {n}") for n in (1, 2))
    one = begun(store, dana, GIVE, shelf_id=first)
    assert begun(store, dana, GIVE, shelf_id=second) != one
    assert begun(store, dana, GIVE, shelf_id=first) == one


def test_the_shelf_lets_go_of_what_fits_nobody_else(store: Store, dana: int) -> None:
    item = put_on_shelf(store, NOW, "Ledgers that lie")

    def waits() -> bool:
        return next(each.waits for each in every_item(store) if each.item.id == item)

    assert waits()
    give_by_hand(store, NOW, item, dana)
    assert not waits()
    tomas = people.add_person(store, NOW, name="Tomás Reyes", tags=("ledger",))
    assert waits()
    assert opening_for(store, tomas).items == 1
    put_away(store, NOW, item, on=True)
    assert not waits()
    assert opening_for(store, tomas).items == 0


def test_a_step_of_advice_can_be_taken_back(store: Store, dana: int) -> None:
    given = advised(store, dana, AdviceState.TRYING, "half way")
    set_advice(store, NOW + DAY, given.id, AdviceState.DONE, "all of it")
    put_back(store, NOW + DAY, given)
    after = store.advice.get(given.id)
    assert (after.state, after.result, after.moved_at) == (
        AdviceState.TRYING,
        "half way",
        given.moved_at,
    )


def test_today_goes_by_tiers_pauses_and_what_was_put_off(store: Store, dana: int) -> None:
    assert check_in(store) is not None
    set_rhythm(store, NOW, dana, Tier.C, None)
    assert check_in(store) is None
    assert check_in(store, habits=Habits(tiers=Tiers(c=95))) is not None
    set_rhythm(store, NOW, dana, Tier.A, None)
    pause(store, NOW, dana, on=True)
    assert check_in(store) is None
    pause(store, NOW, dana, on=False)
    assert check_in(store) is not None
    snooze(store, NOW, f"check_in:{dana}", NOW.date() + 120 * DAY, ZONE)
    set_rhythm(store, NOW, dana, None, 7)
    assert check_in(store, NOW + 100 * DAY) is None
    # A contact since then begins a new count.
    quick_note(store, NOW + DAY, "! she moved to the archive", person="dana", zone=ZONE)
    row = check_in(store, NOW + 20 * DAY)
    assert row is not None
    assert row.why == "last contact 19 d, rhythm 7 d"


def test_today_and_touch_tell_the_same(store: Store) -> None:
    for days in (30, 82, 84, 90, 91, 136, 200):
        for tier in (None, *Tier):
            id = people.add_person(store, NOW, name=f"P {days} {tier}", tier=tier)
            people_many.log_contacts(store, NOW - days * DAY, [id], "spoke", NOW - days * DAY)
    asked = {row.person_id for row in due_rows(store, NOW, ZONE) if row.kind == "check_in"}
    kept = keeping(store, NOW, ZONE, Tiers())
    soon = {k.id for k in kept if k.due and k.due <= NOW.date() + 7 * DAY}
    assert asked == soon
    late = [k for k in kept if k.turn in (Turn.SLIPPING, Turn.DUE)]
    assert kept[: len(late)] == tuple(late)


def advice_rows(store: Store, days: int) -> list[tuple[str, str, str]]:
    rows = due_rows(store, NOW + days * DAY, ZONE)
    return [(row.what, row.why, row.badge) for row in rows if row.kind == "advice"]


def test_advice_left_untouched_is_brought_back_for_a_while(store: Store) -> None:
    who = people.add_person(store, NOW, name="Hana Sato")
    for body in ("+visit the studio", "+learn to bind"):
        quick_note(store, NOW, body, person="hana", zone=ZONE)
    asked = ("Try: visit the studio", "Hana advised it 30 d ago", "today")
    assert [advice_rows(store, days) for days in (29, 30, 60)] == [[], [asked], []]
    set_advice(store, NOW + DAY, 1, AdviceState.NOT_FOR_ME)
    assert [row[0] for row in advice_rows(store, 31)] == ["Try: learn to bind"]
    set_advice(store, NOW + 2 * DAY, 2, AdviceState.DONE)
    told = ("Tell Hana Sato what came of it", "learn to bind", "today")
    assert [advice_rows(store, days) for days in (8, 9, 39)] == [[], [told], []]
    pause(store, NOW, who, on=True)
    assert advice_rows(store, 9) == []
    pause(store, NOW, who, on=False)
    # The check-in tells it, too.
    set_rhythm(store, NOW, who, None, 7)
    assert advice_rows(store, 9) == []


def test_ten_thousand_people_take_as_many_queries_as_one(store: Store, dana: int) -> None:
    def queries() -> int:
        seen: list[str] = []
        store.db.conn.set_trace_callback(seen.append)
        touch(store, NOW, ZONE, Tiers())
        store.db.conn.set_trace_callback(None)
        return len(seen)

    put_on_shelf(store, NOW, "Ledgers that lie for: Dana")
    before = queries()
    for n in range(30):
        id = people.add_person(store, NOW, name=f"P {n}", tags=("ledger",), tier=Tier.A)
        people_many.log_contacts(store, NOW, [id], "spoke", NOW)
        advised(store, id, AdviceState.DONE)
    assert queries() == before
    assert len(people_rows(store, NOW, ZONE)) == 31


def test_the_open_promises_are_read_and_the_others_counted(store: Store, dana: int) -> None:
    gone = people.add_person(store, NOW, name="Gone")
    for who in (dana, dana, dana, gone):
        promises.add_promise(store, NOW, who, Side.MINE, "a list", NOW.date())
    people.delete_person(store, NOW, gone)
    promises.add_promise(store, NOW, dana, Side.THEIRS, "a visit", NOW.date())
    promises.keep(store, NOW, 1)
    promises.keep(store, NOW + DAY, 2)
    owes = promises.owed(store, 1)
    assert [each.id for each in owes.left] == [3, 5]
    assert [each.id for each in owes.kept] == [2]
    assert owes.counts == {Side.MINE: (3, 2), Side.THEIRS: (1, 0)}


@pytest.mark.parametrize("zone", ["Europe/Lisbon", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_those_who_wait_are_counted_as_they_are_listed(store: Store, dana: int, zone: str) -> None:
    set_rhythm(store, NOW, dana, None, 114)
    counted = set()
    for hours in range(12 * 24, 16 * 24, 5):
        now = NOW + timedelta(hours=hours)
        listed = touch(store, now, ZoneInfo(zone), Tiers())
        counts = touch_counts(store, now, ZoneInfo(zone), Tiers())
        assert counts == listed.counts(store)
        counted.add(counts["touch"])
    assert counted == {0, 1}
