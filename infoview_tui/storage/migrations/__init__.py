"""The schema, append-only: a released migration is never edited, only followed by another."""

from __future__ import annotations

# In the order in which they are applied.
from infoview_tui.storage.migrations import first, growth, forward  # isort: skip
from infoview_tui.storage.migrations.making import (
    IDENTITY,
    TYPED,
    migrations,
)

__all__ = ["IDENTITY", "TYPED", "first", "forward", "growth", "migrations"]
