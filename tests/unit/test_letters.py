import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_tui.domain.letters import (
    OPTIONAL,
    advised_clause,
    day_words,
    fill,
    gaps,
    key_point_clause,
    minutes_words,
    offer_line,
    promise_line,
    thank_you_values,
    to_do_clause,
    words,
)

SUBJECT = "Thank you for {day_possessive} conversation"
BODY = """\
Dear {their_first},

Thank you for the time you gave me {day_phrase}{extra_time_clause}. What stayed with me is \
{key_point} – [what it changed in your thinking].

I am going to [the next step you will take because of it], and will tell you how it goes.

{my_promise_line}
{their_offer_line}
{names_line}

With real appreciation,
{my_name}"""
SUNDAY = date(2026, 11, 22)
PLACEHOLDER = re.compile(r"\{[a-z][a-z0-9_]*\}")


def facts(
    today: date = SUNDAY + timedelta(days=2), extra_minutes: int = 0, **noted: list[str]
) -> dict[str, str]:
    return thank_you_values(
        first_name="Dana",
        my_name="Wren Castillo",
        met=SUNDAY,
        today=today,
        extra_minutes=extra_minutes,
        **noted,
    )


def test_a_thank_you_with_everything_reads_like_a_letter() -> None:
    known = facts(
        extra_minutes=5,
        key_points=["that a certificate counts more than a second degree.", "something else"],
        promises=["a summary of what I hear from others", "tell Priya she was right"],
        offers=["the loan form"],
        names=["Mai Tran", "Selu Tupou"],
    )
    assert fill(SUBJECT, known) == "Thank you for Sunday's conversation"
    assert (
        fill(BODY, known)
        == """\
Dear Dana,

Thank you for the time you gave me on Sunday, and for the extra five minutes. What stayed with me \
is that a certificate counts more than a second degree – [what it changed in your thinking].

I am going to [the next step you will take because of it], and will tell you how it goes.

I will send you a summary of what I hear from others. I will tell Priya she was right.
Thank you for offering the loan form.
I will write to Mai Tran and Selu Tupou.

With real appreciation,
Wren Castillo"""
    )


def test_a_thank_you_without_notes_has_one_more_gap_and_no_empty_lines() -> None:
    known = facts(today=SUNDAY)
    assert fill(SUBJECT, known) == "Thank you for today's conversation"
    assert (
        fill(BODY, known)
        == """\
Dear Dana,

Thank you for the time you gave me today. What stayed with me is [key point] – [what it changed \
in your thinking].

I am going to [the next step you will take because of it], and will tell you how it goes.

With real appreciation,
Wren Castillo"""
    )


def test_hostile_values_stay_plain_text_on_one_line() -> None:
    hostile = {"a": "{b} [gap] {{c}}\nBcc: x@example.org", "b": "no"}
    filled = fill("{a}{b}", hostile)
    assert filled == "(b) (gap) ((c)) Bcc: x@example.orgno"
    assert gaps(filled) == ()


def test_an_empty_value_is_a_gap_unless_the_placeholder_is_optional() -> None:
    assert fill("I am {my_line}{extra_time_clause}.", {"my_line": " "}) == "I am [my line]."
    assert fill("a\n\n{names_line}\n\nb", {}) == "a\n\nb"


def test_an_optional_line_without_a_value_does_not_split_its_paragraph() -> None:
    known = {"my_promise_line": "One.", "names_line": "Three."}
    template = "{my_promise_line}\n{their_offer_line}\n{names_line}"
    assert fill(template, known) == "One.\nThree."


def test_a_stray_brace_cannot_make_a_placeholder() -> None:
    assert fill("{{their_role}} {a{their_role}}", {"their_role": "b"}) == "(b) (ab)"


parts = st.one_of(
    st.sampled_from(
        ["{their_role}", "{names_line}", "[say it]", "{", "}", "\n", "\n\n\n", "{A b}"]
    ),
    st.text(max_size=8),
)
values = st.text(max_size=30) | st.sampled_from(["{their_role}", "[gap]", "{{x}}", "a\n\n\n\nb"])


@given(st.lists(parts).map("".join), st.dictionaries(st.from_regex(r"[a-z_]{1,3}"), values), values)
def test_filling_never_fails_and_leaves_no_placeholder(
    template: str, known: dict[str, str], role: str
) -> None:
    filled = fill(template, known | {"their_role": role})
    assert not PLACEHOLDER.search(filled)
    assert "\n\n\n" not in filled


