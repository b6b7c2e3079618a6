"""The first schema: one interview, from the first contact to the thank-you."""

from __future__ import annotations

from sqlite_utils import Database

from infoview_tui.storage.migrations.making import IDENTITY, migrations, table
from infoview_tui.storage.schema import APPLICATION_ID


@migrations()
def m001_first(db: Database) -> None:
    """Create everything that one interview needs, from the first contact to the thank-you."""
    table(db, "organisations", {"name": str}, need={"name"})
    table(
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
    table(db, "tags", {"name": str}, need={"name"})
    table(
        db,
        "people_tags",
        {"person_id": int, "tag_id": int},
        refers={"person_id": "people", "tag_id": "tags"},
        need={"person_id", "tag_id"},
    )
    table(
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
    table(
        db,
        "interview_people",
        {"interview_id": int, "person_id": int},
        refers={"interview_id": "interviews", "person_id": "people"},
        need={"interview_id", "person_id"},
    )
    table(
        db,
        "pauses",
        {"interview_id": int, "started_at": str, "ended_at": str},
        refers={"interview_id": "interviews"},
        need={"interview_id", "started_at"},
    )
    table(
        db,
        "goals",
        {"interview_id": int, "position": int, "text": str, "state": str},
        refers={"interview_id": "interviews"},
        need={"interview_id", "text"},
    )
    table(
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
    table(
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
    table(
        db,
        "interview_points",
        {"interview_id": int, "point_id": int},
        refers={"interview_id": "interviews", "point_id": "talking_points"},
        need={"interview_id", "point_id"},
    )
    table(
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
    table(
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
    table(
        db,
        "advice",
        {"person_id": int, "body": str, "interview_id": int, "note_id": int, "state": str},
        refers={"person_id": "people", "interview_id": "interviews", "note_id": "notes"},
        need={"person_id", "body", "state"},
    )
    table(
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
    table(
        db,
        "contacts",
        {"person_id": int, "at": str, "body": str},
        refers={"person_id": "people"},
        need={"person_id", "at", "body"},
    )
    table(
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
    table(
        db,
        "debrief_answers",
        {"interview_id": int, "prompt": int, "body": str},
        refers={"interview_id": "interviews"},
        need={"interview_id", "prompt", "body"},
    )


def _workings(db: Database) -> None:
    table(db, "snoozes", {"row": str, "until": str}, need={"row", "until"})
    table(db, "settings", {"name": str, "value": str}, need={"name", "value"})
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
