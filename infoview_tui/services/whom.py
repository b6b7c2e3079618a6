"""The one person that a typed name means: found among the people, or added."""

from __future__ import annotations

from datetime import datetime

from infoview_tui.domain.people import read_person
from infoview_tui.domain.text import clean_line
from infoview_tui.errors import AmbiguousError, NotFoundError, RefusedError
from infoview_tui.services.names import meant_of_all
from infoview_tui.services.people import add_person
from infoview_tui.storage.store import Store


def find_or_add(
    store: Store, now: datetime, text: str, asks: str = "Who? A name is enough."
) -> tuple[int, bool]:
    """Return the id of whom a line means (`name, role, organisation`), and whether it is a new one.

    Raises:
        RefusedError: there is no name; `asks` says so.
        NotFoundError: a number that is nobody's.
        AmbiguousError: the name may be that of several people; the error lists them.

    """
    found = meant_of_all(store, text)
    if len(found) > 1:
        lines = tuple(f"{p.id}  {p.name}  {p.place_of_work}".rstrip() for p in found)
        raise AmbiguousError(
            f"'{text}' could be {len(found)} people; give an id, or a comma after a new name:",
            lines,
        )
    if found:
        return found[0].id, False
    if text.strip().isdecimal():
        raise NotFoundError(f"Nobody has the number {text.strip()[:20]}; a name may be a new one.")
    named = read_person(clean_line(text))
    if named is None:
        raise RefusedError(asks)
    id = add_person(
        store,
        now,
        name=named.name,
        role=named.role,
        organisation=named.organisation,
        email=named.email,
    )
    return id, True


def take_back_new(store: Store, now: datetime, id: int) -> None:
    """Take somebody who was added away again, unless more was written down of them since."""
    if store.people.get(id).version == 1 and not store.people.belongings(id):
        store.people.delete(now, id)
