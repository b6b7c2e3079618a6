from __future__ import annotations

import json
import os
import sqlite3
import stat
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.errors import InfoviewError, NotFoundError, RefusedError, StorageError
from infoview_tui.services.interviews import book
from infoview_tui.services.meeting import set_current, start
from infoview_tui.services.notes import capture, delete_note, edit_note
from infoview_tui.services.people import add_person
from infoview_tui.services.start import at_start
from infoview_tui.storage import database as database_module
from infoview_tui.storage import saver as saver_module
from infoview_tui.storage.drafts import Drafts, Owner, this_owner
from infoview_tui.storage.saver import PendingNote, Saver
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import new_uid

PLACE = "meeting:1"
WAIT = 10.0
MINUTE = timedelta(minutes=1)
NOW = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)
DEAD = Owner(2**22 + 1, "boot-1", "/dev/pts/9")


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saver_module, "RETRY_SECONDS", 0.04)
    monkeypatch.setattr(saver_module, "_STEP_SECONDS", 0.005)
    monkeypatch.setattr(database_module, "PATIENCE_SECONDS", 0.05)


@pytest.fixture
def saver(store: Store) -> Iterator[Saver]:
    made = Saver(store.path, this_owner())
    yield made
    if made.is_alive():
        made.stop(WAIT)
        made.join(WAIT)
    assert not made.is_alive()


class Told:
    """What a listener was told, and a way to wait for it."""

    def __init__(self) -> None:
        self.all: list[Any] = []
        self._news = threading.Condition()

    def __call__(self, what: Any) -> None:
        with self._news:
            self.all.append(what)
            self._news.notify_all()

    def wait_for(self, test: Callable[[list[Any]], bool]) -> None:
        with self._news:
            assert self._news.wait_for(lambda: test(self.all), WAIT), self.all


def save(
    saver: Saver,
    line: str,
    told: Told,
    *,
    uid: str | None = None,
    place: str = "",
    meeting: int | None = None,
    at: datetime = NOW,
    before: Callable[[], object] = lambda: None,
) -> None:
    note = PendingNote(uid or new_uid(), line, at, meeting)

    def work(store: Store) -> Any:
        before()
        return capture(store, at, line, uid=note.uid, interview_id=meeting)

    saver.save(work, told, place=place, note=note)


def bodies(store: Store) -> list[str]:
    return [note.body for note in store.notes.where()]


