from __future__ import annotations

import stat
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pilots import keys, lines, open_app, screen_text, type_text, until

from infoview_tui.app import Opening
from infoview_tui.domain.preparation import ItemState
from infoview_tui.services.bank import add_own, archive, reword, whole_bank
from infoview_tui.services.desk import Desk
from infoview_tui.services.interviews import book
from infoview_tui.services.people import add_person
from infoview_tui.services.prepare import change_item, preparation, take_question
from infoview_tui.storage.store import Store
from infoview_tui.widgets import line as line_widget

OPEN: Opening = ("library", {})


@pytest.fixture
def talk(store: Store, now: datetime) -> int:
    kofi = add_person(store, now, name="Kofi [/]")
    return book(store, now, [kofi], starts_at=now + timedelta(days=1), zone="Europe/Lisbon")


def own_texts(store: Store) -> list[str]:
    return [q.text for q in whole_bank(store) if q.own]


def wording(store: Store, number: int) -> str:
    return next(q.text for q in whole_bank(store) if q.number == number)


async def test_it_opens_from_any_page_and_leads_back(desk: Desk, talk: int) -> None:
    async with open_app(desk, ("prepare", {})) as pilot:
        await until(pilot, "Goal 1")
        await keys(pilot, "escape", "8")
        shown = await until(pilot, "[Bank] · 44")
        assert lines(pilot)[0].startswith(" Library")
        assert "next: Kofi [/] · tomorrow 14:30" in shown
        assert "None asks for a job, on purpose: ? says why." in shown
        await keys(pilot, "8")
        assert lines(pilot)[-2] == " This is Library."
        await keys(pilot, "question_mark")
        shown = await until(pilot, "What the bank leaves out")
        assert "an informational interview is not for" in shown
        assert "Berkeley, SFU and Hampshire" in shown
        await keys(pilot, "escape", "escape")
        await until(pilot, "[3 Prepare]")


async def test_a_question_goes_to_the_next_interview_which_is_named(
    desk: Desk, store: Store, talk: int
) -> None:
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "[Bank]")
        await keys(pilot, "space")
        assert lines(pilot)[-2] == " In the list of Kofi [/], tomorrow 14:30.  u undo"
        assert "✓ 1  " in screen_text(pilot)
        assert lines(pilot)[4].startswith("›   2 ")
        await keys(pilot, "up", "space")
        assert "It is in the list of Kofi [/] already" in lines(pilot)[-2]
        assert [item.bank for item in preparation(store, talk).items] == [1]
        await keys(pilot, "u")
        assert "✓ 1  " not in screen_text(pilot)
    assert preparation(store, talk).items == ()


async def test_without_an_interview_the_next_step_is_named(desk: Desk) -> None:
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "no interview ahead")
        await keys(pilot, "space")
        assert lines(pilot)[-2] == (
            " No interview ahead to take it to. 2 People, then b books one."
        )


async def test_an_own_question_is_one_line(desk: Desk, store: Store) -> None:
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "[Bank]")
        await keys(pilot, "f")
        await type_text(pilot, [*"G1", "enter", "n"])
        await type_text(pilot, "G3 phase:e Who? -> see who")
        assert "Skills and character · end · see who" in lines(pilot)[-2]
        await keys(pilot, "enter")
        shown = screen_text(pilot)
        assert "[Bank] · 45" in shown
        assert "›   own Who?" in shown
        assert "phase   end" in shown
        await keys(pilot, "e", "left", "!", "enter")
        assert own_texts(store) == ["Who!?"]
        await keys(pilot, "e", "ctrl+u", "enter")
        assert "D deletes it" in lines(pilot)[-2]
        await keys(pilot, "escape", "D", "u")
        assert own_texts(store) == ["Who!?"]
        await keys(pilot, "u", "u")
        assert own_texts(store) == []
        await keys(pilot, "n")
        await type_text(pilot, [*"G99 Who?", "enter"])
        assert 'No category is "g99"' in lines(pilot)[-2]


