"""Every command over a database that means harm, whatever commands and tables there are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import click
import pytest
from click.testing import CliRunner, Result
from hostile import ACTED_ON, CORPUS, MARK, Seeded, harmed, rows_of

from infoview_tui.cli.group import group
from infoview_tui.cli.output import ID
from infoview_tui.cli.run import reference
from infoview_tui.storage.store import Store

Words = tuple[str, ...]

HARM = " ".join(CORPUS).replace("\0", "")
"""What stands for a text that a command asks for: no argument has a NUL."""


ONLY_ON_PAGES = {
    *("debrief_answers", "drafts", "facts", "interview_points"),
    "letter_versions",
    *("talking_points", "ticks"),
}
"""Tables that no command lists."""

TAKE_AWAY = ("delete", "empty", "remove", "restore", "encrypt", "decrypt")


def commands(found: click.Command = group, path: Words = ()) -> Iterator[tuple[Words, Any]]:
    """Give each command below a group with the words that call it."""
    if not isinstance(found, click.Group):
        yield path, found
        return
    context = click.Context(found)
    for name in found.list_commands(context):
        command = found.get_command(context, name)
        assert command is not None
        yield from commands(command, (*path, name))


def calls(store: Store, path: Words, command: click.Command) -> Iterator[Words]:
    """Give the words to call a command with: once for each row that it asks for by number."""
    options: Words = ()
    arguments: list[Words] = [()]
    for asked in (each for each in command.params if each.required):
        if isinstance(asked, click.Option):
            options += (asked.opts[0], HARM)
        elif asked.type is ID or getattr(asked.type, "func", None) is reference:
            ids = rows_of(store, path[0] if asked.type is ID else f"{asked.name}_id")
            arguments = [(*words, str(id)) for words in arguments for id in ids]
        else:
            arguments = [(*words, HARM) for words in arguments]
    for words in arguments:
        yield (*path, *options, "--", *words)


@pytest.fixture
def seeded(store: Store, now: datetime, zone: ZoneInfo) -> Seeded:
    return harmed(store, now, zone)


def strings(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        data = list(data.values())
    if isinstance(data, list):
        for each in data:
            yield from strings(each)
    elif isinstance(data, str):
        yield data


def run(shell: Any, *words: str) -> Result:
    """Call a command; whatever comes of it, a terminal can show it."""
    result = CliRunner().invoke(group, ["--database", str(shell.database), *words])
    assert result.exception is None or isinstance(result.exception, SystemExit), words
    assert result.exit_code in (0, 1, 2), words
    for printed in (result.stdout, result.stderr):
        assert not ACTED_ON.search(printed), words
    return result


def test_every_listing_is_whole_for_scripts_and_harmless_on_a_terminal(
    shell: Any, store: Store, seeded: Seeded
) -> None:
    texts = {mark: text for text in seeded.texts(store) for mark in MARK.findall(text)}
    seen: set[str] = set()
    for path, command in commands():
        if not any("--json" in each.opts for each in command.params):
            continue
        for words in calls(store, path, command):
            run(shell, *words)
            told = run(shell, *path, "--json", *words[len(path) :])
            # What asks for a file is refused before it lists anything.
            listed = list(strings(json.loads(told.stdout or "[]")))
            marks = set(MARK.findall(" ".join(listed)))
            for text in {texts[mark] for mark in marks}:
                assert any(text in value for value in listed), (words, text)
            seen |= marks
    assert {column.split(".")[0] for column in seeded.columns(seen)} == ONLY_ON_PAGES


def test_every_command_bears_texts_and_arguments_that_mean_harm(
    shell: Any, store: Store, seeded: Seeded
) -> None:
    assert seeded.marks
    # What takes rows away comes last, or the others would find none.
    for path, command in sorted(commands(), key=lambda each: each[0][-1] in TAKE_AWAY):
        for words in calls(store, path, command):
            run(shell, *words)
    assert not store.notes.where("t.deleted_at is null")
