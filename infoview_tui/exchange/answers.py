"""The answers to one goal or question as Markdown, to read or to go on working with."""

from __future__ import annotations

from datetime import datetime

from infoview_tui.domain.answer_counts import count_words
from infoview_tui.domain.answers import (
    Answers,
    Said,
    Side,
    Told,
    answered_words,
    nothing_words,
    unasked_words,
)
from infoview_tui.domain.wording import full_day
from infoview_tui.exchange.markdown import escaped


def markdown_answers(found: Answers, now: datetime) -> str:
    """Write all answers; `now` is in the user's zone."""
    count = f"A {found.topic.kind}: {answered_words(found)}."
    lines = [f"# {escaped(found.topic.text)}", "", count]
    if words := count_words(found.sides):
        lines += ["", f"{escaped(words)}."]
    if found.line:
        lines += ["", f"In one line: {escaped(found.line)}"]
    for side in found.sides:
        lines += _side(side, now)
    if found.unasked:
        lines += ["", "## Not asked", ""]
        lines += [f"- {escaped(unasked_words(each, now))}" for each in found.unasked]
    return "\n".join(lines) + "\n"


def _side(side: Side, now: datetime) -> list[str]:
    mark = f": {escaped(side.mark)}" if side.mark else ""
    lines = ["", f"## {escaped(side.who)}{mark}"]
    for told in side.told:
        if told.answered:
            lines += ["", _when(told, now), "", *_said(told)]
    return lines


def _when(told: Told, now: datetime) -> str:
    others = f", together with {escaped(', '.join(told.together))}" if told.together else ""
    return full_day(told.at.astimezone(now.tzinfo).date()) + others


def _said(told: Told) -> list[str]:
    if not told.said:
        return [f"- {nothing_words(told)}"]
    return [f"- {_kind(said)}: {escaped(said.text)}{_source(said)}" for said in told.said]


def _kind(said: Said) -> str:
    return said.kind.replace("_", " ") if said.kind else "found out before"


def _source(said: Said) -> str:
    return f" ({escaped(said.source)})" if said.source else ""
