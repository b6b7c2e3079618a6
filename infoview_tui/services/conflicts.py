"""Saving over what another window wrote meanwhile: one text stands, the other becomes a note."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from infoview_tui.domain.notes import NoteKind, as_typed, in_parts
from infoview_tui.domain.text import clean_line
from infoview_tui.domain.wording import clock, full_day, weekday_date
from infoview_tui.errors import ConflictError, Elsewhere
from infoview_tui.services.notes import MAX_NOTE, capture, delete_note, follow
from infoview_tui.storage.origin import NO_TERMINAL
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Seen, Table
from infoview_tui.values import dataclass

Values = Mapping[str, Any]
Write = Callable[[Store, datetime, Seen, Values], object]
"""A use-case that changes a row: what it was made from, and the new values."""

_CALLED = {
    "goals.text": "the goal",
    "checklist.text": "the question",
    "questions.text": "a question of the bank",
    "summaries.body": "the line on the answers",
    "debrief_answers.body": "the debrief",
    "letters.subject": "the subject of the letter",
    "letters.body": "the letter",
    "interviews.place": "the place",
    "interviews.starts_at": "the time",
    "interviews.agreed_minutes": "the minutes",
    "interviews.mode": "how you meet",
    "interviews.dress": "what to wear",
    "interviews.payer": "who pays",
    "requests.body": "what they want",
    "people.organisation_id": "the organisation",
    "people.cadence_days": "the rhythm",
    "people.tier": "the rhythm",
    "advice.result": "what came of the advice",
    "shelf.title": "a thing on the shelf",
    "shelf.link": "the link of a thing on the shelf",
    "shelf.about": "whom a thing on the shelf is for",
    "gives.body": "what was given",
    "people.email": "the e-mail",
    "people.found": "how you found them",
}
"""What a column is called in a note; any other goes by its own name."""


@dataclass(frozen=True)
class Saved:
    """A change that was made: what it stands in the place of, and the notes that keep it."""

    before: Values
    kept: tuple[int, ...] = ()
    over: Elsewhere | None = None

    @property
    def gone(self) -> bool:
        """Whether the row was deleted, and a note has the words that were to be its own."""
        return self.over is not None and self.over.gone


def save(
    store: Store,
    now: datetime,
    zone: ZoneInfo,
    write: Write,
    seen: Values,
    values: Values,
    *,
    over: bool = False,
) -> Saved:
    """Change a row; with `over`, what another window made of it meanwhile is kept as a note.

    Where the row was deleted there, it is these values that become a note.

    Raises:
        ConflictError: another window changed the same, and `over` is not asked for.

    """
    with store.write():
        try:
            write(store, now, seen, values)
        except ConflictError as error:
            change = error.change
            if change is None:
                raise
            if not over:
                text = "; ".join(filter(None, _said(store, change, change.theirs, zone)))
                raise ConflictError(str(error), replace(change, words=text)) from error
            if change.gone:
                return Saved({}, _keep(store, now, zone, change, change.mine), change)
            before = {**seen, **change.theirs}
            if change.table == "notes":
                return Saved(
                    before, _keep_note(store, now, zone, change, write, before, values), change
                )
            kept = _keep(store, now, zone, change, change.theirs)
            write(store, now, before, values)
            return Saved(before, kept, change)
    return Saved(seen)


def take_back(store: Store, now: datetime, write: Write, saved: Saved, values: Values) -> None:
    """Undo `save`: what stood there before stands there again, and is no note any more.

    Raises:
        ConflictError: it was changed again since.

    """
    with store.write():
        if not saved.gone:
            before = {name: value for name, value in saved.before.items() if name in values}
            # A column that was read under another name.
            before |= {n: v for n, v in saved.before.items() if n == "organisation_id"}
            write(store, now, values, before)
        for id in saved.kept:
            if store.notes.where("t.id=?", id):
                delete_note(store, now, id)


def when_and_where(change: Elsewhere, now: datetime) -> str:
    """Say when and where a row was changed: `14:02 on pts/3`; `now` is in the user's zone."""
    where = f"on {change.terminal}" if change.terminal else f"in {NO_TERMINAL}"
    return f"{_when(change, now)} {where}".strip()


