"""The stage of one person or of everyone, and setting it by hand."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from infoview_tui.domain.followup import Letter
from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.letters import THANK_YOU
from infoview_tui.domain.people import Contact, Person, Stage
from infoview_tui.domain.stage import Story
from infoview_tui.storage.store import Store

_TALKS = """
select ip.person_id, i.host, i.agreed_minutes, i.extension_minutes, i.created_at, i.starts_at,
    i.started_at, i.ended_at, i.debriefed_at, i.thanked_at, i.cancelled_at, i.missed_at
from interviews i join interview_people ip on ip.interview_id = i.id where i.deleted_at is null
"""
_LETTERS = f"""
select person_id, max(sent_at), max(case when kind = '{THANK_YOU}' then sent_at end),
    max(case when substr(kind, 1, 8) = 'request_' then sent_at end), max(answered_at)
from letters where deleted_at is null group by person_id
"""
_REMINDERS = """
with asked as (
    select person_id, max(sent_at) as at from letters
    where substr(kind, 1, 8) = 'request_' and deleted_at is null group by person_id
)
select l.person_id, count(*), max(l.sent_at) from letters l
join asked on asked.person_id = l.person_id and l.sent_at >= asked.at
where l.kind = 'reminder' and l.deleted_at is null group by l.person_id
"""
_CONTACTS = "select person_id, max(at) from contacts where deleted_at is null group by person_id"
_BY_HAND = "select id, stage, stage_at from people where stage is not null and deleted_at is null"


def stories(store: Store) -> dict[int, Story]:
    """Return what stages follow from, of everyone there is anything of."""
    parts: defaultdict[int, dict[str, Any]] = defaultdict(dict)
    for id, *columns in store.db.execute(_TALKS).fetchall():
        parts[id].setdefault("interviews", []).append(_talk(*columns))
    for id, *moments in store.db.execute(_LETTERS).fetchall():
        names = ("sent_at", "thanked_at", "asked_at", "answered_at")
        parts[id] |= zip(names, map(_moment, moments), strict=True)
    for id, count, at in store.db.execute(_REMINDERS).fetchall():
        parts[id] |= {"reminders": count, "reminded_at": _moment(at)}
    for id, at in store.db.execute(_CONTACTS).fetchall():
        parts[id]["logged_at"] = _moment(at)
    for id, stage, at in store.db.execute(_BY_HAND).fetchall():
        parts[id] |= {"by_hand": Stage(stage), "by_hand_at": _moment(at)}
    return {id: Story(**values) for id, values in parts.items()}


def story_of(
    person: Person,
    interviews: Sequence[Interview],
    letters: Sequence[Letter],
    contacts: Sequence[Contact],
) -> Story:
    """Return what the stage of one person follows from."""
    sent = [(letter.sent_at, letter.kind) for letter in letters if letter.sent_at]
    asked = max((at for at, kind in sent if kind.startswith("request_")), default=None)
    reminded = [at for at, kind in sent if kind == "reminder" and asked and at >= asked]
    return Story(
        interviews,
        sent_at=max((at for at, _kind in sent), default=None),
        thanked_at=max((at for at, kind in sent if kind == THANK_YOU), default=None),
        logged_at=max((contact.at for contact in contacts), default=None),
        asked_at=asked,
        answered_at=max((each.answered_at for each in letters if each.answered_at), default=None),
        reminders=len(reminded),
        reminded_at=max(reminded, default=None),
        by_hand=person.stage,
        by_hand_at=person.stage_at,
    )


@dataclass(frozen=True)
class ByHand:
    """What was set by hand of a person, which may be nothing."""

    stage: Stage | None = None
    at: datetime | None = None


def set_stages(
    store: Store, now: datetime, stages: Mapping[int, Stage | None]
) -> dict[int, ByHand]:
    """Set the stage of people (by id) by hand, None to let it follow from what happens again.

    Returns what was there, for `put_back_stages`.
    """
    wanted = {id: ByHand(stage, now if stage else None) for id, stage in stages.items()}
    return put_back_stages(store, now, wanted)


def put_back_stages(store: Store, now: datetime, stages: Mapping[int, ByHand]) -> dict[int, ByHand]:
    """Set what was set by hand, and when, of people by id; returns what was there."""
    among = "t.id in (select value from json_each(?))"
    with store.write():
        before = store.people.where(among, json.dumps([*stages]))
        for person in before:
            wanted = stages[person.id]
            store.people.change(now, person.id, stage=wanted.stage, stage_at=wanted.at)
    return {person.id: ByHand(person.stage, person.stage_at) for person in before}


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _talk(host: Any, minutes: int, offered: int, *moments: str | None) -> Interview:
    created, starts, started, ended, debriefed, thanked, cancelled, missed = map(_moment, moments)
    return Interview(
        0,
        "",
        agreed_minutes=minutes,
        host=bool(host),
        extension_minutes=offered or 0,
        created_at=created,
        starts_at=starts,
        started_at=started,
        ended_at=ended,
        debriefed_at=debriefed,
        thanked_at=thanked,
        cancelled_at=cancelled,
        missed_at=missed,
    )
