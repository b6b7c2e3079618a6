"""The keys of the forms."""

from __future__ import annotations

from infoview_tui.commands.command import Command, scope

COMMANDS: tuple[Command, ...] = (
    *scope(
        "form",
        ("next", "enter down tab", "next", "the next field; on the last one save"),
        ("back", "up shift+tab", "", "the field before"),
        ("save", "ctrl+o ctrl+s", "save", "save and close"),
        ("leave", "escape", "back, draft kept", "leave; what is typed is kept"),
        ("help", "f1", "keys", "the keys that work here"),
    ),
    *scope(
        "first",
        ("next", "enter down tab", "next", "the next field; on the last one begin"),
        ("back", "up shift+tab", "", "the field before"),
        ("save", "ctrl+o ctrl+s", "start", "begin with these answers"),
        ("leave", "escape", "skip", "begin without a practice week; each answer can wait"),
        ("quit", "ctrl+q", "quit", "quit; this comes again"),
        ("help", "f1", "keys", "the keys that work here"),
    ),
    *scope("settings", ("trash", "ctrl+t", "trash", "the trash: what was deleted")),
)
