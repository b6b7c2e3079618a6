"""What is known for a letter's placeholders: from people, meetings, promises and advice."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from infoview_tui.domain.followup import Advice, Side
from infoview_tui.domain.interviews import DEFAULT_MINUTES, Interview
from infoview_tui.domain.letters import (
    THANK_YOU,
    advised_clause,
    key_point_clause,
    minutes_words,
    thank_you_values,
    to_do_clause,
)
from infoview_tui.domain.notes import NoteKind
from infoview_tui.domain.people import Person
from infoview_tui.domain.text import fold
from infoview_tui.domain.wording import clock
from infoview_tui.services.host_letters import host_values
from infoview_tui.services.letter_matter import Matter
from infoview_tui.services.loops import OWED
from infoview_tui.storage.store import Store

THANKS_PROMPT = 6
"""The debrief prompt that asks for a word for the letter."""


def letter_values(
    store: Store,
    now: datetime,
    zone: ZoneInfo,
    kind: str,
    person_id: int,
    interview_id: int | None,
    matter: Matter,
) -> dict[str, str]:
    """Return what is known for a letter's placeholders; what is missing becomes a gap."""
    person = store.people.get(person_id)
    values = {
        "their_first": person.first_name,
        "their_role": person.role,
        "how_found": person.found,
        **_introduced(store, person_id),
        "my_name": store.setting("name"),
        "my_line": store.setting("line"),
        "my_phone": store.setting("phone"),
        "field": store.setting("exploring"),
        "topic": store.setting("exploring"),
        "minutes": minutes_words(DEFAULT_MINUTES).split()[0],
    }
    asked = [
        letter
        for letter in store.letters.where("t.person_id=?", person_id, order="t.sent_at")
        if letter.kind.startswith("request") and letter.sent_at
    ]
    if asked and asked[0].sent_at:
        sent = asked[0].sent_at.astimezone(zone)
        values |= {"first_subject": asked[0].subject, "first_date": f"{sent.day} {sent:%B}"}
    if interview_id is not None:
        values |= _interview_values(store, now, zone, kind, person, interview_id)
    values |= _later_values(store, zone, kind, person_id, matter)
    if kind == "close_loop" and interview_id is not None:
        values |= _met_whom(store.interviews.get(interview_id), zone)
    return {name: value for name, value in values.items() if value}


def _interview_values(
    store: Store, now: datetime, zone: ZoneInfo, kind: str, person: Person, interview_id: int
) -> dict[str, str]:
    interview = store.interviews.get(interview_id)
    values = {"minutes": minutes_words(interview.agreed_minutes).rsplit(" ", 1)[0]}
    if interview.starts_at:
        at = interview.starts_at.astimezone(zone)
        values |= {
            "time": clock(at),
            "date": f"{at.day} {at:%B}",
            "zone": str(zone),
            "place_or_link": interview.place or ("by phone" if interview.mode == "phone" else ""),
        }
    goals = store.interviews.goals.where("t.interview_id=?", interview_id, order="t.position")
    values |= {f"goal_{n}": goal.text for n, goal in enumerate(goals[:2], 1)}
    values |= host_values(store, zone, kind, interview)
    if kind == THANK_YOU:
        met = (interview.ended_at or interview.starts_at or now).astimezone(zone).date()
        said = store.interviews.answers.where(
            "t.interview_id=? and t.prompt=?", interview_id, THANKS_PROMPT
        )
        points = store.notes.where(
            "t.interview_id=? and t.kind=?", interview_id, NoteKind.KEY_POINT, order="t.at, t.id"
        )
        promises = store.promises.where("t.interview_id=? and t.kept_at is null", interview_id)
        named = store.people.where(
            "t.id in (select person_id from introductions where interview_id=?)", interview_id
        )
        values |= thank_you_values(
            first_name=person.first_name,
            my_name=store.setting("name"),
            met=met,
            today=now.astimezone(zone).date(),
            extra_minutes=interview.extension_minutes,
            key_points=[*(a.body for a in said), *(p.body for p in points)],
            promises=[p.body for p in promises if p.side is Side.MINE],
            offers=[p.body for p in promises if p.side is Side.THEIRS],
            names=[p.name for p in named],
        )
    return values


