"""What every migration is made with."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("infoview")

IDENTITY: dict[str, type] = {"id": int, "uid": str}
TYPED: dict[str, type] = {
    "created_at": str,
    "updated_at": str,
    "deleted_at": str,
    "version": int,
    "written_on": str,
}


def table(
    db: Database,
    name: str,
    columns: dict[str, type],
    *,
    refers: dict[str, str] | None = None,
    need: set[str],
) -> None:
    """Create a table with what every row has of its own, and an index for each reference."""
    refers = refers or {}
    made = db.table(name)
    typed = dict(TYPED)
    if not _has_written_on(db):
        # m003 adds it to the tables of the first schema.
        del typed["written_on"]
    made.create(
        {**IDENTITY, **columns, **typed},
        pk="id",
        not_null={"uid", "version", *need},
        defaults={"version": 1},
        foreign_keys=[(column, other, "id") for column, other in refers.items()],
        strict=True,
    )
    made.create_index(["uid"], unique=True)
    for column in refers:
        made.create_index([column])


def _has_written_on(db: Database) -> bool:
    people = db.table("people")
    return people.exists() and "written_on" in people.columns_dict
