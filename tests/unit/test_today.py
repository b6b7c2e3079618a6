from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infoview_tui.domain.due import (
    Advised,
    Due,
    Group,
    Kind,
    Named,
    Rehearsed,
    World,
    counts,
    heading,
    one_a_person,
)
from infoview_tui.domain.followup import AdviceState, Letter, Promise, Side
from infoview_tui.domain.interviews import Attendee, Interview, Mode, Pause
from infoview_tui.domain.notes import Note, NoteKind
from infoview_tui.domain.rhythm import Acquaintance
from infoview_tui.domain.today import first_of_today, today

LISBON = ZoneInfo("Europe/Lisbon")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=LISBON)  # a Monday
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
DANA = Attendee(1, "Dana Okafor")
KOFI = Attendee(2, "Kofi Mensah")


def utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def talk(**values: Any) -> Interview:
    base: dict[str, Any] = {"id": 12, "uid": "i", "people": (DANA,)}
    return Interview(**(base | values))


def booked(starts: datetime, **values: Any) -> World:
    created = utc(starts) - 10 * DAY
    return World(
        NOW, interviews=(talk(**({"starts_at": utc(starts), "created_at": created} | values)),)
    )


def running(used: timedelta, **values: Any) -> World:
    return World(NOW, interviews=(talk(started_at=utc(NOW) - used, **values),))


def ended(ago: timedelta, now: datetime = NOW, **values: Any) -> World:
    end = utc(now) - ago
    return World(now, interviews=(talk(started_at=end - 20 * MINUTE, ended_at=end, **values),))


def debriefed(ago: timedelta, **values: Any) -> World:
    return ended(ago, debriefed_at=utc(NOW), **values)


def promised(side: Side, due: date, **values: Any) -> World:
    promise = Promise(5, "p", 1, side, "send the list", due, person="Dana Okafor")
    return World(NOW, promises=(replace(promise, **values),))


def asked(sent: datetime, now: datetime = NOW) -> World:
    letter = Letter(7, "l", 3, "request_cold", "s", "b", sent_at=utc(sent), person="Ingrid Solheim")
    return World(now, requests=(letter,))


def named(at: datetime, now: datetime = NOW, introducer: str = "Dana Okafor") -> World:
    return World(now, named=(Named(9, 4, "Mai Tran", introducer, utc(at), 12),))


def known(quiet: int, **values: Any) -> World:
    last = utc(NOW) - quiet * DAY
    base: dict[str, Any] = {"thanked": True}
    return World(NOW, acquaintances=(Acquaintance(6, "Priya Raman", last, **(base | values)),))


def at(day: int, hour: int = 12, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LISBON)


