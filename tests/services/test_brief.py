from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.domain.followup import Side
from infoview_tui.domain.interviews import Interview, Mode
from infoview_tui.domain.preparation import ItemState
from infoview_tui.services.brief import brief
from infoview_tui.services.brief_text import PLAIN_CELLS, Part, how_known, parts, plain, title, when
from infoview_tui.services.day import CONFIRMED, tick
from infoview_tui.services.facts import add_fact
from infoview_tui.services.interviews import book
from infoview_tui.services.people import add_person, introduce
from infoview_tui.services.people_many import log_contacts
from infoview_tui.services.points import add_card, choose
from infoview_tui.services.prepare import add_goal, add_question, change_item
from infoview_tui.services.promises import add_promise, keep
from infoview_tui.storage.store import Store

DAY = timedelta(days=1)


@pytest.fixture
def talk(store: Store, now: datetime) -> int:
    kofi = add_person(store, now, name="Kofi Mensah", role="lead", organisation="Volta House")
    return book(
        store, now, [kofi], starts_at=now + DAY, zone="UTC", mode=Mode.PHONE, place="+351 555"
    )


def shown(store: Store, now: datetime, talk: int, starter: str = "") -> dict[str, Part]:
    local = now.astimezone(ZoneInfo("Europe/Lisbon"))
    return {part.name: part for part in parts(brief(store, local, talk), local, starter)}


def texts(part: Part) -> list[str]:
    return [entry.lead + entry.text + entry.tail for entry in part.entries]


def test_a_part_without_content_is_left_out(store: Store, now: datetime, talk: int) -> None:
    assert list(shown(store, now, talk)) == ["Say first", "Time", "To hand"]
    assert "Say first" in plain(brief(store, now, talk), now)
    offered = shown(store, now, talk, "Exploring a field")["Questions"]
    assert texts(offered) == ["None yet: space takes the set Exploring a field."]


def test_all_of_it(store: Store, now: datetime, talk: int) -> None:
    priya = add_person(store, now, name="Priya Raman")
    introduce(store, now, person_id=1, introducer_id=priya, may_mention=True)
    log_contacts(store, now - timedelta(days=6), [1], "spoke", now - timedelta(days=6))
    add_fact(store, now, talk, "a team of six", "report")
    goal = add_goal(store, now, talk, "How people get in")
    for text in ("Which door?", "How many?", "Who else?"):
        add_question(store, now, talk, text, goal_id=goal if text == "Which door?" else None)
    found = next(item for item in store.interviews.checklist.where() if item.text == "How many?")
    change_item(store, now, found.id, state=ItemState.KNOWN)
    choose(store, now, talk, add_card(store, now, "Tours"))
    add_card(store, now, "Not chosen")
    today = now.date()
    add_promise(store, now, 1, Side.THEIRS, "a day in the store", today + DAY)
    add_promise(store, now, 1, Side.MINE, "the list", today - 4 * DAY)
    kept = add_promise(store, now, 1, Side.MINE, "kept", today)
    keep(store, now, kept)
    tick(store, now, talk, "quiet", on=True)

    said = shown(store, now, talk)
    assert texts(said["Say first"]) == [
        '"Thank you for seeing me. We said twenty minutes; does that still suit you?"'
    ]
    assert texts(said["Why Kofi"]) == [
        "Introduced by Priya Raman, who may be named.",
        "- a team of six (report)",
    ]
    assert said["Why Kofi"].right == "last contact 6 d ago"
    assert texts(said["Between us"]) == ["> the listlate 4 d", "< a day in the storetomorrow"]
    assert texts(said["Goals"]) == ["1 How people get in"]
    # The numbers are those of the meeting; what was found out is not asked.
    assert texts(said["Questions · 2 core, 0 backup"]) == ["1  Which door?g1", "3  Who else?– "]
    assert texts(said["Cards"]) == ["Tours"]
    assert said["To hand"].right == "ready 3/8"
    assert [(e.text, e.ticked) for e in said["To hand"].entries] == [
        ("+351 555", None),
        ("number tested", False),
        ("quiet room", True),
        ("notepad, two pens", False),
        ("glass of water", False),
        ("phone charged", False),
        ("end time confirmed", False),
    ]
    tick(store, now, talk, CONFIRMED, on=True)
    assert brief(store, now, talk).confirmed

    text = plain(brief(store, now, talk), now)
    assert text.startswith("Kofi Mensah · lead, Volta House · phone\ntomorrow · ")
    assert "\n  > the list (late 4 d)\n" in text
    assert "\n  3  Who else?\n" in text
    assert "\n  [x] quiet room\n" in text
    assert "3 opening, 13 questions, 4 closing" in text


