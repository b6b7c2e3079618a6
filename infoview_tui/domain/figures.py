"""How each figure of Insights is counted; the definition of a figure is in its docstring."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from infoview_tui.domain.followup import THANK_WITHIN
from infoview_tui.domain.funnel import funnel, met_case
from infoview_tui.domain.giving import Given, GivenKind, counted
from infoview_tui.domain.insights import (
    About,
    Case,
    Facts,
    Figure,
    Named,
    Numbers,
    Owed,
    Within,
)
from infoview_tui.domain.interviews import Interview
from infoview_tui.domain.periods import Period
from infoview_tui.domain.preparation import GoalState
from infoview_tui.domain.threads import Thread
from infoview_tui.domain.wording import ago, plural, span, time_kept


def numbers(facts: Facts, period: Period, now: datetime) -> Numbers:
    """Count all figures of a period; `now` is in the user's zone, whose days they are."""
    assert now.tzinfo is not None
    within = Within(period, now.tzinfo)
    mine = [talk for talk in facts.talks if not talk.host]
    held = [talk for talk in mine if talk.started_at and talk.started_at in within]
    found = [
        *funnel(facts, mine, held, within, now),
        names_given(facts, held, within),
        _on_time(held, now),
        _thanked(held, now),
        _promises(facts, within, now),
        _goals(facts, mine, within),
        *_given(facts, within),
        Figure(
            "meetings_a_month",
            [(talk, True) for talk in held],
            lambda talk, _counts: met_case(talk, now),
        ),
        _introductions(facts, within),
    ]
    return Numbers(period, {figure.name: figure for figure in found})


def names_given(facts: Facts, held: Sequence[Interview], within: Within) -> Figure:
    """Names given: introductions by somebody whom I had met by then, in a talk or after it."""
    talks = {talk.id for talk in facts.talks}
    rows = [
        (named, True)
        for named in facts.named
        if named.at in within
        and (
            named.interview_id in talks
            or (named.introducer_id in facts.met and facts.met[named.introducer_id] <= named.at)
        )
    ]
    words = f"{len(rows) / len(held):.1f} a meeting" if held and rows else ""
    return Figure("names", rows, _named_case(facts), words=words)


def from_a_name(facts: Facts, held: Sequence[Interview], now: datetime) -> Figure:
    """Meetings that came from a name: somebody of the talk had been named to me when it began."""
    named: dict[int, datetime] = {}
    for each in facts.named:
        named[each.person_id] = min(each.at, named.get(each.person_id, each.at))

    def came(talk: Interview) -> bool:
        at = talk.started_at
        return at is not None and any(p.id in named and named[p.id] <= at for p in talk.people)

    rows = [(talk, came(talk)) for talk in held]
    return Figure("meetings", rows, lambda talk, _counts: met_case(talk, now), share=True)


def _introductions(facts: Facts, within: Within) -> Figure:
    """Introductions: everybody who was named to me, by whomever."""
    rows = [(named, True) for named in facts.named if named.at in within]
    return Figure("introductions", rows, _named_case(facts))


def _named_case(facts: Facts) -> Callable[[Named, bool], Case]:
    def case(named: Named, counts: bool) -> Case:
        whom = (named.person_id, facts.people[named.person_id])
        words = f"named by {facts.people[named.introducer_id]}"
        return Case(About.INTRODUCTION, named.id, *whom, named.at, words, counts)

    return case


def _on_time(held: Sequence[Interview], now: datetime) -> Figure:
    """On time: no whole minute over what was agreed plus what they offered, as the debrief says.

    Pauses are left out; what a late start took off where it was to end as booked is not agreed.
    """

    def case(talk: Interview, counts: bool) -> Case:
        return met_case(talk, now)._replace(what=time_kept(talk, now), counts=counts)

    rows = [(talk, talk.overrun_seconds(now) < 60) for talk in held]
    offered = sum(talk.extension_minutes > 0 for talk in held)
    times = {1: "once", 2: "twice"}.get(offered, f"{offered} times")
    words = f"{times} they offered more" if offered else ""
    return Figure("on_time", rows, case, share=True, words=words)


