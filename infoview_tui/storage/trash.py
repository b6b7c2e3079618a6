"""What was deleted and rests until it is removed for good: one table of kinds, one query."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from infoview_tui.errors import NotFoundError
from infoview_tui.storage.removal import POINTERS, Reference, Rowid, going_with, references
from infoview_tui.values import dataclass

if TYPE_CHECKING:
    from sqlite_utils import Database

_OF_TALK = (
    "(select ip.person_id from interview_people ip where ip.interview_id = t.{} order by ip.id)"
)
_IN_TALK, _THE_TALK = _OF_TALK.format("interview_id"), _OF_TALK.format("id")


@dataclass(frozen=True)
class Kind:
    """What the deleted rows of a table are called, and the words they show.

    `words`, `whose` (the id of a person) and `at` (a moment to name it by) are SQL on `t`; `only`
    says which of the rows were anybody's own.
    """

    called: str
    words: str
    whose: str = "t.person_id"
    at: str = "null"
    only: str = "1"


# A promise or advice that went with its note comes back with it.
_BY_ITSELF = (
    "not exists (select 1 from notes n where n.id = t.note_id and n.deleted_at = t.deleted_at)"
)

# A request has words, and brings its talk along.
_WITHOUT_REQUEST = (
    "not exists (select 1 from requests r"
    " where r.interview_id = t.id and r.deleted_at = t.deleted_at)"
)

# A give that went with its letter comes back with it.
_BY_HAND = (
    "t.by_letter_id is null or exists (select 1 from letters l"
    " where l.id = t.by_letter_id and l.sent_at is not null and l.deleted_at is null)"
)

KINDS: Mapping[str, Kind] = {
    "people": Kind("person", "t.name", whose="null"),
    "interviews": Kind(
        "interview",
        "''",
        whose=_THE_TALK,
        at="coalesce(t.started_at, t.starts_at)",
        only=_WITHOUT_REQUEST,
    ),
    "requests": Kind("request", "t.body", whose=_IN_TALK),
    "letters": Kind("letter", "coalesce(nullif(t.subject, ''), t.body)"),
    "notes": Kind("note", "t.body", whose=f"coalesce(t.person_id, {_IN_TALK})"),
    "promises": Kind("promise", "t.body", only=_BY_ITSELF),
    "advice": Kind("advice", "t.body", only=_BY_ITSELF),
    "contacts": Kind("contact", "t.body"),
    "gives": Kind("give", "t.body", only=_BY_HAND),
    "facts": Kind("fact", "t.text"),
    "interests": Kind("interest", "t.body"),
    "positions": Kind(
        "former post",
        "coalesce(t.role, '') || iif(coalesce(t.role, '') <> '' and"
        " coalesce(t.organisation, '') <> '', ', ', '') || coalesce(t.organisation, '')",
    ),
    "goals": Kind("goal", "t.text", whose=_IN_TALK),
    "checklist": Kind(
        "question",
        "t.text",
        whose=_IN_TALK,
        only="t.bank is null and t.question_id is null and t.kind <> 'closing'",
    ),
    "debrief_answers": Kind("debrief", "t.body", whose=_IN_TALK),
    "questions": Kind("own question", "t.text", whose="null"),
    "talking_points": Kind("card", "t.title", whose="null"),
    "shelf": Kind("shelf", "t.title", whose="null"),
    "filters": Kind("filter", "t.name || ': ' || t.terms", whose="null"),
    "summaries": Kind("summary", "t.body", whose="null"),
}
"""What has words that stand nowhere else; ticks, tags and links between rows have none."""


@dataclass(frozen=True)
class Deleted:
    """A row that rests in the trash.

    `person` is whom it belongs to, "" for nobody; `at` when an interview was or was to be;
    `merged_into` the person that an entry went into when two were made one.
    """

    table: str
    id: int
    deleted_at: datetime
    called: str
    words: str
    at: datetime | None = None
    person: str = ""
    person_id: int | None = None
    merged_into: str = ""
    belongings: int = 0

    @property
    def key(self) -> str:
        """What a script calls it: `notes:5`."""
        return f"{self.table}:{self.id}"


def deleted(db: Database, only: Rowid | None = None) -> tuple[Deleted, ...]:
    """Return what is in the trash, deleted last first, or one row of it.

    Raises:
        sqlite3.DataError: a moment is damaged.

    """
    kinds = [
        f"select '{table}' as tbl, t.id, t.deleted_at, {kind.words} as words, {kind.at} as at,"
        f' {kind.whose} as whose from "{table}" t'
        f" where t.deleted_at is not null and ({kind.only})"
        for table, kind in KINDS.items()
        if only is None or only[0] == table
    ]
    if not kinds:
        return ()
    sql = (
        f"select d.*, p.name, k.name from ({' union all '.join(kinds)}) d"
        " left join people p on p.id = d.whose"
        " left join merges m on d.tbl = 'people' and m.gone_id = d.id and m.undone_at is null"
        " and m.deleted_at is null left join people k on k.id = m.kept_id"
    )
    if only is not None:
        sql += f" where d.id={int(only[1])}"
    rows = db.execute(f"{sql} order by d.deleted_at desc, d.tbl, d.id").fetchall()
    counts = _belongings(db, {(row[0], row[1]) for row in rows})
    return tuple(
        Deleted(
            table=table,
            id=id,
            deleted_at=datetime.fromisoformat(deleted_at),
            called=KINDS[table].called,
            words=words or "",
            at=datetime.fromisoformat(at) if at else None,
            person=person or "",
            person_id=whose,
            merged_into=kept or "",
            belongings=counts[table, id],
        )
        for table, id, deleted_at, words, at, whose, person, kept in rows
    )


def the_deleted(db: Database, table: str, id: int) -> Deleted:
    """Return one row of the trash.

    Raises:
        NotFoundError: it is not there (any more).

    """
    for row in deleted(db, (table, id)):
        return row
    raise NotFoundError(f"There is no {table}:{id} in the trash; `trash list` shows what is.")


def followers(db: Database, table: str, id: int) -> Iterator[Rowid]:
    """Yield what went with a row that does not own it: promises of a note, a request's talk."""
    if table == "requests":
        sql = (
            "select i.id from interviews i join requests r on r.interview_id = i.id"
            " where r.id=? and i.deleted_at = r.deleted_at"
        )
        yield from (("interviews", row[0]) for row in db.execute(sql, [id]).fetchall())
    if table == "notes":
        for follower in ("promises", "advice"):
            sql = (
                f"select f.id from {follower} f join notes n on n.id = f.note_id"
                " where n.id=? and f.deleted_at = n.deleted_at"
            )
            yield from ((follower, row[0]) for row in db.execute(sql, [id]).fetchall())


