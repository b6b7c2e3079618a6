"""Letters: drafting one from what is known, keeping it, and marking it as sent."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from infoview_tui.content.library import letter_template
from infoview_tui.domain.followup import Letter, LetterVersion
from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.letters import THANK_YOU, fill
from infoview_tui.domain.notes import NoteKind
from infoview_tui.domain.people import Person
from infoview_tui.domain.text import clean, clean_line
from infoview_tui.errors import RefusedError
from infoview_tui.services import host_letters
from infoview_tui.services.check_in import follow_letter, give_again, give_with
from infoview_tui.services.letter_matter import the_matter
from infoview_tui.services.letter_values import introducer_of, letter_values
from infoview_tui.storage.removal import remove
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Seen
from infoview_tui.values import dataclass

MOST_CHANNEL = 40
"""Characters of the way a letter was sent: it stands in a row of a list."""

MOST_VERSIONS = 20
"""Versions that a letter keeps; the oldest go."""


@dataclass(frozen=True)
class LetterPage:
    """A letter with what its page shows beside it."""

    letter: Letter
    person: Person
    interview: Interview | None
    key_points: tuple[str, ...]
    quotes: tuple[str, ...]
    promises: tuple[str, ...]
    offers: tuple[str, ...]
    introducer: str
    history: tuple[Letter, ...]


def letter_page(store: Store, letter_id: int) -> LetterPage:
    """Gather a letter's page."""
    letter = store.letters.get(letter_id)
    interview = store.interviews.get(letter.interview_id) if letter.interview_id else None
    notes = (
        store.notes.where("t.interview_id=?", interview.id, order="t.at, t.id") if interview else ()
    )

    def bodies(kind: NoteKind) -> tuple[str, ...]:
        return tuple(note.body for note in notes if note.kind is kind)

    return LetterPage(
        letter=letter,
        person=store.people.get(letter.person_id),
        interview=interview,
        key_points=bodies(NoteKind.KEY_POINT),
        quotes=bodies(NoteKind.QUOTE),
        promises=bodies(NoteKind.MY_PROMISE),
        offers=bodies(NoteKind.THEIR_OFFER),
        introducer=introducer_of(store, letter.person_id),
        history=store.letters.where(
            "t.person_id=? and t.sent_at is not null", letter.person_id, order="t.sent_at"
        ),
    )


def draft_thanks(store: Store, now: datetime, zone: ZoneInfo, interview_id: int) -> tuple[int, ...]:
    """Return the thank-yous that are owed for an interview, each drafted where it was not yet.

    Nobody is thanked for a talk that one hosted.
    """
    with store.write():
        interview = store.interviews.get(interview_id)
        if interview.host:
            return ()
        thanked = {
            letter.person_id
            for letter in store.letters.where(
                "t.interview_id=? and t.kind=? and t.sent_at is not null", interview.id, THANK_YOU
            )
        }
        return tuple(
            draft_letter(store, now, zone, THANK_YOU, person.id, interview.id)
            for person in interview.people
            if person.id not in thanked
        )


def draft_letter(
    store: Store,
    now: datetime,
    zone: ZoneInfo,
    kind: str,
    person_id: int,
    interview_id: int | None = None,
    *,
    advice_id: int | None = None,
    shelf_id: int | None = None,
) -> int:
    """Return the open draft of that letter, written from what is known when there is none yet.

    News is of `advice_id` and a gift is `shelf_id`; what there is to say or to give best, if that
    is not said.
    """
    with store.write():
        known = store.letters.where(
            "t.kind=? and t.person_id=? and t.interview_id is ? and t.sent_at is null"
            " and (? is null or t.advice_id=?) and (? is null or t.shelf_id=?)",
            *(kind, person_id, interview_id),
            *(advice_id, advice_id, shelf_id, shelf_id),
        )
        if known:
            return known[-1].id
        template = letter_template(kind)
        matter = the_matter(store, kind, person_id, advice_id, shelf_id)
        values = letter_values(store, now, zone, kind, person_id, interview_id, matter)
        return store.letters.add(
            now,
            person_id=person_id,
            interview_id=interview_id,
            kind=kind,
            advice_id=matter.advice.id if matter.advice else None,
            shelf_id=matter.item.id if matter.item else None,
            subject=fill(template.subject, values),
            body=fill(template.body, values),
        )


