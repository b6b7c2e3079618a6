from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from somebody import INFOVIEW, User, shell


@pytest.mark.timeout(120)
def test_from_an_empty_database_to_a_thank_you_sent(database: Path) -> None:
    with User(database) as user:
        user.sees("Your name")
        user.types("Wren Castillo\rmuseum collections\r\r")
        user.sees("Who would you like to learn from")
        user.types("Dana Okafor, curator, City Museum, dana@example.org\r")
        user.sees("People › Dana Okafor")
        user.presses("b")
        user.sees("new interview")
        user.types("tomorrow 14:30")
        user.sees(r"14:30-14:50 Europe/Lisbon, tomorrow")
        user.presses("ctrl+o")

        user.sees("What do you want to know when you hang up")
        user.types("How people get in\r")
        user.sees("1   How people get in")
        user.types("Is a degree needed\r\r")
        user.sees(r"\[Bank for goal 1\]")
        user.presses("space", "space", "space")
        user.sees(r"3 core")
        user.presses("right", "space", "space")
        user.sees(r"5 core, 0 backup .* 13 of 13 min")

        user.presses("4")
        user.sees("not written")
        user.types("Volunteer tours\r40 groups, the deaf school twice\r\r\r\r")
        user.sees(r"(?s)  Volunteer tours.*Front +What about you")
        user.presses("escape")
        user.sees("turn  enter choose")
        user.presses("enter")
        user.sees("1 of 1 chosen")

        user.presses("1")
        user.sees(r"tomorrow 14:30  Dana Okafor .*ready")
        user.presses("s")
        user.sees("booked for tomorrow 14:30.  s again starts it now")
        user.presses_again("s")
        user.sees(r"(19:5\d|20:00) left")
        for line in (
            "started as a volunteer guide",
            "! a certificate counts more than a second degree",
            '" half the job is writing to lenders',
            "> send a summary of what I hear",
            "< the loan-form example",
            "@Mai Tran, registrar, Harbour Gallery",
            "+ shadow an object move",
        ):
            user.types(line + "\r")
        user.sees(r"Notes · 7")
        user.presses("enter")
        user.sees("Questions · 1 of 5")
        assert shell(database, "note", "from another shell")
        user.sees("from another shell")
        user.presses("f5")
        user.sees("5 offered")
        user.presses("f10")
        user.sees("F10 again ends the meeting")
        user.presses_again("f10")

        user.sees("Debrief")
        user.types("I drop the second degree\r")
        user.presses("ctrl+o")
        user.sees("Thank-you to Dana Okafor")
        user.sees(r"2 gaps")
        user.types("how I plan")
        user.presses("tab")
        user.types("take the certificate first")
        user.presses("ctrl+o")
        user.sees("no gaps")
        user.presses("s")
        user.sees(r"\[1 Today\]")
        user.sees("Write to Mai Tran")
        user.leaves()

    [interview] = shell(database, "interviews", "list", "--json")
    assert interview["status"] == "thanked"
    assert interview["person"] == "Dana Okafor"
    assert interview["extension_minutes"] == 5
    assert interview["overrun_seconds"] == 0
    questions = shell(database, "questions", "list", str(interview["id"]), "--json")
    assert [q["kind"] for q in questions] == ["core"] * 5
    assert [q["state"] for q in questions] == ["asked", *["open"] * 4]
    assert all(q["goal"] for q in questions)
    notes = shell(database, "notes", "list", "--json")
    assert [n["kind"] for n in notes] == [
        "note",
        "key_point",
        "quote",
        "my_promise",
        "their_offer",
        "person",
        "advice",
        "note",
    ]
    assert notes[0]["question_id"] == questions[0]["id"]
    assert all(n["offset_seconds"] >= 0 for n in notes)
    assert {p["name"] for p in shell(database, "people", "list", "--json")} == {
        "Dana Okafor",
        "Mai Tran",
    }
    promises = shell(database, "promises", "list", "--json")
    assert [(p["side"], p["body"]) for p in promises] == [
        ("mine", "send a summary of what I hear"),
        ("theirs", "the loan-form example"),
    ]
    [letter] = shell(database, "letters", "list", "--json")
    text = shell(database, "letters", "show", str(letter["id"]))
    assert "how I plan." in text
    assert "Thank you for offering the loan-form example." in text
    assert "[" not in text
    kinds = [row["kind"] for row in shell(database, "today", "--json")]
    assert sorted(kinds) == ["introduction", "promise_mine", "promise_theirs"]


@pytest.mark.timeout(60)
def test_a_burst_and_a_hostile_paste_are_what_slow_typing_would_be(database: Path) -> None:
    shell(database, "people", "add", "Dana Okafor")
    with User(database, "meet", "--with", "dana") as user:
        user.sees(r"(19:5\d|20:00) left")
        user.types("".join(f"note {n:02}\r" for n in range(20)) + "wrong\x15right\r")
        user.sees("Notes · 21")
        user.types("\x1b[200~x\x1b[99zd\x11\x1b[21~yy\x1b[201~\r")
        user.sees("Notes · 22")
    *bodies, pasted = [n["body"] for n in shell(database, "notes", "list", "--json")]
    assert bodies == [*(f"note {n:02}" for n in range(20)), "right"]
    assert pasted == "x\x1b[99zd\x11\x1b[21~yy"


@pytest.mark.parametrize(
    ("env", "colours", "plain"),
    [
        ({"NO_COLOR": "1"}, False, False),
        ({"TERM": "linux"}, True, True),
        ({"TERM": "xterm-16color"}, True, False),
        ({"LC_ALL": "C", "LANG": None}, True, True),
    ],
    ids=["no colour", "console", "16 colours", "no UTF-8"],
)
def test_signs_and_colours_are_what_the_terminal_can_show(
    database: Path, env: dict[str, str | None], colours: bool, plain: bool
) -> None:
    shell(database, "people", "add", "Dana Okafor")
    with User(database, "meet", "--with", "dana", env=env) as user:
        user.sees(r"(19:5\d|20:00) left")
        user.presses("enter", "f2")
        user.sees("paused")
        user.types("! a note\r")
        user.sees(r"! a note *\n")
        raw, text = bytes(user.tty.raw), user.tty.text()
    coloured = re.search(rb"\x1b\[(?:[\d;]*;)?(?:3[0-7]|4[0-7]|[34]8;5;\d+)[;m]", raw)
    assert bool(coloured) is colours
    assert text.isascii() is raw.isascii() is plain
    if env.get("TERM") in ("linux", "xterm-16color"):
        assert not re.search(rb"\x1b\[[\d;]*[34]8;[25];", raw)
    [note] = shell(database, "notes", "list", "--json")
    assert (note["kind"], note["body"]) == ("key_point", "a note")


def test_without_a_terminal_one_sentence_and_exit_code_two(database: Path) -> None:
    words = (*INFOVIEW, "--database", str(database))
    result = subprocess.run(
        words, capture_output=True, text=True, timeout=30, stdin=-3, check=False
    )
    assert result.returncode == 2
    assert "needs a terminal" in result.stderr
    assert result.stdout == ""
