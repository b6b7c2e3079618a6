from __future__ import annotations

from datetime import datetime

from infoview_tui.services.duplicates import alike, look_alikes
from infoview_tui.services.people import add_person, delete_person
from infoview_tui.storage.store import Store


def test_whom_an_entry_looks_like(store: Store, now: datetime) -> None:
    dana = add_person(
        store, now, name="Dana Okafor", organisation="City Museum", email="dana@example.org"
    )
    accents = add_person(store, now, name="Ána Sá", email="ÁNA@example.org")
    add_person(store, now, name="Dana Okafor", organisation="Harbour Gallery")
    deleted = add_person(store, now, name="Dana Okafor", organisation="City Museum")
    delete_person(store, now, deleted)

    def found(*words: str, without: tuple[int, ...] = ()) -> list[int]:
        name, organisation, email = [*words, "", ""][:3]
        people = look_alikes(store, name, organisation, email, without)
        return [person.id for person in people]

    assert found("dana okafor", "city museum") == [dana]
    assert found("Dana Okafor", "City Museum", without=(dana,)) == []
    assert found("D.", "", "DANA@EXAMPLE.ORG") == [dana]
    assert found("ana sa") == [accents]
    assert found("x", "", "ána@example.org") == [accents]
    assert found("%", "", "%") == []
    assert found("", "") == []


def test_everyone_is_compared_in_two_steps(store: Store, now: datetime) -> None:
    first = add_person(store, now, name="Mai Tran")
    add_person(store, now, name="Dana Okafor", organisation="City Museum")
    second = add_person(store, now, name="mai  tran", organisation="Harbour Gallery")
    asked: list[str] = []
    with store.db.tracer(lambda sql, _parameters: asked.append(sql)):
        assert [(a.id, b.id) for a, b in alike(store)] == [(first, second)]
    assert len(asked) <= 3
