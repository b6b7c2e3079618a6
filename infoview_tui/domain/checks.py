"""What `infoview doctor` finds: a state and a sentence with the next step for each thing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum

from infoview_tui.values import dataclass


class State(StrEnum):
    """How something is: a warning still works, what is bad does not."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True)
class Check:
    """One thing that was looked at."""

    check: str
    state: State
    message: str


def ok(check: str, message: str) -> Check:
    """Return that something is as it should be."""
    return Check(check, State.OK, message)


def warn(check: str, message: str) -> Check:
    """Return that something works and wants a look."""
    return Check(check, State.WARN, message)


def bad(check: str, message: str) -> Check:
    """Return that something does not work."""
    return Check(check, State.BAD, message)


def guarded(check: str, look: Callable[[], Iterable[Check]]) -> Iterator[Check]:
    """Yield what a look finds; a look that fails is a finding too."""
    try:
        yield from look()
    except Exception as error:
        why = error.strerror if isinstance(error, OSError) else ""
        # No words of the error itself: SQLite puts those of the user into them.
        yield bad(check, f"This could not be looked at: {why or type(error).__name__}.")
