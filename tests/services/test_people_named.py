"""Names typed with commas, some of which are of several people."""

from __future__ import annotations

from datetime import datetime

import pytest

from infoview_tui.errors import AmbiguousError, NotFoundError, RefusedError
from infoview_tui.services.introductions import introducers_named
from infoview_tui.services.lookup import people_named
from infoview_tui.services.people import add_person, introduce
from infoview_tui.storage.store import Store


@pytest.fixture
def mai(store: Store, now: datetime) -> int:
    """Mai, whom two of one name led to, each of them otherwise known."""
    mai = add_person(store, now, name="Mai Tran")
    for role in ("curator", "clerk"):
        led = add_person(store, now, name="Dana Okafor", role=role)
        introduce(store, now, person_id=mai, introducer_id=led)
    add_person(store, now, name="Kofi Mensah")
    return mai


def test_two_of_one_name_are_both_meant_as_long_as_both_stand_there(store: Store, mai: int) -> None:
    assert introducers_named(store, mai, "Dana Okafor, Dana Okafor") == (2, 3)
    assert introducers_named(store, mai, "kofi, Dana Okafor, Dana Okafor,") == (4, 2, 3)
    assert introducers_named(store, mai, "3, 4, kofi") == (3, 4)
    assert introducers_named(store, mai, " , ") == ()


def test_which_of_them_is_to_stay_is_asked(store: Store, mai: int) -> None:
    with pytest.raises(AmbiguousError):
        introducers_named(store, mai, "Dana Okafor, kofi")


def test_who_is_known_there_is_meant_before_a_namesake(store: Store, mai: int) -> None:
    assert people_named(store, "Dana Okafor, Mai", {3: "Dana Okafor"}) == (3, mai)
    with pytest.raises(AmbiguousError):
        people_named(store, "Dana Okafor", {})


def test_nobody_leads_to_themselves(store: Store, mai: int) -> None:
    with pytest.raises(RefusedError, match="Mai Tran cannot lead to themselves"):
        introducers_named(store, mai, "kofi, mai")
    with pytest.raises(NotFoundError, match="Nobody is called 'zoe'"):
        introducers_named(store, mai, "zoe")
