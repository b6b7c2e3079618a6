"""Who led to whom, with how each introduction stands, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from infoview_tui.domain.due import Habits
from infoview_tui.domain.introductions import (
    Forest,
    Link,
    Node,
    Standing,
    around,
    forest,
    standing_words,
)
from infoview_tui.domain.people import Person, Stage
from infoview_tui.domain.people_rows import PersonRow
from infoview_tui.errors import RefusedError
from infoview_tui.exchange.introductions import Entry
from infoview_tui.services.insights import names_in_short
from infoview_tui.services.letter_values import led_to
from infoview_tui.services.letters import draft_letter
from infoview_tui.services.lookup import people_named
from infoview_tui.services.loops import NAMINGS
from infoview_tui.services.people_list import Turns, people_rows
from infoview_tui.storage.store import Store
from infoview_tui.values import dataclass

_LINKS = f"""
select id, introducer_id, person_id, may_mention, met_at, told from ({NAMINGS})
order by named_at, id
"""
_FOUND = "select id, found from people where deleted_at is null and coalesce(found, '') <> ''"


class Line(NamedTuple):
    """A line of the tree in words, which have a `short` form.

    `again` says where the person stands in full, "" when that is here.
    """

    node: Node
    name: str
    work: str
    stage: Stage
    words: str
    short: str
    again: str = ""


@dataclass(frozen=True)
class Network:
    """All people with who led to them; `standings` are by the id of the introduction.

    `names_a_meeting` is how many names a meeting gave, "" before the first, and `from_a_name` how
    many of the meetings came from one (`4 of 9`), "" where there was none.
    """

    people: dict[int, PersonRow]
    found: dict[int, str]
    standings: dict[int, Standing]
    tree: Forest
    names_a_meeting: str
    from_a_name: str

    def lines(self, nodes: Iterable[Node]) -> list[Line]:
        """Put lines of the tree into words."""
        return [self.line(node) for node in nodes]

    def line(self, node: Node) -> Line:
        """Put one line of the tree into words."""
        person = self.people[node.person_id]
        words = short = self.found.get(node.person_id, "")
        if node.link is not None:
            standing = self.standings[node.link.id]
            by = self.people[node.link.introducer_id].name
            words, short = standing_words(standing, by), standing_words(standing, by, short=True)
            if person.next and not standing.met and not node.again:
                words += f" · {person.next}"
        where = ("see above" if node.above else "see below") if node.again else ""
        return Line(node, person.name, person.place_of_work, person.stage, words, short, where)

    def of(self, people: Collection[int]) -> Sequence[Node]:
        """Return the lines of some people, with what is above and below."""
        return around(self.tree, people)

    def owed_by(self, person_id: int) -> int | None:
        """Return whom a person led to, whom one has met and who led to them was not told."""
        return next(
            (
                node.person_id
                for node in self.tree.nodes
                if node.link is not None
                and node.link.introducer_id == person_id
                and self.standings[node.link.id].owed
            ),
            None,
        )

    @property
    def longest(self) -> str:
        """The longest line in first names, "" where nobody led to anybody."""
        line = self.tree.longest
        names = (self.people[id].name.split() or ["?"] for id in line)
        return ", ".join(name[0] for name in names) if len(line) > 1 else ""


def network(
    store: Store, now: datetime, habits: Habits | None = None, turns: Turns | None = None
) -> Network:
    """Gather everybody and who led to them; `now` is in the user's zone, `turns` as in People."""
    assert now.tzinfo is not None
    people = {row.id: row for row in people_rows(store, now, now.tzinfo, habits, turns)}
    links = []
    standings = {}
    for id, introducer, person, may, met_at, told in store.db.execute(_LINKS).fetchall():
        links.append(Link(id, introducer, person))
        met = met_at is not None
        standings[id] = Standing(None if may is None else bool(may), met, met and bool(told))
    names, came = names_in_short(store, now)
    return Network(
        people,
        dict(store.db.execute(_FOUND).fetchall()),
        standings,
        forest({id: row.name for id, row in people.items()}, links),
        names.words.removesuffix(" a meeting"),
        f"{came.count} of {came.of}" if came.of else "",
    )


def thank_introducer(
    store: Store, now: datetime, zone: ZoneInfo, introducer_id: int, person_id: int
) -> int:
    """Return the draft that tells who led to a person of the talk with them.

    It is the one that Today asks for, unless that is about somebody whom one met later.
    """
    last = led_to(store, introducer_id)
    about = None
    if last is None or all(each.id != person_id for each in last.people):
        held = [t for t in store.interviews.of_person(person_id) if t.ended_at and not t.host]
        about = held[-1].id if held else None
    return draft_letter(store, now, zone, "close_loop", introducer_id, about)


def introducers(store: Store, person_id: int) -> tuple[Person, ...]:
    """Return who led to a person, the first of them first."""
    found = store.people.where(
        "t.id in (select introducer_id from introductions"
        " where person_id=? and deleted_at is null)",
        person_id,
    )
    first = {
        each.introducer_id: n
        for n, each in enumerate(store.people.introductions.where("t.person_id=?", person_id))
    }
    return tuple(sorted(found, key=lambda person: first[person.id]))


def introducers_named(store: Store, person_id: int, text: str) -> tuple[int, ...]:
    """Return whom names typed with commas mean as those who led to a person.

    Raises:
        RefusedError: a name is nobody's or that of several, or it is the person.

    """
    known = {each.id: each.name for each in introducers(store, person_id)}
    found = people_named(store, text, known)
    if person_id in found:
        name = store.people.get(person_id).name
        raise RefusedError(f"{name} cannot lead to themselves: who led you to them?")
    return found


def entries(lines: Iterable[Line]) -> list[Entry]:
    """Return lines as a file has them."""
    return [
        Entry(
            line.node.person_id,
            line.node.depth,
            line.name,
            (line.again, line.work, "" if line.again else line.stage, line.words),
            line.node.link.introducer_id if line.node.link else None,
            line.node.again,
        )
        for line in lines
    ]
