"""All letters in one list: when a thank-you is late, and which letters wait for an answer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import chain
from typing import Any

from infoview_tui.domain.followup import THANK_WITHIN, Letter
from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.letters import THANK_YOU
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
select t.id, t.person_id, p.name, t.kind, coalesce(t.channel, ''), t.sent_at, t.answered_at
from letters t join people p on p.id = t.person_id and p.deleted_at is null
where t.deleted_at is null and t.sent_at is not null order by t.sent_at desc, t.created_at, t.id
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


class Listing(Mapping[int, Listed]):
    """All letters by id: drafts and those that wait whole, the others sent without their text.

    Of these there may be tens of thousands, so that each is made of its row when it is asked for.
    """

    def __init__(
        self, drafts: Iterable[Listed], waiting: Iterable[Listed], sent: Iterable[tuple[Any, ...]]
    ) -> None:
        self.drafts = {listed.letter.id: listed for listed in drafts}
        self.waiting = {listed.letter.id: listed for listed in waiting}
        self.sent = {row[0]: row for row in sent if row[0] not in self.waiting}

    def __getitem__(self, id: int) -> Listed:
        known = self.drafts.get(id) or self.waiting.get(id)
        return known or Listed(_sent(*self.sent[id]))

    def __iter__(self) -> Iterator[int]:
        return chain(self.drafts, self.waiting, self.sent)

    def __len__(self) -> int:
        return len(self.drafts) + len(self.waiting) + len(self.sent)


def _sent(
    id: int,
    person_id: int,
    person: str,
    kind: str,
    channel: str,
    sent: datetime,
    answered: datetime | None,
) -> Letter:
    return Letter(
        id,
        "",
        person_id,
        kind,
        subject="",
        body="",
        sent_at=sent,
        answered_at=answered,
        channel=channel,
        person=person,
    )


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def all_letters(store: Store) -> Listing:
    """Return every letter: drafts from the oldest, those that wait and others from the newest.

    One that asks for a talk waits until it is answered, another was sent after it, or a talk
    with the person is booked.
    """
    drafts = store.letters.where("t.sent_at is null", order="t.created_at, t.id")
    waiting = store.letters.where(_WAITING, order="t.sent_at desc, t.created_at, t.id")
    ids = json.dumps([letter.id for letter in waiting])
    reminders = dict(store.db.execute(_REMINDERS, [ids]).fetchall())
    interviews = {
        i.id: i
        for i in store.interviews.where(
            "t.id in (select interview_id from letters where sent_at is null and kind=?)", THANK_YOU
        )
    }
    return Listing(
        (Listed(x, thanks_due(x, interviews.get(x.interview_id or 0))) for x in drafts),
        (Listed(x, waiting=True, reminders=reminders.get(x.id, 0)) for x in waiting),
        (
            (*row, _at(sent), _at(answered) if answered else None)
            for *row, sent, answered in store.db.execute(_SENT).fetchall()
        ),
    )