async def test_a_half_typed_question_and_wording_come_back(desk: Desk, store: Store) -> None:
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "[Bank]")
        await keys(pilot, "n")
        await type_text(pilot, "Who dec")
        await keys(pilot, "escape", "e")
        await type_text(pilot, " Really?")
    assert desk.saver.flush(5.0)
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "[Bank]")
        await keys(pilot, "n")
        assert "Question  Who dec" in lines(pilot)[-2]
        await keys(pilot, "escape", "e", "enter")
    assert wording(store, 1).endswith("now? Really?")


async def test_a_wording_is_changed_and_the_original_comes_back(desk: Desk, store: Store) -> None:
    original = wording(store, 1)
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "[Bank]")
        await keys(pilot, "e", "ctrl+u")
        await type_text(pilot, [*"G3 is no prefix here?", "enter"])
        shown = screen_text(pilot)
        assert "›   1*  G3 is no prefix here?" in shown
        assert "was     What led you from" in shown
        assert wording(store, 1) == "G3 is no prefix here?"
        await keys(pilot, "e", "ctrl+u", "enter")
        assert wording(store, 1) == original
        assert "1* " not in screen_text(pilot)
        await keys(pilot, "u")
        assert wording(store, 1) == "G3 is no prefix here?"
        await keys(pilot, "u")
    assert wording(store, 1) == original


async def test_another_windows_wording_is_told_and_kept(
    desk: Desk, store: Store, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line_widget, "CONFIRM_AFTER", 0.0)
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "[Bank]")
        await keys(pilot, "e", "ctrl+u")
        await type_text(pilot, "Mine?")
        reword(store, now, 1, "Theirs?")
        await keys(pilot, "enter")
        assert "“Theirs?”" in screen_text(pilot)
        assert wording(store, 1) == "Theirs?"
        await keys(pilot, "enter")
        assert wording(store, 1) == "Mine?"
    (note,) = store.notes.where()
    assert note.body.startswith("Before, in a question of the bank")
    assert note.body.endswith(": Theirs?")


async def test_archived_is_away_until_it_is_asked_for(desk: Desk, store: Store) -> None:
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "[Bank]")
        await keys(pilot, "d")
        assert lines(pilot)[-2] == " Archived: f archived shows it.  u undo"
        assert "[Bank] · 43" in screen_text(pilot)
        await keys(pilot, "D")
        assert lines(pilot)[-2] == " A shipped question stays; d puts it out of sight."
        await keys(pilot, "f")
        await type_text(pilot, [*"archived", "enter"])
        shown = screen_text(pilot)
        assert "[Bank] · 1 of 44, archived" in shown
        assert "d bring back" in lines(pilot)[-1]
        await keys(pilot, "d", "u", "u", "escape")
        assert "[Bank] · 44" in screen_text(pilot)
    assert not any(question.archived for question in whole_bank(store))


async def test_the_filter_narrows_while_one_types(desk: Desk) -> None:
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "[Bank]")
        await keys(pilot, "f")
        await type_text(pilot, "goal:skills")
        await keys(pilot, "down")
        assert "[Bank] · 4 of 44, goal:skills" in screen_text(pilot)
        assert "›   10  What sort of person" in screen_text(pilot)
        await type_text(pilot, " phase:late")
        assert 'No phase is "late": opening, core or end.' in lines(pilot)[-2]
        assert "No question for goal:skills phase:late." in screen_text(pilot)
        await keys(pilot, "enter", "e")
        assert lines(pilot)[-2] == " There is no question here; n writes one."
        await keys(pilot, "escape")
        assert "[Bank] · 44" in screen_text(pilot)


async def test_with_whom_it_was_used_leads_to_the_interview(
    desk: Desk, store: Store, now: datetime, talk: int
) -> None:
    item = take_question(store, now, talk, whole_bank(store)[0])
    change_item(store, now, item, state=ItemState.PARTLY)
    async with open_app(desk, OPEN) as pilot:
        shown = await until(pilot, "Asked of 1 person")
        assert "Kofi [/]           partly" in shown
        assert "On the list of Kofi [/]." in shown
        await keys(pilot, "down", "tab", "enter")
        assert lines(pilot)[-2] == " Nobody was asked this yet."
        await keys(pilot, "tab", "up", "enter", "enter")
        await until(pilot, "People › Kofi [/]")