def _when(change: Elsewhere, now: datetime) -> str:
    if change.at is None:
        return ""
    local = change.at.astimezone(now.tzinfo)
    day = "" if local.date() == now.date() else f"{weekday_date(local.date(), now.date())} "
    return day + clock(local)


def _keep_note(
    store: Store,
    now: datetime,
    zone: ZoneInfo,
    change: Elsewhere,
    write: Write,
    before: Values,
    values: Values,
) -> tuple[int, ...]:
    """Let a note of another window be one of its own, beside the one that was written over it."""
    theirs = store.notes.get(change.id)
    write(store, now, before, values)
    return (_beside(store, now, zone, theirs.id, theirs.kind, theirs.body),)


def _beside(store: Store, now: datetime, zone: ZoneInfo, id: int, kind: NoteKind, body: str) -> int:
    """Add a note where another is (its row may be deleted), said at the same time."""
    (row,) = list(store.db.query("select * from notes where id=?", [id]))
    talk = _there(store.interviews, row["interview_id"])
    new = store.notes.add(
        now,
        kind=kind,
        body=body,
        at=row["at"],
        interview_id=talk,
        person_id=_there(store.people, row["person_id"]),
        item_id=row["item_id"],
        offset_seconds=row["offset_seconds"],
    )
    if talk is None or store.interviews.get(talk).ended_at is not None:
        follow(store, now, store.notes.get(new), zone)
    return new


def _keep(
    store: Store, now: datetime, zone: ZoneInfo, change: Elsewhere, texts: Values
) -> tuple[int, ...]:
    rows = list(store.db.query(f'select * from "{change.table}" where id=?', [change.id]))
    row = rows[0] if rows else {}
    if change.gone and row and change.table == "notes":
        kind = NoteKind(texts.get("kind") or row["kind"])
        body = str(texts.get("body") or row["body"])
        return (_beside(store, now, zone, change.id, kind, body),)
    interview_id, person_id = _belongs(store, change.table, change.id, row)
    when = _when(change, now.astimezone(zone))
    place = ", ".join(part for part in (change.terminal or NO_TERMINAL, when) if part)
    kept = []
    for name, words in zip(texts, _said(store, change, texts, zone), strict=True):
        what = _called(change.table, name, row)
        intro = f"For {what}, deleted ({place})" if change.gone else f"Before, in {what} ({place})"
        if not words:
            continue
        for part in in_parts(as_typed(NoteKind.NOTE, f"{intro}: {words}"), MAX_NOTE):
            note = capture(
                store, now, part, interview_id=interview_id, person_id=person_id, zone=zone
            )
            kept.append(note.id)
    return tuple(kept)


def _called(table: str, column: str, row: Values) -> str:
    if table == "talking_points":
        of = f"the introduction of {row['length']}" if row.get("length") else "a card"
        return of if column in ("title", "point") else f"the {column} of {of}"
    if known := _CALLED.get(f"{table}.{column}"):
        return known
    return f"the {column.removesuffix('_id').replace('_', ' ')}"


def _said(store: Store, change: Elsewhere, values: Values, zone: ZoneInfo) -> list[str]:
    """Return the words of each column, as one line that can be read."""
    return [_value(store, change.table, name, value, zone) for name, value in values.items()]


def _value(store: Store, table: str, column: str, value: Any, zone: ZoneInfo) -> str:
    if value is None:
        return ""
    if (table, column) == ("people", "organisation_id"):
        found = store.db.execute("select name from organisations where id=?", [value]).fetchone()
        return clean_line(found[0]) if found else ""
    if column.endswith("_at"):
        moment = datetime.fromisoformat(value).astimezone(zone)
        return f"{full_day(moment.date())} {clock(moment)}"
    if (table, column) == ("notes", "kind"):
        return ""
    return clean_line(str(value))


def _belongs(store: Store, table: str, id: int, row: Values) -> tuple[int | None, int | None]:
    """Return the interview and the person that a row belongs to, where they are still there."""
    talk = id if table == "interviews" else row.get("interview_id")
    talks = store.interviews.where("t.id=?", talk) if talk is not None else ()
    person = id if table == "people" else row.get("person_id")
    if person is None and talks:
        person = talks[0].person_id
    return talks[0].id if talks else None, _there(store.people, person)


def _there(table: Table[Any], id: int | None) -> int | None:
    return id if id is not None and table.where("t.id=?", id) else None
