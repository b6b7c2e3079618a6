"""From asking to meeting: what came of each request."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from infoview_tui.domain.insights import About, Case, Facts, Figure, Sent, Within, newest_first
from infoview_tui.domain.interviews import Interview

Asked = tuple[Sent, bool, Interview | None]
"""A request, whether there was a reply, and the meeting that it led to."""


def talk_case(talk: Interview, what: str, *, counts: bool = True) -> Case:
    """Make a case of a talk that was held."""
    assert talk.started_at is not None
    whom = (talk.person_id, talk.who)
    return Case(About.INTERVIEW, talk.id, *whom, talk.started_at, what, counts)


def funnel(
    facts: Facts,
    mine: Sequence[Interview],
    held: Sequence[Interview],
    within: Within,
    told: Mapping[int, str],
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
        told: how the time of each talk was kept, by its id.

    """
    asked = list(_asked(facts, mine, within))
    asked.sort(key=lambda each: (each[0].at, each[0].id), reverse=True)
    requests, replies, meetings = [], [], []
    for sent, replied, met in asked:
        whom = (sent.person_id, facts.people[sent.person_id], sent.at)
        requests.append(Case(About.LETTER, sent.id, *whom, sent.subject))
        words = "answered" if replied else "no answer yet"
        replies.append(Case(About.LETTER, sent.id, *whom, words, replied))
        if met is None:
            meetings.append(Case(About.LETTER, sent.id, *whom, "no meeting yet", False))
        else:
            words = f"met, {told[met.id]}"
            meetings.append(Case(About.INTERVIEW, met.id, *whom, words))
    yield Figure("requests", tuple(requests))
    yield Figure("replies", tuple(replies), share=True)
    yield Figure("meetings", tuple(meetings), share=True)
    led = {met.id for _sent, _replied, met in asked if met is not None}
    others = newest_first(
        talk_case(talk, f"{talk.mode}, {told[talk.id]}") for talk in held if talk.id not in led
    )
    words = "asked for before, or without a letter" if others else ""
    yield Figure("other_meetings", others, words=words)


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
