"""The errors a user can meet: each message names the thing and the next step, never a code."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from infoview_tui.values import dataclass


def place_of(error: BaseException) -> str:
    """Say which of our lines failed; never what the error says, which may be the user's words."""
    found = error.__traceback__
    while found is not None and found.tb_next is not None:
        found = found.tb_next
    if found is None:
        return "an unknown place"
    code = found.tb_frame.f_code
    return f"{code.co_name}, line {found.tb_lineno} of {Path(code.co_filename).name}"


class InfoviewError(Exception):
    """Base of all: `str(error)` is one clear sentence that may be shown as it is."""


class RefusedError(InfoviewError):
    """What was asked for cannot be done as it stands; nothing was changed."""


class NotFoundError(RefusedError):
    """Nothing goes by that id or name."""


class AmbiguousError(RefusedError):
    """Several things go by that name; `candidates` are their lines, ready to show."""

    def __init__(self, message: str, candidates: tuple[str, ...]) -> None:
        super().__init__(message)
        self.candidates = candidates


class StorageError(InfoviewError):
    """The database could not be read or written; what was not saved is still in hand.

    `reason` says why in a few words (`the disk is full`), for where there is no room for more.
    """

    def __init__(self, message: str, reason: str = "") -> None:
        super().__init__(message)
        self.reason = reason or message.rstrip(".")


@dataclass(frozen=True)
class Elsewhere:
    """What another window made of a row that was about to be changed.

    `theirs` and `mine` hold the columns that both changed, as they are stored; `words` is what
    they say there, for the screen. A row that is `gone` was deleted; `at` is None where nothing
    is left of it.
    """

    table: str
    id: int
    at: datetime | None
    terminal: str
    theirs: Mapping[str, Any]
    mine: Mapping[str, Any]
    gone: bool = False
    words: str = ""


class ConflictError(StorageError):
    """A row was changed elsewhere since it was read; `change` tells how, where that is known."""

    def __init__(self, message: str, change: Elsewhere | None = None) -> None:
        super().__init__(message)
        self.change = change


class NewerDatabaseError(StorageError):
    """The file was written by a newer infoview; this one may read it and must not write to it."""
