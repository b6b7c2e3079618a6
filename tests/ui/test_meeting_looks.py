"""How the live meeting looks, second by second and at every size."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from pilots import keys, lines, open_app, settled, type_text, until
from rich.cells import cell_len
from textual.pilot import Pilot

from infoview_tui.commands import commands_of
from infoview_tui.domain.clock import read_clock
from infoview_tui.domain.notes import Note, NoteKind
from infoview_tui.domain.preparation import ItemKind, ItemState
from infoview_tui.screens.meeting import MeetingPage
from infoview_tui.screens.meeting_words import clock_face, to_say
from infoview_tui.services.agreed_time import end_as_booked, extend
from infoview_tui.services.desk import Desk
from infoview_tui.services.interviews import book
from infoview_tui.services.meeting import (
    live,
    pause,
    set_current,
    start,
    tick,
)
from infoview_tui.services.notes import capture
from infoview_tui.services.people import add_person, delete_person, edit_person
from infoview_tui.services.points import add_card, choose
from infoview_tui.services.prepare import add_goal, add_question
from infoview_tui.storage.store import Store

OPEN = ("meeting", {"interview_id": 1})
QUESTIONS = (
    "How did you come to this work?",
    "What would you study, starting now?",
    "What fills an ordinary week?",
    "What is changing fastest?",
    "Who else sees this differently?",
)

NAMES = "Names of others"
MENTION = "May I say you sent me?"
TOUCH = "How do you like to stay in touch?"
THANKS = "Thanks, naming one thing"


class Dana:
    """A meeting of 20 minutes that began at 14:30, and what is said in it."""

    def __init__(self, desk: Desk, store: Store, now: datetime) -> None:
        self.desk, self.store, self.begun = desk, store, now
        dana = add_person(
            store, now, name="Dana Okafor", role="curator", organisation="City Museum"
        )
        self.id = book(store, now, [dana], starts_at=now, zone="Europe/Lisbon")
        texts = ("How people get in", "Is a degree needed", "Where the field is going")
        goals = [add_goal(store, now, self.id, text) for text in texts]
        for text, goal in zip(QUESTIONS, (*goals, goals[1], goals[2]), strict=True):
            add_question(store, now, self.id, text, goal_id=goal)
        for text in ("What is the problem that stays?", "What should I have asked?"):
            add_question(store, now, self.id, text, kind=ItemKind.BACKUP)
        cards = (
            ("Volunteer tours", "40 groups, the deaf school twice", "Their letter", "Patience"),
            ("Spreadsheet rescue", "11 lists became one", "A loan in 2 minutes", "Order"),
            ("Two languages", "labels for the harbour show, both", "The show", "Access"),
        )
        for title, point, proof, why in cards:
            choose(store, now, self.id, add_card(store, now, title, point, proof=proof, why=why))
        start(store, now, self.id)
        self.items = {
            i.text: i.id for i in store.interviews.checklist.where(order="t.kind, t.position")
        }

    def at(self, minutes: int, seconds: int = 0) -> datetime:
        """Let it be minutes and seconds after the start."""
        moment = self.begun + timedelta(minutes=minutes, seconds=seconds)
        self.desk.timekeeper.wall = lambda: moment
        return moment

    def on(self, text: str, minutes: int, seconds: int = 0) -> None:
        """Come to a question."""
        set_current(self.store, self.at(minutes, seconds), self.id, self.items[text])

    def tick(self, text: str, state: ItemState = ItemState.ASKED) -> None:
        tick(self.store, self.begun, self.id, self.items[text], state)

    def note(self, minutes: int, seconds: int, line: str, about: str) -> None:
        at = self.begun + timedelta(minutes=minutes, seconds=seconds)
        capture(self.store, at, line, interview_id=self.id, item_id=self.items[about])


@pytest.fixture
def dana(desk: Desk, store: Store, now: datetime) -> Dana:
    return Dana(desk, store, now)


@pytest.fixture
def running(dana: Dana) -> Dana:
    """Seven minutes and twenty seconds into it, on the third question since 05:20."""
    for text, state in ((QUESTIONS[0], ItemState.ASKED), (QUESTIONS[1], ItemState.ASKED)):
        dana.tick(text, state)
    dana.on(QUESTIONS[1], 3)
    dana.on(QUESTIONS[2], 5, 20)
    dana.note(1, 48, "started as a volunteer guide, 2009", QUESTIONS[0])
    dana.note(5, 10, "! certificate counts more than a second degree", QUESTIONS[1])
    dana.note(6, 32, '" half the job is writing to lenders', QUESTIONS[2])
    dana.note(7, 4, "< will send the loan-form example", QUESTIONS[2])
    dana.note(7, 20, "@ Mai Tran, registrar, Harbour Gallery", QUESTIONS[2])
    dana.at(7, 20)
    return dana


@pytest.fixture
def closing(running: Dana) -> Dana:
    """Two minutes left, on the last question."""
    for text in QUESTIONS[2:4]:
        running.tick(text, ItemState.SKIPPED if text == QUESTIONS[3] else ItemState.ASKED)
    running.tick(NAMES)
    running.on(QUESTIONS[4], 18)
    return running


async def second(pilot: Pilot[int]) -> list[str]:
    """Let the clock be read again, as its timer does each second; return the rows."""
    page = pilot.app.screen
    assert isinstance(page, MeetingPage)
    page.show_clock()
    await settled(pilot)
    return lines(pilot)


def has(rows: list[str], *wanted: str) -> None:
    """Check that the rows of a picture follow one another somewhere on the screen."""
    at = next((n for n, row in enumerate(rows) if row == wanted[0]), 0)
    assert rows[at : at + len(wanted)] == list(wanted), "\n".join(rows)


async def test_the_running_meeting_at_the_design_size(desk: Desk, running: Dana) -> None:
    async with open_app(desk, OPEN) as pilot:
        rows = lines(pilot)
        assert rows[:18] == [
            " Dana Okafor · curator, City Museum · phone          agreed 20 min · ends 14:50",
            " 12:40 left  ███│████░░░░░░░░░│░░░░  on pace, 3 left, about 3 min each",
            "",
            "Questions · 2 of 5 ───────────────────────────────  Goals · 1 of 3 ─────────────",
            "  ✓ 1  How did you come to this work?               ✓ How people get in",
            "  ✓ 2  What would you study, starting now?          ◐ Is a degree needed",
            "› ○ 3  What fills an ordinary week?          2 min  ○ Where the field is going",
            "  ○ 4  What is changing fastest?                    Cards ──────────────────────",
            "  ○ 5  Who else sees this differently?              Volunteer tours",
            "  ○ b1 What is the problem that stays?              Spreadsheet rescue",
            "  ○ b2 What should I have asked?                    Two languages",
            "",
            "Notes · 5 ──────────────────────────────────────────────────────────────────────",
            " 01:48 q1   started as a volunteer guide, 2009",
            " 05:10 q2 ! certificate counts more than a second degree",
            ' 06:32 q3 " half the job is writing to lenders',
            " 07:04 q3 < will send the loan-form example",
            " 07:20 q3 @ Mai Tran, registrar, Harbour Gallery",
        ]
        assert rows[-1] == (
            " enter save  ↑↓ question  tab list  F2 pause  F5 +5  F7 cards  F8 undo  F10 end"
        )


async def test_the_running_meeting_in_one_column(desk: Desk, running: Dana) -> None:
    async with open_app(desk, OPEN, (60, 20)) as pilot:
        rows = lines(pilot)
        assert rows[:15] == [
            " Dana Okafor · City Museum · phone      20 min · ends 14:50",
            " 12:40 left  ███│████░░░░░░░░░│░░░░  on pace, 3 left",
            "",
            "Questions · 2 of 5 ──────────────────────────── goals 1 of 3",
            "  ✓ 2  What would you study, starting now?",
            "› ○ 3  What fills an ordinary week?                    2 min",
            "  ○ 4  What is changing fastest?",
            "  ○ 5  Who else sees this differently?",
            "  ○ b1 What is the problem that stays?",
            "Notes · 5 ──────────────────────────────────────────────────",
            " 01:48 q1   started as a volunteer guide, 2009",
            " 05:10 q2 ! certificate counts more than a second degree",
            ' 06:32 q3 " half the job is writing to lenders',
            " 07:04 q3 < will send the loan-form example",
            " 07:20 q3 @ Mai Tran, registrar, Harbour Gallery",
        ]
        assert rows[-1] == " enter save  tab list  F2 pause  F5 +5  F8 undo  F10 end"
        await keys(pilot, "down", "down", "down")
        has(
            lines(pilot),
            "  ○ 4  What is changing fastest?",
            "  ○ 5  Who else sees this differently?",
            "› ○ b1 What is the problem that stays?",
            "  ○ b2 What should I have asked?",
            "Notes · 5 ──────────────────────────────────────────────────",
        )


async def test_a_large_window_adds_digits_backs_promises_and_what_is_to_come(
    desk: Desk, running: Dana
) -> None:
    async with open_app(desk, OPEN, (120, 40)) as pilot:
        rows = lines(pilot)
        assert rows[1] == "  ╺┓  ╺━┓   ╻ ╻ ┏━┓"
        assert rows[2].startswith("   ┃  ┏━┛ : ┗━┫ ┃ ┃  12:40 left   ████│█")
        assert rows[2].endswith("│░░░░░░   on pace, 3 left, about 3 min each")
        assert rows[3] == "  ╺┻╸ ┗━╸     ╹ ┗━┛"
        left = [row[:74].rstrip() for row in rows[5:20]]
        assert [row[-5:] for row in left[1:4]] == ["3 min", "2 min", "2 min"]
        assert left[8:10] == ["", "Notes · 5 " + "─" * 64]
        side = [row[76:] for row in rows[5:25]]
        assert side == [
            "Goals · 1 of 3 ─────────────────────────────",
            "✓ How people get in                   1 note",
            "◐ Is a degree needed                  1 note",
            "○ Where the field is going           3 notes",
            "",
            "Cards ──────────────────────────────────────",
            "Volunteer tours",
            "  40 groups, the deaf school twice",
            "Spreadsheet rescue",
            "  11 lists became one",
            "Two languages",
            "  labels for the harbour show, both",
            "",
            "Between us ─────────────────────────────────",
            "< will send the loan-form example",
            "",
            "Before you go, from 04:00 ──────────────────",
            "◐ names   ○ may I mention you",
            "○ how to stay in touch   ○ thanks",
            "",
        ]
        assert "F5 they offer more" in rows[-1]
        await pilot.resize_terminal(200, 60)
        await settled(pilot)
        panes = [(row[:74], row[76:136], row[138:]) for row in lines(pilot)[5:]]
        assert [pane.split(" ·")[0] for pane in panes[0]] == ["Questions", "Notes", "Goals"]
        assert panes[1][1].rstrip() == " 01:48 q1   started as a volunteer guide, 2009"


async def test_two_minutes_before_the_end_the_ticks_take_the_rows_of_the_backup(
    desk: Desk, closing: Dana
) -> None:
    async with open_app(desk, OPEN) as pilot:
        rows = lines(pilot)
        assert rows[1] == " 02:00 left  ███│█████████████│██░░  closing"
        assert rows[2] == ' Say: "I see we have two minutes left; may I ask one last thing?"'
        assert [row[:50].rstrip() for row in rows[8:15]] == [
            "› ○ 5  Who else sees this differently?",
            "Before you go · 1 of 4 ───────────────────────────",
            "  ✓ c1 Names of others: one, ask for a second",
            "  ○ c2 May I say you sent me?",
            "  ○ c3 How do you like to stay in touch?",
            "  ○ c4 Thanks, naming one thing",
            "Notes · 5 ────────────────────────────────────────",
        ]


async def test_a_closing_check_says_what_is_known_of_it(
    desk: Desk, store: Store, closing: Dana
) -> None:
    async with open_app(desk, OPEN) as pilot:
        closing.note(18, 45, "@ Selu Tupou, mount maker", QUESTIONS[4])
        closing.note(18, 50, "@ mai tran", QUESTIONS[4])
        closing.note(19, 0, "phone", TOUCH)
        closing.note(19, 30, "e-mail, not in December", TOUCH)
        closing.tick(MENTION)
        await until(pilot, "Names of others: two")
        shown = await until(pilot, "sent me? yes or no?")
        assert " c3 How do you like to stay in touch? e-mail\n" in shown, shown
        closing.note(19, 40, "no, rather not", MENTION)
        await until(pilot, "sent me? no")
        closing.note(19, 45, "yes after all", MENTION)
        await until(pilot, "sent me? yes")
        for text in (MENTION, TOUCH, THANKS):
            closing.tick(text)
        await until(pilot, "Before you go · done ─")
        await pilot.resize_terminal(120, 40)
        await until(pilot, "stay in touch? e-mail, not in December")


async def test_the_end_is_said_at_every_width(desk: Desk, store: Store, dana: Dana) -> None:
    async with open_app(desk, OPEN) as pilot:
        extend(store, dana.begun, dana.id)
        await until(pilot, "agreed 20 + 5 offered · ends 14:55")
        for width, words in ((60, " 20 + 5 min · ends 14:55"), (40, " ends 14:55")):
            await pilot.resize_terminal(width, 20)
            assert (await second(pilot))[0].endswith(words)
        await pilot.resize_terminal(80, 24)
        dana.at(25, 1)
        assert "agreed 20 + 5 offered · ended 14:55" in (await second(pilot))[0]


async def test_a_late_start_that_ends_as_booked_says_so(
    desk: Desk, store: Store, now: datetime
) -> None:
    late = add_person(store, now, name="Late Start")
    booked = now - timedelta(minutes=6)
    id = book(store, now, [late], starts_at=booked, zone="Europe/Lisbon")
    start(store, now, id)
    end_as_booked(store, now, id, on=True)
    async with open_app(desk, OPEN) as pilot:
        rows = lines(pilot)
        assert rows[0].endswith("agreed 20 min · ends 14:44 as booked")
        assert rows[1].startswith(" 14:00 left")
        assert rows[0].startswith(" Late Start · phone ")
        assert rows[3] == "Questions · 0 of 0 " + "─" * 61


async def test_a_long_name_takes_the_room_of_role_and_organisation(
    desk: Desk, store: Store, dana: Dana
) -> None:
    async with open_app(desk, OPEN) as pilot:
        edit_person(store, dana.begun, 1, None, role="head curator of the collections")
        await until(pilot, " Dana Okafor · City Museum · phone     ")
        edit_person(store, dana.begun, 1, None, organisation="Museum of the City and Harbour")
        await until(pilot, " Dana Okafor · phone     ")
        edit_person(store, dana.begun, 1, None, name="Dana " + "of Okafor " * 9)
        rows = (await until(pilot, "Okafor of")).split("\n")
        assert rows[0].endswith("… agreed 20 min · ends 14:50")


async def test_the_list_is_drawn_anew_only_when_a_minute_that_it_shows_changes(
    desk: Desk, running: Dana, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_app(desk, OPEN) as pilot:
        drawn: list[int] = []
        page = pilot.app.screen
        assert isinstance(page, MeetingPage)
        again = page.questions.show

        def counted(*args: Any, **kwargs: Any) -> None:
            drawn.append(1)
            again(*args, **kwargs)

        monkeypatch.setattr(page.questions, "show", counted)
        for seconds in range(21, 60):
            running.at(7, seconds)
            page.show_clock()
        for seconds in range(20):
            running.at(8, seconds)
            page.show_clock()
        assert not drawn
        running.at(8, 20)
        assert "week?          3 min" in (await second(pilot))[6]
        assert drawn == [1]


async def test_a_question_shows_its_time_from_the_first_whole_minute_on(
    desk: Desk, dana: Dana
) -> None:
    async with open_app(desk, OPEN) as pilot:
        dana.at(0, 59)
        assert " min  " not in "".join((await second(pilot))[3:])
        dana.at(1)
        assert "1 min" in (await second(pilot))[4]


def words_each_second(desk: Desk, store: Store, dana: Dana, until_minute: int) -> list[str]:
    said = []
    meeting = live(store, dana.id)
    for used in range(until_minute * 60):
        now = dana.begun + timedelta(seconds=used)
        reading = read_clock(meeting.interview, now)
        said.append(clock_face(meeting, reading, now, "left", 80).words)
    return said


def test_the_pace_changes_its_words_at_most_once_a_minute(
    desk: Desk, store: Store, dana: Dana
) -> None:
    said = words_each_second(desk, store, dana, 21)
    changes = [n for n in range(1, len(said)) if said[n] != said[n - 1]]
    assert len(changes) > 4
    assert all(n % 60 == 0 for n in changes)
    assert all(words.startswith("on pace") for words in said[: 4 * 60])
    assert said[16 * 60 - 1].startswith("4 behind: 5 left, about 1 min each")


def test_what_is_to_be_said_ends_in_a_quote_at_every_width(store: Store, dana: Dana) -> None:
    points = (
        "certificate counts more than a second degree.",
        "x" * 300,
        "兼" * 90,
        "short",
        "tab\tand \x1b[2J {brace} [gap] " + "word " * 40,
    )
    meeting = live(store, dana.id)
    for number, point in enumerate((None, *points)):
        notes = meeting.notes
        if point is not None:
            note = Note(number, "", NoteKind.KEY_POINT, point, dana.begun)
            notes = (note,)
        for width in range(29, 210):
            for minutes, thanking in ((18, False), (20, False), (25, False), (25, True)):
                now = dana.begun + timedelta(minutes=minutes)
                interview = replace(meeting.interview, agreed_minutes=20 + 25 * (number % 2))
                now += timedelta(minutes=25 * (number % 2))
                of = replace(meeting, notes=notes, interview=interview)
                said = to_say(of, read_clock(of.interview, now), width, thanking=thanking)
                sentence = said.removesuffix("  F5 they offer")
                assert sentence.endswith('"'), (width, said)
                assert sentence.startswith(('Say: "', '"')), (width, said)
                assert cell_len(said) <= width
                assert width < 199 or cell_len(sentence) <= 74


async def test_the_thanks_are_cut_at_a_word_and_stand_beside_the_key_points(
    desk: Desk, closing: Dana
) -> None:
    async with open_app(desk, OPEN, (60, 20)) as pilot:
        await keys(pilot, "f10")
        rows = lines(pilot)
        assert rows[2] == ' Say: "Thank you. This will stay with me: certificate…"'
        assert rows[-3] == " Give thanks. 3 of 4 are open.  F10 again ends it"
        await pilot.resize_terminal(120, 40)
        await settled(pilot)
        rows = lines(pilot)
        whole = "certificate counts more than a second degree"
        assert rows[4] == f' Say: "Thank you. This will stay with me: {whole}."'
        assert whole in [row[76:] for row in rows]
        assert "Key points ─" in "\n".join(rows)
        assert "Volunteer tours" not in "\n".join(rows)


async def test_the_clock_reads_well_past_ninety_nine_minutes(desk: Desk, dana: Dana) -> None:
    async with open_app(desk, OPEN) as pilot:
        dana.note(0, 5, "early", QUESTIONS[0])
        dana.note(124, 5, "late", QUESTIONS[0])
        dana.at(124, 5)
        await until(pilot, " 124:05 q1   late")
        rows = await second(pilot)
        assert rows[1] == " 104:05 over  ███│█████████████│████  time is up"
        assert "  00:05 q1   early" in rows
        await keys(pilot, "f6")
        assert (await second(pilot))[1].startswith(" 124:05 elapsed  ███")
        await keys(pilot, "f6", "f6")
        await pilot.resize_terminal(120, 40)
        rows = await second(pilot)
        assert rows[1] == "  ╺┓  ┏━┓ ╻ ╻   ┏━┓ ┏━╸"
        assert "104:05 over" in rows[2]


async def test_a_pause_is_said_in_words_at_every_size(desk: Desk, store: Store, dana: Dana) -> None:
    pause(store, dana.at(5), dana.id)
    async with open_app(desk, OPEN) as pilot:
        for size, row in (((80, 24), 1), ((120, 40), 2), ((60, 20), 1), ((30, 3), 0)):
            await pilot.resize_terminal(*size)
            assert (await second(pilot))[row].endswith("  paused")
        pause(store, dana.at(5), dana.id)
        dana.at(21)
        await pilot.resize_terminal(80, 24)
        await until(pilot, "time is up")
        pause(store, dana.at(21), dana.id)
        await until(pilot, "paused, time is up")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 60)])
async def test_keys_and_sources_can_be_read_whole_and_cover_neither_clock_nor_note_line(
    desk: Desk, closing: Dana, size: tuple[int, int]
) -> None:
    async with open_app(desk, OPEN, size) as pilot:
        before = lines(pilot)
        await type_text(pilot, "half a line")
        seen = ""
        titles = []
        for _ in range(6):
            await keys(pilot, "f1")
            rows = lines(pilot)
            assert "02:00 left" in "".join(rows[1:3])
            assert any(row.startswith(' Say: "') for row in rows[:5])
            assert rows[-2].startswith("› half a line")
            side = [row[76 if size[0] == 120 else 138 if size[0] == 200 else 0 :] for row in rows]
            titles += [row.split(" ·")[0] for row in side if row.startswith(("Keys ·", "Why ·"))]
            if not any(row.startswith(("Keys ·", "Why ·")) for row in side):
                break
            seen += " ".join(" ".join(side).split()) + " "
        assert titles == (["Keys"] * 2 + ["Why"] * 2 if size == (60, 20) else ["Keys", "Why"])
        for command in commands_of("meeting"):
            words = command.help.split()
            assert all(word in seen for word in words)
        for source in ("pdfpc", "Bolles, What Color", "Dorie Clark", "Wahlberg", "Rice", "Yale"):
            assert source in seen
        assert lines(pilot)[3:-2] == before[3:-2]
        await keys(pilot, "f1", "escape")
        assert lines(pilot)[3:-2] == before[3:-2]


async def test_cards_stand_beside_the_notes_or_in_their_place(desk: Desk, running: Dana) -> None:
    async with open_app(desk, OPEN) as pilot:
        before = lines(pilot)
        await keys(pilot, "f7")
        rows = lines(pilot)
        assert [row[52:] for row in rows[3:9]] == [
            "Cards ──────────────────────",
            "Volunteer tours",
            "  40 groups, the deaf school",
            "  twice",
            "  Their letter",
            "  Patience",
        ]
        assert " 01:48 q1   started as a volunteer guide, 2009" in [r[:50].rstrip() for r in rows]
        assert rows[6].startswith("› ○ 3  What fills an ordinary week?")
        await keys(pilot, "f7")
        assert lines(pilot) == before
        await pilot.resize_terminal(60, 20)
        titles = []
        for _ in range(3):
            await keys(pilot, "f7")
            rows = lines(pilot)
            titles.append(rows[10])
            assert rows[9].startswith("Cards ─")
            assert "01:48" not in "".join(rows)
        assert titles == ["Volunteer tours", "Spreadsheet rescue", "Two languages"]
        await keys(pilot, "f7")
        assert lines(pilot)[9].startswith("Notes · 5")
        await pilot.resize_terminal(120, 40)
        await keys(pilot, "f7")
        shown = "\n".join(row[76:] for row in lines(pilot))
        assert "Goals ·" in shown
        assert "  A loan in 2 minutes\n  Order" in shown


async def test_a_meeting_without_cards_says_so(desk: Desk, store: Store, now: datetime) -> None:
    book(store, now, [add_person(store, now, name="Ada")], starts_at=now, zone="UTC")
    async with open_app(desk, OPEN) as pilot:
        before = lines(pilot)[3:-3]
        await keys(pilot, "f7")
        assert lines(pilot)[-3] == " No cards were chosen for this meeting."
        assert lines(pilot)[3:-3] == before


async def test_below_ten_rows_clock_question_and_note_line_are_all_there_is(
    desk: Desk, running: Dana
) -> None:
    async with open_app(desk, OPEN, (38, 4)) as pilot:
        await type_text(pilot, "kept")
        assert lines(pilot) == [
            " 12:40 left  on pace, 3 left",
            " q3 What fills an ordinary week?",
            "",
            "› kept",
        ]
        await pilot.resize_terminal(30, 3)
        assert (await second(pilot)) == [
            " 12:40 left  on pace, 3 left",
            " q3 What fills an ordinary we…",
            "› kept",
        ]
        await keys(pilot, "f1")
        assert lines(pilot)[1].startswith(" That needs 10 rows or more.")
        await keys(pilot, "down")
        assert lines(pilot)[1] == " q4 What is changing fastest?"
        await pilot.resize_terminal(80, 9)
        assert (await second(pilot))[1:] == [" q4 What is changing fastest?", *[""] * 6, "› kept"]
        await pilot.resize_terminal(80, 24)
        rows = await second(pilot)
        assert rows[-2] == "› kept"
        assert rows[-3] == ""


SIZES = (
    *((30, 3), (38, 4), (40, 10), (59, 13), (60, 20)),
    *((80, 11), (80, 24), (120, 24), (120, 40), (200, 60)),
)


async def test_a_resize_at_any_moment_keeps_text_mode_and_row(desk: Desk, running: Dana) -> None:
    async with open_app(desk, OPEN) as pilot:
        await type_text(pilot, "half")
        await keys(pilot, "left", "down")
        for size in ((30, 3), (60, 20), (120, 40)):
            await pilot.resize_terminal(*size)
            await type_text(pilot, "x")
        await pilot.resize_terminal(80, 24)
        rows = await second(pilot)
        assert rows[-2] == "› halxxxf"
        assert rows[7].startswith("› ○ 4  What is changing fastest?")
        await keys(pilot, "tab")
        assert "enter keeps this line first" in "\n".join(lines(pilot))
        await keys(pilot, "end", "ctrl+u", "tab", "tab", "up", "up")
        for size in ((30, 3), (200, 60)):
            await pilot.resize_terminal(*size)
        await pilot.resize_terminal(80, 24)
        rows = await second(pilot)
        assert rows[12].startswith("[Notes] · 5 ─")
        assert any(row.startswith('›06:32 q3 "') for row in rows)


HOSTILE = "\x1b[2J\x07 \u202e兼業 " + "é\u0301" * 9 + " 👩‍🔬 " + "long" * 40


@pytest.fixture
def hostile(desk: Desk, store: Store, now: datetime) -> Dana:
    dana = Dana(desk, store, now)
    edit_person(store, now, 1, None, name=HOSTILE, role=HOSTILE, organisation=HOSTILE)
    with_them = add_person(store, now, name="兼 " * 30)
    store.interviews.join(now, dana.id, with_them)
    for number in range(7):
        add_question(store, now, dana.id, f"{number} {HOSTILE}?")
    add_goal(store, now, dana.id, HOSTILE)
    choose(store, now, dana.id, add_card(store, now, HOSTILE, HOSTILE, proof=HOSTILE))
    for number in range(200):
        sign = '!"@><?+ '[number % 8]
        at = now + timedelta(seconds=number)
        line = f"{sign} {HOSTILE if number % 3 else number}"
        capture(store, at, line, interview_id=dana.id, item_id=dana.items[QUESTIONS[0]])
    return dana


async def test_hostile_text_breaks_nothing_at_any_size(desk: Desk, hostile: Dana) -> None:
    hostile.at(19)
    async with open_app(desk, OPEN) as pilot:
        presses = itertools.cycle(("f1", "f7", "tab", "up", "tab", "up", "escape", "f10", "f1"))
        for size, pressed in zip(SIZES, presses, strict=False):
            await keys(pilot, pressed)
            await pilot.resize_terminal(*size)
            checked(await second(pilot), size, "01:00 left")


async def test_an_empty_meeting_with_nobody_known_breaks_nothing_at_any_size(
    desk: Desk, store: Store, now: datetime
) -> None:
    nobody = add_person(store, now, name="X")
    start(store, now, book(store, now, [nobody], starts_at=None, zone="UTC"))
    delete_person(store, now, nobody)
    async with open_app(desk, OPEN) as pilot:
        for size in ((30, 3), (40, 10), (80, 24), (120, 40)):
            await pilot.resize_terminal(*size)
            rows = await second(pilot)
            checked(rows, size, "20:00 left")
            if size[1] >= 10:
                assert "nobody yet · phone" in rows[0]
                assert "No list: notes alone are fine." in "\n".join(rows)


def checked(rows: list[str], size: tuple[int, int], clock: str) -> None:
    width, height = size
    shown = "\n".join(rows)
    assert len(rows) == height, shown
    assert all(cell_len(row) <= width for row in rows), shown
    assert any(clock in row for row in rows[:3]), (size, shown)
    assert rows[-1 if height < 10 else -2].startswith(("› ", "· ")), (size, shown)
    assert "\x1b" not in shown
    assert height < 10 or "ends" in rows[0], (size, shown)


async def test_without_other_glyphs_all_of_it_is_ascii(desk: Desk, closing: Dana) -> None:
    desk.config = replace(desk.config, signs="ascii")
    async with open_app(desk, OPEN, (120, 40)) as pilot:
        for pressed in ("", "f1", "f1", "f7", "tab", "f10"):
            await keys(pilot, *([pressed] if pressed else []))
            assert "\n".join(lines(pilot)).isascii()
        assert lines(pilot)[1] == "  +-+ --+   +-+ +-+"
        assert "  x 1  How did you come to this work?" in lines(pilot)[6]
        assert any(r.startswith("> o c4 Thanks, naming one thing") for r in lines(pilot))