def hidden_above(db: Database, table: str, id: int) -> Iterator[Rowid]:
    """Yield the deleted rows that a row belongs to, the topmost first.

    An interview belongs to its people, where all of them are deleted.
    """
    for link in references(db):
        if link.child == table and link.column not in POINTERS:
            for parent in _deleted_parent(db, link, id):
                yield from hidden_above(db, link.parent, parent)
                yield link.parent, parent
    if table == "interviews":
        people = db.execute(
            "select p.id, p.deleted_at is null from interview_people ip"
            " join people p on p.id = ip.person_id where ip.interview_id=?",
            [id],
        ).fetchall()
        if not any(there for _id, there in people):
            yield from (("people", person) for person, _there in people)


def _deleted_parent(db: Database, link: Reference, id: int) -> list[int]:
    sql = (
        f'select p.id from "{link.child}" t join "{link.parent}" p on p.id = t."{link.column}"'
        " where t.id=? and p.deleted_at is not null"
    )
    return [row[0] for row in db.execute(sql, [id]).fetchall()]


def _belongings(db: Database, rows: Collection[Rowid]) -> Counter[Hashable]:
    """Count what belongs to each row, however far removed; a fixed number of queries."""
    found = going_with(db, {row: {row} for row in rows})
    counts = Counter(row for going in found.values() for whom in going.values() for row in whom)
    # It goes with itself.
    counts.subtract(rows)
    return counts
