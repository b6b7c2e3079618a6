from __future__ import annotations

import time
from datetime import datetime

import pytest

from infoview_tui.services.names import everybody, fits, meant, meant_of_all, name_begun, offer
from infoview_tui.services.people import add_person, delete_person
from infoview_tui.storage.store import Store


@pytest.mark.parametrize(
    ("line", "begun"),
    [
        ("@ma", "ma"),
        ("  @ Mai T", "Mai T"),
        ("@é́a", "é́a"),
        ("@m", ""),
        ("@..", ""),
        ("@mai, curator", ""),
        ("@@mai", ""),
        ("mai", ""),
        ("@" + "a" * 101, ""),
    ],
)
def test_a_name_is_looked_up_from_two_letters_to_the_first_comma(line: str, begun: str) -> None:
    assert name_begun(line) == begun


@pytest.mark.parametrize("begun", ["MA", "tran", "mái tr", "tran-l", "mai  tran le"])
def test_any_word_of_a_name_may_be_begun(begun: str) -> None:
    assert fits(begun, "Maí Tran-Lê")
    assert not fits(f"x{begun}", "Maí Tran-Lê")


def test_a_name_begins_any_word_of_a_known_one_and_a_comma_makes_it_whole(
    store: Store, now: datetime
) -> None:
    for name in (
        "Dana Okafor",
        "Joanna Smith",
        "Anne-Marie Lee",
        "Dana",
        "Tomás Herrera",
        "Pat O'Brien",
    ):
        add_person(store, now, name=name)
    people = everybody(store)

    def names(text: str) -> list[str]:
        found = meant(people, text)
        assert [each.id for each in found] == [each.id for each in meant_of_all(store, text)]
        return [person.name for person in found]

    assert names("dana") == ["Dana"]
    assert names("dana o") == names("okaf") == names(" DANA OKAFOR, curator") == ["Dana Okafor"]
    assert names("ann") == names("marie") == names("anne-m") == ["Anne-Marie Lee"]
    assert names("brien") == ["Pat O'Brien"]
    assert names("tomas") == ["Tomás Herrera"]
    assert names("Ann, registrar") == names("Ann,") == names("") == names(",") == names(" ") == []
    assert names("1") == ["Dana Okafor"]
    assert names("77") == names("1" * 30) == []


def test_the_best_match_is_offered_with_role_and_organisation(store: Store, now: datetime) -> None:
    ids = {
        name: add_person(store, now, name=name, role=role, organisation=where)
        for name, role, where in (
            ("Ann Marsh", "", ""),
            ("Anna Li", "guard", ""),
            ("Joan Ann", "", "Museum"),
            ("Bo Ann-Lee", "", ""),
            ("Żaneta Ćwik", "curator", "Muzeum"),
            ("Mai Tran, Jr", "", ""),
            ("50% Off_", "", ""),
        )
    }
    assert offer(store, "an") == "Ann Marsh"
    assert offer(store, "ann") == "Ann Marsh"
    assert offer(store, "ann", [ids["Ann Marsh"]]) == "Bo Ann-Lee"
    assert offer(store, "anna") == "Anna Li, guard"
    assert offer(store, "joan") == "Joan Ann, Museum"
    assert offer(store, "cwik") == "Żaneta Ćwik, curator, Muzeum"
    assert offer(store, "Ann Marsh") == ""
    assert offer(store, "ann marsh") == "Ann Marsh"
    assert offer(store, "mai") == ""
    assert offer(store, "50 off") == "50% Off_"
    assert offer(store, "zz") == ""
    delete_person(store, now, ids["Ann Marsh"])
    assert offer(store, "an") == "Anna Li, guard"


def test_among_ten_thousand_people_the_next_letter_hardly_waits(
    store: Store, now: datetime
) -> None:
    with store.write():
        stamp = now.isoformat()
        store.db.conn.executemany(
            "insert into people (uid, name, created_at, updated_at, version)"
            " values (?, ?, ?, ?, 1)",
            [(f"{n:016x}", f"Mai{n} Tran{n % 97}", stamp, stamp) for n in range(10_000)],
        )
    began = time.perf_counter()
    assert offer(store, "mai9999") == "Mai9999 Tran8"
    assert time.perf_counter() - began < 0.5
