from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from somebody import User, shell

from infoview_tui.storage.store import Store


@pytest.mark.timeout(120)
def test_somebody_asks_is_helped_and_is_asked_how_it_went(database: Path) -> None:
    shell(database, "people", "add", "Aroha Ngata")
    with User(database) as user:
        user.sees(r"\[1 Today\]")
        user.presses("6", "[")
        user.sees("No one has asked yet")
        user.presses("n")
        user.types("Zofia Nowak, if museum work pays a rent, by e-mail")
        user.sees("somebody new: Zofia Nowak")
        user.presses("enter")
        user.sees("Touch › Requests › Zofia Nowak")
        user.presses("space")
        user.sees("✓ accepted")
        user.presses("enter", "enter")
        user.sees("When\\?")
        user.types("tomorrow 17:00")
        user.sees("17:00-17:20 Europe/Lisbon, tomorrow")
        user.presses("enter")
        user.sees("you are the host · tomorrow 17:00 · ready 1/4")
        user.presses("n")
        user.types("Does the pay cover a rent?\r")
        user.sees("They asked · 1")
        user.presses("tab", "n")
        user.types("aroha\r")
        user.sees("Whom I could name · 1")
        user.presses("tab", "o")
        user.sees("Subject: Happy to talk")
        user.sees("at 17:00 or another time")
        user.presses("escape")
        user.sees("They asked · 1")
        user.presses("1")
        user.sees(r"tomorrow 17:00  Zofia Nowak +you host, 20 min +ready 2/4")
        user.presses("enter")
        user.sees("Touch › Requests › Zofia Nowak")
        user.presses("s")
        user.sees("s again starts it now")
        user.presses_again("s")
        user.sees(r"(19:5\d|20:00) left")
        user.sees("Whom to name, with @")
        user.types("> send the reading list\r@Hana Sato, conservator\r")
        user.sees("Notes · 2")
        user.presses("f10")
        user.sees("Say goodbye aloud now")
        user.presses_again("f10")
        user.sees("What did they want, and did they get it")
        user.presses("ctrl+o")
        user.sees("Send the reading list +promised Zofia")
        user.leaves()

    [row] = shell(database, "requests", "list", "--json")
    assert (row["answer"], row["status"], row["channel"]) == ("accepted", "debriefed", "by e-mail")
    kinds = [row["kind"] for row in shell(database, "today", "--json")]
    assert kinds == ["promise_mine"]

    _a_month_goes_by(database)
    with User(database) as user:
        user.sees("Ask Zofia how it went")
        user.leaves()


def _a_month_goes_by(database: Path) -> None:
    store = Store(database)
    [talk] = store.interviews.where("t.host=1")
    assert talk.started_at is not None
    assert talk.ended_at is not None
    [promise] = store.promises.where()
    month = timedelta(days=31)
    with store.write():
        store.interviews.change(
            talk.ended_at,
            talk.id,
            started_at=talk.started_at - month,
            ended_at=talk.ended_at - month,
        )
        store.promises.change(talk.ended_at, promise.id, kept_at=talk.ended_at - month)
    store.close()
