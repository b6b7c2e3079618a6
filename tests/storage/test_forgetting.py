from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from databases import SCHEMAS, released

from infoview_tui.errors import NotFoundError
from infoview_tui.services.forgetting import to_forget
from infoview_tui.services.interviews import book
from infoview_tui.services.letters import draft_letter
from infoview_tui.services.meeting import start
from infoview_tui.services.merging import merge, undo_merge
from infoview_tui.services.notes import capture
from infoview_tui.services.people import add_person, delete_person, edit_person
from infoview_tui.services.prepare import add_goal
from infoview_tui.storage.backup import back_up, backups_of
from infoview_tui.storage.drafts import this_owner
from infoview_tui.storage.forgetting import forget
from infoview_tui.storage.soundness import damage, lost_references
from infoview_tui.storage.store import Store

SECRET = "Quillfeather"
OTHER = "Okonkwo"


def uid_of(store: Store, id: int) -> str:
    return str(store.people.get(id).uid)


@pytest.fixture
def known(store: Store, now: datetime, zone: object) -> Store:
    """Somebody with a secret in everything that can belong to a person, and somebody else."""
    secret = add_person(
        store,
        now,
        name=f"Mai {SECRET}",
        role=f"{SECRET} keeper",
        organisation=f"{SECRET} House",
        tags=(f"{SECRET} circle", "museum"),
        interests=(f"{SECRET} ledgers",),
    )
    edit_person(store, now, secret, None, role="director", organisation=f"New {SECRET}", moved=True)
    other = add_person(
        store, now, name=f"Ben {OTHER}", organisation=f"{OTHER} Yard", tags=("museum",)
    )
    talk = book(store, now, [secret], starts_at=now, zone="Europe/Lisbon", place=f"{SECRET} Road")
    add_goal(store, now, talk, f"What {SECRET} wants")
    start(store, now, talk)
    for number in range(200):
        capture(store, now + timedelta(seconds=number), f"{SECRET} {number}", interview_id=talk)
    draft_letter(store, now, zone, "request_cold", secret)  # type: ignore[arg-type]
    store.drafts.keep(now, f"log:{secret}", f"half typed {SECRET}", this_owner())
    capture(store, now, f"{OTHER} said so", person_id=other)
    with store.write():
        store.gives.add(now, person_id=secret, at=now, body=f"for {SECRET}")
        store.answer_marks.add(now, kind="goal", topic="x", person_id=secret, mark=SECRET)
        store.suggestions.add(now, interview_id=talk, person_id=secret)
        store.requests.add(now, interview_id=talk, at=now, body=SECRET, answer="open")
    return store


def occurrences(folder: Path) -> list[Path]:
    """Return the files with the secret in any of their bytes."""
    return [
        file
        for file in folder.rglob("*")
        if file.is_file() and SECRET.encode().lower() in file.read_bytes().lower()
    ]


def test_no_byte_of_a_forgotten_person_is_left_in_any_file(known: Store, now: datetime) -> None:
    path, uid = known.path, uid_of(known, 1)
    back_up(path, now)
    back_up(path, now + timedelta(days=1), before="2")
    assert len(occurrences(path.parent)) == 3
    done = forget(path, uid, f"Mai {SECRET}")
    assert (len(done.backups), done.left, done.mentions) == (2, (), ())
    assert occurrences(path.parent) == []
    assert {file.suffix for file in (path.parent / "backups").iterdir()} == {".db"}
    for file in (path, *(backup.path for backup in backups_of(path))):
        with closing(sqlite3.connect(file)) as db:
            assert not damage(db) and not lost_references(db)
            assert db.execute("select name from people").fetchall() == [(f"Ben {OTHER}",)]
            assert db.execute("select name from tags").fetchall() == [("museum",)]
            assert db.execute("select body from notes").fetchall() == [(f"{OTHER} said so",)]


