"""What stands above a meeting's lists: who and until when, what the clock says, what to say."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from rich.cells import cell_len, set_cell_size

from infoview_tui.content.library import courtesy_lines
from infoview_tui.domain.clock import Reading, bar, pace
from infoview_tui.domain.interviews import Interview, Mode
from infoview_tui.domain.letters import fill, minutes_words
from infoview_tui.domain.notes import NoteKind
from infoview_tui.domain.preparation import Item
from infoview_tui.domain.wording import clock, mmss
from infoview_tui.screens.meeting_rows import asked_count, label
from infoview_tui.services.meeting import Live
from infoview_tui.widgets.clock import Face
from infoview_tui.widgets.drawn import shown
from infoview_tui.widgets.wrapped import WIDEST

FACES = ("left", "elapsed", "wall")
BAR_CELLS = 20
WIDE_BAR_CELLS = 28
BAR_FROM = 60
"""Cells of a window from which the bar has room beside its words, which go first."""
LEAST_KEY_POINT = 12
"""Cells below which a cut key point says nothing; a shorter sentence leaves it more."""


def who(interview: Interview, room: int) -> str:
    """Word whom the meeting is with and how: `Dana Okafor · curator, City Museum · phone`.

    Where that is too long the role goes first, then the organisation.
    """
    role = organisation = ""
    if len(interview.people) == 1:
        role, organisation = interview.people[0].role, interview.people[0].organisation
    mode = "in person" if interview.mode is Mode.IN_PERSON else interview.mode.value
    for about in (", ".join(part for part in (role, organisation) if part), organisation, ""):
        words = " · ".join(part for part in (shown(interview.who), shown(about), mode) if part)
        if cell_len(words) <= room:
            break
    return words


def until(interview: Interview, end: datetime | None, width: int, *, over: bool) -> str:
    """Word what was agreed and the end, which is there at any width.

    Args:
        interview: the meeting.
        end: when it is over, as the computer's clock will say it; None before the start.
        width: cells of the window.
        over: whether the time has run out.

    """
    minutes, offered = interview.agreed_minutes, interview.extension_minutes
    at = f"{'ended' if over else 'ends'} {clock(end)}" if end else ""
    if interview.late_seconds and not offered:
        at += " as booked"
    if width < 48:
        return at
    if width < 80:
        agreed = f"{minutes} + {offered} min" if offered else f"{minutes} min"
    else:
        agreed = f"agreed {minutes} + {offered} offered" if offered else f"agreed {minutes} min"
    return " · ".join(part for part in (agreed, at) if part)


def clock_face(live: Live, reading: Reading, now: datetime, face: str, width: int) -> Face:
    """Return what the clock shows; `now` is by the computer's clock."""
    figure, word = mmss(abs(reading.left)), "over" if reading.over else "left"
    if face == "elapsed":
        figure, word = mmss(reading.used), "elapsed"
    elif face == "wall":
        figure, word = clock(now), "now"
    drawn = ""
    if width >= BAR_FROM:
        cells = WIDE_BAR_CELLS if width >= 120 else BAR_CELLS
        drawn = bar(reading, live.interview.split, cells)
    return Face(
        figure,
        word,
        drawn,
        _beside(live, reading, width),
        "alert" if reading.over else "heading",
        "alert" if reading.paused else "error" if reading.up else "",
    )


def _beside(live: Live, reading: Reading, width: int) -> str:
    if reading.paused:
        return "paused, time is up" if reading.up else "paused"
    words = _pace(live, reading)
    if width < 80:
        return words.partition(", about")[0]
    offered = live.interview.extension_minutes
    if offered and reading.phase == "closing":
        words += f" · {offered} offered"
    return words


def _pace(live: Live, reading: Reading) -> str:
    # As it stood at the beginning of this minute: words that change every few seconds disturb.
    seconds = reading.used % 60
    steady = replace(reading, used=reading.used - seconds, left=reading.left + seconds)
    asked, total = asked_count(live.items)
    return pace(reading if reading.up else steady, live.interview.split, asked, total)


def current_words(live: Live, item: Item | None) -> str:
    """Word the current question for where there is no list: `q3 What fills an ordinary week?`."""
    return f"{label(live.items, item)} {shown(item.text)}" if item is not None else ""


def to_say(live: Live, reading: Reading, width: int, *, thanking: bool) -> str:
    """Return the sentence to say aloud now, in quotes that are closed at any width; "" for none."""
    host = live.interview.host
    lines = courtesy_lines(host=host)
    room = WIDEST if width >= 199 else width
    if thanking:
        points = [n.body for n in live.notes if n.kind is NoteKind.KEY_POINT]
        if not points:
            return quoted(room, lines.thanks_without_key_point)
        return _thanks(room, shown(points[0]).rstrip("."), lines.thanks, lines.thanks_short)
    sentences = courtesy(reading, live.interview.agreed_minutes, host=host)
    if reading.up:
        said = quoted(room, *sentences)
        hint = "  F5 you give" if host else "  F5 they offer"
        return said + hint if cell_len(said + hint) <= width else said
    return quoted(room, *sentences) if sentences else ""


def courtesy(reading: Reading, agreed_minutes: int, *, host: bool = False) -> list[str]:
    """Return what to say at this moment of the clock, the longest form first; [] for nothing."""
    lines = courtesy_lines(host=host)
    if reading.up:
        agreed = {"agreed": minutes_words(agreed_minutes)}
        return [fill(form, agreed) for form in (lines.time_is_up, lines.time_is_up_short)]
    if not reading.closing_soon:
        return []
    left = reading.left
    words = "two minutes" if left > 75 else "a minute" if left > 40 else "half a minute"
    forms = (lines.soon, lines.soon_short, lines.soon_least)
    return [fill(form, {"left": words}) for form in forms]


def _thanks(room: int, key_point: str, *templates: str) -> str:
    sentences = []
    for template in templates:
        left = room - cell_len(f'Say: "{fill(template, {"key_point": "x"})}"') + 1
        if cell_len(key_point) <= left or left >= LEAST_KEY_POINT:
            said = fill(template, {"key_point": cut(key_point, left)})
            # What was cut needs no full stop.
            sentences.append(said.replace("….", "…"))
    return quoted(room, *sentences or [fill(templates[-1], {"key_point": key_point})])


def quoted(room: int, *sentences: str) -> str:
    """Return the first of the sentences that fits, as it is to be said; the last one cut else."""
    for form in ('Say: "{}"', '"{}"'):
        for sentence in sentences:
            said = form.format(sentence)
            if cell_len(said) <= room:
                return said
    return f'"{cut(sentences[-1], room - 2)}"'


def cut(text: str, cells: int) -> str:
    """Shorten a text that may be shown to `cells`, at a word where there is one, with `…`."""
    if cell_len(text) <= cells:
        return text
    begun = set_cell_size(text, max(0, cells - 1)).rstrip()
    if not text[len(begun) :].startswith(" "):
        begun = begun.rpartition(" ")[0].rstrip(" ,;:") or begun
    return f"{begun}…"
