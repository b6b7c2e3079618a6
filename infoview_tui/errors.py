"""The errors a user can meet: each message names the thing and the next step, never a code."""


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


class ConflictError(StorageError):
    """A row was changed elsewhere since it was read (its `version` moved on)."""


class NewerDatabaseError(StorageError):
    """The file was written by a newer infoview; this one must not write to it."""
