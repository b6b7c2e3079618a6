"""The rows of Ready: the gates, below them what is to hand, and what enter does on each."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence

from infoview_tui.content.library import DayItem
from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.readiness import Gate, GateName
from infoview_tui.widgets.drawn import Span, fit
from infoview_tui.widgets.row import BLANK, Row, heading

SIGNS = {True: ("✓", "success"), False: ("○", "warning")}

HINTS = {
    GateName.AGREED: "enter opens the booking.",
    GateName.GOALS: "enter goes to the goals.",
    GateName.SERVES: "enter goes to your questions.",
    GateName.FITS: "enter goes to your questions.",
    GateName.CARDS: "enter opens the cards.",
    GateName.REHEARSED: "enter opens the introduction and the cards.",
    GateName.CONFIRMED: "enter ticks it by hand; o writes the message.",
    GateName.DRESS: "enter writes down what you will wear.",
    GateName.PAYER: "enter writes down who pays.",
}


def ready_rows(
    gates: Sequence[Gate],
    day: Sequence[DayItem],
    ticks: Collection[str],
    about: Sequence[Row],
    width: int,
) -> list[Row]:
    """List the gates, then the things of the day that are given, and what is to be said below."""
    passed = sum(gate.passed for gate in gates)
    rows = [heading(f"Ready? {passed}/{len(gates)}")]
    for gate in gates:
        sign, role = SIGNS[gate.passed]
        rows.append(Row(fit(f"{sign} {gate.text}", width), gate.name, 1, (Span(0, 1, role),)))
    for item in day:
        sign, role = SIGNS[item.key in ticks]
        text = fit(f"  {sign} {item.text}", width)
        rows.append(Row(text, day_key(item.key), 3, (Span(2, 3, role),)))
    return [*rows, BLANK, *about] if about else rows


def day_key(key: str) -> tuple[str, str]:
    """Return the key of the row of a thing of the day."""
    return ("day", key)


def of_the_day(key: Hashable | None) -> str:
    """Return the thing of the day that a row stands for, "" for any other row."""
    return str(key[1]) if isinstance(key, tuple) and key[0] == "day" else ""


def hint(gate: Gate, interview: Interview) -> str:
    """Say what is written down for a gate, and what enter does there."""
    if gate.name is GateName.CONFIRMED and gate.passed:
        return "o writes another message; enter takes a tick by hand away."
    said = {GateName.DRESS: interview.dress, GateName.PAYER: interview.payer}.get(gate.name, "")
    return f"enter changes it: {said}" if said else HINTS.get(gate.name, "")
