"""What there is to say to people, and what follows once such a letter is sent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from infoview_tui.domain.check_in import GIVE, Opening, last_word, opening
from infoview_tui.domain.followup import Advice, AdviceState
from infoview_tui.services.shelf import things_for
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import from_row

# The order in time is that of the text.
_WORDS = f"""
select person_id, kind from (
    select person_id, kind, sent_at as at, id from letters
    where sent_at is not null and deleted_at is null
    union all
    select person_id, '{GIVE}', at, 0 from gives where deleted_at is null
) where (? is null or person_id=?) order by at desc, id desc
"""
_ADVICE = """
select * from advice where deleted_at is null and state <> ? and (? is null or person_id=?)
"""


def openings(store: Store, person_id: int | None = None) -> Mapping[int, Opening]:
    """Return by person what a check-in begins with, for all (or one) of whom anything is known."""
    advice: defaultdict[int, list[Advice]] = defaultdict(list)
    for row in store.db.query(_ADVICE, [AdviceState.TO_TRY.value, person_id, person_id]):
        advice[row["person_id"]].append(from_row(Advice, row))
    words: defaultdict[int, list[str]] = defaultdict(list)
    for id, kind in store.db.execute(_WORDS, [person_id, person_id]).fetchall():
        words[id].append(kind)
    things = things_for(store, person_id)
    return {
        id: opening(
            advice.get(id, ()),
            (item for item, _interest in things.get(id, ())),
            last_word(words.get(id, ())),
        )
        for id in {*advice, *words, *things}
    }


def opening_for(store: Store, person_id: int) -> Opening:
    """Return what a check-in with a person begins with."""
    return openings(store, person_id).get(person_id, Opening())


def follow_letter(store: Store, now: datetime, letter_id: int) -> None:
    """Let the advice be told and the thing be given exactly while their letter is sent.

    Belongs inside the transaction that marks a letter as sent, takes that back, deletes it or
    brings it back; doing it twice changes nothing.
    """
    (row,) = store.db.query("select * from letters where id=?", [letter_id])
    sent = row["sent_at"] if row["deleted_at"] is None else None
    if row["advice_id"] is not None:
        _tell(store, now, row["advice_id"])
    if row["kind"] == GIVE:
        _give(store, now, row, datetime.fromisoformat(sent) if sent else None)


def _tell(store: Store, now: datetime, advice_id: int) -> None:
    (last,) = store.db.execute(
        "select max(sent_at) from letters where advice_id=? and deleted_at is null", [advice_id]
    ).fetchone()
    told = datetime.fromisoformat(last) if last else None
    for advice in store.advice.where("t.id=?", advice_id):
        if advice.reported_at != told:
            store.advice.change(now, advice_id, reported_at=told)


def _give(store: Store, now: datetime, letter: Mapping[str, object], sent: datetime | None) -> None:
    id = letter["id"]
    there = store.gives.where("t.by_letter_id=?", id)
    if sent is None:
        for give in there:
            store.gives.delete(now, give.id)
        return
    if there:
        if there[0].at != sent:
            store.gives.change(now, there[0].id, at=sent)
        return
    shelf_id = letter["shelf_id"]
    titles = store.db.execute("select title from shelf where id=?", [shelf_id]).fetchone()
    store.gives.add(
        now,
        person_id=letter["person_id"],
        at=sent,
        body=titles[0] if titles else letter["subject"],
        shelf_id=shelf_id,
        by_letter_id=id,
    )
