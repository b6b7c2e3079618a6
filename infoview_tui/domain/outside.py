"""A few texts as one plain file for an editor, and what the editor left of it as texts again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from infoview_tui.domain.text import clean

MARK = "--- "
"""Begins the line above a text, which says what the text is."""

HELP = (
    "# Write below each line that begins with ---. Those lines, and these, are not part of it.",
    "# A text whose line is gone stays as it was.",
)


def as_file(texts: Mapping[str, str], hints: Mapping[str, str]) -> str:
    """Put texts below each other, by what they are called, each under a line with its hint."""
    parts = ["\n".join(HELP)]
    for name, text in texts.items():
        hint = hints.get(name, "")
        parts.append(f"{MARK}{name}" + (f" ({hint})" if hint else "") + f"\n{text}")
    return "\n\n".join(parts) + "\n"


def from_file(content: str, names: Sequence[str]) -> dict[str, str]:
    """Read the texts back; those whose line is gone are left out.

    What stands above the first line is the beginning of the first text: who deletes a line does
    not mean its text. Empty where no line is left to say which of several texts is which.
    """
    found: dict[str, list[str]] = {}
    above: list[str] = []
    lines = above
    for line in clean(content).split("\n"):
        name = _name(line, names)
        if name is not None:
            lines = found.setdefault(name, [])
        elif line not in HELP:
            lines.append(line)
    if not found and len(names) > 1:
        return {}
    if "".join(above).strip() or not found:
        found[names[0]] = [*above, *found.get(names[0], [])]
    return {name: "\n".join(text).strip() for name, text in found.items()}


def _name(line: str, names: Sequence[str]) -> str | None:
    if not line.startswith(MARK):
        return None
    said = line[len(MARK) :].strip()
    return next((name for name in names if said == name or said.startswith(f"{name} (")), None)
