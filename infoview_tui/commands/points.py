"""The keys of the talking points and their rehearsal."""

from __future__ import annotations

from infoview_tui.commands.command import Command, scope

COMMANDS: tuple[Command, ...] = (
    *scope(
        "points",
        ("turn", "space", "turn", "turn the card over", "row"),
        ("choose", "enter", "choose", "take the card into the meeting, or out", "row"),
        ("before", "left", "←→ walk", "the card before"),
        ("after", "right", "", "the next card"),
        ("rehearse", "r", "rehearse", "say it aloud against the clock, then the rest", "row"),
        ("new", "n", "new", "write a new card"),
        ("edit", "e", "edit", "change the card", "row"),
        ("outside", "E", "", "change all its texts in $EDITOR", "row"),
        ("filter", "f", "", "show only the cards for an audience, or with these words"),
        ("delete", "d", "", "delete the card; u brings it back", "row"),
    ),
    *scope(
        "rehearsal",
        ("card", "space", "next card", "this one is said: how it went, then the next card"),
        ("again", "left", "again", "begin this card again; at the end, all of them"),
        ("pause", "f2", "pause", "pause or go on"),
        ("words", "v", "hide words", "hide or show the words"),
        ("stop", "escape enter q", "stop, kept", "stop; what was said so far is kept"),
    ),
)
