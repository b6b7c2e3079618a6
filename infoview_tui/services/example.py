"""The practice example: a made-up autumn inside any database, and its removal.

Each of its rows has a uid that begins with `PREFIX`; that alone tells it from the user's own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from infoview_tui.content.library import bank, example
from infoview_tui.domain.interviews import DEFAULT_MINUTES, Mode
from infoview_tui.domain.letters import fill
from infoview_tui.domain.preparation import ItemKind, in_order, labels
from infoview_tui.domain.rehearsal import aim_of
from infoview_tui.domain.wording import add_business_days
from infoview_tui.errors import RefusedError
from infoview_tui.services.day import tick
from infoview_tui.services.debrief import answer, finish
from infoview_tui.services.facts import add_fact
from infoview_tui.services.interviews import book
from infoview_tui.services.letters import draft_thanks, mark_answered, mark_sent
from infoview_tui.services.meeting import end, live, start
from infoview_tui.services.notes import capture
from infoview_tui.services.people import add_person, introduce, log_contact
from infoview_tui.services.points import add_card, write_introduction
from infoview_tui.services.prepare import add_goal, add_question, change_goal, change_item
from infoview_tui.services.promises import keep, move
from infoview_tui.services.rehearsal import (
    cards_in,
    comment_on,
    keep_run,
    mark_run,
    say_landed,
)
from infoview_tui.storage.removal import references, remove
from infoview_tui.storage.store import Store

PREFIX = "example-"
FILLED = f"{PREFIX}own-"
"""Begins the uid of a setting that the user had left empty and the example filled."""

SHARED = ("organisations", "tags")
"""Names that rows of the user may have come to use as well."""

_MOMENT = re.compile(r"(-?[0-9.]+)([hdb])(?: ([0-9:]+))?")


def load_example(store: Store, now: datetime, zone: ZoneInfo) -> None:
    """Put the example into a database, as if its user had lived it until `now`.

    Rows that are there already are never touched, but for a name and a field of interest that
    were left empty.

    Raises:
        RefusedError: it is in there already.

    """
    tables = _tables(store)
    with store.write():
        if _example_rows(store):
            raise RefusedError(
                "The example is loaded already; infoview example remove takes it out."
            )
        last = {
            table: store.db.execute(f'select coalesce(max(id), 0) from "{table}"').fetchone()[0]
            for table in tables
        }
        _Loader(store, now, zone).load(example())
        for table, id in last.items():
            store.db.execute(f'update "{table}" set uid=?||uid where id>?', [PREFIX, id])


def remove_example(store: Store, now: datetime) -> int:
    """Remove the example for good, with all that was added to its people and interviews.

    What the user made besides stays, a person whom an example person introduced included.

    Returns:
        How many rows went.

    Raises:
        RefusedError: there is none.

    """
    with store.write():
        rows = _example_rows(store)
        if not rows:
            raise RefusedError("There is no example to remove.")
        gone = _give_back_settings(store, now)
        shared = {table: rows.pop(table) for table in SHARED if table in rows}
        rows.pop("settings", None)
        gone += remove(store.db, rows)
        for link in references(store.db):
            if link.parent in shared:
                used = store.db.execute(f'select "{link.column}" from "{link.child}"').fetchall()
                shared[link.parent] -= {row[0] for row in used}
        gone += remove(store.db, shared)
        for table in SHARED:
            _adopt(store, table)
    return gone


def _moment_of(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment that a time of the example stands for, counted from `now`."""
    found = _MOMENT.fullmatch(text)
    if found is None:
        raise ValueError(text)
    amount, unit, clock = found.groups()
    if unit == "h":
        exact = now + timedelta(hours=float(amount))
        return exact.replace(minute=exact.minute // 15 * 15, second=0, microsecond=0)
    today = now.astimezone(zone).date()
    days = int(amount)
    day = add_business_days(today, days) if unit == "b" else today + timedelta(days=days)
    return datetime.combine(day, time.fromisoformat(clock), zone)


class _Loader:
    """Writes the example's rows, each stamped with the moment at which its user had made it."""

    def __init__(self, store: Store, now: datetime, zone: ZoneInfo) -> None:
        self.store = store
        self.now = now
        self.zone = zone
        self.people: dict[str, int] = {}
        self.cards: dict[str, int] = {}
        self.meetings: dict[str, int] = {}

    def load(self, week: Mapping[str, Any]) -> None:
        """Write everything, in the order in which one thing leads to the next."""
        self._settings(week["settings"])
        self._points(week)
        for row in week["person"]:
            self._person(**row)
        for row in week["interview"]:
            self._interview(row)
        for row in week["letter"]:
            self._letter(row)
        for row in week["contact"]:
            log_contact(self.store, self._at(row["at"]), self.people[row["person"]], row["body"])
        for row in week["note"]:
            whose = self.people.get(row.get("person", ""))
            capture(self.store, self._at(row["at"]), row["line"], person_id=whose, zone=self.zone)
        for meeting in self.meetings.values():
            interview = self.store.interviews.get(meeting)
            if interview.ended_at and not interview.thanked_at:
                draft_thanks(self.store, self.now, self.zone, meeting)

    def _at(self, text: str) -> datetime:
        return _moment_of(text, self.now, self.zone)

    def _settings(self, values: Mapping[str, str]) -> None:
        for name, value in values.items():
            if not self.store.setting(name):
                self.store.db.execute("update settings set uid=?||uid where name=?", [FILLED, name])
                self.store.change_setting(self.now, name, value)

    def _points(self, week: Mapping[str, Any]) -> None:
        written = {point.length for point in self.store.points.where("t.length<>''")}
        for row in week["introduction"]:
            # Only one introduction of a length is ever shown, and the user's own comes first.
            if row["length"] not in written:
                id = write_introduction(self.store, self.now, row["length"], row["text"])
                self._rehearsed(id, row)
        for row in week["card"]:
            texts = {name: row[name] for name in ("proof", "why", "audience")}
            id = add_card(self.store, self.now, row["title"], row["point"], **texts)
            self.cards[row["title"]] = id
            self._rehearsed(id, row)

    def _rehearsed(self, id: int, row: Mapping[str, Any]) -> None:
        for at, seconds, mark in row.get("runs", ()):
            aim = aim_of(self.store.points.get(id))
            mark_run(
                self.store, self.now, keep_run(self.store, self._at(at), id, seconds, aim), mark
            )

    def _person(
        self, *, added: str, tags: Sequence[str] = (), introduced_by: str = "", **values: Any
    ) -> None:
        at = self._at(added)
        id = add_person(self.store, at, tags=tuple(tags), **values)
        self.people[values["name"]] = id
        if introduced_by:
            self._introduce(at, id, self.people[introduced_by])

    def _introduce(self, at: datetime, id: int, by: int, **source: int) -> None:
        introduce(self.store, at, person_id=id, introducer_id=by, may_mention=True, **source)

    def _interview(self, row: Mapping[str, Any]) -> None:
        store, booked, starts = self.store, self._at(row["booked"]), self._at(row["starts"])
        id = book(
            store,
            booked,
            [self.people[row["person"]]],
            starts_at=starts,
            zone=str(self.zone),
            minutes=row.get("agreed_minutes", DEFAULT_MINUTES),
            mode=Mode(row["mode"]),
            place=row["place"],
            host=row.get("host", False),
            dress=row.get("dress", ""),
            payer=row.get("payer", ""),
        )
        for name in row.get("ticks", ()):
            tick(store, booked, id, name, on=True)
        self.meetings[row["person"]] = id
        for fact in row.get("facts", ()):
            add_fact(store, booked, id, fact["text"], fact["source"])
        goals = [add_goal(store, booked, id, goal["text"]) for goal in row.get("goals", ())]
        texts = {question.number: question.text for question in bank()}
        questions = [
            add_question(
                store,
                booked,
                id,
                question.get("text") or texts[question["bank"]],
                kind=ItemKind(question.get("kind", ItemKind.CORE)),
                goal_id=goals[question["goal"] - 1] if "goal" in question else None,
                number=question.get("bank"),
            )
            for question in row.get("questions", ())
        ]
        for title in row.get("cards", ()):
            store.interviews.choose_point(booked, id, self.cards[title])
        uses = {card.point.id: card.use.id for card in cards_in(store, id)}
        for title, landed, why in row.get("landed", ()):
            say_landed(store, booked, uses[self.cards[title]], landed)
            comment_on(store, booked, uses[self.cards[title]], why)
        if "lasted" in row:
            self._held(row, id, starts, goals, questions)

    def _held(
        self,
        row: Mapping[str, Any],
        id: int,
        starts: datetime,
        goals: Sequence[int],
        questions: Sequence[int],
    ) -> None:
        store, over = self.store, starts + timedelta(minutes=row["lasted"])
        start(store, starts, id)
        items = live(store, id).items
        closing = [item.id for item in items if item.kind is ItemKind.CLOSING]
        states = [question["state"] for question in row["questions"]]
        for item, state in zip([*questions, *closing], [*states, *row["closing"]], strict=True):
            change_item(store, over, item, state=state)
        for goal, said in zip(goals, row["goals"], strict=True):
            if "state" in said:
                change_goal(store, over, goal, state=said["state"])
        by_label = {label: item for item, label in labels(in_order(items)).items()}
        notes = [self._note(note, id, starts, by_label) for note in row["notes"]]
        store.interviews.change(over, id, extension_minutes=row.get("extension", 0))
        end(store, over, id, self.zone)
        for note, said in zip(notes, row["notes"], strict=True):
            self._followed(note, said, over)
        debriefed = self._at(row["debriefed"])
        for prompt, body in enumerate(row["debrief"], 1):
            answer(store, debriefed, id, prompt, body)
        finish(store, debriefed, id)

    def _note(
        self, said: Mapping[str, Any], id: int, starts: datetime, by_label: Mapping[str, int]
    ) -> int:
        minutes, seconds = said["at"].split(":")
        at = starts + timedelta(minutes=int(minutes), seconds=int(seconds))
        person = self.store.interviews.get(id).person_id
        note = capture(
            self.store,
            at,
            said["line"],
            interview_id=id,
            person_id=person,
            item_id=by_label[said["q"]],
        )
        if "names" in said and person is not None:
            # Ending the meeting would look the name up among the user's own people too.
            named = self.people[said["names"]]
            self._introduce(at, named, person, interview_id=id, note_id=note.id)
        return note.id

    def _followed(self, note: int, said: Mapping[str, Any], over: datetime) -> None:
        """Tell what became of the promise or the advice that a note was."""
        for promise in self.store.promises.where("t.note_id=?", note):
            if "kept" in said:
                keep(self.store, self._at(said["kept"]), promise.id)
            if "due" in said:
                day = self.now.astimezone(self.zone).date() + timedelta(days=said["due"])
                move(self.store, over, promise.id, day)
        for advice in self.store.advice.where("t.note_id=?", note):
            self.store.advice.change(self.now, advice.id, state=said.get("became", advice.state))

    def _letter(self, row: Mapping[str, Any]) -> None:
        sent = self._at(row["sent"])
        id = self.store.letters.add(
            sent,
            person_id=self.people[row["person"]],
            interview_id=self.meetings[row["person"]] if row.get("interview") else None,
            kind=row["kind"],
            subject=row["subject"],
            body=fill(row["body"], {"my_name": self.store.setting("name")}),
        )
        mark_sent(self.store, sent, id, row.get("channel", ""))
        if "answered" in row:
            mark_answered(self.store, self._at(row["answered"]), id)


def _tables(store: Store) -> tuple[str, ...]:
    """Return the tables whose rows have a uid."""
    db = store.db
    return tuple(name for name in db.table_names() if "uid" in db.table(name).columns_dict)


def _example_rows(store: Store) -> dict[str, set[int]]:
    rows = {
        table: {
            row[0]
            for row in store.db.execute(
                f'select id from "{table}" where uid glob ?', [f"{PREFIX}*"]
            ).fetchall()
        }
        for table in _tables(store)
    }
    return {table: ids for table, ids in rows.items() if ids}


def _give_back_settings(store: Store, now: datetime) -> int:
    """Undo what `_Loader` set, except where the user has written over it since."""
    gone = 0
    for name, value in example()["settings"].items():
        row = store.db.execute("select uid, value from settings where name=?", [name]).fetchone()
        if row is None or row[1] != value:
            continue
        if row[0].startswith(FILLED):
            store.change_setting(now, name, "")
        elif row[0].startswith(PREFIX):
            store.db.execute("delete from settings where name=?", [name])
            gone += 1
    _adopt(store, "settings")
    return gone


def _adopt(store: Store, table: str) -> None:
    """Make the rows of the example that are left in a table the user's own."""
    for prefix in (FILLED, PREFIX):
        store.db.execute(
            f'update "{table}" set uid=substr(uid, ?) where uid glob ?',
            [len(prefix) + 1, f"{prefix}*"],
        )
