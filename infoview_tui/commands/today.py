"""The keys of Today."""

from __future__ import annotations

from infoview_tui.commands.command import Command, scope

COMMANDS: tuple[Command, ...] = (
    *scope(
        "today",
        ("open", "enter", "settle", "go to what settles this row", "row"),
        ("start", "s", "start", "start the meeting of this row, or one with anybody, now"),
        ("snooze", "z", "snooze", "keep the row away: 3d, 2w, a date", "row"),
        ("new", "n", "person", "add a person"),
        (
            "book",
            "b",
            "",
            "book an interview, or move the one of the row",
            "person",
        ),
        ("cancel", "c", "", "call the interview off; u takes that back", "booked"),
        ("missed", "x", "", "they did not come; u takes that back", "booked"),
        ("write_up", "W", "", "write up the interview from paper or memory", "booked"),
        ("brief", "B", "", "the brief: all of it on one screen, before the meeting", "booked"),
        ("timer", "t", "", "the countdown alone, without an interview"),
        ("write", "o", "", "write the letter that this person needs now", "person"),
        ("edit", "e", "", "change a note of the inbox, or read all of it", "inbox"),
        ("delete", "d", "", "delete a note of the inbox; u brings it back", "inbox"),
    ),
)
