"""Capturing what was said, from the meeting and from any shell, and what follows from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from infoview_tui.domain.followup import MINE_DUE_DAYS, THEIRS_DUE_DAYS, Side
from infoview_tui.domain.notes import Note, NoteKind, read_note
from infoview_tui.domain.people import Person, read_person
from infoview_tui.domain.text import clean_line, fold
from infoview_tui.errors import RefusedError
from infoview_tui.services.lookup import find_person, running_interview
from infoview_tui.services.people import add_person, introduce
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import new_uid

MAX_NOTE = 10_000
"""Characters a note may have; longer text is refused rather than cut."""


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
    still be undone; elsewhere it follows at once.

    Raises:
        RefusedError: the line is empty or too long.
        StorageError: it is not saved.

    """
    kind, body = read_note(clean_line(line))
    if not body:
        raise RefusedError("An empty note was not saved.")
    if len(body) > MAX_NOTE:
        raise RefusedError(f"A note has at most {MAX_NOTE} characters; this one has {len(body)}.")
    with store.write():
        if uid is not None:
            known = store.notes.where("t.uid=?", uid)
            if known:
                return known[0]
        offset = None
        over = True
        if interview_id is not None:
            interview = store.interviews.get(interview_id)
            offset = interview.used_seconds(now) if interview.started_at else None
            over = interview.ended_at is not None
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
        if over:
            follow(store, now, note, zone or ZoneInfo("UTC"))
    return note


def quick_note(
    store: Store, now: datetime, line: str, *, person: str = "", zone: ZoneInfo | None = None
) -> tuple[Note, str]:
    """Capture from anywhere: into the running meeting, to a person, or to the inbox.

    Returns:
        The note, and the words that say where it went.

    """
    if person:
        whose = find_person(store, person)
        running = [
            i for i in store.interviews.of_person(whose.id) if i.started_at and not i.ended_at
        ]
        live = next((i for i in running if not i.forgotten(now)), None)
        if live is None:
            note = capture(store, now, line, person_id=whose.id, zone=zone)
            return note, f"to {whose.name}"
    else:
        live = running_interview(store, now)
        if live is None:
            return capture(store, now, line, zone=zone), "to the inbox"
    note = capture(
        store,
        now,
        line,
        interview_id=live.id,
        person_id=live.person_id,
        item_id=live.current_item_id,
        zone=zone,
    )
    return note, f"into the running meeting with {live.who}"


def edit_note(store: Store, now: datetime, id: int, line: str, zone: ZoneInfo) -> Note:
    """Change a note's words; what already followed from it follows through.

    Raises:
        RefusedError: the line is empty.

    """
    kind, body = read_note(clean_line(line))
    if not body:
        raise RefusedError("A note needs some words; d deletes it.")
    with store.write():
        note = store.notes.get(id)
        store.notes.change(now, id, note.version, kind=kind, body=body)
        note = replace(note, kind=kind, body=body)
        if note.interview_id is None or store.interviews.get(note.interview_id).ended_at:
            follow(store, now, note, zone)
    return store.notes.get(id)


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
    """Undo `delete_note`."""
    with store.write():
        store.notes.restore(now, id)
        for table in ("promises", "advice"):
            store.db.execute(f"update {table} set deleted_at=null where note_id=?", [id])


def follow(store: Store, now: datetime, note: Note, zone: ZoneInfo) -> None:
    """Make what follows from a note (a promise, a person, advice), once for each note."""
    person_id = note.person_id
    if note.kind in (NoteKind.MY_PROMISE, NoteKind.THEIR_OFFER) and person_id is not None:
        mine = note.kind is NoteKind.MY_PROMISE
        days = MINE_DUE_DAYS if mine else THEIRS_DUE_DAYS
        known = store.promises.where("t.note_id=?", note.id)
        side = Side.MINE if mine else Side.THEIRS
        if known:
            store.promises.change(now, known[0].id, body=note.body, side=side)
        else:
            store.promises.add(
                now,
                person_id=person_id,
                side=side,
                body=note.body,
                due=(note.at.astimezone(zone) + timedelta(days=days)).date(),
                interview_id=note.interview_id,
                note_id=note.id,
            )
    elif note.kind is NoteKind.ADVICE and person_id is not None:
        advice = store.advice.where("t.note_id=?", note.id)
        if advice:
            store.advice.change(now, advice[0].id, body=note.body)
        else:
            store.advice.add(
                now,
                person_id=person_id,
                body=note.body,
                state="to try",
                interview_id=note.interview_id,
                note_id=note.id,
            )
    elif note.kind is NoteKind.PERSON:
        _follow_person(store, now, note)


def _follow_person(store: Store, now: datetime, note: Note) -> None:
    named = read_person(note.body)
    if named is None:
        return
    known = store.people.introductions.where("t.note_id=?", note.id)
    if known:
        return
    same = [p for p in store.people.where() if fold(p.name) == fold(named.name)]
    id = (
        same[0].id
        if same
        else add_person(
            store,
            now,
            name=named.name,
            role=named.role,
            organisation=named.organisation,
            email=named.email,
        )
    )
    if note.person_id is not None and note.person_id != id:
        introduce(
            store,
            now,
            person_id=id,
            introducer_id=note.person_id,
            interview_id=note.interview_id,
            note_id=note.id,
        )


def file_note(store: Store, now: datetime, id: int, person: str, zone: ZoneInfo) -> Person:
    """File a note of the inbox to a person, who is found by a part of the name.

    Raises:
        NotFoundError: nobody goes by it.
        AmbiguousError: several do.
    """
    whose = find_person(store, person)
    with store.write():
        store.notes.change(now, id, person_id=whose.id)
        follow(store, now, store.notes.get(id), zone)
    return whose
