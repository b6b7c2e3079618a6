"""`infoview answers`: what several people said to one goal or question, side by side."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import click

from infoview_tui.cli.output import iso, json_option, print_json, print_rows, say
from infoview_tui.cli.run import DASHES, Run, Work
from infoview_tui.domain.answer_counts import count_words, tally
from infoview_tui.domain.answers import Answers, Said, Side, Topic, TopicKind, unasked_words


@click.command(context_settings=DASHES)
@click.argument("topic", nargs=-1)
@click.option("--questions", is_flag=True, help="Questions, instead of goals.")
@click.option("--mark", nargs=2, metavar="PERSON WORD", help='Mark an answer; "" takes it away.')
@click.option("--line", metavar="TEXT", help='Your own line on it; "" takes it away.')
@click.option("--markdown", is_flag=True, help="Print Markdown.")
@click.option("--output", metavar="PATH", help="A new Markdown file, instead of stdout.")
@json_option
@click.pass_obj
def answers(
    run: Run,
    topic: tuple[str, ...],
    questions: bool,
    mark: tuple[str, str] | None,
    line: str | None,
    markdown: bool,
    output: str | None,
    as_json: bool,
) -> None:
    """What people said to the goal that has these words, TOPIC; all goals without them.

    With --json each has the answers by person, your marks and your line, and who was not asked.
    """
    from infoview_tui.services import answers as service

    words = " ".join(topic)
    kind = TopicKind.QUESTION if questions else TopicKind.GOAL
    as_markdown = markdown or bool(output)
    if not words and (mark or line is not None):
        raise click.UsageError("Say which goal or question: infoview answers WORDS ...")
    if as_json and as_markdown:
        raise click.UsageError("--json or Markdown, not both.")
    with run.opened() as work:
        known = service.topics(work.store, kind)
        wanted = [service.find_topic(known, words)] if words else list(known)
        if mark or line is not None:
            _write(work, wanted[0], mark, line)
            if not (as_json or as_markdown):
                return
        whole = bool(words) or as_json or as_markdown
        found = list(service.answers(work.store, work.now, wanted)) if whole else []
        now, zone = work.local_now, work.zone
    if as_json:
        print_json([_object(each, zone) for each in found])
    elif as_markdown:
        from infoview_tui.exchange.answers import markdown_answers

        _print_file("\n".join(markdown_answers(each, now) for each in found), output)
    elif words:
        _print(found[0], now)
    else:
        print_rows(
            [(topic.answered, topic.text) for topic in known],
            f"No {kind} was asked of anybody yet.",
        )


def _write(work: Work, topic: Topic, mark: tuple[str, str] | None, line: str | None) -> None:
    from infoview_tui.services.answer_marks import mark_answer, write_line

    if mark:
        person = work.person(mark[0])
        mark_answer(work.store, work.now, topic, person.id, mark[1])
        say(f"{person.name}: {mark[1].strip() or 'no mark'}.")
    if line is not None:
        write_line(work.store, work.now, topic, line)
        say("Kept your line." if line.strip() else "Your line is gone.")


def _print_file(text: str, output: str | None) -> None:
    if output and output != "-":
        from infoview_tui.services.files import write_file

        say(f"The answers are in {write_file(output, text)}")
    else:
        click.echo(text, nl=False)


def _print(found: Answers, now: datetime) -> None:
    say(f"{found.topic.name}  {count_words(found.sides)}".rstrip())
    rows = []
    for side in found.sides:
        texts = [said.text for told in side.told for said in told.said] or ["(nothing noted)"]
        for number, text in enumerate(texts):
            rows.append((side.mark or "-", side.who, text) if number == 0 else ("", "", text))
    print_rows(rows, "Nobody answered it yet.")
    for each in found.unasked:
        say(f"not asked: {unasked_words(each, now)}")
    if found.line:
        say(f"in one line: {found.line}")


def _object(found: Answers, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "kind": found.topic.kind,
        "topic": found.topic.text,
        "answered": len(found.sides),
        "people": found.people,
        "marks": dict(tally(found.sides)),
        "line": found.line,
        "answers": [_side(side, zone) for side in found.sides],
        "not_asked": [
            {
                "person": each.who,
                "person_id": each.person_id,
                "interview_id": each.interview_id,
                "starts_at": iso(each.starts_at, zone),
                "listed": each.listed,
            }
            for each in found.unasked
        ],
    }


def _side(side: Side, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "person": side.who,
        "person_id": side.person_id,
        "mark": side.mark,
        "interviews": [
            {
                "interview_id": told.interview_id,
                "at": iso(told.at, zone),
                "state": told.reached,
                "together_with": list(told.together),
                "said": [_said(said) for said in told.said],
            }
            for told in side.told
        ],
    }


def _said(said: Said) -> dict[str, Any]:
    return {
        "note_id": said.note_id,
        "kind": said.kind or "found_out",
        "body": said.text,
        "source": said.source or None,
    }