CASES: list[tuple[str, World, list[tuple[str, str, str, str]]]] = [
    (
        "running",
        running(7 * MINUTE + timedelta(seconds=20)),
        [("running:12", "running", "Meet Dana Okafor", "12 min left, enter returns")],
    ),
    ("its last second", running(20 * MINUTE), [("running:12", "running", "", "0 min left, ")]),
    ("over time", running(23 * MINUTE), [("running:12", "running", "", "3 min over, ")]),
    (
        "paused",
        running(7 * MINUTE, pauses=(Pause(1, "p", 12, utc(NOW) - 2 * MINUTE),), mode=Mode.VIDEO),
        [("running:12", "running", "", "paused, 15 min left, ")],
    ),
    (
        "a minute before it is forgotten",
        running(4 * HOUR + 19 * MINUTE),
        [("running:12", "", "", "")],
    ),
    (
        "forgotten",
        running(4 * HOUR + 20 * MINUTE),
        [
            (
                "recover:12",
                "late 4 h",
                "Say when the talk with Dana Okafor ended",
                "begun today 07:40, never ended",
            )
        ],
    ),
    ("cancelled while running", running(HOUR, cancelled_at=utc(NOW)), []),
    (
        "ended now",
        ended(timedelta(0)),
        [("debrief:12", "today", "Debrief: Dana Okafor", "ended now, while it is fresh")],
    ),
    (
        "ended two hours ago",
        ended(2 * HOUR),
        [("debrief:12", "today", "", "ended 2 h ago, while it is fresh")],
    ),
    ("ended yesterday", ended(13 * HOUR), [("debrief:12", "late 1 d", "", "ended 13 h ago")]),
    ("a minute before thanks are late", ended(DAY - MINUTE), [("debrief:12", "late 1 d", "", "")]),
    ("as thanks are due", ended(DAY), [("debrief:12", "late 1 d", "", "")]),
    (
        "thanks late, not debriefed",
        ended(26 * HOUR),
        [("thank_you:12:1", "late 2 h", "Thank Dana Okafor", "26 h since you met, aim 24")],
    ),
    ("host, two days ago", ended(2 * DAY, host=True), [("debrief:12", "late 2 d", "", "")]),
    ("host, debriefed", debriefed(2 * DAY, host=True), []),
    ("thanked", ended(2 * DAY, thanked_at=utc(NOW)), []),
    (
        "debriefed at once",
        debriefed(timedelta(0)),
        [("thank_you:12:1", "today", "Thank Dana Okafor", "you just met, aim 24 h")],
    ),
    (
        "debriefed",
        debriefed(3 * HOUR),
        [("thank_you:12:1", "today", "", "3 h since you met, aim 24")],
    ),
    (
        "debriefed, a minute before late",
        debriefed(DAY - MINUTE),
        [("thank_you:12:1", "today", "", "")],
    ),
    ("debriefed, as thanks are due", debriefed(DAY), [("thank_you:12:1", "today", "", "")]),
    ("debriefed, late", debriefed(DAY + MINUTE), [("thank_you:12:1", "late 1 min", "", "")]),
    (
        "debriefed, days ago",
        debriefed(3 * DAY),
        [("thank_you:12:1", "late 2 d", "", "3 d since you met, aim 24 h")],
    ),
    (
        "two people",
        debriefed(3 * HOUR, people=(DANA, KOFI)),
        [("thank_you:12:1", "today", "", ""), ("thank_you:12:2", "today", "Thank Kofi", "")],
    ),
    (
        "two people, one thanked",
        replace(debriefed(3 * HOUR, people=(DANA, KOFI)), thanked=frozenset({(12, 1)})),
        [("thank_you:12:2", "today", "", "")],
    ),
    (
        "my promise late",
        promised(Side.MINE, date(2026, 11, 19)),
        [("promise_mine:5", "late 4 d", "Send the list", "promised Dana for Thu 19 Nov")],
    ),
    (
        "my promise yesterday",
        promised(Side.MINE, date(2026, 11, 22)),
        [("promise_mine:5", "late 1 d", "", "")],
    ),
    (
        "my promise today",
        promised(Side.MINE, date(2026, 11, 23)),
        [("promise_mine:5", "today", "", "")],
    ),
    (
        "my promise tomorrow",
        promised(Side.MINE, date(2026, 11, 24)),
        [("promise_mine:5", "tomorrow", "", "")],
    ),
    (
        "my promise in 7 days",
        promised(Side.MINE, date(2026, 11, 30)),
        [("promise_mine:5", "30 Nov", "", "")],
    ),
    ("my promise in 8 days", promised(Side.MINE, date(2026, 12, 1)), []),
    ("a promise kept", promised(Side.MINE, date(2026, 11, 19), kept_at=utc(NOW)), []),
    (
        "their promise in 3 days",
        promised(Side.THEIRS, date(2026, 11, 26)),
        [("promise_theirs:5", "Thu", "Dana Okafor: send the list", "offered for Thu 26 Nov")],
    ),
    (
        "their promise today",
        promised(Side.THEIRS, date(2026, 11, 23)),
        [("promise_theirs:5", "today", "", "offered for Mon 23 Nov; a gentle word")],
    ),
    (
        "their promise late",
        promised(Side.THEIRS, date(2026, 11, 22)),
        [("promise_theirs:5", "late 1 d", "", "")],
    ),
    ("asked, reminder in 8 days", asked(at(20)), []),
    (
        "asked, reminder tomorrow",
        asked(at(13)),
        [("reminder:7", "tomorrow", "Remind Ingrid Solheim", "sent Fri 13 Nov, no answer yet")],
    ),
    (
        "asked, reminder today",
        asked(at(12)),
        [("reminder:7", "today", "", "7 business days silent; once only")],
    ),
    (
        "asked, reminder late",
        asked(at(11)),
        [("reminder:7", "late 3 d", "", "silent since Wed 11 Nov; once only")],
    ),
    ("asked on a Sunday", asked(at(15)), [("reminder:7", "tomorrow", "", "")]),
    ("meeting the day after tomorrow", booked(at(25, 9)), [("meeting:12", "Wed 09:00", "", "")]),
    (
        "meeting tomorrow",
        booked(at(24, 14, 30)),
        [
            ("confirm:12", "today", "Confirm with Dana Okafor", "you meet tomorrow 14:30"),
            ("meeting:12", "tomorrow 14:30", "Dana Okafor", "phone, 20 min"),
        ],
    ),
    (
        "meeting tomorrow, confirmed",
        replace(booked(at(24, 14, 30)), confirmed=frozenset({12})),
        [("meeting:12", "tomorrow 14:30", "", "")],
    ),
    (
        "meeting tomorrow, agreed yesterday",
        booked(at(24), created_at=utc(at(22, 23, 59))),
        [("confirm:12", "today", "", ""), ("meeting:12", "tomorrow 12:00", "", "")],
    ),
    (
        "meeting tomorrow, agreed today",
        booked(at(24), created_at=utc(at(23, 0))),
        [("meeting:12", "tomorrow 12:00", "", "")],
    ),
    (
        "meeting I host tomorrow",
        booked(at(24), host=True),
        [("meeting:12", "tomorrow 12:00", "Dana Okafor", "you host, 20 min")],
    ),
    (
        "meeting in a minute",
        booked(at(23, 12, 1)),
        [
            ("meeting:12", "today 12:01", "Meet Dana Okafor", "phone, 20 min"),
            ("confirm:12", "late 1 d", "", "you meet today 12:01"),
        ],
    ),
    ("meeting now", booked(at(23, 12)), [("meeting:12", "today 12:00", "", "phone, 20 min")]),
    (
        "meeting a minute ago",
        booked(at(23, 11, 59)),
        [("meeting:12", "late 1 min", "Meet Dana", "agreed for 11:59, not started")],
    ),
    (
        "meeting missed today",
        booked(at(23, 7)),
        [("meeting:12", "late 5 h", "Write up Dana Okafor", "agreed for 07:00, phone")],
    ),
    (
        "meeting just over",
        booked(at(23, 11, 30), agreed_minutes=30, mode=Mode.IN_PERSON),
        [("meeting:12", "late 30 min", "Write up Dana", "agreed for 11:30, in person")],
    ),
    (
        "meeting missed yesterday",
        booked(at(22, 23)),
        [("meeting:12", "late 13 h", "Write up Dana Okafor", "agreed for Sun 23:00, phone")],
    ),
    (
        "meeting missed a month ago",
        booked(at(20, 9, month=10)),
        [("meeting:12", "late 4 wk", "Write up Dana Okafor", "agreed for 20 Oct, phone")],
    ),
    ("they did not come", booked(at(23, 7), missed_at=utc(NOW)), []),
    ("meeting cancelled", booked(at(24), cancelled_at=utc(NOW)), []),
    ("meeting at the end of day 7", booked(at(30, 23, 59)), [("meeting:12", "30 Nov", "", "")]),
    ("meeting at the start of day 8", booked(at(1, 0, month=12)), []),
    ("asked for, no time yet", World(NOW, interviews=(talk(),)), []),
    (
        "named just now",
        named(NOW),
        [
            (
                "introduction:9",
                "tomorrow 12:00",
                "Write to Mai Tran",
                "Dana named them; ask within 24 h",
            )
        ],
    ),
    ("named, a minute left", named(at(22, 12, 1)), [("introduction:9", "today 12:01", "", "")]),
    ("named 24 h ago", named(at(22, 12)), [("introduction:9", "today", "", "")]),
    ("named 26 h ago", named(at(22, 10)), [("introduction:9", "today", "", "")]),
    ("named two days ago", named(at(21, 12)), [("introduction:9", "late 1 d", "", "")]),
    (
        "named by one deleted",
        named(NOW, introducer=""),
        [("introduction:9", "", "", "Someone named")],
    ),
    ("quiet 82 days", known(82), []),
    (
        "quiet 87 days",
        known(87),
        [("check_in:6", "Thu", "Check in with Priya Raman", "last contact 87 d, rhythm 90 d")],
    ),
    ("quiet 90 days", known(90), [("check_in:6", "today", "", "")]),
    ("quiet 91 days", known(91), [("check_in:6", "late 1 d", "", "")]),
    ("own rhythm", known(31, cadence_days=30), [("check_in:6", "late 1 d", "", "rhythm 30 d")]),
    (
        "own rhythm, never thanked",
        known(30, cadence_days=30, thanked=False),
        [("check_in:6", "", "", "")],
    ),
    ("rhythm off", known(900, cadence_days=0), []),
    ("never thanked", known(900, thanked=False), []),
    (
        "inbox",
        World(NOW, inbox=(Note(3, "n", NoteKind.NOTE, "the loan register", utc(at(22, 18, 20))),)),
        [("inbox:3", "Sun 18:20", "the loan register", "no person yet")],
    ),
]


