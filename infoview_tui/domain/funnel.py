"""From asking to meeting: what came of each request."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

from infoview_tui.domain.insights import About, Case, Facts, Figure, Sent, Within
from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.wording import time_kept

Asked = tuple[Sent, bool, Interview | None]
"""A request, whether there was a reply, and the meeting that it led to."""


def met_case(talk: Interview, now: datetime) -> Case:
    """Make a case of a talk that was held, with how its time was kept."""
    assert talk.started_at is not None
    words = f"{talk.mode}, {time_kept(talk, now)}"
    return Case(About.INTERVIEW, talk.id, talk.person_id, talk.who, talk.started_at, words)


def funnel(
    facts: Facts,
    mine: Sequence[Interview],
    held: Sequence[Interview],
    within: Within,
    now: datetime,
) -> Iterator[Figure]:
    """Give requests, replies, meetings, and the meetings that none of these requests led to.

    A request is a sent letter that asks for a talk; a reminder belongs to the request before it. A
    reply is a request that was marked as answered, or its reminder was, or that a talk followed or
    is booked after; a meeting is a request that a talk followed. What follows is what came up to
    now, and before the next request to the same person: none of requests, replies and meetings is
    more than the one before.

    Args:
        facts: all letters.
        mine: the talks that I asked for, whenever they were.
        held: those of the period.
        within: the period.
        now: in the user's zone.

    """
    asked = list(_asked(facts, mine, within))

    def case(row: Asked, what: str, counts: bool) -> Case:
        sent = row[0]
        whom = (sent.person_id, facts.people[sent.person_id])
        return Case(About.LETTER, sent.id, *whom, sent.at, what, counts)

    def request(row: Asked, counts: bool) -> Case:
        return case(row, row[0].subject, counts)

    def reply(row: Asked, counts: bool) -> Case:
        return case(row, "answered" if counts else "no answer yet", counts)

    def meeting(row: Asked, counts: bool) -> Case:
        talk = row[2]
        if talk is None:
            return case(row, "no meeting yet", counts)
        what = f"met, {time_kept(talk, now)}"
        return case(row, what, counts)._replace(kind=About.INTERVIEW, id=talk.id)

    yield Figure("requests", [(row, True) for row in asked], request)
    yield Figure("replies", [(row, row[1]) for row in asked], reply, share=True)
    yield Figure("meetings", [(row, row[2] is not None) for row in asked], meeting, share=True)
    led = {talk.id for _sent, _replied, talk in asked if talk is not None}
    yield Figure(
        "other_meetings",
        [(talk, True) for talk in held if talk.id not in led],
        lambda talk, _counts: met_case(talk, now),
        words="asked for before, or without a letter",
    )


def _asked(facts: Facts, talks: Sequence[Interview], within: Within) -> Iterator[Asked]:
    sent: defaultdict[int, list[Sent]] = defaultdict(list)
    for letter in sorted(facts.sent, key=lambda each: (each.at, each.id)):
        sent[letter.person_id].append(letter)
    with_person: defaultdict[int, list[Interview]] = defaultdict(list)
    for talk in sorted(talks, key=lambda talk: (talk.started_at, talk.id)):
        for person in talk.people:
            with_person[person.id].append(talk)
    for person_id, theirs in sent.items():
        booked = facts.booked.get(person_id, ())
        yield from _of_person(theirs, with_person.get(person_id, ()), booked, within)


def _of_person(
    sent: Sequence[Sent],
    talks: Sequence[Interview],
    booked: Sequence[datetime],
    within: Within,
) -> Iterator[Asked]:
    firsts = [n for n, letter in enumerate(sent) if not letter.reminder]
    for n, after in zip(firsts, [*firsts[1:], len(sent)], strict=False):
        request = sent[n]
        if request.at in within:
            until = sent[after].at if after < len(sent) else None
            met = _first(talks, request.at, until)
            answered = any(letter.answered for letter in sent[n:after]) or any(
                request.at <= at and (until is None or at < until) for at in booked
            )
            yield request, answered or met is not None, met


def _first(talks: Sequence[Interview], since: datetime, until: datetime | None) -> Interview | None:
    """Return the first of the talks (in order) that began in a stretch of time."""
    for talk in talks:
        if talk.started_at is not None and talk.started_at >= since:
            return talk if until is None or talk.started_at < until else None
    return None
