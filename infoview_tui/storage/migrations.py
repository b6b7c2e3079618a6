"""The schema, append-only: a released migration is never edited, only followed by another."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

APPLICATION_ID = 0x494E4656
"""Marks a file as ours ("INFV"), so that another program's database is never written to."""

migrations = Migrations("infoview")

IDENTITY: dict[str, type] = {"id": int, "uid": str}
TYPED: dict[str, type] = {
    "created_at": str,
    "updated_at": str,
    "deleted_at": str,
    "version": int,
    "written_on": str,
}


@migrations()
def m001_first(db: Database) -> None:
    """Create everything that one interview needs, from the first contact to the thank-you."""
    _table(db, "organisations", {"name": str}, need={"name"})
    _table(
        db,
        "people",
        {
            "name": str,
            "role": str,
            "organisation_id": int,
            "email": str,
            "phone": str,
            "found": str,
            "cadence_days": int,
        },
        refers={"organisation_id": "organisations"},
        need={"name"},
    )
    _table(db, "tags", {"name": str}, need={"name"})
    _table(
        db,
        "people_tags",
        {"person_id": int, "tag_id": int},
        refers={"person_id": "people", "tag_id": "tags"},
        need={"person_id", "tag_id"},
    )
    _table(
        db,
        "interviews",
        {
            "host": int,
            "mode": str,
            "place": str,
            "starts_at": str,
            "zone": str,
            "agreed_minutes": int,
            "started_at": str,
            "ended_at": str,
            "extension_minutes": int,
            "current_item_id": int,
            "debriefed_at": str,
            "thanked_at": str,
            "cancelled_at": str,
        },
        need={"agreed_minutes"},
    )
    _table(
        db,
        "interview_people",
        {"interview_id": int, "person_id": int},
        refers={"interview_id": "interviews", "person_id": "people"},
        need={"interview_id", "person_id"},
    )
    _table(
        db,
        "pauses",
        {"interview_id": int, "started_at": str, "ended_at": str},
        refers={"interview_id": "interviews"},
        need={"interview_id", "started_at"},
    )
    _table(
        db,
        "goals",
        {"interview_id": int, "position": int, "text": str, "state": str},
        refers={"interview_id": "interviews"},
        need={"interview_id", "text"},
    )
    _table(
        db,
        "checklist",
        {
            "interview_id": int,
            "position": int,
            "text": str,
            "kind": str,
            "state": str,
            "goal_id": int,
            "bank": int,
        },
        refers={"interview_id": "interviews", "goal_id": "goals"},
        need={"interview_id", "text", "kind", "state"},
    )
    _table(
        db,
        "talking_points",
        {
            "position": int,
            "title": str,
            "point": str,
            "proof": str,
            "why": str,
            "length": str,
        },
        need={"title"},
    )
    _table(
        db,
        "interview_points",
        {"interview_id": int, "point_id": int},
        refers={"interview_id": "interviews", "point_id": "talking_points"},
        need={"interview_id", "point_id"},
    )
    _table(
        db,
        "notes",
        {
            "kind": str,
            "body": str,
            "at": str,
            "interview_id": int,
            "person_id": int,
            "item_id": int,
            "offset_seconds": int,
        },
        refers={"interview_id": "interviews", "person_id": "people", "item_id": "checklist"},
        need={"kind", "body", "at"},
    )
    _followups(db)
    _workings(db)


def _followups(db: Database) -> None:
    _table(
        db,
        "promises",
        {
            "person_id": int,
            "side": str,
            "body": str,
            "due": str,
            "interview_id": int,
            "note_id": int,
            "kept_at": str,
        },
        refers={"person_id": "people", "interview_id": "interviews", "note_id": "notes"},
        need={"person_id", "side", "body", "due"},
    )
    _table(
        db,
        "advice",
        {"person_id": int, "body": str, "interview_id": int, "note_id": int, "state": str},
        refers={"person_id": "people", "interview_id": "interviews", "note_id": "notes"},
        need={"person_id", "body", "state"},
    )
    _table(
        db,
        "letters",
        {
            "person_id": int,
            "kind": str,
            "subject": str,
            "body": str,
            "interview_id": int,
            "sent_at": str,
            "channel": str,
            "answered_at": str,
        },
        refers={"person_id": "people", "interview_id": "interviews"},
        need={"person_id", "kind", "subject", "body"},
    )
    _table(
        db,
        "contacts",
        {"person_id": int, "at": str, "body": str},
        refers={"person_id": "people"},
        need={"person_id", "at", "body"},
    )
    _table(
        db,
        "introductions",
        {
            "person_id": int,
            "introducer_id": int,
            "interview_id": int,
            "note_id": int,
            "may_mention": int,
        },
        refers={
            "person_id": "people",
            "introducer_id": "people",
            "interview_id": "interviews",
            "note_id": "notes",
        },
        need={"person_id", "introducer_id"},
    )
    _table(
        db,
        "debrief_answers",
        {"interview_id": int, "prompt": int, "body": str},
        refers={"interview_id": "interviews"},
        need={"interview_id", "prompt", "body"},
    )


