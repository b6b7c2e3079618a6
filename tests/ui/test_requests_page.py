from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pilots import keys, lines, open_app, screen_text, type_text, until

from infoview_tui.domain.hosting import Answer
from infoview_tui.services import hosting, meeting
from infoview_tui.services.debrief import finish
from infoview_tui.services.desk import Desk
from infoview_tui.services.hosted import asked_of_me, hosted
from infoview_tui.services.interviews import book
from infoview_tui.services.people import add_person
from infoview_tui.services.prepare import add_question
from infoview_tui.storage.store import Store
from infoview_tui.widgets import line

WANTS = "if museum work pays a rent"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _fast_yes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "CONFIRM_AFTER", 0.0)


@pytest.fixture
def zofia(desk: Desk, store: Store, now: datetime) -> int:
    at = now - 3 * DAY
    logged = hosting.log_request(store, at, "Europe/Lisbon", "Zofia Nowak", WANTS, "by e-mail")
    return logged.interview_id


def answer_of(store: Store) -> Answer:
    return asked_of_me(store)[0].answer


async def test_the_first_request_is_logged_in_one_line(
    desk: Desk, store: Store, now: datetime
) -> None:
    dana = add_person(store, now, name="Dana Okafor")
    talk = book(store, now, [dana], starts_at=now, zone="UTC")
    meeting.start(store, now, talk)
    meeting.end(store, now, talk, ZoneInfo("UTC"))
    async with open_app(desk) as pilot:
        await keys(pilot, "6", "[")
        shown = await until(pilot, "No one has asked yet. When someone does: n.")
        assert "You have received 1 talk." in shown
        await keys(pilot, "n")
        await type_text(pilot, "Zofia Nowak, ")
        assert "somebody new: Zofia Nowak" in lines(pilot)[-2]
        await type_text(pilot, f"{WANTS}, by e-mail")
        await keys(pilot, "enter")
        shown = await until(pilot, "Touch › Requests › Zofia Nowak")
        assert "[Request] · Mon 23 Nov, by e-mail" in shown
        assert WANTS in shown
        assert "received 1 · hosted 0" in shown
        await keys(pilot, "u")
        await keys(pilot, "escape")
        await until(pilot, "No one has asked yet")


async def test_who_could_be_two_people_is_asked_for(
    desk: Desk, store: Store, now: datetime
) -> None:
    for name in ("Jan Nowak", "Zofia Nowak"):
        add_person(store, now, name=name)
    async with open_app(desk, ("requests", {})) as pilot:
        await keys(pilot, "n")
        await type_text(pilot, f"nowak, {WANTS}")
        assert "2 people" in lines(pilot)[-2]
        await keys(pilot, "enter")
        await until(pilot, "Which number")


async def test_open_ones_come_first_with_how_long_they_wait(
    desk: Desk, store: Store, now: datetime, zofia: int
) -> None:
    zone = ZoneInfo("Europe/Lisbon")
    ids = [
        hosting.log_request(store, now, str(zone), name, WANTS).interview_id
        for name in ("Ann Lee", "Ben Ode", "Cy Poe", "Di Quo")
    ]
    hosting.agree_on(store, now, ids[0], now + DAY, str(zone))
    hosting.answer(store, now, ids[1], Answer.NOT_NOW)
    hosting.answer(store, now, ids[3], Answer.ACCEPTED)
    meeting.start(store, now - DAY, ids[2])
    meeting.end(store, now - DAY, ids[2], zone)
    async with open_app(desk, ("requests", {})) as pilot:
        shown = await until(pilot, "Open · 1")
        order = [
            *("waits 3 d", "Zofia Nowak", "Agreed · 2", "tomorrow 14:30", "no time yet"),
            *("Hosted · 1", "✓ Sun", "Passed on, not now, called off · 1", "not now"),
        ]
        assert [shown.index(words) for words in order] == sorted(map(shown.index, order))
        assert "received 0 · hosted 1" in shown
        assert "[Requests 1]" in shown
        await keys(pilot, "d")
        await until(pilot, "Deleted the request of Zofia Nowak.  u undo")
        await keys(pilot, "u")
        await until(pilot, "waits 3 d")
        await keys(pilot, "p")
        await until(pilot, "People › ")


