"""`infoview interviews`: booking, showing, moving and calling off."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import click

from infoview_tui.cli.brief import brief
from infoview_tui.cli.interview_rows import print_interview
from infoview_tui.cli.output import iso, json_option, print_json, print_rows, say, stamp
from infoview_tui.cli.run import Run, Work, reference
from infoview_tui.cli.sheet import sheet
from infoview_tui.domain.dates import parse_when
from infoview_tui.domain.interviews import DEFAULT_MINUTES, Interview, Mode
from infoview_tui.domain.readiness import ready
from infoview_tui.domain.spans import Times, read_times
from infoview_tui.domain.wording import echo, time_kept
from infoview_tui.errors import RefusedError
from infoview_tui.services.interviews import (
    book,
    check_minutes,
    edit_interview,
    overlapping,
    own_phases,
)
from infoview_tui.services.interviews import cancel as call_off
from infoview_tui.services.interviews import missed as nobody_came
from infoview_tui.services.meeting import live
from infoview_tui.services.prepare import preparation
from infoview_tui.services.readiness import ready_gates

MODES = click.Choice([mode.value for mode in Mode])
DRESS = "What to wear, for a meeting in person."
PAYER = 'Who pays, such as "I pay".'
PHASES = "Minutes of opening/questions/closing, such as 3/13/4."


@click.group()
def interviews() -> None:
    """Book, show, change and call off interviews."""


interviews.add_command(sheet)
interviews.add_command(brief)


@interviews.command()
@click.argument("person", nargs=-1, required=True, type=reference)
@click.option("--at", "when", metavar="WHEN", required=True, help='Such as "tomorrow 14:30".')
@click.option("--minutes", type=int, default=DEFAULT_MINUTES, show_default=True, metavar="N")
@click.option("--mode", type=MODES, default=Mode.PHONE.value, show_default=True)
@click.option("--place", default="", metavar="TEXT", help="Where, or the link or number.")
@click.option("--phases", default="", metavar="O/Q/C", help=PHASES)
@click.option("--dress", default="", metavar="TEXT", help=DRESS)
@click.option("--payer", default="", metavar="TEXT", help=PAYER)
@click.option("--host", is_flag=True, help="I am the one being asked.")
@click.pass_obj
def add(
    run: Run,
    person: tuple[str, ...],
    when: str,
    minutes: int,
    mode: str,
    place: str,
    phases: str,
    dress: str,
    payer: str,
    host: bool,
) -> None:
    """Book an interview with each PERSON and print its id."""
    check_minutes(minutes)
    own_phases(phases, minutes)
    with run.opened() as work:
        people = [work.person(text).id for text in person]
        starts_at = _moment(work, when, minutes)
        id = book(
            work.store,
            work.now,
            people,
            starts_at=starts_at,
            zone=str(work.zone),
            minutes=minutes,
            mode=Mode(mode),
            place=place,
            host=host,
            phases=phases,
            dress=dress,
            payer=payer,
        )
        _warn(work, id)
    click.echo(id)


def _moment(work: Work, when: str, minutes: int) -> datetime:
    """Read a WHEN and say on stderr how it was understood."""
    understood = parse_when(when, work.local_now, day_first=work.config.day_first)
    moment = understood.moment(work.zone)
    say(echo(understood, minutes, work.zone, work.local_now))
    return moment


def _warn(work: Work, id: int) -> None:
    for other in overlapping(work.store, work.now, work.store.interviews.get(id)):
        say(f"It overlaps with interview {other.id} with {other.who}.")


@interviews.command()
@click.argument("interview", type=reference)
@click.option("--at", "when", metavar="WHEN", help="Move it.")
@click.option("--minutes", "agreed_minutes", type=int, metavar="N", help="The agreed minutes.")
@click.option("--mode", type=MODES)
@click.option("--place", metavar="TEXT")
@click.option("--phases", metavar="O/Q/C", help=PHASES)
@click.option("--dress", metavar="TEXT", help=DRESS)
@click.option("--payer", metavar="TEXT", help=PAYER)
@click.option("--host/--no-host", default=None, help="Whether I am the one being asked.")
@click.pass_obj
def edit(run: Run, /, interview: str, when: str | None, **options: Any) -> None:
    """Change what is given of INTERVIEW and leave the rest."""
    values = {name: value for name, value in options.items() if value is not None}
    if "mode" in values:
        values["mode"] = Mode(values["mode"])
    if not values and when is None:
        raise click.UsageError("Give something to change, such as --at WHEN.")
    if "agreed_minutes" in values:
        check_minutes(values["agreed_minutes"])
    with run.opened() as work:
        talk = work.interview(interview)
        if when is not None:
            minutes = values.get("agreed_minutes", talk.agreed_minutes)
            values |= {"starts_at": _moment(work, when, minutes), "zone": str(work.zone)}
        edit_interview(work.store, work.now, talk.id, talk.version, **values)
        if when is not None:
            _warn(work, talk.id)
    off = when is not None and (talk.cancelled_at or talk.missed_at)
    say(f"Changed interview {talk.id} with {talk.who}.{' It is booked again.' if off else ''}")


@interviews.command()
@click.argument("interview", type=reference)
@click.pass_obj
def cancel(run: Run, interview: str) -> None:
    """Call INTERVIEW off; what was prepared stays."""
    with run.opened() as work:
        talk = work.interview(interview)
        call_off(work.store, work.now, talk.id)
    say(f"Called off: interview {talk.id} with {talk.who}.")


@interviews.command()
@click.argument("interview", type=reference)
@click.pass_obj
def missed(run: Run, interview: str) -> None:
    """Write down that they did not come to INTERVIEW; a new time books it again."""
    with run.opened() as work:
        talk = work.interview(interview)
        nobody_came(work.store, work.now, talk.id)
    say(f"Did not come: interview {talk.id} with {talk.who}.")


@interviews.command()
@click.argument("interview", type=reference)
@click.option("--at", "when", metavar="WHEN", help='Such as "10:02-10:31"; as booked without it.')
@click.option("--minutes", type=int, metavar="N", help="How long; as agreed without it.")
@click.option("--offered", type=int, metavar="N", help="Minutes they offered besides.")
@click.pass_obj
def held(
    run: Run, interview: str, when: str | None, minutes: int | None, offered: int | None
) -> None:
    """Record when INTERVIEW was held, or correct it; the app's write-up takes the notes."""
    from infoview_tui.services.held import held as record

    if minutes is not None:
        check_minutes(minutes)
    with run.opened() as work:
        talk = work.interview(interview)
        times = _times(work, talk, when, minutes)
        say(times.words(work.local_now))
        record(work.store, work.now, talk.id, times.start, times.end, work.zone, offered)
    say(f"Held: interview {talk.id} with {talk.who}.")


