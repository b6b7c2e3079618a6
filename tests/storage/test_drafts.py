from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from infoview_tui.storage.drafts import Owner, _start_of, read_owner, this_owner
from infoview_tui.storage.store import Store

PLACE = "meeting:1"
ME = this_owner()
GONE = Owner(2**22 + 1, "boot-1", "/dev/pts/9")


@pytest.fixture
def neighbour() -> Iterator[Owner]:
    process = subprocess.Popen(
        [sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE
    )
    yield Owner(process.pid, _start_of(process.pid), "/dev/pts/8")
    process.communicate()


def keep(store: Store, now: datetime, body: str, owner: Owner = ME, place: str = PLACE) -> None:
    with store.write_draft():
        store.drafts.keep(now, place, body, owner)


def adopt(store: Store, owner: Owner = ME) -> str:
    with store.write_draft():
        return store.drafts.adopt(PLACE, owner)


def test_an_owner_is_read_back_and_lives() -> None:
    assert read_owner(str(ME)) == ME
    assert ME.pid == os.getpid()
    assert ME.alive
    assert not GONE.alive
    # A process id that was given to another process since.
    assert not Owner(ME.pid, "boot-1", ME.terminal).alive


def test_one_draft_a_place_and_owner(store: Store, now: datetime) -> None:
    for body in ("h", "ha", "hal\0f"):
        keep(store, now, body)
    keep(store, now, "elsewhere", place="letter:1")
    assert [d.body for d in store.drafts.at(PLACE)] == ["half"]
    keep(store, now, "")
    assert store.drafts.at(PLACE) == ()
    assert [d.body for d in store.drafts.at("letter:1")] == ["elsewhere"]


def test_ones_own_comes_first(store: Store, now: datetime) -> None:
    keep(store, now, "mine")
    keep(store, now + timedelta(minutes=1), "of a dead one", GONE)
    assert adopt(store) == "mine"
    assert len(store.drafts.at(PLACE)) == 2


def test_that_of_a_dead_process_is_taken_over_once(store: Store, now: datetime) -> None:
    keep(store, now, "older", Owner(GONE.pid, "boot-0", ""))
    keep(store, now + timedelta(minutes=1), "newer", GONE)
    assert adopt(store) == "newer"
    assert {d.body: d.owner for d in store.drafts.at(PLACE)}["newer"] == ME
    keep(store, now, "")
    assert adopt(store) == "older"
    keep(store, now, "")
    assert adopt(store) == ""


def test_that_of_another_window_stays_there(store: Store, now: datetime, neighbour: Owner) -> None:
    keep(store, now, "theirs", neighbour)
    assert adopt(store) == ""
    keep(store, now, "mine")
    assert {d.body for d in store.drafts.at(PLACE)} == {"theirs", "mine"}
    assert adopt(store, neighbour) == "theirs"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_a_process_that_ended_and_was_not_waited_for_is_dead() -> None:
    process = subprocess.Popen([sys.executable, "-c", ""], stdout=subprocess.PIPE)
    owner = Owner(process.pid, _start_of(process.pid), "")
    assert process.stdout is not None
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    assert not owner.alive
    process.communicate()


def test_what_is_half_typed_waits_for_no_library(store: Store) -> None:
    code = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from infoview_tui.storage.drafts import this_owner
from infoview_tui.storage.store import Store
store, me = Store(Path(sys.argv[1])), this_owner()
for words in ("h", "half", "", "half a line"):
    with store.write_draft():
        store.drafts.keep(datetime.now(UTC), "meeting:1", words, me)
print("sqlite_utils" in sys.modules)
"""
    ran = subprocess.run(
        [sys.executable, "-c", code, str(store.path)], capture_output=True, text=True, check=True
    )
    assert ran.stdout == "False\n"
    assert [draft.body for draft in store.drafts.at(PLACE)] == ["half a line"]
