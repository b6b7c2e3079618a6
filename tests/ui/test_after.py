from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pilots import keys, lines, open_app, screen_text, settled, type_text, until

from infoview_tui.domain.followup import Side
from infoview_tui.services import interviews, letters, meeting, notes, people, prepare, promises
from infoview_tui.services.desk import Desk
from infoview_tui.storage.store import Store
from infoview_tui.widgets import line

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _fast_yes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "CONFIRM_AFTER", 0.0)


@pytest.fixture
def dana(desk: Desk, store: Store, now: datetime) -> int:
    return people.add_person(store, now, name="Dana Okafor", email="dana@example.org")


@pytest.fixture
def running(store: Store, now: datetime, dana: int) -> int:
    begun = now - timedelta(minutes=30)
    id = interviews.book(store, begun, [dana], starts_at=begun, zone="Europe/Lisbon")
    goal = prepare.add_goal(store, begun, id, "How people get in")
    question = prepare.add_question(store, begun, id, "How did you begin?", goal_id=goal)
    meeting.start(store, begun, id)
    for text in ("! certificate counts", "> a summary", "@Mai Tran, registrar"):
        notes.capture(store, begun, text, interview_id=id, person_id=dana, item_id=question)
    return id


@pytest.fixture
def ended(store: Store, now: datetime, zone: ZoneInfo, running: int) -> int:
    meeting.end(store, now - timedelta(minutes=6), running, zone)
    return running


@pytest.fixture
def draft(store: Store, now: datetime, zone: ZoneInfo, ended: int) -> int:
    return letters.draft_thanks(store, now, zone, ended)[0]


def answers(store: Store, interview_id: int) -> dict[int, str]:
    found = store.interviews.answers.where("t.interview_id=?", interview_id)
    return {answer.prompt: answer.body for answer in found}


async def test_the_debrief_shows_what_was_said_and_what_followed(desk: Desk, ended: int) -> None:
    async with open_app(desk, ("debrief", {"interview_id": ended})) as pilot:
        shown = await until(pilot, "From your notes")
        assert "Dana Okafor › Debrief" in shown
        assert "Mon 23 Nov · 24 of 20 min, over by 4 min" in shown
        assert "[While it is fresh] 1 of 6" in shown
        assert "q1 ! certificate counts" in shown
        assert "Thank Dana Okafor" in shown
        assert "Write to Mai Tran" in shown
        assert "> a summary" in shown


@pytest.mark.parametrize("size", [(60, 20), (40, 10), (200, 60)])
async def test_the_debrief_works_at_every_size(
    desk: Desk, ended: int, size: tuple[int, int]
) -> None:
    async with open_app(desk, ("debrief", {"interview_id": ended}), size) as pilot:
        await keys(pilot, "tab", "tab", "tab", "tab", "tab")
        await type_text(pilot, "so much to say " * 12)
        shown = lines(pilot)
        assert "6 of 6" in shown[1]
        text = [row[4:].split("  ")[0] for row in shown if "so much" in row]
        assert max(map(len, text)) <= 74
        assert any("From your notes" in row for row in shown)


async def test_answers_typed_in_one_burst_are_kept_and_done_opens_the_letter(
    desk: Desk, store: Store, ended: int
) -> None:
    async with open_app(desk, ("debrief", {"interview_id": ended})) as pilot:
        await type_text(pilot, "no second degree")
        await keys(pilot, "enter", "enter", *"later", "ctrl+o")
        await until(pilot, "Thank-you to Dana Okafor")
        assert answers(store, ended) == {1: "no second degree", 3: "later"}
        assert store.interviews.get(ended).debriefed_at is not None


async def test_a_half_typed_answer_comes_back_and_escape_saves_it(
    desk: Desk, store: Store, ended: int
) -> None:
    desk.saver.draft(f"debrief:{ended}:2", "half an ans")
    assert desk.saver.flush(2.0)
    async with open_app(desk, ("debrief", {"interview_id": ended})) as pilot:
        await until(pilot, "half an ans")
        await keys(pilot, "tab", "w", "e", "r", "escape")
        await until(pilot, "[1 Today]")
        assert answers(store, ended) == {2: "half an answer"}
        assert desk.saver.flush(2.0)
        assert store.drafts.at(f"debrief:{ended}:2") == ()


