"""The fields of a booking, as it is or with the defaults."""

from __future__ import annotations

from collections.abc import Sequence

from infoview_tui.domain.interviews import DEFAULT_MINUTES, Interview, Mode
from infoview_tui.domain.phases import share_out
from infoview_tui.widgets.editing import Editor
from infoview_tui.widgets.form import Field, Heading, Part, Picker, Plain

AWAY = ("dress", "payer")
"""Fields of a visit."""
SAVING = (
    "Today lists it and asks you to confirm the day before.",
    "Prepare opens next, or the write-up of a talk that is over.",
)
HOST_SAVING = ("You are the host: Today lists it, and they confirm.",)
DRESS = "[what they wear there, one notch up]"


def booking_parts(
    known: Interview | None, attendees: Sequence[str], when: str, hosted: bool
) -> tuple[Part, ...]:
    """Return all parts of the form, those of a visit included.

    Args:
        known: the interview that is changed, None for a new one.
        attendees: their names.
        when: its moment, in words that the field reads.
        hosted: whether it is I who was asked.

    """
    minutes = str(known.agreed_minutes if known else DEFAULT_MINUTES)
    mode = known.mode if known else Mode.PHONE
    phases = known.split if known else share_out(DEFAULT_MINUTES)
    return (
        Plain(),
        Heading("When and how"),
        Plain(),
        Field("when", "When", Editor(when), hint="tomorrow 14:30, next tue 9am, 1 Dec 15:00"),
        Field("minutes", "Minutes", Editor(minutes), hint="15, 20, 30, 45 or any number"),
        Field("how", "How", Picker([m.value for m in Mode], mode.value), hint=", ".join(Mode)),
        Field("where", "Where", Editor(known.place if known else ""), gap="[number or link]"),
        Field(
            "with",
            "With",
            Editor(", ".join(attendees)),
            hint=f"comma adds one{'' if hosted else '; each is thanked'}",
        ),
        Field("dress", "Dress", Editor(known.dress if known else ""), gap=DRESS),
        Field("payer", "Who pays", Editor(_payer(known)), hint="card or cash to hand"),
        Field(
            "phases",
            "Phases",
            Editor(str(phases)),
            hint="opening/questions/closing, must add up",
        ),
        Plain(),
        Heading("What saving does"),
        Plain(),
        *(Plain(words, indent=False) for words in (HOST_SAVING if hosted else SAVING)),
    )


def is_away(part: Part) -> bool:
    """Whether it is a field of a visit."""
    return isinstance(part, Field) and part.name in AWAY


def _payer(known: Interview | None) -> str:
    """Begin with the one who asked; who emptied it for a visit meant that."""
    if known is not None and (known.payer or known.mode is Mode.IN_PERSON):
        return known.payer
    return "I pay"
