"""How a letter leaves: as a file, a link, or marked as sent on any way and day."""

from __future__ import annotations

import email
from datetime import datetime, timedelta
from email.policy import default
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pilots import keys, lines, open_app, screen_text, type_text, until
from textual.pilot import Pilot

from infoview_tui.services import letters
from infoview_tui.services.desk import Desk
from infoview_tui.services.interviews import book
from infoview_tui.services.meeting import end, start
from infoview_tui.services.people import add_person
from infoview_tui.storage.store import Store
from infoview_tui.widgets import line

BODY = "Dear Léa,\n\nthank you for the tour.\n\nWren"


@pytest.fixture(autouse=True)
def _fast_yes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "CONFIRM_AFTER", 0.0)


@pytest.fixture
def draft(store: Store, now: datetime, zone: ZoneInfo) -> int:
    """A thank-you without gaps for a talk that ended an hour ago."""
    began = now - timedelta(hours=2)
    lea = add_person(store, began, name="Léa Fournier", email="lea@example.org")
    id = book(store, began, [lea], starts_at=began, zone=str(zone))
    start(store, began, id)
    end(store, began + timedelta(minutes=20), id, zone)
    (letter,) = letters.draft_thanks(store, now, zone, id)
    letters.save_letter(store, now, letter, None, "Thank you, Léa", BODY)
    return letter


def modes(home: Path) -> set[int]:
    """Return the modes of the letters that were written."""
    return {file.stat().st_mode & 0o777 for file in home.glob("le*.*")}


def at(letter: int) -> tuple[str, dict[str, int]]:
    return "letter", {"letter_id": letter}