@given(
    st.lists(st.sampled_from(["their_role", "my_name", "field", "names_line"])),
    st.dictionaries(st.sampled_from(["their_role", "my_name", "names_line"]), values),
    st.integers(0, 4),
)
def test_there_are_as_many_gaps_as_things_unknown_or_left_to_the_writer(
    names: list[str], known: dict[str, str], own: int
) -> None:
    template = " ".join([f"{{{name}}}" for name in names] + ["[your words]"] * own)
    unknown = [n for n in names if n not in OPTIONAL and not known.get(n, "").strip()]
    assert len(gaps(fill(template, known))) == len(unknown) + own


@given(st.text())
def test_a_gap_is_where_it_says(text: str) -> None:
    for gap in gaps(text + "[here]" + text):
        assert (text + "[here]" + text)[gap.start : gap.end] == f"[{gap.label}]"


def test_empty_brackets_are_no_gap() -> None:
    assert [gap.label for gap in gaps("[] [one] [two\nlines] [")] == ["one", "two\nlines"]


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("", 0),
        ("Dear Dana,", 0),
        ("Dear Dana,\n\nThank you – so much.\n\nYours,\nWren Castillo", 4),
        ("Dear Dana,\n\nThank you.\n\nYours,\n\nWren", 2),
        ("Thank you, [all of you].", 3),
        ("{day_phrase}, then", 2),
    ],
)
def test_words_leave_out_greeting_and_sign_off(body: str, count: int) -> None:
    assert words(body) == count


@pytest.mark.parametrize(
    ("days", "phrase", "possessive"),
    [
        (0, "today", "today's"),
        (1, "yesterday", "yesterday's"),
        (2, "on Sunday", "Sunday's"),
        (6, "on Sunday", "Sunday's"),
        (7, "on 22 November", "our"),
        (-1, "on 22 November", "our"),
    ],
)
def test_the_day_is_named_as_one_would_say_it(days: int, phrase: str, possessive: str) -> None:
    assert day_words(SUNDAY, SUNDAY + timedelta(days=days)) == (phrase, possessive)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (1, "one minute"),
        (20, "twenty minutes"),
        (45, "forty-five minutes"),
        (99, "ninety-nine minutes"),
        (100, "100 minutes"),
        (-3, "-3 minutes"),
    ],
)
def test_minutes_are_said_in_words(minutes: int, said: str) -> None:
    assert minutes_words(minutes) == said


@pytest.mark.parametrize(
    ("note", "clause"),
    [
        ("certificate counts more. ", "this: certificate counts more"),
        ("how Dana got in", "how Dana got in"),
        ("Howard's advice", "this: Howard's advice"),
        ("", ""),
        (" . ", ""),
    ],
)
def test_a_key_point_reads_on(note: str, clause: str) -> None:
    assert key_point_clause(note) == clause


@pytest.mark.parametrize(
    ("notes", "line"),
    [
        ([], ""),
        ([" . "], ""),
        (["A summary."], "I will send you a summary."),
        (["I will write to Mai"], "I will write to Mai."),
        (["I'll ring", "Send it"], "I will ring. I will send it."),
        (
            ["summary {0}", "Will Smith's number"],
            "I have not forgotten what I promised: summary {0}; Will Smith's number.",
        ),
    ],
)
def test_promises_become_sentences(notes: list[str], line: str) -> None:
    assert promise_line(notes) == line


@pytest.mark.parametrize(
    ("note", "line"),
    [
        ("the loan form", "Thank you for offering the loan form."),
        ("will introduce me to Selu", "Thank you for offering to introduce me to Selu."),
        ("she'll look at my draft", "Thank you for offering to look at my draft."),
        ("loan-form example", "Thank you for your offer: loan-form example."),
    ],
)
def test_offers_are_thanked_for(note: str, line: str) -> None:
    assert offer_line([note]) == line


@pytest.mark.parametrize(
    ("names", "line"),
    [
        ([], ""),
        (["Mai"], "I will write to Mai."),
        (["Mai", "Selu", "Bo"], "I will write to Mai, Selu and Bo."),
    ],
)
def test_names_are_listed(names: list[str], line: str) -> None:
    assert facts(names=names)["names_line"] == line


@pytest.mark.parametrize(
    ("offer", "clause"),
    [
        ("introduce me to Selu", "introduce me to Selu"),
        ("will send the form.", "send the form"),
        ("the loan form", "send me the loan form"),
        ("loan-form example", "help me with loan-form example"),
        ("", ""),
    ],
)
def test_an_offer_follows_to(offer: str, clause: str) -> None:
    assert to_do_clause(offer) == clause


@pytest.mark.parametrize(
    ("advice", "clause"),
    [
        ("Learn the forms by heart.", "learn the forms by heart"),
        ("to learn the forms", "learn the forms"),
        ("a certificate first", "think of a certificate first"),
        ("how loans travel", "think of how loans travel"),
    ],
)
def test_advice_follows_to(advice: str, clause: str) -> None:
    assert advised_clause(advice) == clause
