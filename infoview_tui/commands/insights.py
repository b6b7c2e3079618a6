"""The keys of Insights and its tabs."""

from __future__ import annotations

from infoview_tui.commands.command import Command, scope

COMMANDS: tuple[Command, ...] = (
    *scope(
        "insights",
        ("open", "enter", "rows behind it", "the rows that make the number", "row"),
        ("period", "f", "period", "another period: 3m, since 1 sep, 2026, all"),
        ("file", "w", "file", "write the numbers to a Markdown file"),
        ("plain", "v", "plain", "the numbers alone, for the terminal's own selection"),
    ),
    *scope("figure", ("open", "enter", "open", "open what the row is about", "row")),
    *scope(
        "introductions",
        ("open", "enter", "person", "open the person", "row"),
        ("write", "o", "thank", "thank whoever led to this person", "row"),
        ("edit", "e", "edit link", "who led to this person: names, with commas", "row"),
        ("fold", "left", "←→ fold", "fold what is below; on a folded one go up", "row"),
        ("unfold", "right", "", "unfold; on an open one go down to the first below", "row"),
        ("filter", "f", "filter", "whoever it fits, with the line above and all below"),
        ("only", "space", "", "only the line of this person; again for everyone", "row"),
        ("file", "w", "file", "write it to a file: .md, or .dot for Graphviz"),
        ("plain", "v", "", "the tree alone, for the terminal's own selection"),
    ),
)
