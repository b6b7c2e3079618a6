from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from infoview_tui.content.library import letter_template, letter_templates
from infoview_tui.domain.letter_advice import MOST_WORDS, REQUESTS, Known, advice
from infoview_tui.domain.letters import fill, thank_you_values, words


def checks(body: str, kind: str = "thank_you", **known: Any) -> dict[str, bool]:
    return {check.text: check.ok for check in advice(kind, body, Known(**known))}


def thanks(**noted: Any) -> str:
    values = thank_you_values(
        first_name="Dana",
        my_name="Wren",
        met=date(2026, 11, 22),
        today=date(2026, 11, 24),
        **noted,
    )
    return fill(letter_template("thank_you").body, values)


def test_a_filled_thank_you_names_what_was_noted() -> None:
    noted: dict[str, Any] = {
        "key_points": ["certificate counts more"],
        "promises": ["a summary"],
        "offers": ["the loan form"],
    }
    body = thanks(**noted)
    assert checks(body, "thank_you", **noted) == {
        "one specific thing": True,
        "their offer named": True,
        "my promise named": True,
        "no new request": True,
        f"{words(body)} of 150 words": True,
        "2 gaps": False,
    }
    toured = noted | {"offers": ["a tour of the store"]}
    assert not checks(body, "thank_you", **toured)["their offer named"]
    assert not checks(body, key_points=["light levels"])["one specific thing"]


def test_nothing_noted_asks_only_that_no_gap_is_left() -> None:
    assert checks("Thank you [for what].") == {
        "one specific thing": False,
        "no new request": True,
        "3 of 150 words": True,
        "1 gap": False,
    }
    assert checks("Thank you for the tour.")["one specific thing"]
    assert checks("Thank you for the tour.")["no gaps"]


@pytest.mark.parametrize("ask", ["Could you call her?", "would you read it", "May I ask for more"])
def test_a_new_request_is_seen(ask: str) -> None:
    assert not checks(f"Thank you. {ask}")["no new request"]


def test_words_inside_a_gap_say_nothing_yet() -> None:
    assert not checks("[could you] [certificate counts]", key_points=["certificate counts"])[
        "one specific thing"
    ]
    assert checks("[could you]")["no new request"]


def test_other_letters_are_only_counted() -> None:
    assert [c.text for c in advice("reminder", "Could you? [a] [b]")] == ["2 gaps"]


def test_a_request_names_who_sent_you_and_how_long() -> None:
    body = "Hello Kofi,\n\nPriya thought of you. Could I ask five questions in 20 minutes?"
    assert checks(body, "request_introduced", introducer="Priya Raman") == {
        "names Priya, who sent you": True,
        "something only they would read": True,
        "asks for a number of minutes": True,
        "no job words": True,
        "12 of 100 words": True,
        "no gaps": True,
    }
    assert not checks(body, "request_introduced", introducer="Dana")["names Dana, who sent you"]
    assert not checks("Have you time? [why them]", "request_cold")["something only they would read"]


def test_a_cold_request_says_how_you_found_them() -> None:
    found = "your talk on loans at the volunteer fair"
    assert checks("I heard your talk on loans at the fair.", "request_cold", found=found)[
        "says how you found them"
    ]
    assert not checks("I saw your site.", "request_cold", found=found)["says how you found them"]


@pytest.mark.parametrize("length", ["20 minutes", "twenty-five minutes", "15 min", "half an hour"])
def test_a_length_is_a_number(length: str) -> None:
    assert checks(f"for {length}?", "request_cold")["asks for a number of minutes"]


@pytest.mark.parametrize("length", ["some time", "a minute's thought", "a chat", "20 questions"])
def test_no_number_is_no_length(length: str) -> None:
    assert not checks(f"for {length}?", "request_cold")["asks for a number of minutes"]


JOBS = ("a vacancy", "Are you hiring", "my résumé", "apply for it", "a job", "an opening for me")


@pytest.mark.parametrize("word", JOBS)
def test_job_words_are_named(word: str) -> None:
    found = [c for c in advice("request_cold", f"Is there {word} here") if "job words" in c.text]
    assert [check.ok for check in found] == [False]
    assert "“" in found[0].text


@pytest.mark.parametrize(
    "text", ["from your first job to now", "the opening of the show", "apply it"]
)
def test_a_path_is_no_request_for_work(text: str) -> None:
    assert checks(text, "request_cold")["no job words"]


def test_our_own_requests_pass_but_for_their_gaps() -> None:
    values = {
        "introducer": "Priya Raman",
        "how_found": "the volunteer fair",
        "minutes": "twenty",
        "my_line": "a night archivist who gives tours",
    }
    for kind in REQUESTS:
        body = fill(letter_template(kind).body, values)
        known = Known(
            introducer="Priya Raman" if kind == "request_introduced" else "",
            found="the volunteer fair",
        )
        wrong = [c.text for c in advice(kind, body, known) if not c.ok]
        assert wrong[0] == "something only they would read"
        assert [text for text in wrong[1:] if "gap" not in text] == []


def test_every_limit_is_of_a_letter_that_is_there() -> None:
    assert set(MOST_WORDS) <= {template.kind for template in letter_templates()}
    long = "word " * 101
    assert not checks(long, "request_cold")["101 of 100 words"]
