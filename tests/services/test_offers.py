from __future__ import annotations

import time
from datetime import datetime

import pytest

from infoview_tui.services.offers import fits, name_begun, offer
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
