from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_tui.domain.figures import from_a_name, last_gift, numbers
from infoview_tui.domain.giving import Given, GivenKind
from infoview_tui.domain.insights import (
    About,
    Facts,
    Named,
    Numbers,
    Owed,
    Sent,
    months,
    months_said,
    said,
)
from infoview_tui.domain.interviews import Attendee, Interview
from infoview_tui.domain.periods import Period
from infoview_tui.domain.preparation import GoalState
from infoview_tui.domain.threads import Asked, threads
from infoview_tui.exchange.numbers import markdown, plain

LISBON = ZoneInfo("Europe/Lisbon")
NOW = datetime(2026, 11, 23, 14, 30, tzinfo=LISBON)
PEOPLE = {1: "Dana Okafor", 2: "Kofi Mensah", 3: "Mai Tran"}


def ago(days: float) -> datetime:
    return (NOW - timedelta(days=days)).astimezone(UTC)


def talk(id: int, days: float, *people: int, minutes: float = 20, **values: object) -> Interview:
    began = ago(days)
    met = Interview(
        id,
        "",
        started_at=began,
        ended_at=began + timedelta(minutes=minutes),
        people=tuple(Attendee(person, PEOPLE[person]) for person in people or (1,)),
    )
    return replace(met, **values)  # type: ignore[arg-type]


def request(id: int, days: float, person: int = 1, *, answered: bool = False) -> Sent:
    return Sent(id, person, False, ago(days), answered, f"letter {id}")


def count(facts: Facts, period: Period | None = None) -> Numbers:
    return numbers(replace(facts, people=PEOPLE), period or Period(), NOW)


def of(found: Numbers, name: str) -> tuple[int, int | None]:
    return found[name].count, found[name].of


def test_a_reply_is_marked_or_a_talk_that_follows_or_is_booked() -> None:
    found = count(
        Facts(
            sent=[
                request(1, 40),
                Sent(2, 1, True, ago(30), True),
                request(3, 20, 2),
                request(4, 10, 3),
                Sent(5, 3, True, ago(3), False),
                # A reminder of what was never asked is no request.
                Sent(6, 2, True, ago(90), True),
            ],
            talks=[talk(7, 5, 2)],
        )
    )
    assert found["requests"].count == 3
    assert of(found, "replies") == (2, 3)
    assert of(found, "meetings") == (1, 3)
    assert found["other_meetings"].count == 0
    words = {case.person: case.what for case in found["replies"].cases}
    assert words == {
        "Dana Okafor": "answered",
        "Kofi Mensah": "answered",
        "Mai Tran": "no answer yet",
    }
    (met,) = [case for case in found["meetings"].cases if case.counts]
    assert (met.kind, met.id, met.what) == (About.INTERVIEW, 7, "met, 20 of 20 min, kept")


def test_what_came_of_a_request_came_before_the_next_to_the_same_person() -> None:
    sent = [request(1, 60), request(2, 10)]
    found = count(Facts(sent=sent, talks=[talk(3, 5)]))
    assert of(found, "replies") == of(found, "meetings") == (1, 2)
    booked = count(Facts(sent=sent, booked={1: [ago(-3)]}))
    assert of(booked, "replies") == (1, 2)
    assert of(booked, "meetings") == (0, 2)


def test_a_talk_that_was_not_asked_for_is_another_meeting_and_one_i_host_is_none() -> None:
    found = count(Facts(talks=[talk(1, 5), talk(2, 4, 2, host=True)]))
    assert of(found, "meetings") == (0, 0)
    assert [case.id for case in found["other_meetings"].cases] == [1]
    assert found["meetings_a_month"].count == 1


def test_a_name_is_given_by_somebody_whom_one_has_met() -> None:
    named = [
        Named(1, 2, 1, 5, ago(10)),
        Named(2, 3, 1, None, ago(9)),
        Named(3, 2, 3, None, ago(8)),
        Named(4, 3, 2, None, ago(60)),
    ]
    talks = [talk(5, 10), talk(6, 7, 3)]
    facts = Facts(talks=talks, named=named, met={1: ago(10), 3: ago(7), 2: ago(50)})
    found = count(facts)
    # Mai named Kofi before they met, and Kofi named Mai before that.
    assert [case.id for case in found["names"].cases] == [2, 1]
    assert said(found["names"]) == "1.0 a meeting"
    assert found["introductions"].count == 4
    # When Mai was met she had been named, Dana was not.
    assert (from_a_name(facts, talks, NOW).count, from_a_name(facts, talks, NOW).of) == (1, 2)