def test_who_led_there_and_whether_they_may_be_named(
    store: Store, now: datetime, talk: int
) -> None:
    for name in ("Ann", "Ben", "Cleo"):
        add_person(store, now, name=name)
    introduce(store, now, person_id=1, introducer_id=2, may_mention=None)
    introduce(store, now, person_id=1, introducer_id=3, may_mention=False)
    introduce(store, now, person_id=1, introducer_id=4, may_mention=True)
    store.people.change(now, 1, found="her talk.")
    store.people.delete(now, 4)
    (known,) = brief(store, now, talk).people
    assert how_known(known) == [
        "Introduced by Ann; ask first whether to say so.",
        "Introduced by Ben, who is not to be named.",
        "Found through her talk.",
    ]


def test_of_two_people_it_says_who_is_who(store: Store, now: datetime) -> None:
    people = [
        add_person(store, now, name=f"{first} X", found=f"talk {first}") for first in ("A", "B")
    ]
    talk = book(store, now, people, starts_at=now, zone="UTC")
    add_promise(store, now, people[1], Side.MINE, "the list", now.date())
    said = shown(store, now, talk)
    assert texts(said["Why them"]) == ["A: Found through talk A.", "B: Found through talk B."]
    assert texts(said["Between us"]) == ["> B X: the listtoday"]


def test_a_host_has_nobody_to_thank_and_a_visit_has_dress_and_bill(
    store: Store, now: datetime, talk: int
) -> None:
    hosted = book(store, now, [1], starts_at=now, zone="UTC", host=True)
    parts = shown(store, now, hosted)
    assert "what do you want to know" in parts["Say first"].entries[0].text
    assert not any(e.name for part in parts.values() for e in part.entries)
    assert "Ask them" in parts and "To hand" not in parts
    visit = book(
        store,
        now,
        [1],
        starts_at=now,
        zone="UTC",
        mode=Mode.IN_PERSON,
        place="studio",
        dress="no rings",
        payer="I pay",
    )
    said = texts(shown(store, now, visit)["To hand"])
    assert said[:4] == ["studio", "Dress: no rings", "Bill: I pay", "notepad, two pens"]


@pytest.mark.parametrize(
    ("away", "words"),
    [
        (timedelta(minutes=9), "in 9 min · 14:39-14:59"),
        (timedelta(hours=22), "in 22 h · 12:30-12:50"),
        (timedelta(hours=24), "tomorrow · 14:30-14:50"),
        (timedelta(days=9), "2 Dec · 14:30-14:50"),
        (timedelta(minutes=-2), "2 min ago · 14:28-14:48"),
        (timedelta(days=-3), "20 Nov · 14:30-14:50"),
    ],
)
def test_how_far_it_is(now: datetime, away: timedelta, words: str) -> None:
    assert when(Interview(1, "u", starts_at=now + away), now) == words


def test_what_is_not_known_is_not_said(now: datetime) -> None:
    nobody = Interview(1, "u")
    assert title(nobody) == "nobody yet · phone"
    assert when(nobody, now) == "no date yet"
    assert title(replace(nobody, mode=Mode.IN_PERSON)) == "nobody yet · in person"


def test_plain_is_no_wider_than_a_page_and_cuts_nothing(
    store: Store, now: datetime, talk: int
) -> None:
    add_fact(store, now, talk, "word " * 200 + "end")
    text = plain(brief(store, now, talk), now)
    assert max(map(len, text.splitlines())) <= PLAIN_CELLS
    assert text.count("word") == 200
