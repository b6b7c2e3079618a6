"""Two entries of one person: which value of each field stays, and where the other one goes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from infoview_tui.domain.duplicates import folded
from infoview_tui.values import dataclass

OUT_OF_SIGHT = frozenset(
    {"id", "uid", "created_at", "updated_at", "deleted_at", "version", "written_on"}
)
"""Columns of the row itself, which say nothing of the person."""

BESIDE = frozenset({"stage_at"})
"""Columns that mean nothing without another one."""

STAYS = frozenset({"stage", "paused_at"})
"""Columns where nothing is a value too: what happened gives the stage then, and who is not paused
is not to be paused by a merge."""

RHYTHM = ("tier", "cadence_days")
"""How often to be in touch, by a tier or in days: half of it filled in would be another rhythm."""

WORK = ("role", "organisation")
"""What somebody does and where: two of them are a position now, and one before. Half of one does
not fill in the other, or somebody would do there what they do elsewhere."""

LABELS = {
    "cadence_days": "rhythm, days",
    "email": "e-mail",
    "found": "how found",
    "paused_at": "paused",
}

_SAID = {
    **dict.fromkeys(("name", "email", "phone"), "{}"),
    "found": "found: {}",
    "cadence_days": "rhythm {} days",
}


class Fate(StrEnum):
    """What becomes of the value of the entry that goes; the words stand on the screen."""

    NOTHING = ""
    SAME = "the same"
    FILLS = "fills in"
    NOTED = "to a note"
    PAST = "past job"


@dataclass(frozen=True)
class Side:
    """One field of both entries, as it is read; `column` is its name in the schema."""

    column: str
    kept: str
    gone: str
    fate: Fate

    @property
    def label(self) -> str:
        """What it is called on the screen."""
        return LABELS.get(self.column, self.column.replace("_", " ")).capitalize()


def settle(kept: Mapping[str, Any], gone: Mapping[str, Any]) -> tuple[Side, ...]:
    """Decide about each field of two entries, in the order of the schema.

    Args:
        kept: the columns of the one that stays, with `organisation` by its name.
        gone: those of the one that goes.

    """
    columns = [name for name in kept if name not in OUT_OF_SIGHT]
    own_rhythm = any(kept.get(name) is not None for name in RHYTHM)
    other_work = any(
        kept.get(name) and gone.get(name) and folded(kept[name]) != folded(gone[name])
        for name in WORK
    )
    stays = STAYS | frozenset(RHYTHM if own_rhythm else ()) | frozenset(WORK if other_work else ())
    return tuple(
        Side(
            name,
            _text(name, kept[name]),
            _text(name, gone[name]),
            _fate(name, kept[name], gone[name], stays),
        )
        for name in columns
    )


def _fate(name: str, kept: Any, gone: Any, stays: Collection[str]) -> Fate:
    if gone in (None, "") or name in BESIDE:
        return Fate.NOTHING
    if kept == gone or (name != "name" and folded(str(kept)) == folded(str(gone))):
        return Fate.SAME
    if name == "paused_at" and kept not in (None, ""):
        return Fate.SAME
    if kept in (None, "") and name not in stays:
        return Fate.FILLS
    return Fate.PAST if name in WORK else Fate.NOTED


def _text(name: str, value: Any) -> str:
    if value is None:
        return ""
    return str(value)[:10] if name.endswith("_at") else str(value)


def past_work(sides: Sequence[Side]) -> Mapping[str, str]:
    """Return role and organisation of the entry that goes where they are a job before; else {}."""
    work = {side.column: side for side in sides if side.column in WORK}
    if not any(side.fate is Fate.PAST for side in work.values()):
        return {}
    return {name: side.gone for name, side in work.items()}


def merge_words(sides: Sequence[Side], more: Sequence[str] = ()) -> str:
    """Word the note that keeps what differs: `Merged: was dana@old.example`; "" for nothing.

    `more` are words of rows that both had.
    """
    said = [*_noted(sides)]
    parts = ([f"was {', '.join(said)}"] if said else []) + list(more)
    return f"Merged: {'; '.join(parts)}" if parts else ""


def _noted(sides: Sequence[Side]) -> Iterator[str]:
    for side in sides:
        if side.fate is Fate.NOTED:
            form = _SAID.get(side.column, f"{side.label.lower()} {{}}")
            yield form.replace("{}", side.gone)
