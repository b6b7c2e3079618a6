"""The keys of Prepare, its panes and the brief."""

from __future__ import annotations

from infoview_tui.commands.command import Command, scope

COMMANDS: tuple[Command, ...] = (
    *scope(
        "prepare",
        ("add", "space enter", "add", "take the question under the cursor, or a whole set", "row"),
        ("goal_before", "left", "←→ goal", "the goal before: the bank follows it"),
        ("goal_after", "right", "", "the next goal: the bank follows it"),
        ("pane", "tab", "pane", "Goals, My questions, Bank, Ready, Facts"),
        ("core", "c", "core", "make a question core or backup", "row"),
        ("found", "x", "found", "found it myself: crosses it off, keeps the fact; x undoes", "row"),
        ("own", "n", "own", "write an own question, goal or fact"),
        ("start", "s", "start", "start the meeting", "interview"),
        ("filter", "f", "filter", "words, goal:skills, phase:end, tiara:T, own: narrows the bank"),
        ("edit", "e", "", "change the words of the row", "row"),
        ("delete", "d", "", "drop the row; u brings it back", "row"),
        ("up", "K", "", "move the question up", "row"),
        ("down", "J", "", "move the question down", "row"),
        ("previous", "left_square_bracket", "", "the interview before"),
        ("next", "right_square_bracket", "", "the next interview"),
        ("booking", "b", "", "change when, how long and where", "interview"),
        ("sheet", "w", "", "write the sheet for paper to a file", "interview"),
        ("brief", "B", "", "the brief: all of it on one screen, before the meeting", "interview"),
    ),
    *scope(
        "prepare_goals",
        ("take", "space", "take", "take a goal that others were asked", "row"),
        ("bank", "enter", "bank", "to the bank, for this goal", "row"),
    ),
    *scope("prepare_list", ("tie", "space enter", "for goal", "tie it to the goal", "row")),
    *scope("prepare_facts", ("edit", "enter", "edit", "change the fact", "row")),
    *scope(
        "prepare_ready",
        ("settle", "enter", "settle", "go to what settles the row", "row"),
        ("tick", "space", "tick", "tick what is to hand, or that the end time is confirmed", "row"),
        ("write", "o", "write", "write the confirmation"),
    ),
    *scope("brief_paper", ("sheet", "w", "paper sheet", "write the sheet to take along")),
    *scope(
        "brief",
        ("start", "s", "start", "start the meeting"),
        ("tick", "space enter", "tick", "tick what is to hand", "row"),
        ("sheet", "w", "paper sheet", "write the sheet for paper to a file"),
        ("plain", "v", "plain", "all of it uncut, for the terminal's own selection"),
        ("edit", "e", "edit", "change it, in Prepare"),
        ("write", "o", "write", "write the confirmation"),
        ("cards", "4", "cards", "the talking points"),
    ),
)
