"""The rows of Touch: whose turn it is, the advice, the shelf and what was given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from infoview_tui.domain.check_in import Opening, to_tell
from infoview_tui.domain.fitting import Fit
from infoview_tui.domain.followup import AdviceState
from infoview_tui.domain.rhythm import Turn
from infoview_tui.domain.wording import row_day, row_moment
from infoview_tui.services.advice import Given
from infoview_tui.services.rhythm import Kept
from infoview_tui.services.shelf import Gift, OnShelf
from infoview_tui.services.touch import Touch
from infoview_tui.widgets.drawn import Span, columns
from infoview_tui.widgets.row import BLANK, Many, Row, heading

BADGE = 12
FITS = 24
MOST_NAMES = 3
WIDEST = 110
"""Cells of a row at most: longer ones are hard to follow."""

_STATES = {
    AdviceState.DONE: "success",
    AdviceState.TRYING: "warning",
    AdviceState.TO_TRY: "accent",
    AdviceState.NOT_FOR_ME: "muted",
}
_TURNS = {Turn.SLIPPING: "error", Turn.DUE: "warning", Turn.COMING: "accent"}


def rhythm_rows(facts: Touch, now: datetime, width: int) -> Sequence[Row]:
    """Whose turn it is, and what there is to say."""
    wide = width >= 76
    if not facts.kept:
        words = "No one to keep up with yet: it begins by itself", "with your first thank-you."
        return [heading("Whose turn"), *map(Row, (" ".join(words),) if wide else words)]
    rows = [
        heading(
            f"Whose turn · {facts.waiting} of {len(facts.kept)}", "last, rhythm" if wide else ""
        )
    ]

    def make(place: int) -> Row:
        kept = facts.kept[place]
        return _turn(kept, facts.opening(kept.id), now, min(width, WIDEST))

    return Many(rows, [("person", kept.id) for kept in facts.kept], make)


def _turn(kept: Kept, begin: Opening, now: datetime, width: int) -> Row:
    badge = turn_word(kept, now.date())
    who = _who(width)
    cells = [(badge, BADGE), (kept.known.person, who)]
    say = what_to_say(kept, begin, now)
    if width < 76:
        cells.append((say, width - BADGE - who - 4))
    else:
        rests = kept.turn in (Turn.PAUSED, Turn.OFF) or kept.quiet is None
        last = "–" if rests else f"{kept.quiet} d of {kept.rhythm.days}"
        tier = [(kept.rhythm.words, 12)] if width >= WIDEST else []
        say = "" if tier and say == kept.rhythm.words else say
        left = width - BADGE - who - 13 - 6 - (14 if tier else 0)
        cells += [(say, left), *tier, (last, 13)]
    role = _TURNS.get(kept.turn, "muted")
    return Row(columns(*cells).rstrip(), ("person", kept.id), BADGE, (Span(0, len(badge), role),))


def _who(width: int) -> int:
    return 15 if width < 76 else 17 if width < WIDEST else 28


def turn_word(kept: Kept, today: date) -> str:
    """Say when it is their turn: a day, `due`, `slipping`, `paused`, `off`."""
    if kept.turn is Turn.COMING:
        return row_day(kept.due, today) if kept.due is not None else "–"
    return kept.turn.value


def what_to_say(kept: Kept, begin: Opening, now: datetime) -> str:
    """Say what there is to say to them, or else why nothing is to be said now."""
    if kept.turn is Turn.PAUSED:
        return "you let it rest"
    if kept.turn is Turn.OFF:
        return "no rhythm"
    if kept.known.meets_at is not None:
        return f"you meet {row_moment(kept.known.meets_at, now)}"
    if kept.snoozed:
        return "put off"
    if begin.words:
        return begin.words
    if kept.known.last_contact is None:
        return "no contact yet"
    return kept.rhythm.words if kept.turn is Turn.COMING else "nothing to tell yet"


def advice_rows(facts: Touch, width: int) -> Sequence[Row]:
    """What people advised, and what came of it."""
    if not facts.advice:
        return [
            heading("Advice given to you"),
            Row("None yet: + at the start of a note keeps it here."),
        ]
    return Many(
        [heading(f"Advice given to you · {len(facts.advice)}")],
        [("advice", each.advice.id) for each in facts.advice],
        lambda place: _advice(facts.advice[place], min(width, WIDEST)),
    )


def _advice(given: Given, width: int) -> Row:
    advice, who = given.advice, _who(width)
    badge = advice.state.value
    if advice.reported_at is not None and not to_tell(advice):
        badge = f"{badge}, told" if advice.state is AdviceState.DONE else badge
    words = f"{advice.body}: {advice.result}" if advice.result else advice.body
    cells = ((badge, BADGE), (given.person, who), (words, width - BADGE - who - 4))
    span = Span(0, len(badge), _STATES[advice.state])
    return Row(columns(*cells).rstrip(), ("advice", advice.id), BADGE, (span,))


def shelf_rows(facts: Touch, now: datetime, width: int) -> Sequence[Row]:
    """What there is to share and whom it fits, then what was given, and what is put away."""
    waiting = [each for each in facts.things if each.waits]
    rows = [heading(f"Shelf, to share · {len(waiting)}" if waiting else "Shelf, to share")]
    width = min(width, WIDEST)
    if not waiting:
        rows.append(Row("Nothing here yet: n puts a link or a title on it."))
    rows += [_thing(each, width) for each in waiting]
    if facts.gifts:
        rows += [BLANK, heading(f"Given · {len(facts.gifts)}")]
        rows += [_gift(each, now, width) for each in facts.gifts]
    away = [each for each in facts.things if not each.waits]
    if away:
        rows += [BLANK, heading(f"Off the shelf · {len(away)}")]
        rows += [_thing(each, width) for each in away]
    return rows


def _thing(thing: OnShelf, width: int) -> Row:
    kind = "link" if thing.item.link else "title"
    who = whom(thing, _right(width))
    return _shelf_row(kind, thing.item.title, who, ("item", thing.item.id), width)


def whom(thing: OnShelf, width: int = FITS) -> str:
    """Say whom a thing fits or who has it: `fits Dana, Tomás`, `given to Dana`, `no one yet`."""
    if thing.item.put_away_at is not None:
        return "put away"
    if thing.fits:
        return _listed("fits", [fit.name for fit in first_of(thing)], len(thing.fits), width)
    if thing.given_to:
        return _listed("given to", thing.given_to, len(thing.given_to), width)
    return "fits no one yet"


def first_of(thing: OnShelf) -> Sequence[Fit]:
    """Return the few whom a thing fits best: it may fit everybody."""
    return thing.fits[:MOST_NAMES]


def _listed(verb: str, names: Sequence[str], count: int, width: int) -> str:
    """Name as many as there is room for, and count the others."""
    words = ""
    for most in range(min(MOST_NAMES, len(names)), 0, -1):
        first = ", ".join(next(iter(name.split()), name) for name in names[:most])
        more = f" and {count - most} more" if count > most else ""
        words = f"{verb} {first}{more}"
        if len(words) <= width:
            break
    return words


def _gift(gift: Gift, now: datetime, width: int) -> Row:
    at = row_day(gift.give.at.astimezone(now.tzinfo).date(), now.date())
    return _shelf_row(at, gift.give.body, f"to {gift.person}", ("give", gift.give.id), width)


def _right(width: int) -> int:
    return 18 if width < 76 else FITS if width < WIDEST else 36


def _shelf_row(badge: str, what: str, who: str, key: tuple[str, int], width: int) -> Row:
    right = _right(width)
    cells = ((badge, BADGE), (what, width - BADGE - right - 4), (who, right))
    return Row(columns(*cells).rstrip(), key, BADGE, (Span(0, len(badge), "accent"),))
