"""The keys of Letters and of a letter."""

from __future__ import annotations

from infoview_tui.commands.command import Command, scope

COMMANDS: tuple[Command, ...] = (
    *scope(
        "letters",
        ("open", "enter", "open", "open the letter", "row"),
        ("new", "n", "new", "write a letter: to whom, and which one"),
        ("sent", "s", "sent", "mark it as sent: now, by e-mail", "row"),
        ("answered", "space", "answered", "they answered", "row"),
        ("delete", "d", "delete", "delete; u brings it back", "row"),
    ),
    *scope(
        "letter_versions", ("open", "enter", "back to it", "let the letter say this again", "row")
    ),
    *scope("letter_kinds", ("open", "enter", "write", "write this letter, from what is known")),
    *scope(
        "letter",
        ("gap", "tab", "next gap", "go to the next [gap]; typing replaces it"),
        ("done", "ctrl+o ctrl+s", "done", "leave the text; then s marks it as sent"),
    ),
    *scope(
        "letter_read",
        ("sent", "s", "sent", "mark as sent: now, by e-mail"),
        ("sent_otherwise", "S", "", "sent on another way or day: by post, yesterday"),
        ("edit", "e tab enter", "edit", "go on writing"),
        ("outside", "E", "", "go on writing in your own editor ($VISUAL, $EDITOR)"),
        ("clipboard", "y", "clipboard", "send the text to your terminal's clipboard"),
        ("file", "w", "file", "write it to a file: .eml for a mail program, .txt, .md"),
        ("mail", "m", "", "the letter as a link that a mail program opens"),
        ("versions", "V", "", "what it said before, and any of it back"),
        ("plain", "v", "plain", "the text alone, for the terminal's own selection"),
        ("delete", "d", "", "delete; u brings it back"),
    ),
)
