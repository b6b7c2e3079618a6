"""Capturing what was said, from the meeting and from any shell, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from infoview_tui.domain.followup import Side, promised_day
from infoview_tui.domain.interviews import Status
from infoview_tui.domain.notes import Note, NoteKind, read_note
from infoview_tui.domain.people import Person
from infoview_tui.domain.text import clean_line
from infoview_tui.errors import RefusedError
from infoview_tui.services.closing import keep_permission, tick_names
from infoview_tui.services.lookup import find_person, preferred, running_interview
from infoview_tui.services.named import follow_named, rename_named
from infoview_tui.services.suggestions import hosted
from infoview_tui.storage.rows import from_row
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Seen, Table, new_uid

MAX_NOTE = 10_000
"""Characters a note may have; longer text is refused rather than cut."""

NO_WORDS = "A note needs some words; d deletes it."


def capture(
    store: Store,
    now: datetime,
    line: str,
    *,
    uid: str | None = None,
    interview_id: int | None = None,
    person_id: int | None = None,
    item_id: int | None = None,
    zone: ZoneInfo | None = None,
) -> Note:
    """Save one typed line as a note; saving the same `uid` twice is harmless.

    What follows from a note of a running meeting is made when it ends, so that a slip can
    still be undone; elsewhere it follows at once. A note that is written up after its meeting
    has no place on that meeting's clock.

    Raises:
        RefusedError: the line is empty or too long.
        StorageError: it is not saved.

    """
    kind, body = read_line(line, "An empty note was not saved.")
    with store.write():
        if uid is not None:
            # Deleted ones too: a second try must not bring a note back.
            known = list(store.db.query("select * from notes where uid=?", [uid]))
            if known:
                return from_row(Note, known[0])
        offset = None
        over = True
        if interview_id is not None:
            interview = store.interviews.get(interview_id)
            ended = interview.ended_at
            over = ended is not None
            if interview.started_at and (ended is None or now <= ended):
                offset = replace(interview, ended_at=None).used_seconds(now)
        id = store.notes.add(
            now,
            uid=uid or new_uid(),
            kind=kind,
            body=body,
            at=now,
            interview_id=interview_id,
            person_id=person_id,
            item_id=item_id,
            offset_seconds=offset,
        )
        note = store.notes.get(id)
        if kind is NoteKind.PERSON and interview_id is not None:
            tick_names(store, now, interview_id)
        if over:
            follow(store, now, note, zone or ZoneInfo("UTC"))
            _answer(store, now, note)
    return note


def read_line(line: str, empty: str) -> tuple[NoteKind, str]:
    """Read a line as it will be stored.

    Raises:
        RefusedError: it has no words, which `empty` says, or too many.

    """
    kind, body = read_note(clean_line(line))
    if not body:
        raise RefusedError(empty)
    if len(body) > MAX_NOTE:
        raise RefusedError(f"A note has at most {MAX_NOTE} characters; this one has {len(body)}.")
    return kind, body


def quick_note(
    store: Store,
    now: datetime,
    line: str,
    *,
    person: str = "",
    zone: ZoneInfo | None = None,
    uid: str | None = None,
) -> tuple[Note, str]:
    """Capture from anywhere: into the running meeting, to a person, or to the inbox.

    A meeting with several people keeps the note for the `person`, else for the first of them.

    Returns:
        The note, and the words that say where it went.

    """
    if person:
        whose = find_person(store, person)
        person_id: int | None = whose.id
        live = preferred(store.interviews.of_person(whose.id), now)
        if live is None or live.status(now) is not Status.RUNNING:
            note = capture(store, now, line, uid=uid, person_id=person_id, zone=zone)
            return note, f"to {whose.name}"
    else:
        live = running_interview(store, now)
        if live is None:
            return capture(store, now, line, uid=uid, zone=zone), "to the inbox"
        person_id = live.person_id
    note = capture(
        store,
        now,
        line,
        uid=uid,
        interview_id=live.id,
        person_id=person_id,
        item_id=live.current_item_id,
        zone=zone,
    )
    return note, f"into the running meeting with {live.who}"


def edit_note(
    store: Store,
    now: datetime,
    id: int,
    line: str,
    zone: ZoneInfo,
    *,
    seen: Seen = None,
) -> Note:
    """Change a note's words; what already followed from it follows through.

    Raises:
        RefusedError: the line is empty or too long.
        ConflictError: the same was changed elsewhere since it was `seen`.

    """
    kind, body = read_line(line, NO_WORDS)
    with store.write():
        if seen is not None:
            _check_seen(store, id, seen, kind, body)
        note = store.notes.get(id)
        named = note.kind is kind is NoteKind.PERSON and rename_named(store, now, note, body)
        store.notes.change(now, id, kind=kind, body=body)
        if kind is not note.kind:
            for table in (store.promises, store.advice):
                for row in table.where("t.note_id=?", id):
                    table.change(now, row.id, note_id=None, deleted_at=now)
        note = replace(note, kind=kind, body=body)
        if kind is NoteKind.PERSON and note.interview_id is not None:
            tick_names(store, now, note.interview_id)
        over = note.interview_id is None or store.interviews.get(note.interview_id).ended_at
        if over and not named:
            follow(store, now, note, zone)
        if over:
            _answer(store, now, note)
    return store.notes.get(id)


def _check_seen(store: Store, id: int, seen: Seen, kind: NoteKind, body: str) -> None:
    """Refuse to change a note that is neither as it was seen nor as it is to become.

    Its kind is the first character of its words, so that the two are one.
    """
    there = store.notes.where("t.id=?", id)
    was = (seen["kind"], seen["body"]) if isinstance(seen, Mapping) else seen
    for note in there:
        words = note.kind, note.body
        if was in (words, note.version) or words == (kind, body):
            return
    raise store.notes.conflict(id, {"kind": kind, "body": body})


def _answer(store: Store, now: datetime, note: Note) -> None:
    """Let a note that is tied to a question after the end tell whether they may be named."""
    if note.interview_id is not None and note.item_id is not None:
        keep_permission(store, now, note.interview_id)


def delete_note(store: Store, now: datetime, id: int) -> Note:
    """Take a note away, with what followed from it; `restore_note` brings both back."""
    with store.write():
        note = store.notes.get(id)
        store.notes.delete(now, id)
        for table in (store.promises, store.advice):
            for row in table.where("t.note_id=?", id):
                table.delete(now, row.id)
    return note


def restore_note(store: Store, now: datetime, id: int) -> None:
    """Undo `delete_note`; what was deleted by itself before stays so."""
    with store.write():
        for table in (store.promises, store.advice):
            for row in store.db.execute(
                f"select f.id from {table.name} f join notes n on n.id = f.note_id"
                " where n.id=? and f.deleted_at = n.deleted_at",
                [id],
            ).fetchall():
                table.restore(now, row[0])
        store.notes.restore(now, id)


def follow(store: Store, now: datetime, note: Note, zone: ZoneInfo) -> None:
    """Make what follows from a note (a promise, a person, advice), once for each note."""
    person_id = note.person_id
    if note.kind in (NoteKind.MY_PROMISE, NoteKind.THEIR_OFFER) and person_id is not None:
        mine = note.kind is NoteKind.MY_PROMISE
        side = Side.MINE if mine else Side.THEIRS
        if not _follows_already(store.promises, now, note, side=side):
            store.promises.add(
                now,
                person_id=person_id,
                side=side,
                body=note.body,
                due=promised_day(note.body, side, _said_at(store, note).astimezone(zone)),
                interview_id=note.interview_id,
                note_id=note.id,
            )
    elif note.kind is NoteKind.ADVICE and person_id is not None:
        # What I advised a seeker is nothing for me to try.
        mine = note.interview_id is not None and hosted(store, note.interview_id)
        if not mine and not _follows_already(store.advice, now, note):
            store.advice.add(
                now,
                person_id=person_id,
                body=note.body,
                state="to try",
                interview_id=note.interview_id,
                note_id=note.id,
            )
    elif note.kind is NoteKind.PERSON:
        follow_named(store, now, note)


def _said_at(store: Store, note: Note) -> datetime:
    """Return when the words of a note were said, as near as is known if it was written up later."""
    if note.interview_id is None or note.offset_seconds is not None:
        return note.at
    ended = store.interviews.get(note.interview_id).ended_at
    return min(note.at, ended) if ended else note.at


def _follows_already(table: Table[Any], now: datetime, note: Note, **values: Any) -> bool:
    """Bring what was made of a note up to its words; what the user deleted since stays deleted."""
    made = table.db.execute(
        f"select id, deleted_at is null from {table.name} where note_id=?", [note.id]
    ).fetchone()
    if made and made[1]:
        table.change(now, made[0], body=note.body, **values)
    return made is not None


def file_note(
    store: Store,
    now: datetime,
    id: int,
    person: str,
    zone: ZoneInfo,
    interview_id: int | None = None,
) -> Person:
    """File a note of the inbox to a person, who is found by a part of the name, or to a talk too.

    Raises:
        NotFoundError: nobody goes by it.
        AmbiguousError: several do.
    """
    whose = find_person(store, person)
    with store.write():
        store.notes.change(now, id, person_id=whose.id, interview_id=interview_id)
        follow(store, now, store.notes.get(id), zone)
    return whose
