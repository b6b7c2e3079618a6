"""The keys that work on every page, and in every text field."""

from __future__ import annotations

from infoview_tui.commands.command import EVERYWHERE, FIELD, PLACES, Command, scope

COMMANDS: tuple[Command, ...] = (
    *scope(
        "tabs",
        ("tab_before", "left_square_bracket", "[ ] tab", "the tab before"),
        ("tab_after", "right_square_bracket", "", "the next tab"),
    ),
    *scope(
        FIELD,
        ("leave", "escape", "", "leave; what is typed is kept"),
        ("meeting", "f9", "", "back to the running meeting; what is typed is kept"),
        ("help", "f1", "", "the keys that work here"),
        ("repaint", "ctrl+l", "", "paint the screen again"),
        ("interrupt", "ctrl+c", "", "says how to quit"),
        ("quit", "ctrl+q", "", "quit; what is typed is kept"),
    ),
    *scope(
        EVERYWHERE,
        ("move_down", "j down", "", "down"),
        ("move_up", "k up", "", "up"),
        ("first", "g home", "", "to the first row"),
        ("last", "G end", "", "to the last row"),
        ("page_down", "pagedown", "", "a screenful down"),
        ("page_up", "pageup", "", "a screenful up"),
        ("pane", "tab", "", "the next pane"),
        ("pane_back", "shift+tab", "", "the pane before"),
        ("meeting", "f9", "", "back to the running meeting"),
        ("go_library", "8", "", "go to Library: the bank of questions"),
        ("quick_note", "a", "note", "a quick note: one line, from anywhere"),
        ("undo", "u", "undo", "undo the last change"),
        ("settings", "9", "", "settings: what letters say of you"),
        ("back", "escape q", "", "back; on a place, q asks to quit"),
        ("help", "question_mark f1 colon ctrl+p", "keys", "the keys of this screen"),
        ("repaint", "ctrl+l", "", "paint the screen again"),
        ("suspend", "ctrl+z", "", "to the shell; fg comes back"),
        ("interrupt", "ctrl+c", "", "says how to quit"),
        ("quit", "ctrl+q", "", "quit; nothing is lost"),
    ),
    *(
        Command(f"{EVERYWHERE}.go_{name}", (key,), "", f"go to {label}")
        for name, key, _field, label in PLACES
    ),
    *(
        Command(f"{FIELD}.go_{name}", (key,), "", f"go to {label}")
        for name, _key, key, label in PLACES
    ),
)