def _thanked(held: Sequence[Interview], now: datetime) -> Figure:
    """Thanked in 24 h: all of a talk were thanked within 24 hours of its end.

    A talk that can still be thanked for in time is not counted yet.
    """

    def case(talk: Interview, counts: bool) -> Case:
        words = "not thanked yet"
        if talk.thanked_at is not None and talk.ended_at is not None:
            words = f"after {span(max(talk.thanked_at, talk.ended_at) - talk.ended_at)}"
        return met_case(talk, now)._replace(what=words, counts=counts)

    rows = []
    left = 0
    for talk in held:
        assert talk.ended_at is not None
        due = talk.ended_at + THANK_WITHIN
        if talk.thanked_at is None and now <= due:
            left += 1
        else:
            rows.append((talk, talk.thanked_at is not None and talk.thanked_at <= due))
    words = f"{left} can still be" if left else ""
    return Figure("thanked", rows, case, share=True, words=words)


def _promises(facts: Facts, within: Within, now: datetime) -> Figure:
    """My promises kept: those of the period that were kept on their day or before.

    One that is neither kept nor due is not counted yet.
    """

    def case(promise: Owed, counts: bool) -> Case:
        state = "kept" if counts else "kept late" if promise.kept_at else "late"
        whom = (promise.person_id, facts.people[promise.person_id])
        what = f"{state}: {promise.body}"
        return Case(About.PROMISE, promise.id, *whom, promise.made_at, what, counts)

    rows = []
    ahead = 0
    for promise in facts.promises:
        if promise.made_at not in within:
            continue
        if promise.kept_at is not None:
            rows.append((promise, promise.kept_at.astimezone(now.tzinfo).date() <= promise.due))
        elif promise.due < now.date():
            rows.append((promise, False))
        else:
            ahead += 1
    words = f"{ahead} not due yet" if ahead else ""
    return Figure("promises", rows, case, share=True, words=words)


def _goals(facts: Facts, mine: Sequence[Interview], within: Within) -> Figure:
    """Goals answered: what was asked in talks of the period, the same words of several people once.

    One good answer is an answer; what is open or partly known goes on to the next people.
    """
    held = {talk.id: talk for talk in mine}

    def case(thread: Thread, counts: bool) -> Case:
        last = thread.asked[0]
        whom = (held[last.interview_id].person_id, last.who)
        what = f"{thread.state}: {thread.text}"
        return Case(About.INTERVIEW, last.interview_id, *whom, last.at, what, counts)

    rows = []
    for thread in facts.threads:
        asked = tuple(a for a in thread.asked if a.interview_id in held and a.at in within)
        if asked:
            of_period = Thread(asked)
            rows.append((of_period, of_period.state is GoalState.ANSWERED))
    left = sum(not answered for _thread, answered in rows)
    words = f"{left} {'goes' if left == 1 else 'go'} on to the next people" if left else ""
    return Figure("goals", rows, case, share=True, words=words)


_GAVE = {
    GivenKind.TALK: (About.INTERVIEW, "a talk"),
    GivenKind.NAMED: (About.INTRODUCTION, "named {}"),
    GivenKind.OFFER: (About.PROMISE, "offer kept: {}"),
    GivenKind.GIVE: (About.GIVE, "{}"),
    GivenKind.PROMISE: (About.PROMISE, "promise kept: {}"),
    GivenKind.HOSTED: (About.INTERVIEW, "hosted"),
}
_THEIRS = frozenset(kind for kind in GivenKind if kind.by_them)


def _given(facts: Facts, within: Within) -> Iterator[Figure]:
    """Give back: talks, names and offers from them; gives, kept promises and hosting from me.

    A talk with several people is one, of the first of them.
    """

    def case(row: Given, counts: bool) -> Case:
        kind, words = _GAVE[row.kind]
        whom = (row.person_id, facts.people[row.person_id])
        return Case(kind, row.id, *whom, row.at, words.format(row.words), counts)

    rows: dict[tuple[GivenKind, int], Given] = {}
    for row in facts.given:
        if row.at in within:
            rows.setdefault((row.kind, row.id), row)
    total = counted(rows.values())
    given = (
        plural(total.talks, "talk") if total.talks else "",
        plural(total.named, "name") if total.named else "",
        plural(total.offers, "offer") if total.offers else "",
    )
    theirs = [(row, True) for row in rows.values() if row.kind in _THEIRS]
    mine = [(row, True) for row in rows.values() if row.kind not in _THEIRS]
    yield Figure("they_gave", theirs, case, words=", ".join(filter(None, given)))
    yield Figure("you_gave", mine, case, words=f"hosted {total.hosted}" if total.hosted else "")


def last_gift(found: Numbers, now: datetime) -> str:
    """Say what I gave last, when and to whom, "" for nothing in the period."""
    mine = found["you_gave"].cases
    if not mine:
        return ""
    age = ago(mine[0].at, now)
    return f"{'now' if age == 'now' else f'{age} ago'} to {mine[0].person}: {mine[0].what}"
