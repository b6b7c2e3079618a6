"""What staying in touch, giving back and hosting added."""

from __future__ import annotations

from sqlite_utils import Database

from infoview_tui.storage.migrations.making import migrations, table


@migrations()
def m005_forward(db: Database) -> None:
    """Add what keeps an acquaintance going, and what it all adds up to."""
    _people(db)
    _giving(db)
    _hosting(db)
    table(
        db,
        "answer_marks",
        {"kind": str, "topic": str, "person_id": int, "mark": str},
        refers={"person_id": "people"},
        need={"kind", "topic", "person_id", "mark"},
    )
    table(
        db,
        "summaries",
        {"kind": str, "topic": str, "body": str},
        need={"kind", "topic", "body"},
    )
    # The highest id of removed rows by table, as JSON: another window may still go by it.
    db.table("revision").add_column("removed", str)
    # Which of forty thousand questions have a note is told by the index alone.
    db.execute("drop index idx_notes_item_id")
    db.table("notes").create_index(["item_id", "deleted_at"])
    _open_matters(db)


def _open_matters(db: Database) -> None:
    """Index the few rows that are not settled yet, and the order of a list that is long."""
    asks = "(substr(kind, 1, 8) = 'request_' or kind = 'reminder')"
    for name, rows in {
        "interviews_open": "interviews(ended_at, starts_at) where ended_at is null",
        "letters_drafts": "letters(sent_at, created_at) where sent_at is null",
        # In words that no other query has: one that reads all letters is not to go by it.
        "letters_sent": "letters(sent_at desc, created_at, id, person_id)"
        " where coalesce(sent_at, '') <> '' and deleted_at is null",
        "letters_waiting": "letters(answered_at, sent_at)"
        f" where {asks} and sent_at is not null and answered_at is null",
        "notes_inbox": "notes(interview_id, person_id)"
        " where interview_id is null and person_id is null",
        "promises_kept": "promises(kept_at desc, due) where kept_at is not null",
        "promises_open": "promises(kept_at, due) where kept_at is null",
    }.items():
        db.execute(f"create index idx_{name} on {rows}")


def _people(db: Database) -> None:
    for name in ("stage", "stage_at", "tier", "paused_at"):
        db.table("people").add_column(name, str)
    table(
        db,
        "positions",
        {"person_id": int, "role": str, "organisation": str, "until": str},
        refers={"person_id": "people"},
        need={"person_id", "until"},
    )
    table(
        db,
        "interests",
        {"person_id": int, "body": str},
        refers={"person_id": "people"},
        need={"person_id", "body"},
    )
    table(
        db,
        "merges",
        {"kept_id": int, "gone_id": int, "at": str, "changes": str, "undone_at": str},
        refers={"kept_id": "people", "gone_id": "people"},
        need={"kept_id", "gone_id", "at", "changes"},
    )
    table(db, "filters", {"name": str, "terms": str}, need={"name", "terms"})


def _giving(db: Database) -> None:
    table(
        db,
        "shelf",
        {"title": str, "link": str, "about": str, "put_away_at": str},
        need={"title"},
    )
    table(
        db,
        "gives",
        {"person_id": int, "at": str, "body": str, "shelf_id": int, "by_letter_id": int},
        refers={"person_id": "people", "shelf_id": "shelf", "by_letter_id": "letters"},
        need={"person_id", "at", "body"},
    )
    for name in ("result", "moved_at", "reported_at"):
        db.table("advice").add_column(name, str)
    # All that a list asks of everybody's letters is in it, so the letters are not read.
    db.table("letters").create_index(
        ["person_id", "kind", "sent_at", "answered_at", "deleted_at"], "idx_letters_of_person"
    )
    # Plain SQL: sqlite-utils would build the whole table anew for a reference.
    for column, other in (("shelf_id", "shelf"), ("advice_id", "advice")):
        db.execute(f"alter table letters add column {column} integer references {other}(id)")
        db.table("letters").create_index([column])


def _hosting(db: Database) -> None:
    table(
        db,
        "requests",
        {
            "interview_id": int,
            "at": str,
            "channel": str,
            "body": str,
            "answer": str,
            "answered_at": str,
            "passed_to_id": int,
        },
        refers={"interview_id": "interviews", "passed_to_id": "people"},
        need={"interview_id", "at", "body", "answer"},
    )
    table(
        db,
        "suggestions",
        {"interview_id": int, "person_id": int, "agreed": int, "note_id": int},
        refers={"interview_id": "interviews", "person_id": "people", "note_id": "notes"},
        need={"interview_id", "person_id"},
    )
