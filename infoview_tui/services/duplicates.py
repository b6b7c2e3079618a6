"""Who is here already: whom a new entry looks like, and which two entries look the same."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from infoview_tui.domain.duplicates import Looks, folded, folded_email, looks_same, pairs
from infoview_tui.domain.people import Person
from infoview_tui.storage.store import Store

MOST_WORDS = 8
"""Of a name that are looked for before it is compared: a pasted text has thousands."""

_LOOKS = """
select t.id, t.name, coalesce(o.name, ''), coalesce(t.email, '') from people t
left join organisations o on o.id = t.organisation_id where t.deleted_at is null
"""


def described(person: Person) -> str:
    """Return `Dana Okafor, curator, City Museum`, with what is known of it."""
    return ", ".join(part for part in (person.name, person.place_of_work) if part)


def here_already(found: Sequence[Person]) -> str:
    """Say whom an entry looks like: `Dana Okafor, curator, City Museum is here already`."""
    first, *more = found
    if more:
        return f"{described(first)} and {len(more)} more are here already"
    return f"{described(first)} is here already"


def look_alikes(
    store: Store, name: str, organisation: str = "", email: str = "", without: Collection[int] = ()
) -> tuple[Person, ...]:
    """Return who of those that are known looks like an entry, by name.

    Args:
        store: where the people are.
        name: of the entry, as it was typed; organisation and email too.
        organisation: "" when unknown.
        email: "" when unknown.
        without: the ids of those who are not meant, such as the one that is being changed.

    """
    entry = Looks(name, organisation, email)
    words = folded(name).split()[:MOST_WORDS]
    # SQLite folds the case of ASCII alone: any other name or e-mail is looked at as well.
    sql = _LOOKS + (
        f" and (({' and '.join(['instr(lower(t.name), ?) > 0'] * len(words)) or 0})"
        " or t.name glob '*[^ -~]*'"
        " or lower(trim(t.email)) = ? or t.email glob '*[^ -~]*')"
    )
    rows = store.db.execute(sql, [*words, folded_email(email) or None]).fetchall()
    ids = [row[0] for row in rows if row[0] not in without and looks_same(entry, Looks(*row[1:]))]
    if not ids:
        return ()
    among = "t.id in (select value from json_each(?))"
    return store.people.where(among, json.dumps(ids), order="t.name, t.id")


def alike(store: Store) -> tuple[tuple[Person, Person], ...]:
    """Return each two people who look the same, the older entry first, in a few queries."""
    rows = store.db.execute(f"{_LOOKS} order by t.id").fetchall()
    found = [
        (rows[first][0], rows[second][0])
        for first, second in pairs([Looks(*row[1:]) for row in rows])
    ]
    ids = json.dumps(sorted({id for pair in found for id in pair}))
    if not found:
        return ()
    people = store.people.where("t.id in (select value from json_each(?))", ids)
    by_id = {person.id: person for person in people}
    return tuple((by_id[first], by_id[second]) for first, second in found)