async def test_a_forgotten_meeting_asks_when_it_ended(
    desk: Desk, store: Store, now: datetime, dana: int
) -> None:
    begun = now - 26 * HOUR
    id = interviews.book(store, begun, [dana], starts_at=begun, zone="Europe/Lisbon")
    meeting.start(store, begun, id)
    async with open_app(desk, ("debrief", {"interview_id": id})) as pilot:
        assert "When did it end?" in lines(pilot)[-2]
        assert "enter: Sun 22 Nov 12:50, as agreed" in lines(pilot)[-2]
        await type_text(pilot, "12:45")
        assert "Sun 22 Nov 12:45" in lines(pilot)[-2]
        await keys(pilot, "enter")
        await until(pilot, "Ended Sun 22 Nov 12:45")
        assert store.interviews.get(id).ended_at == begun + timedelta(minutes=15)
        assert "Nothing was noted" in screen_text(pilot)


async def test_a_hosted_talk_goes_back_to_today_without_a_letter(
    desk: Desk, store: Store, now: datetime, ended: int
) -> None:
    with store.write():
        store.interviews.change(now, ended, host=True)
    async with open_app(desk, ("debrief", {"interview_id": ended})) as pilot:
        await keys(pilot, "ctrl+o")
        await until(pilot, "[1 Today]")
        assert store.letters.where() == ()


async def test_typing_replaces_each_gap_and_tab_after_the_last_is_done(
    desk: Desk, store: Store, draft: int
) -> None:
    async with open_app(desk, ("letter", {"letter_id": draft})) as pilot:
        assert "2 gaps · " in lines(pilot)[-2]
        await type_text(pilot, "my plan")
        await keys(pilot, "tab", *"visit", "tab")
        await until(pilot, "Saved.")
        assert "s sent" in lines(pilot)[-1]
        body = store.letters.get(draft).body
        assert "certificate counts – my plan." in body
        assert "I am going to visit, and" in body
        await keys(pilot, "s")
        await until(pilot, "[1 Today]")
        assert store.letters.get(draft).sent_at is not None
        await keys(pilot, "u")
        await until(pilot, "Undone: sending the letter")
        assert store.letters.get(draft).sent_at is None


async def test_a_letter_with_gaps_is_sent_only_when_asked_twice(
    desk: Desk, store: Store, draft: int
) -> None:
    async with open_app(desk, ("letter", {"letter_id": draft})) as pilot:
        await keys(pilot, "ctrl+o", "s")
        assert "2 gaps are still open.  s again marks it as sent as it is" in screen_text(pilot)
        await keys(pilot, "v")
        await until(pilot, "Subject: ")
        assert store.letters.get(draft).sent_at is None
        await keys(pilot, "x", "s", "s")
        await until(pilot, "[1 Today]")
        assert store.letters.get(draft).sent_at is not None


async def test_an_unsaved_letter_comes_back_and_another_windows_text_is_not_lost_unasked(
    desk: Desk, store: Store, now: datetime, draft: int
) -> None:
    desk.saver.draft(f"letter:{draft}", "Subject: Mine\n\nhalf a let")
    assert desk.saver.flush(2.0)
    async with open_app(desk, ("letter", {"letter_id": draft})) as pilot:
        await until(pilot, "half a let")
        await type_text(pilot, "ter")
        letters.save_letter(store, now, draft, None, "Theirs", "other")
        await keys(pilot, "ctrl+o")
        await until(pilot, "Changed 14:30 in a shell: “Theirs; other”. ctrl+o saves yours and")
        assert store.letters.get(draft).body == "other"
        await keys(pilot, "ctrl+o")
        await until(pilot, "Saved.")
        saved = store.letters.get(draft)
        assert (saved.subject, saved.body) == ("Mine", "half a letter")
        assert [note.body for note in store.notes.where("t.body like 'Before%'")] == [
            "Before, in the subject of the letter (a shell, 14:30): Theirs",
            "Before, in the letter (a shell, 14:30): other",
        ]


async def test_the_cursor_goes_by_the_lines_one_sees(desk: Desk, draft: int) -> None:
    async with open_app(desk, ("letter", {"letter_id": draft}), (60, 20)) as pilot:
        await keys(pilot, "pageup", "pageup", "home", *"Re ", "down", "down", "end", "backspace")
        shown = await until(pilot, "Re Subject")
        assert " Dear Dana\n" in shown
        await keys(pilot, "escape")
        await until(pilot, "[1 Today]")


async def test_a_narrow_letter_shows_what_there_is_to_say(desk: Desk, draft: int) -> None:
    async with open_app(desk, ("letter", {"letter_id": draft}), (60, 20)) as pilot:
        await keys(pilot, "ctrl+o", "shift+tab")
        assert "To use" in screen_text(pilot)
        await keys(pilot, "e")
        assert "To use" not in screen_text(pilot)


