from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_tui.domain.due import AskedOfMe, Due, Group, Habits, Kind, World
from infoview_tui.domain.hosting import Answer, AskedLine, GiveBack, read_request
from infoview_tui.domain.interviews import Attendee, Interview, Mode
from infoview_tui.domain.points import TalkingPoint, for_seekers
from infoview_tui.domain.preparation import Item
from infoview_tui.domain.readiness import GateName, Prepared, gates, ready
from infoview_tui.domain.text import clean_line
from infoview_tui.domain.today import today

LISBON = ZoneInfo("Europe/Lisbon")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=LISBON)  # a Monday
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("Zofia Nowak, a talk about pay", AskedLine("Zofia Nowak", "a talk about pay")),
        (
            " Zofia ,  pay, rent, and hours , by e-mail",
            AskedLine("Zofia", "pay, rent, and hours", "by e-mail"),
        ),
        ("Zofia, pay, on LinkedIn", AskedLine("Zofia", "pay", "on LinkedIn")),
        ("Zofia, pay, in person", AskedLine("Zofia", "pay", "in person")),
        ("Zofia, by phone", AskedLine("Zofia", "", "by phone")),
        ("Zofia", AskedLine("Zofia", "")),
        # What they want may begin like a way, but a way is few words at the end.
        (
            "Zofia, to hear, on which of my two plans I should go",
            AskedLine("Zofia", "to hear, on which of my two plans I should go"),
        ),
        (" , pay", None),
        ("", None),
    ],
)
def test_a_request_is_read_from_one_line(line: str, read: AskedLine | None) -> None:
    assert read_request(line) == read


@given(st.text())
def test_nothing_that_is_typed_is_lost(line: str) -> None:
    read = read_request(line)
    kept = "" if read is None else f"{read.name}{read.body}{read.channel}"
    assert read is None or read.name
    if read is not None:
        # All but the commas and blanks between the parts.
        assert re.sub(r"[\s,]", "", kept) == re.sub(r"[\s,]", "", clean_line(line))


def test_the_answers_follow_each_other_and_open_is_left_for_good() -> None:
    answer, seen = Answer.OPEN, []
    for _ in range(5):
        answer = answer.after
        seen.append(answer)
    assert seen[:4] == [*Answer][1:]
    assert seen[4] is Answer.ACCEPTED
    assert [each.yes for each in Answer] == [False, True, True, False, False]
    assert [each.letter for each in Answer] == ["yes", "yes", "yes", "not_now", "not_now"]


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 50))
def test_the_aim_is_never_more_than_was_received(received: int, hosted: int, aim: int) -> None:
    owed = GiveBack(received, hosted).owed(aim)
    assert 0 <= owed <= received
    assert not owed or (received >= aim * (hosted + owed) and aim)
    assert GiveBack(received, hosted + owed).owed(aim) == 0


@pytest.mark.parametrize(
    ("audience", "is_for_them"),
    [("seekers", True), ("curators, Seekers", True), ("a seeker", True), ("curators", False)],
)
def test_a_story_is_a_card_for_seekers(audience: str, is_for_them: bool) -> None:
    assert for_seekers(TalkingPoint(1, "", 1, "x", audience=audience)) is is_for_them


# What Today says.


def asked(days: int, **values: object) -> AskedOfMe:
    at = (NOW - days * DAY).astimezone(UTC)
    return replace(AskedOfMe(5, 12, 1, "Zofia Nowak", at), **values)  # type: ignore[arg-type]


def rows(*requests: AskedOfMe, habits: Habits | None = None) -> list[Due]:
    return list(today(World(NOW, asked_of_me=requests, habits=habits or Habits())))


def said(row: Due) -> tuple[str, str, str]:
    return row.badge, row.what, row.why


def test_an_open_request_is_due_after_two_business_days() -> None:
    [row] = rows(asked(4))
    assert said(row) == ("today", "Answer Zofia Nowak", "asked Thu 19 Nov; 2 business days")
    assert (row.kind, row.key, row.interview_id) == (Kind.REQUEST, "request:5", 12)
    assert (row.group, row.overdue) == (Group.DUE, False)
    [row] = rows(asked(3))
    assert (row.badge, row.group) == ("tomorrow", Group.NEXT)
    [row] = rows(asked(5))
    assert (row.badge, row.overdue) == ("late 3 d", True)
    [row] = rows(asked(5), habits=Habits(holidays=frozenset({NOW.date() - 3 * DAY})))
    assert row.badge == "today"


def test_a_yes_wants_a_time_two_business_days_after_the_last_word() -> None:
    yes = {"answer": Answer.ACCEPTED, "answered_at": (NOW - 5 * DAY).astimezone(UTC)}
    [row] = rows(asked(9, **yes))
    assert said(row) == ("late 3 d", "Book Zofia Nowak", "you said yes Wed 18 Nov, no time yet")
    [row] = rows(asked(9, **yes, told_at=(NOW - DAY).astimezone(UTC)))
    assert row.badge == "tomorrow"


@pytest.mark.parametrize("no", [Answer.PASSED_ON, Answer.NOT_NOW])
def test_a_no_is_told_and_then_rests(no: Answer) -> None:
    values = {"answer": no, "answered_at": (NOW - DAY).astimezone(UTC)}
    [row] = rows(asked(9, **values))
    assert row.what == "Tell Zofia your answer"
    assert "Zofia does not know yet" in row.why
    assert rows(asked(9, **values, told_at=NOW.astimezone(UTC))) == []


@pytest.mark.parametrize(("days", "is_asked"), [(29, False), (30, True), (43, True), (44, False)])
def test_a_month_later_one_asks_once_how_it_went(days: int, is_asked: bool) -> None:
    ended = (NOW - days * DAY).astimezone(UTC)
    talk = Interview(12, "", host=True, ended_at=ended, people=(Attendee(1, "Zofia Nowak"),))
    found = list(today(World(NOW, unheard=(talk,))))
    assert [(r.key, r.what, r.overdue) for r in found] == [
        ("hear:12", "Ask Zofia how it went", False)
    ] * is_asked


# How ready a host is.


def test_a_host_has_gates_of_their_own() -> None:
    talk = Interview(1, "", host=True, mode=Mode.PHONE)
    cards = [TalkingPoint(n, "", n, "x") for n in range(3)]
    item = Item(1, "", 1, 1, "Does it pay?")
    full = Prepared(replace(talk, starts_at=NOW), items=[item], cards=cards, names=2)
    assert ready(gates(Prepared(talk), NOW)) == "ready 0/4"
    assert ready(gates(full, NOW)) == "ready 4/4"
    for name, less in (
        (GateName.AGREED, replace(full, interview=talk)),
        (GateName.STORIES, replace(full, cards=cards[:2])),
        (GateName.NAMES, replace(full, names=1)),
        (GateName.THEIRS, replace(full, items=[])),
    ):
        assert [gate.name for gate in gates(less, NOW) if not gate.passed] == [name]