async def test_the_latest_stand_beside_a_question_and_tab_shows_everybody(
    desk: Desk, store: Store, now: datetime
) -> None:
    for n in range(5):
        at = now + timedelta(hours=n)
        whom = add_person(store, at, name=f"Person {n}")
        talk = book(store, at, [whom], starts_at=at, zone="Europe/Lisbon")
        item = take_question(store, at, talk, whole_bank(store)[0])
        change_item(store, at, item, state=ItemState.ASKED)
    async with open_app(desk, OPEN) as pilot:
        shown = await until(pilot, "Asked of 5 people")
        # The first of them is the one whose list it is on.
        assert [f"Person {n}" in shown for n in range(1, 5)] == [False, True, True, True]
        assert lines(pilot)[1].endswith("─ 2 more")
        await keys(pilot, "tab")
        shown = screen_text(pilot)
        assert all(f"Person {n}" in shown for n in range(5))
        await keys(pilot, "tab")
        assert "Person 1" not in screen_text(pilot)


async def test_on_a_narrow_screen_tab_swaps_the_panes(desk: Desk, store: Store) -> None:
    async with open_app(desk, OPEN, (60, 20)) as pilot:
        shown = await until(pilot, "[Bank] · 44")
        assert "This question" not in shown
        await keys(pilot, "tab")
        shown = screen_text(pilot)
        assert "Bank" not in shown
        assert "What led you from your first job" in shown
        await keys(pilot, "d", "escape")
        assert "[Bank] · 43" in screen_text(pilot)


async def test_the_last_question_is_seen_whole(desk: Desk) -> None:
    async with open_app(desk, OPEN, (60, 20)) as pilot:
        await until(pilot, "[Bank]")
        await keys(pilot, "G")
        shown = screen_text(pilot)
        assert "›   44  How do you like people to stay in touch" in shown
        assert "find or send you?" in shown


async def test_the_bank_is_written_to_a_file(
    desk: Desk, store: Store, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line_widget, "CONFIRM_AFTER", 0.0)
    monkeypatch.chdir(tmp_path)
    add_own(store, now, "Who?")
    archive(store, now, whole_bank(store)[1])
    file = tmp_path / "questions.toml"
    file.write_text("mine")
    async with open_app(desk, OPEN) as pilot:
        await until(pilot, "[Bank]")
        await keys(pilot, "w", "enter")
        assert "questions.toml is there already.  enter again" in screen_text(pilot)
        assert file.read_text() == "mine"
        await keys(pilot, "enter")
        assert "The bank is questions.toml in" in lines(pilot)[-2]
    assert file.read_text().count("[[question]]") == 45
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


async def test_hostile_words_are_shown_as_what_they_are(
    desk: Desk, store: Store, now: datetime
) -> None:
    add_own(store, now, "[@click=app.quit]x[/] \x1b[2J " + "w" * 200)
    async with open_app(desk, OPEN) as pilot:
        shown = await until(pilot, "own [@click=app.quit]x[/] ␛[2J")
        assert "www" in shown
        await keys(pilot, "tab", "d", "u")
        assert pilot.app._exception is None


async def test_all_that_a_question_serves_is_read_at_its_side(
    desk: Desk, store: Store, now: datetime
) -> None:
    serves = "know " + "one more thing of the work " * 30 + "at the very end"
    key = add_own(store, now, f"Who decides? -> {serves}")
    assert key
    async with open_app(desk, ("library", {})) as pilot:
        await keys(pilot, "f")
        await type_text(pilot, "decides own")
        await keys(pilot, "enter", "enter")
        assert "at the very end" not in screen_text(pilot)
        await keys(pilot, "G")
        assert "at the very end" in " ".join(screen_text(pilot).split())
