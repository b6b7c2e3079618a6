"""A thank-you on its way: from the end of a meeting into a mail program, and off Today."""

from __future__ import annotations

import base64
import email
import re
from email.policy import default
from pathlib import Path

import pytest
from somebody import User, shell


@pytest.mark.timeout(90)
def test_a_thank_you_is_written_to_a_mail_and_today_lets_go_of_it(
    database: Path, tmp_path: Path
) -> None:
    shell(database, "people", "add", "Dana Okafor", "--email", "dana@example.org")
    file = tmp_path / "thanks.eml"
    with User(database, "meet", "--with", "dana", env={"TMUX": "/tmp/x,1,0"}) as user:
        user.sees(r"(19:5\d|20:00) left")
        user.types("! a certificate counts more than a degree\r")
        user.sees("Notes · 1")
        user.presses("f10")
        user.sees("F10 again ends")
        user.presses_again("f10")
        user.sees("What changes because of this")
        user.presses("ctrl+o")
        user.sees("3 gaps")
        user.types("how I plan")
        user.presses("tab")
        user.types("to ask for the syllabus")
        user.presses("tab")
        user.types("Wren")
        user.presses("ctrl+o")
        user.sees("s marks it as sent")
        user.presses("y")
        user.sees("Sent to your terminal's clipboard")
        user.presses("w")
        user.sees("Letter to")
        user.presses("ctrl+u")
        user.types(f"{file}\r")
        user.sees("The letter is thanks.eml")
        user.presses("s")
        user.sees("Marked as sent: now, by e-mail")
        assert "Thank Dana" not in user.tty.text()
        sent = bytes(user.tty.raw)
        user.leaves()
    message = email.message_from_bytes(file.read_bytes(), policy=default)
    assert message["To"] == "Dana Okafor <dana@example.org>"
    assert message["Subject"] == "Thank you for today's conversation"
    body = message.get_body()
    assert body is not None
    text = body.get_content()
    assert "a certificate counts more than a degree – how I plan." in text
    assert "[" not in text
    # To the terminal itself, and in the form that tmux passes on.
    plain, wrapped = re.findall(rb"\x1b\]52;c;([^\x07]*)\x07", sent)
    assert plain == wrapped
    assert "how I plan" in base64.b64decode(plain).decode()
    assert "thank_you" not in {row["kind"] for row in shell(database, "today", "--json")}
