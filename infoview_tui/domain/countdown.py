"""The countdown alone: a meeting with nobody, made of times like any other and stored nowhere."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from infoview_tui.domain.interviews import Boot, Interview, Pause
from infoview_tui.domain.wording import mmss


def begin(length: timedelta, now: datetime, boot: Boot | None = None) -> Interview:
    """Begin to count `length` down; `boot` keeps it steady when the computer's clock is set."""
    seconds = math.ceil(length.total_seconds())
    minutes = math.ceil(seconds / 60)
    return Interview(
        id=0,
        uid="",
        agreed_minutes=minutes,
        late_seconds=minutes * 60 - seconds,
        started_at=now.astimezone(UTC),
        boot_id=boot.id if boot else "",
        boot_at=boot.at if boot else None,
    )


def again(timer: Interview, now: datetime) -> Interview:
    """Begin again with the same length."""
    return replace(timer, started_at=now.astimezone(UTC), pauses=())


def pause_or_go_on(timer: Interview, now: datetime) -> Interview:
    """Let the clock stand still, or run again."""
    moment = now.astimezone(UTC)
    if timer.paused:
        *before, last = timer.pauses
        return replace(timer, pauses=(*before, replace(last, ended_at=moment)))
    return replace(timer, pauses=(*timer.pauses, Pause(0, "", 0, moment)))


def longer(timer: Interview, minutes: int) -> Interview:
    """Count some minutes more, or (below 0) less; the last minute begun stays."""
    return replace(timer, agreed_minutes=max(1, timer.agreed_minutes + minutes))


def length_words(timer: Interview) -> str:
    """`20 min`, or `19:30` where it is no whole number of minutes."""
    minutes, seconds = divmod(timer.allowed_seconds, 60)
    return mmss(timer.allowed_seconds) if seconds else f"{minutes} min"


def ran_words(timer: Interview, now: datetime) -> str:
    """`The timer ran 12:31 of 20 min`."""
    return f"The timer ran {mmss(timer.used_seconds(now))} of {length_words(timer)}"