def _later_values(
    store: Store, zone: ZoneInfo, kind: str, person_id: int, matter: Matter
) -> dict[str, str]:
    """Return what letters of the weeks and months after a meeting are about."""
    if kind == "close_loop":
        met = led_to(store, person_id)
        return {} if met is None else _met_whom(met, zone)
    if kind == "offer":
        return _offer_values(store, person_id)
    if kind in ("check_in", "news"):
        return _met_values(store, zone, person_id, matter)
    return matter.values


def _met_whom(talk: Interview, zone: ZoneInfo) -> dict[str, str]:
    """Say of whom one met, and when, to those who led to them."""
    if talk.ended_at is None:
        return {}
    at = talk.ended_at.astimezone(zone)
    return {"new_person": talk.who, "date": f"{at.day} {at:%B}"}


def _offer_values(store: Store, person_id: int) -> dict[str, str]:
    offers = store.promises.where(
        "t.person_id=? and t.side=? and t.kept_at is null",
        person_id,
        Side.THEIRS,
        order="t.due, t.id",
    )
    if not offers:
        return {}
    body = offers[0].body
    words = fold(body)
    named = [
        person.name
        for person in store.people.where(
            "t.id in (select person_id from introductions where introducer_id=?)", person_id
        )
        if fold(person.first_name) in words.split()
    ]
    subject = f"The introduction to {named[0]}" if named else "Your kind offer"
    return {"their_offer": to_do_clause(body), "offer_subject": subject}


def _met_values(store: Store, zone: ZoneInfo, person_id: int, matter: Matter) -> dict[str, str]:
    held = [i for i in store.interviews.of_person(person_id) if i.ended_at and not i.host]
    values = {}
    if held and held[-1].ended_at is not None:
        values["month_met"] = f"{held[-1].ended_at.astimezone(zone):%B}"
        points = store.notes.where(
            "t.interview_id=? and t.kind=?", held[-1].id, NoteKind.KEY_POINT, order="t.at, t.id"
        )
        values["key_point"] = key_point_clause(points[0].body) if points else ""
    if matter.advice is not None:
        values["month_met"] = f"{_advised_at(store, matter.advice).astimezone(zone):%B}"
        values["advice_topic"] = " ".join(matter.advice.body.split()).rstrip(" .")
        values["advice"] = advised_clause(matter.advice.body)
    return values | matter.values


def _advised_at(store: Store, advice: Advice) -> datetime:
    """Return when advice was given: in its meeting, or when it was noted."""
    (row,) = store.db.execute(
        "select coalesce(i.ended_at, i.started_at, n.at, a.created_at) from advice a"
        " left join interviews i on i.id = a.interview_id left join notes n on n.id = a.note_id"
        " where a.id=?",
        [advice.id],
    ).fetchall()
    return datetime.fromisoformat(row[0])


def led_to(store: Store, introducer_id: int) -> Interview | None:
    """Return the last talk with somebody that a person led to, if they were not told of it yet."""
    found = store.interviews.where(
        f"t.id in (select interview_id from ({OWED}) where introducer_id=?)",
        introducer_id,
        order="t.ended_at, t.id",
    )
    return found[-1] if found else None


def introducer_of(store: Store, person_id: int) -> str:
    """Return the name of who led to a person, "" for nobody."""
    return _introduced(store, person_id).get("introducer", "")


def _introduced(store: Store, person_id: int) -> dict[str, str]:
    """Name who led to a person; that they may be named is only said where they said so."""
    for introduction in store.people.introductions.where("t.person_id=?", person_id):
        found = store.people.where("t.id=?", introduction.introducer_id)
        if found:
            leave = "and was happy for me to say so" if introduction.may_mention else ""
            return {"introducer": found[0].name, "leave_clause": leave}
    return {}
