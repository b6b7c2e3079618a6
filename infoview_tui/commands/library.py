"""The keys of Library."""

from __future__ import annotations

from infoview_tui.commands.command import Command, scope

COMMANDS: tuple[Command, ...] = (
    *scope(
        "library",
        ("take", "space", "take", "take it to the list of the next interview", "row"),
        ("own", "n", "own", "write a question: G3 phase:end your words -> what it serves"),
        ("edit", "e", "edit", "change the wording; an empty line: the shipped one", "row"),
        ("archive", "d", "archive", "put it out of sight, or bring it back", "row"),
        ("filter", "f", "filter", "words, goal:skills, phase:end, tiara:T, own, archived"),
        ("whom", "enter", "", "what it is for, and with whom it was used", "row"),
        ("pane", "tab", "whom", "the bank, or the question and with whom it was used"),
        ("file", "w", "file", "write the bank to a TOML file"),
        ("delete", "D", "", "delete an own question; u brings it back", "row"),
    ),
    *scope("library_whom", ("record", "enter", "open", "open the interview with them", "row")),
)
