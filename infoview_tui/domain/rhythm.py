"""How often one is in touch: tiers or days, counted from the last real contact."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from enum import StrEnum
from typing import NamedTuple

from infoview_tui.domain.people import Tier
from infoview_tui.errors import RefusedError
from infoview_tui.values import dataclass

USUAL = Tier.B
"""The rhythm that begins by itself once somebody is thanked."""

HARD_LIMIT = 1.5
"""Times the rhythm after which it slips (Monica#321: ideally 4 weeks, 6 at worst)."""

MAX_DAYS = 3660
"""Ten years; more is a slip of the finger."""

OWN_STEPS = (7, 14, 21, 30, 45, 270, 365)
"""Days that a rhythm steps through where the tiers end, as far as these leave room."""

OFF = ("off", "none", "0")


class Tiers(NamedTuple):
    """The days of each tier (Keeping Contact has such priorities)."""

    a: int = 60
    b: int = 90
    c: int = 180

    def days(self, tier: Tier) -> int:
        """Return the days of a tier."""
        return {Tier.A: self.a, Tier.B: self.b, Tier.C: self.c}[tier]


USUAL_TIERS = Tiers()
"""The days that go without saying (Wahlberg: every 2-3 months, or 3-6)."""


class Turn(StrEnum):
    """Whose turn it is to be written to; `due` is the soft limit, `slipping` the hard one."""

    SLIPPING = "slipping"
    DUE = "due"
    COMING = "coming"
    PAUSED = "paused"
    OFF = "off"


@dataclass(frozen=True)
class Rhythm:
    """Every so many days, 0 for never; from the `tier`, or somebody's own without one."""

    days: int
    tier: Tier | None = None

    @property
    def words(self) -> str:
        """`tier B`, `every 45 d`, or `off`."""
        if self.tier is not None:
            return f"tier {self.tier}"
        return f"every {self.days} d" if self.days > 0 else "off"

    @property
    def cadence_days(self) -> int | None:
        """What is stored of it beside the tier: the days of one's own."""
        return self.days if self.tier is None else None


@dataclass(frozen=True)
class Acquaintance:
    """A person to keep in touch with; `meets_at` is when they are met next, if that is booked.

    Being thanked gives a rhythm to those who have none of their own (0 is none at all).
    `snoozed_at` is when the check-in was put off, and `snoozed_until` until when. Moments in UTC.
    """

    person_id: int
    person: str
    last_contact: datetime | None
    thanked: bool = False
    cadence_days: int | None = None
    tier: Tier | None = None
    paused_at: datetime | None = None
    meets_at: datetime | None = None
    snoozed_at: datetime | None = None
    snoozed_until: datetime | None = None


def rhythm_of(known: Acquaintance, tiers: Tiers) -> Rhythm | None:
    """Return a person's rhythm, None for those who have none yet."""
    if known.cadence_days is not None:
        return Rhythm(max(0, known.cadence_days))
    if known.tier is not None:
        return Rhythm(tiers.days(known.tier), known.tier)
    if known.thanked or known.paused_at is not None:
        return Rhythm(tiers.days(USUAL), USUAL)
    return None


def next_day(last: date, days: int) -> date:
    """Return the day of the next contact, the last of all days where that is beyond them."""
    return date.fromordinal(min(last.toordinal() + days, date.max.toordinal()))


def asleep(known: Acquaintance, now: datetime) -> bool:
    """Whether the check-in was put off and stays away.

    It does not come back before its day (pingcrm#19), whatever the rhythm; but a real contact
    since then begins a new count, and there is nothing left to put off.
    """
    until, since = known.snoozed_until, known.snoozed_at
    if until is None or until <= now:
        return False
    return known.last_contact is None or since is None or known.last_contact <= since


def turn_of(known: Acquaintance, tiers: Tiers, now: datetime, zone: tzinfo) -> Turn | None:
    """Tell whose turn it is on the day of `now`; None for those without a rhythm."""
    rhythm = rhythm_of(known, tiers)
    if rhythm is None:
        return None
    if known.paused_at is not None:
        return Turn.PAUSED
    if rhythm.days <= 0:
        return Turn.OFF
    if known.last_contact is None or known.meets_at is not None or asleep(known, now):
        return Turn.COMING
    quiet = quiet_days(known.last_contact, now, zone)
    if quiet > rhythm.days * HARD_LIMIT:
        return Turn.SLIPPING
    return Turn.DUE if quiet >= rhythm.days else Turn.COMING


def quiet_days(last: datetime, now: datetime, zone: tzinfo) -> int:
    """Count the days since the last contact, by the user's calendar."""
    return (now.astimezone(zone).date() - last.astimezone(zone).date()).days


def due_day(known: Acquaintance, tiers: Tiers, now: datetime, zone: tzinfo) -> date | None:
    """Return when it is their turn: the day put off to, of the talk booked, or of the rhythm."""
    turn = turn_of(known, tiers, now, zone)
    if turn in (None, Turn.PAUSED, Turn.OFF):
        return None
    if known.meets_at is not None:
        return known.meets_at.astimezone(zone).date()
    if asleep(known, now) and known.snoozed_until is not None:
        return known.snoozed_until.astimezone(zone).date()
    rhythm = rhythm_of(known, tiers)
    if known.last_contact is None or rhythm is None:
        return None
    return next_day(known.last_contact.astimezone(zone).date(), rhythm.days)


def stepped(rhythm: Rhythm, tiers: Tiers, *, longer: bool) -> Rhythm | None:
    """Return the next longer or shorter rhythm: through the tiers, then in days; None at the end.

    From none at all either way leads back to the usual one.
    """
    if rhythm.days <= 0:
        return Rhythm(tiers.days(USUAL), USUAL)
    steps = {days: Rhythm(days) for days in OWN_STEPS if not min(tiers) <= days <= max(tiers)}
    steps |= {tiers.days(tier): Rhythm(tiers.days(tier), tier) for tier in Tier}
    if longer:
        return next((steps[days] for days in sorted(steps) if days > rhythm.days), None)
    return next((steps[d] for d in sorted(steps, reverse=True) if d < rhythm.days), None)


def read_rhythm(text: str) -> tuple[Tier | None, int | None]:
    """Read what was typed as a rhythm: its tier, or days of one's own (0: none at all).

    Nothing typed is neither: the usual one begins once they are thanked.

    Raises:
        RefusedError: it is none of these.

    """
    words = text.strip().casefold().removeprefix("tier ").strip()
    if not words:
        return None, None
    if words in OFF:
        return None, 0
    if words.upper() in list(Tier):
        return Tier(words.upper()), None
    days = words.removesuffix("days").removesuffix("d").strip()
    if days.isdecimal() and len(days) <= 4 and int(days) <= MAX_DAYS:
        return None, int(days)
    raise RefusedError(f"A rhythm is A, B, C, a number of days such as 45, or off, not '{text}'.")


def typed_rhythm(tier: Tier | None, cadence_days: int | None) -> str:
    """Return the text that `read_rhythm` reads as this."""
    if cadence_days is not None:
        return str(cadence_days) if cadence_days > 0 else "off"
    return tier.value if tier is not None else ""
