"""The keys of People, of a person's page, of the trash and of kept filters."""

from __future__ import annotations

from infoview_tui.commands.command import Command, scope

COMMANDS: tuple[Command, ...] = (
    *scope(
        "people",
        ("open", "enter", "open", "open the person's page", "row"),
        ("new", "n", "new", "add a person: name, role, organisation, e-mail"),
        (
            "filter",
            "f",
            "filter",
            "narrow and sort: words, tag:museum, stage:met, due:<7, sort:last",
        ),
        ("book", "b", "book", "book an interview", "row"),
        ("write", "o", "write", "write the letter that fits", "row"),
        ("any_letter", "O", "", "write any of the letters", "row"),
        ("log", "l", "log", "log a contact: today, or yesterday: met at the fair", "row"),
        ("mark", "m", "mark", "mark, so that the next command is for all that are", "row"),
        ("mark_all", "asterisk", "", "mark all that are shown, or none", "row"),
        ("stage_on", "greater_than_sign", "", "the next stage, by hand", "row"),
        ("stage_back", "less_than_sign", "", "the stage before, by hand", "row"),
        ("tags", "t", "", "tag: museum, curators -old", "row"),
        ("merge", "M", "", "merge two entries of one person, or take them apart", "row"),
        ("edit", "e", "", "change what is known", "row"),
        ("delete", "d", "", "delete; u brings it back", "row"),
        ("trash", "T", "", "the trash: what was deleted, to bring back or remove for good"),
        ("filters", "F", "", "the filters that are kept: take, change or drop one"),
    ),
    *scope(
        "person",
        ("open", "enter", "open", "open the line under the cursor", "row"),
        ("kept", "space", "kept", "the promise under the cursor: kept, or open again", "promise"),
        ("write", "o", "write", "write the letter that fits"),
        ("any_letter", "O", "", "write any of the letters"),
        ("book", "b", "book", "book an interview"),
        ("log", "l", "log", "log a contact: today, or yesterday: met at the fair"),
        ("stage_on", "greater_than_sign", "stage", "the next stage, by hand"),
        ("stage_back", "less_than_sign", "", "the stage before, by hand"),
        ("tags", "t", "", "tag: museum, curators -old"),
        ("merge", "M", "", "merge with another entry, or take the last one apart"),
        ("edit", "e", "edit", "change what is known"),
        ("note", "a", "note", "write a note about this person"),
        ("cancel", "c", "", "call the interview under the cursor off; u takes that back", "booked"),
        ("missed", "x", "", "they did not come to it; u takes that back", "booked"),
        ("write_up", "W", "", "write the interview up from paper or memory", "held"),
        ("delete", "d", "", "delete the note of the line, else this person; u brings back"),
        ("pane", "tab", "", "timeline, facts, and what is next"),
        ("previous", "left_square_bracket", "", "the person before in the list"),
        ("next", "right_square_bracket", "", "the next person in the list"),
    ),
    *scope(
        "merge",
        ("merge", "enter ctrl+o", "merge", "merge the two; the same key again does it", "pair"),
        ("swap", "s", "swap", "swap which one stays"),
    ),
    *scope(
        "trash",
        ("restore", "enter space", "bring back", "bring it back; u takes that back", "row"),
        ("remove", "D", "remove", "remove it for good; D again confirms", "row"),
        ("forget", "F", "forget", "forget a person for good, in the backups too", "person"),
        ("empty", "P", "empty", "remove all of it for good; asks for a word", "any"),
    ),
    *scope(
        "filters",
        ("open", "enter", "take", "show who meets it", "row"),
        ("edit", "e", "edit", "change its name or what it looks for", "row"),
        ("new", "n", "new", "keep another one", ""),
        ("delete", "d", "drop", "drop it; u brings it back", "row"),
    ),
)
