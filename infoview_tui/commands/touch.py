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
    *scope(
        "requests",
        ("open", "enter", "open", "open the request", "row"),
        ("new", "n", "new", "somebody asks you: name, what they want"),
        ("person", "p", "person", "open the page of who asks", "row"),
        ("delete", "d", "", "delete a request; u brings it back", "row"),
    ),
    *scope(
        "request",
        ("next", "enter", "next", "fill what the row lacks, or go on to the next", "row"),
        ("write", "o", "write", "the letter of your answer; on a name: ask them first"),
        ("start", "s", "start", "start the talk"),
        ("step", "space", "step", "the next answer or length; tick a story or a name", "row"),
        ("edit", "e", "edit", "change what the row stands for", "row"),
        ("new", "n", "new", "add a question of theirs, a story or a name"),
        ("book", "b", "book", "book the time, with how and where"),
        ("log", "l", "", "log what you hear of them"),
        ("person", "p", "", "open their page"),
        ("delete", "d", "", "drop a question or a name; u brings it back", "row"),
    ),
)
