"""The keys of Touch and its tabs."""

from __future__ import annotations

from infoview_tui.commands.command import Command, scope

COMMANDS: tuple[Command, ...] = (
    *scope(
        "touch",
        (
            "open",
            "enter",
            "letter",
            "the letter, the person of advice, the words of a thing",
            "row",
        ),
        ("send", "s", "send", "send the thing of the shelf to someone", "item"),
        ("log", "l", "log", "log a contact; on the shelf: given without a letter", "row"),
        ("longer", "plus", "rhythm", "a longer rhythm: through the tiers, then days", "turn"),
        ("shorter", "minus", "", "a shorter rhythm", "turn"),
        ("step", "space", "step", "advice: to try, trying, done; the shelf: put away", "step"),
        ("new", "n", "shelf", "put a link or a title on the shelf"),
        ("snooze", "z", "snooze", "put the check-in off", "turn"),
        ("write", "o", "", "the letter that the row is about", "letter"),
        ("pause", "p", "", "let a person rest, or go on", "turn"),
        ("edit", "e", "", "change the person, what came of advice, or the thing", "row"),
        ("person", "right", "", "open the person's page", "row"),
        ("delete", "d", "", "delete the advice, the thing or what was given", "thing"),
    ),
    *scope(
        "promises",
        ("kept", "space", "kept", "kept today, or open again", "row"),
        ("open", "enter", "open", "open the person", "row"),
        ("write", "o", "write", "a gentle word about what they offered, or your letter", "row"),
        ("new", "n", "new", "write down a promise: > mine, < theirs", "row"),
        ("edit", "e", "day", "give it another day", "row"),
    ),
)