async def test_each_of_the_four_answers_is_a_key_and_is_undone(
    desk: Desk, store: Store, zofia: int
) -> None:
    async with open_app(desk, ("request", {"interview_id": zofia})) as pilot:
        await until(pilot, "○ accepted  ○ accepted, other time")
        for said in [*Answer][1:]:
            await keys(pilot, "space")
            assert answer_of(store) is said
        assert "✓ not now" in screen_text(pilot)
        await until(pilot, 'o tells them: the letter "Not now, but".')
        await keys(pilot, *"uuuu")
        assert answer_of(store) is Answer.OPEN
        await keys(pilot, "enter")
        await until(pilot, "1 accepted  2 accepted, other time  3 pass on  4 not now")
        await keys(pilot, "3")
        await until(pilot, "Who knows it better?")
        await type_text(pilot, "Aroha Ngata, educator")
        await keys(pilot, "enter")
        shown = await until(pilot, "Passed on.  o tells them, u undo")
        assert "To       Aroha Ngata" in shown
        await keys(pilot, "o")
        await until(pilot, "Not now, but")
        await until(pilot, "Meanwhile Aroha Ngata knows this")


async def test_enter_fills_what_lacks_and_goes_on(desk: Desk, store: Store, zofia: int) -> None:
    async with open_app(desk, ("request", {"interview_id": zofia})) as pilot:
        await keys(pilot, "enter", "1", "enter", "enter")
        await until(pilot, "When?")
        await type_text(pilot, "wed 17:00")
        assert "Wed 25 Nov 2026, 17:00-17:20 Europe/Lisbon" in lines(pilot)[-2]
        await keys(pilot, "enter")
        await until(pilot, "you are the host · Wed 17:00 · ready 1/4")
        await keys(pilot, "enter", "space")
        await until(pilot, "Minutes  30, mine to keep to as well")
        await keys(pilot, "e", "ctrl+u")
        await type_text(pilot, "15")
        await keys(pilot, "enter", "enter", "enter")
        await type_text(pilot, "The night desk")
        await keys(pilot, "enter")
        await until(pilot, "✓ The night desk")
        await keys(pilot, "space")
        await until(pilot, "○ The night desk")
        await keys(pilot, "enter", "enter", "escape", "down", "enter")
        await type_text(pilot, "Does the pay cover a rent?")
        await keys(pilot, "enter")
        await until(pilot, "They asked · 1")
        await keys(pilot, "enter")
        assert "[Give back]" in screen_text(pilot)
        await keys(pilot, "enter")
        await type_text(pilot, "Aroha Ngata, educator")
        await keys(pilot, "enter")
        await until(pilot, "○ Aroha Ngata, educator")
        await keys(pilot, "space")
        await until(pilot, "✓ Aroha Ngata, educator")
        await keys(pilot, "o")
        await until(pilot, "Subject: May I give Zofia Nowak your name?")
    page = hosted(store, store.interviews.get(zofia).created_at or datetime.now(), zofia)
    assert [gate.passed for gate in page.gates] == [True, False, False, True]
    assert page.asked.interview.agreed_minutes == 15


async def test_all_of_it_is_undone_one_by_one(desk: Desk, store: Store, zofia: int) -> None:
    async with open_app(desk, ("request", {"interview_id": zofia})) as pilot:
        before = screen_text(pilot)
        await keys(pilot, "space", "down", "e")
        await type_text(pilot, "wed 17:00")
        await keys(pilot, "enter", "n")
        await type_text(pilot, "Does it pay?")
        await keys(pilot, "enter", "d", "tab", "n")
        await type_text(pilot, "Aroha Ngata")
        await keys(pilot, "enter", "space", "d", *"uuuuuuu", "tab", "g", "down")
        await until(pilot, "○ accepted")
        shown = screen_text(pilot)
    assert answer_of(store) is Answer.OPEN
    assert [p.name for p in store.people.where()] == ["Zofia Nowak"]
    assert shown.splitlines()[:20] == before.splitlines()[:20]


async def test_their_words_are_changed_and_not_over_another_window(
    desk: Desk, store: Store, now: datetime, zofia: int
) -> None:
    async with open_app(desk, ("request", {"interview_id": zofia})) as pilot:
        await keys(pilot, "g", "e", "end")
        await type_text(pilot, " in Lisbon")
        hosting.edit_request(store, now, zofia, body="something else")
        await keys(pilot, "enter")
        await until(pilot, "something else")
        assert asked_of_me(store)[0].body == "something else"
        await keys(pilot, "enter")
        assert asked_of_me(store)[0].body == f"{WANTS} in Lisbon"


