from __future__ import annotations

import os
import random
import runpy
import signal
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from infoview_tui.services.interviews import book
from infoview_tui.services.meeting import live, start
from infoview_tui.services.people import add_person
from infoview_tui.storage.drafts import this_owner
from infoview_tui.storage.store import Store

TYPIST = Path(__file__).with_name("typist.py")
ROOT = Path(__file__).parents[2]
typist = runpy.run_path(str(TYPIST), run_name="typist")


def spawn(*args: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(TYPIST), *map(str, args)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


@pytest.mark.parametrize("seed", range(10))
def test_nothing_acknowledged_is_lost_by_a_kill(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "infoview.db"
    process = spawn("type", path)
    assert process.stdout is not None
    acknowledged = [process.stdout.readline() for _ in range(random.Random(seed).randint(1, 60))]
    while seed % 2 and not acknowledged[-1].startswith("note"):
        acknowledged.append(process.stdout.readline())
    process.send_signal(signal.SIGKILL)
    acknowledged += process.communicate()[0].splitlines()
    assert process.returncode == -signal.SIGKILL

    notes, draft_number, draft_length = 0, -1, 0
    for kind, *numbers in (told.split() for told in acknowledged if told.strip()):
        if kind == "note":
            notes = int(numbers[0]) + 1
        elif len(numbers) == 2:
            draft_number, draft_length = int(numbers[0]), int(numbers[1])

    store = Store(path)
    saved = [note.body for note in store.notes.where()]
    assert len(saved) >= notes
    assert saved == [typist["line"](number).strip() for number in range(len(saved))]
    drafts = store.drafts.at(typist["PLACE"])
    body = drafts[0].body if drafts else ""
    assert len(drafts) <= 1
    assert typist["line"](len(saved)).startswith(body)
    if draft_number >= len(saved):
        assert draft_number == len(saved)
        assert len(body) >= draft_length
    assert store.db.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert store.db.execute("pragma foreign_key_check").fetchall() == []
    with store.write_draft():
        assert store.drafts.adopt(typist["PLACE"], this_owner()) == body
    store.close()


def test_four_shells_note_into_one_meeting(tmp_path: Path) -> None:
    store = Store(tmp_path / "infoview.db")
    now = datetime.now(UTC)
    id = book(store, now, [add_person(store, now, name="Dana")], starts_at=now, zone="UTC")
    start(store, now, id)
    processes = [spawn("capture", store.path, who, id, 25) for who in "abcd"]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    for process in processes:
        process.communicate(timeout=50)
    assert [process.returncode for process in processes] == [0, 0, 0, 0]
    notes = live(store, id).notes
    assert [note.at for note in notes] == sorted(note.at for note in notes)
    assert Counter(note.body.split()[0] for note in notes) == dict.fromkeys("abcd", 25)
    for who in "abcd":
        mine = [int(n.body.split()[1]) for n in notes if n.body.startswith(who)]
        assert mine == list(range(25))
    assert len({note.uid for note in notes}) == 100
    assert store.revision() >= 100
    store.close()
