"""The table of commands: every key, what it does, where, and why it may be off.

The page's dispatch, the footer, the help screen, `infoview keys` and docs/keys.md all read it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

EVERYWHERE = "everywhere"
FIELD = "field"

KEY_NAMES = {
    "question_mark": "?",
    "slash": "/",
    "colon": ":",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "plus": "+",
    "minus": "-",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "pgup",
    "pagedown": "pgdn",
}


@dataclass(frozen=True)
class Command:
    """One thing that can be done.

    Attributes:
        id: its name for scripts and settings, `scope.action`.
        keys: default keys, the first one shown.
        label: the footer's word; "" leaves it out of the footer.
        help: what it does, a sentence without a full stop.
        needs: what the page must have for it (`row`, `interview` ...); the page says why not.
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    needs: str = ""

    @property
    def scope(self) -> str:
        """The screen it belongs to, `everywhere`, or `field` for any text field."""
        return self.id.split(".")[0]

    @property
    def action(self) -> str:
        """The page's method is `do_<action>`."""
        return self.id.split(".")[1]

    @property
    def key(self) -> str:
        """The key as it is printed."""
        return key_name(self.keys[0])


def key_name(key: str) -> str:
    """Return a key the way it is printed on a keyboard."""
    if key.startswith("f") and key[1:].isdigit():
        return key.upper()
    return KEY_NAMES.get(key, key)


def _scope(
    name: str, *rows: tuple[str, str, str, str] | tuple[str, str, str, str, str]
) -> tuple[Command, ...]:
    return tuple(
        Command(f"{name}.{action}", tuple(keys.split()), label, help, *needs)
        for action, keys, label, help, *needs in rows
    )


PLACES = (
    ("today", "1", "f2", "Today"),
    ("people", "2", "f3", "People"),
    ("prepare", "3", "f4", "Prepare"),
    ("points", "4", "f5", "Points"),
    ("letters", "5", "f6", "Letters"),
    ("touch", "6", "f7", "Touch"),
)
"""The places, with their key, their key in a text field, and their name."""

