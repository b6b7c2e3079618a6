from __future__ import annotations

import re
import signal
import statistics
import subprocess
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from somebody import FIGURE, INFOVIEW, User, later

from infoview_tui.storage.store import Store

NOTES_EACH = 25
NOTE_ROW = re.compile(r"(?m)^ +\d\d:\d\d q2   (.*?) *$")


@pytest.fixture
def meeting(shell: Any) -> None:
    shell("people", "add", "Dana Okafor")
    shell("interviews", "add", "dana", "--at", "tomorrow 14:00")
    for text in ("How did you come?", "What would you study?", "What fills a week?"):
        shell("questions", "add", "1", text)


class Writer:
    """A shell that writes notes line by line, each as soon as the one before is saved."""

    def __init__(self, database: Path) -> None:
        self.process = subprocess.Popen(
            [*INFOVIEW, "--database", str(database), "note", "-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            bufsize=1,
        )

    def write(self, line: str) -> int:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(line + "\n")
        return int(self.process.stdout.readline())

    def close(self) -> None:
        self.process.communicate(timeout=20)
        assert self.process.returncode == 0


def test_a_hundred_notes_from_four_shells_come_in_while_somebody_types(
    database: Path, shell: Any, meeting: None
) -> None:
    with User(database, "meet", "1", cols=90, rows=140) as user:
        user.sees("F10 end")
        user.presses("enter")
        user.sees("› ○ 2  What would you study")
        user.types("the end")
        user.presses(*["left"] * 7)
        writers = {who: Writer(database) for who in "abcd"}

        def write(who: str) -> None:
            for number in range(NOTES_EACH):
                writers[who].write(f"{who}{number:02} from a shell")

        threads = [threading.Thread(target=write, args=(who,)) for who in writers]
        for thread in threads:
            thread.start()
        typed: list[str] = []
        while any(thread.is_alive() for thread in threads) or len(typed) < 4:
            typed.append(f"t{len(typed):02} typed")
            # Before what is to the right of the cursor, which no news from elsewhere may move.
            for key in f"{typed[-1]}, ":
                user.types(key)
                user.tty.pump(0.01)
            user.sees(rf"\n› {typed[-1]}, the end +\n")
            user.presses("enter")
            user.sees(rf" q2   {typed[-1]}, the end")
            user.types("the end")
            user.presses(*["left"] * 7)
        user.types("half a line, ")
        everything = {f"{who}{n:02} from a shell" for who in writers for n in range(NOTES_EACH)}
        everything |= {f"{line}, the end" for line in typed}
        user.sees(rf"Notes · {len(everything)}\b")
        user.sees(r"\n› half a line, the end +\n enter save")
        # The rows of a frame may come in more than one reading.
        assert user.tty.idle()
        shown = NOTE_ROW.findall(user.tty.text())
        assert "NOT SAVED" not in user.tty.text()

        waits = []
        for number in range(5):
            saved = time.monotonic()
            writers["a"].write(f"z{number}")
            saved = time.monotonic()
            user.sees(rf" q2   z{number} ")
            waits.append(time.monotonic() - saved)
        assert statistics.median(waits) < 1.0
        for writer in writers.values():
            writer.close()

    assert len(shown) == len(everything)
    assert set(shown) == everything
    notes = shell.json("notes", "list")
    assert [n["body"] for n in notes] == [*shown, *(f"z{number}" for number in range(5))]
    moments = [datetime.fromisoformat(n["at"]) for n in notes]
    assert moments == sorted(moments)
    offsets = [n["offset_seconds"] for n in notes]
    assert offsets == sorted(offsets)
    second = shell.json("questions", "list", "1")[1]
    assert {n["question_id"] for n in notes} == {second["id"]}
    for who in writers:
        mine = [n["body"] for n in notes if n["body"].startswith(who)]
        assert mine == [f"{who}{number:02} from a shell" for number in range(NOTES_EACH)]


def tick_together(store: Store, *users: User) -> None:
    """Watch the clocks until two figures came to all; the second comes to all as it is true."""
    came: list[dict[str, datetime]] = [{} for _ in users]
    deadline = time.monotonic() + 8
    common: list[str] = []
    while len(common) < 2:
        assert time.monotonic() < deadline, came
        for user, figures in zip(users, came, strict=True):
            while user.tty.pump(0.005):
                pass
            found = FIGURE.search(user.tty.text())
            assert found is not None
            figures.setdefault(found[0], datetime.now(UTC))
        # What stood there at the first look came no one knows when.
        common = [f for f in list(came[0])[1:] if all(f in list(seen)[1:] for seen in came)]
    talk = store.interviews.get(1)
    for seen in came:
        assert talk.used(seen[common[-1]]).total_seconds() % 1 < 0.5


def soon(user: User, words: str) -> None:
    user.tty.wait(words, 2.0)


def test_two_windows_are_one_meeting(
    database: Path, store: Store, shell: Any, meeting: None
) -> None:
    with (
        User(database, "meet", "1") as here,
        User(database, "meet", "1", cols=60, rows=20) as there,
    ):
        here.sees("20:00 left|19:5. left")
        there.sees("20:00 left|19:5. left")
        later(store, 7.5)
        here.sees("12:[23]. left")
        there.sees("12:[23]. left")
        tick_together(store, here, there)

        here.presses("f2")
        soon(there, r"left .* paused")
        soon(here, r"left .* paused")
        assert here.seconds_left() == there.seconds_left()
        there.presses("f2")
        soon(here, r"(?s)\A(?!.*paused)")
        soon(there, r"(?s)\A(?!.*paused)")
        [pause] = store.interviews.get(1).pauses
        with store.write():
            uneven = pause.started_at + timedelta(seconds=1.5)
            store.interviews.pauses.change(uneven, pause.id, ended_at=uneven)

        here.presses("enter")
        soon(there, r"(?s)✓ 1 .*› ○ 2 ")
        there.presses("f5")
        soon(here, r"agreed 20 \+ 5 offered")
        there.types("half a line")
        there.sees("half a line")
        here.types("from here\r")
        soon(there, r"q2   from here")
        tick_together(store, here, there)

        here.presses("f10")
        here.sees("F10 again ends")
        here.presses_again("f10")
        here.sees("Debrief")
        there.sees("› half a line")
        there.sees("Ended elsewhere")
        there.presses("enter")
        there.sees("Debrief")
        there.leaves()
        here.leaves()
    notes = shell.json("notes", "list", "--interview", "1")
    assert sorted(n["body"] for n in notes) == ["from here", "half a line"]
    [talk] = shell.json("interviews", "list")
    assert (talk["status"], talk["extension_minutes"]) == ("ended", 5)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGHUP])
