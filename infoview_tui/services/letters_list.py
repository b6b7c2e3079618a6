"""All letters in one list: when a thank-you is late, and which letters wait for an answer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from infoview_tui.domain.followup import THANK_WITHIN, Letter
from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.letters import THANK_YOU
from infoview_tui.storage.store import Store

_ASKS = "(substr({0}.kind, 1, 8) = 'request_' or {0}.kind = 'reminder')"
_WAITING = f"""
{_ASKS.format("t")} and t.sent_at is not null and t.answered_at is null
and not exists (
    select 1 from letters l where l.person_id = t.person_id and l.deleted_at is null
    and {_ASKS.format("l")} and (l.sent_at, l.id) > (t.sent_at, t.id))
and not exists (
    select 1 from interview_people ip join interviews i on i.id = ip.interview_id
    where ip.person_id = t.person_id and i.deleted_at is null
    and coalesce(i.started_at, i.starts_at) is not null
    and max(i.created_at, coalesce(i.started_at, i.starts_at)) >= t.sent_at)
"""


_REMINDERS = """
select t.id, (
    select count(*) from letters l where l.person_id = t.person_id and l.kind = 'reminder'
    and l.deleted_at is null and l.sent_at <= t.sent_at and l.sent_at >= coalesce((
        select max(r.sent_at) from letters r where r.person_id = t.person_id
        and substr(r.kind, 1, 8) = 'request_' and r.deleted_at is null
        and r.sent_at <= t.sent_at), ''))
from letters t where t.kind = 'reminder' and t.id in (select value from json_each(?))
"""


@dataclass(frozen=True)
class Listed:
    """A letter among the others; `due` is when an open thank-you is late.

    `reminders` is how many the person got, one that waits included.
    """

    letter: Letter
    due: datetime | None = None
    waiting: bool = False
    reminders: int = 0


def thanks_due(letter: Letter, interview: Interview | None) -> datetime | None:
    """Return when a thank-you is late, in UTC; None for other letters and sent ones."""
    if letter.kind != THANK_YOU or letter.sent_at or interview is None or not interview.ended_at:
        return None
    return interview.ended_at + THANK_WITHIN


def all_letters(store: Store) -> tuple[Listed, ...]:
    """Return every letter, drafts from the oldest, then sent ones from the newest.

    One that asks for a talk waits until it is answered, another was sent after it, or a talk
    with the person is booked.
    """
    letters = store.letters.where(order="t.sent_at desc, t.created_at, t.id")
    drafts = [letter for letter in letters if letter.sent_at is None]
    sent = [letter for letter in letters if letter.sent_at is not None]
    waiting = {letter.id for letter in store.letters.where(_WAITING)}
    reminders = dict(store.db.execute(_REMINDERS, [json.dumps(sorted(waiting))]).fetchall())
    interviews = {
        i.id: i
        for i in store.interviews.where(
            "t.id in (select interview_id from letters where sent_at is null and kind=?)", THANK_YOU
        )
    }
    return (
        *(Listed(x, thanks_due(x, interviews.get(x.interview_id or 0))) for x in drafts),
        *(Listed(x, waiting=x.id in waiting, reminders=reminders.get(x.id, 0)) for x in sent),
    )
