"""What a check-in begins with: news and gifts by turns, never an ask, never nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infoview_tui.content.library import letter_templates
from infoview_tui.domain.check_in import (
    GIVE,
    UPDATE,
    best_to_tell,
    is_ask,
    last_word,
    next_letter,
    opening,
    to_tell,
)
from infoview_tui.domain.followup import Advice, AdviceState
from infoview_tui.domain.giving import ShelfItem
from infoview_tui.domain.letters import done_clause, outcome_clause

AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
KINDS = [template.kind for template in letter_templates()]


def advice(state: AdviceState, id: int = 1, **values: object) -> Advice:
    return Advice(id, "u", 6, "read the standard", state=state, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kinds", "last"),
    [
        ([], ""),
        (["thank_you", "confirmation"], ""),
        (["confirmation", "reminder", GIVE], "ask"),
        (["thank_you", "request_cold"], ""),
        (["request_cold"], "ask"),
        (["offer", UPDATE], "ask"),
        ([UPDATE, "offer"], "update"),
        (["news"], "update"),
        ([GIVE, UPDATE], "give"),
    ],
)
def test_the_last_letter_with_a_matter_counts(kinds: list[str], last: str) -> None:
    assert last_word(kinds) == last


@pytest.mark.parametrize(
    ("last", "news", "gift", "letter"),
    [
        ("", True, True, UPDATE),
        ("", False, True, GIVE),
        ("update", True, True, GIVE),
        ("update", True, False, UPDATE),
        ("give", True, True, UPDATE),
        ("give", False, True, GIVE),
        ("ask", True, True, GIVE),
        ("ask", True, False, UPDATE),
        ("ask", False, False, ""),
        ("", False, False, ""),
    ],
)
def test_gives_and_updates_take_turns(last: str, news: bool, gift: bool, letter: str) -> None:
    assert next_letter(last, news=news, gift=gift) == letter


@given(st.lists(st.sampled_from(KINDS)), st.booleans(), st.booleans())
def test_never_an_ask_and_never_an_empty_letter(kinds: list[str], news: bool, gift: bool) -> None:
    letter = next_letter(last_word(kinds), news=news, gift=gift)
    assert not is_ask(letter)
    assert bool(letter) is (news or gift)
    assert letter != UPDATE or news
    assert letter != GIVE or gift


@pytest.mark.parametrize(
    ("given", "tells"),
    [
        (advice(AdviceState.TO_TRY), False),
        (advice(AdviceState.TRYING), True),
        (advice(AdviceState.DONE), True),
        (advice(AdviceState.NOT_FOR_ME), False),
        (advice(AdviceState.NOT_FOR_ME, result="too far from home"), True),
        (advice(AdviceState.DONE, moved_at=AT, reported_at=AT + DAY), False),
        (advice(AdviceState.DONE, moved_at=AT + 2 * DAY, reported_at=AT + DAY), True),
        (advice(AdviceState.DONE, reported_at=AT), False),
    ],
)
def test_what_there_is_to_tell(given: Advice, tells: bool) -> None:
    assert to_tell(given) is tells


def test_what_is_done_is_told_first() -> None:
    all_of = [advice(state, id) for id, state in enumerate(AdviceState)]
    assert [each.state for each in best_to_tell(all_of)] == [AdviceState.DONE, AdviceState.TRYING]


def test_an_opening_says_what_there_is() -> None:
    item = ShelfItem(2, "s", "Ledgers that lie")
    done = advice(AdviceState.DONE)
    assert opening([done], [item], "").words == "advice done, to tell"
    assert opening([advice(AdviceState.TRYING)], [], "ask").words == "advice you are trying"
    assert opening([], [item, item], "").words == "2 things on the shelf"
    assert opening([], [item], "ask").words == "last: an ask. 1 thing on the shelf"
    assert opening([], [], "ask").words == "last: an ask. Give first."
    assert opening([], [], "").words == ""


def test_every_state_and_result_reads_as_a_sentence() -> None:
    for state, result in product(AdviceState, ("", " clearer now. ", "it works!")):
        did, came = done_clause(state), outcome_clause(state, result)
        assert bool(did) is (state is not AdviceState.TO_TRY)
        assert bool(came) is bool(result)
        assert not came.endswith((".", "!", " "))
    assert outcome_clause(AdviceState.TRYING, "half way") == "So far: half way"