def _workings(db: Database) -> None:
    _table(db, "snoozes", {"row": str, "until": str}, need={"row", "until"})
    _table(db, "settings", {"name": str, "value": str}, need={"name", "value"})
    db.table("drafts").create(
        {**IDENTITY, "place": str, "body": str, "owner": str, "updated_at": str},
        pk="id",
        not_null={"uid", "place", "body", "owner"},
        strict=True,
    )
    db.table("drafts").create_index(["place"])
    db.table("revision").create({"id": int, "number": int}, pk="id", strict=True)
    db.table("revision").insert({"id": 1, "number": 0})
    for name in ("tags", "organisations", "settings"):
        db.table(name).create_index(["name"], unique=True)
    db.table("snoozes").create_index(["row"], unique=True)
    db.execute(f"pragma application_id={APPLICATION_ID}")


@migrations()
def m002_meeting(db: Database) -> None:
    """Add what a meeting's clock, its phases and the time of each question need."""
    for name, kind in {
        "phases": str,
        "late_seconds": int,
        "current_since": int,
        "boot_id": str,
        "boot_at": str,
        "missed_at": str,
    }.items():
        db.table("interviews").add_column(name, kind)
    db.table("checklist").add_column("spent_seconds", int)


@migrations()
def m003_written_on(db: Database) -> None:
    """Let each row say in which terminal it was written last."""
    for name in db.table_names():
        if {column.name for column in db.table(name).columns} >= {"updated_at", "version"}:
            db.table(name).add_column("written_on", str)


@migrations()
def m004_prepare(db: Database) -> None:
    """Add the own bank, facts, rehearsals, what a day and its cards came to, letters' versions."""
    _table(
        db,
        "questions",
        {
            "number": int,
            "text": str,
            "category": str,
            "phase": str,
            "tiara": str,
            "serves": str,
            "archived_at": str,
        },
        need={"text"},
    )
    _table(
        db,
        "facts",
        {"person_id": int, "text": str, "source": str, "item_id": int},
        refers={"person_id": "people", "item_id": "checklist"},
        need={"person_id", "text"},
    )
    _table(
        db,
        "rehearsals",
        {"point_id": int, "at": str, "seconds": int, "aim_seconds": int, "mark": int},
        refers={"point_id": "talking_points"},
        need={"point_id", "at", "seconds"},
    )
    _table(
        db,
        "ticks",
        {"interview_id": int, "name": str},
        refers={"interview_id": "interviews"},
        need={"interview_id", "name"},
    )
    _table(
        db,
        "letter_versions",
        {"letter_id": int, "at": str, "subject": str, "body": str},
        refers={"letter_id": "letters"},
        need={"letter_id", "at", "subject", "body"},
    )
    # Plain SQL: sqlite-utils would build the whole table anew for a reference.
    db.execute("alter table checklist add column question_id integer references questions(id)")
    db.table("checklist").create_index(["question_id"])
    db.table("interview_points").add_column("landed", int)
    db.table("interview_points").add_column("comment", str)
    db.table("talking_points").add_column("audience", str)
    db.table("talking_points").add_column("aim_seconds", int)
    db.table("interviews").add_column("dress", str)
    db.table("interviews").add_column("payer", str)


def _table(
    db: Database,
    name: str,
    columns: dict[str, type],
    *,
    refers: dict[str, str] | None = None,
    need: set[str],
) -> None:
    refers = refers or {}
    table = db.table(name)
    typed = dict(TYPED)
    if not _has_written_on(db):
        # m003 adds it to the tables of the first schema.
        del typed["written_on"]
    table.create(
        {**IDENTITY, **columns, **typed},
        pk="id",
        not_null={"uid", "version", *need},
        defaults={"version": 1},
        foreign_keys=[(column, other, "id") for column, other in refers.items()],
        strict=True,
    )
    table.create_index(["uid"], unique=True)
    for column in refers:
        table.create_index([column])


def _has_written_on(db: Database) -> bool:
    people = db.table("people")
    return people.exists() and "written_on" in people.columns_dict
