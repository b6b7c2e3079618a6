"""Giving back: things put aside to share, and what was given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class ShelfItem:
    """Something to share, until it is put away; `about` says whom it may be for, in words."""

    id: int
    uid: str
    title: str
    link: str = ""
    about: str = ""
    put_away_at: datetime | None = None
    created_at: datetime | None = None
    version: int = 1


@dataclass(frozen=True)
class Give:
    """Something that I gave a person, from the shelf or not, by a letter or not."""

    id: int
    uid: str
    person_id: int
    at: datetime
    body: str
    shelf_id: int | None = None
    by_letter_id: int | None = None
    version: int = 1
