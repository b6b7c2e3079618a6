"""The keys of Touch and its tabs."""

from __future__ import annotations

from infoview_tui.commands.command import Command, scope

COMMANDS: tuple[Command, ...] = (
    *scope(
        "promises",
        ("kept", "space", "kept", "kept today, or open again", "row"),
        ("open", "enter", "open", "open the person", "row"),
        ("write", "o", "write", "a gentle word about what they offered, or your letter", "row"),
        ("new", "n", "new", "write down a promise: > mine, < theirs", "row"),
        ("edit", "e", "day", "give it another day", "row"),
    ),
)