async def test_a_file_for_a_mail_program_is_read_by_another_program(
    desk: Desk, draft: int, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    async with open_app(desk, at(draft)) as pilot:
        await keys(pilot, "w")
        assert "lea-fournier-thank-you.eml" in screen_text(pilot)
        await keys(pilot, "enter")
        await until(pilot, "The letter is lea-fournier-thank-you.eml in ~")
        # The same name again asks, and another ending is another form.
        await keys(pilot, "w", "enter")
        assert "is there already.  enter again writes over it" in screen_text(pilot)
        await keys(pilot, "ctrl+u")
        await type_text(pilot, "letter.txt")
        await keys(pilot, "enter")
        await until(pilot, "The letter is letter.txt")
    message = email.message_from_bytes(
        (home / "lea-fournier-thank-you.eml").read_bytes(), policy=default
    )
    assert message["To"] == "Léa Fournier <lea@example.org>"
    assert (message["Subject"], message["X-Unsent"]) == ("Thank you, Léa", "1")
    body = message.get_body()
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == f"{BODY}\n"
    assert (home / "letter.txt").read_text("utf-8") == f"Subject: Thank you, Léa\n\n{BODY}\n"
    assert modes(home) == {0o600}


async def test_gaps_are_asked_about_before_they_go_out(
    desk: Desk, store: Store, now: datetime, draft: int, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    letters.save_letter(store, now, draft, None, "Thanks", "Dear Léa,\n\n[what stayed with you]")
    async with open_app(desk, at(draft)) as pilot:
        await keys(pilot, "ctrl+o", "w")
        assert "One gap is still open.  w again writes it as it is" in screen_text(pilot)
        await keys(pilot, "y")
        assert "y again sends it as it is" in screen_text(pilot)
        assert pilot.app.clipboard == ""
        await keys(pilot, "y")
        assert "Sent to your terminal's clipboard" in screen_text(pilot)
        await keys(pilot, "m")
        assert "m again makes a link of it" in screen_text(pilot)
        await keys(pilot, "S")
        assert "S again marks it as it is" in screen_text(pilot)
    assert modes(home) == set()


async def test_sent_on_another_way_and_day(
    desk: Desk, store: Store, now: datetime, draft: int
) -> None:
    async with open_app(desk, at(draft)) as pilot:
        await keys(pilot, "S", "ctrl+u")
        await type_text(pilot, "post, yesterday 18:00")
        assert "by post, Sun 22 Nov 18:00" in lines(pilot)[-2]
        # It is not sent while that is ahead, nor before there is a day.
        await keys(pilot, "ctrl+u")
        await type_text(pilot, "post, tomorrow")
        assert "how, and when?" in lines(pilot)[-2]
        await keys(pilot, "enter")
        assert "still ahead" in screen_text(pilot)
        await keys(pilot, "ctrl+u")
        await type_text(pilot, "LinkedIn, today")
        await keys(pilot, "enter")
        await until(pilot, "Marked as sent: now, by LinkedIn.  u undo")
        letter = store.letters.get(draft)
        assert (letter.channel, letter.sent_at) == ("LinkedIn", now)
        assert "Thank Léa" not in screen_text(pilot)
        await keys(pilot, "u")
        await until(pilot, "Undone")
        assert store.letters.get(draft).sent_at is None
    yesterday = now - timedelta(days=1)
    letters.mark_sent(store, now, draft, "post", at=yesterday)
    talk = store.interviews.get(1)
    assert (talk.thanked_at, talk.debriefed_at) == (yesterday, yesterday)


async def test_a_link_opens_it_in_a_mail_program(desk: Desk, draft: int) -> None:
    async with open_app(desk, at(draft)) as pilot:
        await keys(pilot, "m")
        shown = "".join(lines(pilot))
        assert shown.startswith("mailto:lea@example.org?subject=Thank%20you%2C%20L%C3%A9a&body=")
        strip = pilot.app.screen.query("#plain").first().render_line(0)
        assert {s.style.link for s in strip if s.style and s.text.strip()} == {shown.strip()}
        await keys(pilot, "q")
        await until(pilot, "Letters › Thank-you")


async def test_times_to_offer_are_typed_in_short_and_written_in_full(
    desk: Desk, store: Store, now: datetime, zone: ZoneInfo
) -> None:
    kofi = add_person(store, now, name="Kofi Mensah")
    request = letters.draft_letter(store, now, zone, "request_cold", kofi)
    body = "I am free [slot 1], [slot 2] or [slot 3]."
    letters.save_letter(store, now, request, None, "Hello", body)
    async with open_app(desk, at(request)) as pilot:
        await type_text(pilot, "tue 14-16")
        assert "Tuesday 24 November, 14:00 to 16:00 (Europe/Lisbon)" in lines(pilot)[-2]
        await keys(pilot, "tab")
        # What is no time stays as it was typed.
        await type_text(pilot, "any morning")
        await keys(pilot, "tab")
        await type_text(pilot, "fri 9:30")
        await keys(pilot, "ctrl+o")
        await until(pilot, "Saved.")
    assert store.letters.get(request).body == (
        "I am free Tuesday 24 November, 14:00 to 16:00 (Europe/Lisbon), any morning or"
        " Friday 27 November, 09:30 (Europe/Lisbon)."
    )


async def test_any_of_the_letters_is_written_to_anybody(
    desk: Desk, store: Store, draft: int
) -> None:
    async with open_app(desk) as pilot:
        await keys(pilot, "5", "n")
        await type_text(pilot, "léa")
        await keys(pilot, "enter")
        shown = await until(pilot, "Which letter to Léa Fournier?")
        # It begins on what is owed; the draft that is there is gone on with.
        assert lines(pilot)[_cursor(pilot)].startswith("› Thank-you")
        await keys(pilot, "enter")
        await until(pilot, "thank you for the tour")
        await keys(pilot, "escape", "2", "O")
        await until(pilot, "Which letter")
        while "I have news" not in lines(pilot)[_cursor(pilot)]:
            await keys(pilot, "down")
        await keys(pilot, "enter")
        await until(pilot, "Subject: Good news, and your part in it")
    assert "Closing the loop" in shown
    assert [letter.kind for letter in store.letters.where()] == ["thank_you", "news"]


def _cursor(pilot: Pilot[int]) -> int:
    return next(n for n, row in enumerate(lines(pilot)) if row.startswith("›"))


async def test_what_a_letter_said_before_comes_back(
    desk: Desk, store: Store, now: datetime, draft: int
) -> None:
    for number in range(2):
        words = f"Dear Léa,\n\nversion {number}"
        letters.save_letter(store, now + timedelta(minutes=number), draft, None, "Hello", words)
    async with open_app(desk, at(draft)) as pilot:
        await keys(pilot, "V")
        shown = await until(pilot, "[Versions]")
        # The newest of those before is shown beside it.
        assert "Versions] · 3" in shown
        assert "version 0" in shown
        await keys(pilot, "down")
        assert "thank you for the tour." in screen_text(pilot)
        await keys(pilot, "enter")
        await until(pilot, "thank you for the tour.")
        assert store.letters.get(draft).body == BODY
        await keys(pilot, "u")
        await until(pilot, "version 1")
    assert store.letters.get(draft).body.endswith("version 1")


async def test_a_letter_keeps_its_last_versions(store: Store, now: datetime, draft: int) -> None:
    for number in range(30):
        letters.save_letter(store, now + timedelta(minutes=number), draft, None, "x", str(number))
    # The same words again are no other version.
    letters.save_letter(store, now, draft, None, "x", "29")
    kept = letters.versions(store, draft)
    assert [each.body for each in kept] == [str(number) for number in reversed(range(9, 29))]
