"""The person that a note names: made once, and renamed with the note while it is only a name."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from infoview_tui.domain.notes import Note, NoteKind, read_note
from infoview_tui.domain.people import NewPerson, Person, read_person
from infoview_tui.domain.text import fold
from infoview_tui.services.closing import may_mention
from infoview_tui.services.people import add_person, edit_person, introduce
from infoview_tui.services.suggestions import hosted, suggest
from infoview_tui.storage.store import Store


def follow_named(store: Store, now: datetime, note: Note) -> None:
    """Put the person a note names among the people, introduced by whom the note is of.

    In a talk that I host it is I who name: nobody is introduced to me, or for me to write to.
    """
    named = read_person(note.body)
    if named is None or store.people.introductions.where("t.note_id=?", note.id):
        return
    if store.suggestions.where("t.note_id=?", note.id):
        return
    same = sorted(_called(store, named.name), key=lambda person: _unlike(person, named))
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
    if note.person_id is None or note.person_id == id:
        return
    if note.interview_id is not None and hosted(store, note.interview_id):
        suggest(store, now, note.interview_id, id, note.id)
    else:
        introduce(
            store,
            now,
            person_id=id,
            introducer_id=note.person_id,
            interview_id=note.interview_id,
            note_id=note.id,
            may_mention=may_mention(store, note.interview_id),
        )


def rename_named(store: Store, now: datetime, note: Note, body: str) -> bool:
    """Let the person that `note` made go by its new words, `body`, before the note has them.

    Somebody who became more than a name since (met, written to, named by others) is left alone.
    Where the new name is that of somebody else, the slip goes and the note is to be followed anew.

    Returns:
        Whether the person stands for the new words; False when they are to be followed.

    """
    before, after = read_person(note.body), read_person(body)
    made = _made_by(store, note)
    if before is None or after is None or made is None:
        return False
    if _has_more(store, made, note):
        return True
    if any(other.id != made.id for other in _called(store, after.name)):
        for introduction in store.people.introductions.where("t.note_id=?", note.id):
            store.people.introductions.change(now, introduction.id, note_id=None, deleted_at=now)
        for suggestion in store.suggestions.where("t.note_id=?", note.id):
            store.suggestions.change(now, suggestion.id, note_id=None, deleted_at=now)
        store.people.delete(now, made.id)
        return False
    values: dict[str, Any] = {
        name: getattr(after, name)
        for name in ("role", "organisation", "email")
        # What was filled in by hand since is better than the note.
        if getattr(made, name) == getattr(before, name)
    }
    edit_person(store, now, made.id, None, name=after.name, **values)
    return True


def is_known(store: Store, line: str) -> bool:
    """Whether a typed line names a person who is among the people."""
    kind, body = read_note(line)
    named = read_person(body) if kind is NoteKind.PERSON else None
    return named is not None and bool(_called(store, named.name))


def _called(store: Store, name: str) -> list[Person]:
    wanted = fold(name)
    return list(store.people.called(lambda known: fold(known) == wanted))


def _unlike(person: Person, named: NewPerson) -> tuple[bool, bool, int]:
    """Order people of one name: first who works where the note says, then as it says."""
    return (
        fold(person.organisation) != fold(named.organisation),
        fold(person.role) != fold(named.role),
        person.id,
    )


def _made_by(store: Store, note: Note) -> Person | None:
    """Return the person of that name who was made or renamed in one transaction with the note.

    A note of the inbox introduces nobody, so that only the moment tells who came of it.
    """
    made = store.people.where(
        "exists (select 1 from notes n left join introductions i"
        " on i.note_id = n.id and i.person_id = t.id"
        " left join suggestions s on s.note_id = n.id and s.person_id = t.id"
        " where n.id=? and (t.created_at in (n.at, n.updated_at, i.created_at, s.created_at)"
        " or t.updated_at = n.updated_at))",
        note.id,
    )
    named = read_person(note.body)
    same = [p for p in made if named is not None and fold(p.name) == fold(named.name)]
    return same[0] if same else None


def _has_more(store: Store, person: Person, note: Note) -> bool:
    """Whether anything besides what this note made of them belongs to a person."""
    mine = "t.person_id=? and t.note_id=?", person.id, note.id
    by_note = (*store.people.introductions.where(*mine), *store.suggestions.where(*mine))
    return store.people.belongings(person.id) > len(by_note)