@pytest.mark.parametrize(("world", "rows"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_what_is_due_and_in_which_words(
    world: World, rows: list[tuple[str, str, str, str]]
) -> None:
    found = today(world)
    assert [row.key for row in found] == [key for key, *_ in rows]
    for row, (_, badge, what, why) in zip(found, rows, strict=True):
        assert row.badge == (badge or row.badge)
        assert what in row.what
        assert why in row.why


NEXT = {
    *("my promise tomorrow", "my promise in 7 days", "their promise in 3 days"),
    *("asked, reminder tomorrow", "asked on a Sunday", "meeting the day after tomorrow"),
    *("meeting tomorrow, confirmed", "meeting tomorrow, agreed today", "meeting I host tomorrow"),
    *("meeting at the end of day 7", "named just now", "named, a minute left"),
    *("named by one deleted", "quiet 87 days"),
}


@pytest.mark.parametrize(
    ("name", "world"), [(c[0], c[1]) for c in CASES if len(c[2]) == 1 and c[0] != "inbox"]
)
def test_each_row_stands_under_its_heading(name: str, world: World) -> None:
    (row,) = today(world)
    assert row.group is (Group.NEXT if name in NEXT else Group.DUE)
    assert row.overdue == row.badge.startswith("late")


def test_a_row_says_what_scripts_and_the_narrow_screen_need() -> None:
    world = replace(booked(at(24, 14, 30)), readiness={12: "ready 6/8"}, confirmed=frozenset({12}))
    (row,) = today(world)
    assert row == Due(
        Kind.MEETING,
        "meeting:12",
        "Dana Okafor",
        1,
        12,
        None,
        at(24, 14, 30),
        False,
        "tomorrow 14:30",
        "Dana Okafor",
        "phone, 20 min",
        "14:30 phone",
        "ready 6/8",
        Group.NEXT,
    )
    assert row.day_badge == "tomorrow"
    (late,) = today(ended(26 * HOUR))
    assert (late.why_short, late.day_badge) == ("26 h, aim was 24", "late 2 h")
    (promise,) = today(promised(Side.MINE, date(2026, 11, 19)))
    assert (promise.due, promise.target_id, promise.why_short) == (
        date(2026, 11, 19),
        5,
        "for Thu 19 Nov",
    )


def test_24_hours_are_24_hours_when_the_clocks_go_back() -> None:
    # Lisbon, 25 October 2026: 02:00 comes back as 01:00.
    end = datetime(2026, 10, 24, 14, 0, tzinfo=LISBON)
    due = datetime(2026, 10, 25, 13, 0, tzinfo=LISBON)
    for now, late in ((due - MINUTE, False), (due, False), (due + MINUTE, True)):
        (row,) = today(ended(utc(now) - utc(end), now, debriefed_at=utc(end)))
        assert row.overdue is late
        assert row.due == due


def test_a_meeting_in_the_hour_that_comes_twice_is_late_only_after_its_own() -> None:
    second = datetime(2026, 10, 25, 1, 30, fold=1, tzinfo=LISBON)
    world = World(
        datetime(2026, 10, 25, 1, 45, tzinfo=LISBON), interviews=(talk(starts_at=utc(second)),)
    )
    rows = [row for row in today(world) if row.kind is Kind.MEETING]
    assert [row.overdue for row in rows] == [False]


def test_the_day_is_that_of_the_user() -> None:
    at_utc = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)
    for zone, badge in (("America/New_York", "today 19:30"), ("Asia/Tokyo", "tomorrow 09:30")):
        now = datetime(2026, 11, 23, 12, tzinfo=UTC).astimezone(ZoneInfo(zone))
        world = World(now, interviews=(talk(starts_at=at_utc, created_at=utc(now)),))
        assert [row.badge for row in today(world)] == [badge]


def rehearsing(starts: datetime, now: datetime = NOW, **values: Any) -> World:
    run = values.pop("run", None)
    written = Rehearsed("the introduction", utc(run) if run else None, 34 if run else None)
    return replace(booked(starts, **values), now=now, rehearsed={12: written})


def rehearsals(world: World) -> list[tuple[str, str, str, bool]]:
    rows = [row for row in today(world) if row.kind is Kind.REHEARSAL]
    return [(row.badge, row.why, row.why_short, row.overdue) for row in rows]


def test_the_day_before_asks_for_one_run_through() -> None:
    eve = [("today", "Dana Okafor is tomorrow, last 34 s", "Dana tomorrow", False)]
    assert rehearsals(rehearsing(at(24, 14, 30), run=at(22, 23, 59))) == eve
    assert rehearsals(rehearsing(at(24, 14, 30), run=at(23, 0))) == []
    assert rehearsals(rehearsing(at(25, 14, 30), run=at(20))) == []
    never = rehearsing(at(23, 14, 30))
    words = ("today", "Dana Okafor is today 14:30, never run", "Dana today 14:30", False)
    assert rehearsals(never) == [words]
    assert rehearsals(rehearsing(at(23, 12))) == []
    assert rehearsals(replace(never, rehearsed={})) == []
    assert rehearsals(rehearsing(at(24, 14), host=True)) == []
    assert rehearsals(rehearsing(at(24, 14), cancelled_at=utc(NOW))) == []
    (row,) = [row for row in today(never) if row.kind is Kind.REHEARSAL]
    assert (row.key, row.what) == ("rehearsal:12", "Rehearse the introduction")


def test_a_rehearsal_neither_hides_a_row_nor_is_hidden() -> None:
    rows = one_a_person(today(rehearsing(at(24, 14, 30))))
    assert [row.kind for row in rows] == [Kind.CONFIRM, Kind.REHEARSAL, Kind.MEETING]


def everything() -> World:
    me = running(MINUTE, id=1, people=(KOFI,)).interviews
    forgotten = running(9 * HOUR, id=2, people=(Attendee(20, "Forgotten"),)).interviews
    fresh = ended(HOUR, id=3, people=(Attendee(21, "Fresh"),)).interviews
    unthanked = ended(26 * HOUR, id=4).interviews
    meeting = booked(at(23, 15), id=5, people=(KOFI,), created_at=utc(NOW)).interviews
    ahead = booked(at(25, 17), id=6, people=(Attendee(22, "Zofia Nowak"),)).interviews
    promises = (
        *promised(Side.MINE, date(2026, 11, 22), id=1).promises,
        *promised(Side.MINE, date(2026, 11, 19), id=2, person_id=30).promises,
        *promised(Side.MINE, date(2026, 11, 23), id=3, person_id=2).promises,
        *promised(Side.MINE, date(2026, 11, 25), id=4, person_id=31).promises,
    )
    notes = tuple(Note(id, "n", NoteKind.NOTE, "x", utc(NOW) - id * HOUR) for id in (1, 2))
    return World(
        NOW,
        interviews=(*ahead, *meeting, *unthanked, *fresh, *forgotten, *me),
        promises=promises,
        requests=asked(at(12)).requests,
        acquaintances=known(87).acquaintances,
        inbox=notes,
    )


def test_the_order_is_running_recover_thanks_late_today_then_by_moment() -> None:
    assert [row.key for row in today(everything())] == [
        *("running:1", "recover:2", "thank_you:4:1", "debrief:3"),
        *("promise_mine:2", "promise_mine:1"),
        *("meeting:5", "promise_mine:3", "reminder:7"),
        *("meeting:6", "promise_mine:4", "check_in:6"),
        *("inbox:1", "inbox:2"),
    ]


def test_late_comes_before_today_even_when_it_was_due_later() -> None:
    world = replace(named(at(22, 10)), interviews=booked(at(23, 11)).interviews)
    assert [row.key for row in today(world)] == ["meeting:12", "introduction:9"]


def test_one_row_a_person_but_no_promise_hides_a_meeting() -> None:
    rows = today(everything())
    kept = [row.key for row in one_a_person(rows)]
    hidden = {"promise_mine:1", "promise_mine:3"}
    assert kept == [row.key for row in rows if row.key not in hidden]


def test_a_snoozed_row_stays_away_and_only_that() -> None:
    world = everything()
    snoozed = replace(world, snoozed=frozenset({"thank_you:4:1", "inbox:2"}))
    gone = {row.key for row in today(world)} - {row.key for row in today(snoozed)}
    assert gone == {"thank_you:4:1", "inbox:2"}


def test_the_heading_counts_what_is_due() -> None:
    rows = today(everything())
    assert counts(rows) == "9, four late"
    assert heading(one_a_person(rows), NOW) == "Due, Mon 23 Nov · 7, three late"
    assert counts(today(ended(26 * HOUR))) == "1, one late"
    assert counts(today(ended(HOUR))) == "1"
    assert counts(today(World(NOW))) == "nothing"
    (row,) = today(ended(26 * HOUR))
    assert counts([row] * 11) == "11, 11 late"


def test_a_promise_without_words_or_person_is_still_a_row() -> None:
    (row,) = today(promised(Side.MINE, date(2026, 11, 23), body="", person=""))
    assert row.why == "promised for Mon 23 Nov"


moments = st.datetimes(
    datetime(1990, 1, 1), datetime(2150, 1, 1), timezones=st.just(UTC)
) | st.timedeltas(-20 * DAY, 20 * DAY).map(lambda gone: utc(NOW) + gone)
maybe = st.none() | moments
days = moments.map(lambda moment: moment.date())
names = st.text(max_size=20)
ids = st.integers(1, 5)
people = st.lists(st.builds(Attendee, id=ids, name=names), max_size=3).map(tuple)
interviews = st.builds(
    Interview,
    id=ids,
    uid=names,
    agreed_minutes=st.integers(1, 24 * 60),
    mode=st.sampled_from(Mode),
    host=st.booleans(),
    starts_at=maybe,
    started_at=maybe,
    ended_at=maybe,
    debriefed_at=maybe,
    thanked_at=maybe,
    created_at=maybe,
    people=people,
    pauses=st.lists(
        st.builds(Pause, id=ids, uid=names, interview_id=ids, started_at=moments, ended_at=maybe),
        max_size=2,
    ).map(tuple),
)
worlds = st.builds(
    World,
    now=st.builds(
        lambda moment, zone: moment.astimezone(ZoneInfo(zone)),
        moments,
        st.sampled_from(["Europe/Lisbon", "Asia/Kathmandu", "Pacific/Apia", "UTC"]),
    ),
    interviews=st.lists(interviews, max_size=4).map(tuple),
    rehearsed=st.dictionaries(
        ids, st.builds(Rehearsed, st.just("your cards"), maybe, st.none() | st.integers(0, 99))
    ),
    promises=st.lists(
        st.builds(
            Promise,
            id=ids,
            uid=names,
            person_id=ids,
            side=st.sampled_from(Side),
            body=names,
            due=days | st.sampled_from([date.min, date.max]),
            person=names,
        ),
        max_size=3,
    ).map(tuple),
    requests=st.lists(
        st.builds(
            Letter,
            id=ids,
            uid=names,
            person_id=ids,
            kind=st.just("request_cold"),
            subject=names,
            body=names,
            sent_at=maybe,
            person=names,
        ),
        max_size=3,
    ).map(tuple),
    named=st.lists(
        st.builds(
            Named, introduction_id=ids, person_id=ids, person=names, introducer=names, at=moments
        ),
        max_size=3,
    ).map(tuple),
    acquaintances=st.lists(
        st.builds(
            Acquaintance,
            person_id=ids,
            person=names,
            last_contact=moments,
            thanked=st.booleans(),
            cadence_days=st.none() | st.integers(-5, 200) | st.just(2**40),
        ),
        max_size=3,
    ).map(tuple),
    advice=st.lists(
        st.builds(
            Advised,
            advice_id=ids,
            person_id=ids,
            person=names,
            body=names.filter(bool),
            state=st.sampled_from(AdviceState),
            at=moments,
        ),
        max_size=3,
    ).map(tuple),
    inbox=st.lists(
        st.builds(Note, id=ids, uid=names, kind=st.sampled_from(NoteKind), body=names, at=moments),
        max_size=3,
    ).map(tuple),
)


FREE = (Kind.MEETING, Kind.REHEARSAL)


@settings(max_examples=150, deadline=None)
@given(worlds)
def test_any_world_gives_rows_with_a_reason_in_order(world: World) -> None:
    rows = today(world)
    assert all(row.why and row.why_short and row.badge for row in rows)
    groups = [list(Group).index(row.group) for row in rows]
    assert groups == sorted(groups)
    last = world.now.date() + 7 * DAY
    for row in rows:
        assert (row.due is None) is (row.kind is Kind.INBOX)
        if row.group is Group.NEXT:
            assert row.due is not None
            assert not row.overdue
            day = row.due.date() if isinstance(row.due, datetime) else row.due
            assert world.now.date() <= day <= last
    due = [row for row in one_a_person(rows) if row.group is Group.DUE]
    owed = [row.person_id for row in due if row.person_id and row.kind not in FREE]
    assert len(owed) == len(set(owed))


@settings(max_examples=150, deadline=None)
@given(worlds)
def test_what_today_begins_with_is_known_without_the_rest(world: World) -> None:
    first = first_of_today(world)
    rows = today(world)
    assert first == rows[: len(first)]
    urgent = (Kind.RUNNING, Kind.RECOVER, Kind.THANK_YOU, Kind.DEBRIEF)
    assert not [row for row in rows[len(first) :] if row.group is Group.DUE and row.kind in urgent]
