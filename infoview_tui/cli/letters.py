"""`infoview letters`: the letters and their drafts, to read or to pipe into a mail program."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import click

from infoview_tui.cli.output import ID, iso, json_option, print_json, print_line, print_rows, say
from infoview_tui.cli.run import Run
from infoview_tui.domain.followup import Letter
from infoview_tui.domain.letters import gaps
from infoview_tui.domain.text import neutral
from infoview_tui.domain.wording import plural


@click.group()
def letters() -> None:
    """Letters and their drafts."""


@letters.command("list")
@json_option
@click.pass_obj
def list_letters(run: Run, as_json: bool) -> None:
    """List letters, the oldest first."""
    with run.opened() as work:
        found = work.store.letters.where(order="coalesce(t.sent_at, t.created_at), t.id")
        zone = work.zone
    if as_json:
        print_json([_data(letter, zone) for letter in found])
        return
    print_rows(
        [(x.id, _state(x, zone), x.kind, x.person, x.subject) for x in found],
        "No letters. In the app, o on a person writes the one that fits.",
    )


@letters.command()
@click.argument("id", type=ID)
@json_option
@click.pass_obj
def show(run: Run, id: int, as_json: bool) -> None:
    """Print letter ID: the subject, an empty line, the text."""
    with run.opened() as work:
        letter = work.store.letters.get(id)
        zone = work.zone
    if as_json:
        print_json(_data(letter, zone) | {"body": letter.body})
        return
    say(f"{letter.kind} to {letter.person}, {_state(letter, zone)}")
    print_line(letter.subject)
    click.echo()
    click.echo(neutral(letter.body))


@letters.command()
@click.pass_obj
def templates(run: Run) -> None:
    """Print all letters as they come with infoview, to be changed.

    The file `letters.toml` beside the config file may have any of them in your own words; what it
    leaves out stays as it is. `infoview config check` looks whether it is right.
    """
    from infoview_tui.content.library import letters_file
    from infoview_tui.paths import letters_path

    click.echo(letters_file(), nl=False)
    say(f"Your own go into {letters_path(run.paths)}.")


def _gaps(letter: Letter) -> int:
    return len(gaps(letter.subject)) + len(gaps(letter.body))


def _state(letter: Letter, zone: ZoneInfo) -> str:
    if letter.sent_at:
        return f"sent {letter.sent_at.astimezone(zone):%Y-%m-%d}"
    left = _gaps(letter)
    return f"draft, {plural(left, 'gap')}" if left else "draft"


def _data(letter: Letter, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "id": letter.id,
        "kind": letter.kind,
        "person": letter.person,
        "person_id": letter.person_id,
        "interview_id": letter.interview_id,
        "subject": letter.subject,
        "gaps": _gaps(letter),
        "sent_at": iso(letter.sent_at, zone),
        "channel": letter.channel,
        "answered_at": iso(letter.answered_at, zone),
    }