@pytest.mark.parametrize(
    ("minutes", "offered", "kept"),
    [(20, 0, True), (20.9, 0, True), (21, 0, False), (24, 5, True), (26.5, 5, False)],
)
def test_on_time_is_less_than_a_minute_over_what_was_agreed_and_offered(
    minutes: float, offered: int, kept: bool
) -> None:
    met = talk(1, 5, minutes=minutes, extension_minutes=offered)
    found = count(Facts(talks=[met]))["on_time"]
    assert found.count == kept
    # The debrief says the same.
    assert found.cases[0].what.endswith("kept") == kept
    assert ("once they offered more" in said(found)) == bool(offered)


def test_thanked_in_time_and_what_can_still_be() -> None:
    talks = [
        talk(1, 10, thanked_at=ago(9.5)),
        talk(2, 9, thanked_at=ago(7)),
        talk(3, 8),
        talk(4, 0.5),
    ]
    found = count(Facts(talks=talks))["thanked"]
    assert said(found) == "1 of 3, 1 can still be"
    assert [case.what for case in found.cases] == ["not thanked yet", "after 47 h", "after 11 h"]


def test_a_promise_is_kept_on_its_day_or_before() -> None:
    due = date(2026, 11, 20)
    made = ago(10)
    promises = [
        # Late in the evening of that day, which in UTC is still that day.
        Owed(1, 1, "the list", made, due, datetime(2026, 11, 20, 23, 59, tzinfo=LISBON)),
        Owed(2, 1, "the map", made, due, datetime(2026, 11, 21, 0, 1, tzinfo=LISBON)),
        Owed(3, 2, "the book", made, due),
        Owed(4, 2, "the song", made, date(2026, 11, 23)),
        Owed(5, 2, "long ago", ago(500), date(2025, 1, 1)),
    ]
    found = count(Facts(promises=promises), Period(since=date(2026, 11, 1)))["promises"]
    assert said(found) == "1 of 3, 1 not due yet"
    assert {case.what for case in found.cases} == {
        "kept: the list",
        "kept late: the map",
        "late: the book",
    }


def test_goals_are_those_of_talks_that_count() -> None:
    asked = [
        Asked("A degree?", "Dana Okafor", ago(5), 1, 1, GoalState.PARTLY),
        Asked("a degree", "Kofi Mensah", ago(40), 2, 2, GoalState.ANSWERED),
        Asked("Which way in?", "Dana Okafor", ago(5), 1, 3, GoalState.OPEN),
        Asked("Called off", "Mai Tran", ago(5), 9, 4, GoalState.ANSWERED),
    ]
    facts = Facts(talks=[talk(1, 5), talk(2, 40, 2)], threads=threads(asked))
    assert said(count(facts)["goals"]) == "1 of 2, 1 goes on to the next people"
    # In a period it is what was answered in it.
    lately = count(facts, Period(since=date(2026, 11, 1)))["goals"]
    assert said(lately) == "0 of 2, 2 go on to the next people"


def test_what_was_given_both_ways() -> None:
    rows = [
        Given(GivenKind.GIVE, 1, 3, ago(3), "paste article"),
        Given(GivenKind.HOSTED, 2, 2, ago(9)),
        Given(GivenKind.TALK, 3, 1, ago(20)),
        Given(GivenKind.TALK, 3, 2, ago(20)),
        Given(GivenKind.NAMED, 4, 1, ago(19), "{0} Mai"),
    ]
    found = count(Facts(given=rows))
    assert (found["they_gave"].count, said(found["they_gave"])) == (2, "1 talk, 1 name")
    assert [case.what for case in found["they_gave"].cases] == ["named {0} Mai", "a talk"]
    assert (found["you_gave"].count, said(found["you_gave"])) == (2, "hosted 1")
    assert last_gift(found, NOW) == "3 d ago to Mai Tran: paste article"
    assert last_gift(count(Facts()), NOW) == ""