def _times(work: Work, talk: Interview, when: str | None, minutes: int | None) -> Times:
    """Read when it was; what is not given stays as recorded, else as booked."""
    start = talk.started_at or talk.starts_at
    if when is not None:
        day = start.astimezone(work.zone).date() if start else None
        lasted = minutes or talk.agreed_minutes
        first = work.config.day_first
        return read_times(when, work.local_now, lasted, day=day, day_first=first)
    if start is None:
        raise RefusedError("It has no booked time; --at says when it was.")
    if minutes is None and talk.ended_at is not None:
        return Times(start, talk.ended_at)
    return Times(start, start + timedelta(minutes=minutes or talk.agreed_minutes))


@interviews.command("list")
@json_option
@click.pass_obj
def list_interviews(run: Run, as_json: bool) -> None:
    """List interviews by time."""
    with run.opened() as work:
        found = work.store.interviews.where(
            order="coalesce(t.started_at, t.starts_at, t.created_at), t.id"
        )
        now, zone = work.now, work.zone
    if as_json:
        print_json([_data(talk, now, zone) for talk in found])
        return
    print_rows(
        [
            (
                talk.id,
                stamp(talk.started_at or talk.starts_at, zone),
                talk.status(now),
                time_kept(talk, now) if talk.ended_at else f"{talk.agreed_minutes} min",
                talk.mode,
                talk.who,
            )
            for talk in found
        ],
        "No interviews. infoview interviews add PERSON --at WHEN books one.",
    )


@interviews.command()
@click.argument("interview", type=reference)
@json_option
@click.pass_obj
def show(run: Run, interview: str, as_json: bool) -> None:
    """Show INTERVIEW with its goals and questions, and what was noted under each."""
    with run.opened() as work:
        prepared = preparation(work.store, work.interview(interview).id)
        notes = live(work.store, prepared.interview.id).notes
        gates = ready_gates(work.store, work.now, prepared.interview.id)
        now, zone = work.now, work.zone
    talk = prepared.interview
    if as_json:
        more = {
            "place": talk.place,
            "dress": talk.dress,
            "payer": talk.payer,
            "goals": [goal.text for goal in prepared.goals],
            "ready": {gate.name: gate.passed for gate in gates},
        }
        print_json(_data(talk, now, zone) | more)
        return
    print_interview(prepared, ready(gates), notes, now, zone)


def _data(talk: Interview, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "id": talk.id,
        "person": talk.people[0].name if talk.people else None,
        "person_id": talk.person_id,
        "people": [{"id": person.id, "name": person.name} for person in talk.people],
        "host": talk.host,
        "mode": talk.mode,
        "status": talk.status(now),
        "starts_at": iso(talk.starts_at, zone),
        "agreed_minutes": talk.agreed_minutes,
        "started_at": iso(talk.started_at, zone),
        "ended_at": iso(talk.ended_at, zone),
        "used_seconds": talk.used_seconds(now),
        "extension_minutes": talk.extension_minutes,
        "overrun_seconds": talk.overrun_seconds(now),
    }
