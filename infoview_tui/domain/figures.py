"""How each figure of Insights is counted; the definition of a figure is in its docstring."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from infoview_tui.domain.followup import THANK_WITHIN
from infoview_tui.domain.funnel import funnel, talk_case
from infoview_tui.domain.giving import Given, GivenKind, counted
from infoview_tui.domain.insights import (
    About,
    Case,
    Facts,
    Figure,
    Named,
    Numbers,
    Within,
    newest_first,
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
    told = {talk.id: time_kept(talk, now) for talk in mine}
    found = [
        *funnel(facts, mine, held, within, told),
        _names(facts, held, within),
        _on_time(held, told, now),
        _thanked(held, now),
        _promises(facts, within, now),
        _goals(facts.threads, mine, within),
        *_given(facts, within),
        Figure(
            "meetings_a_month",
            newest_first(talk_case(talk, f"{talk.mode}, {told[talk.id]}") for talk in held),
        ),
        _introductions(facts, within),
    ]
    return Numbers(period, {figure.name: figure for figure in found})


def _names(facts: Facts, held: Sequence[Interview], within: Within) -> Figure:
    """Names given: introductions by somebody whom I had met by then, in a talk or after it."""
    talks = {talk.id for talk in facts.talks}
    cases = newest_first(
        _name_case(facts, named)
        for named in facts.named
        if named.at in within
        and (
            named.interview_id in talks
            or (named.introducer_id in facts.met and facts.met[named.introducer_id] <= named.at)
        )
    )
    words = f"{len(cases) / len(held):.1f} a meeting" if held and cases else ""
    return Figure("names", cases, words=words)


def _introductions(facts: Facts, within: Within) -> Figure:
    """Introductions: everybody who was named to me, by whomever."""
    return Figure(
        "introductions",
        newest_first(_name_case(facts, named) for named in facts.named if named.at in within),
    )


def _name_case(facts: Facts, named: Named) -> Case:
    by = facts.people[named.introducer_id]
    return Case(
        *(About.INTRODUCTION, named.id, named.person_id, facts.people[named.person_id], named.at),
        f"named by {by}",
    )


def _on_time(held: Sequence[Interview], told: Mapping[int, str], now: datetime) -> Figure:
    """On time: no whole minute over what was agreed plus what they offered, as the debrief says.

    Pauses are left out; what a late start took off where it was to end as booked is not agreed.
    """
    cases = newest_first(
        talk_case(talk, told[talk.id], counts=talk.overrun_seconds(now) < 60) for talk in held
    )
    offered = sum(talk.extension_minutes > 0 for talk in held)
    times = {1: "once", 2: "twice"}.get(offered, f"{offered} times")
    return Figure(
        "on_time", cases, share=True, words=f"{times} they offered more" if offered else ""
    )


def _thanked(held: Sequence[Interview], now: datetime) -> Figure:
    """Thanked in 24 h: all of a talk were thanked within 24 hours of its end.

    A talk that can still be thanked for in time is not counted yet.
    """
    found = []
    left = 0
    for talk in held:
        assert talk.ended_at is not None
        due = talk.ended_at + THANK_WITHIN
        if talk.thanked_at is not None:
            after = span(max(talk.thanked_at, talk.ended_at) - talk.ended_at)
            found.append(talk_case(talk, f"after {after}", counts=talk.thanked_at <= due))
        elif now > due:
            found.append(talk_case(talk, "not thanked yet", counts=False))
        else:
            left += 1
    words = f"{left} can still be" if left else ""
    return Figure("thanked", newest_first(found), share=True, words=words)


def _promises(facts: Facts, within: Within, now: datetime) -> Figure:
    """My promises kept: those of the period that were kept on their day or before.

    One that is neither kept nor due is not counted yet.
    """
    found = []
    ahead = 0
    for promise in facts.promises:
        if promise.made_at not in within:
            continue
        kept = promise.kept_at.astimezone(now.tzinfo).date() if promise.kept_at else None
        if kept is None and promise.due >= now.date():
            ahead += 1
            continue
        in_time = kept is not None and kept <= promise.due
        state = "kept" if in_time else "kept late" if kept else "late"
        whom = (promise.person_id, facts.people[promise.person_id])
        what = f"{state}: {promise.body}"
        found.append(Case(About.PROMISE, promise.id, *whom, promise.made_at, what, in_time))
    words = f"{ahead} not due yet" if ahead else ""
    return Figure("promises", newest_first(found), share=True, words=words)


def _goals(threads: Iterable[Thread], mine: Sequence[Interview], within: Within) -> Figure:
    """Goals answered: what was asked in talks of the period, the same words of several people once.

    One good answer is an answer; what is open or partly known goes on to the next people.
    """
    held = {talk.id: talk for talk in mine}

    def cases() -> Iterator[Case]:
        for thread in threads:
            asked = tuple(a for a in thread.asked if a.interview_id in held and a.at in within)
            if asked:
                of_period = Thread(asked)
                last = asked[0]
                yield Case(
                    *(About.INTERVIEW, last.interview_id, held[last.interview_id].person_id),
                    *(last.who, last.at, f"{of_period.state}: {of_period.text}"),
                    of_period.state is GoalState.ANSWERED,
                )

    found = newest_first(cases())
    left = sum(not case.counts for case in found)
    words = f"{left} {'goes' if left == 1 else 'go'} on to the next people" if left else ""
    return Figure("goals", found, share=True, words=words)


_GAVE = {
    GivenKind.TALK: (About.INTERVIEW, "a talk"),
    GivenKind.NAMED: (About.INTRODUCTION, "named {}"),
    GivenKind.OFFER: (About.PROMISE, "what they offered: {}"),
    GivenKind.GIVE: (About.GIVE, "{}"),
    GivenKind.PROMISE: (About.PROMISE, "what you promised: {}"),
    GivenKind.HOSTED: (About.INTERVIEW, "hosted"),
}


def _given(facts: Facts, within: Within) -> Iterator[Figure]:
    """Give back: talks, names and offers from them; gives, kept promises and hosting from me.

    A talk with several people is one, of the first of them.
    """
    rows: dict[tuple[GivenKind, int], Given] = {}
    for row in facts.given:
        if row.at in within:
            rows.setdefault((row.kind, row.id), row)
    total = counted(rows.values())
    theirs = newest_first(_gift(facts, row) for row in rows.values() if row.kind.by_them)
    mine = newest_first(_gift(facts, row) for row in rows.values() if not row.kind.by_them)
    given = (
        plural(total.talks, "talk") if total.talks else "",
        plural(total.named, "name") if total.named else "",
        f"{plural(total.offers, 'offer')} kept" if total.offers else "",
    )
    yield Figure("they_gave", theirs, words=", ".join(filter(None, given)))
    yield Figure("you_gave", mine, words=f"hosted {total.hosted}" if total.hosted else "")


def _gift(facts: Facts, row: Given) -> Case:
    kind, words = _GAVE[row.kind]
    name = facts.people[row.person_id]
    return Case(kind, row.id, row.person_id, name, row.at, words.format(row.words))


def last_gift(found: Numbers, now: datetime) -> str:
    """Say what I gave last, when and to whom, "" for nothing in the period."""
    mine = found["you_gave"].cases
    if not mine:
        return ""
    age = ago(mine[0].at, now)
    return f"{'now' if age == 'now' else f'{age} ago'}, {mine[0].what}, to {mine[0].person}"
