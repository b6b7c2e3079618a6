from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.domain.people import Person, moved_on
from infoview_tui.errors import RefusedError
from infoview_tui.services.conflicts import Values, save, take_back
from infoview_tui.services.happenings import happenings
from infoview_tui.services.hosting import log_request
from infoview_tui.services.interests import interests_of
from infoview_tui.services.people import MOST_CHARACTERS, add_person, edit_person
from infoview_tui.services.person_page import person_page
from infoview_tui.storage.store import Store
from infoview_tui.storage.table import Seen


def bodies(store: Store, id: int) -> list[str]:
    return [interest.body for interest in interests_of(store, id)]


def positions(store: Store, id: int) -> list[tuple[str, str]]:
    return [(p.role, p.organisation) for p in store.people.positions.where("t.person_id=?", id)]


@pytest.fixture
def dana(store: Store, now: datetime) -> int:
    return add_person(store, now, name="Dana", role="curator", organisation="City Museum")


@pytest.mark.parametrize(
    ("role", "organisation", "moved"),
    [
        ("curator", "City Museum", False),
        ("Curator", "CITY MUSEUM", False),
        ("director", "City Museum", True),
        ("curator", "Harbour Gallery", True),
        ("", "City Museum", True),
    ],
)
def test_a_move_is_another_role_or_organisation(role: str, organisation: str, moved: bool) -> None:
    person = Person(1, "", "Dana", role="curator", organisation="City Museum")
    assert moved_on(person, role, organisation) is moved


def test_filling_in_what_was_unknown_is_no_move() -> None:
    assert not moved_on(Person(1, "", "Dana"), "curator", "City Museum")
    assert not moved_on(Person(1, "", "Dana", organisation="City"), "curator", "City")


def test_the_old_position_stays_in_the_timeline(store: Store, now: datetime, dana: int) -> None:
    other = add_person(store, now, name="Mai", organisation="City Museum")
    edit_person(store, now, dana, None, role="director", organisation="Harbour", moved=True)
    assert positions(store, dana) == [("curator", "City Museum")]
    assert store.people.get(other).organisation == "City Museum"
    (was,) = (h for h in happenings(person_page(store, now, dana), now) if h.kind == "position")
    assert (was.words, was.at) == ("curator, City Museum, until Nov 2026", now)


def test_a_correction_leaves_nothing_behind(store: Store, now: datetime, dana: int) -> None:
    edit_person(store, now, dana, None, role="curater")
    edit_person(store, now, dana, None, role="curator", moved=False)
    edit_person(store, now, dana, None, role="Curator", moved=True)
    assert positions(store, dana) == []


def test_undoing_a_move_takes_the_position_back(
    store: Store, now: datetime, zone: ZoneInfo, dana: int
) -> None:
    edit_person(store, now - timedelta(days=9), dana, None, role="guide", moved=True)

    def write(store: Store, now: datetime, seen: Seen, values: Values) -> None:
        edit_person(store, now, dana, seen, **values)

    values = {"role": "director", "organisation": "City Museum", "moved": True}
    seen = {"role": "guide", "organisation": "City Museum", "moved": False}
    saved = save(store, now, zone, write, seen, values)
    assert positions(store, dana) == [("curator", "City Museum"), ("guide", "City Museum")]
    take_back(store, now, write, saved, values)
    assert positions(store, dana) == [("curator", "City Museum")]
    assert store.people.get(dana).role == "guide"


def test_interests_are_cleaned_and_each_is_there_once(store: Store, now: datetime) -> None:
    id = add_person(store, now, name="Dana", interests=(" old ledgers ", "", "Old Ledgers", "bees"))
    assert bodies(store, id) == ["old ledgers", "bees"]


def test_only_interests_that_came_or_went_change(store: Store, now: datetime, dana: int) -> None:
    edit_person(store, now, dana, None, interests=("bees", "ledgers"))
    before = {interest.body: interest.id for interest in interests_of(store, dana)}
    # Another window added one meanwhile.
    edit_person(store, now, dana, None, interests=("bees", "ledgers", "theirs"))
    edit_person(store, now, dana, {"interests": ("bees", "ledgers")}, interests=("bees", "mine"))
    assert sorted(bodies(store, dana)) == ["bees", "mine", "theirs"]
    edit_person(store, now, dana, None, interests=("bees", "ledgers"))
    assert {interest.body: interest.id for interest in interests_of(store, dana)} == before


def test_an_interest_that_is_a_paste_gone_wrong_is_refused(store: Store, now: datetime) -> None:
    with pytest.raises(RefusedError, match="An interest has at most"):
        add_person(store, now, name="Dana", interests=("x" * (MOST_CHARACTERS + 1),))
    assert not store.people.where()


def test_what_they_asked_stands_in_the_timeline(store: Store, now: datetime) -> None:
    logged = log_request(store, now, "UTC", "Zofia Nowak", "how archives hire")
    (asked,) = happenings(person_page(store, now, logged.person_id), now)
    assert (asked.kind, asked.words) == ("request", "how archives hire")
    assert asked.target == ("request", logged.interview_id)


def test_a_stage_set_by_hand_and_a_name_given_stand_in_the_timeline(
    store: Store, now: datetime, dana: int
) -> None:
    add_person(store, now, name="Mai", introducer_id=dana)
    with store.write():
        store.people.change(now, dana, stage="resting", stage_at=datetime(2026, 11, 1, tzinfo=UTC))
    found = {h.kind: h.words for h in happenings(person_page(store, now, dana), now)}
    assert found == {"named": "Mai to you", "stage": "set to resting by hand"}