def save_letter(store: Store, now: datetime, id: int, seen: Seen, subject: str, body: str) -> int:
    """Keep a letter's text; returns its new version. What it said before is kept as a version.

    Raises:
        ConflictError: the same was changed elsewhere since it was `seen`.

    """
    with store.write():
        # One that is gone is told of by the change.
        before = next(iter(store.letters.where("t.id=?", id)), None)
        store.letters.change(now, id, seen, subject=clean_line(subject), body=clean(body).strip())
        after = store.letters.get(id)
        if before and (before.subject, before.body) != (after.subject, after.body):
            store.letter_versions.add(
                now, letter_id=id, at=now, subject=before.subject, body=before.body
            )
            old = store.letter_versions.where("t.letter_id=?", id, order="t.at desc, t.id desc")
            remove(store.db, {"letter_versions": [each.id for each in old[MOST_VERSIONS:]]})
        return after.version


def versions(store: Store, letter_id: int) -> tuple[LetterVersion, ...]:
    """Return what a letter said before, the newest first."""
    return store.letter_versions.where("t.letter_id=?", letter_id, order="t.at desc, t.id desc")


def mark_sent(
    store: Store,
    now: datetime,
    id: int,
    channel: str = "e-mail",
    *,
    at: datetime | None = None,
) -> Letter:
    """Mark a letter as sent, `at` a moment gone by or now; a thank-you settles its interview.

    Raises:
        RefusedError: it was sent already.

    """
    with store.write():
        letter = store.letters.get(id)
        if letter.sent_at:
            raise RefusedError("This letter is marked as sent already; u takes that back.")
        sent = at or now
        way = clean_line(channel)[:MOST_CHANNEL] or "e-mail"
        store.letters.change(now, id, sent_at=sent, channel=way)
        if letter.kind == THANK_YOU and letter.interview_id is not None:
            _settle_thanks(store, now, sent, letter.interview_id)
        follow_letter(store, now, id)
        give_with(store, now, letter, sent)
        host_letters.settle_with_letter(store, now, sent, letter)
    return store.letters.get(id)


def _settle_thanks(store: Store, now: datetime, sent: datetime, interview_id: int) -> None:
    interview = store.interviews.get(interview_id)
    thanked = {
        letter.person_id
        for letter in store.letters.where(
            "t.interview_id=? and t.kind=? and t.sent_at is not null", interview_id, THANK_YOU
        )
    }
    if all(person.id in thanked for person in interview.people):
        store.interviews.change(
            now, interview_id, thanked_at=sent, debriefed_at=interview.debriefed_at or sent
        )


def unmark_sent(store: Store, now: datetime, id: int) -> None:
    """Undo `mark_sent`."""
    with store.write():
        letter = store.letters.get(id)
        store.letters.change(now, id, sent_at=None, channel="")
        host_letters.unsettle(store, now, letter)
        if letter.kind == THANK_YOU and letter.interview_id is not None:
            interview = store.interviews.get(letter.interview_id)
            # Sending the last one called the debrief done too, at the same moment.
            debriefed = interview.debriefed_at
            if debriefed == interview.thanked_at:
                debriefed = None
            store.interviews.change(now, interview.id, thanked_at=None, debriefed_at=debriefed)
        follow_letter(store, now, id)


def mark_answered(store: Store, now: datetime, id: int) -> bool:
    """Note that they answered, so that the reminder rests, or that they did not after all.

    Returns:
        Whether it is answered now.

    Raises:
        RefusedError: it is not sent.

    """
    with store.write():
        letter = store.letters.get(id)
        if letter.sent_at is None:
            raise RefusedError("This letter is not sent yet; s marks it as sent.")
        answered = letter.answered_at is None
        store.letters.change(now, id, answered_at=now if answered else None)
    return answered


def delete_letter(store: Store, now: datetime, id: int) -> None:
    """Take a letter away; `restore_letter` brings it back."""
    with store.write():
        store.letters.delete(now, id)
        follow_letter(store, now, id)


def restore_letter(store: Store, now: datetime, id: int) -> None:
    """Undo `delete_letter`."""
    with store.write():
        give_again(store, now, id)
        store.letters.restore(now, id)
        follow_letter(store, now, id)