def test_months_have_the_empty_ones_too() -> None:
    facts = Facts(talks=[talk(1, 80), talk(2, 21), talk(3, 3)])
    found = count(facts, Period(since=date(2026, 8, 1)))
    counts = months(found["meetings_a_month"], found.period, NOW, 12)
    assert months_said(counts) == "Aug 0  Sep 1  Oct 0  Nov 2"
    assert months_said(months(found["meetings_a_month"], found.period, NOW, 2)) == "Oct 0  Nov 2"


moments = st.integers(0, 700 * 24).map(lambda hours: ago(hours / 24))
persons = st.sampled_from([*PEOPLE])


@st.composite
def lives(draw: st.DrawFn) -> Facts:
    letters = draw(st.lists(st.tuples(persons, st.booleans(), moments, st.booleans()), max_size=12))
    met = draw(
        st.lists(st.tuples(moments, st.sets(persons, min_size=1), st.booleans()), max_size=9)
    )
    talks = [
        talk(n, 0, *sorted(people), host=host, started_at=at, ended_at=at + timedelta(minutes=20))
        for n, (at, people, host) in enumerate(met)
    ]
    named = draw(st.lists(st.tuples(persons, persons, moments), max_size=8))
    return Facts(
        sent=[Sent(n, *letter) for n, letter in enumerate(letters)],
        talks=talks,
        met={p.id: t.started_at for t in talks for p in t.people if t.started_at and not t.host},
        booked={draw(persons): [draw(moments)]},
        named=[Named(n, a, b, None, at) for n, (a, b, at) in enumerate(named) if a != b],
    )


days = st.none() | st.dates(date(2024, 11, 1), date(2026, 11, 23))


@given(lives(), days, days)
def test_every_count_is_that_of_its_list(
    facts: Facts, since: date | None, until: date | None
) -> None:
    found = count(facts, Period(since, until))
    for figure in found.figures.values():
        assert figure.count == sum(case.counts for case in figure.cases)
        assert figure.of in (None, len(figure.cases))
        assert all(case.counts for case in figure.cases) or figure.share
        in_order = [case.at for case in figure.cases]
        assert in_order == sorted(in_order, reverse=True)
    # From asking to meeting it never grows.
    assert found["requests"].count == found["replies"].of == found["meetings"].of
    assert found["requests"].count >= found["replies"].count >= found["meetings"].count
    meetings = found["meetings_a_month"]
    by_month = months(meetings, found.period, NOW, 1000)
    assert sum(n for _day, n in by_month) == meetings.count
    days = [day for day, _count in by_month]
    assert days == sorted(set(days))
    led = {case.id for case in found["meetings"].cases if case.counts}
    others = {case.id for case in found["other_meetings"].cases}
    assert not led & others
    assert {case.id for case in meetings.cases} - led == others
    assert found["names"].count <= found["introductions"].count
    for write in (markdown, plain):
        assert f"{meetings.count}" in write(found, NOW, 3)


@given(lives(), days)
def test_two_parts_of_time_are_the_whole(facts: Facts, day: date | None) -> None:
    whole = count(facts)
    if day is None:
        return
    before = count(facts, Period(None, day - timedelta(days=1)))
    after = count(facts, Period(day, None))
    for name in ("requests", "meetings_a_month", "introductions", "replies", "meetings", "names"):
        assert before[name].count + after[name].count == whole[name].count, name


def test_a_file_shows_words_as_they_are() -> None:
    found = count(Facts(given=[Given(GivenKind.GIVE, 1, 1, ago(3), "*a* [b](c)\x1b[2J\n# d")]))
    text = markdown(found, NOW, 3)
    assert "\\*a\\* \\[b\\](c)␛\\[2J \\# d" in text
    assert "- **Meetings a month** 0: " in text
    assert "(your aim: 3)" in text
    assert "\x1b" not in plain(found, NOW)
