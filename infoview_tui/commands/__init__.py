"""The table of commands: every key, what it does, where, and why it may be off.

The page's dispatch, the footer, the help screen, `infoview keys` and docs/keys.md all read it.
"""

from __future__ import annotations

from collections.abc import Iterable

from infoview_tui.commands import (
    answers,
    common,
    forms,
    insights,
    letters,
    library,
    meeting,
    people,
    points,
    prepare,
    today,
    touch,
)
from infoview_tui.commands.command import EVERYWHERE, FIELD, PLACES, Command, key_name

__all__ = ["COMMANDS", "EVERYWHERE", "FIELD", "PLACES", "Command", "key_name"]

COMMANDS: tuple[Command, ...] = (
    *today.COMMANDS,
    *people.COMMANDS,
    *forms.COMMANDS,
    *prepare.COMMANDS,
    *library.COMMANDS,
    *points.COMMANDS,
    *letters.COMMANDS,
    *touch.COMMANDS,
    *insights.COMMANDS,
    *answers.COMMANDS,
    *meeting.COMMANDS,
    *common.COMMANDS,
)

TITLES = {
    EVERYWHERE: "Everywhere",
    FIELD: "In any text field",
    "filters": "Filters of People",
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
    "merge": "Merging two entries",
    "touch": "Keep in touch",
    "promises": "Promises",
    "requests": "Requests of those who ask you",
    "request": "A request, when you are the host",
    "insights": "Insights: numbers",
    "figure": "The rows behind a figure",
    "answers": "Answers side by side",
    "answers_topics": "Answers, in the list of goals and questions",
    "tabs": "Between the tabs of a place",
    "write_up": "Writing up an interview",
    "record": "An old interview",
    "timer": "Countdown",
}


# Looked into several times at each key.
_BY_SCOPE: dict[str, list[Command]] = {}
for _command in COMMANDS:
    _BY_SCOPE.setdefault(_command.scope, []).append(_command)


def commands_of(*scopes: str) -> tuple[Command, ...]:
    """Return the commands of these scopes, in the order of the scopes and of the table."""
    return tuple(command for scope in scopes for command in _BY_SCOPE.get(scope, ()))


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
