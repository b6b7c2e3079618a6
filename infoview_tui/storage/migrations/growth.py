"""What the meeting, two windows and preparing added to the first schema."""

from __future__ import annotations

from sqlite_utils import Database

from infoview_tui.storage.migrations.making import migrations, table


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
    table(
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
    table(
        db,
        "facts",
        {"person_id": int, "text": str, "source": str, "item_id": int},
        refers={"person_id": "people", "item_id": "checklist"},
        need={"person_id", "text"},
    )
    table(
        db,
        "rehearsals",
        {"point_id": int, "at": str, "seconds": int, "aim_seconds": int, "mark": int},
        refers={"point_id": "talking_points"},
        need={"point_id", "at", "seconds"},
    )
    table(
        db,
        "ticks",
        {"interview_id": int, "name": str},
        refers={"interview_id": "interviews"},
        need={"interview_id", "name"},
    )
    table(
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
