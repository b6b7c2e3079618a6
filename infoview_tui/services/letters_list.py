"""All letters in one list: when a thank-you is late, and which letters wait for an answer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime
from functools import cached_property
from typing import Any

from infoview_tui.domain.followup import THANK_WITHIN, Letter
from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.letters import THANK_YOU
from infoview_tui.storage.rows import from_row
from infoview_tui.storage.store import Store
from infoview_tui.values import dataclass

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
_SENT = """
letters t join people p on p.id = t.person_id and p.deleted_at is null
where t.deleted_at is null and coalesce(t.sent_at, '') <> ''
"""
"""In the words of its index."""
_COLUMNS = ("id", "person_id", "person", "kind", "channel", "sent_at", "answered_at")
_LAST_SENT = f"""
select t.id, t.person_id, p.name, t.kind, coalesce(t.channel, ''), t.sent_at, t.answered_at
from {_SENT} order by t.sent_at desc, t.created_at, t.id limit ?
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


@dataclass(frozen=True)
class Listing:
    """The letters in groups; of those sent there are `sent_count`, and the last of them here.

    Of these there may be tens of thousands, so that each is made of its row when it is asked for.
    """

    drafts: tuple[Listed, ...] = ()
    waiting: tuple[Listed, ...] = ()
    sent: Mapping[int, Sequence[Any]] = field(default_factory=dict)
    sent_count: int = 0

    def __bool__(self) -> bool:
        """Whether there is any letter."""
        return bool(self.drafts or self.waiting or self.sent)

    def __getitem__(self, id: int) -> Listed:
        """Return a letter that is here; one that was sent without its text."""
        row = self.sent.get(id)
        if row is None:
            return self._open[id]
        values = dict(zip(_COLUMNS, row, strict=True))
        return Listed(from_row(Letter, {"uid": "", "subject": "", "body": "", **values}))

    @cached_property
    def _open(self) -> dict[int, Listed]:
        return {each.letter.id: each for each in (*self.drafts, *self.waiting)}

    @property
    def complete(self) -> bool:
        """Whether all are here."""
        return len(self.sent) == self.sent_count


def letters_listed(store: Store, most: int) -> Listing:
    """Return every letter, of those sent no more than so many.

    Drafts come from the oldest, those that wait and others sent from the newest. One that asks for
    a talk waits until it is answered, another was sent after it, or a talk with the person is
    booked.
    """
    drafts = store.letters.where("t.sent_at is null", order="t.created_at, t.id")
    waiting = store.letters.where(_WAITING, order="t.sent_at desc, t.created_at, t.id")
    waits = {letter.id for letter in waiting}
    reminders = dict(store.db.execute(_REMINDERS, [json.dumps([*waits])]).fetchall())
    interviews = {
        i.id: i
        for i in store.interviews.where(
            "t.id in (select interview_id from letters where sent_at is null and kind=?)", THANK_YOU
        )
    }
    # Those that wait are among the last sent.
    found = store.db.execute(_LAST_SENT, [most + len(waits)]).fetchall()
    sent = [row for row in found if row[0] not in waits][:most]
    (count,) = store.db.execute(f"select count(*) from {_SENT}").fetchone()
    return Listing(
        tuple(Listed(x, thanks_due(x, interviews.get(x.interview_id or 0))) for x in drafts),
        tuple(Listed(x, waiting=True, reminders=reminders.get(x.id, 0)) for x in waiting),
        {row[0]: row for row in sent},
        count - len(waits),
    )
