"""What there is to say to people, and what follows once such a letter is sent."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from functools import cache

from infoview_tui.domain.check_in import GIVE, WITH_A_MATTER, Opening, last_word, opening
from infoview_tui.domain.followup import Advice, AdviceState, Letter
from infoview_tui.services.shelf import Fitting, things_for
from infoview_tui.storage.store import Store

# The order in time is that of the text. SQLite takes the kind from the row of the latest.
_LAST = f"""
select person_id, kind, max(at) from (
    select person_id, kind, sent_at || id as at from letters
    where sent_at is not null and deleted_at is null
    and kind in ({", ".join(f"'{kind}'" for kind in WITH_A_MATTER)})
    union all
    select person_id, '{GIVE}', at from gives where deleted_at is null
) where person_id in ({{}}) group by person_id
"""
_ADVICE = "t.state <> ? and t.person_id in (select value from json_each(?))"

Openings = Callable[[int], Opening]
"""Says what a check-in with a person begins with, by id."""


def openings(store: Store, ids: Collection[int]) -> Mapping[int, Opening]:
    """Return by person what a check-in begins with."""
    wanted = json.dumps([*ids])
    advice = store.advice.where(_ADVICE, AdviceState.TO_TRY, wanted)
    begins = openings_of(store, advice, things_for(store, ids), ids)
    return {id: begins(id) for id in ids}


def openings_of(
    store: Store, advice: Iterable[Advice], fitting: Fitting, ids: Collection[int]
) -> Openings:
    """Return what says the same of each when it is asked, from advice that is read already."""
    told: defaultdict[int, list[Advice]] = defaultdict(list)
    for each in advice:
        told[each.person_id].append(each)
    # Numbers, not a subquery: those SQLite looks for in each part of the union, by its index.
    found = store.db.execute(_LAST.format(",".join(map(str, ids)))).fetchall()
    last = {id: last_word([kind]) for id, kind, _at in found}

    @cache
    def begins(id: int) -> Opening:
        items = (item for item, _interest in fitting(id))
        return opening(told.get(id, ()), items, last.get(id, ""))

    return begins


def opening_for(store: Store, person_id: int) -> Opening:
    """Return what a check-in with a person begins with."""
    return openings(store, [person_id])[person_id]


def follow_letter(store: Store, now: datetime, letter_id: int) -> None:
    """Let the advice be told, and the thing no longer be given, as their letter says.

    Belongs inside the transaction that marks a letter as sent, takes that back, deletes it or
    brings it back; doing it twice changes nothing.
    """
    (row,) = store.db.query("select * from letters where id=?", [letter_id])
    if row["advice_id"] is not None:
        _tell(store, now, row["advice_id"])
    if row["sent_at"] is None or row["deleted_at"] is not None:
        for give in store.gives.where("t.by_letter_id=?", letter_id):
            store.gives.delete(now, give.id)


def _tell(store: Store, now: datetime, advice_id: int) -> None:
    (last,) = store.db.execute(
        "select max(sent_at) from letters where advice_id=? and deleted_at is null", [advice_id]
    ).fetchone()
    told = datetime.fromisoformat(last) if last else None
    for advice in store.advice.where("t.id=?", advice_id):
        if advice.reported_at != told:
            store.advice.change(now, advice_id, reported_at=told)


def give_with(store: Store, now: datetime, letter: Letter, sent: datetime) -> None:
    """Note what is given with a letter that is being sent; the same row each time it is."""
    if letter.kind != GIVE:
        return
    known = store.db.execute(
        "select max(id) from gives where by_letter_id=?", [letter.id]
    ).fetchone()[0]
    if known is not None:
        store.gives.change(now, known, at=sent, deleted_at=None)
        return
    titles = store.db.execute("select title from shelf where id=?", [letter.shelf_id]).fetchone()
    store.gives.add(
        now,
        person_id=letter.person_id,
        at=sent,
        body=titles[0] if titles else letter.subject,
        shelf_id=letter.shelf_id,
        by_letter_id=letter.id,
    )


def give_again(store: Store, now: datetime, letter_id: int) -> None:
    """Bring back what went with a deleted letter, which comes back next.

    What was taken back by hand before that stays so.
    """
    sql = (
        "select g.id from gives g join letters l on l.id = g.by_letter_id"
        " where l.id=? and l.sent_at is not null and g.deleted_at = l.deleted_at"
    )
    for row in store.db.execute(sql, [letter_id]).fetchall():
        store.gives.restore(now, row[0])
