"""Whom a typed name means among the people who are known, or one that is half typed."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from infoview_tui.domain.notes import NoteKind, read_note
from infoview_tui.domain.people import Person, read_person
from infoview_tui.domain.text import clean_line, fold
from infoview_tui.storage.store import Store

LEAST_LETTERS = 2
LONGEST_NAME = 100
"""Characters beyond which a line is no name: it is not looked up at every key."""

_NAMES = """
select p.id, p.name, p.role, o.name from people p
left join organisations o on o.id = p.organisation_id
where p.deleted_at is null order by p.name, p.id
"""
_WORD = re.compile(r"[^\W_]+")


def fits(begun: str, name: str) -> bool:
    """Whether a name, or one of its later words, begins as typed; case and accents folded."""
    words = _spaced(begun)
    return bool(words.strip()) and words in _spaced(name)


class Known(NamedTuple):
    """A name that is known; `folded` and `words` are what a typed one is compared with.

    They are made once: at each key a typed name is compared with all of them.
    """

    id: int
    name: str
    place_of_work: str
    folded: str
    words: str


def everybody(store: Store) -> tuple[Known, ...]:
    """Return the names of all people, in order, for `meant`."""
    return tuple(
        Known(id, name, ", ".join(filter(None, work)), fold(name), _spaced(name))
        for id, name, *work in store.db.execute(_NAMES).fetchall()
    )


def meant(people: Sequence[Known], text: str) -> tuple[Known, ...]:
    """Return who of `people` a typed name may mean; nobody where it is a new one.

    A whole name or an id means that one, else a name may begin any word of a known one: `okaf`
    is Dana Okafor, but Ann is not Joanna. What has a comma (`name, role`, or just `Ann,`) is a
    whole name.
    """
    number = text.strip()
    if number.isdecimal():
        return tuple(p for p in people if len(number) < 20 and p.id == int(number))
    named = read_person(clean_line(text))
    if named is None:
        return ()
    wanted = fold(named.name)
    whole = tuple(p for p in people if p.folded == wanted)
    if whole or "," in text:
        return whole
    begun = _spaced(named.name)
    return tuple(p for p in people if begun in p.words) if begun.strip() else ()


def meant_of_all(store: Store, text: str) -> tuple[Person, ...]:
    """Return whom of `everybody` a typed name may mean, with all that is known of them."""
    ids = json.dumps([known.id for known in meant(everybody(store), text)])
    among = "t.id in (select value from json_each(?))"
    return store.people.where(among, ids, order="t.name, t.id")


def name_begun(line: str) -> str:
    """Return the name being typed in an `@` line; "" in any other, and after its first comma."""
    kind, body = read_note(line)
    if kind is not NoteKind.PERSON or "," in body or len(body) > LONGEST_NAME:
        return ""
    return body if len("".join(_words(body))) >= LEAST_LETTERS else ""


def offer(store: Store, begun: str, without: Collection[int] = ()) -> str:
    """Return the best match for a name begun: `Mai Tran, registrar, Harbour Gallery`.

    Args:
        store: where the people are.
        begun: what was typed after the `@`.
        without: the ids of those who are not meant, such as the people of this meeting.

    Returns:
        What may stand after the `@`; "" for nobody, and where it is what was typed.

    """
    words = _words(begun)
    wanted = " ".join(words)
    # Of ten thousand people few are looked at closely: the next letter is not to wait. SQLite
    # folds the case of ASCII alone, so that any other name is.
    rows = store.db.execute(
        "select p.name, p.id, coalesce(p.role, ''), coalesce(o.name, '') from people p"
        " left join organisations o on o.id = p.organisation_id"
        " where p.deleted_at is null and (p.name like ? or p.name glob '*[^ -~]*')",
        [f"%{words[0]}%"],
    )
    ranked = []
    for name, id, role, organisation in rows:
        known = " ".join(_words(name))
        if id not in without and f" {wanted}" in f" {known}":
            whole = f" {wanted} " in f" {known} "
            rank = (known != wanted, not whole, not known.startswith(wanted), known, id)
            ranked.append((rank, name, role, organisation))
    for _rank, name, role, organisation in sorted(ranked):
        line = ", ".join(part for part in (name, role, organisation) if part)
        named = read_person(line)
        # A comma in a name would make it somebody else's.
        if named is not None and named.name == name:
            return line if line != begun.strip() else ""
    return ""


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _spaced(text: str) -> str:
    """Return the words with a blank before each."""
    return f" {' '.join(_words(text))}"