def block(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.execute("begin immediate")
    return connection


def test_notes_are_saved_in_order(store: Store, saver: Saver) -> None:
    told = Told()
    for number in range(100):
        save(saver, f"n{number}", told)
        saver.draft(PLACE, f"d{number}")
    saver.start()
    assert saver.flush(WAIT)
    assert bodies(store) == [note.body for note in told.all] == [f"n{n}" for n in range(100)]
    assert [d.body for d in store.drafts.at(PLACE)] == ["d99"]


def test_its_connection_is_durable(saver: Saver) -> None:
    told = Told()

    def look(store: Store) -> list[Any]:
        names = ("journal_mode", "synchronous", "foreign_keys")
        return [store.db.execute(f"pragma {name}").fetchone()[0] for name in names]

    saver.save(look, told)
    saver.start()
    assert saver.flush(WAIT)
    assert told.all == [["truncate", 2, 1]]


def test_drafts_that_wait_are_saved_once(
    store: Store, saver: Saver, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[str] = []
    keep = Drafts.keep

    def counted(drafts: Drafts, now: datetime, place: str, body: str, owner: Owner) -> None:
        kept.append(place)
        keep(drafts, now, place, body, owner)

    monkeypatch.setattr(Drafts, "keep", counted)
    for length in range(1, 200):
        saver.draft(PLACE, "x" * length)
        saver.draft("letter:1", "y" * length)
    saver.start()
    assert saver.flush(WAIT)
    assert sorted(kept) == ["letter:1", PLACE]
    assert [d.body for d in store.drafts.at(PLACE)] == ["x" * 199]
    assert saver.settled()


def test_the_draft_goes_with_its_note(store: Store, saver: Saver) -> None:
    told, seen = Told(), Told()
    saver.draft(PLACE, "hello")
    uid = new_uid()

    def work(inner: Store) -> Any:
        note = capture(inner, NOW, "hello", uid=uid)
        # Another window sees both or neither.
        other = Store(inner.path)
        seen((bodies(other), [d.body for d in other.drafts.at(PLACE)]))
        other.close()
        return note

    saver.start()
    saver.save(work, told, place=PLACE, words="hello")
    assert saver.flush(WAIT)
    assert seen.all == [([], ["hello"])]
    assert (bodies(store), store.drafts.at(PLACE)) == (["hello"], ())


def test_a_uid_saved_twice_stays_one(store: Store, saver: Saver) -> None:
    told = Told()
    saver.start()
    for _ in range(2):
        save(saver, "once", told, uid="u1")
    assert saver.flush(WAIT)
    assert bodies(store) == ["once"]
    assert told.all[0] == told.all[1]
    delete_note(store, NOW, told.all[0].id)
    save(saver, "once", told, uid="u1")
    assert saver.flush(WAIT)
    assert bodies(store) == []


def test_a_locked_database_is_told_and_tried_again(store: Store, saver: Saver) -> None:
    trouble, told = Told(), Told()
    saver.tell_trouble(trouble)
    saver.start()
    blocker = block(store.path)
    save(saver, "first", told)
    saver.draft(PLACE, "half")
    trouble.wait_for(lambda texts: len(texts) > 1)
    why = "another program holds the database; kept here, tried again every 0.04 s"
    assert set(trouble.all) == {why}
    save(saver, "second", told)
    assert not saver.settled()
    assert (told.all, bodies(store)) == ([], [])
    blocker.rollback()
    blocker.close()
    assert saver.flush(WAIT)
    assert bodies(store) == ["first", "second"]
    assert [d.body for d in store.drafts.at(PLACE)] == ["half"]
    trouble.wait_for(lambda texts: texts[-1] == "")
    assert trouble.all.count("") == 1


def test_a_database_that_cannot_be_opened_is_tried_again(tmp_path: Path) -> None:
    path = tmp_path / "infoview.db"
    path.mkdir()
    trouble, told = Told(), Told()
    saver = Saver(path, this_owner())
    saver.tell_trouble(trouble)
    saver.start()
    save(saver, "kept", told)
    trouble.wait_for(lambda texts: len(texts) > 1)
    assert trouble.all[0].startswith("it is a folder; kept here")
    path.rmdir()
    assert saver.flush(WAIT)
    assert saver.stop(WAIT)
    saver.join(WAIT)
    store = Store(path)
    assert bodies(store) == ["kept"]
    store.close()


def refuse(_store: Store) -> None:
    raise RefusedError("no")


def conflict(store: Store) -> None:
    set_current(store, NOW, 99, 1)


def unknown_interview(store: Store) -> None:
    with store.write():
        store.notes.add(NOW, kind="note", body="b", at=NOW, interview_id=99)


def fault(_store: Store) -> None:
    raise KeyError("secret")


@pytest.mark.parametrize(
    ("work", "error"),
    [
        (refuse, RefusedError),
        (conflict, NotFoundError),
        (unknown_interview, StorageError),
        (fault, StorageError),
    ],
)
def test_what_never_works_is_told_and_holds_nothing_up(
    store: Store, saver: Saver, work: Callable[[Store], Any], error: type[InfoviewError]
) -> None:
    told, trouble = Told(), Told()
    saver.tell_trouble(trouble)
    saver.draft(PLACE, "words")
    saver.save(work, told, place=PLACE, words="words")
    save(saver, "after", told)
    saver.start()
    assert saver.flush(WAIT)
    assert isinstance(told.all[0], error)
    assert "secret" not in str(told.all[0])
    assert bodies(store) == ["after"]
    assert [d.body for d in store.drafts.at(PLACE)] == ["words"]
    assert trouble.all == []


def test_a_listener_at_fault_stops_nothing(store: Store, saver: Saver) -> None:
    def gone(_what: Any) -> None:
        raise RuntimeError("Event loop is closed")

    told = Told()
    saver.tell_trouble(gone)
    blocker = block(store.path)
    uid = new_uid()
    saver.save(lambda s: capture(s, NOW, "first", uid=uid), gone)
    saver.start()
    assert not saver.flush(0.2)
    blocker.rollback()
    blocker.close()
    save(saver, "second", told)
    assert saver.flush(WAIT)
    assert bodies(store) == ["first", "second"]


def test_stop_saves_first_and_leaves_no_file(store: Store, saver: Saver) -> None:
    told = Told()
    for number in range(20):
        save(saver, f"n{number}", told)
    saver.start()
    assert saver.stop(WAIT)
    saver.join(WAIT)
    assert len(bodies(store)) == 20
    assert emergency(store.path) == []
    assert saver.stop(0)


def test_stop_does_not_sleep_through_a_lock_that_goes(
    store: Store, saver: Saver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saver_module, "RETRY_SECONDS", 600.0)
    trouble, told = Told(), Told()
    saver.tell_trouble(trouble)
    blocker = block(store.path)
    save(saver, "kept", told)
    saver.start()
    trouble.wait_for(bool)
    blocker.rollback()
    blocker.close()
    assert saver.stop(WAIT)
    assert bodies(store) == ["kept"]
    assert emergency(store.path) == []


def emergency(path: Path) -> list[Path]:
    return sorted(path.parent.glob("*.emergency-*"))


def give_up(store: Store, *, running: bool = True) -> Told:
    """A saver that typed into a locked database until its process had to end."""
    told = Told()
    saver = Saver(store.path, DEAD)
    saver.draft(PLACE, "old words")
    if running:
        saver.start()
        assert saver.flush(WAIT)
    blocker = block(store.path)
    save(saver, "old words", told, place=PLACE)
    save(saver, "> send the list\ud800", told)
    saver.draft(PLACE, "half a li ")
    saver.draft("letter:1", "")
    assert not saver.stop(0.1)
    assert not saver.stop(0.0)
    assert not saver.flush(0.0)
    blocker.rollback()
    blocker.close()
    if running:
        saver.join(WAIT)
        assert not saver.is_alive()
    return told


@pytest.mark.parametrize("running", [True, False])
def test_the_emergency_file_brings_everything_back_once(store: Store, running: bool) -> None:
    before = os.umask(0o022)
    try:
        told = give_up(store, running=running)
    finally:
        os.umask(before)
    (file,) = emergency(store.path)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert (told.all, bodies(store)) == ([], [])
    content = file.read_bytes()
    at_start(store)
    assert bodies(store) == ["old words", "send the list\ufffd"]
    assert [(d.body, d.owner) for d in store.drafts.at(PLACE)] == [("half a li ", DEAD)]
    assert emergency(store.path) == []
    # A start that was killed after saving and before removing the file.
    file.write_bytes(content)
    at_start(store)
    at_start(store)
    assert len(bodies(store)) == 2
    assert len(store.drafts.at(PLACE)) == 1
    with store.write_draft():
        assert store.drafts.adopt(PLACE, this_owner()) == "half a li "


def meeting_with(store: Store, name: str, at: datetime) -> int:
    id = book(store, at, [add_person(store, at, name=name)], starts_at=at, zone="UTC")
    start(store, at, id)
    return id


def test_a_note_from_the_emergency_file_goes_into_its_own_meeting(store: Store) -> None:
    older, newer = meeting_with(store, "Dana", NOW), meeting_with(store, "Kofi", NOW + MINUTE)
    saver, told = Saver(store.path, DEAD), Told()
    save(saver, "! of the newer", told, meeting=newer, at=NOW + 2 * MINUTE)
    save(saver, "of the older", told, meeting=older, at=NOW + 3 * MINUTE)
    save(saver, "of none", told)
    person = store.interviews.get(older).person_id
    note = PendingNote("a1" * 8, "with all", NOW + 4 * MINUTE, older, person)
    saver.save(lambda _store: None, told, note=note)
    assert not saver.stop(0.0)
    at_start(store)
    newest, older_one, nowhere, whole = store.notes.where()
    assert (newest.interview_id, newest.at, newest.body) == (
        newer,
        NOW + 2 * MINUTE,
        "of the newer",
    )
    assert (older_one.interview_id, older_one.offset_seconds) == (older, 180)
    assert (nowhere.interview_id, nowhere.person_id) == (None, None)
    assert (whole.uid, whole.person_id, whole.offset_seconds) == ("a1" * 8, person, 240)


@pytest.mark.parametrize("line", ["> send it", "@Mai Tran"])
def test_a_note_that_was_saved_after_all_stays_one(store: Store, line: str) -> None:
    talk = meeting_with(store, "Dana", NOW)
    meeting_with(store, "Kofi", NOW + MINUTE)
    saver, told, going, slow = Saver(store.path, DEAD), Told(), Told(), threading.Event()

    def stand_still() -> None:
        going("on")
        assert slow.wait(WAIT)

    saver.start()
    save(saver, line, told, meeting=talk, place=PLACE, before=stand_still)
    going.wait_for(bool)
    assert not saver.stop(0.0)
    assert len(emergency(store.path)) == 1
    slow.set()
    saver.join(WAIT)
    assert len(bodies(store)) == 1
    at_start(store)
    assert [(n.interview_id, n.uid) for n in store.notes.where()] == [(talk, told.all[0].uid)]
    assert emergency(store.path) == []


def test_words_that_are_no_note_come_back_as_a_draft_of_their_place(store: Store) -> None:
    note = capture(store, NOW, "old")
    saver, told, place = Saver(store.path, DEAD), Told(), f"note:{note.id}"

    def edit(inner: Store) -> Any:
        return edit_note(inner, NOW, note.id, "new", ZoneInfo("UTC"))

    saver.draft(place, "new")
    saver.save(edit, told, place=place, words="new")
    saver.draft(PLACE, "half")
    saver.save(lambda _store: None, told, place="meeting:1:own", words="a question?")
    # The line is cleared once it is handed in; what it held is not on the disk yet.
    saver.draft("meeting:1:own", "")
    saver.save(lambda _store: None, told, place="log:1", words="spoke")
    saver.draft("log:1", "and met")
    assert not saver.stop(0.0)
    at_start(store)
    assert bodies(store) == ["old"]
    found = {p: [d.body for d in store.drafts.at(p)] for p in (place, "meeting:1:own", "log:1")}
    assert found == {place: ["new"], "meeting:1:own": ["a question?"], "log:1": ["spoke\nand met"]}


def test_a_note_whose_meeting_is_gone_goes_to_the_inbox(store: Store) -> None:
    file = store.path.with_name(f"{store.path.name}.emergency-1")
    gone = {"interview": 7, "person": 8, "item": 9}
    file.write_text(json.dumps({**GOOD, **gone}) + "\n", encoding="utf-8")
    at_start(store)
    (note,) = store.notes.where()
    assert (note.body, note.interview_id, note.person_id) == ("good", None, None)


def test_what_waits_for_a_place_is_known(store: Store, saver: Saver) -> None:
    told = Told()
    assert saver.pending(PLACE) is None
    blocker = block(store.path)
    saver.draft(PLACE, "h")
    saver.draft(PLACE, "hello")
    saver.draft("letter:1", "Dear")
    saver.start()
    assert (saver.pending(PLACE), saver.pending("letter:1")) == ("hello", "Dear")
    save(saver, "hello", told, place=PLACE)
    assert saver.pending(PLACE) == ""
    saver.draft(PLACE, "n")
    assert (saver.pending(PLACE), saver.pending("note")) == ("n", None)
    blocker.rollback()
    blocker.close()
    assert saver.flush(WAIT)
    assert (saver.pending(PLACE), saver.pending("letter:1")) == (None, None)
    assert (saver.typed(PLACE), saver.typed("letter:1"), saver.typed("note")) == ("n", "Dear", "")


def test_what_was_refused_waits_no_more(store: Store, saver: Saver) -> None:
    told = Told()
    saver.start()
    saver.draft(PLACE, "words")
    saver.save(refuse, told, place=PLACE)
    assert saver.flush(WAIT)
    assert saver.pending(PLACE) is None
    assert [d.body for d in store.drafts.at(PLACE)] == ["words"]


def test_its_connection_is_open_before_the_first_word(
    saver: Saver, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = threading.Event()

    def opening(path: Path, patience: float) -> Store:
        opened.set()
        return Store(path, patience)

    monkeypatch.setattr(saver_module, "Store", opening)
    saver.start()
    assert opened.wait(WAIT)


def test_what_waits_for_the_screen_is_among_the_last_words(
    store: Store, saver: Saver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saver_module, "BREATH_SECONDS", WAIT)
    saver.start()
    saver.draft(PLACE, "half")
    while not saver._queue.empty():
        saver.join(0.001)
    assert not saver.stop(0.0)
    assert saver.emergency is not None
    at_start(store)
    assert [d.body for d in store.drafts.at(PLACE)] == ["half"]


def test_a_whole_note_does_not_wait_for_the_screen(
    store: Store, saver: Saver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saver_module, "BREATH_SECONDS", 2 * WAIT)
    saver.start()
    saver.draft(PLACE, "half")
    save(saver, "whole", Told(), place=PLACE)
    assert saver.flush(WAIT)
    assert bodies(store) == ["whole"]


def test_a_long_note_is_not_refused_on_its_way_back(store: Store) -> None:
    words = "word " * 5_000
    file = store.path.with_name(f"{store.path.name}.emergency-1")
    line = {"at": NOW.isoformat(), "uid": "a1", "note": words}
    file.write_text(json.dumps(line) + "\n", encoding="utf-8")
    at_start(store)
    assert "".join(bodies(store)).replace(" ", "") == words.replace(" ", "")


GOOD = {"at": NOW.isoformat(), "uid": "a1", "note": "good"}
DRAFT = {"at": NOW.isoformat(), "place": "p", "body": "b", "owner": "1:2:3"}
DAMAGED: dict[str, str | bytes] = {
    "cut": json.dumps(GOOD) + "\n" + json.dumps(DRAFT)[:20],
    "list": "[]",
    "number": "3",
    "null": "null",
    "deep": "[" * 100_000,
    "digits": json.dumps(GOOD) + "\n" + "9" * 5000,
    "no uid": json.dumps({"at": GOOD["at"], "note": "x"}),
    "odd uid": json.dumps({**GOOD, "uid": "../x"}),
    "no moment": json.dumps({**GOOD, "at": "now"}),
    "far moment": json.dumps({**GOOD, "at": "9999-12-31T23:59:59-12:00"}),
    "odd note": json.dumps({**GOOD, "note": ["x"]}),
    "odd place": json.dumps({**DRAFT, "place": 7}),
    "odd body": json.dumps({**DRAFT, "body": None}),
    "odd meeting": json.dumps({**GOOD, "interview": "7"}),
    "far meeting": json.dumps({**GOOD, "interview": 10**30}),
    "odd owner": json.dumps({**DRAFT, "owner": "me"}),
    "latin": "caf\xe9".encode("latin-1"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_emergency_file_stays_and_stops_nothing(store: Store, name: str) -> None:
    content = DAMAGED[name]
    file = store.path.with_name(f"{store.path.name}.emergency-1")
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    other = store.path.with_name(f"{store.path.name}.emergency-2")
    other.write_text(json.dumps({**GOOD, "note": "from the other"}), encoding="utf-8")
    assert at_start(store)
    assert emergency(store.path) == [file]
    assert bodies(store) == ["from the other"]
    assert not store.db.conn.in_transaction


def test_a_planted_emergency_file_is_left_alone(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"{store.path.name}.emergency-"
    target = tmp_path / "target"
    target.write_text(json.dumps(GOOD), encoding="utf-8")
    link, folder, pipe, alien, huge = (store.path.with_name(f"{name}{n}") for n in range(5))
    link.symlink_to(target)
    folder.mkdir()
    os.mkfifo(pipe)
    alien.write_text(json.dumps(GOOD), encoding="utf-8")
    with huge.open("wb") as opened:
        opened.truncate(2**40)
    at_start(store)
    assert bodies(store) == ["good"]
    assert emergency(store.path) == [link, folder, pipe, huge]
    alien.write_text(json.dumps({**GOOD, "uid": "b2"}), encoding="utf-8")
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    at_start(store)
    assert (len(bodies(store)), alien.exists(), target.exists()) == (1, True, True)


def test_the_emergency_file_never_follows_a_link(store: Store, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine", encoding="utf-8")
    store.path.with_name(f"{store.path.name}.emergency-{os.getpid()}").symlink_to(victim)
    saver = Saver(store.path, DEAD)
    saver.draft(PLACE, "x")
    file = saver.write_emergency()
    assert file is not None
    assert (file.is_symlink(), stat.S_IMODE(file.stat().st_mode)) == (False, 0o600)
    assert victim.read_text(encoding="utf-8") == "mine"


def test_a_name_with_brackets_finds_its_file(tmp_path: Path) -> None:
    store = Store(tmp_path / "talks[1].db")
    store.path.with_name("talks[1].db.emergency-1").write_text(json.dumps(GOOD), encoding="utf-8")
    at_start(store)
    assert bodies(store) == ["good"]
    store.close()


def test_words_that_no_file_takes_are_shown_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infoview_tui.storage.saver.write_emergency", lambda *_args: None)
    saver = Saver(tmp_path / "never" / "x.db", this_owner())
    saver.draft("meeting:1:note", "half a \x1b[2J line")
    assert not saver.stop(0.05)
    assert "half a ␛[2J line" in saver.farewell()


def test_the_end_names_the_file_that_took_the_rest(tmp_path: Path) -> None:
    saver = Saver(tmp_path / "x.db", this_owner())
    saver.draft("meeting:1:note", "half a line")
    assert not saver.stop(0.05)
    assert saver.emergency is not None
    assert str(saver.emergency) in saver.farewell()
    assert "half a line" not in saver.farewell()