def test_a_window_killed_in_mid_typing_comes_back_with_its_line_and_the_clock_of_the_other(
    database: Path, store: Store, meeting: None, number: int
) -> None:
    with User(database, "meet", "1") as other:
        other.sees("20:00 left|19:5. left")
        later(store, 12)
        other.sees("0[78]:.. left")
        with User(database, "meet", "1") as user:
            user.sees("0[78]:.. left")
            user.types("saved\rhalf a line")
            user.sees("half a line")
            deadline = time.monotonic() + 2
            while [d.body for d in store.drafts.at("meeting:1:note")] != ["half a line"]:
                assert time.monotonic() < deadline
                user.tty.pump(0.01)
            user.types(" and on it goes")
            user.tty.signal(number)
            user.tty.ended(5)
        with User(database, "meet", "1", cols=60, rows=20) as again:
            again.sees(r"\n› half a line")
            assert "half a line and on it goes".startswith(again.row(-2)[2:])
            assert "q1   saved" in again.tty.text()
            tick_together(store, other, again)
            assert again.seconds_left() <= 8 * 60
            again.types(", all of it\r")
            again.sees("q1   half a line.*, all of it")
            again.tty.hang_up()
            assert again.tty.ended(5) is not None
    assert [note.body[:11] for note in store.notes.where()] == ["saved", "half a line"]


SIZES = ((80, 24), (38, 4), (60, 20), (120, 40), (200, 60), (80, 24))


def test_resized_in_mid_meeting_the_screen_is_right_and_no_key_is_lost(
    database: Path, shell: Any, meeting: None
) -> None:
    with User(database, "meet", "1") as user:
        user.sees("F10 end")
        # Nothing ticks in a pause, so that two looks at the screen can be compared.
        user.presses("f2")
        user.sees("paused")
        for number, (cols, rows) in enumerate(SIZES):
            user.types(f"before {number}\rbet")
            user.tty.resize(cols, rows)
            user.types(f"ween {number}\rhalf {number}")
            user.sees(rf"\n› half {number} *(\n|\Z)")
            user.sees("Saved.")
            assert user.tty.idle()
            shown = user.tty.text()
            assert re.search(r"\d\d:\d\d left .*paused", shown)
            assert "How did you come?" in shown
            if rows >= 20:
                assert f"Notes · {2 * number + 2}" in shown
                assert f"between {number}" in shown
                assert "F10 end" in user.row(-1)
            user.presses("ctrl+l")
            assert user.tty.idle()
            # That it was saved is said until the next key.
            assert user.tty.text() == shown.replace("Saved.", "      ")
            user.presses("ctrl+u")
        user.presses("f2")
        user.sees(r"(?s)\A(?!.*paused)")
    bodies = [n["body"] for n in shell.json("notes", "list")]
    assert bodies == [f"{word} {n}" for n in range(len(SIZES)) for word in ("before", "between")]