def test_no_byte_of_what_was_merged_is_left_whichever_of_them_is_named(
    known: Store, now: datetime
) -> None:
    path = known.path
    back_up(path, now)
    kept = add_person(known, now, name=f"M. {SECRET}", email=f"mai@{SECRET}.example")
    third = add_person(known, now, name=f"Mai {SECRET} of old", phone=SECRET)
    back_up(path, now + timedelta(hours=1), before="2")
    merge(known, now, third, 1)
    merge(known, now, kept, third)
    back_up(path, now + timedelta(hours=2), before="3")
    doomed = to_forget(known, "1")
    assert (doomed.uid, len(doomed.merged)) == (uid_of(known, kept), 2)
    assert to_forget(known, SECRET) == doomed
    done = forget(path, doomed.uid, doomed.name, doomed.merged)
    assert (len(done.backups), done.left, done.mentions) == (3, (), ())
    assert occurrences(path.parent) == []
    assert [person.name for person in known.people.where()] == [f"Ben {OTHER}"]


def test_who_was_taken_apart_again_stays(known: Store, now: datetime) -> None:
    undo_merge(known, now, merge(known, now, 1, 2))
    doomed = to_forget(known, SECRET)
    assert doomed.merged == {}
    forget(known.path, doomed.uid, doomed.name, doomed.merged)
    assert [person.name for person in known.people.where()] == [f"Ben {OTHER}"]
    assert not known.people.merges.where()
    assert occurrences(known.path.parent) == []


def test_other_windows_are_told_and_somebody_deleted_can_be_forgotten(
    known: Store, now: datetime
) -> None:
    uid, before = uid_of(known, 1), known.revision()
    delete_person(known, now, 1)
    forget(known.path, uid, f"Mai {SECRET}")
    assert known.revision() > before + 1
    with pytest.raises(NotFoundError):
        forget(known.path, uid, f"Mai {SECRET}")


def test_the_rows_that_still_name_the_person_are_told(known: Store, now: datetime) -> None:
    note = capture(known, now, f"ask MAI {SECRET.upper()} about it", person_id=2)
    done = forget(known.path, uid_of(known, 1), f"Mai {SECRET}")
    assert done.mentions == (f"notes {note.id}",)


def test_an_interview_stays_with_those_who_had_part_in_it(known: Store, now: datetime) -> None:
    with known.write():
        known.interviews.join(now, 1, 2)
    forget(known.path, uid_of(known, 1), f"Mai {SECRET}")
    assert known.interviews.get(1).person_id == 2


def test_a_search_table_keeps_no_word(known: Store) -> None:
    uid = uid_of(known, 1)
    known.db.table("notes").enable_fts(["body"], create_triggers=True)
    assert list(known.db.table("notes").search(SECRET))
    forget(known.path, uid, f"Mai {SECRET}")
    assert list(known.db.table("notes").search(OTHER))
    known.close()
    assert occurrences(known.path.parent) == []


def test_a_damaged_backup_is_told_and_stops_nothing(known: Store, now: datetime) -> None:
    uid = uid_of(known, 1)
    sound, damaged = back_up(known.path, now), back_up(known.path, now + timedelta(hours=1))
    data = damaged.read_bytes()
    damaged.write_bytes(data[: len(data) // 2])
    done = forget(known.path, uid, f"Mai {SECRET}")
    assert [backup.path for backup in done.backups] == [sound]
    assert [backup.path for backup in done.left] == [damaged]
    assert occurrences(known.path.parent) == [damaged]


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda file: file.stem)
def test_backups_of_every_released_schema_can_forget(
    schema: Path, known: Store, now: datetime
) -> None:
    """A backup from before an upgrade has tables and columns of its time."""
    old = back_up(known.path, now, before="1")
    old.unlink()
    released(schema, old)
    with closing(sqlite3.connect(old)) as db:
        db.execute("update people set uid=? where id=1", [uid_of(known, 1)])
        db.commit()
    done = forget(known.path, uid_of(known, 1), f"Mai {SECRET}")
    assert ([b.path for b in done.backups], done.left) == ([old], ())