COMMANDS: tuple[Command, ...] = (
    *_scope(
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
    *_scope(
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
    *_scope(
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
    *_scope(
        "form",
        ("next", "enter down tab", "next", "the next field; on the last one save"),
        ("back", "up shift+tab", "", "the field before"),
        ("save", "ctrl+o ctrl+s", "save", "save and close"),
        ("leave", "escape", "back, draft kept", "leave; what is typed is kept"),
        ("help", "f1", "keys", "the keys that work here"),
    ),
    *_scope(
        "first",
        ("next", "enter down tab", "next", "the next field; on the last one begin"),
        ("back", "up shift+tab", "", "the field before"),
        ("save", "ctrl+o ctrl+s", "start", "begin with these answers"),
        ("leave", "escape", "skip", "begin without a practice week; each answer can wait"),
        ("quit", "ctrl+q", "quit", "quit; this comes again"),
        ("help", "f1", "keys", "the keys that work here"),
    ),
    *_scope(
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
    *_scope(
        "prepare_goals",
        ("take", "space", "take", "take a goal that others were asked", "row"),
        ("bank", "enter", "bank", "to the bank, for this goal", "row"),
    ),
    *_scope("prepare_list", ("tie", "space enter", "for goal", "tie it to the goal", "row")),
    *_scope("prepare_facts", ("edit", "enter", "edit", "change the fact", "row")),
    *_scope(
        "prepare_ready",
        ("settle", "enter", "settle", "go to what settles the row", "row"),
        ("tick", "space", "tick", "tick what is to hand, or that the end time is confirmed", "row"),
        ("write", "o", "write", "write the confirmation"),
    ),
    *_scope("brief_paper", ("sheet", "w", "paper sheet", "write the sheet to take along")),
    *_scope(
        "brief",
        ("start", "s", "start", "start the meeting"),
        ("tick", "space enter", "tick", "tick what is to hand", "row"),
        ("sheet", "w", "paper sheet", "write the sheet for paper to a file"),
        ("plain", "v", "plain", "all of it uncut, for the terminal's own selection"),
        ("edit", "e", "edit", "change it, in Prepare"),
        ("write", "o", "write", "write the confirmation"),
        ("cards", "4", "cards", "the talking points"),
    ),
    *_scope(
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
    *_scope("library_whom", ("record", "enter", "open", "open the interview with them", "row")),
    *_scope(
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
    *_scope(
        "rehearsal",
        ("card", "space", "next card", "this one is said: how it went, then the next card"),
        ("again", "left", "again", "begin this card again; at the end, all of them"),
        ("pause", "f2", "pause", "pause or go on"),
        ("words", "v", "hide words", "hide or show the words"),
        ("stop", "escape enter q", "stop, kept", "stop; what was said so far is kept"),
    ),
    *_scope(
        "letters",
        ("open", "enter", "open", "open the letter", "row"),
        ("new", "n", "new", "write a letter: to whom, and which of the twelve"),
        ("sent", "s", "sent", "mark it as sent: now, by e-mail", "row"),
        ("answered", "space", "answered", "they answered", "row"),
        ("delete", "d", "delete", "delete; u brings it back", "row"),
    ),
    *_scope(
        "letter_versions", ("open", "enter", "back to it", "let the letter say this again", "row")
    ),
    *_scope("letter_kinds", ("open", "enter", "write", "write this letter, from what is known")),
    *_scope(
        "letter",
        ("gap", "tab", "next gap", "go to the next [gap]; typing replaces it"),
        ("done", "ctrl+o ctrl+s", "done", "leave the text; then s marks it as sent"),
    ),
    *_scope(
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
    *_scope(
        "touch",
        ("kept", "space", "kept", "kept today, or open again", "row"),
        ("open", "enter", "open", "open the person", "row"),
        ("write", "o", "write", "a gentle word about what they offered, or your letter", "row"),
        ("new", "n", "new", "write down a promise: > mine, < theirs", "row"),
        ("edit", "e", "day", "give it another day", "row"),
    ),
    *_scope(
        "debrief",
        ("next", "enter tab down", "next", "the next prompt"),
        ("back", "up shift+tab", "", "the prompt before"),
        ("done", "ctrl+o ctrl+s", "done, to the letter", "done; the thank-you opens"),
        ("goals", "f8", "goals", "say of each goal: answered, partly, open"),
        ("cards", "f7", "cards", "say of each card whether it landed"),
        ("later_rows", "pagedown", "", "more of what was said and what followed"),
        ("earlier_rows", "pageup", "", "what stands before it"),
        ("leave", "escape", "later", "leave; what is typed is kept, and Today keeps the row"),
        ("help", "f1", "keys", "the keys that work here"),
    ),
    *_scope(
        "meeting",
        ("save", "enter", "save", "save the note; on an empty line the question is done"),
        ("question_up", "up", "↑↓ question", "the question before"),
        ("question_down", "down", "", "the next question"),
        ("list", "tab", "list", "takes an offered name; else checklist, notes, and back"),
        ("keys", "f1", "", "the keys and the source of each rule"),
        ("pause", "f2", "pause", "pause or go on"),
        ("less", "f3", "", "a minute less agreed; 10 in the line and F3: ten in all"),
        ("more", "f4", "", "a minute more agreed"),
        ("offered", "f5", "+5", "they offered five minutes more"),
        ("clock", "f6", "", "left, elapsed, or wall clock"),
        ("cards", "f7", "cards", "talking points beside the notes"),
        ("undo", "f8", "undo", "undo the last note or tick"),
        ("fixed_end", "f12", "", "begun late: end when booked; again: the full length"),
        ("leave", "f9 escape", "", "to Today, as escape twice; the clock runs on"),
        ("repaint", "ctrl+l", "", "paint the screen again"),
        ("interrupt", "ctrl+c", "", "says how to quit"),
        ("quit", "ctrl+q", "", "quit; the clock runs on, the line is kept"),
        (
            "end",
            "f10 ctrl+o",
            "end",
            "end: the first press says thanks, the second ends; escape goes on",
        ),
    ),
    *_scope(
        "meeting_list",
        ("answered", "space enter", "asked", "asked and answered"),
        ("partly", "p", "partly", "answered in part"),
        ("skip", "s", "skip", "skipped"),
        ("own", "n", "own", "an own question, on the spot"),
        ("list", "tab", "notes", "on to the notes"),
        ("question_up", "up k", "↑↓ question", "the question before"),
        ("question_down", "down j", "", "the next question"),
        ("up", "K", "", "move the question up"),
        ("down", "J", "", "move the question down"),
        ("take_back", "u", "", "undo the last note or tick"),
    ),
    *_scope(
        "meeting_notes",
        ("edit", "e enter", "edit", "change the note"),
        ("delete", "d", "delete", "delete the note; u or F8 brings it back"),
        ("take_back", "u", "undo", "undo the last note or tick"),
        ("list", "tab", "note line", "back to the note line"),
        ("question_up", "up k", "↑↓ note", "the note before"),
        ("question_down", "down j", "", "the next note"),
        ("page_up", "pageup", "", "a screenful of notes up"),
        ("page_down", "pagedown", "", "a screenful of notes down"),
        ("first", "home g", "", "to the first note"),
        ("last", "end G", "", "to the last note"),
    ),
    *_scope(
        "write_up",
        ("save", "enter", "save, empty: next", "save the note; on an empty line the next question"),
        ("question_up", "up", "↑↓ question", "the question before"),
        ("question_down", "down", "", "the next question"),
        ("list", "tab", "list", "into the checklist, then the notes, and back"),
        ("undo", "f8", "undo", "undo the last note or tick"),
        ("keys", "f1", "keys", "the keys that work here"),
        ("times", "f2", "times", "when it was, how long, and what they offered"),
        ("leave", "escape f9", "", "leave; what is typed is kept"),
        ("repaint", "ctrl+l", "", "paint the screen again"),
        ("interrupt", "ctrl+c", "", "says how to quit"),
        ("quit", "ctrl+q", "", "quit; the line is kept"),
        ("end", "f10 ctrl+o", "debrief", "done: on to the debrief"),
    ),
    *_scope(
        "record",
        ("debrief", "e", "debrief", "change the answers of the debrief"),
        ("goal", "space", "goal", "the goal of this line: open, partly, answered", "goal"),
        ("write_up", "n", "add notes", "add notes, or change the times"),
        ("write", "o", "letter", "open the letter that this interview needs"),
        ("reopen", "r", "", "ended by mistake: take the clock up again"),
        ("people", "enter", "", "to the person or the letter under the cursor"),
    ),
    *_scope(
        "timer",
        ("pause", "space f2", "pause", "pause or go on"),
        ("less", "minus f3", "", "a minute less"),
        ("more", "plus f4", "1 min", "a minute more"),
        ("clock", "t f6", "clock", "left, elapsed, or wall clock"),
        ("again", "r", "again", "begin again with the same minutes"),
    ),
    *_scope(
        FIELD,
        ("leave", "escape", "", "leave; what is typed is kept"),
        ("meeting", "f9", "", "back to the running meeting; what is typed is kept"),
        ("help", "f1", "", "the keys that work here"),
        ("repaint", "ctrl+l", "", "paint the screen again"),
        ("interrupt", "ctrl+c", "", "says how to quit"),
        ("quit", "ctrl+q", "", "quit; what is typed is kept"),
    ),
    *_scope(
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

TITLES = {
    EVERYWHERE: "Everywhere",
    FIELD: "In any text field",
    "form": "In a form",
    "letter_kinds": "Which letter?",
    "letter_versions": "Versions of a letter",
    "letter_read": "Letter, when the text is left",
    "meeting_list": "Meeting, in the checklist",
    "meeting_notes": "Meeting, in the notes",
    "prepare_goals": "Prepare, in Goals",
    "prepare_list": "Prepare, in My questions",
    "prepare_facts": "Prepare, in Facts",
    "prepare_ready": "Prepare, in Ready",
    "brief_paper": "Brief, of a meeting in person",
    "library_whom": "Library, at the side",
    "touch": "Touch (promises)",
    "write_up": "Writing up an interview",
    "record": "An old interview",
    "timer": "Countdown",
}


def commands_of(*scopes: str) -> tuple[Command, ...]:
    """Return the commands of these scopes, in the order of the scopes and of the table."""
    return tuple(c for scope in scopes for c in COMMANDS if c.scope == scope)


def command_for(key: str, scopes: Iterable[str]) -> Command | None:
    """Return what a key does; an earlier scope takes a key from a later one."""
    return next((c for c in commands_of(*scopes) if key in c.keys), None)


def keys_text() -> str:
    """Print all keys by screen, as Markdown."""
    lines = ["# Keys", ""]
    for scope in dict.fromkeys(command.scope for command in COMMANDS):
        lines += [f"## {TITLES.get(scope, scope.capitalize())}", "", "| key | does |", "|---|---|"]
        for command in commands_of(scope):
            keys = " ".join(f"`{key_name(key)}`" for key in command.keys)
            lines.append(f"| {keys} | {command.help} |")
        lines.append("")
    return "\n".join(lines)
