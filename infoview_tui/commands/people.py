"""The keys of People and of a person's page."""

from __future__ import annotations

from infoview_tui.commands.command import Command, scope

COMMANDS: tuple[Command, ...] = (
    *scope(
        "people",
        ("open", "enter", "open", "open the person's page", "row"),
        ("new", "n", "new", "add a person: name, role, organisation, e-mail"),
        ("filter", "f", "filter", "show only those who match: name, tag, organisation, stage"),
        ("book", "b", "book", "book an interview", "row"),
        ("write", "o", "write", "write the letter that fits", "row"),
        ("any_letter", "O", "", "write any of the twelve letters", "row"),
        ("log", "l", "log", "log a contact", "row"),
        ("edit", "e", "", "change what is known", "row"),
        ("delete", "d", "", "delete; u brings it back", "row"),
    ),
    *scope(
        "person",
        ("open", "enter", "open", "open the line under the cursor", "row"),
        ("write", "o", "write", "write the letter that fits"),
        ("any_letter", "O", "", "write any of the twelve letters"),
        ("book", "b", "book", "book an interview"),
        ("log", "l", "log", "log a contact"),
        ("edit", "e", "edit", "change what is known"),
        ("note", "a", "note", "write a note about this person"),
        ("cancel", "c", "", "call the interview under the cursor off; u takes that back", "booked"),
        ("missed", "x", "", "they did not come to it; u takes that back", "booked"),
        ("write_up", "W", "", "write the interview up from paper or memory", "held"),
        ("delete", "d", "", "delete this person; u brings them back"),
        ("facts", "tab", "", "facts or timeline, where there is room for one of them"),
        ("previous", "left_square_bracket", "", "the person before in the list"),
        ("next", "right_square_bracket", "", "the next person in the list"),
    ),
)