async def test_the_text_goes_to_the_clipboard_and_stands_plain_alone(
    desk: Desk, store: Store, now: datetime, draft: int
) -> None:
    letters.save_letter(store, now, draft, None, "Thanks", "Dear \x1b[31mDana\n" + "line\n" * 30)
    async with open_app(desk, ("letter", {"letter_id": draft})) as pilot:
        await keys(pilot, "y")
        assert "v shows it plain" in lines(pilot)[-2]
        assert pilot.app.clipboard.startswith("Subject: Thanks\n\nDear")
        await keys(pilot, "v")
        assert lines(pilot)[:3] == ["Subject: Thanks", "", "Dear ␛[31mDana"]
        await keys(pilot, "space")
        assert lines(pilot)[-1] == "line"
        assert "Subject" not in screen_text(pilot)
        await keys(pilot, "q")
        await until(pilot, "Letters › Thank-you")


async def test_the_list_of_letters_settles_and_undoes(
    desk: Desk, store: Store, now: datetime, zone: ZoneInfo, draft: int, dana: int
) -> None:
    asked = letters.draft_letter(store, now - 80 * HOUR, zone, "request_cold", dana)
    kofi = people.add_person(store, now, name="Kofi Mensah")
    waiting = letters.draft_letter(store, now, zone, "request_cold", kofi)
    letters.mark_sent(store, now - 80 * HOUR, waiting)
    async with open_app(desk, ("letters", {})) as pilot:
        shown = screen_text(pilot)
        assert "To write · 2" in shown
        assert "Waiting for an answer · 1" in shown
        assert "draft, 2 gaps" in shown
        await keys(pilot, "d")
        await until(pilot, "Deleted Thank-you to Dana Okafor.  u undo")
        await keys(pilot, "u")
        await until(pilot, "To write · 2")
        await keys(pilot, "G", "space")
        await until(pilot, "Kofi Mensah answered.")
        assert store.letters.get(waiting).answered_at is not None
        assert "Sent · 1" in screen_text(pilot)
        await keys(pilot, "g", "j", "s", "s")
        await until(pilot, "Sent: Cold request to Dana Okafor.")
        assert store.letters.get(asked).sent_at is not None


async def test_no_letters_say_how_one_comes(desk: Desk) -> None:
    async with open_app(desk, ("letters", {})) as pilot:
        assert "Open a person and press o" in screen_text(pilot)
        await keys(pilot, "s")
        assert "There is no row" in screen_text(pilot)


async def test_promises_are_kept_moved_and_written(
    desk: Desk, store: Store, now: datetime, dana: int
) -> None:
    day = now.date()
    late = promises.add_promise(store, now, dana, Side.MINE, "the list", day - timedelta(days=4))
    theirs = promises.add_promise(store, now, dana, Side.THEIRS, "the form [/]", day)
    async with open_app(desk, ("promises", {"promise_id": theirs})) as pilot:
        shown = screen_text(pilot)
        assert "Mine · 1, kept 0 of 1" in shown
        assert "  late 4 d     Dana Okafor         the list" in shown
        assert "› today        Dana Okafor         the form [/]" in shown
        await keys(pilot, "e", *"3d")
        assert "due Thu 26 Nov" in lines(pilot)[-2]
        await keys(pilot, "enter")
        await until(pilot, "Due Thu 26 Nov: the form")
        await keys(pilot, "k", "space")
        await until(pilot, "Kept: the list.  u undo")
        assert store.promises.get(late).kept_at is not None
        assert "Mine · 0, kept 1 of 1" in screen_text(pilot)
        await keys(pilot, "u", "n")
        await type_text(pilot, "< a visit by fri")
        await keys(pilot, "enter")
        await until(pilot, "Due Fri 27 Nov: a visit.")
        await settled(pilot)
        assert store.promises.get(late).kept_at is None
        made = store.promises.where("t.body=?", "a visit")[0]
        assert (made.side, made.person_id) == (Side.THEIRS, dana)
        await keys(pilot, "u")
        await until(pilot, "Undone: the promise")
        assert not store.promises.where("t.body=?", "a visit")
        await keys(pilot, "escape")
        await until(pilot, "[1 Today]")


async def test_no_promises_say_how_one_comes(desk: Desk) -> None:
    async with open_app(desk, ("promises", {})) as pilot:
        assert "begin a note with > or <" in screen_text(pilot)


async def test_a_gentle_word_about_an_offer_is_one_key_away(
    desk: Desk, store: Store, now: datetime, dana: int
) -> None:
    due = now.date() - timedelta(days=1)
    promises.add_promise(store, now, dana, Side.THEIRS, "introduce me to Selu", due)
    async with open_app(desk) as pilot:
        await until(pilot, "a gentle word")
        await keys(pilot, "o")
        await until(pilot, "Subject: Your kind offer")
        await keys(pilot, "escape", "6", "right_square_bracket", "o")
        await until(pilot, "Letters › Gentle word")
    (letter,) = store.letters.where()
    assert (letter.kind, letter.subject) == ("offer", "Your kind offer")
