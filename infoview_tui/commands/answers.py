"""The keys of the answers side by side."""

from __future__ import annotations

from infoview_tui.commands.command import Command, scope

COMMANDS: tuple[Command, ...] = (
    *scope(
        "answers",
        ("before", "left", "←→ goal", "the goal or question before", "topic"),
        ("after", "right", "", "the next goal or question", "topic"),
        ("mark", "space", "mark", "give the answer a word of yours, to count by", "topic"),
        ("edit", "e", "my line", "what it all comes to, in one line of yours", "topic"),
        ("open", "enter", "note", "open the interview in which it was said", "topic"),
        ("ask", "n", "ask next", "put it on the list of the next interview", "topic"),
        ("topics", "f", "list", "choose a goal or a question from a list, by words"),
        ("kind", "c", "", "goals, or questions"),
        ("file", "w", "", "write the answers to a Markdown file", "topic"),
        ("plain", "v", "", "the answers alone, for the terminal's own selection", "topic"),
    ),
    *scope(
        "answers_topics",
        ("choose", "enter", "answers", "the answers to it", "row"),
        ("topics", "f", "filter", "narrow the list by words"),
    ),
)