async def test_a_narrow_window_shows_the_pane_that_has_the_keys(desk: Desk, zofia: int) -> None:
    async with open_app(desk, ("request", {"interview_id": zofia}), (60, 20)) as pilot:
        shown = await until(pilot, "Requests › Zofia Nowak")
        assert "[Request]" in shown
        assert "Give back" not in shown
        await keys(pilot, "tab")
        shown = await until(pilot, "[Give back]")
        assert "May I hear how it went?" in shown
        assert "Minutes" not in shown
        await pilot.resize_terminal(80, 24)
        shown = await until(pilot, "Touch › Requests")
        assert "Minutes" in shown


async def test_today_leads_to_the_request_and_the_aim_can_be_off(desk: Desk, zofia: int) -> None:
    desk.config = replace(desk.config, host_aim=0)
    async with open_app(desk) as pilot:
        await until(pilot, "Answer Zofia Nowak")
        await keys(pilot, "o")
        shown = await until(pilot, "Touch › Requests › Zofia Nowak")
        assert "received 0 · hosted 0" in shown
        assert "aim" not in shown


async def test_the_booking_form_is_a_hosts_and_is_a_yes(
    desk: Desk, store: Store, zofia: int
) -> None:
    async with open_app(desk, ("request", {"interview_id": zofia})) as pilot:
        await keys(pilot, "b")
        shown = await until(pilot, "People › Zofia Nowak › Book")
        assert "You are the host" in shown
        assert "asks you to confirm" not in shown
        await type_text(pilot, "wed 17:00")
        await keys(pilot, "ctrl+o")
        await until(pilot, "you are the host · Wed 17:00")
    assert answer_of(store) is Answer.ACCEPTED


async def test_the_talk_speaks_as_a_host(
    desk: Desk, store: Store, now: datetime, zofia: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infoview_tui.widgets.line.CONFIRM_AFTER", 0.0)
    add_question(store, now, zofia, "Does it pay?")
    async with open_app(desk, ("request", {"interview_id": zofia})) as pilot:
        await keys(pilot, "s")
        assert "It has no time yet.  s again starts it now" in screen_text(pilot)
        await keys(pilot, "s")
        shown = await until(pilot, "They asked · 0 of 1")
        assert "Does it pay?" in shown
        assert "Thank" not in shown
        await type_text(pilot, "@Hana Sato, conservator")
        await keys(pilot, "enter")
        await keys(pilot, "f5")
        await until(pilot, "You gave 5 min more")
        await keys(pilot, "f10")
        shown = await until(pilot, "Say goodbye aloud now.")
        assert "Names for them: one, name a second" in shown
        assert "Let me hear how it goes." in shown
        await keys(pilot, "f10")
        shown = await until(pilot, "What did they want, and did they get it?")
        assert "you named   Hana Sato" in shown
        assert "ctrl+o done  " in lines(pilot)[-1]
        await keys(pilot, "ctrl+o")
        shown = await until(pilot, "[1 Today]")
        assert "Thank" not in shown
        assert "Hana" not in shown


async def test_what_is_heard_later_is_logged(
    desk: Desk, store: Store, now: datetime, zone: ZoneInfo, zofia: int
) -> None:
    meeting.start(store, now - 31 * DAY, zofia)
    meeting.end(store, now - 31 * DAY, zofia, zone)
    finish(store, now - 31 * DAY, zofia)
    async with open_app(desk) as pilot:
        await until(pilot, "Ask Zofia how it went")
        await keys(pilot, "enter")
        await until(pilot, "May you hear how it went?")
        await keys(pilot, "l")
        await type_text(pilot, "she got in")
        await keys(pilot, "enter")
        await until(pilot, "Logged with Zofia Nowak, today.")
        await keys(pilot, "o")
        await until(pilot, "Something for you")
        # Its first gap is open: digits are text there.
        await keys(pilot, "f2")
        await until(pilot, "Ask one person for 20 minutes")


async def test_a_talk_written_up_has_a_hosts_ticks_too(
    desk: Desk, store: Store, now: datetime, zone: ZoneInfo, zofia: int
) -> None:
    add_question(store, now, zofia, "Does it pay?")
    meeting.start(store, now - DAY, zofia)
    meeting.end(store, now - DAY, zofia, zone)
    async with open_app(desk, ("write_up", {"interview_id": zofia})) as pilot:
        await until(pilot, "○ names given  ○ may they say so  ○ how I hear of it")
