"""`infoview requests`: those who ask me for a talk, and what I answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time

import click

from infoview_tui.cli.output import iso, json_option, print_json, print_rows, say, stamp
from infoview_tui.cli.run import DASHES, Run, Work, reference
from infoview_tui.domain.dates import parse_when
from infoview_tui.domain.hosting import Answer
from infoview_tui.domain.text import fold
from infoview_tui.domain.wording import echo
from infoview_tui.errors import AmbiguousError, NotFoundError, RefusedError
from infoview_tui.services.hosted import Asked, asked_of_me
from infoview_tui.services.hosting import agree_on, log_request
from infoview_tui.services.hosting import answer as give_answer
from infoview_tui.services.interviews import check_minutes, edit_interview
from infoview_tui.services.suggestions import pass_on

ANSWERS = {
    "accepted": Answer.ACCEPTED,
    "other-time": Answer.OTHER_TIME,
    "passed-on": Answer.PASSED_ON,
    "not-now": Answer.NOT_NOW,
}


@click.group()
def requests() -> None:
    """Those who ask you for a talk, and what you answer."""


@requests.command(context_settings=DASHES)
@click.argument("name")
@click.argument("text", nargs=-1, required=True)
@click.option("--channel", default="", metavar="TEXT", help='How they asked, such as "by e-mail".')
@click.option("--asked", metavar="WHEN", help="When they asked; now without it.")
@click.pass_obj
def add(run: Run, name: str, text: tuple[str, ...], channel: str, asked: str | None) -> None:
    """Write down that NAME asks you for a talk, and what for; prints the request's id."""
    with run.opened() as work:
        at = _asked(work, asked) if asked is not None else work.now
        zone = str(work.zone)
        logged = log_request(work.store, work.now, zone, name, " ".join(text), channel, at)
    click.echo(logged.request_id)


@requests.command("list")
@json_option
@click.pass_obj
def list_requests(run: Run, as_json: bool) -> None:
    """List those who asked you, the oldest first; a talk without a request too."""
    with run.opened() as work:
        found = asked_of_me(work.store)
        now, zone = work.now, work.zone
    if as_json:
        print_json(
            [
                {
                    "id": asked.request.id if asked.request else None,
                    "interview_id": asked.interview.id,
                    "person": asked.interview.who,
                    "person_id": asked.interview.person_id,
                    "body": asked.body,
                    "channel": asked.request.channel if asked.request else "",
                    "at": iso(asked.at, zone),
                    "answer": asked.answer,
                    "answered_at": iso(asked.request.answered_at if asked.request else None, zone),
                    "passed_to_id": asked.request.passed_to_id if asked.request else None,
                    "status": asked.interview.status(now),
                    "starts_at": iso(asked.interview.starts_at, zone),
                    "agreed_minutes": asked.interview.agreed_minutes,
                }
                for asked in found
            ]
        )
        return
    print_rows(
        [
            (
                asked.request.id if asked.request else "-",
                stamp(asked.at, zone),
                asked.answer,
                stamp(asked.interview.starts_at, zone),
                asked.interview.who,
                asked.body,
            )
            for asked in found
        ],
        "No one has asked yet. `infoview requests add NAME TEXT` writes it down.",
    )


@requests.command("answer")
@click.argument("request", type=reference)
@click.argument("said", metavar="ANSWER", type=click.Choice([*ANSWERS]))
@click.option("--at", "when", metavar="WHEN", help="Book the time, for an accepted one.")
@click.option("--minutes", type=int, metavar="N", help="Your own limit.")
@click.option("--to", metavar="PERSON", help="Whom you pass it on to.")
@click.pass_obj
def answer_request(
    run: Run, request: str, said: str, when: str | None, minutes: int | None, to: str | None
) -> None:
    """Answer a REQUEST (an id, or a part of the name): accepted, other-time, passed-on, not-now."""
    answer = ANSWERS[said]
    if when is not None and not answer.yes:
        raise RefusedError(f"--at books a time; {said} has none.")
    if to is not None and answer is not Answer.PASSED_ON:
        raise RefusedError(f"--to names whom you pass it on to; {said} passes nothing on.")
    if minutes is not None:
        check_minutes(minutes)
    with run.opened() as work:
        asked = _find(work, request)
        id = asked.interview.id
        starts_at = _moment(work, when, minutes or asked.interview.agreed_minutes)
        with work.store.write():
            if to is not None:
                pass_on(work.store, work.now, id, to)
            else:
                give_answer(work.store, work.now, id, answer)
            if starts_at is not None:
                agree_on(work.store, work.now, id, starts_at, str(work.zone))
            if minutes is not None:
                edit_interview(work.store, work.now, id, None, agreed_minutes=minutes)
        say(f"{asked.interview.who}: {answer.words}.")


def _asked(work: Work, when: str) -> datetime:
    """Read when they asked; a day alone will do."""
    understood = parse_when(when, work.local_now, day_first=work.config.day_first)
    say(echo(understood, None, work.zone, work.local_now))
    if understood.day > work.local_now.date():
        raise RefusedError("That is still ahead; when did they ask?")
    noon = replace(understood, time=understood.time or time(12))
    return min(noon.moment(work.zone), work.now)


def _moment(work: Work, when: str | None, minutes: int) -> datetime | None:
    if when is None:
        return None
    understood = parse_when(when, work.local_now, day_first=work.config.day_first)
    say(echo(understood, minutes, work.zone, work.local_now))
    return understood.moment(work.zone)


def _find(work: Work, text: str) -> Asked:
    """Return the request of that id, or of somebody of that name; an open one goes before others.

    Raises:
        NotFoundError: there is none.
        AmbiguousError: there are several; the error lists them.

    """
    every = [each for each in asked_of_me(work.store) if each.request is not None]
    if text.strip().isdecimal():
        found = [each for each in every if each.request and each.request.id == int(text)]
    else:
        wanted = fold(text.strip())
        found = [each for each in every if wanted and wanted in fold(each.interview.who)]
        found = [each for each in found if each.answer is Answer.OPEN] or found
    if not found:
        raise NotFoundError(f"There is no request '{text}'; `infoview requests list` has them.")
    if len(found) > 1:
        lines = tuple(
            f"{each.request.id if each.request else '-'}  {each.interview.who}" for each in found
        )
        raise AmbiguousError(f"'{text}' could be {len(found)} requests; give an id:", lines)
    return found[0]
