"""The stage of one person or of everyone, and setting it by hand."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from infoview_tui.domain.followup import Letter
from infoview_tui.domain.interviews import Interview, Status
from infoview_tui.domain.letters import THANK_YOU
from infoview_tui.domain.people import Contact, Person, Stage
from infoview_tui.domain.stage import Story, Talk, talk_of
from infoview_tui.storage.store import Store
from infoview_tui.values import dataclass

# One that ended is what its columns say; what the others are depends on the time.
_ENDED = """
select ip.person_id, i.host, i.debriefed_at, i.thanked_at, i.ended_at,
    max(i.ended_at, coalesce(i.thanked_at, ''), coalesce(i.created_at, ''))
from interviews i join interview_people ip on ip.interview_id = i.id
where i.ended_at is not null and i.cancelled_at is null and i.deleted_at is null
"""
_LETTERS = f"""
select person_id, max(case when kind = '{THANK_YOU}' then sent_at end),
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
_NO_LETTERS = (None, None, None)
_BY_HAND = "select id, stage, stage_at from people where stage is not null and deleted_at is null"


def stories(store: Store, now: datetime, contacts: Mapping[int, datetime]) -> dict[int, Story]:
    """Return what stages follow from at `now`, of everyone there is anything of.

    `contacts` are the last real ones by person.
    """
    ask = store.db.execute
    talks: defaultdict[int, list[Talk]] = defaultdict(list)
    for id, host, debriefed, thanked, ended, at in ask(_ENDED).fetchall():
        status = Status.DEBRIEFED if debriefed else Status.ENDED
        status = Status.THANKED if thanked else status
        talks[id].append(Talk(status, _moment(at), _moment(thanked), bool(host), _moment(ended)))
    for interview in store.interviews.where("t.ended_at is null or t.cancelled_at is not null"):
        for person in interview.people:
            talks[person.id].append(talk_of(interview, now))
    letters = {row[0]: row[1:] for row in ask(_LETTERS).fetchall()}
    reminders = {row[0]: row[1:] for row in ask(_REMINDERS).fetchall()}
    logged = dict(ask(_CONTACTS).fetchall())
    by_hand = {row[0]: row[1:] for row in ask(_BY_HAND).fetchall()}
    found = {}
    for id in talks.keys() | letters.keys() | contacts.keys() | by_hand.keys():
        thanked, asked, answered = letters.get(id, _NO_LETTERS)
        count, reminded = reminders.get(id, (0, None))
        stage, at = by_hand.get(id, (None, None))
        found[id] = Story(
            talks.get(id, ()),
            contacts.get(id),
            _moment(thanked) if thanked else None,
            _moment(logged[id]) if id in logged else None,
            _moment(asked) if asked else None,
            _moment(answered) if answered else None,
            count,
            _moment(reminded) if reminded else None,
            Stage(stage) if stage else None,
            _moment(at) if at else None,
        )
    return found


def story_of(
    now: datetime,
    person: Person,
    interviews: Sequence[Interview],
    letters: Sequence[Letter],
    contacts: Sequence[Contact],
    contact_at: datetime | None,
) -> Story:
    """Return what the stage of one person follows from; `contact_at` is the last real contact."""
    sent = [(letter.sent_at, letter.kind) for letter in letters if letter.sent_at]
    asked = max((at for at, kind in sent if kind.startswith("request_")), default=None)
    reminded = [at for at, kind in sent if kind == "reminder" and asked and at >= asked]
    return Story(
        [talk_of(interview, now) for interview in interviews],
        contact_at=contact_at,
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
