"""Who led to whom as text: indented, a nested list in Markdown, or a graph for Graphviz."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from infoview_tui.domain.text import neutral
from infoview_tui.exchange.markdown import escaped


class Entry(NamedTuple):
    """A line of the tree: who, under how many, and what there is to say; `by` led to them."""

    person_id: int
    depth: int
    name: str
    words: Sequence[str]
    by: int | None = None
    again: bool = False


def form_of(path: str) -> str:
    """Return the form that the name of a file asks for: `dot`, `markdown`, else `text`."""
    name = path.strip().lower()
    if name.endswith((".dot", ".gv")):
        return "dot"
    return "markdown" if name.endswith((".md", ".markdown")) else "text"


def text(entries: Iterable[Entry]) -> str:
    """Write each on a line of its own, indented under who led to them."""
    return "".join(
        f"{'  ' * each.depth}{neutral(each.name, one_line=True)}{_after(each.words)}\n"
        for each in entries
    )


def _after(words: Iterable[str]) -> str:
    said = " · ".join(neutral(each, one_line=True) for each in words if each)
    return f"  {said}" if said else ""


def markdown(entries: Iterable[Entry]) -> str:
    """Write a nested list; one that points elsewhere is in italics."""
    lines = ["# Who led to whom\n\n"]
    for each in entries:
        name = escaped(each.name)
        said = " · ".join(escaped(words) for words in each.words if words)
        mark = "*" if each.again else "**"
        after = f" {said}" if said else ""
        lines.append(f"{'  ' * each.depth}- {mark}{name or '?'}{mark}{after}\n")
    return "".join(lines)


def dot(entries: Sequence[Entry]) -> str:
    """Write a graph in the language of Graphviz: `dot -Tsvg file.dot` draws it."""
    lines = ["digraph introductions {", "  rankdir=LR;", "  node [shape=box];"]
    for each in entries:
        if not each.again:
            lines.append(f"  p{each.person_id} [label={quoted(each.name)}];")
    # A line that points to somebody stands for them where they have none.
    there = {each.person_id for each in entries if not each.again}
    for each in entries:
        if each.again and each.person_id not in there:
            there.add(each.person_id)
            lines.append(f"  p{each.person_id} [label={quoted(each.name)}];")
    lines += [
        f"  p{each.by} -> p{each.person_id};"
        for each in entries
        if each.by is not None and each.by in there
    ]
    return "\n".join([*lines, "}"]) + "\n"


_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "&": "&amp;", "<": "&lt;", ">": "&gt;"})


def quoted(words: str) -> str:
    """Write a label of DOT that says the words as they are.

    In a label a backslash begins an escape and an ampersand an entity.
    """
    return f'"{neutral(words, one_line=True).translate(_ESCAPES)}"'


FORMS: dict[str, Callable[[Sequence[Entry]], str]] = {
    "text": text,
    "markdown": markdown,
    "dot": dot,
}
"""How the tree can be written, by the name of the form."""
