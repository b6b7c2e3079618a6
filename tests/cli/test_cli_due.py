from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from infoview_tui.services.letters import draft_letter, mark_sent
from infoview_tui.services.points import write_introduction
from infoview_tui.storage.store import Store


@pytest.fixture
def owing(shell: Any, now: datetime) -> Iterator[Any]:
    with time_machine.travel((now - timedelta(days=5)).timestamp(), tick=False):
        shell("people", "add", "Dana Okafor")
        shell("note", ">send the list", "--for", "dana")
    with time_machine.travel(now.timestamp(), tick=False):
        yield shell


def test_promises(owing: Any) -> None:
    (promise,) = owing.json("promises", "list")
    assert promise == {
        "id": 1,
        "side": "mine",
        "person": "Dana Okafor",
        "person_id": 1,
        "interview_id": None,
        "body": "send the list",
        "due": "2026-11-21",
        "overdue": True,
        "kept_at": None,
    }
    assert owing("promises", "list") == "1  late 2 d  mine  Dana Okafor  send the list"


def test_today(owing: Any) -> None:
    rows = owing.json("today")
    assert list(rows[0]) == [
        *("kind", "person", "person_id", "interview_id", "due", "overdue", "why")
    ]
    assert (rows[0]["kind"], rows[0]["due"], rows[0]["overdue"]) == (
        "promise_mine",
        "2026-11-21",
        True,
    )
    assert "Send the list" in owing("today")
    assert owing("today", "--count") == "1"
    owing.run("today", "--check", code=3)
    assert owing.run("today", "--json", "--check", code=3).stdout.startswith("[")


def test_today_with_nothing_due(shell: Any) -> None:
    assert shell("today", "--count") == "0"
    assert shell.json("today") == []
    assert shell.run("today", "--check").stderr == "Nothing is due.\n"


def test_moments_of_today_carry_an_offset(owing: Any) -> None:
    owing("interviews", "add", "dana", "--at", "tomorrow 14:00")
    meeting = next(row for row in owing.json("today") if row["kind"] == "meeting")
    assert meeting["due"] == "2026-11-24T14:00:00+00:00"
    assert owing("today", "--count") == "1", "what comes is not yet due"


def test_letters(owing: Any, database: Path, now: datetime, zone: ZoneInfo) -> None:
    store = Store(database)
    id = draft_letter(store, now, zone, "request_cold", 1)
    store.close()
    (letter,) = owing.json("letters", "list")
    assert (letter["kind"], letter["person"], letter["sent_at"]) == (
        "request_cold",
        "Dana Okafor",
        None,
    )
    assert letter["gaps"] > 0
    assert "draft, " in owing("letters", "list")
    store = Store(database)
    mark_sent(store, now, id)
    store.close()
    shown = owing.json("letters", "show", str(id))
    assert shown["sent_at"] == "2026-11-23T14:30:00+00:00"
    assert shown["channel"] == "e-mail"
    subject, empty, *body = owing("letters", "show", str(id)).splitlines()
    assert (subject, empty) == (shown["subject"], "")
    assert "\n".join(body).strip() == shown["body"].strip()
    owing.refused("letters", "show", "9")


def test_a_rehearsal_is_of_its_own_kind(shell: Any, store: Store, now: datetime) -> None:
    write_introduction(store, now, "30 s", "I am Wren.")
    with time_machine.travel(now.timestamp(), tick=False):
        shell("people", "add", "Kofi Mensah")
        shell("interviews", "add", "kofi", "--at", "tomorrow 14:30")
        (row,) = [row for row in shell.json("today") if row["kind"] == "rehearsal"]
    assert (row["person"], row["interview_id"], row["overdue"]) == ("Kofi Mensah", 1, False)
    assert (row["due"], row["why"]) == ("2026-11-23", "Kofi Mensah is tomorrow, never run")
